"""Tables of members coming in: what each row does to whom, and which posts its 职务 text speaks of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from app.domain.wishes import CellPlace, ColumnPlace, SheetPlace, Wishes
from app.ui.desk import Desk
from app.ui.folders import keep, place
from app.ui.importing import BAD, TABLES_AND_WORD, TONES, Importing
from app.ui.mending import Mending
from app.ui.pages.roster.cells import cells_of, place_of
from app.ui.pages.roster.postlist import PostList
from app.ui.pages.roster.who import Who
from app.ui.pages.roster.words import CodeWords
from app.ui.parts import button
from app.ui.rows import Column

if TYPE_CHECKING:
    from app.office import Office
    from app.services.import_preview import Candidate, Incoming, Preview, PreviewRow

INVITATION = (
    "把委员名册拖到这里（Excel、WPS 表格、CSV、Word 或文本名单，可以一次几个文件），\n"
    "或者选择文件；也可以复制 Excel 里的单元格、通知里的名单，再按 Ctrl+V。"
)
POSTS_TAB, WORDS_TAB, ASKED = "政协职务", "对应代码", "待选定"
ERRORS = "Excel 工作簿 (*.xlsx);;CSV（逗号分隔） (*.csv)"


def _mark(line: PreviewRow) -> str:
    return ASKED if line.question is not None else str(line.mark)


def _said_of(line: PreviewRow, candidates: Sequence[Candidate]) -> str:
    """What stands above those whom a row may mean."""
    if line.question is not None:
        return f"请选定：{line.question.why}"
    if line.member is not None:
        return f"认作名册里的这一位{line.draft.name}，不是就点“另外一个人”"
    return f"名册里有 {len(candidates)} 位同名的，这一行按另外一个人新增"


def _changes(line: PreviewRow) -> str:
    return "；".join(f"{name}：{old or '（空）'} → {new or '（空）'}" for name, old, new in line.changes)


def _sources(line: PreviewRow) -> str:
    first = line.draft.sources[0].said()
    more = len(line.draft.sources)
    return f"{first} 等 {more} 处" if more > 1 else first


def _list(line: PreviewRow, key: str) -> str:
    values = line.draft.values.get(key, ())
    return "、".join(getattr(one, "name", str(one)) for one in values) if isinstance(values, tuple) else ""


def _workplace(line: PreviewRow) -> str:
    return line.draft.text("employer") + line.draft.text("job_title")


COLUMNS: tuple[Column[PreviewRow], ...] = (
    Column("mark", "", _mark, 82, tone=lambda line: TONES.get(_mark(line), "warning")),
    Column("name", "姓名", lambda line: line.draft.name or "（缺姓名）", 100),
    Column("sex", "性别", lambda line: line.draft.text("sex"), 50),
    Column("affiliations", "政治面貌", lambda line: _list(line, "affiliations"), 90),
    Column("sector", "界别", lambda line: line.draft.text("sector"), 104),
    Column("committees", "专委会", lambda line: _list(line, "committees"), 140),
    Column("workplace", "单位及职务", _workplace, 200, stretch=True),
    Column("source", "出处", _sources, 196),
    Column("changes", "要改的内容", _changes, 260, passing=True),
)


class RosterImporting(Importing["Preview", "PreviewRow"]):
    """The import page of the roster."""

    heading = "导入名册"
    counted = "人"
    kinds_of_files = TABLES_AND_WORD
    header_rows = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, COLUMNS, desk.reader.frame.field_use().fields, INVITATION)
        self._incoming: Incoming | None = None
        self._forget()
        self.posts = PostList()
        self.words = CodeWords(desk.reader.frame.words)
        self.tabs.addTab(self.words, WORDS_TAB)
        self.tabs.addTab(self.posts, POSTS_TAB)
        self.who = Who()
        self.preview_layout.addWidget(self.who)
        self.mending = Mending()
        self.whole.addWidget(self.mending)
        self.faulty = button(
            "导出有误的行(&X)…",
            self._ask_faulty,
            hint="把没有导入的行连同原因存成表格，在 Excel 里改好再导入",
        )
        self.top.insert(2, self.faulty)
        self._connect()

    def _connect(self) -> None:
        self.lines.current_changed.connect(lambda _number: self._show_current())
        self.lines.opened.connect(lambda _number: self._begin_row())
        self.findings.current_changed.connect(lambda _number: self._show_current())
        self.findings.opened.connect(lambda _number: self._begin_finding())
        self.tabs.currentChanged.connect(lambda _index: self._show_current())
        self.headers.row_changed.connect(self._choose_header_row)
        self.words.chosen.connect(self._choose_words)
        self.who.chosen.connect(self._choose_who)
        self.mending.mended.connect(self._mend)

    def _forget(self) -> None:
        """Nothing was said of these tables yet."""
        self._incoming = None
        self._columns: dict[ColumnPlace, str] = {}
        self._header_rows: dict[SheetPlace, int] = {}
        self._people: dict[str, str] = {}
        self._words: dict[str, dict[str, str]] = {}
        self._cells: dict[CellPlace, str] = {}
        self._ticked: list[tuple[str, str]] = []

    def start(self) -> None:
        """Begin anew."""
        self._forget()
        self.headers.fields = self.desk.reader.frame.field_use().fields
        super().start()
        self.faulty.hide()
        self.mending.hide()

    # -- what the import asks ----------------------------------------------------------------------------------

    def preview_of(self, office: Office, files: Sequence[Path], override: Mapping[str, str]) -> Preview:
        """Read files, on the worker; what was read once is only judged anew."""
        desk = office.roster_import
        wishes = Wishes(
            headers=override, columns=dict(self._columns), header_rows=dict(self._header_rows),
            people=dict(self._people), words={name: dict(w) for name, w in self._words.items()},
            cells=dict(self._cells),
        )  # fmt: skip
        return desk.judge(self._incoming or desk.read(files), wishes)

    def rows_of(self, preview: Preview) -> Sequence[PreviewRow]:
        """The people."""
        return preview.rows

    def mark_of(self, line: PreviewRow) -> str:
        """What a row would do; who is asked about is neither good nor bad yet."""
        return _mark(line)

    def key_of(self, line: PreviewRow) -> str:
        """The row's name in the clerk's choices."""
        return line.draft.key

    def views_of(self, preview: Preview) -> Mapping[str, Callable[[PreviewRow], bool]]:
        """Those of whom the clerk has to say who they are."""
        return {ASKED: lambda line: line.question is not None}

    def summary_of(self, preview: Preview) -> str:
        """Sheets, rows, people, and which sheets were left out."""
        taken = [sheet.name for sheet in preview.sheets if sheet.taken]
        left = "".join(f"“{sheet.name or sheet.file}”" for sheet in preview.sheets if not sheet.taken)
        joined = f"从 {len(taken)} 张表读到 {preview.read} 行，合成 {preview.members} 人"
        plain = f"读到 {preview.read} 行，{preview.members} 人"
        said = [joined if len(taken) > 1 else plain]
        if left:
            said.append(f"{left}没有导入，原因见“表头对应”")
        if preview.questions:
            said.append(f"{len(preview.questions)} 人请选定是哪一位")
        if preview.open_words:
            said.append(f"{len(preview.open_words)} 种写法请看“对应代码”")
        return "；".join(said)

    def enter_in(self, office: Office, preview: Preview) -> None:
        """Enter what is good with the posts that are ticked."""
        office.roster_import.apply(preview, posts=self._ticked)

    def still_to_do(self) -> str:
        """Lists of 委员 seldom tell who is 主席 or 常委: grid and orders ask for them."""
        held = {post for member in self.desk.reader.roster.listing() for post in member.posts}
        lacking = "、".join(post for post in ("主席", "常委") if post not in held)
        return f"还没有{lacking}：可用“更多”里的“按名单设职务”。" if lacking else ""

    def enter_now(self) -> None:
        """Note the ticks on the window's thread, then enter."""
        self._ticked = self.posts.confirmed()
        super().enter_now()

    def shown(self, preview: Preview) -> None:
        """List words and proposed posts; the posts alone are worth an import too."""
        self._incoming = preview.incoming
        self.words.show_words(preview.words)
        self.name_tab(self.words, WORDS_TAB, len(preview.open_words))
        proposals = preview.proposals()
        self.posts.show_posts(proposals)
        self.name_tab(self.posts, POSTS_TAB, len(proposals))
        if proposals:
            self.enter.setEnabled(True)
        self.faulty.setVisible(any(line.mark == BAD for line in preview.rows))
        if self.tabs.currentWidget() is self.findings and not preview.errors and self.enter.isEnabled():
            self.tabs.setCurrentIndex(0)  # everything is mended: what is left is to look and to enter
            self.enter.setFocus()

    def begin(self, preview: Preview) -> None:
        """Questions come before everything else that is wrong."""
        super().begin(preview)
        if preview.questions and not preview.new + preview.updated:
            self.tabs.setCurrentIndex(0)
            self.lines.setFocus()
        self._show_current()

    # -- the row the clerk stands on ---------------------------------------------------------------------------

    def _show_current(self) -> None:
        """Offer what may be said of the row or the finding in front."""
        preview = self.preview
        front = self.tabs.currentWidget()
        if preview is None or front in (self.headers, self.words, self.posts):
            self.mending.hide()
            return
        if front is self.findings:
            one = self.findings.current
            place = place_of(preview, one.finding) if one is not None else None
            sources = [place[:3]] if place is not None else []
            self.mending.show_cells(cells_of(preview, sources), place)
            return
        line = self.line_on
        if line is None:
            self.mending.hide()
            self.who.hide()
            return
        sources = [(source.file, source.sheet, source.row) for source in line.draft.sources]
        wrong = (one for one in preview.errors if (one.file, one.sheet, one.row) in sources)
        self.mending.show_cells(
            cells_of(preview, sources), next((p for one in wrong if (p := place_of(preview, one))), None)
        )
        candidates = self.desk.reader.roster_import.candidates(line)
        choice = self._people.get(line.draft.key, "")
        self.who.show_row(_said_of(line, candidates), candidates, choice, asked=line.question is not None)

    def _begin_row(self) -> None:
        """Enter on a row: answer what is asked of it, else mend a cell of it."""
        line = self.line_on
        if line is not None and line.question is not None and line.question.candidates:
            self.who.begin()
        else:
            self.mending.begin()

    def _begin_finding(self) -> None:
        """Enter on a finding: a question is answered beside the row, anything else mended here."""
        one, preview = self.findings.current, self.preview
        if one is None or preview is None:
            return
        place = (one.finding.file, one.finding.sheet, one.finding.row)
        for number, line in enumerate(preview.rows):
            if line.question is not None and place in {(s.file, s.sheet, s.row) for s in line.draft.sources}:
                self.tabs.setCurrentIndex(0)
                self.chips.press(ASKED)
                self.lines.go_to(self.lines.rows.row_of(number))
                self.who.begin()
                return
        self.mending.begin()

    # -- what the clerk says -----------------------------------------------------------------------------------

    def _remap(self, place: object, header: str, key: str) -> None:
        if isinstance(place, tuple):
            self._columns[place] = key
            self.read_again()

    def _choose_header_row(self, place: SheetPlace, number: int) -> None:
        self._header_rows[place] = number
        gone = [column for column in self._columns if column[:2] == place]
        for column in gone:
            del self._columns[column]
        self.read_again()

    def _choose_words(self, chosen: Sequence[tuple[str, str, str]]) -> None:
        for name, written, means in chosen:
            self._words.setdefault(name, {})[written] = means
        self.read_again()

    def _choose_who(self, who: str) -> None:
        line = self.line_on
        if line is None:
            return
        self._people.pop(line.draft.key, None)
        if who:
            self._people[line.draft.key] = who
        self.lines.setFocus()
        self.read_again()

    def _mend(self, place: CellPlace, text: str) -> None:
        self._cells[place] = text
        front = self.tabs.currentWidget()
        (self.findings if front is self.findings else self.lines).setFocus()
        self.read_again()

    # -- what stays out ----------------------------------------------------------------------------------------

    def _ask_faulty(self) -> None:
        name, kind = QFileDialog.getSaveFileName(self, "导出有误的行", place("有误的行.xlsx"), ERRORS)
        keep(name)
        if name:
            file = Path(name)
            if file.suffix.lower() not in (".xlsx", ".csv"):
                file = file.with_name(file.name + (".csv" if "csv" in kind else ".xlsx"))
            self.write_faulty(file)

    def write_faulty(self, file: Path) -> None:
        """Write the rows that stay out with the reasons, on the worker."""
        preview = self.preview
        if preview is not None:
            self.desk.do(
                "导出有误的行",
                lambda office: office.roster_import.write_errors(preview, file),
                lambda rows: self.desk.say(f"已把有误的 {rows} 行写到 {file}，改好后可以再导入。", file=file),
            )
