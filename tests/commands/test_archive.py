"""liange archive: what is kept, shown, written out as it is, compared, noted on; the keys scripts rely on."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.office import Office
from tests.commands.conftest import Run

KEYS = {
    "no", "form", "title", "term", "day", "level", "options", "pages", "how", "at", "machine", "user", "note", "again", "pdf",
}  # fmt: skip


@pytest.fixture
def kept(run: Run, tmp_path: Path) -> Run:
    """The county with two papers kept, a member having come in between."""
    made = run("report", "make", "名额表", "--out", str(tmp_path / "材料"), "--keep", "--json")
    assert made.code == 0
    assert made.json["kept"] == [1]
    assert run("roster", "add", "姓名=岑向荣", "界别=经济", "--json").code == 0
    again = run("report", "make", "名额表", "--out", str(tmp_path / "材料"), "--keep")
    assert again.out.splitlines()[-1] == "已存档，第 2 号。"
    return run


def test_不写keep就不存(run: Run, tmp_path: Path) -> None:
    assert run("report", "make", "名额表", "--out", str(tmp_path / "材料"), "--json").json["kept"] == []
    assert run("archive", "list", "--json").json == []


def test_列表和筛选(kept: Run) -> None:
    found = kept("archive", "list", "--json").json
    assert [one["no"] for one in found] == [2, 1]
    assert set(found[0]) == KEYS
    assert found[0]["again"] is None
    assert kept("archive", "list", "--form", "主席会议材料", "--json").json == []
    assert len(kept("archive", "list", "--from", "2026-11-22", "--to", "2026-11-22", "--json").json) == 2
    assert kept("archive", "list", "--search", "存为").out.startswith("第2号 2026-11-22")
    assert kept("archive", "list", "--from", "昨天").code == 2


def test_一份的数字口径和明细(kept: Run) -> None:
    shown = kept("archive", "show", "2", "--json").json
    assert set(shown) == {*KEYS, "figures", "definitions", "facts"}
    assert set(shown["figures"][0]) == {"name", "stands", "place", "row", "column", "text", "behind"}
    economy = [one for one in shown["figures"] if one["row"] == "经济" and one["column"] == "实有"]
    assert [(one["text"], one["behind"]) for one in economy] == [("6", 6)]
    assert shown["definitions"][0].startswith("口径：实有为在任委员")
    assert shown["facts"]["version"] == 1
    assert "名额 · 经济 · 实有：6" in kept("archive", "show", "2").out
    missing = kept("archive", "show", "9", "--json")
    assert missing.code == 1
    assert missing.json["error"]["code"] == "not_found"


def test_原样另存(kept: Run, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "另存.pdf"
    saved = kept("archive", "save", "1", "--out", str(file), "--json").json
    assert saved == {"no": 1, "file": str(file), "pages": 1}
    office = Office.open(data, read_only=True)
    assert file.read_bytes() == office.archive.pdf(1)
    office.close()
    assert kept("archive", "save", "1", "--out", str(tmp_path / "另存.docx")).code == 2


def test_相比(kept: Run) -> None:
    told = kept("archive", "compare", "2", "1", "--json").json
    assert set(told) == {"changes", "other"}
    assert set(told["changes"][0]) == {"figure", "before", "now", "difference", "why"}
    economy = next(one for one in told["changes"] if one["figure"] == "名额 · 经济 · 实有")
    assert (economy["before"], economy["now"], economy["difference"]) == ("5", "6", "＋1")
    assert economy["why"].startswith("＋岑向荣")
    assert kept("archive", "compare", "2", "--now").out == "数字没有变化。\n"
    assert "名额 · 经济 · 实有：5 → 6（＋1）＋岑向荣" in kept("archive", "compare", "1").out
    assert kept("archive", "compare", "1", "2", "--now").code == 2


def test_注记(kept: Run) -> None:
    noted = kept("archive", "note", "1", "作废：名单有误", "--json")
    assert (noted.code, noted.json["note"]) == (0, "作废：名单有误")
    assert kept("archive", "list", "--search", "作废").out.rstrip().endswith("作废：名单有误")
    assert kept("undo", "--json").json["undone"] == "新增委员 岑向荣"
    assert kept("check").code == 0
