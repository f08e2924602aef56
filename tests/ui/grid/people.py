"""Invented people for counties of several sizes: the same every time, with long, four-character and rare names."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.db.members import FieldValue, Members
from app.domain.member import ACTIVE, PARTY, Seat
from app.office import Office

TODAY = date(2026, 11, 22)
FAMILIES = "沈顾陆贺严温傅纪阮江汤邱卞石褚甘常祁谷夏章岳秦柏霍戚米路艾叶骆"
GIVEN = ("长河", "书岚", "一鸣", "兰青", "知远", "如玉", "云帆", "晓舟", "星海", "䶮", "明远", "子涵", "春山", "若水", "岳", "露", "宁",
         "连", "雨生", "清和", "北海", "文渊", "望舒", "松年", "启明", "光", "雪", "遥知", "知秋", "宾")  # fmt: skip
UNUSUAL = (
    "艾则孜·热合曼",
    "古丽巴哈尔·买买提艾力",
    "欧阳明月",
    "司马相如",
    "吴彦㛃",
    "张𬭎",
    "李𠅤",
    "阿不都热西提·吐尔逊",
    "麦尔丹·艾力",
    "诸葛青云",
)
COMMITTEES = ("提案委", "经济科技委", "农业农村委", "社会法制委", "教科卫体委", "文史委")
SECTORS = ("中共", "民盟", "经济", "农业", "教育", "医药卫生", "工商联", "科技", "文艺", "社会福利")
AREAS = ("城关", "青石", "白河", "柳林", "松坪", "双泉")


def invented_name(number: int) -> str:
    """A name for the n-th person: every fifteenth is long, four characters or rare."""
    if number % 15 == 14:
        return UNUSUAL[number // 15 % len(UNUSUAL)]
    return FAMILIES[number % len(FAMILIES)] + GIVEN[(number * 7 + number // 31) % len(GIVEN)]


@dataclass(frozen=True)
class Shape:
    """How many people each tier gets; the second has one 秘书长."""

    vice: int = 5
    standing: int = 25
    party: int = 58
    others: int = 62

    @property
    def total(self) -> int:
        return 1 + self.vice + self.standing + self.party + self.others


COUNTY = Shape()
CITY = Shape(vice=8, standing=48, party=140, others=153)
HUGE = Shape(vice=12, standing=300, party=1300, others=1387)


def invented(shape: Shape) -> Iterator[dict[str, FieldValue]]:
    """The values of every member, the same every time."""
    draw = random.Random(20261122)
    posts = itertools.chain(
        [("主席", "党组书记")],
        [("副主席",)] * (shape.vice - 1),
        [("秘书长",)],
        [("常委",)] * shape.standing,
        itertools.repeat(()),
    )
    for number, held in zip(range(shape.total), posts, strict=False):
        in_party = number < shape.total - shape.others
        yield {
            "name": invented_name(number),
            "no": f"{number + 1:04d}",
            "sex": draw.choice("男女"),
            "affiliations": (PARTY,) if in_party else (),
            "sector": draw.choice(SECTORS),
            "committees": (Seat(draw.choice(COMMITTEES)),),
            "area": draw.choice(AREAS),
            "posts": held,
            "status": ACTIVE,
        }


def fill(office: Office, shape: Shape) -> list[int]:
    """Enter invented people as one operation; their ids in order."""
    term = office.frame.term().id
    with office.data.operation("录入名册"):
        members = Members(office.data)
        return [members.add(term, values, "") for values in invented(shape)]
