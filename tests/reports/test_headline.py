from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.headline import FULLEST, title_lines

MEASURE = 20 / FULLEST


def width(text: str) -> float:
    return float(len(text))


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("一行放得下就一行", "关于表彰优秀提案的决定", ("关于表彰优秀提案的决定",)),
        ("换行照原样", "政协××县委员会\n工作报告", ("政协××县委员会", "工作报告")),
        (
            "竖线处断，上短下长",
            "关于2026年第三季度|五级网格联络工作|和提案办理情况的报告",
            ("关于2026年第三季度", "五级网格联络工作和提案办理情况的报告"),
        ),
        (
            "没有标记时不拆“的”后的词",
            "关于印发政协委员联系界别群众工作制度的通知",
            ("关于印发政协委员联系界别群众工作", "制度的通知"),
        ),
    ],
)
def test_标题回行(name: str, text: str, lines: tuple[str, ...]) -> None:
    found = title_lines(text, width, MEASURE)
    if "|" in text or "\n" in text or len(lines) == 1:
        assert found == lines, name
    assert "".join(found) == text.replace("|", "").replace("\n", "")


@given(st.text(alphabet="关于政协委员会工作的情况报告《》（），0123", min_size=1, max_size=90))
def test_标题字字都在且行行放得下(text: str) -> None:
    lines = title_lines(text, width, MEASURE)
    assert "".join(lines) == text
    assert all(0 < width(line) <= MEASURE for line in lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("关于举办2026年度委员履职能力培训班的通知", ("关于举办2026年度", "委员履职能力培训班的通知")),
        ("关于开展全县养老服务体系建设专题视察的通知", ("关于开展全县养老服务", "体系建设专题视察的通知")),
        ("关于第十一届一次会议提案办理情况的通报", ("关于第十一届一次会议", "提案办理情况的通报")),
        ("关于召开政协云川县第十一届委员会第二次会议的通知", ("关于召开政协云川县", "第十一届委员会第二次会议的通知")),
        ("关于征求对《政协云川县委员会2027年度协商计划（征求意见稿）》意见的函", None),
        ("关于同意马爱莲同志辞去政协云川县第十一届委员会委员职务的函", None),
    ],
)  # fmt: skip
def test_没有竖线也不拆词_不拆数_关于不单独一行(text: str, lines: tuple[str, ...] | None) -> None:
    found = title_lines(text, width, MEASURE * 0.9)
    assert lines in (None, found)
    assert "".join(found) == text
    for word in (
        "政协云川县委员会",
        "委员",
        "年度",
        "2027年",
        "协商",
        "意见",
        "第十一届",
        "会议",
        "职务",
        "同志",
    ):
        assert text.count(word) == sum(line.count(word) for line in found)
    assert min(map(len, found)) > 3


def test_不排成沙漏形() -> None:
    lines = title_lines("甲" * 50, width, MEASURE)
    lengths = [len(line) for line in lines]
    assert not any(
        a > b + 1 and c > b + 1 for a, b, c in zip(lengths, lengths[1:], lengths[2:], strict=False)
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("一万字的标题", "第十一届" * 2_500),
        ("处处可断", "的" * 92),
        ("处处是竖线", "关于|加强|" * 12),
        ("比一行长的词", "a" * 500),
    ],
)
@pytest.mark.parametrize("measure", [MEASURE, 5 * MEASURE])
def test_多长的标题_都断得快_一字不少(name: str, text: str, measure: float) -> None:
    measured = 0

    def counted(words: str) -> float:
        nonlocal measured
        measured += len(words)
        return width(words)

    lines = title_lines(text, counted, measure)
    plain = text.replace("|", "")
    assert "".join(lines) == plain, name
    assert max(map(width, lines)) <= measure
    assert measured < 5_000_000, name
    assert len(lines) < 2.5 * width(plain) / measure + 2, name
