"""Every spelling of the tables beside this file: what a cell becomes, or why it is not taken.

The columns of a table: 字段 (its key), 写法 (the cell), 结果 (读入, 提醒, 拒绝 or 空), 读作 (the value as text), 说明 (what the
clerk is told), and 证件类型 (what the row says beside an 身份证号).
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.affiliation import AFFILIATIONS, DEMOCRATIC_PARTIES, parse_affiliation, written
from app.domain.dates import dotted, is_canonical, parse_date
from app.domain.dates import written as date_written
from app.domain.fields import MEMBER
from app.domain.member import PARTY, Seat
from app.domain.phone import read_phones
from app.intake.cells import Read, Value, read_cell, read_paper, seats
from app.services.member_values import seat_text
from app.services.resources import code_lists

FOLDER = Path(__file__).parent / "spellings"
AT_LEAST = 300


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SPELLINGS = [row | {"表": path.stem} for path in sorted(FOLDER.glob("*.csv")) for row in table(path)]


def read(row: dict[str, str]) -> Read:
    if row.get("证件类型"):
        return read_paper(row["写法"], row["证件类型"])[1]
    return read_cell(
        MEMBER[row["字段"]], row["写法"], code_lists(), "小组" if row["字段"] == "groups" else ""
    )


def shown(value: Value | None) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(seat_text(item) if isinstance(item, Seat) else item for item in value)
    return "" if value is None else str(value)


@pytest.mark.parametrize("row", SPELLINGS, ids=[f"{row['表']}-{row['写法']}" for row in SPELLINGS])
def test_a_spelling_becomes_what_the_table_says(row: dict[str, str]) -> None:
    found = read(row)
    said = "拒绝" if found.error else "提醒" if found.warning else "空" if found.value is None else "读入"
    assert (said, shown(found.value), found.error or found.warning) == (row["结果"], row["读作"], row["说明"])


def test_the_tables_hold_enough_spellings_each_once() -> None:
    different = {(row["字段"], row["写法"], row.get("证件类型", "")) for row in SPELLINGS}
    assert len(different) == len(SPELLINGS) >= AT_LEAST
    assert {row["表"] for row in SPELLINGS} >= {
        "dates",
        "phones",
        "sexes",
        "ethnic_groups",
        "parties",
        "posts",
        "ids",
        "education",
        "yes_no",
    }
    assert {row["结果"] for row in SPELLINGS} == {"读入", "提醒", "拒绝", "空"}
    assert all(row["说明"] for row in SPELLINGS if row["结果"] in {"提醒", "拒绝"})


def test_every_ethnic_group_is_known_by_name_alias_and_number() -> None:
    for code in code_lists()["民族"]:
        for spelling in (code.name, code.code, code.name.removesuffix("族"), *code.aliases):
            assert read_cell(MEMBER["ethnicity"], spelling, code_lists()).value == code.name


# -- what is written reads back ----------------------------------------------------------------------------------

days = st.dates(date(1900, 1, 1), date(2100, 12, 31)).flatmap(
    lambda day: st.sampled_from([day.isoformat()[:length] for length in (4, 7, 10)])
)
affiliations = st.one_of(
    st.sampled_from(AFFILIATIONS).map(lambda name: (name,)),
    st.tuples(st.sampled_from(sorted(DEMOCRATIC_PARTIES)), st.just(PARTY)),
)
names = st.text(st.sampled_from("东西南北湖滨清波小营提案经济文史"), min_size=2, max_size=6)
roles = st.sampled_from(["", "组长", "副组长", "召集人", "主任", "副主任", "秘书长"])
teams = st.builds(Seat, names, roles, st.sampled_from(["街道小组", "党小组", "工作组", "委员工作室", "小组"]))
committees = st.builds(lambda name, role: Seat(f"{name}委员会", role), names, roles)


@given(days)
def test_a_date_reads_back_however_it_is_written(text: str) -> None:
    for spelling in (
        text,
        date_written(text),
        text.replace("-", "/"),
        text.replace("-", ""),
        *([dotted(text)] if text[-2:] != ".1" else []),
    ):
        assert parse_date(spelling).text == text
    assert is_canonical(text)


@given(affiliations)
def test_an_affiliation_reads_back(found: tuple[str, ...]) -> None:
    for between in (
        written(found),
        "".join(found),
        "/".join(found),
        "（".join(found) + "）" * (len(found) - 1),
    ):
        read_back = parse_affiliation(between)
        assert (read_back.names, read_back.problem) == (found, "")


@given(st.lists(teams, min_size=1, max_size=4, unique=True))
def test_teams_read_back_as_our_tables_write_them(found: list[Seat]) -> None:
    assert seats("、".join(seat_text(seat) for seat in found), "小组") == tuple(found)


@given(st.lists(committees, min_size=1, max_size=4, unique=True))
def test_committees_read_back_as_our_tables_write_them(found: list[Seat]) -> None:
    assert seats("、".join(seat_text(seat) for seat in found), "") == tuple(found)


@given(st.lists(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), min_size=1, max_size=3, unique=True))
def test_telephones_read_back(numbers: list[str]) -> None:
    once = read_phones("/".join(f"+86 {number[:3]}-{number[3:7]} {number[7:]}" for number in numbers))
    assert (once.text, once.notice) == ("、".join(numbers), "")
    assert read_phones(once.text) == once
