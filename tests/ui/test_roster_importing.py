from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from app.domain.wishes import NO_HEADER
from app.ui.headermap import WHOLE_SHEET
from app.ui.importing import BAD, NEW, SAME, UPDATED
from app.ui.pages.roster.importing import ASKED, RosterImporting
from app.ui.pages.roster.page import RosterPage
from tests.ui.conftest import Shown

TABLE = """清河县政协委员名册,,,,
姓名,性别,所属界别,单位及职务,出生日期
秦望,男,经济,县政协副主席,1970.05
米雪,女,教育,县第一中学教师,
谷雨生,男,工商联,,1975-03
"""


@pytest.fixture
def page(shown: Shown) -> RosterPage:
    return cast("RosterPage", shown.go("roster"))


def read(shown: Shown, page: RosterPage, tmp_path: Path, text: str = TABLE) -> RosterImporting:
    file = tmp_path / "名册.csv"
    file.write_text(text, encoding="utf-8")
    page.take_files([file])
    shown.settle()
    assert page.importing is not None
    return page.importing


def boxes(importing: RosterImporting) -> dict[str, QComboBox]:
    """The boxes of 表头对应 by header; the header row's by （表头在）."""
    found = {}
    for row in range(importing.headers.rowCount()):
        box, item = importing.headers.cellWidget(row, 2), importing.headers.item(row, 1)
        if isinstance(box, QComboBox) and item is not None:
            found[item.text()] = box
    return found


def pick(box: QComboBox, value: object) -> None:
    """Choose as the clerk does."""
    assert box.findData(value) >= 0
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def remap(importing: RosterImporting, header: str, key: str) -> None:
    """Choose a field for a header."""
    pick(boxes(importing)[header], key)


def marks(importing: RosterImporting) -> dict[str, str]:
    assert importing.preview is not None
    return {line.draft.name: str(line.mark) for line in importing.preview.rows}


def test_预览一行一行说要做什么(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path)
    assert marks(importing)["秦望"] == NEW
    assert marks(importing)["谷雨生"] == UPDATED
    assert importing.enter.isEnabled()


def test_确认前什么也没进(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    before = shown.office.undoable
    read(shown, page, tmp_path)
    assert shown.office.undoable == before


def test_导入是一次操作_可以整个撤销(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    read(shown, page, tmp_path).enter_now()
    shown.settle()
    assert shown.office.undoable.startswith("导入名册")
    assert len(shown.office.roster.listing()) == 7
    shown.window.undo()
    shown.settle()
    assert len(shown.office.roster.listing()) == 6


def test_第二次导入什么也不变(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    read(shown, page, tmp_path).enter_now()
    shown.settle()
    importing = read(shown, page, tmp_path)
    assert set(marks(importing).values()) == {SAME}
    assert not importing.enter.isEnabled() or importing.preview.proposals()  # type: ignore[union-attr]


def test_推出的职务勾上才设(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path)
    assert importing.posts.rowCount() == 1
    tick = importing.posts.item(0, 0)
    assert tick is not None
    tick.setCheckState(Qt.CheckState.Unchecked)
    importing.enter_now()
    shown.settle()
    assert shown.office.roster.get("秦望").posts == ()


def test_改表头对应后重新预览(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path, "姓名,籍贯地,所在单位\n秦望,清河,县医院\n")
    remap(importing, "籍贯地", "native_place")
    shown.settle()
    assert importing.preview is not None
    assert importing.preview.rows[0].draft.text("native_place") == "清河"


def test_粘贴的单元格也可以改表头和认人(shown: Shown, page: RosterPage) -> None:
    importing = page.open_import()
    importing.read_text("姓名\t籍贯地\n秦望\t清河\n米雪\t云川\n")
    shown.settle()
    remap(importing, "籍贯地", "native_place")
    shown.settle()
    assert importing.preview is not None
    assert importing.preview.rows[0].draft.text("native_place") == "清河"
    importing.lines.go_to(1)
    assert not importing.who.isHidden()
    importing.who.other.click()
    shown.settle()
    assert marks(importing) == {"秦望": NEW, "米雪": NEW}


def test_没导完的预览_Esc以后还在_名册变了就重新判断(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path, "姓名,籍贯地\n秦望,清河\n")
    remap(importing, "籍贯地", "native_place")
    shown.settle()
    QTest.keyClick(shown.window, Qt.Key.Key_Escape)
    assert not page.shows(importing)
    assert "预览还留着" in shown.said()
    shown.window.desk.do("另一处改", lambda office: office.roster.add({"name": "秦望"}))  # type: ignore[union-attr]
    shown.settle()
    page.import_action.trigger()
    shown.settle()
    assert page.shows(importing)
    assert marks(importing) == {"秦望": UPDATED}
    importing.enter_now()
    shown.settle()
    assert shown.office.roster.get("秦望").more["native_place"] == "清河"
    page.import_action.trigger()
    assert importing.preview is None


def test_只是人数对不上_没有可导出的行(shown: Shown, page: RosterPage) -> None:
    importing = page.open_import()
    importing.read_text("民革（3人）\n王　强 李　静\n")
    shown.settle()
    assert importing.preview is not None
    assert len(importing.preview.errors) == 1
    assert importing.faulty.isHidden()


def test_读得慢的文件_换了别的就不再出来(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    first, second = tmp_path / "甲.csv", tmp_path / "乙.csv"
    first.write_text("姓名\n秦望\n", "utf-8")
    second.write_text("姓名\n江葵\n", "utf-8")
    importing = page.open_import()
    importing.read([first])
    importing.read([second])
    shown.settle()
    assert marks(importing) == {"江葵": NEW}
    importing.read([first])
    importing.start()
    shown.settle()
    assert (importing.preview, importing.layers.currentWidget()) == (None, importing.zone)
    assert importing.enter.text() == "导入(&I)"


def test_每个表头都可以改(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path)
    found = [box.currentText() for header, box in boxes(importing).items() if header != WHOLE_SHEET]
    assert found == [
        "姓名",
        "性别",
        "界别",
        "单位职务",
        "出生年月",
    ]


def test_有误的行说出处_别的照样导入(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path, "姓名,性别,出生日期\n秦望,男,不知道\n柏松年,男,1980-01\n")
    assert list(marks(importing).values()).count(BAD) == 1
    assert importing.preview is not None
    assert importing.preview.errors[0].row == 2
    assert "只导入无误的 1 人" in importing.enter.text()
    importing.enter_now()
    shown.settle()
    assert [one.name for one in shown.office.roster.listing(text="柏松年")] == ["柏松年"]


def test_同名的人可以说是另一位(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path)
    rows = [line.draft.name for line in importing.preview.rows]  # type: ignore[union-attr]
    importing.lines.go_to(rows.index("米雪"))
    importing.who.other.click()
    shown.settle()
    assert marks(importing)["米雪"] == NEW


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("假.xlsx", b"not a workbook"),
        ("截断.xlsx", b"PK\x03\x04 cut off"),
        ("没有表头.csv", "甲,乙\n1,2\n".encode()),
    ],
    ids=["不是工作簿", "截断", "没有表头"],
)
def test_读不了的文件说一句话_什么也没进(
    shown: Shown, page: RosterPage, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    page.take_files([file])
    shown.settle()
    importing = page.importing
    assert importing is not None
    told = shown.said() or importing.findings.rows.texts(0)[-1]
    assert told
    assert not importing.enter.isEnabled()
    assert len(shown.office.roster.listing()) == 6


def test_返回名册(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path)
    importing.back.click()
    assert page.layers.currentIndex() == 0


def test_商城名册_从窗口进来(shown: Shown, page: RosterPage, shared_data: Path) -> None:
    folder = shared_data / "shangcheng_2026"
    page.take_files([folder / "shangcheng_roster_pseudonymous.xlsx"])
    shown.settle()
    assert page.importing is not None
    page.importing.enter_now()
    shown.settle()
    posting = page.open_posting()
    posting.read(folder / "standing_members.txt")
    shown.settle()
    posting.set_now()
    shown.settle()
    assert len(shown.office.roster.listing()) == 339 + 6


def test_改一个表头_留在表头对应那一页(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path)
    importing.tabs.setCurrentWidget(importing.headers)
    box = boxes(importing)["所属界别"]
    box.setFocus()
    box.setCurrentIndex(0)
    box.activated.emit(0)
    shown.settle()
    assert importing.tabs.currentWidget() is importing.headers
    assert boxes(importing)["所属界别"].currentIndex() == 0


def test_没有要改的_就不占要改的内容那一栏(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path, "姓名,性别\n秦望,男\n")
    keys = [column.key for column in importing.lines.rows.columns]
    assert importing.lines.isColumnHidden(keys.index("changes"))


def test_读到了_先前的提示就收起来(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    shown.window.message.say("剪贴板里没有表格。", "warning")
    read(shown, page, tmp_path)
    assert shown.said() == ""


# --------------------------------------------------------------------------- what the clerk says of the tables


def test_在问题里改一格_立刻重新判断_改完回到预览(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path, "姓名,性别\n秦望,南\n")
    assert importing.tabs.currentWidget() is importing.findings
    QTest.keyClick(importing.findings, Qt.Key.Key_Return)
    assert importing.mending.edit.hasFocus()
    assert (importing.mending.which.currentText(), importing.mending.edit.text()) == ("性别", "南")
    importing.mending.edit.setText("男")  # as an input method does
    QTest.keyClick(importing.mending.edit, Qt.Key.Key_Return)
    shown.settle()
    assert marks(importing) == {"秦望": NEW}
    assert importing.tabs.currentIndex() == 0
    assert importing.enter.hasFocus()
    assert (tmp_path / "名册.csv").read_text(encoding="utf-8") == "姓名,性别\n秦望,南\n"
    QTest.keyClick(importing.enter, Qt.Key.Key_Return)
    shown.settle()
    assert shown.office.roster.get("秦望").sex == "男"


def test_在预览里改没有错的一格_还站在那个人上(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path)
    importing.lines.go_to(2)
    name = importing.line_on.draft.name  # type: ignore[union-attr]
    QTest.keyClick(importing.lines, Qt.Key.Key_Return)
    titles = [importing.mending.which.itemText(n) for n in range(importing.mending.which.count())]
    importing.mending.which.setCurrentIndex(titles.index("所属界别"))
    importing.mending.edit.setText("工会")
    importing.mending.do.click()
    shown.settle()
    assert importing.line_on is not None
    assert (importing.line_on.draft.name, importing.line_on.draft.text("sector")) == (name, "工会")
    assert importing.lines.hasFocus()


def test_分不清的人并排看_就是这一位(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path, "姓名,界别,单位及职务\n米雪,经济,县茶厂会计\n秦望,经济,县医院\n")
    assert ASKED in importing.summary.text() or "请选定" in importing.summary.text()
    importing.chips.press(ASKED)
    assert [importing.lines.rows.texts(0)[0], importing.lines.rows.rowCount()] == [ASKED, 1]
    cells = [
        [importing.who.unlike.item(r, c) for c in range(3)] for r in range(importing.who.unlike.rowCount())
    ]
    assert [[item.text() for item in line if item] for line in cells] == [
        ["界别", "教育", "经济"],
        ["单位职务", "教师", "县茶厂会计"],
    ]
    QTest.keyClick(importing.lines, Qt.Key.Key_Return)
    assert importing.who.same.hasFocus()
    importing.who.same.click()
    shown.settle()
    assert marks(importing) == {"米雪": UPDATED, "秦望": NEW}
    importing.chips.press(UPDATED)
    importing.who.back.click()
    shown.settle()
    assert marks(importing)["米雪"] == BAD


def test_问题清单里按回车_到要选定的那一行(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path, "姓名,界别,单位及职务\n秦望,经济,县医院\n米雪,经济,县茶厂会计\n")
    importing.tabs.setCurrentWidget(importing.findings)
    QTest.keyClick(importing.findings, Qt.Key.Key_Return)
    assert importing.tabs.currentIndex() == 0
    assert importing.line_on is not None
    assert importing.line_on.draft.name == "米雪"
    assert importing.who.same.hasFocus()


def test_写法选一次_以后不再问(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path, "姓名,界别\n秦望,教育届\n柏松年,新界\n")
    assert importing.tabs.tabText(importing.tabs.indexOf(importing.words)) == "对应代码 2"
    importing.words.alike.click()
    shown.settle()
    assert importing.preview is not None
    assert [word.means for word in importing.preview.words] == ["教育", None]
    box = importing.words.table.cellWidget(1, 3)
    assert isinstance(box, QComboBox)
    pick(box, "")
    shown.settle()
    importing.enter_now()
    shown.settle()
    assert shown.office.roster.get("秦望").sector == "教育"
    assert shown.office.roster.get("柏松年").sector == ""
    again = read(shown, page, tmp_path, "姓名,界别\n苏合香,教育届\n")
    assert again.tabs.tabText(again.tabs.indexOf(again.words)) == "对应代码"
    assert again.preview is not None
    assert again.preview.rows[0].draft.text("sector") == "教育"


def test_认不出的表_选无表头和姓名列(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path, "1,秦望,男\n2,柏松年,男\n")
    assert importing.tabs.currentWidget() is importing.headers
    pick(boxes(importing)[WHOLE_SHEET], NO_HEADER)
    shown.settle()
    assert marks(importing) == {"秦望": NEW, "柏松年": NEW}
    remap(importing, "B 列", "")
    shown.settle()
    assert marks(importing) == {}


def test_停用的栏目在表头对应里说已停用(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    with shown.office.data.operation("停用学历"):
        shown.office.frame.registry.set_setting("fields.off", "education")
    importing = read(shown, page, tmp_path, "姓名,学历\n秦望,本科\n")
    box = boxes(importing)["学历"]
    assert (box.currentIndex(), box.findData("education")) == (0, -1)
    texts = [importing.headers.item(row, 3) for row in range(importing.headers.rowCount())]
    assert any(item is not None and "已停用" in item.text() for item in texts)


def test_导出有误的行(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path, "姓名,性别\n秦望,南\n柏松年,男\n")
    assert not importing.faulty.isHidden()
    importing.write_faulty(tmp_path / "有误.csv")
    shown.settle()
    assert "已把有误的 1 行" in shown.said()
    assert "秦望,南,名册.csv 第 2 行" in (tmp_path / "有误.csv").read_text("utf-8-sig")
    read(shown, page, tmp_path, "姓名,性别\n秦望,男\n")
    assert importing.faulty.isHidden()


@pytest.mark.parametrize(
    "text",
    [
        "姓名\t性别\n秦望\t男\n柏松年\t男\n",
        "民革（2人）\n秦 望（男）　柏松年（男）\n",
        "姓名\n秦望\n柏松年\n",
    ],
    ids=["单元格", "通知名单", "一列"],
)
def test_粘贴的单元格和名单都进预览(shown: Shown, page: RosterPage, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    page.paste()
    shown.settle()
    assert page.importing is not None
    assert marks(page.importing) == {"秦望": NEW, "柏松年": NEW}


def test_剪贴板里没有名单_说一句话(shown: Shown, page: RosterPage) -> None:
    QGuiApplication.clipboard().setText("午饭")
    page.paste()
    assert "没有表格或名单" in shown.said()
    assert page.importing is None


def test_换文件从头来_先前说的不算(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path)
    names = [line.draft.name for line in importing.preview.rows]  # type: ignore[union-attr]
    importing.lines.go_to(names.index("米雪"))
    importing.who.other.click()
    shown.settle()
    again = read(shown, page, tmp_path)
    assert marks(again)["米雪"] in (SAME, UPDATED)


def test_导入后还没有主席常委_结果里说怎么办(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    read(shown, page, tmp_path).enter_now()
    shown.settle()
    assert "还没有" not in shown.said()
    with shown.office.data.operation("免去职务"):
        for member in shown.office.roster.listing():
            shown.office.frame.members.change(member.id, {"posts": ()}, None)
    page.reload()
    read(shown, page, tmp_path, "姓名\n时初一\n").enter_now()
    shown.settle()
    assert shown.said().endswith("还没有主席、常委：可用“更多”里的“按名单设职务”。")
