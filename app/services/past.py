"""What was done: the history of operations, and search across members and proposals."""

from __future__ import annotations

from app.db.registry import PastOperation
from app.services.frame import Frame


class Past:
    """Looks at what was done."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def operations(self, limit: int = 100, of: str | None = None) -> list[PastOperation]:
        """The latest operations, newest first; `of` (id, 委员编号 or name) keeps those about one member."""
        registry = self._frame.registry
        rows = None if of is None else registry.rows_about(self._frame.member(of).id)
        return registry.operations(limit, rows)
