"""The status machine of a 委员 as one table: from where, to where, what has to be said. Sheet, command line and tests read it.

How one comes and goes is decided by the 常委会 or the 主席会议 (政协章程 31, 36–40); whoever left is no 委员 from that day on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import Refused
from app.domain.member import ACTIVE, LEFT, STATUSES, SUSPENDED

NOBODY = ""
"""The state of somebody who is no 委员 on that day, nor was one before."""

ORGANS = "决定机关"
"""The code list that names who decided."""


class Need(StrEnum):
    """What is said of a change beside its day."""

    REASON = "原因"
    BASIS = "依据文号"
    ORGAN = "决定机关"


WORD = {Need.REASON: "reason", Need.BASIS: "basis", Need.ORGAN: "organ"}
"""How each is called on the command line."""


@dataclass(frozen=True, slots=True)
class StatusAction:
    """One way from a state to another.

    Without the `needed` it is refused; the `wanted` are missed, but may follow later. A `correction` has no day of
    its own: what was written wrong is taken back, and no change is left behind. `said` is how the operation begins.
    """

    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    hint: str
    said: str
    key: str
    needed: tuple[Need, ...] = ()
    wanted: tuple[Need, ...] = ()
    reasons: tuple[str, ...] = ()
    correction: bool = False

    @property
    def leaves(self) -> bool:
        """Whether nobody is a 委员 any more after it."""
        return self.target in LEFT

    def operation(self, name: str) -> str:
        """Name the operation, as the undo text shows it."""
        return f"{self.said} {name}"


_IN_OFFICE = (ACTIVE, SUSPENDED)
_RETURNS = tuple(status for status in LEFT if status != "去世")
_DECIDED = (Need.BASIS, Need.ORGAN)

# The table is read line by line.
# fmt: off
ACTIONS: tuple[StatusAction, ...] = (
    StatusAction("增补", "增补", (NOBODY, *_RETURNS), ACTIVE, "经主席会议同意、常委会协商决定，从这一天起是委员", "增补", "1",
                 wanted=_DECIDED, reasons=("届中增补",)),
    StatusAction("暂停", "暂停履职", (ACTIVE,), SUSPENDED, "从某日起暂停：仍是委员，不再计入网格和考核", "暂停履职", "S",
                 wanted=(Need.REASON, *_DECIDED), reasons=("涉嫌违纪违法", "本人申请", "长期外出", "因病休养")),
    StatusAction("恢复", "恢复履职", (SUSPENDED,), ACTIVE, "从某日起恢复履职", "恢复履职", "R",
                 wanted=_DECIDED, reasons=("暂停的原因已经消除",)),
    StatusAction("辞职", "辞职", _IN_OFFICE, "辞职", "本人请辞，经常委会同意，从某日起不再是委员", "辞职", "C",
                 wanted=(Need.REASON, *_DECIDED), reasons=("工作变动，本人请辞", "健康原因，本人请辞")),
    StatusAction("劝辞", "劝辞", _IN_OFFICE, "劝辞", "劝其请辞，从某日起不再是委员；要写明原因", "劝辞", "Q",
                 needed=(Need.REASON,), wanted=_DECIDED, reasons=("无故不参加会议和活动", "不能履行委员职责")),
    StatusAction("撤销", "撤销资格", _IN_OFFICE, "撤销", "常委会决定撤销委员资格；要写明原因", "撤销委员资格", "X",
                 needed=(Need.REASON,), wanted=_DECIDED, reasons=("严重违纪违法", "严重违反政协章程")),
    StatusAction("去世", "去世", _IN_OFFICE, "去世", "从去世之日起不再计入", "去世", "W", reasons=("因病去世",)),
    StatusAction("调离", "调离", _IN_OFFICE, "调离", "调离本地，从某日起不再是委员", "调离", "D",
                 wanted=(Need.REASON,), reasons=("工作调动",)),
    StatusAction("届满", "届满", _IN_OFFICE, "届满", "本届任期结束", "届满", "J", reasons=("本届任期届满",)),
    StatusAction("恢复资格", "恢复委员资格", LEFT, ACTIVE, "退出是记错的：当作没有退出过，不留变动", "恢复委员资格", "F",
                 reasons=("记错了",), correction=True),
)
# fmt: on

BY_NAME = {action.name: action for action in ACTIONS}


def open_actions(status: str) -> tuple[StatusAction, ...]:
    """Give what can be done with somebody in this state, in the table's order (NOBODY: is none on that day)."""
    return tuple(action for action in ACTIONS if status in action.sources)


def action_between(before: str, after: str, *, correction: bool = False) -> StatusAction | None:
    """Give the action that leads from one state to another, None when there is none."""
    return next(
        (
            action
            for action in open_actions(before)
            if action.target == after and action.correction == correction
        ),
        None,
    )


def refuse_status(
    name: str, before: str, after: str, *, day: str, needs: Iterable[Need] = ()
) -> StatusAction:
    """Give the action from one state to another on a day; `needs` are those that were said.

    Raises Refused, naming what is open now, when there is none, or naming what the action lacks.
    """
    if after not in STATUSES:
        raise Refused(
            f"没有“{after or ''}”这种状态，可用：{'、'.join(STATUSES)}。", where="status", code="status"
        )
    action = action_between(before, after)
    if action is None:
        raise Refused(_not_open(name, before, after, day), where="status", code="not_open")
    lacking = [need for need in action.needed if need not in set(needs)]
    if lacking:
        words = "、".join(f"{WORD[need]}=" for need in lacking)
        raise Refused(
            f"{name} {action.label}要写明{'、'.join(lacking)}（命令行用 {words}）。",
            where=WORD[lacking[0]],
            code="needed",
        )
    return action


def _not_open(name: str, before: str, after: str, day: str) -> str:
    now = f"{name} 在 {day} 的状态是“{before}”" if before else f"{name} 在 {day} 还不是委员"
    wanted = "不能再改成同样的状态" if before == after else f"不能改成“{after}”"
    able = "、".join(
        f"{action.label}（更正）" if action.correction else action.label for action in open_actions(before)
    )
    return f"{now}，{wanted}。现在可以：{able}。"


def missing(action: StatusAction, said: Iterable[Need]) -> tuple[Need, ...]:
    """Name what an office would want to have written with this action and has not."""
    present = set(said)
    return tuple(need for need in (*action.needed, *action.wanted) if need not in present)
