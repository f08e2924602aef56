from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent

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
