"""Members in the data file: the person, the membership of one 届, and the dated facts.

A fact holds from its `starts` (empty: since ever) up to, not including, its `ends` (empty: still).
A membership is there on a day on which it has a status.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from app.db import rows
from app.db.datafile import DataFile
from app.domain.errors import Refused
from app.domain.fields import MEMBER, MEMBER_FIELDS, Field, Home, Kind, at_home
from app.domain.member import ACTIVE, Member, Seat
from app.domain.proposal import SponsorRole, State

FieldValue: TypeAlias = str | int | bool | tuple[str, ...] | tuple[Seat, ...] | None

_PERSON = at_home(MEMBER_FIELDS, Home.PERSON)
_MEMBERSHIP = at_home(MEMBER_FIELDS, Home.MEMBERSHIP)
_Held: TypeAlias = dict[str, list[list[str]]]
"""What holds of one member on a day: field → [value, kind, role, starts] in order."""

_PLAIN = frozenset({"name", "former_name", "sex", "ethnicity", "birth", "no", "rank_no", "is_new"})
_OWN_PLACE = frozenset(
    {"affiliations", "sector", "committees", "groups", "area", "employer", "job_title", "posts", "status"}
)
_DATED_MORE = tuple(field.key for field in at_home(MEMBER_FIELDS, Home.FACT) if field.key not in _OWN_PLACE)
_MORE = tuple(field.key for field in (*_PERSON, *_MEMBERSHIP) if field.key not in _PLAIN)

_DONE = tuple(
    state.value
    for state in (
        State.DECLINED,
        State.MERGED,
        State.CONVERTED,
        State.WITHDRAWN,
        State.CLOSED,
        State.ARCHIVED,
    )
)
"""Proposals in these states ask nothing more of whoever put them forward."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated fact as it stands in the file."""

    id: int
    field: str
    value: str
    kind: str
    role: str
    starts: str
    ends: str
    reason: str
    basis: str
    organ: str

    @property
    def identity(self) -> tuple[str, str, str]:
        """What makes it the same fact on another day."""
        return self.value, self.kind, self.role


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a dated change was made: 原因, 依据文号, 决定机关."""

    text: str = ""
    basis: str = ""
    organ: str = ""


UNSAID = Reason()
"""No reason given."""


class Members:
    """Reads and writes the members of the data file."""

    def __init__(self, data: DataFile) -> None:
        self._data = data

    def of_term(self, term: int, day: str) -> list[Member]:
        """Give everyone who has a status in this 届 on that day, in id order."""
        return self._read("m.term_id = ?", term, day)

    def numbers(self, term: int) -> dict[int, tuple[str, str]]:
        """Give 委员编号 and name of every membership of a 届 that has one, whenever it begins or ended: id → (no, name)."""
        found = self._data.db.execute(
            "SELECT m.id, m.no, p.name FROM memberships m JOIN persons p ON p.id = m.person_id "
            "WHERE m.term_id = ? AND m.no <> '' ORDER BY m.id",
            [term],
        )
        return {row[0]: (row[1], row[2]) for row in found}

    def get(self, member: int, day: str) -> Member | None:
        """Give one member as of that day (None when there is no such membership, or not yet on that day)."""
        return next(iter(self._read("m.id = ?", member, day)), None)

    def facts(self, member: int) -> list[Fact]:
        """Give every dated fact of one member, oldest first."""
        found = rows.fetch(
            self._data,
            "SELECT id, field, value, kind, role, starts, ends, reason, basis, organ FROM facts "
            "WHERE membership_id = ? ORDER BY starts, id",
            [member],
        )
        return [
            Fact(int(row.pop("id") or 0), **{key: str(value or "") for key, value in row.items()})
            for row in found
        ]

    def add(
        self,
        term: int,
        values: Mapping[str, FieldValue],
        day: str,
        reason: Reason = UNSAID,
        *,
        person: int | None = None,
    ) -> int:
        """Enter a new person, or one known from another 届, with a membership whose facts hold from `day` (empty: since ever)."""
        if person is None:
            person = rows.insert(self._data, "persons", _columns(_PERSON, values))
        else:
            rows.update(self._data, "persons", person, _columns(_PERSON, values))
        membership = {"person_id": person, "term_id": term, **_columns(_MEMBERSHIP, values)}
        member = rows.insert(self._data, "memberships", membership)
        facts = {"status": ACTIVE, **{key: value for key, value in values.items() if MEMBER[key].dated}}
        for key, value in facts.items():  # nothing stands yet, so there is nothing to compare with
            for position, identity in enumerate(_fact_rows(value)):
                self._insert_fact(member, key, identity, position, (day, ""), reason)
        return member

    def change(
        self, member: int, values: Mapping[str, FieldValue], day: str | None, reason: Reason = UNSAID
    ) -> None:
        """Change fields of one member: dated ones from `day` on, or, when it is None, as a correction of what stands."""
        rows.update(self._data, "persons", self._person_of(member), _columns(_PERSON, values))
        rows.update(self._data, "memberships", member, _columns(_MEMBERSHIP, values))
        dated = [key for key in values if MEMBER[key].dated]
        standing = self.facts(member) if dated else []
        for key in dated:
            before = [fact for fact in standing if fact.field == key]
            self._set_facts(member, key, values[key], before, day, reason)

    def remove(self, member: int) -> None:
        """Take a membership entered by mistake out of the roster, and its person when nothing else holds it."""
        person = self._person_of(member)
        for fact in self.facts(member):
            rows.delete(self._data, "facts", fact.id)
        rows.delete(self._data, "memberships", member)
        if not self._data.db.execute("SELECT 1 FROM memberships WHERE person_id = ?", [person]).fetchone():
            rows.delete(self._data, "persons", person)

    def _person_of(self, member: int) -> int:
        """Whose membership it is; raises Refused for one that was there when it was looked at and is not any more."""
        found = self._data.db.execute("SELECT person_id FROM memberships WHERE id = ?", [member]).fetchone()
        if found is None:
            raise Refused("这位委员已经不在名册里（刚被删除或撤销），没有改动。请重新打开再改。", code="gone")
        return int(found[0])

    def holds(self, member: int) -> tuple[int, int]:
        """How many links and how many proposals hold on to a membership."""
        sql = (
            "SELECT (SELECT count(*) FROM links WHERE lower = ?1 OR upper = ?1), "
            "(SELECT count(*) FROM sponsors WHERE membership_id = ?1)"
        )
        links, proposals = self._data.db.execute(sql, [member]).fetchone()
        return int(links), int(proposals)

    def open_proposals(self, members: Iterable[int]) -> dict[int, list[int]]:
        """Give the proposals not closed yet of which somebody is 第一提案人: membership → proposal ids."""
        wanted = sorted(members)
        found: dict[int, list[int]] = {}
        for member, proposal in self._data.db.execute(
            "SELECT s.membership_id, p.id FROM sponsors s JOIN proposals p ON p.id = s.proposal_id "
            f"WHERE s.membership_id IN ({', '.join('?' * len(wanted))}) AND s.role = ? "
            f"AND p.state NOT IN ({', '.join('?' * len(_DONE))}) ORDER BY s.membership_id, p.id",
            [*wanted, SponsorRole.LEAD.value, *_DONE],
        ):
            found.setdefault(member, []).append(proposal)
        return found

    # -- dated facts -------------------------------------------------------------------------------------------

    def _set_facts(
        self,
        member: int,
        key: str,
        value: FieldValue,
        before: Sequence[Fact],
        day: str | None,
        reason: Reason,
    ) -> None:
        """Make one field hold `value`; `before` are its facts of all days as they stand in the file."""
        wanted = _fact_rows(value)
        current = [fact for fact in before if _holds(fact, day)]
        kept = {fact.identity: fact for fact in current}
        for identity, fact in kept.items():
            if identity in wanted:
                rows.update(self._data, "facts", fact.id, {"position": wanted.index(identity)})
            elif day is None or fact.starts == day:
                rows.delete(self._data, "facts", fact.id)
            else:
                rows.update(self._data, "facts", fact.id, {"ends": day})
        later = min((fact.starts for fact in before if day is not None and fact.starts > day), default="")
        standing = max((fact.starts for fact in current), default="")
        for position, identity in enumerate(wanted):
            if identity not in kept:
                ended = (
                    fact.ends
                    for fact in before
                    if fact.ends and (fact.identity == identity or not MEMBER[key].multiple)
                )
                starts = max(standing, max(ended, default="")) if day is None else day
                if day is not None or not self._reopen(before, identity, starts, position):
                    self._insert_fact(member, key, identity, position, (starts, later), reason)

    def _reopen(
        self, before: Sequence[Fact], identity: tuple[str, str, str], starts: str, position: int
    ) -> bool:
        """Let a fact that a wrong change had ended hold on, as if it had never been ended; False when there is none."""
        for fact in before:
            if fact.ends and fact.ends == starts and fact.identity == identity:
                rows.update(self._data, "facts", fact.id, {"ends": "", "position": position})
                return True
        return False

    def _insert_fact(
        self,
        member: int,
        key: str,
        identity: tuple[str, str, str],
        position: int,
        span: tuple[str, str],
        reason: Reason,
    ) -> None:
        value, kind, role = identity
        rows.insert(
            self._data,
            "facts",
            {
                "membership_id": member, "field": key, "value": value, "kind": kind, "role": role, "position": position,
                "starts": span[0], "ends": span[1], "reason": reason.text, "basis": reason.basis, "organ": reason.organ,
            },
        )  # fmt: skip

    # -- reading -----------------------------------------------------------------------------------------------

    def _read(self, condition: str, argument: int, day: str) -> list[Member]:
        found = rows.fetch(
            self._data,
            f"SELECT p.*, m.*, m.id AS membership FROM memberships m JOIN persons p ON p.id = m.person_id WHERE {condition} ORDER BY m.id",
            [argument],
        )
        facts = self._facts_on(condition, argument, day)
        return [_member(row, held) for row in found if "status" in (held := facts[row["membership"]])]

    def _facts_on(self, condition: str, argument: int, day: str) -> defaultdict[rows.Value, _Held]:
        result: defaultdict[rows.Value, _Held] = defaultdict(dict)
        cursor = self._data.db.execute(
            "SELECT f.membership_id, f.field, f.value, f.kind, f.role, f.starts FROM facts f JOIN memberships m ON m.id = f.membership_id "
            f"WHERE {condition} AND f.starts <= ? AND (f.ends = '' OR f.ends > ?) ORDER BY f.position, f.id",
            [argument, day, day],
        )
        for membership, field, *fact in cursor.fetchall():
            held = result[membership]
            if field in held:
                held[field].append(fact)
            else:
                held[field] = [fact]
        return result


def _holds(fact: Fact, day: str | None) -> bool:
    if day is None:
        return not fact.ends
    return fact.starts <= day and (not fact.ends or fact.ends > day)


def _columns(fields: Iterable[Field], values: Mapping[str, FieldValue]) -> dict[str, rows.Value]:
    found: dict[str, rows.Value] = {}
    for field in fields:
        if field.key in values:
            value = values[field.key]
            if field.kind in (Kind.INT, Kind.YES_NO):
                found[field.key] = (
                    None
                    if value in (None, "")
                    else int(str(int(value) if isinstance(value, bool) else value))
                )
            else:
                found[field.key] = str(value or "")
    return found


def _fact_rows(value: FieldValue) -> list[tuple[str, str, str]]:
    if value is None or value == "":
        return []
    if not isinstance(value, tuple):
        return [(str(value), "", "")]
    found = [
        (item.name, item.kind, item.role) if isinstance(item, Seat) else (item, "", "") for item in value
    ]
    return list(dict.fromkeys(found))


def _member(row: dict[str, rows.Value], facts: _Held) -> Member:
    def one(key: str) -> str:
        return facts[key][0][0] if key in facts else ""

    def several(key: str) -> tuple[str, ...]:
        return tuple(value for value, *_ in facts.get(key, ()))

    def seats(key: str) -> tuple[Seat, ...]:
        return tuple(Seat(value, role, kind) for value, kind, role, _ in facts.get(key, ()))

    def text(key: str) -> str:
        return str(row.get(key) or "")

    rank = row.get("rank_no")
    more = {key: str(row[key]) for key in _MORE if row[key]}
    more |= {key: facts[key][0][0] for key in _DATED_MORE if key in facts}
    return Member(
        id=int(row["membership"] or 0), person_id=int(row["person_id"] or 0), name=text("name"), no=text("no"),
        former_name=text("former_name"), sex=text("sex"), ethnicity=text("ethnicity"), birth=text("birth"),
        affiliations=several("affiliations"), sector=one("sector"), committees=seats("committees"), groups=seats("groups"),
        own_area=one("area"), employer=one("employer"), job_title=one("job_title"), posts=several("posts"),
        rank_no=None if rank is None else int(rank), status=one("status"), since=facts["status"][0][3],
        is_new=bool(row.get("is_new")), more=more,
    )  # fmt: skip
