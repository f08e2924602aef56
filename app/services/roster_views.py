"""Saved views of the roster: kept with the office's data, each change one operation."""

from __future__ import annotations

import json
from collections.abc import Iterable

from app.domain import member_view
from app.domain.errors import Refused
from app.domain.member_facets import named as facet_named
from app.domain.member_filter import subject, written
from app.domain.member_view import WORKPLACE, View, view_from
from app.domain.order import BY_FIELD, Order
from app.services.frame import Frame
from app.services.roster_search import RosterSearch

KEPT_AS = "views.roster"


class RosterViews:
    """Verbs on saved views."""

    def __init__(self, frame: Frame, search: RosterSearch) -> None:
        self._frame = frame
        self._search = search

    def views(self) -> tuple[View, ...]:
        """Give every saved view in its order; what cannot be read is passed over."""
        found: tuple[View, ...] = self._frame.kept.get(("views",), self._read)
        return found

    def view(self, name: str) -> View:
        """Find a view by name; raises NotFound."""
        return member_view.named(self.views(), name)

    def save(self, view: View) -> View:
        """Keep a view, in the place of one of the same name; refuses conditions, orders and columns that nobody knows."""
        view = View(" ".join(view.name.split()), self._checked(view.asked), self._columns(view.columns))
        self._keep(member_view.saved(self.views(), view), f"保存视图 {view.name}")
        return view

    def rename(self, old: str, new: str) -> None:
        """Give a view another name."""
        self._keep(member_view.renamed(self.views(), old, new), f"视图 {old} 改名为 {' '.join(new.split())}")

    def delete(self, name: str) -> None:
        """Take a view away."""
        self._keep(member_view.without(self.views(), name), f"删除视图 {name}")

    def move(self, name: str, by: int) -> None:
        """Move a view by places to the left or right."""
        self._keep(member_view.moved(self.views(), name, by), f"移动视图 {name}")

    def counts(self) -> list[tuple[str, int | None]]:
        """Give every saved view with how many it shows; None where its conditions speak of a field no longer in use."""
        return [(view.name, self._count(view)) for view in self.views()]

    def _count(self, view: View) -> int | None:
        if any(facet_named(self._search.facets(), key) is None for key in map(subject, view.asked.where)):
            return None
        return len(self._search.select(member_view.counted(view.asked)).people)

    def _checked(self, asked: member_view.Asked) -> member_view.Asked:
        facets = self._search.facets()
        where = tuple(written(one, facets[one.key].label) for one in self._search.conditions(asked.where))
        if asked.sort.startswith(BY_FIELD):
            self._search.facet(asked.sort.removeprefix(BY_FIELD))
        elif asked.sort not in list(Order):
            raise Refused(
                f"不认识的排序“{asked.sort}”，可用：{'、'.join(Order)}。", where=asked.sort, code="sort"
            )
        return member_view.Asked(asked.of, where, asked.search.strip(), asked.sort, asked.descending)

    def _columns(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(key if key == WORKPLACE else self._search.facet(key).key for key in keys)

    def _read(self) -> tuple[View, ...]:
        try:
            forms = json.loads(self._frame.registry.settings().get(KEPT_AS) or "[]")
        except ValueError:
            return ()
        found = (view_from(form) for form in forms) if isinstance(forms, list) else ()
        return tuple({view.name: view for view in found if view is not None}.values())

    def _keep(self, views: Iterable[View], label: str) -> None:
        text = json.dumps([view.as_json() for view in views], ensure_ascii=False)
        with self._frame.data.operation(label):
            self._frame.registry.set_setting(KEPT_AS, text)
