"""A new form is its words alone; proposals are named as members are; what does not add up is printed when the clerk says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest

from app.domain.errors import NotFound, WrongUsage
from app.office import Office
from app.reports.facts import Facts
from app.reports.forms import FORMS
from app.reports.forms.form import Form, Options
from app.reports.forms.simple import simple_form
from app.reports.table import Column, Kind, Row
from app.reports.words import plain_text, words
from app.services import paper
from app.services.paper import Mismatch, PaperDesk
from tests.services.test_paper import busy, busy_file, squeezed, still, tables_of  # noqa: F401 - fixtures

# --------------------------------------------------------------------------- a new form in at most twenty lines


def _parties(facts: Facts, _options: Options) -> Iterator[Row]:
    for name in dict.fromkeys(one.sector for one in facts.members):
        people = [one for one in facts.members if one.sector == name]
        women = sum(one.sex == "女" for one in people)
        yield name, people[0].name, len(people), women


OWN = simple_form(
    "界别人数表", "各界别多少人，其中女委员多少人",
    (Column("界别", width=40), Column("第一人", Kind.NAME, 24), Column("人数", Kind.INT, 20, sum=True), Column("女委员", Kind.INT, 20, sum=True)),
    _parties, order="按名册中先后排列", note="口径：在任委员，含暂停履职。",
)  # fmt: skip
"""Thirteen lines: content, and no layout."""


@pytest.fixture
def own(still: Office, monkeypatch: pytest.MonkeyPatch) -> Office:  # noqa: F811
    monkeypatch.setattr(paper, "FORMS", (*FORMS, OWN))
    return still


def test_新表只写内容_三种文件说同样的话(own: Office, tmp_path: Path) -> None:
    made = own.paper.make(["界别人数表"], tmp_path, formats=("docx", "pdf", "xlsx"))
    said = [squeezed(phrase) for phrase in words(own.paper.document("界别人数表"))]
    word = docx.Document(str(made.files[0]))
    in_word = squeezed(
        "".join(node.text or "" for node in word.element.body.iter() if node.tag.endswith("}t"))
    )
    with pypdfium2.PdfDocument(made.files[1]) as pdf:
        in_pdf = squeezed("".join(page.get_textpage().get_text_bounded() for page in pdf))
    assert [phrase for phrase in said if phrase not in in_word or phrase not in in_pdf] == []
    (table,) = tables_of(own.paper.document("界别人数表"))
    sheet = openpyxl.load_workbook(made.files[2])["界别人数表"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [column.title for column in table.columns] in rows
    assert [row for row in table.rows if list(row) not in rows] == []
    text = plain_text(own.paper.document("界别人数表"))
    assert "排列：按名册中先后排列。口径：在任委员，含暂停履职。" in text
    assert made.mismatches == ()


# --------------------------------------------------------------------------- which proposals


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("全部", ["第1号", "第2号", "第3号", "第4号", "第5号", "流水6", "流水7", "流水8"]), ("3", ["第3号"]), ("第2号、1", ["第1号", "第2号"]),
        ("流水6，流水7", ["流水6", "流水7"]), ("4-6", ["第4号", "第5号"]), ("流水4-6", ["第4号", "第5号", "流水6"]), ("8", ["流水8"]),
        ("经济", ["第2号", "第4号", "流水6", "流水8"]), ("第十一届一次会议:5", ["第5号"]),
    ],
)  # fmt: skip
def test_哪几件提案由几个词说(still: Office, text: str, labels: list[str]) -> None:  # noqa: F811
    if ":" in text:
        text = f"{still.frame.plenary().name}:5"
    facts = still.paper.facts(frozenset({"motions"}), None, {"提案": text})
    assert [one.label for one in facts.proposals] == labels


def test_从清单里打印这些_按内部编号(still: Office) -> None:  # noqa: F811
    ids = [one.id for one in still.register.listing()][:2]
    facts = still.paper.facts(frozenset({"motions"}), None, {"提案": "、".join(map(str, ids))})
    assert sorted(one.id for one in facts.proposals) == sorted(ids)
    assert {one.member for proposal in facts.proposals for one in proposal.sponsors} == set(facts.sponsors)


@pytest.mark.parametrize("text", ["99", "没有的类别", "第8号", "1234567890123"])
def test_没有的提案要说出来(still: Office, text: str) -> None:  # noqa: F811
    with pytest.raises(NotFound, match=f"没有“{text}”这件提案"):
        still.paper.document("提案表", {"提案": text})


def test_选定的提案是哪次会议的_纸上就写哪次会议(county: Office) -> None:
    first = county.frame.plenary().name
    old = county.register.add({"title": "关于修路的建议"}).proposal
    county.setup.add_plenary("十一届二次会议", "2027-01-10")
    new = county.register.add({"title": "关于修桥的建议"}).proposal
    needs = frozenset({"motions"})

    def plenary(*chosen: int) -> str:
        return county.paper.facts(needs, None, {"提案": "、".join(map(str, chosen))}).plenary

    assert plenary(old.id) == first
    assert plenary(new.id) == "十一届二次会议"
    assert plenary(old.id, new.id) == ""
    assert county.paper.facts(needs).plenary == "十一届二次会议"
    said = words(county.paper.document("提案汇编", {"提案": str(old.id)}))
    assert first in said
    assert "十一届二次会议" not in said


def test_还没有会议时没有提案可印(office: Office) -> None:
    assert office.paper.facts(frozenset({"motions"})).proposals == ()
    with pytest.raises(NotFound):
        office.paper.document("提案表", {"提案": "1"})


# --------------------------------------------------------------------------- what does not add up


@pytest.fixture
def wrong(busy: Office, monkeypatch: pytest.MonkeyPatch) -> Office:  # noqa: F811
    facts = busy.paper.facts(frozenset({"roster", "grid"}))
    monkeypatch.setattr(PaperDesk, "facts", lambda *_words: replace(facts, members=facts.members[:3]))
    return busy


WARNING = "注意：五级网格对不上（各部分之和 18，总数 3）。"


def test_对不上时说要印才印_最后注明(wrong: Office, tmp_path: Path) -> None:
    with pytest.raises(Mismatch) as refused:
        wrong.paper.document("五级网格联络表")
    assert refused.value.mismatches == ("五级网格：各项之和 18 不等于总数 3",)
    assert words(wrong.paper.document("五级网格联络表", anyway=True))[-1] == WARNING
    assert WARNING in plain_text(wrong.paper.preview("五级网格联络表", anyway=True).document)
    assert wrong.paper.make_as("五级网格联络表", tmp_path / "表.pdf", anyway=True).exists()
    made = wrong.paper.make(["五级网格联络表"], tmp_path / "out", anyway=True)
    assert len(made.files) == 2
    assert made.mismatches == refused.value.mismatches


def test_表自己的数也要对得上(still: Office, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    lost = Form(
        "少一人",
        "",
        lambda facts, _options: OWN.build(facts, {"排序": "按职务"}),
        check=lambda *_: ["少一人：各项之和 1 不等于总数 2"],
    )
    monkeypatch.setattr(paper, "FORMS", (lost,))
    with pytest.raises(Mismatch, match="少一人"):
        still.paper.document("少一人")


def test_标签从第几格开始写错了不出文件(still: Office, tmp_path: Path) -> None:  # noqa: F811
    with pytest.raises(WrongUsage):
        still.paper.make(["地址标签"], tmp_path / "out", options={"从第几格开始": "99"})
    assert not (tmp_path / "out").exists()
