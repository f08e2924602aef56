"""Make the pictures of the manual: the real window on the demo office, drawn without a screen.

    python docs/manual/make_screenshots.py [NAME …]

Everything is made in a folder of its own that is gone afterwards; the day is always 2026-11-01. The letters come
from the PC's fonts, as the window's do (Noto Sans CJK SC is best), or from resources/fonts where there is no Chinese.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
from camera import IMAGES, ROOT, STICK, TODAY, Camera, dress  # chooses the platform before Qt is imported
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from app.db import host
from app.office import Office, Reason
from app.ui.desk import Target
from app.ui.pages.grid.page import GridPage
from app.ui.pages.proposals.page import ProposalsPage
from app.ui.pages.reports.batch import BatchRoom
from app.ui.pages.reports.givenforms import GivenFormsRoom
from app.ui.pages.reports.page import ReportsPage
from app.ui.pages.reports.pagesview import GAP, PX_PER_PT, PagesView
from app.ui.pages.reports.wordings import WordingsRoom
from app.ui.pages.roster.bulk import BulkRoom
from app.ui.pages.roster.importing import ASKED
from app.ui.pages.roster.page import RosterPage
from app.ui.pages.roster.renewal import SECTORS, RenewalRoom
from app.ui.pages.roster.statuspanel import StatusPanel
from app.ui.pages.roster.teams import TeamsRoom
from app.ui.pages.safety.page import SafetyPage

A4_HEIGHT = 842
"""In pt."""

TABLE = """姓名,性别,出生年月,民族,党派,所属界别,所在专委会,工作单位及职务,手机号
岑向荣,男,1979-06,汉,中共,经济,经济委员会,云川县供销社主任,12000000901
鹿小满,女,1988-13,汉,民盟,教育,教科卫体委员会,云川县第三小学教师,12000000902
阿依努尔·买买提,女,1985-02,维吾尔族,无党派,少数民族,民族宗教委员会,云川县民族医院主治医师,12000000903
皇甫清源,男,1972.11,汉,中共、民建,工商联,经济委员会,云川县工商联副主席,12000000904
上官思齐,,,,,,,中共云川县委党校常务副校长,12000000905
,女,1990-01,汉,群众,青联,,云川县青年创业协会秘书长,12000000906
"""
"""An invented table with what such tables have: a wrong month, a row without a name, somebody with a new job."""

WORDS = """姓名,性别,出生年月,界别,学历,专委会,工作单位及职务
毕云舒,男,1981-04,经济界别,大学,经济委,云川县供销社副主任
何曼青,女,1986-09,教育届,研究生,科教文卫委员会,云川县第一中学教师
李文苒,女,,医卫,,,云川县中医院护士长
"""
"""Words that no code list has, and somebody whose name a 委员 bears."""

COMING = """姓名,性别,出生年月,界别,工作单位及职务
毕云舒,男,1981-04,经济,云川县供销社副主任
何曼青,女,1986-09,教育,云川县第一中学教师
申屠明远,男,1979-12,农业农村,云川县农科所研究员
"""
"""The new members of a next 届."""

NAMES = "常务委员（4人）\n上官思齐　袁梦溪　许致和\n林清秋\n"
"""A list of names: two new, one who is 常委 already, one whom nobody knows."""


# --------------------------------------------------------------------------- the pictures, in the order they are taken


def looking(camera: Camera) -> None:
    """What is only looked at."""
    camera.go("home")
    camera.take("home")
    roster = camera.page(RosterPage)
    roster.show_target(Target(record=camera.reader.roster.get("武若谷").id))
    camera.take("roster")
    proposals = camera.page(ProposalsPage)
    late = camera.reader.register.ids(view="逾期")
    proposals.show_target(Target(record=late[0]))
    camera.take("proposals")
    reports = camera.page(ReportsPage)
    reports.show_target(Target(view="主席会议材料"))
    camera.settle()
    show_page(reports.pages, 2)
    camera.take("reports")
    safety = camera.page(SafetyPage)
    safety.backups.folder.setCurrentText(str(STICK))
    safety.backups.show_folder()
    camera.settle()
    place = safety.backups.place
    place.setText(
        place.text().replace(f"{camera.folder}{os.sep}", "")
    )  # where the picture was made is nobody's business
    camera.take("safety")


def show_page(view: PagesView, number: int) -> None:
    """Show the whole of one page."""
    high = view.viewport().height() - 2 * GAP
    view.set_zoom(high / (A4_HEIGHT * PX_PER_PT))
    view.verticalScrollBar().setValue(number * (high + GAP))


def grid(camera: Camera) -> None:
    """The grid, one person of it, and what an assignment would do after somebody has left."""
    page = camera.page(GridPage)
    camera.take("grid")
    chosen = camera.reader.roster.get("林清荷")
    page.show_member(chosen.id)
    camera.take("grid_person")
    page.canvas.choose(None)

    def leave(office: Office) -> None:
        office.roster.change(chosen, {"status": "辞职"}, day=TODAY.isoformat(), reason=Reason("工作调动"))

    if camera.window.desk is not None:
        camera.window.desk.do("退出", leave)
    camera.settle()
    page.changes.assign()
    camera.settle()
    dialog = camera.window.findChild(QDialog)
    camera.take("grid_plan", dialog)
    if dialog is not None:
        dialog.reject()


def members(camera: Camera) -> None:
    """Finding members, one of them in full, and what a change of one or of many would bring about."""
    page = camera.page(RosterPage)
    page.view_bar.ask_new()
    for condition in ("年龄>=55", "性别=男"):
        page.filters.add(condition)
    page.view_bar.name.setText("五十五岁以上男委员")
    page.view_bar.keep_now()
    camera.settle()
    page.filters.add("界别=中共,教育,农业,工商联,经济")
    page.filters.open_editor()
    camera.take("roster_filter")
    page.filters.close_editor()
    page.chips.press("全部")
    camera.settle()
    someone = camera.reader.roster.get("林清荷")
    page.show_target(Target(record=someone.id))
    page.detail.ask_leaving()
    panel = page.detail.findChild(StatusPanel)
    if panel is not None:
        panel.kind.setCurrentText("调离")
        panel.day.reason.setText("工作调动")
    camera.take("roster_leave")
    page.detail.show_again()


def history(camera: Camera) -> None:
    """What was changed of one member, by whom and when."""
    someone = camera.reader.roster.get("武若谷")
    desk = camera.window.desk
    if desk is None:
        return
    desk.do("修改", lambda office: office.roster.change(someone, {"phone": "12000000988"}, day=None))
    desk.do(
        "修改",
        lambda office: office.roster.change(
            office.roster.get("武若谷"),
            {"employer": "云川县文化馆", "job_title": "副馆长"},
            day="2026-10-08",
            reason=Reason("工作调动"),
        ),
    )
    camera.settle()
    page = camera.page(RosterPage)
    page.show_target(Target(record=someone.id))
    page.detail.show_history()
    camera.settle()
    bar = page.detail.area.verticalScrollBar()
    bar.setValue(bar.maximum() * 2 // 3)
    camera.take("roster_history")
    page.detail.show_member(None)


def rooms(camera: Camera) -> None:
    """The rooms beside the roster."""
    page = camera.page(RosterPage)
    forms = page.open_room("forms")
    camera.take("roster_forms")
    forms.left.emit()
    some = [one.id for one in camera.reader.frame.people() if one.sector == "教育" and one.is_active][:6]
    page.list.show_ids(some)
    bulk = page.open_room("bulk")
    if isinstance(bulk, BulkRoom):
        bulk.field.setCurrentIndex(bulk.field.findData("sector"))
        bulk.value.setCurrentText("科技")
        bulk.day.reason.setText("界别调整")
        bulk.look_now()
    camera.take("roster_bulk")
    bulk.left.emit()
    teams = page.open_room("teams")
    if isinstance(teams, TeamsRoom):
        teams.chips.press("委员工作室")
    camera.take("teams")
    teams.left.emit()
    page.open_room("quotas")
    camera.take("quotas")
    renewal = page.open_room("renewal")
    file = camera.folder / "第十二届新任委员.csv"
    file.write_text(COMING, encoding="utf-8-sig")
    if isinstance(renewal, RenewalRoom):
        renewal.name.setText("第十二届")
        renewal.start.setText("2031-01-10")
        renewal.source.added.setChecked(True)
        renewal.take_files([file])
        camera.settle()
        renewal.sectors.wished["农业"] = "农业农村"
        renewal.plan_now()
        renewal.tabs.setCurrentIndex(SECTORS)
    camera.take("renewal")
    if isinstance(renewal, RenewalRoom):
        renewal.name.clear()
        renewal.source.clear()
        renewal.sectors.forget()
    renewal.left.emit()


def furnish(camera: Camera) -> None:
    """Give the demo office a 委员工作室 with somebody who is no 委员, 名额, and gaps in what is known of members."""

    def work(office: Office) -> None:
        team = office.teams.add(
            "委员工作室",
            "惠民工作室",
            {"address": "城关镇河东路 2 号", "founded": "2026-03", "contact": "文锦"},
        )
        for name, role in (("姜如意", "负责人"), ("廖学礼", ""), ("董淼", "联络员")):
            office.teams.put(team, [office.roster.get(name)], role, day="2026-03-01")
        seats = {"name": "周向明", "role": "信息员", "employer": "城关镇河东社区", "starts": "2026-04"}
        office.teams.add_outsider(office.teams.get("惠民工作室"), seats)
        office.quotas.set({line.sector: line.held for line in office.quotas.seats() if line.sector})
        office.quotas.set({"民盟": 8, "妇联": 5, "教育": 11, "医卫": 9})
        for name, key in (
            ("董淼", "phone"),
            ("李文苒", "phone"),
            ("赵有为", "education"),
            ("曹逸飞", "ethnicity"),
        ):
            office.roster.change(office.roster.get(name), {key: ""}, day=None)
        office.roster.change(office.roster.get("董淼"), {"education": ""}, day=None)

    if camera.window.desk is not None:
        camera.window.desk.do("小组和名额", work)
    camera.settle()


def paper(camera: Camera) -> None:
    """A 登记表 as it would be printed."""
    reports = camera.page(ReportsPage)
    reports.show_target(Target(view="委员登记表"))
    reports.options.answer("委员", "武若谷")
    reports.preview()
    camera.settle()
    show_page(reports.pages, 0)
    camera.take("record")
    wordings = reports.open_room("wordings")
    if isinstance(wordings, WordingsRoom):
        wordings.wordings.stand_on("主席会议通知")
    camera.wait_for(0.6)  # it looks a moment after the last letter
    camera.take("wordings")
    wordings.left.emit()
    given = reports.open_room("given")
    if isinstance(given, GivenFormsRoom):
        given.add(_sheet_of_a_superior(camera.folder))
    camera.settle()
    camera.take("given")
    given.left.emit()
    batch = reports.open_room("batch")
    if isinstance(batch, BatchRoom):
        for item in (batch.forms.item(row) for row in range(5)):
            item.setCheckState(Qt.CheckState.Checked)
        batch.make_in(camera.folder / "周四主席会议")
        camera.settle()
        batch.told.setText(batch.told.text().replace(f"{camera.folder}{os.sep}", ""))
    camera.take("batch")
    batch.left.emit()
    reports.open_room("archive")
    camera.wait_for(0.6)
    camera.take("archive")


def _sheet_of_a_superior(folder: Path) -> Path:
    """Make a form such as a city's office sends: labels with empty cells beside them."""
    document = docx.Document()
    document.add_heading("市政协委员履职情况登记表", 0)
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    for words in (("姓　名", "", "性　别", ""), ("民　族", "", "出生年月", ""), ("政治面貌", "", "界　别", ""), ("单位及职务", "", "联系电话", ""),
                  ("主要履职情况", "", "备　注", "")):  # fmt: skip
        for cell, text in zip(table.add_row().cells, words, strict=True):
            cell.text = text
    file = folder / "市政协委员履职情况登记表.docx"
    document.save(str(file))
    return file


def coming_in(camera: Camera) -> None:
    """Tables and lists coming in."""
    page = camera.page(RosterPage)
    file = camera.folder / "增补委员.csv"
    file.write_text(TABLE, encoding="utf-8-sig")
    page.take_files([file])
    camera.take("roster_import")
    file = camera.folder / "教育局报来的名单.csv"
    file.write_text(WORDS, encoding="utf-8-sig")
    page.take_files([file])
    camera.settle()
    if page.importing is not None:
        page.importing.chips.press(ASKED)
        camera.take("import_who")
        page.importing.tabs.setCurrentWidget(page.importing.words)
        camera.take("import_words")
    posting = page.open_posting()
    posting.names.setPlainText(NAMES)
    posting.day.setText(TODAY.isoformat())
    posting.check_now()
    camera.take("posts")


def looking_back(camera: Camera) -> None:
    """An earlier 届 after a 换届."""
    camera.window.renew_pages()  # nobody is there to answer for what stands half written
    camera.page(RosterPage)

    def renew(office: Office) -> None:
        wish = replace(office.renewal.wish(), name="第十二届", start="2026-11-01", all_stay=True)
        office.renewal.carry_out(office.renewal.plan(wish))

    if camera.window.desk is not None:
        camera.window.desk.do("换届", renew)
    camera.settle()
    camera.window.back.look_at("第十一届")
    camera.settle()
    camera.take("lookback")


def main(wanted: set[str]) -> None:
    """Take the pictures that were asked for, or all."""
    host.machine_name, host.user_name = (lambda: "办公室电脑"), (lambda: "文锦")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="liange-manual-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        os.environ |= {
            key: str(folder)
            for key in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DOCUMENTS_DIR", "APPDATA")
        }
        os.chdir(folder)
        application = QApplication(sys.argv[:1])
        dress(application)
        camera = Camera(folder, wanted)
        camera.window.show_first_run()
        camera.take("firstrun")
        camera.open_demo()
        steps: tuple[Callable[[Camera], None], ...] = (
            looking,
            furnish,
            members,
            history,
            rooms,
            paper,
            grid,
            coming_in,
            looking_back,
        )
        for step in steps:
            step(camera)
        camera.window.close()
        os.chdir(ROOT)


if __name__ == "__main__":
    main(set(sys.argv[1:]))
