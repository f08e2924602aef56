"""Photos of members: kept by hash, undone and redone, brought in by name, carried by a snapshot, watched by the check."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from app.db.blobs import Blobs
from app.db.check import check
from app.domain.errors import NotFound, Refused
from app.domain.member import Member
from app.office import Office, restore_backup
from app.services import photos
from app.services.new_term_plan import Wish
from app.services.photos import named
from tests.offices import TODAY, add


def a_photo(file: Path, colour: str = "steelblue") -> Path:
    Image.new("RGB", (300, 420), colour).save(file)
    return file


def shown(office: Office, name: str) -> tuple[int, int, int] | None:
    """The colour of a member's photo; None without one."""
    photo = office.photos.photo(office.roster.get(name))
    return None if photo is None else Image.open(BytesIO(photo)).getpixel((50, 50))  # type: ignore[return-value]


def reds(office: Office, name: str) -> bool:
    colour = shown(office, name)
    return colour is not None and colour[0] > 200 and colour[2] < 100


def test_set_replaced_removed_and_each_undone(county: Office, tmp_path: Path) -> None:
    blue, red = a_photo(tmp_path / "a.png"), a_photo(tmp_path / "b.png", "red")
    county.photos.set(county.roster.get("米雪"), blue)
    assert county.undoable == "加照片 米雪"
    county.photos.set(county.roster.get("米雪"), red)
    assert county.undoable == "换照片 米雪"
    assert reds(county, "米雪")
    county.photos.remove(county.roster.get("米雪"))
    assert shown(county, "米雪") is None
    county.undo()
    assert reds(county, "米雪")
    county.undo()
    assert shown(county, "米雪") is not None
    assert not reds(county, "米雪")
    county.undo()
    assert shown(county, "米雪") is None
    county.redo()
    county.redo()
    assert reds(county, "米雪")
    assert check(county.data) == []


def test_after_a_new_term_both_terms_have_the_photo(county: Office, tmp_path: Path) -> None:
    """Who stays and who leaves: the 登记表 of the old 届 prints both as before, that of the new one who is in it."""
    for name in ("米雪", "骆宾"):
        county.photos.set(county.roster.get(name), a_photo(tmp_path / f"{name}.png", "red"))
    leaving = county.roster.get("骆宾")
    wish = Wish("第十二届", "2026-11-01", all_stay=True, leave=frozenset({leaving.id}))
    county.renewal.carry_out(county.renewal.plan(wish))
    assert reds(county, "米雪")
    with pytest.raises(NotFound):
        county.roster.get("骆宾")
    old = county.reader("第十一届")
    try:
        assert reds(old, "米雪")
        assert reds(old, "骆宾")
        made = old.paper.make(
            ["委员登记表"], tmp_path / "旧", formats=("docx",), options={"委员": "骆宾、米雪"}
        )
        with zipfile.ZipFile(made.files[0]) as word:
            assert any(name.startswith("word/media/") for name in word.namelist())
    finally:
        old.close()
    county.photos.remove(county.roster.get("米雪"))
    county.undo()
    county.undo()
    assert reds(county, "骆宾")
    county.redo()
    assert reds(county, "米雪")
    assert check(county.data) == []


def test_a_photo_is_restored_from_the_history(county: Office, tmp_path: Path) -> None:
    county.photos.set(county.roster.get("米雪"), a_photo(tmp_path / "a.png", "red"))
    county.photos.set(county.roster.get("米雪"), a_photo(tmp_path / "b.png"))
    change = county.member_history.of("米雪").entries[0]
    assert (change.key, change.before, change.after) == ("photo", "有照片", "有照片")
    member = county.roster.get("米雪")
    assert county.member_history.restore(member, "照片", operation=change.operation) == "有照片"
    assert reds(county, "米雪")
    with pytest.raises(Refused, match="的照片现在就是“有照片”"):
        county.member_history.restore(county.roster.get("米雪"), "照片", operation=change.operation)


def test_the_same_photo_again_is_no_operation(county: Office, tmp_path: Path) -> None:
    file = a_photo(tmp_path / "a.png")
    county.photos.set(county.roster.get("米雪"), file)
    before = len(county.past.operations())
    county.photos.set(county.roster.get("米雪"), file)
    assert len(county.past.operations()) == before


def test_export_gives_what_is_kept(county: Office, tmp_path: Path) -> None:
    county.photos.set(county.roster.get("米雪"), a_photo(tmp_path / "a.png"))
    member = county.roster.get("米雪")
    written = county.photos.export(member, tmp_path / "米雪")
    assert written.name == "米雪.jpg"
    assert written.read_bytes() == county.photos.photo(member)
    assert county.photos.export(member, tmp_path / "b.jpeg").name == "b.jpeg"
    for nameless in (Path(), Path("/")):
        with pytest.raises(Refused, match="请写明存成哪个文件"):
            county.photos.export(member, nameless)


def test_without_a_photo_there_is_nothing_to_remove_or_export(county: Office, tmp_path: Path) -> None:
    member = county.roster.get("米雪")
    for verb in (
        lambda: county.photos.remove(member),
        lambda: county.photos.export(member, tmp_path / "x.jpg"),
    ):
        with pytest.raises(Refused, match="还没有照片"):
            verb()


def test_a_file_that_is_not_there_or_too_large_is_refused(
    county: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = county.roster.get("米雪")
    with pytest.raises(Refused, match="读不了“没有"):
        county.photos.set(member, tmp_path / "没有.jpg")
    monkeypatch.setattr(photos, "MAX_BYTES", 10)
    with pytest.raises(Refused, match="太大"):
        county.photos.set(member, a_photo(tmp_path / "a.png"))
    assert shown(county, "米雪") is None


def test_an_office_that_keeps_no_photos_takes_none(county: Office, tmp_path: Path) -> None:
    with county.data.operation("停用照片"):
        county.frame.registry.set_setting("fields.off", "photo")
    with pytest.raises(Refused, match="停用了“照片”"):
        county.photos.set(county.roster.get("米雪"), a_photo(tmp_path / "a.png"))


# --------------------------------------------------------------------------- a folder


def test_a_folder_comes_in_as_one_operation(county: Office, tmp_path: Path) -> None:
    add(county, "米雪", no="11020", sector="教育")  # a second one of the name
    folder = tmp_path / "照片"
    folder.mkdir()
    for name in (
        "骆宾.jpg",
        "顾盼（女）.png",
        "米雪.jpg",
        "米雪_11020.jpg",
        "张三.jpg",
        "11020 米雪.bmp",
        "骆 宾.jpg",
    ):
        a_photo(folder / name)
    (folder / "陆遥.jpg").write_bytes(b"no photo")
    (folder / "说明.txt").write_text("x", encoding="utf-8")
    seen: list[tuple[int, int]] = []
    preview = county.photos.preview(folder, tick=lambda done, total: seen.append((done, total)))
    assert {(one.file.name, one.member.name, one.member.no) for one in preview.matched} == {
        ("骆 宾.jpg", "骆宾", ""), ("顾盼（女）.png", "顾盼", ""), ("11020 米雪.bmp", "米雪", "11020"),
    }  # fmt: skip
    assert [(one.file.name, len(one.members)) for one in preview.ambiguous] == [("米雪.jpg", 2)]
    assert [file.name for file in preview.unmatched] == ["张三.jpg"]
    assert sorted(one.file.name for one in preview.unusable) == ["米雪_11020.jpg", "陆遥.jpg", "骆宾.jpg"]
    assert len(preview.without) == 20 - 3
    assert seen == [(n, 8) for n in range(8)]
    assert shown(county, "骆宾") is None
    assert county.photos.apply(preview) == 3
    assert county.undoable == "导入照片 3 张"
    again = county.photos.preview(folder)
    assert all(one.replaces for one in again.matched)
    county.undo()
    assert shown(county, "骆宾") is None


MEMBERS = (
    Member(1, 1, "王强", no="11001", more={"id_number": "11010119750301001X"}),
    Member(2, 2, "王强", no="11002"),
    Member(3, 3, "阿不都·热合曼", no="1", former_name="阿不都"),
    Member(4, 4, "李明"),
)
STEMS = [
    ("王强", [1, 2]),
    ("11001", [1]),
    ("王强-11002", [2]),
    ("11010119750301001X", [1]),
    ("11010119750301001x", [1]),
    ("王强 11010119750301001X", [1]),
    ("李明_11002", [2, 4]),
    ("李明 (1)", [4]),
    ("1", [3]),
    ("阿不都•热合曼", [3]),
    ("阿不都", [3]),
    ("李　明", [4]),
    ("１１００２", [2]),
    ("王 强（教育界）", [1, 2]),
    ("IMG_0001", []),
    ("", []),
]


@pytest.mark.parametrize(("stem", "found"), STEMS, ids=[stem or "空" for stem, _ in STEMS])
def test_whom_a_file_means(stem: str, found: list[int]) -> None:
    assert [member.id for member in named(stem, MEMBERS)] == found


@pytest.mark.parametrize(("make", "words"), [(False, "打不开"), (True, "没有照片文件")])
def test_a_folder_without_photos(county: Office, tmp_path: Path, make: bool, words: str) -> None:
    folder = tmp_path / "照片"
    if make:
        folder.mkdir()
    with pytest.raises(Refused, match=words):
        county.photos.preview(folder)


def test_a_folder_of_too_many(county: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MOST_FILES", 0)
    a_photo(tmp_path / "骆宾.jpg")
    with pytest.raises(Refused, match="请分批"):
        county.photos.preview(tmp_path)


# --------------------------------------------------------------------------- safety


def test_a_snapshot_carries_photos(county: Office, tmp_path: Path) -> None:
    county.photos.set(county.roster.get("米雪"), a_photo(tmp_path / "a.png", "red"))
    made = county.safety.backup_now(tmp_path / "U盘")
    restore_backup(made.file, tmp_path / "还原.liange")
    back = Office.open(tmp_path / "还原.liange", today=lambda: TODAY)
    try:
        assert reds(back, "米雪")
        assert check(back.data) == []
    finally:
        back.close()


def test_the_check_misses_a_photo_that_is_gone_and_one_that_was_changed(
    county: Office, tmp_path: Path
) -> None:
    county.photos.set(county.roster.get("米雪"), a_photo(tmp_path / "a.png"))
    county.data.db.execute("UPDATE blobs SET data = ?", [b"x"])
    assert [problem.message[:6] for problem in check(county.data)] == ["有一张照片的"]
    county.data.db.execute("DELETE FROM blobs")
    assert [problem.message[:5] for problem in check(county.data)] == ["米雪的照片"]
    with pytest.raises(Refused, match="找不到了"):
        county.photos.photo(county.roster.get("米雪"))


def test_photos_of_many_people_at_once(county: Office, tmp_path: Path) -> None:
    member = county.roster.get("米雪")
    county.photos.set(member, a_photo(tmp_path / "a.png"))
    everyone = range(member.person_id - 1200, member.person_id + 1)
    assert list(county.photos.of_people(everyone)) == [member.person_id]
    with county.data.operation("x"):
        assert Blobs(county.data).keep(b"y") == Blobs(county.data).keep(b"y")
