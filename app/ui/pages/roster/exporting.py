"""The roster going out: which level of privacy, which file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QVBoxLayout, QWidget

from app.domain.fields import Privacy
from app.domain.member import Member
from app.ui import theme
from app.ui.desk import Desk
from app.ui.folders import keep, place
from app.ui.parts import Choice, label

if TYPE_CHECKING:
    from app.office import Office

KINDS = "Excel 工作簿 (*.xlsx);;CSV（逗号分隔） (*.csv)"
LEVELS = (
    (Privacy.PUBLIC, "公开：可以对外公布的栏目"),
    (Privacy.INTERNAL, "内部：加上出生年月、学历等"),
    (Privacy.FULL, "完整：加上手机、住址、身份证号等个人信息"),
)


AS_SHOWN = "所见"
"""What is chosen to write the list as it stands on the screen."""


class LevelDialog(QDialog):
    """Asks how much of each person may leave the office; `sealed` are columns shown that only a 完整 export may hold."""

    def __init__(self, count: int, parent: QWidget | None = None, *, sealed: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self.setWindowTitle("导出名册")
        self.levels = Choice()
        self.levels.setAccessibleName("导出哪些栏目")
        shown = f"（含{'、'.join(sealed)}，不遮盖）" if sealed else ""
        for level, words in (*LEVELS, (AS_SHOWN, f"所见：列表现在显示的栏目{shown}")):
            self.levels.addItem(words, level)
        self.levels.setCurrentIndex(1)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.L)
        layout.setSpacing(theme.M)
        noted = label("含手机、住址、身份证号等个人信息的导出会记入操作记录。", "muted", wrap=True)
        for widget in (label(f"导出 {count} 名委员，包含："), self.levels, noted, buttons):
            layout.addWidget(widget)

    @property
    def level(self) -> str:
        """The level chosen, or `AS_SHOWN`."""
        return str(self.levels.currentData())


def export_list(window: QWidget, desk: Desk, people: Sequence[Member], columns: Sequence[str]) -> None:
    """Ask for level and file, then write on the worker; `columns` are those shown."""
    dialog = LevelDialog(len(people), window, sealed=desk.reader.roster_export.sealed(columns))
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    level = dialog.level
    dialog.deleteLater()
    if not agreed:
        return
    name, kind = QFileDialog.getSaveFileName(window, "导出到", place(f"委员名册（{level}）.xlsx"), KINDS)
    keep(name)
    if not name:
        return
    file = Path(name)
    if file.suffix.lower() not in (".xlsx", ".csv"):
        file = file.with_name(file.name + (".csv" if "csv" in kind else ".xlsx"))
    write(desk, file, level, list(people), columns)


def write(desk: Desk, file: Path, level: str, people: list[Member], columns: Sequence[str] = ()) -> None:
    """Write on the worker and say where it went."""

    def work(office: Office) -> int:
        if level == AS_SHOWN:
            return office.roster_export.as_shown(file, people, columns).rows
        return office.roster_export.at_level(file, people, level=level).rows

    desk.do("导出名册", work, lambda rows: desk.say(f"已导出 {rows} 人到 {file}。", file=file))
