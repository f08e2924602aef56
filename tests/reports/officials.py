"""公文 of every layout, with text of the length that offices write; the county is invented."""

from __future__ import annotations

import datetime as dt

from app.reports.document import Document, NameColumns, Section, TableBlock, paragraph
from app.reports.official.paper import Annex, Layout, OfficialText, official_document, sections
from app.reports.official.parts import Marks
from app.reports.table import Column, Kind, Table

DAY = dt.date(2026, 11, 20)
OFFICE = "政协临川县委员会"
SECRETARIAT = "政协临川县委员会办公室"
ISSUED = "2026年11月20日"
WORK = (
    "县政协十一届二次会议以来，广大政协委员和政协各参加单位围绕县委、县政府中心工作，深入调查研究，积极建言献策，"
    "共提出提案180件，经审查立案151件。各承办单位高度重视，认真办理，截至2026年11月20日全部答复，办复率100%。"
)
BODY = (
    "现将2026年度提案办理情况报告如下。",
    "一、总体情况",
    WORK,
    "（一）主要做法。" + WORK,
    "1.加强组织领导",
    WORK,
    "（1）健全机制。" + WORK,
    "二、下一步打算",
    WORK,
)
NAMES = tuple(f"{a}{b}" for a in "王李张刘陈杨赵黄周吴" for b in ("伟明", "建国", "丽"))


def register(rows: int = 30) -> Table:
    """Give a wide table."""
    columns = (
        Column("序号", Kind.INT, 14),
        Column("案由", width=110),
        Column("主办单位", width=40),
        Column("结果", width=30),
    )
    return Table(
        columns,
        tuple((n, "关于加强农村饮水安全工程建设的提案", "县水利局", "已办结") for n in range(1, rows + 1)),
    )


RED = OfficialText(
    Layout.RED_HEAD,
    title="政协临川县委员会关于报送2026年度|提案办理情况的报告",
    body=BODY,
    mark="政协临川县委员会文件",
    doc_no="临政协〔2026〕12号",
    addressees="中共临川县委、临川县人民政府",
    office=OFFICE,
    date=ISSUED,
    seal=True,
    remark="联系人：王明，联系电话：0570－1234567",
    copies=("中共临川县委办公室", "临川县人大常委会办公室", "临川县人民政府办公室", "县纪委监委机关", "县法院", "县检察院", "县人武部", "各民主党派、工商联"),
    printed_by=SECRETARIAT,
    printed_on=ISSUED,
    marks=Marks("000001", "机密★1年", "特急"),
    annexes=(
        Annex("2026年度提案办理情况一览表（含主办单位、会办单位和办理结果，按承办单位排列）", (TableBlock(register()),), landscape=True),
        Annex("有关说明", (paragraph(WORK),)),
    ),
)  # fmt: skip
UPWARD = OfficialText(
    Layout.RED_HEAD,
    title="关于召开县政协十一届三次会议的请示",
    body=(WORK,),
    mark="中国人民政治协商会议临川县委员会文件",
    doc_no="临政协〔2026〕3号",
    addressees="中共临川县委",
    signers=("王明", "李大成", "欧阳志远"),
    office=OFFICE,
    date="2026年1月5日",
)
LETTER = OfficialText(
    Layout.LETTER,
    title="关于商请协助做好重点提案督办工作的函",
    body=(WORK,),
    mark=SECRETARIAT,
    doc_no="临政协办函〔2026〕8号",
    addressees="县教育局",
    office=SECRETARIAT,
    date=ISSUED,
    copies=("县政府办公室",),
    marks=Marks("000012", "", "加急"),
    attachments=("关于加强农村小规模学校建设的提案",),
)
MINUTES = OfficialText(
    Layout.MINUTES,
    title="十一届县政协第十二次主席会议纪要",
    body=(WORK, "一、关于提案办理工作", WORK),
    mark="主席会议纪要",
    doc_no="第12期",
    office=SECRETARIAT,
    date=ISSUED,
    attendance=(
        ("出席", "　".join(NAMES)),
        ("请假", "赵强"),
        ("列席", "县委办公室　周兵，县政府办公室　吴天"),
    ),
    copies=("各主席会议成员",),
    printed_by=SECRETARIAT,
    printed_on=ISSUED,
)
PLAIN = OfficialText(
    Layout.PLAIN,
    title="关于提案办理情况的汇报",
    body=BODY,
    office=SECRETARIAT,
    date=ISSUED,
    remark="此件公开",
)
LONG_LETTER = OfficialText(
    Layout.LETTER, title="关于委员履职情况的函", body=BODY, mark="中国人民政治协商会议临川县委员会办公室",
    addressees="各乡镇人民政府", office=SECRETARIAT, date=ISSUED, copies=("县委组织部", "县委统战部"),
)  # fmt: skip


def documents() -> dict[str, Document]:
    """Give one document of each layout, a series, and a page full of one character."""
    return {
        "红头": official_document((RED,), DAY),
        "上行": official_document((UPWARD,), DAY),
        "信函": official_document((LETTER, LONG_LETTER, LETTER), DAY),
        "纪要": official_document((MINUTES,), DAY),
        "普通": official_document((PLAIN,), DAY),
        "满页": Document("满页", (Section((paragraph("国" * 28 * 22 * 2 + "家", first=0),)),), date=DAY),
        "名单": Document("名单", (*sections(UPWARD), Section((NameColumns(NAMES),)))),
    }
