"""The roster desk: order, search, dated changes, posts from a pasted list."""

from __future__ import annotations

import pytest

from app.db.members import FieldValue
from app.domain.errors import Ambiguous, NotFound, Refused, WrongUsage
from app.domain.fields import MEMBER
from app.domain.member import Seat
from app.office import Office, Reason
from app.services import member_values
from tests.offices import add


def test_默认按职务再按姓氏笔画(county: Office) -> None:
    names = [member.name for member in county.roster.listing()]
    assert names[:4] == ["沈长河", "顾书岚", "陆一鸣", "贺兰青"]
    assert names[4:8] == ["江葵", "阮星海", "纪晓舟", "傅云帆"]
    assert len(names) == 19


@pytest.mark.parametrize("sort", ["rank", "strokes", "strokes-short-first", "pinyin", "sector"])
def test_各种排序人数不变(county: Office, sort: str) -> None:
    assert {member.name for member in county.roster.listing(sort=sort)} == {
        m.name for m in county.roster.listing()
    }


def test_不认识的排序(county: Office) -> None:
    with pytest.raises(Refused, match="不认识的排序"):
        county.roster.listing(sort="color")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("米", {"米雪"}),
        ("mx", {"米雪"}),
        ("副主席", {"顾书岚", "陆一鸣"}),
        ("经济委员会 常委", {"纪晓舟"}),
        ("无此人", set()),
    ],
    ids=["字", "拼音首字母", "职务", "两个词", "没有"],
)
def test_查找(county: Office, text: str, found: set[str]) -> None:
    assert {member.name for member in county.roster.listing(text=text)} == found


def test_按手机和编号查找(office: Office) -> None:
    add(office, "骆宾", no="017", phone="13900001234")
    assert [one.name for one in office.roster.listing(text="017")] == ["骆宾"]
    assert [one.name for one in office.roster.listing(text="139 0000")] == ["骆宾"]


def test_状态从某日起变化(county: Office) -> None:
    member = county.roster.get("骆宾")
    county.roster.change(
        member, {"status": "辞职"}, day="2026-06-01", reason=Reason("本人申请", "县协发〔2026〕3号", "常委会")
    )
    assert county.roster.get("骆宾", "2026-05-31").status == "在册"
    assert county.roster.get("骆宾", "2026-06-01").status == "辞职"
    assert len(county.roster.listing(day="2026-05-31")) == 19
    assert len(county.roster.listing(day="2026-06-01")) == 18
    assert [m.name for m in county.roster.listing(status="辞职")] == ["骆宾"]
    assert len(county.roster.listing(status="全部")) == 19
    fact = [fact for fact in county.roster.show("骆宾").facts if fact.field == "status"][-1]
    assert (fact.reason, fact.basis, fact.organ) == ("本人申请", "县协发〔2026〕3号", "常委会")


def test_增补的委员此前不在册(county: Office) -> None:
    county.roster.add({"name": "温如玉", "sector": "经济"}, day="2026-07-01")
    assert len(county.roster.listing(day="2026-06-30")) == 19
    assert len(county.roster.listing(day="2026-07-01")) == 20
    with pytest.raises(NotFound):
        county.roster.get("温如玉", "2026-06-30")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, (True, "1", "2026-07-01")),
        ({"terms_served": 2}, (False, "2", "2026-07-01")),
        ({"is_new": False, "joined": "2012"}, (False, "", "2012")),
    ],
    ids=["没说的推算", "连任的不是新任", "说了的照说的"],
)
def test_增补从何时任委员并算新任(
    county: Office, said: dict[str, FieldValue], told: tuple[bool, str, str]
) -> None:
    county.roster.add({"name": "温如玉", "sector": "经济", **said}, day="2026-07-01")
    member = county.roster.get("温如玉", "2026-07-01")
    assert (member.is_new, member.terms, member.more["joined"]) == told
    county.roster.add({"name": "温如月", "sector": "经济"})
    entered = county.roster.get("温如月")
    assert (entered.is_new, entered.more.get("joined", "")) == (False, "")


@pytest.mark.parametrize(
    ("status", "label"),
    [("在册", "恢复履职 骆宾"), ("辞职", "辞职 骆宾"), ("去世", "去世 骆宾")],
)
def test_操作名称说明做了什么(county: Office, status: str, label: str) -> None:
    county.roster.change(county.roster.get("骆宾"), {"status": "暂停履职"}, day="2026-05-01")
    assert county.undoable == "暂停履职 骆宾"
    county.roster.change(county.roster.get("骆宾"), {"status": status}, day="2026-06-01")
    assert county.undoable == label


def test_更正不留变动痕迹而变动留下两段(county: Office) -> None:
    member = county.roster.get("骆宾")
    county.roster.change(member, {"sector": "教育"}, day=None)
    facts = [fact for fact in county.roster.show("骆宾").facts if fact.field == "sector"]
    assert [(fact.value, fact.starts, fact.ends) for fact in facts] == [("教育", "", "")]
    county.roster.change(county.roster.get("骆宾"), {"sector": "经济"}, day="2026-06-01")
    facts = [fact for fact in county.roster.show("骆宾").facts if fact.field == "sector"]
    assert [(fact.value, fact.starts, fact.ends) for fact in facts] == [
        ("教育", "", "2026-06-01"),
        ("经济", "2026-06-01", ""),
    ]


def test_改早于后来变动的日期只到后来变动为止(county: Office) -> None:
    county.roster.change(county.roster.get("骆宾"), {"sector": "经济"}, day="2026-08-01")
    county.roster.change(county.roster.get("骆宾"), {"sector": "教育"}, day="2026-05-01")
    assert county.roster.get("骆宾", "2026-06-01").sector == "教育"
    assert county.roster.get("骆宾", "2026-09-01").sector == "经济"


def test_同一天改两次只留后一次(county: Office) -> None:
    for sector in ("教育", "经济"):
        county.roster.change(county.roster.get("骆宾"), {"sector": sector}, day="2026-05-01")
    facts = [fact for fact in county.roster.show("骆宾").facts if fact.field == "sector"]
    assert [fact.value for fact in facts] == ["中共", "经济"]


@pytest.mark.parametrize("name", ["", "王", "吴彦?", "12"], ids=["空", "一个字", "缺字", "数字"])
def test_姓名不完整不能新增(office: Office, name: str) -> None:
    with pytest.raises(Refused, match="不能用"):
        add(office, name)
    assert office.roster.listing() == []


def test_改名也要完整(county: Office) -> None:
    with pytest.raises(Refused, match="不能用"):
        county.roster.change(county.roster.get("骆宾"), {"name": "骆"}, day=None)
    county.roster.change(county.roster.get("骆宾"), {"name": "骆　彬"}, day=None)
    assert county.roster.get("骆彬").name == "骆彬"


def test_编号不能重复(county: Office) -> None:
    county.roster.change(county.roster.get("骆宾"), {"no": "001"}, day=None)
    with pytest.raises(Refused, match="已经是 骆宾 的"):
        county.roster.change(county.roster.get("米雪"), {"no": "001"}, day=None)
    with pytest.raises(Refused, match="已经是 骆宾 的"):
        add(county, "温如玉", no="001")
    county.roster.change(county.roster.get("骆宾"), {"no": "001"}, day=None)


def test_不存在的状态(county: Office) -> None:
    with pytest.raises(Refused, match="没有“休假”这种状态"):
        county.roster.change(county.roster.get("骆宾"), {"status": "休假"}, day=None)


def test_同名要用编号指明(county: Office) -> None:
    first, second = (
        add(county, "温如玉", no="101", sector="教育"),
        add(county, "温如玉", no="102", sector="经济"),
    )
    with pytest.raises(Ambiguous, match="有 2 人：101 教育"):
        county.roster.get("温如玉")
    assert county.roster.get("102").id == second
    assert county.roster.get(str(first)).no == "101"


def test_名册里没有的人(county: Office) -> None:
    with pytest.raises(NotFound, match="名册里没有“无名氏”"):
        county.roster.get("无名氏")


def test_职务按高低排列_不论先后录入(county: Office) -> None:
    county.roster.change(county.roster.get("骆宾"), {"posts": ("常委", "副主席")}, day=None)
    assert county.roster.get("骆宾").posts == ("副主席", "常委")
    identity = county.roster.add({"name": "温如玉", "posts": ("党组成员", "秘书长")})
    assert county.roster.get(str(identity)).posts == ("秘书长", "党组成员")


def test_误录的可以删除有联络关系的不行(county: Office) -> None:
    identity = add(county, "温如玉")
    county.roster.remove(county.roster.get("温如玉"))
    with pytest.raises(NotFound):
        county.roster.get(str(identity))
    county.undo()
    assert county.roster.get("温如玉").id == identity
    county.liaison.assign("2026-01-15")
    with pytest.raises(Refused, match="请改用“退出”"):
        county.roster.remove(county.roster.get("米雪"))


def test_历史说明谁何时做了什么(county: Office) -> None:
    county.roster.change(county.roster.get("骆宾"), {"phone": "13900001234"}, day=None)
    labels = [operation.label for operation in county.roster.show("骆宾").operations]
    assert labels == ["修改 骆宾 的手机", "新增委员 骆宾"]
    assert [o.label for o in county.past.operations(of="骆宾")] == labels


# --------------------------------------------------------------------------- a pasted list


def test_名单设为常委(county: Office) -> None:
    done = county.roster.set_post("常务委员名单（3名）\n骆　宾　米　雪\n傅云帆", "常委")
    assert {member.name for member in done.set} == {"骆宾", "米雪"}
    assert [member.name for member in done.already] == ["傅云帆"]
    assert done.findings == ()
    assert county.undoable == "设为常委 2 人"
    assert county.roster.get("骆宾").posts == ("常委",)


def test_名单里不认识和同名的人不设(county: Office) -> None:
    add(county, "温如玉"), add(county, "温如玉")
    done = county.roster.set_post("骆宾、温如玉、无名氏", "常委")
    assert [member.name for member in done.set] == ["骆宾"]
    assert {finding.value for finding in done.findings} == {"温如玉", "无名氏"}


def test_名单试算不写入(county: Office) -> None:
    county.roster.set_post("骆宾", "常委", dry_run=True)
    assert county.roster.get("骆宾").posts == ()


def test_没有的职务(county: Office) -> None:
    with pytest.raises(Refused, match="没有“会长”这个政协职务"):
        county.roster.set_post("骆宾", "会长")


# --------------------------------------------------------------------------- FIELD=VALUE


def test_字段等于值(county: Office) -> None:
    member = county.roster.get("傅云帆")
    values = county.roster.parse(
        [
            "posts+=副秘书长",
            "committees=提案委员会（副主任）、经济委员会",
            "birth=1975年3月",
            "新任=是",
            "政治面貌=民盟、中共",
            "rank_no=3",
        ],
        member,
    )
    assert values["posts"] == ("常委", "副秘书长")
    assert values["committees"] == (Seat("提案委员会", "副主任"), Seat("经济委员会"))
    assert (values["birth"], values["is_new"], values["rank_no"]) == ("1975-03", True, 3)
    assert values["affiliations"] == ("民盟", "中共")
    county.roster.change(member, values, day=None)
    changed = county.roster.get("傅云帆")
    assert member_values.text_of(changed, "committees") == "提案委员会（副主任）、经济委员会"
    assert member_values.text_of(changed, "is_new") == "是"
    assert county.roster.parse(["posts-=常委"], changed)["posts"] == ("副秘书长",)


@pytest.mark.parametrize(
    "word",
    ["姓名", "颜色=红", "birth=1975-13", "rank_no=三", "新任=也许", "sector+=教育", "政治面貌=火星党"],
)
def test_看不懂的字段写法(county: Office, word: str) -> None:
    with pytest.raises(WrongUsage):
        county.roster.parse([word], county.roster.get("傅云帆"))


def test_看不懂的日期_只说一遍(county: Office) -> None:
    with pytest.raises(WrongUsage) as refused:
        county.roster.parse(["birth=三月"])
    assert refused.value.message == "出生年月“三月”不是日期，请写成 1975、1975-03 或 1975-03-01"


def test_小组写明种类(county: Office) -> None:
    values = county.roster.parse(["groups=街道小组/湖滨（组长）、学习组/一组"])
    assert values["groups"] == (Seat("湖滨", "组长", "街道小组"), Seat("一组", "", "学习组"))
    county.roster.change(county.roster.get("骆宾"), values, day=None)
    assert county.roster.get("骆宾").area == "湖滨"
    assert county.frame.registry.codes("小组") == ["湖滨", "一组"]


def test_每个字段都能写成文字(county: Office) -> None:
    member = county.roster.get("傅云帆")
    texts = {key: member_values.text_of(member, key) for key in MEMBER}
    assert texts["name"] == "傅云帆"
    assert texts["rank_no"] == ""
    assert texts["area"] == ""
