"""Charts drawn once with reportlab's shapes, for PDF, Word and screen; told apart by grey and pattern, not by colour.

Lengths in pt. Labels are set in the chain of 宋体, so a rare name comes out here too; a long one is broken and shrunk, never cut.
"""

from __future__ import annotations

from io import BytesIO
from typing import Final

from reportlab.graphics.renderPDF import _PDFRenderer
from reportlab.graphics.shapes import STATE_DEFAULTS, Drawing, String

from app.reports.charts.bars import bars, bars_height, pyramid, pyramid_height, stacked, stacked_height
from app.reports.charts.ink import ROW, text
from app.reports.charts.pie import PIE_HEIGHT, pie
from app.reports.charts.trend import TREND_HEIGHT, trend
from app.reports.document import Figure
from app.reports.figure import NO_DATA, Bars, Chart, Pie, Pyramid, Stacked, Trend, is_empty
from app.reports.fonts import FontBook
from app.reports.gongwen import MM
from app.reports.wallchart import TREE_HEIGHT, draw_tree

CHART_DPI: Final = 300
"""What a chart is drawn at where it becomes a picture: a printer's own resolution for text."""


class DrawingRenderer(_PDFRenderer):  # type: ignore[misc]
    """reportlab's renderer without its first act, which is to put unembedded Helvetica into every file."""

    def applyStateChanges(self, delta: dict[str, object], newState: dict[str, object]) -> None:  # noqa: N802, N803
        """Apply a shape's own look; the default font is nobody's."""
        if delta.get("fontName") == STATE_DEFAULTS["fontName"]:
            delta = {key: value for key, value in delta.items() if key not in {"fontName", "fontSize"}}
        super().applyStateChanges(delta, newState)


def figure_size(figure: Figure, book: FontBook, measure: float, most: float) -> tuple[float, float]:
    """Give a figure's width and height in pt: as wanted, or the measure and what its rows need; never over `most` high."""
    width = min(figure.width * MM, measure) if figure.width else measure
    height = figure.height * MM or chart_height(figure.chart, book, width)
    return width, min(height, most)


def chart_height(chart: Chart, book: FontBook, width: float) -> float:
    """Give the height in pt that suits a chart of this width."""
    if is_empty(chart):
        return ROW + 4
    match chart:
        case Bars():
            return bars_height(chart, book, width)
        case Stacked():
            return stacked_height(chart, book, width)
        case Trend():
            return TREND_HEIGHT
        case Pie():
            return PIE_HEIGHT
        case Pyramid():
            return pyramid_height(chart)
        case _:
            return TREE_HEIGHT


def draw(chart: Chart, book: FontBook, width: float, height: float) -> Drawing:
    """Draw a chart on width × height pt; one without data says so in a sentence."""
    drawing = Drawing(width, height)
    if is_empty(chart):
        text(drawing, book, NO_DATA, width / 2, height / 2 - 4, anchor="middle")
        return drawing
    match chart:
        case Bars():
            bars(drawing, chart, book)
        case Stacked():
            stacked(drawing, chart, book)
        case Trend():
            trend(drawing, chart, book)
        case Pie():
            pie(drawing, chart, book)
        case Pyramid():
            pyramid(drawing, chart, book)
        case _:
            draw_tree(drawing, chart, book)
    return drawing


def chart_png(drawing: Drawing, dpi: int = CHART_DPI) -> bytes:
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
    image.quantize(64).save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


def _first_font(drawing: Drawing) -> str | None:
    """Give the font of the first words of a drawing."""
    return next((shape.fontName for shape in drawing.contents if isinstance(shape, String)), None)
