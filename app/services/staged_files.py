"""Files for one folder: made aside in it, and put in place when all of them are whole.

What is cancelled or fails leaves nothing behind. A file that is open in Word keeps its content: the new one stands beside it
under another name.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Self

from app.domain.file_names import numbered
from app.reports.errors import PaperError
from app.reports.plain import clean

ASIDE: Final = ".联格正在生成-"
"""The folder aside begins with this; it stands in the folder asked for, so that putting in place is one move."""
MOST_NAMES: Final = 99


def free_name(file: Path) -> Path:
    """Give the name that is free next to a file's: 名册.docx → 名册（2）.docx."""
    for number in range(2, MOST_NAMES):
        other = file.with_name(f"{numbered(file.stem, number)}{file.suffix}")
        if not other.exists():
            return other
    return file.with_name(f"{numbered(file.stem, MOST_NAMES)}{file.suffix}")


class StagedFiles:
    """A folder aside, `aside`, in the folder asked for; raises PaperError when nothing can be written there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.aside = Path(tempfile.mkdtemp(prefix=ASIDE, dir=folder))
        except ValueError as error:  # NUL, or half a character of a broken clipboard
            message = f"“{clean(str(folder))}”里有不能用的字符，没有生成；请换一个文件夹。"
            raise PaperError(message, where=clean(str(folder)), code="unwritable") from error
        except OSError as error:
            message = f"不能写入文件夹“{folder}”，没有生成；请换一个文件夹。"
            raise PaperError(message, where=str(folder), code="unwritable") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_trouble: object) -> None:
        """Leave nothing aside, whatever happened."""
        shutil.rmtree(self.aside, ignore_errors=True)

    @contextlib.contextmanager
    def telling(self) -> Iterator[None]:
        """Within it a refusal names the folder that the clerk chose, not the one aside."""
        try:
            yield
        except PaperError as error:
            aside, folder = str(self.aside), str(self._folder)
            message, where = (text.replace(aside, folder) for text in (error.message, error.where))
            raise PaperError(message, where=where, code=error.code) from error

    def put(self, name: str, content: bytes) -> Path:
        """Write one file aside."""
        from app.reports.render import save  # on first use: the writers of paper take long to load

        file = self.aside / name
        with self.telling():
            save(file, lambda stream: stream.write(content))
        return file

    def place(self, file: Path) -> tuple[Path, str]:
        """Put one file in place; gives where it stands now and, where that is another name, a sentence that says so.

        Raises PaperError when it cannot be put there under any name.
        """
        target = self._folder / file.name
        try:
            return file.replace(target), ""
        except OSError:  # open in Word: it keeps its content
            other = free_name(target)
        try:
            file.replace(other)
        except OSError as error:
            message = f"“{target.name}”写不进这个文件夹，请换一个文件夹再试。"
            raise PaperError(message, where=str(target), code="unwritable") from error
        return other, f"“{target.name}”正被 Word 或其他程序打开，没有动它；新的存成了“{other.name}”。"
