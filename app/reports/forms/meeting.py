"""主席会议材料: cover, one-page overview, grid and proposals with their figures, the lists behind them, 口径."""

from __future__ import annotations

from app.domain.counted import people as counted
from app.domain.liaison import CHINESE
from app.domain.member import Member
from app.domain.proposal import Outcome
from app.domain.statistics import Rate
from app.reports.document import (
    Block,
    Contents,
    Cover,
    Document,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    PageNumbers,
    Section,
    TableBlock,
    paragraph,
)  # fmt: skip
from app.reports.facts import Facts, GridFacts
from app.reports.figure import Bar, Bars, Pyramid
from app.reports.forms import liaison, meeting_lists, proposals
from app.reports.forms.form import COMPARED, Form, Group, Options
from app.reports.forms.listing import foot_of
from app.reports.table import Align, Cell, Column, Kind, Row, Table, merged

CHART_HEIGHT = 92.0
PYRAMID_HEIGHT = 36.0
"""Heights in mm at which the overview and the grid's page each stay one page."""

UNITS_SHOWN = 10
"""Units that stand in the text; all of them stand in the list behind it."""


def pack(facts: Facts, _options: Options) -> Document:
    """Make the pack for the 主席会议. A part without data says so in one sentence instead of printing empty tables."""
    cover = Section(
        (Cover("主席会议材料", (facts.office, facts.term), (f"（{facts.until}）",), f"{facts.office}办公室", facts.day_text),),
        numbers=PageNumbers.NONE, grid=False,
    )  # fmt: skip
    contents = Section((Contents(),), numbers=PageNumbers.NONE, grid=False)
    body = Section(
        (*_overview(facts), *_grid_part(facts), *_proposal_part(facts), *_definitions(facts)),
        start=1, foot=foot_of(facts), grid=False,
    )  # fmt: skip
    sections = [cover, contents, body]
    return Document("主席会议材料", (*sections, *meeting_lists.sections(facts)), facts.office, facts.day)


# --------------------------------------------------------------------------- one page


def _overview(facts: Facts) -> list[Block]:
    active = facts.active
    suspended = len(facts.members) - len(active)
    party = Rate(counted(m for m in active if m.is_party_member), len(active), "党员委员占在册委员")
    women = Rate(counted(m for m in active if m.sex == "女"), len(active), "女委员占在册委员")
    figures = [
        KeyFigure(
            str(len(active)),
            "在册委员（人）",
            f"另有暂停履职 {suspended} 人" if suspended else "无暂停履职",
            counted(active),
        ),
        KeyFigure(party.text, "党员委员占比", f"{party.n}／{party.of} 人", party),
        KeyFigure(women.text, "女委员占比", f"{women.n}／{women.of} 人", women),
    ]
    blocks: list[Block] = [Heading(1, "一、总体情况"), KeyFigures(tuple(figures))]
    second: list[KeyFigure] = []
    if facts.grid:
        assigned = Rate(
            counted(liaison.with_liaison(facts.grid)), facts.grid.due, "已有上级联络人÷应有上级联络人"
        )
        second.append(KeyFigure(assigned.text, "网格分配率", f"{assigned.n}／{assigned.of} 人", assigned))
    received = proposals.received(facts)
    if received:
        filing, replied = (facts.figures.rates[name] for name in ("立案率", "办复率"))
        second += [
            KeyFigure(filing.text, "提案立案率", f"{filing.n}／{filing.of} 件", filing),
            KeyFigure(replied.text, "提案办复率", f"{replied.n}／{replied.of} 件", replied),
        ]
    if second:
        blocks.append(KeyFigures(tuple(second)))
    blocks.append(paragraph(_summary(facts)))
    sectors: dict[str, list[Member]] = {}
    for member in active:
        sectors.setdefault(member.sector or "未定界别", []).append(member)
    order = {name: number for number, name in enumerate(facts.sectors)}
    bars = tuple(
        Bar(name, counted(sectors[name]))
        for name in sorted(sectors, key=lambda name: (order.get(name, len(order)), name))
    )
    if bars:
        height = min(CHART_HEIGHT, len(bars) * 6.0)
        blocks.append(Figure(Bars(bars, "人"), f"各界别在册委员（共 {len(active)} 人）", height=height))
    return blocks


def _summary(facts: Facts) -> str:
    active = facts.active
    text = f"{facts.until}，{facts.term}在册委员 {len(active)} 人，分属 {len({m.sector for m in active if m.sector})} 个界别。"
    if facts.grid and facts.grid.tiers:
        tiers = "、".join(f"{CHINESE[tier.number]}级 {len(tier.members)} 人" for tier in facts.grid.tiers)
        text += f"五级网格中，{tiers}，合计 {facts.grid.total} 人，"
        text += (
            "除一级外均已有上级联络人。"
            if not facts.grid.orphans
            else f"尚有 {len(facts.grid.orphans)} 人没有上级联络人。"
        )
    if received := proposals.received(facts):
        text += f"{facts.plenary}收到提案 {len(received)} 件，其中{proposals.outcomes_text(facts)}。"
    return text


# --------------------------------------------------------------------------- grid and proposals


def _grid_part(facts: Facts) -> list[Block]:
    blocks: list[Block] = [Heading(1, "二、五级网格联络", new_page=True)]
    grid = facts.grid
    if grid is None or not grid.total:
        return [*blocks, paragraph("名册中还没有在册委员，网格尚未建立。")]
    pyramid = Pyramid(
        tuple(Bar(f"{CHINESE[t.number]}级　{t.name}", counted(t.members)) for t in grid.tiers), "人"
    )
    blocks += [
        Heading(2, "（一）各级人数和联络情况"), *liaison.summary_blocks(facts, grid),
        Figure(pyramid, "五级网格各级人数", height=PYRAMID_HEIGHT),
        Heading(2, "（二）一级、二级联络人分工"), TableBlock(_leaders_table(grid)),
    ]  # fmt: skip
    return blocks


def _leaders_table(grid: GridFacts) -> Table:
    rows: list[Row] = [
        (
            f"{CHINESE[link.tier]}级", link.upper.name, liaison.post_of(link.upper), counted(link.lowers),
            "、".join(member.name for member in link.lowers),
        )
        for link in grid.links if link.tier <= 2
    ]  # fmt: skip
    columns = (
        Column("级别", width=13, align=Align.CENTER), Column("联络人", Kind.NAME, 22), Column("职务", width=42, align=Align.CENTER),
        Column("人数", Kind.INT, 13, Align.CENTER), Column("联系对象", width=66),
    )  # fmt: skip
    table = Table(columns, tuple(rows), name="领导联络分工", size=12, empty="（尚未分配）")
    return merged(table, [0], lambda row: row[0].value if isinstance(row[0], Cell) else row[0])


def _proposal_part(facts: Facts) -> list[Block]:
    blocks: list[Block] = [Heading(1, "三、提案办理")]
    if not proposals.received(facts):
        return [*blocks, paragraph("本次会议还没有登记提案。")]
    filed = len(proposals.with_outcome(facts, Outcome.FILED))
    blocks += [
        Heading(2, "（一）审查立案情况"), TableBlock(proposals.outcome_table(facts)),
        Heading(2, "（二）立案提案类别和答复情况"), TableBlock(proposals.category_table(facts)),
        Note(f"口径：占立案＝该类别的立案件数／立案件数，各类别之和与立案 {filed} 件相等。各项比率的口径见第四部分。"),
        paragraph(_handling(facts)),
    ]  # fmt: skip
    keys = proposals.key_table(facts)
    if keys.rows:
        blocks += [Heading(2, "（三）重点提案"), TableBlock(keys)]
    number = "（四）" if keys.rows else "（三）"
    blocks += [
        Heading(2, f"{number}承办单位办理情况"), TableBlock(proposals.unit_table(facts, UNITS_SHOWN)),
        Note("口径：一件提案由几家分办或会办，就计几次，所以合计可能大于提案件数。按主办件数从多到少排列，全部单位见附表。"),
    ]  # fmt: skip
    return blocks


def _handling(facts: Facts) -> str:
    """How far the handling is, in one paragraph."""
    rates = facts.figures.rates
    replied, closed, on_time = rates["办复率"], rates["办结率"], rates["按期率"]
    text = f"立案的 {replied.of} 件中，已答复 {replied.n} 件，办复率 {replied.text}；办结 {closed.n} 件，办结率 {closed.text}。"
    if replied.n:
        text += f"答复分类为{proposals.answers_text(facts)}"
        text += f"；期限内答复 {on_time.n} 件，按期率 {on_time.text}。" if on_time.of else "。"
    if late := len(meeting_lists.overdue(facts)):
        return f"{text}{facts.until}，逾期未答复 {late} 件，名单附后。"
    clocked = any(part.due for one in facts.proposals for part in one.answering)
    return text + ("没有逾期未答复的提案。" if clocked else "没有登记答复期限，未统计逾期。")


def _definitions(facts: Facts) -> list[Block]:
    suspended = len(facts.members) - len(facts.active)
    rates = facts.figures.rates
    lines = [
        f"在册委员：{facts.until}状态为在册的委员，不含暂停履职（{suspended} 人）和已退出的委员；所有人数比率均以此为分母。",
        "党员委员：政治面貌为中共的委员，含交叉党派和预备党员。",
        "五级网格：以政协职务在先、党派在后，每名在册委员只列入一级；应有上级联络人者为除一级外的在册委员。",
        "收到提案：已提交的提案，不含草稿；收到＝立案＋不予立案＋并案＋转社情民意＋撤回＋待审查。",
        *(f"{name}＝{rates[name].definition}。" for name in ("立案率", "办复率", "办结率", "按期率")),
        "主办含分办；逾期指单位在答复期限之后仍未答复，重新办理的从新的期限算起。",
        f"比率{facts.style.rounding}到 {0.1**facts.style.digits:.{facts.style.digits}f}%，分项相加可能不恰为 100%。",
    ]
    return [
        Heading(1, "四、口径说明"),
        *(paragraph(f"{number}. {line}") for number, line in enumerate(lines, 1)),
    ]


MEETING = Form(
    "主席会议材料",
    "封面、一页概览、网格和提案的数字及其名单，可直接交主席会议",
    pack,
    frozenset({"roster", "grid", "proposals"}),
    (COMPARED,),
    Group.MEETING,
)
