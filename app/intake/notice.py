"""A list of members as a notice prints it, made a table that the roster import reads like any other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.domain.fields import MEMBER_FIELDS
from app.domain.finding import Finding
from app.domain.names import MIDDLE_DOT, clean_name, name_problem
from app.domain.surnames import begins_with_surname
from app.intake.csvtext import read_text
from app.intake.errors import FileRefused
from app.intake.headers import ALIAS, vocabulary
from app.intake.notice_groups import Entry, Group, Reader
from app.intake.notice_lines import met_in
from app.intake.notice_prose import prose_in
from app.intake.rawtable import RawRow, RawSheet, text_of

READ_OUT, ORIGINAL = "读出的名单", "原文"
"""Names of the sheet that is made (rows numbered as people come, below a header row of number 1) and of the text."""

_NAME_HEADERS = frozenset({"姓名", "委员姓名", "名字"})
_HEADER_WITHIN = 15
_LOOKED_AT = 20_000
_MOST_TWINS = 8
_LONGEST_NOTICE = 500_000
"""Characters; the list of a 届 has some ten thousand."""


@dataclass(frozen=True, slots=True)
class NoticeTable:
    """The people of a notice. `errors` (a count that does not add up, a run of names that cannot be told apart)

    stand beside those of the table's cells: an import with errors is refused unless only the good is asked for.
    """

    sheet: RawSheet
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Person:
    """One name of the list with the cells it got; `groups` are the headings it stands under."""

    name: str
    line: int
    cells: dict[str, str]
    groups: tuple[Group, ...] = ()


def notice_table(text: str, file: str, known: Collection[str] = ()) -> NoticeTable | None:
    """Read a text as a notice; None when it is a table with a header (read it with `read_tables`) or no list at all.

    `known` are names that the roster already has: they decide where names run together. Columns are 姓名 and those
    of 性别, 民族, 政治面貌, 界别, 专委会, 小组, 片区, 政协职务 … that the text tells, so the usual mapping reads them.
    A heading's stated count must equal the names found below it; names that cannot be told apart are errors and stay
    out, unless the stated count leaves one way only.
    """
    if len(text) > _LONGEST_NOTICE or _is_table(text, file):
        return None
    reader = Reader(frozenset(known))
    prose = prose_in(text)
    for met in (*prose.met, *met_in(prose.rest)):
        reader.take(met)
    reader.settle()
    people = _people(reader.entries)
    strange = [person for person in people if _is_strange(person, known)]
    if len(strange) * 2 > len(people) or not (people or prose.remarks):
        return None
    said = [Finding(said, file, ORIGINAL, line, value=words) for line, words, said in prose.remarks]
    errors = [*_loose(reader.entries, file), *_miscounted(reader, people, file), *(() if people else said)]
    unlikely = [_unlikely(person, file) for person in strange if not name_problem(person.name)]
    warnings = [*_looked_at(reader.entries, file), *unlikely, *(said if people else ())]
    return NoticeTable(
        _sheet(people, file), tuple(sorted(errors, key=_row)), tuple(sorted(warnings, key=_row))
    )


def _is_table(text: str, file: str) -> bool:
    """Whether one of the first rows is a header: with a 姓名 column, or with two words that are fields' names."""
    words = vocabulary(MEMBER_FIELDS)
    try:
        rows = read_text(text[:_LOOKED_AT], file).rows[:_HEADER_WITHIN]
    except FileRefused:
        return False
    for row in rows:
        told = {
            words.meaning(word).key
            for word in text_of(row.cells[0]).split()
            if words.meaning(word).quality >= ALIAS
        }
        if "name" in told and len(told) > 1:
            return True  # a header whose columns a single blank sets apart: no heading with names behind it
        cells = {"".join(text_of(cell).split()) for cell in row.cells}
        meant = {words.meaning(cell).key for cell in cells if words.meaning(cell).quality >= ALIAS}
        if cells & _NAME_HEADERS or (len(meant) > 1 and len(row.cells) > 1):
            return True
    return False


# -- people -----------------------------------------------------------------------------------------------------


def _people(entries: Iterable[Entry]) -> list[_Person]:
    """Everybody once: who stands under a post and again in a 界别 is one person, two of one group are two."""
    people: list[_Person] = []
    by_name: dict[str, list[_Person]] = {}
    for entry in entries:
        for place, word in enumerate(entry.names):
            cells = dict(entry.cells)
            rest = ""
            if place == len(entry.names) - 1:
                cells, rest = {**cells, **entry.marks}, entry.rest
            name = clean_name(word.text).name + (f"（{rest}）" if rest else "")
            person = _Person(name, word.line, cells, entry.groups)
            twin = next((p for p in by_name.get(name, [])[:_MOST_TWINS] if _is_told_twice(p, person)), None)
            if twin is None:
                people.append(person)
                by_name.setdefault(name, []).append(person)
            else:
                twin.cells.update(person.cells)
                twin.groups += person.groups
    return people


def _is_told_twice(one: _Person, two: _Person) -> bool:
    """Whether two mentions are one person: under headings of different kinds, saying nothing that differs."""
    kinds = (
        {group.kind for group in one.groups if group.cells},
        {group.kind for group in two.groups if group.cells},
    )
    differing = any(one.cells[key] != value for key, value in two.cells.items() if key in one.cells)
    return bool(all(kinds)) and not kinds[0] & kinds[1] and not differing


def _is_strange(person: _Person, known: Collection[str]) -> bool:
    """Whether a name hardly is one: no surname in front, no dot, no other people's name, nobody of the roster.

    Latin words are names only in a table whose header says so: any note of somebody's would be a list else.
    """
    name = person.name.partition("（")[0]
    if name_problem(name) or name in {"男", "女"}:
        return True
    if name in known or MIDDLE_DOT in name:
        return False
    foreign = person.cells.get("民族", "汉族") != "汉族"
    return not foreign and (not begins_with_surname(name) or len(name) > 4)


def _sheet(people: Sequence[_Person], file: str) -> RawSheet:
    told = dict.fromkeys(key for person in people for key in person.cells)
    headers = ("姓名", *(key for key in _ORDER if key in told), *(key for key in told if key not in _ORDER))
    rows = [RawRow(1, headers)]
    for number, person in enumerate(people, 2):
        cells = {"姓名": person.name, **person.cells}
        rows.append(RawRow(number, tuple(cells.get(header, "") for header in headers)))
    return RawSheet(file, READ_OUT, tuple(rows))


_ORDER = ("性别", "出生年月", "民族", "政治面貌", "界别", "界别职务", "专委会", "片区", "政协职务")


# -- findings ---------------------------------------------------------------------------------------------------


def _row(finding: Finding) -> int:
    return finding.row


def _loose(entries: Iterable[Entry], file: str) -> list[Finding]:
    return [
        Finding(
            f"“{entry.loose.text}”分不清是几个人（可能是 {_said(entry.ways)}），没有读入；请在姓名之间加空格或顿号",
            file, ORIGINAL, entry.loose.line, value=entry.loose.text,
        )
        for entry in entries
        if entry.loose is not None and not entry.names
    ]  # fmt: skip


def _looked_at(entries: Iterable[Entry], file: str) -> list[Finding]:
    return [
        Finding(remark, file, ORIGINAL, word.line, value=word.text)
        for entry in entries
        for word, remark in entry.remarks
    ]


def _unlikely(person: _Person, file: str) -> Finding:
    return Finding(f"“{person.name}”不像姓名，请核对", file, ORIGINAL, person.line, "姓名", person.name)


def _miscounted(reader: Reader, people: Sequence[_Person], file: str) -> list[Finding]:
    """Say every heading and total whose number is not what was found."""
    findings = []
    below = Counter(group for person in people for group in dict.fromkeys(person.groups))
    for group in reader.groups:
        found = below[group]
        if group.stated >= 0 and group.stated != found:
            message = f"“{group.text}”写 {group.stated} 名，读到 {found} 名，请核对"
            findings.append(Finding(message, file, ORIGINAL, group.line, value=group.text))
    for stated, line in reader.totals:
        if stated != len(people):
            message = f"总数写 {stated} 名，读到 {len(people)} 名，请核对"
            findings.append(Finding(message, file, ORIGINAL, line, value=str(stated)))
    return findings


def _said(ways: Sequence[Sequence[str]]) -> str:
    return " 或 ".join("、".join(way) for way in ways[:3]) + ("……" if len(ways) > 3 else "")


__all__ = ["ORIGINAL", "READ_OUT", "NoticeTable", "notice_table"]
