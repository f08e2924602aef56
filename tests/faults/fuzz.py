"""Importing thousands of spoilt files, one after the other: no crash, no hang, nothing imported by halves.

`python -m tests.faults.fuzz 10000 [first seed]` runs that many cases. A worker does the work and may be killed: after
eight seconds a case hangs, and a worker that ends by itself has crashed. Each case is named by its seed.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from app.domain.errors import LiangeError
from app.domain.member import Member
from app.office import Office
from tests.faults.fuzz_files import a_file

LIMIT = 8.0
"""Seconds a case may take."""

CASES_OF_ONE_OFFICE = 60
CHECKED_EVERY = 20
_MEMORY = 3 << 30


@dataclass(slots=True)
class Tally:
    """What a run has shown; `faults` are sentences that begin with the seed."""

    cases: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    people: int = 0
    slowest: tuple[float, int] = (0.0, -1)
    faults: list[str] = field(default_factory=list)


class Attacked(Protocol):
    """What is attacked: one case after the other, and a last look."""

    def case(self, seed: int) -> tuple[str, int]:
        """Do one case; the outcome in a word, and how many people it brought."""
        ...

    def close(self) -> None:
        """Look a last time."""
        ...


class Victim:
    """An office into which files are imported; now and then it begins anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cases = 0
        self.office = self._new()

    def _new(self) -> Office:
        return Office.create(
            self.folder / f"办公{self.cases}.liange", office_name="云川县政协", term="第十一届"
        )

    def close(self) -> None:
        """Look at the office a last time."""
        problems = self.office.safety.check()
        self.office.close()
        if problems:
            raise AssertionError(f"check: {problems}")

    def case(self, seed: int) -> tuple[str, int]:
        """Import one file as the window does: preview, enter what is good, undo most. Gives the outcome in a word."""
        self.cases += 1
        if self.cases % CASES_OF_ONE_OFFICE == 0:
            self.close()
            self.office = self._new()
        ending, data = a_file(seed)
        path = self.folder / f"来件{ending}"
        path.write_bytes(data)
        outcome = self._import(path, keep=seed % 3 == 0)
        if self.cases % CHECKED_EVERY == 0:
            problems = self.office.safety.check()
            if problems:
                raise AssertionError(f"check: {problems}")
        return outcome

    def _import(self, path: Path, *, keep: bool) -> tuple[str, int]:
        before = self._state()
        try:
            preview = self.office.roster_import.preview([path])
        except LiangeError:
            self._same(before, "a refused preview changed the file")
            return "refused", 0
        self._same(before, "looking changed the file")
        if not preview.rows:
            return "nobody", 0
        try:
            self.office.roster_import.apply(preview)
        except LiangeError:
            self._same(before, "a refused import left something")
            return "import refused", 0
        self._entered(before, preview.new)
        if not keep and self._operations() > before[0]:
            self.office.undo()
            if self._state()[1] != before[1]:
                raise AssertionError("undoing the import did not take it back")
        return ("entered with errors" if preview.errors else "entered"), preview.new

    def _entered(self, before: tuple[int, object], new: int) -> None:
        """All of it in one operation: as many more members as were announced."""
        count = self._operations() - before[0]
        people = len(members(self.office))
        was = len(before[1]) if isinstance(before[1], tuple) else 0
        if count > 1 or people != was + new:
            raise AssertionError(f"{new} new members announced, {people - was} entered in {count} operations")

    def _same(self, before: tuple[int, object], what: str) -> None:
        if self._state() != before:
            raise AssertionError(what)

    def _operations(self) -> int:
        return int(self.office.data.db.execute("SELECT count(*) FROM operations").fetchone()[0])

    def _state(self) -> tuple[int, object]:
        return self._operations(), members(self.office)


def members(office: Office) -> tuple[Member, ...]:
    """Everybody of the roster, those who left included, with everything that is known of them."""
    return tuple(office.frame.people())


def run(seeds: range, limit: float = LIMIT, attacked: Callable[[Path], Attacked] = Victim) -> Tally:
    """Run cases in a worker that is watched; one that hangs or ends is replaced, and the run goes on."""
    tally = Tally()
    left = list(reversed(seeds))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        number = 0
        while left:
            number += 1
            place = Path(folder) / str(number)
            place.mkdir()
            _with_a_worker(place, left, tally, limit, attacked)
    return tally


def _with_a_worker(
    folder: Path, left: list[int], tally: Tally, limit: float, attacked: Callable[[Path], Attacked]
) -> None:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    worker = context.Process(target=_work, args=(there, folder, attacked), daemon=True)
    worker.start()
    there.close()
    seed = -1
    try:
        _answer(here, 60)
        while left:
            seed = left.pop()
            here.send(seed)
            tally.cases += 1
            outcome, people, seconds = _answer(here, limit)
            tally.outcomes[outcome.partition(":")[0]] += 1
            tally.people += people
            tally.slowest = max(tally.slowest, (seconds, seed))
            if outcome.startswith("fault"):
                tally.faults.append(f"{seed}: {outcome}")
                return
        here.send(None)
        outcome, _, _ = _answer(here, 60)
        if outcome.startswith("fault"):
            tally.faults.append(f"{seed}: at the end: {outcome}")
    except TimeoutError:
        tally.outcomes["hang"] += 1
        tally.faults.append(f"{seed}: more than {limit:g} s")
    except (EOFError, ConnectionError):
        tally.outcomes["crash"] += 1
        tally.faults.append(f"{seed}: the program ended")
    finally:
        here.close()
        worker.kill()
        worker.join()


def _answer(pipe: Connection, limit: float) -> tuple[str, int, float]:
    if not pipe.poll(limit):
        raise TimeoutError
    outcome, people, seconds = pipe.recv()
    return str(outcome), int(people), float(seconds)


def _work(pipe: Connection, folder: Path, attacked: Callable[[Path], Attacked]) -> None:
    """The worker: a case for every seed it is sent, until None comes."""
    _limit_memory()
    victim = attacked(folder)
    pipe.send(("ready", 0, 0.0))
    while (seed := _next(pipe)) is not None:
        start = time.perf_counter()
        try:
            outcome, people = victim.case(seed)
        except BaseException:  # noqa: BLE001 - whatever it is, it is a fault with a name
            outcome, people = f"fault: {traceback.format_exc(limit=-6)}", 0
        pipe.send((outcome, people, time.perf_counter() - start))
    outcome = "end"
    try:
        victim.close()
    except Exception as trouble:  # noqa: BLE001 - as above
        outcome = f"fault: {trouble}"
    pipe.send((outcome, 0, 0.0))


def _next(pipe: Connection) -> int | None:
    try:
        seed = pipe.recv()
    except EOFError:  # the run has given this worker up
        return None
    return int(seed) if seed is not None else None


def _limit_memory() -> None:
    """A file that asks for all memory ends its worker, not the machine."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def main(attacked: Callable[[Path], Attacked] = Victim) -> None:
    """Run as many cases as the command line says."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    start = time.perf_counter()
    tally = run(range(first, first + count), attacked=attacked)
    listed = "、".join(f"{name} {number}" for name, number in tally.outcomes.most_common())
    sys.stdout.write(
        f"{tally.cases} cases in {time.perf_counter() - start:.0f} s: {listed}; {tally.people} members entered; "
        f"slowest {tally.slowest[0]:.2f} s (seed {tally.slowest[1]}); {len(tally.faults)} faults\n"
    )
    sys.stdout.write("".join(f"{fault}\n" for fault in tally.faults))
    sys.exit(1 if tally.faults else 0)


if __name__ == "__main__":
    main()
