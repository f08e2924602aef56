"""A member's photo in the sheet: seen, chosen by click or drop, taken away, saved elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMenu, QVBoxLayout, QWidget

from app.domain.fields import Privacy
from app.ui import theme
from app.ui.desk import Desk
from app.ui.dropzone import TakesFiles
from app.ui.folders import keep, place
from app.ui.parts import action

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from app.domain.member import Member
    from app.office import Office

KINDS = "照片 (*.jpg *.jpeg *.png *.bmp *.webp *.gif *.tif *.tiff)"
SIZE = QSize(90, 126)
"""25 × 35 mm on the screen, in pixels at 100 %."""


class PhotoFrame(TakesFiles, QWidget):
    """Shows the photo of one member and changes it. It hides itself where the office keeps no photos."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.member: Member | None = None
        self._open = False
        self.picture = _Picture(self)
        self.picture.clicked.connect(self._press)
        self.change_action = action(
            self, "换照片(&P)…", self.ask, hint="选一张照片；也可以把照片文件拖到这里"
        )
        self.remove_action = action(self, "删除照片(&D)", self.remove, hint="可以撤销")
        self.save_action = action(self, "另存(&S)…", self.ask_where, hint="把照片存成 jpg 文件")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.picture)
        self.setAcceptDrops(True)
        self.setFocusProxy(self.picture)
        self.show_member(None)

    @property
    def actions_now(self) -> tuple[QAction, ...]:
        """What can be done with a photo; what is not possible now is grey."""
        return self.change_action, self.remove_action, self.save_action

    # -- looking -----------------------------------------------------------------------------------------------

    def show_member(self, member_id: int | None) -> None:
        """Show this member's photo, or room for one (None: nobody)."""
        reader = self.desk.reader
        self.member = None if member_id is None else reader.roster.get(str(member_id))
        self.setHidden(self.member is None or not reader.photos.used)
        self._show()

    def unmask(self, on: bool) -> None:
        """Show or cover a photo that the office counts among what stands at 完整 alone."""
        self._open = on
        self._show()

    @property
    def covered(self) -> bool:
        """Whether the photo is not to be seen just now."""
        fields = self.desk.reader.frame.field_use().fields
        level = next((one.privacy for one in fields if one.key == "photo"), Privacy.FULL)
        return level is Privacy.FULL and not self._open

    def _show(self) -> None:
        member = self.member
        photo = self.desk.reader.photos.photo(member) if member is not None else None
        name = member.name if member is not None else ""
        if photo is None:
            self.picture.show_image(QImage(), "加照片…" if not self.desk.read_only else "没有照片")
        elif self.covered:
            self.picture.show_image(QImage(), "照片已遮盖")
        else:
            self.picture.show_image(QImage.fromData(photo), "")
        self.picture.setAccessibleName(f"{name}的照片" if photo is not None else f"{name}还没有照片")
        self.picture.setToolTip(
            "按空格键或右键：换照片、删除、另存" if photo is not None else self.change_action.toolTip()
        )
        writable = member is not None and not self.desk.read_only
        self.change_action.setText("换照片(&P)…" if photo is not None else "加照片(&P)…")
        self.change_action.setEnabled(writable)
        self.remove_action.setEnabled(writable and photo is not None)
        self.save_action.setEnabled(photo is not None and not self.covered)

    # -- doing -------------------------------------------------------------------------------------------------

    def _press(self) -> None:
        if self.remove_action.isEnabled() or self.save_action.isEnabled():
            self.show_menu(self.picture.mapToGlobal(QPoint(0, self.picture.height())))
        elif self.change_action.isEnabled():
            self.ask()

    def show_menu(self, at: QPoint) -> None:
        """Offer what can be done."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.addActions(list(self.actions_now))
        menu.exec(at)
        menu.deleteLater()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button, or the menu key."""
        self.show_menu(event.globalPos())

    def ask(self) -> None:
        """Let the clerk choose a picture."""
        if self.member is None:
            return
        name, _ = QFileDialog.getOpenFileName(self, f"{self.member.name}的照片", place(), KINDS)
        keep(name)
        if name:
            self.take(Path(name))

    def take(self, file: Path) -> None:
        """Make this file the photo of the member shown."""
        member = self.member
        if member is None or not self.change_action.isEnabled():
            return

        def work(office: Office) -> bool:
            return office.photos.set(member, file)

        def done(replaced: bool) -> None:
            word = "换好" if replaced else "加上"
            self._changed(member, f"{member.name} 的照片已{word}，按 Ctrl+Z 可以撤销。")

        self.desk.do(f"{member.name} 的照片", work, done)

    def remove(self) -> None:
        """Take the photo away; Ctrl+Z brings it back."""
        member = self.member
        if member is not None:
            self.desk.do(
                f"删除 {member.name} 的照片", lambda office: office.photos.remove(member),
                lambda _done: self._changed(member, f"已删除 {member.name} 的照片，按 Ctrl+Z 可以撤销。"),
            )  # fmt: skip

    def ask_where(self) -> None:
        """Let the clerk choose where to save the photo."""
        if self.member is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self, "照片另存为", place(f"{self.member.name}.jpg"), "照片 (*.jpg)"
        )
        keep(name)
        if name:
            self.save_to(Path(name))

    def save_to(self, file: Path) -> None:
        """Write the photo into a file."""
        member = self.member
        if member is not None:
            self.desk.do(
                f"另存 {member.name} 的照片", lambda office: office.photos.export(member, file),
                lambda written: self.desk.say(f"照片已保存到 {written}。", file=written),
            )  # fmt: skip

    def _changed(self, member: Member, sentence: str) -> None:
        if self.member is not None and self.member.id == member.id:
            self.show_member(member.id)
        self.desk.say(sentence)

    # -- dropping ----------------------------------------------------------------------------------------------

    def welcomes(self, files: list[Path]) -> bool:
        """One picture is welcome."""
        return self.change_action.isEnabled() and len(files) == 1

    def invite(self, *, on: bool) -> None:
        """Show that it may be let go here."""
        self.picture.invite(on=on)

    def drop(self, files: list[Path]) -> None:
        """Take it."""
        for file in files[:1]:
            self.take(file)


class _Picture(QAbstractButton):
    """The photo itself, or words in its place; a button, so that the keyboard reaches it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._words = ""
        self._invited = False
        self.setFixedSize(SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_image(self, image: QImage, words: str) -> None:
        """Show this picture, or these words when it is none."""
        self._image, self._words = image, words
        self.update()

    def invite(self, *, on: bool) -> None:
        """Look ready for a file that hangs above."""
        self._invited = on
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture within a thin line; a stronger one where the keyboard stands."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRect(0, 0, self.width(), self.height())
        if not self._image.isNull():
            painter.drawImage(place, self._image)
        else:
            painter.setPen(self.palette().placeholderText().color())
            painter.drawText(place.adjusted(theme.S, 0, -theme.S, 0), _CENTRED, self._words)
        strong = self.hasFocus() or self._invited
        colour = self.palette().highlight().color() if strong else self.palette().mid().color()
        pen = QPen(colour, 2 if strong else 1)
        if self._image.isNull() and not strong:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRect(place.adjusted(1, 1, -1, -1))


_CENTRED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
