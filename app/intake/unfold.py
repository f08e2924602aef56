"""Lists printed in several columns side by side (姓名 单位 | 姓名 单位): made one list before anything is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.intake.headers import plain_header
from app.intake.rawtable import Cell, RawRow, RawSheet, filled, text_of

_FEWEST = 2


def unfolded(sheet: RawSheet, within: int, columns: int, is_name: Callable[[str], bool]) -> RawSheet:
    """Give a sheet whose header repeats itself as one of a single block; any other sheet as it is.

    Looks for the header among the first `within` rows and their first `columns` cells: the same headers again, a name among them (`is_name`). People
    keep the number of their row, and a `part` that tells the blocks apart.
    """
    for place, row in enumerate(sheet.rows[:within]):
        headers = [plain_header(text_of(cell)) for cell in row.cells[:columns]]
        if sum(map(is_name, headers)) < _FEWEST:
            continue
        blocks = _blocks(headers, is_name)
        if blocks:
            below = [part for one in sheet.rows[place + 1 :] for part in _parts(one, blocks)]
            header = RawRow(row.number, row.cells[: blocks[0][1]])
            return replace(sheet, rows=(*sheet.rows[:place], header, *below))
    return sheet


def _blocks(headers: list[str], is_name: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Where each block begins and ends; none when the header does not repeat itself."""
    names = [place for place, header in enumerate(headers) if is_name(header)]
    width = names[1] - names[0]
    start = next((place for place, header in enumerate(headers) if header), 0)
    if names[0] - start >= width:
        return []
    first = headers[start : start + width]
    blocks = []
    while any(map(is_name, headers[start:])):
        here = headers[start : start + width]
        if [*filter(None, here)] != [*filter(None, first)] or here != first[: len(here)]:
            return []
        blocks.append((start, min(start + width, len(headers))))
        start += width
    behind = sum(map(bool, headers[start:]))  # one column for all blocks (备注) says nothing of anybody
    return blocks if len(blocks) == len(names) and behind <= (width > 1) else []


def _parts(row: RawRow, blocks: list[tuple[int, int]]) -> list[RawRow]:
    """The people of one row; a heading over all columns stands in the first."""
    shift = blocks[0][0]
    margin: tuple[Cell, ...] = ("",) * shift
    pieces = [row.cells[start:end] for start, end in blocks]
    return [RawRow(row.number, (*margin, *piece), part) for part, piece in enumerate(pieces) if filled(piece)]
