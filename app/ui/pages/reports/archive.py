"""存档: what was printed or saved as final; found again, looked at, printed again as it was, compared, noted on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QSplitter, QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.ui import theme
from app.ui.desk import Desk
from app.ui.folders import keep, place
from app.ui.listview import ListView
from app.ui.pages.reports.archivesheet import NOW, ArchiveSheet, Line
from app.ui.parts import Choice, button, card, folding, label, row
from app.ui.room import Room
from app.ui.rows import Column, RowModel
from app.ui.searchline import SearchLine
from app.ui.takingroom import fill

if TYPE_CHECKING:
    from app.office import Office
    from app.services.archive import Archived

EVERY_FORM, EVERY_YEAR = "全部表", "全部年份"
EMPTY = "还没有存档。\n打印、存为 PDF、定稿存档的，都留在这里：纸样、数字、口径、谁、什么时候。"
NO_HIT = "没有符合的存档。"


class ArchiveRoom(Room):
    """Lists what is kept, with one paper beside the list."""

    title = "存档"
    tables = frozenset({"archive"})
    manual = "reports#存档"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._papers: dict[int, Archived] = {}
        self.list: ListView[Archived] = ListView(RowModel(COLUMNS, self._fetch, self), "存档")
        self.sheet = ArchiveSheet(desk)
        self.counts = label("", "muted")
        self.problem = label("", tone="danger", wrap=True)
        self.problem.hide()
        self.search = SearchLine(clearButtonEnabled=True)
        self.search.setPlaceholderText("题目、份号、经手人、选项、注记（Ctrl+F）")
        self.search.setAccessibleName("在存档里查找")
        self.form, self.year = Choice(), Choice()
        self.form.setAccessibleName("只看这种表")
        self.year.setAccessibleName("只看这一年")
        self.back = button("返回(&B)", self.left.emit, hint="回到报表（Esc）")
        self.again = button(
            "重印(&P)…", self.print_again, kind="primary", hint="把存的这一份原样再打印，一个字也不变"
        )
        self.save_as = button("另存 PDF(&F)…", self.ask_file, hint="把存的 PDF 原样另存一份")
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self.filter_now())
        self.search.went_down.connect(self.list.setFocus)
        self.form.activated.connect(lambda _index: self.filter_now())
        self.year.activated.connect(lambda _index: self.filter_now())
        self.list.current_changed.connect(lambda _id: self._show())
        self.list.opened.connect(lambda _id: self.print_again())
        self.sheet.compare.clicked.connect(self.compare_now)
        self.sheet.write.clicked.connect(self.write_note)
        self.sheet.remark.returnPressed.connect(self.write_note)

    def _lay_out(self) -> None:
        frame, inner = card(0)
        inner.addWidget(self.list)
        left = QWidget()
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addLayout(row(self.search))
        layout.addLayout(row(self.form, self.year))
        layout.addWidget(frame, 1)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self.sheet)
        split.setSizes([660, 500])
        split.setChildrenCollapsible(False)
        top = folding(label(self.title, "title"), self.counts, None, self.back, self.save_as, self.again)
        fill(self, top, self.problem, split)

    # -- the list ----------------------------------------------------------------------------------------------

    @property
    def current(self) -> Archived | None:
        """The paper that is looked at."""
        return self._papers.get(self.list.current_id or 0)

    def reload(self) -> None:
        """Read again what is kept."""
        self._papers = {one.no: one for one in self.desk.reader.archive.listing()}
        _refill(self.form, EVERY_FORM, self.desk.reader.archive.forms())
        _refill(self.year, EVERY_YEAR, sorted({one.at[:4] for one in self._papers.values()}, reverse=True))
        self.filter_now()

    def filter_now(self) -> None:
        """Show those that fit."""
        form = self.form.currentText() if self.form.currentIndex() > 0 else ""
        year = self.year.currentText() if self.year.currentIndex() > 0 else ""
        words = self.search.text().strip()
        since, until = (f"{year}-01-01", f"{year}-12-31") if year else ("", "")
        found = self.desk.reader.archive.listing(words, form=form, since=since, until=until)
        self.list.empty_text = NO_HIT if words or form or year else EMPTY
        self.list.show_ids([one.no for one in found], stay_on=self.list.current_id)
        some = (
            f"{len(found)} 份，共 {len(self._papers)} 份"
            if len(found) < len(self._papers)
            else f"{len(found)} 份"
        )
        self.counts.setText(some)
        self._show()

    def focus_first(self) -> None:
        """The list."""
        self.list.setFocus()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus()
        self.search.selectAll()

    def step_back(self) -> bool:
        """First the words that are looked for."""
        if not self.search.text():
            return False
        self.search.clear()
        self.list.setFocus()
        return True

    def half_written(self) -> bool:
        """Whether a note is written that is not saved."""
        one = self.current
        return one is not None and not self.desk.read_only and self.sheet.remark.text().strip() != one.note

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, Archived]:
        return {no: self._papers[no] for no in ids if no in self._papers}

    def _show(self) -> None:
        one = self.current
        same = (other for other in self._papers.values() if one is not None and other.form == one.form)
        others = [_named(other) for other in same if one is not None and other.no != one.no]
        self.sheet.show_paper(one, others)
        for control in (self.again, self.save_as, self.sheet.compare):
            control.setEnabled(one is not None)
        self.sheet.write.setEnabled(one is not None and not self.desk.read_only)
        self.sheet.remark.setEnabled(one is not None and not self.desk.read_only)

    # -- what is done with one ---------------------------------------------------------------------------------

    def print_again(self) -> None:
        """Print the kept pages as they are; then it is entered that they were."""
        one = self.current
        if one is None:
            return
        from app.ui.pages.reports.printing import ask_and_print

        paper = self.desk.reader.archive.paper(one.no)
        ask_and_print(
            self,
            self.desk,
            one.form,
            one.options,
            paper,
            self.sheet.pages.top_page,
            lambda said: self.printed(one.no, said),
        )

    def printed(self, no: int, said: str) -> None:
        """It is on its way: enter that it was printed again."""
        self.desk.do(
            f"重印第 {no} 号", lambda office: office.archive.reprinted(no).sentence,
            lambda kept: self.desk.say(f"{said}{kept}"), self._refuse, quiet=True,
        )  # fmt: skip

    def ask_file(self) -> None:
        """Ask for a place and write the kept PDF there."""
        one = self.current
        if one is not None:
            offered = place(f"{one.title} {one.day}.pdf")
            chosen, _ = QFileDialog.getSaveFileName(self, "另存 PDF", offered, "PDF (*.pdf)")
            keep(chosen)
            if chosen:
                self.save_to(Path(chosen).with_suffix(".pdf"))

    def save_to(self, file: Path) -> None:
        """Write the kept PDF into a file."""
        one = self.current
        if one is not None:
            self.desk.do(
                f"另存第 {one.no} 号", lambda office: office.archive.save(one.no, file),
                lambda saved: self.desk.say(f"已保存到 {saved}。", file=saved), self._refuse,
            )  # fmt: skip

    def compare_now(self) -> None:
        """Compare with today's figures or with another paper; the earlier of two is 上次."""
        one, chosen = self.current, self.sheet.other.currentText()
        if one is None:
            return
        other = next((paper for paper in self._papers.values() if _named(paper) == chosen), None)

        def work(office: Office) -> tuple[list[Line], str]:
            if chosen == NOW or other is None:
                compared, told = office.archive.with_now(one.no), f"第{one.no}号和现在相比"
            else:
                first, second = sorted((one, other), key=lambda paper: paper.no)
                compared, told = (
                    office.archive.between(first, second),
                    f"第{first.no}号（上次）和第{second.no}号（这次）相比",
                )
            lines = compared.lines()
            counted = f"{len(lines)} 个数字变了。" if lines else "数字没有变化。"
            return lines, " ".join((f"{told}：{counted}", *compared.comparison.other))

        self.problem.hide()
        self.desk.do(
            f"比较第 {one.no} 号", work, lambda answer: self._compared(one.no, *answer), self._refuse
        )

    def _compared(self, no: int, lines: Sequence[Line], sentence: str) -> None:
        if self.current is not None and self.current.no == no:
            self.sheet.show_changes(lines, sentence)

    def write_note(self) -> None:
        """Write the note on the paper that is looked at."""
        one, text = self.current, self.sheet.remark.text()
        if one is not None and not self.desk.read_only:
            self.desk.do(
                f"给第 {one.no} 号写注记", lambda office: office.archive.note(one.no, text),
                lambda noted: self.desk.say(f"第 {noted.no} 号的注记已写好。" if noted.note else f"第 {noted.no} 号的注记去掉了。"),
                self._refuse,
            )  # fmt: skip

    def _refuse(self, error: LiangeError) -> None:
        self.problem.setText(error.message)
        self.problem.show()


def _named(one: Archived) -> str:
    return f"第{one.no}号（{one.at[:10]} {one.how}）"


def _refill(box: Choice, every: str, words: Sequence[str]) -> None:
    on = box.currentText()
    box.clear()
    box.addItems([every, *words])
    box.setCurrentIndex(max(box.findText(on), 0))


COLUMNS: tuple[Column[Archived], ...] = (
    Column("no", "份号", lambda one: str(one.no), 52, right=True),
    Column("at", "日期", lambda one: one.at[:10], 98),
    Column("title", "题目", lambda one: one.title, 90, stretch=True, bold=True),
    Column("day", "截至", lambda one: one.day, 98),
    Column("pages", "页", lambda one: str(one.pages), 40, right=True),
    Column("how", "方式", lambda one: f"重印 {one.again}" if one.again else one.how, 82),
    Column("user", "经手", lambda one: one.user, 54),
    Column("note", "注记", lambda one: one.note, 60, tone=lambda one: "danger" if one.note else ""),
)
