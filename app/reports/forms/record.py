"""委员登记表: one page a member, photo top right, every section, what changed in the order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from app.domain.dates import dotted
from app.domain.fields import MEMBER, MEMBER_SECTIONS, Kind, Privacy
from app.domain.member import Member
from app.reports.document import REPORT_MARGINS, Block, Document, Note, PageBreak, Section, TableBlock, Title
from app.reports.facts import Event, Facts
from app.reports.forms.form import ON_PAPER, Form, Option, Options
from app.reports.forms.listing import LEVEL, ORDER, PEOPLE, TWO_SIDED, field_words, head_for, may_see
from app.reports.table import COVERED, Align, Cell, Column, Picture, Row, Table

PHOTO = Option("照片", ("印", "不印"))
PHOTO_WIDTH, PHOTO_HEIGHT = 25.0, 35.0
"""mm, as every 证件照 of an office form."""
HIGHEST, LOWEST = 10.5, 7.2
"""Rows share out a page between these heights, mm."""
ROOM = 205.0
"""What they share, mm: a page without title and note."""
BESIDE = 5
"""Rows beside the photo."""
EVENTS_SHOWN = 10

_FIRST: Final = (
    "name", "sex", "birth", "ethnicity", "native_place", "affiliations", "party_joined", "education", "degree",
    "work_started",
)  # fmt: skip
"""What stands beside the photo, in this order."""
_ALWAYS: Final = frozenset(
    {*_FIRST, "professional_title", "school", "no", "sector", "committees", "groups", "posts", "phone", "address",
     "joined", "terms_served", "id_number"}
)  # fmt: skip
"""Printed even when empty, since the form is also filled in by hand; what else is empty gives its room away."""
_WIDE: Final = frozenset(
    {"committees", "groups", "employer_address", "address", "home_address", "school", "posts"}
    | {key for key, field in MEMBER.items() if field.kind is Kind.LONG}
)
_NEVER: Final = frozenset({"photo", "name_pinyin", "rank_no", "own_no", "unscored", "employer", "job_title"})
_WORK = "单位及职务"
_COLUMNS: Final = (
    Column("项目", width=26, align=Align.CENTER), Column("内容", width=44, align=Align.CENTER),
    Column("项目", width=26, align=Align.CENTER), Column("内容", width=44, align=Align.CENTER),
    Column("照片", width=30, align=Align.CENTER),
)  # fmt: skip


def records(facts: Facts, options: Options) -> Document:
    """Make the pages of the members asked for."""
    level = options[LEVEL.name]
    with_photo = options[PHOTO.name] == "印" and may_see(facts, "photo", level)
    order = f"排列：{facts.order}。" if len(facts.members) > 1 else ""
    note = Note(f"{facts.until}。制表：{facts.office}办公室。{order}")
    title = Title(f"{facts.office}{facts.term}|委员登记表", size=18.0)
    pages: list[tuple[Block, ...]] = [
        (title, TableBlock(_table(member, facts, level, with_photo=with_photo)), note)
        for member in facts.members
    ] or [(title, Note("没有要印的委员。"), note)]
    paper = Section((), margins=REPORT_MARGINS, head=head_for(level), grid=False)
    if options[TWO_SIDED.name] == "是":
        sections = tuple(replace(paper, blocks=page, start=1, recto=True) for page in pages)
    else:
        turned = (((PageBreak(), *page) if number else page) for number, page in enumerate(pages))
        sections = (replace(paper, blocks=tuple(block for page in turned for block in page)),)
    return Document("委员登记表", sections, facts.office, facts.day)


def _table(member: Member, facts: Facts, level: str, *, with_photo: bool) -> Table:
    seen = [field.key for field in facts.use.fields if Privacy(level).allows(field.privacy)]
    first = [key for key in _FIRST if key in seen]
    rows = list(_beside(member, first, facts.photos.get(member.person_id), with_photo=with_photo))
    for name, keys in MEMBER_SECTIONS:
        own = [key for key in keys if key in seen and key not in first and key not in _NEVER]
        told = [key for key in own if key in _ALWAYS or field_words(member, key)]
        pairs = [(MEMBER[key].label, _words(member, key), key in _WIDE) for key in told]
        pairs.sort(key=lambda pair: pair[2])  # what is wide would leave a hole beside a short one before it
        if name == "工作单位":
            pairs.insert(0, (_WORK, member.workplace, True))
        if pairs and name != "基本情况":
            rows.append(_across(name))
        rows += _paired(pairs)
    rows += _events(facts.history.get(member.id, ()))
    height = min(HIGHEST, max(LOWEST, ROOM / len(rows)))
    return Table(_COLUMNS, tuple(rows), name=member.name, size=11, row_height=height, headless=True)


def _words(member: Member, key: str) -> str:
    if key == "status" and member.since:
        return f"{member.status}（{dotted(member.since)}起）"
    return field_words(member, key)


def _beside(member: Member, keys: Sequence[str], photo: bytes | None, *, with_photo: bool) -> Iterator[Row]:
    """Give the rows beside the photo; without one they are as wide as all others."""
    pairs: list[tuple[str, str, bool]] = [
        (MEMBER[key].label, field_words(member, key), False) for key in keys
    ]
    if not with_photo:
        yield from _paired(pairs)
        return
    pairs += [("", "", False)] * (2 * BESIDE - len(pairs))
    value = Picture(photo, PHOTO_WIDTH, PHOTO_HEIGHT) if photo else "照\n\n片"
    for number in range(BESIDE):
        (left, said, _), (right, told, _) = pairs[2 * number : 2 * number + 2]
        yield left, said, right, told, Cell(value, rows=BESIDE, align=Align.CENTER) if not number else COVERED


def _paired(pairs: Sequence[tuple[str, str, bool]]) -> Iterator[Row]:
    """Set label and words, two in a row; what is wide has a row of its own."""
    waiting: tuple[str, str] | None = None
    for label, words, wide in pairs:
        if wide:
            if waiting:
                yield _pair(waiting, ("", ""))
                waiting = None
            yield label, Cell(words, columns=4, align=Align.LEFT), COVERED, COVERED, COVERED
        elif waiting:
            yield _pair(waiting, (label, words))
            waiting = None
        else:
            waiting = (label, words)
    if waiting:
        yield _pair(waiting, ("", ""))


def _pair(left: tuple[str, str], right: tuple[str, str]) -> Row:
    if not right[0]:
        return left[0], Cell(left[1], columns=4, align=Align.LEFT), COVERED, COVERED, COVERED
    return (*left, right[0], Cell(right[1], columns=2), COVERED)


def _across(words: str) -> Row:
    return Cell(words, columns=5, align=Align.CENTER, bold=True), COVERED, COVERED, COVERED, COVERED


def _events(events: Sequence[Event]) -> Iterator[Row]:
    """Set what happened, oldest first; of many the latest."""
    if not events:
        return
    yield _across("任职和变动情况")
    if len(events) > EVENTS_SHOWN:
        earlier = len(events) - EVENTS_SHOWN
        yield (
            "此前",
            Cell(f"另有 {earlier} 项，见委员详情。", columns=4, align=Align.LEFT),
            COVERED,
            COVERED,
            COVERED,
        )
    for event in events[-EVENTS_SHOWN:]:
        yield dotted(event.day), Cell(event.words, columns=4, align=Align.LEFT), COVERED, COVERED, COVERED


RECORDS = Form(
    "委员登记表", "一人一页，照片在右上，各项情况和变动", records, frozenset({"roster", "photos", "history", "people"}),
    (PEOPLE, LEVEL, PHOTO, ORDER, TWO_SIDED), formats=ON_PAPER,
)  # fmt: skip
