"""What a crash may interrupt: each verb does one thing an office does and tells what it did.

A new verb is one function and one line of the table.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from random import Random
from shutil import rmtree

from PIL import Image

from app.db.restoring import restore
from app.domain.errors import Refused
from app.office import Office
from app.services.new_term_plan import Wish
from tests import given
from tests.offices import answer

FAMILY = "沈顾陆贺傅纪阮江骆盼闻戚米路艾叶"
GIVEN = "长河书岚一鸣兰青云帆晓舟星海知秋默言遥杰光雪"
OFFICERS = {"陆一鸣": "副主席", "贺兰青": "秘书长", "傅云帆": "常委", "纪晓舟": "常委", "阮星海": "常委"}
SECTORS = ("中共", "经济", "教育", "工商联", "工会", "妇联")
TODAY = date(2026, 11, 22)
MISTAKEN = "误录"
LAST_YEAR = 2090


def open_office(path: Path, password: str) -> Office:
    """The office as the window opens it; its day stands still, its clock does not."""
    return Office.open(path, password=password, today=lambda: TODAY, clock=datetime.now)


def found(path: Path, password: str) -> None:
    """Make the office that is going to be interrupted."""
    office = Office.create(
        path,
        office_name="云川县政协",
        term="第十一届",
        start="2026-01-10",
        plenary="十一届一次会议",
        password=password,
        today=lambda: TODAY,
    )
    office.roster.add(
        {
            "name": "沈长河",
            "no": "W000",
            "posts": ("主席", "党组书记"),
            "affiliations": ("中共",),
            "sector": "中共",
        }
    )
    for number, (name, post) in enumerate(OFFICERS.items(), 1):
        kind = "群众" if post == "常委" else "中共"
        office.roster.add(
            {"name": name, "no": f"Z00{number}", "posts": (post,), "affiliations": (kind,), "sector": "经济"}
        )
    office.close()


def person(number: int) -> str:
    """An invented name for a number of the pool."""
    return FAMILY[number % len(FAMILY)] + GIVEN[number % len(GIVEN)] + GIVEN[number // 7 % len(GIVEN)]


def import_roster(office: Office, random: Random, folder: Path) -> str:
    """A table of twenty members, some known, some new, comes in."""
    table = folder / "名册.csv"
    lines = ["委员编号,姓名,性别,界别,政治面貌,工作单位,备注"]
    lines += [
        f"W{number:03},{person(number)},{random.choice('男女')},{random.choice(SECTORS)},{random.choice(('中共', '群众'))},县{number % 9}局,{random.random()}"
        for number in random.sample(range(1, 120), 20)
    ]
    table.write_text("\n".join(lines), encoding="utf-8-sig")
    office.roster_import.apply(office.roster_import.preview([table]))
    return last_operation(office)


def edit_member(office: Office, random: Random, _folder: Path) -> str:
    """The clerk changes one member, from a day on or as a correction."""
    member = random.choice(office.roster.listing())
    office.roster.change(
        member,
        {"sector": random.choice(SECTORS), "phone": f"138{random.randrange(10**8):08}"},
        day=office.frame.day(),
    )
    return last_operation(office)


def assign(office: Office, random: Random, _folder: Path) -> str:
    """The grid is assigned anew."""
    office.liaison.assign(reoptimise=random.random() < 0.5)
    return last_operation(office)


def add_proposal(office: Office, random: Random, _folder: Path) -> str:
    """A proposal is entered with its text and sponsor."""
    member = random.choice(office.roster.listing())
    if office.frame.latest_plenary() is None:
        office.setup.add_plenary(f"{office.frame.term().name}一次会议")
    text = "为改善群众生活，提出以下建议。" * random.randrange(1, 60)
    office.register.add(
        {"title": f"关于第{random.randrange(1000)}件事的提案", "text": text, "sponsors": (member.no,)}
    )
    return last_operation(office)


def renew_term(office: Office, random: Random, _folder: Path) -> str:
    """换届 with nearly everybody staying; the next time it is taken back, so that work goes on in the first 届."""
    if office.undoable.startswith("换届"):
        office.undo()
        return last_operation(office)
    terms = office.frame.registry.terms()
    leave = frozenset(member.id for member in office.frame.people() if random.random() < 0.1)
    year = int(office.frame.term().starts[:4]) + 1
    if year > LAST_YEAR:
        return "nothing"
    wish = Wish(f"第{len(terms) + 11}届", f"{year}-01-10", all_stay=True, leave=leave)
    office.renewal.carry_out(office.renewal.plan(wish))
    return last_operation(office)


def import_photos(office: Office, random: Random, folder: Path) -> str:
    """A folder of photos comes in by their names."""
    place = folder / "照片"
    place.mkdir(exist_ok=True)
    for old in place.iterdir():
        old.unlink()
    for member in random.sample(office.roster.listing(), 3):
        Image.new("RGB", (80, 112), random.randrange(1 << 24)).save(place / f"{member.name}.png")
    preview = office.photos.preview(place)
    return last_operation(office) if preview.matched and office.photos.apply(preview) else "nothing"


def import_teams(office: Office, random: Random, folder: Path) -> str:
    """A list of teams with their leaders and people who are no 委员 comes in."""
    table = folder / "小组.csv"
    people = random.sample(office.roster.listing(), 4)
    rows = [
        f"第{random.randrange(20)}工作室,委员工作室,{one.name},何信息{person(random.randrange(120))},{random.random()}"
        for one in people
    ]
    table.write_text("\n".join(["名称,种类,负责人,成员,备注", *rows]), encoding="utf-8-sig")
    office.team_import.apply(office.team_import.preview([table]), strangers=True)
    return last_operation(office)


def change_many(office: Office, random: Random, _folder: Path) -> str:
    """One field of many members at once."""
    office.bulk.apply(office.frame.people(), [f"note=第 {random.random()} 批"], day=None)
    return last_operation(office)


def remove_and_bring_back(office: Office, random: Random, _folder: Path) -> str:
    """Somebody entered by mistake goes, and comes back another time."""
    gone = office.recycle.listing()
    there = [
        one
        for one in office.frame.people()
        if one.former_name == MISTAKEN and not any(office.frame.members.holds(one.id))
    ]
    if gone and random.random() < 0.5:
        office.recycle.restore(gone[0].id)
    elif there:
        office.roster.remove(there[0])
    else:
        office.roster.add({"name": person(random.randrange(120, 240)), "former_name": MISTAKEN})
    return last_operation(office)


def read_forms(office: Office, random: Random, folder: Path) -> str:
    """Two members send their forms back with a new 工作单位."""
    people = random.sample(office.roster.listing(), 2)
    rmtree(folder / "填报表", ignore_errors=True)  # what came back before a crash would not be written over
    made = office.fill_forms.make(folder / "填报表", formats=("xlsx",), members=people)
    for file in made:
        answer(file, "工作单位", f"县{random.random()}局")
    office.fill_returns.enter(office.fill_returns.read(made))
    return last_operation(office)


def change_words(office: Office, random: Random, _folder: Path) -> str:
    """A word of a code list is added with those who hold it, renamed, or merged into another."""
    held = [one.name for one in office.codes.lines("片区") if one.uses]
    if len(held) < 3:
        office.bulk.apply(
            random.sample(office.frame.people(), 3), [f"area=片区{random.randrange(99)}"], day=None
        )
    elif random.random() < 0.5:
        office.codes.merge("片区", *random.sample(held, 2))
    else:
        office.codes.rename("片区", random.choice(held), f"新片区{random.randrange(10**6)}")
    return last_operation(office)


def keep_paper(office: Office, random: Random, _folder: Path) -> str:
    """A paper is kept as it went out, or a note is written on one that is."""
    kept = office.archive.listing()
    if kept and random.random() < 0.3:
        office.archive.note(random.choice(kept).no, f"注记 {random.randrange(10**6)}")
        return last_operation(office)
    form = random.choice(("名额表", "委员结构分析表"))
    office.archive.keep(form, {}, None, office.paper.preview(form, anyway=True), "打印")
    return last_operation(office)


def make_and_keep(office: Office, random: Random, folder: Path) -> str:
    """Papers are written into a folder and kept, as `report make --keep` does."""
    names = [random.choice(("名额表", "委员结构分析表"))]
    made = office.paper.make(names, folder / "文书", formats=("pdf",), options={}, anyway=True)
    office.archive.keep_made(names, {}, None, "存为") if made.files else []
    return last_operation(office)


def change_wording(office: Office, random: Random, _folder: Path) -> str:
    """A wording is changed, brought back, copied, or one of the office's own goes."""
    desk = office.wordings
    listed = desk.listing()
    one, own = random.choice(listed), [each.name for each in listed if not each.shipped]
    changed = [each.name for each in listed if each.changed]
    match random.randrange(4):
        case 1 if changed:
            desk.reset(random.choice(changed))
        case 2:
            desk.copy(one.name, f"自拟函{random.randrange(10**9)}")
        case 3 if own:
            desk.delete(random.choice(own))
        case _:
            desk.change(one.name, {"标题": f"关于第{random.randrange(10**6)}件事的函"})
    return last_operation(office)


def take_given_form(office: Office, random: Random, folder: Path) -> str:
    """A superior's form is taken in, pointed at, or removed; it is filled, too, which changes nothing."""
    desk = office.given_forms
    known = desk.listing()
    if not known or random.random() < 0.4:
        file = folder / "上级表.docx"
        file.write_bytes(given.personal_form() if random.random() < 0.5 else given.list_form())
        desk.add(file, f"上级表{random.randrange(10**9)}")
    elif random.random() < 0.7:
        form = random.choice(known)
        desk.point(form, "段1", f"文字:{random.randrange(10**6)}")
        desk.fill(desk.get(form.name), folder / "已填", together=random.random() < 0.5)
    else:
        desk.delete(random.choice(known))
    return last_operation(office)


def undo_or_redo(office: Office, random: Random, _folder: Path) -> str:
    """Ctrl+Z or Ctrl+Y."""
    try:
        office.undo() if random.random() < 0.6 else office.redo()
    except Refused:
        return "nothing"
    return last_operation(office)


def back_up(office: Office, _random: Random, folder: Path) -> str:
    """A snapshot onto the stick."""
    return f"snapshot {office.safety.backup_now(folder / '优盘').file.name}"


def restore_over(office: Office, _random: Random, folder: Path) -> str:
    """The newest snapshot replaces another data file, whose state is kept."""
    snapshots = office.safety.backups(folder / "优盘") if (folder / "优盘").is_dir() else []
    good = [one for one in snapshots if not one.problem]
    if not good:
        return "nothing"
    restore(good[0].file, folder / "恢复.liange", office.data.password, replace=True)
    return "restored"


def last_operation(office: Office) -> str:
    """Name the operation that was just finished."""
    past = office.frame.registry.operations(1)
    return f"operation {past[0].id}" if past else "nothing"


VERBS: dict[str, Callable[[Office, Random, Path], str]] = {
    "导入": import_roster,
    "修改": edit_member,
    "分配": assign,
    "提案": add_proposal,
    "换届": renew_term,
    "照片": import_photos,
    "小组": import_teams,
    "批量": change_many,
    "回收": remove_and_bring_back,
    "填表": read_forms,
    "代码": change_words,
    "存档": keep_paper,
    "生成并存档": make_and_keep,
    "用语": change_wording,
    "上级表样": take_given_form,
    "撤销": undo_or_redo,
    "备份": back_up,
    "恢复": restore_over,
}
"""Each gives what it finished: `operation ID`, `snapshot FILE`, `restored` or `nothing`."""
