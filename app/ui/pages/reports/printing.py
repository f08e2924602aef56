"""Printing what the preview shows: the PDF's own pages, drawn at the printer's resolution, one after the other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from app.ui.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.office import Office
    from app.services.paper import Previewed

HIGHEST_DPI = 300
"""Enough for 仿宋 at 16 pt; more only makes the spool file larger."""


def ask_and_print(window: QWidget, desk: Desk, name: str, made: Previewed) -> None:
    """Let the clerk choose printer, pages and copies, then print on the worker."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, window)
    dialog.setMinMax(1, len(made.sizes))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    agreed = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    if agreed and printer.outputFormat() == QPrinter.OutputFormat.PdfFormat and not printer.fromPage():
        keep_pdf(desk, name, made, Path(printer.outputFileName()))
    elif agreed:
        print_pages(desk, name, made, printer)


def keep_pdf(desk: Desk, name: str, made: Previewed, file: Path) -> None:
    """“Print” into a PDF file: the PDF that is there already, with its letters as letters."""

    def work(_office: Office) -> None:
        file.write_bytes(made.pdf)

    desk.do(f"打印{name}", work, lambda _done: desk.say(f"已存为 {file}，{len(made.sizes)} 页。", file=file))


def print_pages(desk: Desk, name: str, made: Previewed, printer: QPrinter) -> None:
    """Print the pages the printer was told, with progress and 取消."""
    first = max(printer.fromPage(), 1) - 1
    last = printer.toPage() or len(made.sizes)
    numbers = range(first, min(last, len(made.sizes)))

    def work(office: Office, step: Callable[[int, int], None]) -> int:
        painter: QPainter | None = None
        dpi = min(printer.resolution(), HIGHEST_DPI)
        for done, number in enumerate(numbers):
            step(done, len(numbers))
            _lay(printer, made.sizes[number])
            if painter is None:
                painter = QPainter(printer)
            else:
                printer.newPage()
            page = next(office.paper.page_images(made.pdf, dpi, number, 1, "PPM"))
            image = QImage.fromData(page)
            painter.drawImage(QRectF(printer.pageLayout().fullRectPixels(printer.resolution())), image)
        if painter is not None:
            painter.end()
        return len(numbers)

    desk.do_in_steps(f"打印{name}", work, lambda count: desk.say(f"已送去打印：{name}，{count} 页。"))


def _lay(printer: QPrinter, size: tuple[float, float]) -> None:
    """Take the paper and the direction of this page; white edges are the page's own."""
    width, height = size
    upright = QPageSize(
        QSizeF(min(size), max(size)), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    turned = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(upright, turned, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point))
    printer.setFullPage(True)
