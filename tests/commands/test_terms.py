"""liange term and --term: 换届 on the command line, and every reading verb at an earlier 届."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run

START = "2026-11-22"
ROSTER = "姓名,界别\n沈长河,中共\n骆宾,教育\n鹿小满,环境资源\n"


@pytest.fixture
def renewed(run: Run, tmp_path: Path) -> Run:
    """The county after its 换届 to three people."""
    file = tmp_path / "新一届.csv"
    file.write_text(ROSTER, "utf-8")
    assert run("term", "renew", "第十二届", "--start", START, "--from", str(file)).code == 0
    return run


def names(run: Run, *words: str) -> set[str]:
    return {one["name"] for one in run(*words, "roster", "list", "--json").json}


def test_a_dry_run_says_it_all_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "新一届.csv"
    file.write_text(ROSTER, "utf-8")
    ran = run("term", "renew", "第十二届", "--start", START, "--from", str(file), "--dry-run", "--json")
    assert ran.code == 0
    plan = ran.json
    assert [one["name"] for one in plan["stay"]] == ["沈长河", "骆宾"]
    assert [(one["name"], one["known"]) for one in plan["new"]] == [("鹿小满", None)]
    assert len(plan["left"]) == 17
    assert plan["counts"] == {"present": 19, "stay": 2, "left": 17, "new": 1, "coming": 3, "ambiguous": 0}
    assert plan["sectors"] == {"中共": "中共", "教育": "教育", "经济": "", "工商联": ""}
    assert plan["sectors_new"] == ["环境资源"]
    assert plan["errors"] == []
    assert [one["name"] for one in run("term", "list", "--json").json] == ["第十一届"]


def test_what_will_happen_is_said_before_it_does(run: Run) -> None:
    words = ("term", "renew", "第十二届", "--start", START, "--all-stay", "--leave", "骆宾")
    promise = "第十二届从 2026-11-22 起：留任 18 人，新任 0 人，退出 1 人；第十一届到 2026-11-21 届满"
    assert promise in run(*words, "--dry-run").out
    assert promise not in run(*words).out


def test_everything_is_read_at_either_term(renewed: Run, tmp_path: Path) -> None:
    assert names(renewed) == {"沈长河", "骆宾", "鹿小满"}
    assert len(names(renewed, "--term", "第十一届")) == 19
    grid = renewed("--term", "第十一届", "grid", "show", "--json").json
    assert (grid["as_of"], len(grid["links"]), grid["orphans"]) == ("2026-11-21", 18, [])
    assert renewed("grid", "show", "--json").json["links"] == []
    made = renewed(
        "--term", "第十一届", "report", "make", "委员名册", "五级网格联络表", "--out", str(tmp_path), "--json"
    )
    assert made.json["mismatches"] == []
    assert made.json["pages"]
    assert (
        renewed("report", "make", "委员名册", "--out", str(tmp_path / "新"), "--json").json["mismatches"]
        == []
    )
    listed = renewed("--term", "第十一届", "term", "list", "--json").json
    assert [(one["name"], one["start"], one["end"], one["current"]) for one in listed] == [
        ("第十一届", "2026-01-10", "2026-11-21", False),
        ("第十二届", START, "", True),
    ]


def test_nothing_is_written_in_a_term_that_is_over(renewed: Run) -> None:
    ran = renewed("--term", "第十一届", "roster", "set", "骆宾", "note=改", "--json")
    assert ran.code == 1
    assert ran.json["error"]["code"] == "past_term"
    assert renewed("--term", "第九届", "roster", "list").code == 1
    assert renewed("--term", "第十二届", "roster", "set", "骆宾", "note=改").code == 0


def test_one_step_back_and_forth(renewed: Run, run: Run) -> None:
    assert renewed("--term", "第十一届", "undo", "--json").json["undone"] == "换届：第十一届 → 第十二届"
    assert len(names(run)) == 19
    assert run("redo").code == 0
    assert len(names(run)) == 3
    assert run("check", "--json").json["ok"]


def test_staying_by_name_and_what_is_carried(run: Run, tmp_path: Path) -> None:
    turned = tmp_path / "界别.json"
    turned.write_text(json.dumps({"教育": "教科文"}, ensure_ascii=False), "utf-8")
    words = (
        "term",
        "renew",
        "第十二届",
        "--start",
        START,
        "--all-stay",
        "--leave",
        "骆宾",
        "--sectors",
        str(turned),
    )
    plan = run(*words, "--carry", "界别,posts", "--json").json
    assert (len(plan["stay"]), [one["name"] for one in plan["left"]]) == (18, ["骆宾"])
    assert plan["sectors"]["教育"] == "教科文"
    assert plan["carry"] == ["sector", "posts"]
    people = {one["name"]: one for one in run("roster", "list", "--json").json}
    assert people["沈长河"]["posts"] == ["主席", "党组书记"]
    assert {one["sector"] for one in people.values()} == {"中共", "教科文", "经济", "工商联"}
    assert all(one["committees"] == [] for one in people.values())


def test_who_a_row_is(run: Run, tmp_path: Path) -> None:
    run("roster", "add", "name=骆宾", "sector=教育")
    file = tmp_path / "新一届.csv"
    file.write_text("姓名\n骆宾\n", "utf-8")
    words = ("term", "renew", "第十二届", "--start", START, "--from", str(file), "--json")
    asked = run(*words)
    assert asked.code == 1
    assert len(asked.json["ambiguous"][0]["candidates"]) == 2
    assert asked.json["counts"]["ambiguous"] == 1
    chosen = tmp_path / "选定.json"
    chosen.write_text(json.dumps({"新一届.csv!!2": asked.json["ambiguous"][0]["candidates"][1]}), "utf-8")
    plan = run(*words, "--choose", str(chosen), "--dry-run")
    assert (plan.code, plan.json["warnings"]) == (0, [])
    assert [one["by"] for one in plan.json["stay"]] == ["选定"]
    chosen.write_text(json.dumps({"新一届.csv!3": "new"}), "utf-8")
    idle = run(*words, "--choose", str(chosen))
    assert idle.code == 1
    assert [one["value"] for one in idle.json["warnings"]] == ["新一届.csv##3"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("term", "renew", "第十二届", "--start", "明年"), 2),
        (("term", "renew", "第十二届", "--start", START), 1),
        (("term", "renew", "第十一届", "--start", START, "--all-stay"), 1),
        (("term", "renew", "第十二届", "--start", START, "--all-stay", "--carry", "发型"), 2),
        (("term", "renew", "第十二届", "--start", START, "--all-stay", "--sectors", "没有.json"), 2),
        (("term", "renew", "第十二届", "--start", START, "--stay", "无此人"), 1),
        (("term", "rename", "第十一届", "第十一届"), 0),
        (("term", "rename", "第九届", "第十届"), 1),
        (("term", "start", "第十一届", "2026-01-12"), 0),
    ],
)
def test_what_is_refused(run: Run, words: tuple[str, ...], code: int) -> None:
    assert run(*words).code == code


def test_a_file_of_sectors_must_be_names(run: Run, tmp_path: Path) -> None:
    for content in ("[]", '{"sectors": ["教育"]}', '{"教育": 1}'):
        file = tmp_path / "界别.json"
        file.write_text(content, "utf-8")
        words = ("term", "renew", "第十二届", "--start", START, "--all-stay", "--sectors", str(file))
        assert run(*words).code == 2


def test_a_term_gets_another_name_and_another_first_day(renewed: Run) -> None:
    assert renewed("term", "rename", "第十二届", "十二届").code == 0
    assert renewed("term", "rename", "十二届", "第十一届").code == 1
    assert renewed("term", "start", "十二届", "2026-11-25").code == 0
    listed = renewed("term", "list", "--json").json
    assert [(one["name"], one["start"], one["end"]) for one in listed] == [
        ("第十一届", "2026-01-10", "2026-11-24"),
        ("十二届", "2026-11-25", ""),
    ]
    assert names(renewed) == {"沈长河", "骆宾", "鹿小满"}
    assert len(names(renewed, "--term", "第十一届")) == 19
    assert renewed("check").code == 0
    assert "（到 2026-11-24）" in renewed("term", "list").out
