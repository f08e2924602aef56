"""How characters may be read: all readings of each, for finding people; and 姓名拼音 as a person spells it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize

from app.domain.names import MIDDLE_DOT, surname
from app.domain.pinyin import COMPOUND_READINGS, SINGLE_READINGS

Reading = tuple[str, ...]
"""What one character may be read as, without tones: 曾 → (zeng, ceng)."""

_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_INITIAL = r"(?:[zcs]h?|[bpmfdtnlgkhjqxrwy])?"
_FINAL = r"(?:a(?:i|ng?|o)?|e(?:i|ng?|r)?|i(?:a(?:ng?|o)?|e|ng?|ong|u)?|o(?:ng|u)?|u(?:a(?:i|ng?)?|e|i|n|o)?|v[en]?)"
_SYLLABLE = re.compile(rf"({_INITIAL}{_FINAL})([1-5]?)")
_LONGEST = 7
"""zhuang and its tone."""


class Readings:
    """The readings of Chinese characters, from lines `syllable TAB characters`."""

    def __init__(self, table: str) -> None:
        found: dict[str, Reading] = {}
        for line in table.splitlines():
            syllable, _, chars = line.partition("\t")
            for char in chars:
                found[char] = (*found.get(char, ()), syllable)
        self._found = found

    def of(self, char: str) -> Reading:
        """Give every reading of a character; of a letter the letter itself, of anything unknown nothing."""
        if char.isascii():
            return (char.lower(),) if char.isalnum() else ()
        return self._found.get(char, ())

    def of_name(self, name: str, own: str = "") -> tuple[Reading, ...]:
        """Give the readings of each character of a name, its surname's reading first; `own` is 姓名拼音, which counts too."""
        read = [self.of(char) for char in name if char != MIDDLE_DOT]
        for place, sound in enumerate(_surname_sounds(name)):
            read[place] = _with(read[place], sound)
        for place, sound in enumerate(own_syllables(own, len(read))):
            read[place] = _with(read[place], sound.rstrip("12345"))
        return tuple(read)


def own_syllables(own: str, count: int) -> tuple[str, ...]:
    """Read 姓名拼音 as `count` syllables with their tone figures where they are marked: Qín Zhōngmíng → qin2 zhong1 ming2.

    Empty when the text cannot be cut into that many.
    """
    plain = "".join(_letters(own)) if own else ""
    return next(_cut(plain, count), ()) if plain else ()


def _letters(own: str) -> Iterator[str]:
    """Letters with tone figures behind their syllable's vowel; anything between two words is a blank."""
    for char in normalize("NFD", own).replace("u\u0308", "v").replace("U\u0308", "v").casefold():
        if char in _TONES:
            yield _TONES[char]
        elif char.isascii() and char.isalnum():
            yield char
        elif char.isspace() or not char.isascii() or char in "'-·.":
            yield " "


def _cut(text: str, count: int) -> Iterator[tuple[str, ...]]:
    """Every way to cut a text into so many syllables, longer ones first; blanks are never inside one."""
    text = text.lstrip(" ")
    if not text or not count:
        if not text and not count:
            yield ()
        return
    word = text.partition(" ")[0]
    for end in range(min(_LONGEST, len(word)), 0, -1):
        piece = word[:end]
        tones = "".join(char for char in piece if char.isdigit())
        found = _SYLLABLE.fullmatch("".join(char for char in piece if char.isalpha()) + tones)
        if found and len(tones) <= 1 and not text[end : end + 1].isdigit():
            for rest in _cut(text[end:], count - 1):
                yield (found[1] + found[2], *rest)


@lru_cache(maxsize=1_000)
def _of_surname(family: str) -> tuple[str, ...]:
    if family in COMPOUND_READINGS:
        return tuple(sound.rstrip("12345") for sound in COMPOUND_READINGS[family])
    return (SINGLE_READINGS[family].rstrip("12345"),) if family in SINGLE_READINGS else ()


def _surname_sounds(name: str) -> tuple[str, ...]:
    return _of_surname(surname(name))


def _with(reading: Reading, sound: str) -> Reading:
    return (sound, *(one for one in reading if one != sound))
