"""The pen that paints on a PDF page: text, rules and boxes in pt from the page's top left corner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO

from reportlab.graphics.shapes import Drawing
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from app.reports.charts import DrawingRenderer
from app.reports.pdf.setting import SetLine, Strip

BASELINE = 0.86
"""How much of its size a Chinese character stands above the baseline, in every usual font."""
BOLD_STROKE = 0.03
"""Bold is the same outline with a stroke of this share of the size: faces of these roles have no bold of their own."""


class _Jpeg(ImageReader):  # type: ignore[misc]
    """A JPEG that goes into the file as it is: told from others by its bytes, where reportlab would decode it for that."""

    def __init__(self, content: bytes) -> None:
        super().__init__(BytesIO(content))
        self._dataA = None
        self._key: bytes = sha256(content).digest()

    def getRGBData(self) -> bytes:  # noqa: N802 - reportlab's name
        """Give what names the picture within a file."""
        return self._key


class Pen:
    """Writes page operators straight into a reportlab canvas; y runs down from the top edge."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self.canvas = canvas
        self.height = height
        self._code: list[str] = canvas._code  # noqa: SLF001 - text objects of the canvas cost five times as much
        self._doc = canvas._doc  # noqa: SLF001

    @contextmanager
    def inked(self, colour: str, x: float = 0.0, percent: int = 100) -> Iterator[None]:
        """Paint in a colour (RRGGBB); `percent` draws everything narrower, seen from x."""
        rgb = " ".join(f"{int(colour[i : i + 2], 16) / 255:.3g}" for i in (0, 2, 4))
        scale = percent / 100
        narrow = f" {scale:g} 0 0 1 {x * (1 - scale):.3f} 0 cm" if percent != 100 else ""
        self._code.append(f"q {rgb} rg {rgb} RG{narrow}")
        yield
        self._code.append("Q")

    def downward(self, x: float, y: float, line: SetLine) -> None:
        """Set a line that runs down the page from (x, y), its characters' heads to the right."""
        self._code.append(f"q 0 -1 1 0 {x:.3f} {self.height - y:.3f} cm")
        self.strips(0.0, self.height, line.strips)
        self._code.append("Q")

    def line(self, x: float, top: float, pitch: float, line: SetLine) -> None:
        """Set a line in a slot of `pitch` pt below `top`, its body in the middle of the slot."""
        baseline = top + (pitch - line.size) / 2 + BASELINE * line.size
        self.strips(x, baseline, line.strips)

    def strips(self, x: float, baseline: float, strips: Iterable[Strip]) -> None:
        """Set strips on a baseline."""
        y = self.height - baseline
        for strip in strips:
            name = strip.font.resource(self._doc)
            mode = f"2 Tr {strip.size * BOLD_STROKE:.3f} w " if strip.bold else ""
            after = " 0 Tr" if strip.bold else ""
            self._code.append(
                f"BT {name} {strip.size:g} Tf {mode}{strip.gap:.4g} Tc 1 0 0 1 {x + strip.x:.3f} {y:.3f} Tm"
                f" <{strip.font.hex(strip.text, self._doc)}> Tj{after} ET"
            )

    def rule(self, x1: float, y1: float, x2: float, y2: float, width: float = 0.5) -> None:
        """Draw a straight line."""
        h = self.height
        self._code.append(f"{width:g} w {x1:.3f} {h - y1:.3f} m {x2:.3f} {h - y2:.3f} l S")

    def rules(self, lines: Iterable[tuple[float, float, float, float]], width: float = 0.5) -> None:
        """Draw many straight lines (x1, y1, x2, y2) at once."""
        h = self.height
        path = " ".join(f"{a:.2f} {h - b:.2f} m {c:.2f} {h - d:.2f} l" for a, b, c, d in lines)
        if path:
            self._code.append(f"{width:g} w {path} S")

    def box(self, x: float, y: float, width: float, height: float, thick: float = 0.5) -> None:
        """Draw a rectangle's edges."""
        self._code.append(f"{thick:g} w {x:.3f} {self.height - y - height:.3f} {width:.3f} {height:.3f} re S")

    def leader(self, x1: float, x2: float, y: float) -> None:
        """Draw the dots of a table of contents, as a line and not as words."""
        if x2 > x1:
            h = self.height - y
            self._code.append(f"q 1 J 1.1 w [0 5] 0 d {x2:.3f} {h:.3f} m {x1:.3f} {h:.3f} l S Q")

    def shade(self, x: float, y: float, width: float, height: float, grey: float = 0.93) -> None:
        """Fill a rectangle with light grey."""
        self._code.append(
            f"q {grey:g} g {x:.3f} {self.height - y - height:.3f} {width:.3f} {height:.3f} re f Q"
        )

    def drawing(self, drawing: Drawing, x: float, top: float) -> None:
        """Paint a chart with its top left corner at (x, top)."""
        canvas = self.canvas
        canvas.saveState()
        DrawingRenderer().draw(drawing, canvas, x, self.height - top - drawing.height, showBoundary=0)
        canvas.restoreState()

    def picture(self, content: bytes, x: float, top: float, width: float, height: float) -> None:
        """Paint a JPEG with its top left corner at (x, top); equal ones are in the file once."""
        image = _Jpeg(content)
        self.canvas.drawImage(image, x, self.height - top - height, width, height)

    def bookmark(self, key: str, words: str, level: int, top: float) -> None:
        """Name a place and list it in the outline."""
        self.canvas.bookmarkPage(key, fit="XYZ", left=0, top=self.height - top)
        self.canvas.addOutlineEntry(words, key, level, closed=level > 0)

    def link(self, key: str, x: float, top: float, width: float, height: float) -> None:
        """Make a rectangle lead to a named place."""
        y = self.height - top
        self.canvas.linkAbsolute("", key, (x, y - height, x + width, y), Border="[0 0 0]")
