"""Words spelled as the office's code lists have them: one that differs in blanks, width or case is no word of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.db.code_uses import TEAM_KINDS
from app.db.members import FieldValue
from app.domain.codes import folded
from app.domain.fields import MEMBER
from app.domain.member import Seat
from app.services.frame import Frame


def as_listed(frame: Frame, values: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    """Give a member's values with such words put right; what no list has stays as written."""
    return {
        key: _spelled(frame, MEMBER[key].codes, value) if key in MEMBER and MEMBER[key].codes else value
        for key, value in values.items()
    }


def word_as_listed(frame: Frame, name: str, text: str) -> str:
    """Give a word as the code list `name` spells it; one that it does not have stays as written."""
    same = _listed(frame, name).get(folded(text), ())
    return text if text in same or not same else same[0]


def _spelled(frame: Frame, name: str, value: FieldValue) -> FieldValue:
    def word(text: str, of: str = name) -> str:
        return word_as_listed(frame, of, text)

    if isinstance(value, str):
        return word(value)
    if not isinstance(value, tuple):
        return value
    seats = (one for one in value if isinstance(one, Seat))
    placed = tuple(replace(one, name=word(one.name), kind=word(one.kind, TEAM_KINDS)) for one in seats)
    return tuple(dict.fromkeys(placed)) or tuple(
        dict.fromkeys(word(one) for one in value if isinstance(one, str))
    )


def _listed(frame: Frame, name: str) -> Mapping[str, Sequence[str]]:
    """The words of a list, those of other 届 too, by what their spellings have in common."""
    lists: _Lists = frame.kept.get(("listed",), lambda: _Lists(frame))  # one reading: it pushes no roster out
    return lists[name]


class _Lists(dict[str, dict[str, list[str]]]):
    """Every code list, each read when it is first asked for."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame

    def __missing__(self, name: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self._frame.registry.code_rows(name):
            found.setdefault(folded(row.name), []).append(row.name)
        self[name] = found
        return found
