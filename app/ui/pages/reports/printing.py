"""Printing what the preview shows: the PDF's own pages at their own size, drawn at the printer's resolution."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from app.domain.errors import Refused
from app.ui.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.office import Office
    from app.services.paper import Previewed

HIGHEST_DPI = 300
"""Enough for 仿宋 at 16 pt; more only makes the spool file larger."""
NEAR_MM = 3.0
"""Paper that differs by less is the same paper."""
MM_PER_PT = 25.4 / 72
PAPERS = {(210, 297): "A4", (297, 420): "A3", (148, 210): "A5", (176, 250): "B5"}


def ask_and_print(
    window: QWidget, desk: Desk, name: str, options: Mapping[str, str], made: Previewed, current: int,
    told: Callable[[str], None],
) -> None:  # fmt: skip
    """Let the clerk choose printer, pages and copies, then print on the worker; `told` gets the sentence of what was done."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    if len(made.sizes) > 1:
        printer.setDuplex(
            QPrinter.DuplexMode.DuplexAuto
        )  # GB/T 9704-2012, 8.1: 双面印刷; the dialog has the word
    _lay(printer, made.sizes[current])
    dialog = QPrintDialog(printer, window)
    dialog.setWindowTitle(f"打印 {name}（{len(made.sizes)} 页，按实际大小）")
    dialog.setMinMax(1, len(made.sizes))
    for option in (
        QPrintDialog.PrintDialogOption.PrintPageRange,
        QPrintDialog.PrintDialogOption.PrintCurrentPage,
    ):
        dialog.setOption(option)
    agreed = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    if not agreed:
        return
    numbers = chosen_pages(printer, len(made.sizes), current)
    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat and len(numbers) == len(made.sizes):
        keep_pdf(desk, name, options, made, Path(printer.outputFileName()), told)
    else:
        print_pages(desk, name, made, printer, numbers, told)


def chosen_pages(printer: QPrinter, count: int, current: int) -> list[int]:
    """The pages that were asked for, from 0: all, the one that is looked at, or ranges such as 1-3,7."""
    if printer.printRange() == QPrinter.PrintRange.CurrentPage:
        return [current]
    ranges = printer.pageRanges()
    if ranges.isEmpty():
        return list(range(count))
    return [number for number in range(count) if ranges.contains(number + 1)]


def keep_pdf(
    desk: Desk,
    name: str,
    options: Mapping[str, str],
    made: Previewed,
    file: Path,
    told: Callable[[str], None],
) -> None:
    """“Print” into a PDF file: the PDF that is there already, with its letters as letters."""

    def work(office: Office) -> Path:
        return office.paper_batch.save(made, file, name, options)

    desk.do(f"打印{name}", work, lambda done: told(f"已存为 {done}，{len(made.sizes)} 页。"))


def print_pages(
    desk: Desk,
    name: str,
    made: Previewed,
    printer: QPrinter,
    numbers: Sequence[int],
    told: Callable[[str], None],
) -> None:
    """Print these pages (numbers from 0), each copy after the other, with progress and 取消."""
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    order = in_copies(numbers, copies, together=printer.collateCopies())

    def work(office: Office, step: Callable[[int, int], None]) -> int:
        painter: QPainter | None = None
        dpi = min(printer.resolution(), HIGHEST_DPI)
        try:
            for done, number in enumerate(order):
                step(done, len(order))
                _lay(printer, made.sizes[number])
                _refuse_other_paper(printer, made.sizes[number])
                if painter is None:
                    painter = _begun(printer)
                else:
                    printer.newPage()
                page = next(office.paper.page_images(made.pdf, dpi, number, 1, "PPM"))
                painter.drawImage(paper_of(made.sizes[number], printer.resolution()), QImage.fromData(page))
        except BaseException:
            printer.abort()
            if printer.outputFileName():
                with contextlib.suppress(OSError):
                    Path(printer.outputFileName()).unlink(missing_ok=True)
            raise
        finally:
            if painter is not None and painter.isActive():
                painter.end()
        return len(order)

    more = f" × {max(printer.copyCount(), 1)} 份" if printer.copyCount() > 1 else ""
    desk.do_in_steps(
        f"打印{name}", work, lambda _done: told(f"已送去打印：{name}，{len(numbers)} 页{more}。")
    )


def _begun(printer: QPrinter) -> QPainter:
    painter = QPainter(printer)
    if not painter.isActive():
        sentence = f"打印机“{printer.printerName()}”没有接受，没有打印；请看看它是否开着、连着。"
        raise Refused(sentence, code="printer")
    return painter


def in_copies(numbers: Sequence[int], copies: int, *, together: bool) -> list[int]:
    """Pages as they come out of a printer that cannot count copies: 1 2 3 1 2 3, or 1 1 2 2 3 3 where they are not collated."""
    if together:
        return [*numbers] * copies
    return [number for number in numbers for _ in range(copies)]


def paper_of(size: tuple[float, float], resolution: int) -> QRectF:
    """The paper of a page (size in pt) in dots from its upper left corner: nothing is made smaller to fit."""
    return QRectF(0, 0, size[0] / 72 * resolution, size[1] / 72 * resolution)


def _lay(printer: QPrinter, size: tuple[float, float]) -> None:
    """Take the paper and the direction of this page; white edges are the page's own."""
    width, height = size
    upright = QPageSize(
        QSizeF(min(size), max(size)), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    turned = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(upright, turned, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point))
    printer.setFullPage(True)


def _refuse_other_paper(printer: QPrinter, size: tuple[float, float]) -> None:
    """Refuse paper on which the page would be cut: the clerk looks for another printer, or prints the PDF smaller."""
    wanted = sorted(part * MM_PER_PT for part in size)
    there = printer.pageLayout().pageSize().size(QPageSize.Unit.Millimeter)
    given = sorted((there.width(), there.height()))
    if any(have < want - NEAR_MM for have, want in zip(given, wanted, strict=True)):
        name = next(
            (name for paper, name in PAPERS.items() if all(abs(a - b) < NEAR_MM for a, b in zip(paper, wanted, strict=True))),
            f"{wanted[0]:.0f}×{wanted[1]:.0f} 毫米的",
        )  # fmt: skip
        raise Refused(
            f"打印机“{printer.printerName()}”没有 {name} 纸，印不下，没有打印；请换一台打印机，或存为 PDF 再缩小打印。",
            code="paper",
        )
