"""liange wording …: list, show, set, copy, reset, delete, fields, preview, and a wording made as any form."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import Run


def test_列出和看一份(run: Run) -> None:
    listed = run("wording", "list", "--json").json
    assert {"name", "group", "layout", "subject", "shipped", "changed"} == set(listed[0])
    assert listed[0]["name"] == "会议通知"
    shown = run("wording", "show", "会议通知", "--json").json
    assert shown["asked"][1] == {"name": "会议名称", "hint": "如 十一届常委会第六次会议"}
    assert (shown["parts"]["署名"], shown["problems"]) == ("{{ 办公室 }}", [])
    assert "【正文】" in run("wording", "show", "会议通知").out
    assert run("wording", "show", "没有的").code == 1


def test_修改复制恢复删除(run: Run, tmp_path: Path) -> None:
    body = tmp_path / "正文.txt"
    body.write_text("请参加{{ 会议名称 }}。\n", encoding="utf-8")
    done = run("wording", "set", "会议通知", f"正文=@{body}", "署名={{ 发文机关 }}", "--json")
    assert (done.code, done.json["changed"], done.json["parts"]["正文"]) == (
        0,
        True,
        "请参加{{ 会议名称 }}。",
    )
    assert "已改动" in run("wording", "list").out
    assert run("history", "--json").json[0]["label"] == "修改用语 会议通知"
    assert run("wording", "copy", "会议通知", "座谈会通知", "--json").json["shipped"] is False
    assert run("wording", "reset", "会议通知", "--json").json["changed"] is False
    assert run("wording", "delete", "座谈会通知", "--json").json == {"deleted": "座谈会通知"}
    assert run("undo").code == 0
    assert run("wording", "show", "座谈会通知").code == 0
    assert run("check").code == 0


def test_写错不改_说清哪一行(run: Run, tmp_path: Path) -> None:
    wrong = run("wording", "set", "会议通知", "正文=第一行\n请到{{ 会议地 }}", "--json")
    assert (wrong.code, wrong.json["error"]["code"], wrong.json["error"]["where"]) == (1, "wording", "正文")
    assert "正文第2行：没有“会议地”这个字段，是不是“会议地点”" in wrong.err
    assert run("wording", "show", "会议通知", "--json").json["changed"] is False
    for words in (("正文",), ("落款=甲",), (f"正文=@{tmp_path / '没有.txt'}",)):
        assert run("wording", "set", "会议通知", *words).code == 2


def test_没有尽头的文件_读到够长就停(run: Run, tmp_path: Path) -> None:
    endless = Path("/dev/zero") if Path("/dev/zero").exists() else tmp_path / "长.txt"
    if not endless.exists():
        endless.write_text("好" * 2_000_000, "utf-8")
    told = run("wording", "set", "会议通知", f"正文=@{endless}")
    assert told.code == 1
    assert "最多 10000 个" in told.err


def test_字段(run: Run) -> None:
    unit = run("wording", "fields", "每个承办单位", "--json").json
    assert unit[0] == {
        "subject": "每个承办单位", "name": "承办单位", "meaning": "承办单位的名称", "from": "承办单位", "table": False,
    }  # fmt: skip
    everything = run("wording", "fields")
    assert "姓名　委员的姓名（委员名册）" in everything.out
    assert everything.out.count("发文机关　") == 1
    assert run("wording", "fields", "大家").code == 2


def test_样子和生成(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "样子.docx"
    assert run("wording", "preview", "会议通知", "会议地点=三楼", "--out", str(out), "--json").json == {
        "file": str(out)
    }
    assert out.exists()
    assert run("wording", "preview", "会议通知", "颜色=红", "--out", str(out)).code == 2
    refused = run("report", "make", "会议通知", "会议时间=9:00", "--out", str(tmp_path))
    assert refused.code == 1
    assert "还没有填：会议名称" in refused.err
    made = run(
        "report", "make", "感谢信", "感谢对象=某某", "感谢事由=大力支持", "--out", str(tmp_path), "--json"
    ).json
    assert [Path(file).name for file in made["files"]] == ["感谢信.docx", "感谢信.pdf"]
    listed = {one["name"]: one for one in run("report", "list", "--json").json}
    assert listed["感谢信"]["group"] == "函件与通知"
