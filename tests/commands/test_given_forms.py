"""liange given …"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import given as forms
from tests.commands.conftest import Run


@pytest.fixture
def form(tmp_path: Path) -> Path:
    file = tmp_path / "考核表.docx"
    file.write_bytes(
        forms.word(forms.paragraph("{name}，{手机}，{other}") + forms.table(("性别", ""), ("意见", "")))
    )
    return file


def test_添加到填好(run: Run, form: Path, tmp_path: Path) -> None:
    added = run("given", "add", str(form), "--name", "考核", "--json").json
    assert set(added) == {"id", "name", "file", "for", "places", "unknown"}
    assert (added["name"], added["for"], added["unknown"]) == ("考核", "委员", ["{other}"])
    assert added["places"][0] == {
        "kind": "token", "address": "{name}", "field": "name", "mode": "replace", "found": True, "label": "姓名",
    }  # fmt: skip
    assert run("given", "list", "--json").json[0]["places"] == 3
    pointed = run("given", "point", "考核", "{other}=空白", "表1!B2=文字:同意", "表1!A2+=姓名", "--json").json
    assert pointed["unknown"] == []
    assert [one["mode"] for one in pointed["places"][-2:]] == ["replace", "append"]
    assert "表1!B2 → “同意”" in run("given", "show", "考核").out
    assert len(run("given", "unpoint", "考核", "表1!A2", "--json").json["places"]) == 5
    filled = run(
        "given", "fill", "考核", "--out", str(tmp_path / "出"), "--whom", "骆宾、米雪", "--json"
    ).json
    assert (filled["records"], len(filled["files"]), filled["blank"], filled["renamed"]) == (
        2,
        2,
        ["手机"],
        [],
    )
    together = run(
        "given", "fill", "考核", "--out", str(tmp_path / "出"), "--together", "--level", "完整", "--json"
    ).json
    assert (together["records"], len(together["files"]), together["blank"]) == (19, 1, [])
    assert run("history", "--limit", "1", "--json").json[0]["label"] == "完整填写上级表样 考核 19 份"
    assert run("given", "export", "考核", str(tmp_path / "原.docx")).code == 0
    assert (tmp_path / "原.docx").read_bytes() == form.read_bytes()
    assert run("given", "delete", "考核", "--json").json == {"deleted": "考核"}
    assert run("check", "--json").code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("given", "show", "没有"), 1),
        (("given", "add", "没有.docx"), 1),
        (("given", "add", "x.docx", "--for", "小组"), 2),
        (("given", "point", "考核", "没有等号"), 2),
        (("given", "point", "考核", "表9!A1=姓名"), 1),
        (("given", "point", "考核", "表1!B2=没有的字段"), 2),
        (("given", "fill", "考核", "--out", ""), 2),
        (("given", "fill", "考核", "--out", "出", "--which", "1"), 2),
        (("given", "fill", "考核", "--out", "出", "--whom", "查无此人"), 1),
    ],
)
def test_写错了说一句话(run: Run, form: Path, words: tuple[str, ...], code: int) -> None:
    run("given", "add", str(form), "--name", "考核")
    refused = run(*words)
    assert (refused.code, refused.out) == (code, "")
    assert refused.err.strip().endswith("。")
