"""One character alone on a cell's last line: the words are set a little smaller, alike in Word and PDF."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.cells import Fitter
from app.reports.document import Document, Font, Section, TableBlock
from app.reports.fonts import FontBook
from app.reports.lines import break_lines
from app.reports.lone import LEAST, spared
from app.reports.table import Align, Column, Kind, Table
from app.reports.word.writer import write_word

ROOM = 120.0
SIZE = 12.0


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("云川县永固建材公司", 12.0),
        ("云川县永固建材有限公司", 10.5),
        ("云川县永固建材有限公司。", 12.0),
        ("云川县永固建材有限公司董事长", 12.0),
        ("云川县永固建材有限公司董事长兼党支部书记", 12.0),
        ("云川县永固建材有限公司董事长兼党支部副书记", 10.5),
        ("出生年月、民族、专委会、学历", 12.0),
    ],
)
def test_只剩一个字就小一点(text: str, size: float) -> None:
    assert spared(text, SIZE, ROOM) == size


@given(st.text(alphabet="云川县政协委员会，。、（）12a ", max_size=60), st.floats(30, 300))
def test_小不过头_行数不增(text: str, room: float) -> None:
    size = spared(text, SIZE, room)
    assert SIZE * LEAST <= size <= SIZE
    if size < SIZE:
        before, after = (
            len(break_lines(text, [len(c.encode("gbk")) / 2 * one for c in text], room, em=one))
            for one in (SIZE, size)
        )
        assert after <= before


def test_Word和PDF一样大() -> None:
    text, width = "云川县永固建材有限公司", (ROOM + 5.5) / 72 * 25.4
    fitted = Fitter(FontBook(bundled_only=True), SIZE).fit(
        text, ROOM + 0.5, Kind.TEXT, Align.LEFT, bold=False, font=Font.SONG
    )
    table = Table((Column("单位", width=width),), ((text,),), size=SIZE, stretch=False)
    out = BytesIO()
    write_word(Document("表", (Section((TableBlock(table),)),)), FontBook(bundled_only=True), out)
    xml = zipfile.ZipFile(out).read("word/document.xml").decode()
    (half_points,) = re.findall(rf'<w:sz w:val="(\d+)"/>(?:(?!<w:sz ).)*?{text}', xml)
    assert [line.size for line in fitted.lines] == [int(half_points) / 2]
