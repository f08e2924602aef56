"""The manual inside the program (F1): Markdown chapters of docs/manual, opened at the place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from app.ui import theme

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "manual"
NO_CHAPTER = "# 手册\n\n这一章还没有随程序安装。\n"


class ManualWindow(QWidget):
    """A window beside the program that shows one chapter at a time; links lead from chapter to chapter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("联格 手册")
        self.resize(860, 640)
        self.browser = QTextBrowser(openLinks=False)
        self.browser.setAccessibleName("手册正文")
        self.browser.setSearchPaths([str(FOLDER)])
        self.browser.document().setDefaultFont(theme.text_font())
        self.browser.document().setDocumentMargin(theme.XL)
        self.browser.anchorClicked.connect(self._follow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.browser)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self, self.close)

    def open_at(self, chapter: str) -> None:
        """Show a chapter (the file's name without .md), or its heading after a #."""
        name, _, anchor = chapter.partition("#")
        file = FOLDER / f"{name}.md"
        text = file.read_text("utf-8") if file.is_file() else NO_CHAPTER
        self.browser.document().setBaseUrl(QUrl.fromLocalFile(f"{FOLDER}/"))
        self.browser.setMarkdown(text)
        if anchor:
            self._scroll_to(anchor)
        self.show()
        self.raise_()

    def _follow(self, link: QUrl) -> None:
        if link.isRelative() and link.path().endswith(".md"):
            self.open_at(
                link.path().removesuffix(".md") + (f"#{link.fragment()}" if link.hasFragment() else "")
            )
        elif link.isRelative():
            self._scroll_to(link.fragment())

    def _scroll_to(self, heading: str) -> None:
        """Markdown headings carry no anchors in Qt: the heading with these words is looked for."""
        block = self.browser.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text().strip() == heading:
                self.browser.setTextCursor(QTextCursor(block))
                self.browser.ensureCursorVisible()
                return
            block = block.next()
