"""liange wording …: the wordings of 函, 通知 and 通报."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.verb import Answer, Session, day_text, verb
from app.domain.errors import WrongUsage
from app.domain.wording import LONGEST_PART, PARTS, Subject

if TYPE_CHECKING:
    from app.office import Office
    from app.services.wordings import Listed


@click.group(help="文书用语：函、通知、通报、纪要、贺卡的文字")
def wording() -> None:
    """Hold the verbs of wordings together."""


@wording.command("list", help="列出各份用语：版式、给谁、改过没有。")
@verb
def list_(session: Session) -> Answer:
    """List the wordings."""
    with session.office() as office:
        listed = office.wordings.listing()
        return Answer([_short(one) for one in listed], [_line(one) for one in listed])


@wording.command("show", help="一份用语的各个部分和问题。")
@click.argument("name")
@verb
def show(session: Session, name: str) -> Answer:
    """Show every part of one."""
    with session.office() as office:
        return _whole(office, office.wordings.get(name))


@wording.command(
    "set", help="修改：部分=文字 …，如 正文=…；版式=信函、对象=每位委员 也可以改；文字写 @文件 是读文件。"
)
@click.argument("name")
@click.argument("words", nargs=-1, required=True, metavar="部分=文字...")
@verb
def set_(session: Session, name: str, words: tuple[str, ...]) -> Answer:
    """Change parts of one."""
    values = dict(_part(word) for word in words)
    with session.office(write=True) as office:
        return _whole(office, office.wordings.change(name, values))


@wording.command("copy", help="复制一份，取新名称，作为本单位自己的用语。")
@click.argument("name")
@click.argument("new")
@verb
def copy(session: Session, name: str, new: str) -> Answer:
    """Make one's own of another."""
    with session.office(write=True) as office:
        return _whole(office, office.wordings.copy(name, new))


@wording.command("reset", help="改过的恢复成原文。")
@click.argument("name")
@verb
def reset(session: Session, name: str) -> Answer:
    """Bring a shipped one back."""
    with session.office(write=True) as office:
        return _whole(office, office.wordings.reset(name))


@wording.command("delete", help="删除本单位自己的用语。")
@click.argument("name")
@verb
def delete(session: Session, name: str) -> Answer:
    """Take one's own away."""
    with session.office(write=True) as office:
        office.wordings.delete(name)
        return Answer({"deleted": name}, [f"已删除用语“{name}”。"])


@wording.command("fields", help="可以用的字段；写上对象（如 每位委员）只列它的。")
@click.argument("subject", default="")
@verb
def fields(session: Session, subject: str) -> Answer:
    """List the fields of a subject, or of every one."""
    known = {str(one): one for one in Subject}
    if subject and subject not in known:
        raise WrongUsage(f"没有“{subject}”这种对象。可用：{'、'.join(known)}。", where=subject)
    with session.office() as office:
        wanted = (known[subject],) if subject else tuple(Subject)
        data = [
            {
                "subject": str(of),
                "name": one.name,
                "meaning": one.meaning,
                "from": one.source,
                "table": one.table,
            }
            for of in wanted
            for one in office.wordings.fields(of)
        ]
    unique = {row["name"]: row for row in data}
    return Answer(data, [f"{row['name']}　{row['meaning']}（{row['from']}）" for row in unique.values()])


@wording.command(
    "preview", help="印一份样子：没有填的写成〔名称〕；选项=值 可以填上；--out 是 .pdf 或 .docx 文件。"
)
@click.argument("name")
@click.argument("words", nargs=-1, metavar="选项=值...")
@click.option("--out", required=True, help="写成的文件，.pdf 或 .docx。")
@click.option("--as-of", help="截至日期。")
@verb
def preview(session: Session, name: str, words: tuple[str, ...], out: str, as_of: str | None) -> Answer:
    """Write one copy to look at."""
    with session.office() as office:
        options = dict(_part(word) for word in words)
        file = office.wordings.write_sample(name, Path(out), options, day_text(as_of))
        return Answer({"file": str(file)}, [str(file)])


def _part(word: str) -> tuple[str, str]:
    name, sign, text = word.partition("=")
    if not sign:
        raise WrongUsage(f"“{word}”要写成 部分=文字 的样子，如 标题=关于召开会议的通知。", where=word)
    if not text.startswith("@"):
        return name, text
    try:
        with Path(text[1:]).open(encoding="utf-8-sig") as file:
            return name, file.read(LONGEST_PART + 1)  # one more than is taken: the wording says so
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(
            f"读不了文件 {text[1:]}，请核对文件名，并存为 UTF-8 的文本。", where=text[1:]
        ) from error


def _short(one: Listed) -> dict[str, object]:
    wording = one.wording
    return {
        "name": wording.name, "group": wording.group, "layout": str(wording.layout), "subject": str(wording.subject),
        "shipped": one.shipped, "changed": one.changed,
    }  # fmt: skip


def _line(one: Listed) -> str:
    mark = "　已改动" if one.changed else ""
    return f"{one.name}　{one.wording.group}　{one.wording.layout}　{one.wording.subject}{mark}"


def _whole(office: Office, one: Listed) -> Answer:
    wording = one.wording
    wrong = office.wordings.problems(wording)
    data = {
        **_short(one),
        "parts": {part.label: wording.text(part.key) for part in PARTS},
        "asked": [{"name": asked.name, "hint": asked.hint} for asked in wording.asked],
        "problems": [problem.sentence for problem in wrong],
    }
    lines = [_line(one)]
    for part in PARTS:
        if text := wording.text(part.key):
            lines += [f"【{part.label}】", text]
    return Answer(data, [*lines, *(problem.sentence for problem in wrong)])
