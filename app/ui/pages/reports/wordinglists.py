"""The lists beside a wording that is written: the wordings in their groups, and the fields that may stand in one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.wording_fields import WordingField
from app.ui import theme
from app.ui.pages.reports.wordingeditor import IF_PRESENT
from app.ui.parts import unmarked
from app.ui.searchline import SearchLine

if TYPE_CHECKING:
    from app.services.wordings import Listed

_ROLE = Qt.ItemDataRole.UserRole


class _Searched(QWidget):
    """A list below a line that narrows it."""

    def __init__(self, name: str, search: str) -> None:
        super().__init__()
        self.search = SearchLine(clearButtonEnabled=True)
        self.search.setPlaceholderText(search)
        self.search.setAccessibleName(search)
        self.list = _Lines()
        self.list.setAccessibleName(name)
        self.list.setObjectName("hits")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.search.went_down.connect(self.list.setFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.XS)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)


class _Lines(QListWidget):
    """Enter chooses as a click does."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.itemClicked.connect(self.chosen.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.chosen.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


class WordingList(_Searched):
    """The wordings under the heads of their groups; `stood_on` tells the name of another one."""

    stood_on = Signal(str)

    def __init__(self) -> None:
        super().__init__("用语", "找用语（Ctrl+F）")
        self._listed: Sequence[Listed] = ()
        self._drafts: Collection[str] = ()
        self.search.textChanged.connect(lambda _text: self._fill(self.current))
        self.list.currentItemChanged.connect(self._tell)

    @property
    def current(self) -> str:
        """The name of the wording that is stood on."""
        on = self.list.currentRow()
        return str(self.list.item(on).data(_ROLE) or "") if on >= 0 else ""

    def show_all(self, listed: Sequence[Listed], drafts: Collection[str], on: str) -> None:
        """Show these; those in `drafts` are written and not kept yet."""
        self._listed, self._drafts = listed, drafts
        self._fill(on)

    def mark(self, drafts: Collection[str]) -> None:
        """Say of which ones something is written that is not kept."""
        self._drafts = drafts
        listed = {one.name: one for one in self._listed}
        for place in range(self.list.count()):
            item = self.list.item(place)
            name = item.data(_ROLE)
            if name in listed:
                item.setText(self._words(listed[name]))

    def _words(self, one: Listed) -> str:
        if one.name in self._drafts:
            return f"{one.name}（未保存）"
        return f"{one.name}（已改动）" if one.changed else one.name

    def _fill(self, on: str) -> None:
        words = self.search.text().strip()
        found = [
            one for one in self._listed if words in f"{one.name}{one.wording.group}{one.wording.purpose}"
        ]
        self.list.blockSignals(True)
        self.list.clear()
        for group in dict.fromkeys(one.wording.group for one in found):
            head = QListWidgetItem(group)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            font = head.font()
            font.setBold(True)
            head.setFont(font)
            self.list.addItem(head)
            for one in found:
                if one.wording.group == group:
                    item = QListWidgetItem(self._words(one))
                    item.setData(_ROLE, one.name)
                    item.setToolTip(
                        unmarked(one.wording.purpose or f"{one.wording.layout}，{one.wording.subject}")
                    )
                    self.list.addItem(item)
        self.list.blockSignals(False)
        self.stand_on(on if on in {one.name for one in found} else "")

    def stand_on(self, name: str) -> None:
        """Stand on a wording; empty: the first there is."""
        for place in range(self.list.count()):
            item = self.list.item(place)
            if item.data(_ROLE) and name in ("", item.data(_ROLE)):
                self.list.setCurrentItem(item)
                self.list.scrollToItem(item)
                return

    def _tell(self, item: QListWidgetItem | None, _before: object = None) -> None:
        if item is not None and item.data(_ROLE):
            self.stood_on.emit(str(item.data(_ROLE)))


class FieldList(_Searched):
    """The fields of a subject; a click or Enter on one asks for it to be put into the text."""

    wanted = Signal(str, bool)
    """What to put in, and whether it stands in a line of its own."""

    def __init__(self) -> None:
        super().__init__("可以用的字段", "找字段")
        self._fields: tuple[WordingField, ...] = ()
        self.search.textChanged.connect(lambda _text: self._fill())
        self.list.chosen.connect(self._choose)
        self.list.setToolTip("点一个字段（或按回车），放到光标所在的地方")

    def show_fields(self, fields: Iterable[WordingField]) -> None:
        """Show these fields."""
        new = tuple(fields)
        if new != self._fields:
            self._fields = new
            self._fill()

    def _fill(self) -> None:
        words = self.search.text().strip()
        self.list.clear()
        if not words:
            self._add(
                "如果……（有才印的一段）",
                IF_PRESENT,
                "有这个字段时才印中间的文字；“字段”换成它的名称",
                table=False,
            )
        for one in self._fields:
            if words in f"{one.name}{one.meaning}{one.source}":
                table = "（表）" if one.table else ""
                hint = f"{one.name}{table}：{one.meaning}（{one.source}）"
                self._add(f"{one.name}{table}　{one.meaning}", f"{{{{ {one.name} }}}}", hint, table=one.table)

    def _add(self, words: str, text: str, hint: str, *, table: bool) -> None:
        item = QListWidgetItem(words)
        item.setData(_ROLE, (text, table))
        item.setToolTip(unmarked(hint))
        self.list.addItem(item)

    def _choose(self, item: QListWidgetItem) -> None:
        text, table = item.data(_ROLE)
        self.wanted.emit(text, table)
