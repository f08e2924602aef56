"""存档: what was printed or saved as final is kept with its facts, found again, printed again, compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from app.db.archive import Archive, Archived, Paper
from app.domain.errors import NotFound, Refused
from app.domain.fields import Privacy
from app.intake.cells import line
from app.reports import render
from app.reports.comparison import Causes, Comparison, compare, reason
from app.reports.document import Document
from app.reports.figures_said import definitions_said, figures_said
from app.reports.forms import FORMS
from app.reports.forms.form import COMPARED, LATEST, NOT_COMPARED, Ask, Form, Group
from app.reports.forms.listing import LEVEL, ORDER
from app.reports.kept_facts import KeptFacts, Words
from app.reports.marks import difference_text, listed
from app.services.archive_causes import CauseFinder
from app.services.archive_records import base_figures, for_everyone, records
from app.services.frame import Frame
from app.services.full_exports import note_full_export, refuse_unnoted
from app.services.paper import PaperDesk, Previewed, page_sizes

if TYPE_CHECKING:
    from app.services.paper_batch import Batch

PRINTED, SAVED, FILED, REPRINTED = "打印", "存为", "存档", "重印"
"""How a paper went out: to the printer, into a file, or only into the archive."""
LEAST_DIFFERENT: Final = frozenset({ORDER.name, COMPARED.name})
"""Options that do not decide what is counted: papers that differ in these alone are comparable."""
VOID: Final = "作废"
"""A paper whose note begins with this is not what the next one is compared with."""
LONGEST_NOTE: Final = 200


class MadePaper(Protocol):
    """What the paper desk's preview gives: the document and its PDF."""

    @property
    def document(self) -> Document:
        """What it says."""
        ...

    @property
    def pdf(self) -> bytes:
        """Its pages."""
        ...

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        """The size of each page."""
        ...


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping did: the number of the paper in the archive (0: it is not kept), and whether the same PDF was there.

    `sentence` tells it to the clerk, and why it is not kept when it is not.
    """

    no: int
    again: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Two papers compared, and why each figure changed."""

    comparison: Comparison
    causes: Causes

    def lines(self, most: int = 0) -> list[tuple[str, str, str, str, str]]:
        """Give what changed as (figure, before, now, difference, why), each once; `most` names at most (0: all)."""
        return [
            (
                one.figure.name, one.before_text, one.now_text, difference_text(one),
                reason(one, self.causes, self.comparison.everything, most),
            )
            for one in listed(self.comparison)
        ]  # fmt: skip


class ArchiveDesk:
    """Verbs on what was printed or saved. Nothing in it is ever changed or deleted."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    @property
    def _archive(self) -> Archive:
        return Archive(self._frame.data)

    # -- keeping -----------------------------------------------------------------------------------------------

    def why_not(self) -> str:
        """Say why nothing can be kept now; empty when it can. Printing and saving go on all the same."""
        if self._frame.looks_back:
            return "看的是另一届，没有存档；要存档请回到现在的届次。"
        if self._frame.data.read_only:
            return "现在是只读打开，没有存档。"
        return ""

    def keep(
        self, name: str, options: Mapping[str, str], day: str | None, made: MadePaper, how: str = FILED
    ) -> Kept:
        """Keep a paper that was made (a preview) as it is: PDF, facts, 口径, settings, who and when. One operation.

        Undo passes it over. Where nothing can be kept it says why and raises nothing: the paper itself is out already.
        """
        if refused := self.why_not():
            return Kept(0, again=False, sentence=refused)
        form, given = self._asked(name, options)
        level, on = given.get(LEVEL.name, ""), self._frame.day(day)
        facts = self._facts(name, form, given, on, made.document)
        paper = Paper(
            name, made.document.title, self._frame.term().name, on, level, given, len(made.sizes), how, made.pdf,
            facts.as_bytes(),
        )  # fmt: skip
        archive = self._archive
        with self._frame.data.operation(f"存档 {paper.title}（{how}）", note=True) as operation:
            kept = archive.keep(paper)
            operation.label = f"存档第 {kept.no} 号 {paper.title}（{how}）"
            if level == Privacy.FULL:
                operation.label = f"{how}完整级别的{paper.title}（存档第 {kept.no} 号）"
                note_full_export(self._frame, f"{paper.title} 存档第 {kept.no} 号")
        same = f"，和第 {kept.again} 号是同样的" if kept.again else ""
        return Kept(kept.no, bool(kept.again), f"已存档，第 {kept.no} 号{same}。")

    def keep_made(
        self, names: Sequence[str], options: Mapping[str, str], day: str | None, how: str
    ) -> list[Kept]:
        """Make forms once more and keep each; an option goes to every form that knows it, as when they were written."""
        paper = PaperDesk(self._frame)
        return [
            self.keep(form, own, day, paper.preview(form, own, day=day, anyway=True), how)
            for form, own in self._asked_of(names, options)
        ]

    def note_made(self, names: Sequence[str], options: Mapping[str, str], how: str) -> None:
        """As `note_full`, of forms that were written together."""
        for form, own in self._asked_of(names, options):
            self.note_full(form, own, how)

    def note_batch(self, batch: Batch, how: str) -> None:
        """As `note_full`, once for each form that papers of a batch were made of."""
        for form, options in {
            one.piece.form: one.piece.options for one in batch.outcomes if one.files
        }.items():
            self.note_full(form, options, how)

    def _asked_of(
        self, names: Sequence[str], options: Mapping[str, str]
    ) -> Iterator[tuple[str, dict[str, str]]]:
        """Give each form with those options that it knows."""
        for name in names:
            known = {option.name for option in PaperDesk(self._frame).form(name).options}
            yield name, {key: value for key, value in options.items() if key in known}

    def note_full(self, name: str, options: Mapping[str, str], how: str) -> None:
        """Leave a line in the history that a paper at 完整 went out and was not kept; nothing at another level."""
        if self._frame.data.read_only:
            return
        _form, given = self._asked(name, options)
        if given.get(LEVEL.name) == Privacy.FULL:
            with self._frame.data.operation(f"{how}完整级别的{name}", note=True):
                note_full_export(self._frame, name)

    def facts_of(
        self, name: str, options: Mapping[str, str], day: str | None, document: Document
    ) -> KeptFacts:
        """Give the facts of a document as they would be kept."""
        form, given = self._asked(name, options)
        return self._facts(name, form, given, self._frame.day(day), document)

    def _form(self, name: str) -> Form | None:
        """Find a form that the office has now; a wording that it kept papers of may be gone."""
        return next((one for one in PaperDesk(self._frame).forms() if one.name == name), None)

    def _asked(self, name: str, options: Mapping[str, str]) -> tuple[Form | None, dict[str, str]]:
        """Give a form with all of its options answered; those of one that is gone as they were given."""
        form = self._form(name)
        return form, dict(form.with_defaults(options) if form else options)

    def _facts(
        self, name: str, form: Form | None, given: Mapping[str, str], day: str, document: Document
    ) -> KeptFacts:
        base = base_figures(self._frame, day, form.needs if form else frozenset())
        figures = (*figures_said(document), *base)
        grid = form is not None and "grid" in form.needs
        return KeptFacts(
            name, document.title, self._frame.term().name, day, dict(given), figures, definitions_said(document),
            records(self._frame, day, figures, grid=grid),
        )  # fmt: skip

    # -- finding -----------------------------------------------------------------------------------------------

    def listing(
        self, search: str = "", *, form: str = "", since: str = "", until: str = ""
    ) -> list[Archived]:
        """Give what is kept, the latest first: of a form, between two days, with these words in title, note, user or settings."""
        words = search.split()
        return [
            one
            for one in self._archive.every()
            if (not form or one.form == form)
            and (not since or one.at[:10] >= since)
            and (not until or one.at[:10] <= until)
            and all(word in said(one) for word in words)
        ]

    def forms(self) -> list[str]:
        """Name the forms that something is kept of, as they are offered; others after them."""
        there = {one.form for one in self._archive.every()}
        order = [form.name for form in FORMS]
        return sorted(there, key=lambda name: (order.index(name) if name in order else len(order), name))

    def one(self, no: int) -> Archived:
        """Give one by its number; raises NotFound."""
        found = self._archive.get(no)
        if found is None:
            raise NotFound(
                f"存档里没有第 {no} 号。请用 archive list 或“存档”里的列表看有哪些。", where=str(no)
            )
        return found

    def last(self, name: str, options: Mapping[str, str]) -> Archived | None:
        """Give the latest that is kept of a form at the same level with comparable options, and is not 作废; None: there is none."""
        form = self._form(name)
        if form is None:
            return None
        wanted, term = comparable(form, options), self._frame.term().name
        found = (one for one in self._archive.of_form(name) if not one.note.startswith(VOID))
        return next(
            (one for one in found if one.term == term and comparable(form, one.options) == wanted), None
        )

    # -- comparing ---------------------------------------------------------------------------------------------

    def chosen(self, name: str, options: Mapping[str, str]) -> Archived | None:
        """Give what “与上次相比” asks to compare a form with: the last one or a certain one; None: nothing, or there is none."""
        answer = options.get(COMPARED.name, NOT_COMPARED)
        if answer == LATEST:
            return self.last(name, options)
        return next((one for one in self._archive.of_form(name) if name_of(one) == answer), None)

    def since(self, old: Archived, now: KeptFacts, *, public: bool = False) -> Compared:
        """Compare what is kept with a paper as it would be kept now; a `public` paper tells of people only what is 公开."""
        kept = self.facts(old.no)
        now = replace(now, records={**_records_of(self._frame, now, kept), **now.records})
        if public:
            kept, now = (replace(one, records=for_everyone(one.records)) for one in (kept, now))
        comparison = compare(kept, now)
        finder = CauseFinder(self._frame, old, now.day, reasons=not public)
        return Compared(comparison, finder.find(comparison))

    def between(self, old: Archived, new: Archived) -> Compared:
        """Compare two that are kept, the earlier first."""
        if old.form != new.form:
            raise Refused(
                f"第 {old.no} 号是{old.form}，第 {new.no} 号是{new.form}，只能比同一种表。", code="form"
            )
        comparison = compare(self.facts(old.no), self.facts(new.no))
        return Compared(comparison, CauseFinder(self._frame, old, new.day, new).find(comparison))

    def with_now(self, no: int) -> Compared:
        """Compare what is kept with the same form made today with the same options; days among them stay as they were."""
        old = self.one(no)
        form = self._form(old.form)
        if form is None:
            raise Refused(f"现在没有“{old.form}”这种表，不能和现在比。", where=old.form, code="form")
        known = {option.name for option in form.options}
        options = {
            name: value for name, value in old.options.items() if name in known and name != COMPARED.name
        }
        document = PaperDesk(self._frame).document(old.form, options, anyway=True)
        return self.since(old, self.facts_of(old.form, options, None, document))

    # -- what is kept of one -----------------------------------------------------------------------------------

    def pdf(self, no: int) -> bytes:
        """Give the PDF that is kept, byte for byte as it went out."""
        return self._archive.pdf(self.one(no))

    def facts(self, no: int) -> KeptFacts:
        """Give the facts that are kept."""
        return KeptFacts.from_bytes(self._archive.facts(self.one(no)))

    def paper(self, no: int) -> Previewed:
        """Give what is kept as the printer and the preview take it; the document itself is told by its title alone."""
        one = self.one(no)
        pdf = self._archive.pdf(one)
        return Previewed(Document(one.title, ()), pdf, page_sizes(pdf), ())

    def reprinted(self, no: int) -> Kept:
        """Enter that one was printed again as it is: the same contents, another time and hand."""
        if refused := self.why_not():
            return Kept(0, again=False, sentence=refused)
        one = self.one(no)
        again = Paper(
            one.form, one.title, one.term, one.day, one.level, one.options, one.pages, REPRINTED, self.pdf(no),
            self._archive.facts(one),
        )  # fmt: skip
        with self._frame.data.operation(f"重印存档第 {no} 号 {one.title}", note=True):
            kept = self._archive.keep(again)
            if one.level == Privacy.FULL:
                note_full_export(self._frame, f"{one.title} 重印第 {no} 号")
        return Kept(kept.no, again=True, sentence=f"已记为第 {kept.no} 号，重印第 {no} 号。")

    def save(self, no: int, file: Path) -> Path:
        """Write the kept PDF into a file, byte for byte; one at 完整 leaves a line in the history, as it did when it was made."""
        one, pdf = self.one(no), self.pdf(no)
        full = one.level == Privacy.FULL
        if full:
            refuse_unnoted(self._frame)
        render.save(file, lambda stream: stream.write(pdf))
        if full:
            with self._frame.data.operation(f"另存完整级别的{one.form}", note=True):
                note_full_export(self._frame, one.form)
        return file

    def note(self, no: int, text: str) -> Archived:
        """Write a note on one (“作废：…”) in place of the one before; empty takes it away. Undo passes it over."""
        words = line(text)
        if len(words) > LONGEST_NOTE:
            raise Refused(f"注记最多 {LONGEST_NOTE} 个字，请写短些。", code="long")
        one = self.one(no)
        if words != one.note:
            label = f"给存档第 {no} 号写注记：{words}" if words else f"去掉存档第 {no} 号的注记"
            with self._frame.data.operation(label, note=True):
                self._archive.set_note(one, words)
        return self.one(no)


def _records_of(frame: Frame, now: KeptFacts, old: KeptFacts) -> dict[tuple[str, int], Words]:
    """Say how those stand now who were behind the earlier figures, counted in these or not."""
    form = next((one for one in FORMS if one.name == now.form), None)
    return records(frame, now.day, old.figures, grid=form is not None and "grid" in form.needs)


def said(one: Archived) -> str:
    """Give the words a search looks through."""
    settings = " ".join(f"{name}={value}" for name, value in one.options.items())
    return f"{one.no} {one.form} {one.title} {one.term} {one.day} {one.how} {one.at} {one.user} {one.note} {settings}"


def comparable(form: Form, options: Mapping[str, str]) -> dict[str, str]:
    """Give the options that decide what is counted; what was not asked when a paper was kept has its default.

    Days and what is written into a letter (文号, 联系人) are other every time and decide nothing.
    """
    return {
        option.name: options.get(option.name, option.default)
        for option in form.options
        if option.name not in LEAST_DIFFERENT
        and option.ask is not Ask.DAY
        and not (form.group is Group.LETTERS and option.ask in (Ask.TEXT, Ask.LINES))
    }


def name_of(one: Archived) -> str:
    """Name a kept paper among the choices of “与上次相比”: 第12号（2026-05-01 打印）."""
    return f"第{one.no}号（{one.at[:10]} {one.how}）"


__all__ = ["COMPARED", "LATEST", "NOT_COMPARED", "ArchiveDesk", "Archived", "Kept", "comparable", "name_of"]
