"""A line for one day, written in any usual way: left, it shows the day in canonical form."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from app.domain.dates import whole_day
from app.ui.parts import dress


class DayLine(QLineEdit):
    """Takes 2026-03-01, 2026年3月1日, 2026.3.1, 2026/3/1 and the like."""

    def __init__(self, day: str = "") -> None:
        super().__init__(day)
        self.editingFinished.connect(self._settle)

    @property
    def day(self) -> str:
        """The day in canonical form; as written where it is none."""
        written = self.text().strip()
        return whole_day(written).text or written

    def problem(self, *, may_be_empty: bool = False) -> str:
        """Say what is wrong in a sentence, and mark the line; empty when it is a day, or nothing where that will do."""
        written = self.text().strip()
        empty = "" if may_be_empty else "请写日期，如 2026-03-01。"
        found = whole_day(written).problem if written else empty
        dress(self, wrong="true" if found else "false")
        return found

    def _settle(self) -> None:
        if self.day != self.text():
            self.setText(self.day)
