from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from app.domain.fields import Privacy
from app.office import Office
from app.ui.desk import Target
from app.ui.pages.roster import exporting
from app.ui.pages.roster.exporting import LevelDialog
from app.ui.pages.roster.page import RosterPage
from app.ui.pages.roster.removepanel import RemovePanel
from app.ui.pages.roster.statuspanel import StatusPanel
from app.ui.window import MainWindow
from tests.ui.conftest import Shown, show
from tests.ui.freed import assert_freed

if TYPE_CHECKING:
    from app.ui.pages.roster.editing import MemberEditor

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(shown: Shown) -> RosterPage:
    return cast("RosterPage", shown.go("roster"))


def names(page: RosterPage) -> list[str]:
    return [page.model.texts(row)[0] for row in range(page.model.rowCount())]


def stand_on(shown: Shown, page: RosterPage, name: str) -> None:
    page.list.go_to(names(page).index(name))
    shown.settle()
    assert page.detail.member is not None
    assert page.detail.member.name == name


def editor_of(page: RosterPage) -> MemberEditor:
    assert page.detail.editor is not None
    return page.detail.editor


def panel_of(page: RosterPage) -> StatusPanel:
    assert isinstance(page.detail.panel, StatusPanel)
    return page.detail.panel


def texts(page: RosterPage) -> str:
    return "\n".join(one.text() for one in page.detail.findChildren(QLabel))


def test_按职务排列(page: RosterPage) -> None:
    assert names(page)[:3] == ["沈长河", "江䶮", "艾力·依明"]
    assert page.counts.text() == "共 6 人，在册 6"


def test_模型合乎_Qt_的规矩(page: RosterPage) -> None:
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.reload()
    assert tester.model() is page.model


@pytest.mark.parametrize(
    ("words", "expected"),
    [("米雪", ["米雪"]), ("gys", ["谷雨生"]), ("教育", ["米雪"]), ("查无此人", [])],
    ids=["姓名", "首字母", "界别", "没有"],
)
def test_在名册里查找(shown: Shown, page: RosterPage, words: str, expected: list[str]) -> None:
    QTest.keyClick(page, Qt.Key.Key_F, CONTROL)
    page.search.setText(words)
    page.filter_now()
    assert names(page) == expected


def test_按界别筛选(page: RosterPage) -> None:
    page.filters.add("界别=民革")
    assert names(page) == ["江䶮"]


def test_视图后面的数等于打开的名单(page: RosterPage) -> None:
    for view, count in page.views():
        page.chips.chosen.emit(view)
        page.chips.turn_on(view)
        page.filter_now()
        assert len(names(page)) == count


def test_首页的一行打开的正是它数的人(page: RosterPage, shown: Shown) -> None:
    ids = tuple(page.model.ids[:2])
    shown.go("roster", Target(ids=ids, title="名委员没有专委会"))
    assert list(page.model.ids) == list(ids)
    assert page.chips.on == "名委员没有专委会"


def test_换排序(page: RosterPage) -> None:
    page.order_by("pinyin")
    assert names(page)[0] == "艾力·依明"


def test_手机平时遮盖_打开才显示(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "米雪")
    assert "13800001234" not in texts(page)
    assert "138****1234" in texts(page)
    page.detail.findChildren(QCheckBox)[0].click()
    assert "13800001234" in texts(page)


def test_更正写错的内容(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "谷雨生")
    page.detail.edit_action.trigger()
    editor = editor_of(page)
    editor.form.editors["sector"].setCurrentText("农业")  # type: ignore[union-attr]
    editor.save_now()
    shown.settle()
    found = shown.office.roster.get("谷雨生", "2026-01-01")
    assert found.sector == "农业"
    assert "已保存" in shown.said()


def test_从某日起变动_以前的还在(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "谷雨生")
    page.detail.edit_action.trigger()
    editor = editor_of(page)
    editor.form.editors["job_title"].setText("县农业局局长")  # type: ignore[union-attr]
    editor.change.setChecked(True)
    editor.day.date.setText("2026-06-01")
    editor.day.reason.setText("工作调动")
    editor.save_now()
    shown.settle()
    assert shown.office.roster.get("谷雨生", "2026-05-31").job_title == ""
    assert shown.office.roster.get("谷雨生", "2026-06-01").job_title == "县农业局局长"
    assert "工作调动" in texts(page)


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [("name", "？", "姓名"), ("birth", "上世纪", "不是日期"), ("no", "11001", "已经是")],
    ids=["半个名字", "不是日期", "编号重复"],
)
def test_不对的内容说一句话_什么也没改(
    shown: Shown, page: RosterPage, key: str, text: str, words: str
) -> None:
    stand_on(shown, page, "谷雨生")
    page.detail.edit_action.trigger()
    editor = editor_of(page)
    editor.form.editors[key].setText(text)  # type: ignore[union-attr]
    editor.save_now()
    shown.settle()
    assert words in editor.problem.text()
    assert shown.office.roster.get("谷雨生").no == ""


def test_没有改就不写(shown: Shown, page: RosterPage) -> None:
    before = shown.office.undoable
    stand_on(shown, page, "谷雨生")
    page.detail.edit_action.trigger()
    editor_of(page).save_now()
    shown.settle()
    assert shown.office.undoable == before
    assert page.detail.editor is None


def test_写了一半不会被换掉(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "谷雨生")
    page.detail.edit_action.trigger()
    editor = editor_of(page)
    editor.form.editors["degree"].setText("硕士")  # type: ignore[union-attr]
    page.list.go_to(0)
    assert page.detail.editor is editor


def test_增补一名委员(shown: Shown, page: RosterPage) -> None:
    page.add_action.trigger()
    editor = editor_of(page)
    editor.form.editors["name"].setText("秦望")  # type: ignore[union-attr]
    editor.day.date.setText("2026-03-01")
    editor.save_now()
    shown.settle()
    assert "秦望" in names(page)
    assert page.detail.member is not None
    assert page.detail.member.name == "秦望"
    assert [one.name for one in shown.office.roster.listing(day="2026-02-28")].count("秦望") == 0


def test_没有姓名不能增补(page: RosterPage) -> None:
    page.add_action.trigger()
    editor = editor_of(page)
    editor.save_now()
    assert "姓名" in editor.problem.text()


def test_暂停后再恢复(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "米雪")
    page.detail.suspend_action.trigger()
    panel_of(page).save_now()
    shown.settle()
    assert shown.office.roster.get("米雪").status == "暂停履职"
    assert not page.detail.suspend_action.isEnabled()
    page.detail.resume_action.trigger()
    panel_of(page).save_now()
    shown.settle()
    assert shown.office.roster.get("米雪").is_active


def test_退出后在已退出里(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "米雪")
    page.detail.leave_action.trigger()
    panel = panel_of(page)
    panel.kind.setCurrentText("调离")
    panel.day.date.setText("2026-11-20")
    panel.save_now()
    shown.settle()
    assert "米雪" not in names(page)
    shown.window.undo()
    shown.settle()
    assert "米雪" in names(page)


def test_日期不对不改状态(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "米雪")
    page.detail.suspend_action.trigger()
    panel = panel_of(page)
    panel.day.date.setText("明天")
    panel.save_now()
    assert "日期" in panel.problem.text()
    assert shown.office.roster.get("米雪").is_active


def test_删除误录的人_可以撤销(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "欧阳明远")
    page.detail.remove_action.trigger()
    shown.settle()
    assert "欧阳明远" in names(page), "one click only asks"
    panel = page.detail.panel
    assert isinstance(panel, RemovePanel)
    assert "委员总数 6 → 5 人。" in {one.message for one in panel.effects.found}
    assert "回收站" in {one.kind for one in panel.effects.found}
    assert shown.window.focusWidget() is panel.leave
    panel.save.click()
    shown.settle()
    assert "欧阳明远" not in names(page)
    assert page.detail.panel is None
    assert page.detail.member is None
    shown.window.undo()
    shown.settle()
    assert "欧阳明远" in names(page)


def test_按名单设常委(shown: Shown, page: RosterPage) -> None:
    page.post_action.trigger()
    posting = page.posting
    assert posting is not None
    posting.names.setPlainText("米雪 谷雨生\n查无此")
    posting.check_now()
    shown.settle()
    assert posting.said.text().startswith("将设为常委 2 人")
    assert len(posting.findings.rows.ids) == 1
    posting.set_now()
    shown.settle()
    assert "常委" in shown.office.roster.get("米雪").posts


def test_导出列表里的人(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    page.filters.add("界别=教育")
    assert shown.window.desk is not None
    people = page.shown_people()
    exporting.write(shown.window.desk, tmp_path / "名册.csv", Privacy.PUBLIC, people)
    shown.settle()
    text = (tmp_path / "名册.csv").read_text("utf-8-sig")
    assert "米雪" in text
    assert "13800001234" not in text
    assert "已导出 1 人" in shown.said()


def test_导出的对话框关闭后不占内存(shown: Shown) -> None:
    assert_freed(lambda: LevelDialog(3))


def test_粘贴的不是表格就说明(shown: Shown, page: RosterPage) -> None:
    QGuiApplication.clipboard().setText("一句话")
    page.paste_action.trigger()
    assert "剪贴板里没有表格" in shown.said()


def test_粘贴单元格开始导入(shown: Shown, page: RosterPage) -> None:
    QGuiApplication.clipboard().setText("姓名\t性别\n秦望\t男\n米雪\t女\n")
    page.paste_action.trigger()
    shown.settle()
    assert page.importing is not None
    assert page.importing.preview is not None
    assert page.importing.preview.new == 1


def test_名册是空的_说怎么开始(
    empty_window: MainWindow, make_office: Callable[..., Office], qtbot: QtBot
) -> None:
    found = show(empty_window, make_office(people=False), qtbot)
    page = cast("RosterPage", found.go("roster"))
    assert "导入" in page.list.empty_text
    assert page.detail.member is None


def test_没有按钮被挤得看不全(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "米雪")
    cut = [
        one.text()
        for one in page.findChildren(QAbstractButton)
        if one.isVisible() and one.width() < one.minimumSizeHint().width()
    ]
    assert cut == []


def test_查找时说列出几人_名字里有的排在前面(page: RosterPage) -> None:
    page.search.setText("明")
    page.filter_now()
    assert page.counts.text().startswith(f"列出 {page.model.rowCount()} 人")
    assert "明" in names(page)[0]


def test_还没有常委时_说在哪里设(shown: Shown, page: RosterPage) -> None:
    page.chips.press("常委")
    shown.settle()
    assert page.model.rowCount() > 0 or "设职务" in page.list.empty_text
    assert page.more_button.isVisible()


def test_粘贴名单就核对(shown: Shown, page: RosterPage) -> None:
    posting = page.open_posting()
    QGuiApplication.clipboard().setText("常委（2人）\n米雪　谷雨生\n")
    QTest.keyClick(posting.names, Qt.Key.Key_V, CONTROL)
    shown.settle()
    assert posting.set.isEnabled()
    assert posting.findings.empty_text == "名单上的人都对上了。"


def test_谁都没填的那一栏让出地方_自己选过栏目就不动(shown: Shown, page: RosterPage) -> None:
    keys = [column.key for column in page.model.columns]
    birth = keys.index("birth")
    assert not page.list.isColumnHidden(birth)
    for member in shown.office.roster.listing():
        shown.office.roster.change(member, {"birth": ""}, day=None)
    page.reload()
    assert page.list.isColumnHidden(birth)
    page.list.show_column(birth, shown=True)
    page.reload()
    assert not page.list.isColumnHidden(birth)


def test_几个人一起做的事_一个人的经过里不写几人(shown: Shown, page: RosterPage) -> None:
    shown.office.roster.set_post("米雪、谷雨生", "常委")
    page.reload()
    stand_on(shown, page, "米雪")
    assert "设为常委\n" in texts(page) + "\n"
    assert "2 人" not in texts(page)
