"""委员编号 belong to one member each, also while many change at once."""

from __future__ import annotations

import pytest

from app.domain.member_no import Bearer, double_numbers

HELD = {"甲": Bearer("1", "王强"), "乙": Bearer("2", "李丽"), "丙": Bearer("3", "赵一")}


@pytest.mark.parametrize(
    ("coming", "kept_out"),
    [
        ({"新": "4"}, {}),
        ({"新": ""}, {}),
        ({"新": "1"}, {"新": "王强"}),
        ({"甲": "1"}, {}),
        ({"甲": "2", "乙": "1"}, {}),
        ({"甲": "4", "新": "1"}, {}),
        ({"新": "4", "又": "4"}, {"新": "又", "又": "新"}),
        ({"甲": "3", "新": "1"}, {"甲": "赵一", "新": "王强"}),
    ],
    ids=["新号", "没有号", "别人的号", "自己的号", "互换", "让出的号", "两行同号", "让不出就不能给"],
)
def test_一号一人(coming: dict[str, str], kept_out: dict[str, str]) -> None:
    found = double_numbers(HELD, {key: Bearer(no, key) for key, no in coming.items()})
    assert {key: other.name for key, other in found.items()} == kept_out
