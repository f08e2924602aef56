"""提案表: one proposal as a form with its text over pages; 提案纸, the same to be filled in by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from app.domain.dates import written
from app.domain.fields import Privacy
from app.domain.member import Member
from app.domain.proposal import Outcome, Proposal, Sponsor, SponsorRole, UnitRole
from app.reports.document import Block, Document, Font, Note, Paragraph, Run, Section, TableBlock, Title
from app.reports.facts import Facts
from app.reports.forms.form import ON_PAPER, Form, Group, Options
from app.reports.forms.listing import LEVEL, TWO_SIDED, field_words, foot_of, head_for, may_see
from app.reports.forms.proposals import WHICH, units_text
from app.reports.forms.prose import prose
from app.reports.table import COVERED, Align, Cell, Column, Row, Table

_COLUMNS: Final = tuple(
    Column(name, width=width, align=Align.CENTER)
    for name, width in (("项目", 29), ("内容", 49), ("项目", 29), ("内容", 49))
)
_PLACE: Final = re.compile(r"(?:中国人民政治协商会议|政协)?(?P<place>.*?)(?:委员会|政协)?")
_TERM, _SESSION = (re.compile(rf"第?(?P<number>[一二三四五六七八九十百〇零\d]+){of}") for of in "届次")
ROW, WRITTEN_ROW = 8.6, 10.2
"""Least heights of the rows of a printed form and of one to write in, mm."""
LINES_TO_WRITE = (5, 19)
"""Lines on the first and on the following page of a 提案纸."""
LINE_TO_WRITE = 10.0
OPEN, ON_REQUEST, CLOSED = "主动公开", "依申请公开", "不予公开"
"""公开属性 by the names of the 政府信息公开条例; of a register that says 公开 or 不公开 alone the first and the last."""


def may_be_public(proposal: Proposal) -> bool:
    """Whether the register says that everybody may read it; what nobody decided is not for everybody."""
    return proposal.disclosure in (OPEN, "公开", "全文公开", "同意公开", "是")


def heading_of(office: str, term: str, plenary: str) -> str:
    """Give the head of a proposal, with places where its lines may end: 中国人民政治协商会议|云川县第十一届委员会|第一次会议."""
    place = _PLACE.fullmatch(office)
    name = place["place"] if place else office
    own, session = _TERM.search(plenary), _SESSION.search(plenary)
    held = f"第{own['number']}届" if own else term
    meeting = f"第{session['number']}次会议" if session else plenary
    return f"中国人民政治协商会议|{name}{held}委员会|{meeting}"


def motions(facts: Facts, options: Options) -> Document:
    """Make the form of every proposal asked for, each from page 1."""
    level = options[LEVEL.name]
    found = [one for one in facts.proposals if level != Privacy.PUBLIC or may_be_public(one)]
    recto = options[TWO_SIDED.name] == "是"
    sections = tuple(
        Section(
            tuple(_motion(one, facts, level, several=len(found) > 1)),
            head=head_for(level), foot=foot_of(facts), start=1, recto=recto,
        )
        for one in found
    )  # fmt: skip
    if not sections:
        why = "，公开级别只印标明主动公开的提案" if facts.proposals else ""
        note = f"{facts.until}，没有要印的提案{why}。制表：{facts.office}办公室。排列：按提案号排列。"
        sections = (Section((Title("提案表"), Note(note)), foot=foot_of(facts)),)
    return Document("提案表", sections, facts.office, facts.day)


def _motion(one: Proposal, facts: Facts, level: str, *, several: bool) -> list[Block]:
    order = "排列：按提案号排列。" if several else ""
    table = Table(
        _COLUMNS, tuple(_rows(one, facts, level)), name=one.label, size=12, row_height=ROW, headless=True
    )
    text = facts.texts.get(one.id, {}).get("text", "")
    return [
        Title(f"{heading_of(facts.office, facts.term, one.plenary)}提案"),
        TableBlock(table),
        Paragraph((Run("内　容"),), Font.HEI, align=Align.CENTER, first=0, before=10, after=4, keep_next=bool(text)),
        *(prose(text) or (Paragraph((Run("（登记时没有录入内容）"),), align=Align.CENTER, first=0),)),
        Note(f"{facts.until}。制表：{facts.office}办公室。{order}"),
    ]  # fmt: skip


def _rows(one: Proposal, facts: Facts, level: str) -> list[Row]:
    first, joint, seconding = _by_role(one.sponsors)
    member = facts.sponsors.get(first.member) if first is not None and first.member is not None else None
    year = f"{one.received[:4]}年" if one.received else f"{facts.day.year}年"
    number = f"总编（{year}）第{one.no}号" if one.no is not None else "（未编号）"
    rows: list[Row] = [
        ("编　号", number, "流水号", one.serial),
        _across("案　由", one.title),
        ("第一提案人", first.name if first else "", "界　别", member.sector if member else one.sector),
        _across("单位及职务", member.workplace if member else ""),
        *_reached(member, facts, level),
        _across("联名人", _names(joint, facts)),
        _across("附议人", _names(seconding, facts)),
        ("类　别", one.category, "提案者类型", one.kind),
        ("收文时间", written(one.received) if one.received else "", "会上或平时", one.more.get("period", "")),
        ("是否同意公开", one.disclosure, "目前状态", one.state.value),
        _across("建议承办单位", one.more.get("suggested", "")),
        _across("审定承办单位", _units(one)),
        _across("审查意见", _review(one, facts, level)),
    ]
    return rows


def _by_role(
    sponsors: Sequence[Sponsor],
) -> tuple[Sponsor | None, list[Sponsor], list[Sponsor]]:
    first = next((one for one in sponsors if one.role is SponsorRole.LEAD), None)
    joint = [one for one in sponsors if one is not first and one.role is not SponsorRole.SECONDING]
    return first, joint, [one for one in sponsors if one.role is SponsorRole.SECONDING]


def _names(sponsors: Sequence[Sponsor], facts: Facts) -> str:
    """Give names with their 界别, where it is known."""
    told = []
    for one in sponsors:
        member = facts.sponsors.get(one.member) if one.member is not None else None
        told.append(f"{one.name}（{member.sector}）" if member and member.sector else one.name)
    return "、".join(told)


def _reached(member: Member | None, facts: Facts, level: str) -> list[Row]:
    """Give the rows that say where the first sponsor is reached, as far as the level shows them."""
    seen = [key for key in ("phone", "office_phone", "address") if may_see(facts, key, level)]
    words = {key: field_words(member, key) if member else "" for key in seen}
    rows: list[Row] = []
    match [key for key in seen if key != "address"]:
        case [one, other]:
            rows.append((_LABELS[one], words[one], _LABELS[other], words[other]))
        case [one]:
            rows.append(_across(_LABELS[one], words[one]))
    if "address" in seen:
        rows.append(_across(_LABELS["address"], words["address"]))
    return rows


_LABELS: Final = {"phone": "手　机", "office_phone": "单位电话", "address": "通讯地址"}


def _units(one: Proposal) -> str:
    parts = [(str(role), units_text(one, role)) for role in UnitRole]
    return "；".join(f"{role}：{units}" for role, units in parts if units)


def _review(one: Proposal, facts: Facts, level: str) -> str:
    """Give the outcome and, to those inside, why."""
    outcome = one.outcome.value if one.outcome is not Outcome.PENDING else ""
    why = "" if level == Privacy.PUBLIC else facts.texts.get(one.id, {}).get("review_note", "")
    why = why or ("" if level == Privacy.PUBLIC else facts.remarks.get(one.id, ""))
    return "。".join(part for part in (outcome, why) if part)


def _across(label: str, words: str) -> Row:
    return label, Cell(words, columns=3, align=Align.LEFT), COVERED, COVERED


# --------------------------------------------------------------------------- to be filled in

_BLANK: Final = (
    ("编　号", "总编（　　年）第　　号", "流水号", ""), ("案　由", ""), ("第一提案人", "", "界　别", ""), ("单位及职务", ""),
    ("手　机", "", "单位电话", ""), ("通讯地址", ""), ("联名人", ""), ("附议人", ""),
    ("类　别", "", "收文时间", "　　年　　月　　日"), ("是否同意公开", "□ 同意　　□ 不同意，理由："), ("建议承办单位", ""), ("审查意见", ""),
)  # fmt: skip


def blank(facts: Facts, _options: Options) -> Document:
    """Make the paper that members write proposals on: the form, and lines over two pages."""
    rows = tuple(row if len(row) == 4 else _across(*row) for row in _BLANK)
    form = Table(_COLUMNS, rows, name="提案纸", size=12, row_height=WRITTEN_ROW, headless=True)
    head = heading_of(facts.office, facts.term, facts.plenary)
    blocks: list[Block] = [
        Title(f"{head}提案"),
        TableBlock(form),
        TableBlock(_lines("内　容（情况、分析、建议）", LINES_TO_WRITE[0])),
        TableBlock(_lines("内　容（续页）", LINES_TO_WRITE[1])),
        Note(
            "一事一案，有情况、有分析、有具体建议；联名的，第一提案人签在首位，其余联名人逐一签名。不够写可以另附纸。"
        ),
    ]
    return Document("提案纸", (Section(tuple(blocks)),), facts.office, facts.day)


def _lines(title: str, count: int) -> Table:
    head: Row = (Cell(title, align=Align.CENTER, bold=True),)
    return Table(
        (Column("内容", width=156),), (head, *((("",),) * count)), name=title, size=12, row_height=LINE_TO_WRITE, headless=True
    )  # fmt: skip


MOTIONS = Form(
    "提案表", "一件一份：编号、案由、提案人、审查意见和全文", motions, frozenset({"roster", "motions"}),
    (WHICH, LEVEL, TWO_SIDED), Group.PROPOSALS, ON_PAPER,
)  # fmt: skip
BLANK = Form(
    "提案纸", "空白的提案表，发给委员手写", blank, frozenset({"roster", "proposals"}), (), Group.PROPOSALS, ON_PAPER,
    plain="空白表没有数据，不分日期和排列",
)  # fmt: skip
