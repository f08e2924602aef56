"""Several 专委会 with posts, several teams with roles, a second affiliation: rows to fill in, one line each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.domain.member import Seat
from app.ui import theme
from app.ui.form import TextEditor
from app.ui.parts import Choice, button, column, row

_SEAT = re.compile(r"(?:(?P<kind>[^/（]*)/)?(?P<name>[^（]*)(?:（(?P<role>.*)）)?", re.DOTALL)


class SeatRows(TextEditor):
    """Rows of 名称 [职务] [种类] with a button that takes a row away; the text is `种类/名称（职务）、…`.

    `kinds` and `roles` are the words to choose from; None leaves that part out. What does not fit the words may be
    typed.
    """

    def __init__(
        self, title: str, names: Sequence[str], kinds: Sequence[str] | None, roles: Sequence[str] | None
    ) -> None:
        super().__init__()
        self._title = title
        self._words = (kinds, names, roles)
        self.rows: list[_SeatRow] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.XS)
        self.more = button(f"添加{title}", self._add_by_hand, kind="link", hint=f"再写一个{title}")
        self._layout.addLayout(row(self.more, None))
        self.setFocusProxy(self.more)

    def text(self) -> str:
        """Give the rows as one text; a row without a name is nothing."""
        return "、".join(text for one in self.rows if (text := one.text()))

    def set_text(self, text: str) -> None:
        """Show a row for each part."""
        for one in [*self.rows]:
            self._take(one)
        for part in text.split("、"):
            found = _SEAT.fullmatch(part.strip())
            if found:
                self._add((found["kind"] or "", found["name"] or "", found["role"] or ""))

    def seats(self) -> tuple[Seat, ...]:
        """Give the rows as they were meant, whatever marks stand in their names."""
        return tuple(dict.fromkeys(one.seat() for one in self.rows if one.text()))

    def show_seats(self, seats: Sequence[Seat]) -> None:
        """Show these."""
        for one in [*self.rows]:
            self._take(one)
        for seat in seats:
            self._add((seat.kind, seat.name, seat.role))

    def _add_by_hand(self) -> None:
        self._add(("", "", ""))
        self.rows[-1].first.setFocus()
        self.changed.emit()

    def _add(self, parts: tuple[str, str, str]) -> None:
        made = _SeatRow(self._title, self._words, parts)
        made.changed.connect(self.changed)
        made.gone.clicked.connect(lambda _checked=False: self._take_by_hand(made))
        self.rows.append(made)
        self._layout.insertWidget(self._layout.count() - 1, made)
        before: QWidget | None = self.rows[-2].gone if len(self.rows) > 1 else None
        for stop in (*made.stops, self.more):
            if before is not None:
                QWidget.setTabOrder(before, stop)
            before = stop
        self.setFocusProxy(self.rows[0].first)

    def _take_by_hand(self, one: _SeatRow) -> None:
        self._take(one)
        self.more.setFocus()
        self.changed.emit()

    def _take(self, one: _SeatRow) -> None:
        self.rows.remove(one)
        self._layout.removeWidget(one)
        one.hide()
        one.deleteLater()
        self.setFocusProxy(self.rows[0].first if self.rows else self.more)


class _SeatRow(TextEditor):
    """One seat."""

    def __init__(
        self,
        title: str,
        words: tuple[Sequence[str] | None, Sequence[str], Sequence[str] | None],
        parts: tuple[str, str, str],
    ) -> None:
        super().__init__()
        names = ("种类", "名称" if words[0] is not None or words[2] is not None else "", "职务")
        self._boxes: list[QComboBox | None] = []
        for word, name, part in zip(words, names, parts, strict=True):
            self._boxes.append(None if word is None else self._box(title + name, name or title, word, part))
        self.gone = button("✕", kind="link", hint=f"去掉这个{title}")
        self.gone.setAccessibleName(f"去掉这个{title}")
        kind_box, name_box, role_box = self._boxes
        first = [box for box in (name_box, role_box if kind_box is None else None) if box is not None]
        second = [box for box in (kind_box, role_box) if box is not None and kind_box is not None]
        across = row(*first, self.gone, spacing=theme.XS)
        across.setStretchFactor(first[0], 5)
        across.setStretchFactor(first[-1], 5 if len(first) == 1 else 3)
        whole = column(across, spacing=theme.XS)
        if second:
            whole.addLayout(row(*second, spacing=theme.XS))
        self.setLayout(whole)
        self.first: QWidget = first[0]
        self.stops: tuple[QWidget, ...] = (*first, *second, self.gone)

    def _box(self, spoken: str, hint: str, words: Sequence[str], part: str) -> QComboBox:
        box = Choice()
        line = QLineEdit()
        line.setPlaceholderText(hint)
        box.setLineEdit(line)
        box.addItems(["", *words])
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(3)
        box.setCurrentText(part)
        line.setCursorPosition(0)
        for widget in (box, line):
            widget.setAccessibleName(spoken)
        line.returnPressed.connect(self.focusNextChild)
        box.currentTextChanged.connect(lambda _text: self.changed.emit())
        return box

    def seat(self) -> Seat:
        """Give the row."""
        kind, name, role = (box.currentText().strip() if box is not None else "" for box in self._boxes)
        return Seat(name, role, kind)

    def text(self) -> str:
        """Write the row as its part of the text; a row without a name is nothing."""
        seat = self.seat()
        if not seat.name:
            return ""
        name = f"{seat.kind}/{seat.name}" if seat.kind else seat.name
        return f"{name}（{seat.role}）" if seat.role else name
