"""No 口径 and no totals stand alone on a page below the table they belong to; Word is told the same as the PDF is laid out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.reports.document import Block, Document, Note, Section, TableBlock, landscape, paragraph
from app.reports.keeping import NOTE_KEPT, NOTES_KEPT, notes_below, staying, tied_blocks
from app.reports.table import COVERED, Cell, Column, Kind, Row, Table
from tests.reports.samples import W, as_pdf, as_word, pdf_pages, word_part

SAID = "口径：一件提案由几家分办或会办，就计几次，所以总数可能大于提案件数。"


def tail_ends(
    count: int,
    *,
    totals: bool,
    own: int,
    after: int,
    wide: bool = False,
    above: int = 0,
    headed: bool = False,
) -> Document:
    """Make a table of `count` rows with `own` notes, `after` notes below it and `above` paragraphs before it."""
    rows: list[Row] = [(n, f"第{n}行", 1) for n in range(1, count + 1)]
    if headed:
        rows.insert(count - 1, (Cell("小标题", columns=3, bold=True), COVERED, COVERED))
    columns = (Column("序号", Kind.INT, 12), Column("名称", width=60), Column("数", Kind.INT, 20))
    sums: Row = ("合计", "", count) if totals else ()
    table = Table(columns, tuple(rows), totals=sums, notes=(SAID,) * own, title="表")
    blocks: tuple[Block, ...] = (
        *(paragraph(f"{number}段") for number in range(above)),
        TableBlock(table),
        *(Note(f"{number}。{SAID}") for number in range(after)),
    )
    return Document("表", (landscape(*blocks) if wide else Section(blocks),))


@pytest.mark.parametrize("totals", [False, True], ids=["无合计", "合计"])
@pytest.mark.parametrize(("own", "after"), [(1, 0), (0, 1), (2, 2), (0, 3)])
@pytest.mark.parametrize("wide", [False, True], ids=["纵向", "横向"])
def test_口径和合计不单独成页(totals: bool, own: int, after: int, wide: bool) -> None:
    turned = 0
    for count in range(18, 24) if wide else range(27, 35):
        made = tail_ends(count, totals=totals, own=own, after=after, wide=wide)
        pages = pdf_pages(as_pdf(made))
        turned += len(pages) > 1
        assert ["行" in page for page in pages] == [True] * len(pages), count
        assert pages[-1].count("口径") == own + after
        assert not totals or f"第{count}行1合计" in pages[-1]
    assert turned > 1


@pytest.mark.parametrize("above", range(13, 20))
def test_表在页末开始_几行加合计(above: int) -> None:
    for count in (1, 2, 3):
        for headed in (False, True):
            made = tail_ends(count, totals=True, own=1, after=0, above=above, headed=headed)
            pages = pdf_pages(as_pdf(made))
            last = next(page for page in pages if "合计" in page)
            assert f"第{count}行" in last
            assert "口径" in last
            assert not headed or "小标题" in last
            assert not any(page.endswith(("序号名称数", "小标题")) for page in pages)


@pytest.mark.parametrize("totals", [False, True])
def test_Word里最后一行_合计_口径接着与下文同页(totals: bool) -> None:
    body = word_part(as_word(tail_ends(9, totals=totals, own=1, after=2)))
    said = {
        "".join(t.text or "" for t in p.iter(f"{W}t")): p.find(f"{W}pPr/{W}keepNext") is not None
        for p in body.iter(f"{W}p")
    }
    assert (said["第8行"], said["第9行"], said[SAID], said[f"0。{SAID}"]) == (False, True, True, True)
    assert said[f"1。{SAID}"] is False
    assert said.get("合计", True)


def test_表下没有口径的_最后一行不牵着下文() -> None:
    body = word_part(as_word(tail_ends(9, totals=False, own=0, after=0)))
    kept = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}keepNext") is not None]  # fmt: skip
    assert "第9行" not in kept


@pytest.mark.parametrize(
    ("lengths", "count"),
    [((), 0), ((20,), 1), ((20, 30, 40), 3), ((NOTE_KEPT + 1, 5), 1), ((20, NOTE_KEPT + 1, 5), 2), ((130, 130, 130, 130), 3),
     ((NOTES_KEPT + 100,), 1)],
)  # fmt: skip
def test_跟着最后一行的口径有几条(lengths: tuple[int, ...], count: int) -> None:
    one = Table((Column("甲"), Column("乙")), (("一", "二"), ("三", "四")))
    notes = ["注" * length for length in lengths]
    assert staying(one, notes) == count
    merged = replace(one, rows=((Cell("一", rows=2), "二"), (COVERED, "四")))
    assert (staying(merged, notes), staying(replace(merged, totals=("计", "")), notes)) == (0, count)


def test_说下面一张表的口径不算上面一张的() -> None:
    table = TableBlock(Table((Column("甲"),), (("乙",),), notes=("一",)))
    blocks = (table, Note("二"), Note("三", keep_next=True), table, paragraph("完"))
    assert notes_below(blocks, 0) == ("一", "二")
    assert notes_below(blocks, 3) == ("一",)
    assert tied_blocks(blocks) == blocks
    assert tied_blocks((table, Note("二"), Note("三")))[1] == Note("二", keep_next=True)
