"""Tables as text: csv, tsv and what was pasted from a page or the clipboard."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re
from collections import Counter
from itertools import islice

from app.intake.errors import FileRefused, damaged, not_a_table, too_large
from app.intake.limits import MAX_CELL_TEXT, MAX_ROWS
from app.intake.rawtable import RawRow, RawSheet

# UTF-32 before UTF-16, whose mark it begins with.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# In this order where two fit alike: pasted cells hold commas, but no cell holds a tab.
_DELIMITERS = ("\t", ",", ";", "|", "，", "；", "｜")
# Marks that Chinese text has in its cells: they part cells only where most records have them.
_IN_TEXT_TOO = frozenset({"，", "；"})
_SAMPLE_RECORDS = 60
_SAMPLE_TEXT = 200_000
_WIDE_GAP = re.compile(r"\t+|[ \u3000]{2,}")
_ANY_GAP = re.compile(r"\s+")
_SEPARATOR_LINE = re.compile(r"sep=(.)\n", re.IGNORECASE)
# Some systems write ="0571" so that Excel keeps the zero.
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
# An apostrophe before these was put there, by us as by others, so that no spreadsheet takes the cell for a formula.
_FORMULA_MARKS = ("=", "+", "-", "@")


def decode(data: bytes, file: str) -> str:
    """Read text as Chinese offices write it: by its byte order mark, else UTF-16 that has none, UTF-8, GB18030.

    Raises FileRefused when it is neither, or is no text at all.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                raise damaged(file) from None
    if b"\0" in data:
        text = _wide_text(data)
        if not text:
            raise not_a_table(file, "内容不是文字")
        return text
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused(
        file,
        "的文字既不是 UTF-8 也不是 GBK 编码，没有导入；请用 WPS、Excel 另存为 xlsx 再导入。",
        code="encoding",
    )


def _wide_text(data: bytes) -> str:
    """Read UTF-16 without a byte order mark: its line ends and commas have a zero byte, all on the same side.

    Empty for bytes that are something else: one of the two orders must give text and nothing but text.
    """
    zeros = data[0::2].count(0), data[1::2].count(0)
    encoding = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    plain = sum(
        char in "\t\r\n" or (" " <= char < "\ue000" and char.isprintable()) for char in text[:_SAMPLE_TEXT]
    )
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in text[:_SAMPLE_TEXT])
    return text if plain * 20 >= 19 * len(text[:_SAMPLE_TEXT]) and chinese and "\0" not in text else ""


def read_text(text: str, file: str) -> RawSheet:
    """Split delimited text into rows; the row number is the record's, as a spreadsheet would number it.

    Line ends may be CR, LF or CRLF, quoted cells may hold line breaks. Raises FileRefused for an unclosed quote
    or more rows than an office's table has.
    """
    stream = io.StringIO(text, newline=None)
    text = stream.getvalue()
    announced = _SEPARATOR_LINE.match(text)
    delimiter = announced[1] if announced else sniff_delimiter(text)
    if not delimiter:
        return RawSheet(file, "", _by_gaps(text, file))
    rows: list[RawRow] = []
    number = 0
    last: list[str] = []
    try:
        for number, last in enumerate(csv.reader(stream, delimiter=delimiter), 1):
            if any(cell and not cell.isspace() for cell in last) and not (announced and number == 1):
                rows.append(RawRow(number, tuple(_plain(cell) for cell in last)))
                if len(rows) > MAX_ROWS:
                    raise too_large(file, f"超过 {MAX_ROWS:,} 行")
    except csv.Error:
        raise _unclosed(file, number + 1) from None
    # An unclosed quote swallows the rest of the file into the last cell.
    if text.count('"') % 2 and last and "\n" in last[-1]:
        raise _unclosed(file, number)
    return RawSheet(file, "", tuple(rows))


def sniff_delimiter(text: str) -> str:
    """Find the character between cells: the one that gives most records the same width; "" if none does.

    Most is a share: read with the wrong one, cells of several lines come apart into many short records.
    """
    sample = text[:_SAMPLE_TEXT]
    best, best_score = "", (0.0, 0, 0)
    for delimiter in _DELIMITERS:
        if delimiter not in sample:
            continue
        widths: Counter[int] = Counter()
        records = 0
        # The sample may end inside a very long cell: what was counted before it serves.
        with contextlib.suppress(csv.Error):
            for record in islice(csv.reader(io.StringIO(sample), delimiter=delimiter), _SAMPLE_RECORDS):
                widths[len(record)] += len(record) > 1
                records += bool(record)
        width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        if delimiter in _IN_TEXT_TOO and 2 * sum(widths.values()) <= records:
            continue
        score = (rows / max(records, 1), rows, width)
        if rows and score > best_score:
            best, best_score = delimiter, score
    return best


def _by_gaps(text: str, file: str) -> tuple[RawRow, ...]:
    """Rows of text whose columns are set apart by several blanks, as pages and reports print them.

    Single blanks set columns apart only where every line has as many: else one of them stands inside a cell.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), 1)]
    filled = [(number, line) for number, line in lines if line]
    counts = {len(line.split()) for _, line in filled}
    even = len(counts) == 1 and not any(_WIDE_GAP.search(line) for _, line in filled)
    gap = _ANY_GAP if even else _WIDE_GAP
    if len(filled) > MAX_ROWS:
        raise too_large(file, f"超过 {MAX_ROWS:,} 行")
    return tuple(RawRow(number, tuple(gap.split(line))) for number, line in filled)


def _plain(cell: str) -> str:
    if cell.startswith('="'):
        kept = _KEPT_AS_TEXT.fullmatch(cell)
        return kept[1] if kept else cell
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA_MARKS) else cell


def _unclosed(file: str, row: int) -> FileRefused:
    return FileRefused(
        file,
        f"第 {row} 行起有一个引号没有成对，或一格超过 {MAX_CELL_TEXT:,} 字，没有导入；请改好这一行再导入。",
        code="unclosed_quote",
    )
