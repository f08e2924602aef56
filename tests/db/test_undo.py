"""Undo after do is as if nothing had been, redo after undo as if nothing had been undone: over whatever was done."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.db import check
from app.db.datafile import DataFile
from tests.db.offices import dump, office
from tests.db.random_office import edit

EXAMPLES = 1000 if os.environ.get("LIANGE_LONG") else 30
EDITS = st.integers(0, 1 << 32)


@contextmanager
def own_office() -> Iterator[DataFile]:
    with tempfile.TemporaryDirectory() as folder:
        data = office(Path(folder) / "办公.liange")
        data.db.execute("PRAGMA synchronous = OFF")  # nothing is pulled out here
        try:
            yield data
        finally:
            data.close()


def mechanical_problems(data: DataFile) -> list[check.Problem]:
    """What is wrong with the file itself; random work breaks the office's rules."""
    return [
        problem
        for problem in check.check(data)
        if problem.kind in ("damaged", "log", "keys", "counter", "session", "triggers")
    ]


@settings(max_examples=EXAMPLES)
@given(st.lists(EDITS, min_size=1, max_size=8))
def test_undoing_everything_leads_back_step_by_step_and_redoing_forth(seeds: list[int]) -> None:
    with own_office() as data:
        past = [dump(data.db)]
        past += [dump(data.db) for seed in seeds if edit(data, seed)]
        for before in reversed(past[:-1]):
            data.undo()
            assert dump(data.db) == before
        for after in past[1:]:
            data.redo()
            assert dump(data.db) == after
        assert mechanical_problems(data) == []


@settings(max_examples=EXAMPLES)
@given(st.lists(st.one_of(EDITS, st.sampled_from(["undo", "redo", "restart"])), max_size=14))
def test_any_mixture_of_edits_undo_redo_and_restarts_follows_the_line(script: list[int | str]) -> None:
    with own_office() as data:
        door = data
        first = data.undoable()
        line, place = [dump(door.db)], 0
        for step in script:
            if step == "restart":
                door.close()
                door = DataFile.open(data.path)
                door.db.execute("PRAGMA synchronous = OFF")
            elif step == "undo" and place > 0:
                door.undo()
                place -= 1
            elif step == "redo" and place < len(line) - 1:
                door.redo()
                place += 1
            elif isinstance(step, int) and edit(door, step):
                line[place + 1 :] = [dump(door.db)]
                place += 1
            assert dump(door.db) == line[place]
            assert (door.undoable() == first) is (place == 0)
            assert (door.redoable() is None) is (place == len(line) - 1)
        assert mechanical_problems(door) == []
        door.close()
