"""The paper desk: gathers facts, makes forms, exports the roster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.db.host import safe_file_name
from app.db.proposals import Proposals
from app.domain.errors import NotFound, Refused, WrongUsage
from app.domain.fields import Privacy
from app.domain.liaison import FIVE_TIERS, Guest
from app.domain.member import LEFT, Member
from app.domain.order import ORDER_LABELS, Order
from app.domain.plenary_rules import PlenaryRules
from app.domain.proposal import Proposal
from app.domain.statistics import Style, mismatch
from app.reports import render
from app.reports.facts import Facts, GridFacts, LinkFacts, TierFacts
from app.reports.fonts import FontBook
from app.reports.forms import FORMS
from app.reports.forms.form import Form
from app.reports.table import Table
from app.services.frame import OFFICE_NAME, Frame
from app.services.liaison import LiaisonDesk
from app.services.proposal_remarks import leaders_of, remarks_on
from app.services.roster import in_order
from app.services.roster_table import roster_table

if TYPE_CHECKING:
    from app.reports.document import Document


@dataclass(frozen=True, slots=True)
class Exported:
    """A table that was written: the file and its rows."""

    file: Path
    rows: int


@dataclass(frozen=True, slots=True)
class Made:
    """What making forms wrote, and what the writers had to say."""

    files: tuple[Path, ...]
    pages: Mapping[str, int]
    missing_glyphs: tuple[tuple[str, str], ...]
    mismatches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Previewed:
    """A form as the printer will get it: its pages' (width, height) in pt, the characters no font has with their place."""

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    missing_glyphs: tuple[tuple[str, str], ...]


class Mismatch(Refused):
    """Parts do not add up to their total: nothing is printed until the office has looked at it."""

    code = "mismatch"

    def __init__(self, form: str, mismatches: list[str]) -> None:
        message = f"“{form}”有 {len(mismatches)} 处数字对不上，没有生成：{mismatches[0]}。请到“备份与设置”的“检查”看看。"
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
        """Every form in the order they are offered."""
        return FORMS

    def form(self, name: str) -> Form:
        """Find a form by its Chinese name."""
        for form in FORMS:
            if form.name == name:
                return form
        raise NotFound(f"没有“{name}”这种表。可用：{'、'.join(form.name for form in FORMS)}。", where=name)

    def document(
        self, name: str, options: Mapping[str, str] | None = None, *, day: str | None = None
    ) -> Document:
        """Make one form's document from the facts of a day; refuses when a figure does not add up (Mismatch)."""
        form = self.form(name)
        facts = self.facts(form.needs, day)
        if wrong := mismatches_of(facts):
            raise Mismatch(form.name, wrong)
        return form.build(facts, form.with_defaults(options or {}))

    def make(
        self, names: list[str], folder: Path, *, formats: tuple[str, ...] = ("docx", "pdf"),
        options: Mapping[str, str] | None = None, day: str | None = None, tick: Callable[[], None] | None = None,
    ) -> Made:  # fmt: skip
        """Write forms into a folder; an option is given to every form that knows it, `tick` may raise to cancel.

        Nothing is written when a figure does not add up; the answer then says which.
        """
        unknown = [one for one in formats if one not in render.FORMATS]
        if unknown:
            raise WrongUsage(
                f"没有“{unknown[0]}”这种格式，可用：{'、'.join(render.FORMATS)}。", where=unknown[0]
            )
        given = dict(options or {})
        forms = [self.form(name) for name in names]
        known = {option.name for form in forms for option in form.options}
        if stray := [name for name in given if name not in known]:
            raise WrongUsage(f"“{'、'.join(names)}”没有选项“{stray[0]}”。", where=stray[0])
        documents: list[tuple[Form, Document]] = []
        mismatches: dict[str, None] = {}
        for form in forms:
            own = {option.name: given[option.name] for option in form.options if option.name in given}
            try:
                documents.append((form, self.document(form.name, own, day=day)))
            except Mismatch as error:
                mismatches |= dict.fromkeys(error.mismatches)
        if mismatches:
            return Made((), {}, (), tuple(mismatches))
        files: list[Path] = []
        pages: dict[str, int] = {}
        missing: list[tuple[str, str]] = []
        for form, document in documents:
            written = render.write(document, folder, safe_file_name(form.name), formats, tick=tick)
            files += written.files
            pages |= written.pages
            missing += [(glyph.char, glyph.where) for glyph in written.missing_glyphs]
        return Made(tuple(files), pages, tuple(missing), ())

    def make_as(
        self, name: str, file: Path, *, options: Mapping[str, str] | None = None, day: str | None = None
    ) -> Path:
        """Write one form as the file that was named; its ending says the format. Returns what was written."""
        document = self.document(name, options, day=day)
        return render.write(document, file.parent, file.stem, (file.suffix.lower().lstrip("."),)).files[0]

    # -- on the screen -----------------------------------------------------------------------------------------

    def preview(
        self, name: str, options: Mapping[str, str] | None = None, *, day: str | None = None
    ) -> Previewed:
        """Make one form's PDF in memory, for the preview and the printer."""
        fonts = FontBook()
        document = self.document(name, options, day=day)
        missing = tuple((glyph.char, glyph.where) for glyph in fonts.missing_in(document))
        pdf = render.pdf_bytes(document, fonts)
        return Previewed(pdf, _page_sizes(pdf), missing)

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
        everyone = self._members(day, left=False) if people is None else people
        write_table(roster_table(everyone, Privacy(level), self._frame.field_use().fields), file)
        return Exported(file, len(everyone))

    # -- facts -------------------------------------------------------------------------------------------------

    def facts(self, needs: frozenset[str], day: str | None = None) -> Facts:
        """Gather what forms need, as of a day."""
        registry = self._frame.registry
        people = self._members(day, left=False)
        plenary, style = "", Style()
        proposals: tuple[Proposal, ...] = ()
        remarks: dict[int, str] = {}
        leaders: dict[int, str] = {}
        latest = self._frame.latest_plenary() if "proposals" in needs else None
        if latest is not None:
            repository = Proposals(self._frame.data)
            plenary, proposals = latest.name, tuple(repository.of_plenary(latest.id))
            remarks, leaders = remarks_on(repository, proposals), leaders_of(repository, proposals)
            style = PlenaryRules.of(registry.settings(latest.id)).style
        return Facts(
            office=registry.settings().get(OFFICE_NAME, ""), term=self._frame.term().name,
            day=date.fromisoformat(self._frame.day(day)), members=tuple(people), left=tuple(self._members(day, left=True)),
            sectors=tuple(registry.codes("界别")), committees=tuple(registry.codes("专委会")),
            categories=tuple(registry.codes("提案类别")), order=ORDER_LABELS[Order.RANK],
            grid=self._grid_facts(day) if "grid" in needs else None, plenary=plenary, proposals=proposals, style=style,
            remarks=remarks, leaders=leaders,
        )  # fmt: skip

    def _members(self, day: str | None, *, left: bool) -> list[Member]:
        people = [member for member in self._frame.people(day) if (member.status in LEFT) == left]
        return in_order(people, "rank", self._frame.registry.codes("界别"))

    def _grid_facts(self, day: str | None) -> GridFacts:
        grid = LiaisonDesk(self._frame).grid(day, explained=False)
        sectors = self._frame.registry.codes("界别")
        position = {
            member.id: number
            for number, member in enumerate(in_order(grid.members.values(), "rank", sectors))
        }

        def by_rank(people: Iterable[Member]) -> tuple[Member, ...]:
            return tuple(sorted(people, key=lambda member: position[member.id]))

        tiers = tuple(
            TierFacts(t.number, t.name, by_rank(grid.tiering.tiers[t.number])) for t in grid.scheme.tiers
        )
        shared = {pair.lower: pair.shared for pair in grid.pairs}
        below: dict[int, list[Member]] = {}
        for pair in grid.pairs:
            below.setdefault(pair.upper, []).append(grid.members[pair.lower])
        links = []
        for tier in tiers[:-1]:
            uppers: tuple[Member | Guest, ...] = (
                *tier.members,
                *(g for g in grid.guests if g.tier == tier.number),
            )
            for upper in uppers:
                lowers = by_rank(below.get(upper.id, ()))
                if lowers or isinstance(upper, Guest):
                    links.append(LinkFacts(upper, tier.number, lowers, {m.id: shared[m.id] for m in lowers}))
        suspended = by_rank(grid.members[one] for one in grid.tiering.suspended)
        notes = tuple(vacancy.message for vacancy in grid.vacancies)
        orphans = by_rank(grid.members[one] for one in grid.orphans)
        return GridFacts(FIVE_TIERS, tiers, tuple(links), orphans, suspended, notes)


def mismatches_of(facts: Facts) -> list[str]:
    """Say where parts do not add up to their total, before anything is printed."""
    found = list(facts.figures.mismatches)
    if facts.grid is not None and (
        wrong := mismatch("五级网格", [len(t.members) for t in facts.grid.tiers], len(facts.active))
    ):
        found.append(wrong)
    return found


def write_table(table: Table, file: Path) -> None:
    """Write one table as xlsx or csv by the file's ending; an existing file is replaced at the very end."""
    from app.reports import excel

    match file.suffix.lower():
        case ".xlsx":
            render.save(file, lambda stream: excel.write_tables([table], stream))
        case ".csv":
            render.save(file, lambda stream: stream.write(excel.csv_text(table).encode()))
        case _:
            raise WrongUsage(f"只能导出为 .xlsx 或 .csv，不能是“{file.name}”。", where=str(file))


def _page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as opened:
        return tuple(opened.get_page_size(number) for number in range(len(opened)))
