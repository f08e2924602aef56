"""Pictures that were given: what is no JPEG is said in words instead of stopping a whole batch of paper."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from typing import Final

NO_PICTURE: Final = "（图片打不开）"
"""Stands where a picture should be whose bytes are none."""
MOST_KNOWN: Final = 8192


_known: dict[bytes, bool] = {}


def is_jpeg(content: bytes) -> bool:
    """Say whether bytes are a JPEG that can be shown to its last line.

    Decoding it (small) is the only proof; what was found is kept by hash, so that no photo is kept for it.
    """
    key = sha256(content).digest()
    if key not in _known:
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        _known[key] = _decodes(content)
    return _known[key]


def _decodes(content: bytes) -> bool:
    from PIL import Image

    try:
        with Image.open(BytesIO(content), formats=("JPEG",)) as image:
            image.draft("L", (max(1, image.width // 8), max(1, image.height // 8)))
            image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return True


def bounded(width: float, height: float, most_wide: float, most_high: float) -> tuple[float, float]:
    """Give width and height as they fit into a room, in proportion; nothing is made larger."""
    share = min(1.0, most_wide / width, most_high / height)
    return width * share, height * share
