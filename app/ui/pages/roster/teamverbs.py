"""What can be done about a team, each as a form of a few fields: 编入, 改职务, 调出, 更名, 合并, 撤销, 聘, 解聘."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.fields import OUTSIDER_FIELDS, TEAM_FIELDS, Field, Home, Kind
from app.domain.team import COMMITTEE_ROLES, OUTSIDER_ROLES, TEAM_ROLES, Outsider, Team
from app.ui.desk import Desk
from app.ui.verbform import DAY, WHEN, VerbForm

if TYPE_CHECKING:
    from app.office import Office

ROLE = Field("role", "职务", Kind.CHOICE)
PEOPLE = Field("members", "委员", Kind.LONG)
INTO = Field("into", "并入", Kind.CHOICE)
WHERE = Field("team", "编入", Kind.CHOICE)
KEPT = tuple(one for one in TEAM_FIELDS if one.home is Home.TEAM and one.key != "ended")
OUTSIDER = tuple(
    replace(one, kind=Kind.CHOICE) if one.key == "role" else one
    for one in OUTSIDER_FIELDS
    if one.key != "note"
)


def named(team: Team) -> str:
    """A team as boxes and words name it."""
    return f"{team.kind}/{team.name}"


def roles_of(team: Team) -> tuple[str, ...]:
    """The roles that are usual in a team."""
    return COMMITTEE_ROLES if team.is_committee else TEAM_ROLES


def new_form(desk: Desk, kind: str) -> VerbForm:
    """A new team."""

    def verb(office: Office, values: Mapping[str, str]) -> object:
        rest = {key: text for key, text in values.items() if key not in ("kind", "name") and text}
        return office.teams.add(values["kind"], values["name"], rest)

    return VerbForm(
        desk, "新建小组", KEPT, verb, values={"kind": kind}, choices=_choices(desk), does="新建(&S)"
    )


def edit_form(desk: Desk, team: Team) -> VerbForm:
    """The team's own fields; another name or kind is a rename that every seat follows."""
    fields = tuple(one for one in KEPT if not (team.is_committee and one.key in ("kind", "committee")))
    shown = {one.key: team.text(one.key) for one in fields}

    def verb(office: Office, values: Mapping[str, str]) -> object:
        changed = {k: v for k, v in values.items() if v != shown[k]}
        name, kind = changed.pop("name", team.name), changed.pop("kind", team.kind)
        with office.data.operation(f"修改{team.kind} {team.name}"):
            now = office.teams.rename(team, name, kind)
            if changed:
                office.teams.change(now, changed)
        return now

    hint = "改名称后，委员资料里的也跟着改。"
    return VerbForm(
        desk, f"修改{team.name}", fields, verb, values=shown, choices=_choices(desk), hint=hint, always=False
    )


def put_form(desk: Desk, team: Team, people: str = "") -> VerbForm:
    """委员 by name, with a role, from a day on."""

    def verb(office: Office, values: Mapping[str, str]) -> object:
        day = office.teams.day(values["day"])
        return office.teams.put(team, office.teams.people_of(values["members"]), values["role"], day=day)

    return VerbForm(
        desk, f"编入{team.name}", (PEOPLE, ROLE, DAY), verb,
        values={"members": people, "day": desk.reader.frame.day()}, choices={"role": roles_of(team)}, does="编入(&S)",
        hint=f"一次可以写几个人：姓名或委员编号，用空格、顿号或换行隔开。{WHEN}",
    )  # fmt: skip


def role_form(desk: Desk, team: Team, ids: Sequence[int]) -> VerbForm:
    """Another role for members who are in the team."""

    def verb(office: Office, values: Mapping[str, str]) -> object:
        chosen = [one for one in office.frame.people() if one.id in ids]
        return office.teams.put(team, chosen, values["role"], day=office.teams.day(values["day"]))

    names, role = _mates(team, ids)
    return VerbForm(
        desk, f"{names}的职务", (ROLE, DAY), verb, values={"role": role, "day": desk.reader.frame.day()},
        choices={"role": roles_of(team)}, hint=WHEN,
    )  # fmt: skip


def take_form(desk: Desk, team: Team, ids: Sequence[int]) -> VerbForm:
    """Members out of the team from a day on."""

    def verb(office: Office, values: Mapping[str, str]) -> object:
        chosen = [one for one in office.frame.people() if one.id in ids]
        return office.teams.take(team, chosen, day=office.teams.day(values["day"]))

    names, _ = _mates(team, ids)
    return VerbForm(
        desk, f"{names}调出{team.name}", (DAY,), verb, values={"day": desk.reader.frame.day()}, does="调出(&S)",
        hint="这天以前仍记在组内；编错了人请把日期清空，就当没有编入过。",
    )  # fmt: skip


def merge_form(desk: Desk, team: Team) -> VerbForm:
    """Another team that this one becomes part of."""
    others = [
        one
        for one in desk.reader.teams.listing()
        if one.is_committee == team.is_committee and one.key != team.key
    ]

    def verb(office: Office, values: Mapping[str, str]) -> object:
        return office.teams.merge(team, office.teams.get(values["into"]))

    return VerbForm(
        desk, f"合并{team.name}", (INTO,), verb, choices={"into": [named(one) for one in others]}, does="合并(&S)",
        hint=f"{team.name}的成员都转到选定的小组，{team.name}不再有。",
    )  # fmt: skip


def end_form(desk: Desk, team: Team) -> VerbForm:
    """The day from which the team is no more."""
    return VerbForm(
        desk, f"撤销{team.name}", (DAY,), lambda office, values: office.teams.dissolve(team, office.teams.day(values["day"])),
        values={"day": desk.reader.frame.day()}, does="撤销(&S)", hint="自这天起，组里的委员和非委员都不再在组内；这天以前的照旧查得到。",
    )  # fmt: skip


def outsider_form(desk: Desk, team: Team, one: Outsider | None = None) -> VerbForm:
    """Somebody who is no 委员, new or known."""

    def verb(office: Office, values: Mapping[str, str]) -> object:
        if one is None:
            return office.teams.add_outsider(team, {key: text for key, text in values.items() if text})
        changed = {key: text for key, text in values.items() if text != one.text(key)}
        office.teams.change_outsider(one, changed)
        return one

    shown = {field.key: one.text(field.key) for field in OUTSIDER} if one else {}
    title = f"修改{one.name}" if one else f"{team.name}的非委员成员"
    choices = {"role": OUTSIDER_ROLES, "sex": desk.reader.frame.words("性别")}
    return VerbForm(desk, title, OUTSIDER, verb, values=shown, choices=choices, always=one is None)


def fire_form(desk: Desk, one: Outsider) -> VerbForm:
    """The end of a 聘期."""
    return VerbForm(
        desk, f"解聘{one.name}", (replace(DAY, label="解聘日期"),),
        lambda office, values: office.teams.end_outsider(one, office.teams.day(values["day"])),
        values={"day": desk.reader.frame.day()}, does="解聘(&S)",
    )  # fmt: skip


def place_form(desk: Desk, kind: str, ids: Sequence[int]) -> VerbForm:
    """A team of a kind for members who have none."""
    teams = desk.reader.teams.listing(kind=kind)

    def verb(office: Office, values: Mapping[str, str]) -> object:
        chosen = [one for one in office.frame.people() if one.id in ids]
        team = office.teams.get(f"{kind}/{values['team']}")
        return office.teams.put(team, chosen, values["role"], day=office.teams.day(values["day"]))

    return VerbForm(
        desk, f"{len(ids)} 人编入{kind}", (WHERE, ROLE, DAY), verb, values={"day": desk.reader.frame.day()},
        choices={"team": [one.name for one in teams], "role": roles_of(teams[0]) if teams else TEAM_ROLES},
        does="编入(&S)", hint=WHEN,
    )  # fmt: skip


def _choices(desk: Desk) -> Mapping[str, Sequence[str]]:
    kinds = [one.name for one in desk.reader.teams.kinds()]
    return {"kind": kinds, "committee": desk.reader.frame.words("专委会")}


def _mates(team: Team, ids: Sequence[int]) -> tuple[str, str]:
    """How a few members are called, and the role that the first of them has."""
    chosen = [mate for mate in team.members if mate.id in ids]
    names = "、".join(mate.name for mate in chosen[:3]) + (f"等 {len(chosen)} 人" if len(chosen) > 3 else "")
    return names, chosen[0].role if chosen else ""
