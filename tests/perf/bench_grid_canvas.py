"""How long the grid canvas takes to paint 3,000 people, with an item for each card as the base in the same run.

Everything is painted into an image of the canvas'
usual size, so that no screen is needed and the drawing itself is what is timed.
"""

from __future__ import annotations

import itertools
import os
import statistics
import time
from collections.abc import Callable
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QGraphicsScene

from app.domain.liaison import Scheme, classify
from app.domain.member import PARTY, Member
from app.services.grid_view import Grid, Pair
from app.ui import theme
from app.ui.pages.grid.canvas import GridCanvas
from app.ui.pages.grid.colouring import LOAD, colouring
from app.ui.pages.grid.county import County, county
from app.ui.pages.grid.sheetview import ZOOM_STEP
from tests.perf.measured import Row, print_table, seconds

SIZES = (1, 12, 300, 1300, 1387)
POSTS = (("主席", "党组书记"), ("副主席",), ("常委",), (), ())
FAMILIES = "沈顾陆贺严温傅纪阮江汤邱卞石褚甘常祁谷夏章岳秦柏霍戚米路艾叶骆"
GIVEN = "长河书岚一鸣兰青知远如玉云帆晓舟星海明远子涵春山若水雨生清和北海文渊望舒松年启明遥知秋宾"
CANVAS = (876, 526)


def people() -> dict[int, Member]:
    """Three thousand invented members in five tiers."""
    found: dict[int, Member] = {}
    for tier, (size, posts) in enumerate(zip(SIZES, POSTS, strict=True), 1):
        for _ in range(size):
            number = len(found) + 1
            name = (
                FAMILIES[number % len(FAMILIES)]
                + GIVEN[number * 7 % len(GIVEN)]
                + (GIVEN[number * 11 % len(GIVEN)] if number % 3 else "")
            )
            found[number] = Member(
                number, number, name, posts=posts, affiliations=(PARTY,) if tier < 5 else ()
            )
    return found


def big_county() -> County:
    """Their grid, everybody with a liaison in turn."""
    members, scheme = people(), Scheme()
    tiering = classify(members.values(), scheme)
    pairs = [
        Pair(upper.id, lower.id, "2026-01-15", False, (), 100, None, None)
        for above, below in itertools.pairwise(tiering.tiers[number] for number in sorted(tiering.tiers))
        for lower, upper in zip(below, itertools.cycle(above), strict=False)
    ]
    grid = Grid("2026-11-22", scheme, tiering, (), tuple(pairs), (), members)
    return county(grid, list)


def _timed(work: Callable[[], object]) -> float:
    """Seconds of this process alone: painting into an image waits for nothing."""
    return seconds(work, time.process_time)


def _canvas(shown: County) -> GridCanvas:
    canvas = GridCanvas()
    canvas.resize(*CANVAS)
    canvas.show_county(shown, colouring(shown, LOAD))
    return canvas


def _paint(canvas: GridCanvas, image: QImage) -> None:
    canvas.viewport().render(image)


def _item_per_card(canvas: GridCanvas) -> Callable[[QImage], None]:
    """The same cells as graphics items, one for the card and one for the name."""
    scene = QGraphicsScene()
    for identity, cell in canvas.sheet.cell_of.items():
        rect = cell.rect
        card = scene.addRect(rect.x, rect.y, rect.w, rect.h)
        text = scene.addSimpleText(
            canvas.sentence(identity).partition(" ")[0], theme.text_font(cell.lettering.size)
        )
        text.setPos(rect.x, rect.y)
        text.setParentItem(card)

    def paint(image: QImage) -> None:
        painter = QPainter(image)
        scene.render(painter)
        painter.end()

    return paint


def rows() -> list[Row]:
    """Measure first paint, pan, zoom and layout."""
    application = QApplication.instance() or QApplication([])
    if isinstance(application, QApplication):
        theme.apply(application, dark=False)
    shown = big_county()
    image = QImage(*CANVAS, QImage.Format.Format_ARGB32_Premultiplied)
    canvas = _canvas(shown)
    _paint(canvas, image)  # Qt's own fonts are loaded once
    items = _item_per_card(canvas)
    base = "an item for each card", min(_timed(lambda: items(image)) for _ in range(3))
    first = min(_timed(partial(_paint, fresh, image)) for fresh in [_canvas(shown) for _ in range(5)])
    bar = canvas.verticalScrollBar()

    def pan(to: int) -> None:
        bar.setValue(to)
        _paint(canvas, image)

    def zoom_out() -> None:
        canvas.set_zoom(canvas.zoom / ZOOM_STEP)
        _paint(canvas, image)

    pans = [_timed(partial(pan, to)) for to in range(0, bar.maximum(), 97)]
    zooms = [_timed(zoom_out) for _ in range(12)]
    chained = _canvas(shown)
    _paint(chained, image)
    chained.choose(shown.order[0])
    chain = _timed(lambda: _paint(chained, image))
    said = "grid canvas of 3,000"
    return [
        Row(f"{said}: first paint", 0.050, first, *base),
        Row(f"{said}: pan, a frame (median)", 0.033, statistics.median(pans), *base),
        Row(f"{said}: pan, a frame (worst)", 0.033, max(pans), *base),
        Row(f"{said}: zoom, laid out anew (median)", 0.033, statistics.median(zooms), *base),
        Row(f"{said}: zoom (worst)", 0.033, max(zooms), *base),
        Row(f"{said}: with the chain of the chair", 0.033, chain, *base),
        Row(
            f"{said}: telling the county from the grid", None, _timed(lambda: county(shown.grid, list)), *base
        ),
    ]


if __name__ == "__main__":
    print_table(rows())
