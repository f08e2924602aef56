"""Labels in Word: a fixed table with exact row heights in a section whose margins are the bought sheet's.

One table holds all sheets: a page has room for the rows of one sheet and no more, so each sheet begins a page by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

from app.reports.document import Labels, LabelSheet, Margins, Section
from app.reports.fonts import FontBook
from app.reports.labels import Fit, check_sheet, extent, fit, pads, sheets_of
from app.reports.plain import clean
from app.reports.word.xml import JUSTIFY, Runs, mm_twips, p, spacing

SLACK: Final = 1.0
"""What a page has below its labels for the paragraph that Word wants after a table, mm."""
_EDGES: Final = (
    "<w:tcBorders>"
    + "".join(
        f'<w:{edge} w:val="single" w:sz="2" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    + "</w:tcBorders>"
)
_BLANK: Final = p("", "LabelText", spacing(pitch=1.0))


def label_sections(section: Section) -> Iterator[Section]:
    """Give labels a section of their own, with the sheet's margins; other blocks keep theirs."""
    runs = [
        (sheet, tuple(blocks))
        for sheet, blocks in groupby(section.blocks, lambda b: b.sheet if isinstance(b, Labels) else None)
    ]
    for number, (sheet, blocks) in enumerate(runs or [(None, ())]):
        part = section if number == 0 else replace(section, start=None, recto=False)
        if sheet is not None:  # a line grid would centre itself in the page and shift the labels
            part = replace(part, margins=sheet_margins(sheet, section), grid=False)
        yield replace(part, blocks=blocks)


def sheet_margins(sheet: LabelSheet, section: Section) -> Margins:
    """Give the margins that leave room for exactly the labels of one sheet, mm."""
    width, height = section.page
    across, down = extent(sheet)
    return Margins(
        top=sheet.top,
        left=sheet.left,
        right=max(0.0, width - sheet.left - across),
        bottom=max(0.0, height - sheet.top - down - SLACK),
    )


def labels_xml(block: Labels, runs: Runs, fonts: FontBook, section: Section) -> str:
    """Give the table of all sheets; `section` is one that `label_sections` gave."""
    sheet, chain = block.sheet, fonts.chain(block.font)
    check_sheet(sheet, section)
    if not block.labels:
        return ""
    parts = [_opening(sheet)]
    for placed in sheets_of(block):
        labels = dict(placed)
        for row in range(max(labels) // sheet.columns + 1):
            if row and sheet.gap_y:
                parts.append(_row(sheet, sheet.gap_y, [("", _BLANK)] * sheet.columns))
            cells: list[tuple[str, str]] = []
            for place in range(row * sheet.columns, (row + 1) * sheet.columns):
                label = labels.get(place)
                words = _words(label, fit(label, sheet, block.size, chain), runs, block) if label else _BLANK
                cells.append((_EDGES if block.framed and place in labels else "", words))
            parts.append(_row(sheet, sheet.height, cells))
    return "".join(parts) + "</w:tbl>"


def _opening(sheet: LabelSheet) -> str:
    """Give the opening of the table: its columns are the labels and the gaps between them."""
    pad = mm_twips(pads(sheet)[0])
    widths = _columns(sheet)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        f'<w:left w:w="{pad}" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="{pad}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


def _columns(sheet: LabelSheet) -> list[int]:
    """Give the widths of labels and gaps in twips, each edge rounded by itself so that errors do not add up."""
    edges = [0.0]
    for column in range(sheet.columns):
        if column and sheet.gap_x:
            edges.append(edges[-1] + sheet.gap_x)
        edges.append(edges[-1] + sheet.width)
    return [mm_twips(b) - mm_twips(a) for a, b in pairwise(edges)]


def _row(sheet: LabelSheet, height: float, cells: list[tuple[str, str]]) -> str:
    """Give a row of exactly `height` mm; `cells` are each label's further properties and words, gaps come between."""
    parts = [f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{mm_twips(height)}" w:hRule="exact"/></w:trPr>']
    with_gaps = [cells[0]]
    for cell in cells[1:]:
        with_gaps += [("", _BLANK), cell] if sheet.gap_x else [cell]
    for width, (edges, words) in zip(_columns(sheet), with_gaps, strict=True):
        parts.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{edges}<w:vAlign w:val="center"/></w:tcPr>{words}</w:tc>'
        )
    return "".join(parts) + "</w:tr>"


def _words(label: Sequence[str], fitted: Fit, runs: Runs, block: Labels) -> str:
    """Give a label's paragraphs: one for each of its lines, which Word wraps as they were measured."""
    look = f'<w:jc w:val="{JUSTIFY[block.align]}"/>'
    return "".join(
        p(runs.run(line, block.font, fitted.size), "LabelText", spacing(pitch=fitted.pitch) + look)
        for words in label
        for line in clean(words).split("\n")
    )
