"""What stays on one page with what: the same answer for PDF and Word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from app.reports.document import Block, Note, Paragraph, Signature, TableBlock
from app.reports.official.parts import Attachments
from app.reports.table import COVERED, Table

NOTE_KEPT: Final = 130
"""Characters (about three lines of a page) up to which a 口径 line is not divided between pages."""
NOTES_KEPT: Final = 400
"""Characters of notes that share the page of a table's last row at most; what is more may go on by itself."""


def notes_below(blocks: Sequence[Block], index: int) -> tuple[str, ...]:
    """Give the 口径 lines that stand below the table at `index`: its own, and the notes that follow it at once."""
    block = blocks[index]
    if not isinstance(block, TableBlock):
        return ()
    own = block.table.notes
    after = takewhile(lambda one: isinstance(one, Note) and not one.keep_next, blocks[index + 1 :])
    return (*own, *(one.text for one in after if isinstance(one, Note)))


def staying(table: Table, notes: Sequence[str]) -> int:
    """Count the notes that stay with a table's last row, so that none of them stands alone on a page.

    The first does, a long one, which may be divided, ends them. None stays with a row whose first cell is covered by one
    above: LibreOffice asks the first cell of a row what it is kept with, and a covered one does not answer.
    """
    if not table.totals and table.rows and table.rows[-1][0] is COVERED:
        return 0
    count, length = 0, 0
    for text in notes:
        length += len(text)
        if count and length > NOTES_KEPT:
            break
        count += 1
        if len(text) > NOTE_KEPT:
            break
    return count


def tied_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Give a section's blocks with `keep_next` set where Word must be told: text before a signature (GB/T 9704-2012
    §7.3.5.5), a note that stays with the table above it and the note below it.
    """
    tied = list(blocks)
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if isinstance(block, Paragraph) and isinstance(following, Signature | Attachments):
            tied[index] = replace(block, keep_next=True)
        elif isinstance(block, TableBlock):
            more = staying(block.table, notes_below(blocks, index)) - len(block.table.notes) - 1
            for place in range(index + 1, index + 1 + more):
                note = blocks[place]
                if isinstance(note, Note):
                    tied[place] = replace(note, keep_next=True)
    return tuple(tied)
