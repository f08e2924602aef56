"""贺卡 as paper: two on an A4 sheet that is cut in the middle, each in the middle of its half, in type as large as fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.reports.document import Block, Font, Margins, PageNumbers, Paragraph, Run, Section
from app.reports.gongwen import MM
from app.reports.headline import title_lines
from app.reports.lines import break_lines
from app.reports.names import ems, estimated
from app.reports.table import Align
from app.reports.wording.words import joined, lines_of

MARGINS: Final = Margins(top=10.0, bottom=5.0, left=26.0, right=26.0)
ROOM: Final = (210.0 - MARGINS.left - MARGINS.right) * MM
HALF: Final = 148.5 * MM
"""The height of half a sheet, pt."""
EDGE: Final = 12.0 * MM
"""White above and below the words of a card, at the least."""
SIZES: Final = (22.0, 21.0, 20.0, 18.0, 16.0, 14.0)
"""Of a card's words, pt: the first that fits; more words than the last takes go on over whole sheets."""
ALONE: Final = 2
"""So few characters do not stand alone on a paragraph's last line where another size spares them that."""
PITCH: Final = 1.65
"""Line pitch in the type size."""
TITLE: Final = 1.7
"""The title's size in that of the words."""
AROUND: Final = 0.6
"""White below the title and above who sends it, in lines."""


@dataclass(frozen=True, slots=True)
class _Card:
    """The paragraphs of a card and the height that they take, pt; how many of them end in a line of next to nothing."""

    lines: tuple[Paragraph, ...]
    height: float
    ragged: int

    @property
    def fits(self) -> bool:
        """Whether it stands on half a sheet."""
        return self.height <= HALF - 2 * EDGE


def card_sheets(cards: Sequence[Mapping[str, str]]) -> tuple[Section, ...]:
    """Set filled cards, parts by key, on their sheets."""
    sections: list[Section] = []
    first: _Card | None = None
    for parts in cards:
        card = _fitted(parts)
        if not card.fits:
            if first is not None:
                sections.append(_sheet(first))
                first = None
            sections.append(_sheet(card))
        elif first is None:
            first = card
        else:
            sections.append(_sheet(first, card))
            first = None
    if first is not None:
        sections.append(_sheet(first))
    return tuple(sections)


def _fitted(parts: Mapping[str, str]) -> _Card:
    """Give a card in the largest size that its half holds and that leaves no character alone, or in the smallest."""
    smallest = _card(parts, SIZES[-1])
    if not smallest.fits:  # nor does any larger one: a wish of 10,000 characters is broken once
        return smallest
    fitting = [card for card in (*(_card(parts, size) for size in SIZES[:-1]), smallest) if card.fits]
    return min(fitting, key=lambda card: card.ragged)


def _card(parts: Mapping[str, str], size: float) -> _Card:
    """Give the lines of a card: the title large, the wish in 楷体, who sends it and when at the right."""
    title, to, office, date = (joined(parts.get(key, "")) for key in ("title", "to", "office", "date"))
    pitch = size * PITCH
    made: list[Paragraph] = []

    def line(text: str, align: Align, first: float = 0.0, before: float = 0.0, right: float = 0.0) -> None:
        made.append(
            Paragraph(
                (Run(text),), Font.KAI, size, align,
                first=first, right=right, before=before, pitch=pitch, keep_next=True,
            )
        )  # fmt: skip

    for number, part in enumerate(
        title_lines(title, lambda words: ems(words) * size * TITLE, ROOM) if title else ()
    ):
        made.append(
            Paragraph(
                (Run(part, Font.TITLE),), Font.TITLE, size * TITLE, Align.CENTER, first=0,
                before=0.0 if number == 0 else 2.0, pitch=pitch * TITLE, keep_next=True,
            )
        )  # fmt: skip
    below = pitch * AROUND
    if to:
        line(f"{to.rstrip('：:')}：", Align.LEFT, before=below if made else 0.0)
        below = 0.0
    for one in lines_of(parts.get("body", "")):
        line(one, Align.JUSTIFY, first=2, before=below if made else 0.0)
        below = 0.0
    for number, one in enumerate(part for part in (office, date) if part):
        line(one, Align.RIGHT, before=0.0 if number else pitch * AROUND, right=1)
    broken = [_broken(one) for one in made]
    height = sum(
        len(lines) * (one.pitch or pitch) + one.before for one, lines in zip(made, broken, strict=True)
    )
    return _Card(tuple(made), height, sum(len(lines) > 1 and len(lines[-1]) <= ALONE for lines in broken))


def _broken(one: Paragraph) -> list[str]:
    """Break a paragraph into its lines; 汉字 are whole ems in every font, so that no font is asked."""
    advances, spaces = estimated(one.text, one.size)
    room = ROOM - one.right * one.size
    lines = break_lines(one.text, advances, room, first=one.first * one.size, em=one.size, spaces=spaces)
    return [one.text[line.start : line.shown] for line in lines]


def _sheet(*cards: _Card) -> Section:
    return Section(tuple(_blocks(cards)), margins=MARGINS, numbers=PageNumbers.NONE, start=1, grid=False)


def _blocks(cards: Sequence[_Card]) -> Iterator[Block]:
    """Put each card into the middle of its half; one that is longer than that begins at the top and goes on."""
    at = MARGINS.top * MM
    for number, card in enumerate(cards):
        if card.fits:
            top = number * HALF + (HALF - card.height) / 2
            yield Paragraph((Run(""),), Font.KAI, size=1.0, first=0, pitch=top - at)
            at = top + card.height
        yield from card.lines
