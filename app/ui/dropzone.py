"""Where files come in: dropped, chosen, or pasted from Excel and WPS."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.folders import keep, place
from app.ui.parts import button, dress, label

_COUNTED = re.compile(r"[（(]\s*(?:共|计)?\s*\d+\s*[名人位]")


class TakesFiles:
    """Stands before a QWidget among the bases of a class that files may be dropped on.

    They are taken as a copy, whatever is proposed: after a move Windows would delete the clerk's own file.
    """

    def welcomes(self, files: list[Path]) -> bool:
        """Whether these may be dropped here now."""
        return bool(files)

    def invite(self, *, on: bool) -> None:
        """Show that they may be let go here, or (off) that they went away."""

    def drop(self, files: list[Path]) -> None:
        """Take them."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Those that are welcome are invited."""
        if self.welcomes(files_of(event.mimeData())):
            self.invite(on=True)
            _take_copy(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Wherever they are held."""
        _take_copy(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """They went away again."""
        self.invite(on=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """They were let go."""
        self.invite(on=False)
        _take_copy(event)
        self.drop(files_of(event.mimeData()))


def _take_copy(event: QDropEvent) -> None:
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


class DropZone(TakesFiles, QFrame):
    """A field to drop files on, with a button that chooses them."""

    files = Signal(object)
    """The files, as a list of paths."""

    def __init__(self, invitation: str, kinds: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = kinds
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self.setAccessibleName(invitation)
        words = label(invitation, wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = button("选择文件(&F)…", self.ask, kind="primary", hint="选择一个或几个文件")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.XL)
        layout.setSpacing(theme.M)
        layout.addStretch(1)
        layout.addWidget(words)
        layout.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def ask(self) -> None:
        """Let the clerk choose files."""
        names, _ = QFileDialog.getOpenFileNames(self, "选择要导入的文件", place(), self._kinds)
        if names:
            keep(names[0])
            self.files.emit([Path(name) for name in names])

    def invite(self, *, on: bool) -> None:
        """Show that they may be let go here."""
        dress(self, over="true" if on else "false")

    def drop(self, files: list[Path]) -> None:
        """Take them."""
        self.files.emit(files)


def files_of(mime: QMimeData) -> list[Path]:
    """The local files that are being dragged; a folder stands for the files in it."""
    found: list[Path] = []
    for url in mime.urls():
        path = Path(url.toLocalFile())
        if url.isLocalFile() and path.is_dir():
            found += sorted(
                inner
                for inner in path.iterdir()
                if inner.is_file() and not inner.name.startswith(("~$", "."))
            )
        elif url.isLocalFile() and path.is_file():
            found.append(path)
    return found


def pasted_table(mime: QMimeData) -> str:
    """The table that Excel or WPS put on the clipboard; empty when it is no table (no tab, or one line)."""
    text = mime.text() if mime.hasText() else ""
    return text if "\t" in text and "\n" in text.strip() else ""


def pasted_words(mime: QMimeData) -> str:
    """Text of a notice on the clipboard that may list people: several lines, or a heading with a count."""
    text = mime.text() if mime.hasText() and not mime.hasUrls() else ""
    return text if "\n" in text.strip() or _COUNTED.search(text) else ""
