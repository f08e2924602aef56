"""What a sheet is that is no roster: a plan of the year, a list of 工作室 or 小组, by the words of its headers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.intake.headers import plain_header

ROSTER, PLAN, TEAMS = "名册", "计划表", "小组表"


@dataclass(frozen=True, slots=True)
class _Signs:
    """Headers that tell a kind of sheet: one of `subject` and one of `more` must be there."""

    kind: str
    subject: re.Pattern[str]
    more: re.Pattern[str]
    why: str


_KINDS = (
    _Signs(
        PLAN,
        re.compile(
            r".{0,4}(?:活动|会议|协商|调研|视察|监督|培训|考察|工作|履职|议政)?(?:名称|课题|议题|主题|项目|事项|选题|内容|计划|安排)|活动|课题|议题"
        ),
        re.compile(
            r".{0,6}(?:责任|牵头|承办|主办|组织|配合|协办|实施)(?:部门|单位|专委会|委室|处室|人|领导)?"
            r"|(?:拟)?(?:召开|举办|开展|计划|实施|安排|完成|活动|协商|会议)?(?:时间|日期|月份|时限)|.{0,4}(?:活动|协商|会议)(?:类型|类别|形式|方式|地点)|季度"
        ),
        "是计划表（{found}），不是名册",
    ),
    _Signs(
        TEAMS,
        re.compile(
            r".{0,6}(?:工作室|小组|活动组|联络组|联络站|工作站|议事室|党小组|议事厅)(?:名称)?|名称|组名|组别"
        ),
        re.compile(
            r"(?:工作室|小组)?(?:负责人|领衔委员|领衔人|牵头人|召集人|组长|站长|室主|联系委员)(?:姓名)?"
        ),
        "是工作室、小组的名单（{found}），不是委员名册；请在“小组”处导入",
    ),
)
_PERSON = frozenset({"姓名", "委员姓名", "名字", "性别", "出生年月", "民族", "政治面貌", "党派", "身份证号"})


def kind_of(headers: Iterable[str]) -> tuple[str, str]:
    """Tell from one row of headers what kind of sheet it heads, and why; two empty texts when it is none of them.

    A header that only a person has (姓名, 性别 …) speaks against it.
    """
    words = [header for header in headers if plain_header(header)]
    plain = [plain_header(header) for header in words]
    if not _PERSON.isdisjoint(plain):
        return "", ""
    for signs in _KINDS[::-1]:
        subject = [place for place, word in enumerate(plain) if signs.subject.fullmatch(word)]
        more = [
            place for place, word in enumerate(plain) if signs.more.fullmatch(word) and place not in subject
        ]
        if subject and more:
            found = "、".join(" ".join(words[place].split()) for place in sorted({*subject, *more})[:4])
            return signs.kind, signs.why.format(found=found)
    return "", ""
