"""存档 in the data file: one row for each paper that was printed or saved as final; its PDF and its facts are among the blobs.

Rows are only ever added. What is kept of a paper never changes; a note may be written on it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.db import host, rows
from app.db.blobs import Blobs
from app.db.datafile import DataFile

_COLUMNS: Final = (
    "id, no, form, title, term, day, level, options, pages, how, at, machine, user, pdf, facts, note"
)
_DONE: Final = (
    "SELECT o.label FROM operations o WHERE o.kind = 'do' AND o.undone = 0 AND o.barrier <> 2 "
    "AND o.id > ?1 AND (?2 = 0 OR o.id < ?2)"
)
WHAT: Final = "这份存档的内容"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to be kept: `term` and `day` it tells of, `level` of privacy (empty: it has none), `how` it went out.

    `pdf` and `facts` are the contents themselves.
    """

    form: str
    title: str
    term: str
    day: str
    level: str
    options: Mapping[str, str]
    pages: int
    how: str
    pdf: bytes
    facts: bytes


@dataclass(frozen=True, slots=True)
class Archived:
    """A paper that is kept: `no` counts from 1, `pdf` and `facts` name the contents; `again` is the number of the first
    one with the same PDF (0: this is the first).
    """

    id: int
    no: int
    form: str
    title: str
    term: str
    day: str
    level: str
    options: Mapping[str, str]
    pages: int
    how: str
    at: str
    machine: str
    user: str
    pdf: str
    facts: str
    note: str
    again: int = 0


class Archive:
    """Reads and adds to what is kept."""

    def __init__(self, data: DataFile) -> None:
        self._data = data

    def every(self) -> list[Archived]:
        """Give everything that is kept, the latest first."""
        found = self._data.db.execute(f"SELECT {_COLUMNS} FROM archive ORDER BY no").fetchall()
        first: dict[str, int] = {}
        made = []
        for row in found:
            pdf, no = str(row[13]), int(row[1])
            made.append(_archived(row, first.get(pdf, 0)))
            first.setdefault(pdf, no)
        return made[::-1]

    def of_form(self, form: str) -> list[Archived]:
        """Give what is kept of one form, the latest first."""
        found = self._data.db.execute(
            f"SELECT {_COLUMNS} FROM archive WHERE form = ? ORDER BY no DESC", [form]
        ).fetchall()
        return [_archived(row, self._first(str(row[13]), int(row[1]))) for row in found]

    def get(self, no: int) -> Archived | None:
        """Give one by its number."""
        row = self._data.db.execute(f"SELECT {_COLUMNS} FROM archive WHERE no = ?", [no]).fetchone()
        return _archived(row, self._first(str(row[13]), no)) if row else None

    def keep(self, paper: Paper) -> Archived:
        """Add one, within the caller's operation; equal contents are kept once."""
        data, blobs = self._data, Blobs(self._data)
        machine, user = data.who or (host.machine_name(), host.user_name())
        pdf, facts = blobs.keep(paper.pdf), blobs.keep(paper.facts)
        no = int(data.db.execute("SELECT coalesce(max(no), 0) + 1 FROM archive").fetchone()[0])
        values: dict[str, rows.Value] = {
            "no": no, "form": paper.form, "title": paper.title, "term": paper.term, "day": paper.day, "level": paper.level,
            "options": json.dumps(dict(paper.options), ensure_ascii=False, sort_keys=True), "pages": paper.pages,
            "how": paper.how, "at": data.clock().isoformat(" ", "seconds"), "machine": machine, "user": user,
            "pdf": pdf, "facts": facts,
        }  # fmt: skip
        rows.insert(data, "archive", values)
        found = self.get(no)
        if found is None:  # it was entered in the line before
            raise LookupError(no)
        return found

    def set_note(self, archived: Archived, note: str) -> None:
        """Write a note on one, in place of the one before; within the caller's operation."""
        rows.update(self._data, "archive", archived.id, {"note": note})

    def pdf(self, archived: Archived) -> bytes:
        """Give the PDF that is kept, byte for byte."""
        return Blobs(self._data).get(archived.pdf, WHAT)

    def facts(self, archived: Archived) -> bytes:
        """Give the facts that are kept."""
        return Blobs(self._data).get(archived.facts, WHAT)

    def entered(self, archived: Archived) -> int:
        """Give the operation that kept one: whatever has a lower number was done before."""
        found = self._data.db.execute(
            "SELECT min(operation) FROM changes WHERE tbl = 'archive' AND row = ?", [archived.id]
        ).fetchone()
        return int(found[0] or 0)

    def done(self, after: int, until: int = 0) -> list[str]:
        """Name what was done to the office's records after one operation and before another (0: up to now), oldest first."""
        found = self._data.db.execute(f"{_DONE} ORDER BY o.id", [after, until])
        return list(dict.fromkeys(str(row[0]) for row in found))

    def done_to(self, row_ids: Sequence[int], after: int, until: int = 0) -> list[str]:
        """Name what was done meanwhile to some rows."""
        marks = ", ".join(f"?{place}" for place in range(3, len(row_ids) + 3))
        sql = f"{_DONE} AND o.id IN (SELECT operation FROM changes WHERE row IN ({marks})) ORDER BY o.id"
        found = self._data.db.execute(sql, [after, until, *row_ids])
        return list(dict.fromkeys(str(row[0]) for row in found))

    def touched(self, row_ids: Sequence[int], after: int, until: int = 0) -> set[int]:
        """Give which of some rows were entered or changed meanwhile."""
        marks = ", ".join(f"?{place}" for place in range(3, len(row_ids) + 3))
        found = self._data.db.execute(
            f"SELECT row FROM changes WHERE operation > ?1 AND (?2 = 0 OR operation < ?2) AND row IN ({marks})",
            [after, until, *row_ids],
        )
        return {int(row[0]) for row in found}

    def rows_of_member(self, member: int) -> list[int]:
        """Give every row that tells of a membership: itself, its person, facts, links; what was taken away is not looked for."""
        found = self._data.db.execute(
            "SELECT ?1 UNION SELECT person_id FROM memberships WHERE id = ?1 "
            "UNION SELECT id FROM facts WHERE membership_id = ?1 UNION SELECT id FROM links WHERE lower = ?1",
            [member],
        )
        return [int(row[0]) for row in found]

    def rows_of_proposal(self, proposal: int) -> list[int]:
        """Give every row that tells of a proposal: itself, its sponsors, its handlings."""
        found = self._data.db.execute(
            "SELECT ?1 UNION SELECT id FROM sponsors WHERE proposal_id = ?1 UNION SELECT id FROM handlings WHERE proposal_id = ?1",
            [proposal],
        )
        return [int(row[0]) for row in found]

    def _first(self, pdf: str, no: int) -> int:
        found = self._data.db.execute(
            "SELECT min(no) FROM archive WHERE pdf = ? AND no < ?", [pdf, no]
        ).fetchone()
        return int(found[0] or 0)


def _archived(row: tuple[object, ...], again: int) -> Archived:
    identity, no, form, title, term, day, level, options, pages, *rest = row
    how, at, machine, user, pdf, facts, note = map(str, rest)
    return Archived(
        int(str(identity)), int(str(no)), str(form), str(title), str(term), str(day), str(level),
        rows.texts_of(str(options)) or {}, int(str(pages)), how, at, machine, user, pdf, facts, note, again,
    )  # fmt: skip
