"""Snapshots: make one now, list what a folder holds, verify, restore."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.asking import agrees
from app.ui.desk import Desk
from app.ui.listview import ListView
from app.ui.parts import Choice, action, button, button_for, card, dress, label, row
from app.ui.rows import Column, RowModel

if TYPE_CHECKING:
    from app.db.snapshot import Snapshot
    from app.office import Office

NEVER = "还没有备份过。请插入 U 盘，在下面选好文件夹，点“立即备份”。"
EMPTY = "这个文件夹里还没有备份。"
COLUMNS: tuple[Column[Snapshot], ...] = (
    Column(
        "made",
        "时间",
        lambda one: one.made[:16] or "不能用",
        150,
        tone=lambda one: "danger" if one.problem else "",
    ),
    Column("size", "大小", lambda one: f"{one.size / 1e6:.1f} MB" if one.size else "", 84, right=True),
    Column("members", "委员", lambda one: str(one.counts.get("memberships", "")), 64, right=True),
    Column("proposals", "提案", lambda one: str(one.counts.get("proposals", "")), 64, right=True),
    Column("locked", "密码", lambda one: "有" if one.encrypted else "", 56),
    Column("machine", "电脑", lambda one: one.machine, 120),
    Column(
        "file",
        "文件",
        lambda one: one.problem or one.file.name,
        240,
        stretch=True,
        tone=lambda one: "danger" if one.problem else "",
    ),
)


class Backups(QWidget):
    """The first tab of 备份与设置."""

    restore_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: list[Snapshot] = []
        self.age = label("", "card-title")
        self.place = label("", "muted", wrap=True)
        self.folder = Choice(editable=True)
        self.folder.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.folder.setMinimumContentsLength(16)
        self.folder.setAccessibleName("备份到哪个文件夹")
        self.list: ListView[Snapshot] = ListView(RowModel(COLUMNS, self._fetch, self), "文件夹里的备份")
        self.list.empty_text = EMPTY
        self.backup_action = action(
            self,
            "立即备份(&B)",
            self.backup,
            shortcut="Ctrl+B",
            hint="备份到选好的文件夹，读回核对后才算完成",
        )
        self.verify_action = action(self, "核对(&V)", self.verify, hint="把选中的备份读一遍，看它是否完好")
        self.restore_action = action(
            self, "恢复(&R)…", self.restore, hint="用选中的备份替换现在的数据；现在的数据先在旁边留底"
        )
        self._build()
        self.folder.activated.connect(lambda _index: self.show_folder())
        self.list.current_changed.connect(lambda _id: self._allow())

    def _build(self) -> None:
        frame, inner = card()
        inner.addWidget(self.age)
        inner.addWidget(self.place)
        browse = button("选择文件夹(&F)…", self._browse, hint="选 U 盘或别的文件夹")
        line = row(self.folder, browse, button_for(self.backup_action, kind="primary"))
        line.setStretch(0, 1)
        inner.addLayout(line)
        below, listed = card(0)
        listed.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.M, 0, 0)
        layout.setSpacing(theme.M)
        layout.addWidget(frame)
        layout.addWidget(below, 1)
        layout.addLayout(row(None, button_for(self.verify_action), button_for(self.restore_action)))

    @property
    def actions_now(self) -> tuple[QAction, ...]:
        """For the page's menu."""
        return (self.backup_action, self.verify_action, self.restore_action)

    def reload(self) -> None:
        """Age, folders that suggest themselves, and what the chosen one holds."""
        safety = self._desk.reader.safety
        last = safety.last_backup()
        self.age.setText(last.sentence if last else "还没有备份")
        dress(self.age, tone="danger" if last is None or last.is_due else "")
        self.place.setText(f"{last.made[:16]}，在 {last.folder}" if last else NEVER)
        self.backup_action.setEnabled(not self._desk.read_only)
        self.restore_action.setEnabled(not self._desk.read_only)
        now = self.folder.currentText()
        self.folder.clear()
        self.folder.addItems([str(folder) for folder in safety.folders()])
        if now:
            self.folder.setCurrentText(now)
        self.show_folder()

    def show_folder(self) -> None:
        """List the chosen folder, on the worker: a stick is slow."""
        folder = Path(self.folder.currentText())
        self._desk.do(
            "看文件夹里的备份",
            lambda office: office.safety.backups(folder),
            self._show,
            lambda _error: self._show([]),
        )

    def _show(self, found: list[Snapshot]) -> None:
        self._found = found
        self.list.show_ids(range(len(found)))
        self._allow()

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, Snapshot]:
        return {number: self._found[number] for number in ids if number < len(self._found)}

    @property
    def chosen(self) -> Snapshot | None:
        """The snapshot the clerk stands on."""
        number = self.list.current_id
        return self._found[number] if number is not None and number < len(self._found) else None

    def _allow(self) -> None:
        usable = self.chosen is not None and not self.chosen.problem
        self.verify_action.setEnabled(usable)
        self.restore_action.setEnabled(usable and not self._desk.read_only)

    def _browse(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "备份到哪个文件夹", self.folder.currentText())
        if name:
            self.folder.setCurrentText(name)
            self.show_folder()

    # -- doing -------------------------------------------------------------------------------------------------

    def backup(self) -> None:
        """Make a snapshot in the chosen folder, with progress and 取消."""
        folder = Path(self.folder.currentText())

        def work(office: Office, step: Callable[[int, int], None]) -> Snapshot:
            return office.safety.backup_now(folder, progress=step)

        self._desk.do_in_steps("备份", work, self._made)

    def _made(self, made: Snapshot) -> None:
        self._desk.say(f"已备份并读回核对：{made.file.name}，可以拔出。")
        self._desk.tell_changed(frozenset({"snapshots"}))

    def verify(self) -> None:
        """Read the chosen snapshot through."""
        chosen = self.chosen
        if chosen is None:
            return
        file = chosen.file

        def work(office: Office, step: Callable[[int, int], None]) -> Snapshot:
            return office.safety.verify(file, progress=step)

        self._desk.do_in_steps("核对备份", work, lambda found: self._desk.say(f"{found.file.name} 完好。"))

    def restore(self) -> None:
        """Ask once, then let the window close the office and put the snapshot in its place."""
        chosen = self.chosen
        if chosen is None:
            return
        if agrees(
            self, "恢复备份",
            (
                f"用 {chosen.made[:16]} 的备份替换现在的数据？\n\n"
                f"备份里有委员 {chosen.counts.get('memberships', 0)} 人、提案 {chosen.counts.get('proposals', 0)} 件。"
                "现在的数据会先在旁边留底（文件名以“恢复前”开头）。"
            ),
            go="用备份替换(&R)", stay="不恢复(&N)",
        ):  # fmt: skip
            self._desk.restore_wanted.emit(chosen.file)
