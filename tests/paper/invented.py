"""What the evidence of paper is made from: one small invented office, 300 pages of proposals, 339 rare names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from app.domain.member import Member
from app.domain.proposal import Outcome, Proposal, Sponsor, State
from app.office import Office, Reason
from app.reports.document import Block, Contents, Document, Heading, Section, TableBlock, paragraph
from app.reports.facts import Facts
from app.reports.fonts import FontBook
from app.reports.forms.collection import COLLECTION
from app.reports.forms.form import Form
from app.reports.forms.record import RECORDS
from app.reports.table import Column, Table
from tests.offices import small_county
from tests.reports.test_keeping import tail_ends
from tests.services.test_paper import fill

DAY = date(2026, 11, 22)
OPTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("委员名册", {"分组": "按界别"}),
    ("委员名册", {"级别": "完整"}),
    ("委员名单", {"分组": "按界别", "注明": "职务"}),
    ("通讯录", {"级别": "公开"}),
    ("委员登记表", {"照片": "留空"}),
    ("地址标签", {}),
    ("提案目录", {"分组": "按类别"}),
    ("提案汇编", {"编排": "按类别", "每件另起一页": "否"}),
    ("提案表", {"双面打印": "是"}),
    ("五级网格联络表", {"版式": "联络卡"}),
    ("委员履职提醒函", {"没有填的": "留空白", "单双面": "双面"}),
)
"""Further answers to the options that change a form's look; those a form does not know are left out."""
UNFILLED = {"没有填的": "留空白"}
"""What a letter is told whose fields nobody has filled in."""


def answers(form: Form, wanted: dict[str, str]) -> dict[str, str] | None:
    """Give the options of a case as the form takes them; None when it does not offer one of them."""
    known = {option.name: option for option in form.options}
    for name, value in wanted.items():
        if name not in known or (known[name].ask == "choice" and value not in known[name].choices):
            return None
    return {**{name: value for name, value in UNFILLED.items() if name in known}, **wanted}


def documents(folder: Path) -> dict[str, Document]:
    """Make every form from the one small office, by name; the same on every machine and every day."""
    office = small_office(folder)
    try:
        return documents_of(office)
    finally:
        office.close()


def documents_of(office: Office) -> dict[str, Document]:
    """Make every form of an office, by name, and those with further options."""
    forms = {form.name: form for form in office.paper.forms()}
    cases: list[tuple[str, dict[str, str]]] = [(name, {}) for name in forms] + [
        (name, dict(more)) for name, more in OPTIONS if name in forms
    ]
    made: dict[str, Document] = {}
    for name, wanted in cases:
        given = answers(forms[name], wanted)
        if given is not None:
            made["-".join((name, *wanted.values()))] = office.paper.document(name, given, day=DAY.isoformat())
    return made


def small_office(folder: Path) -> Office:
    """Fill the small county, let somebody join and somebody resign, and make one 提案 a 重点."""
    office = fill(small_county(folder), folder)
    office.roster.add({"name": "贺新枝", "sector": "教育"}, day="2026-05-01", reason=Reason("届中增补"))
    office.roster.change(office.roster.get("傅云帆"), {"status": "辞职"}, day="2026-06-01")
    office.register.change(office.register.get("流水2"), office.register.parse(["key=是"]))
    return office


def fonts() -> FontBook:
    """Give the bundled fonts alone."""
    return FontBook(bundled_only=True)


# -- long documents -----------------------------------------------------------------------------------------------

_SENTENCES = re.findall(
    "[^，。；：]+[，。；：]",
    "近年来，我县乡村道路建设取得了明显成效，但部分路段仍存在养护经费不足、路面破损、排水不畅等问题，群众反映较为集中。"
    "为此建议：一是将农村公路养护经费足额纳入县级财政预算，建立与里程、等级相适应的增长机制；二是推行路长制，"
    "明确县、乡、村三级责任；三是对2018年以前建成的156条村道开展一次全面排查，分类制定改造计划。",
)


def prose(random: Random, length: int) -> str:
    """Give invented prose with everything that is hard to break: quotes, brackets, dashes, numbers, Latin words."""
    found: list[str] = []
    while sum(map(len, found)) < length:
        sentence = random.choice(_SENTENCES)
        words, end = sentence[:-1], sentence[-1]
        found.append(
            random.choice(
                (
                    *[sentence] * 12,
                    f"“{words}”{end}",
                    f"《{words}》{end}",
                    f"{words}（{random.randint(1, 99999)}元）{end}",
                    f"{words}——",
                    f"{words}……",
                    f"{words}按 GB/T 9704-2012 办理{end}",
                    f"{words}{random.random() * 100:.1f}%{end}",
                )
            )
        )
    return "".join(found)[:-1] + "。"


def proposals(count: int) -> Facts:
    """Give a register of filed proposals with long texts."""
    random = Random("提案汇编")
    register = tuple(
        Proposal(
            n,
            1,
            "第十一届一次会议",
            State.FILED,
            f"关于加强农村公路第{n}路段养护管理{'和改进沿线排水设施、完善安全标志' * (n % 3)}的提案",
            Outcome.FILED,
            serial=n,
            no=n,
            category="社会建设",
            sponsors=(Sponsor("廖学礼", 1),),
        )
        for n in range(1, count + 1)
    )
    texts = {
        one.id: {
            "text": "\n".join(prose(random, random.randint(40, 420)) for _ in range(random.randint(3, 9)))
        }
        for one in register
    }
    return Facts(
        "政协云川县委员会", "第十一届", DAY, plenary="第十一届一次会议", proposals=register, texts=texts
    )


def collection(count: int) -> Document:
    """Give a 提案汇编 of as many proposals."""
    return COLLECTION.build(proposals(count), COLLECTION.with_defaults({}))


def mixed(count: int) -> Document:
    """Give chapters with tables, two levels of headings and prose that run on from page to page, and their contents."""
    random = Random("汇编")
    blocks: list[Block] = []
    for n in range(1, count + 1):
        title = f"第{n}章　关于加强农村公路养护管理的提案{'和进一步改进排水设施的建议' * (n % 3)}"
        blocks.append(Heading(1, title, new_page=n % 3 == 0))
        rows = tuple(
            (f"项{k}", prose(random, random.randint(5, 150))) for k in range(1, random.randint(2, 9))
        )
        columns = (Column("项目", width=25), Column("内容", width=100))
        blocks.append(TableBlock(Table(columns, rows, title="情况表" if n % 2 else "")))
        for k in range(random.randint(2, 6)):
            if k % 2:
                blocks.append(Heading(2, f"（{'一二三四五六'[k]}）第{n}章的建议"))
            blocks.append(paragraph(prose(random, random.randint(20, 400))))
    return Document("汇编", (Section((Contents(),)), Section(tuple(blocks), start=1)))


# -- rare names ---------------------------------------------------------------------------------------------------

_SURNAMES = "赵钱孙李周吴郑王欧阳廖龘㐆𠮷𪚥𫍯䶮仝仉佴䜣"
_GIVEN = "㛃㐀䶵䲜𠀀𠅘𠮟𡈽𢦏𣎴𤣩𥔎𦫳𧰼𨳝𩙿𪐗𪛖𫠝𫢸𫄧𫟹𬀩𬤊𬭼𬺓𮯠䶮鿏鿎龢靐龗爨曌堃喆祎翀彧玥昇峯髙郞侮"
_WHOLE = (
    "艾则孜·热合曼",
    "帕尔哈提·艾力",
    "古丽巴哈尔·阿不都热依木·买买提",
    "葛󠄀城󠄁",
    "e\u0301lise·张",
    "髙︀桥",
    "〇一",
    "\ufa19田",  # compatibility ideographs: themselves, never the character they are decomposed to
    "欧阳\ufa30",
    "\U0002f80f明",
)
_PLAIN = "伟芳娜敏静强磊军洋勇"


def table_ends() -> Document:
    """Give tables that end about where a page does, with totals and 口径, and short ones that begin there."""
    full = (
        tail_ends(count, totals=totals, own=own, after=after)
        for count in range(29, 33)
        for totals in (False, True)
        for own, after in ((1, 0), (2, 2))
    )
    low = (
        tail_ends(count, totals=True, own=1, after=0, above=above, headed=headed)
        for above in (16, 17, 18)
        for count in (1, 2, 3)
        for headed in (False, True)
    )
    return Document("表尾", tuple(section for made in (*full, *low) for section in made.sections))


def rare_names(count: int = 339) -> tuple[str, ...]:
    """Give names with characters of the extensions A to F, compatibility ideographs, · names, marks that combine and IVS."""

    def names() -> Iterator[str]:
        yield from _WHOLE
        surnames = re.findall("欧阳|.", _SURNAMES)
        for number in range(count):
            surname, given = surnames[number % len(surnames)], _GIVEN[number * 7 % len(_GIVEN)]
            yield surname + given + (_PLAIN[number % 10] if number % 3 else "")

    return tuple(dict.fromkeys(names()))[:count]


def members(names: tuple[str, ...]) -> tuple[Member, ...]:
    """Give a member for each name."""
    return tuple(
        Member(
            n,
            n,
            name,
            sex="女" if n % 3 == 0 else "男",
            ethnicity="回族" if n % 5 == 0 else "汉族",
            birth=f"19{60 + n % 40}-0{n % 9 + 1}",
            sector=("经济", "教育", "中共")[n % 3],
            job_title=f"云川县第{n}中学教师",
            more={"phone": f"139{n:08d}"},
        )
        for n, name in enumerate(names, 1)
    )


def rare_facts(count: int = 339) -> Facts:
    """Give an office of members with rare names."""
    return Facts(
        "政协云川县委员会",
        "第十一届",
        DAY,
        members=members(rare_names(count)),
        sectors=("经济", "教育", "中共"),
    )


def records(count: int) -> Document:
    """Give a 登记表 for each of so many members."""
    return RECORDS.build(rare_facts(count), RECORDS.with_defaults({}))


def shorter(facts: Facts, count: int) -> Facts:
    """Give facts with the first members only."""
    return replace(facts, members=facts.members[:count])
