"""What was done, newest first, and the check of the data file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import theme
from app.ui.desk import Desk
from app.ui.listview import ListView
from app.ui.parts import action, button_for, card, label, row
from app.ui.rows import Column, RowModel

if TYPE_CHECKING:
    from app.db.check import Problem
    from app.db.registry import PastOperation
    from app.office import Office

SHOWN = 500
KINDS = {"undo": "撤销：", "redo": "重做："}
COLUMNS: tuple[Column[PastOperation], ...] = (
    Column("at", "时间", lambda one: one.at[:16], 150),
    Column("label", "做了什么", lambda one: KINDS.get(one.kind, "") + one.label, 360, stretch=True),
    Column(
        "undone",
        "",
        lambda one: "已撤销" if one.undone else "",
        76,
        tone=lambda one: "warning" if one.undone else "",
    ),
    Column("rows", "改动行数", lambda one: str(one.rows), 90, right=True),
    Column("machine", "电脑", lambda one: one.machine, 130),
    Column("user", "用户", lambda one: one.user, 110),
)


class History(QWidget):
    """The third tab of 备份与设置."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: dict[int, PastOperation] = {}
        self.list: ListView[PastOperation] = ListView(RowModel(COLUMNS, self._fetch, self), "操作历史")
        frame, inner = card(0)
        inner.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.M, 0, 0)
        layout.addWidget(frame)

    def reload(self) -> None:
        """Read the latest operations."""
        self._found = {one.id: one for one in self._desk.reader.past.operations(SHOWN)}
        self.list.show_ids(list(self._found))

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, PastOperation]:
        return {identity: self._found[identity] for identity in ids if identity in self._found}


PROBLEMS: tuple[Column[Problem], ...] = (
    Column("kind", "类别", lambda one: one.kind, 130),
    Column("message", "问题", lambda one: one.message, 400, stretch=True),
)


class Check(QWidget):
    """The last tab: is the file sound?"""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: list[Problem] = []
        self.said = label("检查数据文件、加密、修改记录和各项规则是否一致；不改动任何数据。", wrap=True)
        self.list: ListView[Problem] = ListView(RowModel(PROBLEMS, self._fetch, self), "检查发现的问题")
        self.check_action = action(self, "检查(&K)", self.check, hint="检查数据文件是否完好")
        frame, inner = card(0)
        inner.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.M, 0, 0)
        layout.setSpacing(theme.M)
        line = row(self.said, button_for(self.check_action))
        line.setStretch(0, 1)
        layout.addLayout(line)
        layout.addWidget(frame, 1)

    def check(self) -> None:
        """Check on the worker, with progress and 取消."""

        def work(office: Office, step: Callable[[int, int], None]) -> list[Problem]:
            return office.safety.check(progress=step)

        self._desk.do_in_steps("检查数据文件", work, self._show)

    def _show(self, found: list[Problem]) -> None:
        self._found = found
        self.said.setText(
            f"发现 {len(found)} 处问题，请先备份，再把下面的内容交给维护的人。"
            if found
            else "检查完毕，数据文件完好。"
        )
        self.list.empty_text = "" if found else "没有发现问题。"
        self.list.show_ids(range(len(found)))

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, Problem]:
        return {number: self._found[number] for number in ids if number < len(self._found)}
