"""The command line as a contract: exit codes, one JSON document, one Chinese sentence, nothing changed on a refusal."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.offices import new_office

MEMBER_KEYS = {
    "id", "no", "name", "former_name", "sex", "ethnicity", "birth", "affiliations", "is_party_member", "sector",
    "committees", "groups", "area", "employer", "job_title", "posts", "status",
}  # fmt: skip


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_新建后不再碰已有文件(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "new.liange"
    words = ("init", "--office", "云川县政协", "--term", "第十一届", "--start", "2026-01-10", "--json")
    assert run(*words, file=file).json["data"] == str(file)
    before = digest(file)
    again = run(*words, file=file)
    assert (again.code, again.json["error"]["code"]) == (1, "exists")
    assert digest(file) == before


def test_加密文件要密码(run: Run, tmp_path: Path) -> None:
    file, password, wrong = tmp_path / "p.liange", tmp_path / "密码.txt", tmp_path / "错.txt"
    password.write_text("春江花月夜2026\n", encoding="utf-8")
    wrong.write_text("不对", encoding="utf-8")
    assert (
        run(
            "--password-file", str(password), "init", "--office", "甲县政协", "--term", "一届", file=file
        ).code
        == 0
    )
    assert run("--password-file", str(password), "roster", "list", "--json", file=file).json == []
    for words in ((), ("--password-file", str(wrong))):
        refused = run(*words, "roster", "list", "--json", file=file)
        assert (refused.code, refused.json["error"]["code"]) == (3, "password")


def test_名册列表的键(run: Run) -> None:
    people = run("roster", "list", "--json").json
    assert len(people) == 19
    assert all(set(person) == MEMBER_KEYS for person in people)
    assert people[0]["name"] == "沈长河"
    assert isinstance(people[0]["id"], str)
    assert people[0]["posts"] == ["主席", "党组书记"]


def test_改从某天起(run: Run) -> None:
    done = run("roster", "set", "骆宾", "status=辞职", "date=2026-11-20", "reason=工作调动", "--json")
    assert (done.code, done.json["status"]) == (0, "辞职")
    assert len(run("roster", "list", "--as-of", "2026-11-19", "--json").json) == 19
    assert len(run("roster", "list", "--json").json) == 18
    assert run("roster", "list", "--status", "辞职", "--json").json[0]["name"] == "骆宾"
    shown = run("roster", "show", "骆宾", "--json").json
    assert shown["facts"][-1]["reason"] == "工作调动"
    assert shown["history"][0]["label"] == "辞职 骆宾"


def test_新增和列表增减(run: Run) -> None:
    added = run("roster", "add", "name=温如玉", "no=099", "sector=教育", "政治面貌=民盟", "--json").json
    assert (added["name"], added["no"], added["affiliations"]) == ("温如玉", "099", ["民盟"])
    assert run("roster", "set", "099", "posts+=常委", "--json").json["posts"] == ["常委"]
    assert run("roster", "set", "099", "posts-=常委", "--correct", "--json").json["posts"] == []
    dated = run("roster", "add", "name=温如意", "date=2026-12-01", "--json")
    assert dated.code == 0


def test_名单设常委(run: Run, tmp_path: Path) -> None:
    names = tmp_path / "常委.txt"
    names.write_text("常务委员名单（2名）\n骆　宾　米　雪", encoding="utf-8")
    assert len(run("roster", "posts", str(names), "--post", "常委", "--json").json["set"]) == 2
    names.write_text("骆宾、无名氏", encoding="utf-8")
    refused = run("roster", "posts", str(names), "--post", "常委", "--json")
    assert refused.code == 1
    assert refused.json["findings"][0]["value"] == "无名氏"
    assert run("roster", "posts", str(tmp_path / "没有.txt"), "--post", "常委").code == 1


@pytest.mark.parametrize(("name", "level"), [("名册.xlsx", "完整"), ("名册.csv", "公开")])
def test_导出后能原样导回(run: Run, tmp_path: Path, name: str, level: str) -> None:
    file = tmp_path / name
    assert run("roster", "export", str(file), "--level", level, "--json").json["members"] == 19
    again = run("roster", "import", str(file), "--json").json
    assert (again["members"], again["new"], again["updated"], again["unchanged"]) == (19, 0, 0, 19)


def test_导出级别和后缀不对(run: Run, tmp_path: Path) -> None:
    assert run("roster", "export", str(tmp_path / "a.xlsx"), "--level", "绝密").code == 2
    assert run("roster", "export", str(tmp_path / "a.pdf")).code in (1, 2)


def test_导入有误不进并指出第一处(run: Run, data: Path, tmp_path: Path) -> None:
    table = tmp_path / "表.csv"
    table.write_text("姓名,界别\n温如玉,教育\n王,经济\n", encoding="utf-8")
    before = len(run("roster", "list", "--json").json)
    refused = run("roster", "import", str(table), "--json")
    assert (refused.code, refused.json["error"]["code"], len(refused.json["errors"])) == (1, "errors", 1)
    assert "第 3 行" in refused.err
    assert len(run("roster", "list", "--json").json) == before
    assert run("roster", "import", str(table), "--accept-good", "--json").code == 0
    assert len(run("roster", "list", "--json").json) == before + 1


def test_预览不写入(run: Run, data: Path, tmp_path: Path) -> None:
    table = tmp_path / "表.csv"
    table.write_text("姓名,归口\n温如玉,教育\n", encoding="utf-8")
    mapping = tmp_path / "map.json"
    mapping.write_text(json.dumps({"归口": "界别"}), encoding="utf-8")
    before = digest(data)
    preview = run("roster", "import", str(table), "--dry-run", "--map", str(mapping), "--json").json
    assert {"file": "表.csv", "sheet": "", "header": "归口", "field": "sector"} in preview["columns"]
    assert preview["new"] == 1
    assert digest(data) == before
    for wrong in ("不是 JSON", '{"归口": "没有这种字段"}'):
        mapping.write_text(wrong, encoding="utf-8")
        assert run("roster", "import", str(table), "--map", str(mapping)).code == 2


# --------------------------------------------------------------------------- the grid


def test_网格的键(run: Run) -> None:
    shown = run("grid", "show", "--json").json
    assert set(shown) == {"as_of", "scheme", "tiers", "guests", "links", "orphans", "vacancies"}
    assert [len(tier["members"]) for tier in shown["tiers"]] == [1, 3, 4, 5, 6]
    assert set(shown["links"][0]) == {"upper", "lower", "from", "pinned", "shared", "cost", "next_best"}
    assert run("grid", "show", "--as-of", "2026-01-14", "--json").json["links"] == []


def test_检查网格(run: Run) -> None:
    assert run("grid", "check", "--json").json == {
        "ok": True, "total": 19, "per_tier": {"1": 1, "2": 3, "3": 4, "4": 5, "5": 6}, "problems": [],
    }  # fmt: skip
    run("roster", "set", "傅云帆", "status=去世", "date=2026-11-01")
    broken = run("grid", "check", "--json")
    assert (broken.code, broken.json["ok"]) == (1, False)
    assert {problem["kind"] for problem in broken.json["problems"]} == {"未分配"}


def test_分配的键和试算(run: Run, data: Path) -> None:
    run("roster", "set", "傅云帆", "status=去世", "date=2026-11-01")
    before = digest(data)
    plan = run("grid", "assign", "--from", "2026-11-01", "--dry-run", "--json").json
    assert digest(data) == before
    assert set(plan) == {"tiers", "levels", "moved", "kept", "added"}
    assert set(plan["levels"][0]) == {"lower", "assigned", "unassigned", "load", "objective"}
    assert run("grid", "assign", "--from", "2026-11-01", "--json").json == plan
    assert run("grid", "check").code == 0
    assert run("grid", "assign", "--scheme", "双联系").code == 1


def test_分配问题能导出再解出同样结果(run: Run, tmp_path: Path) -> None:
    for tier in ("2", "3", "4", "5"):
        form = run("grid", "problem", tier, "--json").json
        file = tmp_path / "p.json"
        file.write_text(json.dumps(form), encoding="utf-8")
        solution = run("grid", "solve", str(file), "--json").json
        links = {link["lower"]: link["upper"] for link in run("grid", "show", "--json").json["links"]}
        assert solution["assign"] == {lower: links[lower] for lower in form["lower"]}
    assert run("grid", "problem", "9").code == 1


def test_手写的分配问题(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "p.json"
    form = {
        "upper": [{"id": "u1", "min": 0, "max": 10}], "lower": ["a", "b"], "cost": {"a": {"u1": 30}, "b": {"u1": -70}},
        "load_weight": 4, "pins": {"a": "u1"}, "forbidden": [],
    }  # fmt: skip
    file.write_text(json.dumps(form), encoding="utf-8")
    assert run("grid", "solve", str(file), "--json").json == {
        "objective": -24,
        "assign": {"a": "u1", "b": "u1"},
        "loads": {"u1": 2},
    }
    file.write_text(json.dumps({**form, "forbidden": [["b", "u1"]]}), encoding="utf-8")
    refused = run("grid", "solve", str(file), "--json")
    assert (refused.code, "error" in refused.json) == (1, True)
    file.write_text("[", encoding="utf-8")
    assert run("grid", "solve", str(file)).code == 1


def test_指定回避和非委员联系人(run: Run) -> None:
    assert run("grid", "pin", "米雪", "骆宾", "--now").code == 0
    people = {person["name"]: person["id"] for person in run("roster", "list", "--json").json}
    link = next(
        link for link in run("grid", "show", "--json").json["links"] if link["lower"] == people["米雪"]
    )
    assert (link["upper"], link["pinned"]) == (people["骆宾"], True)
    assert run("grid", "unpin", "米雪").code == 0
    assert run("grid", "forbid", "米雪", "骆宾").code == 0
    assert run("grid", "check").code == 1
    assert run("grid", "unforbid", "米雪", "骆宾").code == 0
    assert run("grid", "guest", "温如玉", "--title", "县委常委").code == 0
    assert run("grid", "pin", "傅云帆", "温如玉").code == 0
    assert run("grid", "pin", "傅云帆", "无此人").code == 1
    assert run("grid", "show", "--json").json["guests"][0]["name"] == "温如玉"


# --------------------------------------------------------------------------- proposals


def test_提案从登记到立案(run: Run) -> None:
    added = run(
        "proposal",
        "add",
        "title=关于完善县城公共停车的建议",
        "sponsors=骆宾、米雪",
        "category=社会",
        "--json",
    ).json
    assert (added["serial"], added["no"], added["state"]) == (1, None, "草稿")
    assert [sponsor["name"] for sponsor in added["sponsors"]] == ["骆宾", "米雪"]
    assert all(sponsor["member"] for sponsor in added["sponsors"])
    assert run("proposal", "do", "1", "立案").code == 1
    assert run("proposal", "do", "1", "提交", "received=2026-01-11", "--json").json["state"] == "已提交"
    filed = run("proposal", "do", "1", "立案", "date=2026-01-12", "--json").json
    assert (filed["state"], filed["no"]) == ("立案", 1)
    refused = run("proposal", "do", "1", "交办", "--json")
    assert refused.code == 1
    assert (
        "“交办”还缺：主办单位或分办单位。写法：主办单位 lead=、分办单位 separate="
        in refused.json["error"]["message"]
    )
    assert (
        run("proposal", "list", "--where", "state=立案", "--json").json[0]["title"]
        == "关于完善县城公共停车的建议"
    )
    assert run("proposal", "list", "--search", "停车", "--json").json[0]["serial"] == 1
    stats = run("proposal", "stats", "--json").json
    assert (stats["received"], stats["filed"], stats["rates"]["立案率"]["text"]) == (1, 1, "100.0%")
    assert (
        run("proposal", "set", "1", "title=关于县城停车的建议", "--json").json["title"]
        == "关于县城停车的建议"
    )
    assert run("proposal", "show", "1").code == 0
    assert run("proposal", "show", "99").code == 1
    assert run("search", "停车", "--json").json["proposals"][0]["serial"] == 1


def test_提案登记表导入两次(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "提案.csv"
    table.write_text(
        "提案号,案由,提案人,主办单位,审查结果\n1,关于停车的建议,骆宾,县住建局,立案\n2,关于书屋的建议,某民主党派,县文旅局,立案\n",
        encoding="utf-8",
    )
    first = run("proposal", "import", str(table), "--json").json
    assert (first["new"], first["errors"]) == (2, [])
    second = run("proposal", "import", str(table), "--json").json
    assert (second["new"], second["updated"], second["unchanged"]) == (0, 0, 2)
    assert {unit["name"] for unit in run("unit", "list", "--json").json} == {"县住建局", "县文旅局"}


def test_承办单位导入(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "单位.csv"
    table.write_text("单位名称,所属系统\n县教育局,政府\n", encoding="utf-8")
    assert run("unit", "import", str(table), "--json").json["new"] == 1
    assert run("unit", "list").out.strip() == "县教育局"


# --------------------------------------------------------------------------- safety, history, frame


def test_备份核对恢复(run: Run, data: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    made = run("backup", "make", str(stick), "--json").json
    assert {"file", "generation", "parent", "sha256", "counts", "verified"} <= set(made)
    assert made["verified"] is True
    assert run("backup", "list", str(stick), "--json").json[0]["file"] == made["file"]
    assert run("backup", "verify", made["file"], "--json").json["verified"] is True
    target = tmp_path / "恢复.liange"
    assert run("backup", "restore", made["file"], "--to", str(target)).code == 0
    assert len(run("roster", "list", "--json", file=target).json) == 19
    assert run("backup", "restore", made["file"], "--to", str(target)).code == 1
    whole = Path(made["file"]).read_bytes()
    Path(made["file"]).write_bytes(whole[: len(whole) // 2])
    bad = run("backup", "verify", made["file"], "--json")
    assert (bad.code, bad.json["verified"]) == (1, False)


def test_历史撤销重做(run: Run) -> None:
    run("roster", "set", "骆宾", "phone=13900001234", "--correct")
    assert run("history", "--json").json[0]["label"] == "修改 骆宾 的手机"
    assert run("history", "--of", "米雪", "--limit", "1", "--json").json[0]["label"].startswith("分配网格")
    assert run("undo", "--json").json["undone"] == "修改 骆宾 的手机"
    assert run("redo", "--json").json["redone"] == "修改 骆宾 的手机"
    assert run("redo").code == 1
    assert run("check", "--json").json == {"ok": True, "problems": []}


def test_届次会议设置(run: Run) -> None:
    assert run("term", "list", "--json").json[0]["name"] == "第十一届"
    assert run("term", "add", "第十二届", "--start", "2031-01-10").code == 0
    assert run("plenary", "add", "十一届二次会议").code == 0
    assert len(run("plenary", "list", "--json").json) == 2
    assert run("settings", "set", "grid.top=主席", "--json").json["grid.top"] == "主席"
    assert run("settings", "get", "grid.top", "--json").json == {"grid.top": "主席"}
    assert run("settings", "get", "颜色").code == 1
    assert run("settings", "set", "grid.top=谁").code == 1
    assert run("settings", "set", "没有等号").code == 2


# --------------------------------------------------------------------------- usage and refusals


@pytest.mark.parametrize(
    "words",
    [
        ("frob",), ("roster", "frob"), ("roster", "show"), ("roster", "list", "--colour"), ("grid", "problem", "三"),
        ("roster", "set", "骆宾", "颜色=红"), ("roster", "list", "--as-of", "昨天"), ("proposal", "list", "--where", "state"),
        ("proposal", "do", "1", "立案", "date"), ("report", "make", "--out", "x"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_写法不对是二(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.strip().endswith("。")


@pytest.mark.parametrize(
    "words", [("roster", "show", "无名氏"), ("undo",), ("grid", "assign", "--from", "2026-13-01")]
)
def test_拒绝时数据文件不变(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    empty = new_office(tmp_path, "空")
    empty.close()
    before = digest(empty.path)
    ran = run(*words, "--json", file=empty.path)
    assert ran.code in (1, 2)
    assert ran.json["error"]["message"] == ran.err.strip()
    assert digest(empty.path) == before


def test_没有数据文件是三(run: Run, tmp_path: Path) -> None:
    ran = run("roster", "list", "--json", file=tmp_path / "没有.liange")
    assert (ran.code, ran.json["error"]["code"]) == (3, "missing")


def test_密码文件读不了(run: Run, tmp_path: Path) -> None:
    assert run("--password-file", str(tmp_path / "没有"), "roster", "list").code == 2


def test_今天可以指定但要写对(run: Run) -> None:
    assert run("--today", "二十二日", "roster", "list").code == 2
