"""Several names in one cell: units and sponsors, parted without tearing 市委统战部（侨办、台办） apart."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from app.intake.names import join_spaced

_OPENING, _CLOSING = "（([【〔《“", "）)]】〕》”"
_STRONG, _WEAK = "；;\n\r|", "、，,"
_AND_OTHERS = re.compile(r"(?P<name>.+?)(?P<rest>等\s*\d+\s*[人名位])")
_PERSON = re.compile(r"[\u4e00-\u9fff\U00020000-\U0003ffff·•]{1,7}")
_BODY_ENDING = re.compile(
    r"(?:[局委办会院社团区镇乡处站厂校部室组]|街道|公司|集团|中心|银行|支行|指挥部|党|盟|界别?)$"
)


def split_units(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """Part the units of a cell; marks inside brackets belong to the name, as does 、 in a `known` one."""
    return _unique(_split(text, frozenset(known)))


def split_sponsors(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """Part the sponsors of a cell: members, 委员编号 or bodies. 冯少东等2人 gives 冯少东 and, as text, 等2人."""
    names: list[str] = []
    for part in _split(text, frozenset(known)):
        words = part.split()
        spaced = len(words) > 1 and all(_PERSON.fullmatch(word) and not _is_body(word) for word in words)
        for name in join_spaced(words) if spaced else (part,):
            others = _AND_OTHERS.fullmatch(name)
            names += [others["name"].strip(), "".join(others["rest"].split())] if others else [name]
    return _unique(names)


def _is_body(word: str) -> bool:
    return len(word) > 2 and _BODY_ENDING.search(word) is not None


def _split(text: str, known: Collection[str]) -> list[str]:
    """Part at ；and line breaks where there are any, else at 、 and commas; a piece of one character joins them."""
    strong = _outside_brackets(text, _STRONG)
    parts = []
    for part in strong:
        pieces = [part] if part in known else _outside_brackets(part, _WEAK)
        # 侨、台界别 is one body: nobody's name is a single character.
        single = any(len(piece) == 1 for piece in pieces) and _is_body(pieces[-1])
        parts += [part] if single else pieces
    return parts


def _outside_brackets(text: str, marks: str) -> list[str]:
    """Part a text at marks that stand in no bracket; an unclosed bracket (a slip) hides no mark of the first kind."""
    depth, start, parts = 0, 0, []
    for position, char in enumerate(text):
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif char in marks and (not depth or marks is _STRONG):
            parts.append(text[start:position])
            start = position + 1
            depth = 0
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
