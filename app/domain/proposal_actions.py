"""The workflow of a 提案 as one table: action → from, to, needed words.

Buttons, verbs, the manual's diagram and the tests come from this table.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from app.domain.proposal import HANDLED, State


class Goal(Enum):
    """Where an action leads that names no state of its own."""

    SAME = "same"
    BACK = "back"


WORDS = MappingProxyType(
    {
        "date": "日期", "note": "说明", "received": "收到日期", "no": "提案号", "reasons": "不立案理由", "then": "处理去向",
        "into": "并入哪一件", "lead": "主办单位", "separate": "分办单位", "assisting": "会办单位", "due": "答复期限",
        "unit": "单位", "doc_no": "答复文号", "class": "答复类别", "disclosure": "公开属性", "sponsor": "提案人",
        "attitude": "办理态度", "result": "办理结果", "how": "方式", "followed": "落实情况", "evidence": "依据", "who": "经办人",
        "leader": "领衔领导",
    }
)  # fmt: skip
"""Labels of the words that actions take."""

CHOICES = MappingProxyType({"then": ("转用", "转有关部门", "不转用"), "followed": ("已落实", "部分", "未")})
"""Words that take one of a few values by rule; other lists are the office's own codes."""


@dataclass(frozen=True, slots=True)
class Action:
    """One step a clerk may take.

    `needs` are the words it cannot do without (`a|b`: at least one of them), `takes` those it may be given besides
    `date` and `note`. `offered`: this version carries it out.
    """

    name: str
    before: tuple[State, ...]
    after: State | Goal
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    offered: bool = True

    @property
    def known_words(self) -> frozenset[str]:
        """Every word the action understands."""
        needed = {word for need in self.needs for word in need.split("|")}
        return frozenset({"date", "note", *needed, *self.takes})

    def missing(self, words: Collection[str]) -> tuple[str, ...]:
        """Name the needs that the given words do not meet."""
        return tuple(need for need in self.needs if not any(word in words for word in need.split("|")))


_NEW = (State.SUBMITTED, State.REVIEWED)
_OUT = (State.ASSIGNED, State.ACCEPTED)
_AT_WORK = (State.ASSIGNED, State.ACCEPTED, State.REWORK)
_FILED_ON = (State.FILED, *HANDLED)
_BEFORE_UNITS = (State.DRAFT, State.SUBMITTED, State.SENT_BACK, State.REVIEWED, State.FILED)
_ENDED = (State.CLOSED, State.DECLINED, State.CONVERTED, State.WITHDRAWN, State.MERGED)

ACTION_TABLE = (
    Action("提交", (State.DRAFT, State.SENT_BACK), State.SUBMITTED, ("received",)),
    Action("退回", _NEW, State.SENT_BACK, ("note",)),
    Action("预审", (State.SUBMITTED,), State.REVIEWED),
    Action("立案", _NEW, State.FILED, takes=("no",)),
    Action("不立案", _NEW, State.DECLINED, ("reasons",), ("then",)),
    Action("并入", (*_NEW, State.FILED), State.MERGED, ("into",)),
    Action("拆出", (State.MERGED,), Goal.BACK),
    Action("转信息", (*_NEW, State.DECLINED), State.CONVERTED),
    Action("撤回", _BEFORE_UNITS, State.WITHDRAWN, ("note",)),
    Action("交办", (State.FILED,), State.ASSIGNED, ("lead|separate",), ("assisting", "due")),
    Action("签收", (State.ASSIGNED,), State.ACCEPTED, ("unit",)),
    Action("申请退办", _OUT, State.RETURNING, ("unit", "note")),
    Action("同意退办", (State.RETURNING,), State.FILED),
    Action("驳回退办", (State.RETURNING,), Goal.BACK, ("note",)),
    Action("改办", _AT_WORK, Goal.SAME, ("unit",), ("lead", "assisting"), offered=False),
    Action("增办", _AT_WORK, Goal.SAME, ("unit",), ("assisting",), offered=False),
    Action("延期", _AT_WORK, Goal.SAME, ("unit", "due"), offered=False),
    Action("催办", _AT_WORK, Goal.SAME, ("unit",)),
    Action("督办", _AT_WORK, Goal.SAME, ("unit",)),
    Action("沟通", _AT_WORK, Goal.SAME, ("unit", "how"), ("who",)),
    Action("会办意见", _AT_WORK, Goal.SAME, ("unit",), ("doc_no",), offered=False),
    Action("答复", _AT_WORK, State.REPLIED, ("unit", "doc_no", "class", "disclosure", "date")),
    Action(
        "反馈", (State.REPLIED,), Goal.SAME, ("sponsor", "attitude", "result", "how", "date"), offered=False
    ),
    Action("重办", (State.REPLIED,), State.REWORK, ("note",)),
    Action("办结", (State.REPLIED,), State.CLOSED),
    Action(
        "落实",
        (State.REPLIED, State.CLOSED),
        Goal.SAME,
        ("followed", "evidence", "who", "date"),
        offered=False,
    ),
    Action("列重点", _FILED_ON, Goal.SAME, ("leader",)),
    Action("取消重点", _FILED_ON, Goal.SAME),
    Action("评优", _FILED_ON, Goal.SAME),
    Action("归档", _ENDED, State.ARCHIVED),
)

ACTIONS: Mapping[str, Action] = MappingProxyType({action.name: action for action in ACTION_TABLE})


def open_actions(state: State) -> tuple[Action, ...]:
    """Give the actions that a proposal in this state has open now, in the table's order."""
    return tuple(action for action in ACTION_TABLE if action.offered and state in action.before)


def label_of(need: str) -> str:
    """Say a need in the office's words: `lead|separate` → 主办单位或分办单位."""
    return "或".join(WORDS[word] for word in need.split("|"))
