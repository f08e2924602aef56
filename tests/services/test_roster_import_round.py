"""import ∘ export = id for random rosters; two files in either order; the published list of 2,975 deputies."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.db.members import FieldValue
from app.domain.affiliation import DEMOCRATIC_PARTIES
from app.domain.fields import MEMBER_FIELDS, Field, Kind
from app.domain.member import Member, Seat
from app.domain.posts import in_rank_order
from app.office import Office
from app.services import member_values
from app.services.resources import shipped_names
from tests.offices import TODAY

# What offices write, with what tables and formulas stumble over.
_CHARACTERS = "中共县一二第委员会𠮷䶮㛃·abcXYZ0189=+-@'\"，,；;、（()）/ \t"
_TEXT = st.text(_CHARACTERS, max_size=14)
_LINES = st.lists(_TEXT, max_size=3).map("\n".join)
_DATES = st.one_of(
    st.dates(datetime(1930, 1, 1).date(), datetime(2010, 12, 31).date()).map(str),
    st.integers(1930, 2010).map(str),
    st.tuples(st.integers(1930, 2010), st.integers(1, 12)).map(lambda d: f"{d[0]}-{d[1]:02}"),
)
_NAMES = st.tuples(
    st.sampled_from("沈顾陆贺傅纪阮江骆米"),
    st.text("长河书岚一鸣兰青云帆晓舟星海葵宾𠮷䶮㛃", min_size=1, max_size=2),
).map("".join)
_ROLES = st.sampled_from(("", "主任", "副主任", "组长", "召集人"))
_COMMITTEES = ("提案委员会", "文史、教文卫体委员会", "经济委员会", "人口资源环境委员会")
_KINDS = (*shipped_names("小组种类"), "小组")
_AFFILIATIONS = st.one_of(
    st.sampled_from((*shipped_names("政治面貌"), "")).map(lambda one: (one,) if one else ()),
    st.sampled_from(sorted(DEMOCRATIC_PARTIES)).map(lambda one: (one, "中共")),
)


def seats(names: tuple[str, ...], kinds: tuple[str, ...]) -> st.SearchStrategy[tuple[Seat, ...]]:
    one = st.builds(Seat, st.sampled_from(names), _ROLES, st.sampled_from(kinds))
    return st.lists(one, max_size=3, unique_by=lambda seat: (seat.kind, seat.name)).map(tuple)


def values_of(field: Field) -> st.SearchStrategy[FieldValue]:
    """Values of one field as the office keeps them: what any way of entering makes of a text."""
    if field.key in _SPECIAL:
        return _SPECIAL[field.key]
    if field.kind is Kind.CHOICE:
        return st.sampled_from((*shipped_names(field.codes), ""))
    if field.kind in _BY_KIND:
        return _BY_KIND[field.kind]
    texts = _LINES if field.kind is Kind.LONG else _TEXT
    return texts.map(lambda text: member_values.parse_value(field, text))


_PHONES = st.sampled_from(("", "13800001234", "0571-87654321"))
_POSTS = st.lists(st.sampled_from(("副主席", "秘书长", "常委", "党组成员")), max_size=2, unique=True)
_SPECIAL: dict[str, st.SearchStrategy[FieldValue]] = {
    "affiliations": _AFFILIATIONS,
    "committees": seats(_COMMITTEES, ("",)),
    "groups": seats(("湖滨", "清波", "一组"), _KINDS),
    "posts": _POSTS.map(in_rank_order),
    "status": st.sampled_from(("在册", "暂停履职")),
    "sector": st.sampled_from(("中共", "经济", "教育", "文艺", "特邀", "")),
    "sex": st.sampled_from(("男", "女", "")),
    "id_number": st.just(""),  # they would have to fit birth and sex
    **dict.fromkeys(("phone", "office_phone", "home_phone", "contact_phone"), _PHONES),
}
_DAYS = st.one_of(st.just(""), _DATES)
_BY_KIND: dict[Kind, st.SearchStrategy[FieldValue]] = {
    Kind.INT: st.one_of(st.none(), st.integers(0, 400)),
    Kind.YES_NO: st.booleans(),
    Kind.DATE: _DAYS,
    Kind.PARTIAL_DATE: _DAYS,
}

_PERSON = st.fixed_dictionaries(
    {f.key: values_of(f) for f in MEMBER_FIELDS if f.kind is not Kind.PHOTO and f.key not in ("no", "name")}
)
_ROSTERS = st.lists(st.tuples(_NAMES, _PERSON), min_size=1, max_size=5, unique_by=lambda one: one[0])


def office_in(folder: Path, name: str) -> Office:
    return Office.create(
        folder / f"{name}.liange", office_name="云川县政协", term="第十一届", start="2026-01-10",
        today=lambda: TODAY, clock=lambda: datetime(2026, 11, 22, 9, 0),
    )  # fmt: skip


def plain(people: list[Member]) -> list[Member]:
    """Members without what belongs to the file they stand in; of teams of two kinds neither comes first."""
    return [
        replace(one, id=0, person_id=0, groups=tuple(sorted(one.groups, key=lambda seat: seat.kind)))
        for one in people
    ]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@settings(max_examples=8, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(roster=_ROSTERS)
def test_导出再导入_人人项项都一样(ending: str, roster: list[tuple[str, dict[str, FieldValue]]]) -> None:
    with tempfile.TemporaryDirectory() as there:
        folder = Path(there)
        first, second = office_in(folder, "甲"), office_in(folder, "乙")
        try:
            with first.data.operation("录入"):
                for number, (name, values) in enumerate(roster):
                    first.roster.add({**values, "name": name, "no": f"{number:03}"})
            file = folder / f"名册.{ending}"
            first.paper.export_roster(file, level="完整")
            again = first.roster_import.preview([file])
            assert [(row.draft.name, row.changes) for row in again.rows if row.changes] == []
            assert (again.unchanged, again.errors) == (len(roster), ())
            second.roster_import.apply(second.roster_import.preview([file]), with_posts=False)
            assert plain(second.roster.listing()) == plain(first.roster.listing())
            assert second.safety.check() == []
        finally:
            first.close()
            second.close()


# --------------------------------------------------------------------------- two files in either order


_BY_SECTOR = """姓名,界别,性别,现工作单位及职务
骆 宾,经济,男,云川茶业有限公司总经理
米雪（曾用名米小雪）,教育,女,县第一中学教师
米雪,工商联,女,云川茶业有限公司会计
沈长河,中共,,县政协主席
"""
_BY_TEAM = """姓名,街道小组,专委会,出生年月,单位及职务
沈长河,政协领导,,1968-02,
米雪,东山,文史委员会,1980-01,县第一中学教师
骆宾,湖滨,经济委员会,1975-03,
米雪,湖滨,提案委员会,1990-11,云川茶业有限公司会计
"""


def written(folder: Path, **tables: str) -> list[Path]:
    files = []
    for name, text in tables.items():
        files.append(folder / f"{name}.csv")
        files[-1].write_text(text, encoding="utf-8")
    return files


@pytest.mark.parametrize("together", [True, False], ids=["一次导入", "先后导入"])
def test_两个文件谁先谁后_名册都一样(tmp_path: Path, together: bool) -> None:
    files = written(tmp_path, 界别=_BY_SECTOR, 小组=_BY_TEAM)
    rosters = []
    for order in (files, files[::-1]):
        office = office_in(tmp_path, f"{order[0].stem}{together}")
        for batch in [order] if together else [[file] for file in order]:
            preview = office.roster_import.preview(batch)
            assert preview.errors == ()
            office.roster_import.apply(preview)
        rosters.append(sorted(plain(office.roster.listing()), key=lambda one: (one.name, one.birth)))
        office.close()
    assert rosters[0] == rosters[1]
    assert [(one.name, one.birth) for one in rosters[0]] == [
        ("沈长河", "1968-02"), ("米雪", "1980-01"), ("米雪", "1990-11"), ("骆宾", "1975-03"),
    ]  # fmt: skip


# --------------------------------------------------------------------------- the published list


def test_两千九百多名代表_没有一个并错(tmp_path: Path, shared_data: Path) -> None:
    file = shared_data / "npc13_deputies.csv"
    office = office_in(tmp_path, "代表")
    preview = office.roster_import.preview([file])
    assert (preview.read, preview.new, preview.errors, preview.words) == (2975, 2975, (), ())
    office.roster_import.apply(preview)
    names = Counter(member.name for member in office.roster.listing())
    assert (sum(names.values()), sum(1 for count in names.values() if count > 1)) == (2975, 33)
    assert names["吴彦㛃"] == 1
    again = office.roster_import.preview([file])
    assert (again.unchanged, again.new, again.errors) == (2975, 0, ())
    for level, ending in (("完整", "xlsx"), ("公开", "csv")):
        out = tmp_path / f"代表.{ending}"
        office.paper.export_roster(out, level=level)
        back = office.roster_import.preview([out])
        assert (back.unchanged, back.errors) == (2975, ())
        assert "吴彦㛃" in {row.draft.name for row in back.rows}
    office.close()
