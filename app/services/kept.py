"""What was read from the data file, kept for as long as the file is as it was.

The pages of one refresh ask for the same people and the same grid several times; the file is read for the first
of them. Any write – by this connection or another, an undo too – makes everything kept so far worthless.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from app.db.datafile import DataFile

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
MOST = 4
"""Days and readings kept side by side; a list of 3,000 members takes about 5 MB."""


class Kept(Generic[Key, Value]):
    """A few readings of one data file, each by its key (the day, the 届 …). The values must not be changed."""

    def __init__(self, data: DataFile) -> None:
        self._data = data
        self._state: tuple[int, int] | None = None
        self._values: dict[Key, Value] = {}

    def get(self, key: Key, read: Callable[[], Value]) -> Value:
        """Give what is kept under the key, or read it; within an operation everything is read anew."""
        state = self._data.state
        if state is None:
            return read()
        if state != self._state:
            self._values.clear()
            self._state = state
        if key not in self._values:
            value = read()
            if len(self._values) >= MOST:
                del self._values[next(iter(self._values))]
            self._values[key] = value
        return self._values[key]
