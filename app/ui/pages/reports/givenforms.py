"""Room 上级表样: forms as superiors sent them at the left, the cells of one with what goes where, filled for everybody or some."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import LiangeError
from app.domain.given_form import BLANK, Subject
from app.ui import theme
from app.ui.desk import Desk
from app.ui.folders import keep, place
from app.ui.pages.reports.givenfilling import FillingBar
from app.ui.pages.reports.givenpointing import Pointing
from app.ui.pages.reports.givensheet import GivenSheet
from app.ui.parts import Choice, action, button, button_for, card, folding, label, unmarked
from app.ui.room import Room
from app.ui.takingroom import fill

if TYPE_CHECKING:
    from app.domain.given_form import Mode, Outline
    from app.office import Office
    from app.services.given_forms import FilledForms, FormView

T = TypeVar("T")
KINDS = "上级的 Word、Excel 表 (*.docx *.xlsx)"
ENDINGS = (".docx", ".xlsx", ".doc", ".xls", ".docm", ".xlsm", ".wps", ".et")
EMPTY = "还没有上级表样：点“添加”，选上级发来的 .docx 或 .xlsx，也可以把文件拖进来。"


class GivenFormsRoom(Room):
    """Adding, pointing, trying and filling; the form chosen stays chosen."""

    title = "上级表样"
    tables = frozenset({"given_forms", "settings"})
    manual = "reports#上级表样"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view: FormView | None = None
        self._chosen: tuple[int, ...] = ()
        self._trying = False
        self.forms = QListWidget()
        self.forms.setObjectName("hits")
        self.forms.setAccessibleName("上级表样")
        self.sheet, self.pointing = GivenSheet(), Pointing()
        self.about = label("", "muted", wrap=True)
        self.problem = label("", tone="danger", wrap=True)
        self.problem.hide()
        self.subject = Choice()
        self._make_actions()
        self.filling = FillingBar((self.blank_action, self.try_action), self.fill_action)
        self._build()
        self.forms.currentRowChanged.connect(lambda _row: self._show())
        self.sheet.stood_on.connect(lambda _address: self._stand())
        self.pointing.pointed.connect(self.point)
        self.pointing.taken_back.connect(self.take_back)

    def _make_actions(self) -> None:
        self.add_action = action(
            self, "添加(&A)…", self.ask_file, hint="选上级发来的 .docx 或 .xlsx（也可以拖进来）"
        )
        self.export_action = action(self, "取出原件(&E)…", self.ask_export, hint="把上级的原件存成文件")
        self.delete_action = action(self, "删除(&D)", self.delete, hint="删除这份表样，可以用 Ctrl+Z 撤销")
        self.blank_action = action(
            self, "没认出的留空(&K)", self.blank_rest, hint="没有认出的标记都填成空白，不印在纸上"
        )
        self.try_action = action(
            self, "试填(&T)", self.try_or_stop, hint="看第一份填上是什么样；再点一次回到指定"
        )
        self.fill_action = action(self, "生成(&G)…", self.ask_folder, hint="填好，放在一个文件夹里")

    def _build(self) -> None:
        self.subject.addItems([f"按{one}" for one in Subject])
        self.subject.setAccessibleName("添加的表样按什么填")
        self.subject.setToolTip("添加的表样，每名委员填一份，还是每件提案填一份")
        self.back = button("返回(&B)", self.left.emit, hint="回到报表（Esc）")
        top = folding(
            label(self.title, "title"), None, self.back, button_for(self.delete_action), button_for(self.export_action),
            self.subject, button_for(self.add_action),
        )  # fmt: skip
        frame, inner = card(theme.S)
        inner.addWidget(self.forms)
        shown = QWidget()
        side = QVBoxLayout(shown)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme.S)
        side.addWidget(self.about)
        side.addWidget(self.sheet, 1)
        side.addWidget(self.pointing)
        side.addWidget(self.filling)
        side.addStretch(0)  # with nothing to show the sentence stands at the top
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        split.addWidget(frame)
        split.addWidget(shown)
        split.setStretchFactor(1, 1)
        split.setSizes([230, 900])
        fill(self, top, self.problem, split)

    # -- reading -----------------------------------------------------------------------------------------------

    def open(self, ids: Sequence[int] = ()) -> None:
        """Begin with the forms; `ids` are members or proposals that were chosen in a list."""
        self._chosen = tuple(ids)
        self.problem.hide()
        super().open(ids)

    def reload(self) -> None:
        """List the forms anew; the chosen one stays."""
        name = self.forms.currentItem().text() if self.forms.currentRow() >= 0 else ""
        self.forms.blockSignals(True)
        self.forms.clear()
        for form in self.desk.reader.given_forms.listing():
            item = QListWidgetItem(form.name)
            item.setToolTip(unmarked(f"按{form.subject}填；原件 {form.file}"))
            self.forms.addItem(item)
        rows = [row for row in range(self.forms.count()) if self.forms.item(row).text() == name]
        self.forms.setCurrentRow(rows[0] if rows else 0)
        self.forms.blockSignals(False)
        self._show()

    def _show(self) -> None:
        """Show the form chosen, and what goes where in it."""
        desk = self.desk.reader.given_forms
        self._trying = False
        chosen = self.forms.currentItem().text() if self.forms.currentRow() >= 0 else ""
        self.view = desk.show(desk.get(chosen)) if chosen else None
        if self.view is None:
            self._show_outline(None)
            self.about.setText(EMPTY)
        else:
            form = self.view.form
            self.pointing.offer(desk.fields(form.subject))
            unknown = (
                f"没有认出 {len(self.view.unknown)} 处：{'、'.join(self.view.unknown)}"
                if self.view.unknown
                else "都认出了"
            )
            self.about.setText(
                f"按{form.subject}填，{len(form.places)} 处有字段，{unknown}。绿色的格子填〔〕里的字段；认错了的，点那一格改。"
            )
            self.filling.offer(form.subject, desk.present(form, self._chosen))
            self._show_outline(self.view.outline)
        self._suit()

    def _show_outline(self, outline: Outline | None) -> None:
        self.sheet.setVisible(outline is not None)
        self.pointing.setVisible(outline is not None and not self._trying)
        self.filling.setVisible(outline is not None)
        if outline is None or self.view is None:
            return
        form = self.view.form
        places = () if self._trying else form.places
        self.sheet.show_outline(outline, places, {one.address: self.view.words(one) for one in places})

    def _stand(self) -> None:
        if self.view is not None and not self._trying:
            self.pointing.stand(self.view.outline, self.sheet.address, self.view.form.places)

    def _suit(self) -> None:
        there, writes = self.view is not None, not self.desk.read_only
        self.add_action.setEnabled(writes)
        self.subject.setEnabled(writes)
        self.delete_action.setEnabled(there and writes)
        self.export_action.setEnabled(there)
        self.pointing.setEnabled(writes)
        self.blank_action.setEnabled(writes and self.view is not None and bool(self.view.unknown))
        filled = there and bool(self.view and self.view.form.places)
        self.try_action.setEnabled(filled)
        self.try_action.setText("回到指定(&T)" if self._trying else "试填(&T)")
        self.fill_action.setEnabled(filled)

    def focus_first(self) -> None:
        """The list of forms."""
        self.forms.setFocus()

    def step_back(self) -> bool:
        """From the trial back to pointing."""
        if not self._trying:
            return False
        self._show()
        return True

    # -- adding and deleting -----------------------------------------------------------------------------------

    def ask_file(self) -> None:
        """Ask for the superior's file."""
        name, _ = QFileDialog.getOpenFileName(self, "选择上级发来的表", place(), KINDS)
        if name:
            keep(name)
            self.add(Path(name))

    def take_files(self, files: Sequence[Path]) -> bool:
        """A form dropped on the window."""
        if self.desk.read_only or not files or files[0].suffix.lower() not in ENDINGS:
            return False
        self.add(files[0])
        return True

    def add(self, file: Path) -> None:
        """Take a form in."""
        subject = list(Subject)[self.subject.currentIndex()]
        self._do("添加上级表样", lambda office: office.given_forms.add(file, "", subject), self._added)

    def _added(self, view: FormView) -> None:
        self.reload()
        for row in range(self.forms.count()):
            if self.forms.item(row).text() == view.form.name:
                self.forms.setCurrentRow(row)
        self.desk.say(
            f"已添加“{view.form.name}”：认出 {len(view.form.places)} 处，没有认出 {len(view.unknown)} 处。"
        )

    def delete(self) -> None:
        """Remove the form chosen."""
        if self.view is None:
            return
        form = self.view.form
        self._do(
            "删除上级表样",
            lambda office: office.given_forms.delete(form),
            lambda _done: self._deleted(form.name),
        )

    def _deleted(self, name: str) -> None:
        self.reload()
        self.desk.say(f"已删除上级表样“{name}”，按 Ctrl+Z 可以撤销。")

    def ask_export(self) -> None:
        """Ask where the form's own file shall stand."""
        if self.view is None:
            return
        form = self.view.form
        name, _ = QFileDialog.getSaveFileName(self, "取出原件", place(form.file), f"原件 (*.{form.ending})")
        keep(name)
        if name:
            self._do(
                "取出原件", lambda office: office.given_forms.export(form, Path(name)),
                lambda file: self.desk.say(f"已存为 {file}。", file=file),
            )  # fmt: skip

    # -- pointing ----------------------------------------------------------------------------------------------

    def point(self, address: str, field: str, mode: Mode | None = None) -> None:
        """Let a field go into a place."""
        if self.view is not None:
            form = self.view.form
            self._do(
                "指定上级表样",
                lambda office: office.given_forms.point(form, address, field, mode),
                self._pointed,
            )

    def take_back(self, address: str) -> None:
        """Let nothing go into a place."""
        if self.view is not None:
            form = self.view.form
            self._do("取消指定", lambda office: office.given_forms.unpoint(form, [address]), self._pointed)

    def blank_rest(self) -> None:
        """Let every token that nobody knows be blank."""
        if self.view is not None and self.view.unknown:
            form, rest = self.view.form, [(one, BLANK, None) for one in self.view.unknown]
            self._do("没认出的留空", lambda office: office.given_forms.point_all(form, rest), self._pointed)

    def _pointed(self, _view: FormView) -> None:
        self._show()

    # -- filling -----------------------------------------------------------------------------------------------

    def try_or_stop(self) -> None:
        """Show the form filled for the first one, or go back to pointing."""
        if self._trying or self.view is None:
            self._show()
            return
        form, level = self.view.form, self.filling.level.currentText()
        ids, whom = self.filling.ids, self.filling.words
        self._do(
            "试填",
            lambda office: office.given_forms.sample(form, ids, level, whom),
            self._tried,
        )

    def _tried(self, made: tuple[str, Outline]) -> None:
        self._trying = True
        name, outline = made
        self.about.setText(f"试填：{name}。这里只看格子里的字，字体和版式以 Word、Excel 打开为准。")
        self._show_outline(outline)
        self._suit()

    def ask_folder(self) -> None:
        """Ask where the filled forms shall stand."""
        folder = QFileDialog.getExistingDirectory(self, "填好的表放在哪个文件夹", place())
        keep(folder)
        if folder:
            self.fill_in(Path(folder))

    def fill_in(self, folder: Path) -> None:
        """Fill the form for all, or those asked for."""
        if self.view is None:
            return
        form, level, together = self.view.form, self.filling.level.currentText(), self.filling.together
        ids, whom = self.filling.ids, self.filling.words
        self.problem.hide()

        def work(office: Office, step: Callable[[int, int], None]) -> FilledForms:
            return office.given_forms.fill(
                form, folder, ids=ids, whom=whom, level=level, together=together, step=step
            )

        self.desk.do_in_steps("填写上级表样", work, self._filled, self.refuse)

    def _filled(self, made: FilledForms) -> None:
        blank = (
            f"{self.filling.level.currentText()}级别不填：{'、'.join(made.closed)}。" if made.closed else ""
        )
        left = f"没有认出的照原样印着：{'、'.join(made.unknown)}。" if made.unknown else ""
        target = made.files[0] if len(made.files) == 1 else made.files[0].parent
        said = f"填写 {made.records} 份，{len(made.files)} 个文件，在 {made.files[0].parent}。{blank}{left}{''.join(made.renamed)}"
        self.desk.say(said, "warning" if made.renamed or left else "good", file=target)

    # -- what every verb does ----------------------------------------------------------------------------------

    def _do(self, words: str, verb: Callable[[Office], T], done: Callable[[T], None]) -> None:
        self.problem.hide()
        self.desk.do(words, verb, done, self.refuse)

    def refuse(self, error: LiangeError) -> None:
        """Say what was refused."""
        self.problem.setText(error.message)
        self.problem.show()
        self._suit()
