"""填报表 coming back: read into the roster as one operation."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from app.db.spellings import Spellings
from app.domain.errors import Refused
from app.domain.member import Member
from app.office import Office
from app.services.fill_returns import FillPreview
from tests.offices import add
from tests.services.filled import fill, sheet


@pytest.fixture
def person(office: Office) -> Member:
    add(office, "李静", no="7", sex="女", sector="教育", ethnicity="汉族", employer="县一中")
    return office.roster.get("李静")


def told(preview: FillPreview) -> list[tuple[str, str, str, str]]:
    return [(form.member.name, *change) for form in preview.forms for change in form.changes]


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_没有填的表收回来什么也不改(office: Office, person: Member, tmp_path: Path, form: str) -> None:
    (file,) = office.fill_forms.make(tmp_path / "发", formats=(form,))
    assert file.name == f"填报表 7 李静.{form}"
    preview = office.fill_returns.read([file])
    assert (preview.forms, preview.unchanged, preview.errors) == ((), (person,), ())
    with pytest.raises(Refused, match="没有新的内容"):
        office.fill_returns.enter(preview)


def test_填好的收回成一步操作(office: Office, person: Member, tmp_path: Path) -> None:
    (file,) = office.fill_forms.make(tmp_path, deadline="2026-12-10", back_to="县政协办公室")
    answers = {
        "出生年月": "1975.3",
        "手机": "139 0000 0001",
        "政治面貌": "中共党员",
        "专委会": "提案委员会（副主任）",
        "工作单位": "县二中",
    }
    preview = office.fill_returns.read([fill(file, answers)])
    assert told(preview) == [
        ("李静", "工作单位", "县一中", "县二中"),
        ("李静", "出生年月", "", "1975-03"),
        ("李静", "政治面貌", "", "中共"),
        ("李静", "专委会", "", "提案委员会（副主任）"),
        ("李静", "手机", "", preview.forms[0].changes[-1][2]),
    ]
    assert office.fill_returns.enter(preview) == 1
    assert office.undoable == "收回填报表 1 人"
    now = office.roster.get("李静")
    assert (now.birth, now.affiliations, now.employer) == ("1975-03", ("中共",), "县二中")
    office.undo()
    assert office.roster.get("李静") == person
    office.redo()
    assert office.roster.get("李静").birth == "1975-03"
    assert office.safety.check() == []


def test_表格的回收同文档一样(office: Office, person: Member, tmp_path: Path) -> None:
    preview = office.fill_returns.read(
        [sheet(tmp_path / "表.xlsx", person, {"姓名": "李静", "学历": "本科"})]
    )
    assert told(preview) == [("李静", "学历", "", "大学本科")]


def test_发出后名册改了旧值不回头(office: Office, person: Member, tmp_path: Path) -> None:
    (file,) = office.fill_forms.make(tmp_path)
    office.roster.change(person, {"employer": "县教育局"}, day=None)
    assert office.fill_returns.read([file]).forms == ()


def test_认不出或认错人都说(office: Office, person: Member, tmp_path: Path) -> None:
    add(office, "王强", no="8")
    (mine,) = office.fill_forms.make(tmp_path, members=[person])
    fill(mine, {"姓名": "王强", "手机": "13900000001"})
    blank = tmp_path / "别的.docx"
    docx.Document().save(str(blank))
    stranger = sheet(tmp_path / "外人.xlsx", Member(99, 99, "张三"), {"学历": "本科"})
    broken = tmp_path / "坏.docx"
    broken.write_bytes(mine.read_bytes()[:2000])
    plain = tmp_path / "文字.docx"
    plain.write_text("不是", encoding="utf-8")
    preview = office.fill_returns.read([mine, blank, stranger, broken, plain])
    assert preview.forms == ()
    said = {finding.file: finding.message for finding in preview.errors}
    assert "姓名却写着“王强”" in said[mine.name]
    assert "没有表号" in said["别的.docx"]
    assert "本届名册里没有" in said["外人.xlsx"]
    assert "损坏" in said["坏.docx"]
    assert "不是 Word 文件" in said["文字.docx"]


def test_一人两份只收一份(office: Office, person: Member, tmp_path: Path) -> None:
    for name in ("一", "二"):
        sheet(tmp_path / f"{name}.xlsx", person, {"学历": "本科"})
    preview = office.fill_returns.read([tmp_path])
    assert (len(preview.forms), len(preview.errors)) == (1, 1)
    assert "已经有一份填报表“一.xlsx”" in preview.errors[0].message


def test_填错的格说明不收(office: Office, person: Member, tmp_path: Path) -> None:
    cells = {"出生年月": "去年", "性别": "不明", "政协职务": "主席", "学历": "无"}
    preview = office.fill_returns.read([sheet(tmp_path / "表.xlsx", person, cells)])
    assert preview.forms == ()
    assert {finding.column for finding in preview.errors} == {"出生年月", "性别"}
    assert [finding.column for finding in preview.warnings] == ["政协职务"]


def test_每一格按导入的规矩看_少几位的手机_对不上的证件(
    office: Office, person: Member, tmp_path: Path
) -> None:
    cells = {
        "证件类型": "护照", "身份证号": "E12345678", "手机": "1380013", "参加工作时间": "2030年13月",
    }  # fmt: skip
    preview = office.fill_returns.read([sheet(tmp_path / "一.xlsx", person, cells)])
    assert {label for _name, label, *_rest in told(preview)} == {"证件类型", "身份证号", "手机"}
    assert [(one.column, one.message) for one in preview.warnings] == [
        ("手机", "手机“1380013”有 7 位，手机号应为 11 位，请核对")
    ]
    assert [one.column for one in preview.errors] == ["参加工作时间"]
    papers = {"身份证号": "110101199003070011", "出生年月": "1975-03"}
    preview = office.fill_returns.read([sheet(tmp_path / "二.xlsx", person, papers)])
    assert [one.message for one in preview.warnings] == [
        "出生年月“1975-03”与身份证号中的“1990-03-07”不一致，请核对",
        "性别“女”与身份证号中的“男”不一致，请核对",
    ]


def test_界别没定的可以填定了的不改(office: Office, person: Member, tmp_path: Path) -> None:
    add(office, "王强")
    nobody = office.roster.get("王强")
    preview = office.fill_returns.read(
        [
            sheet(tmp_path / "一.xlsx", nobody, {"界别": "农业界"}),
            sheet(tmp_path / "二.xlsx", person, {"界别": "农业"}),
        ]
    )
    assert told(preview) == [("王强", "界别", "", "农业")]
    assert [finding.column for finding in preview.warnings] == ["界别"]


@pytest.mark.parametrize(
    ("label", "list_name", "written", "means", "now"),
    [
        ("专委会", "专委会", "提案委（主任）", "提案委员会", "提案委员会（主任）"),
        ("专委会", "专委会", "提案委；文史委员会", "提案委员会", "提案委员会、文史委员会"),
        ("学历", "学历", "本硕连读", "硕士研究生", "硕士研究生"),
        ("片区", "片区", "城关", "城关街道", "城关街道"),
    ],
)
def test_导入时记住的写法_填报表里也认(
    office: Office, person: Member, tmp_path: Path, label: str, list_name: str, written: str, means: str, now: str
) -> None:  # fmt: skip
    word = written.partition("（")[0].partition("；")[0]
    with office.data.operation("记住写法"):
        Spellings(office.data).keep(list_name, word, means)
    preview = office.fill_returns.read([sheet(tmp_path / "表.xlsx", person, {label: written})])
    assert preview.errors == ()
    assert told(preview) == [("李静", label, "", now)]
    office.fill_returns.enter(preview)
    assert office.safety.check() == []


def test_表号印在纸上换了程序也认得(office: Office, person: Member, tmp_path: Path) -> None:
    (file,) = office.fill_forms.make(tmp_path)
    fill(file, {"手机": "13900000001"})
    bare = tmp_path / "另存.docx"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(bare, "w") as new:
        for part in old.namelist():
            if part != "docProps/core.xml":
                new.writestr(part, old.read(part))
    assert [change[1:] for change in told(office.fill_returns.read([bare]))] == [("手机", "", "13900000001")]


def test_炸弹和实体都不展开(office: Office, person: Member, tmp_path: Path) -> None:
    bomb, entity = tmp_path / "炸.docx", tmp_path / "实体.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * (30 << 20))
    with zipfile.ZipFile(entity, "w") as packed:
        packed.writestr("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    preview = office.fill_returns.read([bomb, entity])
    assert [finding.file for finding in preview.errors] == ["炸.docx", "实体.docx"]
