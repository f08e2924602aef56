"""Invented offices of any size for the benchmarks: a roster table, texts, proposals, a whole office."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import xlsxwriter

from app.db.datafile import DataFile
from app.db.proposals import Proposals
from app.db.registry import Registry
from app.db.rows import Value
from app.db.units import Units
from app.domain.proposal import Handling, Outcome, Sponsor, State, UnitRole
from app.office import Office

HEADERS = (
    "委员编号", "姓名", "性别", "出生年月", "民族", "党派", "界别", "专委会", "街道小组", "工作单位", "职务", "学历", "手机", "邮箱", "备注",
)  # fmt: skip
GIVEN = [chr(code) for code in range(0x4E00, 0x4E00 + 600)]
COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
RARE = [chr(code) for code in range(0x4E00, 0x4E00 + 3_000)]
WISHES = ("加强", "推进", "完善", "加快", "规范", "支持")
PLACES = ("我县", "城区", "农村", "山区", "乡镇", "园区", "老旧小区", "易地搬迁点", "沿河", "高速沿线")
TOPICS = (
    "公路养护", "养老服务", "学前教育", "中医药发展", "红枣产业", "垃圾分类", "饮水安全", "停车管理", "电商物流", "文物保护", "志愿服务",
    "职业教育", "家庭医生", "旅游民宿", "森林防火", "河道治理", "托育服务", "夜间经济", "校园食品安全", "残疾人就业",
)  # fmt: skip
MEANS = ("", "体系建设", "长效机制", "资金投入", "队伍建设", "数字化水平", "部门协同", "设施配套", "宣传引导")
PASSWORD = "".join(RARE[:4])


def people(count: int) -> list[list[str]]:
    """Rows of invented people; some names come twice, as they do."""
    dice = random.Random(2026)
    rows = []
    for number in range(1, count + 1):
        name = dice.choice("赵钱孙李周吴郑王") + "".join(dice.choices(GIVEN, k=dice.choice((1, 2))))
        birth = f"{dice.randint(1950, 1999)}.{dice.randint(1, 12):02}"
        party = dice.choice(("中共", "民建", "民盟", "无党派", "民建、中共", "九三学社 "))
        rows.append([
            str(number), name, dice.choice("男女"), birth, dice.choice(("汉族", "回族")), party, f"界别{number % 23}", f"第{number % 6}委员会",
            f"街道{number % 14}", f"单位{number % 900}有限公司 ", "总经理、支部书记", dice.choice(("本科", "硕士")), f"138{number:08}",
            f"m{number}@example.cn", "",
        ])  # fmt: skip
    return rows


def workbook(folder: Path, count: int) -> Path:
    """The people as an office would keep them: under a merged title."""
    path = folder / f"名册{count}.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("委员")
    sheet.merge_range(0, 0, 0, len(HEADERS) - 1, "某市政协委员名册")
    for number, row in enumerate([list(HEADERS), *people(count)], 1):
        sheet.write_row(number, 0, row)
    book.close()
    return path


def text(dice: random.Random, length: int) -> str:
    """Nonsense whose characters are as unevenly frequent as those of real texts."""
    chars = dice.choices(COMMON, k=length // 2) + dice.choices(RARE, k=length // 2)
    dice.shuffle(chars)
    return "，".join("".join(chars[i : i + 17]) for i in range(0, len(chars), 17))[:length]


def title(dice: random.Random) -> str:
    """A title made of the words that titles are made of, so that many share some."""
    words = "".join(dice.choice(part) for part in (WISHES, PLACES, TOPICS, MEANS))
    return f"关于{words}{text(dice, 2)}的建议"


def add_proposals(data: DataFile, plenary: int, count: int, length: int) -> None:
    """Enter invented proposals, each with a sponsor and two units, and index them; one operation."""
    dice = random.Random(2026)
    proposals, units = Proposals(data), Units(data)
    with data.operation("造数据"):
        known = [units.add({"name": f"单位{i}"}) for i in range(60)]
        for number in range(1, count + 1):
            values: dict[str, Value] = {
                "serial": number, "no": number, "title": title(dice), "category": f"类别{number % 6}",
                "received": date.fromordinal(738_000 + number % 300).isoformat(), "text": text(dice, length),
            }  # fmt: skip
            proposal = proposals.add(plenary, State.ASSIGNED, Outcome.FILED, values)
            proposals.set_sponsors(proposal, [Sponsor(f"委员{number % 200}")])
            for role in (UnitRole.LEAD, UnitRole.ASSISTING):
                proposals.add_handling(proposal, dice.choice(known), Handling("", role, due="2026-06-01"))
        proposals.words.refresh()


def register(path: Path, count: int, length: int) -> DataFile:
    """An encrypted office with nothing but a register of proposals."""
    data = DataFile.create(path, password=PASSWORD)
    registry = Registry(data)
    with data.operation("新建"):
        plenary = registry.add_plenary(
            registry.add_term("第一届", "2022-01-01"), "一届一次会议", "2022-01-10"
        )
    add_proposals(data, plenary, count, length)
    return data


def office(folder: Path, members: int, proposals: int) -> Office:
    """An office at work: its roster imported, five tiers assigned, proposals of the year with their texts."""
    made = Office.create(
        folder / f"office{members}.liange", office_name="云川县政协", term="第十一届", start="2026-01-10", plenary="十一届一次会议"
    )  # fmt: skip
    made.roster_import.apply(made.roster_import.preview([workbook(folder, members)]))
    standing = made.frame.people()[: members // 5]
    with made.data.operation("设职务"):
        for number, member in enumerate(standing):
            posts = ("主席", "党组书记") if number == 0 else ("副主席",) if number < 6 else ("常委",)
            made.frame.members.change(member.id, {"posts": posts}, None)
    made.liaison.assign("2026-01-15")
    add_proposals(made.data, made.frame.plenary().id, proposals, 800)
    return made
