"""The PDF writer: blocks measured into pieces, pieces laid on pages, pages painted."""

from __future__ import annotations
