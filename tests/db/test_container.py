"""The container of a snapshot: any zip program opens it, no bit of it changes unnoticed, nothing in it is trusted."""

from __future__ import annotations

import json
import zipfile
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.db import container
from app.db.container import FORMAT, SEAL_LENGTH, SUFFIX, Manifest
from app.domain.errors import Refused

STORED = bytes(range(256)) * 40


def silent(_done: int, _total: int) -> None:
    """Nobody listens."""


def manifest(size: int = len(STORED)) -> Manifest:
    return Manifest(
        program="0.1.0", schema=1, lineage="00c0ffee", copy="00c0ffee", generation=7, parent="00c0ffee-6", made="2026-11-22 14:30:00",
        machine="BANGONG-01", encrypted=False, counts={"persons": 2}, size=size,
    )  # fmt: skip


@pytest.fixture
def box(tmp_path: Path) -> Path:
    database = tmp_path / "数据库"
    database.write_bytes(STORED)
    file = tmp_path / f"县政协{SUFFIX}"
    container.write(file, manifest(), database, silent)
    return file


def test_any_zip_program_takes_it_apart(box: Path) -> None:
    with zipfile.ZipFile(box) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == ["database.liange", "manifest.json"]
        assert opened.read("database.liange") == STORED
        told = json.loads(opened.read("manifest.json"))
    assert (told["generation"], told["counts"], told["format"]) == (7, {"persons": 2}, FORMAT)


def test_what_was_written_is_read(box: Path, tmp_path: Path) -> None:
    told = container.read_manifest(box)
    assert replace(told, sha256="") == manifest()
    container.extract(box, told, tmp_path / "heraus", silent)
    assert (tmp_path / "heraus").read_bytes() == STORED


def test_the_same_content_gives_the_same_file(box: Path, tmp_path: Path) -> None:
    again = tmp_path / f"again{SUFFIX}"
    container.write(again, manifest(), tmp_path / "数据库", silent)
    assert again.read_bytes() == box.read_bytes()


def test_an_existing_file_is_not_overwritten(box: Path, tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        container.write(box, manifest(), tmp_path / "数据库", silent)


def test_a_database_shorter_than_it_was_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "数据库").write_bytes(STORED[:-1])
    with pytest.raises(EOFError):
        container.write(tmp_path / "x", manifest(), tmp_path / "数据库", silent)


def test_progress_counts_to_the_end(tmp_path: Path) -> None:
    (tmp_path / "数据库").write_bytes(bytes(3 * container.CHUNK + 5))
    told: list[tuple[int, int]] = []
    container.write(
        tmp_path / "x",
        manifest(3 * container.CHUNK + 5),
        tmp_path / "数据库",
        lambda *step: told.append(step),
    )
    assert told == [
        (done, 3 * container.CHUNK + 5)
        for done in (*range(0, 4 * container.CHUNK, container.CHUNK), 3 * container.CHUNK + 5)
    ]


def is_noticed(file: Path, beside: Path) -> bool:
    """Whether reading through it refuses."""
    try:
        told = container.read_manifest(file)
        container.extract(file, told, beside, silent)
    except Refused as error:
        return error.exit_code == 1 and error.message.endswith("。")
    return False


def test_every_single_flipped_bit_outside_the_database_is_noticed(box: Path, tmp_path: Path) -> None:
    whole = box.read_bytes()
    start = whole.index(STORED)
    outside = [*range(start), *range(start + len(STORED), len(whole))]
    bad = tmp_path / f"bad{SUFFIX}"
    unnoticed = []
    for position in outside:
        changed = bytearray(whole)
        changed[position] ^= 1 << (position % 8)
        bad.write_bytes(changed)
        if not is_noticed(bad, tmp_path / "out"):
            unnoticed.append(position)
    assert unnoticed == []


@given(st.data())
def test_any_damage_is_noticed(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("damage")
    (folder / "db").write_bytes(STORED)
    box = folder / f"a{SUFFIX}"
    container.write(box, manifest(), folder / "db", silent)
    whole = bytearray(box.read_bytes())
    kind = data.draw(st.sampled_from(["flip", "cut", "grow", "zero"]))
    place = data.draw(st.integers(0, len(whole) - 1))
    if kind == "flip":
        whole[place] ^= 1 << data.draw(st.integers(0, 7))
    elif kind == "cut":
        del whole[place:]
    elif kind == "grow":
        whole[place:place] = b"\x00" * data.draw(st.integers(1, 50))
    else:
        chunk = whole[place : place + 512]
        whole[place : place + 512] = bytes(len(chunk)) if any(chunk) else b"\x01" * len(chunk)
    box.write_bytes(whole)
    assert is_noticed(box, folder / "out")


def forged(
    path: Path,
    told: object,
    *,
    names: tuple[str, ...] = ("database.liange", "manifest.json"),
    compress: int = zipfile.ZIP_STORED,
) -> Path:
    """A container made by hand, its seal right."""
    with zipfile.ZipFile(path, "w", compress) as box:
        for name in names:
            box.writestr(
                name,
                STORED
                if name == "database.liange"
                else json.dumps(told)
                if not isinstance(told, bytes)
                else told,
            )
        box.comment = b"0" * SEAL_LENGTH
    with path.open("r+b") as raw:
        seal = container._seal(raw, len(STORED))
        raw.seek(-SEAL_LENGTH, 2)
        raw.write(seal)
    return path


def plain() -> dict[str, object]:
    return container._plain(manifest())


def test_a_container_made_by_hand_is_read(tmp_path: Path) -> None:
    assert container.read_manifest(forged(tmp_path / "x", plain())) == manifest()


@pytest.mark.parametrize(
    "told",
    [
        b"not json", b"\xff\xfe", [], "text", {}, {**plain(), "more": 1}, {**plain(), "generation": "7"}, {**plain(), "encrypted": 0},
        {**plain(), "generation": True}, {**plain(), "counts": []}, {**plain(), "counts": {"persons": "2"}}, {**plain(), "made": "yesterday"},
        {**plain(), "size": 1}, {**plain(), "format": "1"}, b"[" * 100_000,
    ],
)  # fmt: skip
def test_an_odd_manifest_is_refused(tmp_path: Path, told: object) -> None:
    with pytest.raises(Refused) as caught:
        container.read_manifest(forged(tmp_path / "x", told))
    assert caught.value.code == "bad_snapshot"


def test_a_newer_format_is_said_to_be_newer(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="更新版本") as caught:
        container.read_manifest(forged(tmp_path / "x", {**plain(), "format": FORMAT + 1, "new": 1}))
    assert caught.value.code == "newer"


@pytest.mark.parametrize(
    "names",
    [
        ("database.liange",),
        ("manifest.json", "database.liange"),
        ("a", "b"),
        ("database.liange", "manifest.json", "x"),
    ],
)
def test_other_entries_are_not_ours(tmp_path: Path, names: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match="不是联格的备份"):
        container.read_manifest(forged(tmp_path / "x", plain(), names=names))


def test_a_compressed_database_is_refused_before_it_could_swell(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="不是联格的备份"):
        container.read_manifest(forged(tmp_path / "x", plain(), compress=zipfile.ZIP_DEFLATED))


@pytest.mark.parametrize("stored", [b"", b"PK", b"text of some kind" * 100, bytes(5000)])
def test_a_file_that_is_no_zip(tmp_path: Path, stored: bytes) -> None:
    (tmp_path / "x").write_bytes(stored)
    with pytest.raises(Refused) as caught:
        container.read_manifest(tmp_path / "x")
    assert caught.value.code == "bad_snapshot"


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        container.read_manifest(tmp_path)
    assert caught.value.code == "unreadable"


def test_the_manifest_has_no_personal_data() -> None:
    assert {field.name for field in fields(Manifest)} == {
        "program", "schema", "lineage", "copy", "generation", "parent", "made", "machine", "encrypted", "counts", "size", "sha256", "format",
    }  # fmt: skip
