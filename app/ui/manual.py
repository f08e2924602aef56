"""The manual inside the program (F1): Markdown chapters of docs/manual, opened at the place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from app.ui import theme

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "manual"
MARGIN = theme.XL
PICTURE = "\ufffc"
"""All that stands in a paragraph that is a picture."""
NO_CHAPTER = "# 手册\n\n这一章还没有随程序安装。\n"


class Chapter(QTextBrowser):
    """One chapter, with pictures never wider than the window and air between the paragraphs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName("手册正文")
        self._text = ""
        self._shown_width = 0

    def show_text(self, text: str) -> None:
        """Show a chapter's Markdown."""
        self._text = text
        self._shown_width = self.viewport().width()
        document = QTextDocument(self)  # used again, it would dress this chapter in the last one's letters
        document.setDefaultFont(theme.text_font())
        document.setDocumentMargin(MARGIN)
        document.setBaseUrl(QUrl.fromLocalFile(f"{FOLDER}/"))
        document.setMarkdown(text)
        _space(document)
        self.setDocument(document)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Pictures of the manual's folder, as wide as there is room; nothing else is ever loaded."""
        place = name.path() if isinstance(name, QUrl) else name
        file = FOLDER / place.rpartition("docs/manual/")[2].lstrip("/")
        if kind != QTextDocument.ResourceType.ImageResource.value or not file.is_file():
            return None
        image = QImage(str(file))
        room = max(self._shown_width - 2 * MARGIN, 200)
        if image.width() > room:
            ratio = self.devicePixelRatioF()
            image = image.scaledToWidth(round(room * ratio), Qt.TransformationMode.SmoothTransformation)
            image.setDevicePixelRatio(ratio)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other pictures."""
        super().resizeEvent(event)
        if self._text and self.viewport().width() != self._shown_width:
            at = self.verticalScrollBar().value()
            self.show_text(self._text)
            self.verticalScrollBar().setValue(at)


def _space(document: QTextDocument) -> None:
    """Markdown comes without air: headings stand apart, lines are half as high again."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        form = block.blockFormat()
        heading = form.headingLevel()
        if block.text() != PICTURE:
            form.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setTopMargin(theme.L if heading else theme.XS)
        form.setBottomMargin(theme.S if heading else theme.XS)
        cursor.setPosition(block.position())
        cursor.setBlockFormat(form)
        block = block.next()


class ManualWindow(QWidget):
    """A window beside the program that shows one chapter at a time; links lead from chapter to chapter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("联格 手册")
        self.resize(860, 640)
        self.browser = Chapter()
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
        self.show()
        self.raise_()
        self.browser.show_text(text)
        if anchor:
            self._scroll_to(anchor)

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
                bar = self.browser.verticalScrollBar()
                bar.setValue(
                    bar.value() + self.browser.cursorRect().top() - theme.M
                )  # the heading stands on top
                return
            block = block.next()
