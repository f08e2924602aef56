"""换届: a new 届 from the present one. A plan changes nothing; carrying it out is one operation that can be undone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from app.db.links import Links
from app.db.members import FieldValue, Reason
from app.db.quotas import Quotas
from app.db.registry import Term
from app.db.teams import Teams
from app.db.terms import Terms
from app.domain.dates import day_before, is_canonical, is_whole, whole_day
from app.domain.errors import Refused
from app.domain.fields import MEMBER
from app.domain.finding import Finding
from app.domain.liaison import FIVE_TIERS
from app.domain.member import Member, seats_of
from app.domain.succession import (
    NameTurn,
    Stays,
    Succession,
    Turn,
    far_off,
    next_first_day,
    next_name,
    propose_mapping,
    succession,
    turns,
)
from app.intake.cells import line
from app.intake.person import PersonDraft
from app.services import member_values
from app.services.career import career
from app.services.frame import CURRENT_TERM, LONGEST_NAME, Frame
from app.services.import_choices import idle_rows, read_turned
from app.services.listed_words import word_as_listed
from app.services.new_term_findings import (
    LISTS,
    contradictions,
    dead,
    double,
    doubts,
    identity_of,
    moved_far,
    remarks_by_row,
    stray_names,
)
from app.services.new_term_plan import Coming, Doubtful, Renewal, Staying, Wish
from app.services.new_term_reading import read_choices, read_coming
from app.services.new_term_values import changes_of, coming_values, staying_values
from app.services.roster import LEARNED
from app.services.roster_order import in_order

ENDED = "届满"


class NewTerm:
    """Verbs of 换届."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._terms = Terms(frame.data)

    # -- looking -----------------------------------------------------------------------------------------------

    def plan(self, wish: Wish) -> Renewal:
        """Say what would become of everybody; whatever stands against it is among the errors."""
        wish = _clean(wish)
        old, day = self._frame.term(), wish.start if is_whole(wish.start) else self._frame.day()
        everyone = self._frame.members.of_term(old.id, day)
        present = {str(m.id): m for m in self._ranked(everyone) if m.in_office}
        earlier = self._earlier(wish, present.values(), day)
        draft = read_coming(self._frame, wish, [member.name for member in present.values()])
        rows = {person.key: person for person in draft.people}
        ticked = [
            k for k, m in present.items() if (wish.all_stay or m.id in wish.stay) and m.id not in wish.leave
        ]
        fates = succession(
            [identity_of(member) for member in present.values()], [identity_of(m) for m in earlier.values()],
            [person.identity() for person in draft.people], choices=wish.choices, ticked=ticked,
        )  # fmt: skip
        mappings = {key: self._mapping(key, wish, old, present, rows, fates) for key in LISTS}
        known = present | earlier
        stay = tuple(_staying(one, present[one.old], rows, wish, mappings) for one in fates.stay)
        new = []
        for one in fates.new:
            was = known.get(one.known)
            values = coming_values(rows[one.row].values, wish.start, was)
            new.append(Coming(one.row, rows[one.row].name, values, was))
        doubtful = tuple(
            Doubtful(
                one.row, rows[one.row].identity(), tuple(known[c.key] for c in one.question.candidates), one.question.why
            )
            for one in fates.asked
        )  # fmt: skip
        founded = {key: _names_in(key, (*stay, *new)) for key in LISTS}
        errors = [
            *self._framing(wish, old), *draft.errors, *doubts(doubtful, rows), *contradictions(wish, stay, rows),
            *stray_names(wish, mappings), *double(stay, new, rows),
        ]  # fmt: skip
        if not (stay or new or errors):
            errors.append(Finding("新一届里还没有人，请选名单文件，或在现任委员中勾选留任"))
        idle = idle_rows(wish.choices, (*draft.people, *draft.rejected))
        warnings = (*draft.warnings, *idle, *dead(new, rows), *moved_far(stay, rows), *self._ahead(wish))
        return Renewal(
            wish, old, stay, tuple(new), tuple(present[key] for key in fates.left), doubtful,
            turns(mappings["sector"], founded["sector"]), turns(mappings["committees"], founded["committees"]),
            tuple(errors), warnings, remarks_by_row(warnings, rows), far_off(wish.start, self._frame.today()), self._frame.data.state,
        )  # fmt: skip

    def wish(self) -> Wish:
        """A wish of nothing yet, to be filled with `dataclasses.replace`."""
        return Wish()

    def next_term(self) -> tuple[str, str]:
        """Name and first day of the 届 that follows the present one, as far as they can be told; empty where not."""
        old = self._frame.term()
        name = next_name(old.name)
        ahead = next((term for term in self._frame.registry.terms() if term.name == name), None)
        return name, (ahead.starts if ahead else "") or next_first_day(old.starts)

    def choices_in(self, file: Path) -> dict[str, str]:
        """Read who is who from a JSON file {row: MEMBER or “new”}; raises WrongUsage."""
        return read_choices(self._frame, file)

    def turned_in(self, file: Path) -> dict[str, dict[str, str]]:
        """Read from a JSON file which 界别 and 专委会 become which: {sectors | committees: {old: new}}; raises WrongUsage."""
        return read_turned(file)

    def career(self, member: Member) -> list[tuple[Term, Member]]:
        """Every 届 in which the person of a membership was or is a 委员, oldest first, as on its last day or today."""
        return career(self._frame, member)

    # -- changing ----------------------------------------------------------------------------------------------

    def carry_out(self, plan: Renewal) -> int:
        """Make the new 届 as planned and let the old one end the day before; returns the new one's id."""
        if refusal := plan.refusal():
            raise refusal
        if plan.state != self._frame.data.state:
            raise Refused("预览之后数据又改过，请重新核对预览再换届。", code="changed")
        start, old = plan.wish.start, plan.old
        with self._frame.data.operation(plan.title):
            reason = Reason(plan.title)
            term = self._open(plan.wish)
            self._span(LISTS["sector"], plan.sectors, term)
            self._span(LISTS["committees"], plan.committees, term)
            self._learn(plan)
            for one in plan.stay:
                self._frame.members.add(term, one.values, start, reason, person=one.member.person_id)
            for new in plan.new:
                person = new.known.person_id if new.known else None
                self._frame.members.add(term, new.values, start, reason, person=person)
            for member in (*(one.member for one in plan.stay), *plan.left):
                self._frame.members.change(member.id, {"status": ENDED}, start, reason)
            self._carry(plan, term)
            self._terms.end(old.id, day_before(start))
            self._frame.registry.set_setting(CURRENT_TERM, str(term))
        return term

    # -- within: planning --------------------------------------------------------------------------------------

    def _ranked(self, people: Iterable[Member]) -> list[Member]:
        return in_order(people, "rank", self._frame.registry.codes("界别"))

    def _earlier(self, wish: Wish, present: Iterable[Member], day: str) -> dict[str, Member]:
        """Everybody who was a 委员 once and is none at the end of the old 届, by their latest membership."""
        here = {member.person_id for member in present}
        latest: dict[int, Member] = {}
        for term in self._frame.registry.terms():
            if term.name != wish.name:
                for member in self._frame.members.of_term(term.id, day):
                    if member.person_id not in here:
                        latest[member.person_id] = member
        return {str(member.id): member for member in latest.values()}

    def _mapping(
        self, key: str, wish: Wish, old: Term, present: Mapping[str, Member], rows: Mapping[str, PersonDraft], fates: Succession
    ) -> dict[str, str]:  # fmt: skip
        """Old name → new name of 界别 or 专委会: as proposed, and above it as the clerk says."""
        held = {name: None for member in present.values() for name in _held(key, member)}
        listed = self._frame.registry.codes(LISTS[key], old.id)
        names = list(dict.fromkeys((*(name for name in listed if name), *held)))
        told = dict.fromkeys(name for person in rows.values() for name in _said(key, person.values))
        if not fates.stay or any(not one.row or not _said(key, rows[one.row].values) for one in fates.stay):
            told = dict.fromkeys((*names, *told))  # somebody keeps what he has: nothing is known to be gone
        moved: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for one in fates.stay if key == "sector" else ():
            if one.row:
                moved[present[one.old].sector].update(_said(key, rows[one.row].values))
        wished = wish.sectors if key == "sector" else wish.committees
        wished = {
            a: word_as_listed(self._frame, LISTS[key], line(b)) for a, b in wished.items() if a in names
        }
        return propose_mapping(names, told, moved) | wished

    def _ahead(self, wish: Wish) -> list[Finding]:
        """A first day that is still to come: from the 换届 on the office works in the new 届 all the same."""
        if not is_canonical(wish.start) or wish.start <= self._frame.today().isoformat():
            return []
        return [
            Finding(
                f"第一天 {wish.start} 还没到；换届后就处理{wish.name}，现在这一届只能看", value=wish.start
            )
        ]

    def _framing(self, wish: Wish, old: Term) -> list[Finding]:
        """What is wrong with the name and the first day."""
        found = []
        taken = next((term for term in self._frame.registry.terms() if term.name == wish.name), None)
        if not wish.name:
            found.append(Finding("请写新一届的名称，如 第十二届"))
        elif len(wish.name) > LONGEST_NAME:
            found.append(Finding(f"届次名称最多 {LONGEST_NAME} 个字，请写短些"))
        elif taken is not None and (taken.id == old.id or not self._terms.is_empty(taken.id)):
            found.append(Finding(f"“{wish.name}”已经有了，请换一个名称"))
        if not is_whole(wish.start):
            wrong = whole_day(wish.start).problem.removesuffix("。")
            found.append(
                Finding(f"第一天{wrong}" if wrong else "请写新一届的第一天，如 2027-01-10", value=wish.start)
            )
            return found
        if old.starts and wish.start <= old.starts:
            found.append(Finding(f"{old.name}从 {old.starts} 开始，新一届的第一天要在它之后"))
        latest = self._terms.latest_change(old.id)
        if latest > wish.start:
            found.append(Finding(f"{old.name}在 {latest} 还有变动，新一届的第一天不能早于这一天"))
        return found

    # -- within: carrying out ----------------------------------------------------------------------------------

    def _open(self, wish: Wish) -> int:
        """The row of the new 届: one that was entered ahead and is still empty, or a new one."""
        ahead = next((term.id for term in self._frame.registry.terms() if term.name == wish.name), None)
        if ahead is None:
            return self._frame.registry.add_term(wish.name, wish.start)
        self._terms.begin(ahead, wish.start)
        return ahead

    def _learn(self, plan: Renewal) -> None:
        """Let the code lists grow by the words of all who are in the new 届."""
        words: defaultdict[str, list[str]] = defaultdict(list)
        entering = [one.values for one in plan.stay] + [one.values for one in plan.new]
        for values in entering:
            for key, value in values.items():
                if MEMBER[key].codes in LEARNED and value:
                    words[MEMBER[key].codes] += member_values.code_names(value)
        for name, found in words.items():
            self._frame.registry.add_codes(name, found)

    def _carry(self, plan: Renewal, term: int) -> None:
        """Teams, quotas and the rules of the grid (links begin anew)."""
        carry = plan.wish.carry
        if "teams" in carry:
            self._copy_teams(plan, term)
        if "quotas" in carry and not Quotas(self._frame.data).of_term(term):
            seats: Counter[str] = Counter()
            names = {one.old: one.new for one in plan.sectors if one.old}
            for sector, number in Quotas(self._frame.data).of_term(plan.old.id).items():
                if names.get(sector, sector):
                    seats[names.get(sector, sector)] += number
            for sector, number in seats.items():
                Quotas(self._frame.data).put(term, sector, number)
        links = Links(self._frame.data)
        scheme = links.scheme(plan.old.id, FIVE_TIERS)
        if scheme is not None and links.scheme(term, FIVE_TIERS) is None:
            links.save_scheme(term, scheme[1])

    def _span(self, name: str, changed: Iterable[NameTurn], term: int) -> None:
        """Note in a code list which words begin with the new 届 and which are no more from it on."""
        registry = self._frame.registry
        changed = tuple(changed)
        now = {one.new for one in changed if one.new}
        fresh = {one.new for one in changed if one.turn in (Turn.FOUNDED, Turn.RENAMED, Turn.MERGED)} - {
            one.old for one in changed
        }
        before = [code.name for code in registry.code_rows(name)]
        words = list(before)
        for one in changed:
            if one.new in fresh and one.new not in words:  # what a name became stands where it stood
                words.insert(words.index(one.old) + 1 if one.old in words else len(words), one.new)
        registry.add_codes(name, words)
        rows = {code.name: code for code in registry.code_rows(name)}
        registry.order_codes([rows[word].id for word in words])
        for word in fresh:
            registry.limit_code(rows[word].id, rows[word].from_term if word in before else term, None)
        gone = {one.old for one in changed if one.old and one.old not in now}
        for code in registry.code_rows(name):
            if code.name in gone and code.to_term is None:
                registry.limit_code(code.id, code.from_term, term)

    def _copy_teams(self, plan: Renewal, term: int) -> None:
        """Teams that are not dissolved go on, with those in them who are no 委员 and serve still."""
        teams, start = Teams(self._frame.data), plan.wish.start
        outsiders = teams.outsiders(plan.old.id)
        for team in teams.of_term(plan.old.id):
            ended = team.more.get("ended", "")
            if ended and ended <= start[: len(ended)]:
                continue
            copy = teams.add(term, {**team.more, "kind": team.kind, "name": team.name})
            for one in outsiders:
                if one.team == team.id and one.serves(start):
                    own = {key: getattr(one, key) for key in ("name", "role", "starts", "ends")}
                    teams.add_outsider(copy, {**one.more, **own})


def _clean(wish: Wish) -> Wish:
    start = wish.start.strip()
    return replace(wish, name=line(wish.name), start=whole_day(start).text or start)


def _staying(
    one: Stays, member: Member, rows: Mapping[str, PersonDraft], wish: Wish, mappings: Mapping[str, Mapping[str, str]]
) -> Staying:  # fmt: skip
    row: Mapping[str, FieldValue] = rows[one.row].values if one.row else {}
    values = staying_values(member, row, wish.carry, mappings)
    return Staying(member, values, changes_of(member, row, values), one.by, one.row)


def _held(key: str, member: Member) -> list[str]:
    return [
        name for name in ([member.sector] if key == "sector" else [s.name for s in member.committees]) if name
    ]


def _said(key: str, values: Mapping[str, FieldValue]) -> list[str]:
    value = values.get(key, "")
    return [seat.name for seat in seats_of(value)] if key == "committees" else [str(value)] if value else []


def _names_in(key: str, people: Iterable[Staying | Coming]) -> list[str]:
    return list(dict.fromkeys(name for one in people for name in _said(key, one.values)))
