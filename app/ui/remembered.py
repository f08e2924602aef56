"""What the window remembers between two starts on this PC: the last data file, its size, light or dark."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_config_path
from PySide6.QtCore import QByteArray, QSettings

_LAST, _GEOMETRY, _DARK, _COLUMNS = "last", "geometry", "dark", "columns"


def _settings() -> QSettings:
    return QSettings(
        str(user_config_path("Liange", appauthor=False) / "window.ini"), QSettings.Format.IniFormat
    )


def last_file() -> Path | None:
    """The data file used last, when it is still there."""
    text = str(_settings().value(_LAST) or "")
    return Path(text) if text and Path(text).is_file() else None


def remember_file(path: Path) -> None:
    """Open this file at the next start."""
    _settings().setValue(_LAST, str(path.absolute()))


def geometry() -> QByteArray | None:
    """Place and size of the window when it was closed."""
    value = _settings().value(_GEOMETRY)
    return value if isinstance(value, QByteArray) else None


def remember_geometry(value: QByteArray) -> None:
    """Keep place and size."""
    _settings().setValue(_GEOMETRY, value)


def columns(name: str) -> dict[str, int] | None:
    """The columns chosen for a list in their order: key → width in px (0: its usual one); None when nobody chose."""
    text = str(_settings().value(f"{_COLUMNS}/{name}") or "")
    parts = (part.partition(":") for part in text.split(",") if part)
    return {key: int(width) if width.isdigit() else 0 for key, _, width in parts} or None


def remember_columns(name: str, shown: Mapping[str, int]) -> None:
    """Keep the columns chosen for a list, in their order."""
    _settings().setValue(f"{_COLUMNS}/{name}", ",".join(f"{key}:{width}" for key, width in shown.items()))


def forget_columns(name: str) -> None:
    """Let a list have its usual columns again."""
    _settings().remove(f"{_COLUMNS}/{name}")


def dark() -> bool | None:
    """Dark, light, or (None) as the system."""
    return {"dark": True, "light": False}.get(str(_settings().value(_DARK) or ""))


def remember_dark(value: bool | None) -> None:
    """Keep the choice."""
    _settings().setValue(_DARK, {True: "dark", False: "light", None: ""}[value])
