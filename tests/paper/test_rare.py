"""339 members with the rarest names, on whatever paper names them: no box, no question mark, every code point back."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from app.domain.given_form import Subject as Of
from app.domain.wording import Subject
from app.intake.given_form_finding import find_places
from app.reports.document import Document
from app.reports.forms import FORMS
from app.reports.forms.form import Form
from app.reports.forms.name_list import NAME_LIST
from app.reports.forms.record import RECORDS
from app.reports.forms.wording import wording_form
from app.reports.given.form import filled_together, outline_of
from app.reports.words import words
from app.services.wording_seeds import seeds
from tests import given as superiors
from tests.paper.conftest import as_pdf, as_word
from tests.paper.embedded import inside
from tests.paper.invented import answers, fonts, rare_names
from tests.paper.rare import SPONSORS, all_left, none_filed, rare_office
from tests.reports.same_words import as_excel, workbook_words
from tests.reports.samples import bare, pdf_pages, word_words

NAMELESS = {"名额表", "提案纸", "委员结构分析表"}
"""Forms that count or ask, and name nobody."""
A_SHEET_EACH = {"委员登记表", "提案表", "五级网格挂图"}
"""Forms that make a sheet of each, or one very large picture: of fewer people, among whom every character is."""
FALSE = set("?？〓□\ufffd")
LETTERS = [
    one.name for one in seeds().values() if one.subject not in (Subject.ONCE, Subject.UNIT, Subject.LATE_UNIT)
]
"""Wordings that are about members or proposals, a copy each."""
OF_ALL = {Subject.MEMBER, Subject.JOINED, Subject.LEFT, Subject.RESIGNED, Subject.KEY}
"""Letters whose copies name everybody of the rare office; the others name those who put a proposal forward first."""
EVERY_CHARACTER = 60
"""So many members have every rare character among them."""


def lost(names: tuple[str, ...], text: str) -> list[str]:
    """Give the names that do not stand in a text code point by code point; a name may go on in the next line."""
    return [name for name in names if name not in text]


def forged(document: Document, *texts: str) -> set[str]:
    """Give the marks that stand for a character nobody could set and that the document does not say by itself."""
    return (FALSE & set("".join(texts))) - set("".join(words(document)))


def assert_every_name(document: Document, names: tuple[str, ...]) -> None:
    """Fail where a name is not in Word, PDF and Excel as it is, or is printed as a box."""
    pdf = as_pdf(document)
    said = (
        "".join(pdf_pages(pdf)),
        word_words(as_word(document)),
        "".join(map(bare, workbook_words(as_excel(document)))),
    )
    assert [lost(names, text) for text in said] == [[], [], []]
    assert forged(document, *said) == set()
    assert fonts().missing_in(document) == ()
    assert inside(pdf).faults() == []


def test_名字里有各扩展区_兼容字_间隔号_组合符_变体() -> None:
    everything = "".join(rare_names())
    assert len(set(rare_names())) == 339
    for first, last in (
        (0x3400, 0x4DBF),
        (0x20000, 0x2A6DF),
        (0x2A700, 0x2B73F),
        (0x2B740, 0x2B81F),
        (0x2B820, 0x2CEAF),
        (0x2CEB0, 0x2EBEF),
        (0xF900, 0xFAFF),
        (0x2F800, 0x2FA1F),
    ):
        assert any(first <= ord(c) <= last for c in everything), hex(first)
    assert {"·", "\u0301", "\U000e0100", "侮"} <= set(everything)
    assert set("".join(rare_names()[:EVERY_CHARACTER])) == set(everything)


def test_没有一个字缺字形() -> None:
    assert fonts().missing(rare_names()) == ()


@pytest.mark.parametrize("form", [one for one in FORMS if one.name not in NAMELESS], ids=lambda one: one.name)
def test_每种表_每个姓名从Word_PDF_Excel里一码不差地取回(form: Form) -> None:
    facts = rare_office(EVERY_CHARACTER if form.name in A_SHEET_EACH else 339)
    assert_every_name(form.build(facts, form.with_defaults({})), tuple(one.name for one in facts.members))


def test_登记表里每人一页_姓名在自己那页上() -> None:
    names = rare_names()
    pages = pdf_pages(as_pdf(RECORDS.build(rare_office(), RECORDS.with_defaults({}))))
    assert [name for name, page in zip(names, pages, strict=True) if name not in page] == []


@pytest.mark.parametrize("name", LETTERS)
def test_每种函件_收件人的姓名一码不差(name: str) -> None:
    seed = seeds()[name]
    facts = rare_office(EVERY_CHARACTER)
    names = tuple(one.name for one in facts.members)
    if seed.subject in (Subject.LEFT, Subject.RESIGNED):
        facts = all_left(facts)
    if seed.subject is Subject.NOT_FILED:
        facts = none_filed(facts)
    form = wording_form(seed)
    document = form.build(facts, form.with_defaults(answers(form, {}) or {}))
    assert_every_name(document, names if seed.subject in OF_ALL else names[::SPONSORS])


def _values(name: str) -> dict[str, str | bytes]:
    return {"name": name, "sex": "女", "birth": "1970.01", "workplace": f"{name}工作室"}


@cache
def _filled(make: Callable[[], bytes]) -> bytes:
    places = find_places(outline_of(make()), Of.MEMBER).places
    assert places
    names = rare_names()
    return filled_together(make(), places, [_values(name) for name in names], names)


@pytest.mark.parametrize("make", [superiors.personal_form, superiors.list_form], ids=["个人表", "名单"])
def test_上级的Word表样_一码不差(make: Callable[[], bytes]) -> None:
    with zipfile.ZipFile(BytesIO(_filled(make))) as opened:
        text = re.sub(r"<[^>]+>", "", opened.read("word/document.xml").decode())
    assert lost(rare_names(), text) == []
    assert not FALSE & set(text)


@pytest.mark.parametrize("make", [superiors.book_form, superiors.book_list], ids=["个人表", "名单"])
def test_上级的Excel表样_一码不差_表页名也是(make: Callable[[], bytes]) -> None:
    book = openpyxl.load_workbook(BytesIO(_filled(make)), read_only=True)
    text = "".join(
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
    )
    assert lost(rare_names(), text) == []
    assert not FALSE & set(text)
    if make is superiors.book_form:
        assert lost(rare_names(), "".join(book.sheetnames)) == []


def test_PDF小_只嵌用到的字() -> None:
    facts = rare_office()
    pdf = as_pdf(NAME_LIST.build(facts, NAME_LIST.with_defaults({})))
    found = inside(pdf)
    assert len(pdf) < 3_000_000
    assert {name: len(font.glyphs) - 1 for name, font in found.fonts.items()} == {
        name: len(cids) for name, cids in found.drawn.items()
    }


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="没有 pdftotext（poppler-utils）")
def test_另一个程序也取得回来(tmp_path: Path) -> None:
    """In the order in which it is written (-raw): else a name spread to three places may be guessed to be two columns."""
    file = tmp_path / "名单.pdf"
    file.write_bytes(as_pdf(NAME_LIST.build(rare_office(), NAME_LIST.with_defaults({}))))
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True
    )
    assert lost(rare_names(), re.sub(r"\s+", "", done.stdout.decode())) == []
