"""Liaison schemes, links, guests, pins and forbidden pairs in the data file.

A link holds from its `starts` up to, not including, its `ends` (empty: still).
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from app.db import rows
from app.db.datafile import DataFile
from app.domain.liaison import Guest, Scheme


@dataclass(frozen=True, slots=True)
class Link:
    """One member's liaison over a span of days; `upper` is a membership or a guest."""

    id: int
    upper: int
    lower: int
    starts: str
    ends: str
    reason: str


@dataclass(frozen=True, slots=True)
class LinkRules:
    """What the clerk has laid down: 指定 (lower → upper) and 回避 (pairs lower, upper)."""

    pins: dict[int, int]
    forbidden: frozenset[tuple[int, int]]


class Links:
    """Reads and writes the liaison grid."""

    def __init__(self, data: DataFile) -> None:
        self._data = data

    def scheme(self, term: int, name: str) -> tuple[int, Scheme] | None:
        """Give a scheme of a 届 with its id."""
        row = self._data.db.execute(
            "SELECT id, rules FROM schemes WHERE term_id = ? AND name = ?", [term, name]
        ).fetchone()
        return (int(row[0]), Scheme.from_json(row[1])) if row else None

    def save_scheme(self, term: int, scheme: Scheme) -> int:
        """Keep a scheme, new or changed; returns its id."""
        found = self.scheme(term, scheme.name)
        if found is None:
            return rows.insert(
                self._data, "schemes", {"term_id": term, "name": scheme.name, "rules": scheme.to_json()}
            )
        rows.update(self._data, "schemes", found[0], {"rules": scheme.to_json()})
        return found[0]

    def links_on(self, scheme: int, day: str) -> list[Link]:
        """Every link that holds on that day, by lower."""
        return self._links(
            "scheme_id = ?1 AND starts <= ?2 AND (ends = '' OR ends > ?2) ORDER BY lower, id", scheme, day
        )

    def links_from(self, scheme: int, day: str) -> list[Link]:
        """Every link that still holds on that day or begins later."""
        return self._links(
            "scheme_id = ?1 AND (ends = '' OR ends > ?2) ORDER BY lower, starts, id", scheme, day
        )

    def history(self, member: int) -> list[Link]:
        """Every link of one member as lower or upper, oldest first."""
        return self._links("(lower = ?1 OR upper = ?1) AND ?2 = '' ORDER BY starts, id", member, "")

    def open(self, scheme: int, upper: int, lower: int, day: str, reason: str) -> int:
        """Begin a link."""
        values: dict[str, rows.Value] = {
            "scheme_id": scheme,
            "upper": upper,
            "lower": lower,
            "starts": day,
            "reason": reason,
        }
        return rows.insert(self._data, "links", values)

    def close(self, link: Link, day: str) -> None:
        """End a link on that day; one that would not have held a single day is removed."""
        if link.starts >= day:
            rows.delete(self._data, "links", link.id)
        else:
            rows.update(self._data, "links", link.id, {"ends": day})

    def reopen(self, link: Link) -> None:
        """Let a link that was ended hold on."""
        rows.update(self._data, "links", link.id, {"ends": ""})

    def rules(self, scheme: int) -> LinkRules:
        """Give the pins and forbidden pairs."""
        found = self._data.db.execute(
            "SELECT kind, lower, upper FROM link_rules WHERE scheme_id = ?", [scheme]
        ).fetchall()
        pins = {lower: upper for kind, lower, upper in found if kind == "pin"}
        return LinkRules(pins, frozenset((lower, upper) for kind, lower, upper in found if kind == "forbid"))

    def set_rule(self, scheme: int, kind: str, lower: int, upper: int) -> None:
        """Lay down a pin (replacing an earlier one) or a forbidden pair."""
        if kind == "pin":
            self.drop_rules(scheme, "pin", lower)
        self.drop_rules(scheme, kind, lower, upper)
        rows.insert(
            self._data, "link_rules", {"scheme_id": scheme, "kind": kind, "lower": lower, "upper": upper}
        )

    def drop_rules(self, scheme: int, kind: str, lower: int, upper: int | None = None) -> int:
        """Take rules of one kind back, of one pair or of every pair of `lower`; returns how many."""
        sql = "SELECT id FROM link_rules WHERE scheme_id = ? AND kind = ? AND lower = ? AND (? IS NULL OR upper = ?)"
        found = self._data.db.execute(sql, [scheme, kind, lower, upper, upper]).fetchall()
        for (row,) in found:
            rows.delete(self._data, "link_rules", row)
        return len(found)

    def rules_about(self, person: int) -> list[int]:
        """Give every rule that names a member or a guest on either side."""
        sql = "SELECT id FROM link_rules WHERE lower = ?1 OR upper = ?1"
        return [int(row) for (row,) in self._data.db.execute(sql, [person]).fetchall()]

    def drop_rules_about(self, person: int) -> None:
        """Take these rules back."""
        for row in self.rules_about(person):
            rows.delete(self._data, "link_rules", row)

    def guests(self, scheme: int, holding: Container[int] = ()) -> list[Guest]:
        """Every guest liaison; of those taken out since, the ones in `holding`, who had people on the day asked for."""
        found = self._data.db.execute(
            "SELECT id, abs(tier), name, title, tier > 0 FROM guests WHERE scheme_id = ? ORDER BY abs(tier), id",
            [scheme],
        )
        return [Guest(*row) for *row, present in found if present or row[0] in holding]

    def add_guest(self, scheme: int, tier: int, name: str, title: str) -> int:
        """Enter a guest liaison."""
        return rows.insert(
            self._data, "guests", {"scheme_id": scheme, "tier": tier, "name": name, "title": title}
        )

    def remove_guest(self, guest: Guest) -> None:
        """Take a guest out; the caller has closed his links. One who held any stays for them, under a negative tier."""
        if self._data.db.execute("SELECT 1 FROM links WHERE upper = ?", [guest.id]).fetchone():
            rows.update(self._data, "guests", guest.id, {"tier": -guest.tier})
        else:
            rows.delete(self._data, "guests", guest.id)

    def _links(self, condition: str, first: int, second: str) -> list[Link]:
        cursor = self._data.db.execute(
            f"SELECT id, upper, lower, starts, ends, reason FROM links WHERE {condition}", [first, second]
        )
        return [Link(*row) for row in cursor]
