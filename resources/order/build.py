"""Makes strokes.txt: every Chinese character in stroke order. See README.md for the sources and their licences.

    python build.py cnchar.order.min.js stroke.dict.yaml Unihan_IRGSources.txt[.bz2]

A line of strokes.txt is `count TAB first stroke TAB characters in order`; the first stroke is 1 横, 2 竖, 3 撇,
4 点, 5 折, or 0 where the order of strokes is not known and only their number is.
"""

from __future__ import annotations

import bz2
import json
import re
import sys
from collections import defaultdict
from itertools import groupby
from pathlib import Path
from unicodedata import normalize

# cnchar writes each stroke as a letter; rising strokes count as 横, hooked verticals as 竖, 捺 as 点, bends as 折.
CNCHAR_CLASSES = {
    **dict.fromkeys("ji", "1"),
    **dict.fromkeys("fg", "2"),
    "s": "3",
    **dict.fromkeys("kdl", "4"),
    **dict.fromkeys("abcehmnopqrtuvwxyz", "5"),
}
RIME_CLASSES = str.maketrans("hspnz", "12345")

# Where the two sources differ, the character's parts decide (麟 = 鹿 41352211535 + 粦); the rest agree.
CORRECTED = {
    "邶": "2113552",
    "炽": "433425134",
    "弢": "51552254",
    "彘": "551311341535",
    "皙": "1234331232511",
    "德": "332122522114544",
    "撅": "121134315233534",
    "膝": "351112343424134",
    "黏": "31234342413421251",
    "麟": "41352211535431234354152",
    "麒": "4135221153512211134",
    "雌": "21213532411121",
    "媾": "5311122125211",
    "锺": "31115312511211",
}


def cnchar(text: str) -> dict[str, str]:
    """Read the mainland stroke orders that the script of the cnchar-order package carries as JSON."""
    found = re.search(r"""JSON\.parse\('(\{"一".*?\})'\)""", text)
    if found is None:
        raise SystemExit("the cnchar script holds no stroke table")
    orders: dict[str, str] = json.loads(found.group(1))
    return {char: "".join(CNCHAR_CLASSES[stroke] for stroke in strokes) for char, strokes in orders.items()}


def rime(text: str) -> dict[str, list[str]]:
    """Read the stroke dictionary of Rime: first the Taiwan shapes, further down the mainland ones."""
    orders: dict[str, list[str]] = defaultdict(list)
    for line in text.split("\n...\n", 1)[1].splitlines():
        char, _, strokes = line.partition("\t")
        if len(char) == 1 and re.fullmatch("[hspnz]+", strokes):
            orders[char].append(strokes.translate(RIME_CLASSES))
    return orders


def unihan(text: str) -> dict[str, int]:
    """Read kTotalStrokes; of two numbers the first is the mainland's (UAX #38)."""
    rows = (line.split("\t") for line in text.splitlines() if "\tkTotalStrokes\t" in line)
    return {chr(int(code.removeprefix("U+"), base=16)): int(numbers.split()[0]) for code, _, numbers in rows}


def merged(
    mainland: dict[str, str], others: dict[str, list[str]], totals: dict[str, int]
) -> dict[str, tuple[int, str]]:
    """Give number and order of strokes; an order of the wrong length is not believed.

    Compatibility ideographs are left out: names are NFC, which has replaced them.
    """
    table = {char: (total, "") for char, total in totals.items() if normalize("NFC", char) == char}
    for char, orders in others.items():
        total = totals.get(char, len(orders[-1]))
        fitting = [strokes for strokes in orders if len(strokes) == total]
        if fitting and normalize("NFC", char) == char:
            table[char] = (total, fitting[-1])
    table |= {char: (len(strokes), strokes) for char, strokes in (mainland | CORRECTED).items()}
    return table


def lines(table: dict[str, tuple[int, str]]) -> list[str]:
    """Put the characters in order: number of strokes, their order, code point; order unknown comes last."""
    ranked = sorted(table, key=lambda char: (table[char][0], table[char][1] or "9", char))
    groups = groupby(ranked, key=lambda char: (table[char][0], table[char][1][:1] or "0"))
    return [f"{count}\t{first}\t{''.join(chars)}" for (count, first), chars in groups]


def read(path: Path) -> str:
    """Read a source, packed or not."""
    packed = path.suffix == ".bz2"
    return (bz2.decompress(path.read_bytes()) if packed else path.read_bytes()).decode("utf-8")


if __name__ == "__main__":
    script, dictionary, totals = (read(Path(argument)) for argument in sys.argv[1:4])
    made = lines(merged(cnchar(script), rime(dictionary), unihan(totals)))
    target = Path(__file__).with_name("strokes.txt")
    target.write_text("\n".join(made) + "\n", encoding="utf-8", newline="\n")
