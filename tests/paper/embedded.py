"""The fonts inside a PDF of ours, read from its bytes: which glyphs a subset has, what they say, which are drawn."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from itertools import pairwise

_OBJECT = re.compile(rb"(?m)^(\d+) 0 obj\n(.*?)(?:\nstream\r?\n|\nendobj)", re.DOTALL)
_SAID = re.compile(rb"<([0-9A-F]{4})> <([0-9a-f]+)>")
_DRAWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9a-f]+)> Tj")


@dataclass(frozen=True, slots=True)
class Embedded:
    """A font of a PDF: its name, and by CID (0 is .notdef) the glyph, its outline's size in bytes, and what it says."""

    base: str
    glyphs: tuple[int, ...]
    outlines: tuple[int, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inside:
    """What a PDF is made of: the text of its objects, its fonts by resource name, and the CIDs drawn in each."""

    objects: dict[int, bytes]
    fonts: dict[str, Embedded]
    drawn: dict[str, set[int]]

    def kinds(self) -> set[bytes]:
        """Give the subtypes of all fonts: Type0 and its CIDFontType2 where each is embedded whole."""
        return {
            found[1]
            for text in self.objects.values()
            if re.search(rb"/Type /Font\b(?!D)", text) and (found := re.search(rb"/Subtype /(\w+)", text))
        }

    def faults(self) -> list[str]:
        """Name what would print as a box or as nothing: a CID outside its subset, .notdef, an outline that is empty."""
        found = []
        for name, cids in self.drawn.items():
            font = self.fonts[name]
            for cid in sorted(cids):
                if not 0 < cid < len(font.glyphs) or not font.glyphs[cid]:
                    found.append(f"{font.base} CID {cid}: .notdef")
                elif not font.outlines[cid] and not _bodiless(font.said[cid]):
                    found.append(f"{font.base} {font.said[cid]!r}: nothing is drawn")
        return found


def _bodiless(said: str) -> bool:
    """Whether a character is blank or shapes another: a space, a joiner, a variation selector."""
    return (
        said.isspace()
        or said in "\u00ad\u200b\u200c\u200d\u2060\ufeff"
        or bool(re.fullmatch(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]", said))
    )


def inside(pdf: bytes) -> Inside:
    """Read a PDF as reportlab writes it: one object after the other, streams deflated."""
    objects: dict[int, bytes] = {}
    streams: dict[int, bytes] = {}
    for found in _OBJECT.finditer(pdf):
        number, text = int(found[1]), found[2]
        objects[number] = text
        if found[0].rstrip(b"\r\n").endswith(b"stream"):
            length = re.search(rb"/Length (\d+)", text)
            assert length
            content = pdf[found.end() : found.end() + int(length[1])]
            streams[number] = zlib.decompress(content) if b"FlateDecode" in text else content
    named = {
        name.decode(): int(at)
        for text in objects.values()
        for name, at in re.findall(rb"/(F\d+) (\d+) 0 R", text)
    }
    fonts = {name: _font(objects, streams, at) for name, at in named.items()}
    return Inside(objects, fonts, _drawn(objects, streams))


def _refers(text: bytes, key: str) -> int:
    found = re.search(rb"/" + key.encode() + rb" \[? ?(\d+) 0 R", text)
    assert found, f"no {key} in {text[:200]!r}"
    return int(found[1])


def _font(objects: dict[int, bytes], streams: dict[int, bytes], at: int) -> Embedded:
    """Read a Type 0 font of two-byte CIDs; an AssertionError is a font that is not embedded so."""
    text = objects[at]
    assert b"/Subtype /Type0" in text
    assert b"/Encoding /Identity-H" in text
    below = objects[_refers(text, "DescendantFonts")]
    map_of_glyphs = streams[_refers(below, "CIDToGIDMap")]
    glyphs = struct.unpack(f">{len(map_of_glyphs) // 2}H", map_of_glyphs)
    sizes = outline_sizes(streams[_refers(objects[_refers(below, "FontDescriptor")], "FontFile2")])
    said = {
        int(cid, 16): bytes.fromhex(code.decode()).decode("utf-16-be")
        for cid, code in _SAID.findall(streams[_refers(text, "ToUnicode")])
    }
    base = re.search(rb"/BaseFont /(\S+)", text)
    assert base
    return Embedded(
        base[1].decode(),
        glyphs,
        tuple(sizes[glyph] for glyph in glyphs),
        tuple(said.get(cid, "") for cid in range(len(glyphs))),
    )


def outline_sizes(face: bytes) -> list[int]:
    """Give the bytes of each glyph's outline from a TrueType file's `loca` (OpenType 1.9); 0 is a glyph without ink."""
    tables = {
        face[at : at + 4]: struct.unpack(">II", face[at + 8 : at + 16])
        for at in range(12, 12 + 16 * int.from_bytes(face[4:6]), 16)
    }
    long = int.from_bytes(face[tables[b"head"][0] + 50 :][:2])
    start, length = tables[b"loca"]
    loca = face[start : start + length]
    places = (
        struct.unpack(f">{length // 4}I", loca)
        if long
        else [2 * one for one in struct.unpack(f">{length // 2}H", loca)]
    )
    return [after - before for before, after in pairwise(places)]


def _drawn(objects: dict[int, bytes], streams: dict[int, bytes]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for number, content in streams.items():
        if b"/Length1" in objects[number] or b" Tf" not in content:
            continue
        font = ""
        for name, codes in _DRAWN.findall(content):
            if name:
                font = name.decode()
            else:
                cids = bytes.fromhex(codes.decode())
                found.setdefault(font, set()).update(struct.unpack(f">{len(cids) // 2}H", cids))
    return found
