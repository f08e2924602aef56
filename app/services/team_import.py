"""Importing teams: tables in, a preview team by team, then one operation."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.db.teams import Teams
from app.domain.codes import Code, folded
from app.domain.errors import Refused
from app.domain.fields import TEAM
from app.domain.finding import Finding
from app.domain.member import Member, Seat
from app.domain.recognition import NEW
from app.domain.team import COMMITTEE, NOBODY, Team, is_leading
from app.intake.mapping import unmet
from app.intake.teams import Named, TeamDraft, read_team_tables, read_teams
from app.services.frame import Frame
from app.services.import_choices import read_people
from app.services.preview import Mark, TablesPreview
from app.services.resources import code_lists
from app.services.team_list import KINDS, TEAM_NAMES, kinds, teams_on

REMEMBERED = "import.teams.headers"
UNKNOWN = "名册里没有这位委员，没有编入；确不是委员的，可以作为“非委员成员”一并录入"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name that several 委员 bear: who they are, and who was chosen (None: not yet; NOBODY: none of them)."""

    key: str
    named: Named
    candidates: tuple[Member, ...]
    chosen: int | None = None


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One team of the tables: what would happen, to which team, each field's present and coming text, and who is put in.

    `strangers` are names of no 委员: they stay out unless they are wanted as people who are no 委员. `doubts` are names of
    several: they stay out until one is chosen.
    """

    mark: Mark
    draft: TeamDraft
    team: Team | None
    changes: tuple[tuple[str, str, str], ...]
    seats: tuple[tuple[Member, str], ...]
    strangers: tuple[Named, ...]
    doubts: tuple[Doubt, ...] = ()

    @property
    def asked(self) -> tuple[Doubt, ...]:
        """The names of which nobody was chosen yet."""
        return tuple(one for one in self.doubts if one.chosen is None)

    @property
    def leaders(self) -> str:
        """Who leads it by this table, found or not."""
        return "、".join(one.name for one in self.draft.people if is_leading(one.role))


@dataclass(frozen=True, slots=True)
class TeamPreview(TablesPreview[TeamRow]):
    """What an import of teams would do; nothing has entered."""

    @property
    def seats(self) -> int:
        """Members who would be put into a team or get another role there."""
        return sum(len(row.seats) for row in self.rows)

    @property
    def strangers(self) -> int:
        """Names of no 委员, or of several of whom none was chosen yet."""
        return sum(len(row.strangers) + len(row.asked) for row in self.rows)


class TeamImport:
    """Verbs on incoming lists of teams."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def preview(
        self, files: Sequence[Path], *, kind: str = "", override: Mapping[str, str] | None = None,
        sheet: str | None = None, chosen: Mapping[str, int] | None = None,
    ) -> TeamPreview:  # fmt: skip
        """Read lists of teams and say team by team what they would do; `kind` is that of rows which name none.

        `chosen` says by a doubt's key which member of several of one name is meant, or NOBODY.
        """
        tables = [table for file in files for table in read_team_tables(file, sheet)]
        people = [member for member in self._frame.people() if member.in_office]
        kept = self._frame.registry.settings().get(REMEMBERED)
        draft = read_teams(
            tables,
            kinds=self._known_kinds(),
            kind=kind,
            known={member.name for member in people},
            remembered=json.loads(kept) if kept else {},
            override=override,
        )
        by_name: defaultdict[str, list[Member]] = defaultdict(list)
        for member in people:
            for name in dict.fromkeys((member.name, member.former_name)):
                by_name[name].append(member)
        teams = {(t.kind, folded(t.name)): t for t in teams_on(self._frame, self._frame.day())}
        told = _whole_keys(draft.teams, chosen or {})
        rows = tuple(_row(one, teams.get((one.kind, folded(one.name))), by_name, told) for one in draft.teams)
        unknown = [named.finding(UNKNOWN) for row in rows for named in row.strangers]
        unknown += [one.named.finding(_which(one.candidates)) for row in rows for one in row.asked]
        idle = [*unmet(override or {}, draft.sheets), *_idle(draft.teams, chosen or {})]
        return TeamPreview(
            rows, draft.errors, (*draft.warnings, *idle, *unknown), draft.sheets, draft.rows, draft.headers
        )

    def choices_of(self, file: Path) -> dict[str, int]:
        """Read which of several members of one name is meant: {小组/姓名: 委员编号, id, or “new” for nobody of them}.

        Raises WrongUsage for a file of another kind, NotFound or Ambiguous for a member that is none.
        """
        return {
            key: NOBODY if who == NEW else self._frame.member(who).id
            for key, who in read_people(file, "小组/姓名").items()
        }

    def apply(self, preview: TeamPreview, *, strangers: bool = False) -> None:
        """Enter what is good, as one operation; with `strangers` names of no 委员 come in as such.

        What the table says is how it stands, since ever as far as it is known: members' seats are no change of a day.
        """
        frame, term = self._frame, self._frame.term().id
        teams, registry = Teams(frame.data), frame.registry
        now = {(team.kind, folded(team.name)): team.id for team in teams_on(frame, frame.day())}
        for row in preview.rows:
            if now.get((row.draft.kind, folded(row.draft.name))) != (row.team.id if row.team else None):
                raise Refused(
                    "预览之后小组有增减（可能已经导入过，或撤销了别的操作）。请重新预览再导入。",
                    code="changed",
                )
        with frame.data.operation(f"导入小组 {preview.new + preview.updated} 个"):
            self._learn(preview)
            seats: defaultdict[int, list[tuple[Team, str]]] = defaultdict(list)
            for row in preview.rows:
                team = row.team or Team(row.draft.kind, row.draft.name)
                values = {key: after for key, _, after in row.changes}
                keep = strangers and row.strangers
                identity = team.id
                if row.team is None or (identity is None and (values or keep)):
                    identity = teams.add(term, {"kind": team.kind, "name": team.name, **values})
                elif identity is not None:
                    teams.update(identity, values)
                for member, role in row.seats:
                    seats[member.id].append((team, role))
                if strangers and identity is not None:
                    for named in row.strangers:
                        teams.add_outsider(identity, {"name": named.name, "role": named.role})
            for member_id, wanted in seats.items():
                self._seat(member_id, wanted)
            registry.set_setting(REMEMBERED, json.dumps(dict(preview.headers), ensure_ascii=False))

    def _learn(self, preview: TeamPreview) -> None:
        registry = self._frame.registry
        known = self._frame.words(KINDS)
        fresh = [
            r.draft.kind for r in preview.rows if r.draft.kind != COMMITTEE and r.draft.kind not in known
        ]
        if fresh:
            registry.add_codes(KINDS, [*known, *fresh])
        for listed, ours in ((COMMITTEE, True), (TEAM_NAMES, False)):
            registry.add_codes(
                listed,
                [
                    r.draft.name
                    for r in preview.rows
                    if r.team is None and (r.draft.kind == COMMITTEE) == ours
                ],
            )

    def _seat(self, member: int, wanted: Sequence[tuple[Team, str]]) -> None:
        """Put one member into teams beside those he has, as a correction."""
        facts = [fact for fact in self._frame.members.facts(member) if not fact.ends]
        values: dict[str, tuple[Seat, ...]] = {}
        for key in dict.fromkeys(team.field for team, _ in wanted):
            held = [Seat(fact.value, fact.role, fact.kind) for fact in facts if fact.field == key]
            for team, role in wanted:
                if team.field == key:
                    held = [one for one in held if not team.holds(one)] + [team.seat(role)]
            values[key] = tuple(held)
        self._frame.members.change(member, values, None)

    def _known_kinds(self) -> list[Code]:
        """Every kind with the spellings that the shipped list knows of it."""
        shipped = {code.name: code for code in code_lists()[KINDS]}
        return [shipped.get(kind.name, Code(kind.name)) for kind in kinds(self._frame)]


def _whole_keys(drafts: Sequence[TeamDraft], chosen: Mapping[str, int]) -> dict[str, int]:
    """Give what was chosen by 种类/小组/姓名, where a person may have written 小组/姓名 only."""
    whole = dict(chosen)
    for draft in drafts:
        for named in draft.people:
            short = f"{draft.name}/{named.name}"
            if short in chosen:
                whole.setdefault(f"{draft.kind}/{short}", chosen[short])
    return whole


def _idle(drafts: Sequence[TeamDraft], chosen: Mapping[str, int]) -> list[Finding]:
    """Say which choices name nobody of the tables."""
    short = {f"{draft.name}/{named.name}" for draft in drafts for named in draft.people}
    whole = {f"{draft.kind}/{draft.name}/{named.name}" for draft in drafts for named in draft.people}
    return [
        Finding(f"表里没有“{key}”（小组/姓名），选定的人没有用上", value=key)
        for key in chosen
        if key not in short | whole
    ]


def _row(
    draft: TeamDraft, team: Team | None, by_name: Mapping[str, Sequence[Member]], chosen: Mapping[str, int]
) -> TeamRow:
    """Compare one team of the tables with the one there is; what a table leaves empty stays."""
    changes = tuple(
        (key, team.text(key) if team else "", text)
        for key, text in draft.values.items()
        if key in TEAM and (team is None or team.text(key) != text)
    )
    seats, strangers, doubts = [], [], []
    inside = {mate.id: mate.role for mate in team.members} if team else {}
    present = {one.name for one in team.outsiders} if team else set()
    for named in draft.people:
        found = by_name.get(named.name, ())
        if len(found) > 1:
            doubt = _doubt(draft, named, found, inside, chosen)
            doubts += [doubt] if doubt.chosen not in inside or doubt.key in chosen else []
            found = [one for one in found if one.id == doubt.chosen]
            if doubt.chosen is None:
                continue
        if not found:
            strangers += [] if named.name in present else [named]
        elif found[0].id not in inside or (named.role and named.role != inside[found[0].id]):
            seats.append((found[0], named.role))
    changed = Mark.UPDATE if changes or seats else Mark.SAME
    return TeamRow(
        changed if team else Mark.NEW, draft, team, changes, tuple(seats), tuple(strangers), tuple(doubts)
    )


def _doubt(
    draft: TeamDraft,
    named: Named,
    found: Sequence[Member],
    inside: Collection[int],
    chosen: Mapping[str, int],
) -> Doubt:
    """Who of several is meant: the one that was chosen, else the only one who is in the team already."""
    key = f"{draft.kind}/{draft.name}/{named.name}"
    mates = [one.id for one in found if one.id in inside]
    return Doubt(key, named, tuple(found), chosen.get(key, mates[0] if len(mates) == 1 else None))


def _which(found: Sequence[Member]) -> str:
    which = "、".join(f"{one.no or one.sector} {one.workplace}".strip() for one in found)
    return f"有 {len(found)} 位同名委员（{which}），没有编入，请选定是哪一位"
