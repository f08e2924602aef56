"""The gap between 汉字 and Latin letters or digits: a fifth of the size, where Word and LibreOffice both open one.

Word's own default is such a gap (autoSpaceDE, autoSpaceDN), and LibreOffice's reader of Word files cannot be told to leave it
out, so paper from here has it too, or lines would end elsewhere in each program. It is no blank: in a PDF the character before
it is set from a wider body of the same glyph, and the text copies out as it was written. For that a character followed by the
gap is written as its `WIDE` double, in planes 4 to 7, where Unicode has no characters.
"""

from __future__ import annotations

import re
from typing import Final

GAP: Final = 0.2
"""The gap in ems of the type, as measured in LibreOffice 7.4 (Word: about a quarter)."""
WIDE: Final = 0x40000
"""How far a character's double stands from it."""
_HAN: Final = (
    "\u2160-\u2188\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u312f\u3220-\u3229\u3400-\u9fff"
    "\uf900-\ufaff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U00020000-\U0003fffd"
)
_LATIN: Final = (
    "0-9A-Za-z\xaa\xb2\xb3\xb5\xb9\xba\xbc-\xbe\xc0-\xd6\xd8-\xf6\xf8-\u02af\u0370-\u03ff\u0400-\u052f"
)
"""Letters and numbers of either kind; beside marks and blanks there is no gap."""
_PLACE: Final = re.compile(f"[{_HAN}](?=[{_LATIN}])|[{_LATIN}](?=[{_HAN}])")
DOUBLE: Final = re.compile("[\U00040000-\U0007ffff]")


def gaps_in(text: str) -> int:
    """Count the gaps within a text."""
    return 0 if text.isascii() else len(_PLACE.findall(text))


def widened(text: str) -> str:
    """Write each character that a gap follows as its double; the length stays."""
    if text.isascii():
        return text
    return _PLACE.sub(_double, text)


def gaps_behind(text: str, size: float) -> dict[int, float]:
    """Give the gaps of a widened text, pt, by the index of the character that stands behind each."""
    return {found.end(): GAP * size for found in DOUBLE.finditer(text)}


def _double(found: re.Match[str]) -> str:
    return chr(ord(found[0]) + WIDE)


def single(code: int) -> int:
    """Give the code point that a double stands for; any other as it is."""
    return code - WIDE if WIDE <= code < 2 * WIDE else code


def narrowed(text: str) -> str:
    """Give the text as it was written."""
    return text if text.isascii() else DOUBLE.sub(lambda found: chr(ord(found[0]) - WIDE), text)
