"""The data file goes away under the program: nothing is written where nobody would find it, and what is open can be saved."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.db.datafile import DataFile
from app.db.registry import Registry
from app.db.restoring import restore
from app.db.snapshot import make
from app.domain.errors import DataFileError
from tests.db.offices import dump, office
from tests.faults.limits import small_disk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows 不让人移走打开着的文件")


def move(path: Path) -> None:
    path.rename(path.with_name("别处.liange"))


def delete(path: Path) -> None:
    for one in path.parent.glob(f"{path.name}*"):
        one.unlink()


def replace(path: Path) -> None:
    shutil.copyfile(path, path.with_name("副本"))
    os.replace(path.with_name("副本"), path)  # noqa: PTH105


def pull_out(path: Path) -> None:
    subprocess.run(["umount", "-l", str(path.parent)], check=True)


WAYS = {"移走": move, "删除": delete, "换成副本": replace, "拔出": pull_out}


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """Where the data file lies."""
    with small_disk(tmp_path / "数据盘", 8, pulled=True) as place:
        yield place


@pytest.mark.parametrize("way", WAYS.values(), ids=list(WAYS))
def test_nothing_is_written_into_a_file_that_is_gone(
    stick: Path, tmp_path: Path, way: Callable[[Path], None]
) -> None:
    data = office(stick / "办公.liange")
    before = dump(data.db)
    way(data.path)
    for step in (lambda: save(data), data.undo, data.reader):
        with pytest.raises(DataFileError, match=r"已不在原来的位置.*备份到另一个文件夹") as caught:
            step()
        assert caught.value.code == "moved"
    assert dump(data.db) == before

    made = make(data, tmp_path / "备份")
    data.close()
    restore(made.file, tmp_path / "恢复.liange")
    again = DataFile.open(tmp_path / "恢复.liange")
    assert dump(again.db) == before
    again.close()


def test_a_file_that_comes_back_is_written_again(stick: Path) -> None:
    data = office(stick / "办公.liange")
    move(data.path)
    with pytest.raises(DataFileError):
        save(data)
    data.path.with_name("别处.liange").rename(data.path)
    save(data)
    data.close()
    again = DataFile.open(data.path)
    assert Registry(again).settings()["键"] == "值"
    again.close()


def save(data: DataFile) -> None:
    with data.operation("记一笔"):
        Registry(data).set_setting("键", "值")
