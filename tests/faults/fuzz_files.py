"""Files that no office should ever send, and some that it does: every one follows from its seed alone.

Tables of odd and sound cells as xlsx, xls, ods and text of every encoding; then bytes flipped, pieces cut out, doubled
or moved, parts of a workbook changed inside its zip.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
from docx import Document

from app.domain.fields import MEMBER_FIELDS
from tests.intake.test_biff import container, label, several, stream

Cell = str | int | float | bool | date
Rows = list[list[Cell]]

SPELLINGS = Path(__file__).parents[1] / "intake" / "spellings"
SURNAMES, GIVEN = "温沈纪阮江骆顾陆贺闻戚米路艾叶欧阳", "如玉默言晓舟星海云帆知秋盼遥光雪兰青葵宾㛃𠮷"
ODD: tuple[Cell, ...] = (
    "", " ", "\u3000", "无", "?", "??", "吴彦?", "□", "合计", "小计", "制表人：王五", "一、中共（21人）", "（二）教育界（3人）", "姓名", "姓 名",
    "第一组（12人）", "审核：", "=1+1", "@SUM(A1)", "+86 138", "-1", "1.38E+10", "#REF!", "\u202e反写", "\u200b", "\ufeff甲", "a" * 3000, "丨" * 200,
    "甲\n乙", "甲\r\n\r\n乙", '"', "'", '"未成对', ";;;", "|||", "\t", ",,,", "（（（", "）", "a" * 40 + "@b.c", "2026-02-30", "1904-01-01", "12345678901234567890",
    0, 1, -1, 1e300, 1e-300, 27454, 25992, 110101199003078030, 13800001234, 1975.03, 1975.1, 3.5, True, False,
    date(1975, 3, 1), date(1900, 3, 1), date(2100, 12, 31),
)  # fmt: skip
NOTICE = (
    "民革（7人）\n王 强（壮族） 李 静（女）赵 敏（女）\n",
    "一、中共（21人）\n",
    "关于推荐委员的通知\n",
    "温如玉，女，汉族，1975年3月生，民盟盟员；",
    "（以下按姓氏笔画排序）\n",
)
ENCODINGS = ("utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "big5")


@cache
def spellings() -> dict[str, list[str]]:
    """Spellings of each field, sound and not."""
    found: dict[str, list[str]] = {}
    for path in sorted(SPELLINGS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found.setdefault(row["字段"], []).append(row["写法"])
    return found


def a_name(dice: Random) -> str:
    """An invented name, now and then with what offices put around it."""
    name = dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=dice.choice((1, 2))))
    around = dice.random()
    if around < 0.05:
        return f"{name}（{dice.choice(('女', '回族', '女，壮族', '原名' + name + '云', '大'))}）"
    return f"{name[0]}\u3000{name[1:]}" if around < 0.1 else name


def a_table(dice: Random) -> Rows:
    """A roster, more or less: titles, a header of known words, people, and what stands between them."""
    fields = dice.sample(MEMBER_FIELDS, dice.randrange(1, 12))
    header: list[Cell] = [dice.choice(field.headers) for field in fields]
    if dice.random() < 0.9:
        header[dice.randrange(len(header))] = "姓名"
    if dice.random() < 0.15:
        header = header * 2
    if dice.random() < 0.2:
        header.insert(
            dice.randrange(len(header)),
            dice.choice(("专委会职务", "职务", "小组职务", "第二专委会", "活动名称", "负责人", "")),
        )
    keys = {label: field.key for field in fields for label in field.headers}
    rows: Rows = [["云川县政协委员名册"]] if dice.random() < 0.3 else []
    rows.append(header)
    for _ in range(dice.choice((0, 1, 3, 8, 8, 20, 20, 60))):
        rows.append([_a_cell(dice, str(one), keys) for one in header])
        if dice.random() < 0.08:
            rows.append([dice.choice(ODD) for _ in range(dice.randrange(3))])
    if dice.random() < 0.1:
        dice.shuffle(rows)
    return rows


def _a_cell(dice: Random, header: str, keys: dict[str, str]) -> Cell:
    if header == "姓名" and dice.random() < 0.93:
        return a_name(dice)
    if dice.random() < 0.07:
        return dice.choice(ODD)
    known = spellings().get(keys.get(header, ""))
    if known:
        return dice.choice(known)
    return dice.choice(
        (
            "",
            "一中校长",
            "县医院",
            "3",
            "2020-01",
            "教育",
            "提案委员会",
            date(1970, 1, 1) + timedelta(days=dice.randrange(20_000)),
        )
    )


# -- how a table is written --------------------------------------------------------------------------------------


def as_xlsx(dice: Random, rows: Rows) -> bytes:
    """A workbook with merged cells, several sheets, either date system."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "date_1904": dice.random() < 0.3,
            "default_date_format": "yyyy-mm-dd",
            "nan_inf_to_errors": True,
        },
    )
    for number in range(dice.choice((1, 1, 2))):
        sheet = book.add_worksheet(f"表{number + 1}")
        top, left = dice.choice((0, 0, 0, 3)), dice.choice((0, 0, 2))
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(top + row, left + column, cell)
                elif isinstance(cell, str):
                    sheet.write_string(top + row, left + column, cell[:30_000])
                else:
                    sheet.write(top + row, left + column, cell)
        if len(rows) > 4 and dice.random() < 0.4:
            sheet.merge_range(
                top + 2, left, top + 3, left + dice.randrange(2), str(rows[2][0]) if rows[2] else ""
            )
        if dice.random() < 0.05:
            sheet.write(dice.choice((5_000, 1_048_575)), dice.choice((0, 300)), "远")
    book.close()
    return out.getvalue()


def as_xls(dice: Random, rows: Rows) -> bytes:
    """A workbook of Excel 97, its records written by hand."""
    cells = b"".join(
        label(row, column, str(cell)[:500])
        for row, each in enumerate(rows)
        for column, cell in enumerate(each)
        if cell != ""
    )
    if dice.random() < 0.2:
        cells += several(len(rows), 0, dice.randrange(1, 4))
    return container(stream(cells))


def as_ods(dice: Random, rows: Rows) -> bytes:
    """An OpenDocument table, with the repeats that the format knows."""
    lines = []
    for cells in rows:
        again = (
            f' table:number-rows-repeated="{dice.choice((2, 5, 1_000_000))}"' if dice.random() < 0.03 else ""
        )
        lines.append(
            f"<table:table-row{again}>{''.join(_ods_cell(dice, cell) for cell in cells)}</table:table-row>"
        )
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="名册">{"".join(lines)}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr("META-INF/manifest.xml", "<manifest/>", zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _ods_cell(dice: Random, cell: Cell) -> str:
    many = (
        f" table:number-columns-repeated={quoteattr(str(dice.choice((2, 16_000))))}"
        if dice.random() < 0.02
        else ""
    )
    if dice.random() < 0.02:
        many += f" table:number-rows-spanned={quoteattr(str(dice.choice((2, 3, 1_000_000))))}"
    if cell == "":
        return f"<table:table-cell{many}/>"
    if isinstance(cell, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}"{many}/>'
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"{many}/>'
    text = "".join(char for char in str(cell) if char >= " " or char == "\n")
    return f'<table:table-cell office:value-type="string"{many}><text:p>{escape(text)}</text:p></table:table-cell>'


def as_text(dice: Random, rows: Rows) -> bytes:
    """Text in some encoding, with some mark between the cells and some line end."""
    if dice.random() < 0.2:
        plain = "".join(dice.choices(NOTICE, k=dice.randrange(1, 6))) + " ".join(
            a_name(dice) for _ in range(dice.randrange(20))
        )
    else:
        out = io.StringIO()
        mark = dice.choice((",", ",", "\t", "\t", ";", "|", "，", "；", "｜"))
        csv.writer(out, delimiter=mark, lineterminator=dice.choice(("\n", "\r\n", "\r"))).writerows(rows)
        plain = out.getvalue()
    return plain.encode(dice.choice(ENCODINGS), dice.choice(("replace", "ignore", "xmlcharrefreplace")))


def as_word(dice: Random, rows: Rows) -> bytes:
    """A Word document with the table, or with a notice around it."""
    document = Document()
    if dice.random() < 0.5:
        document.add_paragraph("".join(dice.choices(NOTICE, k=dice.randrange(1, 6))))
    if dice.random() < 0.8:
        table = document.add_table(rows=0, cols=max(1, *map(len, rows)))
        for row in rows[:30]:
            for cell, value in zip(table.add_row().cells, row, strict=False):
                cell.text = "".join(char for char in str(value) if char in "\n\t" or char.isprintable())
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


# -- what may happen to it on the way ----------------------------------------------------------------------------


def flipped(dice: Random, data: bytes) -> bytes:
    """Some bytes changed."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 3, 20, 200))):
        if changed:
            changed[dice.randrange(len(changed))] = dice.choice((0, 0xFF, dice.randrange(256)))
    return bytes(changed)


def cut(dice: Random, data: bytes) -> bytes:
    """A piece gone: the end, as when copying stopped, or one from within."""
    start = dice.randrange(len(data) + 1)
    return data[:start] if dice.random() < 0.5 else data[:start] + data[start + dice.randrange(1, 200) :]


def doubled(dice: Random, data: bytes) -> bytes:
    """A piece said again, here or elsewhere."""
    start, length = dice.randrange(len(data) + 1), dice.randrange(1, 400)
    place = dice.choice((start, dice.randrange(len(data) + 1)))
    return data[:place] + data[start : start + length] * dice.choice((1, 2, 50)) + data[place:]


def renumbered(dice: Random, data: bytes) -> bytes:
    """Numbers of the XML or text changed to odd ones."""
    digits = [place for place, byte in enumerate(data) if 0x30 <= byte <= 0x39]
    if not digits:
        return data
    place = dice.choice(digits)
    odd = dice.choice(
        (b"0", b"-1", b"65536", b"1048577", b"4294967296", b"99999999999999999999", b"1e308", b"NaN", b"")
    )
    return data[:place] + odd + data[place + 1 :]


def _is_sound_zip(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            contents = [
                archive.read(part) for part in archive.infolist()
            ]  # by part: a name may stand there twice
            return any(contents) and any(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError):
        return False


def inside(dice: Random, data: bytes) -> bytes:
    """The same harm to one part of a workbook, in a zip that is sound again."""
    if not _is_sound_zip(data):
        return renumbered(dice, data)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        parts = old.infolist()
        victim = dice.choice([part.filename for part in parts if part.file_size])
        for part in parts:
            content = old.read(part)
            if part.filename == victim:
                content = dice.choice((flipped, cut, doubled, renumbered, renumbered))(dice, content)
            if part.filename != victim or dice.random() > 0.05:
                new.writestr(part.filename, content)
    return out.getvalue()


WRITERS: tuple[tuple[str, Callable[[Random, Rows], bytes]], ...] = (
    (".xlsx", as_xlsx), (".xlsx", as_xlsx), (".xls", as_xls), (".ods", as_ods), (".csv", as_text), (".txt", as_text), (".tsv", as_text), (".docx", as_word),
)  # fmt: skip
HARMS: tuple[Callable[[Random, bytes], bytes], ...] = (
    flipped,
    cut,
    doubled,
    renumbered,
    inside,
    inside,
    inside,
)


def a_file(seed: int) -> tuple[str, bytes]:
    """One file: its ending and its bytes."""
    dice = Random(f"file {seed}")
    ending, writer = dice.choice(WRITERS)
    data = writer(dice, a_table(dice))
    for _ in range(dice.choice((0, 0, 0, 0, 1, 1, 1, 2))):
        data = dice.choice(HARMS)(dice, data) if data else data
    return (
        dice.choice((".xlsx", ".xls", ".csv", ".txt", ".docx", ".doc")) if dice.random() < 0.1 else ending
    ), data
