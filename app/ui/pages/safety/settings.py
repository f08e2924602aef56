"""届, 次会议 and settings, each with what it means."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.ui import theme
from app.ui.desk import Desk
from app.ui.parts import Choice, button, card, clear, column, label, row, scrolled


class Settings(QWidget):
    """The second tab of 备份与设置."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.editors: dict[str, QLineEdit | QComboBox] = {}
        self._values: dict[str, str] = {}
        self.form = QFormLayout()
        self.form.setVerticalSpacing(theme.S)
        self.form.setHorizontalSpacing(theme.L)
        self.terms = label("", wrap=True)
        self.plenaries = label("", wrap=True)
        self.name = _line("名称", "如 第二次会议")
        self.start = _line("开始日期", "如 2027-01-10，可以不填")
        self.save = button(
            "保存设置(&S)", self.save_now, kind="primary", hint="保存改动的设置，可以用 Ctrl+Z 撤销"
        )
        self.problem = label("", tone="danger", wrap=True)
        self._build()

    def _build(self) -> None:
        left, inner = card()
        inner.addWidget(label("设置", "card-title"))
        inner.addLayout(self.form)
        inner.addWidget(self.problem)
        inner.addLayout(row(None, self.save))
        inner.addStretch(1)
        right, side = card()
        side.addWidget(label("届次和会议", "card-title"))
        for name, words in (("届次", self.terms), ("次会议", self.plenaries)):
            side.addLayout(column(label(name, "muted"), words, spacing=2))
        side.addSpacing(theme.M)
        side.addWidget(label("新建", "section"))
        side.addLayout(row(self.name, self.start))
        self.add_plenary = button(
            "新建次会议(&P)", lambda: self._add("plenary"), hint="在本届里建一次会议，提案从它开始编号"
        )
        self.add_term = button("新建届次(&T)", lambda: self._add("term"), hint="建下一届；现在处理的届次不变")
        side.addLayout(row(self.add_plenary, self.add_term, None))
        side.addStretch(1)
        holder = QWidget()
        across = row(left, right, spacing=theme.M)
        across.setStretch(0, 3)
        across.setStretch(1, 2)
        holder.setLayout(across)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.M, 0, 0)
        layout.addWidget(scrolled(holder, "设置"))

    def reload(self) -> None:
        """Read every setting and the frame anew."""
        self.problem.hide()
        clear(self.form)
        self.editors, self._values = {}, {}
        for line in self._desk.reader.setup.lines():
            editor = self._editor(line.value, line.choices)
            editor.setAccessibleName(line.label)
            editor.setEnabled(not self._desk.read_only)
            self.editors[line.key], self._values[line.key] = editor, line.value
            self.form.addRow(line.label, editor)
        registry = self._desk.reader.frame.registry
        term = self._desk.reader.frame.term()
        self.terms.setText(
            "\n".join(
                _dated(one.name, one.starts) + ("（现在处理）" if one.id == term.id else "")
                for one in registry.terms()
            )
        )
        own = [one for one in registry.plenaries() if one.term_id == term.id]
        self.plenaries.setText("\n".join(_dated(one.name, one.starts) for one in own) or "还没有")
        for act in (self.save, self.add_plenary, self.add_term):
            act.setEnabled(not self._desk.read_only)

    @staticmethod
    def _editor(value: str, choices: tuple[str, ...]) -> QLineEdit | QComboBox:
        if not choices:
            return QLineEdit(value)
        box = Choice()
        box.addItems(choices)
        box.setCurrentText(value)
        return box

    def edited(self) -> dict[str, str]:
        """Only what differs from what is kept."""
        texts = {
            key: (one.currentText() if isinstance(one, QComboBox) else one.text())
            for key, one in self.editors.items()
        }
        return {key: text.strip() for key, text in texts.items() if text.strip() != self._values[key]}

    def save_now(self) -> None:
        """Keep what was changed, as one operation."""
        values = self.edited()
        if values:
            self._desk.do(
                "保存设置",
                lambda office: office.setup.change_settings(values),
                lambda _done: self._desk.say("设置已保存。"),
                self._refuse,
            )

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
        self.problem.setText(error.message)
        self.problem.show()


def _line(name: str, hint: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    return line


def _dated(name: str, start: str) -> str:
    return f"{name}　{start} 起" if start else name
