"""A storm of roster verbs: whatever a clerk may do to people, teams, words, seats, photos and 届, drawn from numbers.

Each verb is one function of the table; `LiangeError` is a refusal and leaves everything as it was.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from random import Random
from shutil import rmtree

from PIL import Image

from app.db import changelog
from app.domain.errors import LiangeError
from app.domain.fields import MEMBER, MEMBER_FIELDS, Privacy
from app.domain.member import STATUSES, Member
from app.domain.member_view import Asked, View
from app.domain.succession import CARRIED
from app.domain.team import Team
from app.office import Office, Reason
from app.services.full_exports import LAST_FULL
from app.services.new_term_plan import Wish
from tests import given
from tests.offices import add, answer

DAYS = ("2026-01-10", "2026-03-01", "2026-06-30", "2026-11-22", "2027-02-01", "2031-05-05")
NAMES = ("温如玉", "𠮷田㛃", "=1+1", "阿依古丽·买买提", "王强", "王　强", "李é", "🙂", "", "文" * 80)
WORDS = ("教育", "经济", "=界别", "新界别", "𠮷", "", "一/二", "甲,乙", "字" * 61, "两\n行")
LISTS = ("界别", "专委会", "片区", "小组种类", "小组", "学历", "民族", "没有这个表")
KINDS = ("街道小组", "委员工作室", "专委会", "党小组", "自办组")
TEAMS = ("湖滨", "清河", "提案委员会", "一组", "=组", "")

Verb = Callable[[Office, Random, Path], object]


def dump(office: Office) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that the log watches, but for what no undo takes back: 存档, and the note of a full export."""
    db = office.data.db
    return {
        table: [
            row for row in db.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() if LAST_FULL not in row
        ]
        for table in changelog.logged_tables(db)
        if table != "archive"
    }


def operations(office: Office) -> int:
    """How many operations there are that undo goes back by."""
    return int(office.data.db.execute("SELECT count(*) FROM operations WHERE barrier < 2").fetchone()[0])


def some_day(random: Random) -> str | None:
    return random.choice((None, *DAYS))


def somebody(office: Office, random: Random) -> Member:
    everyone = office.frame.people(random.choice(DAYS)) or office.frame.people()
    if not everyone:
        add(
            office,
            f"后来{operations(office)}"[:10].translate(str.maketrans("0123456789", "零一二三四五六七八九")),
        )
        everyone = office.frame.people()
    return random.choice(everyone)


def some_team(office: Office, random: Random) -> Team:
    teams = office.teams.listing(dissolved=True)
    return random.choice(teams) if teams else office.teams.add("街道小组", "湖滨")


def words(office: Office, random: Random) -> str:
    """FIELD=VALUE of any field, sensible or not."""
    key = random.choice([one.key for one in MEMBER_FIELDS if one.editable])
    choices = office.frame.words(MEMBER[key].codes) if MEMBER[key].codes else []
    value = random.choice(
        [*choices[:8], *WORDS, "2026-01", "1975.03", "13800000000", "7", "-1", "是", *STATUSES]
    )
    return f"{key}{random.choice(('=', '+=', '-=')) if MEMBER[key].multiple else '='}{value}"


# -- people ------------------------------------------------------------------------------------------------------


def enter(office: Office, random: Random, _folder: Path) -> None:
    values = office.roster.parse([f"name={random.choice(NAMES)}", words(office, random)])
    office.roster.add(values, day=some_day(random), reason=Reason("届中增补"))


def change(office: Office, random: Random, _folder: Path) -> None:
    member = somebody(office, random)
    values = office.roster.parse([words(office, random) for _ in range(random.randint(1, 3))], member)
    office.roster.change(member, values, day=some_day(random), reason=Reason("调整", "1号", "常委会"))


def turn(office: Office, random: Random, _folder: Path) -> None:
    for _ in range(random.randint(1, 2)):  # twice on one day
        day = some_day(random)
        member = somebody(office, random)
        office.roster.change(
            member, {"status": random.choice(STATUSES)}, day=day, reason=Reason("原因", "1号", "常委会")
        )


def restore_field(office: Office, random: Random, _folder: Path) -> None:
    member = somebody(office, random)
    entries = [one for one in office.member_history.of(str(member.id)).entries if one.restorable]
    if entries:
        one = random.choice(entries)
        office.member_history.restore(member, one.key, operation=one.operation)


def bulk(office: Office, random: Random, _folder: Path) -> None:
    people = office.frame.people()
    chosen = random.sample(people, random.randint(0, len(people)))
    office.bulk.apply(chosen, [words(office, random)], day=some_day(random), reason=Reason("原因"))


def remove(office: Office, random: Random, _folder: Path) -> None:
    office.roster.remove(somebody(office, random))


def recycle(office: Office, random: Random, _folder: Path) -> None:
    gone = office.recycle.listing()
    if gone:
        office.recycle.restore(random.choice(gone).id)


def set_post(office: Office, random: Random, _folder: Path) -> None:
    names = "、".join(somebody(office, random).name for _ in range(3))
    office.roster.set_post(names, random.choice(("常委", "副主席", "国王")), day=some_day(random))


def order(office: Office, random: Random, _folder: Path) -> None:
    people = office.own_order.people()
    ids = [member.id for member in random.sample(people, min(3, len(people)))]
    office.own_order.put(ids, random.choice([None, *(one.id for one in people)]))


def view(office: Office, random: Random, _folder: Path) -> None:
    name = random.choice(("甲", "=1", "视\n图", "", "字" * 90, "全部"))
    if random.random() < 0.3:
        office.roster_views.delete(name)
    else:
        where = (words(office, random),)
        office.roster_views.save(
            View(name, Asked(search=random.choice(WORDS), where=where), ("name", "phone"))
        )


def assign(office: Office, random: Random, _folder: Path) -> None:
    office.liaison.assign(random.choice(DAYS))


# -- teams, words, seats, fields -----------------------------------------------------------------------------------


def new_team(office: Office, random: Random, _folder: Path) -> None:
    office.teams.add(random.choice(KINDS), random.choice(TEAMS), {"address": random.choice(WORDS)})


def seat(office: Office, random: Random, _folder: Path) -> None:
    team, day = some_team(office, random), some_day(random)
    verb = random.choice((office.teams.put, office.teams.take))
    verb(team, [somebody(office, random), somebody(office, random)], day=day)


def lead(office: Office, random: Random, _folder: Path) -> None:
    office.teams.lead(some_team(office, random), somebody(office, random), day=some_day(random))


def team_turn(office: Office, random: Random, _folder: Path) -> None:
    team, other = some_team(office, random), some_team(office, random)
    match random.randrange(5):
        case 0:
            office.teams.rename(team, random.choice(TEAMS), random.choice((*KINDS, "")))
        case 1:
            office.teams.merge(team, other)
        case 2:
            office.teams.dissolve(team, some_day(random))
        case 3:
            office.teams.remove(team)
        case _:
            office.teams.change(team, {"address": random.choice(WORDS), "founded": random.choice(DAYS)})


def outsider(office: Office, random: Random, _folder: Path) -> None:
    team = some_team(office, random)
    there = office.teams.outsiders(team)
    if not there or random.random() < 0.4:
        values = {"name": random.choice(NAMES), "role": "信息员", "starts": random.choice(DAYS)}
        office.teams.add_outsider(team, values)
    elif random.random() < 0.5:
        office.teams.end_outsider(random.choice(there), some_day(random))
    else:
        office.teams.remove_outsider(random.choice(there))


def code(office: Office, random: Random, _folder: Path) -> None:
    name, word, other = random.choice(LISTS), random.choice(WORDS), random.choice(WORDS)
    present = [one.name for one in office.codes.lines(name)]
    word = random.choice([word, *present[:6]])
    other = random.choice([other, *present[:6]])
    match random.randrange(6):
        case 0:
            office.codes.add(name, [word])
        case 1:
            office.codes.rename(name, word, other)
        case 2:
            office.codes.merge(name, word, other)
        case 3:
            office.codes.move(name, word, random.randint(-99, 99))
        case 4:
            office.codes.retire(name, word)
        case _:
            office.codes.remove(name, word)


def quota(office: Office, random: Random, _folder: Path) -> None:
    sector = random.choice([*(one.name for one in office.codes.lines("界别")), *WORDS])
    office.quotas.set({sector: random.choice((None, 0, 5, -1, 10**12))})


def field(office: Office, random: Random, _folder: Path) -> None:
    keys = random.sample([one.key for one in MEMBER_FIELDS], random.choice((1, 2, len(MEMBER_FIELDS))))
    match random.randrange(3):
        case 0:
            office.field_choice.switch(keys, on=random.random() < 0.7)
        case 1:
            office.field_choice.level(keys, random.choice((*Privacy, None)))
        case _:
            office.field_choice.expect(keys, on=random.random() < 0.5)


# -- tables, photos, forms, 届 -------------------------------------------------------------------------------------


def table_in(office: Office, random: Random, folder: Path) -> None:
    """The office's own table back, or some rows of anything."""
    path = folder / "名册.csv"
    if random.random() < 0.3:
        office.roster_export.at_level(path, level=random.choice(tuple(Privacy)))
    else:
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["姓名", "性别", "界别", "专委会", "手机", "小组"])
            for _ in range(random.randint(1, 6)):
                name = random.choice([*NAMES, somebody(office, random).name])
                writer.writerow(
                    [
                        name,
                        random.choice("男女"),
                        *random.choices(WORDS, k=2),
                        "13800000000",
                        random.choice(TEAMS),
                    ]
                )
    office.roster_import.apply(office.roster_import.preview([path]))


def teams_in(office: Office, random: Random, folder: Path) -> None:
    path = folder / "小组.csv"
    rows = [
        f"{random.choice(TEAMS)},{random.choice(KINDS)},{somebody(office, random).name}" for _ in range(3)
    ]
    path.write_text("\n".join(["小组名称,种类,负责人", *rows]), encoding="utf-8")
    office.team_import.apply(office.team_import.preview([path]), strangers=random.random() < 0.5)


def photo(office: Office, random: Random, folder: Path) -> None:
    member, stream = somebody(office, random), BytesIO()
    Image.new("RGB", (80, 100), random.randrange(1 << 24)).save(stream, "PNG")
    files = folder / "照片"
    files.mkdir(exist_ok=True)
    path = files / f"{member.id}.png"
    path.write_bytes(stream.getvalue())
    match random.randrange(3):
        case 0:
            office.photos.set(member, path)
        case 1:
            office.photos.remove(member)
        case _:
            path.rename(files / "骆宾.png")
            office.photos.apply(office.photos.preview(files))


def forms(office: Office, random: Random, folder: Path) -> None:
    chosen = [somebody(office, random)]
    rmtree(folder / "填报表", ignore_errors=True)  # what came back and was undone would not be written over
    made = office.fill_forms.make(folder / "填报表", formats=("xlsx",), members=chosen)
    if random.random() < 0.5:
        office.roster.change(chosen[0], {"employer": random.choice(WORDS)}, day=some_day(random))
    office.fill_returns.enter(office.fill_returns.read(made))


def filled_forms(office: Office, random: Random, folder: Path) -> None:
    """Forms that say something new, sensible or not."""
    people = [somebody(office, random), somebody(office, random)]
    rmtree(folder / "填报表", ignore_errors=True)  # what came back and was undone would not be written over
    made = office.fill_forms.make(folder / "填报表", formats=("xlsx",), members=people)
    for file in made:
        for label in ("工作单位", "手机", "界别", "出生年月"):
            answer(file, label, random.choice((*WORDS, "138000", "13900000001", "1975.03")))
    office.fill_returns.enter(office.fill_returns.read(made))


def new_term(office: Office, random: Random, _folder: Path) -> None:
    last = office.frame.registry.terms()[-1]
    name = f"第{len(office.frame.registry.terms()) + 11}届"
    start = random.choice(
        [last.starts, "2026-11-23", "2027-03-01", "2032-01-01", f"{int(last.starts[:4]) + 5}-01-01"]
    )
    carry = frozenset(random.sample(sorted(CARRIED), random.randint(0, len(CARRIED))))
    people = office.frame.people()
    leave = frozenset(member.id for member in random.sample(people, random.randint(0, len(people))))
    office.renewal.carry_out(office.renewal.plan(Wish(name, start, all_stay=True, leave=leave, carry=carry)))


def terms(office: Office, random: Random, _folder: Path) -> None:
    known = [one.name for one in office.frame.registry.terms()]
    match random.randrange(3):
        case 0:
            office.setup.rename_term(random.choice(known), random.choice([*known, "第二十届", "", "字" * 61]))
        case 1:
            office.setup.set_first_day(random.choice(known), random.choice(DAYS))
        case _:
            office.setup.use_term(random.choice(known))


# -- paper ---------------------------------------------------------------------------------------------------------


def wording(office: Office, random: Random, _folder: Path) -> None:
    desk = office.wordings
    listed = desk.listing()
    one = random.choice(listed)
    own = [each.name for each in listed if not each.shipped]
    text = random.choice(
        ("关于印发名单的函", "{{ 届次 }}", "{{ 没有的 }}", "{% for %}", "=1+1", "", "𠮷", "<w:p>&amp;")
    )
    match random.randrange(5):
        case 0 | 1:
            desk.change(one.name, {random.choice(("标题", "正文", "主送", "填写项", "版式", "对象")): text})
        case 2:
            desk.reset(one.name)
        case 3:
            desk.copy(one.name, random.choice((*NAMES, f"自拟{random.randrange(9)}")))
        case _:
            desk.delete(random.choice([one.name, *own]))


def given_form(office: Office, random: Random, folder: Path) -> None:
    desk = office.given_forms
    known = desk.listing()
    file = folder / random.choice(("上级.docx", "上级.xlsx"))
    match random.randrange(5 if known else 1):
        case 0:
            forms = (
                (given.personal_form, given.list_form)
                if file.suffix == ".docx"
                else (given.book_form, given.book_list)
            )
            file.write_bytes(random.choice(forms)())
            desk.add(file, random.choice(NAMES), random.choice(("委员", "提案")))
        case 1 | 2:
            one = random.choice(known)
            place = random.choice(
                ("段1", "表1!B1", "登记表!B2", "没有", *(each.address for each in one.places))
            )
            desk.point(one, place, random.choice(("姓名", "案由", "照片", "空白", "文字:同意", "没有")))
        case 3:
            one = random.choice(known)
            desk.unpoint(one, [random.choice(("没有", *(each.address for each in one.places)))])
        case _:
            desk.delete(random.choice(known))


def keep_paper(office: Office, random: Random, _folder: Path) -> None:
    name = random.choice(("名额表", "变动名单", "资料不全清单"))
    if random.random() < 0.5:
        office.archive.keep(
            name, {}, None, office.paper.preview(name, anyway=True), random.choice(("打印", "存为"))
        )
    else:
        kept = office.archive.listing()
        office.archive.note(random.choice(kept).no if kept else 1, random.choice(WORDS))


PAPER_VERBS: tuple[Verb, ...] = (wording, wording, given_form, given_form, keep_paper)

VERBS: tuple[Verb, ...] = (
    enter, change, change, change, turn, turn, restore_field, restore_field, bulk, bulk, remove, recycle, set_post, order, view, assign,
    new_team, new_team, seat, seat, lead, team_turn, team_turn, outsider, code, code, code, quota, field, table_in,
    teams_in, photo, forms, new_term, terms,
)  # fmt: skip


class Storm:
    """One office in a storm; every state it was in is kept, so that each step back and forth can be held against it."""

    def __init__(self, office: Office, folder: Path, seed: int, verbs: Sequence[Verb] = VERBS) -> None:
        self.office, self.folder, self.random = office, folder, Random(seed)
        self.verbs = verbs
        self.states = [dump(office)]
        self.ahead: list[dict[str, list[tuple[object, ...]]]] = []
        self.told: list[str] = []

    def step(self) -> None:
        """Do one thing: mostly a verb, sometimes one step back or forth."""
        if self.random.random() < 0.12:
            self.back() if self.random.random() < 0.6 else self.forth()
            return
        verb = self.random.choice(self.verbs)
        before = operations(self.office)
        try:
            verb(self.office, self.random, self.folder)
            self.told.append(verb.__name__)
        except LiangeError as error:
            self.told.append(f"{verb.__name__} refused: {error.message}")
        now = dump(self.office)
        count = operations(self.office) - before
        if count == 0:
            assert now == self.states[-1], f"{verb.__name__} changed rows outside an operation"
            return
        if count > 1:  # a verb of several operations: the states between are read by going back
            between = []
            for _ in range(count - 1):
                self.office.undo()
                between.append(dump(self.office))
            for state in reversed(between):
                self.states.append(state)
            for _ in range(count - 1):
                self.office.redo()
            assert dump(self.office) == now
        self.states.append(now)
        self.ahead.clear()

    def back(self) -> None:
        """One step back leads to the state before."""
        if len(self.states) > 1 and self.office.undoable:
            self.office.undo()
            self.ahead.append(self.states.pop())
            assert dump(self.office) == self.states[-1], "undo"

    def forth(self) -> None:
        """One step forth leads to the state that was left."""
        if self.ahead:
            self.office.redo()
            self.states.append(self.ahead.pop())
            assert dump(self.office) == self.states[-1], "redo"

    def all_the_way(self) -> None:
        """Back to the beginning and forth again, checked at both ends."""
        steps = len(self.states) - 1
        for _ in range(steps):
            self.back()
        assert len(self.states) == 1
        assert self.office.safety.check() == []
        for _ in range(steps):
            self.forth()
        assert self.office.safety.check() == []
