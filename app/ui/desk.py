"""What the pages share: the open office, the worker, the way to another page, the words for the message bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from app.domain.errors import LiangeError
from app.ui.backstage import Backstage, Change, Job

if TYPE_CHECKING:
    from app.office import Office

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Target:
    """Where to go on a page: a record by id, a saved view by name, or exactly the records of a line of 首页."""

    record: int | None = None
    view: str = ""
    ids: tuple[int, ...] = ()
    title: str = ""
    """What the list of `ids` is called, as the line said it."""
    day: str = ""
    """The day (YYYY-MM-DD) that is looked at there, where it is not today."""


class Desk(QObject):
    """One open office as the window sees it.

    `office` writes and belongs to the worker's thread once this object exists; `reader` is a second, query-only
    door for the window's own thread and quick reads.
    """

    went = Signal(str, object)
    """A page's key and a Target: the window shows that page there."""
    said = Signal(str, str)
    """A sentence for the message bar and its tone (good, warning, danger or empty)."""
    turned = Signal()
    """The clerk goes on to something else, a form or a room: what was said before does not belong to it."""
    offered = Signal(object)
    """A file (path) that the sentence just said tells of: the clerk may open it."""
    changed = Signal(object)
    """The tables (frozenset of names) that an operation touched."""
    restore_wanted = Signal(object)
    """A snapshot (path) that shall take the place of the open file: the window closes it first."""

    def __init__(self, office: Office, backstage: Backstage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self.term = ""
        """The name of the 届 that is looked at in place of the current one; empty while it is the current one."""
        self.reader = office.reader()
        self._past: Office | None = None  # what the worker reads while another 届 is looked at
        self.backstage = backstage
        self._finished: list[tuple[frozenset[str], str]] = []
        office.data.on_finished = lambda operation: self._finished.append((operation.tables, operation.label))
        backstage.set_watch(self._take_changes)
        backstage.changed.connect(self._tell)

    @property
    def read_only(self) -> bool:
        """Whether nothing may be changed now: the office is open for looking only, or another 届 is looked at."""
        return self.office.data.read_only or bool(self.term)

    @property
    def may_undo(self) -> bool:
        """Whether operations may be taken back: of the whole file, whichever 届 is looked at."""
        return not self.office.data.read_only

    def look_at(self, term: str) -> None:
        """Read this 届 from now on (empty: the current one); pages made before must be made anew."""
        self._close_doors()
        self.term = term
        self.reader = self.office.reader(term)
        self._past = self.office.reader(term) if term else None

    def do(
        self,
        label: str,
        verb: Callable[[Office], T],
        on_done: Callable[[T], None] | None = None,
        on_error: Callable[[LiangeError], None] | None = None,
        *,
        quiet: bool = False,
    ) -> Job[T]:
        """Run one verb of the office on the worker; `on_done` gets its answer on the window's thread.

        `quiet` keeps a small read, such as a page of the preview, out of the progress strip.
        """
        office = self._past or self.office
        return self.backstage.run(label, verb, office, on_done=on_done, on_error=on_error, progress=not quiet)

    def do_in_steps(
        self,
        label: str,
        verb: Callable[[Office, Callable[[int, int], None]], T],
        on_done: Callable[[T], None] | None = None,
        on_error: Callable[[LiangeError], None] | None = None,
    ) -> Job[T]:
        """Run a long verb that calls its second argument as (done, total) between steps: it can be cancelled."""
        office = self._past or self.office

        def call(step: Callable[[int, int], None]) -> T:
            return verb(office, step)

        return self.backstage.run(label, call, on_done=on_done, on_error=on_error, steps="step")

    def go(self, page: str, target: Target = Target()) -> None:
        """Show another page, at a record or a view."""
        self.went.emit(page, target)

    def say(self, sentence: str, tone: str = "good", *, file: Path | None = None) -> None:
        """Tell the clerk what was done, and offer to open the file that was made."""
        self.said.emit(sentence, tone)
        if file is not None:
            self.offered.emit(file)

    def undo(self) -> None:
        """Take back the latest operation."""
        if self.reader.undoable:
            self.backstage.run(
                "撤销",
                self.office.undo,
                on_done=lambda done: self.say(f"已撤销：{done.label}（Ctrl+Y 重做）", ""),
            )

    def redo(self) -> None:
        """Do again what was undone last."""
        if self.reader.redoable:
            self.backstage.run(
                "重做", self.office.redo, on_done=lambda done: self.say(f"已重做：{done.label}", "")
            )

    def tell_changed(self, tables: frozenset[str]) -> None:
        """Say that something changed beside the operations (a backup was made)."""
        self.backstage.changed.emit(tables, "")

    def close(self) -> None:
        """Close both doors: the reader's now, the writer's after what the worker has queued."""
        self.backstage.set_watch(None)
        self.backstage.changed.disconnect(self._tell)
        self._close_doors()
        self.office.data.on_finished = None
        if self.backstage.closed:
            self.office.close()
        else:
            self.backstage.run("关闭数据文件", self.office.close, progress=False)

    def _close_doors(self) -> None:
        """Close what only looks: the window's door now, the worker's after what it has queued."""
        self.reader.close()
        past, self._past = self._past, None
        if past is not None and self.backstage.closed:
            past.close()
        elif past is not None:
            self.backstage.run("放下看过的届次", past.close, progress=False)

    def _take_changes(self) -> Change | None:
        finished, self._finished = self._finished, []
        if not finished:
            return None
        return Change(frozenset().union(*(tables for tables, _ in finished)), finished[-1][1])

    def _tell(self, tables: frozenset[str], _label: str) -> None:
        self.changed.emit(tables)
