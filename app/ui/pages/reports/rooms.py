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


DOORS: tuple[Door, ...] = (
    Door("wordings", "文书用语(&Y)…", "函、通知、通报、纪要、贺卡的文字：改、复制、看样子", _wordings),
)
