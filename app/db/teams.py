"""Teams of a 届 in the data file: their rows, the people in them who are no 委员, and the seats of members as facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.db import rows
from app.db.datafile import DataFile
from app.domain.fields import OUTSIDER_FIELDS, TEAM_FIELDS, Home, at_home
from app.domain.member import Seat
from app.domain.team import Outsider

_TEAM = tuple(one.key for one in at_home(TEAM_FIELDS, Home.TEAM))
_OUTSIDER = tuple(one.key for one in at_home(OUTSIDER_FIELDS, Home.OUTSIDER))
_OWN_PLACE = ("name", "role", "starts", "ends")


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team's own row; `more` holds the filled fields but kind and name by key."""

    id: int
    kind: str
    name: str
    more: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SeatFact:
    """One dated seat of a member in a committee or a team."""

    id: int
    member: int
    field: str
    seat: Seat
    starts: str
    ends: str


class Teams:
    """Reads and writes the teams of the data file; what writes only works inside an operation."""

    def __init__(self, data: DataFile) -> None:
        self._data = data

    # -- rows --------------------------------------------------------------------------------------------------

    def of_term(self, term: int) -> list[TeamRow]:
        """Every team of a 届 that has a row, dissolved ones too, in the order they were entered."""
        found = rows.fetch(self._data, "SELECT * FROM teams WHERE term_id = ? ORDER BY id", [term])
        return [
            TeamRow(
                int(row["id"] or 0),
                str(row["kind"]),
                str(row["name"]),
                {key: str(row[key]) for key in _TEAM if key not in ("kind", "name") and row[key]},
            )
            for row in found
        ]

    def add(self, term: int, values: Mapping[str, str]) -> int:
        """Enter a team."""
        return rows.insert(
            self._data, "teams", {"term_id": term, **{key: values.get(key, "") for key in _TEAM}}
        )

    def update(self, team: int, values: Mapping[str, str]) -> None:
        """Change fields of a team's row."""
        rows.update(self._data, "teams", team, {key: text for key, text in values.items() if key in _TEAM})

    def remove(self, team: int) -> None:
        """Take a team's row out; nobody may stand in it any more."""
        rows.delete(self._data, "teams", team)

    # -- people who are no 委员 --------------------------------------------------------------------------------

    def outsiders(self, term: int) -> list[Outsider]:
        """Everyone who is or was in a team of the 届 without being a 委员, in the order they were entered."""
        found = rows.fetch(
            self._data,
            "SELECT o.* FROM team_outsiders o JOIN teams t ON t.id = o.team_id WHERE t.term_id = ? ORDER BY o.id",
            [term],
        )
        return [
            Outsider(
                int(row["id"] or 0),
                int(row["team_id"] or 0),
                **{key: str(row[key]) for key in _OWN_PLACE},
                more={key: str(row[key]) for key in _OUTSIDER if key not in _OWN_PLACE and row[key]},
            )
            for row in found
        ]

    def add_outsider(self, team: int, values: Mapping[str, str]) -> int:
        """Enter somebody who is no 委员."""
        kept = {key: values.get(key, "") for key in _OUTSIDER}
        return rows.insert(self._data, "team_outsiders", {"team_id": team, **kept})

    def update_outsider(self, outsider: int, values: Mapping[str, str]) -> None:
        """Change fields of one."""
        kept = {key: text for key, text in values.items() if key in _OUTSIDER}
        rows.update(self._data, "team_outsiders", outsider, kept)

    def move_outsider(self, outsider: int, team: int) -> None:
        """Let one belong to another team."""
        rows.update(self._data, "team_outsiders", outsider, {"team_id": team})

    def remove_outsider(self, outsider: int) -> None:
        """Take out one who was entered by mistake."""
        rows.delete(self._data, "team_outsiders", outsider)

    # -- seats of members --------------------------------------------------------------------------------------

    def seats(self, term: int) -> list[SeatFact]:
        """Every seat that members of a 届 have or had, oldest first."""
        found = self._data.db.execute(
            "SELECT f.id, f.membership_id, f.field, f.value, f.kind, f.role, f.starts, f.ends FROM facts f "
            "JOIN memberships m ON m.id = f.membership_id WHERE m.term_id = ? AND f.field IN ('committees', 'groups') "
            "ORDER BY f.starts, f.id",
            [term],
        )
        return [
            SeatFact(identity, member, key, Seat(value, role, kind), starts, ends)
            for identity, member, key, value, kind, role, starts, ends in found
        ]

    def group_kinds(self, term: int) -> list[str]:
        """Every kind that seats of a 届 have or had, in order of the alphabet."""
        found = self._data.db.execute(
            "SELECT DISTINCT f.kind FROM facts f JOIN memberships m ON m.id = f.membership_id "
            "WHERE m.term_id = ? AND f.field = 'groups' ORDER BY 1",
            [term],
        )
        return [str(row[0]) for row in found]

    def close_seat(self, fact: SeatFact, day: str) -> None:
        """End a seat on a day; one that would only begin then never was."""
        if fact.starts >= day:
            rows.delete(self._data, "facts", fact.id)
        elif not fact.ends or fact.ends > day:
            rows.update(self._data, "facts", fact.id, {"ends": day})
