"""The safety desk: snapshots of the open office, their age, and the check of the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import platformdirs

from app.db import check, host, snapshot
from app.db.check import Problem
from app.db.container import Progress
from app.db.datafile import DataFile
from app.db.registry import Registry
from app.db.sealed import Snapshot, silent
from app.services.frame import OFFICE_NAME

FOLDER_NAME = "联格备份"
DUE_AFTER_DAYS = 7


@dataclass(frozen=True, slots=True)
class LastBackup:
    """When and where the latest snapshot was made: `made` is `YYYY-MM-DD HH:MM:SS`, `days` its age."""

    made: str
    folder: Path
    file: str
    days: int

    @property
    def sentence(self) -> str:
        """Say its age as 首页 and the status bar do."""
        return "今天已备份" if self.days == 0 else f"上次备份是 {self.days} 天前"

    @property
    def is_due(self) -> bool:
        """Whether another one is due."""
        return self.days > DUE_AFTER_DAYS


class SafetyDesk:
    """Verbs of safety on one open office. `progress(done, total)` may raise to cancel; then nothing is left."""

    def __init__(self, data: DataFile, today: Callable[[], date]) -> None:
        self._data = data
        self._today = today

    # -- snapshots ---------------------------------------------------------------------------------------------

    def backup_now(self, folder: Path, *, progress: Progress = silent) -> Snapshot:
        """Write a snapshot into a folder and read it back; when this returns, the stick may be pulled."""
        if folder == default_folder():
            folder.parent.mkdir(parents=True, exist_ok=True)
        office = Registry(self._data).settings().get(OFFICE_NAME, "")
        return snapshot.make(self._data, folder, name=office, progress=progress)

    def backups(self, folder: Path) -> list[Snapshot]:
        """List the snapshots in a folder, newest first; unusable ones last, with the reason."""
        return snapshot.listing(folder)

    def verify(self, file: Path, password: str | None = None, *, progress: Progress = silent) -> Snapshot:
        """Read a snapshot through; the office's own password is tried when none is given."""
        return snapshot.verify(file, self._data.password if password is None else password, progress=progress)

    # -- age ---------------------------------------------------------------------------------------------------

    def last_backup(self, today: date | None = None) -> LastBackup | None:
        """Tell of the latest snapshot wherever it was made; None when there never was one."""
        places = snapshot.remembered(self._data)
        if not places:
            return None
        latest = max(places, key=lambda place: place["at"])
        days = ((today or self._today()) - date.fromisoformat(latest["at"][:10])).days
        return LastBackup(latest["at"], Path(latest["folder"]), latest["file"], max(days, 0))

    def backup_age(self, today: date | None = None) -> int | None:
        """Give the age of the latest snapshot in days; None when there never was one."""
        last = self.last_backup(today)
        return last.days if last else None

    def folders(self) -> list[Path]:
        """Propose where to back up: sticks that are plugged in, places used before, then the PC's own documents."""
        used = [Path(place["folder"]) for place in snapshot.remembered(self._data)]
        sticks = [stick / FOLDER_NAME for stick in host.removable_places()]
        present = [folder for folder in used if folder.is_dir()]
        return list(dict.fromkeys((*sticks, *present, default_folder())))

    # -- check -------------------------------------------------------------------------------------------------

    def check(self, *, progress: Progress | None = None) -> list[Problem]:
        """Check file, keys, triggers, change log and rules; an empty list is a sound office."""
        return check.check(self._data, progress)


def default_folder() -> Path:
    """Give the folder for snapshots on this PC; a stick is better."""
    return Path(platformdirs.user_documents_dir()) / FOLDER_NAME
