"""A sealed snapshot as one file: an uncompressed zip of the database and of a manifest without personal data.

Any zip program takes it apart. The zip's comment is a seal: the SHA-256 of every byte outside the database, whose
own SHA-256 stands in the manifest; so no bit can change unnoticed. Nothing here trusts what it reads.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import IO

from app.db import host
from app.domain.errors import Refused

SUFFIX = ".liange-backup"
FORMAT = 1
DATABASE = "database.liange"
MANIFEST = "manifest.json"
MANIFEST_LIMIT = 1 << 20
CHUNK = 1 << 20
LOCAL_HEADER = struct.Struct(
    "<26xHH"
)  # a zip entry's header ends with the lengths of its name and its extra field
SEAL_LENGTH = 64

Progress = Callable[[int, int], None]
"""Called with (bytes done, bytes in all); what it raises ends the work, of which nothing is left."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the container says of its database.

    `made` is local time `YYYY-MM-DD HH:MM:SS`; `copy` and `parent` are identities of the kind `copy-generation`;
    `counts` are rows by table; `schema` is the data file's version, `format` the container's.
    """

    program: str
    schema: int
    lineage: str
    copy: str
    generation: int
    parent: str
    made: str
    machine: str
    encrypted: bool
    counts: Mapping[str, int]
    size: int
    sha256: str = ""
    format: int = FORMAT


def bad(file: Path, why: str, code: str = "bad_snapshot") -> Refused:
    """Write the refusal of a snapshot that cannot be used."""
    return Refused(f"备份 {file.name} 不能用：{why}。请换另一份备份。", where=str(file), code=code)


def write(part: Path, manifest: Manifest, database: Path, progress: Progress) -> Manifest:
    """Write database and manifest into a new container, flushed to the medium; return the manifest with its SHA-256."""
    at = datetime.fromisoformat(manifest.made)
    stamp = (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second)
    with part.open("x+b") as raw:
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as box:
            entry = zipfile.ZipInfo(DATABASE, stamp)
            entry.file_size = manifest.size
            with database.open("rb") as source, box.open(entry, "w") as sink:
                digest = _copy(source, sink, manifest.size, progress)
            manifest = replace(manifest, sha256=digest)
            box.writestr(
                zipfile.ZipInfo(MANIFEST, stamp), json.dumps(_plain(manifest), ensure_ascii=False, indent=1)
            )
            box.comment = b"0" * SEAL_LENGTH
        seal = _seal(raw, manifest.size)
        raw.seek(-SEAL_LENGTH, os.SEEK_END)
        raw.write(seal)
        host.flush_file(raw)
    return manifest


def read_manifest(file: Path) -> Manifest:
    """Read what a container says of itself, after checking that everything but its database is unchanged."""
    try:
        with file.open("rb") as raw, zipfile.ZipFile(raw) as box:
            entries = box.infolist()
            if [entry.filename for entry in entries] != [DATABASE, MANIFEST]:
                raise bad(file, "它不是联格的备份")
            if (
                any(entry.compress_type != zipfile.ZIP_STORED for entry in entries)
                or entries[1].file_size > MANIFEST_LIMIT
            ):
                raise bad(file, "它不是联格的备份")
            manifest = _manifest(json.loads(box.read(entries[1])), file)
            if manifest.size != entries[0].file_size or _seal(raw, manifest.size) != box.comment:
                raise bad(file, "内容已损坏")
    except OSError as error:
        raise bad(file, f"读不出来（{host.reason(error)}）", "unreadable") from error
    except zipfile.BadZipFile as error:
        raise bad(file, "它不是备份文件，或者没有写完就中断了") from error
    except (
        ValueError,
        KeyError,
        TypeError,
        EOFError,
        struct.error,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise bad(file, "内容已损坏") from error
    return manifest


def extract(file: Path, manifest: Manifest, to: Path, progress: Progress) -> None:
    """Copy the database out of a container whose manifest was read; refuses when its SHA-256 differs."""
    try:
        with file.open("rb") as raw, to.open("wb") as sink:
            raw.seek(_data_offset(raw))
            digest = _copy(raw, sink, manifest.size, progress)
    except EOFError as error:
        raise bad(file, "没有写完就中断了") from error
    if digest != manifest.sha256:
        raise bad(file, "内容已损坏（校验和不符）")


def _copy(source: IO[bytes], sink: IO[bytes], size: int, progress: Progress) -> str:
    """Copy `size` bytes and give their SHA-256."""
    digest = hashlib.sha256()
    for start in range(0, size, CHUNK):
        progress(start, size)
        chunk = source.read(min(CHUNK, size - start))
        if len(chunk) < min(CHUNK, size - start):
            raise EOFError
        sink.write(chunk)
        digest.update(chunk)
    progress(size, size)
    return digest.hexdigest()


def _seal(raw: IO[bytes], size: int) -> bytes:
    """Hash every byte but the database's and the seal's own."""
    start = _data_offset(raw)
    end = raw.seek(0, os.SEEK_END) - SEAL_LENGTH
    if end - start - size > 2 * MANIFEST_LIMIT:
        raise EOFError
    raw.seek(0)
    digest = hashlib.sha256(raw.read(start))
    raw.seek(start + size)
    digest.update(raw.read(max(0, end - start - size)))
    return digest.hexdigest().encode()


def _data_offset(raw: IO[bytes]) -> int:
    raw.seek(0)
    name, extra = LOCAL_HEADER.unpack(raw.read(LOCAL_HEADER.size))
    return LOCAL_HEADER.size + int(name) + int(extra)


def _plain(manifest: Manifest) -> dict[str, object]:
    return {**asdict(manifest), "counts": dict(manifest.counts)}


_TYPES = {
    field.name: {"int": int, "bool": bool, "str": str}.get(str(field.type), dict)
    for field in fields(Manifest)
}


def _manifest(told: object, file: Path) -> Manifest:
    """Take a manifest apart field by field: names, types, a format that this program knows."""
    if not isinstance(told, dict):
        raise bad(file, "内容已损坏")
    if isinstance(told.get("format"), int) and told["format"] > FORMAT:
        raise bad(file, "它是用更新版本的联格做的，请安装新版本", "newer")
    if told.keys() != _TYPES.keys() or any(type(told[name]) is not kind for name, kind in _TYPES.items()):
        raise bad(file, "内容已损坏")
    if any(type(count) is not int for count in told["counts"].values()):
        raise bad(file, "内容已损坏")
    datetime.fromisoformat(told["made"])
    return Manifest(**told)
