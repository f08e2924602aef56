"""Opening an office for the window: on the worker, asking for a password or offering a look when someone else writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from app.domain.errors import LiangeError
from app.ui.asking import agrees
from app.ui.backstage import Backstage
from app.ui.firstrun import NewOffice
from app.ui.parts import unmarked

if TYPE_CHECKING:
    from app.office import Office

DEMO_FOLDER = "演示"
READ_ONLY_HELPS = ("locked", "read_only_file")


class Opening(QObject):
    """Opens, creates and restores; hands the open office to the window."""

    opened = Signal(object)
    refused = Signal(object)
    """A LiangeError: nothing was opened."""

    def __init__(self, backstage: Backstage, day: date | None, window: QWidget) -> None:
        super().__init__(window)
        self._backstage = backstage
        self._window = window
        self._day = day
        self.news = ""
        """What to say when the office is shown."""

    def today(self) -> date:
        """The day that stands in for the clock in every rule."""
        return self._day or date.today()

    def _clock(self) -> datetime:
        now = datetime.now()
        return datetime.combine(self._day, now.time()) if self._day else now

    def create(self, wish: NewOffice) -> None:
        """Make a new office and open it."""

        def work() -> Office:
            from app.office import Office

            return Office.create(
                wish.path, office_name=wish.office_name, term=wish.term, start=wish.start, plenary=wish.plenary,
                password=wish.password, today=self.today, clock=self._clock,
            )  # fmt: skip

        self._run("正在建立数据文件", work)

    def demo(self) -> None:
        """Make the demo office in a folder of its own and open it; made before, it is opened as it was left."""

        def work() -> Office:
            from app.office import SUFFIX, Office, default_data_file, make_demo

            folder = default_data_file().parent / DEMO_FOLDER
            made = next(iter(sorted(folder.glob(f"*{SUFFIX}"))), None)
            return Office.open(made or make_demo(folder).data, clock=self._clock, today=self.today)

        self._run("正在准备演示", work)

    def open(self, path: Path, password: str = "", *, read_only: bool = False) -> None:
        """Open a data file; asks on the way when it must."""

        def work() -> Office:
            from app.office import Office

            return Office.open(
                path, password=password, read_only=read_only, today=self.today, clock=self._clock
            )

        refuse = self.refused.emit if read_only else lambda error: self._ask(path, password, error)
        self._run("正在打开数据文件", work, refuse)
        self._backstage.run("清理临时文件", self._sweep, progress=False)

    @staticmethod
    def _sweep() -> None:
        from app.office import sweep_temporary

        sweep_temporary()

    def restore(self, file: Path, to: Path, password: str = "", *, replace: bool = False) -> None:
        """Make a data file out of a snapshot and open it; asks for the password it was made with."""

        def work() -> None:
            from app.office import restore_backup

            restore_backup(file, to, password, replace=replace)

        def refuse(error: LiangeError) -> None:
            if error.code == "password" and (
                asked := self._password(error.message if password else f"{file.name} 设有密码。")
            ):
                self.restore(file, to, asked, replace=replace)
                return
            self.refused.emit(error)
            if replace:  # the file that was open is untouched: show it again
                self.open(to, password)

        def done(_none: None) -> None:
            kept = "原来的数据留在旁边，文件名以“恢复前”开头。" if replace else ""
            self.news = f"已恢复备份 {file.name}。{kept}"
            self.open(to, password)

        self._backstage.run("恢复备份", work, on_done=done, on_error=refuse)

    def _password(self, sentence: str) -> str:
        text, agreed = QInputDialog.getText(
            self._window, "输入密码", unmarked(f"{sentence}\n密码："), QLineEdit.EchoMode.Password
        )
        return text if agreed else ""

    def _run(
        self, label: str, work: Callable[[], Office], on_error: Callable[[LiangeError], None] | None = None
    ) -> None:
        self._backstage.run(label, work, on_done=self.opened.emit, on_error=on_error or self.refused.emit)

    def _ask(self, path: Path, password: str, error: LiangeError) -> None:
        if error.code == "password":
            if asked := self._password(error.message if password else f"{path.name} 设有密码。"):
                self.open(path, asked)
                return
        elif error.code in READ_ONLY_HELPS and agrees(
            self._window, "以只读方式打开？", f"{error.message}\n\n现在以只读方式打开查看吗？",
            go="以只读方式打开(&R)", stay="不打开(&N)",
        ):  # fmt: skip
            self.open(path, password, read_only=True)
            return
        self.refused.emit(error)
