from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.lines import NO_END, NO_START, break_lines, gaps, may_break

ALPHABET = "政协委员提案办理人民，。、；：？！（）《》“”…—·0123456789%./abcXYZ \n𠮷㛃"
TEXTS = st.text(alphabet=ALPHABET, max_size=120)


def widths(text: str) -> list[float]:
    return [0.0 if c == "\n" else 8.0 if c.isascii() else 16.0 for c in text]


@given(TEXTS, st.floats(40, 400), st.floats(0, 32))
def test_各行首尾相接盖住全文(text: str, measure: float, first: float) -> None:
    lines = break_lines(text, widths(text), measure, first=first)
    assert "".join(text[line.start : line.end] for line in lines) == text
    assert all(a.end == b.start for a, b in pairwise(lines))


@given(TEXTS, st.floats(50, 400), st.floats(0, 32))
def test_没有一行宽过版心(text: str, measure: float, first: float) -> None:
    for line in break_lines(text, widths(text), measure, first=first, justify=True, em=16):
        assert (
            line.indent + line.width + line.gap * max(0, gaps(text[line.start : line.shown]))
            <= measure + 1e-3
        )


@given(TEXTS, st.floats(40, 400))
def test_避头尾_除非整行都无处可断(text: str, measure: float) -> None:
    lines = break_lines(text, widths(text), measure)
    for before, line in pairwise(lines):
        if text[line.start - 1] in " \n":
            continue
        if text[line.start] in NO_START or text[line.start - 1] in NO_END:
            assert not any(may_break(text[i - 1], text[i]) for i in range(before.start + 1, line.start + 1))


@given(TEXTS, st.floats(160, 400))
def test_两端对齐的行正好撑满(text: str, measure: float) -> None:
    for line in break_lines(text, widths(text), measure, justify=True, em=16):
        if line.gap:
            assert line.indent + line.width + line.gap * gaps(text[line.start : line.shown]) == pytest.approx(
                measure
            )


@pytest.mark.parametrize(
    ("name", "text", "measure", "lines"),
    [
        ("逗号不在行首", "甲乙丙丁，戊", 64, ["甲乙丙", "丁，戊"]),
        ("前括号不在行尾", "甲乙丙（丁）", 64, ["甲乙丙", "（丁）"]),
        ("破折号不拆开", "甲乙丙——丁", 64, ["甲乙丙", "——丁"]),
        ("连着的两个破折号", "甲乙丙————丁", 96, ["甲乙丙", "————丁"]),
        ("一字线不在行首", "甲乙丙丁—戊", 64, ["甲乙丙", "丁—戊"]),
        ("省略号不在行首", "甲乙丙……丁", 64, ["甲乙", "丙……丁"]),
        ("数字连同百分号不拆", "甲乙丙89.5%", 64, ["甲乙丙", "89.5%"]),
        ("分数不拆", "甲乙135/151", 64, ["甲乙", "135/151"]),
        ("网址可在斜线后断", "甲http://a.cn/b", 64, ["甲", "http://", "a.cn/b"]),
        ("空格悬在行尾", "ab  cd", 24, ["ab  ", "cd"]),
        ("末尾的空格也悬着", "abcd  ", 32, ["abcd  "]),
        ("空格后换行", "abcd  \n甲", 32, ["abcd  \n", "甲"]),
        ("换行就是换行", "甲\n\n乙", 64, ["甲\n", "\n", "乙"]),
        ("长词只好切开", "abcdefghij", 32, ["abcd", "efgh", "ij"]),
        ("一字宽过版心也照印", "甲乙", 10, ["甲", "乙"]),
        ("组合变体不与本字分开", "甲乙丙\U000e0100丁", 48, ["甲乙", "丙\U000e0100丁"]),
        ("空文字是一个空行", "", 64, [""]),
    ],
)
def test_断行(name: str, text: str, measure: float, lines: list[str]) -> None:
    assert [text[line.start : line.end] for line in break_lines(text, widths(text), measure)] == lines, name


def test_首行缩进只在段首() -> None:
    lines = break_lines("甲" * 10, [16.0] * 10, 64, first=32)
    assert [(line.indent, line.end - line.start) for line in lines] == [(32, 2), (0, 4), (0, 4)]


def test_过松的行不拉开() -> None:
    text = "甲" + "x" * 20
    lines = break_lines(text, widths(text), 170, justify=True, em=16)
    assert (lines[0].end, lines[0].gap) == (1, 0.0)
