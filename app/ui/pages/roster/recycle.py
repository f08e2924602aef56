"""回收站: members removed as entered by mistake, with when and by whom; one is brought back whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from app.domain.errors import LiangeError
from app.ui.desk import Desk, Target
from app.ui.listview import ListView
from app.ui.parts import button, card, label, row
from app.ui.room import Room
from app.ui.rows import Column, RowModel
from app.ui.takingroom import fill

if TYPE_CHECKING:
    from app.services.recycle import Gone

EMPTY = "回收站是空的。\n用“删除误录的委员”删掉的人会列在这里，随时可以找回。"


class RecycleRoom(Room):
    """Lists who was removed; brings one back."""

    title = "回收站"
    tables = frozenset({"persons", "memberships", "facts"})
    manual = "roster#回收站"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._gone: dict[int, Gone] = {}
        self.model = RowModel(_columns(), self._fetch, self)
        self.list: ListView[Gone] = ListView(self.model, "回收站")
        self.list.empty_text = EMPTY
        self.said = label(
            "删除误录的委员时，本人资料、变动和网格里的指定、回避都收在这里，找回时一并恢复。",
            "muted",
            wrap=True,
        )
        self.problem = label("", tone="danger", wrap=True)
        self.problem.hide()
        self.restore = button(
            "找回(&R)", self.restore_now, kind="primary", hint="把选中的人整个恢复到名册，可以撤销"
        )
        back = button("返回(&B)", self.left.emit, hint="回到名册（Esc）")
        frame, inner = card(0)
        inner.addWidget(self.list)
        top = row(label(self.title, "title"), None, back, self.restore)
        fill(self, top, self.said, self.problem, frame)
        self.list.current_changed.connect(lambda _id: self._suit())
        self.list.opened.connect(lambda _id: self.restore_now())

    def reload(self) -> None:
        """Read again who is gone."""
        self._gone = {one.id: one for one in self.desk.reader.recycle.listing()}
        self.list.show_ids(list(self._gone))
        self._suit()

    def focus_first(self) -> None:
        """The list."""
        self.list.setFocus()

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, Gone]:
        return {one: self._gone[one] for one in ids if one in self._gone}

    def _suit(self) -> None:
        self.restore.setEnabled(self.list.current_id in self._gone and not self.desk.read_only)

    def restore_now(self) -> None:
        """Bring the one back on whom the list stands."""
        gone = self._gone.get(self.list.current_id or 0)
        if gone is None or not self.restore.isEnabled():
            return
        self.problem.hide()
        self.restore.setEnabled(False)
        self.desk.do(
            f"找回委员 {gone.name}", lambda office: office.recycle.restore(gone.id),
            lambda done: self._done(gone.id, done), self._refuse,
        )  # fmt: skip

    def _done(self, member: int, done: tuple[str, int]) -> None:
        name, dropped = done
        lost = f"有 {dropped} 条指定或回避没有恢复，对方已不在或另有指定。" if dropped else ""
        self.desk.say(f"已找回 {name}，按 Ctrl+Z 可以撤销。{lost}")
        self.left.emit()
        self.desk.go("roster", Target(record=member))

    def _refuse(self, error: LiangeError) -> None:
        self._suit()
        self.problem.setText(error.message)
        self.problem.show()


def _columns() -> list[Column[Gone]]:
    return [
        Column("name", "姓名", lambda one: one.name, 100, bold=True),
        Column("no", "委员编号", lambda one: one.no, 100),
        Column("term", "届次", lambda one: one.term, 110),
        Column("about", "是谁", lambda one: one.about, 260, stretch=True),
        Column("at", "删除时间", lambda one: one.at[:16], 140),
        Column("user", "删除人", lambda one: f"{one.user}（{one.machine}）", 160),
    ]
