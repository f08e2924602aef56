"""`roster import` with the clerk's word from files: words, people, posts, faulty rows."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run


def written(path: Path, content: object) -> str:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return str(path)


def people(run: Run, name: str) -> list[dict[str, Any]]:
    return [one for one in run("roster", "list", "--json").json if one["name"] == name]


def test_写法对应一次_以后照办(run: Run, tmp_path: Path) -> None:
    table = written(tmp_path / "表.csv", "姓名,界别\n温如玉,教育届\n江小鱼,新界\n")
    dry = run("roster", "import", table, "--dry-run", "--json").json
    assert [(w["list"], w["written"], w["rows"], w["means"]) for w in dry["words"]] == [
        ("界别", "教育届", 1, None),
        ("界别", "新界", 1, None),
    ]
    assert dry["words"][0]["alike"][0] == "教育"
    values = written(tmp_path / "写法.json", {"界别": {"教育届": "教育", "新界": None}})
    assert run("roster", "import", table, "--values", values, "--json").code == 0
    assert people(run, "温如玉")[0]["sector"] == "教育"
    assert people(run, "江小鱼")[0]["sector"] == ""
    again = written(tmp_path / "又.csv", "姓名,界别\n温如意,教育届\n")
    assert run("roster", "import", again, "--json").json["words"][0]["means"] == "教育"
    assert people(run, "温如意")[0]["sector"] == "教育"
    assert run("undo", "--json").code == 0
    assert run("undo", "--json").code == 0
    assert run("roster", "import", again, "--dry-run", "--json").json["words"][0]["means"] is None
    assert run("check", "--json").json["ok"]


def test_表头对应可以只管一张表(run: Run, tmp_path: Path) -> None:
    first = written(tmp_path / "常委.csv", "姓名,职务\n温如玉,常委\n")
    second = written(tmp_path / "单位.csv", "姓名,职务\n温如玉,县医院院长\n")
    told = written(tmp_path / "对照.json", {"常委.csv!职务": "政协职务", "没有的表!职务": ""})
    done = run("roster", "import", first, second, "--map", told, "--json")
    assert (done.code, done.json["members"]) == (0, 1)
    fields = {(c["file"], c["header"]): c["field"] for c in done.json["columns"]}
    assert (fields["常委.csv", "职务"], fields["单位.csv", "职务"]) == ("posts", "job_title")
    shown = people(run, "温如玉")[0]
    assert (shown["posts"], shown["job_title"]) == (["常委"], "县医院院长")


def test_同名两位_按行选定(run: Run, tmp_path: Path) -> None:
    run("roster", "add", "name=米雪", "no=077", "sector=教育")
    table = written(tmp_path / "表.csv", "姓名,手机\n米雪,13800001234\n")
    refused = run("roster", "import", table, "--json")
    assert refused.code == 1
    assert "编号077" in refused.json["errors"][0]["message"]
    question = refused.json["questions"][0]
    assert (question["row"], question["name"], len(question["candidates"])) == ("表.csv##2", "米雪", 2)
    assert question["candidates"][0]["unlike"] == [{"field": "手机", "held": "", "coming": "13800001234"}]
    for row in ("表.csv!2", "表.csv!!2", "表.csv##2"):
        choose = written(tmp_path / "选.json", {row: "077"})
        assert run("roster", "import", table, "--choose", choose, "--dry-run", "--json").json["updated"] == 1
    choose = written(
        tmp_path / "选.json",
        {"表.csv!2": "077", "表.csv!9": "077", "另.csv!2": "new", "表.csv##2#1": "表.csv!8"},
    )
    idle = run("roster", "import", table, "--choose", choose, "--dry-run")
    assert [line for line in idle.out.splitlines() if "没有用上" in line] == [
        f"表里没有“{row}”（文件#工作表#行号）这一行委员，选定的人没有用上"
        for row in ("表.csv##9", "另.csv##2", "表.csv##2#1", "表.csv##8")
    ]
    choose = written(tmp_path / "选.json", {"表.csv!2": "new"})
    done = run("roster", "import", table, "--choose", choose, "--json")
    assert (done.json["new"], done.json["warnings"]) == (1, [])
    assert len(people(run, "米雪")) == 3


@pytest.mark.parametrize(
    ("option", "content", "code"),
    [
        ("--choose", ["不是"], 2),
        ("--choose", {"表.csv!2": 7}, 2),
        ("--choose", {"表.csv!2": "没有这位"}, 1),
        ("--values", "{坏的", 2),
        ("--values", {"界别": "教育"}, 2),
        ("--values", {"没有的表": {"甲": "乙"}}, 2),
        ("--posts", "温如玉 常委", 2),
        ("--posts", "温如玉=常委", 1),
    ],
)
def test_说不清的文件一句话拒绝(run: Run, tmp_path: Path, option: str, content: object, code: int) -> None:
    table = written(tmp_path / "表.csv", "姓名\n温如玉\n")
    refused = run("roster", "import", table, option, written(tmp_path / "话.json", content), "--json")
    assert refused.code == code
    assert refused.err.strip()
    assert people(run, "温如玉") == []


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_有误的行导出_改好再导入(run: Run, tmp_path: Path, ending: str) -> None:
    table = written(tmp_path / "表.csv", "名单\n姓名,性别,备注\n温如玉,女,甲\n江小鱼,南,=乙\n")
    faulty = tmp_path / f"有误.{ending}"
    refused = run("roster", "import", table, "--errors", str(faulty), "--json")
    assert (refused.code, refused.json["faulty_rows"]) == (1, 1)
    assert run("roster", "import", table, "--accept-good", "--json").code == 0
    if ending == "csv":
        rows = list(csv.DictReader(faulty.read_text("utf-8-sig").splitlines()))
        assert [(row["姓名"], row["性别"], row["出处"]) for row in rows] == [
            ("江小鱼", "南", "表.csv 第 4 行")
        ]
        assert "南" in rows[0]["错误原因"]
        faulty.write_text(faulty.read_text("utf-8-sig").replace(",南,", ",男,"), encoding="utf-8")
        mended = run("roster", "import", str(faulty), "--json")
        assert (mended.code, mended.json["new"]) == (0, 1)
        assert {c["header"]: c["field"] for c in mended.json["columns"]}["错误原因"] == ""
    else:
        again = run("roster", "import", str(faulty), "--json")
        assert (again.code, len(again.json["errors"])) == (1, 1)
    assert run("roster", "import", table, "--errors", str(tmp_path / "有误.pdf")).code == 2


def test_有误的行不会写掉原来的表(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "名册.csv"
    table.write_text("姓名,性别\n甲乙,不详的\n", "utf-8")
    before = table.read_bytes()
    refused = run("roster", "import", str(table), "--errors", str(tmp_path / "." / "名册.csv"))
    assert refused.code == 2
    assert "另取一个文件名" in refused.err
    assert table.read_bytes() == before


def test_只确认点名的职务(run: Run, tmp_path: Path) -> None:
    table = written(tmp_path / "表.csv", "姓名,单位及职务\n温如玉,县政协副主席\n江小鱼,县政协常委\n")
    assert run("roster", "import", table, "--post", "温如玉=常委", "--json").code == 1
    assert run("roster", "import", table, "--post", "温如玉=副主席", "--no-posts", "--json").code == 2
    assert run("roster", "import", table, "--post", "温如玉=副主席", "--json").code == 0
    assert (people(run, "温如玉")[0]["posts"], people(run, "江小鱼")[0]["posts"]) == (["副主席"], [])
    listed = written(tmp_path / "职务.txt", "江小鱼=常委\n")
    assert run("roster", "import", table, "--posts", listed, "--json").code == 0
    assert people(run, "江小鱼")[0]["posts"] == ["常委"]


def test_已退出的人要问_不悄悄改(run: Run, tmp_path: Path) -> None:
    run("roster", "set", "骆宾", "status=辞职", "date=2026-11-20")
    table = written(tmp_path / "表.csv", "姓名,手机\n骆宾,13800001234\n")
    refused = run("roster", "import", table, "--json")
    assert refused.code == 1
    assert "已辞职" in refused.json["errors"][0]["message"]
    choose = written(tmp_path / "选.json", {"表.csv!2": "骆宾"})
    assert run("roster", "import", table, "--choose", choose, "--json").json["updated"] == 1
    shown = run("roster", "show", "骆宾", "--json").json
    assert (shown["status"], shown["more"]["phone"]) == ("辞职", "13800001234")
    stated = written(tmp_path / "表.csv", "姓名,手机,状态\n骆宾,13800004321,辞职\n")
    assert run("roster", "import", stated, "--json").json["updated"] == 1


def test_通知里的名单也进同一个预览(run: Run, tmp_path: Path) -> None:
    notice = written(tmp_path / "通知.txt", "民革（2人）\n温如玉（女）  江小鱼\n")
    answer = run("roster", "import", notice, "--json").json
    assert (answer["new"], answer["errors"]) == (2, [])


def test_停用的字段命令行也不能填(run: Run) -> None:
    assert run("roster", "add", "name=苗清和", "religion=无").code == 0
    assert run("field", "off", "religion").code == 0
    refused = run("roster", "set", "苗清和", "religion=佛教")
    assert refused.code == 1
    assert "已停用" in refused.err
