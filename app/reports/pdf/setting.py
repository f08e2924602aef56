"""Words set in type: runs with fonts become measured text, measured text becomes lines ready to paint."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from app.reports.autospace import gaps_behind, narrowed, widened
from app.reports.document import Font, Run
from app.reports.embed import EmbeddedFont
from app.reports.fonts import Chain, FontBook
from app.reports.lines import WORD, Line, break_lines, gaps
from app.reports.plain import clean
from app.reports.table import Align

_TWIP: Final = 0.05
"""What Word counts in, pt: its measure is this much wider than the margins' millimetres leave."""
_STRETCH: Final = re.compile("[!-~\xa1-\u02af\u0370-\u052f][ -~\xa1-\u02af\u0370-\u052f]*|—{2,}|…+")
"""Latin words with their blanks, and —— and ……, which are runs of their own in Word."""


class Strip(NamedTuple):
    """One face, one size, one string: `x` from the line's left edge, `gap` pt after each character.

    Of `text` a character that a gap between 汉字 and Latin follows is written as its double (autospace).
    """

    x: float
    font: EmbeddedFont
    size: float
    text: str
    gap: float
    bold: bool


class SetLine(NamedTuple):
    """A line ready to paint: its strips and its width in pt."""

    strips: tuple[Strip, ...]
    width: float
    size: float


@dataclass(frozen=True, slots=True)
class _Span:
    end: int
    chain: Chain
    size: float
    bold: bool


class SetText:
    """Runs with their characters measured; `tracking` is added to every advance (the 28-character grid)."""

    def __init__(
        self, book: FontBook, runs: Iterable[Run], font: Font, size: float, tracking: float = 0.0
    ) -> None:
        self.tracking = tracking
        self.size = size
        self.advances: list[float] = []
        self._spans: list[_Span] = []
        self.spaces: dict[int, float] = {}
        parts = [(run, clean(run.text)) for run in runs]
        self.text = "".join(text for _, text in parts)
        self._wide = widened(self.text)
        start = 0
        for run, text in parts:
            chain = book.chain(run.font or font)
            run_size = run.size or size
            stop = start + len(text)
            wide = self._wide[start:stop]
            self.advances += [chain[c] * run_size + tracking for c in wide]
            self.spaces |= {start + at: gap for at, gap in gaps_behind(wide, run_size).items()}
            self._spans.append(_Span(stop, chain, run_size, run.bold))
            start = stop
        self._borders: list[int] = []
        if tracking < 0:
            ends = {at for found in _STRETCH.finditer(self.text) for at in found.span()}
            ends.update(span.end for span in self._spans)
            self._borders = sorted(ends - {0, len(self.text)})

    def broken(self, measure: float, *, first: float = 0.0, justify: bool = False) -> list[Line]:
        """Break into lines of at most `measure` pt.

        Where characters are set closer than they are wide, the last body of a line stands within it whole, and so do bodies at
        the borders of stretches: LibreOffice fits words so. They are painted as close as the others.
        """
        advances, spaces = self.advances, self.spaces
        if self.tracking < 0:
            measure += self.tracking + _TWIP
        if self._borders:
            advances, spaces = advances.copy(), spaces.copy()
            for at in self._borders:
                advances[at - 1] -= self.tracking
                spaces[at] = spaces.get(at, 0.0) - self.tracking
        lines = break_lines(
            self.text, advances, measure, first=first, em=self.size, justify=justify, spaces=spaces
        )
        return [self._closer(line) for line in lines] if self._borders else lines

    def _closer(self, line: Line) -> Line:
        """Take from a line what its borders needed for fitting only."""
        count = bisect_left(self._borders, line.shown) - bisect_right(self._borders, line.start)
        if count <= 0:
            return line
        spare = -self.tracking * count
        gap = line.gap + spare / gaps(self.text[line.start : line.shown]) if line.gap else 0.0
        return replace(line, width=line.width - spare, gap=gap)

    def lines(self, measure: float, *, first: float = 0.0, align: Align = Align.LEFT) -> list[SetLine]:
        """Break into lines of at most `measure` pt and put each where `align` wants it."""
        set_lines: list[SetLine] = []
        for line in self.broken(measure, first=first, justify=align is Align.JUSTIFY):
            x = line.indent
            if align is Align.CENTER:
                x = (measure - line.width) / 2
            elif align is Align.RIGHT:
                x = measure - line.width
            strips = tuple(self._strips(line.start, line.shown, x, line.gap))
            set_lines.append(SetLine(strips, x + line.width, self.size))
        return set_lines

    def _strips(self, start: int, end: int, x: float, gap: float) -> Iterable[Strip]:
        """Cut text[start:end] where the face or the size changes, and around words when there is a gap to share out."""
        at = start
        for span in self._spans:
            if span.end <= at:
                continue
            stop = min(span.end, end)
            if stop <= at:
                break
            for part, own in _loose(self.text[at:stop], gap):
                wide = self._wide[at : at + len(part)]
                if at + len(part) == end:
                    wide = wide[:-1] + narrowed(wide[-1:])
                for font, text in span.chain.segments(wide):
                    yield Strip(x, font, span.size, text, self.tracking + own, span.bold)
                    x += sum(self.advances[at : at + len(text)]) + own * len(text)
                    at += len(text)
                x += gap - own


def _loose(text: str, gap: float) -> Iterable[tuple[str, float]]:
    """Give the parts of a line with the gap after each of their characters: none inside a word."""
    if not gap or text.isalpha():
        return [(text, gap)]
    parts: list[tuple[str, float]] = []
    at = 0
    for word in WORD.finditer(text):
        if word.start() > at:
            parts.append((text[at : word.start()], gap))
        parts.append((word.group(), 0.0))
        at = word.end()
    if at < len(text):
        parts.append((text[at:], gap))
    return parts
