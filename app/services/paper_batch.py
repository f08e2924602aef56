"""Many papers at once: several forms, or one file for each member or proposal, in one folder, all of them whole.

Files are written into a folder aside and put in place at the very end: what is cancelled leaves nothing behind, and a
file that is open in Word stands beside the others under another name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.db.proposals import Proposals
from app.domain.errors import LiangeError, WrongUsage
from app.domain.file_names import file_stems, safe_file_name
from app.reports import render
from app.reports.errors import PaperError
from app.reports.fonts import FontBook
from app.reports.forms.form import Ask, Form, Option
from app.services.archive import ArchiveDesk, Kept
from app.services.frame import Frame
from app.services.full_exports import refuse_papers_unnoted
from app.services.paper import Mismatch, PaperDesk, crowded_words
from app.services.paper_shelf import PaperShelf
from app.services.staged_files import StagedFiles, free_name

if TYPE_CHECKING:
    from app.services.paper import Previewed

Step = Callable[[int, int], None]
UNITS: Final[Mapping[str, str]] = {Ask.PEOPLE: "人", Ask.PROPOSALS: "件"}
"""What records are counted in."""
STOPS: Final = frozenset({"disk_full", "unwritable"})
"""After these no further file can be written."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One paper to make: a form with its options, and the name of its file without ending."""

    form: str
    options: Mapping[str, str]
    name: str
    asked: Mapping[str, str] | None = None
    """Of one copy among several: the options that all of them were asked for with."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one paper: its files, or the sentence why there are none, and what the office should look at.

    `pages` are those of its PDF, `missing_glyphs` (character, where), `mismatches` what does not add up.
    """

    piece: Piece
    files: tuple[Path, ...] = ()
    problem: str = ""
    pages: int = 0
    missing_glyphs: tuple[tuple[str, str], ...] = ()
    mismatches: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()
    crowded: tuple[str, ...] = ()

    @property
    def mismatched(self) -> bool:
        """Whether it was not made because its figures do not add up: `anyway` makes it."""
        return bool(self.problem and self.mismatches)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the office should look at of a paper that was made."""
        missing = (f"缺字：{char}（{where}）" for char, where in self.missing_glyphs)
        small = (crowded_words((first,)) for first in self.crowded)
        return () if self.problem else (*self.mismatches, *missing, *small, *self.renamed)


@dataclass(frozen=True, slots=True)
class Batch:
    """All of a batch, in the order asked for."""

    folder: Path
    outcomes: tuple[Outcome, ...]

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file written."""
        return tuple(file for one in self.outcomes for file in one.files)

    @property
    def problems(self) -> tuple[Outcome, ...]:
        """The papers that were not made."""
        return tuple(one for one in self.outcomes if one.problem)


class PaperBatch:
    """Verbs on many papers; none of them changes the data file but `keep`."""

    def __init__(self, frame: Frame, paper: PaperDesk) -> None:
        self._frame, self._paper = frame, paper

    # -- what to make ------------------------------------------------------------------------------------------

    def forms(self, names: Sequence[str], options: Mapping[str, str] | None = None) -> tuple[Piece, ...]:
        """Give one paper for each form; an option goes to every form that knows it. Raises NotFound, WrongUsage."""
        given, found = dict(options or {}), [self._paper.form(name) for name in names]
        known = {option.name for form in found for option in form.options}
        if stray := [name for name in given if name not in known]:
            raise WrongUsage(f"“{'、'.join(names)}”没有选项“{stray[0]}”。", where=stray[0])
        return tuple(
            Piece(
                form.name,
                {option.name: given[option.name] for option in form.options if option.name in given},
                form.name,
            )
            for form in found
        )

    def each(
        self, name: str, options: Mapping[str, str] | None = None, *, day: str | None = None
    ) -> tuple[Piece, ...]:
        """Give one paper for each member, or proposal, that the form's own option names (all when it names none).

        Refuses a form that is not about people or proposals one by one.
        """
        form = self._paper.form(name)
        about = about_each(form)
        if about is None:
            raise WrongUsage(
                f"“{name}”不是一人（一件）一份的表，不能分开存；可以分开的：{'、'.join(self.each_forms())}。",
                where=name,
            )
        given = form.with_defaults(options or {})
        facts = self._paper.facts(form.needs, day, given)
        if form.copies is not None:
            records = list(form.copies(facts, given))
        elif about.ask == Ask.PEOPLE:
            records = [(str(one.id), one.name, one.no) for one in facts.members]
        else:
            records = [(str(one.id), one.label, str(one.serial)) for one in facts.proposals]
        names = _apart([f"{name} {word}" for _, word, _ in records], [number for _, _, number in records])
        return tuple(
            Piece(name, {**given, about.name: identity}, file, given)
            for (identity, _, _), file in zip(records, names, strict=True)
        )

    def each_forms(self) -> tuple[str, ...]:
        """Give the forms that can be made one by one."""
        return tuple(form.name for form in self._paper.forms() if about_each(form) is not None)

    def unit_of(self, name: str) -> str:
        """Give what the copies of a form are counted in: 人, 件, or 个 of units."""
        about = about_each(self._paper.form(name))
        return UNITS.get(about.ask, "个") if about is not None else "个"

    def asked_by(self, name: str) -> str:
        """Give the name of the option that says whom or which a form is about; empty where there is none."""
        form = self._paper.form(name)
        option = about_each(form) or about_some(form)
        return option.name if option is not None else ""

    def present(self, name: str, ids: Sequence[int]) -> tuple[int, ...]:
        """Give those among ids whom one file each of a form can be for: members of a form about people, proposals of one about them."""
        about = about_each(self._paper.form(name)) if ids else None
        if about is None:
            return ()
        if about.ask == Ask.PEOPLE:
            known = {one.id for one in self._frame.people()}
            return tuple(one for one in ids if one in known)
        if about.ask == Ask.PROPOSALS:
            return tuple(one.id for one in Proposals(self._frame.data).fetch(list(ids)))
        return ()

    def as_last(self, names: Sequence[str]) -> tuple[Piece, ...]:
        """Give one paper for each form, answered as when it was made last; raises NotFound."""
        return tuple(Piece(name, self.last_answers(self._paper.form(name)), name) for name in names)

    def last_answers(self, form: Form) -> dict[str, str]:
        """Give how a form was answered when it was made last (分组, 联系人 …): not about whom, nor a day of then."""
        shelf = PaperShelf(self._frame)
        last = next((one for one in shelf.recent() if one.form == form.name), None)
        if last is None:
            return {}
        taken, _gone = shelf.answers(form, last.options)
        passing = {
            option.name
            for option in form.options
            if option.ask in (Ask.PEOPLE, Ask.PROPOSALS, Ask.DAY) or option.name == form.about
        }
        return {option: text for option, text in taken.items() if option not in passing}

    def about(self, ask: str) -> tuple[str, ...]:
        """Give the forms that may be about any members (people) or proposals (proposals) that were chosen in a list.

        Those about the grid speak of liaisons alone, and are gone to from the grid.
        """
        return tuple(
            form.name
            for form in self._paper.forms()
            if (one := about_some(form)) and one.ask == ask and "grid" not in form.needs
        )

    # -- making ------------------------------------------------------------------------------------------------

    def make(
        self, pieces: Sequence[Piece], folder: Path, *, formats: Sequence[str] = ("docx", "pdf"), day: str | None = None,
        step: Step | None = None, anyway: bool = False,
    ) -> Batch:  # fmt: skip
        """Write every paper into the folder; what goes wrong with one is told and does not stop the others.

        A format that a form is not made in is passed over for it. `step` is told (papers done, of how many), and may raise to
        cancel: then nothing is written. `anyway` makes what does not add up all the same. Raises PaperError when the
        folder cannot be written at all.
        """
        if not pieces:
            return Batch(folder, ())
        unknown = [one for one in formats if one not in self._paper.formats]
        if unknown or not formats:
            asked = unknown[0] if unknown else ""
            raise WrongUsage(f"没有“{asked}”这种格式，可用：{'、'.join(self._paper.formats)}。", where=asked)
        with StagedFiles(folder) as stage:
            made = self._write(pieces, stage, formats, day, step, anyway=anyway)
            return Batch(folder, tuple(_in_place(one, stage) for one in made))

    def _write(
        self, pieces: Sequence[Piece], stage: StagedFiles, formats: Sequence[str], day: str | None, step: Step | None, *,
        anyway: bool,
    ) -> list[Outcome]:  # fmt: skip
        fonts, made = FontBook(), list[Outcome]()
        forms = {form.name: form for form in self._paper.forms()}
        stopped = ""
        for number, piece in enumerate(pieces):
            if step is not None:
                step(number, len(pieces))
            if stopped:
                made.append(Outcome(piece, problem=stopped))
                continue

            def tick(done: int = number) -> None:
                if step is not None:
                    step(done, len(pieces))

            try:
                made.append(
                    self._one(piece, forms.get(piece.form), stage, formats, day, fonts, tick, anyway=anyway)
                )
            except PaperError as error:
                made.append(Outcome(piece, problem=error.message))
                stopped = error.message if error.code in STOPS else ""
            except LiangeError as error:
                if error.code == "cancelled":
                    raise
                wrong = error.mismatches if isinstance(error, Mismatch) else ()
                made.append(Outcome(piece, problem=error.message, mismatches=wrong))
        return made

    def _one(
        self, piece: Piece, form: Form | None, stage: StagedFiles, formats: Sequence[str], day: str | None, fonts: FontBook,
        tick: Callable[[], None], *, anyway: bool,
    ) -> Outcome:  # fmt: skip
        form = form or self._paper.form(piece.form)
        own = tuple(one for one in formats if one in form.formats)
        if not own:
            return Outcome(piece, problem=f"“{form.name}”只能存为：{'、'.join(form.formats)}。")
        refuse_papers_unnoted(self._frame, (piece.form,), piece.options)
        wrong: tuple[str, ...] = ()
        try:
            document = self._paper.document(piece.form, piece.options, day=day)
        except Mismatch as error:
            if not anyway:
                raise
            wrong = error.mismatches
            document = self._paper.document(piece.form, piece.options, day=day, anyway=True)
        with stage.telling():
            written = render.write(document, stage.aside, safe_file_name(piece.name), own, fonts, tick)
        return Outcome(
            piece, written.files, pages=sum(written.pages.values()), mismatches=wrong,
            missing_glyphs=tuple((glyph.char, glyph.where) for glyph in written.missing_glyphs), crowded=written.crowded,
        )  # fmt: skip

    def keep(self, made: Batch, day: str | None, how: str) -> list[Kept]:
        """Keep in the archive what was written, the copies of one form as one paper; what cannot be kept says why (no 0)."""
        archive = ArchiveDesk(self._frame)
        if refused := archive.why_not():
            return [Kept(0, again=False, sentence=refused)]
        found: list[Kept] = []
        for form in dict.fromkeys(one.piece.form for one in made.outcomes if one.files):
            own = [one for one in made.outcomes if one.piece.form == form]
            done = [one.piece for one in own if one.files]
            try:
                options = self._together(done, every=len(done) == len(own))
                found += archive.keep_made([form], options, day, how)
            except LiangeError as error:
                found.append(Kept(0, again=False, sentence=f"“{form}”没有存档：{error.message}"))
        return found

    def _together(self, copies: Sequence[Piece], *, every: bool) -> Mapping[str, str]:
        """Give the options with which all these copies are one paper."""
        first = copies[0]
        about = about_each(self._paper.form(first.form))
        if first.asked is None or about is None:
            return first.options
        return (
            first.asked
            if every
            else {**first.asked, about.name: "、".join(one.options[about.name] for one in copies)}
        )

    # -- one that is made --------------------------------------------------------------------------------------

    def save(self, made: Previewed, file: Path, name: str, options: Mapping[str, str]) -> Path:
        """Write the PDF of a preview as it is: what was looked at is what is kept. Raises PaperError; then nothing changed.

        `name` and `options` are those of the form; refuses what is 完整 where no line can be left in the history.
        """
        refuse_papers_unnoted(self._frame, (name,), options)
        render.save(file, lambda stream: stream.write(made.pdf))
        return file

    def free_name(self, file: Path) -> Path:
        """Give the name that is free next to a file's: 名册.docx → 名册（2）.docx."""
        return free_name(file)


def about_each(form: Form) -> Option | None:
    """Give the option that names the records a form has a page for each of; None where it is about all of them together."""
    if form.about:
        return next(option for option in form.options if option.name == form.about)
    return None if form.together else about_some(form)


def about_some(form: Form) -> Option | None:
    """Give the option that names members or proposals the form may be about; None where it is always about all."""
    return next((option for option in form.options if option.ask in (Ask.PEOPLE, Ask.PROPOSALS)), None)


def _in_place(made: Outcome, stage: StagedFiles) -> Outcome:
    """Move the files of one paper out of the folder aside; one whose place is held by another program gets the next name."""
    files: list[Path] = []
    renamed: list[str] = []
    for file in made.files:
        try:
            place, told = stage.place(file)
        except PaperError as error:
            return replace(made, files=tuple(files), problem=error.message)
        renamed += [told] if told else []
        files.append(place)
    return replace(made, files=tuple(files), renamed=tuple(renamed))


def _apart(names: Sequence[str], numbers: Sequence[str]) -> list[str]:
    """Tell files of one name apart by their records' numbers, and by counting where that does not."""
    twice = {name for name, count in Counter(names).items() if count > 1}
    return file_stems(
        [
            f"{name} {number}" if name in twice and number else name
            for name, number in zip(names, numbers, strict=True)
        ]
    )
