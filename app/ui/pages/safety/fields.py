"""字段: which fields of a member are used, at which level of privacy, and which make 资料不全 when they are empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.domain.fields import Privacy
from app.ui import theme
from app.ui.desk import Desk
from app.ui.listview import ListView
from app.ui.parts import Choice, action, button_for, card, folding, label
from app.ui.rows import Column, RowModel

if TYPE_CHECKING:
    from app.office import Office
    from app.services.field_choice import FieldLine

ABOUT = (
    "停用的字段在表单、名册、导入、导出和材料里都不出现，已经录入的内容保留，启用后还在。"
    "级别决定导出到哪一级才带上它。可以一次选几行（按住 Ctrl 或 Shift）。"
)
USUAL = "原来的级别"


def _state(one: FieldLine) -> str:
    return "必用" if one.locked else "在用" if one.on else "停用"


COLUMNS: tuple[Column[FieldLine], ...] = (
    Column("label", "字段", lambda one: one.label, 170, stretch=True, bold=True),
    Column("section", "分组", lambda one: one.section, 110),
    Column("on", "使用", _state, 80, tone=lambda one: "muted" if one.locked else "" if one.on else "warning"),
    Column("level", "级别", lambda one: f"{one.level}（原为{one.usual}）" if one.level is not one.usual else one.level, 150),
    Column("expected", "资料不全", lambda one: "缺了算" if one.expected else "", 90),
)  # fmt: skip


class Fields(QWidget):
    """The table of fields and what can be done to those selected."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lines: list[FieldLine] = []
        self.list: ListView[FieldLine] = ListView(RowModel(COLUMNS, self._fetch, self), "委员的字段")
        self.counts: QLabel = label("", "muted")
        self.level = Choice()
        self.level.setAccessibleName("选中的字段设为哪一级")
        self.level.setToolTip("选中的字段设为哪一级")
        self.level.addItems([*(level.value for level in Privacy), USUAL])
        self.off_action = self._made("停用(&T)", lambda: self._switch(on=False), "停用选中的字段，内容保留")
        self.on_action = self._made("启用(&U)", lambda: self._switch(on=True), "启用选中的字段")
        self.level_action = self._made("设级别(&L)", self._level, "给选中的字段设这个级别")
        self.expect_action = self._made(
            "缺了算资料不全(&Q)", lambda: self._expect(on=True), "选中的字段空着就列入资料不全"
        )
        self.spare_action = self._made(
            "缺了不算(&R)", lambda: self._expect(on=False), "选中的字段空着不列入资料不全"
        )
        self._build()

    def _made(self, text: str, doing: Callable[[], object], hint: str) -> QAction:
        made = action(self, text, doing, hint=hint)
        made.setEnabled(not self._desk.read_only)
        return made

    def _build(self) -> None:
        frame, inner = card(0)
        inner.addWidget(self.list, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.M, 0, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(label(ABOUT, "muted", wrap=True))
        layout.addWidget(frame, 1)
        layout.addLayout(
            folding(
                button_for(self.off_action), button_for(self.on_action), self.level, button_for(self.level_action),
                button_for(self.expect_action), button_for(self.spare_action), None, self.counts,
            )
        )  # fmt: skip

    # -- reading -----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the choice anew and keep where we stand."""
        self._lines = self._desk.reader.field_choice.lines()
        self.list.show_ids(list(range(len(self._lines))))
        used = sum(one.on for one in self._lines)
        self.counts.setText(f"{len(self._lines)} 个字段，在用 {used} 个")

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, FieldLine]:
        return {place: self._lines[place] for place in ids if place < len(self._lines)}

    def _keys(self) -> list[str]:
        return [self._lines[place].key for place in self.list.selected_ids()]

    # -- doing -------------------------------------------------------------------------------------------------

    def _do(self, said: str, verb: Callable[[Office], object]) -> None:
        if not self._keys():
            self._desk.say("请先在表里选字段。", "warning")
            return
        self._desk.do(
            said, verb, lambda _done: self._desk.say(f"{said}：已保存，按 Ctrl+Z 可以撤销。"), self._refuse
        )

    def _refuse(self, error: LiangeError) -> None:
        self._desk.say(error.message, "warning")

    def _switch(self, *, on: bool) -> None:
        keys = self._keys()
        word = "启用" if on else "停用"
        self._do(f"{word} {len(keys)} 个字段", lambda office: office.field_choice.switch(keys, on=on))

    def _level(self) -> None:
        keys, word = self._keys(), self.level.currentText()
        level = None if word == USUAL else Privacy(word)
        self._do(f"{len(keys)} 个字段设为{word}", lambda office: office.field_choice.level(keys, level))

    def _expect(self, *, on: bool) -> None:
        keys = self._keys()
        word = "列入" if on else "不列入"
        self._do(f"{len(keys)} 个字段{word}资料不全", lambda office: office.field_choice.expect(keys, on=on))
