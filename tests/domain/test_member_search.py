from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.member_search import Grade, Line, find, line, sounds
from app.domain.readings import Readings, own_syllables
from app.services.resources import readings

PEOPLE: tuple[tuple[int, str, str, str, dict[str, str], dict[str, str]], ...] = (
    (1, "王强", "", "11001", {"sector": "经济", "employer": "县水务局"}, {"phone": "138 0000 1234", "id_number": "110101197503070042"}),
    (2, "王小强", "", "11002", {"sector": "教育", "employer": "县第一中学", "office_phone": "010-8888 6666"}, {}),
    (3, "曾黎", "", "", {"sector": "文化"}, {"address": "城关镇人民路1号"}),
    (4, "覃重", "Tan Chong", "", {}, {}),
    (5, "艾力·依明", "", "", {"sector": "少数民族"}, {}),
    (6, "尉迟恭", "", "", {"note": "曾任王强的老师"}, {}),
    (7, "Li Ming", "", "", {}, {}),
    (8, "吴彦㛃", "", "", {}, {}),
    (9, "强小王", "", "", {"sector": "经济"}, {}),
    (10, "吕布", "", "", {"posts": "常委"}, {}),
)  # fmt: skip
LINES = tuple(
    line(i, name, own, no, tuple(told.items()), tuple(sealed.items()), readings())
    for i, name, own, no, told, sealed in PEOPLE
)

CASES = [
    ("王强", [1, 6]),
    ("王 强", [1, 2, 9, 6]),
    ("王", [1, 2, 9, 6]),
    ("强", [9, 1, 2, 6]),
    ("wangqiang", [1]),
    ("WangQiang", [1]),
    ("wang q", [1, 2, 9]),
    ("wang qiang", [1, 2, 9]),
    ("wq", [1]),
    ("wxq", [2]),
    ("wangq", [1]),
    ("wqiang", [1]),
    ("xq", [2]),
    ("qiang", [9, 1, 2]),
    ("zengli", [3]),
    ("cengli", [3]),
    ("zl", [3]),
    ("qinzhong", [4]),
    ("qinchong", [4]),
    ("tanchong", [4]),
    ("tc", [4]),
    ("yuchigong", [6]),
    ("weichi", [6]),
    ("ycg", [6]),
    ("aili", [5]),
    ("艾力依明", [5]),
    ("艾力·依明", [5]),
    ("liming", [7]),
    ("li", [7, 3, 5]),
    ("lvbu", [10]),
    ("㛃", [8]),
    ("wuyan", [8]),
    ("11001", [1]),
    ("1100", [1, 2]),
    ("13800001234", [1]),
    ("138 0000 1234", [1]),
    ("138-0000-1234", [1]),
    ("0042", [1]),
    ("01088886666", [2]),
    ("010-8888", [2]),
    ("经济", [1, 9]),
    ("经济 王", [1, 9]),
    ("人民路", [3]),
    ("１１００１", [1]),
    ("常委", [10]),
    ("04", []),
    ("查无此人", []),
    ("xyz", []),
    ("  ", []),
]


@pytest.mark.parametrize(("query", "expected"), CASES, ids=[query or "空" for query, _ in CASES])
def test_找谁(query: str, expected: list[int]) -> None:
    found = [hit.id for hit in find(LINES, query)]
    assert sorted(found) == sorted(expected)
    if query not in ("wang q", "wang qiang", "li"):
        assert found == expected


def test_姓名全对的最前_拼音次之_首字母再次_别的字段最后() -> None:
    grades = {
        query: find(LINES, query)[0].grade
        for query in ("王强", "王", "11001", "小强", "wangqiang", "wang", "wq", "qiang", "水务")
    }
    assert grades == {
        "王强": Grade.NAME, "王": Grade.NAME_BEGINS, "11001": Grade.NUMBER, "小强": Grade.NAME_HOLDS, "wangqiang": Grade.PINYIN,
        "wang": Grade.PINYIN_BEGINS, "wq": Grade.INITIALS, "qiang": Grade.PINYIN_BEGINS, "水务": Grade.FIELD,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "field"),
    [("人民路", "address"), ("1234", "phone"), ("0042", "id_number"), ("水务", "employer"), ("王强", "")],
)
def test_说出在哪个字段找到(query: str, field: str) -> None:
    assert find(LINES, query)[0].field == field


def test_两个词里有一个在别的字段_就说那个字段() -> None:
    assert find(LINES, "王 水务")[0].field == "employer"


@pytest.mark.parametrize(
    ("own", "count", "said"),
    [
        ("Qín Zhòng", 2, ("qin2", "zhong4")),
        ("QIN ZHONGMING", 3, ("qin", "zhong", "ming")),
        ("xian", 2, ("xi", "an")),
        ("xian", 1, ("xian",)),
        ("Lǚ Bù", 2, ("lv3", "bu4")),
        ("wang2 qiang2", 2, ("wang2", "qiang2")),
        ("ou'yang-xiu", 3, ("ou", "yang", "xiu")),
        ("Wang", 2, ()),
        ("", 2, ()),
        ("王强", 2, ()),
    ],
)
def test_读姓名拼音(own: str, count: int, said: tuple[str, ...]) -> None:
    assert own_syllables(own, count) == said


def test_一个字的几种读音() -> None:
    small = Readings("ceng\t曾\nzeng\t曾\n")
    assert small.of("曾") == ("ceng", "zeng")
    assert (small.of("A"), small.of("·"), small.of("。")) == (("a",), (), ())
    assert small.of_name("曾A") == (("zeng", "ceng"), ("a",))


@pytest.mark.parametrize(
    ("char", "said"),
    [
        ("立", {"li"}),
        ("强", {"qiang"}),
        ("王", {"wang"}),
        ("明", {"ming"}),
        ("朝", {"chao", "zhao"}),
        ("乐", {"le", "yue"}),
        ("长", {"chang", "zhang"}),
        ("曾", {"ceng", "zeng"}),
        ("茜", {"qian", "xi"}),
        ("晟", {"cheng", "sheng"}),
        ("重", {"chong", "zhong"}),
        ("琪", {"qi"}),
    ],
)
def test_名字只认常用的读音(char: str, said: set[str]) -> None:
    assert set(readings().of(char)) == said


SURNAMES = {
    "覃": "qin", "曾": "zeng", "单": "shan", "仇": "qiu", "区": "ou", "解": "xie", "查": "zha", "万俟": "moqi", "尉迟": "yuchi", "盖": "ge",
    "朴": "piao", "缪": "miao", "乐": "yue", "翟": "zhai", "员": "yun", "种": "chong",
}  # fmt: skip


@pytest.mark.parametrize(("surname", "said"), SURNAMES.items())
def test_姓按姓的读音找得到(surname: str, said: str) -> None:
    assert find([alone(f"{surname}明")], f"{said}ming")
    assert find(
        [alone(f"{surname}明")], f"{said[0]}{'q' if surname == '万俟' else 'c' if surname == '尉迟' else ''}m"
    )


def test_生僻的读音不算首字母() -> None:
    assert find([alone("萧立琪")], "xlq")
    assert not find([alone("萧立琪")], "wq")


HAN = st.text("王强曾黎单覃吕尉迟乐艾", min_size=1, max_size=4)


def alone(name: str) -> Line:
    return line(1, name, "", "", (), (), readings())


@given(HAN, st.data())
def test_任何读音的全拼和首字母都找得到本人(name: str, data: st.DataObject) -> None:
    read = alone(name).readings
    spelt = [data.draw(st.sampled_from(one)) for one in read]
    for letters in ("".join(spelt), "".join(sound[0] for sound in spelt)):
        assert sounds(read, letters)
        assert find([alone(name)], letters)


@given(HAN, st.text("wangqizcelhud", min_size=1, max_size=8))
def test_读得通的字母必是各字读音的开头(name: str, letters: str) -> None:
    read = alone(name).readings
    end = sounds(read, letters)
    assert 0 <= end <= len(read)
    if end:
        assert letters[0] in {sound[0] for sound in read[0]}
        assert len(letters) <= sum(max(map(len, one)) for one in read[:end])
