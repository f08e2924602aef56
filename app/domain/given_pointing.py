"""What an address means in a form, and how the field is put in there when nobody says."""

from __future__ import annotations

from app.domain.given_form import PHOTO, Kind, Mode, Outline, Place
from app.domain.given_words import gaps, tokens


def placed(outline: Outline, address: str, field: str, mode: Mode | None = None) -> Place | None:
    """The place an address means in a form, with the way to fill it when none is said; None for an address of nothing.

    A cell that says something keeps its words and takes the field behind them, a token or an empty place is replaced.
    """
    if address in outline.marks:
        return Place(Kind.MARK, address, field, found=False)
    if any(token.text == address for line in outline.lines() for token in tokens(line.text)):
        return Place(Kind.TOKEN, address, field, found=False)
    spot, _, number = address.partition("#")
    cell, line = outline.cell(spot), outline.line(spot)
    if number:
        text = line.text if line is not None else cell.text if cell is not None else ""
        if not number.isdecimal() or not 0 < int(number) <= len(gaps(text)):
            return None
        kind = Kind.CELL if cell is not None else Kind.PARAGRAPH
        proper = cell.address if cell is not None else line.address if line is not None else spot
        return Place(kind, f"{proper}#{int(number)}", field, Mode.AFTER_LABEL, found=False)
    if cell is not None and not cell.fixed:
        usual = Mode.REPLACE if cell.empty or field == PHOTO else Mode.APPEND
        return Place(Kind.CELL, cell.address, field, mode or usual, found=False)
    if line is not None and mode is not Mode.EACH:
        return Place(
            Kind.PARAGRAPH,
            line.address,
            field,
            mode or (Mode.APPEND if line.text.strip() else Mode.REPLACE),
            found=False,
        )
    return None
