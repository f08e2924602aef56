"""名额: how many seats a 界别 is due and how many are taken on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.counted import people as people_counted
from app.domain.member import Member

NO_SECTOR = ""
"""Stands for members whose 界别 is not known yet."""
MOST_SEATS = 9999


@dataclass(frozen=True, slots=True)
class SectorSeats:
    """One 界别 on one day.

    `due` is 应有 (None: nobody said); `held` is 实有, everyone in office, of whom `suspended` are 暂停履职;
    `members` are the ids of those who hold the seats, in the order they were given.
    """

    sector: str
    due: int | None
    held: int
    suspended: int
    members: tuple[int, ...] = ()

    @property
    def active(self) -> int:
        """在册: in office and not suspended."""
        return self.held - self.suspended

    @property
    def vacant(self) -> int:
        """缺额; 0 when the seats are filled or nobody said how many there are."""
        return max((self.due or 0) - self.held, 0)

    @property
    def over(self) -> int:
        """超额; 0 when nobody said how many seats there are."""
        return 0 if self.due is None else max(self.held - self.due, 0)


@dataclass(frozen=True, slots=True)
class AllSeats:
    """All 界别 together, each figure the sum of theirs: what one lacks is not made up for by what another has beyond."""

    lines: tuple[SectorSeats, ...]
    sector = "合计"

    @property
    def due(self) -> int | None:
        """应有, as far as it was said; None when it never was."""
        said = [line.due for line in self.lines if line.due is not None]
        return sum(said) if said else None

    @property
    def held(self) -> int:
        """实有, of every 界别."""
        return sum(line.held for line in self.lines)

    @property
    def suspended(self) -> int:
        """暂停履职, of every 界别."""
        return sum(line.suspended for line in self.lines)

    @property
    def active(self) -> int:
        """在册, of every 界别."""
        return self.held - self.suspended

    @property
    def vacant(self) -> int:
        """缺额."""
        return sum(line.vacant for line in self.lines)

    @property
    def over(self) -> int:
        """超额."""
        return sum(line.over for line in self.lines)

    @property
    def members(self) -> tuple[int, ...]:
        """Everybody who holds a seat."""
        return tuple(member for line in self.lines for member in line.members)


def sector_seats(
    people: Iterable[Member], due: Mapping[str, int], order: Sequence[str]
) -> tuple[SectorSeats, ...]:
    """Count seats per 界别: those of `order` first, then others with seats or people, people without one last."""
    held: dict[str, list[Member]] = {}
    for member in people:
        if member.in_office:
            held.setdefault(member.sector, []).append(member)
    named = dict.fromkeys((*order, *sorted({*due, *held})))
    known = [sector for sector in named if sector != NO_SECTOR]
    unknown = [NO_SECTOR] if NO_SECTOR in held else []
    return tuple(_line(sector, due.get(sector), held.get(sector, [])) for sector in (*known, *unknown))


def _line(sector: str, due: int | None, held: Sequence[Member]) -> SectorSeats:
    suspended = people_counted(member for member in held if not member.is_active)
    return SectorSeats(sector, due, people_counted(held), suspended, tuple(member.id for member in held))
