"""Charts drawn once with reportlab's shapes, for PDF, Word and screen; told apart by grey and pattern, not by colour.

Lengths in pt. Labels are set in the chain of 黑体 and 宋体, so a rare name comes out here too.
"""

from __future__ import annotations

from io import BytesIO
from itertools import accumulate, pairwise
from typing import Final

from reportlab.graphics.renderPDF import _PDFRenderer
from reportlab.graphics.shapes import STATE_DEFAULTS, Drawing, Line, Rect, String
from reportlab.lib.colors import Color

from app.reports.document import Figure, Font
from app.reports.figure import Bars, Chart, Pyramid, Stacked, Tree
from app.reports.fonts import FontBook
from app.reports.gongwen import MM
from app.reports.wallchart import TREE_HEIGHT, draw_tree

LABEL_SIZE: Final = 10.5
ROW: Final = 20.0
"""Height of a bar with its gap."""
BAR: Final = 13.0
INK: Final = Color(0.12, 0.16, 0.22)
ACCENT: Final = Color(0.114, 0.357, 0.561)
SHADES: Final = (
    Color(0.114, 0.357, 0.561),
    Color(0.545, 0.694, 0.816),
    Color(0.86, 0.91, 0.95),
    Color(0.36, 0.40, 0.46),
    Color(0.72, 0.75, 0.79),
    Color(1, 1, 1),
)
"""Parts of a stack: dark and light by turns, so that neighbours differ on a black-and-white printer."""


class DrawingRenderer(_PDFRenderer):  # type: ignore[misc]
    """reportlab's renderer without its first act, which is to put unembedded Helvetica into every file."""

    def applyStateChanges(self, delta: dict[str, object], newState: dict[str, object]) -> None:  # noqa: N802, N803
        """Apply a shape's own look; the default font is nobody's."""
        if delta.get("fontName") == STATE_DEFAULTS["fontName"]:
            delta = {key: value for key, value in delta.items() if key not in {"fontName", "fontSize"}}
        super().applyStateChanges(delta, newState)


def figure_height(figure: Figure) -> float:
    """Give a figure's height in pt: as wanted, or by its rows."""
    if figure.height:
        return figure.height * MM
    chart = figure.chart
    if isinstance(chart, Bars):
        return max(1, len(chart.bars)) * ROW + 4
    if isinstance(chart, Stacked):
        return max(1, len(chart.rows)) * ROW + ROW + 6
    if isinstance(chart, Tree):
        return TREE_HEIGHT
    return max(1, len(chart.tiers)) * (ROW + 8) + 4


def draw(chart: Chart, book: FontBook, width: float, height: float) -> Drawing:
    """Draw a chart on width × height pt."""
    drawing = Drawing(width, height)
    if isinstance(chart, Bars):
        _bars(drawing, chart, book)
    elif isinstance(chart, Stacked):
        _stacked(drawing, chart, book)
    elif isinstance(chart, Tree):
        draw_tree(drawing, chart, book)
    else:
        _pyramid(drawing, chart, book)
    return drawing


def chart_png(drawing: Drawing, dpi: int = 200) -> bytes:
    """Give a drawing as PNG: set as a one-drawing PDF, so that it looks the same as on paper."""
    import pypdfium2
    from reportlab.pdfgen.canvas import Canvas

    stream = BytesIO()
    font = _first_font(drawing)
    canvas = Canvas(stream, pagesize=(drawing.width, drawing.height), invariant=1, initialFontName=font)
    DrawingRenderer().draw(drawing, canvas, 0, 0, showBoundary=0)
    canvas.save()
    with pypdfium2.PdfDocument(stream.getvalue()) as pdf:
        image = pdf[0].render(scale=dpi / 72).to_pil()
    out = BytesIO()
    image.save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


def _first_font(drawing: Drawing) -> str | None:
    """Give the font of the first words of a drawing."""
    return next((shape.fontName for shape in drawing.contents if isinstance(shape, String)), None)


def _text(
    drawing: Drawing,
    book: FontBook,
    words: str,
    x: float,
    y: float,
    *,
    anchor: str = "start",
    size: float = LABEL_SIZE,
    font: Font = Font.SONG,
    color: Color = INK,
) -> None:
    """Set words in a drawing, each face its own string."""
    chain = book.chain(font)
    width = chain.width(words) * size
    x -= {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    for face, part in chain.segments(words):
        drawing.add(String(x, y, part, fontName=face.fontName, fontSize=size, fillColor=color))
        x += chain.width(part) * size


def _width(book: FontBook, words: str, size: float = LABEL_SIZE) -> float:
    return book.chain(Font.SONG).width(words) * size


def _fit_label(book: FontBook, words: str, room: float) -> float:
    """Give the size at which a label fits its room, no smaller than 6 pt."""
    width = _width(book, words)
    return LABEL_SIZE if width <= room else max(6.0, LABEL_SIZE * room / width)


def _label_room(book: FontBook, labels: list[str], width: float) -> float:
    return min(max((_width(book, label) for label in labels), default=0.0), width * 0.4) + 6


def _bars(drawing: Drawing, chart: Bars, book: FontBook) -> None:
    labels = [bar.label for bar in chart.bars]
    left = _label_room(book, labels, drawing.width)
    ends = [bar.words + chart.unit for bar in chart.bars]
    right = max((_width(book, end) for end in ends), default=0.0) + 8
    longest = max((bar.value for bar in chart.bars), default=0.0) or 1.0
    row = drawing.height / max(1, len(chart.bars))
    thick = min(BAR, row * 0.7)
    room = max(10.0, drawing.width - left - right)
    for number, (bar, end) in enumerate(zip(chart.bars, ends, strict=True)):
        middle = drawing.height - (number + 0.5) * row
        size = min(_fit_label(book, bar.label, left - 6), row * 0.85)
        _text(drawing, book, bar.label, left - 6, middle - size * 0.36, anchor="end", size=size)
        length = max(0.0, bar.value) / longest * room
        drawing.add(Rect(left, middle - thick / 2, length, thick, fillColor=ACCENT, strokeColor=None))
        size = min(LABEL_SIZE, row * 0.85)
        _text(drawing, book, end, left + length + 4, middle - size * 0.36, size=size)
    drawing.add(Line(left, 0, left, drawing.height, strokeColor=INK, strokeWidth=0.6))


def _stacked(drawing: Drawing, chart: Stacked, book: FontBook) -> None:
    x = 0.0
    top = drawing.height - ROW / 2
    for part, shade in zip(chart.parts, _shades(len(chart.parts)), strict=True):
        drawing.add(Rect(x, top - 4.5, 9, 9, fillColor=shade, strokeColor=INK, strokeWidth=0.4))
        _text(drawing, book, part, x + 13, top - LABEL_SIZE * 0.36)
        x += 13 + _width(book, part) + 16
    left = _label_room(book, [label for label, _ in chart.rows], drawing.width)
    totals = [sum(counts) for _, counts in chart.rows]
    right = max((_width(book, f"{total}{chart.unit}") for total in totals), default=0.0) + 8
    room = max(10.0, drawing.width - left - right)
    longest = max(totals, default=0) or 1
    row = (drawing.height - ROW - 6) / max(1, len(chart.rows))
    for number, (label, counts) in enumerate(chart.rows):
        middle = drawing.height - ROW - 6 - (number + 0.5) * row
        size = _fit_label(book, label, left - 6)
        _text(drawing, book, label, left - 6, middle - size * 0.36, anchor="end", size=size)
        _stack(drawing, book, counts, left, room / longest, middle, min(BAR, row * 0.7))
        end = left + sum(counts) / longest * room
        _text(drawing, book, f"{sum(counts)}{chart.unit}", end + 4, middle - LABEL_SIZE * 0.36)


def _stack(
    drawing: Drawing,
    book: FontBook,
    counts: tuple[int, ...],
    left: float,
    scale: float,
    middle: float,
    thick: float,
) -> None:
    edges = [left + reach * scale for reach in accumulate(counts, initial=0)]
    shades = _shades(len(counts))
    for count, (a, b), shade in zip(counts, pairwise(edges), shades, strict=True):
        if not count:
            continue
        drawing.add(
            Rect(a, middle - thick / 2, b - a, thick, fillColor=shade, strokeColor=INK, strokeWidth=0.4)
        )
        size = min(9.0, max(4.5, 9.0 * (b - a - 2) / _width(book, str(count), 9.0)))
        dark = shade.red + shade.green + shade.blue < 1.5
        color = Color(1, 1, 1) if dark else INK
        _text(
            drawing,
            book,
            str(count),
            (a + b) / 2,
            middle - size * 0.36,
            anchor="middle",
            size=size,
            color=color,
        )


def _shades(count: int) -> list[Color]:
    return [SHADES[i % len(SHADES)] for i in range(count)]


def _pyramid(drawing: Drawing, chart: Pyramid, book: FontBook) -> None:
    widest = max((tier.value for tier in chart.tiers), default=0.0) or 1.0
    row = drawing.height / max(1, len(chart.tiers))
    thick = row - 5
    middle = drawing.width / 2
    labels = [f"{tier.label}　{tier.words}{chart.unit}" for tier in chart.tiers]
    least = max((_width(book, words) for words in labels), default=0.0) + 16
    for number, (tier, words) in enumerate(zip(chart.tiers, labels, strict=True)):
        y = drawing.height - (number + 1) * row + 2.5
        room = drawing.width - least
        width = min(drawing.width, least + max(0.0, tier.value) / widest * max(0.0, room))
        dark = number % 2 == 0
        drawing.add(
            Rect(
                middle - width / 2,
                y,
                width,
                thick,
                fillColor=SHADES[0] if dark else SHADES[2],
                strokeColor=INK,
                strokeWidth=0.6,
            )
        )
        color = Color(1, 1, 1) if dark else INK
        _text(drawing, book, words, middle, y + thick / 2 - LABEL_SIZE * 0.36, anchor="middle", color=color)
