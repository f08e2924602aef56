"""Names of files that every system takes, Windows too; and names for several in one folder, each its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

LONGEST_STEM: Final = 40
"""Of four bytes a character at most: with what is put behind it a name stays below the 255 of a file system."""
_RESERVED: Final = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)
_FULL_WIDTH: Final = str.maketrans('\\/:*?"<>|', "＼／：＊？＂＜＞｜")


def safe_file_name(name: str, longest: int = LONGEST_STEM) -> str:
    """Make a file name that Windows takes too: reserved characters become full-width ones, an overlong one is cut."""
    plain = " ".join(
        "".join(
            " " if unicodedata.category(char) == "Cc" else char for char in name.translate(_FULL_WIDTH)
        ).split()
    )
    stem = plain[:longest].rstrip(". ") or "未命名"
    return f"_{stem}" if _RESERVED.match(stem) else stem


def numbered(stem: str, number: int) -> str:
    """Give the name beside one that is taken: 名册 → 名册（2）."""
    return f"{stem}（{number}）"


def file_stems(names: Sequence[str]) -> list[str]:
    """Give safe names, each its own whatever the case of its letters: what Windows takes for one would be overwritten."""
    found: list[str] = []
    taken: set[str] = set()
    for name in map(safe_file_name, names):
        stem, number = name, 1
        while stem.casefold() in taken:
            number += 1
            stem = numbered(name, number)
        taken.add(stem.casefold())
        found.append(stem)
    return found
