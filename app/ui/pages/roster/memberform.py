"""The form of a member by the sections of the field table; seats and affiliations are rows of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QVBoxLayout

from app.domain.fields import MEMBER, MEMBER_SECTIONS, Field
from app.domain.member import Member, Seat
from app.domain.team import COMMITTEE_ROLES, TEAM_ROLES
from app.domain.workplace import unit_in
from app.ui import theme
from app.ui.form import Editor, FieldForm, lines
from app.ui.pages.roster.seatrows import SeatRows
from app.ui.parts import label

AFFILIATIONS = "affiliations"
ROWS: Mapping[str, Sequence[str] | None] = {
    "committees": COMMITTEE_ROLES,
    "groups": TEAM_ROLES,
    AFFILIATIONS: None,
}
"""Fields of several rows, and the roles offered in each."""


JOINED, JOINED_BELOW = "单位及职务（合写）", "合写在“单位及职务”里"


class MemberForm(FieldForm):
    """Editors of a member below headings; `headings` are what an index leads to."""

    def __init__(
        self, fields: Sequence[Field], choices: Callable[[str], Sequence[str]], kinds: Sequence[str]
    ) -> None:
        self.headings: dict[str, QLabel] = {}
        self._lines_of: dict[str, QFormLayout] = {}
        self._kinds = kinds
        super().__init__(in_sections(fields), choices)

    def _editor(self, field: Field, choices: Callable[[str], Sequence[str]]) -> Editor:
        if field.key not in ROWS:
            return super()._editor(field, choices)
        made = SeatRows(
            field.label, choices(field.key), self._kinds if field.key == "groups" else None, ROWS[field.key]
        )
        made.changed.connect(self.changed)
        return made

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.S)
        for title, keys in MEMBER_SECTIONS:
            mine = [field for field in self.fields if field.key in keys]
            if not mine:
                continue
            heading = label(title, "section")
            self.headings[title] = heading
            whole.addWidget(heading)
            layout = lines()
            for field in mine:
                self._add_line(layout, field)
            whole.addLayout(layout)
            whole.addSpacing(theme.S)

    def _add_line(self, layout: QFormLayout, field: Field) -> None:
        editor = self.editors[field.key]
        if field.key in ROWS and field.key != AFFILIATIONS:
            layout.addRow(label(field.label))
            layout.addRow(editor)
        else:
            layout.addRow(field.label, editor)
            self._lines_of[field.key] = layout

    def show_member(self, member: Member | None, texts: Mapping[str, str]) -> None:
        """Show a member's values; rows are shown as they are kept, whatever marks stand in their names."""
        self.show_values(texts)
        for key, editor in self.editors.items():
            if isinstance(editor, SeatRows):
                editor.blockSignals(True)
                editor.show_seats(_seats(member, key))
                editor.blockSignals(False)
                self._shown[key] = editor.text()

        self._say_joined()

    def _say_joined(self) -> None:
        """Where 单位职务 holds the unit too, as many rosters write it, its label and the empty 工作单位 say so."""
        unit, title = (self.editors.get(key) for key in ("employer", "job_title"))
        if not isinstance(unit, QLineEdit) or not isinstance(title, QLineEdit):
            return
        joined = not unit.text() and bool(unit_in(title.text()))
        unit.setPlaceholderText(JOINED_BELOW if joined else "")
        layout = self._lines_of.get("job_title")
        words = layout.labelForField(title) if layout is not None else None
        if isinstance(words, QLabel):
            words.setText(JOINED if joined else MEMBER["job_title"].label)
        title.setAccessibleName(JOINED if joined else MEMBER["job_title"].label)

    def title_alone(self, unit: str) -> None:
        """Take another workplace out of 单位职务, as if the clerk had."""
        title = self.editors["job_title"]
        if isinstance(title, QLineEdit):
            title.setText(title.text().removeprefix(unit).lstrip())
            title.setFocus()
            self.changed.emit()

    def focus_section(self, title: str) -> None:
        """Put the cursor into the first editor of a section."""
        keys = dict(MEMBER_SECTIONS)[title]
        next(self.editors[field.key] for field in self.fields if field.key in keys).setFocus()

    def seats(self, key: str) -> tuple[Seat, ...]:
        """Give the rows of one field."""
        editor = self.editors[key]
        return editor.seats() if isinstance(editor, SeatRows) else ()


def in_sections(fields: Sequence[Field]) -> list[Field]:
    """Put fields in the order in which the sections show them."""
    order = {key: place for place, key in enumerate(key for _, keys in MEMBER_SECTIONS for key in keys)}
    return sorted((field for field in fields if field.key in MEMBER), key=lambda field: order[field.key])


def _seats(member: Member | None, key: str) -> tuple[Seat, ...]:
    if member is None:
        return ()
    if key == AFFILIATIONS:
        return tuple(Seat(name) for name in member.affiliations)
    return member.committees if key == "committees" else member.groups
