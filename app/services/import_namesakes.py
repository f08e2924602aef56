"""Namesakes that a table alone cannot tell apart, but that say exactly what stands of as many members.

An office's own 公开 list, read back, has no 出生年月: two rows of one name may then look like one person miswritten.
Where the rows of a name and the members of that name agree one to one in everything the rows say, they are those
members: taken so, nothing is changed, whereas any other reading would change or lose somebody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from app.domain.member import Member
from app.domain.recognition import NEW
from app.services.import_values import changes_of, coming_values

if TYPE_CHECKING:
    from app.intake.person import PersonDraft
    from app.intake.roster import RosterDraft


def fitting(person: PersonDraft, members: Iterable[Member]) -> frozenset[str]:
    """The ids of those in office of whom a row says just what stands."""
    return frozenset(
        str(one.id)
        for one in members
        if one.in_office and not changes_of(one, coming_values(person.values, one))
    )


def one_to_one(fits: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Give each row a member it fits, every member once; nothing unless that takes all rows and all members."""
    if len(fits) != len(frozenset().union(*fits.values())):
        return {}
    row_of: dict[str, str] = {}

    def place(row: str, tried: set[str]) -> bool:
        for member in sorted(fits[row] - tried):
            tried.add(member)
            if member not in row_of or place(row_of[member], tried):
                row_of[member] = row
                return True
        return False

    return {row: member for member, row in row_of.items()} if all(place(row, set()) for row in fits) else {}


def rows_apart(
    draft: RosterDraft, members: Iterable[Member], joined: Callable[[Mapping[str, str]], RosterDraft]
) -> dict[str, str]:
    """Choices that keep rows of one name apart where they are doubted or taken for one, though they fit as many members.

    `joined` joins the same tables with choices. Only one table by itself is judged: rows of several are to be joined.
    """
    if sum(sheet.taken for sheet in draft.sheets) != 1:
        return {}
    held: defaultdict[str, list[Member]] = defaultdict(list)
    for member in members:
        held[member.name].append(member)
    keys: dict[str, set[str]] = {}
    for person in (*draft.people, *draft.rejected):
        if len(held[person.name]) > 1:
            keys.setdefault(person.name, set()).update(source.key for source in person.sources)
    doubted = {question.source.key for question in draft.questions}
    doubted |= {source.key for person in draft.people for source in person.sources[1:]}
    asked = {name: dict.fromkeys(rows, NEW) for name, rows in keys.items() if doubted & rows}
    if not asked:
        return {}
    alone = joined({key: new for rows in asked.values() for key, new in rows.items()})
    fits: dict[str, dict[str, frozenset[str]]] = {name: {} for name in asked}
    for person in (*alone.people, *alone.rejected):
        if person.name in fits:
            fits[person.name][person.key] = fitting(person, held[person.name])
    return {key: NEW for name in asked if one_to_one(fits[name]) for key in asked[name]}
