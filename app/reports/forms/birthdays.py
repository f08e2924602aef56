"""生日名单: whose birthday is in which month, for cards and visits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.domain.dates import age, dotted
from app.domain.member import Member
from app.reports.facts import Facts
from app.reports.forms.form import Option, Options
from app.reports.forms.listing import field_words, shown_name
from app.reports.forms.simple import simple_form
from app.reports.table import Align, Column, Kind, Row

EVERY_MONTH: Final = "不限"
MONTH: Final = Option("生日月份", (EVERY_MONTH, *(f"{month}月" for month in range(1, 13))))


def born_in(member: Member) -> str:
    """Give the month of a birthday as the option names it; empty where it is not known."""
    month = member.birth[5:7].lstrip("0")
    return f"{month}月" if month else ""


def _rows(facts: Facts, options: Options) -> Iterator[Row]:
    known = [one for one in facts.members if len(one.birth) > len("1975")]
    for one in sorted(known, key=lambda one: one.birth[5:]):
        if options[MONTH.name] in (EVERY_MONTH, born_in(one)):
            years = age(one.birth, facts.day)
            yield (
                shown_name(one),
                one.sex,
                born_in(one),
                dotted(one.birth),
                years,
                field_words(one, "sector"),
                one.workplace,
            )


BIRTHDAYS = simple_form(
    "生日名单", "每月过生日的委员，可以只印某个月的",
    (
        Column("姓名", Kind.NAME, 24), Column("性别", width=11, align=Align.CENTER), Column("生日月份", width=17, align=Align.CENTER),
        Column("出生年月", Kind.CODE, 22), Column("周岁", Kind.INT, 12, Align.CENTER), Column("界别", width=24, align=Align.CENTER),
        Column("工作单位及职务", width=48),
    ),
    _rows, options=(MONTH,), order="按月、日先后排列，同日按委员职务和姓氏笔画",
    note="口径：在任委员中出生月份已填的；周岁算到截至日，不知道日的按当月最后一天算。",
)  # fmt: skip
