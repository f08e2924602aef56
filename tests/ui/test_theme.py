from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from app.ui import theme
from app.ui.theme import DARK, LIGHT, Tokens

ON_GROUND = [
    *(
        (ink, ground)
        for ink in ("text", "muted", "accent", "danger", "warning", "good", "gold")
        for ground in ("surface", "window")
    ),
    *((tone, f"{tone}_soft") for tone in theme.TONES),
    ("on_accent", "accent"),
    ("text", "accent_soft"),
    ("muted", "raised"),
]


def luminance(color: QColor) -> float:
    """Relative luminance, WCAG 2.1."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["浅色", "深色"])
@pytest.mark.parametrize(("ink", "ground"), ON_GROUND)
def test_文字与底色的对比不低于四点五(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(tokens.color(ink), tokens.color(ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["浅色", "深色"])
def test_样式表里没有剩下的占位(tokens: Tokens) -> None:
    assert re.findall(r"@(?!2x)\w+", theme.stylesheet(tokens)) == []


def test_样式表用到的图标都在(dressed: QApplication) -> None:
    icons = re.findall(r"url\((.+?)\)", theme.stylesheet(LIGHT) + theme.stylesheet(DARK))
    assert icons
    assert all(Path(icon).is_file() for icon in icons)


def test_换成深色再换回来(dressed: QApplication) -> None:
    theme.apply(dressed, dark=True)
    assert theme.tokens() is DARK
    theme.apply(dressed, dark=False)
    assert theme.tokens() is LIGHT
