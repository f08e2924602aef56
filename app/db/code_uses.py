"""Where the words of a code list stand in the data file: counted, and replaced as a correction of one 届.

The places follow from the field table: a field with `codes` keeps words of that list. Dated facts, memberships, teams
and quotas belong to a 届; a person's own columns follow when the person is a 委员 of that 届.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from app.db import rows
from app.db.datafile import DataFile
from app.domain.fields import MEMBER_FIELDS, OUTSIDER_FIELDS, PROPOSAL_FIELDS, TEAM_FIELDS, UNIT_FIELDS, Home

SECTORS, COMMITTEES, TEAM_KINDS = "界别", "专委会", "小组种类"


@dataclass(frozen=True, slots=True)
class Place:
    """One column that holds words of a list: which of its rows (`only`), which of those belong to a 届 (`of_term`).

    `whose` is what is counted, each once; a place that is not `counted` only follows.
    """

    table: str
    column: str
    of_term: str
    only: str = "1"
    whose: str = "x.id"
    counted: bool = True

    def rows(self, what: str, *, every_term: bool = False) -> str:
        """Write the query of `what` over the rows of a 届 (:term), or of all."""
        return (
            f"SELECT {what} FROM {self.table} x WHERE {self.only} AND {'1' if every_term else self.of_term}"
        )


_OF_TERM = "x.term_id = :term"
_IN_TERM = {
    Home.PERSON: "x.id IN (SELECT person_id FROM memberships WHERE term_id = :term)",
    Home.MEMBERSHIP: _OF_TERM,
    Home.PROPOSAL: "x.plenary_id IN (SELECT id FROM plenaries WHERE term_id = :term)",
    Home.UNIT: "1",
    Home.TEAM: _OF_TERM,
    Home.OUTSIDER: "x.team_id IN (SELECT id FROM teams WHERE term_id = :term)",
}
_BESIDE = {
    SECTORS: (Place("quotas", "sector", _OF_TERM, counted=False),),
    COMMITTEES: (
        Place("teams", "name", _OF_TERM, f"x.kind = '{COMMITTEES}'", counted=False),
        Place("teams", "committee", _OF_TERM, counted=False),
    ),
}


def _fact(field: str, column: str) -> Place:
    of_term = "x.membership_id IN (SELECT id FROM memberships WHERE term_id = :term)"
    return Place("facts", column, of_term, f"x.field = '{field}'", "x.membership_id")


def places(code_list: str) -> Iterator[Place]:
    """Every place of a list's words, from the field table and beside it."""
    for field in (*MEMBER_FIELDS, *TEAM_FIELDS, *OUTSIDER_FIELDS, *UNIT_FIELDS, *PROPOSAL_FIELDS):
        if field.codes != code_list:
            continue
        if field.home is Home.FACT:
            yield _fact(field.key, "value")
        elif field.home in _IN_TERM:
            yield Place(field.home, field.key, _IN_TERM[field.home])
    if code_list == TEAM_KINDS:
        yield _fact("groups", "kind")
    yield from _BESIDE.get(code_list, ())


class CodeUses:
    """Counts and replaces the words of code lists."""

    def __init__(self, data: DataFile) -> None:
        self._data = data

    def counts(self, code_list: str, term: int) -> Counter[str]:
        """How many people, teams, units or proposals of a 届 have each word, now or at any time of it."""
        found: Counter[str] = Counter()
        for place in places(code_list):
            if place.counted:
                sql = place.rows(f'x."{place.column}", count(DISTINCT {place.whose})') + " GROUP BY 1"
                found.update(dict(self._data.db.execute(sql, {"term": term}).fetchall()))
        del found[""]
        return found

    def anywhere(self, code_list: str, word: str) -> bool:
        """Whether any row of any 届 holds a word."""
        return any(
            self._data.db.execute(
                place.rows("1", every_term=True) + f' AND x."{place.column}" = :word LIMIT 1', {"word": word}
            ).fetchone()
            for place in places(code_list)
        )

    def replace(self, code_list: str, old: str, new: str, term: int) -> None:
        """Write `new` wherever the 届 has `old`; rows that become the same become one. Only inside an operation."""
        for place in places(code_list):
            sql = place.rows("x.id") + f' AND x."{place.column}" = :old'
            for (row,) in self._data.db.execute(sql, {"term": term, "old": old}).fetchall():
                if place.table == "facts":
                    replace_fact(self._data, row, {place.column: new})
                elif place.table == "quotas":
                    self._add_up(row, term, new)
                elif place.table == Home.TEAM:
                    self._become_one_team(row, {place.column: new})
                else:
                    rows.update(self._data, place.table, row, {place.column: new})

    def _become_one_team(self, row: int, values: dict[str, str]) -> None:
        """Correct a team's row; where a 届 then has two of one kind and name, the one that was there takes in this one."""
        rows.update(self._data, Home.TEAM, row, values)
        (mine,) = rows.fetch(self._data, "SELECT * FROM teams WHERE id = ?", [row])
        twins = rows.fetch(
            self._data,
            "SELECT * FROM teams WHERE term_id = ? AND kind = ? AND name = ? AND id <> ? ORDER BY id LIMIT 1",
            [mine["term_id"], mine["kind"], mine["name"], row],
        )
        for twin in twins:
            gaps = {key: text for key, text in mine.items() if key != "ended" and text and not twin[key]}
            rows.update(self._data, Home.TEAM, int(twin["id"] or 0), gaps)
            outsiders = rows.fetch(
                self._data, "SELECT id FROM team_outsiders WHERE team_id = ? ORDER BY id", [row]
            )
            for one in outsiders:
                rows.update(self._data, Home.OUTSIDER, int(one["id"] or 0), {"team_id": int(twin["id"] or 0)})
            rows.delete(self._data, Home.TEAM, row)

    def _add_up(self, row: int, term: int, sector: str) -> None:
        """Two 界别 that become one are due the seats of both."""
        there = self._data.db.execute(
            "SELECT id, seats + (SELECT seats FROM quotas WHERE id = ?) FROM quotas WHERE term_id = ? AND sector = ?",
            [row, term, sector],
        ).fetchone()
        if there is None:
            rows.update(self._data, "quotas", row, {"sector": sector})
        else:
            rows.delete(self._data, "quotas", row)
            rows.update(self._data, "quotas", int(there[0]), {"seats": there[1]})


def replace_fact(data: DataFile, fact: int, values: dict[str, str]) -> None:
    """Correct value, kind or role of one fact; where it then says the same as another one, the two become one span."""
    rows.update(data, "facts", fact, values)
    (mine,) = rows.fetch(data, "SELECT * FROM facts WHERE id = ?", [fact])
    twins = rows.fetch(
        data,
        "SELECT id, starts, ends FROM facts WHERE membership_id = ? AND field = ? AND value = ? AND kind = ? AND role = ? "
        "AND id <> ? AND (ends = '' OR ends > ?) AND (? = '' OR starts < ?)",
        [*(mine[key] for key in ("membership_id", "field", "value", "kind", "role")), fact, mine["starts"], mine["ends"],
         mine["ends"]],
    )  # fmt: skip
    if twins:
        spans = [(str(one["starts"]), str(one["ends"])) for one in (mine, *twins)]
        ends = [end for _, end in spans]
        for twin in twins:
            rows.delete(data, "facts", int(twin["id"] or 0))
        rows.update(
            data,
            "facts",
            fact,
            {"starts": min(start for start, _ in spans), "ends": "" if "" in ends else max(ends)},
        )
