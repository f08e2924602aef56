"""Files that are no data file, or not one that may be written: one sentence, exit code 3, nothing changed."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.db import opening
from app.db.datafile import DataFile
from app.db.engine import Database, IntegrityError, OperationalError, WrongKey, connect, raw_key
from app.db.restoring import restore
from app.db.schema import APPLICATION_ID, SCHEMA_VERSION
from app.domain.errors import DataFileError, Refused
from tests.db.offices import PASSWORD, Clock, dump, folder_bytes, office, office_file

PAGE = 4096


def is_one_chinese_sentence(text: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]", text)) and "\n" not in text and text.endswith("。")


def with_database(path: Path, change: Callable[[Database], object], password: str = "") -> None:
    """Change a closed data file behind the program's back."""
    key = raw_key(password, path.read_bytes()[:16]) if password else ""
    db = connect(path, key=key)
    change(db)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def text_file(path: Path) -> None:
    path.write_text("姓名,界别\n梅知远,中共\n" * 20, encoding="utf-8")


def short_text(path: Path) -> None:
    path.write_text("空", encoding="utf-8")


def zero_bytes(path: Path) -> None:
    path.touch()


def zeros(path: Path) -> None:
    path.write_bytes(bytes(8 * PAGE))


def noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


def half(path: Path) -> None:
    whole = office_file(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def cut_in_a_page(path: Path) -> None:
    whole = office_file(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 3 + 77])


def only_the_header(path: Path) -> None:
    path.write_bytes(office_file(path).read_bytes()[:16])


def flipped_page(path: Path) -> None:
    whole = bytearray(office_file(path).read_bytes())
    whole[PAGE : 2 * PAGE] = bytes(byte ^ 0xFF for byte in whole[PAGE : 2 * PAGE])
    path.write_bytes(whole)


def other_program(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE t (x)")
    other.commit()
    other.close()


def folder(path: Path) -> None:
    path.mkdir()


def missing(path: Path) -> None:
    assert not path.exists()


def newer(path: Path) -> None:
    with_database(office_file(path), lambda db: db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}"))


def no_copy_number(path: Path) -> None:
    with_database(office_file(path), lambda db: db.execute("DELETE FROM meta WHERE key = 'copy'"))


def odd_counter(path: Path) -> None:
    with_database(
        office_file(path), lambda db: db.execute("UPDATE meta SET value = 'x' WHERE key = 'counter'")
    )


def no_tables(path: Path) -> None:
    db = connect(path, create=True)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.close()


def encrypted(path: Path) -> None:
    office_file(path, PASSWORD)


def encrypted_half(path: Path) -> None:
    whole = office_file(path, PASSWORD).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def encrypted_flipped(path: Path) -> None:
    whole = bytearray(office_file(path, PASSWORD).read_bytes())
    whole[3 * PAGE + 5] ^= 1
    path.write_bytes(whole)


def plain(path: Path) -> None:
    office_file(path)


CASES: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "文本文件": (text_file, "", "not_ours"),
    "很短的文本文件": (short_text, "", "not_ours"),
    "空文件": (zero_bytes, "", "not_ours"),
    "空文件，给了密码": (zero_bytes, PASSWORD, "not_ours"),
    "全是零": (zeros, "", "password"),
    "乱码": (noise, "", "password"),
    "只剩一半": (half, "", "damaged"),
    "断在页中间": (cut_in_a_page, "", "damaged"),
    "只有文件头": (only_the_header, "", "damaged"),
    "一页翻转": (flipped_page, "", "damaged"),
    "别的程序的数据库": (other_program, "", "not_ours"),
    "文件夹": (folder, "", "not_ours"),
    "不存在": (missing, "", "missing"),
    "更新的版本": (newer, "", "newer"),
    "没有副本号": (no_copy_number, "", "damaged"),
    "计数器不是数": (odd_counter, "", "damaged"),
    "只有标志没有表": (no_tables, "", "damaged"),
    "密码不对": (encrypted, "不是这个", "password"),
    "有密码而没有给": (encrypted, "", "password"),
    "没有密码而给了": (plain, PASSWORD, "password"),
    "加密文件只剩一半": (encrypted_half, PASSWORD, "damaged"),
    "加密文件一位翻转": (encrypted_flipped, PASSWORD, "damaged"),
    "文本文件，给了密码": (text_file, PASSWORD, "password"),
}


@pytest.mark.parametrize("read_only", [False, True], ids=["正常打开", "只读打开"])
@pytest.mark.parametrize("case", CASES)
def test_a_file_that_cannot_be_opened(tmp_path: Path, case: str, read_only: bool) -> None:
    make, password, code = CASES[case]
    path = tmp_path / "办公.liange"
    make(path)
    before = folder_bytes(tmp_path)
    with pytest.raises(DataFileError) as caught:
        DataFile.open(path, password=password, read_only=read_only)
    assert (caught.value.code, caught.value.exit_code) == (code, 3)
    assert is_one_chinese_sentence(caught.value.message)
    assert path.name in caught.value.message
    assert folder_bytes(tmp_path) == before


def test_a_refused_file_can_be_tried_again(tmp_path: Path) -> None:
    """A refusal gives the lock back."""
    path = office_file(tmp_path / "办公.liange", PASSWORD)
    with pytest.raises(DataFileError):
        DataFile.open(path, password="不是这个")
    data = DataFile.open(path, password=PASSWORD)
    assert data.encrypted
    assert data.password == PASSWORD
    data.close()


# -- already open ------------------------------------------------------------------------------------------------

OPEN = """
import sys
from pathlib import Path
from app.db.datafile import DataFile
data = DataFile.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
data.close()
"""


def opened_elsewhere(path: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", OPEN, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "open"
    return child


def test_a_file_that_another_process_has_open(tmp_path: Path) -> None:
    path = office_file(tmp_path / "办公.liange")
    child = opened_elsewhere(path)
    try:
        with pytest.raises(DataFileError) as caught:
            DataFile.open(path)
        assert (caught.value.code, caught.value.exit_code) == ("locked", 3)
        assert is_one_chinese_sentence(caught.value.message)
        assert "只读" in caught.value.message
    finally:
        child.communicate("")
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_another_process_may_look_meanwhile(tmp_path: Path) -> None:
    path = office_file(tmp_path / "办公.liange")
    child = opened_elsewhere(path)
    try:
        looking = DataFile.open(path, read_only=True)
        assert looking.read_only
        assert len(dump(looking.db)["persons"]) == 2
        looking.close()
    finally:
        child.communicate("")


@pytest.mark.parametrize("read_only", [False, True])
def test_this_process_opens_a_file_once(tmp_path: Path, read_only: bool) -> None:
    """Reading its first bytes would drop the locks that SQLite holds for the first door."""
    path = tmp_path / "办公.liange"
    data = office(path)
    with pytest.raises(DataFileError, match="使用") as caught:
        DataFile.open(path, read_only=read_only)
    assert caught.value.code == "locked"
    data.close()


# -- read-only places --------------------------------------------------------------------------------------------


def test_a_read_only_file_opens_for_looking_only(guarded_folder: Path) -> None:
    path = office_file(guarded_folder / "办公.liange")
    path.chmod(0o400)
    before = path.read_bytes()
    with pytest.raises(DataFileError) as caught:
        DataFile.open(path)
    assert (caught.value.code, caught.value.exit_code) == ("read_only_file", 3)
    assert is_one_chinese_sentence(caught.value.message)
    assert path.read_bytes() == before


def test_a_read_only_folder_opens_for_looking_only(guarded_folder: Path) -> None:
    path = office_file(guarded_folder / "办公.liange")
    guarded_folder.chmod(0o500)
    before = folder_bytes(guarded_folder)
    with pytest.raises(DataFileError) as caught:
        DataFile.open(path)
    assert (caught.value.code, caught.value.exit_code) == ("read_only_file", 3)
    assert is_one_chinese_sentence(caught.value.message)
    looking = DataFile.open(path, read_only=True)
    assert len(dump(looking.db)["persons"]) == 2
    looking.close()
    assert folder_bytes(guarded_folder) == before


def test_a_file_that_was_not_closed_cannot_be_looked_at_in_a_read_only_folder(guarded_folder: Path) -> None:
    data = office(guarded_folder / "原件.liange")
    with data.operation("改"):
        data.db.execute("UPDATE persons SET sex = '女'")
    for end in ("", "-wal"):
        copy = guarded_folder / f"办公.liange{end}"
        copy.write_bytes(subprocess.check_output(["cat", str(data.path) + end]))
    data.close()
    guarded_folder.chmod(0o500)
    with pytest.raises(DataFileError, match="没有正常关闭") as caught:
        DataFile.open(guarded_folder / "办公.liange", read_only=True)
    assert (caught.value.code, caught.value.exit_code) == ("read_only_file", 3)
    assert is_one_chinese_sentence(caught.value.message)


def test_a_read_only_folder_refuses_a_new_file(guarded_folder: Path) -> None:
    guarded_folder.chmod(0o500)
    with pytest.raises(DataFileError) as caught:
        DataFile.create(guarded_folder / "新.liange")
    assert is_one_chinese_sentence(caught.value.message)
    assert list(guarded_folder.iterdir()) == []


def test_a_file_that_may_not_be_read(guarded_folder: Path) -> None:
    path = office_file(guarded_folder / "办公.liange")
    path.chmod(0o000)
    with pytest.raises(DataFileError) as caught:
        DataFile.open(path)
    assert caught.value.code == "unreadable"
    assert is_one_chinese_sentence(caught.value.message)


def test_a_folder_that_may_not_be_entered(guarded_folder: Path) -> None:
    inside = guarded_folder / "里面"
    inside.mkdir()
    path = office_file(inside / "办公.liange")
    inside.chmod(0o000)
    with pytest.raises(DataFileError) as caught:
        DataFile.open(path)
    assert caught.value.code == "unreadable"
    inside.chmod(0o700)


# -- older files -------------------------------------------------------------------------------------------------


def drop_a_column(db: Database) -> None:
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{name}"')
    db.execute("ALTER TABLE persons DROP COLUMN degree")


def test_an_older_file_grows_its_columns_and_triggers(tmp_path: Path) -> None:
    path = office_file(tmp_path / "办公.liange")
    with_database(path, drop_a_column)
    data = DataFile.open(path)
    assert "degree" in {row[1] for row in data.db.execute("PRAGMA table_info(persons)")}
    with data.operation("改"):
        data.db.execute("UPDATE persons SET degree = '硕士'")
    assert data.db.execute('SELECT count(*) FROM changes WHERE after = \'{"degree":"硕士"}\'').fetchone() == (
        2,
    )
    data.close()


def test_an_older_file_is_kept_as_it_was(tmp_path: Path) -> None:
    path = office_file(tmp_path / "办公.liange")
    with_database(path, drop_a_column)
    DataFile.open(path, clock=Clock()).close()
    kept = tmp_path / "升级前_办公_20261122-143000_0001.liange-backup"
    assert {file.name for file in tmp_path.iterdir()} == {path.name, kept.name}
    restore(kept, tmp_path / "恢复.liange")
    db = connect(tmp_path / "恢复.liange")
    assert "degree" not in {row[1] for row in db.execute("PRAGMA table_info(persons)")}
    db.close()


def test_an_older_file_that_cannot_be_kept_is_not_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = office_file(tmp_path / "办公.liange")
    with_database(path, drop_a_column)

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "rename", full)
        with pytest.raises(Refused, match="磁盘已满"):
            DataFile.open(path)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    db = connect(path)
    assert "degree" not in {row[1] for row in db.execute("PRAGMA table_info(persons)")}
    db.close()


def test_an_older_file_is_not_for_looking(tmp_path: Path) -> None:
    path = office_file(tmp_path / "办公.liange")
    with_database(path, drop_a_column)
    with pytest.raises(DataFileError) as caught:
        DataFile.open(path, read_only=True)
    assert caught.value.code == "older"
    assert is_one_chinese_sentence(caught.value.message)


def test_lost_triggers_come_back_at_opening(tmp_path: Path) -> None:
    path = office_file(tmp_path / "办公.liange")
    with_database(path, lambda db: db.execute("DROP TRIGGER log_persons_update"))
    data = DataFile.open(path)
    with data.operation("改"):
        data.db.execute("UPDATE persons SET name = '改名'")
    assert data.db.execute("SELECT max(rows) FROM operations WHERE label = '改'").fetchone() == (2,)
    data.close()


# -- translating -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OperationalError("database or disk is full"), "disk_full"),
        (OperationalError("database disk image is malformed"), "damaged"),
        (OperationalError("disk I/O error"), "io"),
        (OperationalError("attempt to write a readonly database"), "read_only_file"),
        (OperationalError("database is locked"), "locked"),
        (OperationalError("unable to open database file"), "unreadable"),
        (WrongKey("file is not a database"), "password"),
        (OSError(28, "No space left on device"), "io"),
    ],
)
def test_what_the_machine_says_becomes_a_sentence(error: Exception, code: str) -> None:
    told = opening.translate(error, Path("办公.liange"))
    assert isinstance(told, DataFileError)
    assert told.code == code
    assert is_one_chinese_sentence(told.message)


@pytest.mark.parametrize(
    "error",
    [OperationalError("no such table: t"), IntegrityError("UNIQUE constraint failed"), ValueError("bug")],
)
def test_a_bug_stays_a_bug(error: Exception) -> None:
    assert opening.translate(error, Path("办公.liange")) is error


def test_a_closed_office_leaves_one_file(tmp_path: Path) -> None:
    data = office(tmp_path / "办公.liange", clock=Clock())
    data.close()
    assert [file.name for file in tmp_path.iterdir()] == ["办公.liange"]


@pytest.mark.parametrize("password", ["", PASSWORD], ids=["无密码", "有密码"])
def test_looking_leaves_nothing_beside_the_file_and_the_file_as_it_was(tmp_path: Path, password: str) -> None:
    path = office_file(tmp_path / "办公.liange", password)
    before, changed = folder_bytes(tmp_path), path.stat().st_mtime_ns
    data = DataFile.open(path, password=password, read_only=True)
    second = data.reader()
    second.close()
    data.close()
    assert (folder_bytes(tmp_path), path.stat().st_mtime_ns) == (before, changed)


def test_an_encrypted_file_whose_salt_happens_to_be_letters_asks_for_the_password(tmp_path: Path) -> None:
    path = tmp_path / "办公.liange"
    path.write_bytes(b"Once upon a time" + bytes(range(255, -1, -1)) * 15 + bytes(240))
    assert path.stat().st_size % 4096 == 0
    with pytest.raises(DataFileError, match="请输入密码"):
        DataFile.open(path)
