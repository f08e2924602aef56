"""Small invented offices for tests."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook

from app.db.members import FieldValue
from app.domain.member import Seat
from app.office import Office

TODAY = date(2026, 11, 22)
COMMITTEES = ("提案委员会", "经济委员会", "文史委员会")
SECTORS = ("中共", "经济", "教育", "工商联")


def new_office(folder: Path, name: str = "office") -> Office:
    """An empty office of the invented county 云川, whose clock stands still."""
    return Office.create(
        folder / f"{name}.liange",
        office_name="云川县政协",
        term="第十一届",
        start="2026-01-10",
        plenary="十一届一次会议",
        today=lambda: TODAY,
        clock=lambda: datetime(2026, 11, 22, 9, 0),
    )


def add(office: Office, name: str, **given: FieldValue) -> int:
    """Enter one invented member; posts, affiliations and committees may be given as one word."""
    values: dict[str, FieldValue] = {"name": name}
    for key, value in given.items():
        if isinstance(value, str) and key in ("posts", "affiliations"):
            values[key] = (value,)
        elif isinstance(value, str) and key == "committees":
            values[key] = (Seat(value),)
        else:
            values[key] = value
    return office.roster.add(values)


def small_county(folder: Path) -> Office:
    """Nineteen members in five tiers: 1 + 3 + 4 + 5 + 6, exceptions among them."""
    office = new_office(folder)
    party: dict[str, FieldValue] = {"affiliations": "中共"}
    non_party: dict[str, FieldValue] = {"affiliations": "群众"}
    add(office, "沈长河", posts=("主席", "党组书记"), sector="中共", **party)
    add(office, "顾书岚", posts=("党组副书记", "副主席"), sector="中共", committees=COMMITTEES[0], **party)
    add(office, "陆一鸣", posts="副主席", affiliations="民盟", sector="教育", committees=COMMITTEES[1])
    add(office, "贺兰青", posts="秘书长", sector="经济", committees=COMMITTEES[2], **party)
    for number, name in enumerate(("傅云帆", "纪晓舟", "阮星海", "江葵")):
        kind = party if number % 2 else non_party
        add(office, name, posts="常委", sector=SECTORS[number], committees=COMMITTEES[number % 3], **kind)
    for number, name in enumerate(("骆宾", "沈默言", "顾盼", "陆遥", "贺知秋")):
        add(office, name, sector=SECTORS[number % 4], committees=COMMITTEES[number % 3], sex="男", **party)
    for number, name in enumerate(("闻人杰", "戚光", "米雪", "路遥知", "艾则孜·热合曼", "叶知秋")):
        add(
            office, name, sector=SECTORS[number % 4], committees=COMMITTEES[number % 3], sex="女", **non_party
        )
    return office


def answer(file: Path, label: str, text: str) -> None:
    """Fill in one line of a form in Excel, as a member does."""
    book = load_workbook(file)
    for name, place, *_ in book["填报表"].iter_rows():
        if str(name.value).removeprefix("★") == label:
            place.value = text
    book.save(file)
