from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui import manual
from app.ui.manual import ManualWindow
from app.ui.places import PLACES, Place
from tests.ui.conftest import Shown


@pytest.fixture
def chapters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "roster.md").write_text("# 委员\n\n第一段\n\n## 导入\n\n[网格](grid.md)\n", encoding="utf-8")
    (tmp_path / "grid.md").write_text("# 网格\n", encoding="utf-8")
    monkeypatch.setattr(manual, "FOLDER", tmp_path)
    return tmp_path


@pytest.fixture
def window(chapters: Path, dressed: QApplication, qtbot: QtBot) -> ManualWindow:
    made = ManualWindow()
    qtbot.addWidget(made)
    return made


def test_打开一章(window: ManualWindow) -> None:
    window.open_at("roster")
    assert "第一段" in window.browser.toPlainText()


def test_打开一章里的一节(window: ManualWindow) -> None:
    window.open_at("roster#导入")
    assert window.browser.textCursor().block().text() == "导入"


def test_打开的一节在最上面(window: ManualWindow, chapters: Path) -> None:
    lines = "一段\n\n" * 60
    (chapters / "grid.md").write_text(f"# 网格\n\n{lines}## 分配\n\n{lines}", encoding="utf-8")
    window.open_at("grid#分配")
    assert 0 <= window.browser.cursorRect().top() < 40


def test_跟着链接到另一章(window: ManualWindow) -> None:
    window.open_at("roster")
    window.browser.anchorClicked.emit(QUrl("grid.md"))
    assert "网格" in window.browser.toPlainText()


def test_图不会比窗口宽(window: ManualWindow, chapters: Path) -> None:
    image = QImage(3000, 100, QImage.Format.Format_RGB32)
    image.save(str(chapters / "大图.png"))
    (chapters / "roster.md").write_text("![图](大图.png)\n", encoding="utf-8")
    window.open_at("roster")
    shown = window.browser.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("大图.png"))
    assert isinstance(shown, QImage)
    assert shown.deviceIndependentSize().width() < window.width()


def test_别处的东西不会读进来(window: ManualWindow) -> None:
    window.open_at("roster")
    kind = QTextDocument.ResourceType.HtmlResource.value
    assert window.browser.loadResource(kind, QUrl("roster.md")) is None


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.title)
def test_每一页的一章都写好了(shown: Shown, place: Place) -> None:
    page = shown.window.page(place.key)
    chapter, _, heading = page.manual.partition("#")
    text = (manual.FOLDER / f"{chapter}.md").read_text("utf-8")
    assert not heading or f"# {heading}\n" in text


def test_没有的章节也打得开(window: ManualWindow) -> None:
    window.open_at("没有")
    assert "还没有" in window.browser.toPlainText()


def test_F1_打开讲这一页的一章(shown: Shown, chapters: Path) -> None:
    shown.go("roster")
    QTest.keyClick(shown.window, Qt.Key.Key_F1)
    assert shown.window.manual is not None
    assert "第一段" in shown.window.manual.browser.toPlainText()


def test_后一章的第一段不跟着前一章的标题(window: ManualWindow, chapters: Path) -> None:
    """Qt keeps the letters of a document that is filled anew."""
    (chapters / "two.md").write_text("# 提案\n\n先登记，再**提交**。\n", encoding="utf-8")
    window.open_at("roster")
    window.open_at("two")
    paragraph = window.browser.document().begin().next()
    assert (paragraph.text(), paragraph.begin().fragment().charFormat().fontWeight()) == (
        "先登记，再提交。",
        400,
    )
