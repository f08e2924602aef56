"""The Tab key goes through a page as it is read, and every stop can be seen."""

from __future__ import annotations

import re
from collections import Counter
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget

from app.ui.pages.roster.page import RosterPage
from app.ui.places import PLACES, Place
from tests.ui.conftest import Shown

MNEMONIC = re.compile(r"&(\w)")


def stops(start: QWidget, within: QWidget) -> list[QWidget]:
    """Where Tab goes from a widget on, until it leaves the page."""
    found, here = [start], start.nextInFocusChain()
    while here is not None and here is not start:
        if within.isAncestorOf(here) and here.isVisible() and here.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(here)
        here = here.nextInFocusChain()
    return found


def test_名册_从上到下_从左到右_再到右边(shown: Shown) -> None:
    page = cast("RosterPage", shown.go("roster"))
    QApplication.processEvents()
    first = next(one for one in page.findChildren(QAbstractButton) if one.text() == "导入")
    order = stops(first, page)
    left = order[: order.index(page.list) + 1]
    places = [
        (one.mapTo(page, QPoint(0, one.height() // 2)).y() // 20, one.mapTo(page, QPoint()).x())
        for one in left
    ]
    assert places == sorted(places)
    assert page.search in left
    assert not any(page.detail.isAncestorOf(one) for one in left)
    assert all(page.detail.isAncestorOf(one) for one in order[len(left) :])


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.title)
def test_没有看不见的停留处(shown: Shown, place: Place) -> None:
    page = shown.go(place.key)
    QApplication.processEvents()
    areas = [
        one
        for one in page.findChildren(QScrollArea)
        if one.isVisible() and one.verticalScrollBar().maximum() == 0
    ]
    assert [one.accessibleName() for one in areas if one.focusPolicy() & Qt.FocusPolicy.TabFocus] == []


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.title)
def test_同一个_Alt_键不指两处(shown: Shown, place: Place) -> None:
    shown.go(place.key)
    QApplication.processEvents()
    texts = [
        one.text()
        for one in shown.window.findChildren(QWidget)
        if isinstance(one, QAbstractButton | QLabel) and one.isVisible() and one.isEnabled()
    ]
    keys = Counter(key.upper() for text in texts for key in MNEMONIC.findall(text))
    assert {key: times for key, times in keys.items() if times > 1} == {}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.title)
def test_菜单里同一个键不指两条命令(shown: Shown, place: Place) -> None:
    page = shown.go(place.key)
    for _, actions in page.menu_parts():
        keys = Counter(key.upper() for act in actions for key in MNEMONIC.findall(act.text()))
        assert {key: times for key, times in keys.items() if times > 1} == {}
