"""What every form's figures are held to before it is printed: totals, counted headings, groups that make up a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from app.domain.statistics import mismatch
from app.reports.document import Block, Document, Heading, Note, TableBlock
from app.reports.facts import Facts
from app.reports.forms.form import Check, Options
from app.reports.table import Cell, Table, Value, heads_rows, text_of
from app.reports.words import tables

_COUNTED: Final = re.compile(r"^(?P<name>.*)（(?P<count>\d+) ?(?:人|件|人次)）$")
_SENTENCE: Final = re.compile(r"^(?P<name>.+)：各项之和 (?P<sum>\S+) 不等于总数 (?P<total>\S+)$")


def sums_of(document: Document) -> list[str]:
    """Say where a totals row is not the sum of its column, or a heading does not count the rows below it."""
    found = [wrong for table in tables(document) for wrong in _totals(table)]
    for heading, rows in _headed(document):
        if told := _COUNTED.match(heading):
            found.append(mismatch(told["name"], (rows,), int(told["count"])))
    return [wrong for wrong in found if wrong]


def _totals(table: Table) -> Iterator[str]:
    if table.totals is None:
        return
    for index, column in enumerate(table.columns):
        told = _number(table.totals[index])
        if column.sum and told is not None:
            found = sum(number for row in table.rows if (number := _number(row[index])) is not None)
            if found != told:
                yield f"{table.name or table.title}的{column.title}：各项之和 {found} 不等于总数 {told}"


def _number(value: Value | Cell) -> int | Decimal | None:
    held = value.value if isinstance(value, Cell) else value
    return held if isinstance(held, (int, Decimal)) else None


def _headed(document: Document) -> Iterator[tuple[str, int]]:
    """Give each heading that tables follow, with the rows that stand under it."""
    for section in document.sections:
        heading, rows, seen = "", 0, False
        for block in section.blocks:
            if isinstance(block, Heading):
                if seen:
                    yield heading, rows
                heading, rows, seen = block.text, 0, False
            elif isinstance(block, TableBlock):
                rows, seen = rows + rows_of(block.table), True
        if seen:
            yield heading, rows


def rows_of(table: Table) -> int:
    """Count the rows of a table that stand for somebody or something: headings within it do not."""
    return sum(1 for row in table.rows if not heads_rows(row))


def whole(name: str, count: Callable[[Facts], int]) -> Check:
    """Hold a form to its whole: all its tables together have as many rows as `count` says."""

    def check(document: Document, facts: Facts, _options: Options) -> list[str]:
        wrong = mismatch(name, map(rows_of, tables(document)), count(facts))
        return [wrong] if wrong else []

    return check


def divided_sums(table: Table, columns: Sequence[int]) -> dict[str, Counter[int]]:
    """Add columns of a table up by the name in its first column, which spans the rows below it where they are its own."""
    found: dict[str, Counter[int]] = {}
    name = ""
    for row in table.rows:
        name = text_of(row[0]) or name
        for column in columns:
            found.setdefault(name, Counter())[column] += int(_number(row[column]) or 0)
    return found


def with_warning(document: Document, mismatches: list[str]) -> Document:
    """Give a document that is printed although it does not add up: the last thing it says is what does not."""
    notes: tuple[Block, ...] = tuple(Note(f"注意：{_told(one)}。") for one in mismatches)
    *others, last = document.sections
    return replace(document, sections=(*others, replace(last, blocks=(*last.blocks, *notes))))


def _told(mismatch: str) -> str:
    found = _SENTENCE.match(mismatch)
    if found is None:
        return f"数字对不上，{mismatch}"
    return f"{found['name']}对不上（各部分之和 {found['sum']}，总数 {found['total']}）"
