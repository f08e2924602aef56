"""“与上次相比”: a form's document with every figure marked that changed since the last one that was kept."""

from __future__ import annotations

from collections.abc import Mapping

from app.db.archive import Archive
from app.domain.fields import Privacy
from app.reports import marks
from app.reports.document import Document
from app.reports.forms.form import COMPARED, NOT_COMPARED, Form, Source
from app.reports.forms.listing import LEVEL
from app.services.archive import ArchiveDesk, name_of
from app.services.frame import Frame

MOST_OFFERED = 30
NO_LAST = "与上次相比：存档里还没有同样的一份（同一届、同样的级别和选项），没有可比的。"


def kept_words(frame: Frame) -> dict[str, tuple[str, ...]]:
    """Give by form what is kept of it, the latest first, as choices of “与上次相比”."""
    words: dict[str, tuple[str, ...]] = frame.kept.get(("archive",), lambda: _kept_words(frame))
    return words


def _kept_words(frame: Frame) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for one in Archive(frame.data).every():
        found.setdefault(one.form, []).append(name_of(one))
    return {form: tuple(names[:MOST_OFFERED]) for form, names in found.items()}


def offered(form: Form, kept: Mapping[str, tuple[str, ...]]) -> Form:
    """Give a form with what is kept of it among its choices."""
    return form.with_words({Source.ARCHIVE: kept[form.name]}) if form.name in kept else form


def since_last(
    frame: Frame, form: Form, given: Mapping[str, str], day: str | None, document: Document
) -> Document:
    """Mark what changed, when the options ask for it; without an earlier one the document says so."""
    if given.get(COMPARED.name, NOT_COMPARED) == NOT_COMPARED:
        return document
    archive = ArchiveDesk(frame)
    last = archive.chosen(form.name, given)
    if last is None:
        return marks.with_remark(document, NO_LAST)
    facts = archive.facts_of(form.name, given, day, document)
    compared = archive.since(last, facts, public=given.get(LEVEL.name) == Privacy.PUBLIC)
    return marks.with_changes(document, compared.comparison, compared.causes, name_of(last))
