from __future__ import annotations

import pytest

from app.domain.errors import Refused
from app.domain.member import ACTIVE, LEFT, STATUSES, SUSPENDED
from app.domain.status_actions import (
    ACTIONS,
    BY_NAME,
    NOBODY,
    Need,
    action_between,
    missing,
    open_actions,
    refuse_status,
)

DAY = "2026-11-20"
ALL = tuple(Need)
OPEN = [
    (NOBODY, ["增补"]),
    (ACTIVE, ["暂停", "辞职", "劝辞", "撤销", "去世", "调离", "届满"]),
    (SUSPENDED, ["恢复", "辞职", "劝辞", "撤销", "去世", "调离", "届满"]),
    *((status, ["增补", "恢复资格"]) for status in LEFT if status != "去世"),
    ("去世", ["恢复资格"]),
]


@pytest.mark.parametrize(("status", "names"), OPEN, ids=[status or "无" for status, _ in OPEN])
def test_每种状态下可以做什么(status: str, names: list[str]) -> None:
    assert [action.name for action in open_actions(status)] == names


@pytest.mark.parametrize("action", ACTIONS, ids=[action.name for action in ACTIONS])
def test_表里每一行都说得通(action: object) -> None:
    assert action in ACTIONS
    found = BY_NAME[getattr(action, "name")]  # noqa: B009
    assert found.target in STATUSES
    assert found.target not in found.sources
    assert found.leaves == (found.target in LEFT)
    assert found.operation("王强").endswith(" 王强")
    assert not set(found.needed) & set(found.wanted)


def test_名称和菜单字母都不重复() -> None:
    assert len({action.name for action in ACTIONS}) == len({action.key for action in ACTIONS}) == len(ACTIONS)


@pytest.mark.parametrize("before", [NOBODY, *STATUSES])
@pytest.mark.parametrize("after", STATUSES)
def test_只有表里开着的路走得通(before: str, after: str) -> None:
    able = any(action.target == after and not action.correction for action in open_actions(before))
    if able:
        assert refuse_status("王强", before, after, day=DAY, needs=ALL).target == after
    else:
        with pytest.raises(Refused, match="现在可以：") as caught:
            refuse_status("王强", before, after, day=DAY, needs=ALL)
        assert caught.value.code == "not_open"
        for action in open_actions(before):
            assert action.label in caught.value.message


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (NOBODY, "辞职", "王强 在 2026-11-20 还不是委员，不能改成“辞职”。现在可以：增补。"),
        (SUSPENDED, SUSPENDED, "不能再改成同样的状态。现在可以：恢复履职、辞职"),
        ("去世", ACTIVE, "现在可以：恢复委员资格（更正）。"),
    ],
)
def test_说清为什么不能(before: str, after: str, words: str) -> None:
    with pytest.raises(Refused) as caught:
        refuse_status("王强", before, after, day=DAY)
    assert words in caught.value.message


def test_没有的状态() -> None:
    with pytest.raises(Refused, match="没有“休假”这种状态") as caught:
        refuse_status("王强", ACTIVE, "休假", day=DAY)
    assert caught.value.code == "status"


@pytest.mark.parametrize("after", ["劝辞", "撤销"])
def test_劝辞和撤销要写明原因(after: str) -> None:
    with pytest.raises(Refused, match="要写明原因") as caught:
        refuse_status("王强", ACTIVE, after, day=DAY, needs=[Need.BASIS])
    assert caught.value.where == "reason"
    assert refuse_status("王强", ACTIVE, after, day=DAY, needs=[Need.REASON]).target == after


def test_更正不是变动() -> None:
    assert action_between("辞职", ACTIVE) is BY_NAME["增补"]
    assert action_between("辞职", ACTIVE, correction=True) is BY_NAME["恢复资格"]
    assert action_between(ACTIVE, "辞职", correction=True) is None


@pytest.mark.parametrize(
    ("name", "said", "lacking"),
    [
        ("撤销", (), (Need.REASON, Need.BASIS, Need.ORGAN)),
        ("辞职", (Need.ORGAN,), (Need.REASON, Need.BASIS)),
        ("去世", (), ()),
        ("增补", ALL, ()),
    ],
)
def test_还缺什么(name: str, said: tuple[Need, ...], lacking: tuple[Need, ...]) -> None:
    assert missing(BY_NAME[name], said) == lacking
