"""Where the arrow keys lead on a sheet, and who is found by what the clerk types. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from app.ui.pages.grid.county import County
from app.ui.pages.grid.layout import Cell, Row, Sheet


class Way(Enum):
    """What a key asks for."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    HOME = "home"
    END = "end"
    FIRST = "first"
    LAST = "last"


def step(sheet: Sheet, current: int | None, way: Way) -> int | None:
    """Who stands that way of `current`: in the line, or nearest in the line above or below; the first when nobody is."""
    rows = [(row, [cell for cell in row.cells if cell.id]) for row in sheet.rows]
    rows = [(row, cells) for row, cells in rows if cells]
    if not rows:
        return None
    here = sheet.cell_of.get(current) if current is not None else None
    if here is None or way is Way.FIRST:
        return rows[0][1][0].id
    if way is Way.LAST:
        return rows[-1][1][-1].id
    number = next(at for at, (row, _) in enumerate(rows) if row.top == here.rect.y and here in row.cells)
    if way in (Way.UP, Way.DOWN):
        return _across(rows, number + (1 if way is Way.DOWN else -1), here)
    return _along([cells for _, cells in rows], number, here, way)


def _across(rows: Sequence[tuple[Row, list[Cell]]], number: int, here: Cell) -> int:
    if not 0 <= number < len(rows):
        return here.id
    middle = here.rect.x + here.rect.w / 2
    return min(rows[number][1], key=lambda cell: abs(cell.rect.x + cell.rect.w / 2 - middle)).id


def _along(rows: Sequence[list[Cell]], number: int, here: Cell, way: Way) -> int:
    """Left and right go on in the next line; Home and End stay in this one."""
    line = rows[number]
    if way is Way.HOME:
        return line[0].id
    if way is Way.END:
        return line[-1].id
    at = line.index(here) + (1 if way is Way.RIGHT else -1)
    if 0 <= at < len(line):
        return line[at].id
    number += 1 if at > 0 else -1
    if not 0 <= number < len(rows):
        return here.id
    return rows[number][0].id if at > 0 else rows[number][-1].id


def find(county: County, words: str, initials: Callable[[str], str]) -> list[int]:
    """Everybody whose name holds the words, those whose name begins with them first; else by pinyin initials or 委员编号."""
    wanted = words.strip()
    if not wanted:
        return []
    named = [identity for identity in county.order if wanted in county.figures[identity].name]
    if named:
        return sorted(named, key=lambda identity: not county.figures[identity].name.startswith(wanted))
    numbered = [i for i in county.order if (member := county.member(i)) is not None and member.no == wanted]
    if numbered or not wanted.isascii():
        return numbered
    low = wanted.lower()
    return [identity for identity in county.order if initials(county.figures[identity].name).startswith(low)]
