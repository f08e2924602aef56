from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QLineEdit

from app.ui.desk import Target
from app.ui.pages.safety.page import SafetyPage
from tests.ui.conftest import Shown, answering


@pytest.fixture
def page(shown: Shown) -> SafetyPage:
    return cast("SafetyPage", shown.go("safety"))


def back_up(shown: Shown, page: SafetyPage, folder: Path) -> None:
    page.backups.folder.setCurrentText(str(folder))
    page.backups.backup()
    shown.settle()
    shown.settle()


def test_立即备份_读回核对_状态栏跟着变(shown: Shown, page: SafetyPage, tmp_path: Path) -> None:
    assert page.backups.age.text() == "还没有备份"
    back_up(shown, page, tmp_path / "U盘")
    assert "可以拔出" in shown.said()
    assert page.backups.age.text() == "今天已备份"
    assert shown.window.status.backup.text() == "上次备份：今天"
    assert page.backups.list.rows.rowCount() == 1


def test_核对一份备份(shown: Shown, page: SafetyPage, tmp_path: Path) -> None:
    back_up(shown, page, tmp_path / "U盘")
    page.backups.verify()
    shown.settle()
    assert "完好" in shown.said()


def test_坏了的备份核对得出来(shown: Shown, page: SafetyPage, tmp_path: Path) -> None:
    back_up(shown, page, tmp_path / "U盘")
    chosen = page.backups.chosen
    assert chosen is not None
    content = bytearray(chosen.file.read_bytes())
    content[len(content) // 2] ^= 1
    chosen.file.write_bytes(content)
    page.backups.verify()
    shown.settle()
    assert len(shown.refusals) == 1


def test_恢复要先问_答是才恢复(
    shown: Shown, page: SafetyPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(shown, page, tmp_path / "U盘")
    desk = shown.window.desk
    assert desk is not None
    desk.do("新增", lambda office: office.roster.add({"name": "秦望"}))
    shown.settle()
    answering(monkeypatch, agree=False)
    page.backups.restore()
    shown.settle()
    assert shown.window.desk is desk
    answering(monkeypatch, agree=True)
    page.backups.restore()
    shown.bot.waitUntil(lambda: shown.window.desk not in (None, desk), timeout=20_000)
    shown.settle()
    assert shown.window.desk is not None
    assert len(shown.window.desk.reader.roster.listing()) == 6
    assert any(file.name.startswith("恢复前") for file in tmp_path.rglob("*"))
    assert "已恢复备份" in shown.said()


def test_备份到写不进的地方说一句话(shown: Shown, page: SafetyPage, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x", encoding="utf-8")
    back_up(shown, page, tmp_path / "文件")
    assert len(shown.refusals) == 1
    assert page.backups.age.text() == "还没有备份"


def test_改设置是一次操作(shown: Shown, page: SafetyPage) -> None:
    editor = page.settings.form.editors["grid.weight.sector"]
    assert isinstance(editor, QLineEdit)
    editor.setText("55")
    page.settings.save_now()
    shown.settle()
    assert shown.office.setup.settings()["grid.weight.sector"] == "55"
    assert shown.office.undoable.startswith("修改设置")


def test_不对的设置说一句话(shown: Shown, page: SafetyPage) -> None:
    editor = page.settings.form.editors["grid.weight.sector"]
    assert isinstance(editor, QLineEdit)
    editor.setText("很多")
    page.settings.save_now()
    shown.settle()
    assert "很多" in page.settings.problem.text()


def write_parameter(page: SafetyPage, key: str, text: str) -> None:
    editor = page.settings.plenary_form.editors[key]
    assert isinstance(editor, QLineEdit)
    editor.setText(text)


def test_次会议的答复期限_同一个按钮_另记一次操作(shown: Shown, page: SafetyPage) -> None:
    assert page.settings.plenary_title.text() == "第一次会议的提案"
    assert not page.settings.plenary.isVisibleTo(page.settings)
    sector = page.settings.form.editors["grid.weight.sector"]
    assert isinstance(sector, QLineEdit)
    sector.setText("55")
    write_parameter(page, "reply_months", "6")
    page.settings.save_now()
    shown.settle()
    assert shown.office.setup.settings("第一次会议")["reply_months"] == "6"
    assert shown.office.setup.settings()["grid.weight.sector"] == "55"
    assert shown.office.undoable == "修改设置：主办（分办）答复期限（月）"


def test_次会议的期限不对_什么都不保存(shown: Shown, page: SafetyPage) -> None:
    sector = page.settings.form.editors["grid.weight.sector"]
    assert isinstance(sector, QLineEdit)
    sector.setText("55")
    write_parameter(page, "reply_months", "百")
    page.settings.save_now()
    shown.settle()
    assert "百" in page.settings.problem.text()
    assert shown.office.setup.settings()["grid.weight.sector"] != "55"


def test_几次会议时选一次_没保存的不丢(shown: Shown, page: SafetyPage) -> None:
    shown.office.setup.add_plenary("第二次会议", "2027-01-10")
    page.reload()
    settings = page.settings
    assert settings.plenary.isVisibleTo(settings)
    write_parameter(page, "reply_months", "6")
    settings.plenary.setCurrentIndex(settings.plenary.findText("第二次会议"))
    settings.plenary.activated.emit(settings.plenary.currentIndex())
    assert settings.plenary.currentText() == "第一次会议"
    assert "请先保存" in settings.problem.text()
    settings.save_now()
    shown.settle()
    settings.plenary.setCurrentIndex(settings.plenary.findText("第二次会议"))
    settings.plenary.activated.emit(settings.plenary.currentIndex())
    assert settings.plenary_title.text() == "第二次会议的提案"
    assert settings.plenary_form.edited() == {}


def test_新建次会议和届次(shown: Shown, page: SafetyPage) -> None:
    page.settings.name.setText("第二次会议")
    page.settings.start.setText("2027-01-10")
    page.settings.add_plenary.click()
    shown.settle()
    page.settings.name.setText("第十二届")
    page.settings.add_term.click()
    shown.settle()
    assert "第二次会议" in page.settings.plenaries.text()
    assert "第十二届" in page.settings.terms.text()


def test_操作历史最新的在上(shown: Shown, page: SafetyPage) -> None:
    assert page.history.list.rows.texts(0)[1] == "录入 6 人"


def test_检查数据文件(shown: Shown, page: SafetyPage) -> None:
    page.check.check()
    shown.settle()
    assert page.check.said.text() == "检查完毕，数据文件完好。"


def test_按名字打开一栏(shown: Shown, page: SafetyPage) -> None:
    shown.go("safety", Target(view="设置"))
    assert page.tabs.currentWidget() is page.settings


def test_届次改名_改第一天_是一次操作(shown: Shown, page: SafetyPage) -> None:
    form = page.settings.term_form
    assert (form.name.text(), form.start.text()) == ("第十一届", "2026-01-10")
    form.name.setText("十一届")
    form.start.setText("2026年1月8日")
    form.save.click()
    shown.settle()
    term = shown.office.frame.term()
    assert (term.name, term.starts) == ("十一届", "2026-01-08")
    assert "十一届　2026-01-08 起" in page.settings.terms.text()
    assert form.which.currentText() == "十一届"
    shown.office.undo()
    term = shown.office.frame.term()
    assert (term.name, term.starts) == ("第十一届", "2026-01-10")


def test_届次的第一天不是日期_什么也不改(shown: Shown, page: SafetyPage) -> None:
    form = page.settings.term_form
    form.name.setText("十一届")
    form.start.setText("一月十日")
    form.save.click()
    shown.settle()
    assert "不是日期" in page.settings.problem.text()
    assert shown.office.frame.term().name == "第十一届"
