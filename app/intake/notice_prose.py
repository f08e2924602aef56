"""Sentences of a decision that name people: 同意增补王强、李静（女）为政协××县第十一届委员会委员; and those by which somebody leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from app.domain.names import MIDDLE_DOT, plain_text
from app.domain.posts import BY_SPELLING
from app.intake.notice_lines import HeadingMet, Met, names_met

_VERBS = (
    "增补", "增选", "增加", "增设", "补选", "推选", "推举", "推荐", "选举", "选出", "任命", "决定", "确定", "协商", "同意", "接受", "吸收", "准予",
    "批准", "免去", "撤销", "终止", "取消", "辞去",
)  # fmt: skip
"""No names go on across one of these: “同意增补王强” names one person, from 增补 on."""
_NAME = rf"(?!{'|'.join(_VERBS)})[^。;:]"
_POST = r"(?:常务委员会委员|常务委员|常委|副主席|主席|副秘书长|秘书长|委员)"
_OF_US = (
    r"(?:(?:(?:中国)?人民政治协商会议|[^\s,。;:、()]{0,12}政协)(?:[^\s,。;:、()]{0,12}[省市州盟区县旗])?"
    r"(?:第?[\d一二三四五六七八九十]{1,3}届)?|(?:本会|本届|第?[\d一二三四五六七八九十]{1,3}届)?)(?:委员会)?"
)
"""The office itself; a 主席 of 县总工会 and a 委员 of 人大常委会 are none of ours."""
_COMING = re.compile(
    rf"(?:(?:增补|增选|增加|补选|推选|推举|推荐|选举|任命|决定|确定|同意|吸收)了?\s*(?P<names>(?:{_NAME}){{2,400}}?)"
    rf"|(?<=[员席长委][,;])\s*(?P<further>(?:{_NAME}){{2,40}}?))"  # 任命王强为秘书长，李静为副秘书长
    rf"(?:担任|为|任)\s*{_OF_US}(?P<posts>{_POST}(?:[、和兼]{_POST})*)(?=\s*(?:[,。;(]|$))",
    re.MULTILINE,
)
_LEAVING = re.compile(
    rf"(?:(?:接受|同意|批准|准予)\s*(?P<names>(?:{_NAME}){{2,400}}?)|(?<![^。;,\n])(?P<own>(?:(?![()]){_NAME}){{2,40}}?))"
    r"(?:因[^,。;]{0,20}?,?)?(?:关于|请求|提出|自愿|的)*(?:辞去|辞职|请辞)"
    rf"|(?:免去|撤销|终止|取消)\s*(?P<ended>(?:{_NAME}){{2,400}}?)(?:[的在]|政协|第|常|副|主席|秘书长|委员)"
)
_UNREAD = re.compile(rf"(?:{'|'.join(_VERBS)})[^。;:\n]{{2,200}}?为(?!序)")
_BEHIND = re.compile(
    r"等?\s*(?:[\d一二三四五六七八九十两]{1,4}\s*[名位人])?\s*(?:同志|先生|女士)?\s*(?=$|[、,])"
)
_TITLED = re.compile(r"(?:同志|先生|女士)(?=\s|[、,(和]|$)")
_AND = re.compile(r"(?:(?<=[^\s、,()]{2})|(?<=\s[^\s、,()]))[和及](?=[^\s、,()]{2})")
_NO_NAME = re.compile(r"名单|名额|如下|以下|下列|上述|人选|公告|决定|会议|委员|政协")
_TOLD = re.compile(r"[为任的]")  # 王强任县长 is no name, 任静 and 王有为 are
_LONGEST_PIECE = 12
_TITLES = ("通知", "决定", "公告", "公示", "批复", "请示", "报告", "意见", "函")
_LONGEST_TEXT = 20_000
"""Characters of a text that may hold such sentences."""

LEAVES = "辞去、免去职务的人没有导入，请在名册中修改其状态或职务"
COMES = "从这句话中读入的人和职务，请核对"
NOT_READ = "这句话没有读懂，没有读入；其中如有委员，请另外录入"


_Taken: TypeAlias = tuple[slice, tuple[int, str, str]]


class Prose(NamedTuple):
    """What sentences told: people to enter under their post, remarks (line, sentence, what is said), the text left."""

    met: tuple[Met, ...]
    remarks: tuple[tuple[int, str, str], ...]
    rest: str


def prose_in(text: str) -> Prose:
    """Take the sentences that name people out of a notice; lines keep their numbers, nobody who leaves is entered."""
    if len(text) > _LONGEST_TEXT:
        return Prose((), (), text)
    plain = "\n".join(plain_text(line) for line in text.splitlines())
    met: list[Met] = []
    taken = [_sentence(plain, found, LEAVES) for found in _LEAVING.finditer(plain) if _named(_first(found))]
    for found in _COMING.finditer(plain):
        names, posts = _named(_first(found)), re.findall(_POST, found["posts"])
        given = {BY_SPELLING.get(post.removesuffix("会委员"), "") for post in posts} - {""}
        if names:
            taken.append(_sentence(plain, found, COMES if len(given) < 2 else NOT_READ))
        if names and len(given) < 2:
            line = plain.count("\n", 0, found.start()) + 1
            met += [HeadingMet("".join(given) or "委员", -1, line), *names_met(names, line)]
            met.append(HeadingMet("名单", -1, line))  # what follows is not under that post
    rest = _without(plain, taken)
    others = [_sentence(rest, found, NOT_READ) for found in _UNREAD.finditer(rest) if taken]
    unread = [one for one in others if not one[1][1].endswith(_TITLES)]
    remarks = dict.fromkeys(remark for _, remark in (*taken, *unread))
    return Prose(tuple(met), tuple(remarks), _without(rest, unread) if taken else text)


def _without(text: str, taken: Iterable[_Taken]) -> str:
    """The text with blanks where sentences stood, line by line as before."""
    for span, _ in taken:
        text = text[: span.start] + re.sub(r"[^\n]", " ", text[span]) + text[span.stop :]
    return text


def _first(found: re.Match[str]) -> str:
    return next(text for name, text in found.groupdict().items() if text and name != "posts")


def _named(text: str) -> str:
    """The names between verb and post, without what is said behind them; empty where it is no list of names."""
    names = _AND.sub("、", _TITLED.sub("", _BEHIND.sub("", text.strip(" ,\n"))))
    pieces = re.split(r"[、,\s]+", re.sub(r"\([^()]*\)?|\)", "、", names))
    fit = all(
        len(p) < 5 or MIDDLE_DOT in p or (len(p) <= _LONGEST_PIECE and not _TOLD.search(p)) for p in pieces
    )
    return names if fit and any(pieces) and not _NO_NAME.search(names) else ""


def _sentence(text: str, found: re.Match[str], said: str) -> _Taken:
    """The whole sentence of what was found, and the remark on it."""
    start = max(text.rfind(mark, 0, found.start()) for mark in "。;\n") + 1
    ends = [text.find(mark, found.end()) for mark in "。;\n"]
    span = slice(start, min((end for end in ends if end >= 0), default=len(text)))
    return span, (text.count("\n", 0, start) + 1, " ".join(text[span].split()), said)
