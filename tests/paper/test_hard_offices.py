"""Every form at its worst: nobody there, the longest values, no room on the disk, a folder that takes nothing."""

from __future__ import annotations

import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from app.domain.errors import Refused
from app.domain.wording import Layout
from app.office import Office
from app.reports.document import Document
from app.reports.errors import PaperError
from app.reports.forms import FORMS
from app.reports.forms.form import Form
from app.reports.forms.listing import PEOPLE
from app.reports.forms.record import RECORDS
from app.reports.forms.wording import wording_form
from app.reports.pictures import NO_PICTURE
from app.reports.words import words
from app.services.wording_seeds import seeds
from tests.faults.limits import fill_up, small_disk
from tests.offices import new_office
from tests.paper.conftest import as_pdf
from tests.paper.hard import LONG_NAME, MARKS, NO_PICTURES, long_answers, long_office
from tests.paper.invented import DAY, answers
from tests.paper.rare import all_left, none_filed
from tests.reports.same_words import lacking_in_excel, lacking_in_word
from tests.reports.samples import bare

NAMES = [*(form.name for form in FORMS), *seeds()]


@pytest.fixture(scope="module")
def nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office on its first day: no members, no grid, no proposals."""
    office = new_office(tmp_path_factory.mktemp("nobody"))
    yield office
    office.close()


def printed(document: Document) -> Counter[str]:
    """Count the characters that stand on the paper of a PDF, none beyond an edge; marks without a body left out."""
    found: Counter[str] = Counter()
    with pypdfium2.PdfDocument(as_pdf(document)) as opened:
        for page in opened:
            found.update(page.get_textpage().get_text_bounded(0, 0, *page.get_size()))
    return bodies(found)


def bodies(found: Counter[str]) -> Counter[str]:
    return Counter({c: n for c, n in found.items() if not c.isspace() and unicodedata.category(c)[0] in "LN"})


def lacking(document: Document, form: Form) -> tuple[object, ...]:
    """Give what is not on paper, not in Word and not in the Excel file that is offered; empty when all is there."""
    said = bodies(Counter("".join(words(document))))
    cells = lacking_in_excel(document) if "xlsx" in form.formats else []
    found = lacking_in_word(document), cells, dict(said - printed(document))
    return found if any(found) else ()


# --------------------------------------------------------------------------- nobody


@pytest.mark.parametrize("name", NAMES)
def test_空办公室_每种表都说得出话(nobody: Office, name: str) -> None:
    form = nobody.paper.form(name)
    try:
        document = nobody.paper.document(name, answers(form, {}), day=DAY.isoformat())
    except Refused as refused:
        assert name in seeds()
        assert refused.message.endswith("。")  # noqa: PT017
        return
    assert bare("".join(words(document)))
    assert lacking(document, form) == ()


# --------------------------------------------------------------------------- as long as may be


def filled(form: Form) -> Document:
    facts = long_office()
    about = seeds()[form.name].subject.value if form.name in seeds() else ""
    if about in ("每位退出委员", "每位辞职委员"):
        facts = all_left(facts)
    if about == "每件未立案提案":
        facts = none_filed(facts)
    few = (
        {PEOPLE.name: "1、2、3"} if form.name in seeds() and seeds()[form.name].layout is Layout.CARD else {}
    )
    return form.build(facts, form.with_defaults(answers(form, {**long_answers(form), **few}) or {}))


@pytest.mark.parametrize("form", [*FORMS, *map(wording_form, seeds().values())], ids=lambda one: one.name)
def test_一万字的值和三十字的姓名_一字不少_都在纸上(form: Form) -> None:
    assert lacking(filled(form), form) == ()


def test_长的值和姓名真的印在许多表上() -> None:
    said = {form.name: "".join(words(filled(form))) for form in FORMS}
    assert sum(LONG_NAME in one for one in said.values()) >= 10
    assert sum(any(one.count(mark) > 9_000 for mark in MARKS) for one in said.values()) >= 10
    assert sum(said[RECORDS.name].count(mark) > 9_000 for mark in MARKS) >= 25


def test_不是图片的照片_登记表上说一句() -> None:
    assert words(filled(RECORDS)).count(NO_PICTURE) == sum(1 for one in NO_PICTURES if one)


# --------------------------------------------------------------------------- no place to write


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A disk of one megabyte."""
    with small_disk(tmp_path_factory.mktemp("disk") / "小盘", 1) as place:
        yield place


def refused(office: Office, name: str, folder: Path) -> str:
    """Make a form in each of its formats where it cannot be; give what is said."""
    form = office.paper.form(name)
    with pytest.raises(PaperError) as caught:
        office.paper.make(
            [name], folder, formats=form.formats, options=answers(form, {}), day=DAY.isoformat(), anyway=True
        )
    assert "\n" not in caught.value.message
    assert caught.value.message.endswith("。")
    return caught.value.code


@pytest.mark.parametrize("name", NAMES)
def test_磁盘满_不留半个文件(small: Office, disk: Path, name: str) -> None:
    ballast = fill_up(disk)
    try:
        assert refused(small, name, disk) == "disk_full"
        assert [file.name for file in disk.iterdir()] == [ballast.name]
    finally:
        ballast.unlink()


@pytest.mark.parametrize("name", NAMES)
def test_文件夹写不进_不留半个文件(small: Office, disk: Path, name: str) -> None:
    mounted = ["mount", "-o"]
    subprocess.run([*mounted, "remount,ro", str(disk)], check=True)
    try:
        assert refused(small, name, disk) == "unwritable"
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run([*mounted, "remount,rw", str(disk)], check=True)
