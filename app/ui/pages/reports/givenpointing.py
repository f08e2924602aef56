"""The line that points: what stands at the cell or paragraph stood on, and what shall go there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.domain.given_form import FIXED, Mode, Outline, Place
from app.domain.given_words import gaps, tokens
from app.ui import theme
from app.ui.parts import Choice, ElidedLabel, button, folding

if TYPE_CHECKING:
    from app.domain.given_fields import GivenField

FIXED_WORDS = "固定文字…"
_WAYS: tuple[tuple[str, Mode | None], ...] = (
    ("空格填入，有字接在后面", None), ("接在原文后面", Mode.APPEND), ("代替原文", Mode.REPLACE), ("名单，每行一份", Mode.EACH),
)  # fmt: skip
_SHORT = 20


class Pointing(QWidget):
    """`pointed` gives address, field and way; `taken_back` an address whose field is taken back."""

    pointed = Signal(str, str, object)
    taken_back = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[str, Place] = {}
        self.where = ElidedLabel("", "muted")
        self.spots, self.fields, self.ways = Choice(), Choice(), Choice()
        self.fixed = QLineEdit()
        self.point = button("指定(&M)", self.point_now, hint="这里填选定的字段")
        self.unpoint = button("取消指定(&N)", self._take_back, hint="这里不填，照原样")
        for words, way in _WAYS:
            self.ways.addItem(words, way)
        for widget, name, hint in (
            (self.spots, "填在哪里", "这一格，还是其中的标记、空白处"),
            (self.fields, "填什么字段", "这里填委员或提案的哪一项"),
            (self.ways, "怎样填", "空格填入，有字的接在后面、代替，或者名单一行一份"),
            (self.fixed, "固定文字", "每份都一样的文字"),
        ):
            widget.setAccessibleName(name)
            widget.setToolTip(hint)
        for box, signs in ((self.spots, 13), (self.fields, 10), (self.ways, 20)):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(signs)
        self.fixed.setPlaceholderText("每份都一样的文字")
        self.fixed.setMinimumWidth(150)
        self.fixed.returnPressed.connect(self.point_now)
        self.fields.currentIndexChanged.connect(lambda _index: self._suit())
        self.spots.currentIndexChanged.connect(lambda _index: self._show_field())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(self.where)
        layout.addLayout(
            folding(self.spots, self.fields, self.fixed, self.ways, self.point, self.unpoint, None)
        )

    def offer(self, fields: Sequence[GivenField]) -> None:
        """Offer the fields of a subject."""
        self.fields.blockSignals(True)
        self.fields.clear()
        for one in fields:
            self.fields.addItem(one.label, one.key)
        self.fields.addItem(FIXED_WORDS, FIXED)
        self.fields.blockSignals(False)
        self._suit()

    def stand(self, outline: Outline, address: str, places: Sequence[Place]) -> None:
        """Show what may be pointed at where the clerk stands."""
        self._places = {place.address.upper(): place for place in places}
        self.spots.blockSignals(True)
        self.spots.clear()
        for words, spot in _spots(outline, address):
            self.spots.addItem(words, spot)
        waiting = next((n for n in range(self.spots.count()) if self.spots.itemData(n) in self._taken()), 0)
        self.spots.setCurrentIndex(waiting)
        self.spots.blockSignals(False)
        said = _said(outline, address)
        self.where.set_whole(f"{address}：{said}" if address else "点一格或一段，在这里指定填什么")
        self._show_field()

    def _taken(self) -> set[str]:
        return {place.address for place in self._places.values()}

    def _show_field(self) -> None:
        """The field that stands at the spot."""
        place = self._places.get(str(self.spots.currentData() or "").upper())
        if place is not None:
            fixed = place.field.startswith(FIXED)
            self.fields.setCurrentIndex(max(self.fields.findData(FIXED if fixed else place.field), 0))
            self.fixed.setText(place.field.removeprefix(FIXED) if fixed else "")
            self.ways.setCurrentIndex(max(self.ways.findData(place.mode), 0))
        else:
            self.ways.setCurrentIndex(0)
        self._suit()

    def _suit(self) -> None:
        spot = str(self.spots.currentData() or "")
        self.fixed.setVisible(self.fields.currentData() == FIXED)
        self.point.setEnabled(bool(spot))
        self.unpoint.setEnabled(spot.upper() in self._places)
        whole = "#" not in spot and "!" in spot and "/" not in spot
        self.ways.setEnabled(whole)

    def point_now(self) -> None:
        """Point as chosen."""
        spot, field = str(self.spots.currentData() or ""), str(self.fields.currentData() or "")
        if field == FIXED:
            field += self.fixed.text().strip()
        if spot and field != FIXED:
            self.pointed.emit(spot, field, self.ways.currentData() if self.ways.isEnabled() else None)

    def _take_back(self) -> None:
        self.taken_back.emit(str(self.spots.currentData() or ""))


def _said(outline: Outline, address: str) -> str:
    cell, line = outline.cell(address), outline.line(address)
    text = cell.text if cell is not None else line.text if line is not None else ""
    return " ".join(text.split()) or "（空）"


def _spots(outline: Outline, address: str) -> list[tuple[str, str]]:
    """What may be pointed at: the tokens and blanks of a cell or paragraph first, then the whole of it."""
    cell, line = outline.cell(address), outline.line(address)
    if cell is None and line is None:
        return []
    lines = cell.lines if cell is not None else (line,) if line is not None else ()
    found: dict[str, str] = {}
    for one in lines:
        found |= {token.text: token.text[:_SHORT] for token in tokens(one.text)}
        found |= {
            f"{one.address}#{number}": f"“{gap.label[-_SHORT:]}”后的空白"
            for number, gap in enumerate(gaps(one.text), 1)
        }
    found[address] = "这一格" if cell is not None else "这一段"
    return [(words, spot) for spot, words in found.items()]
