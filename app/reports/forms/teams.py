"""小组名单: teams of one kind, or one team, with roles, at a level; people who are no 委员 stand apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.dates import dotted
from app.domain.fields import OUTSIDER, Privacy
from app.domain.fields import TEAM as TEAM_FIELD
from app.domain.member import Member
from app.domain.team import Outsider, Team, Teammate
from app.reports.document import REPORT_MARGINS, Block, Document, Heading, Note, Section, TableBlock, Title
from app.reports.facts import Facts
from app.reports.forms.form import COMPARED, Form, Option, Options, Source
from app.reports.forms.listing import LEVEL, foot_of, head_for, title_of
from app.reports.table import Align, Column, Kind, Row, Table

EVERY_KIND, EVERY_TEAM = "全部种类", "全部小组"
KIND = Option("小组种类", (EVERY_KIND,), source=Source.TEAM_KINDS)
TEAM = Option("小组", (EVERY_TEAM,), source=Source.TEAMS)


def team_lists(facts: Facts, options: Options) -> Document:
    """Make the lists of the teams asked for; each says how many it has, and all of them together."""
    kind, wanted, level = options[KIND.name], options[TEAM.name], Privacy(options[LEVEL.name])
    teams = [
        team
        for team in facts.teams
        if kind in (EVERY_KIND, team.kind) and wanted in (EVERY_TEAM, team_word(team)) and team.size
    ]
    name = "小组名单" if kind == EVERY_KIND else f"{kind}名单"
    people = {member.id: member for member in facts.members}
    blocks: list[Block] = [
        Title(title_of(facts, name), f"（{facts.until}）"),
        Note(_sums(teams, facts, kind, wanted), keep_next=True),
    ]
    kinds = list(dict.fromkeys(team.kind for team in teams))
    for one in kinds:
        own = [team for team in teams if team.kind == one]
        if len(kinds) > 1:
            blocks.append(Heading(1, f"{one}（{len(own)} 个）"))
        roles = any(mate.role for team in own for mate in team.members)
        for team in own:
            blocks += _team_blocks(team, people, level, roles=roles)
    if not teams:
        blocks.append(TableBlock(_members_table((), people, name)))
    section = Section(
        tuple(blocks), margins=REPORT_MARGINS, head=head_for(level), foot=foot_of(facts), grid=False
    )
    return Document("小组名单", (section,), facts.office, facts.day)


def team_word(team: Team) -> str:
    """How a team is called among teams of every kind."""
    return f"{team.kind}/{team.name}"


def _sums(teams: Sequence[Team], facts: Facts, kind: str, wanted: str) -> str:
    inside = [one.id for team in teams for one in team.members]
    outside = sum(len(team.outsiders) for team in teams)
    several = f"（{len(set(inside))} 人，有人在几个组）" if len(set(inside)) < len(inside) else ""
    note = (
        f"共 {len(teams)} 个，委员 {len(inside)} 人次{several}"
        + (f"，非委员 {outside} 人" if outside else "")
        + "。"
    )
    if kind != EVERY_KIND and wanted == EVERY_TEAM:
        left = len({member.id for member in facts.members} - set(inside))
        note += f"在任委员 {len(facts.members)} 人，没有编入{kind}的 {left} 人。"
    return note + "组内按负责人、副职、其他成员排列，同类按委员职务和姓氏笔画。"


def _team_blocks(team: Team, people: Mapping[int, Member], level: Privacy, *, roles: bool) -> list[Block]:
    outside = f"，非委员 {len(team.outsiders)} 人" if team.outsiders else ""
    blocks: list[Block] = [Heading(2, f"{team.name}（委员 {len(team.members)} 人{outside}）")]
    about = [
        f"{TEAM_FIELD[key].label}：{team.more[key]}"
        for key in ("address", "committee", "contact", "phone")
        if team.more.get(key) and level.allows(TEAM_FIELD[key].privacy)
    ]
    if about:
        blocks.append(Note("；".join(about) + "。", keep_next=True))
    if team.members:
        blocks.append(TableBlock(_members_table(team.members, people, team.name, roles=roles)))
    if team.outsiders:
        if team.members:
            blocks.append(Note(f"{team.name}的非委员成员：", keep_next=True))
        blocks.append(TableBlock(_outsiders_table(team.outsiders, f"{team.name}非委员", level)))
    return blocks


def _members_table(
    mates: Sequence[Teammate], people: Mapping[int, Member], name: str, *, roles: bool = True
) -> Table:
    """Give the members' table; a kind in which nobody has a role has no column for it."""
    rows: list[Row] = []
    for number, mate in enumerate(mates, 1):
        member = people.get(mate.id)
        told = (member.sex, member.sector, member.workplace) if member else ("", "", "")
        rows.append((number, mate.name, *((mate.role,) if roles else ()), *told))
    columns = (
        Column("序号", Kind.INT, 11, Align.CENTER), Column("姓名", Kind.NAME, 24),
        *((Column("角色", width=24, align=Align.CENTER),) if roles else ()),
        Column("性别", width=11, align=Align.CENTER), Column("界别", width=28, align=Align.CENTER), Column("工作单位及职务", width=72),
    )  # fmt: skip
    return Table(columns, tuple(rows), name=name)


def _outsiders_table(people: Sequence[Outsider], name: str, level: Privacy) -> Table:
    phones = level.allows(OUTSIDER["phone"].privacy) and any(one.text("phone") for one in people)
    rows: list[Row] = [
        (number, one.name, one.role, one.text("sex"), _service(one), one.text("employer"), *((one.text("phone"),) if phones else ()))
        for number, one in enumerate(people, 1)
    ]  # fmt: skip
    columns = (
        Column("序号", Kind.INT, 11, Align.CENTER), Column("姓名", Kind.NAME, 24), Column("角色", width=24, align=Align.CENTER),
        Column("性别", width=11, align=Align.CENTER), Column("聘期", width=28, align=Align.CENTER), Column("单位及职务", width=72),
        *((Column(OUTSIDER["phone"].label, Kind.CODE, 29),) if phones else ()),
    )  # fmt: skip
    return Table(columns, tuple(rows), name=name)


def _service(one: Outsider) -> str:
    if not one.starts and not one.ends:
        return ""
    return f"{dotted(one.starts)}—{dotted(one.ends)}" if one.ends else f"{dotted(one.starts)}起"


TEAM_LISTS = Form(
    "小组名单",
    "街道小组、党小组、工作室、专委会等的成员和角色",
    team_lists,
    frozenset({"roster", "teams"}),
    (KIND, TEAM, LEVEL, COMPARED),
)
