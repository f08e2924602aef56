"""The demo office: a county's office after ten months of work, and its report pack.

The same version makes the same content every time: no clock, no chance, no name of this PC enters.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.db.datafile import DataFile
from app.domain.errors import Refused
from app.reports.forms import FORMS
from app.services import demo_year
from app.services.frame import Frame
from app.services.paper import PaperDesk
from app.services.roster import Roster

DATA_NAME = "演示.liange"
AS_SHEETS = ("委员名册", "提案目录")
"""Forms that offices go on working with in Excel."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made: the data file, the members in office, and the report pack."""

    data: Path
    members: int
    files: tuple[Path, ...]


def make_demo(folder: Path) -> Demo:
    """Make the demo office and its pack in a folder, in place of an earlier demo there.

    Refuses when a file of the demo's name is somebody's real office; raises DataFileError when it is open.
    """
    path = folder / DATA_NAME
    _clear(path)
    data = demo_year.play(path)
    try:
        frame = Frame(data, lambda: demo_year.LAST_DAY)
        return Demo(path, len(Roster(frame).listing()), _pack(PaperDesk(frame), folder))
    finally:
        data.close()


def _pack(desk: PaperDesk, folder: Path) -> tuple[Path, ...]:
    """Print every form as Word and PDF, the registers as Excel too; a wording waits for what the clerk says in it."""
    files: list[Path] = []
    for form in FORMS:
        formats = ("docx", "pdf", "xlsx") if form.name in AS_SHEETS else ("docx", "pdf")
        files += desk.make([form.name], folder, formats=formats, day=demo_year.LAST_DAY.isoformat()).files
    return tuple(files)


def _clear(path: Path) -> None:
    """Take an earlier demo away; nothing else of that name is touched."""
    if not path.exists():
        return
    data = DataFile.open(path)
    ours = data.meta("copy") == str(demo_year.COPY)
    data.close()
    if not ours:
        raise Refused(f"{path} 不是演示办公室，没有改动它。请换一个文件夹。", where=str(path), code="exists")
    path.unlink()
