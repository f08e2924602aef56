"""委员信息填报表: one page a member; what is known is printed, what is missing is a marked empty cell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.domain.dates import written
from app.reports.document import (
    REPORT_MARGINS,
    Block,
    Document,
    Font,
    Note,
    Paragraph,
    Run,
    Section,
    TableBlock,
    Title,
)
from app.reports.table import COVERED, Align, Cell, Column, Row, Table

MARK = "★"
"""Stands before the name of what is to be filled in; it is no part of the field's name."""
KNOWN_HEADING, ASKED_HEADING = "一、已登记的情况（如有变动，请在格内直接改正）", "二、请填写（带★的各项）"
SIGNED = ("填表人签名", "填表日期")
CONFIRMED = "本人确认以上内容属实。"


@dataclass(frozen=True, slots=True)
class Asked:
    """A field to fill in: its label, how to write it, the words to choose from if there are any."""

    label: str
    hint: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FillIn:
    """One member's form. `known` are (label, text); `number` is printed as 表号; `mark` stands in the file's properties.

    `deadline` is YYYY-MM-DD or empty, `back_to` the sentence that says to whom it is returned.
    """

    name: str
    number: str
    mark: str
    known: tuple[tuple[str, str], ...]
    asked: tuple[Asked, ...]
    office: str
    term: str
    day: dt.date
    deadline: str = ""
    back_to: str = ""

    @property
    def title(self) -> str:
        """The form's title, with the place where a line may end."""
        return f"{self.office}{self.term}|委员信息填报表"

    @property
    def explanation(self) -> str:
        """Say what is asked for and how; who lacks nothing is asked to look through."""
        if not self.asked:
            return f"{self.name}委员：请核对下表，如有变动，请在格内直接改正。不要改动左边的项目名称，不要增减行列。"
        return (
            f"{self.name}委员：为补齐委员名册，请填写下表带{MARK}的 {len(self.asked)} 项，其余请核对。"
            "请直接在格内填写，不要改动左边的项目名称，不要增减行列；没有的项目填“无”。"
        )

    @property
    def returning(self) -> str:
        """Say until when and to whom the form goes back."""
        until = f"请于{written(self.deadline)}前" if self.deadline else "填好后请"
        return f"{until}交回：{self.back_to or self.office + '办公室'}。"


def fill_in_form(form: FillIn) -> Document:
    """Make the page. The same labels and values stand in `app.reports.fillsheet` for Excel."""
    blocks: tuple[Block, ...] = (
        Title(form.title, size=18.0),
        _line(form.explanation),
        TableBlock(_table(form)),
        Note(form.returning),
        Note(f"表号：{form.number}（收回时按表号认人，请勿改动）。{CONFIRMED}"),
    )
    section = Section(blocks, margins=REPORT_MARGINS, grid=False, head="内部资料")
    return Document(f"{form.name}　委员信息填报表", (section,), form.office, form.day, form.mark)


def _line(text: str) -> Paragraph:
    return Paragraph(
        (Run(text),), font=Font.FANGSONG, size=12.0, first=2.0, before=4.0, after=6.0, pitch=20.0
    )


def _table(form: FillIn) -> Table:
    rows: list[Row] = [_heading(KNOWN_HEADING)]
    waiting: tuple[str, str] | None = None
    for pair in form.known:
        if _is_wide(pair[1]):
            rows += [_alone(waiting)] if waiting else []
            rows.append(_alone(pair))
            waiting = None
        elif waiting is None:
            waiting = pair
        else:
            rows.append((_label(waiting[0]), _value(waiting[1]), _label(pair[0]), _value(pair[1])))
            waiting = None
    rows += [_alone(waiting)] if waiting else []
    rows += [_heading(ASKED_HEADING)] if form.asked else []
    rows += [
        (
            _label(MARK + asked.label, bold=True),
            Cell("", columns=2),
            COVERED,
            Cell(asked.hint, align=Align.LEFT),
        )
        for asked in form.asked
    ]
    rows.append((_label(SIGNED[0]), Cell(""), _label(SIGNED[1]), Cell("")))
    columns = tuple(Column("", width=width, align=Align.CENTER) for width in (30, 55, 30, 55))
    return Table(columns, tuple(rows), headless=True, size=11.0, row_height=9.5)


def _alone(pair: tuple[str, str]) -> Row:
    return (_label(pair[0]), Cell(pair[1], columns=3, align=Align.LEFT), COVERED, COVERED)


def _value(text: str) -> Cell:
    return Cell(text, align=Align.LEFT)


def _heading(text: str) -> Row:
    return (Cell(text, columns=4, align=Align.LEFT, bold=True), COVERED, COVERED, COVERED)


def _label(text: str, *, bold: bool = False) -> Cell:
    return Cell(text, align=Align.CENTER, bold=bold)


_WIDE = 16
"""Characters that a narrow cell holds in one line."""


def _is_wide(text: str) -> bool:
    return len(text) > _WIDE
