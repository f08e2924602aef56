"""What was made lately: a menu in which one click makes it again with the same options."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.desk import Desk
from app.ui.parts import unmarked

if TYPE_CHECKING:
    from app.services.paper_shelf import Recent

SHOWN_ANSWERS = 2
LONGEST = 28
WAYS = {"docx": "存为 Word", "pdf": "存为 PDF", "xlsx": "存为 Excel", "打印": "打印"}


def told(one: Recent, defaults: Mapping[str, str]) -> str:
    """What a line of the menu says: the form, the answers that are not the usual ones, how it went out and when."""
    parts = [
        *own_answers(one.options, defaults),
        f"截至 {one.day}" if one.day else "",
        WAYS.get(one.way, ""),
        one.made,
    ]
    return f"{one.form}（{'，'.join(part for part in parts if part)}）"


def own_answers(options: Mapping[str, str], defaults: Mapping[str, str]) -> list[str]:
    """The answers that are not the usual ones, as short as a line takes them."""
    own = [text for name, text in options.items() if text and text != defaults.get(name)]
    return [_short(text) for text in own[:SHOWN_ANSWERS]]


def _short(text: str) -> str:
    words = text.split("、")
    if len(words) > 1 and all(word.isdecimal() and len(word) > 9 for word in words):
        return f"选定 {len(words)} 个"
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


class Lately:
    """Opens the menu; `repeat` is called with what was chosen."""

    def __init__(self, owner: QWidget, desk: Desk, repeat: Callable[[Recent], object]) -> None:
        self._owner, self._desk, self._repeat = owner, desk, repeat

    @property
    def recent(self) -> Sequence[Recent]:
        """What was made lately, the latest first."""
        return self._desk.reader.paper_shelf.recent()

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms used last, each once."""
        return tuple(dict.fromkeys(one.form for one in self.recent))[:3]

    def menu(self) -> QMenu:
        """One line for each, and the way to forget them."""
        menu = QMenu(self._owner)
        menu.setToolTipsVisible(True)
        forms = {form.name: form for form in self._desk.reader.paper.forms()}
        for number, one in enumerate(self.recent):
            form = forms.get(one.form)
            usual = {option.name: option.default for option in form.options} if form is not None else {}
            key = f"&{number + 1} " if number < 9 else ""
            act = menu.addAction(key + told(one, usual).replace("&", "&&"))
            where = f"，上次在 {Path(one.folder) / one.file}" if one.folder else ""
            act.setToolTip(unmarked(f"用同样的选项再做一次{where}"))
            act.setEnabled(form is not None)
            act.triggered.connect(lambda _checked=False, chosen=one: self._repeat(chosen))
        if menu.isEmpty():
            menu.addAction("还没有打印或保存过").setEnabled(False)
        elif not self._desk.read_only:
            menu.addSeparator()
            menu.addAction("清除这些记录(&C)").triggered.connect(lambda _checked=False: self._forget())
        return menu

    def open_below(self, opener: QWidget) -> None:
        """Open the menu below the button that was pressed."""
        menu = self.menu()
        menu.exec(opener.mapToGlobal(QPoint(0, opener.height())))
        menu.deleteLater()

    def _forget(self) -> None:
        self._desk.do(
            "清除最近的报表",
            lambda office: office.paper_shelf.forget(),
            lambda _done: self._desk.say("已清除最近用过的报表。"),
        )
