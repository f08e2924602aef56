"""Tables of members become one draft of a roster: people, findings, and how each column was understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.fields import MEMBER_FIELDS
from app.domain.finding import Finding
from app.domain.member import seats_of
from app.domain.post_texts import Proposal as ProposedPost
from app.domain.post_texts import propose_posts
from app.intake.cells import Codes, Value
from app.intake.joining import Crowd
from app.intake.mapping import Mapped, Wanted, map_sheet, remembered_headers, unread
from app.intake.person import PersonDraft, Question, RowDraft, Source
from app.intake.rawtable import RawSheet
from app.intake.rows import read_rows

ROSTER = Wanted(
    MEMBER_FIELDS, ("name",), frozenset({"affiliations", "committees", "groups", "posts"}), of_people=True
)
"""What a roster's sheet must have: a name column. Lists may come from several columns."""


@dataclass(frozen=True, slots=True)
class RosterDraft:
    """What the tables say, joined.

    `people` may enter; `rejected` have an error in one of their rows (a row without a name among them). Findings
    stand in the order of the tables. `questions` are the rows of which the clerk may say whose they are. `sheets`
    holds every sheet with its columns, taken or not; `rows` counts the rows read.
    """

    people: tuple[PersonDraft, ...] = ()
    rejected: tuple[PersonDraft, ...] = ()
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    sheets: tuple[Mapped, ...] = ()
    rows: int = 0
    questions: tuple[Question, ...] = ()

    @property
    def headers(self) -> dict[str, str]:
        """Header → field key of every taken column, to be remembered for the next import."""
        return remembered_headers(self.sheets)


def read_roster(
    sheets: Iterable[RawSheet],
    *,
    codes: Codes | None = None,
    remembered: Mapping[str, str] | None = None,
    override: Mapping[str, str] | None = None,
    choices: Mapping[str, str] | None = None,
    office: str = "",
    committees: Sequence[str] = (),
) -> RosterDraft:
    """Read and join the tables of a roster; sheets without a name column are listed as not taken.

    `codes`: lists of national standards by Chinese name (性别, 民族, 学历, 状态) that correct spellings.
    `remembered`, `override`: header → field key, see `map_sheet`. `choices`: a row's key → another row's key or
    "new", the clerk's word on who is who. `office` and `committees` are the office's own, by which posts in 职务
    texts are told from other bodies' (see `propose_posts`).
    """
    mapped = [map_sheet(sheet, ROSTER, remembered, override) for sheet in sheets]
    return join_tables(mapped, codes=codes, choices=choices, office=office, committees=committees)


def join_tables(
    sheets: Iterable[Mapped],
    *,
    codes: Codes | None = None,
    choices: Mapping[str, str] | None = None,
    office: str = "",
    committees: Sequence[str] = (),
) -> RosterDraft:
    """Read and join tables whose columns are known; everything else as in `read_roster`."""
    mapped = tuple(sheets)
    crowd = Crowd(choices or {})
    errors: list[Finding] = []
    warnings: list[Finding] = []
    rows = 0
    for sheet in mapped:
        if not sheet.taken:
            continue
        read = read_rows(sheet, codes or {})
        rows += read.read
        errors += read.errors
        warnings += read.warnings
        crowd.add(read.rows)
    errors += unread(mapped, rows, "姓名", "委员名册", "一行委员")
    own = tuple(committees) or _committees_of(person.values for person in crowd.people)
    drafts = [
        (PersonDraft(p.values, tuple(p.sources), _posts(p.values, office, own)), p.flawed)
        for p in crowd.people
    ]
    return RosterDraft(
        people=tuple(draft for draft, flawed in drafts if not flawed),
        rejected=tuple(draft for draft, flawed in drafts if flawed) + tuple(map(_nameless, crowd.nameless)),
        errors=_in_order(mapped, [*errors, *crowd.errors]),
        warnings=_in_order(mapped, [*warnings, *crowd.warnings]),
        sheets=mapped,
        rows=rows,
        questions=tuple(Question(source, tuple(found)) for source, found in crowd.questions.items()),
    )


def _nameless(row: RowDraft) -> PersonDraft:
    return PersonDraft(row.values, (row.source,))


def _in_order(mapped: Sequence[Mapped], findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings as the tables stand, row by row, each said once."""
    place = {(sheet.file, sheet.name): index for index, sheet in enumerate(mapped)}
    unique = dict.fromkeys(findings)
    return tuple(sorted(unique, key=lambda f: (place.get((f.file, f.sheet), -1), f.row)))


def _committees_of(people: Iterable[Mapping[str, Value]]) -> tuple[str, ...]:
    """The 专委会 that the tables themselves name."""
    seats = (seat for values in people for seat in seats_of(values.get("committees", ())))
    return tuple(dict.fromkeys(seat.name for seat in seats))


def _posts(values: Mapping[str, Value], office: str, committees: Sequence[str]) -> tuple[ProposedPost, ...]:
    employer, title = str(values.get("employer", "")), str(values.get("job_title", ""))
    whole = title if title.startswith(employer) else employer + title
    return tuple(propose_posts(whole, office, committees)) if whole else ()


__all__ = ["ROSTER", "PersonDraft", "Question", "RosterDraft", "Source", "join_tables", "read_roster"]
