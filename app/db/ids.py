"""Row ids that two copies of an office can never give twice.

An id is 63 bits: a copy number drawn anew for every new file, restore and fork (31 bits), then a counter
(32 bits). No clock is trusted. People never see row ids.
"""

from __future__ import annotations

import secrets

COUNTER_BITS = 32
COPY_LIMIT = 1 << 31


def draw_copy_number() -> int:
    """Draw a copy number, never 0."""
    return secrets.randbelow(COPY_LIMIT - 1) + 1


class IdSource:
    """Hands out ids of one copy; `counter` is the last one given and is kept in the file by the caller."""

    def __init__(self, copy: int, counter: int = 0) -> None:
        self.copy = copy
        self.counter = counter

    def take(self) -> int:
        """Give the next id."""
        self.counter += 1
        return (self.copy << COUNTER_BITS) | self.counter
