"""Lists of any length: a model that holds ids and fetches the rows on screen in blocks.

Sorting and filtering are the source's business (SQL or a service); the model is told the ids in order. 100,000 ids
cost one list of integers; a row is fetched when it is first painted, with its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from app.ui import theme
from app.ui.parts import unmarked

RowT = TypeVar("RowT")
BLOCK = 64
KEPT = 4096
NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class Column(Generic[RowT]):
    """One column: its heading, the text of a row, its width in pixels at 100 %.

    `sort` is the word the source knows this order by (empty: not sortable); `tone` names the colour of a cell
    (danger, warning, good … or empty), which the text also says; `stretch` takes what width is left.
    """

    key: str
    title: str
    text: Callable[[RowT], str]
    width: int = 100
    right: bool = False
    sort: str = ""
    tone: Callable[[RowT], str] | None = None
    bold: bool = False
    stretch: bool = False
    optional: bool = False
    """Not shown until the clerk chooses it."""
    passing: bool = False
    """Shown by the page while it has something to say there; neither chosen nor remembered."""
    hint: str = ""


class RowModel(QAbstractTableModel, Generic[RowT]):
    """A table of ids; `fetch` gives the rows of some ids (an id it does not know is left out)."""

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        fetch: Callable[[Sequence[int]], Mapping[int, RowT]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch = fetch
        self._ids: Sequence[int] = ()
        self._rows: dict[int, RowT] = {}
        self._bold = QFont()
        self._bold.setBold(True)

    def set_columns(self, columns: Sequence[Column[RowT]]) -> None:
        """Have other columns from now on."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    # -- what the list shows -----------------------------------------------------------------------------------

    @property
    def ids(self) -> Sequence[int]:
        """The ids in their order."""
        return self._ids

    def show(self, ids: Sequence[int]) -> None:
        """Show these ids from now on; rows are fetched anew."""
        self.beginResetModel()
        self._ids = ids
        self._rows.clear()
        self.endResetModel()

    def forget(self) -> None:
        """Fetch the rows anew when next painted: their content changed, their order did not."""
        self._rows.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    def id_at(self, row: int) -> int | None:
        """The id of a row; None outside the list."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, identity: int) -> int:
        """Where an id stands; -1 when it is not shown."""
        try:
            return self._ids.index(identity)
        except ValueError:
            return -1

    def row(self, row: int) -> RowT | None:
        """Give one row, fetching its block when needed; None when it has gone meanwhile."""
        identity = self._ids[row]
        if identity not in self._rows:
            if len(self._rows) > KEPT:
                self._rows.clear()
            first = row - row % BLOCK
            self._rows.update(self._fetch(self._ids[first : first + BLOCK]))
        return self._rows.get(identity)

    def texts(self, row: int) -> list[str]:
        """The cells of one row as shown."""
        found = self.row(row)
        return [column.text(found) if found is not None else "" for column in self.columns]

    movable = False
    """Whether rows may be dragged among each other."""

    # -- Qt's questions ----------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Rows below the root; none below a row."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Columns below the root; none below a row."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows are chosen, and dragged where that is allowed."""
        held = super().flags(index)
        if not self.movable:
            return held
        return held | (Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Text, alignment and colour of a cell; a screen reader hears the heading with the text."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Role.FontRole:
            return self._bold if column.bold else None
        if role not in (Role.DisplayRole, Role.ToolTipRole, Role.AccessibleTextRole, Role.ForegroundRole):
            return None
        row = self.row(index.row())
        if row is None:
            return None
        if role == Role.ForegroundRole:
            tone = column.tone(row) if column.tone else ""
            return theme.tokens().color(tone) if tone else None
        text = column.text(row)
        if role == Role.AccessibleTextRole:
            return f"{column.title} {text}"
        return text.replace("\n", " ") if role == Role.DisplayRole else unmarked(text)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """Headings, with what the column means as a tooltip."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Role.DisplayRole:
            return column.title
        if role == Role.ToolTipRole:
            return column.hint or (f"按{column.title}排序" if column.sort else column.title)
        if role == Role.TextAlignmentRole:
            return (
                Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            ) | Qt.AlignmentFlag.AlignVCenter
        return None
