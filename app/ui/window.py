"""The one window: navigation, search, pages in a stack, message bar, status bar and the menu of every action."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMainWindow, QWidget

from app.domain.errors import LiangeError
from app.ui import bugs, folders, remembered, theme
from app.ui.asking import agrees
from app.ui.backstage import Backstage
from app.ui.centre import Centre
from app.ui.desk import Desk, Target
from app.ui.dropzone import TakesFiles
from app.ui.firstrun import FILES, FirstRun
from app.ui.lookback import LookBack
from app.ui.menus import Menus
from app.ui.messagebar import MessageBar, ProgressStrip, Room
from app.ui.navigation import Navigation
from app.ui.opening import DEMO_FOLDER, Opening
from app.ui.page import Page
from app.ui.pagestack import PageStack, with_scrollbars
from app.ui.parts import label
from app.ui.places import PLACES
from app.ui.search import find
from app.ui.searchbox import Hit, SearchBox
from app.ui.statusline import StatusLine
from app.ui.tongue import sentence_of

if TYPE_CHECKING:
    from app.office import Office
    from app.ui.manual import ManualWindow

BACKUPS = "联格备份 (*.liange-backup);;所有文件 (*)"
SMALLEST = (880, 440)
USUAL = (1366, 728)


class MainWindow(TakesFiles, QMainWindow):
    """Shows one office, or the first-run page while none is open."""

    def __init__(self, default_path: Path | None = None, day: date | None = None) -> None:
        super().__init__()
        self.desk: Desk | None = None
        self.backstage = Backstage(self)
        self.opening = Opening(self.backstage, day, self)
        self._given_path = default_path
        self._pages: dict[str, Page] = {}
        self._reporting = False
        self.manual: ManualWindow | None = None
        self.setWindowTitle("联格")
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self.show_nothing()

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.navigation = Navigation([(place.key, place.title) for place in PLACES])
        self.search = SearchBox(self._find)
        self.menus = Menus(self)
        self.stack = PageStack()
        self.waiting = label("正在打开……", "muted")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack.addWidget(self.waiting)
        self.top = QWidget()
        top = QHBoxLayout(self.top)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(theme.S)
        top.addWidget(self.search)
        top.addStretch(1)
        top.addWidget(self.menus.term)
        top.addWidget(self.menus.button)
        self.back = LookBack(self)
        self.setCentralWidget(Centre(self.navigation, self.top, self.back, with_scrollbars(self.stack)))
        self.status = StatusLine()
        self.status.backup_wanted.connect(lambda: self.go("safety", Target()))
        self.setStatusBar(self.status)
        room = Room(self.top, self.search, self.menus.term, self.status)
        self.message = MessageBar(room, self)
        self.strip = ProgressStrip(self.backstage, room, self)

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.go_to_place)
        self.search.chosen.connect(self.go)
        self.backstage.failed.connect(self.message.refuse)
        self.backstage.broke.connect(self.report_bug)
        self.backstage.changed.connect(self._data_changed)
        self.backstage.idle.connect(self._show_saved)
        self.opening.opened.connect(self.show_office)
        self.opening.refused.connect(self._refused)
        for number, place in enumerate(PLACES, 1):
            keys = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            keys.activated.connect(lambda key=place.key: self.go_to_place(key))
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._step_back)

    @cached_property
    def first_run(self) -> FirstRun:
        """The ways to begin, made when they are wanted: most mornings they are not."""
        made = FirstRun(lambda: self.default_path)
        made.create_wanted.connect(self.opening.create)
        made.open_wanted.connect(self.opening.open)
        made.restore_wanted.connect(self.ask_restore)
        made.demo_wanted.connect(self.opening.demo)
        self.stack.addWidget(made)
        return made

    @property
    def default_path(self) -> Path:
        """Where the office's own file stands, or would stand."""
        if self._given_path is None:
            from app.office import default_data_file

            self._given_path = default_data_file()
        return self._given_path

    def begin(self, path: Path | None, password: str = "") -> None:
        """Open this file, or the office's own when there is one; else show the ways to begin. The window is up already."""
        self.show_nothing()
        if path is not None:
            self.opening.open(path, password)
            return

        def look() -> bool:
            return self.default_path.is_file()

        def go_on(there: object) -> None:
            if there:
                self.opening.open(self.default_path, password)
            else:
                self.show_first_run()

        self.backstage.run("看看有没有数据文件", look, on_done=go_on, progress=False)

    @Slot(object)
    def _refused(self, error: LiangeError) -> None:
        """Nothing was opened: say why, and show the ways to begin."""
        self.message.refuse(error)
        if self.desk is None:
            self.show_first_run()

    def _step_back(self) -> None:
        """Esc leaves what is open on the page, else it closes the message."""
        page = self.current_page
        if page is None or not page.step_back():
            self.message.hide()

    # -- which office ------------------------------------------------------------------------------------------

    def show_nothing(self) -> None:
        """No office is open, and it is not known yet what comes next."""
        self._put_away()
        for part in (self.navigation, self.top, self.back):
            part.hide()
        self.status.show_nothing()
        self.menus.follow(None)
        self.stack.setCurrentWidget(self.waiting)
        self.setWindowTitle("联格")

    @Slot()
    def show_first_run(self) -> None:
        """No office is open: only the ways to begin are shown."""
        self.show_nothing()
        self.stack.setCurrentWidget(self.first_run)
        self.first_run.show_choices()

    @Slot(object)
    def show_office(self, office: Office) -> None:
        """Show an open office from now on; the one before is put away."""
        self._put_away()
        self.desk = Desk(office, self.backstage, self)
        self.desk.went.connect(self.go)
        self.desk.said.connect(self.message.say)
        self.desk.turned.connect(self.message.make_way)
        self.desk.offered.connect(self.message.offer)
        self.desk.restore_wanted.connect(self.restore)
        demo = office.path.parent.name == DEMO_FOLDER
        if not demo:
            remembered.remember_file(office.path)
        mark = ("（只读）" if self.desk.read_only else "") + ("（演示）" if demo else "")
        self.setWindowTitle(f"{office.name} — 联格{mark}")
        self.message.hide()
        self.navigation.show()
        self.top.show()
        self.go(PLACES[0].key, Target())
        self.show_frame()
        if self.opening.news:
            self.message.say(self.opening.news)
            self.opening.news = ""

    def ask_open(self) -> None:
        """Choose another data file and open it in place of this one."""
        if not self.may_leave():
            return
        name, _ = QFileDialog.getOpenFileName(self, "打开数据文件", str(self.default_path.parent), FILES)
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path, password: str = "") -> None:
        """Open a data file; the present office is closed first, since one process writes a file."""
        self.show_nothing()
        self.opening.open(path, password)

    @Slot(object)
    def restore(self, file: Path) -> None:
        """Put a snapshot in the place of the open file, which is closed first and kept beside it."""
        if self.desk is not None and self.may_leave():
            path, password = self.desk.office.path, self.desk.office.data.password
            self.show_nothing()
            self.opening.restore(file, path, password, replace=True)

    def ask_restore(self) -> None:
        """Choose a snapshot on a stick and make the office's data file out of it."""
        name, _ = QFileDialog.getOpenFileName(self, "选择备份", folders.place(), BACKUPS)
        folders.keep(name)
        if not name:
            return
        target = self.default_path
        if target.exists():
            chosen, _ = QFileDialog.getSaveFileName(
                self, "恢复成哪个数据文件", str(target.with_name("恢复的数据.liange")), FILES
            )
            if not chosen:
                return
            target = Path(chosen)
        self.opening.restore(Path(name), target)

    def renew_pages(self) -> None:
        """Let every page begin anew: filters, half-written forms and open imports are gone."""
        self.backstage.forget()
        self.stack.setCurrentWidget(self.waiting)  # or the stack would show the next page, which reads anew
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.hide()
            for timer in page.findChildren(
                QTimer
            ):  # a search begun just now would ask an office that is closed
                timer.stop()
            page.deleteLater()
        self._pages.clear()

    def _put_away(self) -> None:
        self.renew_pages()
        if self.desk is not None:
            self.desk.close()
            self.desk.deleteLater()
            self.desk = None

    # -- pages -------------------------------------------------------------------------------------------------

    def page(self, key: str) -> Page:
        """Give a page of the open office, made on first use; KeyError for a key that is no place."""
        if self.desk is None:
            raise KeyError(key)
        if key not in self._pages:
            made = {place.key: place for place in PLACES}[key].make(self.desk)
            made.badge_changed.connect(self._show_badges)
            self._pages[key] = made
            self.stack.addWidget(made)
        return self._pages[key]

    @property
    def current_page(self) -> Page | None:
        """The page in front."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    @Slot(str, object)
    def go(self, key: str, target: Target) -> None:
        """Show a page, at a record or a view when `target` names one."""
        if self.desk is None:
            return
        page = self.page(key)
        if page is not self.current_page:
            self.message.make_way()
        self.stack.setCurrentWidget(page)
        self.navigation.show_place(key)
        self.menus.follow(page)
        page.refresh()
        if target != Target():
            page.show_target(target)
            page.focus_first()

    @Slot(str)
    def go_to_place(self, key: str) -> None:
        """Show a place of the navigation; the one in front goes back to its list, after a question if need be."""
        page = self.current_page
        if page is None or page.key != key:
            self.go(key, Target())
        elif page.strayed and (not page.away_written() or self._let_go([page])):
            page.come_back()
        elif not page.strayed:
            page.focus_first()  # or the button would keep the keyboard, and the keys of the page be dead
        if self.current_page is not None:
            self.navigation.show_place(self.current_page.key)  # a pressed button lets go of its mark

    @Slot(object, str)
    def _data_changed(self, tables: frozenset[str], label: str) -> None:
        if label:  # a verb was done, and has not told of itself yet
            self.message.make_way()
        for page in self._pages.values():
            page.data_changed(tables)
        self.back.follow(tables)
        self.show_frame()

    def show_frame(self) -> None:
        """Counts in the navigation, the 届 on its button, the status bar."""
        if self.desk is None:
            return
        self._show_badges()
        self.menus.show_term(self.desk)
        self.back.show_desk(self.desk)
        self.status.show_office(self.desk)
        self.menus.follow(self.current_page)

    @Slot()
    def _show_badges(self) -> None:
        for key, page in self._pages.items():
            self.navigation.show_count(key, page.badge())

    def _show_saved(self) -> None:
        if self.desk is not None:
            self.status.show_saved(self.desk)

    def _find(self, words: str) -> Sequence[Hit]:
        return find(self.desk.reader, words) if self.desk is not None else ()

    def undo(self) -> None:
        """Take back the latest operation (Ctrl+Z)."""
        if self.desk is not None:
            self.desk.undo()

    def redo(self) -> None:
        """Do again what was undone (Ctrl+Y)."""
        if self.desk is not None:
            self.desk.redo()

    # -- files dropped on the window ---------------------------------------------------------------------------

    def welcomes(self, files: list[Path]) -> bool:
        """Files are welcome while an office is open for writing."""
        return self.desk is not None and not self.desk.read_only and bool(files)

    def drop(self, files: list[Path]) -> None:
        """Hand files to the page in front, or else to the roster."""
        page = self.current_page
        if page is None or not page.take_files(files):
            self.go("roster", Target())
            self.page("roster").take_files(files)

    # -- help, bugs, closing -----------------------------------------------------------------------------------

    def may_leave(self) -> bool:
        """Whether nothing half-written stands in the way, or the clerk lets it go."""
        written = [page for page in self._pages.values() if page.half_written()]
        return not written or self._let_go(written)

    def _let_go(self, written: Sequence[Page]) -> bool:
        titles = "、".join(page.title for page in written)
        return agrees(
            self, "还没有保存", f"“{titles}”里有写了一半、还没有保存的内容。不保存就离开吗？",
            go="不保存，离开(&L)", stay="回去接着写(&B)",
        )  # fmt: skip

    def open_manual(self) -> None:
        """Open the manual at the chapter of the page in front (F1)."""
        from app.ui.manual import ManualWindow

        if self.manual is None:
            self.manual = ManualWindow(self)
        page = self.current_page
        self.manual.open_at(page.place_in_manual() if page is not None else "start")

    @Slot(object)
    def report_bug(self, error: BaseException) -> None:
        """Log a bug and show its report; what disk and data file did is said, and one report at a time is enough."""
        known = error if isinstance(error, LiangeError) else sentence_of(error)
        if known is not None:
            self.message.refuse(known)
            return
        report = bugs.log_bug(error)
        if self._reporting:  # a list that cannot paint would ask again and again
            return
        self._reporting = True
        dialog = bugs.BugDialog(report, self)
        dialog.exec()
        dialog.deleteLater()
        self._reporting = False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Finish what is queued, close the file, remember the window's place; half-written forms are asked about."""
        if not self.may_leave():
            event.ignore()
            return
        self.backstage.stop_long_work()
        remembered.remember_geometry(self.saveGeometry())
        if self.manual is not None:
            self.manual.close()
        self._put_away()
        self.backstage.close()
        super().closeEvent(event)
