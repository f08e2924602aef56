"""What every verb of the command line shares: one JSON document or lines, exit codes, one sentence on refusal."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Concatenate, ParamSpec

import click

from app.domain.dates import whole_day
from app.domain.errors import LiangeError, Refused, WrongUsage
from app.domain.fields import Field
from app.office import Office, default_data_file, file_trouble, header_choices, reason

P = ParamSpec("P")


@dataclass(slots=True)
class Answer:
    """What a verb answers: `data` for --json, `lines` for people, `problem` when it ends with a refusal."""

    data: object
    lines: list[str] = field(default_factory=list)
    problem: LiangeError | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """The options before the command."""

    path: Path
    password: str
    day: date | None
    term: str = ""
    """The 届 to look at, by name; empty is the current one."""

    def today(self) -> date:
        """The day that stands in for the clock in every rule."""
        return self.day or date.today()

    def clock(self) -> datetime:
        """The moment written into the history: the real one, on the day that stands in for today."""
        now = datetime.now()
        return datetime.combine(self.day, now.time()) if self.day else now

    @contextmanager
    def office(self, *, write: bool = False, whole: bool = False) -> Iterator[Office]:
        """Open the office for one verb and close it whatever happens.

        `whole` is for verbs about the file as a whole (undo, backup), to which it is all the same which 届 is looked at.
        """
        office = Office.open(
            self.path, password=self.password, read_only=not write, today=self.today, clock=self.clock,
            term="" if whole else self.term,
        )  # fmt: skip
        try:
            yield office
        finally:
            office.close()


def session_of(
    data: str | None, password_file: str | None, today: str | None, term: str | None = None
) -> Session:
    """Read the options before the command; raises WrongUsage."""
    password = ""
    if password_file:
        try:
            password = Path(password_file).read_text(encoding="utf-8").strip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise WrongUsage(f"读不了密码文件 {password_file}。", where=password_file) from error
    return Session(Path(data) if data else default_data_file(), password, as_day(today), term or "")


def as_day(text: str | None) -> date | None:
    """Read a day in any usual spelling (2026-11-22, 2026年11月22日, 2026/11/22); raises WrongUsage for anything else."""
    if text is None:
        return None
    read = whole_day(text)
    if not read.text:
        raise WrongUsage(read.problem or "日期是空的，请写成 2026-11-22 的样子。", where=text)
    return date.fromisoformat(read.text)


def day_text(text: str | None) -> str | None:
    """Check a day given as an option and hand it on as text."""
    day = as_day(text)
    return day.isoformat() if day else None


def mapping_file(file: str | None, fields: tuple[Field, ...]) -> dict[str, str]:
    """Read the clerk's word on headers: {header: field key}; raises WrongUsage."""
    if not file:
        return {}
    try:
        return header_choices(Path(file), fields)
    except Refused as error:
        raise WrongUsage(error.message, where=file) from error


def verb(body: Callable[Concatenate[Session, P], Answer]) -> Callable[P, None]:
    """Make a click callback of a function from session and parameters to an Answer; adds --json."""

    @click.option("--json", "as_json", is_flag=True, help="只输出一份 JSON。")
    @click.pass_obj
    @functools.wraps(body)
    def callback(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> None:
        as_json = bool(kwargs.pop("as_json"))
        try:
            answer = body(session, *args, **kwargs)
        except LiangeError as error:
            answer = Answer({}, [], error)
        except OSError as error:
            answer = Answer({}, [], _of_the_system(error))
        except Exception as error:
            trouble = file_trouble(error, session.path)
            if trouble is None:
                raise
            answer = Answer({}, [], trouble)
        show(answer, as_json=as_json)
        if answer.problem is not None:
            sys.exit(answer.problem.exit_code)

    return callback


def _of_the_system(error: OSError) -> Refused:
    """Say what the system refused to read or write where nobody nearer said it better."""
    file = str(error.filename or "")
    named = f" {Path(file).name} " if file else ""
    return Refused(f"读写文件{named}出错（{reason(error)}），没有完成。", where=file, code="io")


def show(answer: Answer, *, as_json: bool) -> None:
    """Write an answer: the sentence of a refusal to standard error, the rest to standard output."""
    try:
        if answer.problem is not None:
            click.echo(answer.problem.message, err=True)
        if as_json:
            click.echo(json.dumps(_document(answer), ensure_ascii=False, indent=1))
        else:
            for line in answer.lines:
                click.echo(line)
    except BrokenPipeError:  # the reader has seen enough (head); the verb itself is done
        _drop_output()
    except OSError as error:
        _drop_output()
        click.echo(f"结果没有写出来（{reason(error)}），命令本身已经执行。", err=True)


def _document(answer: Answer) -> object:
    """The one JSON document of an answer."""
    if answer.problem is None:
        return answer.data
    data = answer.data if isinstance(answer.data, dict) else {"answer": answer.data}
    return {**data, "error": answer.problem.as_dict()}


def _drop_output() -> None:
    """Let what is still unwritten go nowhere, so that leaving does not fail on it once more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
