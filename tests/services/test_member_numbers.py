"""One 委员编号, one member: by hand and by import, also of somebody who only joins later."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import Refused
from app.office import Office
from app.services.roster_import import Mark
from tests.offices import add


def table(folder: Path, text: str) -> Path:
    file = folder / "名册.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_以后才加入的人的编号也不能再给(office: Office) -> None:
    office.roster.add({"name": "温如玉", "no": "001"}, day="2027-01-01")
    with pytest.raises(Refused, match="已经是 温如玉 的"):
        add(office, "江葵", no="001")


def test_导入不给别人的编号(office: Office, tmp_path: Path) -> None:
    add(office, "温如玉", no="001", sector="教育")
    office.roster.add({"name": "贺知秋", "no": "009"}, day="2027-01-01")
    file = table(tmp_path, "姓名,委员编号\n江葵,001\n米雪,002\n骆宾,009\n叶知秋,003\n戚光,003\n")
    preview = office.roster_import.preview([file])
    assert [row.mark for row in preview.rows] == [Mark.BAD, Mark.NEW, Mark.BAD, Mark.NEW, Mark.BAD]
    assert {finding.value for finding in preview.errors} == {"江葵", "003", "009"}
    office.roster_import.apply(preview)
    assert {member.name for member in office.roster.listing()} == {"温如玉", "米雪", "叶知秋"}
    assert office.safety.check() == []


def test_两人的编号可以一次互换(office: Office, tmp_path: Path) -> None:
    add(office, "温如玉", no="001", phone="13800000001")
    add(office, "江葵", no="002", phone="13800000002")
    preview = office.roster_import.preview([table(tmp_path, "姓名,委员编号\n温如玉,002\n江葵,001\n")])
    assert preview.errors == () or {row.mark for row in preview.rows} == {Mark.BAD}
    office.roster_import.apply(preview)
    assert office.safety.check() == []
