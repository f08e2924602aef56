"""What stands on the pages of a PDF: characters with their places, ink, small grey images."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from PIL import Image

from app.reports.gongwen import MM

INK_DPI = 50
_NUMBER = re.compile(r"[—―–-] ?(\d+) ?[—―–-]")


@dataclass(frozen=True, slots=True)
class Ink:
    """The box of everything printed on a part of a page, mm from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: its size in mm, its words without blanks and leaders, the box of the ink in a strip of its height."""

    width: float
    height: float
    words: str
    image: Image.Image

    @property
    def letters(self) -> Counter[str]:
        """How often each character stands on the page: the same in any order of reading."""
        return Counter(self.words)

    def ink(self, top: float, bottom: float) -> Ink | None:
        """Give the box of the ink between two heights in mm; None where nothing is printed."""
        scale = INK_DPI / 25.4
        strip = self.image.crop((0, round(top * scale), self.image.width, round(bottom * scale)))
        box = strip.point([255 if value < 160 else 0 for value in range(256)]).getbbox()
        if box is None:
            return None
        return Ink(box[0] / scale, top + box[1] / scale, box[2] / scale, top + box[3] / scale)

    def rows(self) -> list[float]:
        """Give how much of each row of pixels is ink, in parts of 255."""
        shrunk = self.image.resize((1, self.image.height), Image.Resampling.BOX)
        return [255.0 - value for value in shrunk.tobytes()]


def leaves(pdf: bytes) -> list[Leaf]:
    """Read every page."""
    found = []
    with pypdfium2.PdfDocument(pdf) as opened:
        for page in opened:
            words = page.get_textpage().get_text_range().replace("\ufffe", "-").replace("\x02", "-")
            image = page.render(scale=INK_DPI / 72, grayscale=True).to_pil()
            found.append(Leaf(page.get_width() / MM, page.get_height() / MM, plain(words), image))
    return found


def plain(words: str) -> str:
    """Leave out blanks, and the dots that lead to a page number."""
    return re.sub(r"\s+|\.{3,}", "", words)


def characters(pdf: bytes, page: int = 0) -> list[tuple[str, float, float]]:
    """Give each character of a page with its origin in mm from the top left corner."""
    with pypdfium2.PdfDocument(pdf) as opened:
        sheet = opened[page]
        height, text = sheet.get_height(), sheet.get_textpage()
        found = []
        x, y = ctypes.c_double(), ctypes.c_double()
        for index in range(text.count_chars()):
            pypdfium2.raw.FPDFText_GetCharOrigin(text, index, x, y)
            found.append((text.get_text_range(index, 1), x.value / MM, (height - y.value) / MM))
        return found


def lines(pdf: bytes, page: int = 0) -> list[str]:
    """Give the lines of a page from the top, by their baselines."""
    rows: dict[int, list[tuple[float, str]]] = {}
    for character, x, y in characters(pdf, page):
        if character.strip():
            rows.setdefault(round(y * 2), []).append((x, character))
    return ["".join(character for _, character in sorted(row)) for _, row in sorted(rows.items())]


def number_side(pdf: bytes, page: int = 0) -> str:
    """Say where “— 1 —” stands in the lowest part of a page: left, right, middle, or nowhere (empty)."""
    with pypdfium2.PdfDocument(pdf) as opened:
        width, height = (side / MM for side in opened[page].get_size())
    low = [(c, x) for c, x, y in characters(pdf, page) if y > height - 38]
    dashes = [x for c, x in low if c == "—"]
    if len(dashes) < 2 or not any(c.isdigit() for c, _ in low):
        return ""
    middle = (min(dashes) + max(dashes)) / 2 / width
    return "left" if middle < 0.4 else "right" if middle > 0.6 else "middle"


def small(pdf: bytes, dpi: int, most: int) -> Image.Image:
    """Give the first pages side by side, grey in 16 steps, small enough to be kept."""
    with pypdfium2.PdfDocument(pdf) as opened:
        pages = [
            opened[index].render(scale=dpi / 72, grayscale=True).to_pil()
            for index in range(min(most, len(opened)))
        ]
    sheet = Image.new("L", (sum(page.width for page in pages), max(page.height for page in pages)), 255)
    x = 0
    for page in pages:
        sheet.paste(page, (x, 0))
        x += page.width
    return sheet.point([value // 17 * 17 for value in range(256)])


def packed(image: Image.Image) -> bytes:
    """Give a grey image as PNG of sixteen colours."""
    out = BytesIO()
    image.quantize(16, method=Image.Quantize.MAXCOVERAGE).save(out, "PNG", optimize=True)
    return out.getvalue()
