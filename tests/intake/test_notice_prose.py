"""Decisions in prose: who comes is read with the post, who leaves is told and not entered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake.notice import NoticeTable, notice_table
from app.intake.notice_prose import COMES, LEAVES, NOT_READ, prose_in
from app.intake.rawtable import text_of

WHOLE = "政协××县第十一届委员会"


def read(text: str) -> NoticeTable:
    found = notice_table(text, "决定.txt")
    assert found is not None
    return found


def people(found: NoticeTable) -> list[str]:
    top, *rows = [[text_of(cell) for cell in row.cells] for row in found.sheet.rows]
    told = [dict(zip(top, row, strict=True)) for row in rows]
    return [
        "/".join(filter(None, (each.get(key) for key in ("姓名", "性别", "民族", "政协职务"))))
        for each in told
    ]


COMING = [
    (f"经研究，同意增补王强、李静（女）为{WHOLE}委员。", "王强 李静/女"),
    (f"经研究，同意增补王强、李静（女）为{WHOLE}委员", "王强 李静/女"),
    ("会议推选王强、李静和赵敏为常务委员。", "王强/常委 李静/常委 赵敏/常委"),
    ("会议任命王　强\u2003、李\u2003静为县政协副秘书长。", "王强/副秘书长 李静/副秘书长"),
    ("增补王强（女、李静（回族为委员。", "王强/女 李静/回族"),
    ("增补王强女）、李静为委员。", "王强/女 李静"),
    ("增补王强、李\n静（女，\n回族）为常务委员。", "王强/常委 李静/女/回族/常委"),
    ("增补王强、李静等2名同志为委员。", "王强 李静"),
    ("补选王强同志为副主席，李静同志为秘书长。选举赵敏为常委；增补周五担任委员。", "王强/副主席 李静/秘书长 赵敏/常委 周五"),
    (f"增补王强为{WHOLE}委员、常务委员。", "王强/常委"),
    ("增补王强为中国人民政治协商会议××市第十一届委员会常务委员会委员。", "王强/常委"),
    ("增补任静、王有为为委员，推选任静为常务委员。", "任静 王有为 任静/常委"),
    ("增补李和平、艾力·依明、欧阳和平为委员。", "李和平 艾力·依明 欧阳和平"),
    ("增补王强为常务委员。\n民革（2名）\n李静 赵敏", "王强/常委 李静 赵敏"),
    ("关于增补王强同志为县政协委员的通知\n各界别：\n同意增补王强同志为县政协委员。\n特此通知。", "王强"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), COMING)
def test_句中增补任命推选的人_连同职务读入(text: str, expected: str) -> None:
    found = read(text)
    assert (people(found), found.errors) == (expected.split(), ())
    assert {one.message for one in found.warnings} == {COMES}


LEAVING = [
    "接受王强辞去委员职务的请求",
    "会议决定，接受王\u2003强同志因工作调动辞去政协××县第十一届委员会委员职务的请求。",
    "同意王强（女、李静关于辞去县政协常委的请求。",
    "王强因病请求辞去委员职务。",
    "免去王强的县政协副秘书长职务。",
    f"撤销王强{WHOLE}委员资格。",
]


@pytest.mark.parametrize("text", LEAVING)
def test_辞去免去的人不读入_只提醒(text: str) -> None:
    found = read(text)
    assert (people(found), found.warnings) == ([], ())
    assert [(one.row, one.message) for one in found.errors] == [(1, LEAVES)]
    both = read(f"{text.rstrip('。')}。\n增补赵敏为委员。")
    assert people(both) == ["赵敏"]
    assert [(one.row, one.message) for one in both.warnings] == [(1, LEAVES), (2, COMES)]


@pytest.mark.parametrize(
    "text",
    [
        "增补王强为中共××县委员会委员。",
        "任命王强为县总工会主席。",
        "任命王强为县人大常委会委员。",
        "同意增补下列同志为政协委员。",
        "任命王强为县政协提案委员会委员。",
    ],
)
def test_不是本会委员或说不清的句子_不猜(text: str) -> None:
    assert notice_table(text, "决定.txt") is None
    beside = read(f"增补李静为委员。{text}")
    assert people(beside) == ["李静"]
    assert [one.message for one in beside.warnings] in ([COMES], [COMES, NOT_READ])


def test_一句话给两个职务_不读入也不丢下() -> None:
    found = read("推选王强为副主席、常务委员。")
    assert people(found) == []
    assert [(one.value, one.message) for one in found.errors] == [("推选王强为副主席、常务委员", NOT_READ)]


def test_名单里的括号和标题不当作句子() -> None:
    text = "常务委员（按姓氏笔画为序，3名）\n王强（因病辞去常委） 李静 赵敏"
    assert prose_in(text).remarks == ()
    assert prose_in("增补" * 20_000).rest == "增补" * 20_000


@given(st.text("王强李静、，。；（）和为同意增补接受辞去任命县政协委员常务主席第十届\n 　", max_size=80))
def test_怎么写都不出错_行号不变(text: str) -> None:
    found = prose_in(text)
    lines = max(len(text.splitlines()), 1)
    assert len(found.rest.splitlines()) <= lines
    assert all(1 <= line <= lines for line, *_ in found.remarks)
    assert all(1 <= one.line <= lines for one in found.met)
