"""One document for Word and PDF: sections of blocks, pure data without a file format.

A form is a function from facts to a `Document`. Sizes are in pt, widths and heights in mm, indents in characters of the
paragraph's own size; the defaults are GB/T 9704-2012 (see `gongwen`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from app.reports import gongwen
from app.reports.figure import Chart
from app.reports.official.parts import Official
from app.reports.table import Align, RateLike, Table


class Font(Enum):
    """A role, not a file: `fonts` finds the best font of this PC for it."""

    FANGSONG = "仿宋"
    SONG = "宋体"
    KAI = "楷体"
    HEI = "黑体"
    TITLE = "小标宋"


class Paper(Enum):
    """Paper sizes as (short, long) edge in mm."""

    A4 = (210.0, 297.0)
    A3 = (297.0, 420.0)


class PageNumbers(Enum):
    """Where “— 1 —” stands: outside (odd right, even left), centred, or nowhere (covers).

    `BOUND` is for landscape pages of a 公文: where its portrait pages have it once all are bound (GB/T 9704-2012 §8).
    """

    OUTER = "outer"
    CENTER = "center"
    BOUND = "bound"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Margins:
    """White edges of a page in mm as it is read."""

    top: float = gongwen.MARGIN_TOP
    bottom: float = gongwen.MARGIN_BOTTOM
    left: float = gongwen.MARGIN_LEFT
    right: float = gongwen.MARGIN_RIGHT


REPORT_MARGINS = Margins(top=25.0, bottom=22.0, left=20.0, right=20.0)
"""For registers and wide tables: enough for a binding edge, more room than a 公文 has."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one look; None takes the paragraph's."""

    text: str
    font: Font | None = None
    size: float | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `first` and `left`, `right` are indents in characters; `pitch` is the line pitch in pt (None: by size)."""

    runs: tuple[Run, ...]
    font: Font = Font.FANGSONG
    size: float = gongwen.BODY_SIZE
    align: Align = Align.JUSTIFY
    first: float = gongwen.FIRST_INDENT
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    pitch: float | None = None
    keep_next: bool = False

    @property
    def text(self) -> str:
        """Give the words of all runs."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Title:
    """The document's title, 2号小标宋, broken into 梯形 or 菱形 lines (GB/T 9704-2012 §7.3.1).

    `text` may hold "|" where a line may end without tearing a phrase, and line feeds where it must; neither is printed.
    `subtitle` stands below in 3号楷体, e.g. “（截至2026年11月20日）”.
    """

    text: str
    subtitle: str = ""
    size: float = gongwen.TITLE_SIZE

    @property
    def words(self) -> str:
        """Give the title without its marks for line ends."""
        return self.text.replace("|", "").replace("\n", "")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4 (一、黑体 · （一）楷体 · 1. · （1）仿宋), a bookmark and a line of the contents."""

    level: int
    text: str
    new_page: bool = False
    in_contents: bool = True


@dataclass(frozen=True, slots=True)
class Cover:
    """A whole cover page, best in a section of its own without page numbers."""

    title: str
    over: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    office: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table in the flow of the page."""

    table: Table


@dataclass(frozen=True, slots=True)
class NameColumns:
    """Names in even columns in reading order; two-character names are spaced to three, marks arrive in the text."""

    names: tuple[str, ...]
    size: float = gongwen.BODY_SIZE
    font: Font = Font.FANGSONG
    columns: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its caption; `width`, `height` in mm (0: the measure, and a height that suits the rows)."""

    chart: Chart
    caption: str = ""
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A big figure for an overview page: “151”, “委员总数（人）”, and a small note below (the denominator).

    `counted` is the number or rate itself, for whoever asks who is behind it; paper prints `value`.
    """

    value: str
    label: str
    note: str = ""
    counted: int | RateLike | None = None


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A row of big figures."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who issues and when (GB/T 9704-2012 §7.3.5): with `seal`, room for one; without, the office two characters in."""

    office: str
    date: str
    seal: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """口径: what a figure means, in small type, e.g. “注：分配率＝有上级联络人者/应有上级者。”.

    One that speaks of what stands below it stays on its page (`keep_next`).
    """

    text: str
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents of all headings up to `depth`; its numbers are the pages of the PDF."""

    title: str = "目　录"
    depth: int = 2


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a page."""


@dataclass(frozen=True, slots=True)
class Spacer:
    """Empty height in lines of body text."""

    lines: float = 1.0


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A bought sheet of labels: `columns` × `rows` of `width` × `height` mm, the first one's top left corner at (left, top)
    of the paper, `gap_x`, `gap_y` mm between neighbours.
    """

    name: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    gap_x: float = 0.0
    gap_y: float = 0.0

    @property
    def places(self) -> int:
        """Give how many labels a sheet has."""
        return self.columns * self.rows


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels on sheets, each a few lines; text is shrunk to its label. `skip` places of the first sheet are used up already.

    Best in a section of its own without margins' worth of numbers: positions are those of the paper, not of the text block.
    `size` in pt; `framed` draws the edges, for plain paper that is cut; `align` is left, or centred for cards with names.
    """

    sheet: LabelSheet
    labels: tuple[tuple[str, ...], ...]
    size: float = gongwen.SIZE_4_SMALL
    skip: int = 0
    framed: bool = False
    font: Font = Font.SONG
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Scan:
    """A picture that was given (a photo, a scanned page): JPEG bytes as `intake` fitted them, shown at width × height mm."""

    content: bytes
    width: float
    height: float
    caption: str = ""


Block: TypeAlias = (
    "Paragraph | Title | Heading | Cover | TableBlock | NameColumns | Figure | KeyFigures | Signature"
    " | Note | Contents | PageBreak | Spacer | Labels | Scan | Official"
)


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one paper, direction and numbering. `start` begins the numbers anew; None goes on.

    `head` stands above the text block (e.g. “内部资料”), `foot` below it on the inner side (e.g. “制表：办公室”).
    `grid` ties lines and characters to the 22 × 28 grid of the standard. `first_number` prints the number on the section's
    first page too (a 信函 has none there, GB/T 9704-2012 §10.1). `recto` begins on an odd page: of letters that are printed
    on both sides none begins on another's back.
    """

    blocks: tuple[Block, ...]
    paper: Paper = Paper.A4
    landscape: bool = False
    margins: Margins = Margins()
    head: str = ""
    foot: str = ""
    numbers: PageNumbers = PageNumbers.OUTER
    start: int | None = None
    grid: bool = True
    first_number: bool = True
    recto: bool = False

    @property
    def page(self) -> tuple[float, float]:
        """Give the page's width and height in mm as it is read."""
        short, long = self.paper.value
        return (long, short) if self.landscape else (short, long)

    @property
    def measure(self) -> tuple[float, float]:
        """Give width and height of the text block in mm."""
        width, height = self.page
        m = self.margins
        return width - m.left - m.right, height - m.top - m.bottom


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `date` stands in the files' properties, so that the same document gives the same bytes."""

    title: str
    sections: tuple[Section, ...]
    office: str = ""
    date: dt.date = dt.date(2026, 1, 1)
    subject: str = ""


def paragraph(
    text: str,
    font: Font = Font.FANGSONG,
    *,
    size: float = gongwen.BODY_SIZE,
    align: Align = Align.JUSTIFY,
    first: float = gongwen.FIRST_INDENT,
    bold: bool = False,
) -> Paragraph:
    """Make a paragraph of one run; any other look by `Paragraph` itself."""
    return Paragraph((Run(text, bold=bold),), font=font, size=size, align=align, first=first)


def landscape(*blocks: Block, foot: str = "", head: str = "", paper: Paper = Paper.A4) -> Section:
    """Make a landscape section for a wide register, off the character grid."""
    return Section(blocks, paper, landscape=True, margins=REPORT_MARGINS, head=head, foot=foot, grid=False)
