"""The log of one member read as entries: one field as one operation changed it, with before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from app.db.member_log import LoggedChange, Row
from app.db.members import FieldValue
from app.domain.dates import last_day
from app.domain.fields import Field, Home, Kind, Privacy
from app.domain.member import Member, Seat
from app.services import member_values
from app.services.frame import Frame

LINK, LINKED = "links", "linked"
LINKS = {LINK: "上级联系人", LINKED: "联系对象"}
"""What of the grid stands in a member's history beside the fields."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One field as one operation changed it.

    `key` is a field's, or one of LINKS; `since` the day it holds from (empty: a correction or an undated field);
    `old` is what a restoring puts back.
    """

    operation: int
    label: str
    at: str
    machine: str
    user: str
    undone: bool
    key: str
    name: str
    before: str
    after: str
    since: str = ""
    why: str = ""
    privacy: Privacy = Privacy.PUBLIC
    restorable: bool = False
    old: FieldValue = field(default=None, compare=False)


def said(value: FieldValue) -> str:
    """Write a value as the sheet shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(value, tuple):
        return "、".join(member_values.seat_text(one) if isinstance(one, Seat) else one for one in value)
    return str(value)


def told(field: Field, value: FieldValue) -> str:
    """Write a value of this field for the eye: a photo is there or not, its name says nothing."""
    text = said(value)
    return "有照片" if text and field.kind is Kind.PHOTO else text


class HistoryReader:
    """Reads the log of one member, operation by operation, keeping in mind how everything stood; used once."""

    def __init__(self, frame: Frame, member: Member, fields: dict[str, Field]) -> None:
        self._fields = fields
        self._member = member
        self._frame = frame
        self._names = {one.id: one.name for one in frame.people()}
        self._rows: dict[tuple[str, int], Row] = {}

    def read(self, changes: Iterable[LoggedChange]) -> Iterator[Entry]:
        """Give the entries of these changes, which are all there are, oldest first."""
        for _, group in groupby(changes, key=lambda change: change.operation):
            found = list(group)
            before = dict(self._rows)
            for change in found:
                self._apply(change)
            yield from self._entries(found, before)

    def _apply(self, change: LoggedChange) -> None:
        place = (change.table, change.row)
        if change.after is None:
            self._rows.pop(place, None)
        else:
            self._rows[place] = {**self._rows.get(place, {}), **change.after}

    def _entries(self, changes: list[LoggedChange], before: dict[tuple[str, int], Row]) -> Iterator[Entry]:
        head = changes[0]
        label = {"undo": f"撤销：{head.label}", "redo": f"重做：{head.label}"}.get(head.kind, head.label)
        touched = {(change.table, change.row) for change in changes}
        common = (head.operation, label, head.at, head.machine, head.user, head.undone)
        for field_ in self._fields.values():
            if field_.home is Home.FACT:
                yield from self._fact_entry(common, field_, before, touched)
            else:
                old, new = (self._column(rows, field_) for rows in (before, self._rows))
                if said(old) != said(new):
                    new_row = not any(place[0] == field_.home for place in before)
                    yield self._entry(common, field_, old, new, restorable=not new_row)
        yield from self._links(common, before)

    def _column(self, rows: dict[tuple[str, int], Row], field_: Field) -> FieldValue:
        row = next((found for (table, _), found in rows.items() if table == field_.home), {})
        value = row.get(field_.key)
        if field_.kind is Kind.YES_NO:
            return bool(value)
        if field_.kind is Kind.INT:
            return None if value is None else int(value)
        return str(value or "")

    def _fact_entry(
        self, common: tuple[int, str, str, str, str, bool], field_: Field, before: dict[tuple[str, int], Row],
        touched: set[tuple[str, int]],
    ) -> Iterator[Entry]:  # fmt: skip
        olds, news = (_facts_of(rows, field_.key) for rows in (before, self._rows))
        mine = {row for table, row in touched if table == "facts"}
        changed = [
            row
            for row in sorted(mine & (olds.keys() | news.keys()))
            if _span(olds.get(row)) != _span(news.get(row))
        ]
        if not changed:
            return
        fresh = [news[row] for row in changed if row in news and row not in olds]
        ended = [news[row] for row in changed if row in news and row in olds and news[row].get("ends")]
        days = [str(row.get("starts") or "") for row in fresh] + [str(row["ends"]) for row in ended]
        old, new = (_standing(found.values(), field_) for found in (olds, news))
        if said(old) == said(new):  # a change within the past: what holds now is as it was
            new_text = "、".join(_dated(row) for row in fresh) or "、".join(
                _dated(news[row]) for row in changed if row in news
            )
            old_text = "、".join(_dated(olds[row]) for row in changed if row in olds)
            yield self._entry(
                common, field_, old, new, texts=(old_text, new_text), since=max(days, default="")
            )
            return
        why = "，".join(
            dict.fromkeys(
                str(row[key]) for row in fresh for key in ("reason", "basis", "organ") if row.get(key)
            )
        )
        yield self._entry(
            common, field_, old, new, since=max(days, default=""), why=why, restorable=bool(olds)
        )

    def _entry(
        self, common: tuple[int, str, str, str, str, bool], field_: Field, old: FieldValue, new: FieldValue, *,
        since: str = "", why: str = "", restorable: bool = False, texts: tuple[str, str] | None = None,
    ) -> Entry:  # fmt: skip
        before, after = texts or (told(field_, old), told(field_, new))
        return Entry(
            *common, field_.key, field_.label, before, after, since, why, field_.privacy, restorable, old
        )

    def _links(
        self, common: tuple[int, str, str, str, str, bool], before: dict[tuple[str, int], Row]
    ) -> Iterator[Entry]:
        me = self._member.id
        for key, mine, other in ((LINK, "lower", "upper"), (LINKED, "upper", "lower")):
            olds, news = (
                {row: found for (table, row), found in rows.items() if table == "links" and found[mine] == me}
                for rows in (before, self._rows)
            )
            gone = [
                row
                for row, found in olds.items()
                if not found.get("ends") and (row not in news or news[row].get("ends"))
            ]
            come = [
                row
                for row, found in news.items()
                if not found.get("ends") and (row not in olds or olds[row].get("ends"))
            ]
            if gone or come:
                days = [str(news[row].get("starts") or "") for row in come]
                days += [str(news[row].get("ends") or "") for row in gone if row in news]
                names = [
                    "、".join(self._name(olds[row][other]) for row in gone),
                    "、".join(self._name(news[row][other]) for row in come),
                ]
                yield Entry(*common, key, LINKS[key], names[0], names[1], max(days, default=""))

    def _name(self, person: object) -> str:
        return self._names.get(int(str(person))) or "非委员联系人"


def _facts_of(rows: dict[tuple[str, int], Row], key: str) -> dict[int, Row]:
    return {
        row: found for (table, row), found in rows.items() if table == "facts" and found.get("field") == key
    }


def _span(row: Row | None) -> tuple[object, ...] | None:
    if row is None:
        return None
    return tuple(row.get(key) or "" for key in ("value", "kind", "role", "starts", "ends"))


def _dated(row: Row) -> str:
    text = member_values.seat_text(
        Seat(str(row.get("value") or ""), str(row.get("role") or ""), str(row.get("kind") or ""))
    )
    starts, ends = row.get("starts") or "", last_day(str(row.get("ends") or ""))
    return f"{text}（{starts or '起'}—{ends or '今'}）"


def _standing(rows: Iterable[Row], field_: Field) -> FieldValue:
    """What a field holds at the end of time: the facts that have not ended."""
    open_rows = sorted(
        (row for row in rows if not row.get("ends")), key=lambda row: int(row.get("position") or 0)
    )
    if field_.key in member_values.SEAT_FIELDS:
        return tuple(
            Seat(str(row.get("value") or ""), str(row.get("role") or ""), str(row.get("kind") or ""))
            for row in open_rows
        )
    if field_.multiple:
        return tuple(str(row.get("value") or "") for row in open_rows)
    return str(open_rows[-1].get("value") or "") if open_rows else ""
