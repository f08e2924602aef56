"""首页: every count equals the list it opens."""

from __future__ import annotations

from pathlib import Path

from app.office import Office
from tests.offices import add


def lines(office: Office) -> dict[str, tuple[str, int]]:
    return {line.word: (line.text, len(line.ids)) for line in office.home.lines()}


def test_空办公室告诉怎样开始(office: Office) -> None:
    found = lines(office)
    assert "把 Excel 名册拖进窗口" in found["开始"][0]
    assert "还没有备份过" in found["备份"][0]
    assert [figure.value for figure in office.home.figures()] == ["0"]


def test_每条待办的数字等于名单长度(county: Office) -> None:
    add(county, "温如玉")
    county.roster.change(county.roster.get("沈长河"), {"posts": ()}, day=None)
    for line in county.home.lines():
        digits = [int(word) for word in line.text.split() if word.isdecimal()]
        if line.ids:
            assert digits[0] == len(line.ids)


def test_缺项名单就是缺项的人(county: Office) -> None:
    identity = add(county, "温如玉", sex="女", affiliations="群众")
    ids = {line.text.split(" ", 1)[1]: line.ids for line in county.home.lines() if line.word == "缺项"}
    assert ids["名委员没有界别"] == (identity,)
    assert identity in ids["名委员没有编入专委会"]
    assert identity not in ids.get("名委员没有填性别", ())


def test_网格分配前后(county: Office) -> None:
    assert lines(county)["未分配"][1] == 18
    figures = {figure.label: figure for figure in county.home.figures()}
    assert (figures["网格已分配"].value, len(figures["网格已分配"].ids)) == ("0 / 18", 18)
    county.liaison.assign("2026-01-15")
    assert "未分配" not in lines(county)
    assert {figure.label: figure.value for figure in county.home.figures()}["网格已分配"] == "18 / 18"


def test_上级空缺列出等着的人(county: Office) -> None:
    county.liaison.assign("2026-01-15")
    county.roster.change(county.roster.get("沈长河"), {"posts": ()}, day="2026-03-01")
    county.liaison.assign("2026-03-01")
    found = next(line for line in county.home.lines() if line.word == "空缺")
    assert found.text == f"{len(found.ids)} 名委员上级空缺（一级没有人）"
    assert found.ids == county.liaison.grid().waiting
    county.roster.change(county.roster.get("沈长河"), {"posts": ("党组书记",)}, day="2026-03-02")
    waiting = next(line for line in county.home.lines() if line.word == "空缺")
    assert (waiting.text, waiting.ids) == (
        "主席待选，由党组书记沈长河任一级", (county.roster.get("沈长河").id,)
    )  # fmt: skip


def test_谁是一级待定排在最前(county: Office) -> None:
    county.roster.change(county.roster.get("沈长河"), {"posts": ("主席",)}, day=None)
    county.roster.change(county.roster.get("顾书岚"), {"posts": ("党组书记",)}, day=None)
    first = county.home.lines()[0]
    assert first.serious
    assert first.word in ("待定", "备份")


def test_提案的待办(county: Office) -> None:
    register = county.register
    register.add(register.parse(["title=关于县城停车的建议", "sponsors=骆宾"]))
    register.do(register.get("流水1"), "提交", {"received": "2026-01-12"})
    assert lines(county)["待审查"] == ("1 件提案待审查", 1)
    register.do(register.get("流水1"), "立案", {"date": "2026-01-14"})
    assert lines(county)["待交办"] == ("1 件提案已立案、待交办", 1)
    register.do(
        register.get("流水1"), "交办", {"lead": "县住建局", "date": "2026-01-20", "due": "2026-04-20"}
    )
    assert lines(county)["逾期"] == ("1 件提案答复逾期", 1)
    assert {figure.label: figure.value for figure in county.home.figures()}["收到提案"] == "1"


def test_备份以后不再催(county: Office, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    county.safety.backup_now(stick)
    assert "备份" not in lines(county)


def test_当上常委以后提示重新分配(county: Office) -> None:
    county.liaison.assign("2026-01-15")
    county.roster.change(county.roster.get("骆宾"), {"posts": ("常委",)}, day="2026-03-01")
    text, count = lines(county)["要重配"]
    assert text.startswith(f"{count} 名委员")
    assert {problem.kind for problem in county.liaison.check()} == {"跨级"}
    county.liaison.assign("2026-03-01")
    assert "要重配" not in lines(county)
    assert county.liaison.check() == []


def test_转到还没有会议的届次也不出错(county: Office, tmp_path: Path) -> None:
    county.setup.add_term("第十二届", "2031-01-10")
    county.setup.use_term("第十二届")
    assert county.register.proposals() == []
    assert [figure.value for figure in county.home.figures()] == ["0"]
    assert "开始" in lines(county)
    assert len(county.paper.make(["主席会议材料"], tmp_path, formats=("pdf",)).files) == 1
