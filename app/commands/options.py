"""Options that several verbs share: what an import asks for, and the folder that files are put into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from app.domain.errors import WrongUsage

_Body = TypeVar("_Body", bound=Callable[..., object])
_OF_IMPORTS = (
    click.argument("files", nargs=-1, required=True),
    click.option("--dry-run", is_flag=True, help="只预览，不写入。"),
    click.option("--accept-good", is_flag=True, help="有误的行不导入，其余导入。"),
    click.option(
        "--map",
        "mapping",
        help="表头对应的 JSON 文件：{表头: 字段}，字段写名称或代号，空为不导入；名册可写 工作表!表头，只管那一张表。",
    ),
    click.option("--sheet", help="只读这一张工作表。"),
)


def import_options(body: _Body) -> _Body:
    """Give a verb the files of an import and what every import may be told: files, dry_run, accept_good, mapping, sheet."""
    for option in reversed(_OF_IMPORTS):
        body = option(body)
    return body


def folder_named(text: str, option: str = "--out") -> Path:
    """Read the folder that files are put into; raises WrongUsage for no name: files strewn where one happens to stand."""
    if not text.strip():
        raise WrongUsage(f"请写明放在哪个文件夹，如 {option} 材料。", where=option)
    return Path(text)
