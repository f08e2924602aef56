"""The words of --help in Chinese: what click itself would say in English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

WORDS = {
    "Usage: ": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Show this message and exit.": "显示这段说明。",
    "[OPTIONS]": "[选项]",
    "[ARGS]...": "[参数]…",
    "COMMAND": "命令",
    "[required]": "（必填）",
    " INTEGER RANGE": " N",
    " INTEGER": " N",
    " TEXT": " …",
}


def _in_chinese(text: str) -> str:
    for english, chinese in WORDS.items():
        text = text.replace(english, chinese)
    return text


class ChineseFormatter(click.HelpFormatter):
    """Lays --help out as click does, in the clerk's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the first line."""
        super().write_usage(prog, _in_chinese(args), prefix or WORDS["Usage: "])

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """Head a part."""
        with super().section(_in_chinese(name)):
            yield

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names and what they mean."""
        super().write_dl(
            [(_in_chinese(name), _in_chinese(text)) for name, text in rows], col_max, col_spacing
        )
