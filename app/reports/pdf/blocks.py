"""Each kind of block measured for PDF: what a block looks like on paper is said here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from app.reports import gongwen
from app.reports.cells import name_strips
from app.reports.document import (
    Block,
    Contents,
    Cover,
    Document,
    Figure,
    Font,
    Heading,
    KeyFigures,
    Labels,
    NameColumns,
    Note,
    PageBreak,
    Paragraph,
    Scan,
    Section,
    Signature,
    Spacer,
    TableBlock,
    Title,
)
from app.reports.fonts import FontBook
from app.reports.gongwen import MM
from app.reports.headline import title_lines
from app.reports.keeping import NOTE_KEPT, notes_below, staying
from app.reports.names import name_parts, name_rows
from app.reports.official.parts import Official
from app.reports.pdf.contents import contents, entries
from app.reports.pdf.labels import label_pieces
from app.reports.pdf.official import official
from app.reports.pdf.pen import Pen
from app.reports.pdf.pictures import figure, scan
from app.reports.pdf.pieces import Box, Break, Lines, Piece, Whole
from app.reports.pdf.place import At
from app.reports.pdf.setting import SetLine, SetText, Strip
from app.reports.pdf.table import table_piece
from app.reports.table import Align

HEADING_FONTS: Final = {1: Font.HEI, 2: Font.KAI, 3: Font.FANGSONG, 4: Font.FANGSONG}  # GB/T 9704-2012 §7.3.3
NOTE_SIZE: Final = gongwen.SIZE_5
TABLE_TITLE_SIZE: Final = gongwen.SIZE_3
KEY_SIZE: Final = 26.0
KEY_HEIGHTS: Final = (36.0, 18.0, 16.0)
COVER_TITLE_SIZE: Final = gongwen.SIZE_1
COVER_TITLE_TOP: Final = 0.26
"""Where a cover's title begins, as a share of the text block's height."""


class Measurer:
    """Measures the blocks of a section. `label_of` gives a heading's page number, asked only when painting."""

    def __init__(
        self,
        document: Document,
        book: FontBook,
        label_of: Callable[[int], str],
        tick: Callable[[], None] | None = None,
    ) -> None:
        self._tick = tick
        self._document = document
        self._book = book
        self._label_of = label_of
        self._headings = 0

    def pieces(self, section: Section) -> Iterator[Piece]:
        """Give the pieces of a section's blocks in order."""
        width, height = section.measure
        at = At(self._book, width * MM, height * MM, section)
        for index, block in enumerate(section.blocks):
            if isinstance(block, TableBlock):
                yield from table(block, at, notes_below(section.blocks, index))
            else:
                yield from self._pieces(block, at)
            if self._tick:
                self._tick()

    def _pieces(self, block: Block, at: At) -> Iterator[Piece]:
        match block:
            case Heading():
                yield heading(block, at, self._headings)
                self._headings += 1
            case Contents():
                yield from contents(block, at, entries(self._document, block.depth), self._label_of)
            case Figure():
                yield from figure(block, at)
            case Scan():
                yield from scan(block, at)
            case Title():
                yield from title(block, at)
            case Labels():
                yield from label_pieces(block, at)
            case PageBreak():
                yield Break()
            case _ if isinstance(block, Official):
                yield from official(block, at)
            case _:
                yield _single(block, at)


def _single(block: Block, at: At) -> Piece:
    """Measure a block that is one piece."""
    match block:
        case Paragraph():
            return paragraph(block, at)
        case Cover():
            return cover(block, at)
        case NameColumns():
            return name_columns(block, at)
        case KeyFigures():
            return key_figures(block, at)
        case Signature():
            return signature(block, at)
        case Note():
            return note(block.text, at, keep_next=block.keep_next)
        case Spacer():
            return Whole(Box(block.lines * at.pitch(gongwen.BODY_SIZE), _nothing))
        case _:
            raise TypeError(f"no measure for {type(block).__name__}")


def _nothing(pen: Pen, x: float, top: float) -> None:
    """Paint nothing."""


def paragraph(block: Paragraph, at: At) -> Lines:
    """Measure running text."""
    em = block.size + at.tracking
    text = SetText(at.book, block.runs, block.font, block.size, at.tracking)
    measure = at.width - (block.left + block.right) * em
    lines = text.lines(measure, first=block.first * em, align=block.align)
    return Lines(
        lines,
        block.pitch or at.pitch(block.size),
        before=block.before,
        after=block.after,
        keep_next=block.keep_next,
        indent=block.left * em,
    )


def heading(block: Heading, at: At, number: int) -> Lines:
    """Measure a heading; it stays with what follows."""
    size = gongwen.BODY_SIZE
    text = at.set(block.text, HEADING_FONTS[block.level], size)
    lines = text.lines(at.width, first=gongwen.FIRST_INDENT * (size + at.tracking), align=Align.LEFT)
    return Lines(lines, at.pitch(size), keep_next=True, new_page=block.new_page, headings=(number,))


def title(block: Title, at: At) -> Iterator[Piece]:
    """Measure a title in its shape, and the line below it."""
    chain = at.book.chain(Font.TITLE)
    parts = title_lines(block.text, lambda part: chain.width(part) * block.size, at.width)
    pitch = at.pitch(block.size)
    lines = [
        line
        for part in parts
        for line in at.set(part, Font.TITLE, block.size, tracked=False).lines(at.width, align=Align.CENTER)
    ]
    after = 0.0 if block.subtitle else pitch / 2
    yield Lines(lines, pitch, after=after, keep_next=True)
    if block.subtitle:
        sub = at.centred(block.subtitle, Font.KAI, gongwen.BODY_SIZE)
        sub.after, sub.keep_next = pitch / 2, True
        yield sub


def table(block: TableBlock, at: At, below: Sequence[str]) -> Iterator[Piece]:
    """Measure a table with its title above and its notes below; its last row stays with the notes that stand `below` it."""
    if block.table.title:
        head = at.centred(block.table.title, Font.HEI, TABLE_TITLE_SIZE)
        head.keep_next = True
        yield head
    own = [note(text, at) for text in block.table.notes]
    for index, one in enumerate(own):
        one.before = 4.0 if index == 0 else 0.0
    rows = table_piece(block.table, at.book, at.width, at.height)
    stay = [*own, *(note(text, at) for text in below[len(own) :])][: staying(block.table, below)]
    rows.tail = sum(one.before + one.least() for one in stay)
    yield rows
    yield from own


def note(text: str, at: At, *, keep_next: bool = False) -> Piece:
    """Measure a 口径 line; a short one stays whole."""
    set_lines = at.set(text, Font.SONG, NOTE_SIZE, tracked=False).lines(at.width, align=Align.JUSTIFY)
    lines = Lines(set_lines, NOTE_SIZE * 1.5, before=2.0, keep_next=keep_next)
    box, _ = lines.take(lines.pitch * len(set_lines), top=True)
    return Whole(box, before=lines.before, keep_next=keep_next) if box and len(text) <= NOTE_KEPT else lines


def key_figures(block: KeyFigures, at: At) -> Whole:
    """Set big figures side by side between two rules."""
    count = max(1, len(block.figures))
    room = at.width / count
    rows = KEY_HEIGHTS if any(f.note for f in block.figures) else KEY_HEIGHTS[:2]
    height = sum(rows) + 10
    looks = ((Font.HEI, KEY_SIZE), (Font.HEI, gongwen.SIZE_5), (Font.SONG, gongwen.SIZE_5_SMALL))
    cells: list[list[list[SetLine]]] = []
    for item in block.figures:
        words = (item.value, item.label, item.note)[: len(rows)]
        cells.append(
            [_squeezed(at, w, font, size, room - 6) for w, (font, size) in zip(words, looks, strict=False)]
        )

    def paint(pen: Pen, x: float, top: float) -> None:
        for column, parts in enumerate(cells):
            y = top + 5
            for lines, row in zip(parts, rows, strict=True):
                for line in lines:
                    pen.line(x + column * room + 3, y, row, line)
                y += row
            if column:
                pen.rule(x + column * room, top + 8, x + column * room, top + height - 8, 0.4)
        pen.rules([(x, y, x + at.width, y) for y in (top, top + height)], 0.8)

    return Whole(Box(height + 12, paint))


def _squeezed(at: At, words: str, font: Font, size: float, room: float) -> list[SetLine]:
    """Set words on one centred line, smaller where they must be."""
    width = at.book.chain(font).width(words) * size
    if width > room:
        size *= room / width
    return at.set(words, font, size, tracked=False).lines(room + 0.5, align=Align.CENTER)


def signature(block: Signature, at: At) -> Whole:
    """Set office and date at the right, kept together, one line below the text (three with a seal)."""
    size = gongwen.BODY_SIZE
    em = size + at.tracking
    office, date = (at.set(words, Font.FANGSONG, size) for words in (block.office, block.date))
    insets = gongwen.signature_insets(sum(office.advances) / em, sum(date.advances) / em, seal=block.seal)
    pitch = at.pitch(size)
    lines = [
        line
        for text, inset in zip((office, date), insets, strict=True)
        for line in text.lines(at.width - inset * em, align=Align.RIGHT)
    ]
    gap = pitch * (2 if block.seal else 1)

    def paint(pen: Pen, x: float, top: float) -> None:
        for number, line in enumerate(lines):
            pen.line(x, top + gap + number * pitch, pitch, line)

    return Whole(Box(gap + len(lines) * pitch, paint), tied=True)


def name_columns(block: NameColumns, at: At) -> Lines:
    """Set names in even columns."""
    chain = at.book.chain(block.font)
    count, rows = name_rows(block.names, at.width / block.size, block.columns)
    room = at.width / count
    lines: list[SetLine] = []
    for row in rows:
        strips: list[Strip] = []
        x = 0.0
        for name, takes in row:
            spaced, rest = name_parts(name)
            ems = chain.width(name) + (1 if spaced else 0)
            size = min(block.size, (room * takes - 2) / max(ems, 1))
            strips += name_strips(chain, spaced, rest, x, size)
            x += room * takes
        lines.append(SetLine(tuple(strips), at.width, block.size))
    return Lines(lines, at.pitch(block.size))


def cover(block: Cover, at: At) -> Whole:
    """Set a cover: what it is for above, the title in its shape, office and date at the foot."""
    chain = at.book.chain(Font.TITLE)
    size = COVER_TITLE_SIZE
    placed: list[tuple[float, float, SetLine]] = []

    def add(y: float, texts: tuple[str, ...], font: Font, size: float, pitch: float) -> float:
        for text in texts:
            for line in at.set(text, font, size, tracked=False).lines(at.width, align=Align.CENTER):
                placed.append((y, pitch, line))
                y += pitch
        return y

    add(at.height * 0.08, block.over, Font.KAI, gongwen.SIZE_2_SMALL, 32)
    parts = title_lines(block.title, lambda part: chain.width(part) * size, at.width)
    below = add(at.height * COVER_TITLE_TOP, parts, Font.TITLE, size, size * 1.7)
    add(below + size, block.under, Font.KAI, gongwen.SIZE_3, 30)
    foot = tuple(words for words in (block.office, block.date) if words)
    add(at.height - 34 * len(foot) - 12, foot, Font.KAI, gongwen.SIZE_2_SMALL, 34)

    def paint(pen: Pen, x: float, top: float) -> None:
        for y, pitch, line in placed:
            pen.line(x, top + y, pitch, line)

    return Whole(Box(at.height, paint))
