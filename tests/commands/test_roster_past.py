"""roster set --dry-run, history, restore, bulk, remove and recycle as scripts use them."""

from __future__ import annotations

import pytest

from tests.commands.conftest import Run

KINDS = {"网格", "职务", "名额", "人数", "提案", "时间", "手续"}


def test_先看影响再改(run: Run) -> None:
    seen = run("roster", "set", "傅云帆", "status=辞职", "date=2026-11-20", "--dry-run", "--json")
    assert seen.code == 0
    assert seen.json["dry_run"] is True
    assert {one["kind"] for one in seen.json["consequences"]} <= KINDS
    assert any(
        one["kind"] == "网格" and all(isinstance(each, str) for each in one["ids"])
        for one in seen.json["consequences"]
    )
    assert run("roster", "show", "傅云帆", "--json").json["status"] == "在册"
    assert "【人数】在册 19 → 18 人。" in run("roster", "set", "傅云帆", "status=辞职", "--dry-run").out
    assert "没有影响" in run("roster", "set", "傅云帆", "phone=1390000", "--dry-run").out


def test_新增之前也看影响(run: Run) -> None:
    seen = run("roster", "add", "name=温如玉", "sector=教育", "date=2026-11-20", "--dry-run", "--json")
    assert any(one["message"] == "在册 19 → 20 人。" for one in seen.json["consequences"])
    assert len(run("roster", "list", "--json").json) == 19


def test_新增与人同名_录了也说(run: Run) -> None:
    assert "名册里已有 骆宾" in run("roster", "add", "name=骆宾").out
    assert len(run("roster", "list", "--json").json) == 20


def test_状态的每一步(run: Run) -> None:
    words = ("reason=本人申请", "basis=云协发〔2026〕3号", "organ=主席会议")
    assert (
        run("roster", "set", "骆宾", "status=暂停履职", "date=2026-03-01", *words, "--json").json["status"]
        == "暂停履职"
    )
    refused = run("roster", "set", "骆宾", "status=暂停履职", "date=2026-04-01", "--json")
    assert (refused.code, refused.json["error"]["code"]) == (1, "not_open")
    assert "现在可以：恢复履职、辞职" in refused.err
    assert run("roster", "set", "骆宾", "status=在册", "date=2026-05-01").code == 0
    assert "要写明原因" in run("roster", "set", "骆宾", "status=撤销", "date=2026-06-01").err
    assert run("roster", "set", "骆宾", "status=撤销", "date=2026-06-01", *words).code == 0
    assert run("roster", "set", "骆宾", "status=辞职", "date=2026-07-01").code == 1
    assert run("roster", "set", "骆宾", "status=在册", "--correct", "--json").json["status"] == "在册"
    facts = [one for one in run("roster", "show", "骆宾", "--json").json["facts"] if one["field"] == "status"]
    assert [one["value"] for one in facts] == ["在册", "暂停履职", "在册"]
    assert (facts[1]["basis"], facts[1]["organ"]) == ("云协发〔2026〕3号", "主席会议")
    assert run("check").code == 0


def test_比任职更早的日子(run: Run) -> None:
    run("roster", "add", "name=温如玉", "date=2026-07-01")
    refused = run("roster", "set", "温如玉", "status=辞职", "date=2026-06-01")
    assert (refused.code, "还不是委员" in refused.err) == (1, True)


def test_历史和恢复(run: Run) -> None:
    run("roster", "set", "骆宾", "phone=13900001111", "--correct")
    run("roster", "set", "骆宾", "phone=13900002222", "--correct")
    hidden = run("roster", "history", "骆宾", "--json").json["changes"][0]
    assert (hidden["masked"], "1390" in hidden["before"]) == (True, False)
    assert "13900001111" not in run("roster", "history", "骆宾").out
    shown = run("roster", "history", "骆宾", "--full", "--json").json
    change = shown["changes"][0]
    assert (change["field"], change["before"], change["after"]) == ("phone", "13900001111", "13900002222")
    assert shown["timelines"]["党派沿革"] == [{"from": "", "to": "", "value": "中共", "why": ""}]
    restored = run("roster", "restore", "骆宾", "手机", "--operation", change["operation"], "--json")
    assert restored.json["value"] == "13900001111"
    assert (restored.json["field"], restored.json["label"]) == ("phone", "手机")
    said = run("roster", "restore", "骆宾", "phone", "--to", "13900003333").out
    assert said.strip() == "已恢复 骆宾 的手机：（已遮盖）。"
    assert run("undo").code == 0
    assert (
        run("roster", "restore", "骆宾", "ethnicity", "--to", "回").out.strip()
        == "已恢复 骆宾 的民族：回族。"
    )
    assert run("roster", "restore", "骆宾", "星座", "--to", "白羊").code == 2
    assert "恢复 骆宾 的民族" in run("undo").out


@pytest.mark.parametrize("words", [(), ("--to", "1", "--operation", "2")])
def test_恢复要说成什么(run: Run, words: tuple[str, ...]) -> None:
    assert run("roster", "restore", "骆宾", "手机", *words).code == 2


def test_批量修改(run: Run) -> None:
    words = (
        "roster",
        "bulk",
        "界别=教育",
        "--members",
        "骆宾",
        "沈默言",
        "date=2026-11-01",
        "reason=界别调整",
    )
    seen = run(*words, "--dry-run", "--json").json
    assert ([one["name"] for one in seen["changed"]], seen["dry_run"]) == (["骆宾", "沈默言"], True)
    assert seen["changed"][0]["after"] == {"sector": "教育"}
    assert any(one["kind"] == "名额" for one in seen["consequences"])
    done = run(*words)
    assert "已修改 2 人，0 人不变，0 人不能改。" in done.out
    assert run("history", "--json").json[0]["label"] == "批量修改 2 人的界别"
    assert (
        run("roster", "bulk", "界别=中共", "--where", "界别=教育", "--where", "性别=男", "--json").code == 0
    )
    assert run("check").code == 0


def test_批量修改_有人不能改(run: Run) -> None:
    run("roster", "set", "骆宾", "status=去世", "date=2026-11-01")
    words = ("roster", "bulk", "status=辞职", "date=2026-11-20", "--members", "骆宾", "沈默言")
    refused = run(*words, "--json")
    assert (refused.code, refused.json["error"]["code"]) == (1, "refused")
    done = run(*words, "--accept-good", "--json").json
    assert ([one["name"] for one in done["changed"]], [one["name"] for one in done["refused"]]) == (
        ["沈默言"],
        ["骆宾"],
    )


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (2, ("界别=教育",)),
        (2, ("界别=教育", "骆宾", "--where", "界别=教育")),
        (1, ("界别=教育", "--where", "界别=航天")),
    ],
)
def test_批量修改要说改谁(run: Run, code: int, words: tuple[str, ...]) -> None:
    assert run("roster", "bulk", *words).code == code


def test_回收站(run: Run) -> None:
    assert "回收站是空的" in run("roster", "recycle", "list").out
    run("roster", "add", "name=温如玉", "sector=教育", "employer=县一中")
    assert run("roster", "remove", "温如玉").out.strip() == "已删除 温如玉。"
    (gone,) = run("roster", "recycle", "list", "--json").json
    assert (gone["name"], gone["about"]) == ("温如玉", "教育 县一中")
    assert "温如玉  教育 县一中" in run("roster", "recycle", "list").out
    assert run("roster", "recycle", "restore", "温如玉").code == 2
    assert run("roster", "recycle", "restore", gone["id"], "--json").json == {
        "id": gone["id"], "name": "温如玉", "rules_dropped": 0,
    }  # fmt: skip
    assert run("roster", "show", "温如玉", "--json").json["employer"] == "县一中"
    assert run("roster", "recycle", "restore", gone["id"]).code == 1
    assert run("roster", "remove", "骆宾").code == 1


def test_删除之前看影响(run: Run) -> None:
    run("roster", "add", "name=温如玉", "sector=教育", "专委会=经济委员会（主任）")
    run("grid", "forbid", "温如玉", "傅云帆")
    seen = run("roster", "remove", "温如玉", "--dry-run", "--json")
    assert (seen.code, seen.json["dry_run"], seen.json["name"]) == (0, True, "温如玉")
    told = {one["message"] for one in seen.json["consequences"]}
    assert {"委员总数 20 → 19 人。", "经济委员会的主任空缺（原为 温如玉）。"} <= told
    assert "温如玉 的资料和 1 条指定或回避收进回收站，随时可以找回。" in told
    assert run("roster", "show", "温如玉").code == 0
    assert "【人数】在册 20 → 19 人。" in run("roster", "remove", "温如玉", "--dry-run").out
    refused = run("roster", "remove", "骆宾", "--dry-run", "--json")
    assert (refused.code, refused.json["error"]["code"]) == (1, "in_use")


def test_代码表里没有的词_说出来(run: Run) -> None:
    asked = "【代码表】界别：代码表里没有“教育届”，将新建；是不是“教育”？"
    seen = run("roster", "bulk", "界别=教育届", "骆宾", "--dry-run", "--json").json
    assert seen["new_words"] == [{"list": "界别", "word": "教育届", "alike": "教育"}]
    assert asked in run("roster", "bulk", "界别=教育届", "骆宾", "--dry-run").out
    assert asked in run("roster", "set", "骆宾", "界别=教育届", "--dry-run").out
    assert asked in run("roster", "add", "name=温如玉", "界别=教育届").out
    assert run("roster", "bulk", "界别=教育届", "骆宾", "--json").json["new_words"] == []  # it is known now
    run("undo")
    assert run("undo").code == 0
    assert asked in run("roster", "set", "骆宾", "界别=教育届").out


def test_批量修改不把个人信息列出来(run: Run) -> None:
    run("roster", "set", "骆宾", "home_address=清河街1号")
    for more in (("--dry-run",), ("--dry-run", "--json"), ("--json",)):
        ran = run("roster", "bulk", "home_address=", "骆宾", *more)
        assert (ran.code, "清河街" in ran.out + ran.err) == (0, False)
    assert run("roster", "show", "骆宾", "--json").json["more"].get("home_address", "") == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("set", "骆宾", "sector=教育"), "是变动：自 2026-11-22 起"),
        (("set", "骆宾", "sector=教育", "date=2026年5月1日"), "是变动：自 2026-05-01 起"),
        (("set", "骆宾", "sector=教育", "--correct"), "是更正"),
        (("set", "骆宾", "phone=13900001111"), "是更正"),
        (("bulk", "sector=教育", "--members", "骆宾"), "是更正"),
        (("bulk", "sector=教育", "date=2026/5/1", "--members", "骆宾"), "是变动：自 2026-05-01 起"),
    ],
)
def test_说明是变动还是更正(run: Run, words: tuple[str, ...], said: str) -> None:
    assert said in run("roster", *words).out
