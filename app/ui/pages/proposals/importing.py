"""Registers of proposals coming in: rows of other papers are set aside, alike titles are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.fields import PROPOSAL_FIELDS
from app.domain.finding import Finding
from app.ui.desk import Desk
from app.ui.findings import FindingsList
from app.ui.importing import TONES, Importing
from app.ui.rows import Column

if TYPE_CHECKING:
    from app.office import Office
    from app.services.proposal_import import RegisterPreview
    from app.services.proposal_plan import PlannedRow

INVITATION = "把提案登记表拖到这里（Excel、WPS 表格或 CSV；承办单位答复表可以一起拖进来），\n或者选择文件。"
SIMILAR_TAB = "题目相近"


def _changes(line: PlannedRow) -> str:
    return "；".join(f"{name}：{old or '（空）'} → {new or '（空）'}" for name, old, new in line.changes)


COLUMNS: tuple[Column[PlannedRow], ...] = (
    Column("mark", "", lambda line: line.mark, 60, tone=lambda line: TONES[line.mark]),
    Column("row", "行", lambda line: str(line.draft.row), 56, right=True),
    Column("no", "号", lambda line: line.draft.text("no"), 56),
    Column("title", "案由", lambda line: line.draft.text("title"), 320, stretch=True),
    Column("sponsors", "提案人", lambda line: "、".join(line.draft.sponsors), 130),
    Column("lead", "主办单位", lambda line: "、".join(line.draft.lead), 130),
    Column("state", "状态", lambda line: str(line.state), 90),
    Column("changes", "要改的内容", _changes, 260, passing=True),
)


class ProposalImporting(Importing["RegisterPreview", "PlannedRow"]):
    """The import page of the register."""

    heading = "导入提案"
    counted = "件"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, COLUMNS, PROPOSAL_FIELDS, INVITATION)
        self.similar = FindingsList()
        self.similar.setAccessibleName(SIMILAR_TAB)
        self.similar.empty_text = "没有题目相近的提案。"
        self.tabs.addTab(self.similar, SIMILAR_TAB)

    def preview_of(
        self, office: Office, files: Sequence[Path], override: Mapping[str, str]
    ) -> RegisterPreview:
        """Read files, on the worker."""
        return office.register_import.preview(files, override=override)

    def rows_of(self, preview: RegisterPreview) -> Sequence[PlannedRow]:
        """The proposals."""
        return preview.rows

    def summary_of(self, preview: RegisterPreview) -> str:
        """Rows, proposals, and what was set aside."""
        aside = "；".join(f"{count} 行是{kind}，不导入" for kind, count in preview.set_aside.items())
        made = f"；将新建会议“{preview.new_plenary}”" if preview.new_plenary else ""
        return f"读到 {preview.read} 行，{preview.proposals} 件提案" + (f"；{aside}" if aside else "") + made

    def enter_in(self, office: Office, preview: RegisterPreview) -> None:
        """Enter what is good."""
        office.register_import.apply(preview)

    def shown(self, preview: RegisterPreview) -> None:
        """Name the rows whose titles are like an earlier one's."""
        titles = {line.draft.row: line.draft.text("title") for line in preview.rows}
        alike = [
            Finding(
                f"与 {one.to} 的题目相近（{one.score:.0%}）", row=one.row, value=titles.get(one.row or 0, "")
            )
            for one in preview.similar
        ]
        self.similar.show_findings((), alike)
        self.name_tab(self.similar, SIMILAR_TAB, len(alike))
