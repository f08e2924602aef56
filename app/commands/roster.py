"""liange roster list, show and export: the roster as it is."""

from __future__ import annotations

import re
from pathlib import Path

import click

from app.commands.json_form import dossier_json, member_json
from app.commands.verb import Answer, Session, day_text, verb
from app.domain.errors import WrongUsage
from app.domain.fields import Privacy
from app.domain.member import Member
from app.domain.member_view import ALL, BUILT_IN, EVERYBODY, Asked, View
from app.domain.order import BY_FIELD
from app.office import Office

EVERYONE = "全部"
"""The status of a listing that holds those who left as well."""


@click.group(help="委员名册")
def roster() -> None:
    """Hold the roster verbs together."""


@roster.command("list", help="列出委员。")
@click.option("--as-of", help="截至日期。")
@click.option(
    "--sort",
    help="rank、strokes、strokes-short-first、pinyin、sector、custom，或 field:字段，如 field:年龄。",
)
@click.option("--desc", "descending", is_flag=True, help="倒序。")
@click.option("--status", help="在册、暂停履职、辞职 …；“全部”含已退出。")
@click.option("--search", default="", help="姓名、拼音、首字母、编号、手机、单位等；几个词都要有。")
@click.option(
    "--where",
    multiple=True,
    help="条件，可多次，都要满足：界别=教育,科技、年龄>=60、手机=空、出生年月=1970..1975。",
)
@click.option("--view", "name", help="保存的视图，或 全部、在册、暂停、常委、已退出。")
@click.option("--columns", help="只要这些栏目，用逗号分开，如 姓名,年龄,手机。")
@verb
def list_(
    session: Session, as_of: str | None, sort: str | None, descending: bool, status: str | None, search: str,
    where: tuple[str, ...], name: str | None, columns: str | None,
) -> Answer:  # fmt: skip
    """List members of a view that fit conditions and words, in an order."""
    with session.office() as office:
        view = _view(office, name)
        of = EVERYBODY if status == EVERYONE else view.asked.of
        asked = Asked(
            of, (*view.asked.where, *where), f"{view.asked.search} {search}".strip(),
            _sort(office, sort) if sort else view.asked.sort, descending or (view.asked.descending and not sort),
        )  # fmt: skip
        chosen = "" if status in (None, EVERYONE) else str(status)
        found = office.roster_search.select(asked, day=day_text(as_of), status=chosen)
        people = found.people
        if not (columns or "").strip(",，、 "):
            left_out = [f"（{found.left_out}）"] if found.left_out else []
            return Answer(
                [member_json(one) for one in people], [*(member_line(one) for one in people), *left_out]
            )
        keys = [
            office.roster_search.facet(word).key
            for word in re.split("[,，、]", columns or "")
            if word.strip()
        ]
        rows = [{key: office.roster_search.text(one, key) for key in keys} for one in people]
        data = [{"id": str(one.id), **row} for one, row in zip(people, rows, strict=True)]
        labels = [office.roster_search.facet(key).label for key in keys]
        return Answer(data, ["\t".join(labels), *("\t".join(row.values()) for row in rows)] if people else [])


def _view(office: Office, name: str | None) -> View:
    if not name or name in BUILT_IN:
        return View(name or ALL, Asked(name or ALL))
    return office.roster_views.view(name)


def _sort(office: Office, word: str) -> str:
    """Give the name of an order: a field may be said in Chinese."""
    key = word.removeprefix(BY_FIELD)
    return word if key == word else BY_FIELD + office.roster_search.facet(key).key


@roster.command("show", help="一名委员的全部情况和变动。")
@click.argument("member")
@click.option("--as-of", help="截至日期。")
@verb
def show(session: Session, member: str, as_of: str | None) -> Answer:
    """Show one member with history."""
    with session.office() as office:
        dossier = office.roster.show(member, day_text(as_of))
        lines = [
            member_line(dossier.member),
            *(f"  {one.day}  {one.said}" for one in dossier.events),
        ]
        return Answer(dossier_json(dossier), lines)


@roster.command("export", help="导出名册，按后缀为 xlsx 或 csv。")
@click.argument("file")
@click.option("--level", default="内部", help="公开、内部、完整。")
@click.option("--as-of", help="截至日期。")
@verb
def export(session: Session, file: str, level: str, as_of: str | None) -> Answer:
    """Write the roster as a table."""
    with session.office(write=level == Privacy.FULL) as office:
        written = office.roster_export.at_level(Path(file), level=level, day=day_text(as_of))
        return Answer(
            {"file": str(written.file), "members": written.rows, "level": level},
            [f"已导出 {written.rows} 人到 {written.file}"],
        )


@roster.group("views", help="保存的视图")
def views() -> None:
    """Hold the verbs on saved views together."""


@views.command("list", help="列出保存的视图。")
@verb
def views_list(session: Session) -> Answer:
    """List saved views with how many each shows."""
    with session.office() as office:
        counts = dict(office.roster_views.counts())
        held = office.roster_views.views()
        lines = [f"{one.name} {'—' if counts[one.name] is None else counts[one.name]}" for one in held]
        return Answer([{**one.as_json(), "members": counts[one.name]} for one in held], lines)


@views.command("save", help="保存视图：名称相同的被替换。")
@click.argument("name")
@click.option("--of", default=ALL, help="从哪个固有视图里：全部、在册、暂停、常委、已退出。")
@click.option("--where", multiple=True, help="条件，可多次，写法同 roster list。")
@click.option("--search", default="", help="要查找的字。")
@click.option("--sort", default="rank", help="排序，写法同 roster list。")
@click.option("--desc", "descending", is_flag=True, help="倒序。")
@click.option("--columns", default="", help="显示的栏目，用逗号分开。")
@verb
def views_save(
    session: Session,
    name: str,
    of: str,
    where: tuple[str, ...],
    search: str,
    sort: str,
    descending: bool,
    columns: str,
) -> Answer:
    """Keep a view."""
    if of not in BUILT_IN:
        raise WrongUsage(f"没有“{of}”这个视图，可用：{'、'.join(BUILT_IN)}。", where=of)
    with session.office(write=True) as office:
        keys = tuple(word.strip() for word in re.split("[,，、]", columns) if word.strip())
        view = View(name, Asked(of, where, search, _sort(office, sort), descending), keys)
        kept = office.roster_views.save(view)
        return Answer(kept.as_json(), [f"已保存视图 {kept.name}。"])


@views.command("delete", help="删除视图。")
@click.argument("name")
@verb
def views_delete(session: Session, name: str) -> Answer:
    """Take a view away."""
    with session.office(write=True) as office:
        office.roster_views.delete(name)
        return Answer({"deleted": name}, [f"已删除视图 {name}。"])


@roster.command("order", help="按一份名单排自定义次序：名单上的人在前，其余照旧。")
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="只核对，不改。")
@verb
def order(session: Session, file: str, dry_run: bool) -> Answer:
    """Put people in the order of a list of names."""
    with session.office(write=not dry_run) as office:
        text = office.roster.list_in(Path(file))
        listed = office.own_order.read(text) if dry_run else office.own_order.set_by_names(text)
        said = f"{'将' if dry_run else '已'}按名单排列 {len(listed.people)} 人，其余 {listed.rest} 人照旧。"
        data = {
            "listed": [str(one.id) for one in listed.people], "rest": listed.rest,
            "findings": [finding.as_dict() for finding in listed.findings],
        }  # fmt: skip
        return Answer(data, [said, *(finding.message for finding in listed.findings)])


def member_line(member: Member) -> str:
    """Write one member as one line."""
    parts = (
        member.name,
        "、".join(member.posts),
        member.sector,
        "、".join(member.affiliations),
        member.workplace,
    )
    return "  ".join(part for part in parts if part) + ("" if member.is_active else f"  【{member.status}】")
