"""批量修改: one field of many members, before and after in sight, then one operation that can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QCompleter,
    QFormLayout,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from app.domain.consequence import Consequence
from app.domain.errors import LiangeError
from app.domain.fields import MEMBER
from app.domain.status_actions import ORGANS
from app.ui import theme
from app.ui.desk import Desk
from app.ui.form import lines
from app.ui.listview import ListView
from app.ui.mask import masked
from app.ui.pages.roster.effects import Effects
from app.ui.pages.roster.statuspanel import DayReason
from app.ui.parts import Choice, button, card, column, label, row, scrolled
from app.ui.room import Room
from app.ui.rows import Column, RowModel

if TYPE_CHECKING:
    from app.office import Office
    from app.services.bulk_edit import Preview, Row
    from app.services.new_words import NewWord

WAIT_MS = 200
EFFECTS_HEIGHT = 150
LEAST_FORM = 310
"""Pixels: its lines with their labels."""
SET, ADD, TAKE, CLEAR = "设为", "添加", "去掉", "清空"
SIGN = {SET: "=", ADD: "+=", TAKE: "-=", CLEAR: "="}
NOTHING_YET = "左边写明改什么，这里列出每个人改前和改后。"
NOBODY = "没有人会因此改变。"
WHICH_FIELD = "请选字段，可输入查找"
UNDATED = "这个字段不记日期，改了就是更正。"


class BulkRoom(Room):
    """Changes one field of the members selected in the list, or of all that it shows."""

    title = "批量修改"
    tables = frozenset({"persons", "memberships", "facts", "codes", "settings"})
    manual = "roster#批量修改"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._selected: tuple[int, ...] = ()
        self._rows: dict[int, Row] = {}
        self._preview: Preview | None = None
        self._asked = 0
        self._suited: str | None = None
        self._unlisted: NewWord | None = None
        self.scope, self.field, self.mode, self.value = Choice(), Choice(), Choice(), Choice()
        self.correct = QRadioButton("更正写错的内容(&G)")
        self.change = QRadioButton("从某日起变动(&B)")
        reader = desk.reader
        self.day = DayReason(reader.frame.day(), "从某日起变动", reader.frame.words(ORGANS))
        self.undated = label(UNDATED, "muted", wrap=True)
        self.alike = button("", self._take_alike, kind="link", hint="写错了就点这里，改成代码表里的词")
        self.said = label(NOTHING_YET, wrap=True)
        self.model = RowModel(self._columns(), self._fetch, self)
        self.list: ListView[Row] = ListView(self.model, "批量修改预览")
        self.list.empty_text = NOTHING_YET
        self.effects = Effects(desk, self._consequences, EFFECTS_HEIGHT)
        self.effects.hide()
        self.save = button(
            "修改(&Y)", self.save_now, kind="primary", hint="改预览里列出的人，可以用 Ctrl+Z 撤销"
        )
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self.look_now)
        self._build()
        self._connect()

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        form = lines()
        for words, box in (
            ("改哪些人", self.scope),
            ("字段", self.field),
            ("做法", self.mode),
            ("值", self.value),
        ):
            box.setAccessibleName(words)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            form.addRow(words, box)
        for box, words, hint in ((self.field, "字段", WHICH_FIELD), (self.value, "值", "")):
            line = QLineEdit()
            line.setAccessibleName(words)
            line.setPlaceholderText(hint)
            box.setLineEdit(line)
            box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            completer = QCompleter(box.model(), box)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            box.setCompleter(completer)
        self.field.setToolTip("输入几个字，如“单位”，列出名称里有它的字段")
        form.addRow("", self.alike)
        self._form: QFormLayout = form
        choice = QButtonGroup(self)
        for option in (self.correct, self.change):
            choice.addButton(option)
        self.change.setChecked(True)
        frame, inner = card()
        asked = QWidget()
        asked.setLayout(
            column(form, column(self.correct, self.change, self.undated, spacing=theme.XS), self.day, None)
        )
        inner.addWidget(scrolled(asked, "改什么", by_keys=False))
        frame.setMinimumWidth(LEAST_FORM)
        side, listed = card()
        listed.addWidget(self.said)
        listed.addWidget(self.list, 1)
        listed.addWidget(self.effects)
        across = row(frame, side, spacing=theme.M)
        across.setStretch(0, 2)
        across.setStretch(1, 4)
        back = button("返回(&B)", self.left.emit, hint="回到名册（Esc）")
        whole = column(row(label(self.title, "title"), None, back, self.save), across)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.scope.currentIndexChanged.connect(lambda _index: self.look_soon())
        self.field.currentTextChanged.connect(lambda _text: self._suit())
        self.mode.currentIndexChanged.connect(lambda _index: self._suit_value())
        self.value.currentTextChanged.connect(lambda _text: self.look_soon())
        self.change.toggled.connect(self.day.setVisible)
        self.change.toggled.connect(lambda _on: self.look_soon())
        for line in self.day.written:
            line.textChanged.connect(lambda _text: self.look_soon())

    def _columns(self) -> list[Column[Row]]:
        return [
            Column("name", "姓名", lambda one: one.member.name, 96),
            Column("sector", "界别", lambda one: one.member.sector, 90),
            Column("before", "原来", lambda one: self._text(one.before), 150),
            Column(
                "after", "改成", lambda one: f"不能改：{one.refused}" if one.refused else self._text(one.after), 180,
                tone=lambda one: "danger" if one.refused else "", stretch=True,
            ),
        ]  # fmt: skip

    def _text(self, texts: Mapping[str, str]) -> str:
        return "；".join(masked(MEMBER[key], text) or "空" for key, text in texts.items())

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, Row]:
        return {one: self._rows[one] for one in ids if one in self._rows}

    # -- the room ----------------------------------------------------------------------------------------------

    def open(self, ids: Sequence[int] = ()) -> None:
        """Begin with the members selected, or with all that the list shows when only one is."""
        self._selected = tuple(ids)
        self.scope.blockSignals(True)
        self.scope.clear()
        if len(ids) > 1 or not self.shown:
            self.scope.addItem(f"选中的 {len(ids)} 人", tuple(ids))
        self.scope.addItem(f"名册里列出的 {len(self.shown)} 人", tuple(self.shown))
        if len(ids) == 1:
            self.scope.addItem("选中的 1 人", tuple(ids))
        self.scope.blockSignals(False)
        self.field.blockSignals(True)
        self.field.clear()
        for one in self.desk.reader.bulk.fields():
            self.field.addItem(one.label, one.key)
        self.field.setCurrentIndex(-1)
        self.field.setEditText("")
        self.field.blockSignals(False)
        self._suited = None
        self._suit()
        self.focus_first()

    def reload(self) -> None:
        """What the file says may have changed: look again."""
        self.look_soon()

    def focus_first(self) -> None:
        """Which field."""
        self.field.setFocus()

    def half_written(self) -> bool:
        """Something would be changed and is not yet."""
        return not self.isHidden() and self._preview is not None and bool(self._preview.rows)

    def step_back(self) -> bool:
        """What is previewed is not thrown away by a key."""
        if self.half_written():
            self.desk.say("还没有修改：点“修改 … 人”，或点“返回”放弃。", "warning")
        return self.half_written()

    @property
    def key(self) -> str:
        """The field that is chosen."""
        place = self.field.findText(self.field.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        return str(self.field.itemData(place) or "") if place >= 0 else ""

    def _suit(self) -> None:
        """Offer what can be done with the field, and its words; none of it before a field is chosen."""
        if self.key == self._suited:
            return
        self._suited = self.key
        field = MEMBER.get(self.key)
        for box in (self.mode, self.value):
            box.setEnabled(field is not None)
            box.setToolTip("" if field is not None else "请先选字段")
        dated = field is not None and field.dated
        for part in (self.correct, self.change, self.day):
            part.setEnabled(dated)
            part.setToolTip("" if dated else UNDATED if field is not None else "请先选字段")
        self.undated.setVisible(field is not None and not dated)
        (self.change if dated or field is None else self.correct).setChecked(True)
        if field is None:
            self._suit_value()
            return
        self.mode.blockSignals(True)
        self.mode.clear()
        self.mode.addItems([SET, ADD, TAKE, CLEAR] if field.multiple else [SET, CLEAR])
        self.mode.setCurrentText(ADD if field.multiple else SET)
        self.mode.blockSignals(False)
        self.value.blockSignals(True)
        self.value.clear()
        self.value.addItems(["", *self.desk.reader.roster.choices(field.key)])
        self.value.setCurrentText("")
        self.value.blockSignals(False)
        self._suit_value()

    def _suit_value(self) -> None:
        self._form.setRowVisible(self.value, self.mode.currentText() != CLEAR)
        self.look_soon()

    # -- looking -----------------------------------------------------------------------------------------------

    def look_soon(self) -> None:
        """Preview a moment after the last change."""
        self.save.setEnabled(False)
        self._wait.start()

    def _wish(self) -> tuple[tuple[int, ...], str, str | None] | None:
        """Whom, what, and from when; None while it makes no sense."""
        mode, value = self.mode.currentText(), self.value.currentText().strip()
        dated = self.day.isEnabled() and self.change.isChecked()
        if not self.key or (mode != CLEAR and not value):
            self._tell(NOTHING_YET)
            return None
        if dated and (fault := self.day.problem()):
            self._tell(fault)
            return None
        word = f"{self.key}{SIGN[mode]}{'' if mode == CLEAR else value}"
        return tuple(self.scope.currentData() or ()), word, self.day.day if dated else None

    def look_now(self) -> None:
        """Say what would be changed; nothing is written."""
        self._wait.stop()
        wish = self._wish()
        self._asked += 1
        if wish is None:
            return
        (ids, word, day), reason, asked = wish, self.day.words(), self._asked

        def work(office: Office) -> Preview:
            from app.office import Reason

            people = office.bulk.some(ids)
            return office.bulk.preview(people, [word], day=day, reason=Reason(*reason))

        self.desk.do(
            "预览批量修改",
            work,
            lambda found: self._show(found, asked),
            lambda error: self._refuse(error, asked),
            quiet=True,
        )

    def _show(self, found: Preview, asked: int) -> None:
        if asked != self._asked:
            return
        self._preview = found
        self._rows = {one.member.id: one for one in (*found.rows, *found.refused)}
        self.list.empty_text = NOBODY
        self.list.show_ids(list(self._rows))
        refused = f"，不能改 {len(found.refused)} 人" if found.refused else ""
        self.said.setText(f"将修改 {len(found.rows)} 人，不变 {len(found.unchanged)} 人{refused}。")
        self.save.setText(
            f"修改 {len(found.rows)} 人{'，新建一词' if any(one.joins for one in found.new_words) else ''}(&Y)"
        )
        self._offer_alike(next((one for one in found.new_words if one.alike), None))
        self.save.setEnabled(bool(found.rows) and not self.desk.read_only)
        self.effects.show_now()

    def _refuse(self, error: LiangeError, asked: int) -> None:
        if asked == self._asked:
            self._tell(error.message)

    def _tell(self, sentence: str) -> None:
        """Say why there is no preview."""
        self._preview = None
        self._rows = {}
        self.list.empty_text = NOTHING_YET
        self.list.show_ids([])
        self.said.setText(sentence)
        self.save.setText("修改(&Y)")
        self._offer_alike(None)
        self.effects.show_now()

    def _offer_alike(self, found: NewWord | None) -> None:
        """Offer the word of the list that a new one is like."""
        self._unlisted = found
        if found is not None:
            self.alike.setText(f"改成“{found.alike}”(&U)")
            self.alike.setAccessibleName(f"改成“{found.alike}”")
        self._form.setRowVisible(self.alike, found is not None)

    def _take_alike(self) -> None:
        """What was meant is the word of the list; what stands beside it stays."""
        found = self._unlisted
        if found is not None:
            self.value.setFocus()
            self.value.setCurrentText(self.value.currentText().replace(found.word, found.alike))
            self.look_now()

    def _consequences(self) -> Sequence[Consequence] | None:
        return self._preview.consequences if self._preview is not None and self._preview.rows else None

    # -- doing -------------------------------------------------------------------------------------------------

    def save_now(self) -> None:
        """Change them, as one operation."""
        wish = self._wish()
        if wish is None or not self.save.isEnabled() or self._preview is None:
            return
        (ids, word, day), reason = wish, self.day.words()
        self.save.setEnabled(False)

        def work(office: Office) -> Preview:
            from app.office import Reason

            return office.bulk.apply(office.bulk.some(ids), [word], day=day, reason=Reason(*reason))

        self.desk.do(self._preview.label, work, self._done, lambda error: self._refuse(error, self._asked))

    def _done(self, found: Preview) -> None:
        self._tell(NOTHING_YET)
        self.desk.say(f"已{found.label}，按 Ctrl+Z 可以撤销。")
        self.left.emit()
