"""One kept paper: its pages as they went out, its figures and 口径, and what is different from another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QTabWidget, QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.ui import theme
from app.ui.listview import ListView
from app.ui.pages.reports.pagesview import PagesView
from app.ui.parts import Choice, button, column, folding, label, row, scrolled
from app.ui.rows import Column, RowModel

if TYPE_CHECKING:
    from app.office import Office
    from app.reports.figures_said import SaidFigure
    from app.services.archive import Archived
    from app.ui.desk import Desk

NOW = "现在"
WHY_HEIGHT = 62
"""Pixels for two lines of a reason and a scroll bar's edge."""
Line = tuple[str, str, str, str, str]
"""A figure, as it was, as it is, by how much, and why."""


class ArchiveSheet(QWidget):
    """Shows one paper; what is done with it is asked of the room by its buttons."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._round = 0
        self._pdf = b""
        self.shown: Archived | None = None
        self.figures_shown: tuple[SaidFigure, ...] = ()
        self.lines: list[Line] = []
        self.title, self.about = label("", "title", wrap=True), label("", "muted", wrap=True)
        self.pages = PagesView()
        self.pages.setAccessibleName("存档的纸样")
        self.pages.wanted.connect(self._draw)
        self.figures: ListView[SaidFigure] = ListView(
            RowModel(FIGURES, self._figure_rows, self), "存档的数字"
        )
        self.figures.empty_text = "这一份里没有数字。"
        self.definitions = label("", "muted", wrap=True)
        self.changes: ListView[Line] = ListView(RowModel(CHANGES, self._change_rows, self), "变化的数字")
        self.other = Choice()
        self.other.setAccessibleName("和哪一份相比")
        self.other.setToolTip("和现在的数字比，或和同一种表的另一份存档比")
        self.compare = button("相比(&D)", hint="哪些数字变了，谁进来、谁出去、为什么")
        self.remark = QLineEdit()
        self.remark.setAccessibleName("注记")
        self.remark.setPlaceholderText("注记，如 作废：名单有误（存档不删，作废的不再和它比）")
        self.write = button("写注记(&N)", hint="把注记写在这一份上；空着写就是去掉")
        self.said = label("", "muted", wrap=True)
        self.why = label("", wrap=True)
        self.changes.current_changed.connect(lambda _place: self._say_why())
        self._lay_out()

    def _lay_out(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("存档的内容")
        self.tabs.addTab(self.pages, "纸样")
        self.tabs.addTab(_page(self.figures, self.definitions), "数字和口径")
        beside = QWidget()
        beside.setLayout(folding(label("和"), self.other, self.compare, None))
        self.tabs.addTab(_page(beside, self.said, self.changes, self._scrolled_why(), grows=2), "相比")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.M, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addLayout(column(self.title, self.about))
        layout.addWidget(self.tabs, 1)
        layout.addLayout(row(self.remark, self.write))

    def _scrolled_why(self) -> QWidget:
        """The reason in full: two lines of it in sight, more to scroll to."""
        area = scrolled(self.why, "为什么变了")
        area.setFixedHeight(WHY_HEIGHT)
        return area

    # -- one paper ---------------------------------------------------------------------------------------------

    def show_paper(self, one: Archived | None, others: Sequence[str]) -> None:
        """Show this one; `others` name what it can be compared with, besides today."""
        if one is not None and self.shown is not None and one.no == self.shown.no:
            self._tell(one)
            return
        self._round += 1
        self.shown, self._pdf, self.lines = one, b"", []
        self.tabs.setEnabled(one is not None)
        self._show_changes("")
        if one is None:
            self.title.setText("")
            self.about.setText("")
            self.pages.show_pages(())
            self._show_facts((), ())
            return
        self._tell(one)
        self.remark.setText(one.note)
        self.other.clear()
        self.other.addItems([NOW, *others])
        desk = self._desk.reader.archive
        try:
            paper, facts = desk.paper(one.no), desk.facts(one.no)
        except LiangeError as error:
            self.pages.empty_text = error.message
            self.pages.show_pages(())
            self._show_facts((), ())
            return
        self._pdf = paper.pdf
        self.pages.show_pages(paper.sizes)
        self._show_facts(facts.printed, facts.definitions)

    def _tell(self, one: Archived) -> None:
        self.shown = one
        self.title.setText(f"第{one.no}号　{one.title}")
        again = f"，重印第 {one.again} 号" if one.again else ""
        settings = (
            "、".join(f"{name}：{value}" for name, value in one.options.items() if value not in ("", "不比"))
            or "没有选项"
        )
        note = f"注记：{one.note}。" if one.note else ""
        self.about.setText(
            f"{note}{one.at[:16]} {one.how}{again}，{one.user}（{one.machine}）。{one.term}，截至 {one.day}，{one.pages} 页。{settings}。"
        )

    def _show_facts(self, figures: Sequence[SaidFigure], definitions: Sequence[str]) -> None:
        self.figures_shown = tuple(figures)
        self.figures.show_ids(range(len(self.figures_shown)))
        self.definitions.setText("\n".join(definitions))

    # -- compared ----------------------------------------------------------------------------------------------

    def show_changes(self, lines: Sequence[Line], sentence: str) -> None:
        """Show what is different."""
        self.lines = list(lines)
        self._show_changes(sentence)

    def _show_changes(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.changes.empty_text = "没有变化的数字。" if sentence else "选好和哪一份比，按“相比”。"
        self.changes.show_ids(range(len(self.lines)))
        self._say_why()

    def _say_why(self) -> None:
        """Say in full why the figure changed on which the list stands."""
        place = self.changes.current_id
        self.why.setText(self.lines[place][4] if place is not None and place < len(self.lines) else "")

    def _figure_rows(self, ids: Sequence[int]) -> Mapping[int, SaidFigure]:
        return {place: self.figures_shown[place] for place in ids if place < len(self.figures_shown)}

    def _change_rows(self, ids: Sequence[int]) -> Mapping[int, Line]:
        return {place: self.lines[place] for place in ids if place < len(self.lines)}

    # -- pages -------------------------------------------------------------------------------------------------

    def _draw(self, number: int, dpi: int) -> None:
        pdf, this = self._pdf, self._round

        def work(office: Office) -> QImage:
            return QImage.fromData(next(office.paper.page_images(pdf, dpi, number, 1, "PPM")))

        def show(image: QImage) -> None:
            if this == self._round:
                self.pages.show_image(number, dpi, image)

        def failed(error: LiangeError) -> None:
            if this == self._round:
                self.pages.give_up(number)
            self._desk.say(error.message, "danger")

        self._desk.do("画存档", work, show, failed, quiet=True)


def _page(*widgets: QWidget, grows: int = 0) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, theme.S, 0, 0)
    layout.setSpacing(theme.S)
    for place, widget in enumerate(widgets):
        layout.addWidget(widget, 1 if place == grows else 0)
    return page


def _behind(one: SaidFigure) -> str:
    if one.behind is None:
        return ""
    return f"{len(one.behind)} {'件' if one.about == 'proposal' else '人'}"


FIGURES: tuple[Column[SaidFigure], ...] = (
    Column("name", "数字", lambda one: one.name, 260, stretch=True),
    Column("text", "值", lambda one: one.text, 80, right=True),
    Column("behind", "明细", _behind, 80, hint="这个数字是数谁数出来的：人或件"),
    Column("stands", "在哪里", lambda one: one.stands.value, 70),
)
CHANGES: tuple[Column[Line], ...] = (
    Column("figure", "项目", lambda one: one[0], 140),
    Column("before", "上次", lambda one: one[1], 70, right=True),
    Column("now", "这次", lambda one: one[2], 70, right=True),
    Column("difference", "增减", lambda one: one[3], 116, right=True),
    Column("why", "原因", lambda one: one[4], 100, stretch=True),
)
