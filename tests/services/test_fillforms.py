"""填报表 going out: made for who lacks something; none that is filled in is written over."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from app.domain.errors import Refused, WrongUsage
from app.domain.fill_marker import form_no, mark_of, member_of, read_mark
from app.domain.member import Member
from app.intake.rawtable import text_of
from app.intake.sheets import read_tables
from app.office import Office
from tests.offices import add, answer
from tests.services.filled import fill, sheet


@pytest.fixture
def person(office: Office) -> Member:
    add(office, "李静", no="7", sex="女", sector="教育", ethnicity="汉族", employer="县一中")
    return office.roster.get("李静")


def test_缺什么按职务次序列出(office: Office, person: Member) -> None:
    (gap,) = office.fill_forms.gaps()
    assert (gap.member, gap.words) == (person, "出生年月、政治面貌、专委会、学历、手机")


def test_资料齐全的只请核对_不说零项(office: Office, tmp_path: Path) -> None:
    add(office, "王强", sex="男", birth="1975-03", ethnicity="汉族", affiliations="中共", sector="教育", committees="提案委员会",
        employer="县一中", education="大学本科", phone="13900000001")  # fmt: skip
    whole = office.roster.get("王强")
    assert whole not in [gap.member for gap in office.fill_forms.gaps()]
    word, excel = office.fill_forms.make(tmp_path, formats=("docx", "xlsx"), members=[whole])
    texts = [paragraph.text for paragraph in docx.Document(str(word)).paragraphs]
    assert any("请核对下表" in text for text in texts)
    cells = {cell.text for row in docx.Document(str(word)).tables[0].rows for cell in row.cells}
    told = cells | {text_of(cell) for one in read_tables(excel) for row in one.rows for cell in row.cells}
    assert not [text for text in (*texts, *told) if "0 项" in text or "请填写（带" in text]


def test_生成可以取消_不留下半套(office: Office, person: Member, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    add(office, "王强")
    people = [person, office.roster.get("王强")]

    def step(done: int, total: int) -> None:
        steps.append((done, total))
        if done == 2:
            raise Refused("已取消。")

    with pytest.raises(Refused, match="已取消"):
        office.fill_forms.make(tmp_path, members=people, formats=("docx", "xlsx"), step=step)
    assert steps == [(1, 4), (2, 4)]
    assert list(tmp_path.glob("填报表*")) == []


def test_停用的字段不问也不收(office: Office, person: Member, tmp_path: Path) -> None:
    office.field_choice.switch(["phone"], on=False)
    (file,) = office.fill_forms.make(tmp_path, formats=("docx",))
    words = [cell.text for row in docx.Document(str(file)).tables[0].rows for cell in row.cells]
    assert "★手机" not in words
    assert "★学历" in words
    assert (
        office.fill_returns.read([sheet(tmp_path / "表.xlsx", person, {"手机": "13900000001"})]).forms == ()
    )


def test_没有人可问时说明(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有资料不全的委员"):
        office.fill_forms.make(tmp_path)
    with pytest.raises(WrongUsage):
        office.fill_forms.make(tmp_path, formats=("pdf",))
    with pytest.raises(Refused, match="没有找到填报表"):
        office.fill_returns.read([tmp_path])


def test_同名没有编号的文件分得开(office: Office, tmp_path: Path) -> None:
    add(office, "王强", sector="教育")
    add(office, "王强", sector="农业")
    assert len(set(office.fill_forms.make(tmp_path))) == 2


@pytest.mark.parametrize("member", [0, 1, 33, 34, 1884228841681977957, 2**63 - 1])
def test_表号来回不变(member: int) -> None:
    assert member_of(form_no(member)) == member
    mark = mark_of(member, {"name": "李静", "employer": "县 一中"})
    assert read_mark(f"前 {mark.text} 后") == mark
    assert mark.unchanged("employer", "县一中")
    assert not mark.unchanged("employer", "县二中")
    assert mark.unchanged("phone", "")
    assert not mark.unchanged("phone", "1")


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_交回来的填报表_没收回就不盖掉(office: Office, person: Member, tmp_path: Path, form: str) -> None:
    (blank,) = office.fill_forms.make(tmp_path, formats=(form,))
    (again,) = office.fill_forms.make(tmp_path, formats=(form,), deadline="2026-12-10")
    assert again == blank
    if form == "docx":
        fill(again, {"手机": "13900000001"})
    else:
        answer(again, "手机", "13900000001")
    came_back = again.read_bytes()
    with pytest.raises(Refused, match=f"“{again.name}”已经填了内容.*请先收回"):
        office.fill_forms.make(tmp_path, formats=(form,))
    assert again.read_bytes() == came_back
    office.fill_returns.enter(office.fill_returns.read([again]))
    office.fill_forms.make(tmp_path, formats=(form,))
    assert again.read_bytes() != came_back
