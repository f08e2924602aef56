"""The forms and the rooms that take their place: 文书用语, 存档, 成批生成 …; what the keys mean there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction

from app.ui.pages.reports.catalogue import Catalogue, FormList
from app.ui.pages.reports.options import OptionsForm
from app.ui.pages.reports.rooms import DOORS
from app.ui.roomed import RoomedPage


class RoomedReports(RoomedPage):
    """The page in front makes the catalogue and the options."""

    doors = DOORS
    catalogue: Catalogue
    forms: FormList
    options: OptionsForm

    def front_actions(self) -> Sequence[QAction]:
        """What is done to the form and how it is looked at: offered while it is seen."""
        return ()

    def ids_here(self) -> tuple[Sequence[int], Sequence[int]]:
        """Those whom the form is about, where the clerk chose them."""
        about = self.options.about()
        return (), about.ids if about is not None else ()

    def show_list(self) -> None:
        """Back to the forms."""
        self.layers.setCurrentIndex(0)
        self.forms.setFocus()

    @property
    def strayed(self) -> bool:
        """Whether a room has taken the forms' place."""
        return self.layers.currentIndex() > 0

    def come_back(self) -> None:
        """Back to the forms, which may have changed in the room."""
        self.show_list()
        self.reload()

    def step_back(self) -> bool:
        """Leave what is open in a room, then the room; then the words that are looked for."""
        if super().step_back():
            return True
        if self.strayed:
            self.come_back()
        elif self.catalogue.search.text():
            self.catalogue.search.clear()
            self.forms.setFocus()
        else:
            return False
        return True

    def focus_first(self) -> None:
        """The list of forms, or the room that has taken its place."""
        if self.strayed:
            super().focus_first()
        else:
            self.forms.setFocus()

    def turn_to(self, layer: int) -> None:
        """Actions of the form are offered, and their keys act, only while it is seen."""
        for act in self.front_actions():
            act.setVisible(layer == 0)
        self.desk.turned.emit()
