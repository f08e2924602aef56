"""承办单位: every unit with its contact and how many proposals it has; imported and mended here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.domain.fields import UNIT
from app.ui.desk import Desk
from app.ui.listroom import ListRoom
from app.ui.mask import masked
from app.ui.pages.proposals.unitimporting import UnitImporting
from app.ui.pages.proposals.unitsheet import UnitLine, UnitSheet
from app.ui.rows import Column

EMPTY = "还没有承办单位。\n点“导入”选一份单位名单；导入提案登记表或交办时写到的单位，也会自动列在这里。"
NO_HIT = "没有符合条件的单位。"


def _field(key: str, width: int, *, stretch: bool = False) -> Column[UnitLine]:
    field = UNIT[key]
    return Column(
        key, field.label, lambda line: masked(field, line.text(key)), width, sort=key, stretch=stretch
    )


COLUMNS: tuple[Column[UnitLine], ...] = (
    _field("name", 220, stretch=True),
    _field("system", 90),
    _field("contact", 100),
    _field("phone", 130),
    Column("lead", "主办", lambda line: str(line.lead), 64, right=True, sort="lead", hint="主办和分办的件数"),
    Column("assisting", "会办", lambda line: str(line.assisting), 64, right=True, sort="assisting", hint="会办的件数"),
)  # fmt: skip
NUMBERS: Mapping[str, Callable[[UnitLine], int]] = {
    "lead": lambda line: line.lead,
    "assisting": lambda line: line.assisting,
}


class UnitsRoom(ListRoom[UnitLine, UnitSheet, UnitImporting]):
    """The list of units with one of them beside it, or their import; counted as of `plenary` (None: the latest one)."""

    title = "承办单位"
    manual = "proposals#承办单位"
    searched = ("name", "system", "contact")
    search_words = "在单位、系统、联系人里查找"
    empty, no_hit = EMPTY, NO_HIT
    back_hint = "回到提案（Esc）"
    import_hint = "导入承办单位名单（Ctrl+I）"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, COLUMNS, UnitSheet(desk))
        self.plenary: int | None = None
        self._counted = ""
        self.lay_out((780, 370), 300)
        self.list.addAction(self.detail.edit_action)

    def read(self) -> None:
        """Every unit with its proposals of a 次会议."""
        office = self.desk.reader
        plenary = str(self.plenary) if self.plenary else None
        meets = plenary is not None or office.frame.latest_plenary() is not None
        figures = office.register.stats(plenary).by_unit if meets else {}
        found = [(unit, figures.get(unit.name)) for unit in office.units.listing()]
        self.lines = [
            UnitLine(unit, part.lead if part else 0, part.assisting if part else 0) for unit, part in found
        ]
        self._counted = f"，件数是{office.frame.plenary(plenary).name}的" if meets else ""

    def key_of(self, line: UnitLine) -> object:
        """A unit may be renamed."""
        return line.unit.id

    def standing(self, line: UnitLine, column: str) -> tuple[int, str]:
        """Numbers by their size."""
        return (NUMBERS[column](line), "") if column in NUMBERS else super().standing(line, column)

    def show_line(self, line: UnitLine | None) -> None:
        """Show this unit."""
        self.detail.show_unit(line)

    def said(self) -> None:
        """How many units, and of which 次会议 their proposals are."""
        self.counts.setText(f"共 {len(self.lines)} 家{self._counted}" if self.lines else "")

    def make_import(self) -> UnitImporting:
        """The import of a list of units."""
        return UnitImporting(self.desk)
