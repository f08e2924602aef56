from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.proposal import VIEWS, State
from app.domain.proposal_actions import ACTION_TABLE, ACTIONS
from app.office import Office
from app.ui.desk import Target
from app.ui.pages.proposals.page import ProposalsPage
from app.ui.pages.proposals.stepping import StepPanel, needs_words
from app.ui.window import MainWindow
from tests.ui.conftest import Shown, show

TITLES = ("关于老旧小区加装电梯的建议", "关于沿河步道照明的建议", "关于推进优质学前教育的建议")
REGISTER = "提案号,案由,提案人,承办单位,立案情况,提交日期\n1,关于农村污水治理的建议,米雪,县生态环境局,立案,2026-01-14\n"


def register(office: Office) -> None:
    """Three proposals: one late at its unit, one filed, one a draft."""
    desk = office.register
    for title, sponsors in zip(TITLES, ("米雪、谷雨生", "江䶮", "查无此人"), strict=True):
        desk.add(
            desk.parse([f"title={title}", f"sponsors={sponsors}", "received=2026-01-14", "category=城乡建设"])
        )
    for number in ("流水1", "流水2"):
        desk.do(desk.get(number), "提交", {"received": "2026-01-14"})
        desk.do(desk.get(number), "立案", {"date": "2026-01-18"})
    desk.do(
        desk.get("流水1"),
        "交办",
        {"lead": "县住建局", "assisting": "县财政局", "date": "2026-08-16", "due": "2026-11-16"},
    )


@pytest.fixture
def opened(open_with: Callable[[Callable[[Office], None], str], Shown]) -> Shown:
    return open_with(register, "proposals")


@pytest.fixture
def page(opened: Shown) -> ProposalsPage:
    return cast("ProposalsPage", opened.window.page("proposals"))


def titles(page: ProposalsPage) -> list[str]:
    return [page.model.texts(row)[1] for row in range(page.model.rowCount())]


def stand_on(opened: Shown, page: ProposalsPage, title: str) -> None:
    page.list.go_to(titles(page).index(title))
    opened.settle()


def take(opened: Shown, page: ProposalsPage, name: str, **words: str) -> StepPanel | None:
    page.detail.take(ACTIONS[name])
    panel = page.detail.panel
    if panel is not None:
        for word, text in words.items():
            editor = panel.editors[word]
            editor.setCurrentText(text) if isinstance(editor, QComboBox) else editor.setText(text)
        panel.save_now()
    opened.settle()
    return panel


def texts(page: ProposalsPage) -> str:
    return "\n".join(one.text() for one in page.detail.findChildren(QLabel))


def test_列表写号_提案人_主办和逾期几天(page: ProposalsPage) -> None:
    assert page.model.texts(0)[:6] == ["1", TITLES[0], "米雪 等2人", "县住建局", "11-16", "逾期 6 天"]
    assert page.counts.text() == "共 3 件，立案 2，草稿 1"


def test_模型合乎_Qt_的规矩(page: ProposalsPage) -> None:
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.reload()
    assert tester.model() is page.model


@pytest.mark.parametrize("view", ["全部", *VIEWS, "重点"])
def test_视图后面的数等于打开的列表(page: ProposalsPage, view: str) -> None:
    counts = dict(page.views())
    page.chips.press(view)
    assert len(titles(page)) == counts[view]


def test_导航上写逾期件数(opened: Shown, page: ProposalsPage) -> None:
    assert page.badge() == "1"


@pytest.mark.parametrize(
    ("words", "expected"), [("电梯", TITLES[:1]), ("江䶮", TITLES[1:2]), ("没有这个", ())]
)
def test_查找(page: ProposalsPage, words: str, expected: tuple[str, ...]) -> None:
    page.search.setText(words)
    page.filter_now()
    assert titles(page) == list(expected)


def test_排序(page: ProposalsPage) -> None:
    page.list.sort_wanted.emit("title", True)
    assert titles(page) == sorted(TITLES, reverse=True)


def test_详情说谁提_谁办_经过(opened: Shown, page: ProposalsPage) -> None:
    stand_on(opened, page, TITLES[0])
    told = texts(page)
    for words in (
        "米雪",
        "县住建局（交办 2026-08-16，到期 2026-11-16）",
        "县财政局",
        "立案",
        "答复到期：县住建局",
    ):
        assert words in told


def test_不知哪一天的经过跟在前一步后面(opened: Shown, page: ProposalsPage, tmp_path: Path) -> None:
    file = tmp_path / "提案.csv"
    file.write_text(REGISTER.replace("\n1,", "\n9,"), encoding="utf-8")
    page.take_files([file])
    opened.settle()
    assert page.importing is not None
    page.importing.enter_now()
    opened.settle()
    stand_on(opened, page, "关于农村污水治理的建议")
    shown = [one.text() for one in page.detail.findChildren(QLabel) if not one.isHidden()]
    past = shown[shown.index("经过") + 1 :]
    assert past[:9] == ["2026-01-14", "●", "收到", "", "●", "立案", "", "●", "交办"]


def test_按钮就是现在可做的步骤(opened: Shown, page: ProposalsPage) -> None:
    stand_on(opened, page, TITLES[0])
    buttons = {one.text() for one in page.detail.findChildren(QAbstractButton) if one.isVisible()}
    assert {"签收", "答复"} <= buttons
    assert "立案" not in buttons


def test_登记一条答复(opened: Shown, page: ProposalsPage) -> None:
    stand_on(opened, page, TITLES[0])
    take(
        opened,
        page,
        "答复",
        unit="县住建局",
        doc_no="住建〔2026〕9号",
        **{"class": "A", "disclosure": "公开", "date": "2026-11-20"},
    )
    found = opened.office.register.get("1")
    assert found.state is State.REPLIED
    assert opened.office.undoable.startswith("答复")


def test_不用填什么的步骤一按就做(opened: Shown, page: ProposalsPage) -> None:
    stand_on(opened, page, TITLES[0])
    take(opened, page, "评优")
    assert opened.office.register.get("1").excellent


def test_缺了要填的就不做(opened: Shown, page: ProposalsPage) -> None:
    stand_on(opened, page, TITLES[1])
    panel = take(opened, page, "交办")
    assert panel is not None
    assert "还缺" in panel.problem.text()
    assert opened.office.register.get("2").state is State.FILED


@pytest.mark.parametrize(
    "action", [one for one in ACTION_TABLE if one.offered and needs_words(one)], ids=lambda one: one.name
)
def test_每个步骤要填的都有名字(opened: Shown, page: ProposalsPage, action: object) -> None:
    stand_on(opened, page, TITLES[0])
    assert page.detail.proposal is not None
    panel = StepPanel(page.desk, page.detail.proposal, action)  # type: ignore[arg-type]
    opened.bot.addWidget(panel)
    assert all(editor.accessibleName() for editor in panel.editors.values())


def test_登记一件新提案(opened: Shown, page: ProposalsPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    editor = page.detail.editor
    assert editor is not None
    for key, text in (("title", "关于县城停车难的建议"), ("sponsors", "谷雨生")):
        line = editor.form.editors[key]
        assert isinstance(line, QLineEdit)
        line.setText(text)
    editor.save_now()
    opened.settle()
    assert "关于县城停车难的建议" in titles(page)
    assert page.detail.proposal is not None
    assert page.detail.proposal.sponsors[0].member is not None


def test_名册里没有的提案人会说一声(opened: Shown, page: ProposalsPage) -> None:
    stand_on(opened, page, TITLES[1])
    page.detail.edit_action.trigger()
    editor = page.detail.editor
    assert editor is not None
    line = editor.form.editors["sponsors"]
    assert isinstance(line, QLineEdit)
    line.setText("某某协会")
    editor.save_now()
    opened.settle()
    assert "某某协会" in opened.said()
    assert opened.office.register.get("2").sponsors[0].name == "某某协会"


def test_案由不能为空(opened: Shown, page: ProposalsPage) -> None:
    page.add_action.trigger()
    editor = page.detail.editor
    assert editor is not None
    editor.save_now()
    opened.settle()
    assert "案由" in editor.problem.text()


def test_撤销一步_列表跟着变(opened: Shown, page: ProposalsPage) -> None:
    stand_on(opened, page, TITLES[0])
    take(opened, page, "列重点", leader="沈长河")
    assert dict(page.views())["重点"] == 1
    opened.window.undo()
    opened.settle()
    assert dict(page.views())["重点"] == 0


def test_首页的一行打开的正是它数的提案(opened: Shown, page: ProposalsPage) -> None:
    ids = tuple(page.model.ids[1:])
    opened.go("proposals", Target(ids=ids, title="件提案待审查"))
    assert list(page.model.ids) == list(ids)


def test_搜索框按案由找到提案(opened: Shown) -> None:
    opened.window.search.setText("步道")
    opened.window.search.search_now()
    assert [hit.page for hit in opened.window.search.hits] == ["proposals"]


def test_导入登记表(opened: Shown, page: ProposalsPage, tmp_path: Path) -> None:
    file = tmp_path / "提案.csv"
    file.write_text(REGISTER.replace("\n1,", "\n9,"), encoding="utf-8")
    page.take_files([file])
    opened.settle()
    assert page.importing is not None
    assert page.importing.preview is not None
    assert page.importing.preview.new == 1
    page.importing.enter_now()
    opened.settle()
    assert opened.office.register.get("提案9").title == "关于农村污水治理的建议"


def test_没有会议不能登记(empty_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    office = Office.create(tmp_path / "无会议.liange", office_name="政协云川县委员会", term="第九届")
    found = show(empty_window, office, qtbot)
    page = cast("ProposalsPage", found.go("proposals"))
    page.add_action.trigger()
    assert "次会议" in found.said()


def test_慈溪提案_从窗口进来(opened: Shown, page: ProposalsPage, shared_data: Path) -> None:
    page.take_files([shared_data / "cixi_2017" / "motions.csv"])
    opened.settle()
    assert page.importing is not None
    assert page.importing.preview is not None
    assert "296 行是人大建议" in page.importing.summary.text()
    assert len(page.importing.preview.rows) == 381


def test_草稿另外数_查到几件也说(opened: Shown, page: ProposalsPage) -> None:
    opened.office.register.add({"title": "还没写完的建议"}, None)
    page.reload()
    assert page.counts.text().endswith("草稿 2")
    page.search.setText("还没写完")
    page.filter_now()
    assert page.counts.text().startswith("列出 1 件")


def test_详情里的案由写全(opened: Shown, page: ProposalsPage) -> None:
    whole = "关于进一步完善乡镇卫生院人才引进培养使用机制、切实提高基层医疗卫生服务能力和水平的建议"
    opened.office.register.add({"title": whole}, None)
    page.reload()
    stand_on(opened, page, whole)
    assert whole in texts(page)
