"""Forms made from a small county: every figure adds up, Word and PDF say the same, as of any day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import docx
import pypdfium2
import pytest
from PIL import Image

from app.db.registry import Term
from app.domain.errors import NotFound, WrongUsage
from app.domain.seats import SectorSeats
from app.office import Office, Reason
from app.reports.document import Block, Document, Figure, TableBlock
from app.reports.facts import Moves
from app.reports.forms import FORMS
from app.reports.table import Cell, Table
from app.reports.words import block_words, plain_text
from app.services.paper import Mismatch, PaperDesk, crowded_words, mismatches_of
from app.services.paper_facts import last_day
from tests.offices import TODAY

FORM_NAMES = (
    "主席会议材料", "委员名册", "委员名单", "委员结构分析表", "名额表", "资料不全清单", "小组名单", "通讯录", "委员登记表", "签到表",
    "变动名单", "生日名单", "地址标签", "桌签和名签", "五级网格联络表", "五级网格挂图", "提案表", "提案目录", "提案汇编", "提案纸",
)  # fmt: skip
ANSWERS = {
    "年龄段": ("30、40、50",), "对比日期": ("2026-03-01",), "委员": ("米雪、沈长河", "经济、提案委员会"), "标题": ("第一次会议",),
    "提案": ("1、流水2、社会", "3-5"),
    "会议日期": ("2026-11-20",), "起始日期": ("2026-04-01",),
}  # fmt: skip
"""What a clerk may write where there is nothing to choose from."""
OWN_WORDS: list[tuple[str, dict[str, str]]] = [
    ("委员名册", {"分组": "按街道小组"}), ("通讯录", {"分组": "按工作室"}), ("小组名单", {"小组种类": "街道小组"}),
    ("小组名单", {"小组": "工作室/顾盼工作室"}), ("委员结构分析表", {"对比届次": "第十届"}),
]  # fmt: skip
"""Choices that an office adds itself."""
FEW = 10
"""Choices that are each made; of more of a kind (twelve months) the first is enough."""
EVERY_OPTION: list[tuple[str, dict[str, str]]] = [
    *((form.name, {}) for form in FORMS),
    *(
        (form.name, {option.name: answer})
        for form in FORMS
        for option in form.options
        for answer in (
            *option.choices[1:][: None if len(option.choices) < FEW else 1],
            *ANSWERS.get(option.name, ()),
        )
    ),
]
"""Every form as it comes, and with each answer to each of its options."""


def fill_roster(county: Office, folder: Path) -> None:
    """Teams with people who are no 委员, a 届 before this one, seats per 界别, fields of every section, photos."""
    for number, member in enumerate(county.roster.listing()):
        home = ("城关街道", "河西街道")[number % 2]
        values = county.roster.parse(
            [f"groups=街道小组/{home}（{'组长' if number < 2 else '组员'}）", f"birth=19{60 + number}-0{number % 9 + 1}",
             f"employer=云川县第{number + 1}中学", "job_title=教师", "education=大学本科", f"phone=1390000{number:04d}"]
        )  # fmt: skip
        county.roster.change(member, values, day=None)
    people = {member.name: member for member in county.roster.listing()}
    county.roster.change(
        people["顾盼"],
        county.roster.parse(["groups+=工作室/顾盼工作室（负责人）"], people["顾盼"]),
        day="2026-02-01",
    )
    county.roster.change(
        people["骆宾"], county.roster.parse(["affiliations=民盟、中共", "social_posts=县青联委员"]), day=None
    )
    county.teams.add_outsider(
        county.teams.get("顾盼工作室"), {"name": "苏合", "role": "信息员", "employer": "县青联"}
    )
    county.quotas.set({"经济": 6, "教育": 3})
    for name in ("米雪", "沈长河"):
        file = folder / f"{name}.png"
        Image.new("RGB", (300, 420), "grey").save(file)
        county.photos.set(county.roster.get(name), file)
    current = county.frame.term().name
    county.setup.add_term("第十届", "2021-01-10")
    county.setup.use_term(current)


@pytest.fixture(scope="module")
def busy_file(county_file: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The busy county, made once."""
    folder = tmp_path_factory.mktemp("busy")
    path = folder / "busy.liange"
    path.write_bytes(county_file)
    office = fill(opened(path), folder)
    office.close()
    return path.read_bytes()


@pytest.fixture(scope="module")
def still(busy_file: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The busy county for tests that only look."""
    path = tmp_path_factory.mktemp("still") / "busy.liange"
    path.write_bytes(busy_file)
    office = opened(path)
    yield office
    office.close()


@pytest.fixture
def busy(busy_file: bytes, tmp_path: Path) -> Iterator[Office]:
    """The busy county for tests that change it."""
    path = tmp_path / "busy.liange"
    path.write_bytes(busy_file)
    office = opened(path)
    yield office
    office.close()


def opened(path: Path) -> Office:
    return Office.open(path, today=lambda: TODAY, clock=lambda: datetime(2026, 11, 22, 9, 0))


def fill(county: Office, folder: Path) -> Office:
    """Give a county an assigned grid, a suspended member, proposals of every outcome, teams, seats and photos."""
    fill_roster(county, folder)
    county.liaison.assign("2026-01-15")
    county.roster.change(county.roster.get("米雪"), {"status": "暂停履职"}, day="2026-05-01")
    register = county.register
    for number in range(1, 9):
        register.add(
            register.parse(
                [
                    f"title=关于县城第{number}项工作的建议",
                    "sponsors=骆宾、顾盼",
                    f"category={('经济', '社会')[number % 2]}",
                ]
            )
        )
        found = register.get(f"流水{number}")
        register.do(found, "提交", {"received": "2026-01-12"})
        found = register.get(f"流水{number}")
        if number <= 5:
            register.do(found, "立案", {"date": "2026-01-14"})
            register.do(
                register.get(f"流水{number}"),
                "交办",
                {"lead": "县住建局", "assisting": "县财政局", "date": "2026-03-01"},
            )
        elif number == 6:
            register.do(found, "不立案", {"reasons": "内容空泛、没有具体建议", "then": "转有关部门"})
        elif number == 7:
            register.do(found, "转信息", {})
    register.do(
        register.get("流水1"),
        "答复",
        {
            "unit": "县住建局",
            "doc_no": "云住建函〔2026〕3号",
            "class": "A",
            "disclosure": "主动公开",
            "date": "2026-05-20",
        },
    )
    return county


def tables_of(document: Document) -> list[Table]:
    return [
        block.table
        for section in document.sections
        for block in section.blocks
        if isinstance(block, TableBlock)
    ]


def cell_value(cell: object) -> object:
    return cell.value if isinstance(cell, Cell) else cell


def squeezed(text: str) -> str:
    """Words without blanks and line ends, which layout adds as it likes."""
    return re.sub(r"\s|\ufffe|\u00ad", "", text)


def test_表的清单(county: Office) -> None:
    named = tuple(form.name for form in county.paper.forms())
    assert named == (*FORM_NAMES, *(one.name for one in county.wordings.listing()))
    assert county.paper.formats[:3] == ("docx", "pdf", "xlsx")


@pytest.mark.parametrize(("name", "options"), [*EVERY_OPTION, *OWN_WORDS], ids=str)
def test_合计行等于各行之和(still: Office, name: str, options: dict[str, str]) -> None:
    for table in tables_of(still.paper.document(name, options)):
        if table.totals is None:
            continue
        for index, column in enumerate(table.columns):
            if column.sum:
                parts = [cell_value(row[index]) for row in table.rows]
                assert cell_value(table.totals[index]) == sum(part for part in parts if isinstance(part, int))


@pytest.mark.parametrize(("name", "options"), EVERY_OPTION, ids=str)
def test_空办公室也能打印每一种表(office: Office, tmp_path: Path, name: str, options: dict[str, str]) -> None:
    if {options.get("委员", "全部"), options.get("提案", "全部")} != {"全部"}:
        with pytest.raises(NotFound):
            office.paper.make([name], tmp_path, options=options)
        return
    made = office.paper.make([name], tmp_path, options=options)
    assert [file.suffix for file in made.files] == [".docx", ".pdf"]
    assert made.mismatches == ()


@pytest.mark.parametrize(("name", "options"), [*EVERY_OPTION, *OWN_WORDS], ids=str)
def test_Word与PDF一字不差(still: Office, tmp_path: Path, name: str, options: dict[str, str]) -> None:
    made = still.paper.make([name], tmp_path, options=options)
    document = still.paper.document(name, options)
    word = docx.Document(str(made.files[0]))
    in_word = squeezed(
        "".join(node.text or "" for node in word.element.body.iter() if node.tag.endswith("}t"))
    )
    with pypdfium2.PdfDocument(made.files[1]) as pdf:
        in_pdf = squeezed("".join(page.get_textpage().get_text_bounded() for page in pdf))
        assert made.pages == {str(made.files[1]): len(pdf)}
    phrases = [
        squeezed(phrase)
        for section in document.sections
        for block in section.blocks
        for phrase in said(block)
    ]
    assert [phrase for phrase in phrases if phrase not in in_word] == []
    # lines of neighbouring cells alternate in a PDF's text: what may be asked is that no character is lost
    assert Counter("".join(phrases)) - Counter(in_pdf) == Counter()
    assert made.missing_glyphs == ()


def said(block: Block) -> tuple[str, ...]:
    """What a block says in letters; a chart is a picture in Word, only its caption is text."""
    return (block.caption,) if isinstance(block, Figure) else tuple(block_words(block))


def test_名册各组人数之和等于总数(still: Office) -> None:
    for grouping in ("按界别", "按专委会", "按片区", "按党派"):
        rows = sum(
            len(table.rows) for table in tables_of(still.paper.document("委员名册", {"分组": grouping}))
        )
        assert rows == len(still.roster.listing()) == 19


def test_结构分析每项之和等于在册委员(still: Office) -> None:
    table = tables_of(still.paper.document("委员结构分析表"))[0]
    sums: dict[object, int] = {}
    dimension: object = None
    for row in table.rows:
        dimension = cell_value(row[0]) or dimension
        sums[dimension] = sums.get(dimension, 0) + int(str(cell_value(row[2])))
    assert set(sums.values()) == {18}


def test_联络表人数等于应有上级的人数(busy: Office) -> None:
    facts = busy.paper.facts(frozenset({"grid"}))
    assert facts.grid is not None
    assert sum(len(link.lowers) for link in facts.grid.links) + len(facts.grid.orphans) == facts.grid.due
    assert facts.grid.total == len(facts.active) == 18
    assert [member.name for member in facts.grid.suspended] == ["米雪"]


def test_主席会议材料的数字与各表一致(busy: Office) -> None:
    text = plain_text(busy.paper.document("主席会议材料"))
    assert "在册委员 18 人" in text
    assert "收到提案 8 件，其中立案 5 件、不予立案 1 件、转社情民意 1 件、待审查 1 件" in text
    assert "1／5 件" in text


def test_截至过去某日(busy: Office) -> None:
    text = plain_text(busy.paper.document("五级网格联络表", {"版式": "汇总"}, day="2026-04-30"))
    assert "截至2026年4月30日" in text
    assert "在册委员 19 人" in text


def test_手机号只在要印时出现(busy: Office) -> None:
    busy.roster.change(busy.roster.get("骆宾"), {"phone": "13900001234"}, day=None)
    for layout in ("总表", "联络卡"):
        assert "13900001234" not in plain_text(busy.paper.document("五级网格联络表", {"版式": layout}))
        assert "13900001234" in plain_text(
            busy.paper.document("五级网格联络表", {"版式": layout, "手机号": "印"})
        )


def test_未分配和空缺写在表上(busy: Office) -> None:
    busy.roster.change(busy.roster.get("傅云帆"), {"status": "辞职"}, day="2026-06-01")
    text = plain_text(busy.paper.document("五级网格联络表"))
    assert "未分配" in text
    assert "暂停履职、不计入各级 1 人：米雪" in text


@pytest.mark.parametrize(
    ("names", "options", "formats"),
    [
        (["会议须知"], {}, ("pdf",)),
        (["委员名册"], {"颜色": "红"}, ("pdf",)),
        (["委员名册"], {"分组": "按身高"}, ("pdf",)),
        (["委员名册"], {}, ("rtf",)),
    ],
    ids=["没有的表", "没有的选项", "没有的选择", "没有的格式"],
)
def test_不认识的要求(
    county: Office, tmp_path: Path, names: list[str], options: dict[str, str], formats: tuple[str, ...]
) -> None:
    with pytest.raises((NotFound, WrongUsage)):
        county.paper.make(names, tmp_path / "out", options=options, formats=formats)
    assert not (tmp_path / "out").exists()


def test_数字对不上就不生成(busy: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = busy.paper.facts(frozenset({"roster", "grid"}))
    wrong = replace(facts, members=facts.members[:3])
    monkeypatch.setattr(PaperDesk, "facts", lambda *_words: wrong)
    made = busy.paper.make(["五级网格联络表"], tmp_path / "out")
    assert made.files == ()
    assert made.mismatches == ("五级网格：各项之和 18 不等于总数 3",)
    with pytest.raises(Mismatch, match="数字对不上，没有生成：五级网格"):
        busy.paper.preview("五级网格联络表")
    with pytest.raises(Mismatch):
        busy.paper.make_as("五级网格联络表", tmp_path / "联络表.docx")
    assert not (tmp_path / "联络表.docx").exists()
    assert mismatches_of(facts) == []


def test_预览和存盘是同一份(busy: Office, tmp_path: Path) -> None:
    preview = busy.paper.preview("委员名册")
    made = busy.paper.make(["委员名册"], tmp_path, formats=("pdf",))
    assert preview.missing_glyphs == ()
    assert preview.pdf == made.files[0].read_bytes()
    assert next(busy.paper.page_images(preview.pdf, 40)).startswith(b"\x89PNG")


def test_缺字逐一报告(county: Office, tmp_path: Path) -> None:
    county.roster.change(county.roster.get("骆宾"), {"former_name": "骆\U0003fffd"}, day=None)
    county.roster.change(county.roster.get("骆宾"), {"job_title": "\U0003134a店店主"}, day=None)
    made = county.paper.make(["委员名册"], tmp_path, formats=("pdf",))
    assert [char for char, _ in made.missing_glyphs] == ["\U0003134a"]


def test_印不清的标签在打印前说出来(county: Office, tmp_path: Path) -> None:
    assert county.paper.preview("地址标签").crowded_said == ""
    county.roster.change(county.roster.get("骆宾"), {"address": "云川县清河街道" * 60}, day=None)
    made = county.paper.make(["地址标签"], tmp_path, formats=("pdf",))
    assert len(made.crowded) == 1
    assert made.files
    preview = county.paper.preview("地址标签")
    assert (preview.crowded, preview.crowded_said) == (made.crowded, made.crowded_said)
    assert f"标签“{made.crowded[0]}”上的字太多，印出来小于 6 磅，看不清" in preview.crowded_said
    assert crowded_words(("一", "二", "三", "四", "五")).startswith("标签“一”、“二”、“三”等 5 张上的字")


@pytest.mark.parametrize("level", ["公开", "内部", "完整"])
def test_导出按级别给字段(busy: Office, tmp_path: Path, level: str) -> None:
    busy.roster.change(busy.roster.get("骆宾"), {"phone": "13900001234", "birth": "1975-03"}, day=None)
    file = tmp_path / "名册.csv"
    assert busy.paper.export_roster(file, level=level).rows == 19
    text = file.read_text(encoding="utf-8-sig")
    assert ("13900001234" in text) == (level == "完整")
    assert ("1975-03" in text) == (level != "公开")


def test_导出到别的后缀(busy: Office, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage):
        busy.paper.export_roster(tmp_path / "名册.txt")
    with pytest.raises(WrongUsage):
        busy.paper.export_roster(tmp_path / "名册.csv", level="秘密")


# --------------------------------------------------------------------------- whom, when, in which order


@pytest.mark.parametrize(
    ("words", "count"),
    [("全部", 19), ("", 19), ("米雪", 1), ("米雪，沈长河 顾盼", 3), ("教育", 4), ("城关街道", 10), ("顾盼工作室、米雪", 2)],
)  # fmt: skip
def test_印谁由几个词说(still: Office, words: str, count: int) -> None:
    assert len(tables_of(still.paper.document("委员登记表", {"委员": words}))) == count


def test_印的人要在任(busy: Office) -> None:
    busy.roster.change(busy.roster.get("米雪"), {"status": "辞职"}, day="2026-06-01")
    with pytest.raises(NotFound, match="没有在任的委员"):
        busy.paper.document("委员登记表", {"委员": "米雪"})


def test_排序由选项说_表上写明(still: Office) -> None:
    document = still.paper.document("委员名册", {"排序": "按姓名拼音"})
    assert "排列：按姓名拼音排列" in plain_text(document)
    names = [str(cell_value(row[1])) for row in tables_of(document)[0].rows]
    assert names == [
        member.name + ("" if member.is_active else "（暂停）")
        for member in still.roster.listing(sort="pinyin")
    ]


def test_与另一天比(busy: Office) -> None:
    busy.roster.change(busy.roster.get("傅云帆"), {"status": "辞职"}, day="2026-06-01")
    text = plain_text(busy.paper.document("委员结构分析表", {"对比日期": "2026-05-31"}))
    assert "上次：2026年5月31日，在册委员 18 人" in text
    assert "口径：在册委员 17 人" in text


def test_与另一届比_是那一届最后一天(still: Office) -> None:
    facts = still.paper.facts(frozenset({"before"}), None, {"对比届次": "第十届"})
    assert facts.before is not None
    assert (facts.before.words, facts.before.day.isoformat(), facts.before.members) == (
        "第十届",
        "2026-01-09",
        (),
    )


@pytest.mark.parametrize(
    ("term", "last"),
    [
        (Term(1, "九", "2016-01-10", "2021-01-09"), "2021-01-09"),
        (Term(1, "九_与下一届第一天重了", "2016-01-10", "2021-01-10"), "2021-01-09"), (Term(2, "十", "2021-01-10", ""), "2026-01-09"),
        (Term(3, "十一", "2026-01-10", ""), "2026-11-22"), (Term(4, "不知", "", ""), "2026-11-22"),
    ],
    ids=lambda one: one.name if isinstance(one, Term) else one,
)  # fmt: skip
def test_一届的最后一天(term: Term, last: str) -> None:
    others = (Term(2, "十", "2021-01-10", ""), Term(3, "十一", "2026-01-10", ""))
    assert last_day(term, others, "2026-11-22") == last


def test_变动名单_期初加减等于期末(busy: Office) -> None:
    roster = busy.roster
    roster.change(
        roster.get("傅云帆"),
        {"status": "辞职"},
        day="2026-06-01",
        reason=Reason("工作调动", "云协〔2026〕5号", "常委会"),
    )
    roster.add({"name": "秦望", "sector": "经济"}, day="2026-07-01")
    roster.change(roster.get("米雪"), {"status": "在册"}, day="2026-08-01")
    moves = busy.paper.facts(frozenset({"moves"}), None, {"起始日期": "2026-05-15"}).moves
    assert moves is not None
    assert (moves.at_first, moves.at_last) == (19, 19)
    assert [(one.day, one.member.name, one.status, one.joined, one.left) for one in moves.moves] == [
        ("2026-06-01", "傅云帆", "辞职", False, True),
        ("2026-07-01", "秦望", "在册", True, False),
        ("2026-08-01", "米雪", "在册", False, False),
    ]
    assert "（19＋1－1＝19）" in plain_text(busy.paper.document("变动名单", {"起始日期": "2026-05-15"}))
    assert "工作调动" in plain_text(busy.paper.document("变动名单"))


def test_登记表写有日期的任职和变动(busy: Office) -> None:
    busy.roster.change(busy.roster.get("顾盼"), {"posts": ("常委",)}, day="2026-03-01")
    busy.roster.change(busy.roster.get("顾盼"), {"posts": ()}, day="2026-09-01")
    text = plain_text(busy.paper.document("委员登记表", {"委员": "顾盼"}))
    assert "2026.02.01" in text
    assert "小组：顾盼工作室负责人" in text
    assert text.index("政协职务：常委") < text.index("不再：常委")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"seats": (SectorSeats("经济", 5, 18, 0),)}, "名额：各项之和 18 不等于总数 19"),
        ({"moves": Moves("2026-01-10", 18, 20, ())}, "委员变动：期初 18 人，净增 0 人，不等于期末 20 人"),
    ],
)
def test_名额和变动对不上也不印(still: Office, facts: dict[str, object], words: str) -> None:
    found = replace(still.paper.facts(frozenset({"roster"})), **facts)  # type: ignore[arg-type]
    assert mismatches_of(found) == [words]


@pytest.mark.parametrize("name", ["委员登记表", "签到表"])
def test_只供纸上用的表不出Excel(still: Office, tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongUsage, match="只能存为：docx、pdf"):
        still.paper.make([name], tmp_path / "out", formats=("xlsx",))
    with pytest.raises(WrongUsage, match="只能存为"):
        still.paper.make_as(name, tmp_path / "out.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_生成时说走到哪里_可以取消(still: Office, tmp_path: Path, ending: str) -> None:
    steps: list[tuple[int, int]] = []
    file = tmp_path / f"登记表.{ending}"
    still.paper.make_as("委员登记表", file, step=lambda done, total: steps.append((done, total)))
    assert len(steps) > 50
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert all(done <= total for done, total in steps)
    file.unlink()

    def stop(done: int, _total: int) -> None:
        if done > 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        still.paper.make_as("委员登记表", file, step=stop)
    assert list(tmp_path.iterdir()) == []


def test_预览一步一步地排_中途可以停下(still: Office) -> None:
    steps: list[tuple[int, int]] = []
    made = still.paper.preview("委员登记表", step=lambda done, total: steps.append((done, total)))
    assert made.pdf == still.paper.preview("委员登记表").pdf
    assert len(steps) > 50
    assert all(done <= total for done, total in steps)

    class StoppedError(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done == 10:
            raise StoppedError

    with pytest.raises(StoppedError):
        still.paper.preview("委员登记表", step=stop)
