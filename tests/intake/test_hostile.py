"""Bad files: one Chinese sentence, no change, no hang, little memory."""

from __future__ import annotations

import io
import os
import re
import struct
import tempfile
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.intake import limits, package, sheets
from app.intake.errors import FileRefused
from app.intake.sheets import read_tables
from tests.intake.books import save, with_part, with_sheet_data, workbook

GOOD = workbook({"名册": [["姓名", "性别"], ["张敏行", "男"]]})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def ods(body: str) -> bytes:
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="表">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return zipped(
        {"mimetype": kind, "META-INF/manifest.xml": manifest.encode(), "content.xml": content.encode()}
    )


def ods_cell(text: str, repeat: int = 1) -> str:
    again = f' table:number-columns-repeated="{repeat}"' if repeat > 1 else ""
    return f'<table:table-cell office:value-type="string"{again}><text:p>{text}</text:p></table:table-cell>'


def encrypted_entry() -> bytes:
    data = bytearray(GOOD)
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


def lying_about_its_size() -> bytes:
    """The directory says the sheet is a hundred bytes long."""
    data = bytearray(zipped({"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b"0" * 5_000_000}))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 100)
    return bytes(data)


def far_cell(reference: str) -> bytes:
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return with_sheet_data(GOOD, f'<row r="{row}"><c r="{reference}"><v>1</v></c></row>'.encode())


def cells_without_place() -> bytes:
    wide = b"<row>" + b"<c><v>1</v></c>" * 16_000 + b'</row><row r="1048576"><c><v>1</v></c></row>'
    return with_sheet_data(GOOD, wide)


def shared_long_text() -> bytes:
    """One text of 30,000 characters in 40,000 cells: 1.2 GB for a reader that copies it."""
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>4</v></c></row>' % (n, n) for n in range(3, 40_003))
    long = b"<si><t>" + b"long" * 7_500 + b"</t></si>"
    data = with_sheet_data(GOOD, rows)
    return with_part(data, "sharedStrings.xml", lambda old: old.replace(b"</sst>", long + b"</sst>"))


def two_places(attributes: str) -> bytes:
    return with_sheet_data(GOOD, f'<row r="3"><c {attributes}><v>1</v></c></row>'.encode())


def many_texts(count: int) -> bytes:
    return with_part(
        GOOD, "sharedStrings.xml", lambda old: old.replace(b'uniqueCount="4"', b'uniqueCount="%d"' % count)
    )


# Each of these made the reader ask for more memory than there is, which ends the program and not only the import.
DEADLY = [
    ("第 999999999999 行", far_cell("B999999999999"), "too_large"),
    ("三十位的行号", far_cell("B" + "9" * 30), "too_large"),
    ("九个字母的列", far_cell("ZZZZZZZZZ9"), "too_large"),
    ("小写的列", two_places('r="xfd1048576"'), "too_large"),
    ("等号两边有空格", two_places('r = "XFD1048576"'), "too_large"),
    ("一格有两个位置", two_places('r="C3" r="XFD9999999"'), "damaged"),
    ("属性里藏着尖括号", two_places('x=">" r="XFD9999999"'), "damaged"),
    ("行号太大的行", with_sheet_data(GOOD, b'<row r="4000000000"><c><v>1</v></c></row>'), "too_large"),
    ("自称有四十亿条文字", many_texts(4_294_967_296), "damaged"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "code"), [case[1:] for case in DEADLY], ids=[case[0] for case in DEADLY])
def test_不让读取程序要走全部内存(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_tables(save(tmp_path, data))
    assert refused.value.code == code


REFUSED = [
    ("空文件", b"", "名册.xlsx", "empty"),
    ("文字改名为 xlsx", "姓名,性别\n张三,男".encode(), "名册.xlsx", "not_a_table"),
    ("图片改名为 xlsx", b"\x89PNG\r\n\x1a\n" + bytes(100), "名册.xlsx", "not_a_table"),
    ("图片改名为 csv", b"\xff\xd8\xff\xe0" + bytes(100), "名册.csv", "not_a_table"),
    ("PDF", b"%PDF-1.7\n", "名册.csv", "not_a_table"),
    ("网页存成的 xls", b"<html><table><tr><td>a</td></tr></table></html>", "名册.xls", "not_a_table"),
    ("带标记的网页", b"\xef\xbb\xbf<!DOCTYPE html>", "名册.xls", "not_a_table"),
    ("Word 2007 文档", zipped({"word/document.xml": b"<a/>"}), "名册.xlsx", "not_a_table"),
    ("Word 97 文档", OLE + "WordDocument".encode("utf-16-le"), "名册.xls", "not_a_table"),
    ("别的 OLE 文件", OLE, "名册.xls", "not_a_table"),
    ("普通压缩包", zipped({"a.txt": b"a"}), "名册.xlsx", "not_a_table"),
    ("二进制工作簿", zipped({"xl/workbook.bin": b"a"}), "名册.xlsx", "not_a_table"),
    (
        "有打开密码的 xlsx",
        OLE + "EncryptedPackage".encode("utf-16-le") + bytes(4000),
        "名册.xlsx",
        "protected",
    ),
    ("加密的压缩项", encrypted_entry(), "名册.xlsx", "protected"),
    ("坏的 xls", OLE + "Workbook".encode("utf-16-le") + bytes(4000), "名册.xls", "damaged"),
    ("从中间截断", GOOD[: len(GOOD) // 2], "名册.xlsx", "damaged"),
    ("只少了末尾", GOOD[:-30], "名册.xlsx", "damaged"),
    ("只剩开头", b"PK\x03\x04", "名册.xlsx", "damaged"),
    ("缺了工作簿", zipped({"xl/styles.xml": b"<a/>"}), "名册.xlsx", "damaged"),
    ("目录谎报大小", lying_about_its_size(), "名册.xlsx", "damaged"),
    ("远处误填一格", far_cell("XFD1048576"), "名册.xlsx", "too_large"),
    ("单元格不写位置", cells_without_place(), "名册.xlsx", "too_large"),
    ("一段长文字共用四万次", shared_long_text(), "名册.xlsx", "too_large"),
    (
        "ODS 一格重复百万次",
        ods(f"<table:table-row>{ods_cell('a', 1_000_000)}</table:table-row>"),
        "名册.ods",
        "too_large",
    ),
    (
        "ODS 一行重复百万次",
        ods(f'<table:table-row table:number-rows-repeated="1000000">{ods_cell("a")}</table:table-row>'),
        "名册.ods",
        "too_large",
    ),
    (
        "加密的 ODS",
        zipped({"content.xml": b"x", "META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
        "名册.ods",
        "protected",
    ),
    ("没有一行数据", workbook({"表": []}), "名册.xlsx", "empty"),
    ("只有空白的 csv", b"\n\n , ,\n", "名册.csv", "empty"),
]


@pytest.mark.parametrize(("case", "data", "name", "code"), REFUSED, ids=[case for case, *_ in REFUSED])
def test_a_bad_file_is_refused_in_one_sentence(
    tmp_path: Path, case: str, data: bytes, name: str, code: str
) -> None:
    with pytest.raises(FileRefused) as refusal:
        read_tables(save(tmp_path, data, name))
    assert refusal.value.code == code
    assert refusal.value.where == name
    message = refusal.value.message
    assert message.startswith(f"“{name}”")
    assert message.endswith("。")
    assert message.count("。") == 1
    assert isinstance(refusal.value, Refused)


def test_a_small_zip_of_400_mb_zeros_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", b"<a/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(400):
                part.write(bytes(1 << 20))
    path = save(tmp_path, stream.getvalue())
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(FileRefused, match="展开后有 400 MB"):
        read_tables(path)
    assert time.perf_counter() - began < 1
    assert tracemalloc.get_traced_memory()[1] < 30 << 20
    tracemalloc.stop()


def test_much_xml_without_repetition_is_refused_by_its_sum(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "MAX_EXPANDED_BYTES", 1_000)
    with pytest.raises(FileRefused, match="展开后有"):
        read_tables(save(tmp_path, GOOD))


def test_photographs_in_a_workbook_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO(GOOD)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/media/image1.jpeg", os.urandom(300_000))
    monkeypatch.setattr(package, "MAX_EXPANDED_BYTES", 200_000)
    assert len(read_tables(save(tmp_path, stream.getvalue()))[0].rows) == 2


def test_a_million_empty_rows_below_the_data_are_passed_over(tmp_path: Path) -> None:
    empty = b"".join(b'<row r="%d" spans="1:2"/>' % number for number in range(3, 1_000_003))
    path = save(tmp_path, with_sheet_data(GOOD, empty))
    began = time.perf_counter()
    assert [row.number for row in read_tables(path)[0].rows] == [1, 2]
    assert time.perf_counter() - began < 10


def test_a_million_empty_rows_and_nothing_else_are_no_data(tmp_path: Path) -> None:
    empty = b"".join(b'<row r="%d"/>' % number for number in range(1, 1_000_001))
    with pytest.raises(FileRefused, match="没有一行数据"):
        read_tables(
            save(tmp_path, with_sheet_data(workbook({"表": []}).replace(b"<sheetData/>", b""), empty))
        )


def test_a_sheet_that_only_claims_a_million_rows_is_read(tmp_path: Path) -> None:
    data = with_part(GOOD, "sheet1.xml", lambda old: old.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))
    assert len(read_tables(save(tmp_path, data))[0].rows) == 2


def test_a_million_lines_of_commas_are_no_data(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="没有一行数据"):
        read_tables(save(tmp_path, b",,,\n" * 1_000_000, "空.csv"))


def test_an_ods_with_usual_empty_repeats_is_read(tmp_path: Path) -> None:
    rest = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    row = f"<table:table-row>{ods_cell('姓名')}{ods_cell('性别')}</table:table-row>"
    assert read_tables(save(tmp_path, ods(row + rest), "名册.ods"))[0].rows[0].cells == ("姓名", "性别")


PLACES = [
    ("不存在", "没有.xlsx", "missing"),
    ("文件夹", "夹", "not_a_file"),
    ("名字里有零字符", "a\0b", "unreadable"),
    ("名字太长", "长" * 300, "unreadable"),
    ("文件下面的文件", "文件/名册.xlsx", "missing"),
]


@pytest.mark.parametrize(("case", "name", "code"), PLACES, ids=[case for case, *_ in PLACES])
def test_what_is_no_file_is_refused(tmp_path: Path, case: str, name: str, code: str) -> None:
    (tmp_path / "夹").mkdir()
    (tmp_path / "文件").touch()
    with pytest.raises(FileRefused) as refusal:
        read_tables(tmp_path / name)
    assert refusal.value.code == code
    assert not re.search("[A-Za-z]{4}", refusal.value.message.replace("xlsx", "")), (
        "the system's words are English"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="没有命名管道")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道")
    with pytest.raises(FileRefused, match="不是普通文件"):
        read_tables(tmp_path / "管道")


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (PermissionError(13, "denied"), "没有权限读取"),
        (OSError(5, "Input/output error"), "（读写设备出错，U 盘可能已拔出）"),
        (OSError(9999, "words of the system"), "（系统错误 9999）"),
    ],
)
def test_a_disk_that_will_not_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: OSError, said: str
) -> None:
    def fail(_: Path) -> bytes:
        raise trouble

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(FileRefused, match=said):
        read_tables(save(tmp_path, GOOD))


LIMITS = [
    ("文件太大", sheets, "MAX_FILE_BYTES", GOOD, "名册.xlsx"),
    ("文字太多", sheets, "MAX_TEXT_BYTES", "姓名,性别\n".encode() * 100, "名册.csv"),
    ("压缩包里文件太多", package, "MAX_PARTS", GOOD, "名册.xlsx"),
    ("格子太多（目录）", package, "MAX_CELLS", GOOD, "名册.xlsx"),
    ("格子太多（读出后）", sheets, "MAX_CELLS", GOOD, "名册.xlsx"),
    ("行太多", sheets, "MAX_ROWS", GOOD, "名册.xlsx"),
]


@pytest.mark.parametrize(
    ("case", "module", "limit", "data", "name"), LIMITS, ids=[case for case, *_ in LIMITS]
)
def test_every_limit_holds(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: str,
    module: object,
    limit: str,
    data: bytes,
    name: str,
) -> None:
    path = save(tmp_path, data, name)
    assert read_tables(path)
    monkeypatch.setattr(module, limit, 1)
    with pytest.raises(FileRefused) as refusal:
        read_tables(path)
    assert refusal.value.code == "too_large"


def test_a_long_text_shared_a_little_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_STRING_BYTES", 1_000)
    assert read_tables(save(tmp_path, GOOD))


def test_limits_leave_room_for_any_office() -> None:
    assert limits.MAX_CELLS >= 3_000 * 50
    assert limits.MAX_ROWS >= 100_000


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2])
def test_other_ways_of_packing(tmp_path: Path, method: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(stream, "w", method) as new:
        for part in old.infolist():
            new.writestr(part.filename, old.read(part))
    path = save(tmp_path, stream.getvalue())
    if method == zipfile.ZIP_STORED:
        assert len(read_tables(path)[0].rows) == 2
    else:
        with pytest.raises(FileRefused, match="已损坏"):
            read_tables(path)


@given(st.binary(max_size=300), st.sampled_from(["名册.xlsx", "名册.csv"]))
def test_any_bytes_are_a_table_or_a_refusal(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = save(Path(folder), data, name)
        said = "。"
        try:
            read_tables(path)
        except FileRefused as refusal:
            said = refusal.message
        assert said.endswith("。")


def test_flipped_bytes_never_do_worse_than_a_refusal(tmp_path: Path) -> None:
    places = range(0, len(GOOD), 37)
    refused = 0
    for place in places:
        data = bytearray(GOOD)
        data[place] ^= 0x5A
        try:
            read_tables(save(tmp_path, bytes(data)))
        except FileRefused:
            refused += 1
    assert 0 < refused <= len(places)
