"""The Word writer: blocks as WordprocessingML strings in python-docx's container, with our own styles."""

from __future__ import annotations
