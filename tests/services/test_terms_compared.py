"""委员结构分析 beside another day or 届: who counted there, on which day, by which rule."""

from __future__ import annotations

import pytest

from app.office import Office
from app.reports.words import plain_text
from app.services.new_term_plan import Wish
from tests.services.test_paper import cell_value, tables_of

START = "2026-11-23"


@pytest.fixture
def analysed(county: Office) -> Office:
    """The county after its 换届 to six people; on the last day of the old 届 one more had left."""
    for name, status, day in (
        ("戚光", "辞职", "2026-05-01"),
        ("米雪", "暂停履职", "2026-06-01"),
        ("骆宾", "辞职", "2026-11-22"),
    ):
        county.roster.change(county.roster.get(name), {"status": status}, day=day)
    pasted = (
        "姓名\t界别\n沈长河\t中共\n顾书岚\t中共\n路遥知\t教育\n叶知秋\t教育\n戚光\t经济\n鹿小满\t环境资源\n"
    )
    county.renewal.carry_out(county.renewal.plan(Wish("第十二届", START, pasted=pasted)))
    return county


def compared(office: Office, options: dict[str, str]) -> tuple[str, str, int]:
    before = office.paper.facts(frozenset({"before"}), None, options).before
    assert before is not None
    return before.words, before.day.isoformat(), len(before.members)


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"对比届次": "第十一届"}, ("第十一届", "2026-11-22", 16)),
        ({"对比日期": "2026-11-21"}, ("第十一届2026年11月21日", "2026-11-21", 17)),
        ({"对比日期": "2026-03-01"}, ("第十一届2026年3月1日", "2026-03-01", 19)),
        ({"对比日期": "2026-11-24"}, ("2026年11月24日", "2026-11-24", 6)),
        ({"对比日期": "1999-01-01"}, ("1999年1月1日", "1999-01-01", 0)),
    ],
)
def test_the_new_term_beside_the_old_one(
    analysed: Office, options: dict[str, str], found: tuple[str, str, int]
) -> None:
    assert compared(analysed, options) == found


def test_an_old_term_beside_the_one_that_followed(analysed: Office) -> None:
    reader = analysed.reader("第十一届")
    try:
        assert compared(reader, {"对比届次": "第十二届"}) == ("第十二届", START, 6)
        text = plain_text(reader.paper.document("委员结构分析表", {"对比届次": "第十二届"}))
        assert "对比：第十二届，在册委员 6 人" in text
        assert "上次" not in text
    finally:
        reader.close()


def test_nobody_of_an_old_term_serves_again_because_the_new_one_marks_its_new_people(
    analysed: Office,
) -> None:
    document = analysed.paper.document("委员结构分析表", {"对比届次": "第十一届"})
    dimension, told = "", {}
    for row in tables_of(document)[0].rows:
        name, word, now, _, then, *_ = (str(cell_value(cell) or "") for cell in row)
        dimension = name or dimension
        if dimension == "新任连任":
            told[word] = (now or "0", then or "0")
    assert told == {"新任": ("1", "0"), "连任": ("5", "0"), "未填": ("0", "16")}
