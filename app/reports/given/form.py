"""A form that a superior prescribes: told what it says, and filled in place; bytes, places and values in, bytes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.domain.given_form import Mode, Outline, Place
from app.reports.given.package import Package
from app.reports.given.story import BODY
from app.reports.given.word import fill_word, word_outline

Values = Mapping[str, str | bytes]


def is_word_form(content: bytes) -> bool:
    """Whether it is a Word file; else it is a workbook."""
    return BODY in Package(content)


def outline_of(content: bytes) -> Outline:
    """Tell what a form says, and where."""
    package = Package(content)
    if BODY in package:
        return word_outline(package)
    from app.reports.given.book import book_outline

    return book_outline(package)


def filled(
    content: bytes, places: Sequence[Place], values: Values, rows: Sequence[Values] | None = None
) -> bytes:
    """Fill a form for one record; in rows that are there for each stand `rows`, or else that one record."""
    package = Package(content)
    lines = [values] if rows is None else rows
    if BODY in package:
        fill_word(package, places, values, lines)
    else:
        from app.reports.given.book import fill_book

        fill_book(package, places, values, lines)
    return package.content()


def filled_together(
    content: bytes, places: Sequence[Place], records: Sequence[Values], names: Sequence[str],
    tick: Callable[[int], None] | None = None,
) -> bytes:  # fmt: skip
    """Fill a form for several records in one file.

    A form with rows for each gets a row for every record; what stands outside them is filled where all say the same. Any other
    form follows itself, each on a new page (Word) or a sheet of its own with one of `names` (Excel). `tick` is told how many
    are done and may raise to cancel.
    """
    if any(place.mode is Mode.EACH for place in places):
        return filled(content, places, in_common(records), records)
    package = Package(content)
    if BODY in package:
        from app.reports.given.series import word_series

        return word_series(package, places, records, tick).content()
    from app.reports.given.sheets import book_series

    return book_series(package, places, records, names, tick).content()


def in_common(records: Sequence[Values]) -> dict[str, str | bytes]:
    """What all records say alike."""
    first, *rest = records
    return {key: value for key, value in first.items() if all(one.get(key) == value for one in rest)}
