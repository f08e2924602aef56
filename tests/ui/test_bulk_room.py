"""批量修改: the field is found by typing, a new word is asked about, what is grey says why."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.ui.pages.roster.bulk import NOTHING_YET, UNDATED, BulkRoom
from app.ui.pages.roster.page import RosterPage
from tests.ui.conftest import Shown


@pytest.fixture
def room(shown: Shown) -> BulkRoom:
    page = shown.go("roster")
    assert isinstance(page, RosterPage)
    page.list.selectAll()
    found = page.open_room("bulk")
    assert isinstance(found, BulkRoom)
    shown.settle()
    return found


def type_field(room: BulkRoom, words: str) -> None:
    """Write into the field box as an input method does; QTest types ASCII alone."""
    room.field.setFocus()
    room.field.setEditText(words)


def value(shown: Shown, room: BulkRoom, text: str) -> None:
    room.value.setCurrentText(text)
    room.look_now()
    shown.settle()


def test_没有选字段_什么也不能改_也说为什么(shown: Shown, room: BulkRoom) -> None:
    assert (room.key, room.field.currentText()) == ("", "")
    for part in (room.mode, room.value, room.correct, room.change, room.day):
        assert not part.isEnabled()
        assert part.toolTip() == "请先选字段"
    assert not room.undated.isVisible()
    room.look_now()
    assert room.said.text() == NOTHING_YET
    assert not room.save.isEnabled()


def test_输入几个字找字段(shown: Shown, room: BulkRoom) -> None:
    type_field(room, "性质")
    assert room.key == ""
    completer = room.field.completer()
    assert completer is not None
    completer.setCompletionPrefix("性质")
    assert [completer.completionModel().data(completer.completionModel().index(row, 0))
            for row in range(completer.completionCount())] == ["单位性质"]  # fmt: skip
    type_field(room, "单位性质")
    assert room.key == "employer_kind"
    assert room.value.isEnabled()
    value(shown, room, "国有企业")
    assert room.said.text() == "将修改 6 人，不变 0 人。"
    type_field(room, "星座")
    room.look_now()
    assert (room.key, room.said.text()) == ("", NOTHING_YET)


def test_不记日期的字段_写明不用写日子(shown: Shown, room: BulkRoom) -> None:
    type_field(room, "学历")
    assert room.undated.isVisible()
    assert room.undated.text() == UNDATED == room.change.toolTip()
    assert (room.correct.isChecked(), room.day.isVisible()) == (True, False)
    type_field(room, "界别")
    assert (room.change.isChecked(), room.day.isVisible()) == (True, True)
    assert not room.undated.isVisible()
    assert (room.day.isEnabled(), room.day.toolTip(), room.change.toolTip()) == (True, "", "")


def test_代码表里没有的词_先问再写(shown: Shown, room: BulkRoom) -> None:
    with shown.office.data.operation("代码表"):
        shown.office.frame.registry.add_codes("界别", ["教育"])
    type_field(room, "界别")
    value(shown, room, "教育届")
    assert ("代码表", "界别：代码表里没有“教育届”，将新建；是不是“教育”？") in [
        (one.kind, one.message) for one in room.effects.found
    ]
    assert room.save.text() == "修改 6 人，新建一词(&Y)"
    assert room.alike.isVisible()
    assert room.alike.text() == "改成“教育”(&U)"
    QTest.keyClick(room.alike, Qt.Key.Key_Return)
    shown.settle()
    assert room.value.currentText() == "教育"
    assert not room.alike.isVisible()
    assert room.save.text() == "修改 5 人(&Y)"
    value(shown, room, "航天")
    assert not room.alike.isVisible()
    assert room.save.text() == "修改 6 人，新建一词(&Y)"


def test_再打开时从头选(shown: Shown, room: BulkRoom) -> None:
    type_field(room, "界别")
    room.open(())
    assert (room.key, room.field.currentText(), room.value.isEnabled()) == ("", "", False)
