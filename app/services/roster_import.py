"""Importing a roster: tables in, a preview row by row, then one operation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from app.db.members import FieldValue
from app.domain.errors import Refused
from app.domain.fields import MEMBER
from app.domain.finding import Finding, refusal_of
from app.domain.member import Member, Seat
from app.domain.member_no import Bearer, double_numbers
from app.domain.posts import in_rank_order
from app.domain.recognition import Identity, Same, Several, place_differences, recognise_all
from app.intake.roster import RosterDraft, read_roster
from app.intake.sheets import read_tables
from app.services import member_values
from app.services.frame import OFFICE_NAME, Frame
from app.services.resources import code_lists
from app.services.roster import LEARNED

if TYPE_CHECKING:
    from app.intake.mapping import Mapped
    from app.intake.person import PersonDraft

REMEMBERED = "import.roster.headers"


class Mark(StrEnum):
    """What a preview row would do."""

    NEW = "新增"
    UPDATE = "更新"
    SAME = "不变"
    BAD = "有误"


@dataclass(frozen=True, slots=True)
class ProposedPost:
    """A post that a 职务 text speaks of; `certain` ones are ticked beforehand."""

    post: str
    certain: bool


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One person of the tables: what would happen, to whom, and each field's present and coming text."""

    mark: Mark
    draft: PersonDraft
    member: Member | None
    changes: tuple[tuple[str, str, str], ...] = ()
    posts: tuple[ProposedPost, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do; nothing has entered."""

    rows: tuple[PreviewRow, ...]
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    sheets: tuple[Mapped, ...]
    read: int
    headers: Mapping[str, str]

    def _count(self, mark: Mark) -> int:
        return sum(1 for row in self.rows if row.mark is mark)

    @property
    def members(self) -> int:
        """People in these files."""
        return len(self.rows)

    @property
    def new(self) -> int:
        """People who would be entered."""
        return self._count(Mark.NEW)

    @property
    def updated(self) -> int:
        """Members who would change."""
        return self._count(Mark.UPDATE)

    @property
    def unchanged(self) -> int:
        """Members who stay as they are."""
        return self._count(Mark.SAME)

    def refusal(self) -> Refused | None:
        """The refusal of a preview with errors, naming the first place; None when there is none."""
        return refusal_of(self.errors)

    def proposals(self) -> list[tuple[PreviewRow, ProposedPost]]:
        """Every proposed post, for the clerk to confirm."""
        return [(row, post) for row in self.rows if row.mark is not Mark.BAD for post in row.posts]


class RosterImport:
    """Verbs on incoming tables of members."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def preview(
        self, files: Sequence[Path], *, override: Mapping[str, str] | None = None, sheet: str | None = None,
        choices: Mapping[str, str] | None = None,
    ) -> Preview:  # fmt: skip
        """Read tables and say row by row what they would do.

        `override`: header → field key as the clerk chose; `choices`: a row's key → member id or “new”.
        """
        tables = [table for file in files for table in read_tables(file, sheet)]
        registry = self._frame.registry
        settings = registry.settings()
        draft = read_roster(
            tables, codes=code_lists(), remembered=json.loads(settings.get(REMEMBERED, "{}")), override=override or {},
            choices=choices or {}, office=settings.get(OFFICE_NAME, ""), committees=registry.codes("专委会"),
        )  # fmt: skip
        return self._judged(draft, choices or {})

    def apply(
        self, preview: Preview, *, posts: Iterable[tuple[str, str]] | None = None, with_posts: bool = True
    ) -> None:
        """Enter what is good, as one operation, and remember the headers.

        `posts` are the confirmed (row key, post) pairs; None takes every certain one.
        """
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
            self._remember(preview.headers)

    # -- within ------------------------------------------------------------------------------------------------

    def _judged(self, draft: RosterDraft, choices: Mapping[str, str]) -> Preview:
        members = {str(member.id): member for member in self._frame.people()}
        candidates = [_identity(member) for member in members.values()]
        answers = recognise_all([person.identity() for person in draft.people], candidates, choices)
        rows: list[PreviewRow] = []
        errors, warnings = list(draft.errors), list(draft.warnings)
        for person, answer in zip(draft.people, answers, strict=True):
            if isinstance(answer, Several):
                errors.append(
                    person.sources[0].finding(f"{answer.why}；请在预览中选定是哪一位。", "姓名", person.name)
                )
                rows.append(PreviewRow(Mark.BAD, person, None))
                continue
            member = members[answer.candidate.key] if isinstance(answer, Same) else None
            if (
                isinstance(answer, Same)
                and answer.by == "姓名"
                and len(place_differences(person.identity(), answer.candidate)) > 1
            ):
                warnings.append(
                    person.sources[0].finding(
                        "姓名相同，界别和单位都变了，按同一人更新；如是两人请在预览中选定。",
                        "姓名",
                        person.name,
                    )
                )
            rows.append(self._row(person, member))
        rows = self._without_double_numbers(rows, errors)
        rows += [PreviewRow(Mark.BAD, person, None) for person in draft.rejected]
        return Preview(tuple(rows), tuple(errors), tuple(warnings), draft.sheets, draft.rows, draft.headers)

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

    def _row(self, person: PersonDraft, member: Member | None) -> PreviewRow:
        held = member.posts if member else ()
        stated = _texts(person.values.get("posts", ()))
        posts = tuple(
            ProposedPost(one.post, one.certain)
            for one in person.proposed_posts
            if one.post not in held
            and one.post not in stated
            and one.post in self._frame.registry.codes("政协职务")
        )
        row = PreviewRow(Mark.NEW, person, member, (), posts)
        if member is None:
            return row
        changed = changed_values(member, self._values(row, ()))
        shown = tuple(
            (MEMBER[key].label, member_values.text_of(member, key), _shown(value))
            for key, value in changed.items()
        )
        return replace(row, mark=Mark.UPDATE if changed else Mark.SAME, changes=shown)

    def _values(self, row: PreviewRow, posts: Sequence[str]) -> dict[str, FieldValue]:
        """What enters: the cells that say something; lists of seats keep what other tables told before."""
        values: dict[str, FieldValue] = dict(row.draft.values)
        for key in member_values.SEAT_FIELDS:
            if key in values and row.member is not None:
                values[key] = _joined_seats(member_values.value_of(row.member, key), values[key])
        stated = _texts(values.get("posts", ()))
        if stated or posts:
            held = row.member.posts if row.member else ()
            values["posts"] = in_rank_order(dict.fromkeys((*held, *stated, *posts)))
        return values

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
        values = self._values(row, posts)
        return values if row.member is None else changed_values(row.member, values)

    def _learn(self, entering: Iterable[Mapping[str, FieldValue]]) -> None:
        """Let the office's lists grow by the words of all rows, each list once."""
        words: dict[str, list[str]] = {}
        for values in entering:
            for key, value in values.items():
                if MEMBER[key].codes in LEARNED and value:
                    words.setdefault(MEMBER[key].codes, []).extend(member_values.code_names(value))
        for name, found in words.items():
            self._frame.registry.add_codes(name, found)

    def _remember(self, headers: Mapping[str, str]) -> None:
        known = json.loads(self._frame.registry.settings().get(REMEMBERED, "{}"))
        if headers.items() - known.items():
            self._frame.registry.set_setting(
                REMEMBERED, json.dumps({**known, **headers}, ensure_ascii=False, sort_keys=True)
            )


def _key(row: PreviewRow) -> str:
    return str(row.member.id) if row.member else row.draft.key


def changed_values(member: Member, values: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    """The values that differ from what the member has."""
    return {
        key: value for key, value in values.items() if not _equal(member_values.value_of(member, key), value)
    }


def _equal(old: FieldValue, new: FieldValue) -> bool:
    if isinstance(old, bool) or isinstance(new, bool):
        return bool(old) == bool(new)
    if _has_seats(old) or _has_seats(new):
        return _by_kind(old) == _by_kind(new)
    return (old if isinstance(old, tuple) else str(old or "")) == (
        new if isinstance(new, tuple) else str(new or "")
    )


def _has_seats(value: FieldValue) -> bool:
    return isinstance(value, tuple) and any(isinstance(item, Seat) for item in value)


def _by_kind(value: FieldValue) -> dict[str, list[Seat]]:
    """Seats of each kind in their order; tables tell of each kind in a column of its own, wherever that stands."""
    found: dict[str, list[Seat]] = {}
    for seat in value if isinstance(value, tuple) else ():
        if isinstance(seat, Seat):
            found.setdefault(seat.kind, []).append(seat)
    return found


def _texts(value: FieldValue) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, tuple) else ()


def _joined_seats(held: FieldValue, coming: FieldValue) -> tuple[Seat, ...]:
    """Coming seats replace held ones of the same kind; other kinds stay."""
    new = tuple(seat for seat in coming if isinstance(seat, Seat)) if isinstance(coming, tuple) else ()
    kinds = {seat.kind for seat in new}
    old = tuple(seat for seat in held if isinstance(seat, Seat)) if isinstance(held, tuple) else ()
    return (*(seat for seat in old if seat.kind not in kinds), *new)


def _shown(value: FieldValue) -> str:
    if isinstance(value, tuple):
        return "、".join(member_values.seat_text(item) if isinstance(item, Seat) else item for item in value)
    return "是" if value is True else str(value or "")


def _identity(member: Member) -> Identity:
    return Identity(
        str(member.id), member.name, member.former_name, member.more.get("id_number", ""), member.no, member.sex,
        member.birth, member.sector, member.employer, member.job_title,
    )  # fmt: skip
