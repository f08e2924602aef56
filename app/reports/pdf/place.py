"""Where blocks are measured for PDF: what every block needs to know of its page."""

from __future__ import annotations

from dataclasses import dataclass

from app.reports import gongwen
from app.reports.document import Font, Run, Section
from app.reports.fonts import FontBook
from app.reports.pdf.pieces import Lines
from app.reports.pdf.setting import SetText
from app.reports.table import Align


@dataclass(frozen=True, slots=True)
class At:
    """Where a block is set: fonts, measure in pt, the section with its margins, on the grid or off."""

    book: FontBook
    width: float
    height: float
    section: Section

    @property
    def grid(self) -> bool:
        """Say whether lines and characters are those of the standard."""
        return self.section.grid

    @property
    def tracking(self) -> float:
        """Give what is added to every advance, pt."""
        return gongwen.tracking(grid=self.grid)

    def pitch(self, size: float) -> float:
        """Give the line pitch of a type size, pt."""
        return gongwen.line_pitch(size, grid=self.grid)

    def set(self, text: str, font: Font, size: float, *, bold: bool = False, tracked: bool = True) -> SetText:
        """Measure words in one look."""
        return SetText(self.book, [Run(text, bold=bold)], font, size, self.tracking if tracked else 0.0)

    def centred(self, text: str, font: Font, size: float, pitch: float | None = None) -> Lines:
        """Set words in the middle of the measure."""
        lines = self.set(text, font, size, tracked=False).lines(self.width, align=Align.CENTER)
        return Lines(lines, pitch or self.pitch(size))
