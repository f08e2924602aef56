"""How far the cells of an Excel 97 workbook reach, looked up before the reader allocates every cell up to the farthest.

The container is [MS-CFB], the stream of records inside it [MS-XLS]: sheets begin where the workbook's BoundSheet8
records say, and end with an EOF record. One flipped bit may put a cell into row 65,000 and column 65,000.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from app.intake.errors import damaged, protected, too_large
from app.intake.limits import MAX_CELLS

_HEADER = 512
_FIRST_TABLES = 109
_ENTRY = 128
_LAST_SECTOR = 0xFFFF_FFFA
"""Greater numbers mark the end of a chain and what is no sector."""

_MINI_STREAM_BELOW = 4096
_BOUND_SHEET, _END, _FILE_PASS, _SEVERAL = 0x0085, 0x000A, 0x002F, 0x00BD
_DATE_1904 = 0x0022
_CELLS = frozenset({0x0006, 0x0206, 0x0406, _SEVERAL, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E})
"""Formula, MulRk, RString, LabelSst, Number, Label, BoolErr, RK: each begins with row and column."""


class _Broken(Exception):
    """The container or a record does not hold together."""


def check_extent(data: bytes, file: str) -> None:
    """Refuse a workbook whose cells reach too far, or that does not hold together, or is encrypted."""
    try:
        stream = _workbook(data)
        cells = 0
        for start in _sheets(stream, file):
            rows, columns = _extent(stream, start)
            cells += rows * columns
            if cells > MAX_CELLS:
                raise too_large(
                    file,
                    f"的内容一直到第 {rows:,} 行、第 {columns:,} 列，很可能在远处误填了一格，或者已经损坏",
                )
    except (_Broken, struct.error):
        raise damaged(file) from None


def dates_from_1904(data: bytes) -> bool:
    """Tell whether a workbook that passed `check_extent` counts its days from 1904 (record Date1904)."""
    for kind, body in _records(_workbook(data), 0):
        if kind == _DATE_1904:
            return body[:1] == b"\x01"
        if kind == _END:
            break
    return False


def _sheets(stream: bytes, file: str) -> list[int]:
    """Where the sheets begin, from the records before the first EOF."""
    starts = []
    for kind, body in _records(stream, 0):
        if kind == _FILE_PASS:
            raise protected(file)
        if kind == _BOUND_SHEET:
            starts.append(int(struct.unpack_from("<I", body)[0]))
        if kind == _END:
            break
    return starts


def _extent(stream: bytes, start: int) -> tuple[int, int]:
    """Rows and columns from the first to the last cell of one sheet."""
    if start > len(stream):
        raise _Broken
    rows: set[int] = set()
    columns: set[int] = set()
    for kind, body in _records(stream, start):
        if kind == _END:
            break
        if kind in _CELLS:
            row, column = struct.unpack_from("<HH", body)
            rows.add(row)
            columns |= {column, *_last_of_several(kind, body)}
    return (max(rows) - min(rows) + 1, max(columns) - min(columns) + 1) if rows else (0, 0)


def _last_of_several(kind: int, body: bytes) -> tuple[int, ...]:
    """A MulRk record names the last of its columns at its end."""
    return struct.unpack("<H", body[-2:]) if kind == _SEVERAL else ()


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        yield kind, stream[start + 4 : start + 4 + length]
        start += 4 + length


# -- the container -----------------------------------------------------------------------------------------------


def _workbook(data: bytes) -> bytes:
    """The stream of records, whichever of the two names it has."""
    shift = int(struct.unpack_from("<H", data, 30)[0])
    if shift not in {9, 12}:
        raise _Broken
    table = _sector_table(data, shift)
    directory = _chained(data, int(struct.unpack_from("<I", data, 48)[0]), table, shift)
    entries = [directory[place : place + _ENTRY] for place in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    if not entries:
        raise _Broken
    for name in ("Workbook", "Book"):
        for entry in entries:
            if _name(entry) == name:
                start, size = struct.unpack_from("<II", entry, 116)
                if size >= _MINI_STREAM_BELOW:
                    return _chained(data, start, table, shift)[:size]
                return _small(data, entries[0], start, table, shift)[:size]
    raise _Broken


def _name(entry: bytes) -> str:
    length = int(struct.unpack_from("<H", entry, 64)[0])
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")


def _sector(data: bytes, number: int, shift: int) -> bytes:
    place = (number + 1) << shift
    return data[place : place + (1 << shift)]


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _sector_table(data: bytes, shift: int) -> tuple[int, ...]:
    """Which sector follows which."""
    places = list(struct.unpack_from(f"<{_FIRST_TABLES}I", data, 76))
    further, count = struct.unpack_from("<II", data, 68)
    for _ in range(min(count, len(data) >> shift)):
        if further >= _LAST_SECTOR:
            break
        *more, further = _numbers(_sector(data, further, shift)) or (_LAST_SECTOR,)
        places += more
    return tuple(
        following
        for place in places
        if place < _LAST_SECTOR
        for following in _numbers(_sector(data, place, shift))
    )


def _chain(start: int, table: tuple[int, ...]) -> Iterator[int]:
    for _ in range(len(table) + 1):
        if start >= _LAST_SECTOR:
            return
        if start >= len(table):
            raise _Broken
        yield start
        start = table[start]
    raise _Broken


def _chained(data: bytes, start: int, table: tuple[int, ...], shift: int) -> bytes:
    return b"".join(_sector(data, number, shift) for number in _chain(start, table))


def _small(data: bytes, root: bytes, start: int, table: tuple[int, ...], shift: int) -> bytes:
    """A stream of less than 4 KB stands in pieces of 64 bytes inside the root's own."""
    first = int(struct.unpack_from("<I", data, 60)[0])
    pieces = _chained(data, int(struct.unpack_from("<I", root, 116)[0]), table, shift)
    small_table = _numbers(_chained(data, first, table, shift))
    return b"".join(pieces[number << 6 : (number + 1) << 6] for number in _chain(start, small_table))
