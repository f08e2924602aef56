"""Excel 97 workbooks made by hand: what is read, and what would have taken all memory."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.intake.errors import FileRefused
from app.intake.sheets import read_tables
from tests.intake.books import save

FREE, END, TABLE = 0xFFFF_FFFF, 0xFFFF_FFFE, 0xFFFF_FFFD


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def label(row: int, column: int, text: str) -> bytes:
    coded = text.encode("utf-16-le")
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + coded)


def several(row: int, first: int, count: int) -> bytes:
    body = struct.pack("<HH", row, first) + struct.pack("<HI", 0, 0x02) * count
    return record(0x00BD, body + struct.pack("<H", first + count - 1))


ROWS = label(0, 0, "姓名") + label(0, 1, "性别") + label(1, 0, "温如玉") + label(1, 1, "女")


def stream(cells: bytes, *, before: bytes = b"", start: int | None = None) -> bytes:
    """The records of a workbook with one sheet."""
    bof = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6))
    name = "名册".encode("utf-16-le")
    length = len(bof) + len(before) + len(record(0x0085, bytes(8) + name)) + len(record(0x000A))
    sheet = struct.pack("<IBBBB", length if start is None else start, 0, 0, 2, 1) + name
    inside = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 6))
    return bof + before + record(0x0085, sheet) + record(0x000A) + inside + cells + record(0x000A)


def entry(name: str, kind: int, first: int, size: int) -> bytes:
    coded = name.encode("utf-16-le")
    head = coded.ljust(64, b"\0") + struct.pack("<HBB", len(coded) + 2, kind, 1)
    return (
        head
        + struct.pack("<III", FREE, FREE, 1 if kind == 5 else FREE)
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )


def container(records: bytes, name: str = "Workbook") -> bytes:
    """A compound file: sector 0 the table, 1 the directory, 2 the table of small sectors, then the records."""
    small = len(records) < 4096
    sectors = -(-len(records) // 512)
    content = records.ljust(sectors * 512, b"\0")
    table = [TABLE, END, END, *range(4, 3 + sectors), END]
    pieces = -(-len(records) // 64)
    small_table = [*range(1, pieces), END] if small else []
    root = entry("Root Entry", 5, 3 if small else END, len(content) if small else 0)
    book = entry(name, 2, 0 if small else 3, len(records))
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(10)
    )
    head += struct.pack("<IIIIIIII", 1, 1, 0, 4096, 2 if small else END, int(small), END, 0)
    places = struct.pack("<109I", 0, *[FREE] * 108)
    parts = [
        struct.pack(f"<{len(table)}I", *table),
        root + book,
        struct.pack(f"<{len(small_table)}I", *small_table),
    ]
    filled = b"".join(part.ljust(512, b"\0" if n else b"\xff") for n, part in enumerate(parts))
    return head + places + filled + content


def padded(cells: bytes) -> bytes:
    """Long enough not to be a small stream."""
    return stream(cells + record(0x0001, bytes(4200)))


@pytest.mark.parametrize(
    "records", [padded(ROWS), stream(ROWS + several(2, 0, 2)).ljust(600, b"\0")], ids=["大流", "小流"]
)
def test_正常的旧格式照常读入(tmp_path: Path, records: bytes) -> None:
    (table,) = read_tables(save(tmp_path, container(records), "名册.xls"))
    assert [row.cells for row in table.rows][:2] == [("姓名", "性别"), ("温如玉", "女")]


BAD = [
    ("第 65,535 行和列", padded(ROWS + label(0xFFFE, 0xFFFE, "远")), "too_large"),
    ("一串数字到第 65,535 列", padded(ROWS + label(60_000, 0, "远") + several(3, 0xFFF0, 3)), "too_large"),
    ("工作表在文件之外", stream(ROWS, start=9_999_999).ljust(5000, b"\0"), "damaged"),
    ("有打开密码", stream(ROWS, before=record(0x002F, bytes(6))).ljust(5000, b"\0"), "protected"),
    ("单元格记录不完整", padded(record(0x0204, b"\0")), "damaged"),
]  # fmt: skip


@pytest.mark.parametrize(("records", "code"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_坏的旧格式一句话(tmp_path: Path, records: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_tables(save(tmp_path, container(records), "名册.xls"))
    assert refused.value.code == code


def changed(place: int, number: int) -> bytes:
    data = bytearray(container(padded(ROWS)))
    struct.pack_into("<I", data, place, number)
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        changed(30, 7), changed(48, 999), changed(48, END), changed(512 + 4, 1), changed(512 + 12, 3), changed(1024 + 128, 0),
        changed(1024 + 128 + 116, 77), changed(76, FREE), container(padded(ROWS))[:600], container(padded(ROWS))[:40],
    ],
    ids=["扇区大小", "目录在外", "没有目录", "目录成环", "内容成环", "改了名", "起点在外", "没有分配表", "只剩目录", "只剩开头"],
)  # fmt: skip
def test_容器坏了一句话(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(FileRefused):
        read_tables(save(tmp_path, data, "名册.xls"))


@settings(max_examples=60)
@given(flips=st.lists(st.tuples(st.integers(0, 7000), st.integers(0, 255)), max_size=6))
def test_任意几个字节坏了_要么读出要么一句话(
    tmp_path_factory: pytest.TempPathFactory, flips: list[tuple[int, int]]
) -> None:
    data = bytearray(container(padded(ROWS)))
    for place, value in flips:
        data[place % len(data)] = value
    file = save(tmp_path_factory.mktemp("xls"), bytes(data), "名册.xls")
    try:
        told = read_tables(file)[0].file
    except FileRefused as refused:
        told = refused.where
    assert told == "名册.xls"


@pytest.mark.parametrize(("flag", "told"), [(b"\1\0", True), (b"\0\0", False)])
def test_旧格式说明从1904年起算日子(tmp_path: Path, flag: bytes, told: bool) -> None:
    data = container(stream(ROWS, before=record(0x0022, flag)))
    assert read_tables(save(tmp_path, data, "名册.xls"))[0].since_1904 is told
