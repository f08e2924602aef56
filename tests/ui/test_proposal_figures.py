"""提案统计 in the window: every rate with its n, its whole and its 口径."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from app.office import Office
from app.ui.pages.proposals.figures import FiguresDialog
from app.ui.pages.proposals.page import ProposalsPage
from app.ui.window import MainWindow
from tests.ui.conftest import show


def test_每个比率都带分子分母和口径(
    empty_window: MainWindow,
    make_office: Callable[..., Office],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = make_office()
    register = office.register
    for number in (1, 2):
        register.add(
            register.parse([f"title=关于第{number}项工作的建议", "sponsors=米雪", "category=社会建设"])
        )
        register.do(register.get(f"流水{number}"), "提交", {"received": "2026-01-14"})
    register.do(register.get("流水1"), "立案", {"date": "2026-01-18"})
    opened = show(empty_window, office, qtbot)
    opened.go("proposals")
    page = cast("ProposalsPage", opened.window.page("proposals"))
    shown: list[str] = []

    def read(dialog: QDialog) -> int:
        shown.extend(one.text() for one in dialog.findChildren(QLabel))
        return 0

    monkeypatch.setattr(FiguresDialog, "exec", read)
    page.figures_action.trigger()
    assert "50.0%（1／2 件）　口径：立案件数／收到件数（并案件不计入立案，草稿不计入收到）" in shown
    assert "100.0%（1／1 件）　口径：立案提案中该类别的件数／立案件数" in shown
    assert shown[0].endswith("提案统计")
