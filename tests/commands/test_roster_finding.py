"""`roster list` with conditions, views, columns; saved views; the order of a list of names; exports that are noted."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import Run


def names(ran: object) -> list[str]:
    return [one["name"] for one in ran.json]  # type: ignore[attr-defined]


def test_条件和栏目(run: Run) -> None:
    found = run("roster", "list", "--where", "界别=教育,经济", "--where", "党员党外=党员", "--json").json
    assert found
    assert all(one["sector"] in ("教育", "经济") and one["is_party_member"] for one in found)
    columns = run("roster", "list", "--where", "姓名=骆宾", "--columns", "姓名,界别,年龄", "--json").json
    assert columns == [{"id": columns[0]["id"], "name": "骆宾", "sector": "中共", "age": ""}]
    assert (
        run("roster", "list", "--where", "姓名=骆宾", "--columns", "姓名、界别").out
        == "姓名\t界别\n骆宾\t中共\n"
    )
    assert run("roster", "list", "--where", "姓名=查无此人", "--columns", "姓名").out == ""


def test_查找用拼音(run: Run) -> None:
    assert names(run("roster", "list", "--search", "luo b", "--json")) == ["骆宾"]
    assert run("search", "lb", "--json").json["members"][0]["name"] == "骆宾"


def test_写错的条件说一句话(run: Run) -> None:
    ran = run("roster", "list", "--where", "星座=白羊")
    assert (ran.code, ran.out) == (2, "")
    assert "没有“星座”" in ran.err
    assert run("roster", "list", "--sort", "彩色").code == 1
    assert run("roster", "list", "--sort", "field:彩色").code == 2


def test_视图(run: Run) -> None:
    kept = run(
        "roster",
        "views",
        "save",
        "教育党外",
        "--where",
        "界别=教育",
        "--where",
        "党员党外=党外",
        "--sort",
        "field:姓名",
        "--json",
    ).json
    assert kept["where"] == ["界别=教育", "党员党外=党外"]
    listed = run("roster", "views", "list", "--json").json
    shown = names(run("roster", "list", "--view", "教育党外", "--json"))
    assert [(one["name"], one["members"]) for one in listed] == [("教育党外", len(shown))]
    assert run("roster", "views", "list").out == f"教育党外 {len(shown)}\n"
    assert set(names(run("roster", "list", "--view", "教育党外", "--where", "性别=女", "--json"))) < set(
        shown
    )
    assert run("roster", "views", "delete", "教育党外").code == 0
    assert run("roster", "list", "--view", "教育党外").code == 1
    assert run("roster", "views", "save", "甲", "--of", "不认识").code == 2
    assert len(names(run("roster", "list", "--view", "常委", "--json"))) == 4


def test_按名单排自定义次序(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "次序.txt"
    file.write_text("米雪\n骆宾\n查无此人\n", encoding="utf-8")
    assert len(run("roster", "order", str(file), "--dry-run", "--json").json["listed"]) == 2
    assert names(run("roster", "list", "--sort", "custom", "--json"))[:2] != ["米雪", "骆宾"]
    ran = run("roster", "order", str(file))
    assert ran.out.startswith("已按名单排列 2 人")
    assert names(run("roster", "list", "--sort", "custom", "--json"))[:2] == ["米雪", "骆宾"]
    assert run("check").code == 0


def test_完整导出留下记录(run: Run, tmp_path: Path) -> None:
    assert run("roster", "export", str(tmp_path / "完整.csv"), "--level", "完整").code == 0
    assert run("history", "--json", "--limit", "1").json[0]["label"] == "导出完整名册 19 人（完整.csv）"
