"""liange: what the window does, for scripts. Without a command the window opens."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from app.commands import (
    archive,
    codes,
    given_forms,
    grid,
    office,
    photos,
    proposals,
    reports,
    roster,
    roster_change,
    roster_forms,
    roster_import,
    roster_past,
    safety,
    teams,
    terms,
    wordings,
)
from app.commands.verb import Answer, Session, session_of, show
from app.commands.wording import ChineseFormatter, argument_name
from app.domain.errors import LiangeError, WrongUsage


@click.group(invoke_without_command=True, help="联格：县级政协办公。不带命令时打开窗口。")
@click.option("--data", help="数据文件，默认为本机办公文件。")
@click.option("--password-file", help="存有密码的文本文件。")
@click.option("--today", help="以这一天为今天（YYYY-MM-DD）。")
@click.option("--term", help="看这一届（名称），只看不改；默认为现在的届次。")
@click.pass_context
def liange(
    context: click.Context, data: str | None, password_file: str | None, today: str | None, term: str | None
) -> None:
    """Read the common options; open the window when there is no command."""
    context.obj = session_of(data, password_file, today, term)
    if context.invoked_subcommand is None:
        from app.ui.main import run

        session: Session = context.obj
        sys.exit(run(session.path if data else None, today=session.day, password=session.password))


click.Context.formatter_class = ChineseFormatter

ROSTER_VERBS = (roster, roster_change, roster_import, roster_past, roster_forms, photos)
"""Each of these modules adds its verbs to the one group."""

for command in (
    *office.COMMANDS,
    terms.term,
    roster.roster,
    teams.team,
    *codes.COMMANDS,
    grid.grid,
    *proposals.COMMANDS,
    reports.report,
    archive.archive,
    wordings.wording,
    given_forms.given,
    *safety.COMMANDS,
):
    liange.add_command(command)


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code: 0 done, 1 refused, 2 wrong usage, 3 data file."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    words = sys.argv[1:] if arguments is None else arguments
    try:
        _refuse_broken(words)
        liange.main(args=words, prog_name="liange", standalone_mode=False)
    except click.UsageError as error:
        _leave(WrongUsage(_usage_sentence(error)), words)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(1)
    except LiangeError as error:
        _leave(error, words)
    sys.exit(0)


def _leave(error: LiangeError, words: list[str]) -> NoReturn:
    """End with a refusal that came before any verb had the word; whoever asked for JSON gets it here too."""
    show(Answer({}, [], error), as_json="--json" in words)
    sys.exit(error.exit_code)


def _refuse_broken(words: list[str]) -> None:
    """Refuse words that are no text (bytes of another encoding): no file of ours could keep them."""
    for word in words:
        readable = word.encode("utf-8", "replace").decode()
        if readable != word:
            raise WrongUsage(f"“{readable}”里有不能识别的字符，请检查命令的编码。", where=readable)


def _called(error: click.BadParameter) -> str:
    if error.param is None:
        return "参数"
    name = error.param.human_readable_name
    return argument_name(name) if isinstance(error.param, click.Argument) else f" {error.param.opts[0]} "


def _usage_sentence(error: click.UsageError) -> str:
    """Say in Chinese what click found wrong with the words."""
    command = error.ctx.command_path if error.ctx else "liange"
    match error:
        case click.NoSuchOption():
            what = f"没有 {error.option_name} 这个选项"
        case click.MissingParameter():
            what = f"缺少{_called(error)}"
        case click.BadParameter():
            what = f"{_called(error)}的值不对"
        case _ if "No such command" in error.message:
            what = "没有这个命令"
        case _:
            what = "写法不对"
    return f"{what.strip()}，请看 {command} --help。"


if __name__ == "__main__":
    main()
