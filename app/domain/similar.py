"""Titles that may tell of the same thing: shared pairs of neighbouring characters, after the frame words are gone.

Dice's coefficient of the sets of character pairs: 1 for equal titles, 0 for titles without a common pair.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable
from typing import Generic, NamedTuple, TypeVar

from app.domain.search_text import search_fold

ALIKE = 0.75
"""From this score on two titles are shown as 相似."""

Key = TypeVar("Key", bound=Hashable)

_FRAME = re.compile(
    r"^关于(?:进一步|切实|尽快|加快|加强|推进|推动|完善|要求)*|的?(?:对策)?(?:若干)?(?:建议|提案|意见|思考)$"
)


class Likeness(NamedTuple, Generic[Key]):
    """One earlier title and how alike it is (0–1)."""

    key: Key
    score: float


def core(title: str) -> str:
    """Give what a title is about: without 关于加强 … 的建议, width, case, spaces and marks."""
    return "".join(char for char in _FRAME.sub("", search_fold(title)) if char.isalnum())


class Titles(Generic[Key]):
    """An index of titles; looking one up touches only titles that share a pair with it."""

    def __init__(self) -> None:
        self._places: dict[Key, tuple[int, int]] = {}
        self._by_pair: defaultdict[str, list[Key]] = defaultdict(list)

    def add(self, key: Key, title: str) -> None:
        """Remember a title under a key that is not in use yet."""
        pairs = _pairs(title)
        self._places[key] = (len(pairs), len(self._places))
        for pair in pairs:
            self._by_pair[pair].append(key)

    def like(self, title: str, threshold: float = ALIKE) -> list[Likeness[Key]]:
        """Give the remembered titles that are alike, the most alike first and equal ones as they were added."""
        pairs = _pairs(title)
        shared = Counter(key for pair in pairs for key in self._by_pair.get(pair, ()))
        scored = [
            Likeness(key, 2 * count / (len(pairs) + self._places[key][0])) for key, count in shared.items()
        ]
        return sorted(
            (found for found in scored if found.score >= threshold),
            key=lambda found: (-found.score, self._places[found.key][1]),
        )


def _pairs(title: str) -> frozenset[str]:
    text = core(title)
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset(text)
