"""Views of the roster: those every office has, and those it saves: who is shown, in what order, with which columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from app.domain.errors import NotFound, Refused, WrongUsage
from app.domain.member import Member

ALL, ACTIVE, SUSPENDED, STANDING, LEFT, EVERYBODY = "全部", "在册", "暂停", "常委", "已退出", "含已退出"

BUILT_IN: dict[str, Callable[[Member], bool]] = {
    ALL: lambda member: member.in_office,
    ACTIVE: lambda member: member.is_active,
    SUSPENDED: lambda member: member.in_office and not member.is_active,
    STANDING: lambda member: member.is_active and "常委" in member.posts,
    LEFT: lambda member: not member.in_office,
}
"""The views that every office has, in their order; 全部 is everybody in office."""

LONGEST_NAME = 16
MOST = 30
RANK = "rank"
WORKPLACE = "workplace"
"""The column that tells employer and job title as one line."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for: out of a built-in view those who fit conditions (text form) and words, in an order."""

    of: str = ALL
    where: tuple[str, ...] = ()
    search: str = ""
    sort: str = RANK
    descending: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A saved view; no `columns` means the usual ones."""

    name: str
    asked: Asked = Asked()
    columns: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Give the JSON form it is kept in."""
        return {
            "name": self.name, "of": self.asked.of, "where": list(self.asked.where), "search": self.asked.search,
            "sort": self.asked.sort, "descending": self.asked.descending, "columns": list(self.columns),
        }  # fmt: skip


def counted(asked: Asked) -> Asked:
    """Give what is asked without its order, which does not count."""
    return replace(asked, sort=RANK, descending=False)


def view_from(form: object) -> View | None:
    """Read the JSON form; None for what is none. Whatever a later version adds is passed over."""
    if not isinstance(form, dict) or not isinstance(form.get("name"), str) or not form["name"]:
        return None
    of = form.get("of")
    asked = Asked(
        of if isinstance(of, str) and of in BUILT_IN else ALL, _words(form.get("where")), str(form.get("search") or ""),
        str(form.get("sort") or RANK), form.get("descending") is True,
    )  # fmt: skip
    return View(form["name"], asked, _words(form.get("columns")))


def named(views: Iterable[View], name: str) -> View:
    """Find a view by name; raises NotFound."""
    found = next((view for view in views if view.name == name), None)
    if found is None:
        raise NotFound(f"没有名为“{name}”的视图。", where=name)
    return found


def saved(views: Iterable[View], view: View) -> tuple[View, ...]:
    """Put a view among the others: in the place of one of that name, else at the end; refuses a bad name."""
    held = tuple(views)
    view = replace(view, name=checked_name(view.name))
    if any(one.name == view.name for one in held):
        return tuple(view if one.name == view.name else one for one in held)
    if len(held) >= MOST:
        raise Refused(f"已经有 {MOST} 个视图，请先删除不用的。", code="too_many")
    return (*held, view)


def renamed(views: Iterable[View], old: str, new: str) -> tuple[View, ...]:
    """Give a view another name; refuses one that another view has."""
    held, new = tuple(views), checked_name(new)
    named(held, old)
    if new != old and any(view.name == new for view in held):
        raise Refused(f"已经有名为“{new}”的视图，请换一个名称。", where=new, code="double")
    return tuple(replace(view, name=new) if view.name == old else view for view in held)


def without(views: Iterable[View], name: str) -> tuple[View, ...]:
    """Take a view away."""
    held = tuple(views)
    gone = named(held, name)
    return tuple(view for view in held if view is not gone)


def moved(views: Iterable[View], name: str, by: int) -> tuple[View, ...]:
    """Move a view by places to the left (below 0) or right; at either end it stays."""
    held = list(views)
    view = named(held, name)
    place = held.index(view)
    held.pop(place)
    held.insert(min(max(place + by, 0), len(held)), view)
    return tuple(held)


def checked_name(name: str) -> str:
    """Give a name as it is kept; raises WrongUsage for an empty, long or taken one."""
    name = " ".join(name.split())
    if not name:
        raise WrongUsage("请写视图的名称。")
    if len(name) > LONGEST_NAME:
        raise WrongUsage(f"视图的名称最多 {LONGEST_NAME} 个字。", where=name)
    if name in BUILT_IN:
        raise WrongUsage(f"“{name}”是固有的视图，请换一个名称。", where=name)
    return name


def _words(value: object) -> tuple[str, ...]:
    return tuple(word for word in value if isinstance(word, str)) if isinstance(value, list) else ()
