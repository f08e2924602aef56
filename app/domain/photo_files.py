"""Which files are taken for photos, before one is opened: apart from the reading of pictures, which takes long to load."""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 30 * (1 << 20)
"""A file as it comes; what a camera makes stays far below."""
ENDINGS: Final = (".jpg", ".jpeg", ".png", ".bmp", ".webp", ".gif", ".tif", ".tiff")
"""Files that are taken for photos in a folder; what is in one is told by its content."""


def is_photo(name: str) -> bool:
    """Whether a file is a photo by its name; what an office program or a camera hides beside it is none."""
    return name.lower().endswith(ENDINGS) and not name.startswith(("~$", "."))
