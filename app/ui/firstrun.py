"""The first morning: a new office, an existing file, a restore from a stick, or the demo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui import theme
from app.ui.folders import keep, place
from app.ui.parts import button, card, column, dress, label, row, scrolled
from app.ui.statusline import UNCLASSIFIED

FILES = "联格数据文件 (*.liange);;所有文件 (*)"


@dataclass(frozen=True, slots=True)
class NewOffice:
    """What a new office is made from."""

    path: Path
    office_name: str
    term: str
    start: str
    plenary: str
    password: str


class FirstRun(QWidget):
    """Shown while no office is open."""

    create_wanted = Signal(object)
    open_wanted = Signal(object)
    restore_wanted = Signal()
    demo_wanted = Signal()

    def __init__(self, default_path: Callable[[], Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("开始")
        self._default_path = default_path
        self._pages = QStackedWidget()
        self.form = NewOfficeForm()
        self.form.done.connect(self.create_wanted)
        self.form.left.connect(self.show_choices)
        self._pages.addWidget(self._choices())
        self._pages.addWidget(self.form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(self._pages, "开始", by_keys=False))

    def show_choices(self) -> None:
        """Back to the four ways to begin."""
        self._pages.setCurrentIndex(0)
        self.new.setFocus()

    def show_form(self) -> None:
        """On to the form of a new office."""
        if not self.form.file.text():
            self.form.file.setText(str(self._default_path()))
        self._pages.setCurrentIndex(1)
        self.form.name.setFocus()

    def _choices(self) -> QWidget:
        self.new = button("新建(&N)…", self.show_form, kind="primary", hint="为本届政协建立一个新的数据文件")
        self.open = button("打开(&O)…", self._ask_file, hint="打开已有的数据文件")
        self.restore = button("从备份恢复(&R)…", self.restore_wanted.emit, hint="从 U 盘或文件夹里的备份恢复")
        self.demo = button(
            "看演示(&D)", self.demo_wanted.emit, hint="打开一个虚构的县政协，随便试，不影响任何数据"
        )
        choices = (
            ("建立本届政协的数据文件", "第一次使用：填写单位和届次，随后导入委员名册。", self.new),
            ("打开已有的数据文件", "文件在这台电脑上，以 .liange 结尾。", self.open),
            ("从备份恢复", "换电脑、重装系统，或原文件损坏时。", self.restore),
            ("看一看演示", "虚构的 151 名委员、五级网格和 180 件提案。", self.demo),
        )
        frame, inner = card(theme.XL)
        for title, words, act in choices:
            act.setMinimumWidth(150)
            inner.addLayout(
                row(
                    column(label(title, "card-title"), label(words, "muted"), spacing=2),
                    None,
                    act,
                    spacing=theme.XL,
                )
            )
            if act is not self.demo:
                line = QFrame()
                line.setProperty("role", "line")
                inner.addWidget(line)
        rule = label(UNCLASSIFIED, tone="warning")
        return _centred(
            column(
                label("联格", "brand"),
                label("县级政协的委员、五级网格与提案", "muted"),
                frame,
                rule,
                spacing=theme.M,
            )
        )

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "打开数据文件", place(), FILES)
        keep(name)
        if name:
            self.open_wanted.emit(Path(name))


class NewOfficeForm(QWidget):
    """Asks for the few things a new office needs."""

    done = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = _line("单位名称", "例如：政协××县委员会")
        self.term = _line("届次", "例如：第十一届")
        self.start = _line("届期开始", "例如：2026-01-10，可以不填")
        self.plenary = _line("次会议", "例如：十一届一次会议，可以不填")
        self.file = _line("数据文件", "")
        self.password = _line("密码", "可以不填；设了密码，文件就是加密的")
        self.again = _line("再输一次密码", "")
        for field in (self.password, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.agreed = QCheckBox(f"我知道：{UNCLASSIFIED}(&K)")
        self.problem = label("", tone="danger", wrap=True)
        self.problem.hide()
        self.make = button("建立(&C)", self._finish, kind="primary", hint="建立数据文件并打开")
        frame, inner = card(theme.XL)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(theme.L)
        form.setVerticalSpacing(theme.S)
        browse = button("更改(&G)…", self._ask_place, hint="把数据文件放在别的文件夹（不要放在 U 盘上）")
        fields: tuple[tuple[str, QWidget | QHBoxLayout], ...] = (
            ("单位名称(&A)", self.name), ("届次(&T)", self.term), ("届期开始(&S)", self.start), ("次会议(&P)", self.plenary),
            ("密码(&W)", self.password), ("再输一次(&E)", self.again), ("数据文件(&F)", row(self.file, browse)),
        )  # fmt: skip
        for line in (self.name, self.term, self.start, self.plenary, self.password, self.again, self.file):
            line.returnPressed.connect(self._finish)
        for words, part in fields:
            named = QLabel(words)
            named.setBuddy(part if isinstance(part, QWidget) else self.file)
            if isinstance(part, QWidget):
                form.addRow(named, part)
            else:
                form.addRow(named, part)
        inner.addLayout(form)
        inner.addWidget(self.agreed)
        inner.addWidget(self.problem)
        inner.addLayout(row(None, button("返回(&B)", self.left.emit), self.make))
        self.setLayout(column(_centred(column(label("建立数据文件", "title"), frame, spacing=theme.M))))

    def _ask_place(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "数据文件放在哪里", self.file.text(), FILES)
        if name:
            self.file.setText(name)

    def _finish(self) -> None:
        problem, field = self._problem()
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        for line in (self.name, self.term, self.start, self.file, self.again):
            dress(line, wrong="true" if line is field else "false")
        if field is not None:
            field.setFocus()
            return
        path = Path(self.file.text().strip())
        self.done.emit(
            NewOffice(
                path if path.suffix else path.with_suffix(".liange"), self.name.text().strip(), self.term.text().strip(),
                _day(self.start.text()), self.plenary.text().strip(), self.password.text(),
            )
        )  # fmt: skip

    def _problem(self) -> tuple[str, QWidget | None]:
        if not self.name.text().strip():
            return "请填写单位名称，它会印在每份文书上。", self.name
        if not self.term.text().strip():
            return "请填写届次，例如 第十一届。", self.term
        if self.start.text().strip() and not _day(self.start.text()):
            return "届期开始要写明年月日，例如 2026-01-10 或 2026.1.10；不清楚可以先不填。", self.start
        if self.password.text() != self.again.text():
            return "两次输入的密码不一样，请再输一次。", self.again
        if not self.file.text().strip():
            return "请选择数据文件放在哪里。", self.file
        if not self.agreed.isChecked():
            return "请先确认本机是非涉密计算机。", self.agreed
        return "", None


def _line(name: str, hint: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    line.setMinimumWidth(360)
    return line


def _day(text: str) -> str:
    """A whole day as offices write it (2026.1.10, 2026年1月10日) in canonical form; empty when it is none."""
    from app.domain.dates import whole_day

    return whole_day(text).text


def _centred(content: QVBoxLayout) -> QWidget:
    """A column of at most 640 pixels in the middle of the window."""
    inner = QWidget()
    inner.setLayout(content)
    inner.setMaximumWidth(680)
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.XL)
    layout.addStretch(1)
    layout.addLayout(column(None, inner, None))
    layout.addStretch(1)
    return holder
