"""What a document says: every phrase in reading order, the same for Word and PDF; and its tables, for Excel."""

from __future__ import annotations

from collections.abc import Iterator

from app.reports.document import (
    Block,
    Contents,
    Cover,
    Document,
    Figure,
    Heading,
    KeyFigures,
    Labels,
    NameColumns,
    Note,
    PageBreak,
    Paragraph,
    Scan,
    Signature,
    Spacer,
    TableBlock,
    Title,
)
from app.reports.figure import chart_words
from app.reports.official.parts import official_words
from app.reports.pictures import NO_PICTURE, is_jpeg
from app.reports.table import Table, text_of


def tables(document: Document) -> tuple[Table, ...]:
    """Give every table of a document in order, for Excel."""
    return tuple(b.table for s in document.sections for b in s.blocks if isinstance(b, TableBlock))


def words(document: Document) -> tuple[str, ...]:
    """Give every phrase a reader meets, in reading order: what Word and PDF must both say.

    Left out is what paper repeats or counts by itself: page numbers, running heads and feet, the contents, repeated
    header rows.
    """
    return tuple(w for s in document.sections for block in s.blocks for w in block_words(block) if w)


def plain_text(document: Document) -> str:
    """Give the words of a document, one phrase a line."""
    return "\n".join(words(document))


def block_words(block: Block) -> Iterator[str]:
    """Give the phrases of one block in reading order."""
    match block:
        case Title():
            yield block.words
            yield block.subtitle
        case Paragraph() | Heading() | Note():
            yield block.text
        case Cover():
            yield from (
                *block.over,
                block.title.replace("|", "").replace("\n", ""),
                *block.under,
                block.office,
                block.date,
            )
        case TableBlock():
            yield from table_words(block.table)
        case NameColumns():
            yield from block.names
        case Figure():
            yield from chart_words(block.chart)
            yield block.caption
        case KeyFigures():
            yield from (said for one in block.figures for said in (one.value, one.label, one.note))
        case Signature():
            yield block.office
            yield block.date
        case Labels():
            yield from (line for label in block.labels for line in label)
        case Scan():
            yield "" if is_jpeg(block.content) else NO_PICTURE
            yield block.caption
        case Contents() | PageBreak() | Spacer():
            return
        case _:
            yield from official_words(block)


def table_words(table: Table) -> Iterator[str]:
    """Give a table's phrases row by row."""
    yield table.title
    if table.headless:
        pass
    elif table.groups:
        starts = {group.first: group for group in table.groups}
        covered = {i for group in table.groups for i in range(group.first, group.last + 1)}
        for index, column in enumerate(table.columns):
            if index in starts:
                yield starts[index].title
            elif index not in covered:
                yield column.title
        yield from (table.columns[i].title for i in sorted(covered))
    else:
        yield from (column.title for column in table.columns)
    for row in table.rows:
        yield from map(text_of, row)
    if not table.rows:
        yield table.empty
    if table.totals:
        yield from map(text_of, table.totals)
    yield from table.notes
