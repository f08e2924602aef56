"""Small pictures of every form's first pages, kept in the repository and compared with what is made today."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.paper.pages import packed, small

FOLDER = Path(__file__).resolve().parent / "goldens"
DPI = 28
PAGES = 2
CELL = 4
"""Pixels of a square (3 mm) whose mean grey is compared: edges of glyphs may differ, a line may not move."""
MOST = 28
"""Of 255: what a square may differ."""


def picture(pdf: bytes) -> Image.Image:
    """Give the picture of a PDF that is kept."""
    return small(pdf, DPI, PAGES)


def kept(name: str) -> Image.Image | None:
    """Give the picture that was kept under a name."""
    file = FOLDER / f"{name}.png"
    return Image.open(BytesIO(file.read_bytes())).convert("L") if file.exists() else None


def apart(a: Image.Image, b: Image.Image) -> int:
    """Give how far the most different squares of two pictures are, 255 when they are of different size."""
    if a.size != b.size:
        return 255
    size = (a.width // CELL, a.height // CELL)
    means: list[bytes] = [image.resize(size, Image.Resampling.BOX).tobytes() for image in (a, b)]
    first, second = means
    return max(abs(x - y) for x, y in zip(first, second, strict=True))


def write(pdfs: dict[str, bytes]) -> None:
    """Make all pictures anew; those of forms that are gone go too."""
    FOLDER.mkdir(exist_ok=True)
    for file in FOLDER.glob("*.png"):
        file.unlink()
    for name, pdf in pdfs.items():
        (FOLDER / f"{name}.png").write_bytes(packed(picture(pdf)))
