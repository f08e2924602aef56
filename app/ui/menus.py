"""The menu of every action with its shortcut, and the 届 button beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from app import __version__
from app.ui import remembered, theme
from app.ui.desk import Desk, Target
from app.ui.page import Page
from app.ui.parts import action, button, unmarked
from app.ui.places import PLACES

if TYPE_CHECKING:
    from app.db.registry import Term
    from app.ui.window import MainWindow

Keys = QKeySequence.StandardKey


class Menus:
    """Builds the window's actions once; the page in front brings its own."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.button: QPushButton = button("菜单(&M) ▾", hint="全部命令和快捷键（Alt+M）")
        self.term: QPushButton = button("届", hint="现在处理的届次；点开可以看以前的届次")
        self._menu = QMenu(self.button)
        self.page_menu = QMenu("本页(&P)", self._menu)
        self.page_menu.setToolTipsVisible(True)
        self.terms = QMenu(self.term)
        self.terms.setToolTipsVisible(True)
        self._build()
        self.button.setMenu(self._menu)
        self.term.setMenu(self.terms)
        for opener, menu in ((self.button, self._menu), (self.term, self.terms)):
            menu.aboutToHide.connect(
                lambda one=opener: QTimer.singleShot(0, one, one.update)
            )  # not pressed any more

    def _build(self) -> None:
        window = self._window
        self.undo = action(window, "撤销(&U)", window.undo, shortcut=Keys.Undo)
        self.redo = action(window, "重做(&R)", window.redo, shortcut="Ctrl+Y")
        self._add_menu("文件(&F)", (
            action(window, "打开(&O)…", window.ask_open, shortcut=Keys.Open, hint="打开另一个数据文件"),
            action(window, "退出(&X)", window.close, shortcut="Ctrl+Q"),
        ))  # fmt: skip
        self._add_menu("编辑(&E)", (
            self.undo,
            self.redo,
            action(window, "搜索(&S)", self._focus_search, shortcut="Ctrl+K", hint="搜索委员和提案"),
            action(window, "本页查找(&F)", self._focus_page_search, shortcut=Keys.Find, hint="在本页的列表里查找"),
            action(window, "刷新(&R)", self._reload, shortcut="F5"),
        ))  # fmt: skip
        goes = [
            QAction(f"{place.title}(&{number})\tCtrl+{number}", window)
            for number, place in enumerate(PLACES, 1)
        ]
        for act, place in zip(goes, PLACES, strict=True):
            act.triggered.connect(lambda _checked=False, key=place.key: window.go(key, Target()))
        self._add_menu("前往(&G)", goes)
        self._menu.addMenu(self.page_menu)
        self._add_menu("外观(&V)", (
            action(window, "跟随系统", lambda: self.dress(None)),
            action(window, "浅色", lambda: self.dress(dark=False)),
            action(window, "深色", lambda: self.dress(dark=True)),
        ))  # fmt: skip
        self._add_menu("帮助(&H)", (
            action(window, "手册(&M)", window.open_manual, shortcut=Keys.HelpContents, hint="打开手册中讲这一页的地方"),
            action(window, "关于联格(&A)", self._about),
        ))  # fmt: skip
        for act in window.actions():  # they work wherever the focus is, and when it is nowhere
            act.setShortcutContext(Qt.ShortcutContext.WindowShortcut)

    def _add_menu(self, title: str, actions: tuple[QAction, ...] | list[QAction]) -> None:
        menu = self._menu.addMenu(title)
        menu.setToolTipsVisible(True)
        menu.addActions(list(actions))

    def follow(self, page: Page | None) -> None:
        """Offer the actions of the page in front, and say what undo and redo would do."""
        self.page_menu.clear()
        for part in self.page_menu.findChildren(QMenu):
            part.deleteLater()
        self.page_menu.setTitle(f"{page.title}(&P)" if page is not None else "本页(&P)")
        parts = page.menu_parts() if page is not None else ()
        for title, actions in parts:
            menu = self.page_menu.addMenu(title) if title else self.page_menu
            menu.setToolTipsVisible(True)
            menu.addActions(list(actions))
        self.page_menu.menuAction().setVisible(not self.page_menu.isEmpty())
        desk = self._window.desk
        for act, what, word in (
            (self.undo, desk.reader.undoable if desk and desk.may_undo else "", "撤销(&U)"),
            (self.redo, desk.reader.redoable if desk and desk.may_undo else "", "重做(&R)"),
        ):
            act.setText(f"{word}：{what}" if what else word)
            act.setEnabled(bool(what))

    def show_term(self, desk: Desk) -> None:
        """Write the 届 on its button and list all of them, the current one first, then the latest before the earlier."""
        frame = desk.reader.frame
        term, current = frame.term(), frame.current_term()
        self.term.setText(f"{term.name}{'（只看）' if desk.term else ''} ▾")
        self.term.setAccessibleName(f"届次：{term.name}")
        self.terms.clear()
        others = [one for one in reversed(frame.registry.terms()) if one != current]
        for one in (current, *others):
            over = one.ends and one != current
            act = self.terms.addAction(f"{one.name}（到 {one.ends}，只看）" if over else one.name)
            act.setCheckable(True)
            act.setChecked(one.id == term.id)
            act.setToolTip("看这一届，到它的最后一天为止，不能修改" if over else unmarked(f"处理{one.name}"))
            act.triggered.connect(lambda _checked=False, chosen=one: self._choose_term(desk, chosen))
        plenaries = [plenary for plenary in frame.registry.plenaries() if plenary.term_id == term.id]
        if plenaries:
            self.terms.addSection("次会议")
            for plenary in plenaries:
                self.terms.addAction(plenary.name).setEnabled(False)

    def _choose_term(self, desk: Desk, term: Term) -> None:
        """Go back to the current 届, look at one that is over, or work in one that was entered ahead."""
        frame = desk.reader.frame
        if term == frame.current_term():
            self._window.back.look_at("")
        elif term.ends or desk.read_only:
            self._window.back.look_at(str(term.id))  # whatever it is called meanwhile
        else:
            self._use_term(desk, term.name)
        self.show_term(desk)  # the tick stands where we are, not where it was pressed

    def _use_term(self, desk: Desk, name: str) -> None:
        """Work in another 届: the pages begin anew, half-written forms are asked about first."""
        if name == desk.reader.frame.term().name or not self._window.may_leave():
            return

        def done(_used: object) -> None:
            page = self._window.current_page
            self._window.renew_pages()
            self._window.go(page.key if page is not None else "home", Target())
            desk.say(f"现在处理 {name}。")

        desk.do(f"转到 {name}", lambda office: office.setup.use_term(name), done)

    def _focus_search(self) -> None:
        self._window.search.setFocus()
        self._window.search.selectAll()

    def _focus_page_search(self) -> None:
        page = self._window.current_page
        if page is not None:
            page.focus_search()

    def _reload(self) -> None:
        page = self._window.current_page
        if page is not None:
            page.reload()

    def dress(self, dark: bool | None = None) -> None:
        """Dark, light, or (None) as the system; remembered for the next start."""
        remembered.remember_dark(dark)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, dark=dark)

    def _about(self) -> None:
        self._window.message.say(f"联格 {__version__} · 单机、加密、不联网的县级政协办公程序。", "")
