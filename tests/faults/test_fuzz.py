"""A seeded sample of spoilt files: each is read or refused in a sentence, in time, and enters whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults.fuzz import Victim, run
from tests.faults.fuzz_files import a_file
from tests.faults.fuzz_given import GivenVictim, a_form

LONG = bool(os.environ.get("LIANGE_LONG"))
CASES = 10_000 if LONG else 150


@pytest.mark.long
def test_no_crash_no_hang_no_half_import() -> None:
    tally = run(range(CASES))
    assert tally.faults == []
    assert tally.cases == CASES
    assert tally.outcomes["refused"] > CASES // 20
    assert tally.outcomes["entered"] + tally.outcomes["entered with errors"] > CASES // 5


@pytest.mark.long
def test_no_form_of_a_superior_is_taken_or_filled_by_halves() -> None:
    tally = run(range(CASES), attacked=GivenVictim)
    assert tally.faults == []
    assert tally.cases == CASES
    assert tally.outcomes["refused"] > CASES // 5
    assert tally.outcomes["filled，filled"] > CASES // 5


def test_a_case_follows_from_its_seed() -> None:
    assert a_file(7) == a_file(7)
    assert a_form(7) == a_form(7)
    assert len({a_file(seed) for seed in range(20)}) == 20


def test_a_hang_is_noticed() -> None:
    """The run itself would notice: with no time at all every case is one."""
    tally = run(range(2), limit=0.0)
    assert tally.outcomes["hang"] == 2
    assert [fault.split(":")[0] for fault in tally.faults] == ["0", "1"]


def test_a_half_import_would_be_noticed(tmp_path: Path) -> None:
    victim = Victim(tmp_path)
    try:
        with pytest.raises(AssertionError, match="1 new members announced, 0 entered"):
            victim._entered(victim._state(), 1)
    finally:
        victim.close()
