"""What is on paper, measured: pages as pixels, ink in mm from the page's upper left corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pypdfium2
from PIL import Image, ImageChops

DPI: Final = 254
"""A tenth of a mm to a pixel."""
MM: Final = DPI / 25.4
Area = tuple[float, float, float, float]
"""left, top, right, bottom in mm."""


@dataclass(frozen=True)
class Rule:
    """A straight horizontal rule: upper and lower edge, left and right end, mm."""

    top: float
    bottom: float
    left: float
    right: float

    @property
    def length(self) -> float:
        """Give its length."""
        return self.right - self.left

    @property
    def thickness(self) -> float:
        """Give its thickness."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Give where it stands."""
        return (self.top + self.bottom) / 2


class Ink:
    """A page's red and black ink; `turned` sees a landscape page with its left edge down, as it is bound."""

    def __init__(self, pdf: bytes, page: int = 0, *, turned: bool = False) -> None:
        with pypdfium2.PdfDocument(pdf) as opened:
            image = opened[page].render(scale=DPI / 72).to_pil().convert("RGB")
        if turned:
            image = image.transpose(Image.Transpose.ROTATE_90)
        red, green, _ = image.split()
        self.size = (image.width / MM, image.height / MM)
        self.red = ImageChops.subtract(red, green).point(lambda v: 255 if v > 100 else 0)
        self.black = red.point(lambda v: 255 if v < 128 else 0)

    def area(self, ink: Image.Image, within: Area | None = None) -> Area | None:
        """Give the edges of what is inked within an area."""
        left, top, right, bottom = within or (0.0, 0.0, *self.size)
        crop = ink.crop((round(left * MM), round(top * MM), round(right * MM), round(bottom * MM)))
        found = crop.getbbox()
        if found is None:
            return None
        a, b, c, d = (edge / MM for edge in found)
        return a + left, b + top, c + left, d + top

    def rules(self, ink: Image.Image, least: float = 120.0) -> list[Rule]:
        """Give the horizontal rules of at least `least` mm from the top, each with its two edges."""
        shares = list(ink.resize((1, ink.height), Image.Resampling.BOX).tobytes())
        ruled = [share / 255 * ink.width / MM >= least for share in shares]
        rules: list[Rule] = []
        start: int | None = None
        for y, here in enumerate([*ruled, False]):
            if here and start is None:
                start = y
            elif not here and start is not None:
                box = ink.crop((0, start, ink.width, y)).getbbox()
                assert box
                rules.append(Rule(start / MM, y / MM, box[0] / MM, box[2] / MM))
                start = None
        return rules

    def lines(self, within: Area) -> list[tuple[float, float]]:
        """Give (upper, lower) edges of the lines of text within an area."""
        left, top, right, bottom = (round(edge * MM) for edge in within)
        crop = self.black.crop((left, top, right, bottom))
        shares = (
            crop.resize((1, crop.height), Image.Resampling.BOX).point(lambda v: 255 if v else 0).tobytes()
        )
        rows: list[tuple[float, float]] = []
        start: int | None = None
        for y, share in enumerate([*shares, 0]):
            if share and start is None:
                start = y
            elif not share and start is not None:
                rows.append((within[1] + start / MM, within[1] + y / MM))
                start = None
        return rows
