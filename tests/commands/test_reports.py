"""liange report: what scripts rely on."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.reports.forms import FORMS
from app.services import paper
from app.services.paper import mismatches_of
from tests.commands.conftest import Run


def test_every_form_is_listed_with_how_its_options_are_answered(run: Run) -> None:
    listed = {one["name"]: one for one in run("report", "list", "--json").json}
    assert {form.name for form in FORMS} <= set(listed)
    options = {one["name"]: one for one in listed["提案表"]["options"]}
    assert (options["提案"]["kind"], options["提案"]["default"], options["提案"]["choices"]) == (
        "proposals",
        "全部",
        [],
    )
    assert "流水号" in options["提案"]["hint"]
    assert listed["地址标签"]["formats"] == ["docx", "pdf"]


def test_making_several_forms_tells_pages_and_what_is_missing(run: Run, tmp_path: Path) -> None:
    run("roster", "set", "骆宾", "job_title=\ue5d2店店主")
    made = run(
        "report", "make", "委员名册", "委员名单", "--out", str(tmp_path / "纸"), "--format", "pdf", "--json"
    ).json
    assert [Path(file).name for file in made["files"]] == ["委员名册.pdf", "委员名单.pdf"]
    assert sorted(made["pages"].values()) == [1, 2]
    assert [glyph["char"] for glyph in made["missing_glyphs"]] == ["\ue5d2"]
    assert "U+E5D2" in run("report", "make", "委员名册", "--out", str(tmp_path / "纸"), "--format", "pdf").out
    assert made["mismatches"] == []


@pytest.mark.parametrize("each", [(), ("--each",)])
def test_labels_too_small_to_read_are_named(run: Run, tmp_path: Path, each: tuple[str, ...]) -> None:
    run("roster", "set", "骆宾", f"address={'云川县清河街道' * 60}")
    asked = ("report", "make", "地址标签", "委员=骆宾", *each, "--out", str(tmp_path / "纸"), "--format", "pdf")  # fmt: skip
    made = run(*asked, "--json").json
    assert len(made["crowded"]) == 1
    assert f"标签“{made['crowded'][0]}”上的字太多" in run(*asked).out
    run("roster", "set", "骆宾", "address=清河街1号")
    assert run(*asked, "--json").json["crowded"] == []


def test_what_does_not_add_up_is_printed_anyway_when_asked(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        paper, "mismatches_of", lambda facts: [*mismatches_of(facts), "名额：各项之和 1 不等于总数 2"]
    )
    words = ("report", "make", "名额表", "--out", str(tmp_path / "纸"), "--format", "pdf")  # fmt: skip
    refused = run(*words)
    assert refused.code != 0
    assert "名额：各项之和 1 不等于总数 2" in refused.err
    assert "--anyway" in refused.err
    assert not (tmp_path / "纸").exists()
    made = run(*words, "--anyway", "--json")
    assert (made.code, made.json["mismatches"]) == (0, ["名额：各项之和 1 不等于总数 2"])
    assert len(made.json["files"]) == 1


def test_one_file_for_each_is_kept_as_one_paper(run: Run, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    words = ("report", "make", "委员登记表", "--each", "--out", out, "--format", "docx", "--json")
    made = run(*words, "--keep")
    assert (made.code, made.json["kept"]) == (0, [1])
    assert len(made.json["files"]) > 1
    assert run(*words).json["kept"] == []


def test_one_file_for_each_member(run: Run, tmp_path: Path) -> None:
    out = str(tmp_path / "纸")
    made = run("report", "make", "委员登记表", "--each", "--out", out, "--format", "pdf", "--json")
    assert made.code == 0
    assert made.json["problems"] == []
    files = [Path(file) for file in made.json["files"]]
    assert len(files) == len(run("roster", "list", "--json").json)
    assert all(file.is_file() and file.name.startswith("委员登记表 ") for file in files)
    refused = run("report", "make", "委员名册", "--each", "--out", out)
    assert refused.code != 0
    assert "不能分开存" in refused.err


def test_完整级别的纸在历史里有一行(run: Run, tmp_path: Path) -> None:
    out = str(tmp_path / "纸")
    before = [one["label"] for one in run("history", "--json").json]
    run("report", "make", "通讯录", "级别=内部", "--out", out, "--format", "pdf")
    assert [one["label"] for one in run("history", "--json").json] == before
    run("report", "make", "通讯录", "--out", out, "--format", "pdf")
    assert run("report", "make", "通讯录", "名额表", "级别=完整", "--out", out, "--format", "pdf").code == 0
    run("report", "make", "委员登记表", "委员=骆宾", "级别=完整", "--each", "--out", out, "--format", "pdf")
    labels = [one["label"] for one in run("history", "--json").json]
    assert labels[:3] == ["存为完整级别的委员登记表", *["存为完整级别的通讯录"] * 2]
    assert labels[3:] == before


def test_分开存的也存档_键和合在一起的一样(run: Run, tmp_path: Path) -> None:
    words = (
        "report",
        "make",
        "委员登记表",
        "委员=骆宾、米雪",
        "--keep",
        "--out",
        str(tmp_path / "纸"),
        "--json",
    )
    together, each = run(*words), run(*words, "--each")
    assert (together.code, each.code) == (0, 0)
    assert set(together.json) <= set(each.json)
    assert together.json["kept"] == [1]
    assert each.json["kept"] == [2]
    assert each.json["pages"] == {file: 1 for file in each.json["files"] if file.endswith(".pdf")}
    assert len(each.json["pages"]) == 2
    assert [one["no"] for one in run("archive", "list", "--json").json] == [2, 1]


def test_被占着的文件不动_另存一个名字说清楚(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "纸"
    (folder / "名额表.pdf").mkdir(parents=True)  # what cannot be replaced, on any system
    made = run("report", "make", "名额表", "委员名册", "--out", str(folder), "--format", "pdf", "--json").json
    assert [Path(file).name for file in made["files"]] == ["名额表（2）.pdf", "委员名册.pdf"]
    assert sorted(made["pages"]) == sorted(made["files"])
    assert made["renamed"] == [
        "“名额表.pdf”正被 Word 或其他程序打开，没有动它；新的存成了“名额表（2）.pdf”。"
    ]
    assert sorted(one.name for one in folder.iterdir()) == ["名额表.pdf", "名额表（2）.pdf", "委员名册.pdf"]


def test_写不进的文件夹只说选的那个(run: Run, tmp_path: Path) -> None:
    (tmp_path / "占着").write_bytes(b"")
    refused = run("report", "make", "名额表", "--out", str(tmp_path / "占着" / "里"), "--format", "pdf")
    assert refused.code == 1
    assert "不能写入文件夹" in refused.err
    assert "联格正在生成" not in refused.err


def test_写了两遍的表名和格式_做一份(run: Run, tmp_path: Path) -> None:
    made = run(
        "report", "make", "名额表", "名额表", "--out", str(tmp_path), "--format", "pdf,docx,pdf", "--json"
    )
    assert [Path(file).name for file in made.json["files"]] == ["名额表.pdf", "名额表.docx"]
    assert sorted(file.name for file in tmp_path.iterdir() if file.suffix in (".pdf", ".docx")) == [
        "名额表.docx",
        "名额表.pdf",
    ]
