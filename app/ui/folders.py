"""In which folder a file dialog opens: where the clerk last took or left a file, at first the desktop.

Without a folder Qt opens the one that the program was started in, where nobody's rosters are.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

_USUAL = (QStandardPaths.StandardLocation.DesktopLocation, QStandardPaths.StandardLocation.HomeLocation)
_last: list[Path] = []


def place(name: str = "") -> str:
    """Give the folder to open a dialog in, or the file that it offers there; a folder gone meanwhile is passed over."""
    usual = (Path(found) for where in _USUAL if (found := QStandardPaths.writableLocation(where)))
    folder = next((one for one in (*_last, *usual) if one.is_dir()), Path.cwd())
    return str(folder / name) if name else str(folder)


def keep(file: str) -> None:
    """Remember the folder that was chosen, or that of a file that was; nothing chosen changes nothing."""
    if file:
        chosen = Path(file)
        _last[:] = [chosen if chosen.is_dir() else chosen.parent]
