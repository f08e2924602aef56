"""Whole numbers as people type them: 12, １２, with blanks around; nothing else and nothing absurd."""

from __future__ import annotations

import re
from unicodedata import normalize

_WHOLE = re.compile(r"[0-9]{1,9}")


def whole_number(text: str) -> int | None:
    """Read a whole number from 0 to 999,999,999; None for any other text.

    Full-width digits count, digits of other scripts do not: nobody of this office could read them back.
    """
    plain = normalize("NFKC", text[:40]).strip()
    return int(plain) if len(text) <= 40 and _WHOLE.fullmatch(plain) else None
