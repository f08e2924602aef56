"""Headings between the rows of a table: “一、中共（21人）” says the 界别 of everybody below it, and how many they are."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from app.domain.affiliation import parse_affiliation
from app.domain.codes import folded, sector_name
from app.domain.numbers import counted

_SHAPE = re.compile(
    r"(?P<number>[（(][一二三四五六七八九十百\d]+[)）][、.．]?|[一二三四五六七八九十百]+[、.．,，]|第[一二三四五六七八九十]+部分|\d{1,3}[、.．])?"
    r"(?:界别|党派|专委会|小组)?[:：]?(?P<name>[^（(:：]+?(?:[（(](?![一二三四五六七八九十百]+[人名位])[^（()）\d]*[)）])?)"
    r"(?:[（(]?(?:共|计|合计)?(?P<count>\d{1,4}|[一二三四五六七八九十百]{1,5})[人名位][)）]?)?[:：]?"
)
_LONGEST = 24
_UNNUMBERED = 4
_COMMITTEE = re.compile(r"(?:委员会|专委会|工作委|[\u4e00-\u9fff]委)$")
_TEAM = re.compile(r"(?:小组|活动组|联络组|学习组|工作组|[一二三四五六七八九十\d]组|街道|镇|乡|片区|党支部)$")
_SECTOR = re.compile(r"(?:界别|界|人士|民主党派)$")
_TOTAL = re.compile(r"合计|总计|小计|共计|总数")
# Groups that are no 界别, 专委会 or team.
_OTHERS = re.compile(r"名单|主席|秘书长|常务?委员?$|^委员$|提名|留任|新任|增补|[，。；！？]")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says: the field of those below (sector, committees, groups; "" unknown), its name, their number.

    `level` counts from 1 (一、) down to 4 (no number); a heading ends those of its level and below.
    """

    text: str
    key: str
    name: str
    count: int | None
    level: int

    @property
    def marked(self) -> bool:
        """Whether a number before it or a count behind it says that it is a heading, not only its word."""
        return self.level < _UNNUMBERED or self.count is not None


def read_heading(text: str, sectors: Collection[str] = ()) -> Heading | None:
    """Read the only filled cell of a row; None when it is no heading. `sectors` are known 界别, folded."""
    plain = "".join(text.split())
    found = _SHAPE.fullmatch(plain)
    if found is None or _TOTAL.search(plain) or len(plain) > _LONGEST or _OTHERS.search(found["name"]):
        return None
    number, name = found["number"] or "", found["name"]
    key = _key(name, sectors)
    marked = bool(number or found["count"])
    if not marked and not (key == "sector" and (_is_known(name, sectors) or name.endswith("界别"))):
        return None
    return Heading(
        text.strip(), key, name, counted(found["count"]) if found["count"] else None, _level(number)
    )


def _key(name: str, sectors: Collection[str]) -> str:
    if _is_known(name, sectors) or _SECTOR.search(name):
        return "sector"
    if _COMMITTEE.search(name):
        return "committees"
    return "groups" if _TEAM.search(name) else ""


def _is_known(name: str, sectors: Collection[str]) -> bool:
    """Whether a name is a known 界别, or a party's in any spelling."""
    if {folded(name), sector_name(name)} & set(sectors):
        return True
    party = parse_affiliation(name)
    return len(party.names) == 1 and not party.problem and party.names != ("群众",)


def _level(number: str) -> int:
    if not number:
        return _UNNUMBERED
    if number[0] in "（(":
        return 2
    return 3 if number[0].isdigit() else 1


@dataclass(slots=True)
class _Open:
    heading: Heading
    row: int
    people: int = 0


class Sections:
    """The headings above the present row; tells when one promised more or fewer people than came."""

    def __init__(self, keys: Collection[str]) -> None:
        self.keys = frozenset(keys)
        self.open: list[_Open] = []
        self.complaints: list[tuple[int, Heading, int]] = []
        self.used: dict[int, str] = {}

    def begin(self, heading: Heading, row: int) -> bool:
        """Enter a section; tells whether its heading means something here."""
        self._close(heading.level)
        siblings = heading.level in self.used
        key = heading.key or (self.used[heading.level] if siblings and heading.count is not None else "")
        if key not in self.keys:
            return False
        self.used[heading.level] = key
        shown = Heading(heading.text, key, heading.name, heading.count, heading.level)
        self.open.append(_Open(shown, row))
        return True

    def person(self) -> dict[str, str]:
        """Count one more person, and give what the headings say of them: field key → name."""
        said: dict[str, str] = {}
        for section in self.open:
            section.people += 1
            said[section.heading.key] = section.heading.name
        return said

    def end(self) -> list[tuple[int, Heading, int]]:
        """Close what is open; the row, the heading and the number found of each whose count is wrong."""
        self._close(0)
        return self.complaints

    def _close(self, level: int) -> None:
        for section in [one for one in self.open if one.heading.level >= level]:
            if section.heading.count not in {None, section.people}:
                self.complaints.append((section.row, section.heading, section.people))
            self.open.remove(section)
