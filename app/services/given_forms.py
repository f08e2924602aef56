"""The desk of forms that superiors prescribe: added as they came, their fields found or pointed at, filled with the layout kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.db.given_forms import GivenForm, GivenForms
from app.domain.errors import NotFound, Refused, WrongUsage
from app.domain.fields import Privacy
from app.domain.file_names import file_stems, safe_file_name
from app.domain.given_fields import chosen_field, field_words, given_fields
from app.domain.given_form import (
    FIXED,
    Mode,
    Outline,
    Place,
    Subject,
    with_place,
    without_places,
)
from app.domain.given_pointing import placed
from app.domain.given_words import tokens
from app.domain.member import Member
from app.domain.member_choice import means_all, words_in
from app.domain.proposal import Proposal
from app.intake.cells import line, lines
from app.services.frame import LONGEST_NAME, Frame
from app.services.full_exports import note_full_export, refuse_unnoted
from app.services.given_values import Values, closed_fields, fields_of, member_records, proposal_records
from app.services.paper_facts import chosen, members
from app.services.proposals import ProposalDesk
from app.services.staged_files import StagedFiles

if TYPE_CHECKING:
    from app.domain.given_fields import GivenField

LONGEST_TEXT = 2_000
"""Characters of a fixed text."""


@dataclass(frozen=True, slots=True)
class FormView:
    """A form as it is looked at: what it says, and its tokens that stand for nothing known."""

    form: GivenForm
    outline: Outline
    unknown: tuple[str, ...]

    def words(self, place: Place) -> str:
        """What goes into a place, in the clerk's words."""
        return field_words(place.field, self.form.subject)


@dataclass(frozen=True, slots=True)
class FilledForms:
    """What was filled: files, for how many, which fields stayed blank for the level, what got another name and why.

    `unknown` are tokens that stand for nothing: they are in the files as the form has them.
    """

    files: tuple[Path, ...]
    records: int
    closed: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class GivenFormDesk:
    """Verbs on given forms; each that changes is one operation."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._forms = GivenForms(frame.data)

    # -- looking -----------------------------------------------------------------------------------------------

    def listing(self) -> list[GivenForm]:
        """Every form, in the order they were added."""
        return self._forms.all()

    def get(self, name: str) -> GivenForm:
        """Find a form by name or id."""
        found = next((one for one in self._forms.all() if name in (one.name, str(one.id))), None)
        if found is None:
            raise NotFound(f"没有名为“{name}”的上级表样，请先添加。", where=name)
        return found

    def fields(self, subject: Subject) -> tuple[GivenField, ...]:
        """What may be pointed to, in the order it is offered; fields that the office does not use are left out."""
        off = closed_fields(self._frame, subject, Privacy.FULL)
        return tuple(one for one in given_fields(subject) if one.key not in off)

    def show(self, form: GivenForm) -> FormView:
        """Look at a form with its places."""
        from app.reports.given.form import outline_of  # on first use: the writers of paper take long to load

        outline = outline_of(self._forms.content(form))
        taken = {place.address for place in form.places}
        sure = (token.text for line in outline.lines() for token in tokens(line.text) if token.sure)
        return FormView(form, outline, tuple(dict.fromkeys(one for one in sure if one not in taken)))

    def sample(
        self, form: GivenForm, ids: Sequence[int] | None = None, level: str = Privacy.INTERNAL, whom: str = ""
    ) -> tuple[str, Outline]:
        """The form filled for the first of those who would get one: whose it is, and what it would say."""
        from app.reports.given.form import filled, outline_of

        found = self._records(form, ids, whom, _level(level), first=True)
        if not found:
            raise Refused(f"还没有{form.subject}，没有可以试填的。", code="nobody")
        name, values = found[0]
        return name, outline_of(filled(self._forms.content(form), form.places, values))

    def present(self, form: GivenForm, ids: Sequence[int]) -> tuple[int, ...]:
        """Those among ids that the form can be filled for, in their order."""
        if not ids:
            return ()
        found = self._members(ids, "") if form.subject is Subject.MEMBER else self._proposals(ids, "")
        return tuple(one.id for one in found)

    def export(self, form: GivenForm, file: Path) -> Path:
        """Give the form's file back as it came."""
        from app.reports.render import save

        content = self._forms.content(form)
        save(file, lambda stream: stream.write(content))
        return file

    # -- changing ----------------------------------------------------------------------------------------------

    def add(self, file: Path, name: str = "", subject: str = Subject.MEMBER) -> FormView:
        """Take in a superior's form and find its fields; refuses a file that is none, and a name that is taken."""
        if subject not in list(Subject):
            raise WrongUsage(f"上级表样只能按 {'、'.join(Subject)} 填写。", where=subject)
        name = line(name or file.stem)[:LONGEST_NAME]
        if not name:
            raise Refused("请给上级表样起个名字。", where="name", code="empty")
        if any(one.name == name for one in self._forms.all()):
            raise Refused(
                f"已经有名为“{name}”的上级表样，请换一个名字，或先删除原来的。", where=name, code="exists"
            )
        from app.intake.given_form import accept_form
        from app.intake.given_form_finding import find_places

        content = accept_form(file)
        found = find_places(_outline_tried(content, file.name), Subject(subject))
        with self._frame.data.operation(f"添加上级表样 {name}"):
            self._forms.add(name, file.name, content, Subject(subject), found.places)
        return self.show(self.get(name))

    def point(self, form: GivenForm, address: str, field: str, mode: Mode | None = None) -> FormView:
        """Say what goes into a place; a place that has something gets the new one."""
        return self.point_all(form, [(address, field, mode)])

    def point_all(self, form: GivenForm, wanted: Iterable[tuple[str, str, Mode | None]]) -> FormView:
        """Point several places as one operation."""
        view = self.show(form)
        places = form.places
        made = [self._place(view, *one) for one in wanted]
        for place in made:
            places = with_place(places, place)
        told = "、".join(place.address for place in made[:3]) + ("等" if len(made) > 3 else "")
        with self._frame.data.operation(f"指定上级表样 {form.name} 的 {told}"):
            self._forms.point(form.id, places)
        return self.show(replace(form, places=places))

    def unpoint(self, form: GivenForm, addresses: Sequence[str]) -> FormView:
        """Take places back: what stood there stays as the form has it."""
        places = without_places(form.places, addresses)
        known = {place.address.upper() for place in form.places}
        if wrong := [one for one in addresses if one.upper() not in known]:
            raise NotFound(f"“{form.name}”的“{wrong[0]}”没有指定字段。", where=wrong[0])
        with self._frame.data.operation(f"取消上级表样 {form.name} 的 {'、'.join(addresses[:3])}"):
            self._forms.point(form.id, places)
        return self.show(replace(form, places=places))

    def delete(self, form: GivenForm) -> None:
        """Remove a form; what was filled with it stays."""
        with self._frame.data.operation(f"删除上级表样 {form.name}"):
            self._forms.delete(form.id)

    def _place(self, view: FormView, address: str, field: str, mode: Mode | None) -> Place:
        key = chosen_field(lines(field), view.form.subject)
        if not key or key == FIXED:
            raise WrongUsage(
                f"没有“{field}”这个字段；固定的文字请写成 文字:内容，要留空写 空白。", where=field
            )
        if len(key) > LONGEST_TEXT:
            raise Refused(f"固定的文字最多 {LONGEST_TEXT:,} 个字，请写短些。", where=address, code="long")
        place = placed(view.outline, address.strip(), key, mode)
        if place is None:
            raise NotFound(f"“{view.form.name}”里没有“{address}”这个位置。", where=address)
        return place

    # -- filling -----------------------------------------------------------------------------------------------

    def fill(
        self, form: GivenForm, folder: Path, *, ids: Sequence[int] | None = None, whom: str = "", level: str = Privacy.INTERNAL,
        together: bool = False, step: Callable[[int, int], None] | None = None,
    ) -> FilledForms:  # fmt: skip
        """Fill a form into a folder: a file each, or all in one; None: for everybody, or whom words name.

        `step` is told (done, total) and may raise to cancel: then nothing is left. A file that is open in Word keeps its
        content; the new one gets another name, told in `renamed`.
        """
        chosen_level = _level(level)
        if not form.places:
            raise Refused(
                f"“{form.name}”还没有一处指定了字段，请先指定再填。", where=form.name, code="no_places"
            )
        wanted = fields_of(form.places)
        full = {one.key for one in given_fields(form.subject)} & wanted & self._above(form, Privacy.INTERNAL)
        sealed = chosen_level is Privacy.FULL and bool(full)
        if sealed:
            refuse_unnoted(self._frame)
        records = self._records(form, ids, whom, chosen_level)
        if not records:
            raise Refused(f"没有要填的{form.subject}。", code="nobody")
        tell = step or (lambda _done, _total: None)
        files, renamed = self._write(form, folder, records, tell, together=together)
        if sealed:
            self._note(form, len(records))
        closed = closed_fields(self._frame, form.subject, chosen_level) & wanted
        blank = tuple(
            field_words(place.field, form.subject) for place in form.places if place.field in closed
        )
        return FilledForms(files, len(records), tuple(dict.fromkeys(blank)), renamed, self.show(form).unknown)

    def _above(self, form: GivenForm, level: Privacy) -> frozenset[str]:
        everything = closed_fields(self._frame, form.subject, Privacy.FULL)
        return closed_fields(self._frame, form.subject, level) - everything

    def _write(
        self, form: GivenForm, folder: Path, records: Sequence[tuple[str, Values]], step: Callable[[int, int], None], *,
        together: bool,
    ) -> tuple[tuple[Path, ...], tuple[str, ...]]:  # fmt: skip
        from app.reports.given.form import filled, filled_together

        content, total = self._forms.content(form), len(records)
        step(0, total)
        files: list[Path] = []
        with StagedFiles(folder) as stage:
            if together:
                values, names = [one for _, one in records], [name for name, _ in records]
                whole = filled_together(content, form.places, values, names, lambda done: step(done, total))
                files.append(stage.put(f"{safe_file_name(form.name)}（{total} 份）.{form.ending}", whole))
            else:
                stems = file_stems([f"{form.name} {name}" for name, _ in records])
                for done, (stem, (_, own)) in enumerate(zip(stems, records, strict=True), 1):
                    files.append(stage.put(f"{stem}.{form.ending}", filled(content, form.places, own)))
                    step(done, total)
            placed = [stage.place(file) for file in files]
        return tuple(file for file, _ in placed), tuple(told for _, told in placed if told)

    def _records(
        self, form: GivenForm, ids: Sequence[int] | None, whom: str, level: Privacy, *, first: bool = False
    ) -> list[tuple[str, Values]]:
        wanted = fields_of(form.places)
        closed = closed_fields(self._frame, form.subject, level)
        if form.subject is Subject.MEMBER:
            people = self._members(ids, whom)[: 1 if first else None]
            names = [f"{one.no} {one.name}".strip() for one in people]
            return list(zip(names, member_records(self._frame, people, wanted, closed), strict=True))
        found = self._proposals(ids, whom)[: 1 if first else None]
        names = [f"{one.label} {one.title}"[:40].strip() for one in found]
        return list(zip(names, proposal_records(self._frame, found, wanted, closed), strict=True))

    def _members(self, ids: Sequence[int] | None, whom: str) -> list[Member]:
        if ids is not None:
            by_id = {one.id: one for one in self._frame.people()}
            return [by_id[one] for one in dict.fromkeys(ids) if one in by_id]
        people = members(self._frame, None, left=False)
        return chosen(self._frame, people, whom, None) if whom else people

    def _proposals(self, ids: Sequence[int] | None, whom: str) -> list[Proposal]:
        desk = ProposalDesk(self._frame)
        if ids is not None:
            return desk.fetch(list(dict.fromkeys(ids)))
        if means_all(whom):
            return desk.proposals()
        return list({one.id: one for one in map(desk.get, words_in(whom))}.values())

    def _note(self, form: GivenForm, count: int) -> None:
        """Leave a line in the history, as a full export does."""
        with self._frame.data.operation(f"完整填写上级表样 {form.name} {count} 份", note=True):
            note_full_export(self._frame, f"{count} 份 {form.name}")


def _outline_tried(content: bytes, file: str) -> Outline:
    """The outline of a form that can be taken apart and put together again; raises FileRefused for one that cannot."""
    from app.intake.given_form import broken_form
    from app.reports.given.form import filled, filled_together, outline_of

    try:
        outline = outline_of(content)
        filled(content, (), {})
        filled_together(content, (), [{}, {}], ["一", "二"])
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, SyntaxError):
        raise broken_form(file) from None
    if not outline.blocks:
        raise broken_form(file)
    return outline


def _level(word: str) -> Privacy:
    if word not in list(Privacy):
        raise WrongUsage(f"级别只能是：{'、'.join(Privacy)}。", where=word)
    return Privacy(word)
