"""The one field table: what a member, a proposal and a unit consist of.

Columns, import mapping, masks, forms, JSON, exports, search and paper are driven by it.
A new field is one line here; the data file grows its column at the next opening.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Privacy(StrEnum):
    """Who may see a field; an export at a level holds that level and all before it."""

    PUBLIC = "公开"
    INTERNAL = "内部"
    FULL = "完整"

    def allows(self, other: Privacy) -> bool:
        """Tell whether an export at this level may hold a field of level `other`."""
        order = list(Privacy)
        return order.index(other) <= order.index(self)


class Kind(StrEnum):
    """How a value is read, stored and shown."""

    TEXT = "text"
    LONG = "long"
    INT = "int"
    YES_NO = "yes_no"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    CHOICE = "choice"
    LIST = "list"
    PHOTO = "photo"


class Home(StrEnum):
    """Where a field lives: with the person for life, with the membership of one 届, or as dated facts."""

    PERSON = "persons"
    MEMBERSHIP = "memberships"
    FACT = "facts"
    PROPOSAL = "proposals"
    UNIT = "units"
    TEAM = "teams"
    OUTSIDER = "team_outsiders"
    NOWHERE = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    `key` is its name in code, JSON and `FIELD=VALUE`; `aliases` are headers that offices write for it;
    a field with `codes` takes its values from that code list; `home` says which table keeps it, and a
    field at home in `facts` is dated (from, to). A search of the list looks into the `searchable` ones.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    home: Home = Home.PERSON
    privacy: Privacy = Privacy.INTERNAL
    aliases: tuple[str, ...] = ()
    codes: str = ""
    searchable: bool = False
    editable: bool = True

    @property
    def dated(self) -> bool:
        """Whether the field is a chain of facts with from and to."""
        return self.home is Home.FACT

    @property
    def multiple(self) -> bool:
        """Whether several values hold at once."""
        return self.kind is Kind.LIST

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header that means this field, the label first."""
        return (self.label, *self.aliases)


_P, _M, _F = Home.PERSON, Home.MEMBERSHIP, Home.FACT
_PUBLIC, _FULL = Privacy.PUBLIC, Privacy.FULL

# The table is read line by line.
# fmt: off
MEMBER_FIELDS: tuple[Field, ...] = (
    Field("no", "委员编号", home=_M, privacy=_PUBLIC, aliases=("编号", "委员号", "证号", "委员证号", "代号"),
          searchable=True),
    Field("name", "姓名", privacy=_PUBLIC, aliases=("委员姓名", "姓 名", "名字", "委员"), searchable=True),
    Field("former_name", "曾用名", aliases=("原名", "别名", "又名"), searchable=True),
    Field("name_pinyin", "姓名拼音", privacy=_PUBLIC, aliases=("拼音", "汉语拼音")),
    Field("photo", "照片", Kind.PHOTO, aliases=("相片", "证件照"), editable=False),
    Field("sex", "性别", Kind.CHOICE, privacy=_PUBLIC, codes="性别"),
    Field("birth", "出生年月", Kind.PARTIAL_DATE, aliases=("出生日期", "生日", "出生", "出生时间", "出生年月日", "出生年")),
    Field("ethnicity", "民族", Kind.CHOICE, privacy=_PUBLIC, codes="民族", aliases=("族别",)),
    Field("affiliations", "政治面貌", Kind.LIST, _F, _PUBLIC, (
        "党派", "党派（政治面貌）", "政治身份", "所属党派", "党派团体", "第二党派", "交叉党派", "第二政治面貌"), "政治面貌",
        searchable=True),
    Field("sector", "界别", Kind.CHOICE, _F, _PUBLIC, ("所属界别", "界别名称", "参加界别", "提名界别"), "界别", searchable=True),
    Field("sector_role", "界别职务", Kind.TEXT, _F, _PUBLIC, ("界别内职务", "界别召集人", "界别小组职务")),
    Field("committees", "专委会", Kind.LIST, _F, _PUBLIC, (
        "专门委员会", "所属专委会", "所在专委会", "所属专门委员会", "专委", "第二专委会"), "专委会", searchable=True),
    Field("groups", "小组", Kind.LIST, _F, _PUBLIC, (
        "街道小组", "街道委员小组", "乡镇小组", "委员小组", "活动组", "界别活动组", "街道活动组", "联络组", "学习组", "工作组", "委员活动组",
        "党小组", "镇街小组", "片区小组"), "小组", searchable=True),
    Field("area", "片区", Kind.CHOICE, _F, _PUBLIC, (
        "乡镇", "街道", "镇街", "所在乡镇", "所属片区", "乡镇（街道）", "镇（街道）", "所属镇街"), "片区", searchable=True),
    Field("employer", "工作单位", Kind.TEXT, _F, _PUBLIC, ("单位", "所在单位", "现工作单位", "单位名称"), searchable=True),
    Field("job_title", "单位职务", Kind.TEXT, _F, _PUBLIC, (
        "职务", "单位及职务", "工作单位及职务", "现工作单位及职务", "工作单位职务", "单位职务", "现任职务", "单位和职务", "工作单位与职务",
        "现工作单位职务", "工作单位和职务"), searchable=True),
    Field("posts", "政协职务", Kind.LIST, _F, _PUBLIC, ("政协内职务", "届内职务", "在政协任职", "本届政协职务"), "政协职务",
        searchable=True),
    Field("rank_no", "排名号", Kind.INT, _M, _PUBLIC, ("排序", "排名", "排序号")),
    Field("own_no", "自定义序号", Kind.INT, _M, _PUBLIC, ("自定义顺序", "座次", "座次号")),
    Field("status", "状态", Kind.CHOICE, _F, _PUBLIC, ("履职状态", "委员状态"), "状态"),
    Field("is_new", "新任", Kind.YES_NO, _M, _PUBLIC, ("是否新任", "新任委员")),
    Field("terms_served", "连任届数", Kind.INT, _M, _PUBLIC, ("任职届数", "届数", "连任届次")),
    Field("joined", "任委员日期", Kind.PARTIAL_DATE, _M, _PUBLIC, ("委员任职日期", "任委员时间", "委员任职时间", "任职日期")),
    Field("is_hmt", "港澳台委员", Kind.YES_NO, privacy=_PUBLIC, aliases=("港澳台", "是否港澳台委员")),
    Field("education", "学历", Kind.CHOICE, codes="学历", aliases=("文化程度", "最高学历")),
    Field("degree", "学位", aliases=("最高学位",)),
    Field("school", "毕业院校", aliases=("毕业学校", "毕业院校及专业")),
    Field("native_place", "籍贯"),
    Field("professional_title", "职称", aliases=("技术职称", "专业技术职务", "专业技术职称")),
    Field("professional_level", "职称级别", Kind.CHOICE, codes="职称级别", aliases=("职称等级",)),
    Field("occupation", "职业"),
    Field("work_started", "参加工作时间", Kind.PARTIAL_DATE, aliases=("工作时间", "参加工作年月", "参加工作")),
    Field("party_joined", "入党时间", Kind.PARTIAL_DATE, aliases=("入党（派）时间", "加入党派时间", "入党年月", "入党派时间")),
    Field("employer_kind", "单位性质", Kind.CHOICE, codes="单位性质", aliases=("单位类型", "单位类别")),
    Field("in_system", "体制内外", Kind.CHOICE, codes="体制内外", aliases=("是否体制内",)),
    Field("employer_address", "单位地址"),
    Field("employer_postcode", "单位邮编"),
    Field("phone", "手机", privacy=_FULL, aliases=("手机号", "手机号码", "联系电话", "电话", "移动电话", "联系方式"), searchable=True),
    Field("office_phone", "单位电话", aliases=("办公电话",)),
    Field("email", "邮箱", privacy=_FULL, aliases=("电子邮箱", "电子邮件", "E-mail")),
    Field("wechat", "微信", privacy=_FULL, aliases=("微信号",)),
    Field("address", "通讯地址", privacy=_FULL, aliases=("地址", "联系地址")),
    Field("postcode", "邮编", privacy=_FULL, aliases=("邮政编码", "通讯邮编")),
    Field("home_address", "家庭地址", privacy=_FULL, aliases=("家庭住址", "住址", "现住址")),
    Field("home_postcode", "家庭邮编", privacy=_FULL),
    Field("home_phone", "家庭电话", privacy=_FULL, aliases=("住宅电话", "宅电")),
    Field("id_kind", "证件类型", Kind.CHOICE, privacy=_FULL, codes="证件类型", aliases=("证件种类", "证件名称")),
    Field("id_number", "身份证号", privacy=_FULL, aliases=(
        "身份证", "身份证号码", "公民身份号码", "居民身份证号", "身份证件号码", "证件号码", "证件号")),
    Field("religion", "宗教信仰", privacy=_FULL, aliases=("信仰",)),
    Field("health", "健康状况", privacy=_FULL, aliases=("身体状况",)),
    Field("contact_person", "单位联系人", aliases=("联系人",)),
    Field("contact_phone", "联系人电话", aliases=("单位联系人电话",)),
    Field("social_posts", "社会职务", Kind.LONG, aliases=("社会兼职", "主要社会职务")),
    Field("honours", "荣誉称号", Kind.LONG, aliases=("主要荣誉",)),
    Field("unscored", "不统计积分", Kind.YES_NO, _M, aliases=("不计分", "免考核")),
    Field("note", "备注", Kind.LONG, _M, aliases=("说明",)),
)

MEMBER_SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("基本情况", ("no", "name", "former_name", "name_pinyin", "photo", "sex", "birth", "ethnicity", "native_place", "education", "degree",
              "school", "professional_title", "professional_level", "occupation", "work_started", "health", "religion", "is_hmt",
              "id_kind", "id_number")),
    ("政治面貌", ("affiliations", "party_joined")),
    ("工作单位", ("employer", "job_title", "employer_kind", "in_system", "employer_address", "employer_postcode", "office_phone",
              "contact_person", "contact_phone", "social_posts", "honours")),
    ("政协身份", ("sector", "sector_role", "committees", "groups", "area", "posts", "rank_no", "own_no", "status", "is_new",
              "terms_served", "joined", "unscored")),
    ("联系方式", ("phone", "email", "wechat", "address", "postcode", "home_address", "home_postcode", "home_phone")),
    ("备注", ("note",)),
)
"""Where a form and the sheet of one member show each field: headings and the keys below them, every field once."""

EXPECTED = ("name", "sex", "birth", "ethnicity", "affiliations", "sector", "committees", "employer", "education", "phone")
"""Fields without which a member counts as 资料不全, until the office says otherwise; 工作单位 may stand in 单位职务."""

TEAM_FIELDS: tuple[Field, ...] = (
    Field("kind", "种类", Kind.CHOICE, Home.TEAM, _PUBLIC, ("小组种类", "类型", "类别"), "小组种类", searchable=True),
    Field("name", "名称", Kind.TEXT, Home.TEAM, _PUBLIC, ("小组名称", "工作室名称", "组名", "小组", "工作室", "name"), searchable=True),
    Field("leader", "负责人", Kind.TEXT, Home.NOWHERE, _PUBLIC, ("领衔委员", "牵头人", "leader")),
    Field("members", "成员", Kind.LIST, Home.NOWHERE, _PUBLIC, ("委员", "成员名单", "进驻委员", "组员")),
    Field("address", "地址", Kind.TEXT, Home.TEAM, _PUBLIC, ("地点", "所在地", "address"), searchable=True),
    Field("founded", "成立日期", Kind.PARTIAL_DATE, Home.TEAM, _PUBLIC, ("成立时间", "设立时间")),
    Field("contact", "联系人", Kind.TEXT, Home.TEAM, aliases=("联络员",)),
    Field("phone", "联系电话", Kind.TEXT, Home.TEAM, _FULL, ("电话", "手机")),
    Field("committee", "联系专委会", Kind.TEXT, Home.TEAM, _PUBLIC, ("对口专委会", "指导专委会")),
    Field("ended", "撤销日期", Kind.PARTIAL_DATE, Home.TEAM, _PUBLIC, ("停用日期",)),
    Field("note", "备注", Kind.LONG, Home.TEAM, aliases=("说明",)),
)
"""A team of one 届: 街道小组, 党小组, 工作室, 智库 …; who is in it stands with the members (dated) and the outsiders."""

OUTSIDER_FIELDS: tuple[Field, ...] = (
    Field("name", "姓名", Kind.TEXT, Home.OUTSIDER, _PUBLIC, searchable=True),
    Field("role", "角色", Kind.TEXT, Home.OUTSIDER, _PUBLIC, ("职务", "身份")),
    Field("sex", "性别", Kind.CHOICE, Home.OUTSIDER, _PUBLIC, codes="性别"),
    Field("employer", "单位及职务", Kind.TEXT, Home.OUTSIDER, _PUBLIC, ("单位", "工作单位"), searchable=True),
    Field("phone", "联系电话", Kind.TEXT, Home.OUTSIDER, _FULL, ("电话", "手机")),
    Field("starts", "聘用日期", Kind.PARTIAL_DATE, Home.OUTSIDER, _PUBLIC, ("聘期起", "开始日期", "聘任日期")),
    Field("ends", "解聘日期", Kind.PARTIAL_DATE, Home.OUTSIDER, _PUBLIC, ("聘期止", "结束日期")),
    Field("note", "备注", Kind.LONG, Home.OUTSIDER),
)
"""Somebody in a team who is no 委员: 信息员, 召集人, 文史专员."""

_R = Home.PROPOSAL

PROPOSAL_FIELDS: tuple[Field, ...] = (
    Field("serial", "流水号", Kind.INT, _R, _PUBLIC, ("序号", "收件号"), editable=False),
    Field("no", "提案号", Kind.INT, _R, _PUBLIC, ("案号", "提案编号", "编号", "立案号")),
    Field("source_no", "原系统编号", Kind.TEXT, _R, aliases=("motion_id", "原编号", "系统编号")),
    Field("title", "案由", Kind.TEXT, _R, _PUBLIC, ("title", "标题", "提案标题", "提案名称", "题目"), searchable=True),
    Field("text", "正文", Kind.LONG, _R, _PUBLIC, ("内容", "提案内容", "提案正文", "全文"), searchable=True),
    Field("category", "类别", Kind.CHOICE, _R, _PUBLIC, ("性质类别", "提案类别", "案由分类", "内容分类"), "提案类别"),
    Field("kind", "提案者类型", Kind.CHOICE, _R, _PUBLIC, ("提案分类", "提案者类别", "提案类型", "提案形式"), "提案者类型"),
    Field("nature", "性质", Kind.TEXT, _R, _PUBLIC, ("提案性质",)),
    Field("period", "会上或平时", Kind.TEXT, _R, _PUBLIC, ("状态", "提出时段", "时段")),
    Field("received", "收到日期", Kind.DATE, _R, _PUBLIC, ("登记时间", "收文时间", "提交时间", "收到时间", "提交日期")),
    Field("sponsors", "提案人", Kind.LIST, Home.NOWHERE, _PUBLIC, ("提案者", "提案人代号", "第一提案人", "提出人", "提案单位", "提案委员")),
    Field("seconders", "附议人", Kind.LIST, Home.NOWHERE, _PUBLIC, ("附议人代号", "附议者", "附议委员")),
    Field("sector", "提案人界别", Kind.TEXT, _R, _PUBLIC, ("界别", "所属界别")),
    Field("suggested", "建议承办单位", Kind.TEXT, _R, _PUBLIC,
          ("建议办理单位", "建议的承办单位", "建议主办单位", "建议协办单位", "建议会办单位", "承办单位建议")),
    Field("review", "审查结果", Kind.TEXT, Home.NOWHERE, _PUBLIC, ("审核", "审查", "立案情况", "审查意见", "审核结果")),
    Field("review_note", "审查意见", Kind.LONG, _R, aliases=("审核意见", "初审意见", "审查说明")),
    Field("lead", "主办单位", Kind.LIST, Home.NOWHERE, _PUBLIC, ("承办单位", "主办", "单办单位")),
    Field("assisting", "会办单位", Kind.LIST, Home.NOWHERE, _PUBLIC, ("协办单位", "协办", "会办")),
    Field("replied", "答复日期", Kind.DATE, Home.NOWHERE, _PUBLIC, ("主办答复时间", "答复时间", "复函日期")),
    Field("doc_no", "答复文号", Kind.TEXT, Home.NOWHERE, _PUBLIC, ("文号", "复函文号")),
    Field("class", "答复类别", Kind.CHOICE, Home.NOWHERE, _PUBLIC, ("类别标记", "办理结果类别", "ABC类"), "答复类别"),
    Field("disclosure", "公开属性", Kind.CHOICE, _R, _PUBLIC, ("是否公开", "公开情况")),
    Field("step", "办理进度", Kind.TEXT, Home.NOWHERE, _PUBLIC, ("step_name", "进度", "办理状态")),
    Field("register", "登记类型", Kind.TEXT, Home.NOWHERE, _PUBLIC, ("category", "建议或提案")),
    Field("meeting", "会议名称", Kind.TEXT, Home.NOWHERE, _PUBLIC, ("meeting", "届次", "会议")),
    Field("key", "重点提案", Kind.YES_NO, _R, _PUBLIC, ("是否重点", "重点")),
    Field("excellent", "优秀提案", Kind.YES_NO, _R, _PUBLIC, ("是否优秀",)),
    Field("note", "备注", Kind.LONG, _R, aliases=("说明",)),
)

UNIT_FIELDS: tuple[Field, ...] = (
    Field("name", "单位名称", Kind.TEXT, Home.UNIT, _PUBLIC, ("unit_name", "名称", "单位", "承办单位"), searchable=True),
    Field("system", "所属系统", Kind.CHOICE, Home.UNIT, _PUBLIC, ("unit_group", "系统", "系统分类"), "承办单位系统"),
    Field("contact", "联系人", Kind.TEXT, Home.UNIT, aliases=("联络员",)),
    Field("phone", "联系电话", Kind.TEXT, Home.UNIT, _FULL, ("电话", "手机")),
)
# fmt: on


LONGEST_VALUE = 10_000
"""Characters of a member's value: a cell of Excel holds 32,767, so what goes out in one comes back whole."""


def by_key(fields: tuple[Field, ...]) -> dict[str, Field]:
    """Index a field table by key."""
    return {field.key: field for field in fields}


MEMBER = by_key(MEMBER_FIELDS)
PROPOSAL = by_key(PROPOSAL_FIELDS)
UNIT = by_key(UNIT_FIELDS)
TEAM = by_key(TEAM_FIELDS)
OUTSIDER = by_key(OUTSIDER_FIELDS)


def member_key(word: str) -> str | None:
    """Find a member's field by its key, its label or another of its headers; None when no field is called so."""
    if word in MEMBER:
        return word
    return next((field.key for field in MEMBER_FIELDS if word in field.headers), None)


def at_home(fields: tuple[Field, ...], home: Home) -> tuple[Field, ...]:
    """Give the fields that one table keeps, in table order."""
    return tuple(field for field in fields if field.home is home)
