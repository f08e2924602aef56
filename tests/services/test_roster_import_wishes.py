"""What the clerk says of tables coming in: columns, header rows, words, people, cells; faulty rows given back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.domain.errors import WrongUsage
from app.domain.wishes import APART, NO_HEADER, Wishes
from app.office import Office
from app.services.import_faults import WHERE, WHY, faulty_rows
from app.services.import_preview import Preview
from app.services.roster_import import Mark
from tests.offices import add
from tests.services.test_roster_import import workbook


def table(folder: Path, text: str, name: str = "名.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def headers(preview: Preview, sheet: str = "") -> dict[str, str]:
    found = next(one for one in preview.sheets if one.name == sheet)
    return {column.header: column.field for column in found.columns}


# --------------------------------------------------------------------------- columns and header rows


def test_改一张表的表头_别的表里同名的表头不变(office: Office, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "两表.xlsx",
        {
            "常委": [["姓名", "性别", "职务"], ["沈长河", "男", "常委"]],
            "单位": [["姓名", "性别", "职务"], ["沈长河", "男", "县医院院长"]],
        },
    )
    wishes = Wishes(columns={("两表.xlsx", "常委", 2): "posts"})
    preview = office.roster_import.preview([file], wishes=wishes)
    assert (headers(preview, "常委")["职务"], headers(preview, "单位")["职务"]) == ("posts", "job_title")
    office.roster_import.apply(preview)
    member = office.roster.get("沈长河")
    assert (member.posts, member.job_title) == (("常委",), "县医院院长")
    again = office.roster_import.preview([file])
    assert (headers(again, "常委")["职务"], headers(again, "单位")["职务"]) == ("posts", "job_title")
    assert again.unchanged == 1


def test_各表说法一致的表头_没见过的表也照办(office: Office, tmp_path: Path) -> None:
    first = workbook(tmp_path / "甲.xlsx", {"一": [["姓名", "归口"], ["米雪", "教育"]]})
    wishes = Wishes(columns={("甲.xlsx", "一", 1): "sector"})
    office.roster_import.apply(office.roster_import.preview([first], wishes=wishes))
    second = workbook(tmp_path / "乙.xlsx", {"二": [["姓名", "归口"], ["江葵", "教育"]]})
    assert headers(office.roster_import.preview([second]), "二")["归口"] == "sector"
    office.undo()
    assert headers(office.roster_import.preview([second]), "二")["归口"] == ""


def test_一个字段给了这一列_原来那一列让出来(office: Office, tmp_path: Path) -> None:
    file = table(tmp_path, "姓名,界别,归口\n米雪,一,二\n")
    preview = office.roster_import.preview([file], wishes=Wishes(columns={("名.csv", "", 2): "sector"}))
    assert headers(preview) == {"姓名": "name", "界别": "", "归口": "sector"}
    assert "归口" in preview.sheets[0].columns[1].remark


def test_认不出表头的表列出各列_可以选(office: Office, tmp_path: Path) -> None:
    file = table(tmp_path, "二〇二六年,,\n编,何人,何界\n1,米雪,教育\n2,江葵,经济\n")
    preview = office.roster_import.preview([file])
    sheet = preview.sheets[0]
    assert (sheet.taken, [column.header for column in sheet.columns]) == (False, ["编", "何人", "何界"])
    place = ("名.csv", "")
    chosen = office.roster_import.judge(
        preview.incoming, Wishes(header_rows={place: 2}, columns={(*place, 1): "name", (*place, 2): "sector"})
    )
    assert [(row.draft.name, row.draft.text("sector")) for row in chosen.rows] == [
        ("米雪", "教育"),
        ("江葵", "经济"),
    ]


def test_没有表头的表_第一行就是人(office: Office, tmp_path: Path) -> None:
    file = table(tmp_path, "1,米雪,女,教育\n2,江葵,男,经济\n")
    wishes = Wishes(header_rows={("名.csv", ""): NO_HEADER}, columns={("名.csv", "", 3): "sector"})
    preview = office.roster_import.preview([file], wishes=wishes)
    assert headers(preview) == {"A 列": "", "B 列": "name", "C 列": "sex", "D 列": "sector"}
    assert [(row.draft.name, row.draft.text("sex")) for row in preview.rows] == [
        ("米雪", "女"),
        ("江葵", "男"),
    ]


def test_停用的列说已停用_不导入(office: Office, tmp_path: Path) -> None:
    with office.data.operation("停用学历"):
        office.frame.registry.set_setting("fields.off", "education")
    preview = office.roster_import.preview([table(tmp_path, "姓名,学历\n米雪,本科\n")])
    column = preview.sheets[0].columns[1]
    assert (column.field, "已停用" in column.remark) == ("", True)
    assert "education" not in preview.rows[0].draft.values


# --------------------------------------------------------------------------- words


def test_第一次导入_不问写法(office: Office, tmp_path: Path) -> None:
    file = table(tmp_path, "姓名,界别,专委会,学历\n米雪,教育,提案委员会,大本\n江葵,经济,经济委,本科\n")
    preview = office.roster_import.preview([file])
    assert preview.words == ()
    office.roster_import.apply(preview)
    assert office.frame.registry.codes("专委会") == ["提案委员会", "经济委"]
    assert office.roster_import.preview([file]).words == ()


def test_读不懂的写法第一次也问_答一次就都懂(office: Office, tmp_path: Path) -> None:
    file = table(tmp_path, "姓名,党派\n米雪,民主会\n江葵,民主会、中共\n")
    preview = office.roster_import.preview([file])
    assert len(preview.errors) == 2
    assert [(word.list, word.written, word.rows, word.grows) for word in preview.words] == [
        ("政治面貌", "民主会", 2, False)
    ]
    told = office.roster_import.judge(preview.incoming, Wishes(words={"政治面貌": {"民主会": "民进"}}))
    assert (told.errors, told.new) == ((), 2)
    office.roster_import.apply(told)
    assert office.roster.get("江葵").affiliations == ("民进", "中共")
    assert office.roster_import.preview([file]).words[0].kept


@pytest.mark.parametrize(
    ("means", "seats", "codes"),
    [
        ("提案委员会", [("提案委员会", "副主任")], ["提案委员会"]),
        ("", [], ["提案委员会"]),
        ("提案委", [("提案委", "副主任")], ["提案委员会", "提案委"]),
    ],
    ids=["当作", "不导入", "新增"],
)
def test_专委会的写法_职务跟着走(
    office: Office, tmp_path: Path, means: str, seats: list[tuple[str, str]], codes: list[str]
) -> None:
    add(office, "温如玉", committees="提案委员会")
    file = table(tmp_path, "姓名,专委会\n米雪,提案委（副主任）\n")
    assert office.roster_import.preview([file]).words[0].alike == ("提案委员会",)
    preview = office.roster_import.preview([file], wishes=Wishes(words={"专委会": {"提案委": means}}))
    office.roster_import.apply(preview)
    member = office.roster.get("米雪")
    assert [(seat.name, seat.role) for seat in member.committees] == seats
    assert office.frame.registry.codes("专委会") == codes
    again = office.roster_import.preview([file])
    assert (again.unchanged, again.open_words) == (1, [])
    office.undo()
    assert office.frame.registry.codes("专委会") == ["提案委员会"]
    assert office.roster_import.preview([file]).words[0].means is None


def test_标准代码表里没有的_照写就加进本机关的代码表(office: Office, tmp_path: Path) -> None:
    add(office, "温如玉", education="本科")
    file = table(tmp_path, "姓名,学历\n米雪,党校研修\n")
    preview = office.roster_import.preview([file])
    assert [word.written for word in preview.open_words] == ["党校研修"]
    office.roster_import.apply(preview)
    assert office.frame.words("学历")[-1] == "党校研修"
    assert len(office.frame.words("学历")) > 5
    assert office.roster_import.preview([file]).words == ()


def test_写法可以改主意_撤销就回到原来的(office: Office, tmp_path: Path) -> None:
    add(office, "温如玉", sector="教育")
    add(office, "江小鱼", sector="经济")
    file = table(tmp_path, "姓名,界别\n米雪,教育届\n")
    for means in ("教育", "经济"):
        wishes = Wishes(words={"界别": {"教育届": means}})
        office.roster_import.apply(office.roster_import.preview([file], wishes=wishes))
        assert office.roster.get("米雪").sector == means
    assert office.roster_import.preview([file]).words[0].means == "经济"
    office.undo()
    assert office.roster_import.preview([file]).words[0].means == "教育"
    office.redo()
    assert office.roster_import.preview([file]).unchanged == 1
    assert office.safety.check() == []


def test_看不懂的政协职务可以说算作什么(office: Office, tmp_path: Path) -> None:
    file = table(tmp_path, "姓名,政协职务\n米雪,掌事、副主席\n")
    preview = office.roster_import.preview([file])
    assert [(word.list, word.written) for word in preview.words] == [("政协职务", "掌事")]
    told = office.roster_import.judge(preview.incoming, Wishes(words={"政协职务": {"掌事": "常委"}}))
    assert told.rows[0].draft.values["posts"] == ("副主席", "常委")


# --------------------------------------------------------------------------- people


def test_表里同名两行_可以说是一人或两人(office: Office, tmp_path: Path) -> None:
    file = table(tmp_path, "姓名,界别,手机\n米雪,教育,13800000001\n米雪,经济,13800000002\n")
    preview = office.roster_import.preview([file])
    (asked,) = preview.questions
    assert asked.question is not None
    assert [(one.key, one.is_row) for one in asked.question.candidates] == [("名.csv##2", True)]
    assert ("界别", "教育", "经济") in asked.question.candidates[0].unlike
    apart = office.roster_import.judge(preview.incoming, Wishes(people={asked.draft.key: APART}))
    assert (apart.new, apart.errors) == (2, ())


def test_选定两人之后_名册里有没有还照常判断(office: Office, tmp_path: Path) -> None:
    known = add(office, "米雪", sector="经济", no="9")
    file = table(tmp_path, "姓名,界别\n米雪,教育\n米雪,经济\n")
    preview = office.roster_import.preview([file])
    apart = office.roster_import.judge(
        preview.incoming, Wishes(people={row.draft.key: APART for row in preview.questions})
    )
    assert {row.member.id if row.member else None for row in apart.rows} == {known, None}


def test_名册里同名而生日不同的_按新增并提醒(office: Office, tmp_path: Path) -> None:
    add(office, "米雪", sex="女", birth="1975-03")
    preview = office.roster_import.preview([table(tmp_path, "姓名,性别,出生年月\n米雪,女,1976-03\n")])
    assert [row.mark for row in preview.rows] == [Mark.NEW]
    assert "已有同名的米雪" in preview.warnings[0].message
    assert [one.title for one in office.roster_import.candidates(preview.rows[0])] == ["米雪（女，1975-03）"]


def test_曾用名认作同一人要提醒(office: Office, tmp_path: Path) -> None:
    add(office, "米雪", former_name="米小雪")
    preview = office.roster_import.preview([table(tmp_path, "姓名,手机\n米小雪,13800000001\n")])
    assert "按曾用名" in preview.warnings[0].message


def test_已退出的人_状态相同才算说的是他(office: Office, tmp_path: Path) -> None:
    member = add(office, "米雪")
    office.roster.change(office.roster.get(str(member)), {"status": "去世"}, day="2026-05-01")
    asked = office.roster_import.preview([table(tmp_path, "姓名\n米雪\n")])
    assert "已去世" in asked.errors[0].message
    assert office.roster_import.preview([table(tmp_path, "姓名,状态\n米雪,去世\n")]).unchanged == 1
    assert (
        office.roster_import.preview([table(tmp_path, "姓名\n米雪\n")], choices={"名.csv##2": "new"}).new == 1
    )


# --------------------------------------------------------------------------- cells


def test_在预览里改一格_源文件不动(office: Office, tmp_path: Path) -> None:
    file = table(tmp_path, "姓名,性别,手机\n米雪,南\n")
    before = file.read_bytes()
    preview = office.roster_import.preview([file])
    assert len(preview.errors) == 1
    cells = {("名.csv", "", 2, 1): "女", ("名.csv", "", 2, 2): "13800000001"}
    mended = office.roster_import.judge(preview.incoming, Wishes(cells=cells))
    assert mended.errors == ()
    office.roster_import.apply(mended)
    assert (office.roster.get("米雪").sex, office.roster.get("米雪").more["phone"]) == ("女", "13800000001")
    assert file.read_bytes() == before
    assert len(office.roster_import.preview([file]).errors) == 1


def test_一人在一张表有误_各表的行都列出来(office: Office, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "名.xlsx",
        {
            "甲": [["姓名", "性别"], ["米雪", "南"], ["江葵", "男"]],
            "乙": [["姓名", "界别"], ["江葵", "经济"], ["米雪", "教育"]],
        },
    )
    preview = office.roster_import.preview([file])
    found = {(one.sheet.name, where): why for one in faulty_rows(preview) for _, where, why in one.rows}
    assert set(found) == {("甲", "名.xlsx 甲 第 2 行"), ("乙", "名.xlsx 乙 第 3 行")}
    assert "同一人在“甲”表第 2 行有误" in found["乙", "名.xlsx 乙 第 3 行"]
    target = tmp_path / "有误.csv"
    assert office.roster_import.write_errors(preview, target) == 2
    assert target.read_text("utf-8-sig").splitlines()[0] == f"姓名,性别,界别,{WHERE},{WHY}"
    assert office.roster_import.write_errors(preview, tmp_path / "有误.xlsx") == 2
    assert {sheet.name for sheet in office.roster_import.preview([tmp_path / "有误.xlsx"]).sheets} == {
        "甲",
        "乙",
    }


def test_没有错误就不写文件(office: Office, tmp_path: Path) -> None:
    preview = office.roster_import.preview([table(tmp_path, "姓名\n米雪\n")])
    assert office.roster_import.write_errors(preview, tmp_path / "有误.xlsx") == 0
    assert not (tmp_path / "有误.xlsx").exists()


def test_通知名单的人数不符_是错误(office: Office, tmp_path: Path) -> None:
    preview = office.roster_import.preview([table(tmp_path, "民革（3人）\n米雪、江葵\n", "通知.txt")])
    assert preview.members == 2
    assert preview.refusal() is not None or preview.warnings


# --------------------------------------------------------------------------- rows that are nobody's


def test_合计和制表行里的字_不问也不进代码表(county: Office, tmp_path: Path) -> None:
    text = "姓名,性别,学历\n温如玉,女,大学\n合计,1人,硕士共1人\n制表人：张三,审核：李四,填表日期：2026年3月\n姓名,性别,学历\n"
    preview = county.roster_import.preview([table(tmp_path, text)])
    assert not preview.words
    assert [(one.row, one.message) for one in preview.warnings] == [(0, "已跳过 2 行：合计、制表人")]


def test_没有导入的行_它的写法不进代码表(county: Office, tmp_path: Path) -> None:
    text = "姓名,性别,单位性质\n温如玉,女,村办工厂\n沈默言,不男不女,街道作坊\n"
    preview = county.roster_import.preview([table(tmp_path, text)])
    assert {word.written for word in preview.open_words} >= {"村办工厂", "街道作坊"}
    county.roster_import.apply(preview)
    names = {one.name for one in county.codes.lines("单位性质")}
    assert "村办工厂" in names
    assert "街道作坊" not in names


def test_太长的界别不导入_可以算作已有的_不能照写(county: Office, tmp_path: Path) -> None:
    long = "很长的界别" * 20
    file = table(tmp_path, f"姓名,界别\n温如玉,{long}\n")
    preview = county.roster_import.preview([file])
    assert "最多 60 个字" in preview.errors[0].message
    assert [(word.written, word.grows) for word in preview.words] == [(long, False)]
    told = county.roster_import.preview([file], wishes=Wishes(words={"界别": {long: "教育"}}))
    assert [row.draft.text("sector") for row in told.rows] == ["教育"]


def test_写法对应的文件里_标准名太长也不行(county: Office, tmp_path: Path) -> None:
    file = table(tmp_path, json.dumps({"界别": {"文教": "文" * 61}}, ensure_ascii=False), "写法.json")
    with pytest.raises(WrongUsage, match="最多 60 个字"):
        county.roster_import.wishes_of({}, values=file)
