"""Numbers of identity papers: what each is, what is wrong with it, and what a sound one tells."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.id_number import canonical, check_digit, eighteen_of, paper_kind, read_id_number

SOUND = "11010119900307803X"  # invented

READ = [
    ("合格", SOUND, "", SOUND, ""),
    ("小写的 x 和空格", "110101 19900307 803x", "", SOUND, ""),
    ("乘号当 X", "11010119900307803×", "", SOUND, ""),
    ("全角", "１１０１０１１９９００３０７８０３Ｘ", "", SOUND, ""),
    ("带“身份证”三字", "身份证：11010119900307803X", "", SOUND, ""),
    ("撇号", "'11010119900307803X", "", SOUND, ""),
    ("校验位不对", "110101199003078031", "", "110101199003078031", "校验位不对"),
    ("日期不存在", "110101199013078030", "", "110101199013078030", "出生日期不存在"),
    ("十九世纪以前", "110101089003078030", "", "110101089003078030", "出生日期不存在"),
    ("十五位旧号", "110101900307803", "", "110101900307803", f"换成 18 位应为 {SOUND}"),
    ("十五位旧号日期不存在", "110101901307803", "", "110101901307803", "出生日期不存在"),
    ("位数不对", "11010119900307803", "", "11010119900307803", "有 17 位，应为 18 位"),
    ("夹了字", "1101011990O307803X", "", "1101011990O307803X", "不应有的“O”"),
    ("没有的省份只是提示", "100101199003078038", "", "100101199003078038", "不是省份代码"),
    ("撤了的县照收", "512929197503014312", "", "512929197503014312", ""),
    ("回乡证没说类型", "H6006123401", "", "H6006123401", "像是港澳居民来往内地通行证"),
    ("回乡证", "H6006123401", "回乡证", "H6006123401", ""),
    ("澳门回乡证九位", "M12345678", "港澳居民来往内地通行证", "M12345678", ""),
    ("台胞证", "01234567", "台胞证", "01234567", ""),
    ("台胞证没说类型", "01234567", "", "01234567", "像是台湾居民来往大陆通行证"),
    ("护照", "E12345678", "护照", "E12345678", ""),
    ("护照号太短", "E123", "护照", "E123", "不像护照的号码"),
    ("外国人永久居留证", "USA110065070601", "外国人永久居留身份证", "USA110065070601", ""),
    ("香港身份证", "A123456(7)", "", "A123456(7)", "像是香港或澳门身份证"),
    ("不认识的类型不评判", "第 7 号", "其他", "第7号", ""),
    ("说是身份证而不像", "H6006123401", "居民身份证", "H6006123401", "请核对证件类型"),
    ("空", "  ", "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "number", "said"), [case[1:] for case in READ], ids=[case[0] for case in READ]
)
def test_a_number_is_kept_with_what_is_odd_about_it(text: str, kind: str, number: str, said: str) -> None:
    read = read_id_number(text, kind)
    assert (read.number, read.problem) == (number, "")
    assert said in read.notice
    assert bool(said) == bool(read.notice)


SPOILT = [
    ("末三位被改成零", "110101199003078000", "末几位被表格改成了 0"),
    ("改成零又带小数", "110101199003078000.0", "末几位被表格改成了 0"),
    ("改成零又带两位小数", "110101199003078000.00", "末几位被表格改成了 0"),
    ("科学计数", "1.10101E+17", "科学计数"),
    ("全角的科学计数", "１．１０１０１Ｅ＋１７", "科学计数"),
    ("被遮盖", "110101********803X", "被遮盖"),
]


@pytest.mark.parametrize(("text", "said"), [case[1:] for case in SPOILT], ids=[case[0] for case in SPOILT])
@pytest.mark.parametrize("kind", ["", "居民身份证"])
def test_a_spoilt_number_is_refused_with_the_reason(text: str, said: str, kind: str) -> None:
    read = read_id_number(text, kind)
    assert read.number == ""
    assert said in read.problem


def test_a_residence_permit_is_checked_like_the_residents_number() -> None:
    number = "83000019900307803"
    number += check_digit(number)
    read = read_id_number(number, "港澳台居民居住证")
    assert (read.kind, read.birth, read.sex, read.notice) == ("港澳台居民居住证", "1990-03-07", "男", "")
    assert read_id_number(number).kind == "港澳台居民居住证"
    assert "校验位" in read_id_number(number[:-1] + ("1" if number[-1] != "1" else "2"), "居住证").notice


def test_a_sound_number_that_ends_in_noughts_is_only_looked_at() -> None:
    sound = next(
        n
        for n in (f"110101199003{day:02}{order}00" for day in range(1, 29) for order in range(10))
        if check_digit(n) == "0"
    )
    assert "末三位是 0" in read_id_number(sound + "0").notice
    assert "末几位被表格改成了 0" in read_id_number(sound + "0", rounded=True).problem


def test_a_fraction_behind_a_whole_number_is_dropped() -> None:
    number = "11010119900307803" + check_digit("11010119900307803")
    assert read_id_number(number.replace("X", "x")).number == number
    assert read_id_number("110101750307123.0").number == "110101750307123"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("台胞证", "台湾居民来往大陆通行证"),
        ("绿卡", "外国人永久居留身份证"),
        ("二代身份证", "居民身份证"),
        ("军官证", ""),
    ],
)
def test_what_offices_call_the_papers(text: str, kind: str) -> None:
    assert paper_kind(text) == kind


bodies = st.builds(
    lambda region, day, order: f"{region:06}{day:%Y%m%d}{order:03}",
    st.integers(110000, 659999), st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(1, 999),
)  # fmt: skip


@given(bodies)
def test_a_number_reads_back_and_tells_birth_and_sex(body: str) -> None:
    number = body + check_digit(body)
    read = read_id_number(f" {number[:6]} {number[6:14]}-{number[14:].lower()} ")
    assert read.number == number == canonical(number)
    assert read.birth.replace("-", "") == number[6:14]
    assert read.sex == ("男" if int(number[16]) % 2 else "女")


@given(bodies.filter(lambda body: body[6:8] == "19"))
def test_the_old_number_becomes_the_one_that_replaced_it(body: str) -> None:
    old = body[:6] + body[8:]
    assert eighteen_of(old) == body + check_digit(body)


@given(bodies, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(body: str, place: int, by: int) -> None:
    number = body + check_digit(body)
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    read = read_id_number(wrong)
    assert read.notice or read.problem
    assert not read.birth
