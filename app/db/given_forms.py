"""Forms that superiors prescribe in the data file: name, file and places; the bytes lie among the blobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.db import rows
from app.db.blobs import Blobs
from app.db.datafile import DataFile
from app.domain.given_form import Place, Subject, places_json, places_of

_SUBJECTS = frozenset(Subject)


@dataclass(frozen=True, slots=True)
class GivenForm:
    """One form: `file` is what its file was called, `hash` names its bytes."""

    id: int
    name: str
    file: str
    hash: str
    subject: Subject
    places: tuple[Place, ...]

    @property
    def ending(self) -> str:
        """`docx` or `xlsx`."""
        return self.file.rpartition(".")[2].lower()


class GivenForms:
    """Reads and writes the forms of the data file."""

    def __init__(self, data: DataFile) -> None:
        self._data = data

    def all(self) -> list[GivenForm]:
        """Every form in the order they were added."""
        found = rows.fetch(self._data, "SELECT * FROM given_forms ORDER BY id")
        return [
            GivenForm(
                int(row["id"] or 0), str(row["name"]), str(row["file"]), str(row["hash"]),
                Subject(str(row["subject"])) if row["subject"] in _SUBJECTS else Subject.MEMBER,
                places_of(str(row["places"])) or (),
            )
            for row in found
        ]  # fmt: skip

    def add(self, name: str, file: str, content: bytes, subject: Subject, places: Sequence[Place]) -> int:
        """Enter a form; only inside an operation."""
        kept = Blobs(self._data).keep(content)
        return rows.insert(
            self._data, "given_forms",
            {"name": name, "file": file, "hash": kept, "subject": str(subject), "places": places_json(places)},
        )  # fmt: skip

    def content(self, form: GivenForm) -> bytes:
        """The bytes of a form as they came."""
        return Blobs(self._data).get(form.hash, f"“{form.name}”的原件")

    def point(self, form: int, places: Sequence[Place]) -> None:
        """Keep where the fields of a form go; only inside an operation."""
        rows.update(self._data, "given_forms", form, {"places": places_json(places)})

    def delete(self, form: int) -> None:
        """Remove a form; only inside an operation."""
        rows.delete(self._data, "given_forms", form)
