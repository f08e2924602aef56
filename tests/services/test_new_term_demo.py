"""换届 of the demo office: both 届 print whole, the old one as it was, and one step back gives every row back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from app.office import Office
from app.reports.document import Document
from app.services import demo_year
from app.services.new_term_plan import Renewal, Wish
from tests.services.test_new_term import dump

START, LAST = "2026-11-02", "2026-11-01"
TODAY = date(2026, 12, 1)
FRESH = ("鹿小满", "岑向荣", "古丽米热·阿不都拉")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("演示") / "演示.liange"
    demo_year.play(path).close()
    return path.read_bytes()


@pytest.fixture
def office(played: bytes, tmp_path: Path) -> Iterator[Office]:
    path = tmp_path / "演示.liange"
    path.write_bytes(played)
    opened = Office.open(path, today=lambda: TODAY, clock=lambda: datetime(2026, 12, 1, 9, 0))
    yield opened
    opened.close()


def coming(office: Office, folder: Path) -> Path:
    """The table of the new 届: three in four stay, 共青团 and 青联 are one, three are new."""
    stream = io.StringIO()
    table = csv.writer(stream)
    table.writerow(("姓名", "性别", "出生年月", "界别", "工作单位", "单位职务"))
    for number, one in enumerate(office.roster.listing(day=LAST)):
        if number % 4:
            sector = "共青团和青联" if one.sector in ("共青团", "青联") else one.sector
            table.writerow((one.name, one.sex, one.birth, sector, one.employer, one.job_title))
    for name in FRESH:
        table.writerow((name, "女", "1988-03", "环境资源", "云川县生态环境局", "科员"))
    file = folder / "第十二届委员.csv"
    file.write_text(stream.getvalue(), "utf-8-sig")
    return file


def renew(office: Office, folder: Path) -> Renewal:
    plan = office.renewal.plan(Wish("第十二届", START, (coming(office, folder),)))
    office.renewal.carry_out(plan)
    return plan


def paper(office: Office, name: str, day: str | None = None) -> Document:
    return office.paper.document(name, day=day)


def test_the_sums_are_right(office: Office, tmp_path: Path) -> None:
    plan = renew(office, tmp_path)
    assert plan.warnings == ()
    assert (plan.present, len(plan.stay), len(plan.left), len(plan.new), plan.coming) == (
        151,
        113,
        38,
        3,
        116,
    )
    assert len(office.roster.listing()) == 116
    assert {one.name for one in office.roster.listing() if one.is_new} == set(FRESH)
    assert not any(one.posts for one in office.roster.listing())
    assert office.liaison.grid().pairs == ()
    assert office.safety.check() == []


def test_both_terms_print_and_the_old_one_as_it_was(office: Office, tmp_path: Path) -> None:
    before = {name: paper(office, name, LAST) for name in ("委员名册", "五级网格联络表")}
    table, again = tmp_path / "旧.csv", tmp_path / "旧又.csv"
    office.paper.export_roster(table, level="完整", day=LAST)
    renew(office, tmp_path)
    old = office.reader("第十一届")
    try:
        assert {name: paper(old, name) for name in before} == before
        old.paper.export_roster(again, level="完整")
        assert again.read_bytes() == table.read_bytes()
        assert len(old.liaison.grid().pairs) == 150
        assert old.liaison.check() == []
        assert old.frame.plenary().term_id == old.frame.term().id
    finally:
        old.close()
    office.roster.set_post("\n".join(m.name for m in office.roster.listing()[:1]), "主席")
    office.liaison.assign()
    assert paper(office, "委员名册") != before["委员名册"]
    assert paper(office, "五级网格联络表").title
    assert office.safety.check() == []


def test_one_step_back_gives_every_row_back(office: Office, tmp_path: Path) -> None:
    before = dump(office)
    renew(office, tmp_path)
    after = dump(office)
    office.undo()
    assert dump(office) == before
    office.redo()
    assert dump(office) == after
    assert office.safety.check() == []


def test_one_person_through_both_terms(office: Office, tmp_path: Path) -> None:
    plan = renew(office, tmp_path)
    member = office.roster.get(plan.stay[0].member.no)
    told = office.renewal.career(member)
    assert [term.name for term, _ in told] == ["第十一届", "第十二届"]
    assert member.more["terms_served"] == "2"
    labels = [one.label for one in office.roster.show(member.no).operations]
    assert labels[0] == plan.title
    assert len(labels) > 1, "what was done in the old 届 is told too"
