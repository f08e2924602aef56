"""Looking at the roster: views, conditions, words, orders, columns; the office's own order; what goes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import LiangeError, NotFound, Refused, WrongUsage
from app.domain.fields import Privacy
from app.domain.member_view import EVERYBODY, Asked, View
from app.office import Office
from tests.offices import TODAY, add


def names(office: Office, asked: Asked) -> list[str]:
    return [member.name for member in office.roster_search.select(asked).people]


def test_条件都要满足(county: Office) -> None:
    assert set(names(county, Asked(where=("界别=教育", "党员党外=党外")))) == {
        m.name
        for m in county.roster.listing()
        if m.sector == "教育" and m.affiliations and not m.is_party_member
    }


def test_没有条件就是全部_按职务(county: Office) -> None:
    assert names(county, Asked()) == [member.name for member in county.roster.listing()]
    assert names(county, Asked(sort="strokes", descending=True)) == names(county, Asked(sort="strokes"))[::-1]


def test_不认识的条件和排序说一句话(county: Office) -> None:
    for asked in (Asked(where=("星座=白羊",)), Asked(sort="colour"), Asked(sort="field:colour")):
        with pytest.raises(LiangeError):
            county.roster_search.select(asked)


def test_退出的人只在含已退出里(county: Office) -> None:
    county.roster.change(county.roster.get("米雪"), {"status": "辞职"}, day="2026-06-01")
    assert "米雪" not in names(county, Asked())
    assert names(county, Asked("已退出")) == ["米雪"]
    assert "米雪" in names(county, Asked(EVERYBODY))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(search="米雪"), ["已退出里有 1 人"]),
        (Asked("暂停", search="米雪"), ["已退出里有 1 人"]),
        (Asked("已退出", search="米雪"), []),
        (Asked("已退出", search="骆宾"), ["全部里有 1 人"]),
        (Asked("已退出", search="雪骆"), []),
        (Asked("暂停", where=("姓名=骆宾",)), ["全部里有 1 人"]),
        (Asked("暂停", where=("姓名=骆宾",), search="骆宾"), ["全部里有 1 人"]),
        (Asked(where=("姓名=骆宾",), search="米雪"), ["不加条件，已退出里有 1 人"]),
        (Asked(where=("姓名=米雪",), search="骆宾"), ["不加条件，全部里有 1 人"]),
        (Asked("暂停"), []),
        (Asked(where=("姓名=骆宾",)), []),
    ],
)
def test_没列出来的人_说在哪里(county: Office, asked: Asked, said: list[str]) -> None:
    county.roster.change(county.roster.get("米雪"), {"status": "辞职"}, day="2026-06-01")
    finding = county.roster_search
    others = finding.elsewhere(asked, finding.select(asked))
    assert [one.words for one in others] == said
    assert [len(finding.select(one.asked).people) for one in others] == [1] * len(said)


def test_找到了人_退出的同姓也说(county: Office) -> None:
    county.roster.change(county.roster.get("米雪"), {"status": "辞职", "address": "骆宾路"}, day="2026-06-01")
    finding, asked = county.roster_search, Asked(search="骆宾")
    (other,) = finding.elsewhere(asked, finding.select(asked))
    assert other.words == "已退出里有 1 人"


def test_在姓名以外找到的说出字段_找姓名的不说(county: Office) -> None:
    county.roster.change(
        county.roster.get("骆宾"), {"phone": "139 1234 0001", "address": "米雪路1号"}, day=None
    )
    found = county.roster_search.select(Asked(search="1234"))
    assert [(member.name, found.why[member.id]) for member in found.people] == [("骆宾", "手机")]
    found = county.roster_search.select(Asked(search="米雪"))
    assert [(member.name, found.why.get(member.id, "")) for member in found.people] == [
        ("米雪", ""),
        ("骆宾", "通讯地址"),
    ]


def test_改了以后马上找得到(county: Office) -> None:
    assert names(county, Asked(search="luobin")) == ["骆宾"]
    county.roster.change(county.roster.get("骆宾"), {"name": "罗斌"}, day=None)
    assert names(county, Asked(search="骆")) == []
    assert names(county, Asked(search="lb")) == ["罗斌"]
    county.undo()
    assert names(county, Asked(search="骆宾")) == ["骆宾"]


def test_停用的字段不再查找(county: Office) -> None:
    county.roster.change(county.roster.get("骆宾"), {"note": "爱好围棋"}, day=None)
    assert names(county, Asked(search="围棋")) == ["骆宾"]
    with county.data.operation("停用备注"):
        county.frame.registry.set_setting("fields.off", "note")
    assert names(county, Asked(search="围棋")) == []


def test_另一扇门备好的拿来就用(county: Office) -> None:
    reader = county.reader()
    try:
        reader.roster_search.adopt(county.roster_search.warm())
        assert [hit.id for hit in reader.roster_search.hits(reader.frame.people(), "luobin")] == [
            county.roster.get("骆宾").id
        ]
    finally:
        reader.close()


def test_按字段排_空的在最后(office: Office) -> None:
    for name, birth, sector in (
        ("甲一", "1970", "经济"),
        ("乙二", "", "中共"),
        ("丙三", "1960-02", ""),
        ("丁四", "1990", "教育"),
    ):
        add(office, name, birth=birth, sector=sector)
    assert names(office, Asked(sort="field:age")) == ["丁四", "甲一", "丙三", "乙二"]
    assert names(office, Asked(sort="field:age", descending=True)) == ["丙三", "甲一", "丁四", "乙二"]
    assert names(office, Asked(sort="field:birth")) == ["丙三", "甲一", "丁四", "乙二"]
    assert names(office, Asked(sort="field:sector"))[-1] == "丙三"
    assert names(office, Asked(sort="field:name")) == names(office, Asked(sort="strokes"))


def test_每个值有几人(county: Office) -> None:
    counts = dict(county.roster_search.counts(county.roster.listing(), "sector"))
    assert sum(counts.values()) == sum(bool(member.sector) for member in county.roster.listing())
    assert dict(county.roster_search.counts(county.roster.listing(), "age")) == {}


# -- saved views -----------------------------------------------------------------------------------------------

PARTY = View("中共党员", Asked(where=("党派=中共",), sort="pinyin"), ("name", "年龄", "workplace"))


def test_视图保存后人数与打开的一致_可以撤销(county: Office) -> None:
    county.roster_views.save(PARTY)
    view = county.roster_views.view("中共党员")
    assert view.asked.where == ("政治面貌=中共",)
    assert view.columns == ("name", "age", "workplace")
    assert county.roster_views.counts() == [("中共党员", len(names(county, view.asked)))]
    assert county.undoable == "保存视图 中共党员"
    county.undo()
    assert county.roster_views.views() == ()


def test_视图改名移动删除(county: Office) -> None:
    for name in ("甲", "乙", "丙"):
        county.roster_views.save(View(name))
    county.roster_views.move("丙", -2)
    county.roster_views.rename("甲", "甲等")
    county.roster_views.delete("乙")
    assert [view.name for view in county.roster_views.views()] == ["丙", "甲等"]
    with pytest.raises(NotFound):
        county.roster_views.delete("乙")


@pytest.mark.parametrize(
    "view",
    [
        View("坏", Asked(where=("星座=白羊",))),
        View("坏", Asked(sort="彩色")),
        View("坏", Asked(sort="field:彩色")),
        View("坏", columns=("彩色",)),
    ],
    ids=["条件", "排序", "按字段", "栏目"],
)
def test_说不通的视图不保存(county: Office, view: View) -> None:
    with pytest.raises(LiangeError):
        county.roster_views.save(view)
    assert county.roster_views.views() == ()


def test_字段停用后视图还在_只是不数(county: Office) -> None:
    county.roster_views.save(View("老同志", Asked(where=("年龄>=60",))))
    with county.data.operation("停用"):
        county.frame.registry.set_setting("fields.off", "birth")
    assert county.roster_views.counts() == [("老同志", None)]


@pytest.mark.parametrize("text", ["", "不是JSON", '{"a": 1}', '[1, {"name": ""}]'])
def test_读不懂的视图当作没有(county: Office, text: str) -> None:
    with county.data.operation("坏设置"):
        county.frame.registry.set_setting("views.roster", text)
    assert county.roster_views.views() == ()


# -- an order of one's own -------------------------------------------------------------------------------------


def own(office: Office) -> list[str]:
    return [member.name for member in office.own_order.people()]


def ids(office: Office, *found: str) -> list[int]:
    return [office.roster.get(name).id for name in found]


def test_上移下移和拖动_一次操作一次撤销(county: Office) -> None:
    before = own(county)
    first, second, third = before[:3]
    shown = ids(county, *before)
    county.own_order.step(ids(county, third), -1, shown)
    assert own(county)[:3] == [first, third, second]
    county.own_order.step(ids(county, first), 1, ids(county, *own(county)))
    assert own(county)[:3] == [third, first, second]
    county.own_order.put(ids(county, before[-1], before[-2]), ids(county, third)[0])
    assert own(county)[:3] == [before[-2], before[-1], third]
    assert county.undoable == "调整自定义次序：2 人"
    for _ in range(3):
        county.undo()
    assert own(county) == before


def test_已到头的不再动(county: Office) -> None:
    shown = ids(county, *own(county))
    assert county.own_order.step(shown[:2], -1, shown) == 0
    assert county.own_order.step(shown[-1:], 1, shown) == 0
    assert county.own_order.step([], 1, shown) == 0


def test_在筛选出的人里下移_越过的是看得见的那一位(county: Office) -> None:
    standing = own(county)
    shown = ids(county, standing[0], standing[4], standing[8])
    county.own_order.step(shown[:1], 1, shown)
    assert own(county)[3:5] == [standing[4], standing[0]]


def test_按名单排(county: Office) -> None:
    before = own(county)
    listed = county.own_order.read("米雪、骆宾 查无此人")
    assert ([m.name for m in listed.people], listed.rest, len(listed.findings)) == (
        ["米雪", "骆宾"],
        len(before) - 2,
        1,
    )
    assert own(county) == before
    county.own_order.set_by_names("米雪、骆宾")
    assert own(county) == ["米雪", "骆宾", *(name for name in before if name not in ("米雪", "骆宾"))]
    assert county.undoable == "按名单排自定义次序 2 人"
    assert county.own_order.set_by_names("查无此人").people == ()


def test_倒序时没有序号的还在最后(county: Office) -> None:
    with county.data.operation("排序"):
        for number, name in enumerate(("米雪", "骆宾"), 1):
            county.frame.members.change(county.roster.get(name).id, {"own_no": number}, None)
    assert names(county, Asked(sort="custom", descending=True))[:2] == ["骆宾", "米雪"]


# -- going out -------------------------------------------------------------------------------------------------


def test_导出所见_就是那些栏目那个次序(county: Office, tmp_path: Path) -> None:
    county.roster.change(
        county.roster.get("骆宾"), {"birth": "1966-01", "employer": "县医院", "job_title": "院长"}, day=None
    )
    people = county.roster_search.select(Asked(search="骆宾")).people
    county.roster_export.as_shown(tmp_path / "所见.csv", people, ["name", "age", "workplace", "party"])
    assert (tmp_path / "所见.csv").read_text("utf-8-sig").splitlines() == [
        "姓名,年龄,单位及职务,党员党外",
        "骆宾,60,县医院院长,党员",
    ]


def test_完整导出记入操作记录_内部的不记(county: Office, tmp_path: Path) -> None:
    before = county.undoable
    county.roster_export.at_level(tmp_path / "内部.csv", level=Privacy.INTERNAL)
    county.roster_export.as_shown(tmp_path / "所见.csv", county.roster.listing(), ["name"])
    assert county.undoable == before
    for _ in range(2):
        county.roster_export.at_level(tmp_path / "完整.csv", level=Privacy.FULL)
        assert county.undoable == before, "撤销的是上一次修改，不是导出"
    county.roster_export.as_shown(tmp_path / "电话.csv", county.roster.listing()[:3], ["name", "phone"])
    labels = [operation.label for operation in county.frame.registry.operations(3)]
    assert labels == ["导出完整名册 3 人（电话.csv）", *["导出完整名册 19 人（完整.csv）"] * 2]


def test_只读时不能导出完整的(county: Office, tmp_path: Path) -> None:
    county.close()
    reading = Office.open(county.path, read_only=True, today=lambda: TODAY)
    try:
        with pytest.raises(Refused, match="操作记录"):
            reading.roster_export.at_level(tmp_path / "完整.csv", level=Privacy.FULL)
        reading.roster_export.at_level(tmp_path / "内部.csv")
    finally:
        reading.close()
    assert not (tmp_path / "完整.csv").exists()


def test_没有的字段(county: Office) -> None:
    with pytest.raises(WrongUsage):
        county.roster_search.facet("星座")


def test_没有出生年月的人不在年龄条件里_说有几人(county: Office) -> None:
    everyone = county.roster.listing()
    unborn = {member.id for member in everyone if not member.birth}
    assert unborn
    found = county.roster_search.select(Asked(where=("年龄>=18",)))
    assert not unborn & {member.id for member in found.people}
    assert found.left_out == f"另有 {len(unborn)} 人没有出生年月，不在其中"
    both = county.roster_search.select(Asked(where=("年龄>=18", "年龄<=90")))
    assert both.unknown == {"出生年月": len(unborn)}


@pytest.mark.parametrize(
    "where", ["年龄=空", "年龄!=空", "界别!=教育", "政协职务=常委", "新任=是", "资料不全=手机"]
)
def test_没有也是一种回答的_不说另有几人(county: Office, where: str) -> None:
    assert county.roster_search.select(Asked(where=(where,))).left_out == ""


def test_另有几人_只数别的条件和要找的字都对得上的(county: Office) -> None:
    found = county.roster_search.select(Asked(where=("年龄>=18", "姓名=米雪")))
    born = bool(county.roster.get("米雪").birth)
    assert (len(found.people), found.unknown) == ((1, {}) if born else (0, {"出生年月": 1}))
    nobody = county.roster_search.select(Asked(where=("年龄>=18",), search="查无此人"))
    assert (nobody.people, nobody.left_out) == ((), "")
