"""Words that stand on no code list are told before they are written, with the word that was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import Refused
from app.domain.member import Seat
from app.office import Office

DAY = "2026-11-20"


def told(office: Office, word: str, name: str = "骆宾") -> list[str]:
    preview = office.bulk.preview([office.roster.get(name)], [word], day=DAY)
    return [one.message for one in preview.consequences if one.kind == "代码表"]


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("界别=教育届", "界别：代码表里没有“教育届”，将新建；是不是“教育”？"),
        ("界别=航天", "界别：代码表里没有“航天”，将新建。"),
        ("专委会+=提安委员会（副主任）", "专委会：代码表里没有“提安委员会”，将新建；是不是“提案委员会”？"),
        ("学历=博士后", "学历：代码表里没有“博士后”，将照写；是不是“博士研究生”？"),
        ("界别=教育", ""),
        ("界别=", ""),
        ("专委会+=文史委员会（副主任）", ""),
        ("状态=辞职", ""),
        ("民族=回", ""),
        ("政治面貌=民革、中共", ""),
        ("工作单位=县一中", ""),
        ("小组+=学习组/一组", ""),  # the office has no team yet: its list learns
        ("片区=湖滨", ""),
    ],
)
def test_代码表里没有的词(county: Office, word: str, sentence: str) -> None:
    assert told(county, word) == ([sentence] if sentence else [])


def test_写进去以后就认得_不再问(county: Office) -> None:
    people = county.roster.listing()[:3]
    preview = county.bulk.apply(people, ["界别=航天"], day=DAY)
    assert [(one.list, one.word, one.alike, one.joins) for one in preview.new_words] == [
        ("界别", "航天", "", True)
    ]
    assert told(county, "界别=航天") == []
    county.undo()
    assert told(county, "界别=航天") != []


def test_本届停用的词(county: Office) -> None:
    county.codes.add("界别", ["特邀"])
    county.setup.add_term("第十二届", "2031-01-10")
    county.codes.limit("界别", "特邀", since="第十二届")
    assert told(county, "界别=特邀") == ["界别：“特邀”本届已经停用。"]


def test_一个人的修改和新增也说(county: Office) -> None:
    member = county.roster.get("骆宾")
    found = county.consequences.of_change(member, {"education": "博士后"}, day=None)
    assert [one.kind for one in found] == ["代码表"]
    assert county.consequences.of_new({"name": "温如玉", "sector": "教育届"}, day=DAY)[0].kind == "代码表"
    assert county.consequences.of_words({"name": "温如玉", "sector": "教育"}) == []


WHOLE = "文史、教文卫体委员会"


def test_名称里有顿号的专委会_不拆成两个(county: Office) -> None:
    member = county.roster.get("骆宾")
    county.roster.change(member, {"committees": (Seat(WHOLE, "副主任"),)}, day=None)
    assert told(county, f"专委会+={WHOLE}", "顾盼") == []
    asked = f"专委会={WHOLE}（主任），经济委员会"
    assert county.roster.parse([asked])["committees"] == (Seat(WHOLE, "主任"), Seat("经济委员会"))
    county.member_history.restore(county.roster.get("顾盼"), "专委会", value=f"{WHOLE}、提案委员会（委员）")
    assert [one.name for one in county.roster.get("顾盼").committees] == [WHOLE, "提案委员会"]
    people = county.bulk.where([f"专委会={WHOLE}"])
    assert sorted(one.name for one in people) == ["顾盼", "骆宾"]
    county.bulk.apply(people, [f"专委会-={WHOLE}"], day=None)
    assert county.bulk.where([f"专委会={WHOLE}"]) == []


def test_停用的字段_批量修改和恢复也不改(county: Office) -> None:
    county.field_choice.switch(["宗教信仰"], on=False)
    member = county.roster.get("骆宾")
    with pytest.raises(Refused, match="“宗教信仰”已停用"):
        county.bulk.preview([member], ["宗教信仰=佛教"], day=None)
    with pytest.raises(Refused, match="“宗教信仰”已停用"):
        county.member_history.restore(member, "religion", value="佛教")


# -- people told apart -------------------------------------------------------------------------------------------


def test_新增与人同名_先说是谁(county: Office) -> None:
    county.roster.change(county.roster.get("骆宾"), {"birth": "1975-03", "former_name": "骆滨"}, day=None)
    known = "名册里已有 骆宾（男，1975-03，中共），不是同一个人再保存。"
    for name in ("骆宾", " 骆　宾", "骆滨"):
        found = county.consequences.of_new({"name": name}, day=DAY)
        assert [(one.message, len(one.ids)) for one in found if one.kind == "同名"] == [(known, 1)]
    county.roster.change(county.roster.get("骆宾"), {"status": "调离"}, day="2026-05-01")
    found = county.consequences.of_new({"name": "骆宾"}, day=DAY)
    assert found[0].message == "骆宾（男，1975-03，中共）已经调离；是同一个人，请点中他用“增补”。"
    assert "同名" not in {one.kind for one in county.consequences.of_new({"name": "骆"}, day=DAY)}


def test_同一个身份证号_不能录两次(county: Office) -> None:
    identity = "110101199003078515"
    county.roster.change(county.roster.get("骆宾"), {"id_number": identity}, day=None)
    county.roster.change(county.roster.get("骆宾"), {"id_number": identity, "phone": "1"}, day=None)
    with pytest.raises(Refused, match="身份证号与 骆宾 的相同"):
        county.roster.add({"name": "骆斌", "id_number": identity})
    with pytest.raises(Refused, match="身份证号与 骆宾 的相同"):
        county.roster.change(county.roster.get("顾盼"), {"id_number": identity}, day=None)
    county.roster.change(county.roster.get("骆宾"), {"status": "调离"}, day="2026-05-01")
    with pytest.raises(Refused, match="他已经调离，是同一个人请用“增补”。"):
        county.roster.add({"name": "骆斌", "id_number": identity})
    county.roster.add({"name": "骆斌", "id_number": ""})


def test_以后还有变动的字段_说到哪一天为止(county: Office) -> None:
    member = county.roster.get("骆宾")
    county.roster.change(member, {"employer": "县医院", "sector": "经济"}, day="2026-06-01")
    found = county.consequences.of_change(member, {"employer": "县一中"}, day="2026-03-01")
    assert [one.message for one in found] == ["2026-06-01 起工作单位已记为“县医院”，这次变动只到那一天为止。"]
    assert county.consequences.of_change(member, {"employer": "县一中"}, day="2026-06-01") == []
    assert county.consequences.of_change(member, {"phone": "1"}, day="2026-03-01") == []


@pytest.mark.parametrize("written", ["文史 委员会", "文史　委员会", " 文史委员会 "])
def test_只差空格全角的词_就是表里的那个(county: Office, written: str) -> None:
    before = county.codes.lines("专委会")
    member = county.roster.get("骆宾")
    county.roster.change(member, {"committees": (Seat(written, "委员"),)}, day=None)
    assert county.roster.get("骆宾").committees == (Seat("文史委员会", "委员"),)
    identity = county.roster.add({"name": "时初", "committees": (Seat(written),)})
    assert county.frame.member(str(identity)).committees == (Seat("文史委员会"),)
    held = county.frame.member(str(identity))
    with pytest.raises(Refused, match="已经是这样"):
        county.bulk.apply([held], [f"专委会={written}"], day=DAY)
    assert [one.name for one in county.codes.lines("专委会")] == [one.name for one in before]


def test_导入的表里只差空格全角_不算改动_不多一个词(county: Office, tmp_path: Path) -> None:
    county.codes.add("片区", ["Ａ片（城关）"])
    county.roster.change(county.roster.get("骆宾"), {"area": "A片(城关)", "groups": ()}, day=None)
    assert county.roster.get("骆宾").area == "Ａ片（城关）"
    table = tmp_path / "名册.csv"
    table.write_text("姓名,片区\n骆宾,a 片（城关)\n时初,A片（城关）\n", encoding="utf-8")
    preview = county.roster_import.preview([table])
    assert {row.draft.name: row.changes for row in preview.rows} == {"骆宾": (), "时初": ()}
    county.roster_import.apply(preview)
    assert county.roster.get("时初").area == "Ａ片（城关）"
    assert [one.name for one in county.codes.lines("片区") if "片" in one.name] == ["Ａ片（城关）"]


@pytest.mark.parametrize("word", ["Ａ片(城关)", "A片 （城关）", "a片（城关）"])
def test_代码表里加词改词_只差全角空格的不行(county: Office, word: str) -> None:
    county.codes.add("片区", ["A片（城关）", "别的"])
    with pytest.raises(Refused, match="已经有“A片（城关）”"):
        county.codes.add("片区", [word])
    with pytest.raises(Refused, match="已经有"):
        county.codes.rename("片区", "别的", word)
