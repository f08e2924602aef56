"""The code lists an office may edit, and what the program itself holds on to in them."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.posts import POST_NAMES

LONGEST_WORD = 60
"""Characters of a word of a list, or of a team's name: columns and choices have room for no more."""


@dataclass(frozen=True, slots=True)
class CodeList:
    """One list of words. `about` says where they are used.

    Of an `own` list every office makes its words itself, a shipped one only suggests; `closed` takes only words that
    the rules of the program know, in the spelling they know.
    """

    name: str
    about: str
    own: bool = False
    closed: frozenset[str] = frozenset()


LISTS: tuple[CodeList, ...] = (
    CodeList("界别", "委员的界别；名额表、名册和分组名单照这个次序排", own=True),
    CodeList("专委会", "委员的专委会，也是小组里的一种", own=True),
    CodeList("片区", "委员的片区（乡镇、街道）", own=True),
    CodeList("小组种类", "街道小组、党小组、委员工作室等"),
    CodeList(
        "政协职务", "职务排序和五级网格按职务判断，所以只能用程序认识的职务", closed=frozenset(POST_NAMES)
    ),
    CodeList("学历", "委员的学历"),
    CodeList("职称级别", "委员的职称级别"),
    CodeList("单位性质", "委员工作单位的性质"),
    CodeList("体制内外", "委员工作单位在体制内还是体制外"),
    CodeList("提案类别", "提案的类别"),
    CodeList("承办单位系统", "承办单位所属的系统"),
)
"""性别, 民族, 政治面貌, 证件类型 and 状态 are national standards or rules of the program, and not edited."""


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A word of a list as the office sees it.

    `uses` is how many people, teams, units or proposals of this 届 have it; `since` and `until` name the 届 from which
    on it is in force, and from which on it is no more; `listed` is False for a word that only the data has.
    """

    name: str
    uses: int
    in_force: bool = True
    since: str = ""
    until: str = ""
    listed: bool = True

    @property
    def span(self) -> str:
        """The 届 in which it is in force, in words."""
        if not self.listed:
            return "未列入"
        parts = (f"{self.since}起用" if self.since else "", f"{self.until}起停用" if self.until else "")
        return "，".join(filter(None, parts)) or "在用"
