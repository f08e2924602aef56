"""The photo desk: a member's photo set, replaced, removed and given out; a folder of photos brought in by their names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.db.blobs import Blobs
from app.db.host import reason
from app.domain.errors import Refused
from app.domain.member import Member
from app.domain.names import clean_name
from app.domain.photo_files import ENDINGS, MAX_BYTES, is_photo
from app.services.frame import Frame

FIELD = "photo"
MOST_FILES = 10_000
LEAST_NUMBER = 3
"""Characters of a number that stands beside other words in a file's name: “王强 (1)” is a second copy, not number 1."""
_WORD = re.compile(r"[^\s_\-—–+（）()【】\[\].、，,]+")


@dataclass(frozen=True, slots=True)
class Matched:
    """A file that is one member's photo; `replaces` tells whether there was one already, `photo` is what will be kept."""

    file: Path
    member: Member
    photo: bytes
    replaces: bool


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A file whose name fits several members."""

    file: Path
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Unusable:
    """A file that is not taken, and the sentence that says why."""

    file: Path
    why: str


@dataclass(frozen=True, slots=True)
class PhotoPreview:
    """What a folder of photos would bring: nothing of it is in the file yet."""

    matched: tuple[Matched, ...]
    ambiguous: tuple[Ambiguous, ...]
    unmatched: tuple[Path, ...]
    unusable: tuple[Unusable, ...]
    without: tuple[Member, ...]
    """Who would still be without a photo."""


class PhotoDesk:
    """Verbs on photos; each that changes is one operation."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._blobs = Blobs(frame.data)

    # -- looking -----------------------------------------------------------------------------------------------

    @property
    def used(self) -> bool:
        """Whether this office keeps photos at all."""
        return FIELD in self._frame.field_use()

    def photo(self, member: Member) -> bytes | None:
        """Give a member's photo as JPEG; None when there is none."""
        name = member.more.get(FIELD, "")
        return self._blobs.get(name) if name else None

    def of_people(self, persons: Collection[int]) -> Mapping[int, bytes]:
        """Give photos by person id, for paper."""
        return self._blobs.photos(persons)

    # -- changing ----------------------------------------------------------------------------------------------

    def set(self, member: Member, file: Path) -> bool:
        """Take a file as a member's photo; True when it took the place of another."""
        self._refuse_unused()
        photo, replaces = _fitted(file), bool(member.more.get(FIELD))
        with self._frame.data.operation(f"{'换' if replaces else '加'}照片 {member.name}"):
            self._keep(member, photo)
        return replaces

    def remove(self, member: Member) -> None:
        """Take a member's photo away; refuses when there is none."""
        if not member.more.get(FIELD):
            raise Refused(f"{member.name} 还没有照片。", where=member.name, code="no_photo")
        with self._frame.data.operation(f"删除照片 {member.name}"):
            self._frame.members.change(member.id, {FIELD: ""}, None)

    def export(self, member: Member, file: Path) -> Path:
        """Write a member's photo as it is kept into a .jpg file; an existing file is replaced at the very end."""
        photo = self.photo(member)
        if photo is None:
            raise Refused(f"{member.name} 还没有照片。", where=member.name, code="no_photo")
        if not file.name:
            raise Refused("请写明存成哪个文件，如 王强.jpg。", where=str(file), code="no_name")
        target = file if file.suffix.lower() in (".jpg", ".jpeg") else file.with_name(f"{file.name}.jpg")
        from app.reports import render  # on first use: the writers of paper take long to load

        render.save(target, lambda stream: stream.write(photo))
        return target

    # -- a folder ----------------------------------------------------------------------------------------------

    def preview(
        self, folder: Path | Sequence[Path], *, tick: Callable[[int, int], None] | None = None, day: str | None = None
    ) -> PhotoPreview:  # fmt: skip
        """Read a folder of photos, or these files, named by 姓名, 委员编号 or 身份证号 (or several of them); nothing is changed."""
        self._refuse_unused()
        people = [member for member in self._frame.people(day) if member.in_office]
        matched: dict[int, Matched] = {}
        ambiguous: list[Ambiguous] = []
        unmatched: list[Path] = []
        unusable: list[Unusable] = []
        files = _photos_in(folder) if isinstance(folder, Path) else _photos_of(folder)
        for number, file in enumerate(files):
            if tick is not None:
                tick(number, len(files))
            found = named(file.stem, people)
            if len(found) > 1:
                ambiguous.append(Ambiguous(file, tuple(found)))
            elif not found:
                unmatched.append(file)
            elif found[0].id in matched:
                first = matched[found[0].id].file.name
                unusable.append(Unusable(file, f"“{file.name}”和“{first}”是同一个人，采用了前一张。"))
            else:
                self._take(file, found[0], matched, unusable)
        without = tuple(one for one in people if one.id not in matched and not one.more.get(FIELD))
        return PhotoPreview(
            tuple(matched.values()), tuple(ambiguous), tuple(unmatched), tuple(unusable), without
        )

    def apply(self, preview: PhotoPreview) -> int:
        """Keep what a preview matched, as one operation; give how many photos that are."""
        self._refuse_unused()
        with self._frame.data.operation(f"导入照片 {len(preview.matched)} 张"):
            for one in preview.matched:
                self._keep(one.member, one.photo)
        return len(preview.matched)

    # -- within ------------------------------------------------------------------------------------------------

    def _keep(self, member: Member, photo: bytes) -> None:
        self._frame.members.change(member.id, {FIELD: self._blobs.keep(photo)}, None)

    def _take(
        self, file: Path, member: Member, matched: dict[int, Matched], unusable: list[Unusable]
    ) -> None:
        try:
            photo = _fitted(file)
        except Refused as error:
            unusable.append(Unusable(file, error.message))
            return
        matched[member.id] = Matched(file, member, photo, replaces=bool(member.more.get(FIELD)))

    def _refuse_unused(self) -> None:
        if not self.used:
            raise Refused("本办公室停用了“照片”，请先在字段设置里启用。", where=FIELD, code="field_off")


def named(stem: str, people: Sequence[Member]) -> list[Member]:
    """Give the members whom a file's name (without its ending) means.

    The whole name or its words (王强_11001, 11001-王强) may be 身份证号, 委员编号 and 姓名: where several of these
    stand in it they must mean the same one; where they contradict each other, all who are meant are given.
    """
    whole = unicodedata.normalize("NFKC", stem).strip()
    words = {whole, clean_name(whole).name, *_WORD.findall(whole)} - {""}
    long = {word for word in words if word == whole or len(word) >= LEAST_NUMBER}
    told = [
        found
        for wanted, keys in ((long, _identities), (long, _numbers), (words, _names))
        if (found := [member for member in people if not wanted.isdisjoint(keys(member))])
    ]
    both = [member for member in people if told and all(member in found for found in told)]
    return both or [member for member in people if any(member in found for found in told)]


def _identities(member: Member) -> tuple[str, ...]:
    number = member.more.get("id_number", "")
    return (number, number.lower()) if number else ()


def _numbers(member: Member) -> tuple[str, ...]:
    return (member.no,) if member.no else ()


def _names(member: Member) -> tuple[str, ...]:
    return tuple(name for name in (member.name, member.former_name) if name)


def _photos_in(folder: Path) -> list[Path]:
    try:
        files = [one for one in folder.iterdir() if one.is_file()]
    except OSError as error:
        raise Refused(
            f"打不开文件夹“{folder}”（{reason(error)}），请核对后再选。", where=str(folder), code="folder"
        ) from error
    return _photos_of(files, folder)


def _photos_of(files: Sequence[Path], folder: Path | None = None) -> list[Path]:
    found = sorted(file for file in files if is_photo(file.name))
    named, where = (f"“{folder.name}”里", str(folder)) if folder else ("选的文件里", "files")
    if not found:
        raise Refused(
            f"{named}没有照片文件（{'、'.join(e[1:] for e in ENDINGS)}），请选放照片的那个文件夹。",
            where=where, code="empty",
        )  # fmt: skip
    if len(found) > MOST_FILES:
        raise Refused(
            f"{named}有 {len(found)} 个照片文件，太多了，请分批导入。", where=where, code="too_large"
        )
    return found


def _fitted(file: Path) -> bytes:
    from app.intake.photo import fitted_photo  # on first use: showing photos needs no reader of pictures

    return fitted_photo(_read(file), file.name)


def _read(file: Path) -> bytes:
    try:
        if not file.is_file() and file.exists():  # a device has no end
            raise Refused(
                f"“{file.name}”不是普通文件，没有采用；请选照片文件。", where=str(file), code="not_a_file"
            )
        if file.stat().st_size > MAX_BYTES:
            raise Refused(
                f"“{file.name}”太大（超过 {MAX_BYTES >> 20} MB），没有采用；请先缩小再选。",
                where=str(file), code="too_large",
            )  # fmt: skip
        return file.read_bytes()
    except OSError as error:
        raise Refused(
            f"读不了“{file.name}”（{reason(error)}），请核对后再选。", where=str(file), code="unreadable"
        ) from error
