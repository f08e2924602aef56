"""GB/T 9704-2012 with a ruler: ink on the pages of our PDF, and of our Word files as LibreOffice sets them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2
import pytest

from app.reports.document import Document
from app.reports.pdf.writer import lay_out
from tests.paper import libreoffice
from tests.reports.ink import Area, Ink, Rule
from tests.reports.officials import documents
from tests.reports.samples import as_pdf, as_word, bundled

LINE = 16 * (1 + 7 / 8) / 72 * 25.4
"""§3.2 一行, mm."""
EM4 = 14 / 72 * 25.4
"""4号一字, mm."""


@dataclass
class Papers:
    """The documents as PDF, by name; pages are measured once."""

    files: dict[str, bytes]

    def __post_init__(self) -> None:
        self._pages: dict[tuple[str, int], Ink] = {}

    def page(self, name: str, number: int = 0) -> Ink:
        """Give a page; -1 is the last one."""
        key = (name, number)
        if key not in self._pages:
            with pypdfium2.PdfDocument(self.files[name]) as opened:
                index = number % len(opened)
            self._pages[key] = Ink(self.files[name], index)
        return self._pages[key]

    def texts(self, name: str) -> list[str]:
        """Give the words of each page."""
        with pypdfium2.PdfDocument(self.files[name]) as opened:
            return [page.get_textpage().get_text_range() for page in opened]


@pytest.fixture(scope="module")
def made() -> dict[str, Document]:
    return documents()


@pytest.fixture(scope="module", params=["PDF", "Word"])
def papers(
    request: pytest.FixtureRequest, made: dict[str, Document], tmp_path_factory: pytest.TempPathFactory
) -> Papers:
    if request.param == "PDF":
        return Papers({name: as_pdf(document) for name, document in made.items()})
    if libreoffice.program() is None:
        pytest.skip("没有 LibreOffice，Word 的版面量不了")
    files = {name: as_word(document) for name, document in made.items()}
    return Papers(libreoffice.pdfs(files, tmp_path_factory.mktemp("word")))


def edges(ink: Ink, area: Area, *, red: bool = False) -> Area:
    found = ink.area(ink.red if red else ink.black, area)
    assert found is not None, f"nothing within {area}"
    return found


def red_rules(ink: Ink) -> list[Rule]:
    return ink.rules(ink.red, least=140)


def mark(ink: Ink) -> Area:
    """The red mark: what is red above the first rule."""
    return edges(ink, (0, 0, 210, red_rules(ink)[0].top - 0.5), red=True)


def rows(ink: Ink, top: float, bottom: float = 262.0) -> list[tuple[float, float]]:
    return ink.lines((28, top, 184, bottom))


def number(ink: Ink) -> Area:
    """“— 1 —” below the text block."""
    return edges(ink, (20, 263, 190, 274))


def dash(ink: Ink) -> Area:
    """Its first stroke alone."""
    left = number(ink)[0]
    return edges(ink, (left - 0.2, 263, left + 3, 274))


def imprint(ink: Ink) -> list[Rule]:
    return ink.rules(ink.black, least=140)


def first(name: str) -> Callable[[Papers], Ink]:
    return lambda papers: papers.page(name)


def last(name: str) -> Callable[[Papers], Ink]:
    return lambda papers: papers.page(name, -1)


@dataclass(frozen=True)
class Figure:
    """A figure of the standard: clause, what, on which page, how it is measured, what it should be, how exactly."""

    clause: str
    what: str
    page: Callable[[Papers], Ink]
    measure: Callable[[Ink], float]
    expected: float
    within: float = 0.5


def gap_above_rule(ink: Ink) -> float:
    rule = red_rules(ink)[0]
    return rule.top - rows(ink, mark(ink)[3] + 1, rule.top)[-1][1]


def attendance(ink: Ink) -> list[tuple[float, float]]:
    """The five rows of thirty names, below what is left of the text and an empty line."""
    found = rows(ink, 37, imprint(ink)[0].top - 1)
    start = next(i for i in range(1, len(found)) if found[i][0] - found[i - 1][1] > 9)
    return found[start : start + 5]


def rows_left(ink: Ink) -> float:
    top, bottom = attendance(ink)[0]
    return edges(ink, (20, top - 0.3, 190, bottom + 0.3))[0]


def second_left(ink: Ink) -> float:
    top, bottom = attendance(ink)[1]
    return edges(ink, (20, top - 0.3, 190, bottom + 0.3))[0]


def body(ink: Ink, row: int) -> tuple[float, float]:
    """A line of the one-page 信函, counted from its title: title, 主送, four of text, 附件说明, 署名, date."""
    top = red_rules(ink)[1].bottom + 2 * 10.2 + 8
    return rows(ink, top)[row]


def below_title(ink: Ink) -> float:
    return body(ink, 1)[0] - body(ink, 0)[1]


def white_before(ink: Ink, row: int) -> float:
    return body(ink, row)[0] - body(ink, row - 1)[1]


def row_left(ink: Ink, row: int) -> float:
    top, bottom = body(ink, row)
    return edges(ink, (20, top - 0.3, 190, bottom + 0.3))[0]


def row_right(ink: Ink, row: int) -> float:
    top, bottom = body(ink, row)
    return edges(ink, (20, top - 0.3, 190, bottom + 0.3))[2]


def signed(papers: Papers) -> Ink:
    return papers.page("红头", 2)


def span(ink: Ink, row: int) -> tuple[float, float]:
    top, bottom = rows(ink, 30)[row]
    left, _, right, _ = edges(ink, (20, top - 0.3, 190, bottom + 0.3))
    return left, right


RED, UP, MINUTES, LETTER, FULL = map(first, ("红头", "上行", "纪要", "信函", "满页"))
FIGURES = (
    Figure("§5.2.1", "天头与首行", FULL, lambda k: rows(k, 30)[0][0], 37 + 3, 1.0),
    Figure("§5.2.1", "版心左边", FULL, lambda k: edges(k, (0, 0, 210, 262))[0], 28, 1.0),
    Figure("§5.2.1", "版心右边", FULL, lambda k: edges(k, (0, 0, 210, 262))[2], 184, 1.0),
    Figure("§5.2.1", "版心下边", FULL, lambda k: rows(k, 30)[-1][1], 262 - 2.3, 1.0),
    Figure("§5.2.3", "每面22行", FULL, lambda k: len(rows(k, 30)), 22, 0),
    Figure("§7.2.4", "标志上边缘至版心上边缘", RED, lambda k: mark(k)[1] - 37, 35, 1.0),
    Figure("§7.2.4", "标志居中", RED, lambda k: (mark(k)[0] + mark(k)[2]) / 2, 28 + 78, 0.5),
    Figure("§7.2.4", "长标志排一行", UP, lambda k: mark(k)[2] - mark(k)[0], 154, 2.5),
    Figure("§7.2.1", "份号在版心左上角", RED, lambda k: edges(k, (0, 0, 100, 46))[0], 28, 1.0),
    Figure("§7.2.1", "份号在首行", RED, lambda k: rows(k, 30)[0][0], 37 + 3, 1.0),
    Figure("§7.2.3", "紧急程度在第三行", RED, lambda k: rows(k, 30)[2][0], 37 + 3 + 2 * 10.2, 1.0),
    Figure("§7.2.5", "字号在标志下空二行", RED, lambda k: rows(k, mark(k)[3] + 1)[0][0] - mark(k)[3], 2 * LINE),
    Figure("§7.2.5", "上行文字号居左空一字", UP, lambda k: edges(k, (0, 114, 90, 122))[0], 28 + 5.6, 1.0),
    Figure("§7.2.6", "签发人居右空一字", UP, lambda k: edges(k, (90, 102, 200, 112))[2], 184 - 5.6 - 5.3, 1.0),
    Figure("§7.2.6", "三个签发人排两行", UP, lambda k: len(rows(k, mark(k)[3] + 1, red_rules(k)[0].top)), 2, 0),
    Figure("§7.2.7", "红线在字号之下", RED, gap_above_rule, 4),
    Figure("§7.2.7", "红线在最后一行签发人之下", UP, gap_above_rule, 4),
    Figure("§7.2.7", "红线与版心等宽", RED, lambda k: red_rules(k)[0].length, 156),
    Figure("§7.2.7", "红线左端", RED, lambda k: red_rules(k)[0].left, 28),
    Figure("§7.3.1", "标题在红线下空二行", RED, lambda k: rows(k, red_rules(k)[0].bottom + 1)[0][0] - red_rules(k)[0].bottom, 2 * LINE + 2.3, 1.0),
    Figure("§7.3.2", "主送在标题下空一行", LETTER, below_title, 10.2 + 5.6, 1.0),
    Figure("§7.3.4", "附件说明在正文下空一行", LETTER, lambda k: white_before(k, 6), 10.2 + 4.9, 1.0),
    Figure("§7.3.4", "附件说明左空二字", LETTER, lambda k: row_left(k, 6), 28 + 2 * 5.57, 1.0),
    Figure("§7.3.5.2", "署名在附件说明下空一行", LETTER, lambda k: white_before(k, 7), 10.2 + 4.9, 1.0),
    Figure("§7.3.5.2", "署名右空二字", LETTER, lambda k: row_right(k, 7), 184 - 2 * 5.57, 1.0),
    Figure("§7.3.5.2", "日期首字比署名首字右移二字", LETTER, lambda k: row_left(k, 8) - row_left(k, 7), 2 * 5.57, 1.0),
    Figure("§7.3.5.1", "盖章的日期右空四字", signed, lambda k: span(k, -2)[1], 184 - 4 * 5.57, 1.0),
    Figure("§7.3.5.1", "署名以日期为准居中", signed, lambda k: sum(span(k, -3)) / 2 - sum(span(k, -2)) / 2, 0, 1.0),
    Figure("§7.3.6", "附注左空二字加圆括号", signed, lambda k: span(k, -1)[0], 28 + 2 * 5.57 + 3, 1.5),
    Figure("§7.4.1", "版记三条线", last("红头"), lambda k: len(imprint(k)), 3, 0),
    Figure("§7.4.1", "首条线粗", last("红头"), lambda k: imprint(k)[0].thickness, 0.35, 0.1),
    Figure("§7.4.1", "中间线细", last("红头"), lambda k: imprint(k)[1].thickness, 0.25, 0.1),
    Figure("§7.4.1", "末条线粗", last("红头"), lambda k: imprint(k)[2].thickness, 0.35, 0.1),
    Figure("§7.4.1", "末条线与版心下边缘重合", last("红头"), lambda k: imprint(k)[2].middle, 262),
    Figure("§7.4.1", "纪要的末条线", last("纪要"), lambda k: imprint(k)[-1].middle, 262),
    Figure("§7.4.1", "分隔线与版心等宽", last("红头"), lambda k: imprint(k)[0].length, 156),
    Figure("§7.4.1", "分隔线左端", last("红头"), lambda k: imprint(k)[0].left, 28),
    Figure("§7.4.2", "抄送左空一字", last("红头"), lambda k: edges(k, (20, imprint(k)[0].bottom + 1, 190, imprint(k)[1].top - 1))[0], 28 + EM4, 0.7),
    Figure("§7.4.3", "印发日期右空一字", last("红头"), lambda k: edges(k, (20, imprint(k)[1].bottom + 1, 190, 261))[2], 184 - EM4, 0.7),
    Figure("§7.5", "单页码居右空一字", RED, lambda k: number(k)[2], 184 - EM4, 0.7),
    Figure("§7.5", "双页码居左空一字", lambda p: p.page("红头", 1), lambda k: number(k)[0], 28 + EM4, 0.7),
    Figure("§7.5", "一字线上距版心下边缘", RED, lambda k: dash(k)[1] - 262, 7),
    Figure("§7.5", "双页一样", lambda p: p.page("红头", 1), lambda k: dash(k)[1] - 262, 7),
    Figure("§10.1", "信函标志上边缘至上页边", LETTER, lambda k: mark(k)[1], 30, 1.0),
    Figure("§10.1", "信函标志居中", LETTER, lambda k: (mark(k)[0] + mark(k)[2]) / 2, 106, 0.5),
    Figure("§10.1", "两条双线", LETTER, lambda k: len(red_rules(k)), 4, 0),
    Figure("§10.1", "首条双线在标志下", LETTER, lambda k: red_rules(k)[0].top - mark(k)[3], 4),
    Figure("§10.1", "首条双线上粗", LETTER, lambda k: red_rules(k)[0].thickness / red_rules(k)[1].thickness, 3, 1),
    Figure("§10.1", "第二条双线下粗", LETTER, lambda k: red_rules(k)[3].thickness / red_rules(k)[2].thickness, 3, 1),
    Figure("§10.1", "第二条双线距下页边", LETTER, lambda k: 297 - red_rules(k)[3].bottom, 20),
    Figure("§10.1", "线长", LETTER, lambda k: min(rule.length for rule in red_rules(k)), 170),
    Figure("§10.1", "线长都一样", LETTER, lambda k: max(rule.length for rule in red_rules(k)), 170),
    Figure("§10.1", "双线居中", LETTER, lambda k: (red_rules(k)[0].left + red_rules(k)[0].right) / 2, 105),
    Figure("§10.1", "份号距首条双线", LETTER, lambda k: rows(k, red_rules(k)[1].bottom + 0.3)[0][0] - red_rules(k)[1].bottom, 16 * 7 / 8 / 72 * 25.4, 0.5),
    Figure("§10.1", "信函字号右顶格", LETTER, lambda k: edges(k, (100, 50, 200, 62))[2], 184, 1.0),
    Figure("§10.1", "信函份号左顶格", LETTER, lambda k: edges(k, (0, 50, 100, 62))[0], 28, 1.0),
    Figure("§10.1", "抄送在版心最下方", LETTER, lambda k: rows(k, 200)[-1][1], 262 - 1.8, 0.8),
    Figure("§10.1", "信函版记没有分隔线", LETTER, lambda k: len(imprint(k)), 0, 0),
    Figure("§10.3", "纪要标志上边缘至版心上边缘", MINUTES, lambda k: mark(k)[1] - 37, 35, 1.0),
    Figure("§10.3", "出席左空二字", last("纪要"), rows_left, 28 + 2 * 5.57, 1.0),
    Figure("§10.3", "回行与首字对齐", last("纪要"), second_left, 28 + 5 * 5.57, 1.0),
)  # fmt: skip


@pytest.mark.parametrize("figure", FIGURES, ids=lambda f: f"{f.clause}{f.what}")
def test_国家标准的每个数字在纸上量得到(papers: Papers, figure: Figure) -> None:
    assert figure.measure(figure.page(papers)) == pytest.approx(figure.expected, abs=figure.within)


def test_每面正好616个字(papers: Papers) -> None:
    assert [text.count("国") for text in papers.texts("满页")] == [616, 616, 0]


def test_红色的只有标志和红线(papers: Papers) -> None:
    for name, page in (("红头", 1), ("红头", -1), ("纪要", -1), ("普通", 0)):
        ink = papers.page(name, page)
        assert ink.area(ink.red) is None, name


def test_信函首页不印页码_第二页印(papers: Papers) -> None:
    pages = [text for text in papers.texts("信函") if text.strip()]
    assert ["— " in text for text in pages] == [False, False, True, False]
    assert "— 2 —" in pages[2]
    ink = papers.page("信函")
    assert ink.area(ink.black, (0, 262.5, 210, 297)) is None


def test_版记在最后一页_页数与版面一致(papers: Papers, made: dict[str, Document]) -> None:
    for name in ("红头", "上行", "纪要", "普通"):
        texts = papers.texts(name)
        assert len(texts) == len(lay_out(made[name], bundled()).pages), name
    assert "印发" in papers.texts("红头")[-1]


def test_附件另面_附件二字在首行_标题在第三行(papers: Papers) -> None:
    ink = papers.page("红头", -1)
    lines = rows(ink, 30)
    assert papers.texts("红头")[-1].replace(" ", "").startswith("附件2")
    assert lines[0][0] == pytest.approx(37 + 3, abs=1)
    assert lines[1][0] == pytest.approx(37 + 2 * 10.2 + 2.5, abs=2)


def assert_bound(pdf: bytes, page: int, *, odd: bool) -> None:
    """§8: turned with its left edge down, a landscape page has its number where every page has it."""
    turned = Ink(pdf, page, turned=True)
    left, _, right, _ = number(turned)
    assert turned.size == pytest.approx((210, 297), abs=0.5)
    assert dash(turned)[1] - 262 == pytest.approx(7, abs=0.5)
    outside = 184 - EM4 - right if odd else left - 28 - EM4
    assert outside == pytest.approx(0, abs=0.7)
    _, upper, _, lower = edges(turned, (0, 0, 210, 262.5))
    assert (upper, lower) == pytest.approx((37, 262), abs=1)


def test_横表的双页码在竖页放页码的地方(papers: Papers) -> None:
    assert_bound(papers.files["红头"], 3, odd=False)


def test_横表的单页码在竖页放页码的地方(made: dict[str, Document]) -> None:
    """Ours alone: LibreOffice loses the place of words that end a line in such a box when it reads its own format."""
    assert_bound(as_pdf(made["红头"]), 4, odd=True)
