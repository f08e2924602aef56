"""A pasted list of names, as notices print them: headings with counts, 叶　悦 spaced to three characters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from app.domain.finding import Finding
from app.domain.names import COMPOUND_SURNAMES, clean_name, name_problem

_HARD_MARKS = re.compile(r"[、,，;；|\t]+")
_BRACKETED = re.compile(r"[（(][^（()）]*[）)]")
_NUMBERED = re.compile(r"^[（(]?\d{1,4}[)）.．、:：\s]+")
_COUNT = re.compile(r"(?<![\d年月第])(\d{1,4})\s*[名人位]")
_HEADING_WORDS = re.compile(
    r"名单|名册|名额|如下|公告|通知|委员会|主席会议|[(（]\s*(?:共|计)?\s*\d+\s*[名人位]|按姓氏|笔画|排序|届|[:：]$"
)
_COUNTED_OPENING = re.compile(
    r"(?P<head>[^\s()]{0,20}\s*[(]\s*(?:共|计)?\s*(?P<count>\d{1,4})\s*[名人位][^()]*[)])\s*(?P<rest>.*)"
)
_LATIN_WORD = re.compile(r"[A-Za-z.'’\-]+")
_LONGEST_PIECES = 4


@dataclass(frozen=True, slots=True)
class NameList:
    """The names in their order, each once, and what needs a look; `expected` is the heading's count, if it has one."""

    names: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    expected: int | None = None


@dataclass(slots=True)
class _Heading:
    line: int
    text: str
    count: int
    found: int = 0

    def holds(self, total: int) -> bool:
        """Whether the count is right: of its own names, or as a second line of the title, of all."""
        return self.count in {-1, self.found} or (not self.found and self.count == total)


def parse_name_list(text: str, known: Collection[str] = (), file: str = "") -> NameList:
    """Read the names of a pasted list, parted by line breaks, 、, commas, tabs or spaces.

    Headings are skipped; a count in one (50名) must equal what follows it, else a finding says so. Two single
    characters beside each other are one name spaced out (叶　悦); `known` names decide where that is not clear.
    """
    roster = frozenset(known)
    names: dict[str, int] = {}
    findings: list[Finding] = []
    headings: list[_Heading] = []
    for number, written in enumerate(text.splitlines(), 1):
        line, heading = _heading(written, number)
        if heading is not None:
            headings.append(heading)
        for name in _names_of_line(line, roster):
            problem = name_problem(name)
            if problem:
                findings.append(Finding(problem, file, row=number, value=name))
                continue
            if name in names:
                message = f"“{name}”在第 {names[name]} 行已经有了，只算一次"
                findings.append(Finding(message, file, row=number, value=name))
                continue
            names[name] = number
            _count(headings)
    total = len(names)
    findings += [_miscounted(heading, file) for heading in headings if not heading.holds(total)]
    return NameList(tuple(names), tuple(findings), _expected(headings))


def _expected(headings: Sequence[_Heading]) -> int | None:
    """The count of the list's own heading, or else that of its sections together."""
    counts = [heading.count for heading in headings if heading.count >= 0]
    if not counts:
        return None
    if headings[0].count >= 0:
        return headings[0].count
    titles = [heading.count for heading in headings if heading.count >= 0 and not heading.found]
    return titles[0] if titles else sum(counts)


def _heading(line: str, number: int) -> tuple[str, _Heading | None]:
    """Part a heading from the names that may follow it in its line: 中共（3名）：王一、李二、张三."""
    plain = normalize("NFKC", line).strip()
    head, colon, rest = plain.partition(":")
    counted = _COUNT.search(head)
    if colon and rest.strip():
        return rest, _Heading(number, head, int(counted[1]) if counted else -1)
    opening = _COUNTED_OPENING.match(plain)
    if opening and opening["rest"]:
        return opening["rest"], _Heading(number, opening["head"], int(opening["count"]))
    if _HEADING_WORDS.search(plain) or (counted and not _HARD_MARKS.search(plain)):
        return "", _Heading(number, plain, int(counted[1]) if counted else -1)
    return line, None


def _count(headings: Sequence[_Heading]) -> None:
    """A name belongs to the heading above it, and to the list's own one at the top (a total over sections)."""
    if not headings:
        return
    headings[-1].found += 1
    if len(headings) > 1:
        headings[0].found += 1


def _miscounted(heading: _Heading, file: str) -> Finding:
    message = f"标题写 {heading.count} 名，读到 {heading.found} 名，请核对"
    return Finding(message, file, row=heading.line, value=heading.text)


def _names_of_line(line: str, known: Collection[str]) -> Iterator[str]:
    for piece in _HARD_MARKS.split(_BRACKETED.sub(" ", _NUMBERED.sub("", line.strip()))):
        words = _NUMBERED.sub("", piece.strip()).split()
        if all(_LATIN_WORD.fullmatch(word) for word in words):
            words = [" ".join(words)] if words else []
        for name in join_spaced(words, known):
            yield clean_name(name).name


def join_spaced(words: Sequence[str], known: Collection[str] = ()) -> Iterable[str]:
    """Put spaced-out names together again: the cutting with fewest doubts, known names before guesses.

    Costs of a piece: a known name 0; a whole word that can be a name 2; two single characters 3, a compound surname
    with its given name 3, three single characters 20, one alone 50; nothing else joins words.
    """
    best: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    for end in range(1, len(words) + 1):
        options = []
        for start in range(end - 1, max(0, end - _LONGEST_PIECES) - 1, -1):
            cost = _cost(words[start:end], known)
            if cost is not None:
                options.append((best[start][0] + cost, (*best[start][1], "".join(words[start:end]))))
        best.append(min(options, key=lambda option: option[0]))
    return best[-1][1]


def _cost(pieces: Sequence[str], known: Collection[str]) -> int | None:
    name = "".join(pieces)
    if name in known or clean_name(name).name in known:
        return 0
    if len(pieces) == 1:
        return 2 if len(name) > 1 else 50
    lengths = tuple(map(len, pieces))
    if lengths == (1, 1) or (len(pieces) == 2 and lengths[1] <= 2 and pieces[0] in COMPOUND_SURNAMES):
        return 3
    return 20 if lengths == (1, 1, 1) else None
