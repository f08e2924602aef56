"""The clerk's decisions about tables coming in, read from files as a script gives them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.code_lists import LONGEST_WORD
from app.domain.errors import Refused, WrongUsage
from app.domain.finding import Finding

if TYPE_CHECKING:
    from app.intake.person import PersonDraft


def row_key(word: str) -> str:
    """Give a row's key: file#sheet#row as in the answer, or file!sheet!row as a person types it (file!row in a csv)."""
    if "#" in word:
        return word
    parts = word.split("!")
    if len(parts) == 2:
        parts.insert(1, "")
    return "#".join(parts) if len(parts) == 3 else word


def read_people(file: Path, asked: str = "文件!工作表!行号") -> dict[str, str]:
    """Read who is who from a JSON file: {row: MEMBER, another row, or “new”}; raises WrongUsage.

    `asked` says what stands before the colon, where that is not a row.
    """
    content = _object(file, f"{{“{asked}”: “委员编号或 new”}}")
    if not all(isinstance(who, str) and who for who in content.values()):
        raise WrongUsage(f"“{file.name}”里每一个要写委员编号、id 或 new。", where=file.name)
    return {row_key(row): row_key(str(who)) if "!" in str(who) else str(who) for row, who in content.items()}


def idle_rows(choices: Mapping[str, str], people: Iterable[PersonDraft]) -> list[Finding]:
    """Say which rows the clerk chose for, or chose, are none of those that `people` were read from."""
    there = {source.key for person in people for source in person.sources}
    named = dict.fromkeys(
        row for key, who in choices.items() for row in (key, who) if row == key or "#" in row
    )
    return [
        Finding(f"表里没有“{row}”（文件#工作表#行号）这一行委员，选定的人没有用上", value=row)
        for row in named
        if row not in there
    ]


def read_words(file: Path, lists: Sequence[str]) -> dict[str, dict[str, str]]:
    """Read what words mean from a JSON file: {list: {written: word of the list}}; null or "" leaves a word out.

    Raises WrongUsage when it is no such file, or names a list that is none of `lists`.
    """
    content = _object(file, "{“代码表”: {“写法”: “标准名”}}")
    found: dict[str, dict[str, str]] = {}
    for name, words in content.items():
        if name not in lists:
            raise WrongUsage(f"没有“{name}”这个代码表，可用：{'、'.join(lists)}。", where=file.name)
        if not isinstance(words, dict) or not all(isinstance(means, str | None) for means in words.values()):
            raise WrongUsage(
                f"“{file.name}”里“{name}”应写成 {{“写法”: “标准名”}}，标准名空着是不导入。", where=file.name
            )
        found[name] = {str(written): str(means or "") for written, means in words.items()}
        long = next((means for means in found[name].values() if len(means) > LONGEST_WORD), "")
        if long:
            raise WrongUsage(f"{name}“{long[:20]}……”太长，最多 {LONGEST_WORD} 个字。", where=file.name)
    return found


def read_turned(file: Path) -> dict[str, dict[str, str]]:
    """Read {old: new} of 界别, or {"sectors": {old: new}, "committees": {old: new}}, “” for one that is no more.

    Raises WrongUsage when it is no such file.
    """
    shape = "{“原界别”: “新界别”}，撤销的写 “”，这"
    try:
        content = _object(file, shape)
    except Refused as error:  # it is the command that names a wrong file
        raise WrongUsage(error.message, where=file.name) from error
    parts = content if {"sectors", "committees"} & content.keys() else {"sectors": content}
    found: dict[str, dict[str, str]] = {}
    for key in ("sectors", "committees"):
        part = parts.get(key, {})
        if not isinstance(part, dict) or not all(isinstance(new, str) for new in part.values()):
            raise WrongUsage(f"“{file.name}”应为 {shape} 样式的 JSON。", where=file.name)
        found[key] = {str(old): new for old, new in part.items()}
    return found


def read_posts(words: Sequence[str], file: Path | None) -> list[tuple[str, str]]:
    """Read 姓名=职务 from options and from a text file with one of them a line; raises WrongUsage."""
    lines = list(words)
    if file is not None:
        lines += [line.strip() for line in _text(file).splitlines() if line.strip()]
    pairs = []
    for line in lines:
        name, sign, post = line.replace("＝", "=").partition("=")
        if not (sign and name.strip() and post.strip()):
            raise WrongUsage(f"“{line}”应写成 姓名=职务，如 米雪=常委。", where=line)
        pairs.append((name.strip(), post.strip()))
    return pairs


def _object(file: Path, shape: str) -> dict[str, object]:
    try:
        content = json.loads(_text(file))
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise WrongUsage(f"“{file.name}”应为 {shape} 样式的 JSON。", where=file.name)
    return {str(key): value for key, value in content.items()}


def _text(file: Path) -> str:
    from app.intake.sheets import read_plain_text  # with the limits of every file that comes in

    return read_plain_text(file)
