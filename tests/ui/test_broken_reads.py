"""The disk fails under a read: the clerk and the script get a sentence, no bug report and no traceback."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from app.commands.verb import Answer, Session, session_of, verb
from app.db.engine import DatabaseError, OperationalError
from app.domain.errors import LiangeError, Refused
from app.ui import bugs
from app.ui.tongue import sentence_of
from app.ui.window import MainWindow

TROUBLES: tuple[tuple[Exception, str], ...] = (
    (OperationalError("disk I/O error"), "磁盘出错"),
    (DatabaseError("database disk image is malformed"), "已损坏"),
    (DatabaseError("vtable constructor failed: proposal_words"), "已损坏"),
    (OperationalError("unable to open database file"), "打不开"),
    (OperationalError("database is locked"), "正被另一个程序使用"),
)


@pytest.mark.parametrize(("error", "words"), TROUBLES)
def test_a_command_says_it_and_leaves_with_3(error: Exception, words: str) -> None:
    @click.command()
    @verb
    def read(_session: Session) -> Answer:
        raise error

    ran = CliRunner().invoke(read, obj=session_of("办公.liange", None, None))
    assert ran.exit_code == 3
    assert words in ran.output
    assert ran.output.count("\n") == 1


@pytest.mark.parametrize(("error", "words"), [*TROUBLES, (Refused("没有这个人。"), "没有这个人")])
def test_the_window_says_it_without_a_report(
    empty_window: MainWindow, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    reports: list[str] = []
    monkeypatch.setattr(bugs, "BugDialog", lambda report, _parent: reports.append(report))
    empty_window.report_bug(error)
    assert words in empty_window.message.text.text()
    assert reports == []


def test_a_bug_that_comes_again_and_again_is_reported_once(
    empty_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list that cannot be painted asks again while the report stands open."""
    opened: list[str] = []

    def stand_open(dialog: bugs.BugDialog) -> int:
        opened.append(dialog.text.toPlainText())
        if len(opened) < 5:
            empty_window.report_bug(ValueError("again"))
        return 0

    monkeypatch.setattr(bugs.BugDialog, "exec", stand_open)
    empty_window.report_bug(ValueError("first"))
    assert len(opened) == 1
    empty_window.report_bug(ValueError("later"))
    assert len(opened) == 2


def test_a_bug_stays_a_bug() -> None:
    assert sentence_of(ValueError("x")) is None
    assert sentence_of(DatabaseError("no such column: x")) is None
    assert isinstance(sentence_of(OperationalError("disk I/O error")), LiangeError)
