"""The workflow table: what it says must hold together."""

from __future__ import annotations

import pytest

from app.domain.proposal import State
from app.domain.proposal_actions import ACTION_TABLE, ACTIONS, CHOICES, WORDS, Goal, label_of, open_actions

EVERY = [
    "提交", "退回", "预审", "立案", "不立案", "并入", "拆出", "转信息", "撤回", "交办", "签收", "申请退办", "同意退办", "驳回退办", "改办", "增办",
    "延期", "催办", "督办", "沟通", "会办意见", "答复", "反馈", "重办", "办结", "落实", "列重点", "取消重点", "评优", "归档",
]  # fmt: skip


def test_the_table_names_every_action_of_the_office_once() -> None:
    assert sorted(action.name for action in ACTION_TABLE) == sorted(EVERY)


def test_every_state_but_the_first_is_reached_and_every_state_but_the_last_is_left() -> None:
    reached = {action.after for action in ACTION_TABLE if isinstance(action.after, State)}
    left = {state for action in ACTION_TABLE if action.offered for state in action.before}
    assert set(State) - reached == {State.DRAFT}
    assert set(State) - left == {State.ARCHIVED}


def test_every_word_has_a_label_and_every_choice_is_a_word() -> None:
    assert {word for action in ACTION_TABLE for word in action.known_words} <= set(WORDS)
    assert set(CHOICES) <= set(WORDS)


def test_going_back_is_told_from_staying() -> None:
    assert {action.name for action in ACTION_TABLE if action.after is Goal.BACK} == {"拆出", "驳回退办"}


@pytest.mark.parametrize(
    ("state", "names"),
    [
        (State.DRAFT, "提交 撤回"),
        (State.SUBMITTED, "退回 预审 立案 不立案 并入 转信息 撤回"),
        (State.FILED, "并入 撤回 交办 列重点 取消重点 评优"),
        (State.DECLINED, "转信息 归档"),
        (State.REPLIED, "重办 办结 列重点 取消重点 评优"),
        (State.ARCHIVED, ""),
    ],
)
def test_open_actions(state: State, names: str) -> None:
    assert [action.name for action in open_actions(state)] == names.split()


def test_needs_that_are_not_met_are_named() -> None:
    assign = ACTIONS["交办"]
    assert assign.missing({"due": "2026-05-01"}) == ("lead|separate",)
    assert assign.missing({"separate": "甲局、乙局"}) == ()
    assert ACTIONS["答复"].missing({"unit": "甲局", "class": "A"}) == ("doc_no", "disclosure", "date")
    assert label_of("lead|separate") == "主办单位或分办单位"
