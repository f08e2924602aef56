"""What a file really is, and whether it is safe to open: judged from its bytes before a reader touches it.

A workbook is a zip: the sizes in its directory are checked first, then every XML part is unpacked piece by piece
against a budget (directories can lie), and the farthest filled cell is looked up, because the reader allocates
every cell up to it.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from enum import Enum
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

from app.intake.biff import check_extent, dates_from_1904
from app.intake.errors import FileRefused, damaged, not_a_table, protected, too_large
from app.intake.limits import (
    MAX_CELLS,
    MAX_EXPANDED_BYTES,
    MAX_PARTS,
    MAX_RATIO,
    MAX_STRING_BYTES,
    MEGABYTE,
    RATIO_COUNTS_FROM,
)
from app.intake.ods_spans import Merged, merged_cells


class Form(Enum):
    """What the bytes are."""

    XLSX = "xlsx"
    ODS = "ods"
    XLS = "xls"
    TEXT = "text"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OTHERS = (
    (b"\x89PNG", "是一张图片"),
    (b"\xff\xd8\xff", "是一张图片"),
    (b"GIF8", "是一张图片"),
    (b"BM\x00", "是一张图片"),
    (b"%PDF", "是 PDF"),
    (b"{\\rtf", "是 RTF 文档"),
    (b"Rar!", "是压缩包"),
    (b"7z\xbc\xaf", "是压缩包"),
    (b"\x1f\x8b", "是压缩包"),
    (b"SQLite format 3", "是数据库"),
    (b"MZ", "是程序"),
)
_WEB_PAGE = re.compile(rb"\s*<(?:!doctype|html|\?xml|table|head|body)", re.IGNORECASE)
_EXCEL_ENDINGS = (".xlsx", ".xls", ".xlsm", ".et", ".ods")


def recognise_form(data: bytes, file: str) -> Form:
    """Tell what a file is from its content, whatever its ending says. Raises FileRefused for anything no table."""
    if data.startswith(_OLE):
        return _ole_form(data, file)
    if data.startswith(_ZIP):
        return _zip_form(data, file)
    for magic, what in _OTHERS:
        if data.startswith(magic):
            raise not_a_table(file, what)
    if _WEB_PAGE.match(data[:200].removeprefix(b"\xef\xbb\xbf")):
        raise not_a_table(file, "是网页或 XML")
    if file.lower().endswith(_EXCEL_ENDINGS):
        raise not_a_table(file, "内容是普通文字或其他格式")
    return Form.TEXT


_FROM_1904 = re.compile(rb"""<(?:\w+:)?workbookPr\b[^>]*?\bdate1904\s*=\s*["'](?:1|true|on)["']""")


def counts_from_1904(data: bytes, form: Form, file: str) -> bool:
    """Tell whether a recognised workbook counts its days from 1904 ([ECMA-376] workbookPr, [MS-XLS] Date1904)."""
    if form is Form.XLS:
        return dates_from_1904(data)
    if form is not Form.XLSX:
        return False
    parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    book = next((part for part in parts if part.filename.lower() == "xl/workbook.xml"), None)
    return book is not None and _FROM_1904.search(b"".join(unpack(data, book, file))) is not None


def merged_in_ods(data: bytes, file: str) -> dict[str, list[Merged]]:
    """The merged cells of a recognised OpenDocument table, by sheet."""
    parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    content = next(part for part in parts if part.filename == "content.xml")
    return merged_cells(b"".join(unpack(data, content, file)).decode("utf-8", "replace"))


def _ole_form(data: bytes, file: str) -> Form:
    """Excel 97 workbooks, Word 97 documents and every password-protected xlsx share one container."""
    if _utf16("EncryptedPackage") in data:
        raise protected(file)
    if _utf16("WordDocument") in data:
        raise not_a_table(file, "是 Word 文档")
    if _utf16("Workbook") in data or _utf16("Book") in data:
        check_extent(data, file)
        return Form.XLS
    raise not_a_table(file, "是别的程序的文件")


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _zip_form(data: bytes, file: str) -> Form:
    if data.count(b"PK\x01\x02") > MAX_PARTS:
        raise too_large(file, "里的文件太多")
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, struct.error):
        raise damaged(file) from None
    names = {part.filename for part in parts}
    _check_directory(parts, file)
    if "content.xml" in names:
        _check_ods(data, parts, file)
        return Form.ODS
    if any(name.startswith("word/") for name in names):
        raise not_a_table(file, "是 Word 文档")
    if "xl/workbook.bin" in names:
        raise not_a_table(file, "是二进制工作簿 xlsb")
    if not any(name.startswith("xl/") for name in names):
        raise not_a_table(file, "是压缩包")
    _check_xlsx(data, parts, file)
    return Form.XLSX


def check_word(data: bytes, file: str) -> None:
    """Let a Word file (.docx) pass that is safe to unpack; raises FileRefused for anything else."""
    if data.startswith(_OLE):
        _ole_form(data, file)  # refuses all but Excel 97, which is refused below
    if not data.startswith(_ZIP):
        raise FileRefused(file, "不是 Word 文件，没有读入；请用 WPS、Word 另存为 docx。", code="not_word")
    if data.count(b"PK\x01\x02") > MAX_PARTS:
        raise too_large(file, "里的文件太多")
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, struct.error):
        raise damaged(file) from None
    _check_directory(parts, file)
    if "word/document.xml" not in {part.filename for part in parts}:
        raise FileRefused(file, "不是 Word 文件，没有读入；请用 WPS、Word 另存为 docx。", code="not_word")


def _check_directory(parts: list[ZipInfo], file: str) -> None:
    """Refuse by the sizes that the zip itself declares; nothing has been unpacked yet."""
    for part in parts:
        if part.flag_bits & 1:
            raise protected(file)
        bomb = part.file_size > RATIO_COUNTS_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1)
        if bomb:
            raise too_large(file, f"是异常的压缩文件（展开后有 {part.file_size // MEGABYTE:,} MB 重复内容）")
    total = sum(part.file_size for part in parts if _is_xml(part))
    if total > MAX_EXPANDED_BYTES:
        raise too_large(file, f"展开后有 {total // MEGABYTE:,} MB，超过 {MAX_EXPANDED_BYTES // MEGABYTE} MB")


def _is_xml(part: ZipInfo) -> bool:
    return part.filename.lower().endswith((".xml", ".rels"))


def unpack(data: bytes, part: ZipInfo, file: str) -> Iterator[bytes]:
    """Unpack one part piece by piece, never more than its directory entry says.

    Raises FileRefused when the part is cut short, damaged, or larger than declared.
    """
    start = part.header_offset
    header = data[start : start + 30]
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        raise damaged(file)
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    start += 30 + name_length + extra_length
    packed = memoryview(data)[start : start + part.compress_size]
    if len(packed) < part.compress_size or part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise damaged(file)
    if part.compress_type == ZIP_STORED:
        yield bytes(packed)
        return
    inflater, size, rest = zlib.decompressobj(-15), 0, bytes(packed)
    try:
        while not inflater.eof:
            piece = inflater.decompress(rest, MEGABYTE)
            rest = inflater.unconsumed_tail
            if not piece and not rest:
                break
            size += len(piece)
            if size > part.file_size:
                raise damaged(file)
            yield piece
    except zlib.error:
        raise damaged(file) from None
    if size != part.file_size:
        raise damaged(file)


# A cell that holds something: not closed at once. Its place is written in it by every known program.
# A damaged place may name the row 999999999999: the reader would take it at its word and end the whole program.
_CELL = re.compile(rb"""<(?:\w+:)?c\s(?>[^>]*?\br\s*=\s*["'])([A-Za-z]+)(\d+)["'][^>]*+(?<!/)>""")
_CELL_WITHOUT_PLACE = re.compile(rb"""<(?:\w+:)?c(?:\s(?![^>]*\br\s*=)[^>]*)?(?<!/)>""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b(?:[^>]*?\br\s*=\s*["'](\d+)["'])?""")
_SPACED = (b" =", b"\t=", b"\n=", b"\r=")
_LIKE_PLACES = (b"xmlns:r=", b"xmlns:xr=", b" header=", b" footer=", b"Filter=")
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(?:row|c)(?=[\s/>])")
# One place at most: of two, the reader takes the one that we have not looked at. Atomic groups, not possessive ones: those
# of Python 3.11.2 give up what they hold.
_SOUND_TAG = re.compile(
    rb"""<(?:\w+:)?\w+(?>(?:\s+(?!r\s*=)[\w:.\-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*)"""
    rb"""(?>(?:\s+r\s*=\s*(?:"[A-Za-z\d]*"|'[A-Za-z\d]*')(?>(?:\s+(?!r\s*=)[\w:.\-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*))?)\s*/?>"""
)
# How many of something follow (uniqueCount of texts …): the reader makes room for all of them at once.
_COUNT = re.compile(rb"""ount\s*=\s*["'](\d{7,})""")
_LONGEST_NUMBER = 12
_TEXT_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\bt=["']s["'][^>]*>\s*<(?:\w+:)?v>(\d{1,7})<""")


def _check_xlsx(data: bytes, parts: list[ZipInfo], file: str) -> None:
    cells = 0
    for part in parts:
        if not _is_xml(part):
            continue
        rows, columns = _extent(data, part, file)
        cells += rows * columns
        if cells > MAX_CELLS:
            raise too_large(
                file,
                f"的内容一直到第 {rows:,} 行、第 {columns:,} 列，超过 {MAX_CELLS:,} 格，很可能在远处误填了一格",
            )
    _check_shared_text(data, parts, file)


def _extent(data: bytes, part: ZipInfo, file: str) -> tuple[int, int]:
    """Rows and columns up to the farthest filled cell; none for a part that is no sheet."""
    rows = columns = 0
    placeless = False
    for piece in _whole_tags(unpack(data, part, file)):
        if any(_row_number(count) > MAX_CELLS for count in _COUNT.findall(piece)):
            raise damaged(file)
        found = _CELL.findall(piece)
        rows = max([rows, *map(_row_number, {row for _, row in found})])
        columns = max([columns, *map(_column_number, {letters for letters, _ in found})])
        if _is_usual(piece):
            continue
        if any(_SOUND_TAG.match(piece, tag.start()) is None for tag in _ROW_OR_CELL.finditer(piece)):
            raise damaged(file)
        placeless = placeless or _CELL_WITHOUT_PLACE.search(piece) is not None
    if not placeless:
        return rows, columns
    more_rows, more_columns = _counted_extent(b"".join(unpack(data, part, file)))
    return max(rows, more_rows), max(columns, more_columns)


def _is_usual(piece: bytes) -> bool:
    """Whether every cell says its place first and once, as all known programs write it; counting is fast."""
    cells = piece.count(b"<c r=")
    if cells != piece.count(b"<c ") + piece.count(b"<c>") or b":c" in piece:
        return False
    if any(mark in piece for mark in _SPACED):
        return False
    others = sum(map(piece.count, _LIKE_PLACES))
    return piece.count(b"r=") - others == cells + piece.count(b"<row r=")


def _whole_tags(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes cut only before a “<”, so that no tag is split."""
    kept = b""
    for piece in pieces:
        head, mark, tail = (kept + piece).rpartition(b"<")
        if head:
            yield head
        kept = mark + tail
    if kept:
        yield kept


def _row_number(digits: bytes) -> int:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else 10**_LONGEST_NUMBER


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:_LONGEST_NUMBER].upper():
        number = number * 26 + letter - 64
    return number


def _counted_extent(sheet: bytes) -> tuple[int, int]:
    """Rows and columns of a sheet whose cells do not say where they stand: counted, row by row."""
    rows = columns = 0
    previous = 0
    for match in _ROW.finditer(sheet):
        rows = max(_row_number(match[1]) if match[1] else rows + 1, rows)
        columns = max(columns, len(_ANY_CELL.findall(sheet, previous, match.start())))
        previous = match.end()
    return rows, max(columns, len(_ANY_CELL.findall(sheet, previous)))


_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")


def _check_shared_text(data: bytes, parts: list[ZipInfo], file: str) -> None:
    """Refuse a long text that very many cells share: the reader copies it for each of them."""
    shared = next((part for part in parts if part.filename.lower() == "xl/sharedstrings.xml"), None)
    if shared is None:
        return
    lengths = [len(item) for item in b"".join(unpack(data, shared, file)).split(b"<si")[1:]]
    if not lengths:
        return
    longest, total = max(lengths), 0
    for part in parts:
        # A text cell takes twenty bytes at least: only a large sheet can share that much.
        if not _is_xml(part) or part.file_size // 20 * longest < MAX_STRING_BYTES:
            continue
        for piece in _whole_tags(unpack(data, part, file)):
            numbers = (int(number) for number in _TEXT_CELL.findall(piece))
            total += sum(lengths[number] for number in numbers if number < len(lengths))
            if total > MAX_STRING_BYTES:
                raise too_large(file, f"的文字合计超过 {MAX_STRING_BYTES // MEGABYTE} MB")


_REPEATED_CELL = re.compile(rb'<table:table-cell\b[^>]*number-columns-repeated="(\d+)"[^>]*>')
_REPEATED_ROW = re.compile(
    rb'<table:table-row\b[^>]*number-rows-repeated="(\d{3,})"[^>]*(?<!/)>(.*?)</table:table-row>', re.DOTALL
)


def _check_ods(data: bytes, parts: list[ZipInfo], file: str) -> None:
    """An ODS says “the same again n times”: refuse filled cells or rows that are repeated beyond reason."""
    by_name = {part.filename: part for part in parts}
    manifest = by_name.get("META-INF/manifest.xml")
    if manifest is not None and b"encryption-data" in b"".join(unpack(data, manifest, file)):
        raise protected(file)
    content = by_name["content.xml"]
    text = b"".join(unpack(data, content, file))
    filled_repeats = sum(
        int(match[1]) for match in _REPEATED_CELL.finditer(text) if b"office:value-type" in match[0]
    )
    for match in _REPEATED_ROW.finditer(text):
        if b"office:value-type" in match[2]:
            filled_repeats += int(match[1]) * match[2].count(b"<table:table-cell")
    if filled_repeats > MAX_CELLS // 10:
        raise too_large(file, f"里同一内容重复了 {filled_repeats:,} 格")
