"""liange roster forms: list, make, read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Run


def test_生成和收回(run: Run, tmp_path: Path) -> None:
    listed = run("roster", "forms", "list", "--json")
    assert listed.code == 0
    first = listed.json["members"][0]
    assert (
        len(run("roster", "forms", "list", "--field", "手机", "--json").json["members"])
        <= listed.json["count"]
    )
    out = tmp_path / "填报表"
    made = run(
        "roster", "forms", "make", "--out", str(out), "--format", "docx", "--format", "xlsx", "--members", first["name"],
        "--deadline", "2026-12-10", "--return-to", "县政协办公室", "--json",
    )  # fmt: skip
    assert made.code == 0
    assert sorted(Path(file).suffix for file in made.json["files"]) == [".docx", ".xlsx"]
    read = run("roster", "forms", "read", made.json["files"][0], "--dry-run", "--json")
    assert (read.code, read.json["changed"], read.json["unchanged"], read.json["errors"]) == (0, 0, 1, [])


def test_不是填报表的文件(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "别的.xlsx"
    other.write_text("不是", encoding="utf-8")
    refused = run("roster", "forms", "read", str(other))
    assert refused.code == 1
    assert "没有导入" in refused.err
    assert run("roster", "forms", "read", str(other), "--accept-good").code == 0


@pytest.mark.parametrize(
    "verb", [("roster", "forms", "make"), ("report", "make", "委员名册"), ("backup", "make")]
)
@pytest.mark.parametrize("folder", ["", " "])
def test_没有说放在哪里就不生成(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...], folder: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    refused = run(*verb, *([] if "backup" in verb else ["--out"]), folder)
    assert refused.code == 2
    assert "请写明放在哪个文件夹" in refused.err
    assert set(tmp_path.iterdir()) == before
