"""代码表 and 字段 of 备份与设置: words renamed, merged, ordered, retired; fields switched off."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit

from app.domain.fields import Privacy
from app.ui.desk import Target
from app.ui.pages.safety.codes import Codes
from app.ui.pages.safety.fields import Fields
from app.ui.pages.safety.page import SafetyPage
from app.ui.verbform import VerbForm
from tests.ui.conftest import Shown


@pytest.fixture
def page(shown: Shown) -> SafetyPage:
    return cast("SafetyPage", shown.go("safety", Target(view="代码表")))


@pytest.fixture
def codes(page: SafetyPage) -> Codes:
    assert page.place_in_manual() == "safety#代码表"
    return page.codes


@pytest.fixture
def fields(page: SafetyPage) -> Fields:
    page.tabs.setCurrentWidget(page.fields)
    return page.fields


def words(codes: Codes) -> list[str]:
    return [codes.list.rows.texts(row)[0] for row in range(codes.list.rows.rowCount())]


def choose(codes: Codes, code_list: str, word: str = "") -> None:
    names = [codes.lists.item(row).text() for row in range(codes.lists.count())]
    codes.lists.setCurrentRow(names.index(code_list))
    if word:
        codes.list.go_to(words(codes).index(word))


def write(codes: Codes, key: str, text: str) -> None:
    assert codes.form is not None
    editor = codes.form.form.editors[key]
    if isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    elif isinstance(editor, QComboBox):
        editor.setCurrentText(text)
    else:
        assert isinstance(editor, QLineEdit)
        editor.setText(text)


def form_of(codes: Codes) -> VerbForm:
    assert codes.form is not None
    return codes.form


def done(shown: Shown, codes: Codes) -> None:
    assert codes.form is not None
    codes.form.save_now()
    shown.settle()
    shown.settle()


def test_每个词本届多少处在用(codes: Codes) -> None:
    QAbstractItemModelTester(codes.list.rows)
    choose(codes, "界别")
    assert words(codes) == ["中共", "民革", "少数民族", "教育", "经济"]
    assert codes.list.rows.texts(3) == ["教育", "1", "在用"]
    choose(codes, "学历")
    assert len(words(codes)) > 3


def test_增加_补充常用(shown: Shown, codes: Codes) -> None:
    choose(codes, "片区")
    codes.add_action.trigger()
    write(codes, "names", "城关街道、河东镇\n河西镇\n")
    done(shown, codes)
    assert words(codes) == ["城关街道", "河东镇", "河西镇"]
    choose(codes, "界别")
    codes.usual_action.trigger()
    shown.settle()
    assert len(words(codes)) > 30
    shown.office.undo()


def test_改名_合并_本届的人跟着改(shown: Shown, codes: Codes) -> None:
    choose(codes, "界别", "教育")
    codes.list.opened.emit(codes.list.current_id)
    write(codes, "name", "教育科研")
    done(shown, codes)
    assert shown.office.roster.get("米雪").sector == "教育科研"
    choose(codes, "界别", "民革")
    codes.merge_action.trigger()
    write(codes, "into", "教育科研")
    done(shown, codes)
    assert shown.office.roster.get("江䶮").sector == "教育科研"
    assert words(codes) == ["中共", "少数民族", "教育科研", "经济"]
    assert shown.office.safety.check() == []


def test_重名就说_取消什么都没改(shown: Shown, codes: Codes) -> None:
    choose(codes, "界别", "教育")
    codes.rename_action.trigger()
    write(codes, "name", "经济")
    done(shown, codes)
    assert "合并" in form_of(codes).problem.text()
    form_of(codes).left.emit()
    assert codes.form is None
    assert "教育" in words(codes)


def test_上移_停用_启用_删除(shown: Shown, codes: Codes) -> None:
    choose(codes, "界别", "经济")
    codes.up_action.trigger()
    shown.settle()
    assert words(codes)[3] == "经济"
    codes.down_action.trigger()
    shown.settle()
    codes.retire_action.trigger()
    shown.settle()
    assert codes.list.rows.texts(4)[2] == "第十一届起停用"
    assert codes.retire_action.text().startswith("启用")
    codes.retire_action.trigger()
    shown.settle()
    assert codes.list.rows.texts(4)[2] == "在用"
    codes.remove_action.trigger()
    shown.settle()
    assert "不能删除" in shown.said()


def test_字段停用后表单里没有_启用又有(shown: Shown, fields: Fields) -> None:
    QAbstractItemModelTester(fields.list.rows)
    row = next(n for n in range(56) if fields.list.rows.texts(n)[0] == "微信")
    fields.list.go_to(row)
    fields.off_action.trigger()
    shown.settle()
    assert fields.list.rows.texts(row)[2] == "停用"
    assert "wechat" not in shown.office.frame.field_use()
    assert "在用 55 个" in fields.counts.text()
    fields.on_action.trigger()
    shown.settle()
    assert "wechat" in shown.office.frame.field_use()


def test_没有选字段_说一句话(shown: Shown, fields: Fields) -> None:
    fields.list.clearSelection()
    fields.off_action.trigger()
    assert shown.said() == "请先在表里选字段。"


def test_姓名不能停用(shown: Shown, fields: Fields) -> None:
    fields.list.go_to(1)
    assert fields.list.rows.texts(1)[2] == "必用"
    fields.off_action.trigger()
    shown.settle()
    assert "不能停用" in shown.said()


def test_级别和资料不全(shown: Shown, fields: Fields) -> None:
    row = next(n for n in range(56) if fields.list.rows.texts(n)[0] == "籍贯")
    fields.list.go_to(row)
    fields.level.setCurrentText("公开")
    fields.level_action.trigger()
    shown.settle()
    fields.expect_action.trigger()
    shown.settle()
    assert fields.list.rows.texts(row)[3:] == ["公开（原为内部）", "缺了算"]
    assert shown.office.frame.field_use().levels == {"native_place": Privacy.PUBLIC}
    fields.level.setCurrentText("原来的级别")
    fields.level_action.trigger()
    shown.settle()
    fields.spare_action.trigger()
    shown.settle()
    assert fields.list.rows.texts(row)[3:] == ["内部", ""]


def test_小组种类的用法_按地域_可有非委员(shown: Shown, codes: Codes) -> None:
    choose(codes, "小组种类")
    codes.usual_action.trigger()
    shown.settle()
    choose(codes, "小组种类", "党小组")
    codes.flag_action.trigger()
    assert codes.form is not None
    place = codes.form.form.editors["place"]
    assert isinstance(place, QCheckBox)
    assert not place.isChecked()
    place.setChecked(True)
    done(shown, codes)
    kind = next(one for one in shown.office.teams.kinds() if one.name == "党小组")
    assert (kind.place, kind.outsiders) == (True, False)
    choose(codes, "小组种类", "党小组")
    seen = [one.text() for one in codes.sheet.findChildren(QLabel)]
    assert "按地域分组：是；可有不是委员的人：否。" in seen
    shown.office.undo()
    assert not next(one for one in shown.office.teams.kinds() if one.name == "党小组").place


def test_别的代码表没有用法(codes: Codes) -> None:
    choose(codes, "界别", "教育")
    assert not any("按地域" in one.text() for one in codes.sheet.findChildren(QLabel))
