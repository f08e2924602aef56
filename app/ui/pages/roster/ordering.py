"""An order of the office's own by a pasted list: those on it come first, in its order; everybody else follows as before."""

from __future__ import annotations

from collections.abc import Sequence

from app.ui.desk import Desk
from app.ui.pages.roster.namespane import NamesPane
from app.ui.parts import button, label, row
from app.ui.room import Room
from app.ui.takingroom import fill


class OrderingRoom(Room):
    """Checks a list of names, then sets 自定义序号 by it; one operation."""

    title = "按名单排次序"
    manual = "finding#自定义次序"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.set = button("照这个次序排", self.set_now, kind="primary", hint="可以用 Ctrl+Z 撤销")
        self.pane = NamesPane(
            "把排好次序的名单粘贴在这里：一行一人，或用空格、顿号隔开。名单上没有的人排在后面，照原来的次序。",
            row(None, button("核对", self.check_now, hint="只核对，不改动")),
        )
        self.names, self.said, self.findings = self.pane.names, self.pane.said, self.pane.findings
        back = button("返回(&B)", self.left.emit, hint="回到名册（Esc）")
        fill(self, row(label(self.title, "title"), None, back, self.set), self.pane)
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
        said = f"将照名单排 {len(listed.people)} 人，其余 {listed.rest} 人在后面照旧。"
        self.pane.show_found(said, listed.findings)
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
        self.pane.wait("粘贴名单后核对，再排。")
        self.set.setEnabled(False)
