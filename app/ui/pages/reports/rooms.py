"""The rooms beside the forms (文书用语, 上级表样, 存档 …), in the order of their buttons; each is imported when it is opened first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.room import Door

if TYPE_CHECKING:
    from app.ui.desk import Desk
    from app.ui.room import Room


def _wordings(desk: Desk) -> Room:
    from app.ui.pages.reports.wordings import WordingsRoom

    return WordingsRoom(desk)


def _batch(desk: Desk) -> Room:
    from app.ui.pages.reports.batch import BatchRoom

    return BatchRoom(desk)


def _given_forms(desk: Desk) -> Room:
    from app.ui.pages.reports.givenforms import GivenFormsRoom

    return GivenFormsRoom(desk)


def _archive(desk: Desk) -> Room:
    from app.ui.pages.reports.archive import ArchiveRoom

    return ArchiveRoom(desk)


DOORS: tuple[Door, ...] = (
    Door("archive", "存档(&A)…", "打印、存成 PDF、定稿的每一份：查找、重印、和上一次比", _archive),
    Door("batch", "成批生成(&B)…", "几种表一次做好，或一种表每人一份，放进一个文件夹", _batch),
    Door("wordings", "文书用语(&Y)…", "函、通知、通报、纪要、贺卡的文字：改、复制、看样子", _wordings),
    Door("given", "上级表样(&J)…", "上级发来的 Word、Excel 表：指定哪里填什么，每人填一份", _given_forms),
)
