"""Tables coming in, whatever they tell of: files → columns → rows with findings → one operation that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.domain.fields import Field
from app.ui import theme
from app.ui.desk import Desk
from app.ui.dropzone import DropZone
from app.ui.findings import FindingsList
from app.ui.headermap import HeaderMap
from app.ui.listview import ListView
from app.ui.parts import Chips, button, folding, label
from app.ui.rows import Column, RowModel

if TYPE_CHECKING:
    from app.office import Office
    from app.services.preview import Marked, TablesPreview


PreviewT = TypeVar("PreviewT", bound="TablesPreview[Marked]")
RowT = TypeVar("RowT", bound="Marked")
TABLES = "表格 (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt);;所有文件 (*)"
TABLES_AND_WORD = TABLES.replace("*.txt", "*.txt *.docx", 1)
PASTED, PASTED_WORDS = "粘贴的单元格.tsv", "粘贴的文字.txt"
ALL, NEW, UPDATED, SAME, BAD = "全部", "新增", "更新", "不变", "有误"
TONES = {NEW: "good", UPDATED: "accent", SAME: "muted", BAD: "danger"}
ENTER = "导入(&I)"
LEAST_SUMMARY = 190
"""Pixels beside the buttons for what was read; where there is less, they stand below it."""
PREVIEW_TAB, HEADERS_TAB, FINDINGS_TAB = "预览", "表头对应", "发现的问题"


class Importing(QWidget, Generic[PreviewT, RowT]):
    """The import of a page. A subclass says how files are read, what a row does, and how it is entered."""

    done = Signal()
    left = Signal()
    heading = "导入"
    counted = "行"
    """What a row is counted as: 人, 件."""
    kinds_of_files = TABLES
    """What the dialog offers that chooses files."""
    header_rows = False
    """Whether the clerk may say which row of a sheet is its header."""

    def __init__(
        self, desk: Desk, columns: Sequence[Column[RowT]], fields: Sequence[Field], invitation: str
    ) -> None:
        super().__init__()
        self.setAccessibleName(self.heading)
        self.desk = desk
        self.files: list[Path] = []
        self.pasted = ""
        self.override: dict[str, str] = {}
        self.preview: PreviewT | None = None
        self._round = 0
        self._over = False
        self.zone = DropZone(invitation, self.kinds_of_files)
        self.chips = Chips("预览的行")
        self.lines: ListView[RowT] = ListView(RowModel(columns, self._fetch, self), f"{self.heading}预览")
        self.headers = HeaderMap(fields, rows=self.header_rows)
        self.findings = FindingsList()
        self.summary = label("", wrap=True)
        self.enter = button(
            ENTER, self.enter_now, kind="primary", hint="把预览的内容写进来，可以用 Ctrl+Z 整个撤销"
        )
        self._build()
        self.zone.files.connect(self.read)
        self.chips.chosen.connect(lambda _view: self._filter())
        self.headers.changed.connect(self._remap)

    def _build(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.tabBar().setDrawBase(False)
        first = QWidget()
        self.preview_layout = QVBoxLayout(first)
        self.preview_layout.setContentsMargins(0, theme.S, 0, 0)
        self.preview_layout.addWidget(self.chips)
        self.preview_layout.addWidget(self.lines, 1)
        for widget, title in (
            (first, PREVIEW_TAB),
            (self.headers, HEADERS_TAB),
            (self.findings, FINDINGS_TAB),
        ):
            self.tabs.addTab(widget, title)
        self.layers = QStackedWidget()
        self.layers.addWidget(self.zone)
        self.layers.addWidget(self.tabs)
        self.back = button("返回(&B)", self.left.emit, hint="不导入，回到列表（Esc）")
        self.other = button("换文件(&F)…", self.start, hint="换别的文件")
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.whole.setSpacing(theme.S)
        self.summary.setMinimumWidth(LEAST_SUMMARY)
        self.top = folding(
            label(self.heading, "title"), self.summary, self.back, self.other, self.enter, grows=self.summary
        )
        self.whole.addLayout(self.top)
        self.whole.addWidget(self.layers, 1)
        self.told = label("", wrap=True)
        self.told.setAccessibleName("问题的全文")
        self.whole.addWidget(self.told)
        self.findings.current_changed.connect(lambda _number: self._tell_whole())
        self.tabs.currentChanged.connect(lambda _tab: self._tell_whole())
        self.layers.currentChanged.connect(lambda _layer: self._tell_whole())
        self.told.hide()

    def _tell_whole(self) -> None:
        """Below the findings stands the whole of the one that the clerk stands on: a line of the list is cut."""
        one = self.findings.current
        told = (
            one is not None
            and self.layers.currentWidget() is self.tabs
            and self.tabs.currentWidget() is self.findings
        )
        self.told.setText(one.finding.message if one is not None and told else "")
        self.told.setVisible(told)

    # -- what a subclass says ----------------------------------------------------------------------------------

    def preview_of(self, office: Office, files: Sequence[Path], override: Mapping[str, str]) -> PreviewT:
        """Read files, on the worker."""
        raise KeyError(self.heading)

    def rows_of(self, preview: PreviewT) -> Sequence[RowT]:
        """The rows of a preview, in their order."""
        return ()

    def mark_of(self, line: RowT) -> str:
        """What a row would do: 新增, 更新, 不变, 有误."""
        return line.mark

    def summary_of(self, preview: PreviewT) -> str:
        """One line about what was read."""
        return ""

    def key_of(self, line: RowT) -> str:
        """What names a row in this preview and the next one of the same files."""
        return ""

    def views_of(self, preview: PreviewT) -> Mapping[str, Callable[[RowT], bool]]:
        """More views of the rows than what they would do, each with its rule; one without a row is not shown."""
        return {}

    def enter_in(self, office: Office, preview: PreviewT) -> None:
        """Enter what is good, on the worker."""

    def shown(self, preview: PreviewT) -> None:
        """Show what else a preview tells."""

    # -- reading -----------------------------------------------------------------------------------------------

    @property
    def unfinished(self) -> bool:
        """Whether a preview is here that was neither entered nor given up."""
        return self.preview is not None and not self._over

    def go_on(self) -> None:
        """Begin, or go on with the preview that was left: judged anew, for what it is compared with may have changed."""
        if self.unfinished:
            self.read_again()
        else:
            self.start()

    def start(self) -> None:
        """Begin with the drop zone; what is still being read comes too late."""
        self._round += 1
        self._over = False
        self.files, self.pasted, self.override, self.preview = [], "", {}, None
        self.chips.turn_on(ALL)
        self.layers.setCurrentWidget(self.zone)
        self.summary.setText("")
        self.enter.setText(ENTER)
        self.enter.setEnabled(False)
        self.other.setEnabled(False)
        self.zone.choose.setFocus()

    def read(self, files: Sequence[Path]) -> None:
        """Read these files and show what they would do."""
        self.start()
        self.files = list(files)
        self.read_again()

    def read_text(self, table: str) -> None:
        """Read cells that were pasted."""
        self.start()
        self.pasted = table
        self.read_again()

    def read_again(self) -> None:
        """Read the same files or cells once more, with other choices."""
        files, pasted, override = list(self.files), self.pasted, dict(self.override)
        self._round += 1
        asked = self._round

        def work(office: Office) -> PreviewT:
            if not pasted:
                return self.preview_of(office, files, override)
            from app.office import text_file

            with text_file(PASTED if "\t" in pasted else PASTED_WORDS, pasted) as file:
                return self.preview_of(office, [file], override)

        if files or pasted:
            self.desk.do(
                "读粘贴的单元格" if pasted else "读取文件",
                work,
                lambda preview: self._show(preview) if asked == self._round else None,
                lambda error: self._refused(error) if asked == self._round else None,
            )

    def _refused(self, error: LiangeError) -> None:
        self.start()
        self.desk.say(error.message, "danger")

    def _show(self, preview: PreviewT) -> None:
        again = self.preview is not None
        on = self.line_on
        key = self.key_of(on) if on is not None else ""
        self.preview = preview
        self.desk.say("", "")
        self.layers.setCurrentWidget(self.tabs)
        self.other.setEnabled(True)
        self.summary.setText(self.summary_of(preview))
        self._show_views(preview)
        self.headers.show_sheets(preview.sheets)
        self.findings.show_findings(preview.errors, preview.warnings)
        found = len(preview.errors) + len(preview.warnings)
        self.name_tab(self.findings, FINDINGS_TAB, found)
        entering = preview.new + preview.updated
        words = f"{entering} {self.counted}"
        self.enter.setText(f"只导入无误的 {words}(&I)" if preview.errors else f"导入 {words}(&I)")
        self.enter.setEnabled(bool(entering))
        self.shown(preview)
        self.show_changes(shown=bool(preview.updated))
        keys = (n for n, line in enumerate(self.rows_of(preview)) if key and self.key_of(line) == key)
        self._filter(next(keys, None))
        if not again:
            self.begin(preview)

    def begin(self, preview: PreviewT) -> None:
        """Show first what the clerk has to do with what was read."""
        unread = not any(sheet.taken for sheet in preview.sheets)
        if unread and any(sheet.columns for sheet in preview.sheets):
            self.tabs.setCurrentWidget(self.headers)
            self.headers.focus_first()
        elif preview.errors and not preview.new + preview.updated:
            self.tabs.setCurrentWidget(self.findings)
            self.findings.setFocus()
        else:
            self.tabs.setCurrentIndex(0)
            self.lines.setFocus()

    @property
    def line_on(self) -> RowT | None:
        """The row of the preview that the clerk stands on."""
        number = self.lines.current_id
        rows = self.rows_of(self.preview) if self.preview is not None else ()
        return rows[number] if number is not None and number < len(rows) else None

    def _show_views(self, preview: PreviewT) -> None:
        rows = self.rows_of(preview)
        marks = [self.mark_of(line) for line in rows]
        views: list[tuple[str, int | None]] = [(ALL, len(rows))]
        views += [(mark, marks.count(mark)) for mark in (NEW, UPDATED, SAME, BAD)]
        more = {name: sum(map(rule, rows)) for name, rule in self.views_of(preview).items()}
        views += [(name, count) for name, count in more.items() if count]
        self.chips.show_views(views, self.chips.on or ALL)

    def show_changes(self, *, shown: bool) -> None:
        """Give the room of the column that says what would change to the others while nothing would."""
        self.lines.show_passing("changes", shown=shown, place=len(self.lines.rows.columns) - 1)

    def name_tab(self, widget: QWidget, title: str, count: int) -> None:
        """Write a count behind a tab's title."""
        self.tabs.setTabText(self.tabs.indexOf(widget), f"{title} {count}" if count else title)

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, RowT]:
        rows = self.rows_of(self.preview) if self.preview is not None else ()
        return {number: rows[number] for number in ids}

    def _filter(self, stay_on: int | None = None) -> None:
        rows = self.rows_of(self.preview) if self.preview is not None else ()
        view = self.chips.on
        more = self.views_of(self.preview).get(view) if self.preview is not None else None
        rule = more or (lambda line: view in (ALL, self.mark_of(line)))
        self.lines.show_ids([number for number, line in enumerate(rows) if rule(line)], stay_on)

    def _remap(self, _place: object, header: str, key: str) -> None:
        self.override[header] = key
        self.read_again()

    # -- entering ----------------------------------------------------------------------------------------------

    def enter_now(self) -> None:
        """Write what is good, as one operation."""
        preview = self.preview
        if preview is None or not self.enter.isEnabled():
            return
        self.enter.setEnabled(False)
        self.desk.do(
            self.heading, lambda office: self.enter_in(office, preview), lambda _done: self._entered(preview)
        )

    def still_to_do(self) -> str:
        """A sentence on what the tables could not bring; empty when there is nothing."""
        return ""

    def _entered(self, preview: PreviewT) -> None:
        self._over = True
        left_out = f"；有误的 {len(preview.errors)} 处没有导入" if preview.errors else ""
        counts = ((NEW, preview.new), (UPDATED, preview.updated))
        done = "，".join(f"{word} {count} {self.counted}" for word, count in counts if count)
        self.desk.say(f"已导入：{done or '职务'}{left_out}。按 Ctrl+Z 可以整个撤销。{self.still_to_do()}")
        self.done.emit()
