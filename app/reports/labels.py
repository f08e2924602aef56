"""Labels on their sheets: which label stands where, and its words at the largest size that its room takes.

Words are wrapped, then shrunk, and never cut: what would come out smaller than 6 pt is printed all the same and named by
`crowded`, so that a form can say so before a sheet is spoilt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.reports.document import Labels, LabelSheet, Section
from app.reports.errors import PaperError
from app.reports.fonts import Chain, FontBook
from app.reports.gongwen import MM
from app.reports.lines import break_lines
from app.reports.plain import clean

PAD: Final = 2.5
"""White between a label's edge and its words, mm; a low or narrow label has less."""
PITCH: Final = 1.3
"""Line pitch in the type size."""
READABLE: Final = 6.0
"""Below this size in pt a label is crowded."""
SMALLEST: Final = 1.0
WHOLE_LINES: Final = 0.8
"""Words are rather shrunk to this share of their size than broken over two lines."""
RESERVE: Final = 0.99
"""The share of a label's width that lines may fill: Word's fonts are not the ones measured with."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A label's type size in pt and its lines, broken to its width."""

    size: float
    lines: tuple[str, ...]

    @property
    def pitch(self) -> float:
        """Give the line pitch in pt."""
        return self.size * PITCH


def pads(sheet: LabelSheet) -> tuple[float, float]:
    """Give the white at the sides and above and below of a label's words, mm."""
    return min(PAD, sheet.width * 0.08), min(PAD, sheet.height * 0.08)


def sheets_of(block: Labels) -> Iterator[tuple[tuple[int, tuple[str, ...]], ...]]:
    """Give the labels of each sheet with their places, counted from 0 along the rows."""
    places = block.sheet.places
    at = block.skip % places
    rest: Sequence[tuple[str, ...]] = block.labels
    while rest:
        here, rest = rest[: places - at], rest[places - at :]
        yield tuple(enumerate(here, start=at))
        at = 0


def corner(sheet: LabelSheet, place: int) -> tuple[float, float]:
    """Give the left and top edge of a place in mm from the paper's top left corner."""
    row, column = divmod(place, sheet.columns)
    return sheet.left + column * (sheet.width + sheet.gap_x), sheet.top + row * (sheet.height + sheet.gap_y)


def extent(sheet: LabelSheet) -> tuple[float, float]:
    """Give width and height in mm that all labels of a sheet take with the gaps between them."""
    return (
        sheet.columns * (sheet.width + sheet.gap_x) - sheet.gap_x,
        sheet.rows * (sheet.height + sheet.gap_y) - sheet.gap_y,
    )


def check_sheet(sheet: LabelSheet, section: Section) -> None:
    """Refuse a sheet that no paper has: raises PaperError (`label_sheet`)."""
    across, down = extent(sheet)
    width, height = section.page
    wrong = min(sheet.columns, sheet.rows) < 1 or min(sheet.width, sheet.height) <= 0
    wrong = wrong or min(sheet.left, sheet.top, sheet.gap_x, sheet.gap_y) < 0
    if wrong or sheet.left + across > width + 0.05 or sheet.top + down > height + 0.05:
        raise PaperError(
            f"标签纸“{sheet.name}”的 {sheet.columns} 列 × {sheet.rows} 行在 {width:g}×{height:g} mm 的纸上放不下；"
            "请核对标签的宽、高、间距和左、上边距（毫米）。",
            where=sheet.name,
            code="label_sheet",
        )


def fit(label: Sequence[str], sheet: LabelSheet, size: float, chain: Chain) -> Fit:
    """Fit a label's lines: the largest size that holds them; rather a little smaller than broken.

    Raises PaperError (`label_words`) for words that no label of this size holds at all.
    """
    texts = [line for words in label for line in clean(words).split("\n")]
    pad_x, pad_y = pads(sheet)
    room, height = (sheet.width - 2 * pad_x) * MM * RESERVE, (sheet.height - 2 * pad_y) * MM
    found: Fit | None = None
    own = size
    while own >= SMALLEST:
        lines = tuple(part for text in texts for part in _broken(text, room, own, chain))
        if len(lines) * own * PITCH <= height + 0.01:
            whole = len(lines) == len(texts)
            if found is None:
                found = Fit(own, lines)
            if whole:
                return Fit(own, lines) if own >= found.size * WHOLE_LINES else found
            if own < found.size * WHOLE_LINES:
                return found
        own -= 0.5
    if found is not None:
        return found
    raise PaperError(
        f"标签上的字太多（{sum(map(len, texts))} 个字），“{texts[0][:20]}…”在“{sheet.name}”上印不下；"
        "请删减文字或换大一些的标签。",
        where=texts[0][:60],
        code="label_words",
    )


def _broken(text: str, room: float, size: float, chain: Chain) -> list[str]:
    advances, spaces = chain.measured(text, size)
    lines = break_lines(text, advances, room, em=size, spaces=spaces)
    return [text[line.start : line.shown] for line in lines]


def crowded(block: Labels, book: FontBook) -> tuple[str, ...]:
    """Name the labels whose words come out smaller than 6 pt, each by its first line."""
    chain = book.chain(block.font)
    return tuple(
        label[0]
        for label in block.labels
        if label and fit(label, block.sheet, block.size, chain).size < READABLE
    )
