"""A form that is a list: its columns, its rows, and nothing of layout."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from app.reports.document import REPORT_MARGINS, Document, Note, Section, TableBlock, Title, landscape
from app.reports.facts import Facts
from app.reports.forms.form import Form, Group, Option, Options
from app.reports.forms.listing import INTERNAL, ORDER, foot_of, snug, title_of
from app.reports.table import Align, Column, Kind, Row, Table, text_of, with_totals

PORTRAIT = 150.0
"""Columns that ask for more than this lie on their side, mm."""
NUMBER = Column("序号", Kind.INT, 12, Align.CENTER)


def simple_form(
    name: str, purpose: str, columns: Sequence[Column], rows: Callable[[Facts, Options], Iterable[Row]], *,
    note: str = "", order: str = "", group: Group = Group.MEMBERS, needs: Iterable[str] = ("roster",),
    options: tuple[Option, ...] | None = None, public: bool = False,
) -> Form:  # fmt: skip
    """Make a form of a list with title, 截至, 排列, 制表, numbered rows, sums where a column has them, and its own 口径.

    `order` says the order of the rows where it is not the one asked for by 排序, which is offered unless `options` are given.
    What is not `public` says 内部资料 on every page.
    """

    def build(facts: Facts, given: Options) -> Document:
        found = [(number, *row) for number, row in enumerate(rows(facts, given), 1)]
        lying = NUMBER.width + sum(column.width for column in columns) > PORTRAIT + 20
        head = "" if public else INTERNAL
        paper = (
            landscape(foot=foot_of(facts), head=head)
            if lying
            else Section((), margins=REPORT_MARGINS, foot=foot_of(facts), head=head, grid=False)
        )
        words = [[text_of(value) for value in row] for row in found]
        table = Table(snug((NUMBER, *columns), words, paper.measure[0]), tuple(found), name=name)
        unit = "件" if group is Group.PROPOSALS else "人"
        blocks = (
            Title(title_of(facts, name), f"（{facts.until}，共 {len(found)} {unit}）"),
            Note(f"排列：{order or facts.order}。{note}", keep_next=True),
            TableBlock(with_totals(table) if any(column.sum for column in columns) else table),
        )
        return Document(name, (replace(paper, blocks=blocks),), facts.office, facts.day)

    return Form(name, purpose, build, frozenset(needs), (ORDER,) if options is None else options, group)
