"""Namesakes of a 公开 list, which tells no 出生年月, come back as who they are; what is not certain is still asked."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.office import Office
from app.services.import_namesakes import one_to_one
from tests.offices import add

WANG = (("1959", "群众"), ("1973", "中共"), ("1975", ""), ("1980", ""))
"""Four of one name: birth and 政治面貌; two of them a 公开 list cannot tell apart at all."""


def with_namesakes(office: Office) -> Path:
    for birth, affiliation in WANG:
        add(office, "王刚", sex="男", birth=birth, affiliations=(affiliation,) if affiliation else ())
    return Path("公开.csv")


@pytest.mark.parametrize("level", ["公开", "内部", "完整"])
def test_各级名单里的同名委员导回都不变(office: Office, tmp_path: Path, level: str) -> None:
    file = tmp_path / with_namesakes(office)
    office.paper.export_roster(file, level=level)
    back = office.roster_import.preview([file])
    assert (back.members, back.unchanged, back.errors) == (4, 4, ())
    assert len({row.member.id for row in back.rows if row.member}) == 4


@pytest.mark.parametrize(
    "rows",
    [
        "王刚,男,群众\n王刚,男,中共\n王刚,男,\n",
        "王刚,男,群众\n王刚,男,民盟\n王刚,男,\n王刚,男,\n",
        "王刚,男,群众\n王刚,男,群众\n王刚,男,中共\n王刚,男,\n王刚,男,\n",
    ],
    ids=["少一行", "一行不符", "多一行"],
)
def test_对不上数的照旧要问(office: Office, tmp_path: Path, rows: str) -> None:
    file = tmp_path / with_namesakes(office)
    file.write_text("姓名,性别,政治面貌\n" + rows, "utf-8")
    preview = office.roster_import.preview([file])
    assert preview.questions
    assert preview.new == 0


@given(st.dictionaries(st.integers(0, 5).map(str), st.frozensets(st.sampled_from("abcdef")), max_size=6))
def test_一一对应(fits: dict[str, frozenset[str]]) -> None:
    found = one_to_one(fits)
    if found:
        assert found.keys() == fits.keys()
        assert set(found.values()) == frozenset().union(*fits.values())
        assert all(member in fits[row] for row, member in found.items())
    elif len(fits) == len(frozenset().union(*fits.values())):
        everybody = sorted(frozenset().union(*fits.values()))
        pairs = (zip(fits, order, strict=True) for order in permutations(everybody))
        assert not fits or not any(all(who in fits[row] for row, who in each) for each in pairs)
