"""What is shipped beside the package: code lists and the stroke order of characters.

The folder `resources` lies next to `app`, in a checkout, in an installation and in a frozen program alike.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from app.domain.codes import Code, code_from
from app.domain.order import StrokeOrder
from app.domain.readings import Readings

FOLDER = Path(__file__).resolve().parents[2] / "resources"


@cache
def code_lists() -> dict[str, tuple[Code, ...]]:
    """Read every shipped list by its Chinese name (民族, 界别, 界别（县级） …)."""
    lists = {}
    for path in sorted((FOLDER / "codes").glob("*.json")):
        content = json.loads(path.read_text("utf-8"))
        lists[str(content["list"])] = tuple(code_from(item) for item in content["items"])
    return lists


def code_list(name: str) -> tuple[Code, ...]:
    """Give the shipped list of that name in its own order; KeyError when there is none (a fault of the caller)."""
    return code_lists()[name]


def shipped_names(name: str) -> list[str]:
    """Give the words of a shipped list; empty for a list that every office makes itself (专委会, 片区 …)."""
    return [code.name for code in code_lists().get(name, ())]


@cache
def stroke_order() -> StrokeOrder:
    """Read the stroke order of 97,000 characters; about 20 ms, once, on first use."""
    return StrokeOrder((FOLDER / "order" / "strokes.txt").read_text("utf-8"))


@cache
def readings() -> Readings:
    """Read how 42,000 characters may be read; about 25 ms, once, on the first search."""
    return Readings((FOLDER / "order" / "readings.txt").read_text("utf-8"))
