"""The office's frame: 届, 次会议, code lists, settings, and the history of operations."""

from __future__ import annotations

from app.db.datafile import DataFile
from app.db.members import Members
from app.db.registry import Registry


def test_terms_and_plenaries_stand_in_order(data: DataFile) -> None:
    registry = Registry(data)
    with data.operation("换届"):
        term = registry.add_term("第十一届", "2027-01-01", "2031-12-31")
        registry.add_plenary(term, "十一届一次会议", "2027-01-05", "2027-01-09")
        registry.add_plenary(registry.terms()[0].id, "十届二次会议", "2023-01-05")
    assert [(one.name, one.starts, one.ends) for one in registry.terms()] == [
        ("第十届", "2022-01-01", ""),
        ("第十一届", "2027-01-01", "2031-12-31"),
    ]
    assert [one.name for one in registry.plenaries()] == ["十届一次会议", "十届二次会议", "十一届一次会议"]
    assert registry.plenaries()[-1].term_id == term


def test_code_lists_grow_at_their_end_and_know_no_twins(data: DataFile) -> None:
    registry = Registry(data)
    with data.operation("界别"):
        assert registry.add_codes("界别", ["工会", "妇联", "工会", ""]) == ["工会", "妇联"]
        assert registry.add_codes("界别", ["妇联", "青联"]) == ["青联"]
        assert registry.add_codes("民族", ["妇联"]) == ["妇联"]
    assert registry.codes("界别") == ["工会", "妇联", "青联"]
    assert registry.codes("没有") == []


def test_settings_of_the_office_and_of_a_plenary_are_apart(data: DataFile) -> None:
    registry = Registry(data)
    plenary = registry.plenaries()[0].id
    with data.operation("参数"):
        registry.set_setting("期限", "60")
        registry.set_setting("期限", "90", plenary)
        registry.set_setting("期限", "45", plenary)
    assert registry.settings()["期限"] == "60"
    assert registry.settings(plenary) == {"期限": "45"}


def test_setting_the_same_value_again_is_no_change(data: DataFile) -> None:
    registry = Registry(data)
    with data.operation("参数"):
        registry.set_setting("office_name", "演示县政协")
    assert registry.operations(1)[0].label == "分配"


def test_history_is_newest_first_and_limited(data: DataFile) -> None:
    labels = [past.label for past in Registry(data).operations()]
    assert labels == ["分配", "导入 2 名委员", "新建 演示县政协"]
    assert [past.label for past in Registry(data).operations(1)] == ["分配"]


def test_history_of_one_member_holds_facts_and_links_past_ones_too(data: DataFile) -> None:
    registry, members = Registry(data), Members(data)
    first, second = (member.id for member in members.of_term(registry.terms()[0].id, "2026-01-01"))
    with data.operation("改电话"):
        members.change(second, {"phone": ""}, None)
    with data.operation("改界别"):
        members.change(second, {"sector": "妇联"}, None)
    assert [past.label for past in registry.operations(row_ids=registry.rows_about(second))] == [
        "改界别",
        "改电话",
        "分配",
        "导入 2 名委员",
    ]
    assert [past.label for past in registry.operations(row_ids=registry.rows_about(first))] == [
        "导入 2 名委员"
    ]
    assert registry.operations(row_ids=[]) == []
