"""A window in a process of its own that says on standard output how far it is: `python -m tests.perf.watched PAGE …`.

PAGE is `bare` (a window of PySide6 with one line of Chinese), or the page of ours to go to; what follows are words
for `liange`. Said are `window` (painted for the first time), `list` (the page's rows are painted) and the resident
memory in megabytes, as `memory 123.4`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QTableView, QWidget

if TYPE_CHECKING:
    from app.ui.window import MainWindow

STATUS = Path("/proc/self/status")
NOT_SHIPPED = ("numpy", "pandas", "scipy")  # what a developer's environment has beyond an office's


def say(word: str) -> None:
    """Tell the watching process."""
    print(word, flush=True)


def resident() -> float:
    """Megabytes of this process in memory now; 0 where the system does not say (only Linux does in a file)."""
    if not STATUS.exists():
        return 0.0
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024 / 1e6


def finish(window: QWidget, word: str) -> None:
    """Paint what there is, say so, and end."""
    window.grab()
    say(word)
    say(f"memory {resident():.1f}")
    window.close()
    QApplication.quit()


def bare() -> None:
    """Show a window with nothing of ours."""
    application = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QLabel("委员名册"))
    window.resize(1366, 728)
    window.show()
    QTimer.singleShot(0, lambda: finish(window, "list"))
    application.exec()


class Watch:
    """Looks every millisecond how far our window is, and takes it to the page."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.seen = False
        self.timer = QTimer()
        self.timer.setInterval(1)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self) -> None:
        """Go on as far as the window is ready for."""
        from app.ui.window import MainWindow

        window = next((one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)), None)
        if window is None or not window.isVisible():
            return
        if not self.seen:
            self.seen = True
            say("window")
        if window.desk is not None:
            self.look_at(window)

    def look_at(self, window: MainWindow) -> None:
        """Go to the page as soon as the office is open, and end when its list has rows."""
        from app.ui.desk import Target
        from app.ui.pages.home import FigureCard

        shown = window.current_page
        if shown is None or shown.key != self.page:
            window.go(self.page, Target())
            return
        wanted = FigureCard if self.page == "home" else QTableView  # the figures come together with the lines
        if any(_to_the_end(part) for part in shown.findChildren(wanted)):
            self.timer.stop()
            finish(window, "list")


def _to_the_end(part: QWidget) -> bool:
    """Show the last page of a list as well as the first; False while it has no rows."""
    if not isinstance(part, QTableView):
        return True
    shown = part.rowAt(0) >= 0
    if shown:
        part.scrollTo(part.model().index(part.model().rowCount() - 1, 0))
    return shown


def main(page: str, words: list[str]) -> None:
    """Start and watch."""
    if page == "bare":
        bare()
        return
    from app.ui.main import application_of

    application_of()
    watch = Watch(page)
    from app.__main__ import main as liange

    sys.argv = ["liange", *words]
    try:
        liange()
    finally:
        watch.timer.stop()


if __name__ == "__main__":
    for name in NOT_SHIPPED:
        sys.modules[name] = None  # type: ignore[assignment]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(sys.argv[1], sys.argv[2:])
