"""A filled part as words: one line of it, or its lines."""

from __future__ import annotations


def joined(text: str) -> str:
    """A part of one line: wraps of the clerk's hand undone; wide blanks are room to write in and stay."""
    return "".join(line.strip(" \t") for line in text.splitlines())


def lines_of(text: str) -> list[str]:
    """The lines of a part that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
