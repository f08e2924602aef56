"""A post for everyone on a pasted list: checked first, then set as one operation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QWidget,
)

from app.domain.errors import LiangeError
from app.ui import theme
from app.ui.dayline import DayLine
from app.ui.desk import Desk
from app.ui.folders import keep, place
from app.ui.pages.roster.namespane import NamesPane
from app.ui.parts import Choice, button, label, row
from app.ui.takingroom import fill

if TYPE_CHECKING:
    from app.services.roster import Posted

USUAL = "常委"


class Posting(QWidget):
    """The page that sets a post by a list of names."""

    done = Signal()
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("按名单设职务")
        self._desk = desk
        self.post = Choice()
        self.post.setAccessibleName("设为")
        self.day = DayLine()
        self.day.setAccessibleName("自哪天起")
        self.day.setPlaceholderText("如 2026-01-15；不填是补录，不算变动")
        self.check = button("核对(&K)", self.check_now, hint="只核对，不改动")
        self.set = button(
            "设置(&Y)", self.set_now, kind="primary", hint="给对上的人设这个职务，可以用 Ctrl+Z 撤销"
        )
        self._build()
        self.names.textChanged.connect(self._not_checked)
        self.names.pasted.connect(self.check_now)
        self.post.currentIndexChanged.connect(lambda _index: self._not_checked())

    def _build(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(theme.S)
        form.addRow("设为", self.post)
        form.addRow("自哪天起", self.day)
        self.pane = NamesPane(
            "把名单粘贴在这里：一行一人，或用空格、顿号隔开；“常务委员（25人）”这样的标题行会自动略过。",
            row(button("读文件(&F)…", self._ask_file, hint="读一份文本名单"), None, self.check), form,
        )  # fmt: skip
        self.names, self.said, self.findings = self.pane.names, self.pane.said, self.pane.findings
        back = button("返回(&B)", self.left.emit, hint="回到名册（Esc）")
        fill(self, row(label("按名单设职务", "title"), None, back, self.set), self.pane)

    def start(self) -> None:
        """Begin with an empty list."""
        self.post.clear()
        self.post.addItems(self._desk.reader.frame.words("政协职务"))
        self.post.setCurrentIndex(max(self.post.findText(USUAL), 0))
        self.names.clear()
        self._not_checked()
        self.names.setFocus()

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "读名单", place(), "文本 (*.txt);;所有文件 (*)")
        keep(name)
        if name:
            self.read(Path(name))

    def read(self, file: Path) -> None:
        """Read a list from a text file, in any encoding that a table may come in."""
        try:
            text = self._desk.reader.roster.list_in(file)
        except LiangeError as error:
            self.said.setText(error.message)
            return
        self.names.setPlainText(text)
        self.check_now()

    def _not_checked(self) -> None:
        self.set.setEnabled(False)
        self.set.setText(f"设为{self.post.currentText()}(&Y)")
        self.pane.wait("")

    def _wish(self) -> tuple[str, str, str | None] | None:
        if fault := self.day.problem(may_be_empty=True):
            self.said.setText(fault)
            return None
        return self.names.toPlainText(), self.post.currentText(), self.day.day or None

    def check_now(self) -> None:
        """Say whom the list means, changing nothing."""
        wish = self._wish()
        if wish is not None:
            text, post, day = wish
            self._desk.do(
                "核对名单",
                lambda office: office.roster.set_post(text, post, day=day, dry_run=True),
                self._checked,
                self._refuse,
            )

    def _checked(self, found: Posted) -> None:
        self.pane.show_found(
            f"将设为{found.post} {len(found.set)} 人；已经是的 {len(found.already)} 人；没有对上 {len(found.findings)} 处。",
            found.findings,
        )
        self.set.setEnabled(bool(found.set))
        self.set.setText(f"设为{found.post} {len(found.set)} 人(&Y)")

    def set_now(self) -> None:
        """Set the post, as one operation."""
        wish = self._wish()
        if wish is not None and self.set.isEnabled():
            text, post, day = wish
            self.set.setEnabled(False)
            self._desk.do(
                "设职务", lambda office: office.roster.set_post(text, post, day=day), self._done, self._refuse
            )

    def _done(self, found: Posted) -> None:
        self._desk.say(f"已设为{found.post} {len(found.set)} 人，按 Ctrl+Z 可以撤销。")
        self.done.emit()

    def _refuse(self, error: LiangeError) -> None:
        self.said.setText(error.message)
