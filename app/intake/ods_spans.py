"""Cells merged over several rows of an OpenDocument table, which calamine does not tell ([ODF 1.2] 19.643, 19.677)."""

from __future__ import annotations

import html
import re
from typing import TypeAlias

Merged: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell, each as row and column from 0; the same shape that calamine gives for a workbook."""

_TAG = re.compile(r"<table:(table-row|table-cell|covered-table-cell|table)(?![\w-])([^<>]*)>")
_NAME = re.compile(r'table:name="([^"]*)"')
_NUMBER = re.compile(
    r'table:number-(?:rows|columns)-(repeated)="(\d{1,7})"|table:number-(rows|columns)-spanned="(\d{1,7})"'
)


def merged_cells(content: str) -> dict[str, list[Merged]]:
    """Find the cells of a content.xml that reach over several rows, by the name of their sheet."""
    found: dict[str, list[Merged]] = {}
    if "number-rows-spanned" not in content:
        return found
    here: list[Merged] = []
    row = column = behind = 0  # `behind`: the row after the present one, which may be said many times
    for tag in _TAG.finditer(content):
        kind, said = tag[1], _numbers(tag[2])
        if kind == "table":
            name = _NAME.search(tag[2])
            here = found.setdefault(html.unescape(name[1]) if name else "", [])
            behind = 0
        elif kind == "table-row":
            row, column = behind, 0
            behind += said.get("repeated", 1)
        else:
            if said.get("rows", 1) > 1:
                here.append(((row, column), (row + said["rows"] - 1, column + said.get("columns", 1) - 1)))
            column += said.get("repeated", 1)
    return found


def _numbers(attributes: str) -> dict[str, int]:
    """How often a row or cell is repeated, and how many rows and columns it spans."""
    if "number-" not in attributes:
        return {}
    return {again or way: int(times or over) for again, times, way, over in _NUMBER.findall(attributes)}
