"""Killing a working office at a random moment, again and again, and looking at what is left.

A child works on the data file and writes down each thing it has finished. It is killed (SIGKILL; TerminateProcess
on Windows) either after a random time or before its n-th call of a C function, which hits the moments between two
writes, flushes and renames. Then the file must be whole, and everything written down must be in it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from types import FrameType

from app.db.snapshot import listing, verify
from tests.faults.verbs import VERBS, found, open_office

MODULES = [
    "tests.faults.crash",
    "app.services.bulk_edit",
    "app.services.code_lists",
    "app.services.fill_returns",
    "app.services.fillforms",
    "app.services.given_forms",
    "app.services.liaison",
    "app.services.proposals",
    "app.services.new_term",
    "app.services.paper",
    "app.services.photos",
    "app.services.recycle",
    "app.services.roster_import",
    "app.services.safety",
    "app.services.team_import",
    "app.services.wordings",
]


@dataclass(frozen=True, slots=True)
class Moment:
    """When the child dies: after `seconds`, or before its n-th C call when `calls` is given."""

    seconds: float = 0.0
    calls: int = 0


@dataclass(slots=True)
class Tally:
    """What a series of crashes has shown."""

    crashes: int = 0
    finished: Counter[str] = field(default_factory=Counter)
    in_flight: Counter[str] = field(default_factory=Counter)
    snapshots_verified: int = 0
    unannounced: int = 0


class Series:
    """Crashes one after the other on the same data file, which thus recovers from each and goes on."""

    def __init__(self, folder: Path, password: str = "") -> None:
        self.folder = folder
        self.path = folder / "办公.liange"
        self.password = password
        self.tally = Tally()
        found(self.path, password)
        self.known = self._inspect(())

    def crash(self, verbs: Sequence[str], moment: Moment, seed: int) -> list[str]:
        """Let a child work until it dies at the moment, inspect what is left, and give what it had finished."""
        log = self.folder / "log.txt"
        log.write_bytes(b"")
        child = child_of(work, self.path, self.password, log, list(verbs), seed, moment.calls)
        child.start()
        if moment.calls:
            child.join(60)
        else:
            _wait_for_start(log, child)
            child.join(moment.seconds)
        child.kill()
        child.join()
        lines = log.read_text("utf-8").splitlines()
        if "error" in "".join(lines):
            raise AssertionError(f"the child failed by itself: {lines}")
        finished = [line.split(" ", 1)[1] for line in lines if line.startswith("finished ")]
        begun = [line.split(" ", 1)[1] for line in lines if line.startswith("begun ")]
        self.tally.crashes += 1
        self.tally.finished.update(
            line.split(" ", 1)[0] for line in finished if not line.endswith(" nothing")
        )
        if len(begun) > len(finished):
            self.tally.in_flight[begun[-1]] += 1
        known = self._inspect([line.split(" ", 1)[1] for line in finished])
        announced = {int(line.split()[2]) for line in finished if " operation " in line}
        self.tally.unannounced += len(known - self.known - announced)
        self.known = known
        return finished

    def _inspect(self, finished: Sequence[str]) -> set[int]:
        """Open the file as its owner would next morning, and hold it against what was finished."""
        office = open_office(self.path, self.password)
        try:
            problems = office.safety.check()
            assert problems == [], problems
            known = {row[0] for row in office.data.db.execute("SELECT id FROM operations")}
        finally:
            office.close()
        promised = {int(line.split()[1]) for line in finished if line.startswith("operation ")}
        assert promised <= known, f"finished operations are missing: {promised - known}"
        self._inspect_snapshots([line.split(" ", 1)[1] for line in finished if line.startswith("snapshot ")])
        self._inspect_restored(promised="restored" in finished)
        left = {file.name for file in self.folder.iterdir() if file.name.startswith(self.path.name)}
        assert left == {self.path.name}, f"left beside the file: {left}"
        return known

    def _inspect_snapshots(self, promised: Sequence[str]) -> None:
        stick = self.folder / "优盘"
        if not stick.is_dir():
            assert not promised
            return
        there = listing(stick)
        assert set(promised) <= {one.file.name for one in there}
        for one in there:
            assert verify(one.file, self.password).verified
            self.tally.snapshots_verified += 1
        for one in there[2:]:
            one.file.unlink()

    def _inspect_restored(self, *, promised: bool) -> None:
        target = self.folder / "恢复.liange"
        if target.exists():
            office = open_office(target, self.password)
            assert office.safety.check() == []
            office.close()
        else:
            assert not promised
        for kept in self.folder.glob("恢复前_*"):
            if kept.suffix == ".liange-backup":
                assert verify(kept, self.password).verified
            kept.unlink()


def work(path: Path, password: str, log: Path, verbs: list[str], seed: int, calls: int) -> None:
    """The child: work until killed. Each line of the log is one write, so that it is there whole or not at all."""
    random = Random(seed)
    handle = os.open(log, os.O_WRONLY | os.O_APPEND)
    office = open_office(path, password)
    os.write(handle, b"started\n")
    if calls:
        _die_before_call(calls)
    try:
        while True:
            verb = random.choice(verbs)
            os.write(handle, f"begun {verb}\n".encode())
            told = VERBS[verb](office, random, path.parent)
            os.write(handle, f"finished {verb} {told}\n".encode())
    except BaseException as error:
        os.write(handle, f"error {type(error).__name__} {error}\n".encode())
        raise


def _die_before_call(number: int) -> None:
    left = number

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal left
        if event == "c_call":
            left -= 1
            if left <= 0:
                kill_myself()

    sys.setprofile(count)


def kill_myself() -> None:
    """End this process as a power cut does: nothing is written or closed any more."""
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def _wait_for_start(log: Path, child: BaseProcess) -> None:
    while log.stat().st_size == 0 and child.is_alive():
        child.join(0.005)


def child_of(target: Callable[..., object], *arguments: object) -> BaseProcess:
    """A child that begins with everything imported, where the system can; a fresh interpreter elsewhere."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn").Process(target=target, args=arguments)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(MODULES)
    return context.Process(target=target, args=arguments)


def moments(random: Random, number: int, longest: float = 0.25, most_calls: int = 6000) -> list[Moment]:
    """Random moments, half by time and half by call."""
    return [
        Moment(seconds=random.uniform(0, longest))
        if random.random() < 0.5
        else Moment(calls=random.randrange(1, most_calls))
        for _ in range(number)
    ]
