"""Which fields an office uses."""

from __future__ import annotations

from collections import Counter

from app.domain.field_use import INDISPENSABLE, FieldUse, field_use
from app.domain.fields import EXPECTED, MEMBER, MEMBER_SECTIONS, Privacy


def test_每个字段在表单里恰有一处() -> None:
    placed = Counter(key for _, keys in MEMBER_SECTIONS for key in keys)
    assert placed == Counter(list(MEMBER))


def test_默认全部启用_级别照字段表() -> None:
    use = field_use({})
    assert [one.key for one in use.fields] == list(MEMBER)
    assert use.expected == EXPECTED


def test_停用的不再列出_必不可少的不能停用() -> None:
    use = field_use({"fields.off": "religion,name,没有这个"})
    assert "religion" not in use
    assert {one.key for one in use.fields} >= INDISPENSABLE


def test_单位自定的级别() -> None:
    use = field_use({"fields.privacy": "birth=完整,sex=乱写"})
    levels = {one.key: one.privacy for one in use.fields}
    assert levels["birth"] is Privacy.FULL
    assert levels["sex"] is Privacy.PUBLIC


def test_写成设置再读回来不变() -> None:
    use = FieldUse(frozenset({"religion", "health"}), {"birth": Privacy.FULL}, ("name", "phone"))
    assert field_use(use.as_settings()) == use


def test_停用的不算资料不全() -> None:
    assert "phone" not in field_use({"fields.off": "phone"}).expected
    assert field_use({"fields.expected": ""}).expected == ()
