"""What an import says about cells: errors that keep a row out, remarks that let it in, with file, sheet, row, column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.domain.finding import Finding
from app.ui.listview import ListView
from app.ui.rows import Column, RowModel

BAD, REMARK = "有误", "提示"


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding and how grave it is."""

    finding: Finding
    grave: bool


COLUMNS: tuple[Column[Judged], ...] = (
    Column(
        "kind",
        "",
        lambda one: BAD if one.grave else REMARK,
        60,
        tone=lambda one: "danger" if one.grave else "warning",
    ),
    Column("file", "文件", lambda one: one.finding.file, 160),
    Column("sheet", "工作表", lambda one: one.finding.sheet, 110),
    Column("row", "行", lambda one: str(one.finding.row or ""), 56, right=True),
    Column("column", "列", lambda one: one.finding.column, 100),
    Column("value", "单元格内容", lambda one: one.finding.value, 150),
    Column("message", "说明", lambda one: one.finding.message, 300, stretch=True),
)


_PLACES = ("file", "sheet", "row", "column")


class FindingsList(ListView[Judged]):
    """Errors first, each with its place in the file (`places=False`: for words that come from no file)."""

    def __init__(self, parent: QWidget | None = None, *, places: bool = True) -> None:
        self._found: list[Judged] = []
        columns = [column for column in COLUMNS if places or column.key not in _PLACES]
        super().__init__(RowModel(columns, self._fetch), "发现的问题", parent)
        self.rows.setParent(self)
        self.empty_text = "没有发现问题。"

    def show_findings(self, errors: Iterable[Finding], warnings: Iterable[Finding]) -> None:
        """Show these findings."""
        grave = [Judged(one, grave=True) for one in errors]
        self._found = [*grave, *(Judged(one, grave=False) for one in warnings)]
        self.show_ids(range(len(self._found)))

    @property
    def current(self) -> Judged | None:
        """The finding that the clerk stands on."""
        number = self.current_id
        return self._found[number] if number is not None and number < len(self._found) else None

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, Judged]:
        return {number: self._found[number] for number in ids}
