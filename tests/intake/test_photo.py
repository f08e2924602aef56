"""Pictures as people send them become one kind of photo; what is none is refused in a sentence."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.domain.errors import Refused
from app.intake import photo
from app.intake.photo import HEIGHT, MOST_BYTES, WIDTH, fitted_photo


def picture(
    size: tuple[int, int] = (600, 800), mode: str = "RGB", colour: object = "steelblue"
) -> Image.Image:
    return Image.new(mode, size, colour)  # type: ignore[arg-type]


def as_file(image: Image.Image, kind: str, **more: object) -> bytes:
    stream = BytesIO()
    image.save(stream, kind, **more)
    return stream.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


FILES = [
    ("彩色 jpg", as_file(picture(), "JPEG")),
    ("灰度 jpg", as_file(picture(mode="L", colour=90), "JPEG")),
    ("印刷色 jpg", as_file(picture(mode="CMYK", colour=(90, 60, 0, 20)), "JPEG")),
    ("png", as_file(picture(), "PNG")),
    ("透明 png", as_file(picture(mode="RGBA", colour=(0, 0, 0, 0)), "PNG")),
    ("灰度透明 png", as_file(picture(mode="LA", colour=(0, 0)), "PNG")),
    ("调色板 png", as_file(picture().convert("P"), "PNG")),
    ("调色板透明 png", as_file(picture(mode="P", colour=0), "PNG", transparency=0)),
    ("16 位 png", as_file(picture(mode="I;16", colour=40_000), "PNG")),
    ("黑白 png", as_file(picture(mode="1", colour=1), "PNG")),
    ("bmp", as_file(picture(), "BMP")),
    ("webp", as_file(picture(), "WEBP")),
    ("gif", as_file(picture(), "GIF")),
    ("tiff", as_file(picture(), "TIFF")),
    ("浮点 tiff", as_file(picture(mode="F", colour=0.5), "TIFF")),
    ("小照片放大", as_file(picture((90, 120)), "JPEG")),
    ("横的", as_file(picture((1600, 600)), "JPEG")),
    ("很长的", as_file(picture((300, 1600)), "JPEG")),
]


@pytest.mark.parametrize(("what", "content"), FILES, ids=[name for name, _ in FILES])
def test_every_kind_of_file_becomes_the_same_kind_of_photo(what: str, content: bytes) -> None:
    made = fitted_photo(content, what)
    assert (opened(made).size, opened(made).format, opened(made).mode) == ((WIDTH, HEIGHT), "JPEG", "RGB")
    assert round(opened(made).info["dpi"][0]) == 300
    assert len(made) <= MOST_BYTES


def test_noise_stays_within_the_size_too() -> None:
    noise = Image.effect_noise((900, 1200), 120).convert("RGB")
    assert len(fitted_photo(as_file(noise, "PNG"), "噪点")) <= MOST_BYTES


def test_what_is_transparent_becomes_white() -> None:
    for mode, clear in (("RGBA", (9, 9, 9, 0)), ("LA", (9, 0))):
        made = opened(fitted_photo(as_file(picture(mode=mode, colour=clear), "PNG"), "透明"))
        assert min(made.getpixel((10, 10))) > 250  # type: ignore[arg-type]


def test_a_photo_lying_on_its_side_is_turned_as_the_camera_says() -> None:
    lying = picture((800, 600), colour="white")
    lying.paste("red", (0, 0, 400, 600))  # the left half, which orientation 6 turns to the top
    exif = Image.Exif()
    exif[0x0112] = 6
    made = opened(fitted_photo(as_file(lying, "JPEG", exif=exif), "手机"))
    top, bottom = made.getpixel((WIDTH // 2, 20)), made.getpixel((WIDTH // 2, HEIGHT - 20))
    assert top[1] < 60  # type: ignore[index]
    assert bottom[1] > 200  # type: ignore[index]
    assert not made.getexif()


def test_a_tall_picture_loses_more_below_than_above() -> None:
    tall = picture((500, 1400), colour="white")
    tall.paste("red", (0, 160, 500, 500))  # where a face stands
    made = opened(fitted_photo(as_file(tall, "PNG"), "全身"))
    reds = [y for y in range(HEIGHT) if made.getpixel((WIDTH // 2, y))[1] < 100]  # type: ignore[index]
    assert len(reds) > 190


def test_a_wide_picture_keeps_its_middle() -> None:
    wide = picture((1400, 700), colour="white")
    wide.paste("red", (600, 0, 800, 700))
    made = opened(fitted_photo(as_file(wide, "PNG"), "合影"))
    assert made.getpixel((WIDTH // 2, 100))[1] < 100  # type: ignore[index]


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is enormous."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 999))
        + chunk(b"IEND", b"")
    )


REFUSED = [
    (b"", "not_a_photo", "不是能用的照片"),
    ("名册".encode(), "not_a_photo", "不是能用的照片"),
    (b"%PDF-1.7", "not_a_photo", "不是能用的照片"),
    (as_file(picture(), "JPEG")[:900], "damaged", "已损坏"),
    (as_file(picture(), "PNG")[:150], "damaged", "已损坏"),
    (bomb(9_000, 9_000), "too_large", "太大"),
    (bomb(11_000, 11_000), "too_large", "像素太多"),
    (bomb(60_000, 60_000), "too_large", "像素太多"),
    (as_file(picture((40, 56)), "PNG"), "too_small", "太小"),
]


@pytest.mark.parametrize(("content", "code", "words"), REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_used_is_refused_in_a_sentence(content: bytes, code: str, words: str) -> None:
    with pytest.raises(Refused, match=words) as caught:
        fitted_photo(content, "王强.jpg")
    assert caught.value.code == code
    assert caught.value.message.startswith("“王强.jpg”")


def test_what_is_odd_about_a_file_goes_to_no_console(recwarn: pytest.WarningsRecorder) -> None:
    """Pillow warns of broken tags with the path of its own source."""
    tags = b"II*\0\x08\0\0\0" + struct.pack("<H", 65_535) + b"\xff" * 200
    with pytest.raises(Refused, match="不是能用的照片"):
        fitted_photo(tags, "王强.tif")
    assert [str(one.message) for one in recwarn] == []


def test_a_file_of_many_megabytes_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo, "MAX_BYTES", 100)
    with pytest.raises(Refused, match="太大"):
        fitted_photo(as_file(picture(), "JPEG"), "大.jpg")


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([content for _, content in FILES if len(content) < 40_000]),
    st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 255)), min_size=1, max_size=6),
)
def test_a_broken_file_is_a_photo_or_a_refusal(content: bytes, changes: list[tuple[int, int]]) -> None:
    broken = bytearray(content)
    for place, value in changes:
        broken[place % len(broken)] = value
    try:
        made = fitted_photo(bytes(broken), "坏.jpg")
    except Refused:
        return
    assert opened(made).size == (WIDTH, HEIGHT)
