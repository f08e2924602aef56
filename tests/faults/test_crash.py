"""kill −9 at random moments of import, edit, assignment and backup: the file is whole, everything finished is in it."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from tests.faults.crash import Moment, Series, moments
from tests.faults.verbs import VERBS

CRASHES = 60 if os.environ.get("LIANGE_LONG") else 2
"""Crashes of each verb; of all verbs mixed, twice as many under each kind of file."""


@pytest.fixture
def series(tmp_path: Path) -> Series:
    return Series(tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("verb", VERBS)
def test_an_interrupted_verb_leaves_the_file_whole(series: Series, verb: str) -> None:
    random = Random(f"one verb {verb}")
    verbs = [verb, "备份"] if verb == "恢复" else [verb]
    for moment in moments(random, CRASHES):
        series.crash(verbs, moment, random.randrange(1 << 32))
    assert series.tally.crashes == CRASHES


@pytest.mark.long
@pytest.mark.parametrize("password", ["", "梧桐树"], ids=["无密码", "有密码"])
def test_a_day_of_crashes(tmp_path: Path, password: str) -> None:
    random = Random(f"a day {password}")
    series = Series(tmp_path, password)
    for moment in moments(random, 2 * CRASHES, longest=0.6, most_calls=20_000):
        series.crash(tuple(VERBS), moment, random.randrange(1 << 32))
    assert series.tally.crashes == 2 * CRASHES


def test_what_was_finished_before_the_end_is_counted(series: Series) -> None:
    """The test itself would notice: a child that has time finishes something, and it is found in the file."""
    before = len(series.known)
    finished = series.crash(["修改"], Moment(seconds=0.5), 1)
    assert len(finished) > 0
    assert len(series.known) - before - len(finished) == series.tally.unannounced <= 1
