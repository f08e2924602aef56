"""The desk of forms that superiors prescribe."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from app.domain.errors import LiangeError, NotFound, Refused, WrongUsage
from app.domain.fields import Privacy
from app.domain.given_form import Kind, Mode
from app.office import Office
from app.services.full_exports import LAST_FULL
from app.services.staged_files import ASIDE
from tests import given as forms


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def write(name: str, content: bytes) -> Path:
        file = tmp_path / name
        file.write_bytes(content)
        return file

    return write


def addresses(office: Office, name: str) -> dict[str, str]:
    return {place.address: place.field for place in office.given_forms.get(name).places}


def test_添加_列出_删除_可以撤销(county: Office, made: Callable[[str, bytes], Path]) -> None:
    desk = county.given_forms
    view = desk.add(made("上级登记表.docx", forms.personal_form()))
    assert [(one.name, str(one.subject), one.ending) for one in desk.listing()] == [
        ("上级登记表", "委员", "docx")
    ]
    assert view.words(view.form.places[0]) == "姓名"
    with pytest.raises(Refused, match="已经有名为"):
        desk.add(made("上级登记表.docx", forms.personal_form()))
    desk.delete(view.form)
    assert desk.listing() == []
    county.undo()
    assert (
        desk.export(desk.get("上级登记表"), county.path.with_name("原件.docx")).read_bytes()
        == forms.personal_form()
    )
    county.undo()
    assert desk.listing() == []
    county.redo()
    assert len(desk.get("上级登记表").places) == 8
    assert not county.safety.check()


def test_指定_改_取消(county: Office, made: Callable[[str, bytes], Path]) -> None:
    desk = county.given_forms
    body = forms.paragraph("{姓名}{other}") + forms.table(("工作实绩", ""), ("说明：", ""))
    form = desk.add(made("表.docx", forms.word(body)), "表").form
    assert desk.show(form).unknown == ("{other}",)
    view = desk.point_all(
        form,
        [
            ("{other}", "空白", None),
            ("表1!b1", "文字:优秀", None),
            ("表1!A2", "姓名", None),
            ("段1", "性别", None),
        ],
    )
    assert view.unknown == ()
    assert [(place.address, place.field, place.mode) for place in view.form.places[1:]] == [
        ("{other}", "blank", Mode.REPLACE), ("表1!B1", "文字:优秀", Mode.REPLACE), ("表1!A2", "name", Mode.APPEND), ("段1", "sex", Mode.APPEND),
    ]  # fmt: skip
    view = desk.point(desk.get("表"), "表1!B1", "民族")
    assert addresses(county, "表")["表1!B1"] == "ethnicity"
    desk.unpoint(desk.get("表"), ["表1!B1", "{other}"])
    assert set(addresses(county, "表")) == {"{姓名}", "表1!A2", "段1"}
    for address, field, trouble in (
        ("表1!Z9", "姓名", NotFound),
        ("表1!B1", "没有的", WrongUsage),
        ("段1#3", "姓名", NotFound),
    ):
        with pytest.raises(trouble):
            desk.point(desk.get("表"), address, field)
    with pytest.raises(NotFound):
        desk.unpoint(desk.get("表"), ["表1!B1"])


def test_每人一份_文件名安全_级别以外留空(
    county: Office, made: Callable[[str, bytes], Path], tmp_path: Path
) -> None:
    member = county.roster.get("江葵")
    county.roster.change(member, {"phone": "13900000001", "birth": "1975-03"}, day=None)
    desk = county.given_forms
    form = desk.add(made("登记/表.docx".replace("/", "_"), forms.personal_form()), "登记:表").form
    done = desk.fill(form, tmp_path / "出", whom="江葵、陆一鸣")
    assert [file.name for file in done.files] == ["登记：表 陆一鸣.docx", "登记：表 江葵.docx"]
    assert done.closed == ("手机",)
    cells = [[cell.text for cell in row.cells] for row in docx.Document(str(done.files[1])).tables[0].rows]
    assert (cells[0][1], cells[1][1], cells[2][1]) == ("江葵", "1975.03（51岁）", "")
    assert [file.name for file in (tmp_path / "出").iterdir() if file.name.startswith(".")] == []
    before = county.frame.registry.settings().get(LAST_FULL, "")
    full = desk.fill(form, tmp_path / "出", ids=[member.id], level="完整")
    assert docx.Document(str(full.files[0])).tables[0].rows[2].cells[1].text == "13900000001"
    assert county.frame.registry.settings()[LAST_FULL] != before
    assert county.past.operations(1)[0].label == "完整填写上级表样 登记:表 1 份"


def test_合成一个_名单一行一人_工作簿一人一张(
    county: Office, made: Callable[[str, bytes], Path], tmp_path: Path
) -> None:
    desk = county.given_forms
    listed = desk.add(made("名单.xlsx", forms.book_list())).form
    steps: list[tuple[int, int]] = []
    done = desk.fill(listed, tmp_path, together=True, step=lambda now, total: steps.append((now, total)))
    assert done.records == 19
    sheet = load_workbook(done.files[0])["名单"]
    assert [sheet[f"B{row}"].value for row in (3, 21)] == ["沈长河", "路遥知"]
    assert sheet["A22"].value == "合计"
    one = desk.add(made("登记表.xlsx", forms.book_form())).form
    done = desk.fill(
        one, tmp_path, together=True, whom="江葵、陆一鸣", step=lambda now, total: steps.append((now, total))
    )
    assert load_workbook(done.files[0]).sheetnames == ["陆一鸣", "江葵", "说明"]
    assert steps[-1] == (2, 2)


def test_提案表样(county: Office, made: Callable[[str, bytes], Path], tmp_path: Path) -> None:
    desk = county.given_forms
    county.roster.change(county.roster.get("江葵"), {"phone": "13900000001"}, day=None)
    county.register.add(
        {
            "title": "关于<养老>的提案",
            "sponsors": ("江葵", "陆一鸣"),
            "text": "一、现状\n二、建议",
            "received": "2026-01-12",
        }
    )
    body = forms.table(("案由", "", "编号", ""), ("提案人", "", "联系电话", ""), ("内容", "", "收到日期", ""))
    form = desk.add(made("转办单.docx", forms.word(body)), subject="提案").form
    done = desk.fill(form, tmp_path, level="完整")
    cells = [[cell.text for cell in row.cells] for row in docx.Document(str(done.files[0])).tables[0].rows]
    assert cells[0][:2] == ["案由", "关于<养老>的提案"]
    assert cells[1][1::2] == ["江葵、陆一鸣", "13900000001"]
    assert cells[2][1::2] == ["一、现状\n二、建议", "2026年1月12日"]
    assert done.files[0].name == "转办单 流水1 关于＜养老＞的提案.docx"
    assert desk.fill(form, tmp_path, whom="1").records == 1


def test_取消不留半套(county: Office, made: Callable[[str, bytes], Path], tmp_path: Path) -> None:
    desk = county.given_forms
    form = desk.add(made("表.docx", forms.personal_form())).form

    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise Refused("已取消")

    with pytest.raises(Refused, match="已取消"):
        desk.fill(form, tmp_path / "出", step=stop)
    assert not list((tmp_path / "出").iterdir())


def test_正被打开的文件不动_另存一个名字(
    county: Office, made: Callable[[str, bytes], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = county.given_forms
    form = desk.add(made("表.docx", forms.personal_form())).form
    locked = tmp_path / "出" / "表 江葵.docx"
    locked.parent.mkdir()
    locked.write_bytes(b"old")
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if Path(target) == locked:
            raise PermissionError(13, "in use", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    done = desk.fill(form, locked.parent, whom="江葵")
    assert done.files == (locked.with_name("表 江葵（2）.docx"),)
    assert done.renamed == (
        "“表 江葵.docx”正被 Word 或其他程序打开，没有动它；新的存成了“表 江葵（2）.docx”。",
    )
    assert locked.read_bytes() == b"old"


def test_试填第一人(county: Office, made: Callable[[str, bytes], Path]) -> None:
    form = county.given_forms.add(made("表.docx", forms.personal_form())).form
    name, outline = county.given_forms.sample(form)
    cell = outline.cell("表1!B1")
    assert name == "沈长河"
    assert county.given_forms.sample(form, whom="江葵")[0] == "江葵"
    assert cell is not None
    assert cell.text == "沈长河"


def test_没有指定_没有人_级别不对(county: Office, made: Callable[[str, bytes], Path], tmp_path: Path) -> None:
    desk = county.given_forms
    empty = desk.add(made("空.docx", forms.word(forms.paragraph("没有要填的")))).form
    with pytest.raises(Refused, match="还没有一处"):
        desk.fill(empty, tmp_path)
    form = desk.add(made("表.docx", forms.personal_form())).form
    with pytest.raises(WrongUsage):
        desk.fill(form, tmp_path, level="绝密")
    with pytest.raises(Refused, match="没有要填的委员"):
        desk.fill(form, tmp_path, ids=[1])
    with pytest.raises(WrongUsage):
        desk.add(made("别.docx", forms.personal_form()), subject="小组")


def _repacked(content: bytes, name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, data if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, data)
    return out.getvalue()


def _twice(content: bytes, name: str) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as more, pytest.warns(UserWarning, match="Duplicate"):
        more.writestr(name, b"<a/>")
    return out.getvalue()


def _without(content: bytes, name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
DOCTYPE = b'<!DOCTYPE a [<!ENTITY b "c">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("旧.doc", OLE, "请在 Word 里另存为 .docx"),
        ("旧.docx", OLE + "WordDocument".encode("utf-16-le"), "请在 Word 里另存为 .docx"),
        ("有密码.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("有密码.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("带宏.docm", b"PK", "带宏"),
        ("带宏.docx", _repacked(forms.personal_form(), "word/vbaProject.bin", b"x"), "有宏"),
        ("空.docx", b"", "0 字节"),
        ("图.docx", b"\x89PNG\r\n", "不是 Word 文件"),
        ("改名.docx", forms.book_form(), "其实是 Excel 工作簿"),
        ("改名.xlsx", forms.personal_form(), "其实是 Word 文档"),
        ("断.docx", forms.personal_form()[:900], "损坏"),
        ("坏.docx", _repacked(forms.personal_form(), "word/document.xml", b"<w:document>"), "损坏"),
        ("散.xlsx", _repacked(forms.book_form(), "xl/workbook.xml", b"<workbook/>"), "损坏"),
        ("校验.docx", forms.personal_form().replace(b"PK\x03\x04", b"PK\x03\x05", 1), "损坏|不是 Word"),
        ("假.xlsx", b"a,b,c", "不是 .docx|Excel"),
        ("无书.xlsx", _repacked(forms.book_form(), "xl/_rels/workbook.xml.rels", b"<a/>"), "损坏"),
        ("实体.docx", _repacked(forms.personal_form(), "word/document.xml", DOCTYPE), "损坏"),
        ("炸弹.docx", _repacked(forms.personal_form(), "word/media/a.bmp", b"\0" * (70 << 20)), "压缩|展开后"),
        ("重名.docx", _twice(forms.personal_form(), "word/styles.xml"), "损坏"),
        ("无类型.docx", _without(forms.personal_form(), "[Content_Types].xml"), "损坏"),
        ("太多.docx", _repacked(forms.personal_form(), "word/styles.xml", b"<a>" + b"<b/>" * 2_000_001 + b"</a>"), "内容太多|压缩"),
        ("文本.txt", b"abc", "不是 .docx"),
        ("表.pdf", b"%PDF-1.4", "PDF"),
    ],
    ids=lambda one: one if isinstance(one, str) and "." in one and len(one) < 9 else "",
)  # fmt: skip
def test_不能用的文件一句话说清(
    county: Office, made: Callable[[str, bytes], Path], name: str, content: bytes, sentence: str
) -> None:
    with pytest.raises(LiangeError) as refused:
        county.given_forms.add(made(name, content))
    assert re.search(sentence, refused.value.message)
    assert "导入" not in refused.value.message
    assert county.given_forms.listing() == []


def test_同名的人各有一份_写不进的文件夹说清楚(
    county: Office, made: Callable[[str, bytes], Path], tmp_path: Path
) -> None:
    desk = county.given_forms
    form = desk.add(made("表.docx", forms.personal_form())).form
    twins = [county.roster.add({"name": "同名人", "sector": sector}) for sector in ("教育", "经济")]
    done = desk.fill(form, tmp_path / "出", ids=twins)
    assert [file.name for file in done.files] == ["表 同名人.docx", "表 同名人（2）.docx"]
    (tmp_path / "文件").write_text("x", encoding="utf-8")
    with pytest.raises(LiangeError, match="不能写入文件夹") as refused:
        desk.fill(form, tmp_path / "文件", ids=twins)
    assert ASIDE not in refused.value.message


def test_只读时完整级别不填_本单位的级别算数(
    county: Office, made: Callable[[str, bytes], Path], tmp_path: Path
) -> None:
    form = county.given_forms.add(made("表.docx", forms.personal_form())).form
    reader = county.reader()
    with pytest.raises(Refused, match="只读打开时不能导出"):
        reader.given_forms.fill(form, tmp_path, level="完整")
    assert reader.given_forms.fill(form, tmp_path, whom="江葵").records == 1
    reader.close()
    county.field_choice.level(["手机"], Privacy.PUBLIC)
    assert county.given_forms.fill(form, tmp_path, whom="江葵", level="公开").closed == (
        "照片",
        "出生年月（岁）",
    )
    county.field_choice.switch(["手机"], on=False)
    assert "phone" not in {one.key for one in county.given_forms.fields(form.subject)}
    assert "手机" in county.given_forms.fill(form, tmp_path, whom="江葵", level="完整").closed


def test_名单里带来的和认得的(county: Office, made: Callable[[str, bytes], Path]) -> None:
    desk = county.given_forms
    members = desk.add(made("表.docx", forms.personal_form())).form
    member = county.roster.get("江葵").id
    assert desk.present(members, [5, member]) == (member,)
    assert desk.present(members, []) == ()
    county.register.add({"title": "一件提案", "sponsors": ("无名氏",)})
    proposals = desk.add(made("单.docx", forms.word(forms.paragraph("{title}"))), subject="提案").form
    one = county.register.get("1").id
    assert desk.present(proposals, [one, 7]) == (one,)
    name, outline = desk.sample(proposals, [one])
    assert (name, next(outline.lines()).text) == ("流水1 一件提案", "一件提案")
    with pytest.raises(Refused, match="最多"):
        desk.point(members, "表1!A1", "文字:" + "长" * 3_000)


def test_给表样起名(county: Office, made: Callable[[str, bytes], Path]) -> None:
    file = made("  .docx", forms.personal_form())
    with pytest.raises(Refused, match="起个名字"):
        county.given_forms.add(file)
    assert county.given_forms.add(file, " 甲  表 ").form.name == "甲 表"


def test_没有认出的标记照原样印着_说出来(
    county: Office, made: Callable[[str, bytes], Path], tmp_path: Path
) -> None:
    desk = county.given_forms
    form = desk.add(made("表.docx", forms.word(forms.paragraph("{姓名}，{某某}")))).form
    done = desk.fill(form, tmp_path, whom="江葵")
    assert done.unknown == ("{某某}",)
    assert docx.Document(str(done.files[0])).paragraphs[0].text == "江葵，{某某}"


def test_指定工作簿里的格和空白处(county: Office, made: Callable[[str, bytes], Path]) -> None:
    desk = county.given_forms
    form = desk.add(made("名单.xlsx", forms.book_list())).form
    view = desk.point_all(form, [("名单!a8#2", "文字：今天", None), ("名单!E3", "民族", Mode.EACH)])
    made_now = {place.address: (place.kind, place.mode) for place in view.form.places if not place.found}
    assert made_now == {
        "名单!A8#2": (Kind.CELL, Mode.AFTER_LABEL), "名单!E3": (Kind.CELL, Mode.EACH),
    }  # fmt: skip
    for address in ("名单!E6", "名单!A8#x", "没有这张表!A1"):
        with pytest.raises(NotFound):
            desk.point(form, address, "姓名")


@pytest.mark.parametrize(
    ("limit", "most", "sentence"),
    [
        ("MAX_FORM_BYTES", 100, "超过"),
        ("MAX_FORM_EXPANDED", 100, "展开后有"),
        ("MAX_WORD_MARKS", 10, "的内容太多"),
    ],
)
def test_太大的不收(
    county: Office,
    made: Callable[[str, bytes], Path],
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
    most: int,
    sentence: str,
) -> None:
    monkeypatch.setattr(f"app.intake.given_form.{limit}", most)
    with pytest.raises(LiangeError, match=sentence):
        county.given_forms.add(made("表.docx", forms.personal_form()))
    assert county.given_forms.listing() == []
