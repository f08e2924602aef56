"""Grounds and pens of the drawing: roles of the theme, and soft colours for groups that have no role."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from app.ui import theme

GROUP = "group"
_HUES = (208, 142, 36, 330, 266, 176, 66, 14, 238)
_ROLES = frozenset(theme.TONES)


@dataclass(frozen=True, slots=True)
class Inks:
    """What the drawing needs of one set of colours."""

    tokens: theme.Tokens

    def ground(self, tone: str) -> QColor:
        """The soft ground of a person in a tone; plain without one."""
        return _ground(self.tokens, tone)

    def text(self, tone: str) -> QColor:
        """The colour of a name: red where something is wrong, else plain text."""
        return self.tokens.color("danger" if tone == "danger" else "text")

    def pen(self, role: str, width: float = 1.0, *, dashed: bool = False, alpha: float = 1.0) -> QPen:
        """A pen in a role's colour that keeps its width at every zoom."""
        color = self.tokens.color(role)
        color.setAlphaF(alpha)
        pen = QPen(color, width, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
        pen.setCosmetic(True)
        return pen


@lru_cache(maxsize=256)
def _ground(tokens: theme.Tokens, tone: str) -> QColor:
    if tone in _ROLES:
        return tokens.color(f"{tone}_soft")
    if tone.startswith(GROUP):
        dark = tokens.color("window").lightnessF() < 0.5
        hue = _HUES[int(tone.removeprefix(GROUP)) % len(_HUES)]
        return QColor.fromHslF(hue / 360, 0.3 if dark else 0.55, 0.24 if dark else 0.92)
    return tokens.color("raised")


def inks() -> Inks:
    """Those of the colours in use now."""
    return Inks(theme.tokens())
