"""打印这些: from the list of members, of proposals, of teams, of gaps and from the grid to a form about exactly those."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.office import Office
from app.ui.desk import Target
from app.ui.pages.grid.page import GridPage
from app.ui.pages.proposals.page import ProposalsPage
from app.ui.pages.reports.page import ReportsPage
from app.ui.pages.roster.page import RosterPage
from app.ui.printthese import PEOPLE, PROPOSALS, PrintThese, These
from tests.ui.conftest import Shown


def lines(menu: QMenu) -> list[str]:
    return [act.text() for act in menu.actions() if act.text()]


def pick(menu: QMenu, text: str) -> None:
    next(act for act in menu.actions() if act.text() == text).trigger()


def reports(shown: Shown) -> ReportsPage:
    shown.settle()
    page = shown.window.current_page
    assert isinstance(page, ReportsPage)
    return page


def these(page: RosterPage | ProposalsPage) -> PrintThese:
    """What the page's own action opens, its menu looked at in place of being shown."""
    assert page.desk is not None
    ask = PEOPLE if isinstance(page, RosterPage) else PROPOSALS
    return PrintThese(
        page, page.desk, ask, lambda: These(page.list.selected_ids(), page.list.rows.ids), shortcut=False
    )


def test_名册_站着的一个人_或列出的所有人(shown: Shown) -> None:
    page = cast("RosterPage", shown.go("roster"))
    page.stand_on(shown.office.roster.get("米雪").id)
    menu = these(page).menu()
    assert lines(menu)[0] == "选定的 1 人"
    assert lines(menu)[-1] == "列出的全部 6 人(&A)"
    assert {"委员名册", "通讯录", "委员登记表", "签到表"} <= set(lines(menu))
    pick(menu, "委员登记表")
    paper = reports(shown)
    about = paper.options.about()
    assert about is not None
    assert about.line.text() == "选定 1 人"
    assert paper.pages.count == 1


def test_名册_筛出来的都印(shown: Shown) -> None:
    page = cast("RosterPage", shown.go("roster"))
    page.filters.add("性别=女")
    shown.settle()
    found = len(page.list.rows.ids)
    page.list.selectAll()
    menu = these(page).menu()
    assert lines(menu)[0] == f"选定的 {found} 人"
    assert not any("列出的全部" in line for line in lines(menu))
    pick(menu, "委员名册")
    paper = reports(shown)
    assert paper.form is not None
    assert paper.form.name == "委员名册"
    assert paper.previewed is not None
    assert "只列选定的委员" in str(paper.previewed.document)


def test_列表空着_菜单说没有(shown: Shown) -> None:
    page = cast("RosterPage", shown.go("roster"))
    assert shown.window.desk is not None
    empty = PrintThese(page, shown.window.desk, PEOPLE, These, shortcut=False)
    menu = empty.menu()
    assert lines(menu) == ["列表里还没有可以打印的"]
    assert not menu.actions()[0].isEnabled()


@pytest.mark.parametrize("key", ["roster", "proposals"])
def test_每个列表都能Ctrl_P(shown: Shown, key: str) -> None:
    page = shown.go(key)
    act: QAction = next(act for act in page.page_actions() if act.text().startswith("打印这些"))
    assert act.shortcut().toString() == "Ctrl+P"
    assert act.isVisible()
    assert "选一种表" in act.toolTip()


def test_资料不全和小组里也能印_印时离开房间(shown: Shown) -> None:
    page = cast("RosterPage", shown.go("roster"))
    for key in ("forms", "teams"):
        room = page.open_room(key)
        shown.settle()
        assert any(act.text().startswith("打印这些") for act in room.actions())
        page.come_back()


def test_网格_选中的联络人印联络卡(shown: Shown) -> None:
    assert shown.window.desk is not None

    def grid(office: Office) -> None:
        office.liaison.assign("2026-01-15")

    shown.window.desk.do("分配", grid)
    shown.settle()
    page = cast("GridPage", shown.go("grid"))
    shown.bot.waitUntil(lambda: page.reading.county is not None, timeout=20_000)
    county = page.reading.county
    assert county is not None
    page.print_card(None)
    assert "请先选一名" in shown.said()
    upper = next(pair.upper for pair in county.grid.pairs)
    page.print_card(upper)
    paper = reports(shown)
    assert paper.chosen_options()["版式"] == "联络卡"
    assert paper.chosen_options()["联络人"] == str(upper)
    assert paper.pages.count == 1


def test_网格看的是哪一天_印的就是那一天(shown: Shown) -> None:
    assert shown.window.desk is not None

    def grid(office: Office) -> None:
        office.liaison.assign("2026-01-15")

    shown.window.desk.do("分配", grid)
    shown.settle()
    page = cast("GridPage", shown.go("grid"))
    page.show_day("2026-03-01")
    shown.bot.waitUntil(
        lambda: page.reading.county is not None and page.reading.county.grid.day == "2026-03-01",
        timeout=20_000,
    )
    county = page.reading.county
    assert county is not None
    page.print_card(next(pair.upper for pair in county.grid.pairs))
    paper = reports(shown)
    assert (paper.chosen_day(), paper.chosen_options()["版式"]) == ("2026-03-01", "联络卡")
    assert paper.looked is not None
    assert paper.looked.day == "2026-03-01"
    page.print_form()
    assert reports(shown).chosen_day() == "2026-03-01"
    ids = tuple(member.id for member in shown.office.roster.listing()[:2])
    paper.show_target(Target(view="委员名册", ids=ids))
    assert paper.chosen_day() == shown.office.frame.day()
