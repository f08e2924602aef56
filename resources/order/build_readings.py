"""Makes readings.txt: what each Chinese character may be read as, without tones. See README.md for source and licence.

    python build_readings.py

A line of readings.txt is `syllable TAB characters`; a character stands on the line of each of its readings (at most
four, the most usual ones); ü is v.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from unicodedata import normalize

from pypinyin.pinyin_dict import pinyin_dict

MOST = 4


def plain(reading: str) -> str:
    """Take the tone off a reading: qiáng → qiang, lǚ → lv."""
    apart = normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(char for char in apart if char.isascii() and char.isalpha())


def main() -> None:
    """Write the table beside this script."""
    lines: dict[str, list[str]] = defaultdict(list)
    for code, readings in sorted(pinyin_dict.items()):
        for syllable in list(dict.fromkeys(map(plain, readings.split(","))))[:MOST]:
            if syllable:
                lines[syllable].append(chr(code))
    table = "".join(f"{syllable}\t{''.join(chars)}\n" for syllable, chars in sorted(lines.items()))
    Path(__file__).with_name("readings.txt").write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
