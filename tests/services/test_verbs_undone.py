"""Every verb on a member, one by one: undone each row is as before, done again as after, a photo included."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from app.db.members import FieldValue
from app.domain.fields import Privacy
from app.domain.member import Member, Seat
from app.office import Office, Reason
from tests.offices import add
from tests.services.storm import dump

DAY = "2026-11-01"
BECAUSE = Reason("工作需要", "云协发〔2026〕3号", "常委会会议")


def change(values: dict[str, FieldValue], day: str | None = DAY) -> Callable[[Office, Member, Path], object]:
    return lambda office, member, _folder: office.roster.change(member, values, day=day, reason=BECAUSE)


def picture(folder: Path, colour: str) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / "温如玉.png"
    Image.new("RGB", (80, 100), colour).save(file)
    return file


def set_photo(office: Office, member: Member, folder: Path) -> None:
    office.photos.set(member, picture(folder, "red"))


def photos(office: Office, _member: Member, folder: Path) -> None:
    office.photos.apply(office.photos.preview(picture(folder / "照片", "green").parent))


def remove(office: Office, member: Member, _folder: Path) -> None:
    office.liaison.forbid(member, office.roster.get("傅云帆").id)
    office.roster.remove(member)


def bring_back(office: Office, member: Member, folder: Path) -> None:
    remove(office, member, folder)
    office.recycle.restore(member.id)


def restore_field(office: Office, member: Member, _folder: Path) -> None:
    office.roster.change(member, {"employer": "县医院", "phone": "13900002222"}, day=DAY)
    step = office.member_history.of(str(member.id)).entries[0].operation
    office.member_history.restore(office.roster.get("温如玉"), "工作单位", operation=step)


VERBS: dict[str, Callable[[Office, Member, Path], object]] = {
    "新增": lambda office, _member, _folder: office.roster.add(
        {"name": "岑向荣", "sector": "航天", "committees": (Seat("新设委员会", "主任"),)}, day=DAY, reason=BECAUSE
    ),
    "更正": change({"phone": "13900002222", "employer": "县二中", "birth": "1980-02"}, None),
    "从某日起": change({"employer": "县二中", "affiliations": ("民盟", "中共"), "is_new": True}),
    "暂停": change({"status": "暂停履职"}),
    "退出": change({"status": "撤销"}),
    "小组和专委会": change({"groups": (Seat("湖滨", "组长", "街道小组"), Seat("书画社", "", "小组")), "committees": ()}),
    "加照片": set_photo,
    "换照片": lambda office, member, folder: office.photos.set(member, picture(folder, "blue")),
    "删照片": lambda office, member, _folder: office.photos.remove(member),
    "一批照片": photos,
    "按名单设常委": lambda office, _member, _folder: office.roster.set_post("温如玉 骆宾", "常委", day=DAY),
    "批量修改": lambda office, _member, _folder: office.bulk.apply(
        office.roster.listing()[:9], ["界别=航天", "片区=湖滨"], day=DAY, reason=BECAUSE
    ),
    "恢复一项": restore_field,
    "删除误录的": remove,
    "找回": bring_back,
    "停用字段": lambda office, _member, _folder: office.field_choice.switch(["照片", "手机"], on=False),
    "字段级别": lambda office, _member, _folder: office.field_choice.level(["照片"], Privacy.FULL),
    "资料不全": lambda office, _member, _folder: office.field_choice.expect(["照片"], on=True),
}  # fmt: skip


@pytest.mark.parametrize("name", VERBS)
def test_撤销和重做_一行不差(county: Office, tmp_path: Path, name: str) -> None:
    add(county, "温如玉", sector="教育", committees="经济委员会", phone="13900001111", employer="县一中")
    if name != "加照片":
        county.photos.set(county.roster.get("温如玉"), picture(tmp_path, "white"))
    member = county.roster.get("温如玉")
    states = [seen(county)]
    done = county.past.operations(1)[0].id
    VERBS[name](county, member, tmp_path)
    states.append(seen(county))
    assert states[0] != states[1]
    steps = sum(one.id > done for one in county.past.operations(9))
    for _turn in range(2):
        for _step in range(steps):
            county.undo()
        assert seen(county) == states[0]
        for _step in range(steps):
            county.redo()
        assert seen(county) == states[1]
    assert county.safety.check() == []


def seen(office: Office) -> object:
    """Every row, and every photo that a member of the roster shows."""
    people = office.frame.people("2026-11-22")
    return dump(office), {one.id: office.photos.photo(one) for one in people}
