"""The rooms beside the roster, in the order of the menu; each is imported when its door is opened first."""

from __future__ import annotations

from app.ui.room import Door

DOORS: tuple[Door, ...] = ()
