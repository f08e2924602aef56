"""Names that lost a rare character on the way: “吴彦?” where a file was saved as GBK, “吴彦□” or “吴彦〓” where a font
or a press had none. Such a name may be many people's: it is kept, with a mark, and never taken for a whole one.
"""

from __future__ import annotations

import re

from app.domain.names import clean_name

LOST = "□"
"""What stands for a lost character in the roster until somebody writes the name in full."""

_MARKS = re.compile("[?？□〓■▯\ufffd\ue000-\uf8ff]")
_STAND_IN = "某"


def is_lost(name: str) -> bool:
    """Tell whether a stored name lacks a character."""
    return LOST in name


def with_gaps(text: str) -> str:
    """Give a name cell with □ for each lost character; empty when nothing is lost or nothing but gaps would be left."""
    if not _MARKS.search(text):
        return ""
    held = clean_name(_MARKS.sub(_STAND_IN, text))
    gapped = clean_name(_MARKS.sub("\u3007", text))  # 〇 is a letter of names: it keeps the places
    if held.problem or gapped.problem or not gapped.name.strip("\u3007"):
        return ""
    return gapped.name.replace("\u3007", LOST) if "\u3007" not in text else ""


def may_be(lost: str, name: str) -> bool:
    """Whether a name with gaps may be this one: a gap is a character, two gaps may be one of the rarest planes."""
    pattern = "".join(
        f".{{{(len(part) + 1) // 2},{len(part)}}}" if part[0] == LOST else re.escape(part)
        for part in re.findall(f"{LOST}+|[^{LOST}]+", lost)
    )
    return re.fullmatch(pattern, name) is not None
