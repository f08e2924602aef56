"""Many files for one folder: made aside, and put in place when all of them are whole."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from app.db.host import safe_file_name
from app.reports.errors import PaperError


def file_stems(names: Sequence[str]) -> list[str]:
    """File names that Windows takes, each its own whatever the case of its letters."""
    found: list[str] = []
    taken: set[str] = set()
    for name in map(safe_file_name, names):
        stem, number = name, 1
        while stem.casefold() in taken:
            number += 1
            stem = f"{name} ({number})"
        taken.add(stem.casefold())
        found.append(stem)
    return found


class StagedFiles:
    """Files made aside in the folder they belong to, and put in place when all are whole."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._aside = folder, folder / f".liange-{os.getpid()}"
        self._names: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_trouble: object) -> None:
        """Leave nothing aside, whatever happened."""
        for name in self._names:
            with contextlib.suppress(OSError):  # it was never made, or the stick is gone
                (self._aside / name).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self._aside.rmdir()

    def put(self, name: str, content: bytes) -> None:
        """Write one file aside; a refusal names the folder that the clerk chose."""
        from app.reports.render import save  # on first use: the writers of paper take long to load

        self._names.append(name)
        try:
            save(self._aside / name, lambda stream: stream.write(content))
        except PaperError as error:
            said = error.message.replace(str(self._aside), str(self._folder))
            raise PaperError(said, where=str(self._folder / name), code=error.code) from error

    def finish(self) -> tuple[tuple[Path, ...], tuple[str, ...]]:
        """Put all in place; give them, and what had to take another name."""
        files, renamed = [], []
        for name in self._names:
            target = self._folder / name
            try:
                (self._aside / name).replace(target)
            except PermissionError:  # open in Word: it keeps its content
                target = self._free(name)
                (self._aside / name).replace(target)
                renamed.append(f"“{name}”正被 Word 或其他程序打开，没有动它；新的存为“{target.name}”。")
            files.append(target)
        return tuple(files), tuple(renamed)

    def _free(self, name: str) -> Path:
        stem, dot, ending = name.rpartition(".")
        number = 2
        while (self._folder / f"{stem} ({number}){dot}{ending}").exists():
            number += 1
        return self._folder / f"{stem} ({number}){dot}{ending}"
