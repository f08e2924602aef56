"""History of a member, one field restored, many changed at once, the removed brought back."""

from __future__ import annotations

import pytest

from app.db.members import Reason
from app.domain.errors import NotFound, Refused, WrongUsage
from app.domain.member import Seat
from app.office import Office
from app.services.member_history import Entry, Span, said
from tests.offices import add


def last(office: Office, name: str, key: str) -> Entry:
    return next(one for one in office.member_history.of(name).entries if one.key == key)


def sound(office: Office) -> None:
    assert office.safety.check() == []


def state(office: Office) -> object:
    db = office.data.db
    tables = ("persons", "memberships", "facts", "links", "link_rules")
    return {table: db.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in tables}


# -- history -----------------------------------------------------------------------------------------------------


def test_谁在何时把什么改成了什么(county: Office) -> None:
    county.data.who = ("办公室电脑", "小李")
    county.roster.change(county.roster.get("骆宾"), {"phone": "13900001111"}, day=None)
    county.roster.change(county.roster.get("骆宾"), {"phone": "13900002222"}, day=None)
    found = last(county, "骆宾", "phone")
    assert (found.before, found.after, found.user, found.machine, found.at[:10]) == (
        "13900001111", "13900002222", "小李", "办公室电脑", "2026-11-22",
    )  # fmt: skip
    assert (found.label, found.name, found.privacy, found.restorable) == (
        "修改 骆宾 的手机",
        "手机",
        "完整",
        True,
    )


def test_有日期的变动带着起始日期和依据(county: Office) -> None:
    reason = Reason("本人请辞", "云协发〔2026〕3号", "常委会会议")
    county.roster.change(county.roster.get("骆宾"), {"status": "辞职"}, day="2026-06-01", reason=reason)
    found = last(county, "骆宾", "status")
    assert (found.before, found.after, found.since, found.why) == (
        "在册", "辞职", "2026-06-01", "本人请辞，云协发〔2026〕3号，常委会会议",
    )  # fmt: skip


def test_插在以前的变动写明从哪天到哪天(county: Office) -> None:
    county.roster.change(county.roster.get("骆宾"), {"sector": "经济"}, day="2026-08-01")
    county.roster.change(county.roster.get("骆宾"), {"sector": "教育"}, day="2026-05-01")
    found = last(county, "骆宾", "sector")
    assert (found.after, found.restorable) == ("教育（2026-05-01—2026-07-31）", False)


def test_撤销和重做也在记录里(county: Office) -> None:
    county.roster.change(county.roster.get("骆宾"), {"phone": "13900001111"}, day=None)
    county.undo()
    entries = [one for one in county.member_history.of("骆宾").entries if one.key == "phone"]
    assert [(one.label, one.before, one.after, one.undone) for one in entries] == [
        ("撤销：修改 骆宾 的手机", "13900001111", "", False),
        ("修改 骆宾 的手机", "", "13900001111", True),
    ]
    county.redo()
    assert last(county, "骆宾", "phone").label == "重做：修改 骆宾 的手机"


def test_网格里的上级和联系对象(county: Office) -> None:
    county.liaison.assign("2026-01-15")
    grid = county.liaison.grid(explained=False)
    lower = grid.tiering.tiers[4][0]
    old = grid.upper_of[lower.id].upper
    new = next(one.id for one in grid.tiering.tiers[3] if one.id != old)
    county.liaison.place(lower, new, "2026-03-01")
    found = last(county, lower.name, "links")
    assert (found.name, found.before, found.after, found.since) == (
        "上级联系人", grid.name(old), grid.name(new), "2026-03-01",
    )  # fmt: skip
    assert lower.name in last(county, grid.name(new), "linked").after
    assert lower.name in last(county, grid.name(old), "linked").before


def test_不用的字段不说(county: Office) -> None:
    county.roster.change(
        county.roster.get("骆宾"), {"religion": "无", "is_hmt": True, "rank_no": 3}, day=None
    )
    keys = {one.key for one in county.member_history.of("骆宾").entries}
    assert {"religion", "is_hmt", "rank_no"} <= keys
    with county.data.operation("字段"):
        county.frame.registry.set_setting("fields.off", "religion")
    assert "religion" not in {one.key for one in county.member_history.of("骆宾").entries}


def test_党派沿革和单位沿革(county: Office) -> None:
    member = county.roster.get("骆宾")
    county.roster.change(member, {"employer": "县一中", "job_title": "教师"}, day=None)
    county.roster.change(
        county.roster.get("骆宾"), {"job_title": "校长"}, day="2026-03-01", reason=Reason("提任")
    )
    county.roster.change(
        county.roster.get("骆宾"), {"employer": "县教育局", "job_title": "副局长"}, day="2026-09-01"
    )
    county.roster.change(county.roster.get("骆宾"), {"affiliations": ("中共", "民建")}, day="2026-05-01")
    chains = dict(county.member_history.of("骆宾").timelines)
    assert chains["单位沿革"] == (
        Span("", "2026-03-01", "县一中 教师"),
        Span("2026-03-01", "2026-09-01", "县一中 校长", "提任"),
        Span("2026-09-01", "", "县教育局 副局长"),
    )
    assert [(one.starts, one.text) for one in chains["党派沿革"]] == [
        ("", "中共"),
        ("2026-05-01", "中共、民建"),
    ]


def test_前后相同的两段合成一段(county: Office) -> None:
    county.roster.change(county.roster.get("骆宾"), {"employer": "县一中"}, day="2026-03-01")
    county.roster.change(county.roster.get("骆宾"), {"employer": ""}, day="2026-05-01")
    county.roster.change(county.roster.get("骆宾"), {"job_title": ""}, day="2026-04-01")
    assert dict(county.member_history.of("骆宾").timelines)["单位沿革"] == (
        Span("2026-03-01", "2026-05-01", "县一中"),
    )


# -- one field restored ------------------------------------------------------------------------------------------


def test_恢复一项_其余不动_可以撤销(county: Office) -> None:
    county.roster.change(county.roster.get("骆宾"), {"phone": "13900001111", "email": "a@b.cn"}, day=None)
    county.roster.change(county.roster.get("骆宾"), {"phone": "13900002222"}, day=None)
    before = state(county)
    entry = last(county, "骆宾", "phone")
    assert (
        county.member_history.restore(county.roster.get("骆宾"), "phone", operation=entry.operation)
        == "13900001111"
    )
    assert county.undoable == "恢复 骆宾 的手机"
    assert county.roster.get("骆宾").more["email"] == "a@b.cn"
    county.undo()
    assert state(county) == before
    county.redo()
    assert county.roster.get("骆宾").more["phone"] == "13900001111"
    sound(county)


@pytest.mark.parametrize(
    ("key", "first", "second"),
    [
        ("sector", "教育", "经济"),
        ("affiliations", ("中共", "民建"), ("群众",)),
        ("committees", (Seat("文史、教文卫体委员会", "主任"), Seat("经济委员会")), ()),
        ("groups", (Seat("湖滨", "组长", "街道小组"),), (Seat("清波", "", "街道小组"),)),
        ("rank_no", 7, None),
        ("is_new", True, False),
        ("birth", "1975-03", "1976"),
        ("status", "暂停履职", "辞职"),
        ("name", "骆宾", "骆彬"),
    ],
)
def test_各种字段都能恢复(county: Office, key: str, first: object, second: object) -> None:
    member = county.roster.get("骆宾")
    county.roster.change(member, {key: first}, day=None)  # type: ignore[dict-item]
    county.roster.change(county.roster.get(str(member.id)), {key: second}, day=None)  # type: ignore[dict-item]
    entry = last(county, str(member.id), key)
    county.member_history.restore(county.roster.get(str(member.id)), key, operation=entry.operation)
    assert said(first) == last(county, str(member.id), key).after  # type: ignore[arg-type]
    sound(county)


def test_恢复从某日起的变动_如同没有变过(county: Office) -> None:
    before = [
        (one.value, one.starts, one.ends) for one in county.roster.show("骆宾").facts if one.field == "sector"
    ]
    county.roster.change(county.roster.get("骆宾"), {"sector": "教育"}, day="2026-05-01")
    county.member_history.restore(
        county.roster.get("骆宾"), "界别", operation=last(county, "骆宾", "sector").operation
    )
    after = [
        (one.value, one.starts, one.ends) for one in county.roster.show("骆宾").facts if one.field == "sector"
    ]
    assert after == before


def test_恢复成写明的值(county: Office) -> None:
    assert county.member_history.restore(county.roster.get("骆宾"), "民族", value="回") == "回族"


def test_不能恢复的说明原因(county: Office) -> None:
    member = county.roster.get("骆宾")
    operation = last(county, "骆宾", "sector").operation
    with pytest.raises(Refused, match="在那一步之前是空的"):
        county.member_history.restore(member, "sector", operation=operation)
    with pytest.raises(NotFound, match="没有改过 骆宾 的手机"):
        county.member_history.restore(member, "phone", operation=operation)
    with pytest.raises(Refused, match="现在就是“中共”"):
        county.member_history.restore(member, "sector", value="中共")
    with pytest.raises(WrongUsage, match="没有“星座”这个字段"):
        county.member_history.restore(member, "星座", value="白羊")


def test_退出记错了_恢复委员资格_如同没有退出(county: Office) -> None:
    before = state(county)
    county.roster.change(county.roster.get("骆宾"), {"status": "去世"}, day="2026-06-01")
    county.roster.change(county.roster.get("骆宾"), {"status": "在册"}, day=None)
    assert county.undoable == "恢复委员资格 骆宾"
    assert state(county) == before
    sound(county)


# -- many at once ------------------------------------------------------------------------------------------------


def test_批量修改_先看再改_一次撤销(county: Office) -> None:
    people = county.bulk.where(["界别=中共"])
    before = state(county)
    preview = county.bulk.preview([*people, county.roster.get("纪晓舟")], ["界别=经济"], day="2026-05-01")
    assert state(county) == before
    assert [row.after["sector"] for row in preview.rows] == ["经济"] * len(people)
    assert [member.name for member in preview.unchanged] == ["纪晓舟"]
    assert {one.kind for one in preview.consequences} == {"名额"}
    done = county.bulk.apply(people, ["界别=经济"], day="2026-05-01", reason=Reason("界别调整"))
    assert county.undoable == done.label == f"批量修改 {len(people)} 人的界别"
    assert county.bulk.where(["界别=中共"]) == []
    assert last(county, people[0].name, "sector").why == "界别调整"
    county.undo()
    assert state(county) == before
    county.redo()
    sound(county)


@pytest.mark.parametrize(
    ("word", "after"),
    [
        ("专委会+=文史、民族委员会（委员）".replace("、", "和"), "提案委员会、文史和民族委员会（委员）"),
        ("专委会-=提案委员会", ""),
        ("专委会=", ""),
        ("专委会=经济委员会", "经济委员会"),
    ],
)
def test_添加_去掉_清空_设为(county: Office, word: str, after: str) -> None:
    member = county.roster.get("闻人杰")
    preview = county.bulk.preview([member], [word], day=None)
    assert [row.after["committees"] for row in preview.rows] == [after]


def test_批量改状态_不能改的人说明原因(county: Office) -> None:
    people = [county.roster.get("骆宾"), county.roster.get("顾盼")]
    county.roster.change(people[0], {"status": "暂停履职"}, day="2026-05-01")
    people[0] = county.roster.get("骆宾")
    preview = county.bulk.preview(people, ["状态=在册"], day="2026-06-01")
    assert ([row.member.name for row in preview.rows], [one.name for one in preview.unchanged]) == (
        ["骆宾"],
        ["顾盼"],
    )
    preview = county.bulk.preview(people, ["状态=撤销"], day="2026-06-01")
    assert [row.refused[:9] for row in preview.refused] == ["骆宾 撤销资格要写", "顾盼 撤销资格要写"]
    with pytest.raises(Refused, match="没有人需要修改：骆宾 撤销资格要写明原因"):
        county.bulk.apply(people, ["状态=撤销"], day="2026-06-01")
    with pytest.raises(Refused, match="要写明自哪天起"):
        county.bulk.preview(people, ["状态=辞职"], day=None)


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ([], "请写明改哪个字段"),
        (["编号=1"], "各人自己的"),
        (["界别"], "应写成 字段=值"),
        (["界别+=教育"], "只有一个值"),
    ],
)
def test_不能批量改的(county: Office, words: list[str], error: str) -> None:
    with pytest.raises((Refused, WrongUsage), match=error):
        county.bulk.preview([county.roster.get("骆宾")], words, day=None)


def test_没有变化就不写(county: Office) -> None:
    with pytest.raises(Refused, match="他们已经是这样"):
        county.bulk.apply([county.roster.get("骆宾")], ["界别=中共"], day=None)
    assert county.undoable.startswith("新增委员")


def test_按条件选人(county: Office) -> None:
    assert {one.name for one in county.bulk.where(["政治面貌=中共", "专委会=经济委员会"])} == {
        one.name
        for one in county.roster.listing()
        if one.is_party_member and one.committees and one.committees[0].name == "经济委员会"
    }
    assert county.bulk.where(["手机="]) == county.frame.people()
    county.roster.change(county.roster.get("骆宾"), {"status": "辞职"}, day="2026-05-01")
    assert [one.name for one in county.bulk.where(["状态=辞职"])] == ["骆宾"]
    assert "骆宾" not in {one.name for one in county.bulk.where(["手机="])}
    with pytest.raises(WrongUsage, match="应写成 字段=值"):
        county.bulk.where(["星座=白羊"])


def test_能批量改的字段里没有各人自己的(county: Office) -> None:
    keys = {one.key for one in county.bulk.fields()}
    assert {"sector", "committees", "status", "education"} <= keys
    assert not keys & {"no", "name", "phone", "id_number", "photo"}
    people = county.roster.listing()[:3]
    assert county.bulk.some([people[2].id, people[0].id, 5, people[2].id]) == [people[2], people[0]]


# -- the recycle list --------------------------------------------------------------------------------------------


def enter_and_remove(office: Office, name: str = "温如玉", **given: str) -> int:
    member = add(office, name, sector="教育", employer="县一中", committees="经济委员会", **given)
    office.liaison.forbid(office.roster.get(name), office.roster.get("傅云帆").id)
    office.roster.remove(office.roster.get(name))
    return member


def test_删除后整个找回_中间做过别的(county: Office) -> None:
    member = add(county, "温如玉", sector="教育", no="101", committees="经济委员会", phone="13900001111")
    county.roster.change(county.roster.get("温如玉"), {"sector": "经济"}, day="2026-05-01")
    county.liaison.forbid(county.roster.get("温如玉"), county.roster.get("傅云帆").id)
    before = state(county)
    county.roster.remove(county.roster.get("温如玉"))
    (gone,) = county.recycle.listing()
    assert (gone.id, gone.name, gone.no, gone.about, gone.rules) == (member, "温如玉", "101", "经济", 1)
    county.roster.change(county.roster.get("骆宾"), {"phone": "13900003333"}, day=None)
    assert county.recycle.restore(member) == ("温如玉", 0)
    assert county.undoable == "找回委员 温如玉"
    assert county.recycle.listing() == []
    county.roster.change(county.roster.get("骆宾"), {"phone": ""}, day=None)
    assert state(county) == before
    sound(county)


def test_找回也能撤销和重做(county: Office) -> None:
    member = enter_and_remove(county)
    county.recycle.restore(member)
    after = state(county)
    county.undo()
    assert [one.id for one in county.recycle.listing()] == [member]
    county.redo()
    assert (state(county), county.recycle.listing()) == (after, [])
    sound(county)


def test_撤销了的新增和撤销了的删除不在回收站里(county: Office) -> None:
    add(county, "温如玉", sector="教育")
    county.undo()
    assert county.recycle.listing() == []
    enter_and_remove(county)
    county.undo()
    assert county.recycle.listing() == []


def test_编号或证件又有人用_不能找回(county: Office) -> None:
    member = enter_and_remove(county, no="101")
    add(county, "文锦", no="101")
    with pytest.raises(Refused, match="委员编号 101 现在是 文锦 的"):
        county.recycle.restore(member)
    county.roster.change(county.roster.get("文锦"), {"no": "102"}, day=None)
    assert county.recycle.restore(member) == ("温如玉", 0)
    other = enter_and_remove(county, "柳如烟", id_number="11010519491231002X")
    add(county, "柳如烟", id_number="11010519491231002X")
    with pytest.raises(Refused, match="同一个人已经在名册里"):
        county.recycle.restore(other)
    with pytest.raises(NotFound, match="可能已经恢复"):
        county.recycle.restore(member)


def test_对方已不在的回避不恢复(county: Office) -> None:
    county.roster.add({"name": "文锦", "posts": ("常委",), "sector": "经济"})
    member = add(county, "温如玉", sector="教育")
    county.liaison.forbid(county.roster.get("温如玉"), county.roster.get("文锦").id)
    county.liaison.pin(county.roster.get("骆宾"), county.roster.get("傅云帆").id)
    county.roster.remove(county.roster.get("温如玉"))
    county.roster.remove(county.roster.get("文锦"))
    assert county.recycle.restore(member) == ("温如玉", 1)
    sound(county)


def test_另有指定的不恢复原来的指定(county: Office) -> None:
    upper = county.roster.get("傅云帆")
    lower = county.roster.get("骆宾")
    chosen = add(county, "文锦", posts="常委", sector="经济")
    county.liaison.pin(lower, chosen)
    county.roster.remove(county.roster.get("文锦"))
    county.liaison.pin(lower, upper.id)
    assert county.recycle.restore(chosen) == ("文锦", 1)
    sound(county)
