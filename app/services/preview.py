"""What every import says before anything enters: row by row what it would do, what keeps rows out and what lets them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from app.domain.errors import Refused
from app.domain.finding import Finding, refusal_of

if TYPE_CHECKING:
    from app.intake.mapping import Mapped


class Mark(StrEnum):
    """What a preview row would do."""

    NEW = "新增"
    UPDATE = "更新"
    SAME = "不变"
    BAD = "有误"


class Marked(Protocol):
    """A row of a preview, whatever it tells of."""

    @property
    def mark(self) -> Mark:
        """What it would do."""
        ...


RowT_co = TypeVar("RowT_co", bound=Marked, covariant=True)


@dataclass(frozen=True, slots=True)
class TablesPreview(Generic[RowT_co]):
    """What tables would do; nothing has entered. `read` counts their rows, `headers` are to be remembered."""

    rows: tuple[RowT_co, ...]
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    sheets: tuple[Mapped, ...]
    read: int
    headers: Mapping[str, str]

    def count(self, mark: Mark) -> int:
        """Count the rows of one mark."""
        return sum(row.mark is mark for row in self.rows)

    @property
    def new(self) -> int:
        """Rows that would be entered."""
        return self.count(Mark.NEW)

    @property
    def updated(self) -> int:
        """Rows that would change something known."""
        return self.count(Mark.UPDATE)

    @property
    def unchanged(self) -> int:
        """Rows that stay as they are."""
        return self.count(Mark.SAME)

    def refusal(self) -> Refused | None:
        """The refusal of a preview with errors, naming the first place; None when there is none."""
        return refusal_of(self.errors)
