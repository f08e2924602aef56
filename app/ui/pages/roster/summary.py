"""Several members selected: how many and what they are, instead of one of them; and what can be done with them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from app.domain.dates import age
from app.domain.member import Member
from app.ui.parts import button_for, label, row
from app.ui.sheet import Sheet, facts

if TYPE_CHECKING:
    from app.office import Office

MOST = 5
NAMES = 24
PER_ROW = 2
"""Buttons side by side: four in one row cut each other's words on a narrow sheet."""


class Summary(Sheet):
    """The sheet beside the list while several rows are selected."""

    def __init__(self, office: Office, actions: Sequence[QAction]) -> None:
        super().__init__("选中的委员")
        self._office, self._actions = office, actions

    def show_people(self, people: Sequence[Member]) -> None:
        """Show what these are."""
        self.empty()
        self.head.addWidget(label(f"选中 {len(people)} 人", "card-title"))
        able = [act for act in self._actions if act.isEnabled()]
        for few in (able[:PER_ROW], able[PER_ROW:]):
            self.head.addLayout(row(*(button_for(act) for act in few), None))
        self.body.addLayout(facts(self.told(people)))
        self.body.addStretch(1)

    def told(self, people: Sequence[Member]) -> list[tuple[str, str]]:
        """Sex, age, party, sector and post in counts, and the names."""
        today = self._office.frame.today()
        ages = [years for member in people if (years := age(member.birth, today)) is not None]
        pairs = [
            ("性别", _counted((member.sex for member in people), lambda word: word or "未填")),
            ("平均年龄", f"{sum(ages) / len(ages):.1f} 岁（{len(ages)} 人有出生年月）" if ages else ""),
            ("党员党外", _counted("党员" if member.is_party_member else "党外" for member in people)),
            ("界别", _counted(member.sector or "未填" for member in people)),
            ("政协职务", _counted(post for member in people for post in member.posts)),
            ("状态", _counted(member.status for member in people)),
            (
                "姓名",
                "、".join(member.name for member in people[:NAMES]) + (" 等" if len(people) > NAMES else ""),
            ),
        ]
        return [(name, text) for name, text in pairs if text]


def _counted(words: Iterable[str], say: Callable[[str], str] = str) -> str:
    """中共 5、经济 3 …, the most frequent first."""
    tally = Counter(words).most_common()
    said = "、".join(f"{say(word)} {count}" for word, count in tally[:MOST])
    return said + (f"，另有 {len(tally) - MOST} 种" if len(tally) > MOST else "")
