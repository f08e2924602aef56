"""What is done with the rows of the roster: copying, moving in an order of one's own, several members at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu

from app.domain.member import Member
from app.domain.order import Order
from app.ui.folders import keep, place
from app.ui.listview import ListView
from app.ui.pages.roster.exporting import export_list
from app.ui.parts import action
from app.ui.printthese import PEOPLE, PrintThese, These

if TYPE_CHECKING:
    from app.ui.pages.roster.page import RosterPage

RECORDS = "委员登记表"


class Listing:
    """Actions on the rows of the list of a page."""

    def __init__(self, page: RosterPage, rows: ListView[Member], bulk: QAction) -> None:
        self.page, self.desk, self.rows, self.bulk_action = page, page.desk, rows, bulk
        self.copy_action = action(
            rows,
            "复制选中的行(&R)",
            lambda: self.copy(everything=False),
            hint="带表头，可以粘贴到 Excel、WPS（Ctrl+C）",
        )
        self.copy_all_action = action(
            page,
            "复制全部(&C)",
            lambda: self.copy(everything=True),
            shortcut="Ctrl+Shift+C",
            hint="复制列表里所有的行，带表头",
        )
        self.copy_names_action = action(
            page,
            "复制姓名(&X)",
            self.copy_names,
            hint="选中的人（只选一行时是列表里所有人）的姓名，顿号隔开，女和少数民族在括号里注明",
        )
        self.up_action = action(
            page, "上移(&O)", lambda: self.step(-1), shortcut="Alt+Up", hint="在自定义次序里上移一位"
        )
        self.down_action = action(
            page, "下移(&Y)", lambda: self.step(1), shortcut="Alt+Down", hint="在自定义次序里下移一位"
        )
        self.export_action = action(page, "导出所选(&E)…", self.export, hint="把选中的人导出成 Excel 或 CSV")
        self.records_action = action(
            rows, "生成登记表(&J)…", self.make_records, hint="给选中的人每人一页委员登记表，PDF 或 Word"
        )
        self.print_action = PrintThese(
            page, self.desk, PEOPLE, lambda: These(rows.selected_ids(), rows.rows.ids)
        ).action
        rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        rows.customContextMenuRequested.connect(self._open_menu)
        rows.dropped.connect(self.put)
        self.follow_order()

    @property
    def for_menu(self) -> tuple[QAction, ...]:
        """For the menu of the page."""
        return (
            self.print_action, self.copy_all_action, self.copy_names_action, self.up_action, self.down_action,
        )  # fmt: skip

    @property
    def for_several(self) -> tuple[QAction, ...]:
        """For several members at once."""
        return (
            self.print_action, self.bulk_action, self.records_action, self.export_action, self.copy_names_action,
        )  # fmt: skip

    def selected(self) -> list[Member]:
        """The members selected, in the order of the list."""
        chosen = set(self.rows.selected_ids())
        return [member for member in self.page.shown_people() if member.id in chosen]

    # -- copying -----------------------------------------------------------------------------------------------

    def copy(self, *, everything: bool) -> None:
        """Copy rows with headings."""
        text = self.rows.copied_text(everything=everything)
        QGuiApplication.clipboard().setText(text)
        self.desk.say(f"已复制 {text.count(chr(10))} 行，可以粘贴到 Excel 或 WPS。")

    def copy_names(self) -> None:
        """Copy names as offices print them."""
        people = self.selected()
        people = people if len(people) > 1 else self.page.shown_people()
        QGuiApplication.clipboard().setText(marked_names(people))
        self.desk.say(f"已复制 {len(people)} 个姓名。")

    # -- an order of one's own ---------------------------------------------------------------------------------

    def follow_order(self) -> None:
        """Rows are moved only where the list stands in that order."""
        on = self.page.sorted_by == (Order.CUSTOM, False) and not self.desk.read_only
        self.rows.set_movable(on=on)
        self.up_action.setEnabled(on)
        self.down_action.setEnabled(on)

    def step(self, by: int) -> None:
        """Move the selected rows one place up or down."""
        ids, shown = self.rows.selected_ids(), list(self.rows.rows.ids)
        if ids:
            self.desk.do("调整自定义次序", lambda office: office.own_order.step(ids, by, shown))

    def put(self, ids: Sequence[int], before: int | None) -> None:
        """Put dragged rows before another."""
        if ids and before not in ids:
            self.desk.do("调整自定义次序", lambda office: office.own_order.put(ids, before))

    # -- several at once ---------------------------------------------------------------------------------------

    def export(self) -> None:
        """Write the selected members into a file."""
        export_list(self.page, self.desk, self.selected(), self.rows.shown_columns())

    def make_records(self) -> None:
        """Ask for a file, then write the 登记表 of the selected members on the worker."""
        people = self.selected()
        name, _ = QFileDialog.getSaveFileName(
            self.page, "生成登记表", place(f"{RECORDS}（{len(people)} 人）.pdf"), "PDF (*.pdf);;Word (*.docx)"
        )
        keep(name)
        if name:
            file = Path(name)
            self.write_records(
                file if file.suffix.lower() in (".pdf", ".docx") else file.with_name(file.name + ".pdf")
            )

    def write_records(self, file: Path) -> None:
        """Write them into this file; it can be cancelled."""
        people = self.selected()
        chosen = {"委员": "、".join(str(member.id) for member in people)}
        self.desk.do_in_steps(
            RECORDS, lambda office, step: office.paper.make_as(RECORDS, file, options=chosen, step=step),
            lambda made: self.desk.say(f"已生成 {len(people)} 人的登记表：{made}。", file=made),
        )  # fmt: skip

    def menu(self) -> QMenu:
        """What can be done with the selected rows."""
        menu = QMenu(self.rows)
        menu.setToolTipsVisible(True)
        menu.addActions([self.copy_action, self.copy_all_action, self.copy_names_action])
        menu.addSeparator()
        menu.addActions([act for act in (self.up_action, self.down_action) if act.isEnabled()])
        menu.addSeparator()
        menu.addActions(
            [
                act
                for act in (self.print_action, self.bulk_action, self.records_action, self.export_action)
                if act.isEnabled()
            ]
        )
        return menu

    def _open_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.exec(self.rows.viewport().mapToGlobal(at))
        menu.deleteLater()


def marked_names(people: Sequence[Member]) -> str:
    """Write names as lists print them: 王强、李静（女）、马丽（女，回族）."""
    return "、".join(member.name + _mark(member) for member in people)


def _mark(member: Member) -> str:
    marks = ["女"] if member.sex == "女" else []
    if member.ethnicity not in ("", "汉族", "汉"):
        marks.append(member.ethnicity)
    return f"（{'，'.join(marks)}）" if marks else ""
