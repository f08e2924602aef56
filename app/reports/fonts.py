"""Fonts by role: what this PC has, then what is bundled, glyph by glyph down to the rarest characters.

A role's chain begins with its own face; a character it lacks is taken from the next face that has it, at the end from the
shards of `LiangeRare.zip` (256 code points each, opened only when one of theirs is wanted). What no face covers is set as
the geta mark 〓 and reported by name; it still copies out as itself.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

from app.reports.autospace import GAP, gaps_behind, single, widened
from app.reports.document import Document, Font
from app.reports.embed import EmbeddedFont, face_of_bytes, ignorable, load_face
from app.reports.errors import PaperError
from app.reports.words import words

FONT_DIR: Final = Path(__file__).resolve().parents[2] / "resources" / "fonts"
RARE: Final = "LiangeRare.zip"


@dataclass(frozen=True, slots=True)
class Source:
    """A font file that may be on the PC: its file name's pattern, its face in a collection, its name in Word."""

    pattern: str
    name: str
    index: int = 0


OF_PC: Final[dict[Font, tuple[Source, ...]]] = {
    Font.TITLE: (
        Source("FZXBSJW*.TTF", "方正小标宋简体"),
        Source("FZXBSK*.TTF", "方正小标宋_GBK"),
        Source("方正小标宋*.TTF", "方正小标宋简体"),
    ),
    Font.FANGSONG: (Source("simfang.ttf", "仿宋"), Source("仿宋_GB2312.ttf", "仿宋_GB2312")),
    Font.KAI: (Source("simkai.ttf", "楷体"), Source("楷体_GB2312.ttf", "楷体_GB2312")),
    Font.HEI: (Source("simhei.ttf", "黑体"),),
    Font.SONG: (Source("simsun.ttc", "宋体"),),
}
RARE_OF_PC: Final = Source("simsunb.ttf", "SimSun-ExtB")

BUNDLED: Final[dict[Font, str]] = {
    Font.TITLE: "LiangeTitle.ttf",
    Font.FANGSONG: "LiangeSong.ttf",  # no free 仿宋 of enough characters: the Song stands in
    Font.KAI: "LiangeKai.ttf",
    Font.HEI: "LiangeHei.ttf",
    Font.SONG: "LiangeSong.ttf",
}

WORD_NAMES: Final[dict[Font, str]] = {
    Font.TITLE: "方正小标宋简体",
    Font.FANGSONG: "仿宋",
    Font.KAI: "楷体",
    Font.HEI: "黑体",
    Font.SONG: "宋体",
}
"""What a Word file calls the roles: names that every Chinese Windows knows (小标宋 apart)."""


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character that no font covers and the phrase it stands in."""

    char: str
    where: str

    def as_dict(self) -> dict[str, str]:
        """Give the JSON form of the command line."""
        return {"char": self.char, "where": self.where}


class Chain(dict[str, float]):
    """A role's faces in order. As a dict it gives each character's advance in ems, looked up once."""

    def __init__(self, book: FontBook, first: EmbeddedFont) -> None:
        super().__init__()
        self._book = book
        self.first = first
        self.strays: dict[str, EmbeddedFont] = {}

    def __missing__(self, character: str) -> float:
        own = chr(single(ord(character)))
        if own != character:
            width = self[character] = self[own] + GAP
            if own in self.strays:
                self.strays[character] = self.strays[own]
            return width
        font = self.first
        if not (font.covers(character) or ignorable(character)):
            font = self._book.stand_in(character) or font
        if font is not self.first:
            self.strays[character] = font
        width = self[character] = font.em(character)
        return width

    def width(self, text: str) -> float:
        """Give the width of `text` in ems as lines are set, with the gaps between 汉字 and Latin."""
        return sum(map(self.__getitem__, widened(text)))

    def drawn(self, text: str) -> float:
        """Give the width of `text` in ems as drawings set it, without gaps."""
        return sum(map(self.__getitem__, text))

    def measured(self, text: str, size: float) -> tuple[list[float], dict[int, float]]:
        """Give the advance of each character, and the gaps within the advances by the index of the character behind: pt."""
        wide = widened(text)
        return [self[c] * size for c in wide], gaps_behind(wide, size)

    def segments(self, text: str) -> list[tuple[EmbeddedFont, str]]:
        """Cut measured text into runs of one face each."""
        strays = self.strays
        if not strays or strays.keys().isdisjoint(text):
            return [(self.first, text)]
        runs: list[tuple[EmbeddedFont, str]] = []
        for character in text:
            font = strays.get(character, self.first)
            if runs and runs[-1][0] is font:
                runs[-1] = (font, runs[-1][1] + character)
            else:
                runs.append((font, character))
        return runs


class FontBook:
    """The faces at hand. `bundled_only` leaves the PC's own fonts aside, for the same bytes on every machine.

    Raises PaperError (`font_missing`) when a bundled file is not where the program was installed.
    """

    def __init__(self, *, bundled_only: bool = False, bundled: Path = FONT_DIR) -> None:
        self._bundled = bundled
        self._on_pc: dict[str, Path] = {} if bundled_only else fonts_of_pc()
        self._chains: dict[Font, Chain] = {}
        self._stand_ins: dict[str, EmbeddedFont | None] = {}
        self._shards: dict[int, EmbeddedFont | None] = {}

    def chain(self, role: Font) -> Chain:
        """Give a role's chain, its first face loaded on first use."""
        chain = self._chains.get(role)
        if chain is None:
            chain = self._chains[role] = Chain(self, self._first(role))
        return chain

    def covers(self, character: str) -> bool:
        """Say whether any face has this character."""
        return (
            ignorable(character)
            or self.chain(Font.SONG).first.covers(character)
            or bool(self.stand_in(character))
        )

    def missing(self, phrases: Iterable[str]) -> tuple[MissingGlyph, ...]:
        """Name every character of the phrases that no face covers, each with the first phrase it stands in."""
        seen: set[str] = set()
        found: list[MissingGlyph] = []
        for phrase in phrases:
            for character in phrase:
                if character not in seen:
                    seen.add(character)
                    if character >= " " and not self.covers(character):
                        found.append(MissingGlyph(character, phrase[:60]))
        return tuple(found)

    def missing_in(self, document: Document) -> tuple[MissingGlyph, ...]:
        """Name what a document says that no face covers; known before anything is printed."""
        return self.missing(words(document))

    def has(self, role: Font) -> bool:
        """Say whether the PC itself has a font for the role."""
        return any(self._find(source) for source in OF_PC[role])

    def word_name(self, role: Font) -> tuple[str, bool]:
        """Give a role's name in Word and whether to set it bold: a PC without 小标宋 prints 宋体 bold instead."""
        if role is not Font.TITLE:
            return WORD_NAMES[role], False
        for source in OF_PC[role]:
            if self._find(source):
                return source.name, False
        return WORD_NAMES[Font.SONG], True

    def stand_in(self, character: str) -> EmbeddedFont | None:
        """Give the face that lends a character which a role's own face lacks: Song, then the rare ones."""
        if character not in self._stand_ins:
            self._stand_ins[character] = self._lender(character)
        return self._stand_ins[character]

    def _lender(self, character: str) -> EmbeddedFont | None:
        songs = (self._first(Font.SONG), self._bundled_font(BUNDLED[Font.SONG]))
        for font in songs:
            if font.covers(character):
                return font
        path = self._find(RARE_OF_PC)
        if path is not None and ord(character) > 0xFFFF:
            font_of_pc = _open(path, 0)
            if font_of_pc is not None and font_of_pc.covers(character):
                return font_of_pc
        shard = self._shard(ord(character) >> 8)
        return shard if shard is not None and shard.covers(character) else None

    def _first(self, role: Font) -> EmbeddedFont:
        for source in OF_PC[role]:
            path = self._find(source)
            font = _open(path, source.index) if path else None
            if font is not None:
                return font
        return self._bundled_font(BUNDLED[role])

    def _find(self, source: Source) -> Path | None:
        pattern = source.pattern.lower()
        if "*" not in pattern:
            return self._on_pc.get(pattern)
        head, tail = pattern.split("*")
        return next(
            (p for n, p in sorted(self._on_pc.items()) if n.startswith(head) and n.endswith(tail)), None
        )

    def _bundled_font(self, name: str) -> EmbeddedFont:
        path = self._bundled / name
        try:
            return _named(load_face(str(path)))
        except (OSError, TTFError) as error:
            raise self._lost(path) from error

    def _shard(self, number: int) -> EmbeddedFont | None:
        if number not in self._shards:
            path = self._bundled / RARE
            try:
                data = _shard_bytes(str(path), number)
                self._shards[number] = _named(face_of_bytes(data)) if data else None
            except (OSError, zipfile.BadZipFile, TTFError) as error:
                raise self._lost(path) from error
        return self._shards[number]

    @staticmethod
    def _lost(path: Path) -> PaperError:
        return PaperError(
            f"缺少字体文件 {path.name}（或已损坏），不能出文书；数据没有改动，请重新安装本软件。",
            where=str(path),
            code="font_missing",
        )


def fonts_of_pc() -> dict[str, Path]:
    """Give the font files of this PC by lower-case name: Windows' own folder and the user's."""
    folders = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
    if local := os.environ.get("LOCALAPPDATA"):
        folders.append(Path(local) / "Microsoft" / "Windows" / "Fonts")
    folders += [Path.home() / ".fonts", Path.home() / ".local" / "share" / "fonts"]
    found: dict[str, Path] = {}
    for folder in folders:
        if folder.is_dir():
            for path in folder.iterdir():
                found.setdefault(path.name.lower(), path)
    return found


def _open(path: Path, index: int) -> EmbeddedFont | None:
    """Open a font of the PC; one that may not be embedded or cannot be read is passed over."""
    try:
        return _named(load_face(str(path), index))
    except (OSError, TTFError):
        return None


def _named(face: TTFontFace) -> EmbeddedFont:
    """Give reportlab's font object for a face; the same face gives the same object."""
    return EmbeddedFont(str(face.name, "ascii", "replace"), face).register()


@lru_cache(maxsize=32)
def _shard_bytes(path: str, number: int) -> bytes:
    """Read the rare font that holds code points number × 256 onward; empty when there is none."""
    with zipfile.ZipFile(path) as archive:
        try:
            return archive.read(f"{number:03x}.ttf")
        except KeyError:
            return b""
