"""Every form's first pages look as they did when somebody last looked: `python -m tests.paper --write` makes them anew."""

from __future__ import annotations

from PIL import ImageChops

from tests.paper.goldens import FOLDER, MOST, apart, kept, picture

LARGEST = 12_000
"""Bytes of a picture of two pages: 6 KB each."""


def test_每一种表和留下的样张一样(ours: dict[str, bytes]) -> None:
    """After a change that is meant: look at `python -m tests.paper 夹`, then write the pictures anew."""
    forms = {name: pdf for name, pdf in ours.items() if not name.startswith("长-")}
    assert {file.stem for file in FOLDER.glob("*.png")} == set(forms)
    found = {}
    for name, pdf in forms.items():
        golden = kept(name)
        found[name] = 255 if golden is None else apart(picture(pdf), golden)
    assert {name: far for name, far in found.items() if far > MOST} == {}


def test_样张都小() -> None:
    assert [file.name for file in FOLDER.glob("*.png") if file.stat().st_size > LARGEST] == []


def test_挪动一行看得出_字边的深浅不算(ours: dict[str, bytes]) -> None:
    """A line is 10 mm high, 11 pixels here; a third of a line is enough to be seen."""
    page = picture(ours["委员名单"])
    assert apart(page, ImageChops.offset(page, 0, 3)) > MOST
    assert apart(page, ImageChops.offset(page, 6, 0)) > MOST
    softer = page.point([min(255, round(value * 0.94 + 12)) for value in range(256)])
    assert apart(page, softer) <= MOST
