"""One sentence for the clerk in the window's top row, and the strip that shows work in progress with 取消.

Both lie over the row instead of standing in it: what is below stays where it is when they come and go, or a hand
already on its way would press something else.
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
HEIGHT = 34
ENOUGH = 420
"""Width in pixels that a sentence wants beside the search box."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where one may speak: in the `top` row between `after` and `before`, or above the `ground` while the row is away."""

    top: QWidget
    after: QWidget
    before: QWidget
    ground: QWidget

    def rect(self) -> QRect:
        """In the coordinates of the parent that row and ground share; all of the row up to `before` when it is narrow."""
        if not self.top.isVisible():
            ground = self.ground.geometry()
            return QRect(ground.topLeft(), QPoint(ground.right(), ground.top() + HEIGHT))
        row = self.top.geometry()
        end = row.left() + self.before.x() - theme.S
        start = row.left() + self.after.geometry().right() + theme.M
        return QRect(
            QPoint(start if end - start >= ENOUGH else row.left(), row.top()), QPoint(end, row.bottom())
        )


class Bar(QFrame):
    """Lies over its parent where there is room, and grows downwards when its words need more lines."""

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self._room = room
        parent.installEventFilter(self)

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
        room, layout = self._room.rect(), self.layout()
        if layout is not None:
            room.setHeight(max(room.height(), layout.totalHeightForWidth(room.width())))
        self.setGeometry(room)
        self.raise_()


class MessageBar(Bar):
    """Says what was done or refused. Good news leaves by itself, a refusal stays until it is closed or replaced."""

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, parent)
        self.setAccessibleName("消息")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.XS, theme.S, theme.XS)
        self.text: QLabel = label("", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = button("知道了", self.hide, kind="link", hint="关闭这条消息（Esc）")
        self.opener = button("打开", self._open, kind="link", hint="用 Word、WPS 等程序打开这个文件")
        self._file: Path | None = None
        self.opener.hide()
        layout.addWidget(self.text, 1)
        layout.addWidget(self.opener)
        layout.addWidget(close)
        self._leave = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._leave.timeout.connect(self.hide)
        self.hide()

    @Slot(str, str)
    def say(self, sentence: str, tone: str = "good") -> None:
        """Show a sentence in a tone; nothing to say takes the last one away."""
        if not sentence:
            self.hide()
            return
        self.opener.hide()
        self.text.setText(sentence)
        self.text.setAccessibleName(sentence)
        dress(self, tone=tone)
        self.show()
        self.lie()
        if tone in ("danger", "warning"):
            self._leave.stop()
        else:
            self._leave.start()

    @Slot(object)
    def offer(self, file: Path) -> None:
        """Offer to open the file that the sentence tells of; there is no hurry then."""
        self._file = file
        self.opener.show()
        self.lie()
        self._leave.stop()

    def _open(self) -> None:
        if self._file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file)))
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
