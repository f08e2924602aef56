"""文号 as units write them, in the form of GB/T 9704-2012 §7.2.5: 慈教提〔2017〕6号."""

from __future__ import annotations

import re
from unicodedata import normalize

_OPENING = "[(〔[﹝【{<《]"
_CLOSING = "[)〕\\]﹞】}>》]"
_SHAPE = re.compile(
    rf"(?P<who>\D*?){_OPENING}?(?P<year>(?:19|20)\d\d)年?{_CLOSING}?[-—－]?(?:第|字第)?0*(?P<number>\d+)号?"
)


def document_no(text: str) -> str:
    """Write a 文号 with its year in 〔〕 and without noughts before the number; what has no year stays as written.

    Spaces go in either case: nobody's 文号 has any.
    """
    plain = "".join(normalize("NFKC", text.replace("﹝", "〔").replace("﹞", "〕")).split())
    found = _SHAPE.fullmatch(plain)
    if found is None:
        return "".join(text.split())
    return f"{found['who']}〔{found['year']}〕{found['number']}号"
