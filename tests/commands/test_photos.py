"""liange roster photo …: one photo and a folder of them."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.commands.conftest import Run


def a_photo(file: Path) -> Path:
    Image.new("RGB", (300, 420), "steelblue").save(file)
    return file


def test_one_photo_in_out_and_away(run: Run, tmp_path: Path) -> None:
    file = a_photo(tmp_path / "a.png")
    assert run("roster", "photo", "set", "米雪", str(file)).out.strip() == "米雪 的照片已加上。"
    again = run("roster", "photo", "set", "米雪", str(file), "--json").json
    assert (again["photo"], again["replaced"]) == (True, True)
    done = run("roster", "photo", "export", "米雪", str(tmp_path / "out.jpg"), "--json")
    assert Path(done.json["file"]).read_bytes()[:2] == b"\xff\xd8"
    assert run("check", "--json").json == {"ok": True, "problems": []}
    assert "已删除" in run("roster", "photo", "remove", "米雪").out
    refused = run("roster", "photo", "remove", "米雪", "--json")
    assert (refused.code, refused.json["error"]["code"]) == (1, "no_photo")
    assert run("undo").code == 0
    assert run("roster", "photo", "export", "米雪", str(tmp_path / "again.jpg")).code == 0


def test_a_folder_with_a_preview_first(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "照片"
    folder.mkdir()
    for name in ("米雪", "骆宾", "不认识"):
        a_photo(folder / f"{name}.jpg")
    words = ("roster", "photo", "import", str(folder))
    seen = run(*words, "--dry-run", "--json").json
    assert sorted(one["name"] for one in seen["matched"]) == ["米雪", "骆宾"]
    assert (seen["unmatched"], seen["ambiguous"], seen["errors"]) == (["不认识.jpg"], [], [])
    assert len(seen["without"]) == 17
    assert "对上 2 张" in run(*words, "--dry-run").out
    assert run("roster", "photo", "remove", "米雪").code == 1
    assert "导入照片：对上 2 张" in run(*words).out
    assert all(one["replaces"] for one in run(*words, "--dry-run", "--json").json["matched"])


def test_no_photo_is_a_refusal_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.jpg"
    file.write_bytes(b"x")
    done = run("roster", "photo", "set", "米雪", str(file))
    assert done.code == 1
    assert "不是能用的照片" in done.err
