"""Proposals in the data file: the row, its long texts, sponsors, units' parts and timeline."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple

from app.db import rows
from app.db.datafile import DataFile
from app.db.proposal_query import EVERYTHING, ProposalQuery, statement
from app.db.proposal_words import ProposalWords
from app.db.schema import PROPOSAL_COLUMNS, TEXT_COLUMNS
from app.domain.fields import Kind
from app.domain.proposal import Handling, Outcome, Proposal, Sponsor, SponsorRole, State, Step, UnitRole

_NAMED = frozenset({
    "serial", "no", "title", "category", "kind", "sector", "received", "disclosure", "key", "excellent",
})  # fmt: skip
_MORE = tuple(column.key for column in PROPOSAL_COLUMNS if column.key not in _NAMED)
_HANDLING = ("assigned", "due", "accepted", "replied", "doc_no", "doc_no_written", "class")


class Proposals:
    """Reads and writes the proposals of the data file."""

    def __init__(self, data: DataFile) -> None:
        self._data = data
        self.words = ProposalWords(data)

    # -- reading -----------------------------------------------------------------------------------------------

    def ids(self, query: ProposalQuery = EVERYTHING, search: str = "") -> list[int]:
        """Give the ids of a list in its order; the rows themselves are fetched as they are shown."""
        sql, args = statement(query, self.words.matching(search))
        return [row[0] for row in self._data.db.execute(sql, args)]

    def fetch(self, ids: Sequence[int]) -> list[Proposal]:
        """Give proposals in the order of their ids; one that is gone is left out."""
        wanted = [json.dumps(list(ids))]
        among = "IN (SELECT value FROM json_each(?))"
        found = rows.fetch(
            self._data,
            f"SELECT p.*, pl.name AS plenary FROM proposals p JOIN plenaries pl ON pl.id = p.plenary_id WHERE p.id {among}",
            wanted,
        )
        sponsors: defaultdict[int, list[Sponsor]] = defaultdict(list)
        for proposal, name, member, role in self._data.db.execute(
            f"SELECT proposal_id, name, membership_id, role FROM sponsors WHERE proposal_id {among} ORDER BY position, id",
            wanted,
        ):
            sponsors[proposal].append(Sponsor(name, member, SponsorRole(role)))
        handlings: defaultdict[int, list[Handling]] = defaultdict(list)
        for proposal, *part in self._data.db.execute(
            f"SELECT h.proposal_id, u.name, h.role, h.id, {', '.join('h.' + name for name in _HANDLING)} FROM handlings h "
            f"JOIN units u ON u.id = h.unit_id WHERE h.proposal_id {among} ORDER BY h.position, h.id",
            wanted,
        ):
            handlings[proposal].append(Handling(part[0], UnitRole(part[1]), *part[2:]))
        by_id = {int(row["id"] or 0): row for row in found}
        return [_proposal(by_id[i], tuple(sponsors[i]), tuple(handlings[i])) for i in ids if i in by_id]

    def of_plenary(self, plenary: int) -> list[Proposal]:
        """Give every proposal of a plenary, 提案号 first, then those without one in the order received."""
        return self.fetch(self.ids(ProposalQuery({"plenary": (str(plenary),)})))

    def get(self, proposal: int) -> Proposal | None:
        """Give one proposal; None when there is none."""
        return next(iter(self.fetch([proposal])), None)

    def titles(self) -> list[tuple[int, str]]:
        """Give id and title of every proposal, in the order they were entered."""
        return [
            (row[0], row[1]) for row in self._data.db.execute("SELECT id, title FROM proposals ORDER BY id")
        ]

    def texts(self, ids: Iterable[int]) -> dict[int, dict[str, str]]:
        """Give the long texts of proposals by id and field; what is empty is left out."""
        found = rows.fetch(
            self._data,
            "SELECT * FROM proposal_texts WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(ids))],
        )
        return {
            int(row["id"] or 0): {
                column.key: str(row[column.key]) for column in TEXT_COLUMNS if row[column.key]
            }
            for row in found
        }

    def steps(self, proposal: int) -> list[Step]:
        """Give the timeline of a proposal, oldest first."""
        cursor = self._data.db.execute(
            "SELECT at, action, note, came_from, details, id FROM steps WHERE proposal_id = ? ORDER BY position, id",
            [proposal],
        )
        return [
            Step(at, action, note, came_from, json.loads(details), identity)
            for at, action, note, came_from, details, identity in cursor
        ]

    def merged_into(self, proposal: int) -> list[int]:
        """Give the ids of the proposals merged into one."""
        cursor = self._data.db.execute(
            "SELECT id FROM proposals WHERE merged_into = ? ORDER BY serial, id", [proposal]
        )
        return [row[0] for row in cursor]

    def with_number(self, column: str, number: int, plenary: int | None = None) -> list[int]:
        """Give the ids that bear a 流水号 (`serial`) or a 提案号 (`no`), in one plenary or in all."""
        sql = f'SELECT id FROM proposals WHERE "{column}" = ?' + (
            " AND plenary_id = ?" if plenary is not None else ""
        )
        return [
            row[0] for row in self._data.db.execute(sql, [number] if plenary is None else [number, plenary])
        ]

    def next_number(self, column: str, plenary: int) -> int:
        """Give the 流水号 or 提案号 after the highest one of a plenary: none is ever given twice."""
        found = self._data.db.execute(
            f'SELECT coalesce(max("{column}"), 0) FROM proposals WHERE plenary_id = ?', [plenary]
        )
        return int(found.fetchone()[0]) + 1

    # -- writing -----------------------------------------------------------------------------------------------

    def add(self, plenary: int, state: State, outcome: Outcome, values: Mapping[str, rows.Value]) -> int:
        """Enter a proposal with its short fields and long texts."""
        short = {column.key: values[column.key] for column in PROPOSAL_COLUMNS if column.key in values}
        proposal = rows.insert(
            self._data,
            "proposals",
            {"plenary_id": plenary, "state": state.value, "outcome": outcome.value, **short},
        )
        rows.insert(self._data, "proposal_texts", {"id": proposal, **_texts(values)})
        return proposal

    def update(self, proposal: int, values: Mapping[str, rows.Value]) -> None:
        """Change short fields and long texts of a proposal."""
        rows.update(
            self._data,
            "proposals",
            proposal,
            {c.key: values[c.key] for c in PROPOSAL_COLUMNS if c.key in values},
        )
        rows.update(self._data, "proposal_texts", proposal, _texts(values))

    def set_state(self, proposal: int, state: State, outcome: Outcome) -> None:
        """Move a proposal to a state."""
        rows.update(self._data, "proposals", proposal, {"state": state.value, "outcome": outcome.value})

    def set_merged_into(self, proposal: int, main: int | None) -> None:
        """Hang a proposal on the one it was merged into, or take it off."""
        rows.update(self._data, "proposals", proposal, {"merged_into": main})

    def set_sponsors(self, proposal: int, sponsors: Sequence[Sponsor]) -> None:
        """Put the sponsors of a proposal in place; those that stay keep their rows."""
        held = self._data.db.execute(
            "SELECT id FROM sponsors WHERE proposal_id = ? ORDER BY position, id", [proposal]
        ).fetchall()
        for position, sponsor in enumerate(sponsors, 1):
            name, member, role = astuple(sponsor)
            values: dict[str, rows.Value] = {
                "position": position,
                "role": str(role),
                "name": name,
                "membership_id": member,
            }
            if position <= len(held):
                rows.update(self._data, "sponsors", held[position - 1][0], values)
            else:
                rows.insert(self._data, "sponsors", {"proposal_id": proposal, **values})
        for (surplus,) in held[len(sponsors) :]:
            rows.delete(self._data, "sponsors", surplus)

    def add_handling(self, proposal: int, unit: int, handling: Handling) -> None:
        """Give a unit a part in a proposal, behind those that have one."""
        position = self._data.db.execute(
            "SELECT coalesce(max(position), 0) + 1 FROM handlings WHERE proposal_id = ?", [proposal]
        ).fetchone()[0]
        values = {"proposal_id": proposal, "unit_id": unit, "role": handling.role.value, "position": position}
        rows.insert(self._data, "handlings", values | _handling(handling))

    def update_handling(self, handling: Handling) -> None:
        """Keep what has changed in a unit's part (never which unit it is)."""
        rows.update(self._data, "handlings", handling.id, {"role": handling.role.value} | _handling(handling))

    def remove_handling(self, handling: Handling) -> None:
        """Take a unit's part away."""
        rows.delete(self._data, "handlings", handling.id)

    def add_step(self, proposal: int, step: Step) -> None:
        """Put a line at the end of the timeline."""
        position = self._data.db.execute(
            "SELECT coalesce(max(position), 0) + 1 FROM steps WHERE proposal_id = ?", [proposal]
        ).fetchone()[0]
        details = json.dumps(dict(step.details), ensure_ascii=False, sort_keys=True)
        rows.insert(self._data, "steps", {
            "proposal_id": proposal, "position": position, "at": step.at, "action": step.action, "note": step.note,
            "came_from": step.came_from, "details": details,
        })  # fmt: skip


def _texts(values: Mapping[str, rows.Value]) -> dict[str, rows.Value]:
    return {column.key: values[column.key] for column in TEXT_COLUMNS if column.key in values}


def _handling(handling: Handling) -> dict[str, rows.Value]:
    return {name: getattr(handling, "answer" if name == "class" else name) for name in _HANDLING}


def _proposal(
    row: dict[str, rows.Value], sponsors: tuple[Sponsor, ...], handlings: tuple[Handling, ...]
) -> Proposal:
    def number(key: str) -> int | None:
        value = row[key]
        return None if value is None else int(value)

    return Proposal(
        id=int(row["id"] or 0), plenary_id=int(row["plenary_id"] or 0), plenary=str(row["plenary"]), state=State(str(row["state"])),
        title=str(row["title"]), outcome=Outcome(str(row["outcome"])), serial=number("serial"), no=number("no"),
        category=str(row["category"]), kind=str(row["kind"]), sector=str(row["sector"]), received=str(row["received"]),
        disclosure=str(row["disclosure"]), key=bool(row["key"]), excellent=bool(row["excellent"]), sponsors=sponsors,
        handlings=handlings, merged_into=number("merged_into"), more={key: str(row[key]) for key in _MORE if row[key]},
    )  # fmt: skip


def stored(key: str, text: str) -> rows.Value:
    """Give a field's text as its column keeps it: whole numbers and 是/否 as integers, an empty number as NULL."""
    kind = next(column.kind for column in (*PROPOSAL_COLUMNS, *TEXT_COLUMNS) if column.key == key)
    if kind is Kind.INT:
        return int(text) if text else None
    if kind is Kind.YES_NO:
        return int(text in ("是", "1"))
    return text
