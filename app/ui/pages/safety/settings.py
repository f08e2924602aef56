"""届, 次会议 and settings, each with what it means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.domain.plenary_rules import PARAMETERS
from app.ui import theme
from app.ui.desk import Desk
from app.ui.pages.safety.terms import TermForm
from app.ui.parts import Choice, button, card, clear, column, label, row, scrolled

if TYPE_CHECKING:
    from app.office import Office
    from app.services.setup import SettingLine

Editor: TypeAlias = QLineEdit | QComboBox


class SettingForm(QFormLayout):
    """Settings below each other; only what was changed is read back."""

    def __init__(self) -> None:
        super().__init__()
        self.setVerticalSpacing(theme.S)
        self.setHorizontalSpacing(theme.L)
        self.editors: dict[str, Editor] = {}
        self._values: dict[str, str] = {}

    def show_lines(self, lines: Iterable[SettingLine], *, enabled: bool) -> None:
        """Show these settings in the place of those before."""
        clear(self)
        self.editors, self._values = {}, {}
        for line in lines:
            editor = _editor(line.value, line.choices)
            editor.setAccessibleName(line.label)
            editor.setEnabled(enabled)
            self.editors[line.key], self._values[line.key] = editor, line.value
            self.addRow(line.label, editor)

    def edited(self) -> dict[str, str]:
        """Only what differs from what is kept."""
        texts = {
            key: (one.currentText() if isinstance(one, QComboBox) else one.text())
            for key, one in self.editors.items()
        }
        return {key: text.strip() for key, text in texts.items() if text.strip() != self._values[key]}


class Settings(QWidget):
    """The second tab of 备份与设置."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.form = SettingForm()
        self.plenary_form = SettingForm()
        self.plenary_title = label("", "card-title", wrap=True)
        self.plenary = Choice()
        self.plenary.setAccessibleName("哪一次会议的设置")
        self.plenary.setToolTip("看哪一次会议的设置")
        self.plenary.activated.connect(lambda _index: self._choose())
        self._plenary: int | None = None
        self.terms = label("", wrap=True)
        self.plenaries = label("", wrap=True)
        self.name = _line("名称", "如 第二次会议")
        self.start = _line("开始日期", "如 2027-01-10，可以不填")
        self.save = button(
            "保存设置(&S)", self.save_now, kind="primary", hint="保存改动的设置，可以用 Ctrl+Z 撤销"
        )
        self.problem = label("", tone="danger", wrap=True)
        self.term_form = TermForm(desk, self._refuse)
        self._build()

    def _build(self) -> None:
        left, inner = card()
        inner.addWidget(label("设置", "card-title"))
        inner.addLayout(self.form)
        inner.addStretch(1)
        right, side = card()
        side.addWidget(label("届次和会议", "card-title"))
        for name, words in (("届次", self.terms), ("次会议", self.plenaries)):
            side.addLayout(column(label(name, "muted"), words, spacing=2))
        side.addSpacing(theme.M)
        side.addWidget(label("修改届次", "section"))
        side.addWidget(self.term_form)
        side.addWidget(label("新建", "section"))
        side.addLayout(row(self.name, self.start))
        self.add_plenary = button(
            "新建次会议(&P)", lambda: self._add("plenary"), hint="在本届里建一次会议，提案从它开始编号"
        )
        self.add_term = button(
            "新建届次(&T)",
            lambda: self._add("term"),
            hint="建一个空的届次；由现任委员换届，请用“委员”页“更多”里的“换届”",
        )
        side.addLayout(row(self.add_plenary, self.add_term, None))
        self.plenary_card, own = card()
        heading = row(self.plenary_title, self.plenary)
        heading.setStretch(0, 1)
        own.addLayout(heading)
        own.addLayout(self.plenary_form)
        own.addStretch(1)
        holder = QWidget()
        across = row(left, column(right, self.plenary_card, spacing=theme.M), spacing=theme.M)
        across.setStretch(0, 3)
        across.setStretch(1, 2)
        holder.setLayout(across)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.M, 0, 0)
        layout.addWidget(scrolled(holder, "设置", by_keys=False), 1)
        foot = row(self.problem, None, self.save)
        foot.setStretch(0, 9)
        layout.addLayout(foot)  # in sight however far the settings are scrolled

    def reload(self) -> None:
        """Read every setting and the frame anew."""
        self.problem.hide()
        self.form.show_lines(self._desk.reader.setup.lines(), enabled=not self._desk.read_only)
        self._fill_plenaries()
        registry = self._desk.reader.frame.registry
        term, current = self._desk.reader.frame.term(), self._desk.reader.frame.current_term()
        self.terms.setText(
            "\n".join(
                _dated(one.name, one.starts) + ("（现在处理）" if one.id == current.id else "")
                for one in registry.terms()
            )
        )
        self.term_form.show_terms(registry.terms(), current.id)
        own = [one for one in registry.plenaries() if one.term_id == term.id]
        self.plenaries.setText("\n".join(_dated(one.name, one.starts) for one in own) or "还没有")
        for act in (self.save, self.add_plenary, self.add_term):
            act.setEnabled(not self._desk.read_only)

    # -- the parameters of one 次会议 --------------------------------------------------------------------------

    def _fill_plenaries(self) -> None:
        registry = self._desk.reader.frame.registry
        plenaries = list(reversed(registry.plenaries()))
        ids = [one.id for one in plenaries]
        if self._plenary not in ids:
            term = self._desk.reader.frame.term()
            self._plenary = next(
                (one.id for one in plenaries if one.term_id == term.id), next(iter(ids), None)
            )
        self.plenary.clear()
        for one in plenaries:
            self.plenary.addItem(one.name, one.id)
        self.plenary.setCurrentIndex(self.plenary.findData(self._plenary))
        self.plenary.setVisible(len(plenaries) > 1)
        self._show_plenary()

    def _show_plenary(self) -> None:
        there = self._plenary is not None
        self.plenary_card.setVisible(there)
        self.plenary_title.setText(f"{self.plenary.currentText()}的提案" if there else "")
        lines = self._desk.reader.setup.lines(str(self._plenary)) if there else []
        self.plenary_form.show_lines(lines, enabled=not self._desk.read_only)

    def _choose(self) -> None:
        if self.plenary_form.edited():
            self.plenary.setCurrentIndex(self.plenary.findData(self._plenary))
            self._say_problem(f"请先保存{self.plenary_title.text()}设置，再看别的会议。")
            return
        self.problem.hide()
        self._plenary = self.plenary.currentData()
        self._show_plenary()

    # -- keeping -----------------------------------------------------------------------------------------------

    def save_now(self) -> None:
        """Keep what was changed: the office's settings as one operation, those of the 次会议 as another.

        What is impossible for the 次会议 is said before anything is kept.
        """
        values, own, plenary = self.form.edited(), self.plenary_form.edited(), str(self._plenary)
        problem = next(filter(None, (PARAMETERS[key].problem(text) for key, text in own.items())), "")
        if problem:
            self._say_problem(problem)
            return

        def work(office: Office) -> None:
            if values:
                office.setup.change_settings(values)
            if own:
                office.setup.change_settings(own, plenary)

        if values or own:
            self._desk.do("保存设置", work, lambda _done: self._desk.say("设置已保存。"), self._refuse)

    def _add(self, what: str) -> None:
        name, start = self.name.text().strip(), self.start.text().strip()
        self._desk.do(
            "新建会议" if what == "plenary" else "新建届次",
            lambda office: office.setup.add_plenary(name, start) if what == "plenary" else office.setup.add_term(name, start),
            lambda _id: self._added(name), self._refuse,
        )  # fmt: skip

    def _added(self, name: str) -> None:
        self.name.clear()
        self.start.clear()
        self._desk.say(f"已新建 {name}。")

    def _refuse(self, error: LiangeError) -> None:
        self._say_problem(error.message)

    def _say_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()


def _editor(value: str, choices: tuple[str, ...]) -> Editor:
    if not choices:
        return QLineEdit(value)
    box = Choice()
    box.addItems(choices)
    box.setCurrentText(value)
    return box


def _line(name: str, hint: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    return line


def _dated(name: str, start: str) -> str:
    return f"{name}　{start} 起" if start else name
