"""Words of a notice: what stands in brackets behind a name, and what a heading above names means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.affiliation import parse_affiliation
from app.domain.dates import parse_date
from app.domain.names import full_ethnicity
from app.domain.posts import BY_SPELLING
from app.intake.headers import team_kind

ETHNIC = frozenset(
    re.findall(
        r"\S+",
        "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土"
        " 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲"
        " 门巴 珞巴 基诺",
    )
)
"""The 56 without 族 (GB/T 3304-1991)."""

_PEOPLE = "|".join(sorted(ETHNIC, key=len, reverse=True))
_SEX_AND_PEOPLE = re.compile(rf"(?P<sex>[男女]性?)?(?P<people>{_PEOPLE})?族?|(?P<other>其他|穿青人)")
_MARKS_AT_START = re.compile(rf"(?:[男女]|(?:{_PEOPLE})族|[,、;/\s])+")
_MARKS_AT_END = re.compile(rf"(?:[男女]?(?:{_PEOPLE})族|[男女])$")
_BETWEEN = re.compile(r"[,，、;；/\s]+")
_SEATS = re.compile(r"(?:主任|副主任|组长|副组长|召集人|副召集人|成员|组员|委员|秘书长|联络员|负责人)$")


def leading_marks(text: str) -> str:
    """Give what an unclosed bracket holds for certain: 女 of “女 赵敏”, 女,回族 of “女,回族 王强”."""
    found = _MARKS_AT_START.match(text)
    return found[0] if found else ""


def trailing_marks(text: str) -> str:
    """Give what stood in a bracket that was never opened: 女 of “李静女”."""
    found = _MARKS_AT_END.search(text)
    return found[0] if found else ""


def read_marks(content: str) -> tuple[dict[str, str], str]:
    """Read a bracket behind a name: header → cell, and what was not understood (it stays beside the name)."""
    told: dict[str, str] = {}
    parts = [part for part in _BETWEEN.split(content.strip()) if part]
    return told, "、".join([part for part in parts if not _read_mark(part, told)])


def _read_mark(part: str, told: dict[str, str]) -> bool:
    plain = _SEX_AND_PEOPLE.fullmatch(part)
    if plain:
        if plain["sex"]:
            told["性别"] = plain["sex"][0]
        if plain["people"] or plain["other"]:
            told["民族"] = plain["other"] or full_ethnicity(plain["people"])
        return True
    if part in BY_SPELLING:
        told["政协职务"] = "、".join(filter(None, (told.get("政协职务", ""), BY_SPELLING[part])))
        return True
    party = parse_affiliation(part)
    if party.names and not party.problem and not part.isdigit():
        told["政治面貌"] = "、".join(filter(None, (told.get("政治面貌", ""), *party.names)))
        return True
    born = parse_date(part.removesuffix("出生").removesuffix("生")) if part[0].isdigit() else None
    if born is not None and born.text and not born.problem:
        told["出生年月"] = born.text
        return True
    return False


# -- headings ---------------------------------------------------------------------------------------------------

TITLE, GROUP, POST, PARTY, COMMITTEE, TEAM, AREA, ROLE = (
    "标题", "界别", "政协职务", "政治面貌", "专委会", "小组", "片区", "角色",
)  # fmt: skip
"""What a heading may say of the names below it; TITLE says nothing."""

_ENUMERATED = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}[、.,]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,3}[、.)]|[①-⑳]|第[一二三四五六七八九十]+部分)\s*"
)
TITLE_WORDS = re.compile(
    r"名单|名册|名额|如下|公告|公示|通知|决定|届|总数|合计|总计|共计|按姓氏|笔画|^共$|^计$|^全体"
)
# Who stays and who comes: it says nothing of anybody's 界别.
_COMING = re.compile(
    r"(?:拟|建议)?(?:继续|新|重新)?(?:提名|留任|连任|新任|增补|新增|新进)(?:的?委员|人选|人员)?"
)
# A party's name in full, which ends like a 专委会's: 中国国民党革命委员会
_WHOLE_NAME = re.compile(r"中国|台湾民主")
_LIST_OF = re.compile(
    r"(?:(?P<post>常务委员会?委员|常务委员|常委|副主席|主席|副秘书长|秘书长|委员))?(?:名单|名册|名额)"
)
_TEAM_ENDING = re.compile(r"(?:小组|活动组|联络组|学习组|工作组|党小组|第[一二三四五六七八九十\d]+组)$")
_AREA_ENDING = re.compile(r"(?:街道|[镇乡])$")
_COMMITTEE_ENDING = re.compile(r"(?:委员会|专委会|[^常]委)$")
_LONGEST_GROUP = 24
_SECTOR_ENDING = re.compile(r"(?:界别?|界人士|人士|民主党派)$")
SECTORS = frozenset(
    re.findall(
        r"\S+",
        "中共 民革 民盟 民建 民进 农工党 农工 致公党 致公 九三学社 九三 台盟 无党派 共青团 青联 共青团和青联 总工会 工会 妇联 青年 工商联"
        " 科协 台联 侨联 文化艺术 文艺 文化 科学技术 科技 社会科学 社科 经济 农业 农林 农业农村 教育 体育 新闻出版 新闻 医药卫生 医卫"
        " 对外友好 社会福利和社会保障 社会福利与社会保障 社会福利 社会保障 环境资源 资源环境 少数民族 民族 宗教 民族宗教 特邀香港 特邀澳门"
        " 特别邀请 特邀 特邀人士 港澳 港澳台侨 民营经济 新的社会阶层 党派 法律 法律法制 工商 企业 金融 侨台",
    )
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says: its words, what kind it is of, the cells it gives to the names below (header → text)."""

    text: str
    kind: str = TITLE
    cells: Mapping[str, str] = field(default_factory=dict)


def bare_heading(text: str) -> str:
    """Give a heading without numbering, blanks and closing marks: 一、民 革： → 民革."""
    return re.sub(r"\s+", "", _ENUMERATED.sub("", text)).strip('：:、,，.。-—·*#【】[]<>《》“”"()')


def is_known_heading(text: str) -> bool:
    """Whether a line of these words alone is a heading, though no count and no colon says so."""
    plain = bare_heading(text)
    return (
        plain in SECTORS
        or plain in BY_SPELLING
        or plain in {"委员", "成员", "主任", "副主任", "主任委员", "副主任委员"}
        or (
            len(plain) > 2 and any(e.search(plain) for e in (_SECTOR_ENDING, _COMMITTEE_ENDING, _TEAM_ENDING))
        )
        or (len(plain) > 3 and _AREA_ENDING.search(plain) is not None)
        or parse_affiliation(plain).names != ()
    )


def known_ending(text: str) -> str:
    """Give the known 界别 or post that a word set solid with names ends with (赵敏民盟 → 民盟); empty when none."""
    fitting = (
        word for word in (*SECTORS, *BY_SPELLING) if len(word) > 1 and text.endswith(word) and text != word
    )
    return max(fitting, key=len, default="")


def read_heading(text: str, *, of_parties: bool = False) -> Heading:
    """Tell what a heading means. `of_parties`: the text calls its groups 党派, so a party's name is a 政治面貌.

    A post's word gives the post (常务委员 → 常委), a party or any other group the 界别, …委员会 the 专委会, …组 the
    小组, …街道 the 片区; 主任 and 组长 the role in the group above them. A title gives nothing, but 常务委员名单 the post.
    """
    plain = bare_heading(text)
    post = BY_SPELLING.get(plain.removeprefix("政协"))
    if post is not None or plain == "委员":
        return Heading(plain, POST, {"政协职务": post} if post else {})
    if _SEATS.fullmatch(plain) or plain in {"主任委员", "副主任委员"}:
        return Heading(plain, ROLE)
    if TITLE_WORDS.search(plain) or len(plain) > _LONGEST_GROUP or not plain:
        return _title(plain)
    if _COMING.fullmatch(plain):
        return Heading(plain)
    party = parse_affiliation(plain.removesuffix("界别").removesuffix("界"))
    if of_parties and party.names and not party.problem:
        return Heading(plain, PARTY, {"政治面貌": "、".join(party.names)})
    if len(party.names) == 1 and not party.problem and _WHOLE_NAME.match(plain):
        return Heading(plain, GROUP, {"界别": party.names[0]})
    return _group(plain)


def _title(plain: str) -> Heading:
    """A title; the list of one post (常务委员名单) gives that post."""
    listed = _LIST_OF.search(plain)
    several = sum(word in plain for word in ("主席、", "副主席", "秘书长", "常务委员")) > 1
    post = BY_SPELLING.get(listed["post"] or "", "") if listed and not several else ""
    return Heading(plain, POST, {"政协职务": post}) if post else Heading(plain)


def _group(plain: str) -> Heading:
    """A group by its ending; what has none of them is a 界别."""
    if plain not in SECTORS and not _SECTOR_ENDING.search(plain):
        if _TEAM_ENDING.search(plain):
            return Heading(plain, TEAM, {team_kind(plain): plain})
        if _COMMITTEE_ENDING.search(plain):
            return Heading(plain, COMMITTEE, {"专委会": plain})
        if _AREA_ENDING.search(plain):
            return Heading(plain, AREA, {"片区": plain})
    return Heading(plain, GROUP, {"界别": plain})
