"""The rooms beside the forms (文书用语, 上级表样, 存档 …), in the order of their buttons; each is imported when it is opened first."""

from __future__ import annotations

from app.ui.room import Door

DOORS: tuple[Door, ...] = ()
