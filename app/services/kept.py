"""What was read from the data file, kept for as long as the file is as it was.

The pages of one refresh ask for the same people and the same grid several times; the file is read for the first
of them. Any write – by this connection or another, an undo too – makes everything kept so far worthless.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from app.db.datafile import DataFile

Value = TypeVar("Value")
MOST = 8
"""Readings kept side by side; a list of 3,000 members takes about 5 MB."""


class Kept:
    """A few readings of one data file, shared by all desks. The values must not be changed.

    A key begins with the name of its reading, so that one key always means one type: ("people", term, day).
    """

    def __init__(self, data: DataFile) -> None:
        self._data = data
        self._state: tuple[int, int] | None = None
        self._values: dict[tuple[Hashable, ...], object] = {}

    def get(self, key: tuple[Hashable, ...], read: Callable[[], Value]) -> Value:
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
        return cast("Value", self._values[key])
