"""What may go into a form that a superior prescribes: the fields of a member or proposal, what is told of the office and the day.

The words of each are what superiors' forms call it: headers of the field table, and the English names that systems of other
offices write into their templates ({nation}, {propcode}).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from app.domain.fields import MEMBER_FIELDS, PROPOSAL_FIELDS, Field, Privacy
from app.domain.given_form import BLANK, FIXED, Subject

_PUBLIC, _INTERNAL, _FULL = Privacy.PUBLIC, Privacy.INTERNAL, Privacy.FULL


@dataclass(frozen=True, slots=True)
class GivenField:
    """One thing that may go in; `words` are what forms call it, the label first."""

    key: str
    label: str
    privacy: Privacy
    words: tuple[str, ...]


def _own(key: str, label: str, *words: str, privacy: Privacy = _PUBLIC) -> GivenField:
    return GivenField(key, label, privacy, (label, *words))


OF_EVERY = (
    _own("seq", "序号", "顺序号", "编次", "No", "No.", "序"),
    _own("today", "今天的日期", "填表日期", "填报日期", "填报时间", "填表时间", "制表日期", "报送日期", "打印日期", "nowDate"),
    _own("year", "年度", "年份", "year"),
    _own("office", "本单位名称", "政协名称", "填报单位", "填表单位", "报送单位", "推荐单位", "单位名称（盖章）"),
    _own("term", "届次", "政协届次", "届别"),
    _own(BLANK, "空白"),
)  # fmt: skip
"""What does not depend on the record, or only on its place in the row."""

OF_MEMBER = (
    _own(
        "workplace", "单位及职务", "工作单位及职务", "现工作单位及职务", "工作单位职务", "单位和职务", "工作单位与职务", "现工作单位职务",
        "工作单位和职务", "单位职务", "工作单位及现任职务", "单位及现任职务", "现工作单位", "company",
    ),
    _own("age", "年龄", "周岁", "年龄（岁）", privacy=_INTERNAL),
    _own("birth_age", "出生年月（岁）", "出生年月（周岁）", "出生年月（年龄）", "出生年月及年龄", "出生日期（岁）", privacy=_INTERNAL),
)  # fmt: skip

OF_PROPOSAL = (
    _own("number", "提案编号", "编号", "案号", "提案号", "propcode", "code", "第号"),
    _own("assigned", "交办日期", "交办时间", "转办日期", "转办时间"),
    _own("due", "办结期限", "办理期限", "答复期限", "办结时限"),
    _own("plenary", "次会议", "会议名称", "会议", "届次会议", "secondary"),
    _own("first_sponsor", "第一提案人", "提案第一人", "领衔提案人"),
    _own("sponsor_workplace", "提案人单位及职务", "提案人单位", "工作单位", "工作单位及职务", "单位及职务"),
    _own("sponsor_phone", "提案人电话", "联系电话", "电话", "手机", "telephone", "phone", privacy=_FULL),
    _own("sponsor_address", "提案人通讯地址", "联系地址", "通讯地址", "add", "address", privacy=_FULL),
    _own("sponsor_postcode", "提案人邮编", "邮政编码", "邮编", "post", privacy=_FULL),
    _own("sponsor_email", "提案人邮箱", "电子邮箱", "邮箱", "email", privacy=_FULL),
)  # fmt: skip
"""The sponsor's own are those of the first one who is a 委员 here."""

_MORE_WORDS = {
    Subject.MEMBER: {
        "ethnicity": ("nation",), "affiliations": ("party", "政治面目"), "committees": ("committee", "所属专委会"),
        "phone": ("telephone", "tel"), "employer": ("工作单位（全称）",), "birth": ("birthday",),
        "id_number": ("idcard",), "posts": ("duty",), "social_posts": ("社会任职",),
    },
    Subject.PROPOSAL: {
        "sponsors": ("tar", "提案者"), "seconders": ("second", "附议提案人"), "disclosure": ("web", "是否同意公开"),
        "review_note": ("file", "提案委审查意见", "政协提案委审查意见"), "lead": ("unit", "承办单位（主办）"), "text": ("content", "内容"),
        "category": ("type",), "title": ("提案案由", "案由（标题）"),
    },
}  # fmt: skip

_NOT_BY_NAME = frozenset({"note", "unscored", "rank_no", "own_no"})
"""What stands in a superior's form under these words (备注, 说明, 排序) is seldom what this office wrote there: pointed at only."""

_SIGNS = re.compile(r"[\s:：*★☆_＿.．·…\-—]+")
_NUMBER = re.compile(r"^(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]\s*)")
_BRACKETS = re.compile(r"[（(][^（()）]{0,12}[)）]")


@lru_cache(maxsize=2)
def given_fields(subject: Subject) -> tuple[GivenField, ...]:
    """Everything that may go into a form for a subject, in the order it is offered."""
    own, table = (OF_MEMBER, MEMBER_FIELDS) if subject is Subject.MEMBER else (OF_PROPOSAL, PROPOSAL_FIELDS)
    taken = {one.key for one in own}
    told_by_own = taken if subject is Subject.MEMBER else taken | {"no", "meeting"}
    fields = tuple(_of_table(field, subject) for field in table if field.key not in told_by_own)
    return (*fields, *own, *OF_EVERY)


def _of_table(field: Field, subject: Subject) -> GivenField:
    more = _MORE_WORDS[subject].get(field.key, ())
    return GivenField(field.key, field.label, field.privacy, (*field.headers, field.key, *more))


def field_of(key: str, subject: Subject) -> GivenField | None:
    """Find a field by its key."""
    return next((one for one in given_fields(subject) if one.key == key), None)


def field_words(key: str, subject: Subject) -> str:
    """How a place is told of: the label of its field, or the fixed text in quotes."""
    if key.startswith(FIXED):
        return f"“{key.removeprefix(FIXED)}”"
    found = field_of(key, subject)
    return found.label if found else key


def chosen_field(word: str, subject: Subject) -> str:
    """Read a field as a person names it: key, label or another word for it, or `文字:…`; empty when there is none."""
    if word.startswith((FIXED, "文字：")):
        return FIXED + word[len(FIXED) :]
    exact = next((one.key for one in given_fields(subject) if word in (one.key, one.label)), "")
    return exact or recognised(word, subject, named=True)


def recognised(words: str, subject: Subject, *, named: bool = False) -> str:
    """Tell which field a form's words name, whatever blanks, colons and numbers stand in and around them; empty for none."""
    known = _by_word(subject)
    plain = _plain(words)
    for one in (plain, _plain(_NUMBER.sub("", words.strip())), _plain(_BRACKETS.sub("", words))):
        key = known.get(one, "")
        if key and (named or key not in _NOT_BY_NAME):
            return key
    return ""


def _plain(words: str) -> str:
    text = _SIGNS.sub("", words).replace("(", "（").replace(")", "）").strip("“”\"'")
    return text.casefold()


@lru_cache(maxsize=2)
def _by_word(subject: Subject) -> dict[str, str]:
    """Words to keys; what is told of the subject in particular comes before the headers of the field table."""
    own = OF_MEMBER if subject is Subject.MEMBER else OF_PROPOSAL
    order: Iterable[GivenField] = (*OF_EVERY, *own, *given_fields(subject))
    found = {_plain(word): one.key for one in (*own, *OF_EVERY) for word in one.words}
    found |= {_plain(one.label): one.key for one in given_fields(subject) if _plain(one.label) not in found}
    for one in order:
        for word in one.words:
            found.setdefault(_plain(word), one.key)
    return found


__all__ = ["GivenField", "chosen_field", "field_of", "field_words", "given_fields", "recognised"]
