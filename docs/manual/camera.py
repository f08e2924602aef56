"""A camera: the real window on the demo office, drawn without a screen, its pictures kept small."""

from __future__ import annotations

import os
import sys
import time
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
IMAGES = Path(__file__).resolve().parent / "images"
TODAY, NOW = date(2026, 11, 1), datetime(2026, 11, 1, 9, 12)
BACKUPS = tuple(datetime(2026, *day, 17, 5) for day in ((9, 25), (10, 9), (10, 16), (10, 23), (10, 30)))
SIZE = (1366, 768)
COLOURS = 128
MOST_BYTES = 150_000
STICK = Path("U盘") / "联格备份"

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TZ"] = "CST-8"
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402  (the platform is chosen before Qt is imported)
from PySide6.QtCore import QBuffer, QPoint, QRect, Qt  # noqa: E402
from PySide6.QtGui import QColor, QFontDatabase, QPainter, QPixmap  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog  # noqa: E402

from app.office import Office, make_demo  # noqa: E402
from app.ui import theme  # noqa: E402
from app.ui.desk import Target  # noqa: E402
from app.ui.page import Page  # noqa: E402
from app.ui.tongue import speak_chinese  # noqa: E402
from app.ui.window import MainWindow  # noqa: E402

PageT = TypeVar("PageT", bound=Page)


class Camera:
    """A window on the demo office, and the pictures taken of it."""

    def __init__(self, folder: Path, wanted: set[str]) -> None:
        self.folder = folder
        self._wanted = wanted
        self.window = MainWindow(folder / "政协办公.liange", TODAY)
        self.window.resize(*SIZE)
        self.window.show()
        self.settle()

    def open_demo(self) -> None:
        """Show the demo office, with some backups behind it."""
        made = make_demo(self.folder / "演示")
        office = Office.open(made.data, today=lambda: TODAY, clock=lambda: NOW)
        STICK.parent.mkdir()
        for moment in BACKUPS:
            office.data.clock = lambda moment=moment: moment  # type: ignore[misc]
            office.safety.backup_now(STICK)
        office.data.clock = lambda: NOW
        self.window.show_office(office)
        self.settle()

    @property
    def reader(self) -> Office:
        """The office as the window reads it."""
        if self.window.desk is None:
            raise RuntimeError("no office")
        return self.window.desk.reader

    def settle(self) -> None:
        """Let the worker finish and the window draw; sleeping gives the worker's thread its turn."""
        quiet, until = 0, time.monotonic() + 60
        while quiet < 20 and time.monotonic() < until:
            QApplication.processEvents()
            time.sleep(0.01)
            quiet = 0 if self.window.backstage.busy else quiet + 1

    def wait_for(self, seconds: float) -> None:
        """Let time pass where the window waits before it works."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            QApplication.processEvents()
            time.sleep(0.01)
        self.settle()

    def go(self, key: str) -> None:
        """Show a page."""
        self.window.go(key, Target())
        self.settle()

    def page(self, kind: type[PageT]) -> PageT:
        """The page in front, which is of this kind."""
        self.go(kind.key)
        page = self.window.page(kind.key)
        if not isinstance(page, kind):
            raise TypeError(kind.key)
        return page

    def take(self, name: str, dialog: QDialog | None = None) -> None:
        """Keep a picture of the window, with a dialog that stands over it."""
        self.settle()
        self.window.message.hide()
        self.settle()
        if self._wanted and name not in self._wanted:
            return
        picture = self.window.grab()
        if dialog is not None:
            lay_over(picture, dialog)
        keep(picture, IMAGES / f"{name}.png")


def lay_over(picture: QPixmap, dialog: QDialog) -> None:
    """Paint a dialog as it stands over the window: in the middle, its title above it."""
    shot = dialog.grab()
    place = QRect(QPoint(0, 0), shot.deviceIndependentSize().toSize())
    place.moveCenter(QRect(0, 0, *SIZE).center() + QPoint(0, theme.CONTROL_HEIGHT // 2))
    title = QRect(place.left(), place.top() - theme.CONTROL_HEIGHT, place.width(), theme.CONTROL_HEIGHT)
    tokens = theme.tokens()
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), QColor(31, 42, 55, 90))
    painter.fillRect(title, tokens.color("surface"))
    painter.setPen(tokens.color("text"))
    painter.setFont(theme.text_font())
    painter.drawText(
        title.adjusted(theme.XL, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), dialog.windowTitle()
    )
    painter.drawPixmap(place.topLeft(), shot)
    painter.setPen(tokens.color("muted"))
    painter.drawRect(title.united(place))
    painter.end()


def keep(picture: QPixmap, file: Path) -> None:
    """Write a PNG with a palette: an office's window has few colours."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    with Image.open(BytesIO(buffer.data().data())) as whole:
        few = whole.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
    size = file.stat().st_size
    print(f"{file.name}  {size / 1000:.0f} kB")
    if size > MOST_BYTES:
        raise SystemExit(f"{file.name} is too large.")


def dress(application: QApplication) -> None:
    """The program's own style and language; its own fonts where the PC has none with Chinese."""
    if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        for font in sorted((ROOT / "resources" / "fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(font))
    speak_chinese(application)
    theme.apply(application, dark=False)
    application.setCursorFlashTime(0)  # a caret that blinks makes no two pictures alike
