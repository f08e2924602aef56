"""Everybody on the sheet: readable, whole, not over one another, at the sizes that offices have."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetricsF

from app.ui import theme
from app.ui.pages.grid.county import County
from app.ui.pages.grid.layout import Content, Form, Occupant, Rect, Sheet, fit
from app.ui.pages.grid.lettering import SMALLEST
from tests.ui.grid.people import CITY, COUNTY, HUGE, Shape

CANVAS = (876, 526)
"""What header, second row and panel leave of the page for the drawing."""


def inside(inner: Rect, outer: Rect) -> bool:
    """Whether a rectangle lies within another."""
    slack = 1e-6
    return (
        inner.x >= outer.x - slack and inner.y >= outer.y - slack
        and inner.right <= outer.right + slack and inner.bottom <= outer.bottom + slack
    )  # fmt: skip


def check_sheet(sheet: Sheet, people: set[int]) -> None:
    """Everybody once, each name whole in its cell, each cell in its band, no two cells over one another."""
    assert set(sheet.cell_of) == people
    bands = {band.number: band.rect for band in sheet.bands}
    for row in sheet.rows:
        for left, right in zip(row.cells, row.cells[1:], strict=False):
            assert left.rect.right <= right.rect.x + 1e-6
        for cell in row.cells:
            assert inside(cell.text, cell.rect)
            assert inside(cell.rect, bands[row.tier])
    for upper, lower in zip(sheet.rows, sheet.rows[1:], strict=False):
        assert upper.bottom <= lower.top + 1e-6


@pytest.mark.parametrize(("shape", "total"), [(COUNTY, 151), (CITY, 350), (HUGE, 3000)])
def test_every_name_is_at_least_twelve_pixels_high_and_whole(
    a_county: Callable[..., County], shape: Shape, total: int
) -> None:
    contents = a_county(shape, assign=False).contents()
    sheet = fit(contents, *CANVAS)
    check_sheet(sheet, {person.id for content in contents for person in content.people})
    assert len(sheet.cell_of) == total
    assert min(cell.lettering.size for cell in sheet.cell_of.values()) >= SMALLEST


def test_a_county_of_151_stands_in_the_window_at_once(a_county: Callable[..., County]) -> None:
    sheet = fit(a_county().contents(), *CANVAS)
    assert sheet.height <= CANVAS[1]
    assert all(band.rect.bottom <= CANVAS[1] and band.rect.right <= CANVAS[0] for band in sheet.bands)


def test_a_larger_window_gives_larger_names(a_county: Callable[..., County]) -> None:
    contents = a_county().contents()
    sizes = [
        fit(contents, width, height).density.px for width, height in ((876, 526), (876, 600), (1300, 800))
    ]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]


def test_350_are_comfortable_and_scroll(a_county: Callable[..., County]) -> None:
    sheet = fit(a_county(CITY).contents(), *CANVAS)
    assert sheet.density.px == 14
    assert sheet.height > CANVAS[1]


def test_the_fonts_of_the_window_fill_no_more_than_the_boxes(
    a_county: Callable[..., County], dressed: None
) -> None:
    sheet = fit(a_county().contents(), *CANVAS)
    for cell in sheet.cell_of.values():
        metrics = QFontMetricsF(theme.text_font(cell.lettering.size))
        for text, (x, _) in zip(cell.texts, cell.lettering.spots, strict=True):
            ink = metrics.tightBoundingRect(text)
            assert ink.height() <= cell.lettering.size + 1
            assert cell.rect.x <= cell.left + x - ink.width() / 2
            assert cell.left + x + ink.width() / 2 <= cell.rect.right


def test_notes_stay_within_their_cards(a_county: Callable[..., County], dressed: None) -> None:
    sheet = fit(a_county().contents(), *CANVAS)
    metrics = QFontMetricsF(theme.text_font(sheet.density.note_px))
    noted = [cell for cell in sheet.cell_of.values() if cell.note]
    assert noted
    assert all(metrics.horizontalAdvance(cell.note) <= cell.rect.w for cell in noted)
    assert all(cell.text.bottom + sheet.density.note_px <= cell.rect.bottom + 1 for cell in noted)


def test_an_empty_tier_keeps_its_band() -> None:
    sheet = fit([Content(1, Form.WIDE, ()), Content(2, Form.WIDE, [Occupant(5, "顾书岚")])], *CANVAS)
    assert [band.number for band in sheet.bands] == [1, 2]
    assert sheet.bands[0].rect.h > 30


def test_points_find_the_people_they_lie_on(a_county: Callable[..., County]) -> None:
    sheet = fit(a_county().contents(), *CANVAS)
    for identity, cell in sheet.cell_of.items():
        rect = cell.rect
        assert sheet.at(rect.x + 1, rect.y + 1) == identity
        assert sheet.at(rect.right - 1, rect.bottom - 1) == identity
    assert sheet.at(5, 5) is None
    assert sheet.at(-5, 1e6) is None


names = st.sampled_from(
    ["骆宾", "章北海", "欧阳明月", "艾则孜·热合曼", "古丽巴哈尔·买买提艾力", "Anna Li", "李𠅤"]
)


@given(
    st.lists(st.lists(names, max_size=40), min_size=5, max_size=5),
    st.integers(420, 2400),
    st.integers(300, 1200),
)
def test_no_size_of_window_lets_a_name_be_cut(tiers: list[list[str]], width: int, height: int) -> None:
    forms = (Form.WIDE, Form.WIDE, Form.CARD, Form.UPRIGHT, Form.UPRIGHT)
    contents, number = [], 0
    for tier, (form, people) in enumerate(zip(forms, tiers, strict=True), 1):
        contents.append(
            Content(
                tier,
                form,
                [
                    Occupant(number + at, name, "联系 12 人" if tier < 4 else "")
                    for at, name in enumerate(people, 1)
                ],
            )
        )
        number += len(people)
    sheet = fit(contents, width, height)
    check_sheet(sheet, set(range(1, number + 1)))
    assert all(cell.lettering.size >= SMALLEST for cell in sheet.cell_of.values())
