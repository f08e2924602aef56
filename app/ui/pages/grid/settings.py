"""The rules of the grid on one sheet: who is tier 1, 预备党员, 跨级, weights, bounds, liaisons who are no 委员."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QGridLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.domain.errors import LiangeError
from app.domain.liaison import AFFINITIES, CHINESE, TOP_ASK, TOP_CHAIR, TOP_SECRETARY, Guest, Scheme, Weights
from app.ui import theme
from app.ui.desk import Desk
from app.ui.parts import Choice, button, label, row

TOPS = ((TOP_ASK, "两人不同时，先问我"), (TOP_CHAIR, "主席"), (TOP_SECRETARY, "党组书记"))
NO_LIMIT = "不限"
MOST = 999


class SchemeSheet(QDialog):
    """Edits a scheme; `saved` after it was written."""

    saved = Signal()

    def __init__(
        self, desk: Desk, scheme: Scheme, guests: tuple[Guest, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._scheme = scheme
        self.setWindowTitle("网格设置")
        self.setMinimumWidth(560)
        self.top = _choice("一级由谁担任", TOPS, scheme.top)
        self.probationary = _choice(
            "预备党员编入", ((4, "四级（党员委员）"), (5, "五级（非党员委员）")), scheme.probationary_tier
        )
        self.skip = QCheckBox("上级空缺时，允许由再上一级联系（跨级）(&K)")
        self.skip.setChecked(scheme.skip_empty)
        self.weights = {
            name: _number(f"{title}权重", getattr(scheme.weights, name))
            for title, name in (*AFFINITIES, ("负担", "load"))
        }
        self.bounds = {
            tier.number: _bounds(tier.number, tier.smallest, tier.largest) for tier in scheme.tiers[:-1]
        }
        self.guests = GuestLines(guests, len(scheme.tiers) - 1, self._add_guest, self._remove_guest)
        self.problem = label("", tone="danger", wrap=True)
        self.problem.hide()
        self.yes = button("保存(&S)", self._save, kind="primary", hint="保存设置；联络关系在下次分配时才变")
        self.yes.setDefault(True)
        self._lay_out()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(theme.M)
        form.setVerticalSpacing(theme.S)
        form.addRow("一级由谁担任", self.top)
        form.addRow("预备党员编入", self.probationary)
        form.addRow("", self.skip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        layout.setSpacing(theme.S)
        layout.addLayout(form)
        layout.addWidget(
            label(
                "权重：两人没有这个共同点时计多少差异分；负担越大，各人联系的人数越平均。", "muted", wrap=True
            )
        )
        layout.addLayout(self._weight_row())
        layout.addWidget(label("每人联系多少人", "section"))
        layout.addLayout(self._bound_grid())
        layout.addWidget(label("不是委员的联系人（如党组副书记），不计入总数", "section"))
        layout.addWidget(self.guests)
        layout.addWidget(self.problem)
        layout.addLayout(row(None, button("取消(&C)", self.reject, hint="不保存（Esc）"), self.yes))

    def _weight_row(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.M)
        titles = [title for title, _ in AFFINITIES] + ["负担"]
        for place, (title, box) in enumerate(zip(titles, self.weights.values(), strict=True)):
            grid.addWidget(label(title, "muted"), 0, place)
            grid.addWidget(box, 1, place)
        return grid

    def _bound_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.XS)
        for line, (number, (low, high)) in enumerate(self.bounds.items()):
            grid.addWidget(label(f"{CHINESE[number]}级（{self._scheme.tier(number).name}）"), line, 0)
            for place, part in enumerate((label("至少", "muted"), low, label("至多", "muted"), high), 1):
                grid.addWidget(part, line, place)
        grid.setColumnStretch(0, 1)
        return grid

    def scheme(self) -> Scheme:
        """The scheme as the sheet stands."""
        tiers = tuple(
            replace(
                tier, smallest=self.bounds[tier.number][0].value(),
                largest=self.bounds[tier.number][1].value() or None,
            ) if tier.number in self.bounds else tier
            for tier in self._scheme.tiers
        )  # fmt: skip
        return replace(
            self._scheme, tiers=tiers, top=str(self.top.currentData()), probationary_tier=int(self.probationary.currentData()),
            skip_empty=self.skip.isChecked(), weights=Weights(**{name: box.value() for name, box in self.weights.items()}),
        )  # fmt: skip

    def _save(self) -> None:
        if self.guests.begun:  # Enter in that line means the line, not the sheet
            self.guests.enter()
            return
        scheme = self.scheme()
        wrong = [t for t in scheme.tiers if t.largest is not None and t.largest < t.smallest]
        if wrong:
            self._refuse(f"{CHINESE[wrong[0].number]}级的“至多”小于“至少”，请改正。")
            return
        what = changes(self._scheme, scheme)
        if not what:
            self.reject()
            return

        def done(_nothing: None) -> None:
            self._desk.say(f"网格设置已保存：{what}。")
            if isValid(self):
                self.saved.emit()
                self.accept()

        self._desk.do(
            "网格设置",
            lambda office: office.liaison.save_scheme(scheme, what),
            done,
            lambda error: self._refuse(error.message),
        )

    def _add_guest(self, tier: int, name: str, title: str) -> None:
        def done(identity: int) -> None:
            if isValid(self):
                self.guests.add(Guest(identity, tier, name, title))

        self._desk.do(
            "增加非委员联系人", lambda office: office.liaison.add_guest(tier, name, title), done, self._failed
        )

    def _remove_guest(self, guest: Guest) -> None:
        self._desk.do(
            "移除非委员联系人",
            lambda office: office.liaison.remove_guest(guest),
            lambda _nothing: self.guests.remove(guest) if isValid(self) else None,
            self._failed,
        )

    def _failed(self, error: LiangeError) -> None:
        self._refuse(error.message)

    def _refuse(self, sentence: str) -> None:
        if isValid(self):
            self.problem.setText(sentence)
            self.problem.show()


class GuestLines(QWidget):
    """The guests with a button each, and a line to enter another."""

    def __init__(
        self,
        guests: tuple[Guest, ...],
        lowest: int,
        add: Callable[[int, str, str], None],
        remove: Callable[[Guest], None],
    ) -> None:
        super().__init__()
        self._remove_guest = remove
        self._add_guest = add
        self._lines: dict[int, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.XS)
        self.tier = _choice(
            "级别", tuple((number, f"{CHINESE[number]}级") for number in range(1, lowest + 1)), 2
        )
        self.name = QLineEdit(placeholderText="姓名")
        self.name.setAccessibleName("非委员联系人姓名")
        self.title = QLineEdit(placeholderText="职务")
        self.title.setAccessibleName("非委员联系人职务")
        self._column.addLayout(
            row(self.tier, self.name, self.title, button("增加(&A)", self.enter, hint="立即增加，可以撤销"))
        )
        for guest in guests:
            self.add(guest)

    @property
    def begun(self) -> bool:
        """Whether a name stands in the line that was not entered yet."""
        return bool(self.name.text().strip())

    def add(self, guest: Guest) -> None:
        """Show one more."""
        line = QWidget()
        text = label(f"{CHINESE[guest.tier]}级　{guest.name}　{guest.title}")
        remove = button(
            "移除",
            lambda: self._remove_guest(guest),
            kind="link",
            hint=f"移除 {guest.name}，他联系的人变为未分配",
        )
        line.setLayout(row(text, remove, None))
        self._lines[guest.id] = line
        self._column.addWidget(line)
        self.name.clear()
        self.title.clear()

    def remove(self, guest: Guest) -> None:
        """Take one out of the list."""
        line = self._lines.pop(guest.id)
        line.hide()
        line.deleteLater()

    def enter(self) -> None:
        """Enter who stands in the line."""
        name = self.name.text().strip()
        if name:
            self._add_guest(int(self.tier.currentData()), name, self.title.text().strip())
        else:
            self.name.setFocus()


def changes(old: Scheme, new: Scheme) -> str:
    """Name what differs, for the undo text."""
    parts = [
        (old.top != new.top, "一级人选"), (old.probationary_tier != new.probationary_tier, "预备党员"), (old.skip_empty != new.skip_empty, "跨级"),
        (old.weights != new.weights, "权重"), (old.tiers != new.tiers, "每人联系人数"),
    ]  # fmt: skip
    return "、".join(word for changed, word in parts if changed)


def _choice(name: str, options: tuple[tuple[object, str], ...], now: object) -> QComboBox:
    box = Choice()
    box.setAccessibleName(name)
    for value, text in options:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(now)))
    return box


class Number(QSpinBox):
    """A number that the wheel scrolls past."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the sheet."""
        event.ignore()


def _number(name: str, value: int) -> QSpinBox:
    box = Number()
    box.setRange(0, MOST)
    box.setValue(value)
    box.setAccessibleName(name)
    box.setFixedWidth(72)
    box.setStyleSheet("QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }")
    box.lineEdit().setTextMargins(theme.S, 0, 0, 0)
    box.setToolTip("可用上下键增减")
    return box


def _bounds(number: int, smallest: int, largest: int | None) -> tuple[QSpinBox, QSpinBox]:
    low = _number(f"{CHINESE[number]}级每人至少联系", smallest)
    high = _number(f"{CHINESE[number]}级每人至多联系", largest or 0)
    high.setSpecialValueText(NO_LIMIT)
    return low, high
