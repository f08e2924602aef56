"""提案汇编: cover, contents with page numbers, and every proposal in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.fields import Privacy
from app.domain.proposal import ANSWERING, Outcome, Proposal, SponsorRole, State, UnitRole
from app.domain.statistics import mismatch
from app.reports.document import (
    Block,
    Contents,
    Cover,
    Document,
    Font,
    Heading,
    Note,
    PageNumbers,
    Paragraph,
    Run,
    Section,
)
from app.reports.facts import Facts
from app.reports.forms.form import ON_PAPER, Form, Group, Option, Options
from app.reports.forms.listing import TWO_SIDED, head_for
from app.reports.forms.motion import may_be_public
from app.reports.forms.proposals import WHICH, by_category, by_number, units_text
from app.reports.forms.prose import prose

SCOPE = Option("收入", ("立案的", "收到的全部"))
ORDERED = Option("编排", ("按提案号", "按类别"))
READERS = Option("发给", (Privacy.INTERNAL.value, Privacy.PUBLIC.value))
"""No level 完整: there is nothing in it that only a few may see."""
LONG_APART, ALL_APART = "长的另起", "都另起"
APART = Option("每件另起一页", (LONG_APART, ALL_APART, "接着排"))
LONG = 300
"""Characters of a text that makes a proposal long: shorter ones would leave every page half white."""


def collection(facts: Facts, options: Options) -> Document:
    """Make the collection; what is not for everybody is left out of a 公开 one, and how many that are is said."""
    level = options[READERS.name]
    found = _in_scope(facts, options)
    taken = [one for one in found if level != Privacy.PUBLIC or may_be_public(one)]
    cover = Cover(
        "提案汇编", (facts.office, facts.plenary or facts.term), (f"（{facts.until}，共 {len(taken)} 件）",),
        f"{facts.office}办公室", facts.day_text,
    )  # fmt: skip
    recto = options[TWO_SIDED.name] == "是"
    foot, head = f"制表：{facts.office}办公室", head_for(level)
    body = (Note(_note(facts, options, len(found), len(taken))), *_body(taken, facts, options))
    return Document(
        "提案汇编",
        (
            Section((cover,), numbers=PageNumbers.NONE, grid=False, head=head),
            Section((Contents(depth=2),), numbers=PageNumbers.NONE, grid=False, head=head, recto=recto),
            Section(body, start=1, foot=foot, head=head, recto=recto),
        ),
        facts.office,
        facts.day,
    )


def _in_scope(facts: Facts, options: Options) -> list[Proposal]:
    """Give what is asked for: of everything 草稿 are left out, of the filed what was not filed; who names some gets those."""
    if options[WHICH.name] not in ("", WHICH.default):
        return sorted(facts.proposals, key=by_number)
    wide = options[SCOPE.name] == "收到的全部"
    return sorted(
        (
            one for one in facts.proposals
            if one.outcome is Outcome.FILED or (wide and one.state is not State.DRAFT)
        ),
        key=by_number,
    )  # fmt: skip


def _note(facts: Facts, options: Options, found: int, taken: int) -> str:
    named = options[WHICH.name] not in ("", WHICH.default)
    what = "选定的提案" if named else f"{facts.plenary}{options[SCOPE.name].removesuffix('的')}提案"
    left = f"；其中没有标明主动公开的 {found - taken} 件没有收入" if found > taken else ""
    order = {"按提案号": "按提案号排列", "按类别": "按类别排列，同类按提案号排列"}[options[ORDERED.name]]
    return f"说明：收入{what} {taken} 件（{what}共 {found} 件{left}）。排列：{order}。{facts.until}。"


def _body(taken: Sequence[Proposal], facts: Facts, options: Options) -> Iterator[Block]:
    grouped = options[ORDERED.name] == "按类别"
    if not taken:
        yield Paragraph((Run("没有可以收入的提案。"),))
    for place, (name, proposals) in enumerate(by_category(taken, facts) if grouped else [("", taken)]):
        if name:
            yield Heading(1, f"{name}（{len(proposals)} 件）", new_page=place > 0)
        before = False
        for number, one in enumerate(proposals):
            long = len(facts.texts.get(one.id, {}).get("text", "")) >= LONG
            apart = options[APART.name] == ALL_APART or (
                options[APART.name] == LONG_APART and (long or before)
            )
            new_page, before = apart and number > 0, long
            yield Heading(2 if name else 1, f"{one.label}　{one.title}", new_page=new_page)
            yield from _parts(one, facts, with_category=not name)


def _parts(one: Proposal, facts: Facts, *, with_category: bool) -> Iterator[Block]:
    """Give who put it forward, who handles it, and the text."""
    seconding = "、".join(s.name for s in one.sponsors if s.role is SponsorRole.SECONDING)
    lines = (
        ("提案人", "、".join(_sponsors(one, facts))), ("附议人", seconding), ("类　别", one.category if with_category else ""),
        ("主　办", units_text(one, *ANSWERING)), ("会　办", units_text(one, UnitRole.ASSISTING)),
    )  # fmt: skip
    for label, words in lines:
        if words:
            yield Paragraph((Run(f"{label}：", Font.HEI), Run(words)), Font.KAI, size=14.0, keep_next=True)
    yield from prose(facts.texts.get(one.id, {}).get("text", "")) or (
        Paragraph((Run("（登记时没有录入内容）"),)),
    )


def _sponsors(one: Proposal, facts: Facts) -> Iterator[str]:
    for sponsor in one.sponsors:
        if sponsor.role is SponsorRole.SECONDING:
            continue
        member = facts.sponsors.get(sponsor.member) if sponsor.member is not None else None
        yield f"{sponsor.name}（{member.sector}）" if member and member.sector else sponsor.name


def _adds_up(document: Document, facts: Facts, options: Options) -> list[str]:
    """Every proposal that is to be in it has its heading, once."""
    level = 2 if options[ORDERED.name] == "按类别" else 1
    headings = [
        block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Heading) and block.level == level
    ]
    public = options[READERS.name] == Privacy.PUBLIC
    due = sum(1 for one in _in_scope(facts, options) if not public or may_be_public(one))
    wrong = mismatch("提案汇编", (len(headings),), due)
    return [wrong] if wrong else []


COLLECTION = Form(
    "提案汇编", "封面、目录和每件提案的全文", collection, frozenset({"roster", "motions"}),
    (WHICH, SCOPE, ORDERED, READERS, APART, TWO_SIDED), Group.PROPOSALS, ON_PAPER, check=_adds_up,
    together=True,
)  # fmt: skip
