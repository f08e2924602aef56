"""资料不全: what an office expects of a member and does not have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.completeness import has, lacking
from app.domain.field_use import FieldUse
from app.domain.member import Member, Seat

WHOLE = Member(
    1, 1, "王强", sex="男", ethnicity="汉族", birth="1975-03", affiliations=("中共",), sector="教育",
    committees=(Seat("提案委员会"),), employer="县一中", more={"education": "大学本科", "phone": "13900000001"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ()),
        ({"sex": ""}, ("sex",)),
        ({"committees": ()}, ("committees",)),
        ({"affiliations": (), "birth": ""}, ("birth", "affiliations")),
        ({"employer": ""}, ("employer",)),
        ({"employer": "", "job_title": "县一中校长"}, ()),
        ({"more": {"education": " ", "phone": "1"}}, ("education",)),
        ({"more": {}}, ("education", "phone")),
    ],
)
def test_缺什么(change: dict[str, object], expected: tuple[str, ...]) -> None:
    assert lacking(replace(WHOLE, **change), FieldUse()) == expected  # type: ignore[arg-type]


def test_停用的栏目不算缺() -> None:
    blank = Member(1, 1, "王强")
    assert "phone" not in lacking(blank, FieldUse(off=frozenset({"phone"})))


def test_要求的栏目由单位定() -> None:
    assert lacking(WHOLE, FieldUse(expected=("wechat", "no", "is_new", "rank_no", "area"))) == (
        "no",
        "area",
        "rank_no",
        "wechat",
    )


def test_街道小组就是片区() -> None:
    assert has(replace(WHOLE, groups=(Seat("城关街道", kind="街道小组"),)), "area")
