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
from app.ui.parts import Choice, label

if TYPE_CHECKING:
    from app.office import Office

KINDS = "Excel 工作簿 (*.xlsx);;CSV（逗号分隔） (*.csv)"
LEVELS = (
    (Privacy.PUBLIC, "公开：可以对外公布的栏目"),
    (Privacy.INTERNAL, "内部：加上出生年月、学历等"),
    (Privacy.FULL, "完整：加上手机、住址、身份证号等个人信息"),
)


class LevelDialog(QDialog):
    """Asks how much of each person may leave the office."""

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("导出名册")
        self.levels = Choice()
        self.levels.setAccessibleName("导出哪些栏目")
        for level, words in LEVELS:
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
        for widget in (label(f"导出列表里的 {count} 名委员，包含："), self.levels, buttons):
            layout.addWidget(widget)

    @property
    def level(self) -> Privacy:
        """The level chosen."""
        return Privacy(self.levels.currentData())


def export_list(window: QWidget, desk: Desk, people: Sequence[Member]) -> None:
    """Ask for level and file, then write on the worker."""
    dialog = LevelDialog(len(people), window)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    level = dialog.level
    dialog.deleteLater()
    if not agreed:
        return
    name, kind = QFileDialog.getSaveFileName(window, "导出到", f"委员名册（{level}）.xlsx", KINDS)
    if not name:
        return
    file = Path(name)
    if file.suffix.lower() not in (".xlsx", ".csv"):
        file = file.with_name(file.name + (".csv" if "csv" in kind else ".xlsx"))
    write(desk, file, level, list(people))


def write(desk: Desk, file: Path, level: Privacy, people: list[Member]) -> None:
    """Write on the worker and say where it went."""

    def work(office: Office) -> int:
        return office.paper.export_roster(file, level=level, people=people).rows

    desk.do("导出名册", work, lambda rows: desk.say(f"已导出 {rows} 人到 {file}。", file=file))
