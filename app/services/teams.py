"""The team desk: teams of the current 届 and who is in them; every verb is one operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.db.code_uses import CodeUses, replace_fact
from app.db.members import UNSAID, Fact, Reason
from app.db.teams import SeatFact
from app.domain import dates
from app.domain.codes import folded
from app.domain.errors import Ambiguous, NotFound, Refused
from app.domain.fields import TEAM, TEAM_FIELDS, Home
from app.domain.member import Member, Seat
from app.domain.team import COMMITTEE, LEADER, Team, TeamKind
from app.intake.cells import line
from app.services.frame import LONGEST_NAME, TEAM_FLAGS
from app.services.team_list import (
    KINDS,
    TEAM_NAMES,
    KindCount,
    counts,
    kinds,
    teams_on,
)
from app.services.team_outsiders import OutsiderVerbs, read_fields


class TeamDesk(OutsiderVerbs):
    """Verbs on teams, and on those in them who are no 委员."""

    # -- looking -----------------------------------------------------------------------------------------------

    def kinds(self) -> tuple[TeamKind, ...]:
        """Every kind of team, 专委会 first."""
        return kinds(self._frame)

    def listing(self, *, kind: str = "", day: str | None = None, dissolved: bool = False) -> list[Team]:
        """Teams as of a day (None: today), of one kind or all; dissolved ones only when asked for."""
        day = self._frame.day(day)
        found = [team for team in teams_on(self._frame, day) if not kind or team.kind == kind]
        return [team for team in found if dissolved or team.alive(day) or team.members]

    def get(self, word: str, day: str | None = None) -> Team:
        """Find a team by id, name, or 种类/名称 where several kinds have one of that name."""
        everyone = teams_on(self._frame, self._frame.day(day))
        kind, slash, name = word.partition("/")
        found = [team for team in everyone if word in (team.name, str(team.id))] or [
            team for team in everyone if slash and team.key == (kind, name)
        ]
        if len(found) > 1:
            named = "、".join(f"{team.kind}/{team.name}" for team in found)
            raise Ambiguous(f"“{word}”有 {len(found)} 个：{named}。请写明种类。", where=word)
        if not found:
            raise NotFound(f"没有“{word}”这个小组，请核对名称。", where=word)
        return found[0]

    def counts(self, day: str | None = None) -> list[KindCount]:
        """Teams, people and 未编入 per kind."""
        return counts(self.listing(day=day), self.kinds(), self._frame.people(day))

    def people_of(self, text: str) -> list[Member]:
        """Find the 委员 of a list of names or 委员编号; raises Refused, naming those that are unknown or several."""
        from app.intake.names import parse_name_list  # with its patterns, when names are written

        people = [member for member in self._frame.people() if member.in_office]
        numbers = {member.no: member for member in people if member.no}
        words = text.replace("、", " ").replace("，", " ").split()
        found = [numbers[word] for word in words if word in numbers]
        names = " ".join(word for word in text.split() if word not in numbers)
        parsed = parse_name_list(names, [member.name for member in people])
        unclear = [one.value for one in parsed.findings if one.value not in numbers]
        for name in parsed.names:
            same = [member for member in people if member.name == name]
            if len(same) == 1:
                found += same
            elif name not in numbers:
                unclear.append(name)
        if unclear or not found:
            what = f"“{'”“'.join(unclear)}”不在名册里，或有同名的" if unclear else "没有写人名"
            raise Refused(f"{what}。请写姓名；同名的写委员编号。", where="members", code="people")
        return list({member.id: member for member in found}.values())

    def day(self, text: str) -> str | None:
        """Read a day as typed; empty is None, a correction without a day. Raises Refused for what is no day."""
        read = dates.whole_day(text)
        if read.problem:
            raise Refused(read.problem, where="day", code="day")
        return read.text or None

    # -- the team itself ---------------------------------------------------------------------------------------

    def add(self, kind: str, name: str, values: Mapping[str, str] | None = None) -> Team:
        """Enter a team; a name that a team of the same kind bears is refused."""
        kind, name = self._sound(kind), self._sound(name)
        self._refuse_double(kind, name)
        kept = self._fields({**(values or {})})
        with self._frame.data.operation(f"新建{kind} {name}"):
            self._learn(kind, name)
            self._teams.add(self._frame.term().id, {**kept, "kind": kind, "name": name})
        return self.get(f"{kind}/{name}")

    def change(self, team: Team, values: Mapping[str, str]) -> None:
        """Change address, 成立日期 and the like; kind and name go through `rename`."""
        kept = self._fields(values)
        labels = "、".join(TEAM[key].label for key in kept)
        with self._frame.data.operation(f"修改{team.kind} {team.name} 的{labels}"):
            self._teams.update(self.row_of(team), kept)

    def rename(self, team: Team, name: str, kind: str = "") -> Team:
        """Correct name or kind; every seat of the 届 follows. Another team of that name is refused: see `merge`."""
        kind, name = self._sound(kind or team.kind), self._sound(name)
        if (kind, name) == team.key:
            return team
        self._refuse_mixed(team.kind, kind)
        self._refuse_double(kind, name, "要把两个并成一个，请用“合并”。", team.key)
        with self._frame.data.operation(f"{team.kind} {team.name} 更名为 {name}"):
            self._follow(team, kind, name)
            if team.id is not None:
                self._teams.update(team.id, {"kind": kind, "name": name})
        return self.get(f"{kind}/{name}")

    def merge(self, team: Team, into: Team) -> Team:
        """Make two teams one: seats and outsiders go over, empty fields are filled, the first one is no more."""
        self._refuse_mixed(team.kind, into.kind)
        if team.key == into.key:
            raise Refused(f"“{team.name}”不能并入它自己。", where=team.name, code="same")
        with self._frame.data.operation(f"{team.kind} {team.name} 并入 {into.name}"):
            self._follow(team, into.kind, into.name)
            if team.id is not None:
                target = self.row_of(into)
                gaps = {k: v for k, v in team.more.items() if k != "ended" and not into.more.get(k)}
                self._teams.update(target, gaps)
                for outsider in self._teams.outsiders(self._frame.term().id):
                    if outsider.team == team.id:
                        self._teams.move_outsider(outsider.id, target)
                self._teams.remove(team.id)
        return self.get(f"{into.kind}/{into.name}")

    def dissolve(self, team: Team, day: str | None = None) -> None:
        """End a team from a day on: seats and 聘期 close with it."""
        day = self._frame.day(day)
        with self._frame.data.operation(f"撤销{team.kind} {team.name}"):
            row = self.row_of(team)
            self._teams.update(row, {"ended": day})
            for fact in self._seats(team):
                self._teams.close_seat(fact, day)
            for outsider in self._teams.outsiders(self._frame.term().id):
                if outsider.team != row or (outsider.ends and outsider.ends <= day):
                    continue
                if outsider.starts >= day:  # was to come later: never will
                    self._teams.remove_outsider(outsider.id)
                else:
                    self._teams.update_outsider(outsider.id, {"ends": day})

    def remove(self, team: Team) -> None:
        """Take out a team entered by mistake; one in which somebody is or was is refused."""
        people = [one for one in self._teams.outsiders(self._frame.term().id) if one.team == team.id]
        if people or self._seats(team):
            raise Refused(f"{team.name}里有过人，不能删除。请改用“撤销”。", where=team.name, code="in_use")
        with self._frame.data.operation(f"删除误建的{team.kind} {team.name}"):
            if team.id is not None:
                self._teams.remove(team.id)
            for code in self._frame.registry.code_rows(COMMITTEE if team.is_committee else TEAM_NAMES):
                if code.name == team.name:
                    self._frame.registry.remove_code(code.id)

    # -- members -----------------------------------------------------------------------------------------------

    def put(
        self,
        team: Team,
        members: Sequence[Member],
        role: str = "",
        *,
        day: str | None,
        reason: Reason = UNSAID,
    ) -> int:
        """Put members in, or give them another role, from `day` on (None: as a correction); return how many changed."""
        if day is not None and not team.alive(day):
            raise Refused(
                f"{team.name}已于 {team.ended} 撤销，不能再编入委员。", where=team.name, code="ended"
            )
        role = line(role)
        named = members[0].name if len(members) == 1 else f"{len(members)} 人"
        changed = 0
        with self._frame.data.operation(f"{named}编入{team.name}{f'任{role}' if role else ''}"):
            self._learn(team.kind, team.name)
            for member in members:
                changed += self._set(team, member, team.seat(role), day, reason)
        return changed

    def take(self, team: Team, members: Sequence[Member], *, day: str | None, reason: Reason = UNSAID) -> int:
        """Take members out from `day` on (None: they never were in it); return how many were in it."""
        named = members[0].name if len(members) == 1 else f"{len(members)} 人"
        with self._frame.data.operation(f"{named}调出{team.name}"):
            return sum(self._set(team, member, None, day, reason) for member in members)

    def lead(self, team: Team, member: Member, *, day: str | None, role: str = "") -> None:
        """Let a member lead the team; whoever led it stays in it without that role."""
        role = role or ("主任" if team.is_committee else LEADER)
        with self._frame.data.operation(f"{member.name}任{team.name}{role}"):
            people = {one.id: one for one in self._frame.people(day)}
            standing = [one for one in teams_on(self._frame, self._frame.day(day)) if one.key == team.key]
            for mate in standing[0].members if standing else ():
                if mate.role == role and mate.id != member.id:
                    self.put(team, [people[mate.id]], day=day)
            self.put(team, [member], role, day=day)

    # -- kinds -------------------------------------------------------------------------------------------------

    def flag_kind(self, kind: str, *, place: bool | None = None, outsiders: bool | None = None) -> None:
        """Say of a kind that it is formed by 片区, or that it takes people who are no 委员 (None: as it is)."""
        if kind not in {one.name for one in self.kinds()}:
            raise NotFound(f"没有“{kind}”这种小组，请先在“代码表”的“小组种类”里加上。", where=kind)
        if place is None and outsiders is None:
            return
        with self._frame.data.operation(f"设小组种类 {kind}"):
            for on, flag in ((place, "place"), (outsiders, "outsiders")):
                if on is not None:
                    have = self._frame.team_kinds(flag)
                    kept = have | {kind} if on else have - {kind}
                    self._frame.registry.set_setting(TEAM_FLAGS + flag, ",".join(sorted(kept)))

    # -- within ------------------------------------------------------------------------------------------------

    def _set(self, team: Team, member: Member, seat: Seat | None, day: str | None, reason: Reason) -> bool:
        """Give a member one seat in a team or none; whether that changed anything."""
        held = self._held(team, member, day)
        wanted = [one for one in held if not team.holds(one)]
        if seat is not None:
            at = next((place for place, one in enumerate(held) if team.holds(one)), len(wanted))
            wanted.insert(min(at, len(wanted)), seat)
        if wanted == held:
            return False
        self._frame.members.change(member.id, {team.field: tuple(wanted)}, day, reason)
        return True

    def _held(self, team: Team, member: Member, day: str | None) -> list[Seat]:
        """The seats that a change replaces: those of the day, or for a correction those that have no end."""
        if day is not None:
            now = next((one for one in self._frame.people(day) if one.id == member.id), None)
            if now is None:
                raise Refused(f"{member.name}在 {day} 还不是委员。", where=member.name, code="not_yet")
            return list(now.committees if team.is_committee else now.groups)
        facts = [f for f in self._frame.members.facts(member.id) if f.field == team.field and not f.ends]
        return [_seat(fact) for fact in facts]

    def _seats(self, team: Team) -> list[SeatFact]:
        every = self._teams.seats(self._frame.term().id)
        return [fact for fact in every if fact.field == team.field and team.holds(fact.seat)]

    def _follow(self, team: Team, kind: str, name: str) -> None:
        """Let seats, code lists and what names a 专委会 say the new kind and name."""
        seat = Team(kind, name).seat()
        for fact in self._seats(team):
            replace_fact(self._frame.data, fact.id, {"value": seat.name, "kind": seat.kind})
        registry, listed = self._frame.registry, COMMITTEE if team.is_committee else TEAM_NAMES
        words = {code.name: code.id for code in registry.code_rows(listed)}
        if team.is_committee:
            CodeUses(self._frame.data).replace(COMMITTEE, team.name, name, self._frame.term().id)
        elif kind != team.kind:
            self._learn(kind, "")
        everyone = teams_on(self._frame, self._frame.day())
        if team.name not in words or any(one.name == team.name and one.key != team.key for one in everyone):
            registry.add_codes(listed, [name])
        elif name in words:
            registry.remove_code(words[team.name])
        else:
            registry.rename_code(words[team.name], name)

    def _learn(self, kind: str, name: str) -> None:
        """Let the code lists know kind and name."""
        registry = self._frame.registry
        if kind != COMMITTEE and kind not in self._frame.words(KINDS):
            registry.add_codes(KINDS, [*self._frame.words(KINDS), kind])
        registry.add_codes(COMMITTEE if kind == COMMITTEE else TEAM_NAMES, [name] if name else [])

    def _refuse_double(
        self, kind: str, name: str, remedy: str = "请换一个名称。", own: tuple[str, str] = ("", "")
    ) -> None:
        same = [
            team
            for team in teams_on(self._frame, self._frame.day())
            if team.kind == kind and folded(team.name) == folded(name) and team.key != own
        ]
        if same:
            raise Refused(f"{kind}里已经有“{same[0].name}”了，{remedy}", where=name, code="exists")

    def _refuse_mixed(self, kind: str, other: str) -> None:
        if (kind == COMMITTEE) != (other == COMMITTEE):
            raise Refused("专委会和其他小组不能互改种类。", where=other, code="kind")

    def _sound(self, name: str) -> str:
        name = line(name)
        if not name or len(name) > LONGEST_NAME or "/" in name:
            raise Refused(
                f"名称“{name}”不能用：不能为空，最多 {LONGEST_NAME} 个字，不能有“/”。",
                where=name,
                code="name",
            )
        return name

    def _fields(self, values: Mapping[str, str]) -> dict[str, str]:
        return read_fields(values, TEAM_FIELDS, Home.TEAM, without=("kind", "name"))


def _seat(fact: Fact) -> Seat:
    return Seat(fact.value, fact.role, fact.kind)
