"""Cutting what stands between two marks of a notice into names: spaced-out, set solid, or both."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from app.domain.names import COMPOUND_SURNAMES, MIDDLE_DOT
from app.domain.surnames import SINGLE_SURNAMES, begins_with_surname

_NOT_A_SURNAME = 8
_LONGEST_SOLID = 60
"""Characters of a run that is still cut: a longer one is a sentence."""


class Word(NamedTuple):
    """Characters without a blank inside, and the line of the text they stand in."""

    text: str
    line: int


class Piece(NamedTuple):
    """Characters and the name they are; or, without a name, the ways in which they could be cut into several."""

    word: Word
    is_name: bool = True
    ways: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class Cut:
    """What words became, in their order."""

    pieces: list[Piece] = field(default_factory=list)
    solid: list[tuple[Word, tuple[str, ...]]] = field(default_factory=list)
    """Runs set solid that were cut by surnames in the only way there is: for the clerk to look at."""
    doubtful: list[Word] = field(default_factory=list)
    """Names put together across a gap where it was not sure."""


def cut_words(words: Sequence[Word], known: Collection[str] = ()) -> Cut:
    """Cut words that blanks part into names.

    Two single characters are one spaced name (王 强), a compound surname takes the given name behind it (欧阳 修), a
    word of two or three is a name, a longer one several set solid or a long name. Where two ways are as good as each
    other nothing is guessed: the characters come back with the ways. Half a name comes back as it is.
    """
    cut = Cut()
    for single, group in groupby(_joined(words, known, cut), key=lambda word: len(word.text) == 1):
        if single:
            _cut_singles(list(group), known, cut)
        else:
            for word in group:
                _cut_solid(word, known, cut)
    return cut


def _joined(words: Sequence[Word], known: Collection[str], cut: Cut) -> Iterator[Word]:
    """Join what a gap has torn: compound surnames, names the roster has, a lone surname before its given name."""
    at = 0
    while at < len(words):
        size = next((n for n in (4, 3, 2) if "".join(w.text for w in words[at : at + n]) in known), 1)
        whole = Word("".join(word.text for word in words[at : at + size]), words[at].line)
        if size == 1 and at + 1 < len(words):
            one, two = words[at].text, words[at + 1].text
            compound = one in COMPOUND_SURNAMES and len(two) <= 2 and not (len(two) == 2 and two in known)
            # 李 静怡: nobody else is called 静怡 as a whole; 岑 向荣 between two marks: nobody is called 岑
            whole_run = len(words) == 2 and two not in known
            torn = len(one) == 1 and len(two) == 2 and one in SINGLE_SURNAMES
            torn = torn and (whole_run or not begins_with_surname(two))
            alone = at == 0 or len(words[at - 1].text) != 1
            if compound or (torn and alone and two not in known):
                whole, size = Word(one + two, words[at].line), 2
                if torn:
                    cut.doubtful.append(whole)
        yield whole
        at += size


def _cut_singles(words: list[Word], known: Collection[str], cut: Cut) -> None:
    """Cut single characters set apart: pairs as a rule (王 强), threes where every one is spaced (王 小 明)."""
    text = "".join(word.text for word in words)

    def cost(name: str, _start: int) -> int | None:
        if name in known:
            return 0
        if len(name) not in (2, 3):
            return None
        strange = 0 if name[0] in SINGLE_SURNAMES else _NOT_A_SURNAME
        return (3 if len(name) == 2 else 10) + strange

    ways = _best_ways(text, cost) if len(text) <= _LONGEST_SOLID else ()
    if len(ways) != 1:
        cut.pieces.append(Piece(Word(text, words[0].line), len(text) == 1, ways))
        return
    at = 0
    for name in ways[0]:
        cut.pieces.append(Piece(Word(name, words[at].line)))
        at += len(name)


def _cut_solid(word: Word, known: Collection[str], cut: Cut) -> None:
    """Cut a word: up to three characters are a name; more are one long name or several without a space between."""
    text = word.text
    if len(text) <= 3 or MIDDLE_DOT in text or text in known or text.isascii() or len(text) > _LONGEST_SOLID:
        cut.pieces.append(Piece(word))
        return
    if len(text) == 4 and text[:2] in COMPOUND_SURNAMES:
        cut.pieces.append(Piece(word))
        return

    def cost(name: str, _start: int) -> int | None:
        if name in known:
            return 0
        compound = name[:2] in COMPOUND_SURNAMES
        fits = len(name) in ((3, 4) if compound else (2, 3))
        return 2 if fits and (compound or name[0] in SINGLE_SURNAMES) else None

    ways = _ways(text, cost)
    if not ways:
        cut.pieces.append(Piece(word))  # a long name of another language: 巴特尔其其格
        return
    cheapest = min(price for price, _ in ways)
    best = tuple(way for price, way in ways if cheapest or price == 0)
    if cheapest and len(text) == 4 and text[1] in SINGLE_SURNAMES:
        best = (*best, (text,))  # 刘张文英 may be one person with the surnames of both parents
    if len(best) > 1:
        cut.pieces.append(Piece(word, is_name=False, ways=best))
        return
    cut.pieces += [Piece(Word(name, word.line)) for name in best[0]]
    if cheapest:
        cut.solid.append((word, best[0]))


_Cost = Callable[[str, int], int | None]
_MOST_WAYS = 6


def _ways(text: str, cost: _Cost) -> list[tuple[int, tuple[str, ...]]]:
    """Give ways to cut a text into names, cheap ones first, a handful at most: more are as good as none."""
    best: list[list[tuple[int, tuple[str, ...]]]] = [[(0, ())]]
    for end in range(1, len(text) + 1):
        found = []
        for start in range(max(0, end - 4), end - 1):
            price = cost(text[start:end], start)
            if price is not None:
                found += [(so_far + price, (*way, text[start:end])) for so_far, way in best[start]]
        best.append(sorted(found)[:_MOST_WAYS])
    return best[-1]


def _best_ways(text: str, cost: _Cost) -> tuple[tuple[str, ...], ...]:
    """Give the ways to cut that share the lowest price."""
    ways = _ways(text, cost)
    return tuple(way for price, way in ways if price == ways[0][0])
