"""An order of the office's own by a pasted list: those on it come first, in its order; everybody else follows as before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from app.ui import theme
from app.ui.desk import Desk
from app.ui.findings import FindingsList
from app.ui.pages.roster.posting import ALL_FOUND, WAITING, NamesEdit
from app.ui.parts import button, card, label, row
from app.ui.room import Room


class OrderingRoom(Room):
    """Checks a list of names, then sets 自定义序号 by it; one operation."""

    title = "按名单排次序"
    manual = "finding#自定义次序"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.names = NamesEdit(tabChangesFocus=True)
        self.names.setAccessibleName("名单")
        self.names.setPlaceholderText(
            "把排好次序的名单粘贴在这里：一行一人，或用空格、顿号隔开。名单上没有的人排在后面，照原来的次序。"
        )
        self.said = label("", wrap=True)
        self.findings = FindingsList(places=False)
        self.findings.empty_text = WAITING
        self.set = button("照这个次序排", self.set_now, kind="primary", hint="可以用 Ctrl+Z 撤销")
        frame, inner = card()
        inner.addWidget(self.names, 1)
        inner.addLayout(row(None, button("核对", self.check_now, hint="只核对，不改动")))
        side, listed = card()
        listed.addWidget(self.said)
        listed.addWidget(self.findings, 1)
        across = row(frame, side, spacing=theme.M)
        across.setStretch(0, 2)
        across.setStretch(1, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        back = button("返回(&B)", self.left.emit, hint="回到名册（Esc）")
        layout.addLayout(row(label(self.title, "title"), None, back, self.set))
        layout.addLayout(across, 1)
        self.names.textChanged.connect(self._not_checked)
        self.names.pasted.connect(self.check_now)

    def open(self, ids: Sequence[int] = ()) -> None:
        """Begin with an empty list."""
        self.names.clear()
        self._not_checked()
        self.focus_first()

    def half_written(self) -> bool:
        """A list that was not set yet."""
        return bool(self.names.toPlainText().strip())

    def focus_first(self) -> None:
        """The list of names."""
        self.names.setFocus()

    def check_now(self) -> None:
        """Say who is on the list, and who of it is not known."""
        listed = self.desk.reader.own_order.read(self.names.toPlainText())
        self.said.setText(f"将照名单排 {len(listed.people)} 人，其余 {listed.rest} 人在后面照旧。")
        self.findings.empty_text = ALL_FOUND
        self.findings.show_findings((), listed.findings)
        self.set.setEnabled(bool(listed.people))

    def set_now(self) -> None:
        """Set it, and go back to the list."""
        text = self.names.toPlainText()
        self.desk.do(
            "按名单排自定义次序", lambda office: len(office.own_order.set_by_names(text).people), self._done
        )

    def _done(self, count: int) -> None:
        self.names.clear()
        self.desk.say(f"已照名单排 {count} 人的自定义次序，按 Ctrl+Z 可以撤销。列表选“自定义”排序就看得到。")
        self.left.emit()

    def _not_checked(self) -> None:
        self.said.setText("粘贴名单后核对，再排。")
        self.findings.empty_text = WAITING
        self.findings.show_findings((), ())
        self.set.setEnabled(False)
