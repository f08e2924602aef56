"""Refusals of a whole file: said once, with the file's name and what to do, before anything is read in."""

from __future__ import annotations

from app.domain.errors import Refused


class FileRefused(Refused):
    """The file cannot be read as a table; nothing has changed."""

    code = "file"

    def __init__(self, file: str, trouble: str, *, code: str = "") -> None:
        super().__init__(f"“{file}”{trouble}", where=file, code=code)


def damaged(file: str) -> FileRefused:
    """The file was cut short or changed on its way."""
    return FileRefused(
        file,
        "不完整或已损坏，读不出来；请重新复制一份，或用 WPS、Excel 打开后另存为 xlsx 再导入。",
        code="damaged",
    )


def too_large(file: str, what: str) -> FileRefused:
    """The file holds more than an office's table ever does."""
    return FileRefused(
        file,
        f"{what}，没有导入；请删去多余的行列、图片或工作表，另存后再导入。",
        code="too_large",
    )


def protected(file: str) -> FileRefused:
    """The file wants a password that only its owner has."""
    return FileRefused(
        file,
        "设有打开密码，读不出来；请用 WPS、Excel 打开，去掉密码另存后再导入。",
        code="protected",
    )


def not_a_table(file: str, what: str) -> FileRefused:
    """The content is something else, whatever the name's ending says."""
    return FileRefused(
        file,
        f"不是 Excel 文件（{what}），没有导入；请用 WPS、Excel 另存为 xlsx 或 csv 再导入。",
        code="not_a_table",
    )


def empty(file: str) -> FileRefused:
    """There is no filled row anywhere."""
    return FileRefused(file, "里没有一行数据，没有导入；请核对是否选错了文件。", code="empty")
