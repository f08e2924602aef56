from __future__ import annotations

import pytest

from app.domain.codes import Code, code_from, find_code, folded, sector_name

LIST = (Code("农工党", "08", ("农工",)), Code("群众", "13"), Code("其他", aliases=("13",)))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("农工党", "农工党"),
        ("农 工", "农工党"),
        ("０８", "农工党"),
        ("13", "其他"),
        ("致公党", None),
        ("", None),
        ("  ", None),
    ],
)
def test_a_code_is_found_by_name_then_alias_then_number(text: str, name: str | None) -> None:
    found = find_code(LIST, text)
    assert (found.name if found else None) == name


def test_an_item_of_a_list_file() -> None:
    item = {
        "name": "A",
        "meaning": "已解决",
        "aliases": ["A类"],
        "counts_as_adopted": True,
        "old": False,
        "since": "2023",
    }
    assert code_from(item) == Code(
        "A", aliases=("A类",), meaning="已解决", since="2023", flags=frozenset({"counts_as_adopted"})
    )


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"name": ""},
        {"name": 3},
        {"name": "甲", "code": 1},
        {"name": "甲", "aliases": "乙"},
        {"name": "甲", "aliases": [1]},
        {"name": "甲", "flag": "是"},
    ],
)
def test_an_item_of_another_form_is_refused(item: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="不合格式"):
        code_from(item)


def test_width_case_and_spaces_do_not_matter() -> None:
    assert folded(" Ａ 类\n") == "a类"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("中共界别", "中共"),
        ("中共界", "中共"),
        ("侨、台", "侨、台"),
        ("各界", "各界"),
        ("界别", "界别"),
        ("教育", "教育"),
        ("文艺界界别", "文艺"),
        ("各界别", "各界别"),
        ("界" * 30_000, "界界"),
    ],
    ids=lambda text: text[:5],
)
def test_a_sector_without_the_word(text: str, name: str) -> None:
    assert sector_name(text) == name
    assert sector_name(name) == name
