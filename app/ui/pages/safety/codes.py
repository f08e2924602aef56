"""代码表: the words an office chooses from, how many have each; added, renamed, merged, ordered, retired."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.code_lists import CodeLine
from app.domain.errors import LiangeError
from app.domain.fields import Field, Kind
from app.ui import theme
from app.ui.desk import Desk
from app.ui.listview import ListView
from app.ui.parts import action, button_for, card, folding, label, row
from app.ui.rows import Column, RowModel
from app.ui.sheet import Sheet
from app.ui.verbform import VerbForm

if TYPE_CHECKING:
    from app.office import Office

COLUMNS: tuple[Column[CodeLine], ...] = (
    Column("name", "名称", lambda one: one.name, 220, stretch=True, bold=True),
    Column("uses", "本届在用", lambda one: str(one.uses), 86, right=True, hint="本届有多少委员、小组、单位或提案用到"),
    Column("span", "状态", lambda one: one.span, 190, tone=lambda one: "" if one.in_force else "muted"),
)  # fmt: skip
NEW = Field("name", "名称")
SEVERAL = Field("names", "名称", Kind.LONG)
FLAGS = (Field("place", "按地域分组", Kind.YES_NO), Field("outsiders", "可有不是委员的人", Kind.YES_NO))
ABOUT_FLAGS = (
    "按地域分组的（如街道小组）说明委员属于哪个片区；可有不是委员的人的（如委员工作室）可以录入信息员等。"
)
LEAST_SHEET = 240
"""Pixels beside the list where the window is narrow."""
TEAM_KINDS = "小组种类"
INTO = Field("into", "并入", Kind.CHOICE)
NOTHING = "选一个词，可以改名、合并、调整次序或停用。\n改名和合并时，本届委员、小组里的也跟着改；往届用过的保留原名。"


class Codes(QWidget):
    """The lists, the words of one, and the form of what is being done to a word."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lines: list[CodeLine] = []
        self.form: VerbForm | None = None
        self.lists = QListWidget()
        self.lists.setAccessibleName("代码表")
        self.lists.setSpacing(theme.XS)
        self.lists.addItems([one.name for one in desk.reader.codes.lists()])
        self.list: ListView[CodeLine] = ListView(RowModel(COLUMNS, self._fetch, self), "代码表的内容")
        self.list.empty_text = "还没有内容。点“增加”录入；导入名册时读到的也会列在这里。"
        self.about = label("", "muted", wrap=True)
        self.sheet = Sheet("代码")
        self._make_actions()
        self._build()
        self.lists.currentRowChanged.connect(lambda _row: self._choose())
        self.list.current_changed.connect(lambda _id: self._show_nothing())
        self.list.opened.connect(lambda _id: self._rename())
        self.lists.setCurrentRow(0)

    def _make_actions(self) -> None:
        def made(text: str, doing: Callable[[], object], hint: str, shortcut: str = "") -> QAction:
            return action(self, text, doing, hint=hint, shortcut=shortcut)

        self.add_action = made("增加(&N)", self._add, "在表的末尾增加")
        self.usual_action = made("补充常用(&U)", self._usual, "把随软件带来的常用内容里还没有的加进来")
        self.rename_action = made("改名(&R)", self._rename, "改名，本届资料里的也跟着改", "F2")
        self.merge_action = made("合并(&G)", self._merge, "并入另一个")
        self.up_action = made("上移", lambda: self._move(-1), "往上移一位", "Alt+Up")
        self.down_action = made("下移", lambda: self._move(1), "往下移一位", "Alt+Down")
        self.retire_action = made(
            "停用(&T)", self._retire, "本届起不再提供选用，已经用的保留；已停用的重新启用"
        )
        self.remove_action = made("删除(&D)", self._remove, "删除没有用到的")
        self.flag_action = made("用法(&F)…", self._flag, "这种小组是不是按地域分，可不可以有不是委员的人")
        self.about_word = (
            self.rename_action, self.merge_action, self.up_action, self.down_action, self.retire_action, self.remove_action
        )  # fmt: skip

    def _build(self) -> None:
        left, listed = card()
        listed.addWidget(label("代码表", "card-title"))
        listed.addWidget(self.lists, 1)
        left.setFixedWidth(168)
        frame, inner = card(0)
        inner.addWidget(self.list, 1)
        middle = QVBoxLayout()
        middle.setSpacing(theme.S)
        middle.addWidget(self.about)
        middle.addLayout(row(*(button_for(act) for act in (self.add_action, self.usual_action)), None))
        middle.addWidget(frame, 1)
        buttons = (button_for(act) for act in self.about_word)
        middle.addLayout(folding(*buttons))
        self.sheet.setMinimumWidth(LEAST_SHEET)
        self.sheet.setMaximumWidth(330)
        layout = row(left, spacing=theme.M)
        layout.addLayout(middle, 3)
        layout.addWidget(self.sheet, 2)
        layout.setContentsMargins(0, theme.M, 0, 0)
        self.setLayout(layout)

    # -- reading -----------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> str:
        """The name of the list that is looked at."""
        item: QListWidgetItem = self.lists.item(max(self.lists.currentRow(), 0))
        return item.text()

    @property
    def word(self) -> CodeLine | None:
        """The word that is stood on."""
        place = self.list.current_id
        return self._lines[place] if place is not None and place < len(self._lines) else None

    def reload(self) -> None:
        """Read the words anew and keep where we stand."""
        codes, on = self._desk.reader.codes, self.word
        self._lines = codes.lines(self.chosen)
        names = [one.name for one in self._lines]
        stay = names.index(on.name) if on is not None and on.name in names else None
        self.list.show_ids(list(range(len(self._lines))), stay_on=stay)
        self.about.setText(codes.list_named(self.chosen).about + "。")
        writes = not self._desk.read_only
        self.add_action.setEnabled(writes)
        self.usual_action.setEnabled(writes and bool(codes.suggested(self.chosen)))
        self._show_nothing()

    def _choose(self) -> None:
        self.form = None
        self.reload()
        if self._lines:
            self.list.go_to(0)

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, CodeLine]:
        return {place: self._lines[place] for place in ids if place < len(self._lines)}

    def _show_nothing(self) -> None:
        if self.form is not None and self.form.touched:
            return
        self.form = None
        self.sheet.empty()
        word = self.word
        for act in self.about_word:
            act.setEnabled(word is not None and not self._desk.read_only)
        self.retire_action.setText("停用(&T)" if word is None or word.in_force else "启用(&T)")
        if word is not None:
            self.sheet.head.addWidget(label(word.name, "card-title", wrap=True))
            self.sheet.body.addWidget(label(f"本届在用 {word.uses} 处，{word.span}。", wrap=True))
            if self.chosen == TEAM_KINDS:
                self._show_flags()
        self.sheet.body.addWidget(label(NOTHING, "muted", wrap=True))
        self.sheet.body.addStretch(1)

    def _show_flags(self) -> None:
        said = "；".join(
            f"{one.label}：{text or '否'}" for one, text in zip(FLAGS, self._flags(), strict=True)
        )
        self.sheet.body.addWidget(label(f"{said}。", wrap=True))
        self.flag_action.setEnabled(not self._desk.read_only)
        self.sheet.body.addLayout(row(button_for(self.flag_action), None))

    def _flags(self) -> tuple[str, str]:
        """What is said of the kind of team that is stood on: 是, or nothing."""
        kinds = {one.name: one for one in self._desk.reader.teams.kinds()}
        kind = kinds.get(self.word.name if self.word is not None else "")
        return ("是" if kind and kind.place else ""), ("是" if kind and kind.outsiders else "")

    # -- doing -------------------------------------------------------------------------------------------------

    def turn_into(self, form: VerbForm) -> None:
        """Show a form beside the list."""
        self.form = form
        form.left.connect(self._leave)
        form.done.connect(self._leave)
        form.take_place_in(self.sheet)

    def _leave(self) -> None:
        self.form = None
        self.reload()
        self.list.setFocus()

    def _do(self, said: str, verb: Callable[[Office], object]) -> None:
        self._desk.do(
            said, verb, lambda _done: self._desk.say(f"{said}：已保存，按 Ctrl+Z 可以撤销。"), self._refuse
        )

    def _refuse(self, error: LiangeError) -> None:
        self._desk.say(error.message, "warning")

    def _add(self) -> None:
        name = self.chosen

        def verb(office: Office, values: Mapping[str, str]) -> object:
            words = [part.strip() for line in values["names"].splitlines() for part in line.split("、")]
            return office.codes.add(name, [word for word in words if word])

        hint = "一行一个，或用顿号隔开。"
        self.turn_into(VerbForm(self._desk, f"{name}增加", (SEVERAL,), verb, does="增加(&S)", hint=hint))

    def _usual(self) -> None:
        name, words = self.chosen, self._desk.reader.codes.suggested(self.chosen)
        self._do(f"{name}补充 {len(words)} 个", lambda office: office.codes.add(name, words))

    def _rename(self) -> None:
        name, word = self.chosen, self.word
        if word is not None and self.rename_action.isEnabled():
            self.turn_into(
                VerbForm(
                    self._desk, f"“{word.name}”改名", (NEW,), lambda office, values: office.codes.rename(name, word.name, values["name"]),
                    values={"name": word.name}, does="改名(&S)", hint=f"本届在用的 {word.uses} 处一起改。", always=False,
                )
            )  # fmt: skip

    def _merge(self) -> None:
        name, word = self.chosen, self.word
        if word is not None:
            others = [one.name for one in self._lines if one.name != word.name]
            self.turn_into(
                VerbForm(
                    self._desk, f"合并“{word.name}”", (INTO,), lambda office, values: office.codes.merge(name, word.name, values["into"]),
                    choices={"into": others}, does="合并(&S)", hint=f"本届在用的 {word.uses} 处都改成选定的，“{word.name}”不再有。",
                )
            )  # fmt: skip

    def _flag(self) -> None:
        word = self.word
        if word is not None:
            place, outsiders = self._flags()

            def verb(office: Office, values: Mapping[str, str]) -> object:
                flags = {key: bool(values[key]) for key in ("place", "outsiders")}
                office.teams.flag_kind(word.name, **flags)
                return word.name

            self.turn_into(
                VerbForm(
                    self._desk, f"“{word.name}”的用法", FLAGS, verb, values={"place": place, "outsiders": outsiders},
                    hint=ABOUT_FLAGS, always=False,
                )
            )  # fmt: skip

    def _move(self, steps: int) -> None:
        name, word = self.chosen, self.word
        if word is not None:
            self._do(f"调整“{word.name}”的次序", lambda office: office.codes.move(name, word.name, steps))

    def _retire(self) -> None:
        name, word = self.chosen, self.word
        if word is not None and word.in_force:
            self._do(f"停用“{word.name}”", lambda office: office.codes.retire(name, word.name))
        elif word is not None:
            self._do(
                f"启用“{word.name}”", lambda office: office.codes.limit(name, word.name, since="", until="")
            )

    def _remove(self) -> None:
        name, word = self.chosen, self.word
        if word is not None:
            self._do(f"删除“{word.name}”", lambda office: office.codes.remove(name, word.name))
