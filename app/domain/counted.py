"""A count that remembers whom it counted: an ordinary number to whoever prints it, names to whoever asks why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, Self

MEMBER, PROPOSAL = "member", "proposal"
"""What a count may be about."""


class WithId(Protocol):
    """Whatever has an id: a member, a proposal."""

    @property
    def id(self) -> int:
        """The id in the data file."""
        ...


class Counted(int):
    """How many there are, with the ids `behind` it and what they are (`about`: member or proposal).

    One who was counted twice stands in `behind` twice, so that the number is always the length of `behind`.
    """

    behind: tuple[int, ...]
    about: str

    def __new__(cls, behind: Iterable[int], about: str = MEMBER) -> Self:
        """Count ids."""
        ids = tuple(behind)
        made = super().__new__(cls, len(ids))
        made.behind, made.about = ids, about
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[int, ...], str]]:
        """Give what a copy is made of."""
        return type(self), (self.behind, self.about)


def people(of: Iterable[WithId]) -> Counted:
    """Count members."""
    return Counted((one.id for one in of), MEMBER)


def proposals(of: Iterable[WithId]) -> Counted:
    """Count proposals."""
    return Counted((one.id for one in of), PROPOSAL)


def total(counts: Iterable[object]) -> Counted | None:
    """Add counts of one kind up, keeping everybody behind them; None when one of them does not know whom it counted."""
    ids: list[int] = []
    about: set[str] = set()
    for count in counts:
        if not isinstance(count, Counted):
            return None
        ids += count.behind
        about.add(count.about)
    return Counted(ids, about.pop()) if len(about) == 1 else None
