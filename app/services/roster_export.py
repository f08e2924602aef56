"""The list going out: at a level of privacy, or as shown; what holds personal numbers and addresses is noted in the history."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.domain.fields import Privacy
from app.domain.member import Member
from app.domain.member_view import WORKPLACE
from app.reports.table import Column, Kind, Table
from app.services.frame import Frame
from app.services.full_exports import note_full_export, refuse_unnoted
from app.services.paper import Exported, PaperDesk, write_table
from app.services.roster_search import RosterSearch
from app.services.roster_table import TEXT_COLUMNS, WIDTHS

WORKPLACE_LABEL = "单位及职务"


class RosterExport:
    """Verbs on exports of the list."""

    def __init__(self, frame: Frame, search: RosterSearch) -> None:
        self._frame = frame
        self._search = search

    def at_level(
        self,
        file: Path,
        people: Sequence[Member] | None = None,
        *,
        level: str = Privacy.INTERNAL,
        day: str | None = None,
    ) -> Exported:
        """Write members (None: everybody in office) with every field of a level; it imports back unchanged."""
        if level == Privacy.FULL:
            refuse_unnoted(self._frame)
        done = PaperDesk(self._frame).export_roster(
            file, level=level, day=day, people=None if people is None else list(people)
        )
        if level == Privacy.FULL:
            self._note(done)
        return done

    def as_shown(
        self, file: Path, people: Sequence[Member], columns: Sequence[str], *, name: str = "委员名册"
    ) -> Exported:
        """Write members with the columns of a list, in its order; sealed ones stand open in the file."""
        sealed = self.sealed(columns)
        if sealed:
            refuse_unnoted(self._frame)
        write_table(self.table(people, columns, name=name), file)
        done = Exported(file, len(people))
        if sealed:
            self._note(done)
        return done

    def sealed(self, columns: Sequence[str]) -> tuple[str, ...]:
        """Give the labels of those columns that only a 完整 export may hold."""
        facets = self._search.facets()
        return tuple(
            facets[key].label for key in columns if key in facets and facets[key].privacy is Privacy.FULL
        )

    def table(self, people: Sequence[Member], columns: Sequence[str], *, name: str = "委员名册") -> Table:
        """Give members as a table of these columns."""
        facets = self._search.facets()
        keys = [key for key in columns if key in facets or key == WORKPLACE]
        made = tuple(
            Column(
                WORKPLACE_LABEL if key == WORKPLACE else facets[key].label, Kind.CODE if key in TEXT_COLUMNS else Kind.TEXT,
                WIDTHS.get(key, 24),
            )
            for key in keys
        )  # fmt: skip
        rows = tuple(tuple(self.text(member, key) for key in keys) for member in people)
        return Table(made, rows, name=name)

    def text(self, member: Member, key: str) -> str:
        """Give one column of a member as a list shows it, open."""
        return self._search.text(member, key)

    def _note(self, done: Exported) -> None:
        """Leave a line in the history."""
        with self._frame.data.operation(f"导出完整名册 {done.rows} 人（{done.file.name}）", note=True):
            note_full_export(self._frame, f"{done.rows} 人 {done.file.name}")
