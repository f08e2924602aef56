"""Real lists through 委员名册: every name of 2,975 deputies and of 339 members comes back from Word, PDF and Excel."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.offices import new_office
from tests.paper.conftest import as_pdf, as_word
from tests.paper.embedded import inside
from tests.paper.invented import fonts
from tests.reports.same_words import as_excel, workbook_words
from tests.reports.samples import bare, pdf_pages, word_words


@pytest.mark.parametrize(
    ("list_of", "count", "rare"),
    [
        ("npc13_deputies.csv", 2975, "吴彦㛃"),
        ("shangcheng_2026/shangcheng_roster_pseudonymous.xlsx", 339, ""),
    ],
    ids=["两千九百多名代表", "商城名册"],
)
def test_实际名单_三种格式里一个名字不差(
    tmp_path: Path, shared_data: Path, list_of: str, count: int, rare: str
) -> None:
    office = new_office(tmp_path)
    office.roster_import.apply(office.roster_import.preview([shared_data / list_of]))
    names = [bare(one.name) for one in office.roster.listing()]
    document = office.paper.document("委员名册", {"级别": "内部"})
    office.close()
    assert len(names) == count
    assert rare in "".join(names)
    pdf = as_pdf(document)
    cells = {bare(cell) for cell in workbook_words(as_excel(document))}
    for text in ("".join(pdf_pages(pdf)), word_words(as_word(document)), cells):
        assert [name for name in names if name not in text] == []
    assert fonts().missing_in(document) == ()
    assert inside(pdf).faults() == []
