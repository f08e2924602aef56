"""The quota desk: 应有 per 界别 as the office says, 实有 as the roster has it on a day."""

from __future__ import annotations

from collections.abc import Mapping

from app.db.quotas import Quotas
from app.domain.errors import Refused, WrongUsage
from app.domain.numbers import whole_number
from app.domain.seats import MOST_SEATS, SectorSeats, sector_seats
from app.intake.cells import line
from app.services.frame import Frame


def seats(frame: Frame, day: str | None = None) -> tuple[SectorSeats, ...]:
    """Seats due and taken per 界别 of the current 届 on that day (None: today), in the office's order of 界别.

    A 界别 stands here when it is in the office's list, has a quota, or somebody holds it.
    """
    due = Quotas(frame.data).of_term(frame.term().id)
    return sector_seats(frame.people(day), due, frame.registry.codes("界别"))


class QuotaDesk:
    """Verbs on 名额."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def seats(self, day: str | None = None) -> tuple[SectorSeats, ...]:
        """Seats due and taken per 界别 on that day."""
        return seats(self._frame, day)

    def read(self, text: str) -> int | None:
        """Read 应有 as typed; empty is None. Raises WrongUsage for what is no number of seats."""
        return parse_seats(text)

    def set(self, due: Mapping[str, int | None]) -> None:
        """Keep 应有 of some 界别 as one operation; None takes the word back.

        A 界别 that is neither in the list nor anybody's is refused: it would be a slip of the pen.
        """
        known = {one.sector for one in seats(self._frame)} | set(self._frame.words("界别"))
        for sector, number in due.items():
            if not sector or sector not in known:
                raise Refused(f"没有“{sector}”这个界别，请先在“代码表”里加上。", where=sector, code="sector")
            if number is not None and not 0 <= number <= MOST_SEATS:
                raise Refused(
                    f"{sector}界的应有名额要在 0 到 {MOST_SEATS} 之间。", where=sector, code="seats"
                )
        term, quotas = self._frame.term().id, Quotas(self._frame.data)
        named = "、".join(list(due)[:3]) + ("等" if len(due) > 3 else "")
        with self._frame.data.operation(f"设 {named} 的名额"):
            self._frame.registry.add_codes("界别", [sector for sector, number in due.items() if number])
            for sector, number in due.items():
                quotas.put(term, sector, number)


def parse_seats(text: str) -> int | None:
    """Read 应有 as typed; empty is None. Raises WrongUsage for what is no number of seats."""
    plain = line(text).removesuffix("名").removesuffix("人").strip()
    number = whole_number(plain) if plain else None
    if plain and (number is None or not 0 <= number <= MOST_SEATS):
        raise WrongUsage(f"应有名额要填 0 到 {MOST_SEATS} 的整数，不能是“{text}”。", where=text)
    return number
