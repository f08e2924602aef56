"""Text of a notice: groups with counts, names however they are set, brackets however they are broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake.notice import NoticeTable, notice_table
from app.intake.rawtable import text_of
from app.intake.roster import read_roster


def read(text: str, known: tuple[str, ...] = ()) -> NoticeTable:
    found = notice_table(text, "公告.txt", known)
    assert found is not None
    return found


def people(found: NoticeTable, *headers: str) -> list[str]:
    """Each person as 姓名 and the named cells, joined by a slash."""
    top, *rows = [[text_of(cell) for cell in row.cells] for row in found.sheet.rows]
    told = [dict(zip(top, row, strict=True)) for row in rows]
    return ["/".join(each.get(header, "") for header in ("姓名", *headers)) for each in told]


NAMES = [
    ("空格分隔、单名拉开", "王　强 李　静 赵小敏 欧阳　修", "王强 李静 赵小敏 欧阳修"),
    ("顿号逗号分号制表符", "王强、李静，赵敏；周五\t吴六", "王强 李静 赵敏 周五 吴六"),
    ("括号当分隔", "王强（女）李静（回族）赵敏", "王强 李静 赵敏"),
    ("没有分隔", "王秀英李静赵小敏司马光", "王秀英 李静 赵小敏 司马光"),
    ("点法不一", "木沙江•努肉孜 艾力・依明 阿依.古丽", "木沙江·努肉孜 艾力·依明 阿依·古丽"),
    ("编号", "1.王强 2、李静\n（3）赵敏\n4 周五 ⑤吴六", "王强 李静 赵敏 周五 吴六"),
    ("姓在行末", "李静 王\n强 赵敏", "李静 王强 赵敏"),
    ("逐字空开", "王 小 明", "王小明"),
    ("四字复姓名", "欧阳春晓 诸葛 亮", "欧阳春晓 诸葛亮"),
    ("少数民族长名", "那仁图雅（女，蒙古族） 王强", "那仁图雅 王强"),
    ("姓与名断开", "李 静怡 张三", "李静怡 张三"),
    ("零宽字符和全角空格", "王\u200b强　　李静", "王强 李静"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "text", "names"), NAMES, ids=[case for case, *_ in NAMES])
def test_怎么排都读成人名(case: str, text: str, names: str) -> None:
    found = read(text)
    assert (people(found), found.errors) == (names.split(), ())


MARKS = [
    ("王强（女，回族）", "王强/女/回族"),
    ("王强(女)", "王强/女/"),
    ("王强〔女〕", "王强/女/"),
    ("王强（壮）", "王强//壮族"),
    ("王强（女、维吾尔族）", "王强/女/维吾尔族"),
    ("王强（满族 女）", "王强/女/满族"),
    ("王强（女", "王强/女/"),
    ("王强（回族 李静", "王强//回族 李静//"),
    ("王强女）李静", "王强/女/ 李静//"),
    ("王强回族）李静", "王强//回族 李静//"),
    ("王强（女 李静（女）", "王强/女/ 李静/女/"),
    ("王强（女，\n回族）李静", "王强/女/回族 李静//"),
    ("王强（女 赵六 李静女）", "王强/女/ 赵六// 李静/女/"),
    ("王强（曾用名王勇）", "王强（曾用名王勇）//"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MARKS)
def test_括号里的性别民族(text: str, expected: str) -> None:
    assert people(read(text), "性别", "民族") == expected.split()


def test_括号里的其他内容() -> None:
    found = read("王强（女，中共，1975年3月生） 李静（副主席）")
    assert people(found, "性别", "政治面貌", "出生年月", "政协职务") == [
        "王强/女/中共/1975-03/",
        "李静////副主席",
    ]


GROUPS = [
    ("公告的样子", "民革（3人）\n王 强（壮族） 李 静（女）赵 敏（女）\n民盟（1人）\n周五", "王强/民革 李静/民革 赵敏/民革 周五/民盟"),
    ("标题与人名同行", "民革(2人):王强 李静 民盟(1人):赵敏", "王强/民革 李静/民革 赵敏/民盟"),
    ("标题只有冒号", "教育界：王强、李静\n医药卫生界：赵敏", "王强/教育界 李静/教育界 赵敏/医药卫生界"),
    ("标题独占一行", "一、民革\n王强 李静\n二、教育界\n赵敏", "王强/民革 李静/民革 赵敏/教育界"),
    ("标题后空格", "民革 王强 李静\n民盟 赵敏", "王强/民革 李静/民革 赵敏/民盟"),
    ("标题断行", "社会福利和社会\n保障（1人）\n王强", "王强/社会福利和社会保障"),
    ("人数断行", "民革（1\n人）\n王强", "王强/民革"),
    ("人数另起一行", "民革\n（1人）\n王强", "王强/民革"),
    ("人数没有括号", "民革 2人\n王强 李静", "王强/民革 李静/民革"),
    ("人数缺半边括号", "民革（2人\n王强 李静\n民盟1人）\n赵敏", "王强/民革 李静/民革 赵敏/民盟"),
    ("汉字人数", "民革（二人）\n王强 李静", "王强/民革 李静/民革"),
    ("标题字距拉开", "民　革（1人）\n王强", "王强/民革"),
    ("连写到下一标题", "民革（1人）王秀英民盟（1人）李静", "王秀英/民革 李静/民盟"),
    ("并列界别", "共青团、青联（1人）\n王强", "王强/共青团、青联"),
    ("自拟的界别", "乡村振兴（1人）\n王强", "王强/乡村振兴"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "text", "expected"), GROUPS, ids=[case for case, *_ in GROUPS])
def test_标题就是界别(case: str, text: str, expected: str) -> None:
    found = read(text)
    assert (people(found, "界别"), found.errors) == (expected.split(), ())


POSTS = """主　席：廖学礼
副主席：赵守业　罗景文（女）
秘 书 长：范凤英
常务委员（2名）：
王　强　李　静
"""


RUN_ON = [
    ("标题接在单名后面", "民革（2人）王 强 李 静民盟（1人）赵 敏", "王强/民革 李静/民革 赵敏/民盟"),
    ("几人不用括号", "中共 1人 王强\n民革 2人 李静 赵敏", "王强/中共 李静/民革 赵敏/民革"),
    ("党派全称不是专委会", "中国国民党革命委员会（1人）\n王强\n中国农工民主党：李静", "王强/民革 李静/农工党"),
    ("继续提名和新提名", "一、继续提名（2名）\n民革：王强\n民盟：李静\n（二）新提名（1名）\n民革：赵敏", "王强/民革 李静/民盟 赵敏/民革"),
    ("圈点和制表符", "○ 民革（2人）\n\t王　强\t李　静\n○ 民盟（1人）\n\t赵　敏", "王强/民革 李静/民革 赵敏/民盟"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "text", "expected"), RUN_ON, ids=[case for case, *_ in RUN_ON])
def test_标题怎么接怎么标都认得(case: str, text: str, expected: str) -> None:
    found = read(text)
    assert (people(found, "界别"), found.errors) == (expected.split(), ())
    assert "专委会" not in found.sheet.rows[0].cells


def test_排序的话不算标题也不算人名() -> None:
    text = "秘书长：孙悦\n常务委员（按姓氏笔画为序）：\n丁一 马力\n委员（共三名，按姓氏笔画为序）\n王强 李静 赵敏"
    found = read(text)
    assert people(found, "政协职务") == ["孙悦/秘书长", "丁一/常委", "马力/常委", "王强/", "李静/", "赵敏/"]
    assert found.errors == ()
    assert read(text.replace("三名", "四名")).errors[0].message == "“委员”写 4 名，读到 3 名，请核对"


def test_职务标题() -> None:
    assert people(read(POSTS), "政协职务") == [
        "廖学礼/主席", "赵守业/副主席", "罗景文/副主席", "范凤英/秘书长", "王强/常委", "李静/常委",
    ]  # fmt: skip


def test_常务委员名单给出职务() -> None:
    found = read("政协云川县第十届委员会常务委员名单\n（2名，按姓氏笔画为序）\n王强 李静")
    assert (people(found, "政协职务"), found.errors) == (["王强/常委", "李静/常委"], ())


def test_职务下面再分界别() -> None:
    found = read("常务委员（3名）\n民革（1人）\n王强\n民盟（2人）\n李静 赵敏\n委员：周五")
    assert people(found, "政协职务", "界别") == [
        "王强/常委/民革",
        "李静/常委/民盟",
        "赵敏/常委/民盟",
        "周五//",
    ]
    assert found.errors == ()


def test_先列职务再列界别是同一人() -> None:
    found = read("主席：王强\n民革（2人）\n王强 李静\n民盟（1人）\n赵敏\n共3名")
    assert people(found, "政协职务", "界别") == ["王强/主席/民革", "李静//民革", "赵敏//民盟"]
    assert found.errors == ()


def test_同一组里的同名是两人() -> None:
    found = read("民革（2人）\n王强、王强")
    assert (people(found), found.errors) == (["王强", "王强"], ())


def test_专委会和小组() -> None:
    found = read(
        "提案委员会\n主任：王强\n副主任：李静、赵敏\n委员：周五\n第一党小组（2人）\n组长：吴六 组员：郑七\n城关街道（1人）\n冯八"
    )
    assert people(found, "专委会", "党小组", "片区") == [
        "王强/提案委员会（主任）//", "李静/提案委员会（副主任）//", "赵敏/提案委员会（副主任）//", "周五/提案委员会//",
        "吴六//第一党小组（组长）/", "郑七//第一党小组/", "冯八///城关街道",
    ]  # fmt: skip


def test_界别召集人() -> None:
    found = read("教育界\n召集人：王强\n委员：李静")
    assert people(found, "界别", "界别职务") == ["王强/教育界/召集人", "李静/教育界/"]


def test_说是党派时是政治面貌() -> None:
    assert people(read("各党派委员名单\n民革（1人）\n王强"), "政治面貌", "界别") == ["王强/民革/"]


FRAMED = """关于公布政协云川县第十届委员会委员名单的公告
根据政协章程规定，现将委员名单公布如下：
中国人民政治协商会议云川县第十届委员会委员名单
（共 3 名，按姓氏笔画排序）
民革（2人）
王强 李静
民盟（1人）
赵敏
特此公告。
政协云川县委员会办公室
2026年1月5日
- 1 -
"""


def test_公文头尾不读() -> None:
    found = read(FRAMED)
    assert (people(found, "界别"), found.errors) == (["王强/民革", "李静/民革", "赵敏/民盟"], ())
    assert found.warnings == ()


COUNTS = [
    ("组内不符", "民革（7人）\n王强 李静", ["“民革”写 7 名，读到 2 名，请核对"]),
    ("总数不符", "民革（1人）\n王强\n共 339 名", ["总数写 339 名，读到 1 名，请核对"]),
    ("标题总数不符", "委员名单（共4名）\n民革（1人）\n王强", ["“委员名单”写 4 名，读到 1 名，请核对"]),
    ("小计", "民革\n王强 李静\n小计：3人", ["“民革”写 3 名，读到 2 名，请核对"]),
    ("汉字总数", "民革\n王强\n合计：三百三十九人", ["总数写 339 名，读到 1 名，请核对"]),
]  # fmt: skip


@pytest.mark.parametrize(("case", "text", "messages"), COUNTS, ids=[case for case, *_ in COUNTS])
def test_人数对不上要说(case: str, text: str, messages: list[str]) -> None:
    assert [finding.message for finding in read(text).errors] == messages


def test_分不清就不读() -> None:
    found = read("民盟\n李静\n王文林江海")
    assert people(found) == ["李静"]
    assert [(f.place, f.value) for f in found.errors] == [("原文 第 3 行", "王文林江海")]
    assert "王文、林江海 或 王文林、江海" in found.errors[0].message


def test_四字姓名可能是一人() -> None:
    found = read("李静 刘张文英")
    assert (people(found), len(found.errors)) == (["李静"], 1)


def test_标题人数能定就按人数断() -> None:
    found = read("民盟（3人）\n刘张文英、李静")
    assert (people(found), found.errors) == (["刘张", "文英", "李静"], ())
    assert "按标题人数断为 刘张、文英" in found.warnings[0].message
    assert people(read("民盟（2人）\n刘张文英、李静")) == ["刘张文英", "李静"]


def test_名册里的人能定() -> None:
    found = read("王文林江海", ("王文", "林江海"))
    assert (people(found), found.errors, found.warnings) == (["王文", "林江海"], (), ())


def test_按姓氏断开要提醒() -> None:
    assert [f.message for f in read("王秀英李静").warnings] == [
        "“王秀英李静”连写，按姓氏断为 王秀英、李静，请核对"
    ]


def test_不像姓名要提醒() -> None:
    found = read("王强 李静 静怡")
    assert [f.message for f in found.warnings] == ["“静怡”不像姓名，请核对"]


@pytest.mark.parametrize(
    "text",
    [
        "名单（3人）\n岑 向荣（女）\n李静\n王 强",
        "教育（3人）\n岑 向荣（女）、李静、王 强",
    ],
)
def test_两个记号之间一个字隔开两个字_是一个人(text: str) -> None:
    found = read(text)
    assert [(row.cells[0], row.cells[1]) for row in found.sheet.rows[1:]] == [
        ("岑向荣", "女"), ("李静", ""), ("王强", ""),
    ]  # fmt: skip
    assert found.errors == ()
    assert [one.value for one in found.warnings] == ["岑向荣"]


def test_外文的字不当姓名_名册里有的才当() -> None:
    found = read("王强、李静、Smith")
    assert [f.message for f in found.warnings] == ["“Smith”不像姓名，请核对"]
    assert notice_table("Smith", "x.txt", {"Smith"}) is not None


@pytest.mark.parametrize(
    "text",
    [
        "姓名,性别\n王强,男",
        "某县政协名册\n姓名\t性别\n王强\t男",
        "姓 名\n王强",
        "姓名 性别 界别\n王强 男 经济",
        "名单\n姓名 性别 界别\n王 强 男 经济",
        "委员,界别\n王强,民革",
        "",
        "今天天气很好",
        "keep me",
        "keep me\nTODO list\n",
        "John Smith、Mary Brown",
        "[core]\n\tbare = false\n",
        "案号,案由\n1,关于加强学校门前交通管理的建议\n2,关于老旧小区加装电梯的建议",
        "王强\t男\t汉族\t1975.3\n李静\t女\t回族\t1980.1",
    ],
)
def test_表格和别的文字不当名单读(text: str) -> None:
    assert notice_table(text, "x.txt") is None


def test_读出的表就能导入() -> None:
    draft = read_roster([read("民革（2人）\n王 强（女，壮族）\n李静\n民盟（1人）\n木沙江·努肉孜").sheet])
    assert [person.name for person in draft.people] == ["王强", "李静", "木沙江·努肉孜"]
    assert (draft.people[0].values["sector"], draft.people[0].values["ethnicity"]) == ("民革", "壮族")
    assert draft.errors == ()


# -- as notices print them ---------------------------------------------------------------------------------------

SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙", "静怡敏丽娟霞婷磊鑫涛浩"
PERSON = st.tuples(
    st.builds(lambda s, g: s + g, st.sampled_from([*SURNAMES, "欧阳", "司马"]), st.text(GIVEN, min_size=1, max_size=2))
    | st.sampled_from(["木沙江·努肉孜", "艾力·依明", "古丽·阿不都"]),
    st.sampled_from(["", "女"]),
    st.sampled_from(["", "回族", "维吾尔族", "土家族"]),
)  # fmt: skip
LISTS = st.lists(
    st.tuples(
        st.sampled_from(["民革", "民盟", "教育界", "社会福利和社会保障", "特邀人士", "中共"]),
        st.lists(PERSON, min_size=1, max_size=6),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda group: group[0],
)  # fmt: skip


def printed(person: tuple[str, str, str], wide: bool) -> str:
    name, sex, ethnicity = person
    shown = f"{name[0]}　{name[1]}" if len(name) == 2 else name
    marks = ("，" if wide else ", ").join(filter(None, (sex, ethnicity)))
    opening, closing = "（）" if wide else "()"
    return shown + (f"{opening}{marks}{closing}" if marks else "")


@given(
    LISTS,
    st.sampled_from([" ", "　", "、", "，", "\t", "；", "\n"]),
    st.sampled_from(["\n", "：", " ", "：\n"]),
    st.booleans(),
)
def test_公告印出的名单读回原样(
    groups: list[tuple[str, list[tuple[str, str, str]]]], between: str, behind: str, wide: bool
) -> None:
    total = sum(len(members) for _, members in groups)
    text = f"委员名单（共{total}名）\n" + "\n".join(
        f"{name}（{len(members)}人）{behind}{between.join(printed(one, wide) for one in members)}"
        for name, members in groups
    )
    found = read(text)
    expected = [f"{n}/{s}/{e}/{group}" for group, members in groups for n, s, e in members]
    assert people(found, "性别", "民族", "界别") == expected
    assert found.errors == ()


@given(st.text(alphabet="王强李静（）()女族、，：: 　\n共7人名民革盟主席0123。", max_size=60))
def test_什么文字都不会出错(text: str) -> None:
    found = notice_table(text, "x")
    assert found is None or len({len(row.cells) for row in found.sheet.rows}) == 1
