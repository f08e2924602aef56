"""Which fields an office uses, at which level, and which make 资料不全."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import NotFound, Refused
from app.domain.field_use import INDISPENSABLE
from app.domain.fields import EXPECTED, MEMBER_FIELDS, Privacy
from app.office import Office
from app.services.field_choice import FieldLine


def line(office: Office, key: str) -> FieldLine:
    return next(one for one in office.field_choice.lines() if one.key == key)


def test_every_field_stands_there_once(office: Office) -> None:
    lines = office.field_choice.lines()
    assert sorted(one.key for one in lines) == sorted(field.key for field in MEMBER_FIELDS)
    assert {one.key for one in lines if one.locked} == INDISPENSABLE
    assert {one.key for one in lines if one.expected} == set(EXPECTED)
    assert all(one.on for one in lines)


def test_a_field_is_switched_off_and_on(county: Office) -> None:
    county.roster.change(county.roster.get("米雪"), {"wechat": "mx"}, day=None)
    county.field_choice.switch(["微信", "religion", "学历"], on=False)
    assert (line(county, "wechat").on, "religion" in county.frame.field_use()) == (False, False)
    assert not line(county, "education").expected
    assert county.roster.get("米雪").more["wechat"] == "mx"
    assert county.undoable == "停用字段 微信、宗教信仰、学历"
    county.undo()
    assert line(county, "wechat").on
    county.redo()
    county.field_choice.switch(["学历"], on=True)
    assert line(county, "education").expected
    assert county.safety.check() == []


def test_a_level_of_its_own_and_back(office: Office) -> None:
    office.field_choice.level(["手机", "邮箱"], Privacy.INTERNAL)
    assert (line(office, "phone").level, line(office, "phone").usual) == (Privacy.INTERNAL, Privacy.FULL)
    office.field_choice.level(["手机"], None)
    office.field_choice.level(["邮箱"], Privacy.FULL)
    assert dict(office.frame.field_use().levels) == {}


def test_what_makes_a_member_incomplete(office: Office) -> None:
    office.field_choice.expect(["籍贯"], on=True)
    office.field_choice.expect(["学历", "手机"], on=False)
    assert "native_place" in office.frame.field_use().expected
    assert "education" not in office.frame.field_use().expected
    office.field_choice.switch(["职称"], on=False)
    with pytest.raises(Refused, match="先启用"):
        office.field_choice.expect(["职称"], on=True)


def test_what_is_refused(office: Office) -> None:
    with pytest.raises(Refused, match="不能停用"):
        office.field_choice.switch(["姓名", "微信"], on=False)
    with pytest.raises(NotFound):
        office.field_choice.level(["没有的字段"], Privacy.PUBLIC)
    office.field_choice.switch(["微信"], on=True)
    office.field_choice.level(["手机"], Privacy.FULL)
    assert office.frame.registry.settings().keys() == {"office_name", "term"}


def test_the_name_is_never_kept_from_a_list(county: Office, tmp_path: Path) -> None:
    everything = [one.key for one in county.field_choice.lines()]
    with pytest.raises(Refused, match="姓名只能是公开"):
        county.field_choice.level(everything, Privacy.FULL)
    county.field_choice.level([key for key in everything if key != "name"], Privacy.FULL)
    with county.data.operation("别的程序写的"):
        county.frame.registry.set_setting("fields.privacy", "name=完整,sex=完整")
    written = county.roster_export.at_level(tmp_path / "名册.csv", level=Privacy.PUBLIC)
    assert "骆宾" in written.file.read_text("utf-8-sig")
