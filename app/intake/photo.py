"""A photo as somebody took it made into the one the office keeps: 25 × 35 mm at 300 dpi, JPEG, at most 60 KB.

Turned as the camera said, a transparent ground made white, cropped around the upper middle where a face is. What a
file may cost to open is limited before it is opened: a picture of a few kilobytes can expand to gigabytes.
"""

from __future__ import annotations

import struct
import warnings
from io import BytesIO
from typing import Final

from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from app.domain.errors import Refused
from app.domain.photo_files import MAX_BYTES

WIDTH, HEIGHT = 295, 413
"""25 × 35 mm at 300 dpi, in px."""
DPI: Final = 300
MOST_BYTES: Final = 60 * 1024
"""What one kept photo takes at most."""
MAX_PIXELS: Final = 60_000_000
"""Width × height of a file as it comes."""
LEAST_SIDE: Final = 60
"""A narrower picture would only be a blur on paper, px."""
TOP: Final = 0.2
"""Of what a tall picture has too much, this share is cut from above and the rest from below."""

_READERS: Final = (
    BmpImagePlugin, GifImagePlugin, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin,
)  # fmt: skip
"""Each registers its formats when it is imported; no other reader of Pillow is let near a file."""
FORMATS: Final = ("JPEG", "PNG", "BMP", "WEBP", "GIF", "TIFF")

_QUALITIES: Final = (92, 88, 84, 78, 70, 60, 50, 40, 30)
_TROUBLES: Final = (
    OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError, struct.error, RuntimeError,
)  # fmt: skip
"""What Pillow's readers raise on broken files."""


def fitted_photo(content: bytes, name: str) -> bytes:
    """Make a file's content into the photo to keep; raises Refused naming the file when it is none."""
    if len(content) > MAX_BYTES:
        raise _refused(name, f"太大（超过 {MAX_BYTES >> 20} MB），没有采用；请先缩小再选", "too_large")
    picture = _opened(content, name)
    fitted = ImageOps.fit(picture, (WIDTH, HEIGHT), Image.Resampling.LANCZOS, centering=(0.5, TOP))
    return _packed(fitted)


def _opened(content: bytes, name: str) -> Image.Image:
    """Read the first picture of a file, upright and without transparency."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is odd about a file is no message for a console
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=FORMATS) as raw:
                width, height = raw.size
                if width * height > MAX_PIXELS:
                    raise _refused(
                        name, f"有 {width}×{height} 像素，太大，没有采用；请先缩小再选", "too_large"
                    )
                if min(width, height) < LEAST_SIDE:
                    raise _refused(
                        name, f"只有 {width}×{height} 像素，太小，打印不清楚；请换一张大些的", "too_small"
                    )
                raw.draft("RGB", (2 * WIDTH, 2 * HEIGHT))  # a JPEG is read at a fraction of its size
                return _flat(ImageOps.exif_transpose(raw))
    except UnidentifiedImageError as error:
        raise _refused(
            name, "不是能用的照片，没有采用；请换 jpg、png、bmp、webp、gif 或 tif 文件", "not_a_photo"
        ) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise _refused(name, "像素太多，没有采用；请先缩小再选", "too_large") from error
    except _TROUBLES as error:
        raise _refused(name, "不完整或已损坏，读不出来；请重新复制一份，或换一张照片", "damaged") from error


def _flat(picture: Image.Image) -> Image.Image:
    """Lay a picture of any mode on white, as RGB."""
    if picture.mode.startswith(("I", "F")):  # greys of scanners, deeper than a byte
        return _bytes_of(picture).convert("RGB")
    if "A" in picture.getbands() or "a" in picture.getbands() or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        ground = Image.new("RGBA", clear.size, "white")
        ground.alpha_composite(clear)
        return ground.convert("RGB")
    return picture.convert("RGB")


def _bytes_of(picture: Image.Image) -> Image.Image:
    """Squeeze greys of any depth into 0 to 255."""
    deep = picture.convert("F")
    low, high = deep.getextrema()
    if not (isinstance(low, float) and isinstance(high, float)) or high <= low:
        return deep.convert("L")
    scale = 255.0 / (high - low)
    return deep.point(lambda value: value * scale - low * scale).convert("L")


def _packed(picture: Image.Image) -> bytes:
    """Write as JPEG at the best quality that stays within the size; what camera and place wrote into the file is gone."""
    plain = Image.new("RGB", picture.size)
    plain.paste(picture)
    content = b""
    for quality in _QUALITIES:
        stream = BytesIO()
        plain.save(stream, "JPEG", quality=quality, optimize=True, dpi=(DPI, DPI))
        content = stream.getvalue()
        if len(content) <= MOST_BYTES:
            break
    return content


def _refused(name: str, trouble: str, code: str) -> Refused:
    return Refused(f"“{name}”{trouble}。", where=name, code=code)
