"""Choosing a liaison for one person: everybody who could, with what it costs; for 指定 and for 回避."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.listview import ListView
from app.ui.pages.grid.county import County
from app.ui.pages.grid.placing import Offer
from app.ui.parts import button, label, row
from app.ui.rows import Column, RowModel


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line of the list."""

    offer: Offer
    name: str
    about: str


class UpperChooser(QDialog):
    """A searchable list of liaisons; `chosen` carries the one taken."""

    chosen = Signal(object)

    def __init__(
        self,
        county: County,
        lower: int,
        offers: Mapping[int, Offer],
        initials: Callable[[str], str],
        *,
        avoiding: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._initials = initials
        self._avoiding = avoiding
        self._people = {upper: _candidate(county, offer) for upper, offer in offers.items()}
        name = county.grid.name(lower)
        verb = "不由谁联系" if avoiding else "由谁联系"
        self.setWindowTitle(f"{'回避' if avoiding else '指定上级'}：{name}{verb}")
        self.resize(840, 520)
        self.search = QLineEdit(placeholderText="查找姓名或拼音首字母")
        self.search.setAccessibleName("查找联系人")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._show())
        model: RowModel[Candidate] = RowModel(_columns(), self._rows, self)
        self.view: ListView[Candidate] = ListView(model, "可以联系的人")
        self.view.empty_text = "上一级没有可以联系的人；可在“设置”中允许跨级。"
        self.view.current_changed.connect(lambda _identity: self._follow())
        self.view.opened.connect(lambda _identity: self._take())
        self.why = label("", "muted", wrap=True)
        self.take = button("设为回避(&Y)" if avoiding else "指定(&Y)", self._take, kind="primary")
        leave = button("取消(&C)", self.reject, hint="不改（Esc）")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        layout.setSpacing(theme.M)
        for part in (self.search, self.view, self.why):
            layout.addWidget(part)
        layout.addLayout(row(None, leave, self.take))
        self._show()
        self.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The search field hands Up, Down and Enter to the list."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            move = 1 if key == Qt.Key.Key_Down else -1
            row_now = self.view.currentIndex().row() + move
            if 0 <= row_now < len(self.view.rows.ids):
                self.view.go_to(row_now)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)

    def _rows(self, ids: Sequence[int]) -> dict[int, Candidate]:
        return {identity: self._people[identity] for identity in ids}

    def _show(self) -> None:
        words = self.search.text().strip().lower()
        self.view.show_ids(
            [identity for identity, person in self._people.items() if self._fits(person.name, words)]
        )
        self._follow()

    def _fits(self, name: str, words: str) -> bool:
        return not words or words in name.lower() or self._initials(name).startswith(words)

    def _refusal(self) -> str:
        person = self._people.get(self.view.current_id or 0)
        if person is None:
            return "没有选人。"
        return "" if self._avoiding else person.offer.refusal

    def _follow(self) -> None:
        refusal = self._refusal()
        self.why.setText(
            refusal
            or (
                "回避在下次分配时生效。" if self._avoiding else "指定后立即改由此人联系，以后分配时不再变动。"
            )
        )
        self.take.setEnabled(not refusal)

    def _take(self) -> None:
        if not self._refusal():
            self.chosen.emit(self.view.current_id)
            self.accept()


def _candidate(county: County, offer: Offer) -> Candidate:
    member = county.member(offer.upper)
    if member is None:
        return Candidate(offer, county.grid.name(offer.upper), "非委员")
    about = [*member.posts[:2], member.sector, *(seat.name for seat in member.committees[:1])]
    return Candidate(offer, member.name, " · ".join(filter(None, about)))


def _columns() -> list[Column[Candidate]]:
    return [
        Column("name", "姓名", lambda c: c.name, 160, bold=True),
        Column("about", "职务 · 界别 · 专委会", lambda c: c.about, 170, stretch=True),
        Column("shared", "共同点", lambda c: "、".join(c.offer.shared) or "无", 170),
        Column("cost", "差异分", lambda c: str(c.offer.cost), 66, right=True, hint="两人没有的共同点越多越高"),
        Column("whole", "总分", _change, 70, right=True, tone=lambda c: "good" if c.offer.whole < 0 else "", hint="改由此人联系，总分增减多少"),
        Column("load", "现联系", lambda c: f"{c.offer.load.before} 人", 66, right=True),
        Column("state", "说明", lambda c: "现任上级" if c.offer.present else ("不可" if c.offer.refusal else ""), 92,
               tone=lambda c: "warning" if c.offer.refusal else ""),
    ]  # fmt: skip


def _change(person: Candidate) -> str:
    if person.offer.present:
        return "—"
    return f"{person.offer.whole:+d}" if person.offer.whole else "不变"
