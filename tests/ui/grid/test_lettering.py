"""Names set into cells: every piece in its box, nothing cut, nothing over another."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.pages.grid.lettering import (
    DOT_SIGN,
    SMALLEST,
    Lettering,
    in_lines,
    on_one_line,
    pieces,
    squeezed,
    upright,
)

NAMES = [
    "骆宾",
    "章北海",
    "欧阳明月",
    "艾则孜·热合曼",
    "古丽巴哈尔·买买提艾力",
    "吴彦㛃",
    "张𬭎",
    "李𠅤",
    "Anna Li",
    "阿卜杜热西提·吐尔逊·买买提",
]


def shape(name: str) -> tuple[float, ...]:
    """The shape of a name."""
    return pieces(name).ems


def boxes(name: str, lettering: Lettering) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom of every piece's box."""
    found = []
    for em, (x, y) in zip(shape(name), lettering.spots, strict=True):
        wide, high = em * lettering.size / 2, lettering.size / 2
        found.append((x - wide, y - high, x + wide, y + high))
    return found


def check_whole(name: str, lettering: Lettering) -> None:
    """A box for every piece of the name, within the lettering's size, no box over another."""
    assert "".join(pieces(name).texts).split() == name.split()
    for left, top, right, bottom in boxes(name, lettering):
        assert left >= -1e-6
        assert top >= -1e-6
        assert right <= lettering.width + 1e-6
        assert bottom <= lettering.height + 1e-6
    for one, other in combinations(boxes(name, lettering), 2):
        apart = (
            one[2] <= other[0] + 1e-6
            or other[2] <= one[0] + 1e-6
            or one[3] <= other[1] + 1e-6
            or other[3] <= one[1] + 1e-6
        )
        assert apart


@pytest.mark.parametrize("name", ["骆宾", "章北海", "欧阳明月", "吴彦㛃", "张𬭎"])
def test_two_to_four_characters_stand_upright(name: str) -> None:
    found = upright(shape(name), 18, 52, 14)
    assert found is not None
    check_whole(name, found)
    assert len({x for x, _ in found.spots}) == 1


def test_two_characters_reach_as_far_as_three() -> None:
    two, three = upright(shape("骆宾"), 18, 52, 14), upright(shape("章北海"), 18, 52, 14)
    assert two is not None
    assert three is not None
    assert two.height == three.height


@pytest.mark.parametrize("name", ["艾则孜·热合曼", "Anna Li", "古丽巴哈尔江"])
def test_what_is_no_short_name_does_not_stand_upright(name: str) -> None:
    assert upright(shape(name), 40, 90, 14) is None


def test_nothing_stands_upright_in_a_place_too_narrow_or_too_low() -> None:
    assert upright(shape("章北海"), 11, 52, 14) is None
    assert upright(shape("章北海"), 18, 35, 14) is None


@pytest.mark.parametrize("name", NAMES)
def test_every_name_fits_on_one_line_that_is_wide_enough(name: str) -> None:
    found = on_one_line(shape(name), 200, 14)
    assert found is not None
    check_whole(name, found)


def test_a_line_shrinks_to_twelve_pixels_and_no_further() -> None:
    assert [
        found.size if (found := on_one_line(shape("欧阳明月"), width, 14)) else 0
        for width in (60, 53, 48, 47)
    ] == [14, 13, 12, 0]


@pytest.mark.parametrize(
    ("name", "width", "lines"),
    [
        ("艾则孜·热合曼", 44, ["艾则孜·", "热合曼"]),
        ("麦尔丹·艾力", 80, ["麦尔丹·艾力"]),
        ("阿不都热西提·吐尔逊", 62, ["阿不都", "热西提·", "吐尔逊"]),
        ("古丽巴哈尔·买买提艾力", 70, ["古丽巴哈尔·", "买买提艾力"]),
    ],
)
def test_lines_break_behind_the_dot_first(name: str, width: float, lines: list[str]) -> None:
    found = in_lines(shape(name), width, 50, 12)
    assert found is not None
    check_whole(name, found)
    heights = sorted({y for _, y in found.spots})
    placed = list(zip(pieces(name).texts, found.spots, strict=True))
    assert ["".join(text for text, (_, y) in placed if y == height) for height in heights] == lines


def test_a_name_that_fits_nowhere_is_squeezed_and_never_cut() -> None:
    name = "古丽巴哈尔·买买提艾力" * 3
    found = squeezed(shape(name), 60, 40)
    check_whole(name, found)
    assert found.width <= 60


@given(
    st.lists(st.text("一丁七万丈三上下不与丐丑专且㛃𬭎𠅤", min_size=1, max_size=7), min_size=1, max_size=4).map(DOT_SIGN.join),
    st.floats(12, 200), st.floats(12, 90), st.integers(SMALLEST, 18),
)  # fmt: skip
def test_whatever_is_set_is_whole_and_within_its_room(
    name: str, width: float, height: float, size: int
) -> None:
    for found in (
        upright(shape(name), width, height, size),
        in_lines(shape(name), width, height, size),
        on_one_line(shape(name), width, size),
    ):
        if found is not None:
            check_whole(name, found)
            assert found.width <= width + 1e-6
            assert SMALLEST <= found.size <= size
    for found in (upright(shape(name), width, height, size), in_lines(shape(name), width, height, size)):
        if found is not None:
            assert found.height <= height + 1e-6


def test_a_mark_stays_with_its_character() -> None:
    assert pieces("葛\U000e0100某").texts == ("葛\U000e0100", "某")
