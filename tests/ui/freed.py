"""A closed dialog is gone: neither Qt nor Python holds on to it."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget


def assert_freed(make: Callable[[], QWidget]) -> None:
    """Make a widget, show it, close it, let go of it; then nobody may still hold it."""
    widget = make()
    gone: list[bool] = []
    widget.destroyed.connect(lambda: gone.append(True))
    widget.show()
    QApplication.processEvents()
    watched = weakref.ref(widget)
    widget.close()
    widget.deleteLater()
    del widget
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    gc.collect()
    assert gone == [True]
    assert watched() is None
