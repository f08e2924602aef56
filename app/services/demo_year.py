"""The demo office's year 2026, played through the desks' own verbs so that history and undo are real.

What happens stands as tables in resources/demo: the roster, the units and the register as an office would import
them, and every step of every proposal with its day. Here is only who does it and when.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from app.db.datafile import DataFile
from app.db.members import Reason
from app.domain.errors import Refused
from app.domain.finding import Finding
from app.services.founding import found
from app.services.frame import Frame
from app.services.liaison import LiaisonDesk
from app.services.proposal_import import RegisterImport
from app.services.proposals import ProposalDesk
from app.services.resources import FOLDER, code_list
from app.services.roster import Roster
from app.services.roster_import import RosterImport
from app.services.units import UnitDesk

SEEDS = FOLDER / "demo"
OFFICE, TERM, PLENARY = "政协云川县委员会", "第十一届", "第十一届一次会议"
COPY = 0x1A26_2026 & 0x7FFF_FFFF
"""The copy number of every demo office; by it a demo file is known from a real one."""

SIGNED = ("演示电脑", "演示")
OPENED, ASSIGNED, LAST_DAY = date(2026, 1, 13), date(2026, 1, 15), date(2026, 11, 1)
"""The plenary's first day, the day the grid holds from, and the day after which nothing happens."""

Event: TypeAlias = tuple[date, Callable[[], None]]
"""Something that happens on a day."""

CHANGES = (
    (
        date(2026, 3, 12),
        "武若谷",
        "status=暂停履职",
        Reason("企业涉诉，本人申请暂停履职", "云协发〔2026〕6号", "主席会议"),
    ),
    (date(2026, 4, 16), "11124", "job_title=教研室副主任", Reason("职务变动")),
    (
        date(2026, 5, 14),
        "马爱莲",
        "status=辞职",
        Reason("调离本县，辞去委员", "云协发〔2026〕11号", "常委会"),
    ),
    (date(2026, 6, 18), "武若谷", "status=在册", Reason("涉诉事项已结", "云协发〔2026〕15号", "主席会议")),
)
"""Who changed, from which day, in what, and why."""


@dataclass(slots=True)
class Calendar:
    """The demo's clock: a day that moves on, and on each day a few minutes from one operation to the next."""

    now: datetime = field(default_factory=lambda: datetime.combine(date(2026, 1, 5), time(9)))

    def __call__(self) -> datetime:
        """Tell the time and let three minutes pass."""
        self.now += timedelta(minutes=3)
        return self.now

    def today(self) -> date:
        """Tell the day."""
        return self.now.date()

    def turn_to(self, day: date) -> None:
        """Begin a day at nine; the clock never goes back."""
        self.now = max(self.now, datetime.combine(day, time(9)))


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one proposal: its 流水号, the action, and the words it needs."""

    day: date
    serial: str
    action: str
    words: dict[str, str]


def play(path: Path) -> DataFile:
    """Make the demo's data file, up to the last day; the caller closes it."""
    calendar = Calendar()
    data = DataFile.create(path, clock=calendar, copy=COPY)
    try:
        data.who = SIGNED
        year = Year(Frame(data, calendar.today))
        events = [*year.beginning(), *year.people(), *year.proposals()]
        for day, happen in sorted(events, key=lambda event: event[0]):
            calendar.turn_to(day)
            happen()
        calendar.turn_to(LAST_DAY)
    except BaseException:
        data.close()
        raise
    return data


class Year:
    """The events of the year by day; those of one day happen in the order given."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._roster = Roster(frame)
        self._grid = LiaisonDesk(frame)
        self._register = ProposalDesk(frame)

    # -- January -----------------------------------------------------------------------------------------------

    def beginning(self) -> Iterator[Event]:
        """Found the office, lay the lists down, import roster, units and register, assign the grid."""
        yield date(2026, 1, 5), partial(found, self._frame, OFFICE, TERM, OPENED.isoformat(), PLENARY)
        yield date(2026, 1, 5), self._lay_lists
        yield date(2026, 1, 6), self._import_roster
        yield date(2026, 1, 7), self._import_units
        yield ASSIGNED, self._assign
        yield date(2026, 1, 23), self._import_register

    def _lay_lists(self) -> None:
        with self._frame.data.operation("建立界别和专委会名单"):
            self._frame.registry.add_codes("界别", [code.name for code in code_list("界别（县级）")])
            self._frame.registry.add_codes("专委会", [code.name for code in code_list("专委会")])

    def _import_roster(self) -> None:
        desk = RosterImport(self._frame)
        preview = desk.preview([SEEDS / "members.csv"])
        _refuse_flaws(preview.errors or preview.warnings)
        desk.apply(preview)

    def _import_units(self) -> None:
        desk = UnitDesk(self._frame)
        preview = desk.preview([SEEDS / "units.csv"])
        _refuse_flaws(preview.errors or preview.warnings)
        desk.apply(preview)

    def _import_register(self) -> None:
        desk = RegisterImport(self._frame)
        preview = desk.preview([SEEDS / "proposals.csv"])
        _refuse_flaws(preview.errors or preview.warnings)
        desk.apply(preview)

    # -- people come and go ------------------------------------------------------------------------------------

    def people(self) -> Iterator[Event]:
        """One is suspended and comes back, one resigns and another follows, one is placed by hand."""
        for day, who, word, reason in CHANGES:
            yield day, partial(self._change, who, word, reason)
        yield date(2026, 6, 25), self._add_member
        yield date(2026, 6, 26), self._assign
        yield date(2026, 9, 3), partial(self._place, "胡婉清", "陈𬱖")

    def _today(self) -> str:
        return self._frame.day()

    def _change(self, who: str, word: str, reason: Reason) -> None:
        member = self._roster.get(who)
        self._roster.change(member, self._roster.parse([word], member), day=self._today(), reason=reason)

    def _add_member(self) -> None:
        words = (SEEDS / "added.txt").read_text("utf-8").split()
        reason = Reason("届中增补", "云协发〔2026〕16号", "常委会")
        self._roster.add(self._roster.parse(words), day=self._today(), reason=reason)

    def _assign(self) -> None:
        self._grid.assign(self._today())

    def _place(self, lower: str, upper: str) -> None:
        self._grid.place(self._roster.get(lower), self._roster.get(upper).id, self._today())

    # -- proposals ---------------------------------------------------------------------------------------------

    def proposals(self) -> Iterator[Event]:
        """Every step of every proposal; the same step of several on one day is one operation."""
        for (day, action), steps in groupby(
            read_steps(SEEDS / "steps.csv"), key=lambda step: (step.day, step.action)
        ):
            yield day, partial(self._take, action, tuple(steps))

    def _take(self, action: str, steps: tuple[Step, ...]) -> None:
        with self._frame.data.operation(action) as operation:
            for step in steps:
                self._register.do(self._register.get(f"流水{step.serial}"), action, step.words)
            if len(steps) > 1:
                operation.label = f"{action} {len(steps)} 件"


def read_steps(file: Path) -> Iterator[Step]:
    """Read the steps in their order."""
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            words = dict(word.split("=", 1) for word in row["内容"].split("；") if word)
            yield Step(
                date.fromisoformat(row["日期"]), row["流水号"], row["步骤"], {**words, "date": row["日期"]}
            )


def _refuse_flaws(findings: Sequence[Finding]) -> None:
    """The seeds are ours: anything an import remarks on is a fault in them."""
    if findings:
        raise Refused(f"演示数据有误：{findings[0].message}", code="demo")
