from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake import csvtext
from app.intake.csvtext import decode, read_text, sniff_delimiter
from app.intake.errors import FileRefused

TEXT = "姓名,民族\n吴彦㛃,汉族\n"

ENCODINGS = [
    ("UTF-8 无标记", TEXT.encode()),
    ("UTF-8 有标记", b"\xef\xbb\xbf" + TEXT.encode()),
    ("GB18030，含 GBK 以外的字", TEXT.encode("gb18030")),
    ("Excel 的 Unicode 文本", b"\xff\xfe" + TEXT.encode("utf-16-le")),
    ("UTF-16 大端", b"\xfe\xff" + TEXT.encode("utf-16-be")),
    ("UTF-16 小端，没有标记", TEXT.encode("utf-16-le")),
    ("UTF-16 大端，没有标记", TEXT.encode("utf-16-be")),
    ("UTF-32", b"\xff\xfe\x00\x00" + TEXT.encode("utf-32-le")),
]


@pytest.mark.parametrize(("case", "data"), ENCODINGS, ids=[case for case, _ in ENCODINGS])
def test_every_usual_encoding_is_read(case: str, data: bytes) -> None:
    assert decode(data, "表.csv") == TEXT


UNREADABLE = [
    ("不是任何一种编码", b"\xff\xff\xff\xff", "既不是 UTF-8 也不是 GBK"),
    ("含零字节", b"abc\x00def", "不是文字"),
    ("双字节而不是文字", bytes(range(64)) * 4, "不是文字"),
    ("奇数个字节的双字节文字", "甲,乙\n".encode("utf-16-le") + b"a", "不是文字"),
    ("标记后面不是那种编码", b"\xef\xbb\xbf\xff\xff", "已损坏"),
]


@pytest.mark.parametrize(("case", "data", "said"), UNREADABLE, ids=[case for case, *_ in UNREADABLE])
def test_what_is_no_text_is_refused(case: str, data: bytes, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        decode(data, "表.csv")


def cells(text: str) -> list[tuple[int, tuple[object, ...]]]:
    return [(row.number, row.cells) for row in read_text(text, "表.csv").rows]


LAYOUTS = [
    ("逗号", "甲,乙\n1,2", [(1, ("甲", "乙")), (2, ("1", "2"))]),
    ("制表符", "甲\t乙\n1\t2", [(1, ("甲", "乙")), (2, ("1", "2"))]),
    ("格子里有逗号的粘贴", "甲,一\t乙\n1,2\t3", [(1, ("甲,一", "乙")), (2, ("1,2", "3"))]),
    ("分号", "甲;乙\n1;2", [(1, ("甲", "乙")), (2, ("1", "2"))]),
    ("竖线", "甲|乙\n1|2", [(1, ("甲", "乙")), (2, ("1", "2"))]),
    ("全角分号", "甲；乙\n1；2", [(1, ("甲", "乙")), (2, ("1", "2"))]),
    ("全角竖线", "甲｜乙\n1｜2", [(1, ("甲", "乙")), (2, ("1", "2"))]),
    (
        "格子里才有全角分号",
        "甲  乙\n1  二；三\n4  5",
        [(1, ("甲", "乙")), (2, ("1", "二；三")), (3, ("4", "5"))],
    ),
    ("中文逗号", "甲，乙\n1，2", [(1, ("甲", "乙")), (2, ("1", "2"))]),
    ("CRLF", "甲,乙\r\n1,2\r\n", [(1, ("甲", "乙")), (2, ("1", "2"))]),
    ("只有 CR", "甲,乙\r1,2\r", [(1, ("甲", "乙")), (2, ("1", "2"))]),
    ("引号里的换行不换行号", '甲,"乙\r\n丙"\n1,2', [(1, ("甲", "乙\n丙")), (2, ("1", "2"))]),
    ("引号里的逗号和引号", '甲,"乙,""丙"""\n1,2', [(1, ("甲", '乙,"丙"')), (2, ("1", "2"))]),
    ("空行占行号", "甲,乙\n\n,\n1,2", [(1, ("甲", "乙")), (4, ("1", "2"))]),
    ("声明了分隔符", "sep=;\n甲;乙,丙\n", [(2, ("甲", "乙,丙"))]),
    ("等号加引号保住的零", '甲,乙\n="0571",="a"b"', [(1, ("甲", "乙")), (2, ("0571", '="a"b"'))]),
    (
        "按空白对齐的网页文字",
        "姓名  性别\n张 三\u3000\u3000男",
        [(1, ("姓名", "性别")), (2, ("张 三", "男"))],
    ),
    ("一列", "姓名\n张三\n\n李四", [(1, ("姓名",)), (2, ("张三",)), (4, ("李四",))]),
    (
        "标题行没有逗号",
        "名单\n姓名,性别\n张三,男",
        [(1, ("名单",)), (2, ("姓名", "性别")), (3, ("张三", "男"))],
    ),
    ("空文件", "", []),
]


@pytest.mark.parametrize(("case", "text", "rows"), LAYOUTS, ids=[case for case, *_ in LAYOUTS])
def test_text_is_parted_into_cells(case: str, text: str, rows: list[tuple[int, tuple[str, ...]]]) -> None:
    assert cells(text) == rows


def test_an_unclosed_quote_is_refused_with_its_row() -> None:
    with pytest.raises(FileRefused, match="第 2 行起有一个引号没有成对"):
        read_text('甲,乙\n1,"2\n3,4\n', "表.csv")


def test_a_cell_longer_than_any_real_one_is_refused() -> None:
    with pytest.raises(FileRefused, match="第 2 行起"):
        read_text("甲,乙\n1," + '"' + "字" * 200_000 + '"\n', "表.csv")


@pytest.mark.parametrize("line", ["甲,乙", "甲", "甲  乙"], ids=["逗号", "一列", "空格隔开"])
def test_more_rows_than_any_office_has_are_refused(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setattr(csvtext, "MAX_ROWS", 10)
    with pytest.raises(FileRefused, match="超过 10 行"):
        read_text(f"{line}\n" * 12, "表.csv")


def test_a_sample_cut_inside_a_long_cell_still_tells_the_delimiter() -> None:
    assert sniff_delimiter("甲,乙\n" + '1,"' + "字" * 300_000 + '"') == ","


@given(
    st.lists(
        st.lists(st.text("甲乙,;\t\n\" 'x", max_size=6), min_size=2, max_size=2),
        min_size=1,
        max_size=8,
    )
)
def test_what_was_written_as_csv_is_read_back(rows: list[list[str]]) -> None:
    quoted = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    # A first line of only quoted cells tells the comma from what stands inside.
    text = '"表头一","表头二"\n' * 70 + quoted
    expected = [tuple(row) for row in rows if any(cell and not cell.isspace() for cell in row)]
    assert [row.cells for row in read_text(text, "表.csv").rows[70:]] == expected


def test_single_blanks_part_columns_only_where_every_line_has_as_many() -> None:
    even = read_text("姓名 性别 界别\n\n王强 男 经济\n李静 女 教育\n", "名单.txt")
    assert [row.cells for row in even.rows] == [
        ("姓名", "性别", "界别"),
        ("王强", "男", "经济"),
        ("李静", "女", "教育"),
    ]
    assert [row.number for row in even.rows] == [1, 3, 4]
    torn = read_text("姓名 性别 界别\n王 强 男 经济\n", "名单.txt")
    assert [row.cells for row in torn.rows] == [("姓名 性别 界别",), ("王 强 男 经济",)]
