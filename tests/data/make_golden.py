"""Make the golden files of the schema: `python -m tests.data.make_golden`, once per released schema, then never again.

A later version must open them, find nothing wrong, and read the same rows. Everyone in them is invented.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from datetime import date, datetime
from pathlib import Path
from unittest.mock import patch

import docx
from PIL import Image

from app.db import host
from app.db.changelog import logged_tables
from app.db.engine import Database
from app.db.schema import SCHEMA_VERSION
from app.db.spellings import Spellings
from app.domain.member import Seat
from app.office import Office

HERE = Path(__file__).resolve().parent
GOLDEN = HERE / f"golden_v{SCHEMA_VERSION}.liange"
SNAPSHOT = HERE / f"golden_v{SCHEMA_VERSION}_snapshot.zip"
EXPECTED = HERE / f"golden_v{SCHEMA_VERSION}.json"
PASSWORD = "梧桐'树 2026"
NOW = datetime(2026, 11, 22, 9, 0)


def dump(db: Database) -> dict[str, list[dict[str, object]]]:
    """Every business row by table, as JSON can hold it."""
    found: dict[str, list[dict[str, object]]] = {}
    for table in logged_tables(db):
        cursor = db.execute(f"SELECT * FROM {table} ORDER BY id")
        names = [column[0] for column in cursor.description]
        found[table] = [dict(zip(names, row, strict=True)) for row in cursor]
    return found


def fill(office: Office) -> None:
    """A year of a very small office: every table has rows, every kind of operation is in the history."""
    roster, grid, register = office.roster, office.liaison, office.register
    roster.add({"name": "沈长河", "no": "001", "sex": "男", "birth": "1968-04", "ethnicity": "汉族", "affiliations": ("中共",), "sector": "中共",
                "posts": ("党组书记", "主席"), "rank_no": 1, "employer": "县政协", "job_title": "党组书记、主席"})  # fmt: skip
    roster.add({"name": "顾书岚", "no": "002", "sex": "女", "birth": "1971", "affiliations": ("民盟", "中共"), "sector": "教育",
                "posts": ("副主席",), "rank_no": 2, "committees": (Seat("提案委员会", "主任"),), "phone": "13800000001"})  # fmt: skip
    roster.add({"name": "𠮷田㛃", "no": "003", "former_name": "吉田洁", "affiliations": ("群众",), "sector": "工商联", "posts": ("常委",),
                "committees": (Seat("经济委员会"),), "groups": (Seat("城关小组", "组长", "街道小组"), Seat("一组", kind="学习组"))})  # fmt: skip
    roster.add({"name": "艾则孜·热合曼", "no": "004", "ethnicity": "维吾尔族", "affiliations": ("中共",), "sector": "农业", "is_new": True,
                "religion": "无", "id_number": "", "area": "城关街道", "note": "两\n行，“引号”"})  # fmt: skip
    roster.add({"name": "米雪", "no": "005", "affiliations": ("无党派",), "sector": "教育"}, day="2026-03-01")
    roster.change(
        roster.get("005"), {"sector": "文艺", "committees": (Seat("文史委员会"),)}, day="2026-06-01"
    )
    grid.assign("2026-01-15")
    grid.add_guest(1, "文锦", "县委统战部部长")
    grid.forbid(roster.get("005"), roster.get("002").id)
    first = register.add(
        {
            "title": "关于修复古桥的提案",
            "text": "古桥年久失修。\n建议：一、勘测；二、修缮。",
            "sponsors": ("003", "004"),
        }
    ).proposal
    register.do(first, "提交", {"received": "2026-01-12"})
    register.do(register.get("流水1"), "立案", {"date": "2026-01-20"})
    register.do(
        register.get("1"), "交办", {"lead": "住房和城乡建设局", "assisting": "财政局", "date": "2026-02-01"}
    )
    register.do(register.get("1"), "签收", {"unit": "住房和城乡建设局", "date": "2026-02-03"})
    second = register.add(
        {"title": "关于疏浚河道的提案", "text": "", "sponsors": ("米雪",), "category": "生态环境"}
    ).proposal
    register.do(second, "提交", {"received": "2026-01-13"})
    register.do(register.get("流水2"), "并入", {"into": "1"})
    fill_second(office)
    fill_third(office)
    roster.add({"name": "误录", "no": "009"})
    roster.remove(roster.get("009"))
    roster.change(roster.get("004"), {"status": "辞职"}, day="2026-11-20")
    office.undo()
    office.redo()
    roster.change(roster.get("002"), {"phone": "13800000002"}, day=None)
    office.undo()


def fill_second(office: Office) -> None:
    """What the second schema brought: teams with people who are no 委员, 名额, words of a 届, spellings, a photo."""
    roster, teams = office.roster, office.teams
    studio = teams.add(
        "委员工作室", "惠民工作室", {"address": "河东路 2 号", "founded": "2026-03", "contact": "文锦", "phone": "13800000009"}
    )  # fmt: skip
    teams.lead(studio, roster.get("005"), day="2026-04-01")
    teams.put(teams.get("提案委员会"), [roster.get("003")], "兼职副主任", day="2026-04-01")
    teams.add_outsider(
        teams.get("惠民工作室"),
        {"name": "老周", "role": "信息员", "employer": "城关街道办", "phone": "13800000008", "starts": "2026-04", "ends": "2027"},
    )  # fmt: skip
    teams.add_outsider(teams.get("惠民工作室"), {"name": "老吴", "role": "文史专员", "starts": "2026-04-01"})
    teams.end_outsider(teams.get("惠民工作室").outsiders[1], "2026-10-01")
    teams.rename(teams.get("城关小组"), "城关街道小组")
    teams.dissolve(teams.add("党小组", "第一党小组"), "2026-09-01")
    office.quotas.set({"中共": 3, "教育": 2, "文艺": 1})
    office.codes.add("界别", ["环境资源", "特邀"])
    office.setup.add_term("第十届", "2021-01-12")
    office.codes.limit("界别", "环境资源", since="第十一届")
    office.codes.retire("界别", "特邀")
    office.codes.rename("界别", "农业", "农业农村")
    office.field_choice.switch(["微信", "宗教信仰"], on=False)
    with office.data.operation("记住写法"):
        Spellings(office.data).keep("民族", "维族", "维吾尔族")
    picture = office.path.parent / "照片.png"
    Image.new("RGB", (300, 400), (196, 208, 220)).save(picture)
    office.photos.set(roster.get("001"), picture)


def fill_third(office: Office) -> None:
    """What the third schema brought: papers that are kept, a note on one, wordings of the office's own, a superior's form."""
    archive, paper = office.archive, office.paper
    archive.keep("名额表", {}, None, paper.preview("名额表"), "打印")
    archive.keep("名额表", {}, None, paper.preview("名额表"), "存为")
    office.roster.change(office.roster.get("003"), {"sector": "工会"}, day="2026-11-01")
    archive.keep(
        "委员结构分析表",
        {"年龄段": "40、50"},
        None,
        paper.preview("委员结构分析表", {"年龄段": "40、50"}),
        "存档",
    )
    archive.note(1, "作废：名额有误")
    office.wordings.change("慰问信", {"正文": "{{ 姓名 }}委员：\n云川县政协祝您和家人节日快乐。"})
    office.wordings.copy("慰问信", "春节慰问信")
    table = docx.Document()
    cells = table.add_table(rows=2, cols=2).rows
    for row, (title, mark) in zip(cells, (("姓名", ""), ("界别", "")), strict=True):
        row.cells[0].text, row.cells[1].text = title, mark
    file = office.path.parent / "上级登记表.docx"
    table.save(str(file))
    office.given_forms.add(file)


def make_office(path: Path, password: str = "") -> Office:
    """The golden office at a path."""
    office = Office.create(
        path, office_name="云川县政协", term="第十一届", start="2026-01-10", plenary="十一届一次会议",
        today=lambda: date(2026, 11, 22), clock=lambda: NOW, copy=0x0600D, password=password,
    )  # fmt: skip
    fill(office)
    return office


def main() -> None:
    """Write the three files."""
    with (
        tempfile.TemporaryDirectory() as name,
        patch.object(host, "machine_name", lambda: "演示机"),
        patch.object(host, "user_name", lambda: "演示员"),
    ):
        folder = Path(name)
        office = make_office(folder / "云川.liange")
        EXPECTED.write_text(json.dumps(dump(office.data.db), ensure_ascii=False, indent=1) + "\n", "utf-8")
        problems = office.safety.check()
        office.close()
        shutil.copy(folder / "云川.liange", GOLDEN)
        encrypted = make_office(folder / "加密.liange", PASSWORD)
        shutil.copy(encrypted.safety.backup_now(folder / "优盘").file, SNAPSHOT)
        encrypted.close()
    if problems:
        raise SystemExit(f"the golden office is not sound: {problems}")


if __name__ == "__main__":
    main()
