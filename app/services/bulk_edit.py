"""Changing a field of many members at once: a preview of before and after, then one operation that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.db.members import UNSAID, FieldValue, Reason
from app.domain.consequence import Consequence
from app.domain.errors import LiangeError, Refused, WrongUsage
from app.domain.fields import MEMBER, Field, Kind, member_key
from app.domain.member import Member, Seat
from app.services import member_values
from app.services.consequences import Consequences
from app.services.frame import Frame
from app.services.member_history import said
from app.services.new_words import NewWord, new_words
from app.services.roster import Roster

OWN = frozenset(
    {"no", "name", "former_name", "name_pinyin", "id_number", "photo", "phone", "rank_no", "own_no"}
)
"""What is each person's own is not set for many."""

EVERYBODY = "全部"


@dataclass(frozen=True, slots=True)
class Row:
    """One member of a bulk edit: per field the text before and after; `refused` says why nothing is changed."""

    member: Member
    before: Mapping[str, str]
    after: Mapping[str, str]
    values: Mapping[str, FieldValue]
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """A bulk edit before it is done. `rows` are those that would change; `refused` those that cannot."""

    keys: tuple[str, ...]
    rows: tuple[Row, ...]
    unchanged: tuple[Member, ...]
    refused: tuple[Row, ...]
    consequences: tuple[Consequence, ...]
    label: str
    new_words: tuple[NewWord, ...] = ()
    """Words that would be written and stand on no code list."""


class BulkEdit:
    """Verbs on many members at once."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._roster = Roster(frame)

    def fields(self) -> list[Field]:
        """Give the fields that may be set for many, those the office uses."""
        return [
            one
            for one in self._frame.field_use().fields
            if one.editable and one.key not in OWN and one.kind is not Kind.PHOTO
        ]

    def some(self, ids: Iterable[int], day: str | None = None) -> list[Member]:
        """Give these members as of a day, in the order given; those not there on it are left out."""
        people = {member.id: member for member in self._frame.people(day)}
        return [people[one] for one in dict.fromkeys(ids) if one in people]

    def where(self, conditions: Iterable[str], day: str | None = None) -> list[Member]:
        """Give those in office who meet every FIELD=VALUE; of a list one of its items is enough, an empty VALUE is 空.

        Raises WrongUsage for what is no condition. With a condition on 状态 those who left are looked at too.
        """
        asked = [_condition(word) for word in conditions]
        anybody = any(key == "status" for key, _ in asked)
        return [
            member
            for member in self._frame.people(day)
            if (anybody or member.in_office) and all(_meets(member, key, text) for key, text in asked)
        ]

    def preview(
        self, people: Sequence[Member], words: Sequence[str], *, day: str | None, reason: Reason = UNSAID
    ) -> Preview:
        """Tell what FIELD=VALUE (set, empty: clear), FIELD+=VALUE and FIELD-=VALUE words would do; nothing is written.

        `day` is from when on, None a correction. Raises WrongUsage or Refused for words that fit nobody.
        """
        if not words:
            raise WrongUsage("请写明改哪个字段，如 界别=教育。", where="words")
        rows, unchanged, refused = [], [], []
        keys = tuple(self._roster.parse(words, _NOBODY))
        own = [MEMBER[key].label for key in keys if key in OWN]
        if own:
            raise Refused(f"{'、'.join(own)}是各人自己的，不能批量修改。", where=own[0], code="own_field")
        if "status" in keys and day is None:
            raise Refused(
                "批量改状态要写明自哪天起（命令行用 date=）；记错了的请逐个更正。", where="status", code="day"
            )
        for member in people:
            row = self._row(member, words, day, reason)
            if row.refused:
                refused.append(row)
            elif row.values:
                rows.append(row)
            else:
                unchanged.append(member)
        consequences = Consequences(self._frame).of_changes(
            {row.member.id: row.values for row in rows}, day=day
        )
        unlisted = new_words(self._frame, (pair for row in rows for pair in row.values.items()))
        labels = "、".join(MEMBER[key].label for key in keys)
        label = f"批量修改 {len(rows)} 人的{labels}"
        return Preview(
            keys, tuple(rows), tuple(unchanged), tuple(refused), tuple(consequences), label, tuple(unlisted)
        )

    def apply(
        self, people: Sequence[Member], words: Sequence[str], *, day: str | None, reason: Reason = UNSAID
    ) -> Preview:
        """Do what `preview` tells as one operation; those refused stay as they are. Refused when nobody would change."""
        with self._frame.data.operation("批量修改") as operation:
            preview = self.preview(people, words, day=day, reason=reason)
            if not preview.rows:
                why = f"：{preview.refused[0].refused}" if preview.refused else "，他们已经是这样。"
                raise Refused(f"没有人需要修改{why}", code="unchanged")
            operation.label = preview.label
            for row in preview.rows:
                self._roster.change(row.member, row.values, day=day, reason=reason)
        return preview

    def _row(self, member: Member, words: Sequence[str], day: str | None, reason: Reason) -> Row:
        values = self._roster.parse(words, member)
        changed = {
            key: new for key, new in values.items() if said(new) != said(member_values.value_of(member, key))
        }
        refused = ""
        if changed:
            try:
                changed, _ = self._roster.checked(member, changed, day=day, reason=reason)
            except LiangeError as error:
                refused = error.message
        before = {key: said(member_values.value_of(member, key)) for key in values}
        after = before | {key: said(value) for key, value in changed.items()}
        return Row(member, before, after, changed, refused)


_NOBODY = Member(0, 0, "")


def _condition(word: str) -> tuple[str, str]:
    name, sign, text = word.partition("=")
    key = member_key(name.strip())
    if not sign or key is None:
        raise WrongUsage(f"“{word}”应写成 字段=值；可用字段：{'、'.join(MEMBER)}。", where=word)
    return key, text.strip()


def _meets(member: Member, key: str, text: str) -> bool:
    value = member_values.value_of(member, key)
    if not text:
        return said(value) == ""
    if isinstance(value, tuple):
        return any(
            text == one or (isinstance(one, Seat) and text in (one.name, said((one,)))) for one in value
        )
    return text in (said(value), member_values.text_of(member, key))
