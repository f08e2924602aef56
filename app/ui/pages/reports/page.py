"""报表: the forms on the left with their options, the pages on the right; print, save as Word or PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import LiangeError
from app.ui import theme
from app.ui.desk import Desk, Target
from app.ui.flow import Flow
from app.ui.folders import keep, place
from app.ui.pages.reports.options import OptionsArea, OptionsForm
from app.ui.pages.reports.pagesview import PagesView
from app.ui.pages.reports.rooms import DOORS
from app.ui.parts import action, button, button_for, card, label
from app.ui.roomed import Layers, RoomedPage

if TYPE_CHECKING:
    from app.office import Office
    from app.reports.forms.form import Form
    from app.services.paper import Previewed
    from app.ui.backstage import Job

LEAST_LIST = 110
"""Some lines of the list of forms are always in sight, px."""

SAVED = {"docx": "Word 文档 (*.docx)", "pdf": "PDF (*.pdf)", "xlsx": "Excel 工作簿 (*.xlsx)"}

EXCEL_HINT = "把表格部分存成 Excel"
NO_EXCEL = "{}是照版面打印的，不能存为 Excel；可以存为 Word 再改"


class ReportsPage(RoomedPage):
    """Chooses, previews, prints and saves forms."""

    key = "reports"
    title = "报表"
    manual = "reports"
    doors = DOORS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.forms = QListWidget()
        self.forms.setAccessibleName("可以打印的表")
        self.forms.setObjectName("hits")
        self.forms.setMinimumHeight(LEAST_LIST)
        self.forms.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.options = OptionsForm(self.preview)
        self.day = self.options.day
        self.pages = PagesView()
        self.where = label("", "muted")
        self.missing = label("", tone="warning", wrap=True)
        self.previewed: Previewed | None = None
        self._round = 0
        self._making: Job[Previewed] | None = None
        self._offered: dict[str, Form] = {}
        self._make_actions()
        self._build()
        self.forms.currentRowChanged.connect(lambda _row: self._choose())
        self.forms.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._keep_in_sight())
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
        self.excel_action = action(self, "存为 Excel(&X)…", lambda: self.save("xlsx"), hint=EXCEL_HINT)

    def page_actions(self) -> Sequence[QAction]:
        """For the menu."""
        return (*self.form_actions(), *self.door_actions)

    def form_actions(self) -> Sequence[QAction]:
        """What is done to the form that is shown."""
        return (self.print_action, self.word_action, self.pdf_action, self.excel_action)

    def show_list(self) -> None:
        """Back to the forms."""
        self.layers.setCurrentIndex(0)
        self.forms.setFocus()

    @property
    def strayed(self) -> bool:
        """Whether a room has taken the forms' place."""
        return self.layers.currentIndex() > 0

    def come_back(self) -> None:
        """Back to the forms."""
        self.show_list()

    def step_back(self) -> bool:
        """Leave what is open in a room, then the room."""
        if super().step_back():
            return True
        if self.strayed:
            self.show_list()
            return True
        return False

    def _turn(self, layer: int) -> None:
        """Actions of the form are offered, and their keys act, only while it is seen."""
        for act in self.form_actions():
            act.setVisible(layer == 0)
        self.desk.turned.emit()

    def _build(self) -> None:
        frame, inner = card()
        inner.addWidget(self.forms, 1)
        self.purpose = label("", "muted", wrap=True)  # stands above the pages: there it moves no list
        self.choices = OptionsArea(self.options)
        inner.addWidget(self.choices)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.M, 0)
        column.setSpacing(theme.S)
        column.addWidget(self._head())
        column.addWidget(frame, 1)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme.S)
        smaller = button("－", lambda: self.pages.step_zoom(-1), hint="缩小（－）")
        larger = button("＋", lambda: self.pages.step_zoom(1), hint="放大（＋）")
        smaller.setAccessibleName("缩小")
        larger.setAccessibleName("放大")
        bar = QWidget()
        flow = Flow(bar)  # goes on below where the window is narrow: no button is ever out of sight
        flow.addWidget(button_for(self.print_action, kind="primary"))
        for act in (self.word_action, self.pdf_action, self.excel_action):
            flow.addWidget(button_for(act))
        for widget in (smaller, larger, self.where):
            flow.addWidget(widget)
        self.where.setMinimumHeight(theme.CONTROL_HEIGHT)
        side.addWidget(bar)
        side.addWidget(self.purpose)
        side.addWidget(self.missing)
        side.addWidget(self.pages, 1)
        self.missing.hide()
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([300, 860])
        self.layers = Layers(self)
        self.layers.addWidget(split)
        self.layers.currentChanged.connect(self._turn)

    def _head(self) -> QWidget:
        """The title and the buttons of the rooms; they go on below where there is no room."""
        head = QWidget()
        flow = Flow(head)
        title = label(self.title, "title")
        title.setMinimumHeight(theme.CONTROL_HEIGHT)
        flow.addWidget(title)
        for act in self.door_actions:
            flow.addWidget(button_for(act))
        return head

    # -- choosing ----------------------------------------------------------------------------------------------

    @property
    def form(self) -> Form | None:
        """The form chosen."""
        if self.forms.currentRow() < 0:
            return None
        return self._offered.get(self.forms.currentItem().text())

    def reload(self) -> None:
        """List the forms once; show the chosen one anew, since its facts may have changed."""
        if not self.forms.count():
            self.day.setText(self.desk.reader.frame.day())
            self.day.setCursorPosition(0)
            self._list_forms()
        else:
            self._offered = {form.name: form for form in self.desk.reader.paper.forms()}
            self.preview()

    def _list_forms(self) -> None:
        """List the forms under the heads of what they are about."""
        offered = self.desk.reader.paper.forms()
        self._offered = {form.name: form for form in offered}
        for group in dict.fromkeys(form.group for form in offered):
            head = QListWidgetItem(str(group))
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            font = head.font()
            font.setBold(True)
            head.setFont(font)
            self.forms.addItem(head)
            for form in offered:
                if form.group == group:
                    item = QListWidgetItem(form.name)
                    item.setToolTip(form.purpose)
                    self.forms.addItem(item)
        self.forms.setCurrentRow(1)

    def _keep_in_sight(self) -> None:
        """A list that became lower still shows the form it stands on."""
        if self.forms.currentRow() >= 0:
            self.forms.scrollToItem(self.forms.currentItem())

    def show_target(self, target: Target) -> None:
        """Choose a form by name, for the members whose ids are given where it is one about some of them."""
        if self.strayed:
            self.show_list()
        found = self.forms.findItems(target.view, Qt.MatchFlag.MatchExactly)
        if found:
            self.forms.setCurrentItem(found[0])
        if found and target.ids and self.form is not None:
            for option in self.form.options:
                if option.ask == "people":
                    self.options.answer(option.name, "、".join(map(str, target.ids)))
                    self.preview()

    def here(self) -> Target:
        """The form that is looked at."""
        return Target(view=self.form.name) if self.form is not None else Target()

    def focus_first(self) -> None:
        """The list of forms, or the room that has taken its place."""
        if self.strayed:
            super().focus_first()
        else:
            self.forms.setFocus()

    def _choose(self) -> None:
        form = self.form
        if form is None:
            return
        self.purpose.setText(form.purpose)
        self.options.show_form(form, self.forms)  # Tab goes down the card before it goes to the pages
        self.choices.updateGeometry()
        self.preview()

    def chosen_options(self) -> dict[str, str]:
        """The options as they stand."""
        return self.options.answers()

    def chosen_day(self) -> str | None:
        """The day as it stands; None when it, or a day among the options, is no day."""
        return self.options.chosen_day()

    # -- preview -----------------------------------------------------------------------------------------------

    def preview(self) -> None:
        """Make the form in memory, on the worker; one that is still being made for nothing ends at once."""
        form, day = self.form, self.chosen_day()
        if form is None or day is None:
            return
        self._round += 1
        this, name, options = self._round, form.name, self.chosen_options()
        for act in self.form_actions():
            act.setEnabled(False)
        if self._making is not None:
            self._making.cancel()
        self._making = self.desk.do_in_steps(
            f"排{name}",
            lambda office, step: office.paper.preview(name, options, day=day, step=step),
            lambda made: self._show(this, made),
            lambda error: self._failed(this, error),
        )

    def _show(self, this: int, made: Previewed) -> None:
        if this != self._round:
            return
        self.previewed = made
        for act in self.form_actions():
            act.setEnabled(True)
        self._offer_excel()
        chars = "、".join(dict.fromkeys(f"{char}（{where}）" for char, where in made.missing_glyphs))
        self.missing.setText(f"这些字本机的字体都没有，打印不出来：{chars}")
        self.missing.setVisible(bool(chars))
        self.pages.show_pages(made.sizes)

    def _offer_excel(self) -> None:
        """What is no table is not saved as one: then the button says why."""
        table = self.form is not None and "xlsx" in self.form.formats
        self.excel_action.setEnabled(table)
        self.excel_action.setToolTip(
            EXCEL_HINT if table or self.form is None else NO_EXCEL.format(self.form.name)
        )

    def _failed(self, this: int, error: LiangeError) -> None:
        if this != self._round:
            return
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
        name, _ = QFileDialog.getSaveFileName(self, "保存到", place(f"{self.form.name}.{form}"), SAVED[form])
        keep(name)
        if name:
            self.save_to(Path(name) if Path(name).suffix else Path(f"{name}.{form}"))

    def save_to(self, file: Path) -> None:
        """Write the chosen form into a file of the kind its ending says."""
        form, day, options = self.form, self.chosen_day(), self.chosen_options()
        if form is None or day is None:
            return
        name = form.name

        def work(office: Office, step: Callable[[int, int], None]) -> Path:
            return office.paper.make_as(name, file, options=options, day=day, step=step)

        self.desk.do_in_steps(
            f"保存{name}", work, lambda written: self.desk.say(f"已保存到 {written}。", file=written)
        )

    def print_now(self) -> None:
        """Ask for a printer and print the pages of the preview."""
        if self.previewed is not None and self.form is not None:
            from app.ui.pages.reports.printing import ask_and_print

            ask_and_print(self, self.desk, self.form.name, self.previewed)
