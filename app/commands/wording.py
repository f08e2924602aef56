"""The words of --help in Chinese: what click itself would say in English."""

from __future__ import annotations

import re
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

ARGUMENTS = {
    "NAME": "名称", "NAMES": "名称", "OLD": "旧名称", "NEW": "新名称", "INTO": "并入的名称", "TO": "新名称", "WORD": "词", "STEPS": "几位",
    "KEYS": "名称", "WORDS": "字段=值", "TEXT": "文字", "DAY": "日期", "MEMBER": "委员", "MEMBERS": "委员", "PERSON": "姓名",
    "FILE": "文件", "FILES": "文件", "FOLDER": "文件夹", "FIELD": "字段", "LEVEL": "级别", "ID": "编号", "WHAT": "做法",
    "LOWER_TIER": "下级", "LOWER": "下级委员", "UPPER": "上级委员", "NUMBER": "提案号", "ACTION": "动作",
    "SUBJECT": "对象", "PLACES": "位置",
}  # fmt: skip
"""What the arguments of the verbs are called where somebody reads of them."""


def argument_name(name: str) -> str:
    """Call an argument by its Chinese name; unknown ones keep theirs."""
    return ARGUMENTS.get(name, name)


def _in_chinese(text: str) -> str:
    for english, chinese in WORDS.items():
        text = text.replace(english, chinese)
    return text


class ChineseFormatter(click.HelpFormatter):
    """Lays --help out as click does, in the clerk's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the first line."""
        said = re.sub(r"[A-Z_]+", lambda found: argument_name(found[0]), _in_chinese(args))
        super().write_usage(prog, said.replace("...", "…"), prefix or WORDS["Usage: "])

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
