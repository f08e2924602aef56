"""The named fields that a wording may use: what each means and where it comes from, by what a copy is about.

The values are found by `app.reports.wording.values`, one for every line here; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.wording import Asked, Kind, Subject

_ROSTER, _PROPOSALS, _MOTIONS, _MOVES, _GRID, _UNITS = (
    "roster",
    "proposals",
    "motions",
    "moves",
    "grid",
    "units",
)
_REGISTER = "提案登记"


@dataclass(frozen=True, slots=True)
class WordingField:
    """One field: the word between the braces, what it means, where it comes from.

    `needs` are the facts it is made from; a `table` stands alone in its line and is printed as a table.
    """

    name: str
    meaning: str
    source: str
    needs: tuple[str, ...] = ()
    table: bool = False


def _office() -> tuple[WordingField, ...]:
    own, roster, register = "备份与设置", "委员名册", _REGISTER
    return (
        WordingField("发文机关", "本单位的名称", own),
        WordingField("办公室", "本单位办公室的名称", own),
        WordingField("届次", "现在的届次，如 第十一届", own),
        WordingField("会议", "最近一次会议的名称", own, (_PROPOSALS,)),
        WordingField("成文日期", "打印时写的成文日期，不写就是截至日期", "打印时"),
        WordingField("截至日期", "名册和提案算到哪一天", "打印时"),
        WordingField("年份", "成文日期的年份，如 2026", "打印时"),
        WordingField("在任委员数", "在册和暂停履职的委员", roster),
        WordingField("在册委员数", "在册的委员，不含暂停履职的", roster),
        WordingField("暂停履职委员数", "暂停履职的委员", roster),
        WordingField("常委会组成人员数", "在册的主席、副主席、秘书长和常委", roster),
        WordingField("中共党员委员数", "在册的中共党员，交叉党派和预备党员也算", roster),
        WordingField("非中共委员数", "在册的其他委员", roster),
        WordingField("女委员数", "在册的女委员", roster),
        WordingField("少数民族委员数", "在册的少数民族委员", roster),
        WordingField("新任委员数", "在册的新任委员", roster),
        WordingField("界别数", "在册委员所在的界别", roster),
        WordingField("增补委员数", "本届开始以后增补的", "委员变动", (_MOVES,)),
        WordingField("退出委员数", "本届开始以后辞职、撤销、去世、调离的", "委员变动", (_MOVES,)),
        *(WordingField(name, meaning, register, (_PROPOSALS,)) for name, meaning in _COUNTS),
        *(WordingField(name, f"{name}，口径见“口径说明”", register, (_PROPOSALS,)) for name in RATES),
        WordingField("口径说明", "用到的各个比率怎样算出来", register, (_PROPOSALS,)),
        WordingField("审查结果表", "收到的提案各是什么结果", register, (_PROPOSALS,), table=True),
        WordingField("提案类别表", "立案提案按类别的件数和答复", register, (_PROPOSALS,), table=True),
        WordingField("承办单位表", "各承办单位主办、会办、已答复、逾期", register, (_PROPOSALS,), table=True),
        WordingField("重点提案表", "重点提案和领衔领导、进展", register, (_PROPOSALS,), table=True),
        WordingField("未答复提案表", "立案后还没有答复的提案", register, (_PROPOSALS,), table=True),
        WordingField("委员变动表", "本届开始以后的增补和退出", "委员变动", (_MOVES,), table=True),
    )


_COUNTS = (
    ("收到件数", "收到的提案，草稿不算"),
    ("立案件数", "立案的提案，以后办到哪一步都算"),
    ("不予立案件数", "不予立案的提案"),
    ("并案件数", "并入别的提案的"),
    ("转社情民意件数", "转为社情民意信息的"),
    ("待审查件数", "还没有审查的"),
    ("已答复件数", "主办（分办）单位都已答复的立案提案"),
    ("未答复件数", "立案提案里还没有全部答复的"),
    ("逾期件数", "过了答复期限还没有答复的"),
    ("办结件数", "已经办结的"),
    ("重点提案件数", "列为重点的立案提案"),
    ("承办单位数", "主办或分办提案的单位"),
    ("A类件数", "答复为 A 类的"),
    ("B类件数", "答复为 B 类的"),
    ("C类件数", "答复为 C 类的"),
)
RATES = ("立案率", "办复率", "办结率", "按期率", "采纳落实率")
"""Rates that paper may name; each has its 口径."""

_MEMBER = tuple(
    WordingField(name, meaning, source, needs, name.endswith("表"))
    for name, meaning, source, needs in (
        ("姓名", "委员的姓名", "委员名册", ()),
        ("称呼", "先生或女士；没有填性别的是委员", "性别", ()),
        ("性别", "男或女", "委员名册", ()),
        ("民族", "如 汉族", "委员名册", ()),
        ("出生年月", "如 1975年3月", "委员名册", ()),
        ("生日", "几月几日；只知道年月的是几月", "出生年月", ()),
        ("委员编号", "委员编号", "委员名册", ()),
        ("政治面貌", "政治面貌", "委员名册", ()),
        ("界别", "所在界别", "委员名册", ()),
        ("专委会", "所在专委会", "委员名册", ()),
        ("小组", "所在的各个小组", "委员名册", ()),
        ("片区", "所在片区", "委员名册", ()),
        ("工作单位", "工作单位；职务里写着单位的，从那里认", "委员名册", ()),
        ("单位职务", "在工作单位的职务", "委员名册", ()),
        ("单位及职务", "工作单位和职务连写", "委员名册", ()),
        ("政协职务", "如 常委；没有职务的是委员", "委员名册", ()),
        ("任委员日期", "哪天起任委员", "委员名册", ()),
        ("手机", "手机", "委员名册", ()),
        ("邮箱", "电子邮箱", "委员名册", ()),
        ("通讯地址", "通讯地址，没有填的用单位地址", "委员名册", ()),
        ("邮编", "通讯地址的邮编", "委员名册", ()),
        ("联络人", "网格里联系这位委员的人", "网格", (_GRID,)),
        ("联络人电话", "联络人的手机", "网格", (_GRID,)),
        ("变动", "最近的变动，如 增补、辞职", "委员变动", (_MOVES,)),
        ("变动日期", "最近变动是哪一天", "委员变动", (_MOVES,)),
        ("变动原因", "最近变动的原因", "委员变动", (_MOVES,)),
        ("变动文号", "最近变动的依据", "委员变动", (_MOVES,)),
        ("决定机关", "谁决定的，如 常委会会议", "委员变动", (_MOVES,)),
        ("提案件数", "在最近一次会议提出的提案，联名的也算", "提案登记", (_PROPOSALS,)),
        ("第一提案人件数", "其中以第一提案人提出的", "提案登记", (_PROPOSALS,)),
        ("立案提案件数", "其中立案的", "提案登记", (_PROPOSALS,)),
        ("本人提案表", "提出的提案和办理情况", "提案登记", (_PROPOSALS,)),
    )
)  # fmt: skip

_PROPOSAL = (
    WordingField("提案号", "提案号；没有立案的是流水号", "提案登记"),
    WordingField("案由", "提案的题目", "提案登记"),
    WordingField("提案人", "全部提案人，多了写等几人", "提案登记"),
    WordingField("第一提案人", "第一提案人，集体提案是单位", "提案登记"),
    WordingField("第一提案人称呼", "先生或女士；集体提案和不知道的为空", "委员名册"),
    WordingField("您或贵单位", "怎样称呼第一提案人：委员是 您，集体提案是 贵单位", "提案登记"),
    WordingField("第一提案人单位", "第一提案人的单位及职务", "委员名册"),
    WordingField("类别", "提案类别", "提案登记"),
    WordingField("收到日期", "哪天收到", "提案登记"),
    WordingField("审查结果", "立案、不予立案、并案、转社情民意", "提案登记"),
    WordingField("未立案理由", "不予立案的理由", "提案登记"),
    WordingField("处理去向", "没有立案的怎样处理", "提案登记"),
    WordingField("并入提案", "并案的并入哪一件", "提案登记"),
    WordingField("主办单位", "主办或分办的单位", "提案登记"),
    WordingField("会办单位", "会办的单位", "提案登记"),
    WordingField("交办日期", "哪天交办", "提案登记"),
    WordingField("答复期限", "最晚哪天答复", "提案登记"),
    WordingField("办理进度", "现在办到哪一步", "提案登记"),
    WordingField("答复类别", "A、B、C", "提案登记"),
    WordingField("领衔领导", "重点提案由谁领衔", "提案登记"),
)

_UNIT = (
    WordingField("承办单位", "承办单位的名称", "承办单位"),
    WordingField("单位联系人", "承办单位的联系人", "承办单位", (_UNITS,)),
    WordingField("单位联系电话", "承办单位的联系电话", "承办单位", (_UNITS,)),
    WordingField("主办件数", "主办（含分办）的提案", "提案登记"),
    WordingField("会办件数", "会办的提案", "提案登记"),
    WordingField("单位已答复件数", "主办的已答复几件", "提案登记"),
    WordingField("单位未答复件数", "主办的还有几件没有答复", "提案登记"),
    WordingField("单位逾期件数", "其中过了期限的", "提案登记"),
    WordingField("最早期限", "没有答复的提案里最早的答复期限", "提案登记"),
    WordingField("承办提案表", "主办和会办的提案、期限", "提案登记", table=True),
    WordingField("单位未答复提案表", "主办的提案里没有答复的", "提案登记", table=True),
)

_BY_KIND: Mapping[Kind, tuple[WordingField, ...]] = {
    Kind.OFFICE: _office(), Kind.MEMBER: _MEMBER, Kind.PROPOSAL: _PROPOSAL, Kind.UNIT: _UNIT,
}  # fmt: skip
"""The fields by where they belong; every subject has those of the office too."""

_OF_KIND: Mapping[Kind, str] = {
    Kind.OFFICE: "", Kind.MEMBER: "", Kind.PROPOSAL: _MOTIONS, Kind.UNIT: _PROPOSALS,
}  # fmt: skip


def own_fields(kind: Kind) -> tuple[WordingField, ...]:
    """The fields that belong to one kind of subject alone."""
    return _BY_KIND[kind]


def fields_of(subject: Subject) -> tuple[WordingField, ...]:
    """Every field that a copy about `subject` has: its own first, then the office's.

    A copy about one proposal has no figures of all of them: it may be printed for a few, and they would be those of a few.
    """
    office = _BY_KIND[Kind.OFFICE]
    if subject.kind is Kind.OFFICE:
        return office
    if subject.kind is Kind.PROPOSAL:
        office = tuple(one for one in office if one.source != _REGISTER)
    return (*_BY_KIND[subject.kind], *office)


def names_of(subject: Subject) -> frozenset[str]:
    """The names of these fields."""
    return frozenset(one.name for one in fields_of(subject))


def with_asked(subject: Subject, asked: Iterable[Asked]) -> dict[str, WordingField]:
    """Every field by name, those that are asked for first."""
    own = {one.name: WordingField(one.name, one.hint, "打印时填写") for one in asked}
    return own | {one.name: one for one in fields_of(subject)}


def needs_of(subject: Subject, used: Iterable[str]) -> frozenset[str]:
    """The facts that a wording about `subject` with these fields is made from."""
    found = {_ROSTER} | {_OF_KIND[subject.kind]} - {""} | ({_MOVES} if subject.moves else set())
    table = {one.name: one for one in fields_of(subject)}
    for name in used:
        if name in table:
            found.update(table[name].needs)
    return frozenset(found - {_PROPOSALS} if _MOTIONS in found else found)
