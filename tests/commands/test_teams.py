"""liange team, code, quota, field: what scripts rely on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run


def test_a_team_from_first_to_last(run: Run) -> None:
    made = run(
        "team", "add", "惠民工作室", "--kind", "委员工作室", "地址=河东路 2 号", "founded=2026-03", "--json"
    )
    assert made.json["kind"] == "委员工作室"
    assert (made.json["address"], made.json["members"], made.json["leaders"]) == ("河东路 2 号", [], [])
    put = run("team", "put", "惠民工作室", "骆宾", "米雪", "--from", "2026-04-01", "--json").json
    assert [(one["name"], one["role"], one["from"]) for one in put["members"]] == [
        ("米雪", "", "2026-04-01"), ("骆宾", "", "2026-04-01"),
    ]  # fmt: skip
    assert put["id"] == made.json["id"]
    led = run(
        "team", "set", "惠民工作室", "leader=米雪", "contact=文锦", "--from", "2026-05-01", "--json"
    ).json
    assert (led["leaders"], led["contact"]) == (["米雪"], "文锦")
    run("team", "outsider", "add", "惠民工作室", "老周", "role=信息员", "starts=2026-04")
    shown = run("team", "show", "惠民工作室", "--json").json
    assert [(one["name"], one["role"], one["from"], one["to"]) for one in shown["outsiders"]] == [
        ("老周", "信息员", "2026-04", "")
    ]
    run("team", "outsider", "set", "惠民工作室", "老周", "employer=街道办")
    assert (
        run("team", "outsider", "end", "惠民工作室", "老周", "ends=2026-10-01", "--json").json["outsiders"]
        == []
    )
    taken = run("team", "take", "惠民工作室", "骆宾", "--on", "2026-11-01", "--json").json
    assert [one["name"] for one in taken["members"]] == ["米雪"]
    run("team", "rename", "惠民工作室", "利民工作室")
    assert run("team", "dissolve", "利民工作室", "--on", "2026-11-20", "--json").json["ended"] == "2026-11-20"
    assert run("team", "list", "--kind", "委员工作室", "--json").json == []
    assert (
        len(run("team", "list", "--as-of", "2026-05-01", "--kind", "委员工作室", "--json").json[0]["members"])
        == 2
    )
    assert "利民工作室" in run("team", "list", "--dissolved").out
    assert run("check", "--json").json["ok"]
    assert run("undo").code == 0


def test_teams_are_counted_per_kind(run: Run) -> None:
    found = {one["kind"]: one for one in run("team", "list", "--counts", "--json").json}
    assert (found["专委会"]["teams"], found["专委会"]["members"], len(found["专委会"]["without"])) == (
        3,
        18,
        1,
    )
    assert "专委会 3 个" in run("team", "list", "--counts").out
    merged = run("team", "rename", "经济委员会", "文史委员会", "--merge", "--json").json
    assert len(merged["members"]) == 11


def test_a_list_of_teams_comes_in(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "室.csv"
    file.write_text("名称,负责人,地址\n甲室,米雪,东\n乙室,某委员,西\n,骆宾,\n", "utf-8")
    refused = run("team", "import", str(file), "--kind", "委员工作室", "--json")
    assert (refused.code, len(refused.json["errors"]), refused.json["error"]["code"]) == (1, 1, "errors")
    assert run("team", "list", "--kind", "委员工作室", "--json").json == []
    dry = run(
        "team", "import", str(file), "--kind", "委员工作室", "--accept-good", "--dry-run", "--json"
    ).json
    assert (dry["rows"], dry["new"], dry["seats"], dry["strangers"]) == (3, 2, 1, 1)
    done = run("team", "import", str(file), "--kind", "委员工作室", "--accept-good", "--strangers")
    assert (done.code, "某委员" in done.out) == (0, True)
    shown = run("team", "show", "乙室", "--json").json
    assert [(one["name"], one["role"]) for one in shown["outsiders"]] == [("某委员", "负责人")]


def test_one_of_several_of_a_name_is_chosen(run: Run, tmp_path: Path) -> None:
    for number in ("90001", "90002"):
        run("roster", "add", "姓名=王海燕", f"委员编号={number}", "界别=教育")
    file, choose = tmp_path / "组.csv", tmp_path / "选.json"
    file.write_text("名称,种类,成员\n甲组,学习组,王海燕\n乙组,学习组,王海燕\n丙组,学习组,王海燕\n", "utf-8")
    asked = run("team", "import", str(file), "--dry-run", "--json").json["questions"]
    assert [one["key"] for one in asked] == ["学习组/甲组/王海燕", "学习组/乙组/王海燕", "学习组/丙组/王海燕"]
    second = next(one["member"] for one in asked[0]["candidates"] if one["no"] == "90002")
    choose.write_text(
        json.dumps({"甲组/王海燕": "90001", asked[1]["key"]: second, "丙组/王海燕": "new"}), "utf-8"
    )
    done = run("team", "import", str(file), "--choose", str(choose), "--json")
    assert (done.code, done.json["questions"], done.json["seats"], done.json["strangers"]) == (0, [], 2, 1)
    for team, number in (("甲组", "90001"), ("乙组", "90002")):
        (mate,) = run("team", "show", team, "--json").json["members"]
        assert run("roster", "show", mate["id"], "--json").json["no"] == number
    assert run("team", "show", "丙组", "--json").json["members"] == []
    choose.write_text(json.dumps({"甲组/王海": "90001", "戊组/王海燕": "new"}), "utf-8")
    mapped = tmp_path / "表头.json"
    mapped.write_text(json.dumps({"表1!名称": "name", "成员": "members"}), "utf-8")
    idle = run("team", "import", str(file), "--choose", str(choose), "--map", str(mapped), "--dry-run")
    assert [line for line in idle.out.splitlines() if "没有用上" in line] == [
        "表里没有“表1!名称”这个表头，对它的说明没有用上",
        "表里没有“甲组/王海”（小组/姓名），选定的人没有用上",
        "表里没有“戊组/王海燕”（小组/姓名），选定的人没有用上",
    ]
    for content, code in (('{"甲组/王海燕": 7}', 2), ("[]", 2), ('{"甲组/王海燕": "没有这位"}', 1)):
        choose.write_text(content, "utf-8")
        assert run("team", "import", str(file), "--choose", str(choose)).code == code


@pytest.mark.parametrize(
    "words",
    [
        ("team", "show", "没有的组"),
        ("team", "add", "甲室", "--kind", "委员工作室", "无=x"),
        ("team", "add", "甲室", "--kind", "委员工作室", "地址"),
        ("team", "outsider", "end", "提案委员会", "老周"),
        ("team", "set", "提案委员会", "name=甲"),
        ("code", "list", "没有的表"),
        ("code", "rename", "政协职务", "主席", "大主席"),
        ("code", "delete", "界别", "中共"),
        ("quota", "set", "教育=多"),
        ("quota", "set", "教育"),
        ("quota", "set", "没有=3"),
        ("field", "off", "姓名"),
        ("field", "off", "没有的字段"),
    ],
)
def test_what_is_refused(run: Run, words: tuple[str, ...]) -> None:
    found = run(*words)
    assert found.code in (1, 2)
    assert found.err.strip()
    assert run("check", "--json").json["ok"]


def test_a_code_list(run: Run) -> None:
    assert "界别" in [one["list"] for one in run("code", "list", "--json").json]
    assert "学历" in run("code", "list").out
    run("code", "add", "界别", "体育", "科技")
    run("code", "move", "界别", "科技", "-1")
    run("code", "rename", "界别", "工商联", "工商联（总商会）")
    run("code", "merge", "界别", "教育", "体育")
    run("code", "retire", "界别", "科技")
    found = run("code", "list", "界别", "--json").json["codes"]
    assert [(one["name"], one["uses"], one["in_force"]) for one in found] == [
        ("中共", 7, True), ("经济", 5, True), ("工商联（总商会）", 3, True), ("科技", 0, False), ("体育", 4, True),
    ]  # fmt: skip
    assert next(one for one in found if one["name"] == "科技")["to"] == "第十一届"
    assert "停用" in run("code", "list", "界别").out
    assert run("code", "retire", "界别", "科技", "--again", "--json").json["codes"][-2]["in_force"]
    run("code", "retire", "界别", "科技", "--since", "第十一届")
    run("term", "add", "第十二届", "--start", "2031-01-10")
    run("code", "retire", "界别", "科技", "--from", "第十二届", "--since", "第十一届")
    assert "第十二届起停用" in run("code", "list", "界别").out
    assert "科技" not in run("code", "delete", "界别", "科技").out
    assert "体育" in [one["sector"] for one in run("roster", "list", "--json").json]


def test_quotas(run: Run) -> None:
    found = run("quota", "set", "教育=9", "经济=2", "--json").json
    lines = {one["sector"]: one for one in found["sectors"]}
    assert (lines["教育"]["due"], lines["教育"]["vacant"]) == (9, 9 - lines["教育"]["held"])
    assert lines["经济"]["over"] == lines["经济"]["held"] - 2
    assert (found["total"]["held"], found["total"]["due"]) == (19, 11)
    assert "合计" in run("quota", "list").out
    assert run("quota", "set", "教育=", "--json").json["total"]["due"] == 2


def test_fields(run: Run) -> None:
    run("field", "off", "微信", "religion")
    run("field", "level", "公开", "邮箱")
    run("field", "expect", "籍贯")
    run("field", "expect", "--not", "学历")
    found = {one["key"]: one for one in run("field", "list", "--json").json}
    assert (found["wechat"]["on"], found["religion"]["on"], found["name"]["locked"]) == (False, False, True)
    assert (found["email"]["level"], found["native_place"]["expected"], found["education"]["expected"]) == (
        "公开", True, False,
    )  # fmt: skip
    assert "停用" in run("field", "list").out
    run("field", "on", "微信")
    assert {one["key"]: one for one in run("field", "list", "--json").json}["wechat"]["on"]
