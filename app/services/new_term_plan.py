"""What is wished of a 换届 and what it would do: nothing has entered yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.db.members import FieldValue
from app.db.registry import Term
from app.domain.dates import day_before
from app.domain.errors import Refused
from app.domain.finding import Finding
from app.domain.member import Member
from app.domain.recognition import Identity
from app.domain.succession import USUALLY, NameTurn


@dataclass(frozen=True, slots=True)
class Wish:
    """How the new 届 is to come from the present one.

    Who is in it: the people of `files` and of the `pasted` table or notice, of those in office the ones in `stay`
    (membership ids), or all of them with `all_stay`, but nobody in `leave`. `choices`: a row's key → a membership id or
    “new”. `sectors` and `committees`: old name → new one (empty: 撤销), over what is proposed.
    """

    name: str = ""
    start: str = ""
    files: tuple[Path, ...] = ()
    pasted: str = ""
    all_stay: bool = False
    stay: frozenset[int] = frozenset()
    leave: frozenset[int] = frozenset()
    choices: Mapping[str, str] = field(default_factory=dict)
    sectors: Mapping[str, str] = field(default_factory=dict)
    committees: Mapping[str, str] = field(default_factory=dict)
    carry: frozenset[str] = USUALLY


@dataclass(frozen=True, slots=True)
class Change:
    """One field of somebody who stays that is not as before: its key, label and both texts."""

    key: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Staying:
    """One who stays: as they are, the values of the new membership, what changes, and how they were known."""

    member: Member
    values: Mapping[str, FieldValue]
    changes: tuple[Change, ...]
    by: str
    row: str


@dataclass(frozen=True, slots=True)
class Coming:
    """One who is 新任; `known` is their latest membership of an earlier time."""

    row: str
    name: str
    values: Mapping[str, FieldValue]
    known: Member | None = None


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A row of which the clerk must say whose it is."""

    row: str
    person: Identity
    candidates: tuple[Member, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a 换届 would do: everybody's fate, what becomes of 界别 and 专委会, and what stands against it."""

    wish: Wish
    old: Term
    stay: tuple[Staying, ...]
    new: tuple[Coming, ...]
    left: tuple[Member, ...]
    doubtful: tuple[Doubtful, ...]
    sectors: tuple[NameTurn, ...]
    committees: tuple[NameTurn, ...]
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    remarks: Mapping[str, str] = field(default_factory=dict)
    """What there is to look at in a row: its key → the warnings in words."""
    far_off: str = ""
    """How far off the first day is, when the clerk should be asked once more."""
    state: tuple[int, int] | None = field(default=None, compare=False)
    """The file as it was when this was worked out."""

    @property
    def present(self) -> int:
        """现任: those in office, 留任 and 退出 together."""
        return len(self.stay) + len(self.left)

    @property
    def coming(self) -> int:
        """新届: 留任 and 新任 together."""
        return len(self.stay) + len(self.new)

    @property
    def title(self) -> str:
        """The name of the operation."""
        return f"换届：{self.old.name} → {self.wish.name}"

    @property
    def promise(self) -> str:
        """What will happen, as it is said before it does."""
        return (
            f"{self.wish.name}从 {self.wish.start} 起：留任 {len(self.stay)} 人，新任 {len(self.new)} 人，退出 {len(self.left)} 人；"
            f"{self.old.name}到 {day_before(self.wish.start)} 届满，以后只看。可以撤销。"
        )

    @property
    def sums(self) -> str:
        """Both sums in words."""
        doubt = f"；{len(self.doubtful)} 人待选定" if self.doubtful else ""
        return (
            f"现任 {self.present} = 留任 {len(self.stay)} + 退出 {len(self.left)}；"
            f"新届 {self.coming} = 留任 {len(self.stay)} + 新任 {len(self.new)}{doubt}"
        )

    def refusal(self) -> Refused | None:
        """What stands against it, the first in words; None when nothing does."""
        if not self.errors:
            return None
        first = self.errors[0]
        more = f"（共 {len(self.errors)} 处）" if len(self.errors) > 1 else ""
        return Refused(f"还不能换届{more}：{first.said}", where=first.place, code="errors")
