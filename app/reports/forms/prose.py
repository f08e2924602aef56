"""The text of a 提案 as paragraphs: wraps that a copy brought along undone, 情况, 分析, 建议 and numbered heads set off."""

from __future__ import annotations

import re
from typing import Final

from app.reports.document import Font, Paragraph, Run

_BLANKS: Final = re.compile(r"[^\S\n]+")
_WIDE: Final = re.compile(r"(?<=[。！？；：”）])[^\S\n]{2,}")
"""Two blanks after the end of a sentence were the indent of a paragraph where the text came from."""
_BETWEEN: Final = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) | (?=[\u3000-\u9fff\uff00-\uffef])")
_PARTS: Final = (
    "调研情况", "基本情况", "情况分析", "问题分析", "存在问题", "存在的问题", "具体建议", "意见建议", "对策建议", "案由分析",
    "情况", "分析", "建议", "办法", "背景", "理由",
)  # fmt: skip
_PART: Final = re.compile(rf"(?P<part>{'|'.join(_PARTS)})[：:]")
_BEFORE_PART: Final = re.compile(rf"(?<=[。！？；”）])(?=(?:{'|'.join(_PARTS)})[：:])")
_FIRST: Final = re.compile(r"[一二三四五六七八九十]{1,3}、")
_SECOND: Final = re.compile(r"（[一二三四五六七八九十]{1,3}）")
_NUMBERED: Final = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、是]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．]|第[一二三四五六七八九十]|[①-⑳])"
)
_ENDS: Final = "。！？；：…”）)"
SHORTEST_WRAPPED: Final = 20
"""A line that was cut by its width is at least as long, in characters; a shorter one is a line of its own."""
LONGEST_HEAD: Final = 30


def prose(text: str) -> tuple[Paragraph, ...]:
    """Give the paragraphs of a text; nothing is lost but blanks and line ends."""
    return tuple(_set(one) for one in paragraphs_of(text))


def paragraphs_of(text: str) -> list[str]:
    """Cut a text into its paragraphs: line ends in the middle of a sentence are undone, parts begin anew."""
    found: list[str] = []
    for line in _WIDE.sub("\n", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n"):
        plain = _BETWEEN.sub("", _BLANKS.sub(" ", line.strip()))
        if not plain:
            continue
        if found and _goes_on(found[-1], plain):
            between = " " if found[-1][-1].isascii() and plain[0].isascii() else ""
            found[-1] += between + plain
        else:
            found.append(plain)
    return [part for one in found for part in _BEFORE_PART.split(one)]


def _goes_on(before: str, line: str) -> bool:
    """Whether a line goes on in the next: long, no sentence ended, and nothing numbered begins."""
    return (
        len(before) >= SHORTEST_WRAPPED
        and before[-1] not in _ENDS
        and not _NUMBERED.match(line)
        and not _PART.match(line)
    )


def _set(text: str) -> Paragraph:
    """Set one paragraph: heads of levels one and two in their fonts, the name of a part in 黑体."""
    if part := _PART.match(text):
        name, rest = text[: part.end()], text[part.end() :].lstrip()
        return Paragraph((Run(name, Font.HEI), *((Run(rest),) if rest else ())), keep_next=not rest)
    if len(text) <= LONGEST_HEAD and text[-1] not in "。；！？":
        if _FIRST.match(text):
            return Paragraph((Run(text),), Font.HEI, keep_next=True)
        if _SECOND.match(text):
            return Paragraph((Run(text),), Font.KAI, keep_next=True)
    return Paragraph((Run(text),))
