"""How the list of members stands: its view, conditions, words, order and columns; taken over from a view, kept as one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.domain.errors import LiangeError
from app.domain.member_facets import Facet
from app.domain.member_view import ALL, BUILT_IN, Asked, View
from app.domain.order import BY_FIELD, Order
from app.ui.desk import Desk
from app.ui.pages.roster.columns import SHOWN
from app.ui.pages.roster.filtering import FilterBar
from app.ui.pages.roster.listing import Listing
from app.ui.pages.roster.orderbox import OrderBox
from app.ui.pages.roster.roomed import RoomedRoster


class ViewedPage(RoomedRoster):
    """The list whose view is chosen; the page lays out what these attributes name."""

    filters: FilterBar
    order: OrderBox
    turn_action: QAction
    listing: Listing

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._sort, self._descending = str(Order.RANK), False
        self._view = ALL
        self._facets: dict[str, Facet] = desk.reader.roster_search.facets()

    # -- views -------------------------------------------------------------------------------------------------

    def _asked(self, of: str | None = None) -> Asked:
        base = self.chips.on if self.chips.on in BUILT_IN else self._of_view()
        return Asked(of or base, self.filters.where, self.search.text().strip(), self._sort, self._descending)

    def _of_view(self) -> str:
        """The built-in view out of which the saved one that is on takes its members."""
        saved = self._saved(self.chips.on)
        return ALL if saved is None else saved.asked.of

    def standing(self, name: str) -> View:
        """How the list stands now, as a view of this name."""
        columns = tuple(self.list.shown_columns())
        usual = tuple(key for key in SHOWN if key in columns)
        return View(name, self._asked(), () if columns == usual else columns)

    def _choose(self, view: str) -> None:
        before, self._view = self._view, view
        saved = self._saved(view)
        if saved is not None:
            self._stand_as(saved)
        elif before not in BUILT_IN and view in BUILT_IN:
            self._stand_as(View(view))
        super()._choose(view)

    def _stand_as(self, view: View) -> None:
        """Take over conditions, words, order and columns of a view."""
        self.filters.set_where(view.asked.where)
        self.search.setText(view.asked.search)
        self._set_order(view.asked.sort, descending=view.asked.descending)
        if view.columns:
            self.list.lend_columns(view.columns)
        else:
            self.list.remembered_columns()

    def _follow_columns(self) -> None:
        """The view that is on was kept with columns of its own, without them or deleted: are those shown the list's?"""
        saved = self._saved(self.chips.on)
        own = saved is not None and bool(saved.columns)
        if own and not self.list.lent:
            self.list.lend_columns(self.list.shown_columns())
        elif self.list.lent and not own:
            self.list.remembered_columns()

    def changed_view(self) -> str:
        """The name of the saved view that is on, if the list stands otherwise by now; empty if it does not.

        Words typed into a view that has none narrow it for the moment; columns count where the view has its own.
        """
        saved = self._saved(self.chips.on)
        if saved is None:
            return ""
        now, then = self._asked(), saved.asked
        same = (
            self._meant(now.where) == self._meant(then.where)
            and (not then.search or now.search == then.search)
            and (now.sort, now.descending) == (then.sort, then.descending)
            and (not saved.columns or self.list.shown_columns() == self.list.known_columns(saved.columns))
        )
        return "" if same else saved.name

    def _meant(self, where: Sequence[str]) -> frozenset[object]:
        """What conditions say, however written; as written where one speaks of a field no longer in use."""
        try:
            return frozenset(self.desk.reader.roster_search.conditions(where))
        except LiangeError:
            return frozenset(where)

    def _saved(self, name: str) -> View | None:
        return next((view for view in self.desk.reader.roster_views.views() if view.name == name), None)

    def _saved_now(self, name: str) -> None:
        """A view was kept or renamed: it is the one that is on."""
        self._view = name
        self.show_views()
        self.chips.turn_on(name)
        self._follow_columns()
        self.filter_now()

    # -- order -------------------------------------------------------------------------------------------------

    def order_by(self, sort: str, descending: bool = False) -> None:
        """Sort by a column or by the box."""
        self._set_order(sort, descending=descending)
        self.filter_now()

    def turn(self) -> None:
        """Turn the order round."""
        self.order_by(self._sort, not self._descending)

    @property
    def sorted_by(self) -> tuple[str, bool]:
        """The order of the list, and whether it is turned round."""
        return self._sort, self._descending

    def _set_order(self, sort: str, *, descending: bool) -> None:
        known = sort in list(Order) or sort.removeprefix(BY_FIELD) in self._facets
        self._sort, self._descending = (sort, descending) if known else (str(Order.RANK), False)
        self.order.show_order(self._sort, self._facets)
        self.turn_action.setChecked(self._descending)
        self.list.show_sort(self._sort, descending=self._descending)
        self.listing.follow_order()
