"""Paper that is given up, cannot be saved, or holds what nobody expects: no half file, no part file, a sentence."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reports.document import (
    Block,
    Document,
    Heading,
    NameColumns,
    Note,
    Section,
    TableBlock,
    Title,
    paragraph,
)
from app.reports.errors import PaperError
from app.reports.forms import FORMS
from app.reports.render import write
from app.reports.table import Column, Kind, Table
from app.reports.words import words
from tests.paper.conftest import as_pdf, as_word
from tests.paper.invented import collection, fonts, rare_facts, records
from tests.paper.pages import leaves, plain
from tests.reports.samples import word_words


class Stopped(Exception):
    pass


def stopping(after: int) -> object:
    left = [after]

    def tick() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Stopped

    return tick


@pytest.mark.parametrize(
    "make", [lambda: collection(97), lambda: records(339)], ids=["三百页汇编", "339份登记表"]
)
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_在许多处取消_不留半个文件(make: object, kind: str, tmp_path: Path) -> None:
    document = make()  # type: ignore[operator]
    blocks = sum(len(section.blocks) for section in document.sections)
    target = tmp_path / f"文书.{kind}"
    target.write_bytes(b"old")
    for after in (0, 1, blocks // 3, blocks - 1):
        with pytest.raises(Stopped):
            write(document, tmp_path, "文书", (kind,), fonts(), tick=stopping(after))  # type: ignore[arg-type]
        assert [file.name for file in tmp_path.iterdir()] == [target.name]
        assert target.read_bytes() == b"old"


def test_目标正被Word打开_说一句话_可换名再存(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = records(3)
    (tmp_path / "登记表.docx").write_bytes(b"open in Word")
    replacing = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if Path(target).name == "登记表.docx":
            raise PermissionError(errno.EACCES, "locked")
        return replacing(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(PaperError, match="换一个文件名再存") as caught:
        write(document, tmp_path, "登记表", ("docx",), fonts())
    assert caught.value.code == "locked"
    assert (tmp_path / "登记表.docx").read_bytes() == b"open in Word"
    made = write(document, tmp_path, "登记表（2）", ("docx",), fonts())
    assert sorted(file.name for file in tmp_path.iterdir()) == ["登记表.docx", "登记表（2）.docx"]
    assert word_words(made.files[0].read_bytes()) == plain("".join(words(document)))


PEOPLE = [form for form in FORMS if form.needs <= {"roster"} and form.group.value == "委员"]


@pytest.mark.parametrize("form", PEOPLE, ids=lambda form: form.name)
def test_三十个字的姓名和一万字的单位_每种表都印得下(form: object) -> None:
    from dataclasses import replace

    facts = rare_facts(3)
    long = replace(facts.members[0], name="很长的姓名" * 6, job_title="职务" * 5_000)
    document = form.build(replace(facts, members=(long, *facts.members[1:])), form.with_defaults({}))  # type: ignore[attr-defined]
    assert word_words(as_word(document)) == plain("".join(words(document)))
    assert leaves(as_pdf(document))


TEXT = st.text(st.characters(codec="utf-8"), max_size=60)
BLOCKS = st.one_of(
    st.builds(paragraph, TEXT),
    st.builds(lambda text: Title(text.replace("|", "")), TEXT),
    st.builds(lambda text, level: Heading(level, text), TEXT, st.integers(1, 4)),
    st.builds(Note, TEXT),
    st.builds(NameColumns, st.lists(TEXT, max_size=8).map(tuple)),
    st.builds(
        lambda rows: TableBlock(
            Table((Column("甲"), Column("名", Kind.NAME), Column("号", Kind.CODE)), tuple(rows))
        ),
        st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=6),
    ),
)


@settings(max_examples=25)
@given(st.lists(BLOCKS, max_size=6))
def test_任何构件任何文字都写得出(blocks: list[Block]) -> None:
    document = Document("任意", (Section(tuple(blocks)),))
    assert as_pdf(document).startswith(b"%PDF")
    assert as_word(document).startswith(b"PK")
