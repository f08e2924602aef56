"""Tables of members coming in: what each row does to whom, and which posts its 职务 text speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.fields import MEMBER_FIELDS
from app.ui.desk import Desk
from app.ui.importing import TONES, Importing
from app.ui.pages.roster.postlist import PostList
from app.ui.parts import Choice, label, row
from app.ui.rows import Column

if TYPE_CHECKING:
    from app.office import Office
    from app.services.roster_import import Preview, PreviewRow

INVITATION = "把委员名册拖到这里（Excel、WPS 表格或 CSV，可以一次几个文件），\n或者选择文件；也可以在 Excel 里复制单元格，再按 Ctrl+V。"
NEW_PERSON = "new"
POSTS_TAB = "政协职务"


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
    Column("mark", "", lambda line: str(line.mark), 60, tone=lambda line: TONES.get(str(line.mark), "")),
    Column("name", "姓名", lambda line: line.draft.name or "（缺姓名）", 100),
    Column("sex", "性别", lambda line: line.draft.text("sex"), 50),
    Column("affiliations", "政治面貌", lambda line: _list(line, "affiliations"), 100),
    Column("sector", "界别", lambda line: line.draft.text("sector"), 130),
    Column("committees", "专委会", lambda line: _list(line, "committees"), 170),
    Column("workplace", "单位及职务", _workplace, 200, stretch=True),
    Column("source", "出处", _sources, 196),
    Column("changes", "要改的内容", _changes, 260),
)


class RosterImporting(Importing["Preview", "PreviewRow"]):
    """The import page of the roster."""

    heading = "导入名册"
    counted = "人"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, COLUMNS, MEMBER_FIELDS, INVITATION)
        self._choices: dict[str, str] = {}
        self._ticked: list[tuple[str, str]] = []
        self.posts = PostList()
        self.tabs.addTab(self.posts, POSTS_TAB)
        self.who = Choice()
        self.who.setAccessibleName("这一行是哪一位")
        self.who.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.who_line = QWidget()
        self.who_line.setLayout(row(label("这一行是："), self.who, None))
        self.preview_layout.addWidget(self.who_line)
        self.lines.current_changed.connect(self._offer_who)
        self.who.activated.connect(lambda _index: self._choose_who())

    def start(self) -> None:
        """Begin anew."""
        self._choices = {}
        super().start()

    def preview_of(self, office: Office, files: Sequence[Path], override: Mapping[str, str]) -> Preview:
        """Read files, on the worker."""
        return office.roster_import.preview(files, override=override, choices=dict(self._choices))

    def rows_of(self, preview: Preview) -> Sequence[PreviewRow]:
        """The people."""
        return preview.rows

    def mark_of(self, line: PreviewRow) -> str:
        """What a row would do."""
        return str(line.mark)

    def summary_of(self, preview: Preview) -> str:
        """Sheets, rows, people, and which sheets were left out."""
        taken = [sheet.name for sheet in preview.sheets if sheet.taken]
        left = "".join(f"“{sheet.name}”" for sheet in preview.sheets if not sheet.taken)
        joined = f"从 {len(taken)} 张表读到 {preview.read} 行，合成 {preview.members} 人"
        plain = f"读到 {preview.read} 行，{preview.members} 人"
        return (joined if len(taken) > 1 else plain) + (f"；{left}没有导入，原因见“表头对应”" if left else "")

    def enter_in(self, office: Office, preview: Preview) -> None:
        """Enter what is good with the posts that are ticked."""
        office.roster_import.apply(preview, posts=self._ticked)

    def enter_now(self) -> None:
        """Note the ticks on the window's thread, then enter."""
        self._ticked = self.posts.confirmed()
        super().enter_now()

    def shown(self, preview: Preview) -> None:
        """List the proposed posts; they alone are worth an import too."""
        proposals = preview.proposals()
        self.posts.show_posts(proposals)
        self.name_tab(self.posts, POSTS_TAB, len(proposals))
        if proposals:
            self.enter.setEnabled(True)

    # -- who is who --------------------------------------------------------------------------------------------

    def _offer_who(self, number: int | None) -> None:
        """For a row whose name somebody bears, let the clerk say who is meant."""
        line = self.preview.rows[number] if self.preview and number is not None else None
        name = line.draft.name if line else ""
        same = (
            [one for one in self.desk.reader.roster.listing(status="全部") if one.name == name]
            if name
            else []
        )
        self.who_line.setVisible(bool(same))
        self.who.clear()
        self.who.addItem("由程序判断", "")
        for member in same:
            self.who.addItem(f"名册中的 {member.name}  {member.sector}  {member.workplace}", str(member.id))
        self.who.addItem("另外一个人，新增", NEW_PERSON)
        if line is not None:
            self.who.setCurrentIndex(max(self.who.findData(self._choices.get(line.draft.key, "")), 0))

    def _choose_who(self) -> None:
        number = self.lines.current_id
        if self.preview is None or number is None:
            return
        key = self.preview.rows[number].draft.key
        self._choices.pop(key, None)
        if self.who.currentData():
            self._choices[key] = self.who.currentData()
        self.read_again()
