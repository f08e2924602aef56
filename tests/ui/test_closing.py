from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtTest import QTest

from app.office import Office
from app.ui.pages.roster.page import RosterPage
from tests.ui.conftest import Shown


def test_放下的页面不再去读(shown: Shown) -> None:
    """Pages that had become old while nobody saw them are put away without being shown once more."""
    for key in ("reports", "safety", "home"):
        shown.go(key)
    shown.window.desk.do("新增", lambda office: office.roster.add({"name": "岑向荣"}))  # type: ignore[union-attr]
    shown.settle()
    shown.window.renew_pages()
    asked = shown.window.backstage.busy
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    shown.settle()
    assert not asked


def test_刚打了字就换文件_不去问已关的文件(
    shown: Shown, make_office: Callable[..., Office], tmp_path: Path
) -> None:
    """A search waits a moment after the last letter; by then the office it was to ask may be closed."""
    page = shown.go("roster")
    assert isinstance(page, RosterPage)
    page.search.setFocus()
    QTest.keyClicks(page.search, "wq")
    waiting = [timer for timer in page.findChildren(QTimer) if timer.isActive()]
    assert waiting
    shown.window.show_nothing()
    assert not any(timer.isActive() for timer in waiting)
    shown.window.show_office(make_office(path=tmp_path / "另一个.liange"))
    shown.settle()
