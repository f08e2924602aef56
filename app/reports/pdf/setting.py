"""Words set in type: runs with fonts become measured text, measured text becomes lines ready to paint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from app.reports.document import Font, Run
from app.reports.embed import EmbeddedFont
from app.reports.fonts import Chain, FontBook
from app.reports.lines import WORD, break_lines
from app.reports.plain import clean
from app.reports.table import Align


class Strip(NamedTuple):
    """One face, one size, one string: `x` from the line's left edge, `gap` pt after each character."""

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
        parts: list[str] = []
        for run in runs:
            chain = book.chain(run.font or font)
            run_size = run.size or size
            text = clean(run.text)
            parts.append(text)
            self.advances += [chain[c] * run_size + tracking for c in text]
            self._spans.append(_Span(len(self.advances), chain, run_size, run.bold))
        self.text = "".join(parts)

    def lines(self, measure: float, *, first: float = 0.0, align: Align = Align.LEFT) -> list[SetLine]:
        """Break into lines of at most `measure` pt and put each where `align` wants it."""
        set_lines: list[SetLine] = []
        for line in break_lines(
            self.text, self.advances, measure, first=first, em=self.size, justify=align is Align.JUSTIFY
        ):
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
                for font, text in span.chain.segments(part):
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
