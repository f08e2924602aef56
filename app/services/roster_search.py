"""Finding in the roster: who fits a view, conditions and words, in which order; prepared once, used at every letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.errors import WrongUsage
from app.domain.fields import MEMBER, Kind, Privacy
from app.domain.member import Member
from app.domain.member_facets import Facet, facets, named, told, unknown_without
from app.domain.member_filter import WITH_EMPTY, Condition, decide, read
from app.domain.member_search import Hit, Line, find, line
from app.domain.member_view import BUILT_IN, EVERYBODY, RANK, WORKPLACE, Asked
from app.domain.order import BY_FIELD, Order
from app.services import member_values
from app.services.frame import Frame
from app.services.resources import readings
from app.services.roster_elsewhere import Elsewhere, elsewhere
from app.services.roster_order import in_order, in_order_of_field

_NAMED = frozenset({"name", "name_pinyin", "photo", "rank_no", "own_no"})
"""Fields a search does not look into: the name has a place of its own, the others say nothing when typed."""

_TOLD_OTHERWISE = frozenset({"age", "terms", "party", "lacking", "photo"})
"""Columns that say what follows from fields, or that there is something, not a field's own text."""

MOST_ORDERS = 40


@dataclass(frozen=True, slots=True)
class Selection:
    """Members that were asked for, in order; `why` names for a hit outside the name the field it stands in.

    `unknown` counts by field (出生年月) those who might fit too: they lack what a condition asks (年龄).
    """

    people: tuple[Member, ...]
    why: Mapping[int, str] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)

    @property
    def left_out(self) -> str:
        """Say whom the conditions could not judge; empty when there is nobody."""
        lacking = "、".join(f"{count} 人没有{label}" for label, count in self.unknown.items())
        return f"另有 {lacking}，不在其中" if lacking else ""


class RosterSearch:
    """Asks the roster; writes nothing. What it prepares is kept as long as the file is as it was."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._lines: dict[int, tuple[Member, Line]] = {}
        self._fields: tuple[object, ...] = ()

    # -- asking ------------------------------------------------------------------------------------------------

    def facets(self) -> dict[str, Facet]:
        """Give what may be asked of members, by key."""
        found: dict[str, Facet] = self._frame.kept.get(("facets",), lambda: facets(self._frame.field_use()))
        return found

    def conditions(self, texts: Iterable[str]) -> tuple[Condition, ...]:
        """Read conditions from their text form; raises WrongUsage with a sentence."""
        found = self.facets()
        return tuple(read(text, found) for text in texts)

    def facet(self, word: str) -> Facet:
        """Find a facet by key or any of its Chinese names; raises WrongUsage."""
        found = named(self.facets(), word)
        if found is None:
            raise WrongUsage(f"没有“{word}”这个字段。", where=word)
        return found

    def select(
        self, asked: Asked, *, day: str | None = None, only: frozenset[int] | None = None, status: str = ""
    ) -> Selection:
        """Give who fits: out of a view (or exactly `only`, or of one `status`) all conditions and every word.

        With words the best hits come first; equally good ones, and everybody without words, in the order asked for.
        """
        people = self.ordered(asked.sort, day, descending=asked.descending)
        if only is not None:
            people = [member for member in people if member.id in only]
        elif status:
            people = [member for member in people if member.status == status]
        elif asked.of != EVERYBODY:
            rule = BUILT_IN[asked.of]
            people = [member for member in people if rule(member)]
        maybe, lacking = self._sifted(people, self.conditions(asked.where))
        why: dict[int, str] = {}
        if asked.search.strip():
            hits = self.hits(maybe, asked.search)
            by_id = {member.id: member for member in maybe}
            maybe = [by_id[hit.id] for hit in hits]
            labels = {key: facet.label for key, facet in self.facets().items()}
            why = {hit.id: labels.get(hit.field, hit.field) for hit in hits if hit.field}
        if not lacking:
            return Selection(tuple(maybe), why)
        unknown = Counter(label for member in maybe for label in lacking.get(member.id, ()))
        return Selection(tuple(member for member in maybe if member.id not in lacking), why, unknown)

    def elsewhere(self, asked: Asked, found: Selection) -> list[Elsewhere]:
        """Give the lists that have hits which `found`, given for what was asked, has not."""
        return elsewhere(self.select, asked, found)

    def _sifted(
        self, people: Sequence[Member], conditions: Sequence[Condition]
    ) -> tuple[list[Member], dict[int, set[str]]]:
        """Keep those who fit every condition or lack what it asks; say of the latter by id which fields they lack."""
        found, use, today = self.facets(), self._frame.field_use(), self._frame.today()
        kept, lacking = list(people), dict[int, set[str]]()
        for one in conditions:
            test, key = decide(one, found[one.key]), one.key
            needed = "" if one.op in WITH_EMPTY else unknown_without(found[key], use)
            before, kept = kept, []
            for member in before:
                words = told(member, key, today, use)
                if needed and not words:
                    lacking.setdefault(member.id, set()).add(needed)
                elif not test(words):
                    continue
                kept.append(member)
        return kept, lacking

    def hits(self, people: Sequence[Member], words: str) -> list[Hit]:
        """Find by words, best hits first."""
        return find(self._prepared(people), words)

    def counts(self, people: Iterable[Member], key: str) -> list[tuple[str, int]]:
        """Give the words that a field has among some members, with how many have each: in the code list's order, else most first."""
        use, today = self._frame.field_use(), self._frame.today()
        tally = Counter(word for member in people for word in dict.fromkeys(told(member, key, today, use)))
        codes = self._frame.words(self.facets()[key].codes) if self.facets()[key].codes else []
        place = {word: number for number, word in enumerate(codes)}
        return sorted(tally.items(), key=lambda item: (place.get(item[0], len(place)), -item[1], item[0]))

    def text(self, member: Member, key: str) -> str:
        """Give one column of a member as a list shows it, open."""
        if key == WORKPLACE:
            return member.workplace
        if key in MEMBER and key not in _TOLD_OTHERWISE:
            return member_values.text_of(member, key)
        return "、".join(told(member, key, self._frame.today(), self._frame.field_use()))

    # -- orders ------------------------------------------------------------------------------------------------

    def ordered(self, sort: str = RANK, day: str | None = None, *, descending: bool = False) -> list[Member]:
        """Give everybody of the 届 on a day, those who left too, in an order: one of `Order`, or field:KEY."""
        day = self._frame.day(day)
        made: dict[tuple[str, bool], tuple[Member, ...]] = self._frame.kept.get(("orders", day), dict)
        if (sort, descending) not in made:
            if len(made) >= MOST_ORDERS:
                made.clear()
            made[sort, descending] = self._sorted(sort, day, descending)
        return list(made[sort, descending])

    def _sorted(self, sort: str, day: str, descending: bool) -> tuple[Member, ...]:
        sectors = self._frame.registry.codes("界别")
        if sort.startswith(BY_FIELD):
            ranked = self.ordered(RANK, day)
            return tuple(
                in_order_of_field(ranked, sort.removeprefix(BY_FIELD), self._frame, descending=descending)
            )
        people = in_order(self._frame.people(day), sort, sectors)
        if descending and sort == Order.CUSTOM:  # whoever has no number stays last
            numbered = [member for member in people if member.more.get("own_no")]
            return (*reversed(numbered), *people[len(numbered) :])
        return tuple(reversed(people)) if descending else tuple(people)

    # -- preparing ---------------------------------------------------------------------------------------------

    def warm(self) -> RosterSearch:
        """Prepare searching and the order by pinyin before somebody asks: for a thread that has nothing else to do."""
        self._prepared(self.ordered(Order.PINYIN))
        return self

    def adopt(self, other: RosterSearch) -> None:
        """Take over what another door to the same file has prepared."""
        self._lines, self._fields = dict(other._lines), other._fields

    def _prepared(self, people: Sequence[Member]) -> list[Line]:
        """Give everybody's line; who is as before keeps it, so that a change of one costs a comparison of the others."""
        use = self._frame.field_use()
        if use.fields != self._fields:
            self._lines, self._fields = {}, use.fields
        opened = tuple(f.key for f in use.fields if f.privacy is not Privacy.FULL and f.key not in _NAMED)
        sealed = tuple(f.key for f in use.fields if f.privacy is Privacy.FULL and f.key not in _NAMED)
        lines, made = self._lines, []
        for member in people:
            held = lines.get(member.id)
            if held is None or held[0] is not member:
                same = held is not None and held[0] == member
                held = (member, held[1] if held is not None and same else _line(member, opened, sealed))
                lines[member.id] = held
            made.append(held[1])
        return made


_IN_MORE = frozenset(
    key
    for key in MEMBER
    if key not in Member.__slots__ and key != "area" and MEMBER[key].kind is not Kind.YES_NO
)


def _line(member: Member, opened: Sequence[str], sealed: Sequence[str]) -> Line:
    return line(
        member.id, member.name, member.more.get("name_pinyin", ""), member.no, _told(member, opened), _told(member, sealed), readings()
    )  # fmt: skip


def _told(member: Member, keys: Sequence[str]) -> list[tuple[str, str]]:
    """The filled fields; a yes-or-no tells its label."""
    found = []
    more = member.more
    for key in keys:
        if key in _IN_MORE:
            text = more.get(key, "")
        else:
            text = member_values.text_of(member, key)
            if text and MEMBER[key].kind is Kind.YES_NO:
                text = MEMBER[key].label
        if text:
            found.append((key, text))
    return found
