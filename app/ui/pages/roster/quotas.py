"""Room 名额: 应有 per 界别 written in place, 实有 beside it; every figure leads to the members behind it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.domain.numbers import whole_number
from app.domain.seats import NO_SECTOR, AllSeats, SectorSeats
from app.ui import theme
from app.ui.desk import Desk, Target
from app.ui.parts import button, card, clear, dress, label, row, scrolled, tab_as_read, unmarked
from app.ui.room import Room
from app.ui.takingroom import fill

HEADINGS = ("界别", "应有", "实有", "在册", "暂停履职", "缺额 / 超额")
NAMELESS = "未定界别"
WIDTH = 72
EMPTY = "还没有界别。导入名册后界别会列在这里；也可以在“备份与设置”的“代码表”里先加上。"


class QuotasRoom(Room):
    """The table of 界别, its total, and what was written but is not kept yet."""

    title = "名额"
    tables = frozenset({"quotas", "facts", "memberships", "codes", "terms", "settings"})
    manual = "teams#名额"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lines: tuple[SectorSeats, ...] = ()
        self.editors: dict[str, QLineEdit] = {}
        self._gaps: dict[str, QLabel] = {}
        self.counts = label("", "muted")
        self.problem = label("", tone="danger", wrap=True)
        self.problem.hide()
        self.table = QGridLayout()
        self.table.setHorizontalSpacing(theme.L)
        self.table.setVerticalSpacing(theme.XS)
        self.back = button("返回(&B)", self.left.emit, hint="回到名册（Esc）")
        self.save = button(
            "保存名额(&S)",
            self.save_now,
            kind="primary",
            hint="保存写下的应有名额（Ctrl+S），可以用 Ctrl+Z 撤销",
        )
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.save_now)
        self._build()

    def _build(self) -> None:
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, theme.S, 0)
        inside.addLayout(row(self.table, None))
        inside.addStretch(1)
        frame, inner = card()
        inner.addWidget(scrolled(holder, "名额表", by_keys=False), 1)
        top = row(label(self.title, "title"), self.counts, None, self.back, self.save)
        fill(self, top, self.problem, frame)

    # -- reading -----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read seats anew; what is written but not kept stays written."""
        written = self._written()
        stood = next((sector for sector, editor in self.editors.items() if editor.hasFocus()), None)
        self._lines = self.desk.reader.quotas.seats()
        clear(self.table)
        self.editors, self._gaps = {}, {}
        if not self._lines:
            self.table.addWidget(label(EMPTY, "muted", wrap=True), 0, 0)
        else:
            self._fill(written)
        self.save.setEnabled(not self.desk.read_only)
        self._add_up()
        tab_as_read(self.table)
        if stood in self.editors:
            self.editors[stood].setFocus()

    def _fill(self, written: Mapping[str, str]) -> None:
        for place, heading in enumerate(HEADINGS):
            title = label(heading, "muted")
            title.setAlignment(Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft)
            self.table.addWidget(title, 0, place)
        for number, line in enumerate(self._lines, 2):
            self._row(number, line, written.get(line.sector))
        self.sums = [label("", "card-title") for _ in HEADINGS]
        for place, one in enumerate(self.sums):
            one.setAlignment(Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft)
            self.table.addWidget(one, 1, place)

    def _row(self, number: int, line: SectorSeats, written: str | None) -> None:
        name = line.sector or NAMELESS
        self.table.addWidget(label(name), number, 0)
        if line.sector != NO_SECTOR:
            self.table.addWidget(self._editor(line, written), number, 1)
        active = tuple(one for one in line.members if one not in self._suspended())
        resting = tuple(one for one in line.members if one in self._suspended())
        for place, (ids, what) in enumerate(
            ((line.members, "实有"), (active, "在册"), (resting, "暂停履职")), 2
        ):
            self.table.addWidget(self._figure(name, what, ids), number, place)
        gap = label("")
        gap.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._gaps[line.sector] = gap
        self.table.addWidget(gap, number, 5)

    def _suspended(self) -> frozenset[int]:
        people = self.desk.reader.frame.people()
        return frozenset(one.id for one in people if one.in_office and not one.is_active)

    def _editor(self, line: SectorSeats, written: str | None) -> QLineEdit:
        editor = QLineEdit("" if line.due is None else str(line.due))
        if written is not None:
            editor.setText(written)
        editor.setFixedWidth(WIDTH)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setAccessibleName(f"{line.sector}应有名额")
        editor.setToolTip(unmarked(f"{line.sector}应有多少名委员；空着是没有规定"))
        editor.setReadOnly(self.desk.read_only)
        editor.textChanged.connect(lambda _text: self._add_up())
        editor.returnPressed.connect(lambda: self._go_on(line.sector))
        self.editors[line.sector] = editor
        return editor

    def _go_on(self, sector: str) -> None:
        """Enter leads to the next number, behind the last one to saving."""
        sectors = list(self.editors)
        after = sectors[sectors.index(sector) + 1 :]
        following = self.editors[after[0]] if after else self.save
        following.setFocus()
        if isinstance(following, QLineEdit):
            following.selectAll()

    def _figure(self, sector: str, what: str, ids: tuple[int, ...]) -> QWidget:
        if not ids:
            none = label("0", "muted")
            none.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            return none
        shown = f"{sector} {what}"
        made = button(str(len(ids)), lambda: self._look_at(ids, shown), kind="link",
                      hint=f"看{shown}的 {len(ids)} 人")  # fmt: skip
        made.setAccessibleName(f"{shown} {len(ids)} 人")
        holder = QWidget()
        holder.setLayout(row(None, made))
        return holder

    def _look_at(self, ids: tuple[int, ...], title: str) -> None:
        if not self.step_back():
            self.left.emit()
            self.desk.go("roster", Target(ids=ids, title=title))

    # -- adding up ---------------------------------------------------------------------------------------------

    def _written(self) -> dict[str, str]:
        """What is written and differs from what is kept."""
        kept = {line.sector: "" if line.due is None else str(line.due) for line in self._lines}
        texts = {sector: editor.text().strip() for sector, editor in self.editors.items()}
        return {sector: text for sector, text in texts.items() if text != kept.get(sector, "")}

    def _add_up(self) -> None:
        """Let 缺额, 超额 and the total follow what is written."""
        now = []
        for line in self._lines:
            editor = self.editors.get(line.sector)
            due = whole_number(editor.text()) if editor is not None else None
            changed = SectorSeats(line.sector, due, line.held, line.suspended, line.members)
            now.append(changed)
            text, tone = _gap(changed)
            self._gaps[line.sector].setText(text)
            dress(self._gaps[line.sector], tone=tone)
        whole = AllSeats(tuple(now))
        if self._lines:
            due_text = "—" if whole.due is None else str(whole.due)
            texts = (
                "合计",
                due_text,
                str(whole.held),
                str(whole.active),
                str(whole.suspended),
                _gaps(whole),
            )
            for one, text in zip(self.sums, texts, strict=True):
                one.setText(text)
        self.counts.setText(f"{len(self._lines)} 个界别，实有 {whole.held} 人" if self._lines else "")

    # -- keeping -----------------------------------------------------------------------------------------------

    def half_written(self) -> bool:
        """Whether a number is written that is not kept."""
        return bool(self._written())

    def save_now(self) -> None:
        """Keep what was written, as one operation."""
        written = self._written()
        self.problem.hide()
        if written:
            self.desk.do("设名额", lambda office: office.quotas.set({k: office.quotas.read(v) for k, v in written.items()}),
                         lambda _done: self.desk.say(f"已保存 {len(written)} 个界别的名额，按 Ctrl+Z 可以撤销。"), self._refuse)  # fmt: skip

    def _refuse(self, error: LiangeError) -> None:
        self.problem.setText(error.message)
        self.problem.show()
        wrong = next((one for one in self.editors.values() if one.text().strip() == error.where), None)
        if wrong is not None:
            wrong.setFocus()

    def step_back(self) -> bool:
        """Something written is not left by a key."""
        if self.half_written():
            self.desk.say("还没有保存：按 Ctrl+S 保存，或把数字改回去。", "warning")
            return True
        return False

    def focus_first(self) -> None:
        """The first number."""
        next(iter(self.editors.values()), self.back).setFocus()


def _gaps(whole: AllSeats) -> str:
    """What all 界别 of which somebody said how many seats they have lack or have too many."""
    said = (f"缺 {whole.vacant}" if whole.vacant else "", f"超 {whole.over}" if whole.over else "")
    return "—" if whole.due is None else " ".join(filter(None, said)) or "满"


def _gap(line: SectorSeats) -> tuple[str, str]:
    """What is missing or too many, with its tone."""
    if line.vacant:
        return f"缺 {line.vacant}", "warning"
    if line.over:
        return f"超 {line.over}", "danger"
    return ("—", "muted") if line.due is None else ("满", "good")
