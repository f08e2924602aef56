"""How wide the columns of a list are."""

from __future__ import annotations

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QResizeEvent

from app.ui import remembered
from app.ui.columnwidths import Need, need, sample, shared
from app.ui.pages.roster.page import RosterPage
from tests.ui.conftest import Shown

NEEDS = st.lists(
    st.tuples(st.integers(36, 120), st.integers(0, 200), st.integers(0, 400)).map(
        lambda one: Need(one[0], one[0] + one[1], one[0] + one[1] + one[2])
    ),
    min_size=1,
    max_size=10,
)


@given(NEEDS, st.integers(0, 3_000))
def test_每一栏不窄于最少_不宽于最多_合起来不超出(needs: list[Need], room: int) -> None:
    widths = shared(needs, room)
    assert all(one.least <= width <= one.most for one, width in zip(needs, widths, strict=True))
    assert sum(widths) <= max(room, sum(one.least for one in needs))
    if sum(one.most for one in needs) <= room:
        assert widths == [one.most for one in needs]


@pytest.mark.parametrize(
    ("room", "widths"),
    [(600, [60, 200, 300]), (400, [60, 170, 170]), (250, [60, 95, 95]), (100, [60, 50, 50])],
    ids=["都放得下", "多数放得下", "宽的先让", "再窄也留表头"],
)
def test_先让最宽的(room: int, widths: list[int]) -> None:
    needs = [Need(60, 60, 60), Need(50, 100, 200), Need(50, 150, 300)]
    assert shared(needs, room) == widths


def test_少数几个长的不撑宽一栏() -> None:
    texts = ["经济"] * 99 + ["环境资源和农业农村"]
    assert need(texts, 40, 14, 24) == Need(40, 52, 150)
    assert need([], 40, 14, 24) == Need(40, 40, 40)
    assert need(["2026-11"], 40, 14, 24).most == 79


def test_姓名再窄也不切(shown: Shown) -> None:
    page = cast("RosterPage", shown.go("roster"))
    assert need(["文立京"] * 9, 40, 14, 24, 92).least == 66
    rare = ["文立京"] * 99 + ["艾克木·吐尔逊", "阿卜杜热合曼·买买提明·托合提"]
    assert need(rare, 40, 14, 24, 136) == Need(122, 122, 234)
    shown.window.resize(911, 485)
    shown.settle()
    names = [member.name for member in page.shown_people() if len(member.name) <= 4]
    whole = max(map(page.list.fontMetrics().horizontalAdvance, names))
    assert page.list.columnWidth(0) >= whole + 22


@pytest.mark.parametrize("count", [0, 1, 1_000, 1_001, 2_975, 100_000])
def test_人多时只量一部分_从头到尾(count: int) -> None:
    places = sample(count)
    assert len(places) <= 1_000
    assert not count or (places[0] == 0 and places[-1] >= count - places.step)


def test_界别长的放得下_拖过宽度的照拖的(shown: Shown) -> None:
    page = cast("RosterPage", shown.go("roster"))
    keys = [column.key for column in page.model.columns]
    before = page.list.columnWidth(keys.index("sector"))
    with shown.office.data.operation("改界别"):
        shown.office.frame.registry.add_codes("界别", ["环境资源和农业农村界"])
        for member in shown.office.roster.listing():
            shown.office.frame.members.change(member.id, {"sector": "环境资源和农业农村界"}, None)
    page.reload()
    wide = page.list.columnWidth(keys.index("sector"))
    assert wide >= page.list.fontMetrics().horizontalAdvance("环境资源和农业农村界") + 22 > before
    page.list.setColumnWidth(keys.index("sector"), 91)
    page.list.keep_columns()
    page.reload()
    assert page.list.columnWidth(keys.index("sector")) == 91
    assert remembered.columns("委员名册") is not None
    page.list.usual_columns()
    assert page.list.columnWidth(keys.index("sector")) == wide


def test_程序摆栏目时滚动条出没_不算选过栏目(shown: Shown) -> None:
    page = cast("RosterPage", shown.go("roster"))
    size = page.list.size()
    every = [column.key for column in page.model.columns]
    page.list.horizontalHeader().sectionResized.connect(
        lambda *_of: page.list.resizeEvent(QResizeEvent(size, size))
    )
    for keys in (every, every[:3]):
        page.list.lay_columns(keys)
        shown.settle()
    assert remembered.columns("委员名册") is None
