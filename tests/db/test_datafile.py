"""Operations: all or nothing, one name each, taken back and done again across restarts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db import host, opening, rows
from app.db.datafile import DataFile, Operation
from app.db.engine import IntegrityError, OperationalError
from app.db.lock import WriterLock
from app.db.registry import Registry
from app.domain.errors import DataFileError, Refused
from tests.db.offices import PASSWORD, Clock, dump, folder_bytes, new, office


def codes(data: DataFile) -> list[str]:
    return Registry(data).codes("界别")


def add(data: DataFile, *names: str) -> None:
    with data.operation(f"增加 {'、'.join(names)}"):
        Registry(data).add_codes("界别", list(names))


@pytest.fixture
def empty(tmp_path: Path, clock: Clock) -> Iterator[DataFile]:
    opened = new(tmp_path / "空.liange", clock=clock)
    yield opened
    opened.close()


def fail_midway(data: DataFile) -> None:
    with data.operation("出错"):
        Registry(data).add_codes("界别", ["妇联"])
        raise ValueError("中途")


# -- making ------------------------------------------------------------------------------------------------------


def test_a_new_file_knows_who_it_is(empty: DataFile) -> None:
    assert {key: empty.meta(key) for key in ("copy", "counter", "generation", "parent", "lineage", "created", "没有")} == {
        "copy": "12648430", "counter": "0", "generation": "0", "parent": "", "lineage": "00c0ffee", "created": "2026-11-22 14:30:00", "没有": "",
    }  # fmt: skip


def test_an_existing_file_is_never_touched(tmp_path: Path) -> None:
    path = tmp_path / "已有.liange"
    path.write_text("别的东西", encoding="utf-8")
    before = folder_bytes(tmp_path)
    with pytest.raises(Refused, match="已经存在") as caught:
        DataFile.create(path)
    assert caught.value.code == "exists"
    assert folder_bytes(tmp_path) == before


def test_somebody_who_was_quicker_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process makes the file while we wait for the lock."""
    path = tmp_path / "办公.liange"
    taking = opening.take_lock

    def make_first(data: Path, clock: Clock) -> WriterLock:
        path.write_text("别人的", encoding="utf-8")
        return taking(data, clock)

    monkeypatch.setattr(opening, "take_lock", make_first)
    with pytest.raises(Refused, match="已经存在"):
        new(path)
    assert folder_bytes(tmp_path) == {path.name: "别人的".encode()}


def test_missing_folders_are_made(tmp_path: Path) -> None:
    data = DataFile.create(tmp_path / "新" / "文件夹" / "办公.liange")
    data.close()
    assert data.path.is_file()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "文件").touch()
    with pytest.raises(DataFileError, match="不能建立文件夹"):
        DataFile.create(tmp_path / "文件" / "办公.liange")


def test_what_an_interrupted_creation_left_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "办公.liange"
    path.with_name(path.name + ".part").write_bytes(b"half")
    path.with_name(path.name + ".part-journal").write_bytes(b"half")
    new(path).close()
    assert [file.name for file in tmp_path.iterdir()] == ["办公.liange"]


def test_a_creation_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_folder: Path) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "办公.liange"
    with monkeypatch.context() as patched:
        patched.setattr(host, "flush_folder", full)
        patched.setattr("app.db.datafile.os.rename", lambda *_names: full(tmp_path))
        with pytest.raises(DataFileError, match="磁盘已满"):
            DataFile.create(path)
    assert list(tmp_path.iterdir()) == []
    new(path).close()


@pytest.mark.parametrize("password", ["", PASSWORD], ids=["无密码", "有密码"])
def test_what_was_written_is_there_after_a_restart(tmp_path: Path, password: str) -> None:
    data = new(tmp_path / "办公.liange", password)
    add(data, "工会", "妇联")
    data.close()
    again = DataFile.open(data.path, password=password)
    assert codes(again) == ["工会", "妇联"]
    assert (again.encrypted, again.password, bool(again.key)) == (bool(password), password, bool(password))
    again.close()


# -- operations --------------------------------------------------------------------------------------------------


def test_an_operation_tells_what_it_touched(empty: DataFile) -> None:
    told: list[Operation] = []
    empty.on_finished = told.append
    add(empty, "工会", "妇联")
    assert [(one.label, one.rows, one.tables) for one in told] == [
        ("增加 工会、妇联", 2, frozenset({"codes"}))
    ]


def test_who_and_when_stand_in_the_history(empty: DataFile, clock: Clock) -> None:
    clock.forward(hours=1)
    add(empty, "工会")
    (past,) = Registry(empty).operations()
    assert (past.label, past.at, past.machine, past.user, past.kind) == (
        "增加 工会", "2026-11-22 15:30:00", host.machine_name(), host.user_name(), "do",
    )  # fmt: skip


def test_an_operation_that_changes_nothing_is_not_recorded(empty: DataFile) -> None:
    told: list[Operation] = []
    empty.on_finished = told.append
    with empty.operation("什么也没做"):
        pass
    assert Registry(empty).operations() == []
    assert told == []


def test_a_label_may_be_settled_while_it_runs(empty: DataFile) -> None:
    with empty.operation("导入") as operation:
        Registry(empty).add_codes("界别", ["工会"])
        operation.label = "导入 1 个界别"
    assert empty.undoable() == Operation(1, "导入 1 个界别")


def test_an_error_takes_everything_back(empty: DataFile) -> None:
    add(empty, "工会")
    before = dump(empty.db)
    with pytest.raises(ValueError, match="中途"):
        fail_midway(empty)
    assert dump(empty.db) == before
    assert [past.label for past in Registry(empty).operations()] == ["增加 工会"]
    add(empty, "青联")
    assert codes(empty) == ["工会", "青联"]


def test_an_inner_operation_belongs_to_the_outer(empty: DataFile) -> None:
    with empty.operation("外面") as outer:
        add(empty, "工会")
        with empty.operation("里面") as inner:
            assert inner is outer
    assert [past.label for past in Registry(empty).operations()] == ["外面"]


def test_an_error_inside_takes_the_outer_back(empty: DataFile) -> None:
    def outer() -> None:
        with empty.operation("外面"):
            add(empty, "工会")
            fail_midway(empty)

    with pytest.raises(ValueError, match="中途"):
        outer()
    assert codes(empty) == []


def test_nothing_is_written_outside_an_operation(empty: DataFile) -> None:
    with pytest.raises(IntegrityError, match="写入必须在一次操作之内"):
        rows.insert(empty, "codes", {"list": "界别", "name": "工会", "position": 1})
    assert codes(empty) == []


def test_ids_go_on_after_an_error_and_a_restart(empty: DataFile) -> None:
    add(empty, "工会")
    with pytest.raises(ValueError):
        fail_midway(empty)
    add(empty, "妇联")
    empty.close()
    again = DataFile.open(empty.path)
    add(again, "青联")
    ids = [row[0] & 0xFFFF_FFFF for row in again.db.execute("SELECT id FROM codes ORDER BY id")]
    assert ids == [1, 2, 3]
    again.close()


def test_a_listener_that_fails_does_not_disturb_the_ids(empty: DataFile) -> None:
    """What it says comes after the commit: the ids were given."""

    def fail(_operation: Operation) -> None:
        raise ValueError("列表")

    empty.on_finished = fail
    with pytest.raises(ValueError, match="列表"):
        add(empty, "工会")
    empty.on_finished = None
    add(empty, "妇联")
    assert codes(empty) == ["工会", "妇联"]


def test_the_running_operation_keeps_others_out(empty: DataFile) -> None:
    with empty.operation("正在导入"):
        with pytest.raises(Refused, match="正在导入") as caught, empty.still():
            pass
        Registry(empty).add_codes("界别", ["工会"])
    assert caught.value.code == "busy"
    with empty.still():
        assert codes(empty) == ["工会"]


# -- looking -----------------------------------------------------------------------------------------------------


def test_a_reader_sees_what_is_committed_and_nothing_else(empty: DataFile) -> None:
    reader = empty.reader()
    with empty.operation("写"):
        Registry(empty).add_codes("界别", ["工会"])
        assert codes(reader) == []
    assert codes(reader) == ["工会"]
    reader.close()


def test_a_reader_of_an_encrypted_file(tmp_path: Path) -> None:
    data = office(tmp_path / "办公.liange", PASSWORD)
    reader = data.reader()
    assert dump(reader.db) == dump(data.db)
    assert reader.encrypted
    reader.close()
    data.close()


def test_a_reader_cannot_write(empty: DataFile) -> None:
    reader = empty.reader()
    assert reader.read_only
    with pytest.raises(Refused, match="只读"), reader.operation("写"):
        pass
    with pytest.raises(OperationalError, match="readonly"):
        reader.set_meta("x", "y")
    reader.close()


@pytest.mark.parametrize("first", ["reader", "writer"])
def test_nothing_is_left_beside_a_closed_file(empty: DataFile, first: str) -> None:
    reader = empty.reader()
    add(empty, "工会")
    assert codes(reader) == ["工会"]
    for door in (reader, empty) if first == "reader" else (empty, reader):
        door.close()
    assert [file.name for file in empty.path.parent.iterdir()] == ["空.liange"]


def test_closing_may_keep_the_lock(empty: DataFile) -> None:
    lock = empty.close_keeping_lock()
    assert lock is not None
    with pytest.raises(DataFileError, match="使用"):
        DataFile.open(empty.path)
    lock.release()
    DataFile.open(empty.path).close()


# -- undo and redo -----------------------------------------------------------------------------------------------


def test_nothing_to_undo_or_redo(empty: DataFile) -> None:
    assert empty.undoable() is None
    assert empty.redoable() is None
    for verb, code in ((empty.undo, "nothing_to_undo"), (empty.redo, "nothing_to_redo")):
        with pytest.raises(Refused) as caught:
            verb()
        assert caught.value.code == code


def play(data: DataFile, script: str) -> str:
    """Do (a letter each), undo (-) and redo (+); give the codes that stand then."""
    for step in script:
        if step == "-":
            data.undo()
        elif step == "+":
            data.redo()
        else:
            add(data, step)
    return "".join(codes(data))


@pytest.mark.parametrize(
    ("script", "stands", "undoable", "redoable"),
    [
        ("AB", "AB", "B", ""),
        ("AB-", "A", "A", "B"),
        ("AB--", "", "", "A"),
        ("AB--+", "A", "A", "B"),
        ("AB--++", "AB", "B", ""),
        ("AB-+-+", "AB", "B", ""),
        ("A-B", "B", "B", ""),
        ("A-B-", "", "", "B"),
        ("A-B-+", "B", "B", ""),
        ("ABC--D", "AD", "D", ""),
        ("ABC--D-", "A", "A", "D"),
        ("ABC--D--", "", "", "A"),
        ("ABC--D--+", "A", "A", "D"),
        ("ABC--D--++", "AD", "D", ""),
        ("AB--+C-", "A", "A", "C"),
    ],
)
def test_undo_and_redo_follow_one_line(
    empty: DataFile, script: str, stands: str, undoable: str, redoable: str
) -> None:
    assert play(empty, script) == stands
    told = [one.label.removeprefix("增加 ") if one else "" for one in (empty.undoable(), empty.redoable())]
    assert told == [undoable, redoable]


def test_undo_tells_what_it_took_back(empty: DataFile) -> None:
    add(empty, "工会", "妇联")
    undone = empty.undo()
    assert (undone.label, undone.rows, undone.tables) == ("增加 工会、妇联", 2, frozenset({"codes"}))
    assert [(past.label, past.kind, past.undone) for past in Registry(empty).operations()] == [
        ("增加 工会、妇联", "undo", False), ("增加 工会、妇联", "do", True),
    ]  # fmt: skip


def test_undo_stops_at_a_barrier(empty: DataFile) -> None:
    with empty.operation("换届", barrier=True):
        Registry(empty).add_term("第十一届")
    assert empty.undoable() is None
    with pytest.raises(Refused):
        empty.undo()
    add(empty, "工会")
    empty.undo()
    assert [term.name for term in Registry(empty).terms()] == ["第十一届"]


def test_undo_passes_over_a_note_and_a_note_leaves_what_may_be_redone(empty: DataFile) -> None:
    add(empty, "工会")
    with empty.operation("导出", note=True):
        Registry(empty).set_setting("noted", "1")
    assert empty.undo().label == "增加 工会"
    with empty.operation("导出", note=True):
        Registry(empty).set_setting("noted", "2")
    assert empty.redo().label == "增加 工会"
    assert Registry(empty).settings()["noted"] == "2"


def test_undo_and_redo_survive_a_restart(empty: DataFile) -> None:
    play(empty, "ABC-")
    empty.close()
    again = DataFile.open(empty.path)
    assert play(again, "-++") == "ABC"
    again.close()


def test_an_undo_that_fails_changes_nothing(empty: DataFile) -> None:
    """Something the log does not know of stands in the way."""
    add(empty, "工会")
    empty.db.execute("DROP TRIGGER log_codes_insert")
    (identity,) = empty.db.execute("SELECT id FROM codes").fetchone()
    with empty.operation("改"):
        rows.delete(empty, "codes", identity)
    empty.db.execute("INSERT INTO codes (id, list, name, position) VALUES (7, '界别', '工会', 1)")
    before = dump(empty.db)
    with pytest.raises(IntegrityError):
        empty.undo()
    assert dump(empty.db) == before
    assert empty.undoable() is not None


def test_undo_puts_back_a_row_whose_columns_are_empty_or_absent(empty: DataFile) -> None:
    """A column without a default is logged even when it is empty."""
    with empty.operation("新建"):
        term = rows.insert(empty, "terms", {"name": ""})
        person = rows.insert(empty, "persons", {})
        member = rows.insert(
            empty, "memberships", {"person_id": person, "term_id": term, "rank_no": 0, "is_new": None}
        )
    before = dump(empty.db)
    with empty.operation("删除"):
        for table, row in (("memberships", member), ("persons", person), ("terms", term)):
            rows.delete(empty, table, row)
    empty.undo()
    assert dump(empty.db) == before
