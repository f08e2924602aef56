"""Files made aside and put in place: nothing half, nothing lost, and a refusal that names the folder the clerk chose."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from app.reports.errors import PaperError
from app.services.staged_files import ASIDE, MOST_NAMES, StagedFiles, free_name


def test_都做好了才放进去_旁边的夹子不留(tmp_path: Path) -> None:
    folder = tmp_path / "出" / "里"
    with StagedFiles(folder) as stage:
        made = [stage.put(f"{name}.docx", name.encode()) for name in "甲乙"]
        assert [one.name for one in folder.iterdir()] == [stage.aside.name]
        placed = [stage.place(one) for one in made]
    assert placed == [(folder / "甲.docx", ""), (folder / "乙.docx", "")]
    assert sorted(one.name for one in folder.iterdir()) == ["乙.docx", "甲.docx"]
    assert (folder / "甲.docx").read_bytes() == "甲".encode()


def test_中途取消什么也不留(tmp_path: Path) -> None:
    def cancelled(stage: StagedFiles) -> None:
        stage.put("甲.docx", b"1")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), StagedFiles(tmp_path) as stage:
        cancelled(stage)
    assert list(tmp_path.iterdir()) == []


def test_写不了的时候说的是选的文件夹(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, *_args: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with StagedFiles(tmp_path) as stage:
        monkeypatch.setattr(Path, "open", full)
        with pytest.raises(PaperError) as refused:
            stage.put("甲.docx", b"1")
        monkeypatch.undo()
    assert refused.value.code == "disk_full"
    assert ASIDE not in refused.value.message + refused.value.where
    assert refused.value.where == str(tmp_path / "甲.docx")


def test_哪个名字都放不进去就说清楚(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "in use", str(target))

    with StagedFiles(tmp_path) as stage:
        made = stage.put("甲.docx", b"1")
        monkeypatch.setattr(Path, "replace", refuse)
        with pytest.raises(PaperError, match=r"^“甲\.docx”写不进这个文件夹，请换一个文件夹") as refused:
            stage.place(made)
        monkeypatch.undo()
    assert refused.value.code == "unwritable"
    assert list(tmp_path.iterdir()) == []


def test_名字都占了用最后一个(tmp_path: Path) -> None:
    file = tmp_path / "名册.docx"
    for number in range(2, MOST_NAMES):
        assert free_name(file).name == f"名册（{number}）.docx"
        free_name(file).touch()
    assert free_name(file).name == f"名册（{MOST_NAMES}）.docx"
