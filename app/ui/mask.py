"""What may not stand open on a screen: phones, ID numbers, addresses and religion are masked until asked for."""

from __future__ import annotations

from app.domain.fields import Field, Privacy

HIDDEN = "●●●●"


def masked(field: Field, text: str) -> str:
    """Give a value as the screen shows it: of a number the ends stay, of anything else nothing."""
    if field.privacy is not Privacy.FULL or not text:
        return text
    if len(text) >= 11 and text[:-1].isascii():
        return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"
    return HIDDEN
