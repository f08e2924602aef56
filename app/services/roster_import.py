"""Importing a roster: tables in, a preview row by row, then one operation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.db.members import FieldValue
from app.db.spellings import Spellings
from app.domain.codes import Code
from app.domain.errors import NotFound, Refused
from app.domain.fields import MEMBER
from app.domain.finding import Finding
from app.domain.member import Member
from app.domain.member_no import Bearer, double_numbers
from app.domain.recognition import NEW
from app.domain.wishes import APART, NO_WISHES, Wishes
from app.intake.mapping import remembered_headers
from app.intake.roster import RosterDraft, join_tables
from app.services import member_values
from app.services.frame import OFFICE_NAME, Frame
from app.services.import_choices import idle_rows, read_people, read_posts, read_words
from app.services.import_dissolved import dissolved_teams
from app.services.import_faults import write_faulty_rows
from app.services.import_lists import CODED, KINDS, kinds_of_team, office_codes, office_lists
from app.services.import_namesakes import rows_apart
from app.services.import_people import among_rows, candidate, find_members
from app.services.import_preview import (
    Candidate,
    Incoming,
    Preview,
    PreviewRow,
    ProposedPost,
    Question,
)
from app.services.import_sheets import Remembered, mapped_tables
from app.services.import_values import changed_values, changes_of, coming_values, texts
from app.services.import_words import put_in_order, unknown_words
from app.services.listed_words import as_listed
from app.services.preview import Mark
from app.services.roster import LEARNED

if TYPE_CHECKING:
    from app.intake.person import PersonDraft

__all__ = ["Mark", "Preview", "PreviewRow", "ProposedPost", "RosterImport"]

REMEMBERED = "import.roster.headers"


class RosterImport:
    """Verbs on incoming tables of members."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    # -- looking -----------------------------------------------------------------------------------------------

    def preview(
        self, files: Sequence[Path], *, override: Mapping[str, str] | None = None, sheet: str | None = None,
        choices: Mapping[str, str] | None = None, wishes: Wishes = NO_WISHES,
    ) -> Preview:  # fmt: skip
        """Read tables and say row by row what they would do.

        `override` (header → field key) and `choices` (a row's key → member id or “new”) are added to `wishes`.
        """
        told = replace(
            wishes,
            headers={**wishes.headers, **(override or {})},
            people={**wishes.people, **(choices or {})},
        )
        return self.judge(self.read(files, sheet), told)

    def read(self, files: Sequence[Path], sheet: str | None = None) -> Incoming:
        """Read tables from files; a text or a Word document that is no table is read as a notice."""
        from app.services.import_reading import read_files  # with the readers of all its forms

        return read_files(files, sheet, [member.name for member in self._frame.people()])

    def judge(self, incoming: Incoming, wishes: Wishes = NO_WISHES) -> Preview:
        """Say what tables would do, with the clerk's word on them; judging again reads no file anew."""
        registry = self._frame.registry
        settings = registry.settings()
        remembered = Remembered(settings.get(REMEMBERED, ""))
        kinds = kinds_of_team(self._frame)
        sheets = mapped_tables(incoming.tables, wishes, remembered, self._frame.field_use(), kinds)
        kept = Spellings(self._frame.data).all()
        means = {
            name: {**kept.get(name, {}), **wishes.words.get(name, {})} for name in {*kept, *wishes.words}
        }
        codes = {**office_codes(self._frame, means), KINDS: tuple(map(Code, kinds))}
        words = unknown_words(sheets, office_lists(self._frame), codes, kept, wishes.words)
        join = partial(
            join_tables, put_in_order(sheets, means, codes), codes=codes, office=settings.get(OFFICE_NAME, ""),
            committees=registry.codes("专委会"),
        )  # fmt: skip
        draft = join(choices=wishes.among_rows)
        apart = rows_apart(draft, self._frame.people(), lambda said: join(choices=said))
        if apart:
            draft = join(choices={**apart, **wishes.among_rows})
        judged = self._judged(draft, wishes)
        return replace(
            judged, sheets=sheets, words=words, incoming=incoming, wishes=wishes, headers=remembered_headers(sheets),
            present=self._present(), errors=(*incoming.errors, *judged.errors), warnings=(*incoming.warnings, *judged.warnings),
        )  # fmt: skip

    def candidates(self, row: PreviewRow) -> tuple[Candidate, ...]:
        """Everybody of whom a row may speak: who is asked about, else the members of that name."""
        if row.question is not None:
            return row.question.candidates
        name = row.draft.name
        names = {name, row.draft.text("former_name")} - {""}
        same = [one for one in self._frame.people() if name and {one.name, one.former_name} & names]
        return tuple(candidate(row.draft, member) for member in same)

    def write_errors(self, preview: Preview, file: Path) -> int:
        """Write the rows that stay out with the reason, to be corrected and imported again; returns how many."""
        return write_faulty_rows(preview, file)

    def wishes_of(
        self, headers: Mapping[str, str], values: Path | None = None, choose: Path | None = None
    ) -> Wishes:
        """Read the clerk's word from files: what words mean, and who is who by 委员编号, id, unique name or “new”.

        Raises WrongUsage for a file of another kind, NotFound or Ambiguous for a member that is none.
        """
        people = read_people(choose) if choose else {}
        return Wishes(
            headers=headers,
            words=read_words(values, CODED) if values else {},
            people={
                row: who if who in {NEW, APART} or "#" in who else str(self._frame.member(who).id)
                for row, who in people.items()
            },
        )

    def posts_named(
        self, preview: Preview, words: Sequence[str], file: Path | None = None
    ) -> list[tuple[str, str]]:
        """Find the proposed posts that 姓名=职务 words, or the lines of a file, mean, for `apply`.

        Raises WrongUsage for a word of another form, NotFound where no row or several propose that.
        """
        proposals = [(row.draft, post.post) for row, post in preview.proposals()]
        found = []
        for name, post in read_posts(words, file):
            same = [
                draft.key for draft, each in proposals if each == post and name in {draft.name, draft.key}
            ]
            if len(same) != 1:
                what = f"有 {len(same)} 位" if same else "表里没有看出"
                raise NotFound(f"{what}“{name}”任“{post}”；能确认的职务见预览的“政协职务”。", where=name)
            found.append((same[0], post))
        return found

    # -- entering ----------------------------------------------------------------------------------------------

    def apply(
        self, preview: Preview, *, posts: Iterable[tuple[str, str]] | None = None, with_posts: bool = True
    ) -> None:
        """Enter what is good, as one operation, and remember what was said of columns and words.

        `posts` are the confirmed (row key, post) pairs; None takes every certain one.
        """
        if preview.present != self._present():
            raise Refused(
                "预览之后名册里的人有增减（可能已经导入过，或撤销了别的操作）。请重新预览再导入。",
                code="changed",
            )
        confirmed = self._confirmed(preview, posts) if with_posts else {}
        good = [row for row in preview.rows if row.mark is not Mark.BAD]
        count = sum(1 for row in good if row.mark in (Mark.NEW, Mark.UPDATE))
        with self._frame.data.operation(f"导入名册 {count} 人"):
            term, day = self._frame.term(), self._frame.day()
            entering = [(row.member, self._entering(row, confirmed.get(row.draft.key, ()))) for row in good]
            self._learn([values for _, values in entering])
            for member, values in entering:
                if member is None:
                    self._frame.members.add(term.id, values, "")
                elif values:
                    self._frame.members.change(member.id, values, day)
            self._remember(preview, _words_of(values for _, values in entering))

    # -- within: judging ---------------------------------------------------------------------------------------

    def _present(self) -> frozenset[int]:
        return frozenset(member.id for member in self._frame.people())

    def _judged(self, draft: RosterDraft, wishes: Wishes) -> Preview:
        members = {str(member.id): member for member in self._frame.people()}
        found = find_members(draft.people, members, wishes.among_members)
        errors = [*draft.errors, *found.errors]
        rows = [
            self._row(person, found.members.get(person.key), found.questions.get(person.key))
            for person in draft.people
        ]
        rows = self._without_double_numbers(rows, errors)
        asked = among_rows(draft.questions, (*draft.people, *draft.rejected), draft.errors)
        rows += [PreviewRow(Mark.BAD, one, None, question=asked.get(one.key)) for one in draft.rejected]
        idle = idle_rows(wishes.people, (*draft.people, *draft.rejected))
        warnings = (*draft.warnings, *idle, *found.warnings, *dissolved_teams(self._frame, rows))
        return Preview(tuple(rows), tuple(errors), warnings, draft.sheets, draft.rows, draft.headers)

    def _without_double_numbers(self, rows: list[PreviewRow], errors: list[Finding]) -> list[PreviewRow]:
        """Keep out who would get a 委员编号 that somebody else has, or gets from another row."""
        numbers = self._frame.members.numbers(self._frame.term().id)
        held = {str(member): Bearer(*number) for member, number in numbers.items()}
        good = {_key(row): row for row in rows if row.mark is not Mark.BAD}
        coming = {key: Bearer(row.draft.text("no"), row.draft.name) for key, row in good.items()}
        double = double_numbers(held, coming)
        for key, other in double.items():
            message = f"委员编号 {other.no} 也是 {other.name} 的，请改正其中一个"
            errors.append(good[key].draft.sources[0].finding(message, MEMBER["no"].label, other.no))
        return [PreviewRow(Mark.BAD, row.draft, None) if _key(row) in double else row for row in rows]

    def _row(self, person: PersonDraft, member: Member | None, question: Question | None) -> PreviewRow:
        if question is not None:
            return PreviewRow(Mark.BAD, person, None, question=question)
        held = member.posts if member else ()
        stated = texts(person.values.get("posts", ()))
        proposed = [one for one in person.proposed_posts if one.post not in held and one.post not in stated]
        office = self._frame.registry.codes("政协职务") if proposed else []
        posts = tuple(ProposedPost(one.post, one.certain) for one in proposed if one.post in office)
        if member is None:
            return PreviewRow(Mark.NEW, person, None, (), posts)
        changes = changes_of(member, as_listed(self._frame, coming_values(person.values, member)))
        return PreviewRow(Mark.UPDATE if changes else Mark.SAME, person, member, changes, posts)

    # -- within: entering --------------------------------------------------------------------------------------

    def _confirmed(self, preview: Preview, posts: Iterable[tuple[str, str]] | None) -> dict[str, list[str]]:
        pairs = posts
        if pairs is None:
            pairs = [(row.draft.key, post.post) for row, post in preview.proposals() if post.certain]
        found: dict[str, list[str]] = {}
        for key, post in pairs:
            found.setdefault(key, []).append(post)
        return found

    def _entering(self, row: PreviewRow, posts: Sequence[str]) -> dict[str, FieldValue]:
        """What is written of a row: everything of a new member, what differs of a known one."""
        values = as_listed(self._frame, coming_values(row.draft.values, row.member, posts))
        return values if row.member is None else changed_values(row.member, values)

    def _learn(self, entering: Iterable[Mapping[str, FieldValue]]) -> None:
        """Let the office's lists grow by the words of all rows, each list once."""
        for name, found in _words_of(entering).items():
            if name in LEARNED:
                self._frame.registry.add_codes(name, found)

    def _remember(self, preview: Preview, entered: Mapping[str, Sequence[str]]) -> None:
        """Keep what was decided on columns and on words; a word that joins a list joins the office's own.

        Of what nothing was said joins only what `entered` with somebody: a row left out leaves its words out.
        """
        registry = self._frame.registry
        before = registry.settings().get(REMEMBERED, "")
        after = Remembered(before).after(preview.sheets, preview.wishes)
        if after != (before or "{}"):
            registry.set_setting(REMEMBERED, after)
        spellings = Spellings(self._frame.data)
        kept = spellings.all()
        for word in preview.words:
            as_written = word.means is None and word.written in entered.get(word.list, ())
            means = word.written if as_written else word.means
            if word.means is not None and kept.get(word.list, {}).get(word.written) != word.means:
                spellings.keep(word.list, word.written, word.means)
            if means and word.grows and means not in self._frame.words(word.list):
                registry.add_codes(word.list, [*self._frame.words(word.list), means])


def _words_of(entering: Iterable[Mapping[str, FieldValue]]) -> dict[str, list[str]]:
    """The words of code lists that values hold, list by list."""
    words: dict[str, list[str]] = {}
    for values in entering:
        for key, value in values.items():
            if MEMBER[key].codes and value:
                words.setdefault(MEMBER[key].codes, []).extend(member_values.code_names(value))
    return words


def _key(row: PreviewRow) -> str:
    return str(row.member.id) if row.member else row.draft.key
