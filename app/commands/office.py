"""liange init, demo, plenary, settings, search, history, undo, redo, check."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import click

from app.commands.json_form import member_json, operation_json
from app.commands.proposal_json import proposal_json
from app.commands.verb import Answer, Session, day_text, verb
from app.domain.errors import Refused, WrongUsage
from app.office import Office, make_demo


@click.command(help="新建办公数据文件。")
@click.option("--office", "name", required=True, help="单位名称，如 云川县政协。")
@click.option("--term", required=True, help="届次名称，如 第十一届。")
@click.option("--start", help="本届开始日期。")
@click.option("--plenary", default="", help="次会议名称，如 十一届一次会议。")
@verb
def init(session: Session, name: str, term: str, start: str | None, plenary: str) -> Answer:
    """Make a new data file; refuses to touch an existing one."""
    office = Office.create(
        session.path, office_name=name, term=term, start=day_text(start) or "", plenary=plenary,
        password=session.password, today=session.today, clock=session.clock,
    )  # fmt: skip
    office.close()
    data = {
        "data": str(session.path),
        "office": name,
        "term": term,
        "plenary": plenary,
        "encrypted": bool(session.password),
    }
    return Answer(data, [f"已新建 {session.path}。本机为非涉密计算机，不得录入涉密信息。"])


@click.command(help="完整的演示办公室和一套材料。")
@click.option("--out", default="演示", help="放材料的文件夹。")
@click.option("--window", is_flag=True, help="随后打开窗口。")
@verb
def demo(session: Session, out: str, window: bool) -> Answer:
    """Make the demo office and its report pack."""
    made = make_demo(Path(out))
    if window:
        _open_window(made.data, session.day)
    data = {"data": str(made.data), "members": made.members, "files": [str(file) for file in made.files]}
    return Answer(
        data, [f"演示办公室 {made.members} 名委员：{made.data}", *(f"  {file}" for file in made.files)]
    )


def _open_window(data: Path, day: date | None) -> None:
    """Open the window as a program of its own, so that the answer is out before it is closed."""
    words = [sys.executable, "-m", "app", "--data", str(data), *(["--today", day.isoformat()] if day else [])]
    subprocess.Popen(words, close_fds=True)  # the program itself, no shell


@click.group(help="次会议")
def plenary() -> None:
    """Hold the plenary verbs together."""


@plenary.command("add", help="在本届里建立一次会议。")
@click.argument("name")
@click.option("--start", help="会议开始日期。")
@verb
def plenary_add(session: Session, name: str, start: str | None) -> Answer:
    """Enter a 次会议 of the current 届."""
    with session.office(write=True) as office:
        identity = office.setup.add_plenary(name, day_text(start) or "")
        return Answer({"id": str(identity), "name": name}, [f"已建立 {name}。"])


@plenary.command("list", help="列出各次会议。")
@verb
def plenary_list(session: Session) -> Answer:
    """List every 次会议."""
    with session.office() as office:
        found = office.frame.registry.plenaries()
        return Answer(
            [{"id": str(p.id), "name": p.name, "start": p.starts} for p in found], [p.name for p in found]
        )


@click.group(help="设置")
def settings() -> None:
    """Hold the settings verbs together."""


@settings.command("get", help="看设置；不写名称就是全部。")
@click.argument("keys", nargs=-1)
@click.option("--plenary", "name", help="看或改这次会议的规则，如答复期限。")
@verb
def settings_get(session: Session, keys: tuple[str, ...], name: str | None) -> Answer:
    """Show settings."""
    with session.office() as office:
        found = office.setup.settings(name)
        chosen = {key: found[key] for key in (keys or tuple(found)) if key in found}
        if missing := [key for key in keys if key not in found]:
            raise Refused(f"没有“{missing[0]}”这项设置。可用：{'、'.join(found)}。", where=missing[0])
        return Answer(chosen, [f"{key}={value}" for key, value in chosen.items()])


@settings.command("set", help="改设置：名称=值 …")
@click.argument("words", nargs=-1, required=True, metavar="名称=值...")
@click.option("--plenary", "name", help="看或改这次会议的规则，如答复期限。")
@verb
def settings_set(session: Session, words: tuple[str, ...], name: str | None) -> Answer:
    """Change settings."""
    values = {}
    for word in words:
        key, sign, value = word.partition("=")
        if not sign or not key:
            raise WrongUsage(f"“{word}”应写成 名称=值。", where=word)
        values[key] = value
    with session.office(write=True) as office:
        office.setup.change_settings(values, name)
        return Answer(office.setup.settings(name), [f"已保存 {len(values)} 项设置。"])


@click.command(help="在委员和提案中查找。")
@click.argument("text")
@verb
def search(session: Session, text: str) -> Answer:
    """Search across everything."""
    with session.office() as office:
        members = office.roster.listing(status="全部", text=text)
        proposals = [proposal_json(one) for one in office.register.listing(search=text)]
        data = {"members": [member_json(member) for member in members], "proposals": proposals}
        lines = [f"委员 {member.name} {member.workplace}" for member in members]
        return Answer(
            data, [*lines, *(f"提案 {one['no'] or one['serial']} {one['title']}" for one in proposals)]
        )


@click.command(help="做过的操作。")
@click.option("--of", help="只看一名委员的（编号或姓名）。")
@click.option("--limit", default=50, type=click.IntRange(0, 1_000_000), help="最多几条。")
@verb
def history(session: Session, of: str | None, limit: int) -> Answer:
    """List operations, newest first."""
    with session.office() as office:
        found = office.past.operations(limit, of)
        marks = {"undo": "撤销 ", "redo": "重做 "}
        return Answer(
            [operation_json(o) for o in found],
            [f"{o.at}  {marks.get(o.kind, '')}{o.label}  {o.rows} 行" for o in found],
        )


@click.command(help="撤销最近一次操作。")
@verb
def undo(session: Session) -> Answer:
    """Take back the latest operation."""
    with session.office(write=True, whole=True) as office:
        done = office.undo()
        return Answer({"undone": done.label, "rows": done.rows}, [f"已撤销：{done.label}"])


@click.command(help="重做刚撤销的操作。")
@verb
def redo(session: Session) -> Answer:
    """Do again what was undone last."""
    with session.office(write=True, whole=True) as office:
        done = office.redo()
        return Answer({"redone": done.label, "rows": done.rows}, [f"已重做：{done.label}"])


@click.command(help="检查数据文件和各项规则。")
@verb
def check(session: Session) -> Answer:
    """Check file, keys, triggers, change log and logical rules."""
    with session.office() as office:
        problems = office.safety.check()
        data = {"ok": not problems, "problems": [problem.as_dict() for problem in problems]}
        refusal = (
            Refused(f"检查发现 {len(problems)} 处问题：{problems[0].message}", code="problems")
            if problems
            else None
        )
        return Answer(
            data, ["数据文件完好。"] if not problems else [problem.message for problem in problems], refusal
        )


COMMANDS = (init, demo, plenary, settings, search, history, undo, redo, check)
