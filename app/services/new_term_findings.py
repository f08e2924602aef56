"""What stands against a 换届, and what the clerk should look at: each a finding with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.domain.finding import Finding
from app.domain.member import Member
from app.domain.member_no import Bearer, double_numbers
from app.domain.recognition import Identity, place_differences
from app.intake.person import PersonDraft
from app.services.new_term_plan import Coming, Doubtful, Staying, Wish

LISTS = {"sector": "界别", "committees": "专委会"}
"""Fields whose names turn from one 届 to the next, with their code lists."""


def identity_of(member: Member) -> Identity:
    """What tells a member from others."""
    return Identity(
        str(member.id), member.name, member.former_name, member.more.get("id_number", ""), member.no, member.sex,
        member.birth, member.sector, member.employer, member.job_title,
    )  # fmt: skip


def doubts(doubtful: Iterable[Doubtful], rows: Mapping[str, PersonDraft]) -> list[Finding]:
    """Rows of which it cannot be told whose they are."""
    return [
        rows[one.row].sources[0].finding(f"{one.why}；请在预览中选定是哪一位", "姓名", one.person.name)
        for one in doubtful
    ]


def contradictions(wish: Wish, stay: Iterable[Staying], rows: Mapping[str, PersonDraft]) -> list[Finding]:
    """People whom a table names and the clerk lets leave."""
    return [
        rows[one.row]
        .sources[0]
        .finding("名单里有这个人，又被列为退出，请去掉其中一处", "姓名", one.member.name)
        for one in stay
        if one.row and one.member.id in wish.leave
    ]


def stray_names(wish: Wish, mappings: Mapping[str, Mapping[str, str]]) -> list[Finding]:
    """Old names in the clerk's table that the old 届 does not have."""
    return [
        Finding(f"本届没有“{name}”这个{LISTS[key]}，请改正对应表", value=name)
        for key, wished in (("sector", wish.sectors), ("committees", wish.committees))
        for name in wished
        if name not in mappings[key]
    ]


def double(stay: Iterable[Staying], new: Iterable[Coming], rows: Mapping[str, PersonDraft]) -> list[Finding]:
    """A 委员编号 that two people of the new 届 would have."""
    bearers: dict[str, tuple[Bearer, str]] = {}
    for one in stay:
        bearers[str(one.member.id)] = Bearer(str(one.values.get("no") or ""), one.member.name), one.row
    for two in new:
        bearers[two.row] = Bearer(str(two.values.get("no") or ""), two.name), two.row
    found = []
    for key, other in double_numbers({}, {key: bearer for key, (bearer, _) in bearers.items()}).items():
        bearer, row = bearers[key]
        message = f"委员编号 {other.no} 在新一届有两人：{bearer.name}、{other.name}，请改正其中一个"
        found.append(
            rows[row].sources[0].finding(message, "委员编号", other.no)
            if row
            else Finding(message, value=other.no)
        )
    return found


def dead(new: Iterable[Coming], rows: Mapping[str, PersonDraft]) -> list[Finding]:
    """People of whom the roster says that they have died."""
    return [
        rows[one.row].sources[0].finding(
            "名册里这位委员已登记去世；如是同名的另一人，请在预览中选定为新人", "姓名", one.name
        )
        for one in new
        if one.known is not None and one.known.status == "去世"
    ]  # fmt: skip


def moved_far(stay: Iterable[Staying], rows: Mapping[str, PersonDraft]) -> list[Finding]:
    """People known by their name alone though 界别 and 单位 are others."""
    return [
        rows[one.row].sources[0].finding(
            "姓名相同，界别和单位都变了，按留任的同一人处理；如是两人请在预览中选定", "姓名", one.member.name
        )
        for one in stay
        if one.by == "姓名" and len(place_differences(rows[one.row].identity(), identity_of(one.member))) > 1
    ]  # fmt: skip


def remarks_by_row(warnings: Iterable[Finding], rows: Mapping[str, PersonDraft]) -> dict[str, str]:
    """Which rows have something to look at: the key of a row → what is said of it."""
    said: dict[tuple[str, str, int], list[str]] = {}
    for one in warnings:
        if one.row:
            said.setdefault((one.file, one.sheet, one.row), []).append(one.message)
    told = {
        key: [
            text
            for source in person.sources
            for text in said.get((source.file, source.sheet, source.row), ())
        ]
        for key, person in rows.items()
    }
    return {key: "；".join(dict.fromkeys(texts)) for key, texts in told.items() if texts}
