"""The paper desk: gathers facts, makes forms, exports the roster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import NotFound, Refused, WrongUsage
from app.domain.fields import Privacy
from app.domain.file_names import safe_file_name
from app.domain.member import Member
from app.domain.statistics import mismatch
from app.reports import render
from app.reports.facts import Facts
from app.reports.fonts import FontBook
from app.reports.forms import FORMS
from app.reports.forms.form import Form
from app.reports.forms.sums import sums_of, with_warning
from app.reports.labels import READABLE
from app.reports.table import Table
from app.services.frame import Frame
from app.services.full_exports import refuse_papers_unnoted
from app.services.paper_facts import gather, members, words_of
from app.services.roster_table import roster_table
from app.services.staged_files import StagedFiles
from app.services.wordings import WordingDesk

if TYPE_CHECKING:
    from app.reports.document import Document

MOST_NAMED = 3
"""Of labels that are too small to read so many are named."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A table that was written: the file and its rows."""

    file: Path
    rows: int


@dataclass(frozen=True, slots=True)
class Made:
    """What making forms wrote, what the writers had to say, and what got another name because it was open."""

    files: tuple[Path, ...]
    pages: Mapping[str, int]
    missing_glyphs: tuple[tuple[str, str], ...]
    mismatches: tuple[str, ...]
    renamed: tuple[str, ...] = ()
    crowded: tuple[str, ...] = ()

    @property
    def crowded_said(self) -> str:
        """Which labels come out too small to read, as a sentence; empty when none does."""
        return crowded_words(self.crowded)


@dataclass(frozen=True, slots=True)
class Previewed:
    """A form as the printer will get it: its pages' (width, height) in pt, the characters no font has with their place, the
    labels (by their first lines) whose words come out too small to read.
    """

    document: Document
    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    missing_glyphs: tuple[tuple[str, str], ...]
    crowded: tuple[str, ...] = ()

    @property
    def crowded_said(self) -> str:
        """Which labels come out too small to read, as a sentence; empty when none does."""
        return crowded_words(self.crowded)


class Mismatch(Refused):
    """Parts do not add up to their total: printed only when the clerk, having seen them all, says so (`anyway`)."""

    code = "mismatch"

    def __init__(self, form: str, mismatches: list[str]) -> None:
        said = "；".join(mismatches)
        message = (
            f"“{form}”有 {len(mismatches)} 处数字对不上，没有生成：{said}。请到“备份与设置”的“检查”看看。"
        )
        super().__init__(message, where=form)
        self.mismatches = tuple(mismatches)


class PaperDesk:
    """Verbs on paper; none of them changes the data file."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    @property
    def formats(self) -> tuple[str, ...]:
        """Every format a form can be written in."""
        return render.FORMATS

    def forms(self) -> tuple[Form, ...]:
        """Every form in the order they are offered, this office's own words among its choices."""
        from app.services.since_last import kept_words, offered  # it stands above this module

        words, kept = words_of(self._frame), kept_words(self._frame)
        forms = (*(form.with_words(words) for form in FORMS), *WordingDesk(self._frame).forms())
        return tuple(offered(form, kept) for form in forms)

    def form(self, name: str) -> Form:
        """Find a form by its Chinese name."""
        forms = self.forms()
        for form in forms:
            if form.name == name:
                return form
        raise NotFound(f"没有“{name}”这种表。可用：{'、'.join(form.name for form in forms)}。", where=name)

    def document(
        self, name: str, options: Mapping[str, str] | None = None, *, day: str | None = None,
        anyway: bool = False,
    ) -> Document:  # fmt: skip
        """Make one form's document from the facts of a day; refuses when a figure does not add up (Mismatch).

        With `anyway` it is made all the same, and its last words say what does not add up.
        """
        document, wrong = self._made(self.form(name), options or {}, day)
        if wrong and not anyway:
            raise Mismatch(name, wrong)
        return with_warning(document, wrong) if wrong else document

    def _made(self, form: Form, options: Mapping[str, str], day: str | None) -> tuple[Document, list[str]]:
        given = form.with_defaults(options)
        facts = self.facts(form.needs, day, given)
        document = form.build(facts, given)
        wrong = [*mismatches_of(facts), *form.check(document, facts, given), *sums_of(document)]
        from app.services.since_last import since_last  # it stands above this module

        marked = since_last(self._frame, form, given, day, document)
        return marked, list(dict.fromkeys(wrong))

    def make(
        self, names: list[str], folder: Path, *, formats: tuple[str, ...] = ("docx", "pdf"),
        options: Mapping[str, str] | None = None, day: str | None = None, tick: Callable[[], None] | None = None,
        anyway: bool = False,
    ) -> Made:  # fmt: skip
        """Write forms into a folder, all of them or none; an option is given to every form that knows it, `tick` may raise to cancel.

        Where a figure does not add up the answer says which; then nothing is written unless `anyway`.
        """
        unknown = [one for one in formats if one not in render.FORMATS]
        if unknown:
            raise WrongUsage(
                f"没有“{unknown[0]}”这种格式，可用：{'、'.join(render.FORMATS)}。", where=unknown[0]
            )
        given = dict(options or {})
        forms = [self.form(name) for name in names]
        for form in forms:
            _refuse_format(form, formats)
        known = {option.name for form in forms for option in form.options}
        if stray := [name for name in given if name not in known]:
            raise WrongUsage(f"“{'、'.join(names)}”没有选项“{stray[0]}”。", where=stray[0])
        refuse_papers_unnoted(self._frame, names, given)
        documents: list[tuple[Form, Document]] = []
        mismatches: dict[str, None] = {}
        for form in forms:
            own = {option.name: given[option.name] for option in form.options if option.name in given}
            document, wrong = self._made(form, own, day)
            documents.append((form, with_warning(document, wrong) if wrong else document))
            mismatches |= dict.fromkeys(wrong)
        if mismatches and not anyway:
            return Made((), {}, (), tuple(mismatches))
        with StagedFiles(folder) as stage:
            with stage.telling():
                written = [
                    render.write(document, stage.aside, safe_file_name(form.name), formats, tick=tick)
                    for form, document in documents
                ]
            placed = {file: stage.place(file) for one in written for file in one.files}
        return Made(
            tuple(file for file, _ in placed.values()),
            {str(placed[Path(file)][0]): pages for one in written for file, pages in one.pages.items()},
            tuple((glyph.char, glyph.where) for one in written for glyph in one.missing_glyphs),
            tuple(mismatches),
            tuple(told for _, told in placed.values() if told),
            tuple(first for one in written for first in one.crowded),
        )

    def make_as(
        self, name: str, file: Path, *, options: Mapping[str, str] | None = None, day: str | None = None,
        step: Callable[[int, int], None] | None = None, anyway: bool = False,
    ) -> Path:  # fmt: skip
        """Write one form as the file that was named; its ending says the format. Returns what was written.

        `step` is told (done, total) between parts of the work and may raise to cancel; then no file is left. `anyway` as in
        `document`.
        """
        kind = file.suffix.lower().lstrip(".")
        _refuse_format(self.form(name), (kind,))
        refuse_papers_unnoted(self._frame, (name,), options or {})
        document = self.document(name, options, day=day, anyway=anyway)
        tick = _counted(step, document, kind) if step else None
        return render.write(document, file.parent, file.stem, (kind,), tick=tick).files[0]

    # -- on the screen -----------------------------------------------------------------------------------------

    def preview(
        self, name: str, options: Mapping[str, str] | None = None, *, day: str | None = None,
        step: Callable[[int, int], None] | None = None, anyway: bool = False,
    ) -> Previewed:  # fmt: skip
        """Make one form's PDF in memory, for the preview and the printer; `step` as in `make_as`, `anyway` as in `document`."""
        return self.shown(self.document(name, options, day=day, anyway=anyway), step)

    def sample(
        self, name: str, options: Mapping[str, str] | None = None, *, day: str | None = None
    ) -> Previewed | None:
        """Show what a form will look like while something is not filled in yet; None where it has no such look."""
        form = self.form(name)
        if form.sample is None:
            return None
        given = form.with_defaults(options or {})
        return self.shown(form.sample(self.facts(form.needs, day, given), given))

    def shown(self, document: Document, step: Callable[[int, int], None] | None = None) -> Previewed:
        """Give a document as the printer would get it."""
        fonts = FontBook()
        missing = tuple((glyph.char, glyph.where) for glyph in fonts.missing_in(document))
        pdf = render.pdf_bytes(document, fonts, _counted(step, document, "pdf") if step else None)
        return Previewed(document, pdf, page_sizes(pdf), missing, render.crowded_in(document, fonts))

    def page_images(
        self, pdf: bytes, dpi: int = 96, first: int = 0, count: int | None = None, form: str = "PNG"
    ) -> Iterator[bytes]:
        """Give pages of a PDF as PNG, or quickly as PPM, one after the other; `first` is counted from 0."""
        return render.page_images(pdf, dpi, first, count, form)

    # -- the roster as a table ---------------------------------------------------------------------------------

    def export_roster(
        self,
        file: Path,
        *,
        level: str = Privacy.INTERNAL,
        day: str | None = None,
        people: list[Member] | None = None,
    ) -> Exported:
        """Write the roster as xlsx or csv by the file's ending; it imports back unchanged."""
        if level not in [str(one) for one in Privacy]:
            raise WrongUsage(f"导出级别只能是：{'、'.join(Privacy)}。", where=level)
        everyone = members(self._frame, day, left=False) if people is None else people
        write_table(roster_table(everyone, Privacy(level), self._frame.field_use().fields), file)
        return Exported(file, len(everyone))

    # -- facts -------------------------------------------------------------------------------------------------

    def facts(
        self, needs: frozenset[str], day: str | None = None, options: Mapping[str, str] | None = None
    ) -> Facts:
        """Gather what forms need, as of a day."""
        return gather(self._frame, needs, day, options or {})


def crowded_words(crowded: Sequence[str]) -> str:
    """Say before printing which labels come out too small to read, and what to do; empty when none does."""
    if not crowded:
        return ""
    named = "、".join(f"“{first}”" for first in crowded[:MOST_NAMED])
    many = f"等 {len(crowded)} 张" if len(crowded) > MOST_NAMED else ""
    return f"标签{named}{many}上的字太多，印出来小于 {READABLE:g} 磅，看不清；请删减文字，或换大一些的标签。"


def _refuse_format(form: Form, formats: Iterable[str]) -> None:
    """Refuse a format that a form is not made in (a 签到表 is no table to go on working with)."""
    for one in formats:
        if one in render.FORMATS and one not in form.formats:
            raise WrongUsage(f"“{form.name}”只能存为：{'、'.join(form.formats)}。", where=one)


def _counted(step: Callable[[int, int], None], document: Document, kind: str) -> Callable[[], None]:
    """Count ticks, one for each block laid out; a PDF is laid out first and painted page by page."""
    blocks = sum(len(section.blocks) for section in document.sections)
    total, done = (2 * blocks if kind == "pdf" else blocks) or 1, 0

    def tick() -> None:
        nonlocal done
        done = min(done + 1, total)
        step(done, total)

    return tick


def mismatches_of(facts: Facts) -> list[str]:
    """Say where parts do not add up to their total, before anything is printed."""
    found = list(facts.figures.mismatches)
    if facts.grid is not None and (
        wrong := mismatch("五级网格", [len(t.members) for t in facts.grid.tiers], len(facts.active))
    ):
        found.append(wrong)
    if (moves := facts.moves) is not None:
        came = sum(one.joined for one in moves.moves) - sum(one.left for one in moves.moves)
        if moves.at_first + came != moves.at_last:
            found.append(f"委员变动：期初 {moves.at_first} 人，净增 {came} 人，不等于期末 {moves.at_last} 人")
    if facts.seats and (wrong := mismatch("名额", [one.held for one in facts.seats], len(facts.members))):
        found.append(wrong)
    return found


def write_table(table: Table, file: Path) -> None:
    """Write one table as xlsx or csv by the file's ending; an existing file is replaced at the very end."""
    from app.reports import excel, flat

    match file.suffix.lower():
        case ".xlsx":
            render.save(file, lambda stream: excel.write_tables([table], stream))
        case ".csv":
            render.save(file, lambda stream: stream.write(flat.csv_text(table).encode()))
        case _:
            raise WrongUsage(f"只能导出为 .xlsx 或 .csv，不能是“{file.name}”。", where=str(file))


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Give the (width, height) of every page in pt."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as opened:
        return tuple(opened.get_page_size(number) for number in range(len(opened)))
