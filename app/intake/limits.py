"""How much an import may hold: far above any office's files, far below what would stop a small PC."""

from __future__ import annotations

MEGABYTE = 1 << 20

MAX_FILE_BYTES = 100 * MEGABYTE
"""A workbook on disk; registers with photographs reach some tens of megabytes."""

MAX_TEXT_BYTES = 50 * MEGABYTE
"""A csv or txt file, which is held in memory as a whole."""

MAX_EXPANDED_BYTES = 200 * MEGABYTE
"""All XML parts of a workbook together, decompressed."""

MAX_RATIO = 200
"""Decompressed by compressed size of one part. Real sheets stay under 60; zeros reach 1,000."""

RATIO_COUNTS_FROM = 10 * MEGABYTE
"""Below this size a part may be as repetitive as it likes."""

MAX_PARTS = 20_000
"""Files inside one workbook."""

MAX_CELLS = 3_000_000
"""Rows × columns up to the farthest filled cell, all sheets together: the reader allocates them all."""

MAX_ROWS = 100_000
"""Filled rows of one table: checking them all stays within some seconds."""

MAX_CELL_TEXT = 100_000
"""Characters of one cell in a text file; Excel's own limit is 32,767."""

MAX_STRING_BYTES = 400 * MEGABYTE
"""Text of all cells together, a string that many cells share counted for each of them."""

MAX_WORD_BYTES = 20 * MEGABYTE
"""The text of a Word document with its marks; a roster of 3,000 people as a table has some ten."""

MAX_WORD_MARKS = 2_000_000
"""Beginnings and ends of elements in it: a table of 3,000 people in twelve columns has a million."""

MAX_WORD_CELLS = 300_000
"""Cells of all tables of a Word document."""
