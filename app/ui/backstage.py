"""The single background worker: every write and every slow read of the window runs here, one after the other.

The window's thread never waits for a disk. Work is queued, told about in the progress strip after 0.3 s, can be
cancelled between two steps, and ends in a callback on the window's thread. A known error (`LiangeError`) is one
sentence for the clerk; anything else is a bug and goes to the report dialog.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from app.domain.errors import LiangeError
from app.ui.tongue import sentence_of

T = TypeVar("T")
SHOW_AFTER_MS = 300
STEP_EVERY_S = 0.05


class Cancelled(LiangeError):
    """The clerk pressed 取消; whatever the work had begun was taken back."""

    code = "cancelled"


class Job(Generic[T]):
    """One piece of work: its name for the progress strip, what runs, and what is told at the end."""

    def __init__(
        self,
        label: str,
        work: Callable[[Job[T]], T],
        on_done: Callable[[T], None] | None,
        on_error: Callable[[LiangeError], None] | None,
        *,
        visible: bool,
        cancellable: bool,
    ) -> None:
        self.label = label
        self.work = work
        self.on_done = on_done
        self.on_error = on_error
        self.visible = visible
        self.cancellable = cancellable
        self.steps: Callable[[int, int], None] | None = None
        self.result: T | None = None
        self.error: BaseException | None = None
        self.change: Change | None = None
        self._stop = threading.Event()
        self._told = 0.0

    def cancel(self) -> None:
        """Ask the work to end at its next step, or not to begin at all."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether 取消 was pressed."""
        return self._stop.is_set()

    def step(self, done: int, total: int) -> None:
        """Called by the work between two parts of it: tells how far it is, and ends it when 取消 was pressed."""
        if self.cancelled:
            raise Cancelled(f"已取消：{self.label}，没有改动。")
        now = time.monotonic()
        if self.steps is not None and (now - self._told >= STEP_EVERY_S or done == total):
            self._told = now
            self.steps(done, total)

    def run(self) -> None:
        """Do the work on the worker's thread, keeping its result or its error."""
        try:
            self.step(0, 0)
            self.result = self.work(self)
        except BaseException as error:  # noqa: BLE001 — the window's thread decides what it was
            self.error = error


class Change:
    """What a job changed in the data file: the tables, and the operation's name as the undo text shows it."""

    __slots__ = ("label", "tables")

    def __init__(self, tables: frozenset[str], label: str) -> None:
        self.tables = tables
        self.label = label


class _Worker(QThread):
    """Takes jobs from a queue until it finds None."""

    finished_job = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.jobs: queue.SimpleQueue[Job[object] | None] = queue.SimpleQueue()
        self.watch: Callable[[], Change | None] | None = None

    def run(self) -> None:
        """Work through the queue."""
        while (job := self.jobs.get()) is not None:
            job.run()
            if self.watch is not None:
                try:
                    job.change = self.watch()
                except Exception as error:  # noqa: BLE001 — told on the window's thread like any other
                    job.error = job.error or error
            self.finished_job.emit(job)
            del job


class Backstage(QObject):
    """The one door to the worker, living on the window's thread."""

    changed = Signal(object, str)
    """Tables (frozenset of names) and the operation's label, after a job that changed the data file."""
    failed = Signal(object)
    """A known error that nobody else took: a LiangeError."""
    broke = Signal(object)
    """A bug: the exception with its traceback."""
    began = Signal(object)
    """A job has been running for 0.3 s and wants to be seen."""
    stepped = Signal(object, int, int)
    """The visible job is at step (done, total); a total of 0 means that nobody knows."""
    idle = Signal()
    """Nothing is running or waiting any more."""

    _step = Signal(object, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Job[object]] = []
        self._closed = False
        self._worker = _Worker(self)
        self._worker.finished_job.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._step.connect(self.stepped)
        self._timer = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._timer.timeout.connect(self._show)
        self._worker.start()

    @property
    def busy(self) -> bool:
        """Whether anything is running or waiting."""
        return bool(self._waiting)

    @property
    def current(self) -> Job[object] | None:
        """The job that runs now."""
        return self._waiting[0] if self._waiting else None

    def set_watch(self, watch: Callable[[], Change | None] | None) -> None:
        """Say what, asked on the worker's thread after each job, tells what it changed."""
        self._worker.watch = watch

    def run(
        self,
        label: str,
        work: Callable[..., T],
        *args: object,
        on_done: Callable[[T], None] | None = None,
        on_error: Callable[[LiangeError], None] | None = None,
        progress: bool = True,
        steps: str = "",
    ) -> Job[T]:
        """Queue `work(*args)`; the callbacks are called on the window's thread.

        `progress=False` keeps a quick read out of the strip. `steps` names the keyword by which `work` takes a
        `(done, total)` callback; only such work can be cancelled once it runs.
        """

        def call(job: Job[T]) -> T:
            return work(*args, **({steps: job.step} if steps else {}))

        job: Job[T] = Job(label, call, on_done, on_error, visible=progress, cancellable=bool(steps))
        job.steps = lambda done, total: self._step.emit(job, done, total)
        self._waiting.append(job)  # type: ignore[arg-type]  # the list only passes jobs on
        self._worker.jobs.put(job)  # type: ignore[arg-type]
        if not self._timer.isActive():
            self._timer.start()
        return job

    def cancel(self) -> None:
        """Ask everything that runs or waits to end."""
        for job in self._waiting:
            job.cancel()

    def stop_long_work(self) -> None:
        """Ask what can be cancelled to end; what was saved but still waits is written all the same."""
        for job in self._waiting:
            if job.cancellable:
                job.cancel()

    def forget(self) -> None:
        """Let queued work finish without telling anybody: those who asked are going away."""
        for job in self._waiting:
            job.on_done = job.on_error = None

    @property
    def closed(self) -> bool:
        """Whether the worker has ended."""
        return self._closed

    def close(self) -> None:
        """End the worker after what is queued; used once, when the window closes."""
        self._closed = True
        self._worker.jobs.put(None)
        self._worker.wait()

    @Slot(object)
    def _finish(self, job: Job[object]) -> None:
        self._waiting.remove(job)
        self._timer.start()
        if job.change is not None:
            self.changed.emit(job.change.tables, job.change.label)
        self._tell(job)
        if not self._waiting:
            self._timer.stop()
            self.idle.emit()

    def _tell(self, job: Job[object]) -> None:
        if job.error is None:
            if job.on_done is not None:
                job.on_done(job.result)
            return
        known = job.error if isinstance(job.error, LiangeError) else sentence_of(job.error)
        if known is None:
            self.broke.emit(job.error)
            known = LiangeError(f"“{job.label}”没有完成，程序出了错，数据没有改动。", code="bug")
        elif job.on_error is None:
            self.failed.emit(known)
        if job.on_error is not None:
            job.on_error(known)

    @Slot()
    def _show(self) -> None:
        job = self.current
        if job is not None and job.visible:
            self.began.emit(job)
