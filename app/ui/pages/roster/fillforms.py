"""资料不全 / 填报表: who lacks what, a form for each of them, and what came back looked through before it enters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.domain.fields import MEMBER
from app.domain.fill_marker import FORMATS
from app.ui import theme
from app.ui.dayline import DayLine
from app.ui.desk import Desk, Target
from app.ui.findings import FindingsList
from app.ui.folders import keep, place
from app.ui.listview import ListView
from app.ui.parts import Choice, button, button_for, card, label, row
from app.ui.printthese import PEOPLE, PrintThese, These
from app.ui.rows import Column, RowModel
from app.ui.takingroom import TakingRoom, fill

if TYPE_CHECKING:
    from app.office import Office
    from app.services.fill_returns import FillPreview
    from app.services.fillforms import Gap

ALL_FIELDS = "缺任何一项"
KINDS = "填报表 (*.docx *.xlsx *.xls *.ods)"
COMPLETE = "没有资料不全的委员。\n哪些栏目必填，在“备份与设置”的“字段”里设定。"
_FORMAT_WORDS = {"docx": "Word", "xlsx": "Excel"}


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of a returned form: whose, which field, before and after, from which file."""

    name: str
    label: str
    before: str
    after: str
    file: str


class FillFormsRoom(TakingRoom):
    """Lists the gaps; makes forms for those selected (or all shown); previews a return in the same place."""

    title = "资料不全 / 填报表"
    tables = frozenset({"persons", "memberships", "facts", "settings", "terms"})
    manual = "roster#资料不全和填报表"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._gaps: dict[int, Gap] = {}
        self.preview: FillPreview | None = None
        self._changes: list[Change] = []
        self._sent: Path | None = None
        """Where forms were written last: there they come back."""
        self.list: ListView[Gap] = ListView(RowModel(_gap_columns(), self._fetch, self), "资料不全的委员")
        self.list.empty_text = COMPLETE
        self.changes: ListView[Change] = ListView(
            RowModel(_change_columns(), self._fetch_changes, self), "填报表的改动"
        )
        self.changes.empty_text = "这些填报表里没有新填的内容。"
        self.findings = FindingsList()
        self.field, self.format = Choice(), Choice()
        self.deadline, self.back_to = DayLine(), QLineEdit()
        self.make = button(
            "生成填报表(&G)…",
            self.ask_folder,
            kind="primary",
            hint="给选中的人（没有选中则给列出的人）每人生成一份",
        )
        self.take = button(
            "收回填报表(&R)…", self.ask_files, hint="读入填好的填报表，先看改前改后（也可以拖进来）"
        )
        self.enter = button("收回(&S)", self.enter_now, kind="primary", hint="写进名册，可以用 Ctrl+Z 撤销")
        listed = self.list
        self.print_action = PrintThese(
            self, desk, PEOPLE, lambda: These(listed.selected_ids(), listed.rows.ids), self.left.emit
        ).action
        self._build()
        self.list.opened.connect(self._open_member)
        self.field.currentIndexChanged.connect(lambda _index: self._filter())

    def _build(self) -> None:
        for one, kind in ((FORMATS, self.format), ((), self.field)):
            for word in one:
                kind.addItem(_FORMAT_WORDS[word], word)
        for widget, name, hint in (
            (self.field, "按缺的项目筛选", "只列缺这一项的委员"),
            (self.format, "填报表的格式", "填报表用 Word 还是 Excel"),
            (self.deadline, "交回期限", "印在填报表上的期限，如 2026-12-10；可以不填"),
            (self.back_to, "交给谁", "印在填报表上：交给谁，怎么联系；可以不填"),
        ):
            widget.setAccessibleName(name)
            widget.setToolTip(hint)
        self.field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.field.setMinimumContentsLength(15)
        self.deadline.setPlaceholderText("期限，如 2026-12-10")
        self.deadline.setFixedWidth(170)
        self.back_to.setPlaceholderText("交给谁、联系电话")
        self._print = button_for(self.print_action)
        self.lay_out(self._listing(), self._returned(), self._print, self.take, self.make)

    def _listing(self) -> QWidget:
        page = QWidget()
        self.back_to.setMinimumWidth(200)
        frame, inner = card(0)
        inner.addWidget(self.list)
        fill(page, row(self.field, None, self.format, self.deadline, self.back_to), frame)
        return page

    def _returned(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        frame, inner = card(0)
        inner.addWidget(self.changes)
        layout.addWidget(frame, 3)
        self.found = label("发现的问题", "card-title")
        layout.addWidget(self.found)
        layout.addWidget(self.findings, 1)
        return page

    # -- the list ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read anew who lacks what; the filter stays."""
        self._gaps = {gap.member.id: gap for gap in self.desk.reader.fill_forms.gaps()}
        short = Counter(key for gap in self._gaps.values() for key in gap.keys)
        now = self.field.currentData()
        self.field.blockSignals(True)
        self.field.clear()
        self.field.addItem(ALL_FIELDS, "")
        for key in MEMBER:
            if key in short:
                self.field.addItem(f"缺{MEMBER[key].label}（{short[key]} 人）", key)
        self.field.setCurrentIndex(max(self.field.findData(now), 0))
        self.field.blockSignals(False)
        self._filter()

    def _filter(self) -> None:
        key = self.field.currentData() or ""
        shown = [identity for identity, gap in self._gaps.items() if not key or key in gap.keys]
        self.list.show_ids(shown)
        self.suit()

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, Gap]:
        return {one: self._gaps[one] for one in ids if one in self._gaps}

    def _open_member(self, identity: int) -> None:
        """Leave for the sheet of one member."""
        self.left.emit()
        self.desk.go("roster", Target(record=identity))

    def focus_first(self) -> None:
        """The list."""
        self.list.setFocus()

    def suit(self) -> None:
        """Offer what can be done on the page in front."""
        listing = self.layers.currentIndex() == 0
        self.make.setVisible(listing)
        self._print.setVisible(listing)
        self.take.setVisible(listing)
        self.enter.setVisible(not listing)
        self.make.setEnabled(bool(self.list.rows.ids))
        self.take.setEnabled(not self.desk.read_only)
        self.enter.setEnabled(self.preview is not None and bool(self.preview.forms))
        if listing:
            self.counts.setText(f"列出 {len(self.list.rows.ids)} 人，共 {len(self._gaps)} 人")

    def drop(self) -> None:
        """Forget the forms that were read."""
        self.preview, self._changes = None, []

    # -- going out ---------------------------------------------------------------------------------------------

    def ask_folder(self) -> None:
        """Ask where the forms shall stand."""
        folder = QFileDialog.getExistingDirectory(self, "填报表放在哪个文件夹", place())
        keep(folder)
        if folder:
            self.make_in(Path(folder))

    def make_in(self, folder: Path) -> None:
        """Make a form for each member selected, or for all shown when it is at most one."""
        until, back_to = self.deadline.day, self.back_to.text().strip()
        if fault := self.deadline.problem(may_be_empty=True):
            self.refuse(LiangeError(f"期限{fault}"))
            self.deadline.setFocus()
            return
        selected = self.list.selected_ids()
        ids = selected if len(selected) > 1 else list(self.list.rows.ids)
        members = [self._gaps[one].member for one in ids]
        form = str(self.format.currentData())
        self.problem.hide()

        def work(office: Office, step: Callable[[int, int], None]) -> list[Path]:
            return office.fill_forms.make(
                folder, formats=(form,), members=members, deadline=until, back_to=back_to, step=step
            )

        self.desk.do_in_steps("生成填报表", work, self._made, self.refuse)

    def _made(self, files: list[Path]) -> None:
        self._sent = files[0].parent
        self.desk.say(f"生成填报表 {len(files)} 份。", file=files[0].parent)

    # -- coming back -------------------------------------------------------------------------------------------

    def ask_files(self) -> None:
        """Ask which forms came back, at first where they were written."""
        begin = str(self._sent) if self._sent is not None and self._sent.is_dir() else place()
        names, _ = QFileDialog.getOpenFileNames(self, "选择填好的填报表", begin, KINDS)
        if names:
            keep(names[0])
            self.take_files([Path(name) for name in names])

    def take_files(self, files: Sequence[Path]) -> bool:
        """Read forms and show what they would change."""
        if self.desk.read_only:
            return False
        self.problem.hide()
        self.desk.do("读取填报表", lambda office: office.fill_returns.read(files), self._show, self.refuse)
        return True

    def _show(self, preview: FillPreview) -> None:
        self.preview = preview
        self._changes = [
            Change(form.member.name, said, before, after, form.file)
            for form in preview.forms
            for said, before, after in form.changes
        ]
        self.changes.show_ids(range(len(self._changes)))
        self.findings.show_findings(preview.errors, preview.warnings)
        found = len(preview.errors) + len(preview.warnings)
        self.found.setVisible(bool(found))
        self.findings.setVisible(bool(found))
        self.layers.setCurrentIndex(1)
        self.suit()
        unchanged = f"，{len(preview.unchanged)} 人没有新填" if preview.unchanged else ""
        wrong = f"，有误 {len(preview.errors)} 处" if preview.errors else ""
        doubt = f"，提示 {len(preview.warnings)} 处" if preview.warnings else ""
        self.counts.setText(
            f"读了 {preview.files} 份：{len(preview.forms)} 人有改动{unchanged}{wrong}{doubt}"
        )
        kept_out = f"，有误的 {len(preview.errors)} 处不收" if preview.errors else ""
        self.enter.setText(f"收回 {len(preview.forms)} 人{kept_out}(&S)")
        self.changes.setFocus()

    def _fetch_changes(self, ids: Sequence[int]) -> Mapping[int, Change]:
        return {one: self._changes[one] for one in ids if one < len(self._changes)}

    def enter_now(self) -> None:
        """Enter what is good, as one operation."""
        preview = self.preview
        if preview is None or not preview.forms:
            return
        self.enter.setEnabled(False)
        self.desk.do(
            "收回填报表", lambda office: office.fill_returns.enter(preview), self._entered, self.refuse
        )

    def _entered(self, count: int) -> None:
        self.begin_again()
        self.reload()
        self.desk.say(f"已收回填报表 {count} 人，按 Ctrl+Z 可以撤销。")
        self.focus_first()


def _gap_columns() -> list[Column[Gap]]:
    return [
        Column("name", "姓名", lambda gap: gap.member.name, 110, bold=True),
        Column("no", "委员编号", lambda gap: gap.member.no, 100),
        Column("sector", "界别", lambda gap: gap.member.sector, 130),
        Column("lacking", "缺什么", lambda gap: gap.words, 420, stretch=True),
        Column("count", "缺几项", lambda gap: str(len(gap.keys)), 80, right=True),
    ]


def _change_columns() -> list[Column[Change]]:
    return [
        Column("name", "姓名", lambda one: one.name, 110, bold=True),
        Column("field", "项目", lambda one: one.label, 110),
        Column("before", "现在", lambda one: one.before or "（空）", 200),
        Column("after", "改为", lambda one: one.after, 260, stretch=True),
        Column("file", "填报表", lambda one: one.file, 240),
    ]
