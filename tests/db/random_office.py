"""Random work of an office on the real tables: each edit is a few steps of one operation, drawn from numbers."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from app.db import rows
from app.db.datafile import DataFile
from app.db.links import Link, Links
from app.db.members import FieldValue, Members, Reason
from app.db.proposals import Proposals
from app.db.registry import Registry
from app.db.units import Units
from app.domain.liaison import FIVE_TIERS, Scheme
from app.domain.member import Seat
from app.domain.proposal import Outcome, Sponsor, SponsorRole, State

NAMES = ("梅知远", "龚向晚", "𠮷田㛃", "阿依古丽·买买提", "欧阳一", "“引号”’", "")
DAYS = ("2022-01-01", "2024-05-06", "2026-11-22")
VALUES: dict[str, tuple[FieldValue, ...]] = {
    "name": ("梅知远", "龚向晚", "𠮷田㛃"),
    "phone": ("", "13800000000"),
    "rank_no": (None, 0, 7),
    "is_new": (None, False, True),
    "note": ("", "两\n行", "x" * 300),
    "sector": ("", "工会", "妇联"),
    "status": ("在册", "暂停履职", "辞职"),
    "committees": ((), (Seat("提案委员会", "主任"),), (Seat("提案委员会"), Seat("文史委员会"))),
    "posts": ((), ("常委",), ("常委", "副主席")),
    "affiliations": ((), ("中共",), ("中共", "民盟")),
}


def ids(data: DataFile, table: str) -> list[int]:
    return [row[0] for row in data.db.execute(f"SELECT id FROM {table} ORDER BY id")]


def _values(random: Random) -> dict[str, FieldValue]:
    chosen = random.sample(sorted(VALUES), random.randint(1, 4))
    return {key: random.choice(VALUES[key]) for key in chosen}


def add_member(data: DataFile, random: Random) -> None:
    values = {"name": random.choice(NAMES), **_values(random)}
    Members(data).add(random.choice(ids(data, "terms")), values, random.choice(DAYS))


def change_member(data: DataFile, random: Random) -> None:
    members = ids(data, "memberships")
    if members:
        day = random.choice((None, *DAYS))
        Members(data).change(
            random.choice(members), _values(random), day, Reason("调整", "〔2026〕3号", "主席会议")
        )


def remove_member(data: DataFile, random: Random) -> None:
    linked = "SELECT lower FROM links UNION SELECT lower FROM link_rules UNION SELECT membership_id FROM sponsors WHERE membership_id IS NOT NULL"
    free = data.db.execute(f"SELECT id FROM memberships WHERE id NOT IN ({linked}) ORDER BY id").fetchall()
    if free:
        Members(data).remove(random.choice(free)[0])


def add_codes(data: DataFile, random: Random) -> None:
    Registry(data).add_codes("界别", random.sample(["工会", "妇联", "青联", "科协"], 2))


def set_setting(data: DataFile, random: Random) -> None:
    Registry(data).set_setting(
        random.choice(["甲", "乙"]), random.choice(["", "1", "0", "是"]), random.choice([0, 5])
    )


def _scheme(data: DataFile) -> int:
    return Links(data).save_scheme(ids(data, "terms")[0], Scheme(FIVE_TIERS))


def add_link(data: DataFile, random: Random) -> None:
    members = ids(data, "memberships")
    if len(members) > 1:
        upper, lower = random.sample(members, 2)
        Links(data).open(_scheme(data), upper, lower, random.choice(DAYS), "分配")


def close_link(data: DataFile, random: Random) -> None:
    found = [
        Link(*row)
        for row in data.db.execute("SELECT id, upper, lower, starts, ends, reason FROM links ORDER BY id")
    ]
    if found:
        Links(data).close(random.choice(found), random.choice(DAYS))


def set_rule(data: DataFile, random: Random) -> None:
    members = ids(data, "memberships")
    if len(members) > 1:
        upper, lower = random.sample(members, 2)
        Links(data).set_rule(_scheme(data), random.choice(["pin", "forbid"]), lower, upper)


def add_proposal(data: DataFile, random: Random) -> None:
    plenaries = ids(data, "plenaries")
    proposals = Proposals(data)
    number = proposals.next_number("serial", plenaries[0])
    values: dict[str, rows.Value] = {
        "serial": number,
        "title": random.choice(NAMES),
        "text": "正文" * random.randint(0, 50),
    }
    proposal = proposals.add(plenaries[0], random.choice(list(State)), Outcome.PENDING, values)
    members = ids(data, "memberships")
    sponsor = Sponsor("龚向晚", random.choice(members) if members else None, SponsorRole.LEAD)
    proposals.set_sponsors(proposal, [sponsor][: random.randint(0, 1)])
    proposals.words.refresh()


def change_proposal(data: DataFile, random: Random) -> None:
    found = ids(data, "proposals")
    if found:
        values = {
            "title": random.choice(NAMES),
            "key": random.choice([None, 0, 1]),
            "text": random.choice(["", "改过的正文"]),
        }
        Proposals(data).update(random.choice(found), values)
        Proposals(data).set_sponsors(random.choice(found), [])


def add_unit(data: DataFile, random: Random) -> None:
    Units(data).add({"name": random.choice(NAMES), "phone": random.choice(["", "0911-6123456"])})


STEPS: tuple[Callable[[DataFile, Random], None], ...] = (
    add_member, change_member, remove_member, add_codes, set_setting, add_link, close_link, set_rule, add_proposal,
    change_proposal, add_unit,
)  # fmt: skip


def edit(data: DataFile, seed: int, steps: int = 3) -> bool:
    """Do one random operation; tells whether it changed anything."""
    random = Random(seed)
    with data.operation(f"第 {seed} 次改动") as operation:
        for _ in range(steps):
            random.choice(STEPS)(data, random)
    return operation.rows > 0
