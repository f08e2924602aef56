"""What the fields of a wording are filled with: one value in words, or a table, for every line of `wording_fields`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Final

from app.domain.affiliation import written as written_affiliations
from app.domain.dates import written
from app.domain.liaison import Guest
from app.domain.member import Member
from app.domain.posts import rank_of
from app.domain.proposal import ANSWERING, Outcome, Proposal, SponsorRole, UnitRole
from app.domain.proposal_actions import CHOICES
from app.domain.wording_fields import RATES
from app.domain.workplace import unit_in
from app.reports.facts import Facts, Move, UnitFacts
from app.reports.forms.proposals import (
    NOT_FILED,
    category_table,
    outcome_table,
    received,
    sponsors_text,
    unit_table,
    units_text,
    with_outcome,
)
from app.reports.table import Table
from app.reports.wording.tables import handed_out, key_proposals, moves_table, own_proposals, unanswered

Found = Mapping[str, "str | Table"]
_Make = Callable[[], "str | Table"]

LONGEST_OF_PEOPLE: Final = 4
"""Characters of a name without ·; a body's is longer."""
WAYS: Final = {"转用": "转作工作参考", "转有关部门": "转送有关部门研究参考", "不转用": "留存备查"}
"""What is done with a proposal that is not filed, as a letter says it; keys are the words of the register."""


class Source:
    """The facts of one office, asked for the fields of one copy after the other; tables are made when they are wanted."""

    def __init__(self, facts: Facts, issued: str) -> None:
        """`issued` is the 成文日期, YYYY-MM-DD."""
        self.facts, self.issued = facts, issued

    def of_office(self, wanted: Iterable[str]) -> Found:
        """The office's own fields among those that are wanted."""
        return _picked({**self._frame, **self._counts, **self._register}, wanted)

    def of_member(self, member: Member, wanted: Iterable[str]) -> Found:
        """The fields of one member."""
        return _picked({**_person(member), **self._told_of(member)}, wanted)

    def of_proposal(self, one: Proposal, wanted: Iterable[str]) -> Found:
        """The fields of one proposal."""
        return _picked({**_register_line(one), **self._decided(one)}, wanted)

    def of_unit(self, name: str, wanted: Iterable[str]) -> Found:
        """The fields of one 承办单位."""
        return _picked(self._handling(name), wanted)

    # -- the office --------------------------------------------------------------------------------------------

    @cached_property
    def _frame(self) -> dict[str, _Make]:
        facts = self.facts
        office = facts.office if facts.office.endswith("办公室") else f"{facts.office}办公室"
        return {
            "发文机关": lambda: facts.office, "办公室": lambda: office, "届次": lambda: facts.term,
            "会议": lambda: facts.plenary, "成文日期": lambda: written(self.issued), "截至日期": lambda: facts.day_text,
            "年份": lambda: self.issued[:4],
        }  # fmt: skip

    @cached_property
    def _counts(self) -> dict[str, _Make]:
        facts = self.facts
        active = facts.active
        found = facts.moves.moves if facts.moves is not None else ()
        return {
            "在任委员数": lambda: str(len(facts.members)), "在册委员数": lambda: str(len(active)),
            "暂停履职委员数": lambda: str(len(facts.members) - len(active)),
            "常委会组成人员数": lambda: str(sum(rank_of(one.posts) <= STANDING for one in active)),
            "中共党员委员数": lambda: str(sum(one.is_party_member for one in active)),
            "非中共委员数": lambda: str(sum(not one.is_party_member for one in active)),
            "女委员数": lambda: str(sum(one.sex == "女" for one in active)),
            "少数民族委员数": lambda: str(sum(one.ethnicity not in ("", "汉族", "汉") for one in active)),
            "新任委员数": lambda: str(sum(one.is_first_term for one in active)),
            "界别数": lambda: str(len({one.sector for one in active} - {""})),
            "增补委员数": lambda: str(sum(one.joined for one in found)),
            "退出委员数": lambda: str(sum(one.left for one in found)),
            "委员变动表": lambda: moves_table(one for one in found if one.joined or one.left),
        }  # fmt: skip

    @cached_property
    def _register(self) -> dict[str, _Make]:
        facts, figures = self.facts, self.facts.figures
        filed = sorted(with_outcome(facts, Outcome.FILED), key=lambda one: one.no or 0)
        day = facts.day.isoformat()
        waiting = [one for one in filed if not one.replied]
        counts = {
            "收到件数": figures.received, "立案件数": figures.filed, "不予立案件数": figures.declined, "并案件数": figures.merged,
            "转社情民意件数": figures.converted, "待审查件数": figures.pending, "已答复件数": len(filed) - len(waiting),
            "未答复件数": len(waiting), "逾期件数": sum(one.overdue(day) for one in filed),
            "办结件数": figures.rates["办结率"].n, "重点提案件数": sum(one.key for one in filed),
            "承办单位数": sum(part.lead > 0 for part in figures.by_unit.values()),
            **{f"{name}类件数": sum(one.replied and one.answer == name for one in filed) for name in "ABC"},
        }  # fmt: skip
        rates = {name: figures.rates[name] for name in RATES}
        return {
            **{name: _said(str(count)) for name, count in counts.items()},
            **{name: _said(rate.text) for name, rate in rates.items()},
            "审查结果表": lambda: outcome_table(facts), "提案类别表": lambda: category_table(facts),
            "承办单位表": lambda: unit_table(facts),
            "重点提案表": lambda: key_proposals((one for one in filed if one.key), dict(facts.leaders)),
            "未答复提案表": lambda: unanswered(waiting, day),
        }  # fmt: skip

    def definitions(self, used: Iterable[str]) -> str:
        """Say how each rate that is used was worked out: its 口径, and both of its numbers."""
        rates, wanted = self.facts.figures.rates, set(used)
        return "；".join(
            f"{name}＝{rates[name].definition}（{rates[name].n}／{rates[name].of}）"
            for name in RATES
            if name in wanted
        )

    # -- a member ----------------------------------------------------------------------------------------------

    def _told_of(self, member: Member) -> dict[str, _Make]:
        upper = self._uppers.get(member.id)
        move = self.moves_of.get(member.id)
        signed = self._signed.get(member.id, [])
        return {
            "联络人": _said(upper.name if upper else ""),
            "联络人电话": _said(upper.more.get("phone", "") if isinstance(upper, Member) else ""),
            "变动": _said("" if move is None else "增补" if move.joined else move.status),
            "变动日期": _said(written(move.day) if move and move.day else ""),
            "变动原因": _said(move.reason if move else ""), "变动文号": _said(move.basis if move else ""),
            "决定机关": _said(move.organ if move else ""),
            "提案件数": _said(str(len(signed))),
            "第一提案人件数": _said(str(sum(_leads(one, member) for one in signed))),
            "立案提案件数": _said(str(sum(one.is_filed for one in signed))),
            "本人提案表": lambda: own_proposals(signed),
        }  # fmt: skip

    @cached_property
    def moves_of(self) -> Mapping[int, Move]:
        """The latest coming or going of each member, by membership id."""
        return {one.member.id: one for one in (self.facts.moves.moves if self.facts.moves else ())}

    @cached_property
    def _uppers(self) -> Mapping[int, Member | Guest]:
        links = self.facts.grid.links if self.facts.grid is not None else ()
        return {lower.id: link.upper for link in links for lower in link.lowers}

    @cached_property
    def _signed(self) -> Mapping[int, list[Proposal]]:
        found: dict[int, list[Proposal]] = {}
        for one in received(self.facts):
            for sponsor in one.sponsors:
                if sponsor.member is not None and sponsor.role is not SponsorRole.SECONDING:
                    found.setdefault(sponsor.member, []).append(one)
        return found

    # -- a proposal --------------------------------------------------------------------------------------------

    def _decided(self, one: Proposal) -> dict[str, _Make]:
        first = next((sponsor for sponsor in one.sponsors if sponsor.role is SponsorRole.LEAD), None)
        member = self._people.get(first.member) if first and first.member is not None else None
        reasons, way, into = _refusal(one, self.facts.remarks.get(one.id, ""))
        return {
            "第一提案人称呼": _said(address_of(member) if member else ""),
            "您或贵单位": _said("贵单位" if _is_body(one) else "您"),
            "第一提案人单位": _said(member.workplace if member else ""),
            "未立案理由": _said(reasons), "处理去向": _said(way), "并入提案": _said(into),
            "领衔领导": _said(self.facts.leaders.get(one.id, "")),
        }  # fmt: skip

    @cached_property
    def _people(self) -> Mapping[int, Member]:
        return {one.id: one for one in (*self.facts.members, *self.facts.left)}

    # -- a unit ------------------------------------------------------------------------------------------------

    def _handling(self, name: str) -> dict[str, _Make]:
        unit = next((one for one in self.facts.units if one.name == name), UnitFacts(name))
        day = self.facts.day.isoformat()
        owned = [one for one in self.assigned if any(p.unit == name and p.answers for p in one.handlings)]
        helped = [
            one for one in self.assigned if any(p.unit == name and not p.answers for p in one.handlings)
        ]
        waiting = waiting_of(name, owned)
        dues = [p.due for one in waiting for p in one.answering if p.unit == name and not p.replied and p.due]
        return {
            "承办单位": _said(name), "单位联系人": _said(unit.contact), "单位联系电话": _said(unit.phone),
            "主办件数": _said(str(len(owned))), "会办件数": _said(str(len(helped))),
            "单位已答复件数": _said(str(len(owned) - len(waiting))), "单位未答复件数": _said(str(len(waiting))),
            "单位逾期件数": _said(str(sum(due < day for due in dues))),
            "最早期限": _said(written(min(dues)) if dues else ""),
            "承办提案表": lambda: handed_out(name, (*owned, *(one for one in helped if one not in owned))),
            "单位未答复提案表": lambda: unanswered(waiting, day, name),
        }  # fmt: skip

    @cached_property
    def assigned(self) -> tuple[Proposal, ...]:
        """Filed proposals that units have, in number order."""
        filed = sorted(with_outcome(self.facts, Outcome.FILED), key=lambda one: one.no or 0)
        return tuple(one for one in filed if one.handlings)


STANDING: Final = rank_of(("常委",))
"""The rank down to which somebody sits in the 常委会."""


def waiting_of(unit: str, proposals: Iterable[Proposal]) -> list[Proposal]:
    """Those of which a unit still owes its reply."""
    return [
        one for one in proposals if any(p.unit == unit and p.answers and not p.replied for p in one.handlings)
    ]


def address_of(member: Member) -> str:
    """先生, 女士, or 委员 where the sex is not known."""
    return {"男": "先生", "女": "女士"}.get(member.sex, "委员")


def employer_of(member: Member) -> str:
    """工作单位: its own field, or the one with which the title begins."""
    return member.employer or unit_in(member.job_title)


def _person(member: Member) -> dict[str, _Make]:
    more = member.more.get
    seats = {"专委会": member.committees, "小组": member.groups}
    own = more("address", "")
    return {
        "姓名": _said(member.name), "称呼": _said(address_of(member)), "性别": _said(member.sex), "民族": _said(member.ethnicity),
        "出生年月": _said(written(member.birth)), "生日": _said(written(member.birth).partition("年")[2]),
        "委员编号": _said(member.no), "政治面貌": _said(written_affiliations(member.affiliations)), "界别": _said(member.sector),
        **{name: _said("、".join(seat.name for seat in found)) for name, found in seats.items()},
        "片区": _said(member.area), "工作单位": _said(employer_of(member)), "单位职务": _said(member.job_title),
        "单位及职务": _said(member.workplace), "政协职务": _said("、".join(member.posts) or "委员"),
        "任委员日期": _said(written(more("joined", ""))), "手机": _said(more("phone", "")), "邮箱": _said(more("email", "")),
        "通讯地址": _said(own or more("employer_address", "")),
        "邮编": _said(more("postcode", "") if own else more("employer_postcode", "")),
    }  # fmt: skip


def _register_line(one: Proposal) -> dict[str, _Make]:
    first = next((sponsor.name for sponsor in one.sponsors if sponsor.role is SponsorRole.LEAD), "")
    given = min((part.assigned for part in one.answering if part.assigned), default="")
    due = max((part.due for part in one.answering if part.due), default="")
    return {
        "提案号": _said(str(one.no) if one.no is not None else f"流水{one.serial or ''}"), "案由": _said(one.title),
        "提案人": _said(sponsors_text(one) if one.sponsors else ""), "第一提案人": _said(first), "类别": _said(one.category),
        "收到日期": _said(written(one.received)), "审查结果": _said(one.outcome.value),
        "主办单位": _said(units_text(one, *ANSWERING)), "会办单位": _said(units_text(one, UnitRole.ASSISTING)),
        "交办日期": _said(written(given)), "答复期限": _said(written(due)), "办理进度": _said(one.state.value),
        "答复类别": _said(one.answer),
    }  # fmt: skip


def _is_body(one: Proposal) -> bool:
    """Say whether a body put a proposal forward: the first sponsor is no member and its name longer than people's."""
    first = next((sponsor for sponsor in one.sponsors if sponsor.role is SponsorRole.LEAD), None)
    return (
        first is not None and first.member is None and len(first.name) > LONGEST_OF_PEOPLE and "·" not in first.name
    )  # fmt: skip


def _refusal(one: Proposal, remark: str) -> tuple[str, str, str]:
    """Take apart what the register says of a proposal that was not filed: why, what is done with it, which one it joins."""
    if one.outcome not in NOT_FILED:
        return "", "", ""
    parts = [part for part in remark.split("；") if part]
    into = next((part.removeprefix("并入") for part in parts if part.startswith("并入")), "")
    way = next((WAYS[part] for part in parts if part in CHOICES["then"]), "")
    if one.outcome is Outcome.CONVERTED:
        way = "转为社情民意信息报送"
    rest = [part for part in parts if part not in CHOICES["then"] and not part.startswith("并入")]
    return "；".join(rest), way, into


def _leads(one: Proposal, member: Member) -> bool:
    return any(s.member == member.id and s.role is SponsorRole.LEAD for s in one.sponsors)


def _said(words: str) -> _Make:
    return lambda: words


def _picked(makers: Mapping[str, _Make], wanted: Iterable[str]) -> Found:
    return {name: makers[name]() for name in wanted if name in makers}
