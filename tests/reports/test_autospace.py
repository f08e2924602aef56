"""The gap between 汉字 and Latin: where it is, how wide, none at a line's end, and none in the text that is copied out."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from app.reports.autospace import GAP, gaps_in, narrowed, widened
from app.reports.document import Document, Font, Paragraph, Run, Section, Title
from app.reports.gongwen import MM
from app.reports.lines import break_lines
from app.reports.names import ems, estimated
from app.reports.plain import clean
from tests.paper.pages import characters
from tests.reports.samples import as_pdf, bundled


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("共151人", 2), ("（151人）", 1), ("中 1 中", 0), ("占89.5%，", 1), ("89.5%的", 0), ("〇1", 1), ("第Ⅻ1", 1), ("①1", 0),
        ("“A”级", 0), ("B级", 1), ("𠮷1", 1), ("℃1", 0), ("abc", 0), ("中文", 0), ("", 0), ("2026年11月20日", 5),
    ],
)  # fmt: skip
def test_汉字与西文字母数字之间有缝_标点和空格旁没有(text: str, gaps: int) -> None:
    assert gaps_in(text) == gaps
    assert len(widened(text)) == len(text)
    assert sum(a != b for a, b in zip(text, widened(text), strict=True)) == gaps
    assert narrowed(widened(text)) == text
    chain = bundled().chain(Font.SONG)
    assert chain.width(text) == pytest.approx(chain.drawn(text) + gaps * GAP)
    assert ems(text) == pytest.approx(sum(map(ems, text)) + gaps * GAP)


def test_行末的缝不占地方() -> None:
    advances, spaces = bundled().chain(Font.SONG).measured("甲乙丙1丁", 10.0)
    first, second = break_lines("甲乙丙1丁", advances, 30.0, em=10.0, spaces=spaces)
    assert first.end == 3
    assert first.width == pytest.approx(30.0)
    assert second.width == pytest.approx(sum(advances[3:]))


SAID = "共151人，A类35人；GB/T 9704—2012，𠮷1龘2。"


def paper() -> bytes:
    long = "关于2026年第3批151件提案办理情况的通报，" * 12
    blocks = (
        Title("2026年第3号提案"),
        Paragraph((Run(SAID),)),
        Paragraph((Run(long), Run("末1", bold=True), Run("件"))),
    )
    return as_pdf(Document("甲", (Section(blocks),)))


def test_复制出来没有空格() -> None:
    with pypdfium2.PdfDocument(paper()) as opened:
        words = opened[0].get_textpage().get_text_range()
    flat = words.replace("\r\n", "")
    assert SAID in flat
    assert "2026年第3号提案" in flat
    assert "关于2026年第3批151件提案办理情况的通报，" * 12 + "末1件" in flat


def test_另一个程序读出来也没有空格(tmp_path: Path) -> None:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("没有 pdftotext（poppler-utils）")
    (tmp_path / "a.pdf").write_bytes(paper())
    read = subprocess.run(
        [program, str(tmp_path / "a.pdf"), "-"], capture_output=True, check=True
    ).stdout.decode()
    assert SAID in read.replace("\n", "")
    assert "关于2026年第3批151件提案办理情况的通报，" * 12 + "末1件" in read.replace("\n", "")


def test_缝在纸上是字号的五分之一() -> None:
    found = [(c, x) for c, x, _ in characters(as_pdf(Document("甲", (Section((Title("中A中中中"),)),))))]
    at = [x * MM for c, x in found if c == "中"]
    (latin,) = [x * MM for c, x in found if c == "A"]
    body = at[2] - at[1]
    assert latin - at[0] == pytest.approx(body * (1 + GAP), abs=0.05)


def test_没有字的平面不会变成别的字() -> None:
    assert clean("甲\U00040041乙") == "甲〓乙"


def test_生僻字在行末和行中用同一个字体() -> None:
    chain = bundled().chain(Font.HEI)
    chain.width("𠮷1")
    (wide, _), (narrow, _) = chain.segments(widened("𠮷1"))[0], chain.segments("𠮷")[0]
    assert wide is narrow
    assert narrow is not chain.first


@pytest.mark.parametrize("text", ["共151人", "A类1件", "甲乙", "2026年"])
def test_不问字体估出来的缝也一样(text: str) -> None:
    advances, spaces = estimated(text, 10.0)
    assert sum(advances) == pytest.approx(ems(text) * 10)
    assert spaces == bundled().chain(Font.SONG).measured(text, 10.0)[1]
