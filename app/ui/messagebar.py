"""One sentence for the clerk, and the strip that shows work in progress with 取消.

Both lie over the window's top row where that has room for them, else over the status bar, and never over what can be
pressed on a page. Nothing moves when they come and go, or a hand already on its way would press something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QWidget

from app.domain.errors import LiangeError
from app.ui import theme
from app.ui.backstage import Backstage, Cancelled, Job
from app.ui.parts import button, dress, label

STAYS_MS = 8000
ENOUGH = 420
"""Width in pixels that a sentence wants beside the search box."""
SLACK = 7
"""Pixels that a bar may be higher than the top row, above it and below: two lines of words fit."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where one may speak: in the `top` row between `after` and `before`, or over the `foot` of the window."""

    top: QWidget
    after: QWidget
    before: QWidget
    foot: QWidget

    def above(self, window: QWidget) -> QRect:
        """Between search box and menus, in the window's coordinates; nothing while the row is away or too narrow."""
        start = self.after.geometry().right() + theme.M
        end = self.before.x() - theme.S
        if not self.top.isVisible() or end - start < ENOUGH:
            return QRect()
        at = self.top.mapTo(window, QPoint(start, 0))
        return QRect(at.x(), at.y() - SLACK, end - start, self.top.height() + 2 * SLACK)

    def below(self, window: QWidget) -> QRect:
        """All of the status bar, in the window's coordinates."""
        foot = self.foot.geometry()
        return QRect(
            foot.left() + theme.XS,
            foot.top() + 1,
            foot.width() - 2 * theme.XS,
            window.height() - foot.top() - 2,
        )


class Bar(QFrame):
    """Lies over the window where there is room; over its foot it grows upwards when its words need more lines."""

    def __init__(self, room: Room, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("role", "message")
        self._room = room
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the parent's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            QTimer.singleShot(0, self, self.lie)  # when the row has its new place
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Lie down where there is room now."""
        super().showEvent(event)
        self.lie()

    def lie(self) -> None:
        """Take the room anew, on top of everything."""
        room = self._room.above(self._window)
        high = self._high(room.width())
        if high <= room.height():
            room = QRect(room.left(), room.center().y() - high // 2, room.width(), high)
        else:
            room = self._room.below(self._window)
            room.setTop(min(room.top(), room.bottom() + 1 - self._high(room.width())))
        self.setGeometry(room)
        self.raise_()

    def _high(self, width: int) -> int:
        """Pixels that the words need at a width, a control's height at least."""
        layout = self.layout()
        return max(theme.CONTROL_HEIGHT, layout.totalHeightForWidth(width) if layout is not None else 0)


class MessageBar(Bar):
    """Says what was done or refused. Good news leaves by itself, a refusal stays until it is closed or replaced."""

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, parent)
        self.setAccessibleName("消息")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.M, 2, theme.S, 2)
        self.text: QLabel = label("", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = button("知道了", self.hide, kind="link", hint="关闭这条消息（Esc）")
        self.opener = button("打开", self._open, kind="link", hint="用 Word、WPS 等程序打开这个文件")
        self.folder = button("所在文件夹", self._open_folder, kind="link", hint="打开这个文件所在的文件夹")
        self._file: Path | None = None
        for way in (self.opener, self.folder):
            way.hide()
        layout.addWidget(self.text, 1)
        layout.addWidget(self.opener)
        layout.addWidget(self.folder)
        layout.addWidget(close)
        self._leave = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._leave.timeout.connect(self.hide)
        self._said_now = QTimer(self, singleShot=True, interval=0)
        self.hide()

    @Slot(str, str)
    def say(self, sentence: str, tone: str = "good") -> None:
        """Show a sentence in a tone; nothing to say takes the last one away."""
        if not sentence:
            self.hide()
            return
        self._said_now.start()
        self.opener.hide()
        self.folder.hide()
        self.text.setText(sentence)
        self.text.setAccessibleName(sentence)
        dress(self, tone=tone)
        self.show()
        self.lie()
        if tone in ("danger", "warning"):
            self._leave.stop()
        else:
            self._leave.start()

    def make_way(self) -> None:
        """The clerk goes on to something else: what was said before does not belong to it, what is said with it stays."""
        if not self._said_now.isActive():
            self.hide()

    @Slot(object)
    def offer(self, file: Path) -> None:
        """Offer to open the file that the sentence tells of; there is no hurry then."""
        self._file = file
        self.opener.setVisible(not file.is_dir())
        self.folder.show()
        self.lie()
        self._leave.stop()

    def _open(self) -> None:
        self._show_outside(self._file)

    def _open_folder(self) -> None:
        if self._file is not None:
            self._show_outside(self._file if self._file.is_dir() else self._file.parent)

    def _show_outside(self, path: Path | None) -> None:
        """Hand a file or folder to the program that opens such; one that is gone meanwhile is said to be."""
        if path is not None and not path.exists():
            self.say(f"“{path}”已经不在了，可能被移走、改名或删除。", "warning")
            return
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        self.hide()

    @Slot(object)
    def refuse(self, error: LiangeError) -> None:
        """Show a known error."""
        self.say(error.message, "warning" if isinstance(error, Cancelled) else "danger")


class ProgressStrip(Bar):
    """Shows the job that runs longer than 0.3 s."""

    def __init__(self, backstage: Backstage, room: Room, parent: QWidget) -> None:
        super().__init__(room, parent)
        self.setAccessibleName("进度")
        self._backstage = backstage
        self._job: Job[object] | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.XS, theme.S, theme.XS)
        layout.setSpacing(theme.M)
        self.text = label("")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName("完成的部分")
        self.stop = button("取消", self._cancel, kind="link", hint="停下正在进行的工作，已做的部分会收回")
        layout.addWidget(self.text)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.stop)
        backstage.began.connect(self._begin)
        backstage.stepped.connect(self._step)
        backstage.idle.connect(self._end)
        self.hide()

    @Slot(object)
    def _begin(self, job: Job[object]) -> None:
        self._job = job
        self.text.setText(f"{job.label}……")
        self.bar.setRange(0, 0)
        self.stop.setVisible(job.cancellable)
        self.stop.setEnabled(True)
        self.show()

    @Slot(object, int, int)
    def _step(self, job: Job[object], done: int, total: int) -> None:
        if job is self._job:
            self.bar.setRange(0, total)
            self.bar.setValue(done)

    @Slot()
    def _end(self) -> None:
        self._job = None
        self.hide()

    def _cancel(self) -> None:
        self.stop.setEnabled(False)
        self.text.setText("正在停下……")
        self._backstage.cancel()
