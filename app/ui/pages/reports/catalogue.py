"""Every form that can be printed: small pictures under the heads of what they are about, searched by words or pinyin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.ui import theme
from app.ui.pages.reports.thumbnails import HEIGHT, thumbnail
from app.ui.parts import unmarked
from app.ui.rows import Index
from app.ui.searchline import SearchLine

if TYPE_CHECKING:
    from app.office import Office
    from app.reports.forms.form import Form

RECENT = "最近用过"
PICTURE = 56
"""Pixels across that a picture may take."""
NAME, PURPOSE, GROUP = (Qt.ItemDataRole.UserRole + number for number in range(3))
NO_HIT = "没有这样的表。\n换几个字试试，如“名册”“登记”，或拼音首字母 mc。"


@dataclass(frozen=True, slots=True)
class Entry:
    """A form as the list shows it."""

    name: str
    purpose: str
    group: str


class _Lines(QStyledItemDelegate):
    """Paints a picture with name and purpose beside it, or a head."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """A head is lower."""
        return QSize(100, HEIGHT + theme.M if index.data(NAME) else 30)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        area, state = QRect(option.rect), option.state
        tokens = theme.tokens()
        painter.save()
        if not index.data(NAME):
            painter.setFont(theme.text_font(theme.SMALL_SIZE, bold=True))
            painter.setPen(tokens.color("muted"))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(area.adjusted(theme.S, 0, 0, -theme.XS), flags, str(index.data()))
            painter.restore()
            return
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, tokens.color("accent_soft" if chosen else "hover"))
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(tokens.color("accent"))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
        self._picture(painter, area, index)
        self._words(painter, area.adjusted(theme.S + PICTURE + theme.S, theme.S, -theme.S, -theme.S), index)
        painter.restore()

    def _picture(self, painter: QPainter, area: QRect, index: Index) -> None:
        ratio = painter.device().devicePixelRatio()
        picture = thumbnail(str(index.data(NAME)), str(index.data(GROUP)), ratio)
        size = picture.deviceIndependentSize().toSize()
        if size.width() > PICTURE:
            size = size.scaled(PICTURE, HEIGHT, Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(QRect(area.left() + theme.S, area.top(), PICTURE, area.height()).center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, picture)
        painter.setPen(theme.tokens().color("line"))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))

    def _words(self, painter: QPainter, area: QRect, index: Index) -> None:
        for line, (text, size, tone) in enumerate((
            (str(index.data(NAME)), theme.TEXT_SIZE, "text"),
            (str(index.data(PURPOSE)), theme.SMALL_SIZE, "muted"),
        )):  # fmt: skip
            painter.setFont(theme.text_font(size, bold=not line))
            painter.setPen(theme.tokens().color(tone))
            half = area.height() // 2
            where = QRect(area.left(), area.top() + line * half, area.width(), half)
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, where.width())
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)


class FormList(QListWidget):
    """The lines; one that holds no form cannot be stood on."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("可以打印的表")
        self.setObjectName("forms")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Lines(self))
        self.setMouseTracking(True)

    def names(self) -> list[str]:
        """The forms in sight, as they are listed."""
        return [self.item(row).data(NAME) for row in self._rows() if not self.item(row).isHidden()]

    def _rows(self) -> Iterable[int]:
        return (row for row in range(self.count()) if self.item(row).data(NAME))

    def stand_on(self, name: str) -> bool:
        """Stand on a form where it is at home, or among the recent ones; False when it is not listed."""
        rows = [row for row in self._rows() if self.item(row).data(NAME) == name]
        if rows:
            self.item(rows[-1]).setHidden(False)
            self.setCurrentRow(rows[-1])
        return bool(rows)


class Catalogue(QWidget):
    """The search and the list below it; `chosen` carries a form's name."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchLine(clearButtonEnabled=True)
        self.search.setPlaceholderText("找一种表（Ctrl+F）")
        self.search.setAccessibleName("在报表里查找")
        self.search.setToolTip("表名、用处里的字，或拼音首字母")
        self.list = FormList()
        self._office: Office | None = None
        self._entries: Sequence[Entry] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        self.search.textChanged.connect(lambda _text: self.narrow())
        self.search.went_down.connect(self.list.setFocus)
        self.search.returnPressed.connect(self.list.setFocus)
        self.list.currentRowChanged.connect(lambda _row: self._tell())
        self.list.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._keep_in_sight())

    @property
    def name(self) -> str:
        """The form that is stood on; empty when none is."""
        return str(self.list.currentItem().data(NAME) or "") if self.list.currentRow() >= 0 else ""

    def show_forms(self, office: Office, forms: Sequence[Form], recent: Sequence[str]) -> None:
        """List the forms, those used last on top as well; stay on the one that is looked at."""
        entries = [Entry(form.name, form.purpose, str(form.group)) for form in forms]
        known = {entry.name: entry for entry in entries}
        again = [known[name] for name in recent if name in known]
        now = [Entry(one.name, one.purpose, RECENT) for one in again], entries
        self._office = office
        if [*now[0], *now[1]] == list(self._entries):
            return
        on = self.name
        self._entries = [*now[0], *now[1]]
        self.list.blockSignals(True)
        self.list.clear()
        for group in dict.fromkeys(entry.group for entry in self._entries):
            self._add_head(group)
            for entry in (one for one in self._entries if one.group == group):
                self._add(entry, known[entry.name].group)
        self.narrow()
        stays = bool(on) and self.list.stand_on(on)
        self.list.blockSignals(False)
        if not stays:
            self.list.setCurrentRow(1)

    def _add_head(self, group: str) -> None:
        head = QListWidgetItem(group)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(head)

    def _add(self, entry: Entry, kind: str) -> None:
        item = QListWidgetItem(entry.name)
        item.setToolTip(unmarked(f"{entry.name}：{entry.purpose}"))
        item.setData(NAME, entry.name)
        item.setData(PURPOSE, entry.purpose)
        item.setData(GROUP, kind)
        self.list.addItem(item)

    def narrow(self) -> None:
        """Show what the words fit; heads of nothing go."""
        words = self.search.text().strip()
        head: QListWidgetItem | None = None
        for row in range(self.list.count()):
            item = self.list.item(row)
            if not item.data(NAME):
                head = item
                item.setHidden(True)
                continue
            fits = self._fits(item, words)
            item.setHidden(not fits)
            if fits and head is not None:
                head.setHidden(False)
        away = self.list.currentRow() >= 0 and self.list.currentItem().isHidden()
        if away and words and self.list.names():
            self.list.stand_on(self.list.names()[0])

    def _fits(self, item: QListWidgetItem, words: str) -> bool:
        if not words:
            return True
        if self._office is None:
            return False
        name, text = str(item.data(NAME)), f"{item.data(PURPOSE)} {item.data(GROUP)}"
        return self._office.paper_shelf.fits(name, text, words)

    def _tell(self) -> None:
        if self.name:
            self.chosen.emit(self.name)

    def _keep_in_sight(self) -> None:
        """A list that became lower still shows the form it stands on."""
        if self.list.currentRow() >= 0:
            self.list.scrollToItem(self.list.currentItem())
