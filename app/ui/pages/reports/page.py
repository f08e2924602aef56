"""报表: the forms on the left with their options, the pages on the right; print, save as Word or PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QAction, QImage, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.domain.dates import is_canonical
from app.domain.errors import LiangeError
from app.ui import theme
from app.ui.desk import Desk, Target
from app.ui.page import Page
from app.ui.pages.reports.pagesview import PagesView
from app.ui.parts import Choice, action, button, button_for, card, clear, dress, label, row

if TYPE_CHECKING:
    from app.office import Office
    from app.reports.forms.form import Form
    from app.services.paper import Previewed

SAVED = {"docx": "Word 文档 (*.docx)", "pdf": "PDF (*.pdf)", "xlsx": "Excel 工作簿 (*.xlsx)"}


class ReportsPage(Page):
    """Chooses, previews, prints and saves forms."""

    key = "reports"
    title = "报表"
    manual = "reports"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.forms = QListWidget()
        self.forms.setAccessibleName("可以打印的表")
        self.forms.setObjectName("hits")
        self.options: dict[str, QComboBox] = {}
        self.day = QLineEdit()
        self.day.setAccessibleName("截至日期")
        self.day.setToolTip("名册、网格按这一天的样子打印")
        self.pages = PagesView()
        self.where = label("", "muted")
        self.missing = label("", tone="warning", wrap=True)
        self.previewed: Previewed | None = None
        self._round = 0
        self._offered: tuple[Form, ...] = ()
        self._make_actions()
        self._build()
        self.forms.currentRowChanged.connect(lambda _row: self._choose())
        self.day.editingFinished.connect(self.preview)
        self.pages.wanted.connect(self._draw)
        self.pages.moved.connect(self._tell_page)

    def _make_actions(self) -> None:
        keys = QKeySequence.StandardKey
        self.print_action = action(
            self, "打印(&P)…", self.print_now, shortcut=keys.Print, hint="打印预览的这份表"
        )
        self.word_action = action(
            self, "存为 Word(&W)…", lambda: self.save("docx"), hint="存成可以再修改的 Word 文档"
        )
        self.pdf_action = action(self, "存为 PDF(&F)…", lambda: self.save("pdf"), hint="存成 PDF")
        self.excel_action = action(
            self, "存为 Excel(&X)…", lambda: self.save("xlsx"), hint="把表格部分存成 Excel"
        )

    def page_actions(self) -> Sequence[QAction]:
        """For the menu."""
        return (self.print_action, self.word_action, self.pdf_action, self.excel_action)

    def _build(self) -> None:
        frame, inner = card()
        inner.addWidget(self.forms, 1)
        self.purpose = label("", "muted", wrap=True)
        inner.addWidget(self.purpose)
        self.choices = QFormLayout()
        self.choices.setVerticalSpacing(theme.S)
        self.choices.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(self.choices)
        inner.addWidget(holder)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.M, 0)
        column.setSpacing(theme.S)
        column.addLayout(row(label(self.title, "title"), None))
        column.addWidget(frame, 1)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme.S)
        smaller = button("－", lambda: self.pages.step_zoom(-1), hint="缩小（－）")
        larger = button("＋", lambda: self.pages.step_zoom(1), hint="放大（＋）")
        smaller.setAccessibleName("缩小")
        larger.setAccessibleName("放大")
        buttons = [button_for(act) for act in (self.word_action, self.pdf_action, self.excel_action)]
        side.addLayout(
            row(smaller, larger, self.where, None, *buttons, button_for(self.print_action, kind="primary"))
        )
        side.addWidget(self.missing)
        side.addWidget(self.pages, 1)
        self.missing.hide()
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([300, 860])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    # -- choosing ----------------------------------------------------------------------------------------------

    @property
    def form(self) -> Form | None:
        """The form chosen."""
        place = self.forms.currentRow()
        return self._offered[place] if 0 <= place < len(self._offered) else None

    def reload(self) -> None:
        """List the forms once; show the chosen one anew, since its facts may have changed."""
        if not self.forms.count():
            self.day.setText(self.desk.reader.frame.day())
            self.day.setCursorPosition(0)
            self._offered = self.desk.reader.paper.forms()
            for form in self._offered:
                item = QListWidgetItem(form.name)
                item.setToolTip(form.purpose)
                self.forms.addItem(item)
            self.forms.setCurrentRow(0)
        else:
            self.preview()

    def show_target(self, target: Target) -> None:
        """Choose a form by name."""
        found = self.forms.findItems(target.view, Qt.MatchFlag.MatchExactly)
        if found:
            self.forms.setCurrentItem(found[0])

    def focus_first(self) -> None:
        """The list of forms."""
        self.forms.setFocus()

    def _choose(self) -> None:
        form = self.form
        if form is None:
            return
        self.day.setParent(self)
        clear(self.choices)
        self.options = {}
        self.purpose.setText(form.purpose)
        for option in form.options:
            box = Choice()
            box.addItems(option.choices)
            box.setAccessibleName(option.name)
            box.activated.connect(lambda _index: self.preview())
            self.options[option.name] = box
            self.choices.addRow(option.name, box)
        self.choices.addRow("截至日期", self.day)
        self.day.show()
        before: QWidget = self.forms  # Tab goes down the card before it goes to the pages
        for editor in (*self.options.values(), self.day):
            QWidget.setTabOrder(before, editor)
            before = editor
        self.preview()

    def chosen_options(self) -> dict[str, str]:
        """The options as they stand."""
        return {name: box.currentText() for name, box in self.options.items()}

    def chosen_day(self) -> str | None:
        """The day as it stands; None when it is no day."""
        text = self.day.text().strip()
        fine = is_canonical(text) and QDate.fromString(text, "yyyy-MM-dd").isValid()
        dress(self.day, wrong="false" if fine else "true")
        return text if fine else None

    # -- preview -----------------------------------------------------------------------------------------------

    def preview(self) -> None:
        """Make the form in memory, on the worker."""
        form, day = self.form, self.chosen_day()
        if form is None or day is None:
            return
        self._round += 1
        this, name, options = self._round, form.name, self.chosen_options()
        for act in self.page_actions():
            act.setEnabled(False)
        self.desk.do(
            f"排{name}",
            lambda office: office.paper.preview(name, options, day=day),
            lambda made: self._show(this, made),
            self._failed,
        )

    def _show(self, this: int, made: Previewed) -> None:
        if this != self._round:
            return
        self.previewed = made
        for act in self.page_actions():
            act.setEnabled(True)
        chars = "、".join(dict.fromkeys(f"{char}（{where}）" for char, where in made.missing_glyphs))
        self.missing.setText(f"这些字本机的字体都没有，打印不出来：{chars}")
        self.missing.setVisible(bool(chars))
        self.pages.show_pages(made.sizes)

    def _failed(self, error: LiangeError) -> None:
        self.previewed = None
        self.pages.empty_text = error.message
        self.pages.show_pages(())
        self.where.setText("")

    def _draw(self, number: int, dpi: int) -> None:
        made, this = self.previewed, self._round
        if made is None:
            return
        pdf = made.pdf

        def work(office: Office) -> QImage:
            return QImage.fromData(next(office.paper.page_images(pdf, dpi, number, 1)))

        def show(image: QImage) -> None:
            if this == self._round:
                self.pages.show_image(number, dpi, image)

        self.desk.do("画预览", work, show, quiet=True)

    def _tell_page(self, number: int) -> None:
        count = len(self.previewed.sizes) if self.previewed else 0
        self.where.setText(
            f"第 {number + 1} 页，共 {count} 页　{round(self.pages.zoom * 100)}%" if count else ""
        )

    # -- out ---------------------------------------------------------------------------------------------------

    def save(self, form: str) -> None:
        """Ask for a place and write there."""
        if self.form is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, "保存到", f"{self.form.name}.{form}", SAVED[form])
        if name:
            self.save_to(Path(name) if Path(name).suffix else Path(f"{name}.{form}"))

    def save_to(self, file: Path) -> None:
        """Write the chosen form into a file of the kind its ending says."""
        form, day, options = self.form, self.chosen_day(), self.chosen_options()
        if form is None or day is None:
            return
        name = form.name

        def work(office: Office) -> Path:
            return office.paper.make_as(name, file, options=options, day=day)

        self.desk.do(
            f"保存{name}", work, lambda written: self.desk.say(f"已保存到 {written}。", file=written)
        )

    def print_now(self) -> None:
        """Ask for a printer and print the pages of the preview."""
        if self.previewed is not None and self.form is not None:
            from app.ui.pages.reports.printing import ask_and_print

            ask_and_print(self, self.desk, self.form.name, self.previewed)
