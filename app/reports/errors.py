"""What can go wrong on the way to paper and is no bug: said in one Chinese sentence."""

from __future__ import annotations

from app.domain.errors import LiangeError


class PaperError(LiangeError):
    """A document could not be made or saved. `code`: font_missing, disk_full, locked, unwritable, unknown_format."""

    code = "paper"
