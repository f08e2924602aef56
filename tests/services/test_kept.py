"""What was read is used again only while the file is as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain.errors import Refused
from app.office import Office
from app.services.kept import MOST, Kept
from tests.offices import add

TODAY = "2026-11-22"


def names(office: Office, day: str | None = None) -> set[str]:
    return {member.name for member in office.frame.people(day)}


def test_不改动时只读一次(county: Office) -> None:
    kept = Kept(county.data)
    assert kept.get(("甲",), object) is kept.get(("甲",), object)
    assert kept.get(("甲",), object) is not kept.get(("乙",), object)


def add_one(office: Office) -> None:
    add(office, "温如玉")


def undo_one(office: Office) -> None:
    office.undo()


def redo_one(office: Office) -> None:
    office.undo()
    office.redo()


@pytest.mark.parametrize("change", [add_one, undo_one, redo_one])
def test_任何改动之后重新读(county: Office, change: Callable[[Office], None]) -> None:
    kept = Kept(county.data)
    before = kept.get(("甲",), object)
    change(county)
    assert kept.get(("甲",), object) is not before


def test_名册跟着新增_撤销_重做(county: Office) -> None:
    assert "温如玉" not in names(county)
    add(county, "温如玉")
    assert "温如玉" in names(county)
    county.undo()
    assert "温如玉" not in names(county)
    county.redo()
    assert "温如玉" in names(county)


def test_另一个连接写入后也重新读(county: Office) -> None:
    reader = county.reader()
    try:
        assert "温如玉" not in names(reader)
        add(county, "温如玉")
        assert "温如玉" in names(reader)
        county.undo()
        assert "温如玉" not in names(reader)
    finally:
        reader.close()


def test_操作之内每次重新读(county: Office) -> None:
    names(county)
    with county.data.operation("两人"):
        add(county, "温如玉")
        assert "温如玉" in names(county)
        add(county, "傅青禾")
        assert {"温如玉", "傅青禾"} <= names(county)


def give_up_after_looking(office: Office) -> None:
    with office.data.operation("做不成"):
        add(office, "温如玉")
        raise Refused("、".join(names(office)), code="seen")


def test_没有做成的操作里读到的不留下(county: Office) -> None:
    before = names(county)
    with pytest.raises(Refused, match="温如玉"):
        give_up_after_looking(county)
    assert names(county) == before


def test_截至不同的日子各是各的(county: Office) -> None:
    member = county.roster.get("骆宾")
    county.roster.change(member, {"status": "辞职"}, day="2026-06-01")
    on = {day: county.frame.member("骆宾", day).status for day in ("2026-05-31", "2026-06-01", TODAY)}
    assert on == {"2026-05-31": "在册", "2026-06-01": "辞职", TODAY: "辞职"}


def test_交出去的名单改了也不影响别人(county: Office) -> None:
    county.frame.people().clear()
    assert names(county)


def test_最多留几份(county: Office) -> None:
    kept = Kept(county.data)
    first = kept.get((0,), object)
    for key in range(1, MOST + 1):
        kept.get((key,), object)
    assert kept.get((0,), object) is not first


def test_相近题目和本次会议的提案跟着登记和撤销(county: Office) -> None:
    title = "关于加强农村公路养护的建议"
    assert county.register.similar(title) == []
    first = county.register.add({"title": title}).proposal
    assert [found.id for found, _ in county.register.similar(title)] == [first.id]
    assert county.register.similar(title, own=first.id) == []
    assert [found.id for found in county.register.proposals()] == [first.id]
    county.undo()
    assert (county.register.similar(title), county.register.proposals()) == ([], [])


def test_网格跟着分配和撤销(county: Office) -> None:
    before = county.liaison.grid().orphans
    county.liaison.assign()
    assert county.liaison.grid().orphans == ()
    county.undo()
    assert county.liaison.grid().orphans == before
