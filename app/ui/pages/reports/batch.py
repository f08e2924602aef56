"""Room 成批生成: several forms, or one file for each member or proposal, into one folder; what was written and what was not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import LiangeError
from app.ui import theme
from app.ui.backstage import Cancelled
from app.ui.dayline import DayLine
from app.ui.desk import Desk
from app.ui.folders import keep, place
from app.ui.pages.reports.lately import own_answers
from app.ui.pages.reports.notice import Notice
from app.ui.parts import Choice, button, card, folding, label, row
from app.ui.room import Room
from app.ui.searchline import SearchLine

if TYPE_CHECKING:
    from app.office import Office
    from app.reports.forms.form import Form
    from app.services.archive import Kept
    from app.services.paper_batch import Batch, Outcome
    from app.ui.backstage import Job

TOGETHER = "每种表一份"
EACH = {"人": "一人一份：{}", "件": "一件一份：{}", "个": "一个单位一份：{}"}
NAME = Qt.ItemDataRole.UserRole
WORDS = NAME + 1
"""Roles of a form in the list: its name, and what is searched besides."""
FORMATS = (("docx", "Word"), ("pdf", "PDF"), ("xlsx", "Excel"))
HOW = "成批生成"
"""How the papers went out, as the archive and the history say it."""
DONE = "做好的文件列在这里；没有做成的，写着为什么。"


class BatchRoom(Room):
    """Ticks forms, or names one of which everybody gets a file; asks for the folder; lists what came of it."""

    title = "成批生成"
    manual = "reports#成批生成"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.how = Choice()
        self.about = QLineEdit()
        self.search = SearchLine(clearButtonEnabled=True)
        self.forms, self.results = QListWidget(), QListWidget()
        self.formats = {kind: QCheckBox(words) for kind, words in FORMATS}
        self.kept = QCheckBox("存档")
        self.day = DayLine()
        self.counts = label("", "muted")
        self.notice = Notice("提醒")
        self.making: Job[tuple[Batch, list[Kept]]] | None = None
        self.batch: Batch | None = None
        self._ids: tuple[int, ...] = ()
        self._chosen: tuple[int, ...] = ()
        self._chosen_said = ""
        self.back = button("返回(&B)", self.left.emit, hint="回到报表（Esc）")
        self.every = button("全选(&Q)", self._turn_all, hint="列出的表全部选上；已经全选的，全部不选")
        self.make = button(
            "生成(&G)…", self.ask_folder, kind="primary", hint="选一个文件夹，把选中的都做好放进去"
        )
        self._name()
        self._build()
        self.how.activated.connect(lambda _index: self._suit())
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.search.went_down.connect(self.forms.setFocus)
        self.forms.itemChanged.connect(lambda _item: self._count())
        self.results.itemActivated.connect(self._open_result)
        self.formats["pdf"].toggled.connect(self.kept.setEnabled)
        self.kept.setEnabled(False)

    def _name(self) -> None:
        for widget, name, hint in (
            (self.how, "怎么分", "每种表一份，或者一种表每人一份"),
            (self.about, "给谁（哪几件）", "姓名、编号、界别、小组，或提案号；不写就是全部"),
            (self.search, "在报表里查找", "表名里的字或拼音首字母"),
            (self.forms, "要生成的表", "空格键选上或不选"),
            (self.results, "做好的文件", "双击打开"),
            (self.kept, "存档", "PDF 同时存档，和打印的一样：以后可以查、重印、相比"),
            (self.day, "截至日期", "名册、网格按这一天的样子"),
        ):
            widget.setAccessibleName(name)
            widget.setToolTip(hint)
        self.search.setPlaceholderText("找一种表（Ctrl+F）")
        for one in (self.forms, self.results):
            one.setObjectName("hits")
        self.about.setPlaceholderText("全部；或写姓名、编号、界别、小组、提案号")
        self.how.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.how.setMinimumContentsLength(16)
        self.day.setFixedWidth(120)

    def _build(self) -> None:
        left_frame, inner = card(theme.S)
        line = row(self.search, self.every)
        line.setStretch(0, 1)
        inner.addLayout(line)
        inner.addWidget(self.forms, 1)
        right_frame, side = card(theme.S)
        self.told = label(DONE, "muted", wrap=True)
        side.addWidget(self.told)
        side.addWidget(self.results, 1)
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        for frame in (left_frame, right_frame):
            split.addWidget(frame)
        split.setSizes([420, 620])
        self.who = QWidget()
        self.who.setLayout(row(label("给谁"), self.about))
        self.about.setMinimumWidth(220)
        day, kinds = QWidget(), QWidget()
        day.setLayout(row(label("截至日期"), self.day))
        kinds.setLayout(row(label("存为"), *self.formats.values(), self.kept))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addLayout(folding(label(self.title, "title"), self.counts, None, self.back, self.make))
        layout.addLayout(folding(self.how, self.who, kinds, day, None))
        layout.addWidget(self.notice)
        layout.addWidget(split, 1)

    # -- choosing ----------------------------------------------------------------------------------------------

    def open(self, ids: Sequence[int] = ()) -> None:
        """Begin with Word and PDF of nothing; those whom the form was about are whom files are for."""
        if not self.day.text():
            self.day.setText(self.desk.reader.frame.day())
            for kind in ("docx", "pdf"):
                self.formats[kind].setChecked(True)
            self.kept.setChecked(True)
        self._ids = tuple(ids)
        self._chosen, self._chosen_said = (), ""
        self.about.clear()
        super().open(ids)

    def reload(self) -> None:
        """List the forms; those ticked stay ticked."""
        ticked, now = set(self.ticked), self.how.currentData()
        self.forms.blockSignals(True)
        self.forms.clear()
        for form in self.desk.reader.paper.forms():
            item = QListWidgetItem(form.name + self._as_last(form))
            item.setToolTip(form.purpose)
            item.setData(NAME, form.name)
            item.setData(WORDS, f"{form.purpose} {form.group}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if form.name in ticked else Qt.CheckState.Unchecked)
            self.forms.addItem(item)
        self.forms.blockSignals(False)
        self.how.clear()
        self.how.addItem(TOGETHER, "")
        batches = self.desk.reader.paper_batch
        for name in batches.each_forms():
            self.how.addItem(EACH[batches.unit_of(name)].format(name), name)
        self.how.setCurrentIndex(max(self.how.findData(now), 0))
        self._narrow()
        self._suit()

    def _as_last(self, form: Form) -> str:
        """The answers that a form takes over from when it was made last, where they are not the usual ones."""
        usual = {option.name: option.default for option in form.options}
        own = own_answers(self.desk.reader.paper_batch.last_answers(form), usual)
        return f"　（照上次：{'，'.join(own)}）" if own else ""

    @property
    def ticked(self) -> list[str]:
        """The forms that are ticked, in their order."""
        return [str(item.data(NAME)) for item in self._items() if item.checkState() == Qt.CheckState.Checked]

    def _items(self) -> list[QListWidgetItem]:
        return [self.forms.item(number) for number in range(self.forms.count())]

    @property
    def each(self) -> str:
        """The form of which everybody gets a file; empty while forms are ticked."""
        return str(self.how.currentData() or "")

    def _narrow(self) -> None:
        words = self.search.text().strip()
        shelf = self.desk.reader.paper_shelf
        for item in self._items():
            item.setHidden(bool(words) and not shelf.fits(str(item.data(NAME)), str(item.data(WORDS)), words))

    def _suit(self) -> None:
        """One form for everybody needs no ticks, and a word about whom."""
        self.who.setVisible(bool(self.each))
        self._tell_chosen()
        for widget in (self.forms, self.search, self.every):
            widget.setEnabled(not self.each)
        self._count()

    def _tell_chosen(self) -> None:
        """Those chosen before are whom the files are for, where the form is about such as they are; who wrote somebody else keeps it."""
        batches = self.desk.reader.paper_batch
        if self.each and self.about.text() == self._chosen_said:
            self._chosen = batches.present(self.each, self._ids)
            count, unit = len(self._chosen), batches.unit_of(self.each)
            self._chosen_said = f"选定 {count} {unit}" if count else ""
            self.about.setText(self._chosen_said)

    def _count(self) -> None:
        each = self.each
        self.counts.setText(
            self._as_last(self.desk.reader.paper.form(each)).strip("　（）")
            if each
            else f"选了 {len(self.ticked)} 种"
        )
        self.make.setEnabled(self.making is None and bool(self.each or self.ticked))

    def _turn_all(self) -> None:
        shown = [item for item in self._items() if not item.isHidden()]
        every = all(item.checkState() == Qt.CheckState.Checked for item in shown)
        for item in shown:
            item.setCheckState(Qt.CheckState.Unchecked if every else Qt.CheckState.Checked)

    # -- making ------------------------------------------------------------------------------------------------

    def ask_folder(self) -> None:
        """Ask where the files shall stand."""
        folder = QFileDialog.getExistingDirectory(self, "放在哪个文件夹", place())
        keep(folder)
        if folder:
            self.make_in(Path(folder))

    def make_in(self, folder: Path, *, anyway: bool = False) -> None:
        """Make all of it into this folder on the worker; it can be cancelled, and then nothing is written."""
        kinds = tuple(kind for kind, box in self.formats.items() if box.isChecked())
        if not kinds or self.day.problem():
            self.notice.tell("请至少选一种存的格式，截至日期要写对。", "warning")
            return
        each, names, day = self.each, self.ticked, self.day.day
        keep = "pdf" in kinds and self.kept.isChecked()
        written = self.about.text()
        chosen = (
            "、".join(map(str, self._chosen))
            if self._chosen and written == self._chosen_said
            else written.strip()
        )

        def work(office: Office, step: Callable[[int, int], None]) -> tuple[Batch, list[Kept]]:
            batches = office.paper_batch
            asked = batches.last_answers(office.paper.form(each)) if each else {}
            asked |= {batches.asked_by(each): chosen} if each and chosen else {}
            pieces = batches.each(each, asked, day=day) if each else batches.as_last(names)
            made = batches.make(pieces, folder, formats=kinds, day=day, step=step, anyway=anyway)
            kept = batches.keep(made, day, HOW) if keep else []
            if not keep:
                office.archive.note_batch(made, HOW)
            return made, kept

        self.notice.tell("", "")
        self.results.clear()
        self.told.setText("正在生成……")
        self.making = self.desk.do_in_steps(
            f"生成{each or f' {len(names)} 种表'}", work, self._made, self._refused
        )
        self._count()

    def _made(self, answer: tuple[Batch, list[Kept]]) -> None:
        batch, kept = answer
        self.making, self.batch = None, batch
        self._count()
        for outcome in batch.outcomes:
            self._list(outcome)
        failed = len(batch.problems)
        said = f"{len(batch.outcomes) - failed} 份做好了，{len(batch.files)} 个文件，放在 {batch.folder}。"
        said += f"没有做成的 {failed} 份，见列表。" if failed else ""
        said += "".join(dict.fromkeys(one.sentence for one in kept if not one.no))
        self.told.setText(said)
        if any(one.mismatched for one in batch.problems):
            offer = (
                "仍要生成(&Y)",
                "看过了、知道对不上，照样生成；纸上会注明",
                lambda: self.make_in(batch.folder, anyway=True),
            )
            self.notice.tell("有的表数字对不上，没有生成，哪里不对写在列表里。", "warning", (offer,))
        if batch.files:
            self.desk.say(said, "warning" if failed else "good", file=batch.folder)

    def _list(self, outcome: Outcome) -> None:
        for file in outcome.files:
            self._add(f"✓ {file.name}", str(file), "")
        if outcome.problem:
            self._add(f"✗ {outcome.piece.name}：{outcome.problem}", "", "danger")
        for warning in outcome.warnings:
            self._add(f"！ {outcome.piece.name}：{warning}", "", "warning")

    def _add(self, text: str, file: str, tone: str) -> None:
        item = QListWidgetItem(text)
        item.setToolTip(file or text)
        item.setData(NAME, file)
        if tone:
            item.setForeground(theme.tokens().color(tone))
        self.results.addItem(item)

    def _refused(self, error: LiangeError) -> None:
        self.making = None
        self._count()
        self.told.setText(DONE)
        if isinstance(error, Cancelled):
            self.told.setText("已取消，一个文件也没有留下。")
            self.desk.say("已取消，没有生成。", "warning")
        else:
            self.notice.tell(error.message, "danger")

    def _open_result(self, item: QListWidgetItem) -> None:
        """Offer the file in the message bar, where it is opened or its folder is."""
        if file := str(item.data(NAME)):
            self.desk.say(file, "", file=Path(file))

    # -- the keyboard ------------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        """The forms, or whom files are for."""
        (self.about if self.each else self.forms).setFocus()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus()
        self.search.selectAll()

    def step_back(self) -> bool:
        """Words that are looked for go first."""
        if not self.search.text():
            return False
        self.search.clear()
        return True
