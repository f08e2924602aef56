from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates import (
    EXCEL_EPOCH,
    EXCEL_EPOCH_1904,
    PartialDate,
    age,
    dotted,
    is_canonical,
    latest,
    parse_date,
    whole_day,
    written,
)

READ = [
    ("只有年", "1975", "1975"),
    ("年字", "1975年", "1975"),
    ("点", "1975.03", "1975-03"),
    ("年月", "1975年3月", "1975-03"),
    ("年月日", "1975年3月1日", "1975-03-01"),
    ("年月号", "1975年3月1号", "1975-03-01"),
    ("横线", "1975-3-1", "1975-03-01"),
    ("斜线", "1975/3/1", "1975-03-01"),
    ("长横线", "1975—03—01", "1975-03-01"),
    ("八位数字", "19750301", "1975-03-01"),
    ("六位数字", "197503", "1975-03"),
    ("点到日", "1975.3.1", "1975-03-01"),
    ("末尾多一点", "1975.03.", "1975-03"),
    ("句号当点", "1975。03", "1975-03"),
    ("全角数字", "１９７５．０３", "1975-03"),
    ("空格", " 1975 年 3 月 ", "1975-03"),
    ("带时间", "1975-03-01 00:00:00", "1975-03-01"),
    ("带 T 的时间", "1975-03-01T08:30:00", "1975-03-01"),
    ("出生二字", "1975年3月出生", "1975-03"),
    ("文本前的撇号", "'1975-03", "1975-03"),
    ("汉字数字", "一九七五年三月", "1975-03"),
    ("汉字十二月二十一日", "二〇二一年十二月二十一日", "2021-12-21"),
    ("汉字十月十日", "二○二一年十月十日", "2021-10-10"),
    ("汉字三十日", "一九七五年四月三十日", "1975-04-30"),
    ("闰日", "2000-02-29", "2000-02-29"),
    ("日期单元格", date(1975, 3, 1), "1975-03-01"),
    ("日期时间单元格", datetime(1975, 3, 1, 8), "1975-03-01"),
    ("Excel 序号", 27454, "1975-03-01"),
    ("带时刻的 Excel 序号", 27454.5, "1975-03-01"),
    ("数字年", 1975, "1975"),
    ("浮点年", 1975.0, "1975"),
    ("数字年月", 197503.0, "1975-03"),
    ("数字年月日", 19750301, "1975-03-01"),
    ("数字格式的 1975.03", 1975.03, "1975-03"),
    ("数字格式的 1975.12", 1975.12, "1975-12"),
    ("空格分开", "1975 3 1", "1975-03-01"),
    ("带年龄", "1975.03（51岁）", "1975-03"),
    ("元月", "1975年元月", "1975-01"),
    ("廿一日", "1975年三月廿一日", "1975-03-21"),
    ("生于", "生于1975年3月", "1975-03"),
    ("英文月份", "1-Mar-1975", "1975-03-01"),
    ("带时区的时间", "1975-03-01T08:30:00+08:00", "1975-03-01"),
    ("空", "", ""),
    ("空单元格", None, ""),
]


@pytest.mark.parametrize(("value", "text"), [case[1:] for case in READ], ids=[case[0] for case in READ])
def test_a_date_as_offices_write_it(value: object, text: str) -> None:
    read = parse_date(value)
    assert (read.text, read.problem, read.notice) == (text, "", "")


REFUSED = [
    ("9月31日", "2026年9月31日", "不存在：2026年9月只有30天"),
    ("平年的闰日", "2025-02-29", "只有28天"),
    ("13月", "1975.13", "月份不对"),
    ("0月", "1975-00", "月份不对"),
    ("0日", "1975-01-00", "不存在"),
    ("太早", "1075-01", "年份不在"),
    ("太晚", "9999", "年份不在"),
    ("文字", "不详", "不是日期"),
    ("日在前", "3/1/1975", "不是日期"),
    ("七位数字", "1975031", "不是日期"),
    ("五位但不是序号", "99999", "不是日期"),
    ("数字格式丢了 0", 1975.1, "分不清1月还是10月"),
    ("三位小数", 1975.123, "不是日期"),
    ("小数不是年月", 3.14, "不是日期"),
    ("负数", -5, "不是日期"),
    ("无穷", float("inf"), "不是日期"),
    ("非数", float("nan"), "不是日期"),
    ("真假值", True, "不是日期"),
]


@pytest.mark.parametrize(
    ("value", "problem"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_what_is_no_date_is_refused_in_one_sentence(value: object, problem: str) -> None:
    read = parse_date(value)
    assert read.text == ""
    assert problem in read.problem


NOTICED = [
    ("两位年份", "75-3-1", "1975-03-01", "按 1975 年读入"),
    ("本世纪的两位年份", "05-3-1", "2005-03-01", "按 2005 年读入"),
    ("汉字的两位年份", "七五年三月", "1975-03", "按 1975 年读入"),
    ("六位数字的年月日", "750301", "1975-03-01", "按 1975 年读入"),
    ("农历", "1975年3月（农历）", "1975-03", "请改成公历"),
    ("可能丢了 0 的文本", "1975.1", "1975-01", "如果原是10月"),
    ("文本里的序号", "27454", "1975-03-01", "日期序号"),
]


@pytest.mark.parametrize(
    ("value", "text", "notice"), [case[1:] for case in NOTICED], ids=[case[0] for case in NOTICED]
)
def test_what_may_mean_something_else_is_pointed_out(value: str, text: str, notice: str) -> None:
    read = parse_date(value)
    assert (read.text, read.problem) == (text, "")
    assert notice in read.notice


whole_days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
canonical = whole_days.flatmap(lambda day: st.sampled_from([day.isoformat()[:n] for n in (4, 7, 10)]))


@given(canonical)
def test_what_is_written_reads_back(text: str) -> None:
    assert parse_date(written(text)).text == text


@given(canonical)
def test_canonical_text_is_its_own_reading(text: str) -> None:
    assert is_canonical(text)


@given(canonical.filter(lambda text: text[4:7] != "-10"))
def test_dots_read_back(text: str) -> None:
    assert parse_date(dotted(text)).text == text


@given(st.dates(date(1927, 6, 1), date(2100, 12, 31)))
def test_an_excel_number_is_its_day(day: date) -> None:
    assert parse_date((day - date(1899, 12, 30)).days).text == day.isoformat()


@given(st.text(max_size=12))
def test_reading_any_text_gives_a_possible_date_or_a_problem(text: str) -> None:
    read = parse_date(text)
    assert read.problem or read.text == "" or is_canonical(read.text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("1975", "1975年"), ("1975-03", "1975年3月"), ("1975-03-01", "1975年3月1日"), ("", "")],
)
def test_paper_form(text: str, shown: str) -> None:
    assert written(text) == shown


@pytest.mark.parametrize("text", ["1975-3", "1975-02-30", "75", "", "1975-03-01 ", "1975/03"])
def test_other_text_is_not_canonical(text: str) -> None:
    assert not is_canonical(text)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("1976", date(1976, 12, 31)),
        ("1976-02", date(1976, 2, 29)),
        ("1976-02-03", date(1976, 2, 3)),
    ],
)
def test_the_last_day_a_partial_date_may_mean(text: str, last: date) -> None:
    assert latest(text) == last


AGES = [
    ("生日当天", "1975-03-01", date(2025, 3, 1), 50),
    ("生日前一天", "1975-03-01", date(2025, 2, 28), 49),
    ("只知年月，月末才满", "1975-03", date(2025, 3, 30), 49),
    ("只知年月，月末已满", "1975-03", date(2025, 3, 31), 50),
    ("只知年，年末才满", "1975", date(2025, 12, 30), 49),
    ("只知年，年末已满", "1975", date(2025, 12, 31), 50),
    ("闰日出生，平年三月一日满", "2000-02-29", date(2025, 2, 28), 24),
    ("闰日出生，三月一日", "2000-02-29", date(2025, 3, 1), 25),
    ("不知", "", date(2025, 1, 1), None),
    ("还没出生", "2030", date(2025, 1, 1), None),
]


@pytest.mark.parametrize(
    ("birth", "on", "years"), [case[1:] for case in AGES], ids=[case[0] for case in AGES]
)
def test_age(birth: str, on: date, years: int | None) -> None:
    assert age(birth, on) == years


@given(canonical, st.integers(0, 40_000))
def test_a_partial_date_never_makes_anybody_older(text: str, days: int) -> None:
    first = f"{text}-01-01"[: len("2026-01-01")] if len(text) != len("2026-01") else f"{text}-01"
    on = date.fromisoformat(first) + timedelta(days=days)
    whole = age(first, on)
    partial = age(text, on)
    assert whole is not None
    assert partial is None or partial <= whole


@given(whole_days.filter(lambda day: day.year > 1932), st.sampled_from([EXCEL_EPOCH, EXCEL_EPOCH_1904]))
def test_a_day_number_means_its_day_in_either_date_system(day: date, epoch: date) -> None:
    serial = (day - epoch).days
    assert parse_date(serial, epoch).text == parse_date(str(serial), epoch).text == day.isoformat()


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01",
        "2026年3月1日",
        "2026.3.1",
        "2026/3/1",
        " 20260301 ",
        "二〇二六年三月一日",
        "26.3.1",
        "2026年3月1号",
    ],
)
def test_一天的各种写法(text: str) -> None:
    assert whole_day(text) == PartialDate("2026-03-01")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-03", "“2026-03”没有写明是哪一天，请写成"),
        ("2026年", "“2026年”没有写明是哪一天"),
        ("46082", "“46082”没有写明是哪一天"),
        ("农历2026年3月1日", "没有写明是哪一天"),
        ("明天", "“明天”不是日期，请写成 2026-03-01 或 2026年3月1日 的样子。"),
        ("2026.2.30", "“2026.2.30”不存在：2026年2月只有28天。"),
    ],
)
def test_不是一天(text: str, said: str) -> None:
    found = whole_day(text)
    assert found.text == ""
    assert said in found.problem


def test_没有写就没有错() -> None:
    assert whole_day(" ") == PartialDate()
