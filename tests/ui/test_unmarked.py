"""What a hostile table brings is shown letter by letter: nowhere does Qt take it for markup and fetch what it names."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as Text
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.errors import DataFileError
from app.ui.asking import Question
from app.ui.backstage import Backstage
from app.ui.opening import Opening
from app.ui.parts import ElidedLabel, action, button, label, unmarked
from app.ui.rows import Column, RowModel

ROOT = Path(__file__).resolve().parents[2]
MARKED = '<img src="//server/share/x.png">王强<b>甲</b>'


def letters(text: str) -> str:
    """What Qt shows of a tooltip."""
    return QTextDocumentFragment.fromHtml(text).toPlainText() if Text.mightBeRichText(text) else text


@pytest.mark.parametrize("text", [MARKED, "王&lt;强", "<h1>x", "两\n<i>行</i>", "第一  格 <b>空</b>"])
def test_每个字照原样显示(text: str) -> None:
    assert letters(unmarked(text)).replace("\xa0", " ") == text


@pytest.mark.parametrize("text", ["王强", "3 < 5", "", "a\nb", "<王强>"])
def test_平常的字不动(text: str) -> None:
    assert unmarked(text) == text


def test_提示和标签不认标记(dressed: QApplication, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    short = ElidedLabel(MARKED)
    qtbot.addWidget(short)
    short.resize(10, 20)
    model = RowModel(
        (Column("name", "姓名", lambda text: text, 100),), lambda ids: dict.fromkeys(ids, MARKED)
    )
    model.show([1])
    tips = {
        "列表": str(model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)),
        "按钮": button("改", hint=MARKED).toolTip(),
        "动作": action(owner, "改", owner.hide, hint=MARKED).toolTip(),
    }
    assert {place: letters(tip) for place, tip in tips.items()} == dict.fromkeys(tips, MARKED)
    assert short.textFormat() is label(MARKED).textFormat() is Qt.TextFormat.PlainText


def test_打不开时的询问不认标记(dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window, backstage = QWidget(), Backstage()
    boxes: list[Question] = []

    def look(box: Question) -> int:
        boxes.append(box)
        return 0

    monkeypatch.setattr(Question, "exec", look)
    qtbot.addWidget(window)
    opening = Opening(backstage, None, window)

    try:
        opening._ask(Path("x"), "", DataFileError(f"{MARKED} 正由别人使用。", code="locked"))
    finally:
        backstage.close()
    assert boxes[0].textFormat() is Qt.TextFormat.PlainText
    assert boxes[0].text().startswith(MARKED)


def test_写进提示的变量都先去标记() -> None:
    bare = [
        f"{path.relative_to(ROOT).as_posix()}:{call.lineno}"
        for path in sorted((ROOT / "app" / "ui").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in ("setToolTip", "showText", "getText")
        and any(isinstance(argument, ast.JoinedStr) for argument in call.args)
    ]
    assert bare == []
