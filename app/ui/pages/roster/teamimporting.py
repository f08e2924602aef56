"""Lists of teams coming in: new ones, what changes of known ones, and who would be put in, before anything is entered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from app.domain.fields import TEAM
from app.ui.desk import Desk
from app.ui.importing import NEW, TABLES_AND_WORD, TONES, UPDATED, Importing
from app.ui.pages.roster.namesakes import Namesakes
from app.ui.parts import Choice, label, row
from app.ui.rows import Column

if TYPE_CHECKING:
    from app.office import Office
    from app.services.team_import import TeamPreview, TeamRow

INVITATION = (
    "把小组名单拖到这里（Excel、WPS 表格、CSV、Word 里的表格，或网页导出的 JSON）：\n"
    "一行一个小组（名称、种类、负责人、成员、地址），或一行一个人（小组、姓名、职务）。"
)


ASKED = "同名要选"


def _changes(line: TeamRow) -> str:
    if line.team is None:
        return ""
    fields = [f"{TEAM[key].label}：{before or '（空）'} → {after}" for key, before, after in line.changes]
    return "；".join(
        [*fields, *(f"编入 {member.name}{f'（{role}）' if role else ''}" for member, role in line.seats)]
    )


def _people(line: TeamRow) -> str:
    return "、".join(f"{member.name}{f'（{role}）' if role else ''}" for member, role in line.seats)


def _strangers(line: TeamRow) -> str:
    asked = [f"{one.named.name}（同名）" for one in line.asked]
    return "、".join([*asked, *(one.name for one in line.strangers)])


COLUMNS: tuple[Column[TeamRow], ...] = (
    Column("mark", "", lambda line: line.mark, 60, tone=lambda line: TONES[line.mark]),
    Column("kind", "种类", lambda line: line.draft.kind, 100),
    Column("name", "名称", lambda line: line.draft.name, 200, stretch=True),
    Column("people", "编入委员", _people, 190),
    Column(
        "strangers",
        "没有对上",
        _strangers,
        130,
        tone=lambda line: "warning" if line.strangers or line.asked else "",
    ),
    Column("address", "地址", lambda line: line.draft.values.get("address", ""), 180),
    Column("changes", "要改的内容", _changes, 280),
)


class TeamImporting(Importing["TeamPreview", "TeamRow"]):
    """The import of a list of teams."""

    heading = "导入小组"
    counted = "个"
    kinds_of_files = TABLES_AND_WORD.replace("*.txt", "*.txt *.json", 1)

    def __init__(self, desk: Desk) -> None:
        self.kind = Choice()
        self.kind.setAccessibleName("表里没写种类的")
        self.kind.setToolTip("表里没有“种类”这一栏时，都算作这一种")
        self.strangers = QCheckBox("没有对上的人作为非委员成员录入(&P)")
        self.strangers.setToolTip("名册里没有的人：不勾选就不录入，只列在“发现的问题”里")
        super().__init__(desk, COLUMNS, tuple(TEAM.values()), INVITATION)
        self.preview_layout.insertLayout(
            0, row(label("表里没写种类的，算作", "muted"), self.kind, self.strangers, None)
        )
        self.chosen: dict[str, int] = {}
        self.namesakes = Namesakes()
        self.preview_layout.addWidget(self.namesakes)
        self.kind.activated.connect(lambda _index: self.read_again())
        self.namesakes.chosen.connect(self._choose)
        self.lines.current_changed.connect(lambda _id: self._show_doubts())

    def start(self) -> None:
        """Begin anew, with the kinds as they are now."""
        now = self.kind.currentText()
        self.kind.clear()
        self.kind.addItems(["", *(one.name for one in self.desk.reader.teams.kinds())])
        self.kind.setCurrentIndex(max(self.kind.findText(now), 0))
        self.chosen = {}
        self.namesakes.show_doubts(())
        super().start()

    def _choose(self, key: str, member: int | None) -> None:
        """Say who is meant, and read the list again with it."""
        if member is None:
            self.chosen.pop(key, None)
        else:
            self.chosen[key] = member
        self.read_again()

    def _show_doubts(self) -> None:
        line = self.line_on
        self.namesakes.show_doubts(line.doubts if line is not None else ())

    def shown(self, preview: TeamPreview) -> None:
        """Names that several bear are chosen below the row."""
        self._show_doubts()

    def begin(self, preview: TeamPreview) -> None:
        """Stand on the first team with a name that is asked about."""
        super().begin(preview)
        asked = [number for number, line in enumerate(preview.rows) if line.asked]
        if asked:
            self.lines.go_to(asked[0])

    def key_of(self, line: TeamRow) -> str:
        """A team is named by kind and name."""
        return f"{line.draft.kind}/{line.draft.name}"

    def views_of(self, preview: TeamPreview) -> Mapping[str, Callable[[TeamRow], bool]]:
        """Those with names to be chosen."""
        return {ASKED: lambda line: bool(line.asked)}

    def of_kind(self, kind: str) -> None:
        """Take this kind for rows that name none."""
        self.kind.setCurrentIndex(max(self.kind.findText(kind), 0))

    def preview_of(self, office: Office, files: Sequence[Path], override: Mapping[str, str]) -> TeamPreview:
        """Read files, on the worker."""
        return office.team_import.preview(
            files, kind=self.kind.currentText(), override=override, chosen=dict(self.chosen)
        )

    def rows_of(self, preview: TeamPreview) -> Sequence[TeamRow]:
        """One line a team."""
        return preview.rows

    def summary_of(self, preview: TeamPreview) -> str:
        """Teams, people put in, names of nobody."""
        bad = f"，有误 {len(preview.errors)} 处" if preview.errors else ""
        return (
            f"读到 {preview.read} 行：新增 {preview.new} 个，更新 {preview.updated} 个，不变 {preview.unchanged} 个{bad}；"
            f"编入 {preview.seats} 人次，没有对上 {preview.strangers} 人"
        )

    @property
    def first_entered(self) -> tuple[str, str] | None:
        """Kind and name of the first team that is new or changed by this list."""
        rows = self.preview.rows if self.preview is not None else ()
        changed = (row for row in rows if row.mark in (NEW, UPDATED))
        return next(((row.draft.kind, (row.team or row.draft).name) for row in changed), None)

    def enter_in(self, office: Office, preview: TeamPreview) -> None:
        """Enter what is good."""
        office.team_import.apply(preview, strangers=self.strangers.isChecked())
