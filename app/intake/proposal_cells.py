"""One cell of a proposal register, read by the kind of its field; values are text, dates `YYYY-MM-DD`."""

from __future__ import annotations

import re
from unicodedata import normalize

from app.domain.dates import parse_date
from app.domain.fields import Field, Kind
from app.domain.proposal_draft import review_outcome
from app.intake.cells import Read, line, lines
from app.intake.rawtable import Cell, text_of

_NUMBER = re.compile(r"\D*?0*(\d{1,9})\D*")
_CLASS = re.compile(r"[（(]?([A-D])[）)]?\s*类?", re.IGNORECASE)
_YES = frozenset({"是", "√", "✓", "1", "有", "重点", "优秀", "重点提案", "优秀提案"})
_NO = frozenset({"否", "×", "0", "无", "不是"})


def read_proposal_cell(field: Field, cell: Cell) -> Read:
    """Read one filled cell; a doubtful number or word is a warning, an impossible date an error."""
    if field.kind is Kind.DATE:
        return _date(field, cell)
    text = line(text_of(cell))
    if field.key in _BY_KEY:
        return _BY_KEY[field.key](text)
    if field.kind is Kind.LONG:
        return Read(lines(text_of(cell)))
    if field.kind is Kind.INT:
        found = _NUMBER.fullmatch(normalize("NFKC", text))
        return Read(found[1]) if found else Read(None, warning=f"{field.label}“{text}”不是编号，没有读入")
    if field.kind is Kind.YES_NO:
        value = "是" if text in _YES else "否" if text in _NO else None
        return Read(value, warning="" if value else f"{field.label}“{text}”应填“是”或“否”，没有读入")
    return Read(text)


def _date(field: Field, cell: Cell) -> Read:
    parsed = parse_date(cell)
    if parsed.problem:
        return Read(None, f"{field.label}{parsed.problem}")
    if parsed.text and len(parsed.text) < len("2026-01-01"):
        return Read(None, warning=f"{field.label}“{parsed.text}”没有写到日，没有读入")
    return Read(parsed.text, warning=f"{field.label}{parsed.notice}" if parsed.notice else "")


def _review(text: str) -> Read:
    """A word of the 审查 column as one of the outcomes; an unknown one stays and is asked about."""
    outcome = review_outcome(text)
    if outcome is None:
        return Read(text, warning=f"审查结果“{text}”不认识，按未审查读入")
    return Read(outcome.value)


def _class(text: str) -> Read:
    found = _CLASS.fullmatch(normalize("NFKC", text))
    return Read(found[1].upper()) if found else Read(text, warning=f"答复类别“{text}”不是 A、B、C、D 之一")


_BY_KEY = {"review": _review, "class": _class}
