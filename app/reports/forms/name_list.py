"""委员名单: names alone, by 界别 or another group, in even columns as lists are published, marks （女）（回族） behind."""

from __future__ import annotations

from typing import Final

from app.domain.member import Member
from app.domain.statistics import mismatch
from app.reports.document import Block, Document, Heading, NameColumns, Note, Section, Title
from app.reports.facts import Facts
from app.reports.forms.form import ON_PAPER, Form, Option, Options
from app.reports.forms.listing import GROUPING, ORDER, foot_of, grouped, groups_note, title_of
from app.reports.forms.people import count_words
from app.reports.gongwen import CHARACTERS
from app.reports.names import name_rows

BY_SECTOR: Final = Option(
    GROUPING.name, ("按界别", *(one for one in GROUPING.choices if one != "按界别")), source=GROUPING.source,
    pattern=GROUPING.pattern,
)  # fmt: skip
BY_STROKES: Final = Option(ORDER.name, ("按姓氏笔画", *(one for one in ORDER.choices if one != "按姓氏笔画")))
MARKS: Final = Option("注明", ("女和少数民族", "女", "都不注"))


def name_list(facts: Facts, options: Options) -> Document:
    """Make the list of everyone in office; what it tells is published: names, sex, ethnic group, nothing else."""
    grouping = options[GROUPING.name]
    groups = grouped(facts.members, facts, grouping)
    total = len(facts.members)
    blocks: list[Block] = [
        Title(title_of(facts, "委员名单"), f"（{facts.until}，共 {total} 人）"),
    ]
    marked = {one.id: one.name + mark(one, options[MARKS.name]) for one in facts.members}
    columns, _ = name_rows(tuple(marked.values()), CHARACTERS)  # the same in every group
    for name, people in groups:
        if name:
            blocks.append(Heading(1, f"{name}（{len(people)} 人）"))
        blocks.append(NameColumns(tuple(marked[one.id] for one in people), columns=columns))
    note = f"排列：{facts.order}。{groups_note(groups, grouping, total)}在任委员{count_words(facts)}。"
    blocks.append(Note(note if total else f"排列：{facts.order}。名册里还没有委员。"))
    return Document("委员名单", (Section(tuple(blocks), foot=foot_of(facts)),), facts.office, facts.day)


def mark(member: Member, marks: str) -> str:
    """Give what stands behind a name in a published list: （女）, （回族）, （女，回族）; a 男 or 汉族 has none."""
    if marks == "都不注":
        return ""
    words = ["女"] if member.sex == "女" else []
    ethnicity = member.ethnicity
    if marks == "女和少数民族" and ethnicity and ethnicity not in ("汉", "汉族"):
        words.append(ethnicity if ethnicity.endswith("族") else f"{ethnicity}族")
    return f"（{'，'.join(words)}）" if words else ""


def _adds_up(document: Document, facts: Facts, _options: Options) -> list[str]:
    """Everybody stands in the list once."""
    names = [
        len(block.names)
        for section in document.sections
        for block in section.blocks
        if isinstance(block, NameColumns)
    ]
    wrong = mismatch("委员名单", names, len(facts.members))
    return [wrong] if wrong else []


NAME_LIST = Form(
    "委员名单", "公布用的名单：按界别分列姓名，注明女和少数民族", name_list, frozenset({"roster", "teams"}),
    (BY_SECTOR, MARKS, BY_STROKES), formats=ON_PAPER, check=_adds_up,
)  # fmt: skip
