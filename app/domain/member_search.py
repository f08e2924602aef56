"""Finding people by what a clerk types: characters, pinyin, first letters, numbers, any word of their line.

王强 · 强 · wangqiang · wang q · wq · 11001 · 138 0000 1234 · 0042 · 县一中. Every word must be found; who is found by name comes
first. A `Line` is prepared once per member and compared with many words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from app.domain.names import search_form
from app.domain.readings import Reading, Readings
from app.domain.search_text import search_fold

SHORTEST_SEALED = 3
"""Letters and figures of a sealed field (手机, 身份证号 …) that must be typed before it is looked into."""
_APART, _BESIDE = "\0", "\1"
"""Between two fields, and between two spellings of one: nothing that anybody types."""
_NUMBER_MARKS = str.maketrans("", "", "-—()（）+")
_LATIN = re.compile(r"[a-z]+")
_NUMBER = re.compile(r"[0-9()+-]{3,}")


class Grade(IntEnum):
    """How well a word fits a person; better ones come first."""

    NAME = 0
    NAME_BEGINS = 1
    NUMBER = 2
    NAME_HOLDS = 3
    PINYIN = 4
    PINYIN_BEGINS = 5
    INITIALS = 6
    PINYIN_INSIDE = 7
    FIELD = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody found: the id, how well, and the key of the field that was not the name (empty: it was)."""

    id: int
    grade: Grade
    field: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One person as a search sees them: name folded, readings of each character, all other fields folded."""

    id: int
    name: str
    no: str
    readings: tuple[Reading, ...]
    heads: frozenset[str]
    keys: tuple[str, ...]
    open_text: str
    text: str

    def key_of(self, term: str) -> str:
        """Give the key of the first field that holds a term; empty when none does."""
        at = self.text.find(term)
        return self.keys[self.text.count(_APART, 0, at)] if at >= 0 else ""


def line(
    identity: int,
    name: str,
    own_pinyin: str,
    no: str,
    fields: Sequence[tuple[str, str]],
    sealed: Sequence[tuple[str, str]],
    readings: Readings,
) -> Line:
    """Prepare one person: `fields` and `sealed` are (key, text) of all other fields, those under seal apart."""
    plain = search_fold(search_form(name))
    read = readings.of_name(plain, own_pinyin)
    told = [*fields, *sealed]
    text = _folded([text for _, text in told])
    opened = text if not sealed else _APART.join(text.split(_APART)[: len(fields)])
    return Line(
        identity, plain, search_fold(no), read, frozenset(sound[0] for one in read for sound in one),
        tuple(key for key, _ in told), opened, text,
    )  # fmt: skip


def find(lines: Sequence[Line], query: str) -> list[Hit]:
    """Find whom a query means, best first, those equally good in the order of `lines`."""
    terms = _terms(query)
    if not terms:
        return []
    whole = "".join(terms) if len(terms) > 1 else ""
    hits = []
    for one in lines:
        grade, said = _fit_all(one, terms)
        if whole and (grade is None or grade > Grade.NAME):
            together, its_word = _fit(one, whole)
            if together is not None and (grade is None or together < grade):
                grade, said = together, its_word
        if grade is not None:
            number = grade is Grade.NUMBER and not said
            hits.append(Hit(one.id, grade, "no" if number else one.key_of(said) if said else ""))
    return sorted(hits, key=lambda hit: hit.grade)


def _fit_all(one: Line, terms: Sequence[str]) -> tuple[Grade | None, str]:
    worst, said = Grade.NAME, ""
    for term in terms:
        grade, its_word = _fit(one, term)
        if grade is None:
            return None, ""
        worst, said = max(worst, grade), said or its_word
    return worst, said


def _fit(one: Line, term: str) -> tuple[Grade | None, str]:
    """Say how a term fits a person (None: not at all), and the word to look for in the fields when not by name or number."""
    if term in one.name:
        if term == one.name:
            return Grade.NAME, ""
        return (Grade.NAME_BEGINS if one.name.startswith(term) else Grade.NAME_HOLDS), ""
    if one.no.startswith(term):
        return Grade.NUMBER, ""
    if term[0] in one.heads and _LATIN.fullmatch(term):
        grade = _by_sound(one, term)
        if grade is not None:
            return grade, ""
    text = one.open_text if len(term) < SHORTEST_SEALED and term.isascii() else one.text
    if term in text:
        return Grade.FIELD, term
    if (
        _NUMBER.fullmatch(term)
        and (bare := term.translate(_NUMBER_MARKS)) != term
        and len(bare) >= SHORTEST_SEALED
    ):
        return (Grade.FIELD, bare) if bare in one.text else (None, "")
    return None, ""


def _by_sound(one: Line, letters: str) -> Grade | None:
    for start in range(len(one.readings)):
        end = sounds(one.readings, letters, start)
        if end:
            if start:
                return Grade.PINYIN_INSIDE
            if len(letters) <= end and len(letters) < sum(
                len(each[0]) for each in one.readings[:end] if each
            ):
                return Grade.INITIALS
            return Grade.PINYIN if end == len(one.readings) else Grade.PINYIN_BEGINS
    return None


def sounds(readings: Sequence[Reading], letters: str, start: int = 0) -> int:
    """Match letters as pinyin from one character on: whole syllables or their beginning letter, the last one cut anywhere.

    Gives the place behind the last character used; 0 when they do not fit. wangqiang, wq, wangq, wqiang, wangqi fit 王强.
    """
    if start >= len(readings):
        return 0
    for sound in readings[start]:
        if sound.startswith(letters):
            return start + 1
        if letters.startswith(sound):
            end = sounds(readings, letters[len(sound) :], start + 1)
            if end:
                return end
        for length in (2, 1) if sound[1:2] == "h" else (1,):
            if length < len(letters) and letters.startswith(sound[:length]):
                end = sounds(readings, letters[length:], start + 1)
                if end:
                    return end
    return 0


def _terms(query: str) -> list[str]:
    """Give the folded words of a query; a dot or an apostrophe inside a name does not count."""
    return [term for word in query.split() if (term := search_form(search_fold(word)).replace("'", ""))]


def _folded(texts: Sequence[str]) -> str:
    """Fold texts as one, so that each stays apart; of a number with dashes the bare figures stand behind it."""
    bare = (f"{text}{_BESIDE}{text.translate(_NUMBER_MARKS)}" if "-" in text and _NUMBER.fullmatch(text.replace(" ", "")) else text
            for text in texts)  # fmt: skip
    return search_fold(_APART.join(bare))
