"""The rooms beside the roster, in the order of the menu; each is imported when its door is opened first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.room import Door

if TYPE_CHECKING:
    from app.ui.desk import Desk
    from app.ui.room import Room


def _teams(desk: Desk) -> Room:
    from app.ui.pages.roster.teams import TeamsRoom

    return TeamsRoom(desk)


def _quotas(desk: Desk) -> Room:
    from app.ui.pages.roster.quotas import QuotasRoom

    return QuotasRoom(desk)


def _renewal(desk: Desk) -> Room:
    from app.ui.pages.roster.renewal import RenewalRoom

    return RenewalRoom(desk)


def _bulk(desk: Desk) -> Room:
    from app.ui.pages.roster.bulk import BulkRoom

    return BulkRoom(desk)


def _recycle(desk: Desk) -> Room:
    from app.ui.pages.roster.recycle import RecycleRoom

    return RecycleRoom(desk)


def _ordering(desk: Desk) -> Room:
    from app.ui.pages.roster.ordering import OrderingRoom

    return OrderingRoom(desk)


def _fill_forms(desk: Desk) -> Room:
    from app.ui.pages.roster.fillforms import FillFormsRoom

    return FillFormsRoom(desk)


def _photos(desk: Desk) -> Room:
    from app.ui.pages.roster.photos import PhotosRoom

    return PhotosRoom(desk)


DOORS: tuple[Door, ...] = (
    Door("teams", "小组(&T)…", "小组、专委会、工作室：成员、负责人、不是委员的人", _teams),
    Door("quotas", "名额(&U)…", "每个界别应有、实有、缺额", _quotas),
    Door("renewal", "换届(&H)…", "由现任委员和新一届名单产生新的一届", _renewal, writes=True),
    Door("bulk", "批量修改(&P)…", "给选中的或列出的人一起改一个字段，先看改前改后", _bulk, writes=True),
    Door("order", "按名单排次序(&Z)…", "粘贴一份名单，自定义次序照名单排", _ordering, writes=True),
    Door("forms", "资料不全、填报表(&J)…", "谁缺什么；生成填报表，填好后收回", _fill_forms),
    Door(
        "photos", "批量导入照片(&X)…", "一个文件夹的照片，按文件名对上委员，先看再导入", _photos, writes=True
    ),
    Door("recycle", "回收站(&W)…", "删除了的委员，可以整个找回", _recycle),
)
