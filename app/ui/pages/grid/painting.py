"""Paints the sheet: one painter for all people, only the rows that show, letters from a store of prepared texts.

An item for each card would cost a hundred milliseconds a frame for three thousand people; this costs a few. While
letters would be too small to read they are left out, and everybody is a coloured rectangle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QStaticText

from app.ui import theme
from app.ui.pages.grid.chain import NO_CHAIN, Chain, Edge
from app.ui.pages.grid.county import County, TierFacts
from app.ui.pages.grid.inks import Inks
from app.ui.pages.grid.layout import SIDE, Band, Cell, Density, Rect, Row, Sheet

READABLE = 6.5
"""Letters of fewer pixels on the screen are left out."""
ROUND = 5.0
WORD = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text laid out once, and half its size: it is drawn by its centre."""

    text: QStaticText
    dx: float
    dy: float


@dataclass(slots=True)
class Letters:
    """Texts prepared for painting, by text and size in pixels."""

    store: dict[tuple[str, int], Prepared] = field(default_factory=dict)
    fonts: dict[int, QFont] = field(default_factory=dict)

    def font(self, size: int) -> QFont:
        """The window's font at a size."""
        if size not in self.fonts:
            self.fonts[size] = theme.text_font(size)
        return self.fonts[size]

    def get(self, text: str, size: int) -> Prepared:
        """A text ready to be drawn."""
        found = self.store.get((text, size))
        if found is None:
            static = QStaticText(text)
            static.setTextFormat(Qt.TextFormat.PlainText)
            static.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            static.prepare(font=self.font(size))
            found = Prepared(static, static.size().width() / 2, static.size().height() / 2)
            self.store[text, size] = found
        return found


@dataclass(slots=True)
class View:
    """What is shown beyond the sheet itself: colours by person, the chosen one, the chain, what a drag rules out."""

    tone_of: Mapping[int, str] = field(default_factory=dict)
    chosen: int | None = None
    current: int | None = None
    focused: bool = False
    chain: Chain = NO_CHAIN
    barred: frozenset[int] = frozenset()
    target: int | None = None
    hurried: bool = False
    """Zooming through a large county: letters are left out until it rests."""


class SheetPainter:
    """Paints a county on its sheet."""

    def __init__(self, letters: Letters, inks: Inks) -> None:
        self._letters = letters
        self._inks = inks

    def paint(
        self, painter: QPainter, sheet: Sheet, county: County, view: View, shown: Rect, zoom: float
    ) -> None:
        """Paint what lies within `shown` (in the sheet's own pixels); the painter is already scaled by `zoom`."""
        readable = sheet.density.px * zoom >= READABLE and not view.hurried
        rows = sheet.rows_between(shown.y, shown.bottom)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, readable)
        facts = {tier.number: tier for tier in county.tiers}
        for band in sheet.bands:
            if band.rect.bottom > shown.y and band.rect.y < shown.bottom:
                self._band(painter, band, facts[band.number], readable=readable)
        self._grounds(painter, rows, county, view.tone_of, rounded=readable)
        self._chain(painter, sheet, view.chain, zoom)
        if readable:
            self._texts(painter, rows, county, view.tone_of, sheet.density)
        self._frames(painter, sheet, view, shown)

    # -- tiers -------------------------------------------------------------------------------------------------

    def _band(self, painter: QPainter, band: Band, tier: TierFacts, *, readable: bool) -> None:
        tokens = self._inks.tokens
        painter.setPen(self._inks.pen("line"))
        painter.setBrush(tokens.color("surface"))
        painter.drawRoundedRect(
            _qrect(band.rect).adjusted(0.5, 0.5, -0.5, -0.5), theme.CARD_RADIUS, theme.CARD_RADIUS
        )
        if not readable:
            return
        top = band.rect.y + 7
        painter.setFont(theme.text_font(theme.CARD_TITLE_SIZE, bold=True))
        painter.setPen(tokens.color("text"))
        painter.drawText(QRectF(12, top, 40, 20), int(Qt.AlignmentFlag.AlignVCenter), tier.title)
        painter.setFont(self._letters.font(theme.SMALL_SIZE))
        painter.setPen(tokens.color("muted"))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(44, top, SIDE - 54, 20), int(right), f"{len(tier.people)} 人")
        painter.setFont(self._letters.font(12))
        self._side_lines(painter, tier, top + 20, band.rect.bottom - 3)
        if tier.vacancy:
            self._vacancy(painter, band, tier)

    def _side_lines(self, painter: QPainter, tier: TierFacts, top: float, bottom: float) -> None:
        """Below the title: what is wrong first, then the tier's name, then who stands aside; as many as there is room for."""
        lines = [("danger", f"未分配 {tier.orphans} 人")] if tier.orphans else []
        lines.append(("muted", tier.name))
        if tier.guests:
            lines.append(("muted", f"另有非委员 {len(tier.guests)} 人"))
        if tier.suspended:
            lines.append(("muted", f"另有暂停 {len(tier.suspended)} 人"))
        metrics = QFontMetricsF(painter.font())
        for role, words in lines:
            if top + 14 > bottom + 1:
                return
            painter.setPen(self._inks.tokens.color(role))
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, SIDE - 14)
            painter.drawText(QRectF(12, top, SIDE - 12, 16), int(Qt.AlignmentFlag.AlignVCenter), shown)
            top += 16

    def _vacancy(self, painter: QPainter, band: Band, tier: TierFacts) -> None:
        """An empty tier says so in its place; a 党组书记 in the 主席's place is told beside the card."""
        room = _qrect(band.field)
        empty = not tier.people and not tier.guests
        if not empty:
            room.setLeft(room.left() + room.width() * 0.64)
        painter.setPen(self._inks.tokens.color("danger" if empty else "warning"))
        painter.setFont(self._letters.font(theme.SMALL_SIZE))
        painter.drawText(room, int(WORD), tier.vacancy)

    # -- people ------------------------------------------------------------------------------------------------

    def _grounds(
        self,
        painter: QPainter,
        rows: Sequence[Row],
        county: County,
        tones: Mapping[int, str],
        *,
        rounded: bool,
    ) -> None:
        by_tone: dict[str, list[Cell]] = {}
        for row in rows:
            for cell in row.cells:
                if cell.id:
                    by_tone.setdefault(tones.get(cell.id, ""), []).append(cell)
        painter.setPen(self._inks.pen("line") if rounded else Qt.PenStyle.NoPen)
        for tone, cells in by_tone.items():
            ground = self._inks.ground(tone)
            strong = _stronger(ground) if tone else self._inks.tokens.color("line")
            painter.setBrush(ground if rounded else strong)
            if not rounded:
                painter.drawRects([_qrect(cell.rect) for cell in cells])
                continue
            for cell in cells:
                rect = cell.rect
                painter.drawRoundedRect(
                    QRectF(rect.x + 0.5, rect.y + 0.5, rect.w - 1, rect.h - 1), ROUND, ROUND
                )
        self._marks(painter, rows, county)

    def _marks(self, painter: QPainter, rows: Sequence[Row], county: County) -> None:
        """A red frame for whoever has no liaison, a dashed one for whoever stands aside, a bar for 指定."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        figures = county.figures
        odd = [
            (cell, figures[cell.id])
            for row in rows
            for cell in row.cells
            if cell.id and figures[cell.id].state
        ]
        for cell, figure in odd:
            painter.setPen(
                self._inks.pen("danger", 1.4) if figure.wrong else self._inks.pen("muted", 1.2, dashed=True)
            )
            painter.drawRoundedRect(_qrect(cell.rect).adjusted(0.5, 0.5, -0.5, -0.5), ROUND, ROUND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._inks.tokens.color("accent"))
        pinned = [cell for row in rows for cell in row.cells if cell.id and figures[cell.id].pinned]
        if pinned:
            painter.drawRects([QRectF(c.rect.x + 4, c.rect.y + 1, c.rect.w - 8, 2) for c in pinned])

    def _texts(
        self,
        painter: QPainter,
        rows: Iterable[Row],
        county: County,
        tones: Mapping[int, str],
        density: Density,
    ) -> None:
        """Names in their colour, then the notes, so that font and pen change as seldom as possible."""
        plain, muted = self._inks.tokens.color("text"), self._inks.tokens.color("muted")
        cells = [cell for row in rows for cell in row.cells]
        for size in {cell.lettering.size for cell in cells}:
            painter.setFont(self._letters.font(size))
            sized = [cell for cell in cells if cell.lettering.size == size]
            for red in (False, True):
                painter.setPen(self._inks.tokens.color("danger") if red else plain)
                self._names(
                    painter, [c for c in sized if (tones.get(c.id) == "danger") is red and c.id], size
                )
            painter.setPen(muted)
            self._names(painter, [cell for cell in sized if not cell.id], size)
        painter.setFont(self._letters.font(density.note_px))
        for cell in cells:
            if cell.note:
                wrong = county.figures[cell.id].wrong
                painter.setPen(self._inks.tokens.color("danger") if wrong else muted)
                self._note(painter, cell, density)

    def _names(self, painter: QPainter, cells: Iterable[Cell], size: int) -> None:
        get = self._letters.get
        for cell in cells:
            left, top = cell.left, cell.top
            for text, (x, y) in zip(cell.texts, cell.lettering.spots, strict=True):
                prepared = get(text, size)
                painter.drawStaticText(QPointF(left + x - prepared.dx, top + y - prepared.dy), prepared.text)

    def _note(self, painter: QPainter, cell: Cell, density: Density) -> None:
        prepared = self._letters.get(cell.note, density.note_px)
        middle = (cell.text.bottom + cell.rect.bottom) / 2 - 0.5
        painter.drawStaticText(
            QPointF(cell.rect.x + cell.rect.w / 2 - prepared.dx, middle - prepared.dy), prepared.text
        )

    # -- the chain, the frames ---------------------------------------------------------------------------------

    def _chain(self, painter: QPainter, sheet: Sheet, chain: Chain, zoom: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for depth in (2, 1, 0):
            path = QPainterPath()
            for edge in chain.edges:
                if min(edge.depth, 2) == depth:
                    _curve(path, sheet, edge)
            painter.setPen(
                self._inks.pen("accent", 1.6 if zoom > 0.5 else 1.0, alpha=(0.95, 0.6, 0.4)[depth])
            )
            painter.drawPath(path)

    def _frames(self, painter: QPainter, sheet: Sheet, view: View, shown: Rect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._inks.pen("accent", 1.5))
        self._frame(painter, sheet, view.chain.people, shown)
        if view.barred:
            self._veil(painter, sheet, view.barred, shown)
        painter.setPen(self._inks.pen("accent", 3))
        self._frame(painter, sheet, [who for who in (view.chosen, view.target) if who is not None], shown)
        if view.focused and view.current != view.chosen and view.current in sheet.cell_of:
            painter.setPen(self._inks.pen("text", 1.6, dashed=True))
            outer = _qrect(sheet.cell_of[view.current].rect).adjusted(-2, -2, 2, 2)
            painter.drawRoundedRect(outer, ROUND + 2, ROUND + 2)

    def _frame(self, painter: QPainter, sheet: Sheet, people: Iterable[int], shown: Rect) -> None:
        for identity in people:
            cell = sheet.cell_of.get(identity)
            if cell is not None and cell.rect.bottom > shown.y and cell.rect.y < shown.bottom:
                painter.drawRoundedRect(_qrect(cell.rect).adjusted(0.5, 0.5, -0.5, -0.5), ROUND, ROUND)

    def _veil(self, painter: QPainter, sheet: Sheet, barred: frozenset[int], shown: Rect) -> None:
        """Dim whoever cannot take the person being dragged."""
        veil = self._inks.tokens.color("surface")
        veil.setAlphaF(0.72)
        rects = [
            _qrect(cell.rect)
            for row in sheet.rows_between(shown.y, shown.bottom)
            for cell in row.cells
            if cell.id in barred or not cell.id
        ]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(veil)
        if rects:
            painter.drawRects(rects)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _curve(path: QPainterPath, sheet: Sheet, edge: Edge) -> None:
    """From the foot of the liaison's place to the head of their person's."""
    upper, lower = sheet.cell_of.get(edge.upper), sheet.cell_of.get(edge.lower)
    if upper is None or lower is None:
        return
    x0, y0 = upper.rect.x + upper.rect.w / 2, upper.rect.bottom
    x1, y1 = lower.rect.x + lower.rect.w / 2, lower.rect.y
    bend = max((y1 - y0) / 2, 12)
    path.moveTo(x0, y0)
    path.cubicTo(x0, y0 + bend, x1, y1 - bend, x1, y1)


def _stronger(color: QColor) -> QColor:
    """A soft ground made visible in a tiny rectangle."""
    strong = color.toHsl()
    lightness = strong.lightnessF()
    return QColor.fromHslF(
        max(strong.hslHueF(), 0),
        strong.hslSaturationF(),
        lightness - 0.14 if lightness > 0.5 else lightness + 0.2,
    )


def _qrect(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.w, rect.h)
