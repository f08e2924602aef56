"""What a header means: its field, found by its name, by other names offices write, or by the word it ends with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from app.domain.fields import Field

_NOT_MEANING = re.compile(r"[\s:：*＊、,，。./\\\-—_|“”\"'（）()\[\]【】〔〕《》]+")

# A header that speaks of somebody or something else than the member's present self: never by its ending.
_ABOUT_OTHERS = re.compile(
    r"配偶|爱人|父亲|母亲|子女|家庭成员|紧急|介绍人|推荐|推荐人|联络员|秘书姓名|原任|原单位|原工作|原职|曾任|上届|上一届|历任"
    r"|社会职务|社会兼职|兼职|党内职务|党派职务|界别职务|专委会职务|委员会职务|小组职务|拼音|次数|人数|合计|得分|分数|照片"
)

_LONGEST_HEADER = 14

# What may follow the word without changing what it means.
_EMPTY_ENDING = re.compile(r"(?:名称|号码|情况|全称|简称|一览|名|号)$")

# Words too general to be trusted inside another header: 界别委员, 归口单位, 备用内容.
_WHOLE_ONLY = frozenset(
    {"委员", "单位", "说明", "状态", "类别", "内容", "主办", "审核", "审查", "会议", "重点", "名称", "系统"}
)

LABEL, ALIAS, ENDING = 500, 400, 300
"""How well a word fits; the length of the word decides between two at the end of a header."""

TEAM_KINDS = (
    "街道小组",
    "乡镇小组",
    "镇街小组",
    "片区小组",
    "街道活动组",
    "界别活动组",
    "委员活动组",
    "党小组",
    "联络组",
    "学习组",
    "工作组",
    "活动组",
)


class Meaning(NamedTuple):
    """A field that a header may mean, and how well it fits; `quality` 0 is none."""

    key: str
    quality: int


NO_MEANING = Meaning("", 0)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one field table, ready to be looked up."""

    exact: dict[str, Meaning]
    words: tuple[tuple[str, str], ...]

    def meaning(self, header: str) -> Meaning:
        """Find what a header means; NO_MEANING when nothing fits."""
        plain = plain_header(header)
        if not plain:
            return NO_MEANING
        found = self.exact.get(plain)
        if found is not None:
            return found
        outside = plain_header(re.sub(r"[（(\[【〔].*?[）)\]】〕]", "", header))
        found = self.exact.get(outside)
        if found is not None:
            return Meaning(found.key, found.quality - 1)
        return self._by_ending(outside or plain)

    def _by_ending(self, plain: str) -> Meaning:
        """Chinese puts the noun last: 现工作单位及职务 is a 职务, 单位性质 no 单位."""
        if _ABOUT_OTHERS.search(plain) or len(plain) > _LONGEST_HEADER:
            return NO_MEANING
        best = NO_MEANING
        bare = _EMPTY_ENDING.sub("", plain)
        for word, key in self.words:
            if ENDING + len(word) > best.quality and (plain.endswith(word) or bare.endswith(word)):
                best = Meaning(key, ENDING + len(word))
        return best


@lru_cache(maxsize=8)
def vocabulary(fields: tuple[Field, ...]) -> Vocabulary:
    """Collect the words of a field table; a label counts more than another field's alias."""
    exact: dict[str, Meaning] = {}
    for quality, words in ((ALIAS, _aliases), (LABEL, _labels)):
        for field in reversed(fields):
            exact.update({plain_header(word): Meaning(field.key, quality) for word in words(field)})
    inside = ((word, meaning.key) for word, meaning in exact.items() if len(word) > 1)
    return Vocabulary(exact, tuple(item for item in inside if item[0] not in _WHOLE_ONLY))


def _labels(field: Field) -> Sequence[str]:
    return (field.label,)


def _aliases(field: Field) -> Sequence[str]:
    return field.aliases


def plain_header(text: str) -> str:
    """A header without spaces, punctuation, width and case: what two ways of writing it have in common."""
    return _NOT_MEANING.sub("", normalize("NFKC", text).casefold())


def team_kind(header: str) -> str:
    """Give the kind of team that a column names: 街道委员小组 → 街道小组, 所在党小组 → 党小组; else 小组."""
    plain = plain_header(header)
    for shape in (plain, plain.replace("委员", "")):
        for kind in TEAM_KINDS:
            if kind in shape:
                return kind
    return "委员小组" if "委员小组" in plain else "小组"
