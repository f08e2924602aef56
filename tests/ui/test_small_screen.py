from __future__ import annotations

from app.ui.places import PLACES
from tests.ui.conftest import Shown


def test_窗口放得进小屏幕放大四分之一时(shown: Shown) -> None:
    """1366×768 at 125 % leaves 1093×614, and the task bar and the title take some seventy of that."""
    for place in PLACES:
        shown.go(place.key)
    least = shown.window.minimumSizeHint()
    assert (least.width() <= 1093, least.height() <= 540) == (True, True)


def test_首页再多的单位也不把窗口撑高(shown: Shown) -> None:
    assert shown.go("home").minimumSizeHint().height() < 300
