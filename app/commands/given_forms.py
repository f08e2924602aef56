"""liange given …: forms that superiors prescribe, as their own .docx or .xlsx: added, pointed at, filled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.options import folder_named
from app.commands.verb import Answer, Session, verb
from app.domain.errors import WrongUsage
from app.domain.fields import Privacy
from app.domain.given_form import Mode, Place, Subject

if TYPE_CHECKING:
    from app.services.given_forms import FormView

_SUBJECTS, _LEVELS = [str(one) for one in Subject], [str(one) for one in Privacy]
_MODES = {":": Mode.REPLACE, "+": Mode.APPEND, "*": Mode.EACH}
_MODE_WORDS = {Mode.APPEND: "，接在原文后面", Mode.EACH: "，每行一份", Mode.AFTER_LABEL: "，填在空白处"}


@click.group(help="上级表样：上级发来的 Word、Excel 表，原样填写")
def given() -> None:
    """Hold the verbs on given forms together."""


@given.command("list", help="列出上级表样。")
@verb
def list_(session: Session) -> Answer:
    """List the forms."""
    with session.office() as office:
        found = office.given_forms.listing()
        data = [
            {"id": str(one.id), "name": one.name, "file": one.file, "for": str(one.subject), "places": len(one.places)}
            for one in found
        ]  # fmt: skip
        return Answer(
            data, [f"{one.name}（按{one.subject}，{len(one.places)} 处）：{one.file}" for one in found]
        )


@given.command("add", help="添加上级表样（docx、xlsx），认出要填的地方。")
@click.argument("file")
@click.option("--name", default="", help="名称，默认用文件名。")
@click.option(
    "--for",
    "subject",
    type=click.Choice(_SUBJECTS),
    default=_SUBJECTS[0],
    help="按委员（默认）还是按提案填。",
)
@verb
def add(session: Session, file: str, name: str, subject: str) -> Answer:
    """Take in a form."""
    with session.office(write=True) as office:
        return _shown(office.given_forms.add(Path(file), name, subject))


@given.command("show", help="一份上级表样：哪里填什么，还有哪些没有认出来。")
@click.argument("name")
@verb
def show(session: Session, name: str) -> Answer:
    """Show one form."""
    with session.office() as office:
        return _shown(office.given_forms.show(office.given_forms.get(name)))


@given.command(
    "point",
    help="指定哪里填什么：位置=字段 …（表1!C2=姓名、段5=文字:同意、{other}=空白）；位置+=字段 接在后面，位置:=字段 代替原文，位置*=字段 每行一份。",
)
@click.argument("name")
@click.argument("words", nargs=-1, required=True)
@verb
def point(session: Session, name: str, words: tuple[str, ...]) -> Answer:
    """Say what goes where."""
    with session.office(write=True) as office:
        desk = office.given_forms
        return _shown(desk.point_all(desk.get(name), [_pointed(word) for word in words]))


@given.command("unpoint", help="取消指定：位置 …，那里照原样。")
@click.argument("name")
@click.argument("places", nargs=-1, required=True)
@verb
def unpoint(session: Session, name: str, places: tuple[str, ...]) -> Answer:
    """Take places back."""
    with session.office(write=True) as office:
        desk = office.given_forms
        return _shown(desk.unpoint(desk.get(name), places))


@given.command("fill", help="填写上级表样，每人（每件）一个文件；--together 合成一个。")
@click.argument("name")
@click.option("--out", required=True, help="放在哪个文件夹。")
@click.option(
    "--whom", default="", help="填哪些委员：姓名、编号、界别、专委会、小组，用顿号隔开；默认全部在任委员。"
)
@click.option("--which", default="", help="填哪些提案：编号，用逗号隔开；默认本次会议全部。")
@click.option(
    "--level",
    type=click.Choice(_LEVELS),
    default=_LEVELS[1],
    help="公开、内部（默认）或完整；级别以外的留空。",
)
@click.option("--together", is_flag=True, help="全部合成一个文件。")
@verb
def fill(session: Session, name: str, out: str, whom: str, which: str, level: str, together: bool) -> Answer:
    """Fill a form."""
    with session.office(write=level == Privacy.FULL) as office:
        form = office.given_forms.get(name)
        member = form.subject is Subject.MEMBER
        if (which and member) or (whom and not member):
            right = "--whom" if member else "--which"
            raise WrongUsage(f"“{form.name}”按{form.subject}填写，请用 {right}。", where=right)
        made = office.given_forms.fill(
            form, folder_named(out), whom=whom or which, level=level, together=together
        )
        data = {
            "files": [str(file) for file in made.files], "records": made.records, "blank": list(made.closed),
            "renamed": list(made.renamed), "unknown": list(made.unknown),
        }  # fmt: skip
        left = [f"没有认出，照原样印着：{'、'.join(made.unknown)}。"] if made.unknown else []
        blank = [f"{level}级别不填：{'、'.join(made.closed)}。"] if made.closed else []
        return Answer(
            data,
            [f"填写 {made.records} 份，{len(made.files)} 个文件，在 {out}。", *blank, *left, *made.renamed],
        )


@given.command("export", help="取出上级表样的原件。")
@click.argument("name")
@click.argument("file")
@verb
def export(session: Session, name: str, file: str) -> Answer:
    """Give the form back as it came."""
    with session.office() as office:
        written = office.given_forms.export(office.given_forms.get(name), Path(file))
        return Answer({"file": str(written)}, [f"已存到 {written}"])


@given.command("delete", help="删除上级表样；已经填好的文件不动。")
@click.argument("name")
@verb
def delete(session: Session, name: str) -> Answer:
    """Remove a form."""
    with session.office(write=True) as office:
        form = office.given_forms.get(name)
        office.given_forms.delete(form)
        return Answer({"deleted": form.name}, [f"已删除上级表样“{form.name}”，可以用 undo 撤销。"])


def _pointed(word: str) -> tuple[str, str, Mode | None]:
    address, sign, field = word.partition("=")
    if not sign or not address or not field:
        raise WrongUsage(f"“{word}”应写成 位置=字段，如 表1!C2=姓名。", where=word)
    mode = _MODES.get(address[-1])
    return (address[:-1] if mode else address), field, mode


def _shown(view: FormView) -> Answer:
    form = view.form
    data = {
        "id": str(form.id), "name": form.name, "file": form.file, "for": str(form.subject),
        "places": [{**place.as_dict(), "label": view.words(place)} for place in form.places],
        "unknown": list(view.unknown),
    }  # fmt: skip
    lines = [f"{form.name}（按{form.subject}）：{len(form.places)} 处，没有认出 {len(view.unknown)} 处。"]
    lines += [f"{place.address} → {_words(view, place)}" for place in form.places]
    return Answer(data, [*lines, *(f"没有认出：{one}" for one in view.unknown)])


def _words(view: FormView, place: Place) -> str:
    return view.words(place) + _MODE_WORDS.get(place.mode, "")
