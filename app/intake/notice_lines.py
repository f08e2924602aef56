"""The lines of a notice: which are headings, which names, which neither; mended where one runs into the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.domain.names import plain_text
from app.domain.posts import BY_SPELLING
from app.intake.notice_words import (
    SECTORS,
    TITLE_WORDS,
    bare_heading,
    is_known_heading,
    known_ending,
    leading_marks,
    trailing_marks,
)


class HeadingMet(NamedTuple):
    """A heading and the number it states; -1 when it states none."""

    text: str
    stated: int
    line: int


class TotalMet(NamedTuple):
    """A line that says only how many there are: 共 339 名."""

    stated: int
    line: int
    of_group: bool


class NamesMet(NamedTuple):
    """Words without marks between them, and what stood in a bracket behind the last."""

    words: tuple[str, ...]
    marks: str
    line: int


Met = HeadingMet | TotalMet | NamesMet

_NUMBER = r"\d{1,4}|[零〇一二三四五六七八九十百两]{1,6}"
_COUNTED = re.compile(
    rf"\(\s*(?:共|计|合计|共计)?\s*(?P<n>{_NUMBER})\s*[名人位](?:[^()]{{0,24}}\))?"
    rf"|(?<![\d年月第届])(?:共|计)?\s*(?P<m>{_NUMBER})\s*[名人位]\s*(?:\)|(?=:)|$)"
    rf"|(?<=\s)(?P<o>{_NUMBER})\s*[名人位](?=\s)"
)
_TOTAL = re.compile(
    rf"[(]?(?:(?P<of>小计|以上)\s*(?:共计|共|合计)?|[^\s()]{{0,8}}?(?:合计|总计|共计|总共|一共|共有|(?<!中)共|计|总数))"
    rf"\s*:?\s*(?P<n>{_NUMBER})\s*[名人位][^()]{{0,24}}[)。.]?"
)
_HEAD = re.compile(r"(?P<head>[^\s:()]{1,30})\s*:")
_BETWEEN = re.compile(r"[、,;|/。.*◆●■□▪•…\-—–_=~]+")
_NUMBERED = re.compile(r"(?<![\d一-鿿])\(?\d{1,4}\s*[.、):)](?!\d)|[①-⑳⑴-⒇]|(?<!\S)\d{1,4}(?=\s|[一-鿿])")
_DATE = re.compile(
    r"\d{4}\s*年|[二〇零一三四五六七八九]{4}年|^\s*\d{1,2}月\d{1,2}日|\d{4}[-./]\d{1,2}[-./]\d{1,2}"
)
_PROSE = re.compile(
    r"特此|公布|公告|公示|现将|如下|根据|通过|决定|电话|抄送|主送|附件|印发|说明[:：]|备注[:：]|注[:：]|排名不分|姓氏|笔画|为序|排序|此件|监督"
    r"|第\s*\d+\s*页|共\s*\d+\s*页|^\s*-\s*\d+\s*-\s*$|各位|会议|委员会(?:办公室|秘书处)$|办公[室厅]$|制表|填报|截至|截止|联系人|^附[:：]?$"
)
_BRACKET = re.compile(r"\([^()]*\)?")
# 常务委员（按姓氏笔画为序）： the words on the order say nothing of anybody.
_ORDER_SAID = re.compile(
    r"\((?![^()]*[\d零〇一二三四五六七八九十百两]\s*[名人位])[^()]*(?:姓氏|笔画|为序|排序|排名)[^()]*\)"
)
# 一、继续提名（2名）： no name stands before the mark
_SECTION_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.,]|\([一二三四五六七八九十]{1,3}\)[、.]?)\s*"
)
_BULLET = re.compile(r"^\s*[○◇☆※➤►▶]\s+")
_MOST_TORN = 3
_LONGEST_BRACKET = 60
_OPEN_AT_END = re.compile(r"\((?P<inside>[^()]{0,12})$")
_CLOSES_FIRST = re.compile(r"^[^()]{0,12}\)")
_SPACED = re.compile(
    r"(?<!\S)(?:"
    + "|".join(
        r"\s+".join(word) if len(word) < 3 else r"\s*".join(word)
        for word in sorted({*BY_SPELLING, *SECTORS, "委员", "副主任", "主任"}, key=len, reverse=True)
        if 1 < len(word) < 5
    )
    + r")(?=\s|[:(]|$)"
)
_NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


def met_in(text: str) -> Iterator[Met]:
    """Go through a notice and give headings, totals and names as they come; preamble, dates and signatures are passed over."""
    for line, number in _mended(text):
        total = _TOTAL.fullmatch(line)
        if total:
            yield TotalMet(_count(total["n"]), number, total["of"] is not None)
            continue
        yield from _of_line(line, number)


def _mended(text: str) -> Iterator[tuple[str, int]]:
    """Lines without what nobody sees; one that ends within a bracket, or a heading torn in two, goes on in the next."""
    lines = [_ORDER_SAID.sub("", _closed_up(_BULLET.sub("", plain_text(line)))) for line in text.splitlines()]
    at = 0
    while at < len(lines):
        line, number = lines[at], at + 1
        while at - number < _MOST_TORN and at + 1 < len(lines) and line and _goes_on(line, lines[at + 1]):
            at += 1
            line += lines[at]
        if line:
            yield line, number
        at += 1


def _closed_up(line: str) -> str:
    """秘 书 长： and 民 革（ without the gaps that fill a line."""
    return _SPACED.sub(lambda found: re.sub(r"\s+", "", found[0]), line)


def _goes_on(line: str, after: str) -> bool:
    if _OPEN_AT_END.search(line) and _CLOSES_FIRST.match(after):
        return True
    counted = _COUNTED.search(after)
    head = after[: counted.start()].strip() if counted else after.partition(":")[0] if ":" in after else ""
    if counted and not head:  # the count stands in a line of its own
        return is_known_heading(line) or TITLE_WORDS.search(line) is not None
    if not head or _BETWEEN.search(line) or "(" in line or " " in line or is_known_heading(head):
        return False
    whole = bare_heading(line + head)
    return (
        whole in SECTORS or whole in BY_SPELLING or (TITLE_WORDS.search(head) is not None and len(line) > 4)
    )


def _of_line(line: str, number: int) -> Iterator[Met]:
    line = _SECTION_NUMBER.sub("", line)
    opening = _COUNTED.search(line)
    before = line[: opening.start()] if opening else line
    if opening and (TITLE_WORDS.search(before) or _PROSE.search(before)):
        yield HeadingMet(bare_heading(before), _stated(opening), number)
        line = line[opening.end() :].lstrip(": ")
        opening = None
    elif not opening or _PROSE.search(before):
        head = line.partition(":")[0]
        known = is_known_heading(head) or is_known_heading(line.split(" ")[0])
        plain = _BRACKET.sub("", line)
        if not known and (_PROSE.search(plain) or _DATE.search(plain)):
            if TITLE_WORDS.search(line) and "。" not in line and len(line) < 60:
                yield HeadingMet(bare_heading(line), -1, number)
            return
        if TITLE_WORDS.search(head) and not is_known_heading(head):
            yield HeadingMet(bare_heading(head), -1, number)
            line = line.partition(":")[2]
        elif is_known_heading(line) and not _BETWEEN.search(bare_heading(line)):
            yield HeadingMet(bare_heading(line), -1, number)
            return
    yield from _parts(line, number)


def _parts(line: str, number: int) -> Iterator[Met]:
    """Headings with the names behind each, several in one line too."""
    at = 0
    first = line.split(" ", 1)
    if len(first) == 2 and _is_exactly_known(first[0]) and not first[1].startswith(("(", ":")):
        yield HeadingMet(bare_heading(first[0]), -1, number)
        at = len(first[0])
    counted, coloned = _COUNTED.search(line, at), _HEAD.search(line, at)
    while at < len(line):
        counted = _COUNTED.search(line, at) if counted and counted.start() < at else counted
        coloned = _HEAD.search(line, at) if coloned and coloned.start() < at else coloned
        found = min(
            (m for m in (counted, coloned) if m), key=lambda m: (m.start(), m.re is _HEAD), default=None
        )
        if counted and coloned and coloned.start() < counted.start() <= coloned.end():
            found = counted
        if found is None:
            yield from names_met(line[at:], number)
            return
        end = found.end("head") if found.re is _HEAD else found.start()
        names, head = _part_heading(line[at:end])
        yield from names_met(names, number)
        stated = -1 if found.re is _HEAD else _stated(found)
        yield HeadingMet(bare_heading(head), stated, number)
        at = found.end()
        while at < len(line) and line[at] in ": )":
            at += 1


def _is_exactly_known(word: str) -> bool:
    plain = bare_heading(word)
    return len(plain) > 1 and (
        plain in BY_SPELLING or plain in SECTORS or plain in {"委员", "主任", "副主任"}
    )


def _part_heading(text: str) -> tuple[str, str]:
    """Part the names before a heading from it: 李静、赵敏 民盟 → 李静、赵敏 | 民盟; 共青团、青联 stays whole."""
    stripped = text.rstrip()
    pieces = [piece for piece in re.split(r"[、和及与]", re.sub(r"\s+", "", bare_heading(stripped))) if piece]
    if pieces and all(_is_exactly_known(piece) for piece in pieces):
        return "", stripped
    cut = max((found.end() for found in re.finditer(r"[\s、,;()。]", stripped)), default=0)
    names, head = stripped[:cut], stripped[cut:]
    ending = known_ending(head)
    run_in = head.removesuffix(ending)
    # 李 静民盟: a lone character before the gap is the other half of the name.
    torn = len(run_in) == 1 and re.search(r"(?<!\S)\S\s+$", names) is not None
    return (names + run_in, ending) if ending and (len(run_in) > 1 or torn) else (names, head)


def names_met(text: str, number: int) -> Iterator[NamesMet]:
    """Names between marks; a bracket ends its person, also one that was not closed or not opened."""
    at = 0
    text = _NUMBERED.sub("、", text)
    for found in re.finditer(r"[()]", text):
        if found.start() < at:
            continue
        before = text[at : found.start()]
        if found[0] == ")":  # never opened: 李静女）
            marks = trailing_marks(before.rstrip())
            yield from _words(before.rstrip().removesuffix(marks), marks, number)
            at = found.end()
            continue
        end = found.end() + _LONGEST_BRACKET
        close, again = text.find(")", found.end(), end), text.find("(", found.end(), end)
        closed = close >= 0 and (again < 0 or close < again) and not _holds_names(text[found.end() : close])
        marks = text[found.end() : close] if closed else leading_marks(text[found.end() : end])
        at = close + 1 if closed else found.end() + len(marks)
        yield from _words(before, marks, number)
    yield from _words(text[at:], "", number)


def _holds_names(content: str) -> bool:
    """Whether a bracket was closed by a later slip only: names follow its marks (女 赵六 李静女)."""
    marks = leading_marks(content)
    return bool(marks) and marks.endswith(" ") and len(content) - len(marks) > 2


def _words(text: str, marks: str, number: int) -> Iterator[NamesMet]:
    runs = [run.split() for run in _BETWEEN.split(text)]
    last = max((i for i, run in enumerate(runs) if run), default=-1)
    for place, run in enumerate(runs):
        if run:
            yield NamesMet(tuple(run), marks if place == last else "", number)


def _stated(found: re.Match[str]) -> int:
    return _count(found["n"] or found["m"] or found["o"])


def _count(text: str) -> int:
    """A number in digits or as 三百三十九."""
    if text.isdigit():
        return int(text)
    total = rest = 0
    for char in text:
        if char in _NUMERALS:
            rest = (
                rest * 10 + _NUMERALS[char]
                if rest and "十" not in text and "百" not in text
                else _NUMERALS[char]
            )
        else:
            total += (rest or 1) * (100 if char == "百" else 10)
            rest = 0
    return total + rest
