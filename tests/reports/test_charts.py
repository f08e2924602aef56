from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.graphics.shapes import Drawing, String

from app.reports.charts import CHART_DPI, chart_height, chart_png, draw, figure_size
from app.reports.charts.ink import FILLS, area, box
from app.reports.charts.trend import LOOKS
from app.reports.document import Document, Figure, Font, Paper, Section
from app.reports.figure import (
    MOST_LINES,
    MOST_SLICES,
    NO_DATA,
    Bar,
    Bars,
    Chart,
    Pie,
    Pyramid,
    Series,
    Stacked,
    Tree,
    Trend,
    chart_words,
    figure_words,
)
from tests.reports.same_words import assert_same_words
from tests.reports.samples import as_pdf, bare, bundled, pdf_pages

SECTORS = tuple(Bar(f"第{number}界别", (number * 7) % 31) for number in range(1, 32))
LONG = "云川县加强农村公路养护管理和运输安全监督工作领导小组办公室（设在交通运输局）" * 2
FOUR = Trend(
    ("2022", "2023", "2024", "2025"),
    (
        Series("总数", (120, 131, 142, 160)),
        Series("立案", (100, None, 130, 141)),
        Series("办复", (90, 95, 111, None)),
        Series("重点督办", (5, 6, 7, 8)),
    ),
    "件",
)
CHARTS: dict[str, Chart] = {
    "三十一个界别": Bars(SECTORS, "人"),
    "有正有负有零": Bars((Bar("盈", 12.5), Bar("亏", -7), Bar("平", 0)), "万元"),
    "只有一条": Bars((Bar("甲", 3),), "人"),
    "都是零": Bars((Bar("甲", 0), Bar("乙", 0))),
    "名字很长": Bars((Bar(LONG, 3), Bar("短", 1)), "件"),
    "说明很长": Bars((Bar("甲", 3, LONG), Bar("乙", 1, LONG))),
    "没有条": Bars(()),
    "堆叠": Stacked(tuple("甲乙丙丁戊己"), (("一", (9, 8, 7, 1, 1, 2)), ("二", (0, 0, 0, 0, 0, 0)), (LONG, (1, 2, 3, 4, 5, 60)))),
    "图例很长": Stacked((LONG[:40], LONG[:30], "短"), (("一", (1, 2, 3)),), "件"),
    "堆叠没有行": Stacked(("甲",), ()),
    "层级": Pyramid((Bar("一级　主席", 1), Bar("五级", 151)), "人"),
    "层级都是零": Pyramid((Bar("一级", 0), Bar("二级", 0))),
    "层级名字很长": Pyramid((Bar(LONG, 1),)),
    "没有层级": Pyramid(()),
    "四条线": FOUR,
    "一条线": Trend(("一月", "二月"), (Series("人次", (3.5, -2)),), "次"),
    "一个点": Trend(("今年",), (Series("人次", (0,)),)),
    "没有点": Trend(("今年",), (Series("人次", (None,)),)),
    "饼": Pie((Bar("甲", 32), Bar("乙", 25), Bar("丙", 3), Bar(LONG, 17)), "人"),
    "饼只有一块": Pie((Bar("甲", 5),)),
    "饼有很小的块": Pie((Bar("甲", 1000), *(Bar(name, 1) for name in "乙丙丁戊己")), "人"),
    "饼都是零": Pie((Bar("甲", 0),)),
}  # fmt: skip


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_图上的字与说的一样_三种格式相同(chart: Chart) -> None:
    document = Document("图", (Section((Figure(chart, "图1"),)),))
    text = "".join(pdf_pages(as_pdf(document)))
    for word in chart_words(chart):
        assert bare(word) in text
    assert_same_words(document)


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
@pytest.mark.parametrize("size", [(442.0, None), (200.0, None), (442.0, 60.0)])
def test_字不出图边(chart: Chart, size: tuple[float, float | None]) -> None:
    book = bundled()
    width, height = size[0], size[1] or chart_height(chart, book, size[0])
    drawing = draw(chart, book, width, height)
    for shape in drawing.contents:
        if isinstance(shape, String):
            assert shape.x >= -1.0
            assert shape.x + book.chain(Font.SONG).width(shape.text) * shape.fontSize <= width + 1.0
            assert -3.0 <= shape.y <= height + 1.0


def grey_of(number: int) -> tuple[float, float]:
    """Give how light a fill is on a printer without colour, 0 to 255, and how much it varies."""
    drawing = Drawing(60, 60)
    area(drawing, box(-5, -5, 70, 70), FILLS[number])
    with Image.open(BytesIO(chart_png(drawing, 200))) as image:
        grey = np.asarray(image.convert("L"), dtype=float)
    return float(grey.mean()), float(grey.std())


def test_相邻的部分在黑白打印上深浅不同_花纹也不同() -> None:
    looks = [grey_of(number) for number in range(len(FILLS))]
    for number, (grey, _) in enumerate(looks):
        assert abs(grey - looks[(number + 1) % len(looks)][0]) >= 30, number
        one, other = FILLS[number], FILLS[(number + 1) % len(FILLS)]
        assert one.angles != other.angles
    assert len({(fill.angles, fill.ground.hexval()) for fill in FILLS}) == len(FILLS) == MOST_SLICES
    patterned = [deviation for fill, (_, deviation) in zip(FILLS, looks, strict=True) if fill.angles]
    assert min(patterned) > 10
    assert len(patterned) >= len(FILLS) // 2


def test_每条线的虚实都不同() -> None:
    assert len({dashes for _, dashes in LOOKS}) == len(LOOKS) == MOST_LINES


def test_Word里的图片不低于300dpi() -> None:
    drawing = draw(CHARTS["饼"], bundled(), 442, 150)
    with Image.open(BytesIO(chart_png(drawing))) as image:
        assert image.width == pytest.approx(442 / 72 * CHART_DPI, abs=2)
    assert CHART_DPI >= 300


def test_图不比版心高_题注不落到下一页() -> None:
    tall = Figure(Bars(SECTORS * 2, "人"), "图1　界别")
    for section in (Section((tall,)), Section((tall,), Paper.A3, landscape=True)):
        (page,) = pdf_pages(as_pdf(Document("图", (section,))))
        assert "图1界别" in page
    assert figure_size(tall, bundled(), 442.0, 300.0) == (442.0, 300.0)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (35, "35"),
        (0.5, "0.5"),
        (1234567.0, "1234567"),
        (1e-7, "0.0000001"),
        (-3.0, "-3"),
        (float("nan"), "—"),
    ],
)
def test_数不用科学记数(value: float, text: str) -> None:
    assert figure_words(value) == text


def test_饼多于六块_小的合为其他() -> None:
    pie = Pie(tuple(Bar(f"第{n}类", n) for n in range(1, 11)), "件")
    assert [one.label for one in pie.shown] == ["第6类", "第7类", "第8类", "第9类", "第10类", "其他"]
    assert pie.said[-1] == "其他　15件（27.3%）"
    own = Pie((*(Bar(f"第{n}类", 1) for n in range(6)), Bar("其他", 9)))
    assert [one.label for one in own.shown][-1] == "其他"
    assert own.shown[-1].value == 10


@pytest.mark.parametrize(
    "make",
    [
        lambda: Pie((Bar("甲", -1),)),
        lambda: Pyramid((Bar("甲", float("nan")),)),
        lambda: Stacked(("甲",), (("一", (1, 2)),)),
        lambda: Stacked(("甲",), (("一", (-1,)),)),
        lambda: Trend(("一",), (Series("甲", (1, 2)),)),
        lambda: Trend((), tuple(Series(str(n), ()) for n in range(5))),
    ],
)
def test_画不成的图说明白(make: object) -> None:
    with pytest.raises(ValueError, match=r"甲|一|pie|pyramid|trend"):
        make()  # type: ignore[operator]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6).map(lambda v: round(v, 2)), min_size=1, max_size=8))
def test_刻度包住所有的数(values: list[float]) -> None:
    ticks = Trend(tuple(map(str, values)), (Series("甲", tuple(values)),)).ticks
    assert ticks[0] <= min(0, *values, 0)
    assert ticks[-1] >= max(0, *values, 0)
    assert 0 in ticks
    assert 2 <= len(ticks) <= 9
    assert list(ticks) == sorted(set(ticks))


def test_没有数据说一句话() -> None:
    for chart in (Bars(()), Pie(()), Tree((), ())):
        assert chart_words(chart) == (NO_DATA,)
