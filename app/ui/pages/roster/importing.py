"""Tables of members coming in: files → columns → people with findings → proposed posts → one operation."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.domain.fields import MEMBER_FIELDS
from app.ui import theme
from app.ui.desk import Desk
from app.ui.dropzone import DropZone
from app.ui.findings import FindingsList
from app.ui.headermap import HeaderMap
from app.ui.listview import ListView
from app.ui.pages.roster.postlist import PostList
from app.ui.parts import Chips, button, label, row
from app.ui.rows import Column, RowModel

if TYPE_CHECKING:
    from app.office import Office
    from app.services.roster_import import Preview, PreviewRow

KINDS = "表格 (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt);;所有文件 (*)"
INVITATION = "把委员名册拖到这里（Excel、WPS 表格或 CSV，可以一次几个文件），\n或者选择文件；也可以在 Excel 里复制单元格后回到这里按 Ctrl+V。"
ALL, NEW_PERSON = "全部", "new"
TONES = {"新增": "good", "更新": "accent", "不变": "muted", "有误": "danger"}


def _changes(line: PreviewRow) -> str:
    return "；".join(f"{name}：{old or '（空）'} → {new or '（空）'}" for name, old, new in line.changes)


COLUMNS: tuple[Column[PreviewRow], ...] = (
    Column("mark", "", lambda line: str(line.mark), 60, tone=lambda line: TONES.get(str(line.mark), "")),
    Column("name", "姓名", lambda line: line.draft.name or "（缺姓名）", 100),
    Column("sex", "性别", lambda line: line.draft.text("sex"), 50),
    Column("sector", "界别", lambda line: line.draft.text("sector"), 110),
    Column("employer", "工作单位", lambda line: line.draft.text("employer"), 170),
    Column("job_title", "单位职务", lambda line: line.draft.text("job_title"), 190),
    Column("source", "出处", lambda line: "、".join(source.said() for source in line.draft.sources), 180),
    Column("changes", "要改的内容", _changes, 220, stretch=True),
)


class RosterImporting(QWidget):
    """The import page of the roster; `done` when something entered, `left` when the clerk goes back."""

    done = Signal()
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("导入名册")
        self._desk = desk
        self._files: list[Path] = []
        self._override: dict[str, str] = {}
        self._choices: dict[str, str] = {}
        self._preview: Preview | None = None
        self.zone = DropZone(INVITATION, KINDS)
        self.chips = Chips("预览的行")
        self.people: ListView[PreviewRow] = ListView(RowModel(COLUMNS, self._fetch, self), "导入预览")
        self.headers = HeaderMap(MEMBER_FIELDS)
        self.findings = FindingsList()
        self.posts = PostList()
        self.who = QComboBox()
        self.summary = label("", wrap=True)
        self.enter = button(
            "导入(&I)", self.enter_now, kind="primary", hint="把预览的内容写入名册，可以用 Ctrl+Z 整个撤销"
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        people = QWidget()
        inner = QVBoxLayout(people)
        inner.setContentsMargins(0, theme.S, 0, 0)
        inner.addWidget(self.chips)
        inner.addWidget(self.people, 1)
        self.who.setAccessibleName("这一行是哪一位")
        self.who_line = QWidget()
        self.who_line.setLayout(row(label("这一行是："), self.who, None))
        inner.addWidget(self.who_line)
        for widget, title in (
            (people, "预览"),
            (self.headers, "表头对应"),
            (self.findings, "发现的问题"),
            (self.posts, "政协职务"),
        ):
            self.tabs.addTab(widget, title)
        self.layers = QStackedWidget()
        self.layers.addWidget(self.zone)
        self.layers.addWidget(self.tabs)
        self.back = button("返回名册(&B)", self.left.emit, hint="不导入，回到名册（Esc）")
        self.other = button("换文件(&F)…", self.start, hint="换别的文件")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addLayout(
            row(label("导入名册", "title"), self.summary, None, self.back, self.other, self.enter)
        )
        layout.addWidget(self.layers, 1)

    def _connect(self) -> None:
        self.zone.files.connect(self.read)
        self.chips.chosen.connect(lambda _view: self._filter())
        self.headers.changed.connect(self._remap)
        self.people.current_changed.connect(self._offer_who)
        self.who.activated.connect(lambda _index: self._choose_who())

    # -- reading -----------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin with the drop zone."""
        self._files, self._override, self._choices, self._preview = [], {}, {}, None
        self.layers.setCurrentWidget(self.zone)
        self.summary.setText("")
        self.enter.setEnabled(False)
        self.other.setEnabled(False)
        self.zone.choose.setFocus()

    def read(self, files: Sequence[Path]) -> None:
        """Read these files and show what they would do."""
        self._files, self._override, self._choices = list(files), {}, {}
        self._read_again()

    def read_text(self, table: str) -> None:
        """Read cells that were pasted; they lie on the disk only while they are read."""

        def work(office: Office) -> Preview:
            with tempfile.TemporaryDirectory(prefix="liange-") as folder:
                file = Path(folder) / "粘贴的单元格.tsv"
                file.write_text(table, encoding="utf-8")
                return office.roster_import.preview([file])

        self._files = []
        self._desk.do("读粘贴的单元格", work, self._show)

    def _read_again(self) -> None:
        files, override, choices = list(self._files), dict(self._override), dict(self._choices)
        if files:
            self._desk.do(
                "读名册文件",
                lambda office: office.roster_import.preview(files, override=override, choices=choices),
                self._show,
                self._refused,
            )

    def _refused(self, error: LiangeError) -> None:
        self.start()
        self._desk.say(error.message, "danger")

    def _show(self, preview: Preview) -> None:
        self._preview = preview
        self.layers.setCurrentWidget(self.tabs)
        self.other.setEnabled(True)
        counts = {"新增": preview.new, "更新": preview.updated, "不变": preview.unchanged}
        bad = preview.members - sum(counts.values())
        self.summary.setText(f"读到 {preview.read} 行，{preview.members} 人；提示 {len(preview.warnings)} 处")
        self.chips.show_views([(ALL, preview.members), *counts.items(), ("有误", bad)], self.chips.on or ALL)
        self.headers.show_sheets(preview.sheets)
        self.findings.show_findings(preview.errors, preview.warnings)
        proposals = preview.proposals()
        self.posts.show_posts(proposals)
        found = len(preview.errors) + len(preview.warnings)
        for place, (title, count) in enumerate(
            (("预览", 0), ("表头对应", 0), ("发现的问题", found), ("政协职务", len(proposals)))
        ):
            self.tabs.setTabText(place, f"{title} {count}" if count else title)
        entering = preview.new + preview.updated
        self.enter.setText(f"只导入无误的 {entering} 人(&I)" if preview.errors else f"导入 {entering} 人(&I)")
        self.enter.setEnabled(bool(entering or proposals))
        self._filter()
        self.tabs.setCurrentIndex(2 if preview.errors and not entering else 0)
        self.people.setFocus()

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, PreviewRow]:
        rows = self._preview.rows if self._preview else ()
        return {number: rows[number] for number in ids}

    def _filter(self) -> None:
        rows = self._preview.rows if self._preview else ()
        view = self.chips.on
        self.people.show_ids([number for number, line in enumerate(rows) if view in (ALL, str(line.mark))])

    # -- deciding ----------------------------------------------------------------------------------------------

    def _remap(self, header: str, key: str) -> None:
        self._override[header] = key
        self._read_again()

    def _offer_who(self, number: int | None) -> None:
        """For a row whose name somebody bears, let the clerk say who is meant."""
        line = self._preview.rows[number] if self._preview and number is not None else None
        name = line.draft.name if line else ""
        same = (
            [member for member in self._desk.reader.roster.listing(status="全部") if member.name == name]
            if name
            else []
        )
        self.who_line.setVisible(bool(same) and bool(self._files))
        self.who.clear()
        self.who.addItem("由程序判断", "")
        for member in same:
            self.who.addItem(f"名册中的 {member.name}  {member.sector}  {member.workplace}", str(member.id))
        self.who.addItem("另外一个人，新增", NEW_PERSON)
        if line is not None:
            self.who.setCurrentIndex(max(self.who.findData(self._choices.get(line.draft.key, "")), 0))

    def _choose_who(self) -> None:
        number = self.people.current_id
        if self._preview is None or number is None:
            return
        key = self._preview.rows[number].draft.key
        self._choices.pop(key, None)
        if self.who.currentData():
            self._choices[key] = self.who.currentData()
        self._read_again()

    def enter_now(self) -> None:
        """Write what is good, as one operation."""
        preview = self._preview
        if preview is None or not self.enter.isEnabled():
            return
        posts = self.posts.confirmed()
        self.enter.setEnabled(False)
        self._desk.do(
            "导入名册",
            lambda office: office.roster_import.apply(preview, posts=posts),
            lambda _done: self._entered(preview),
        )

    def _entered(self, preview: Preview) -> None:
        left_out = f"，有误的 {len(preview.errors)} 处没有导入" if preview.errors else ""
        self._desk.say(
            f"已导入：新增 {preview.new} 人，更新 {preview.updated} 人{left_out}。按 Ctrl+Z 可以整个撤销。"
        )
        self.done.emit()
