from __future__ import annotations

import pytest

from app.domain.phone import read_phones

READ = [
    ("空格", "138 0000 1234", "13800001234", ""),
    ("国家代码", "+86-13800001234", "13800001234", ""),
    ("两个", "13800001234/0571-88881234", "13800001234、0571-88881234", ""),
    ("两个连写", "1380000123413900001234", "13800001234、13900001234", ""),
    ("同一个写两遍", "13800001234；138 0000 1234", "13800001234", ""),
    ("分机", "(0571) 8888-1234 转 801", "0571-88881234-801", ""),
    ("科学计数而位数还在", "1.3800001234E+10", "13800001234", ""),
    ("科学计数", "1.38E+10", "", "末几位已丢失"),
    ("大得不像话的科学计数", "1E+999999999", "", "末几位已丢失"),
    ("少一位", "1380000123", "1380000123", "有 10 位，手机号应为 11 位"),
    ("遮盖", "138****1234", "138****1234", "被遮盖"),
    ("别的号码照写", "+852 9123 4567", "+852 9123 4567", ""),
    ("空", " ", "", ""),
]


@pytest.mark.parametrize(
    ("text", "numbers", "said"), [case[1:] for case in READ], ids=[case[0] for case in READ]
)
def test_telephones_as_offices_write_them(text: str, numbers: str, said: str) -> None:
    read = read_phones(text)
    assert read.text == numbers
    assert said in read.notice
    assert bool(said) == bool(read.notice)
