"""Makes readings.txt: what each Chinese character is read as, without tones. See README.md for source and licence.

    python build_readings.py

A line of readings.txt is `syllable TAB characters`; a character stands on the line of each reading that is usual (立
is lì, not wèi); ü is v.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

MOST = 4
USUAL = 0.04
"""A reading is usual that this part of a character's words have: 朝 cháo (45 %), 系 jì (9 %), but not 强 jiàng (3 %)."""
FEW_WORDS = 3
"""A character in fewer words has whatever they have (茜 qiàn, xī); one in none its first two readings (晟 chéng, shèng)."""


def plain(reading: str) -> str:
    """Take the tone off a reading: qiáng → qiang, lǚ → lv."""
    apart = normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(char for char in apart if char.isascii() and char.isalpha())


def words_by_reading() -> dict[str, Counter[str]]:
    """Count for each character in how many words it has which reading."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for word, sounds in phrases_dict.items():
        for char, sound in zip(word, sounds, strict=False):
            found[char][plain(sound[0])] += 1
    return found


def usual(readings: list[str], words: Counter[str]) -> Iterator[str]:
    """Give the readings of a character that are usual; the first of the dictionary always is."""
    least = max(2, USUAL * words.total()) if words.total() >= FEW_WORDS else 1
    for place, syllable in enumerate(readings):
        fits = words[syllable] >= least if words else place < 2
        if syllable and (not place or fits):
            yield syllable


def main() -> None:
    """Write the table beside this script."""
    lines: dict[str, list[str]] = defaultdict(list)
    words = words_by_reading()
    for code, readings in sorted(pinyin_dict.items()):
        char = chr(code)
        for syllable in usual(list(dict.fromkeys(map(plain, readings.split(","))))[:MOST], words[char]):
            lines[syllable].append(char)
    table = "".join(f"{syllable}\t{''.join(chars)}\n" for syllable, chars in sorted(lines.items()))
    Path(__file__).with_name("readings.txt").write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
