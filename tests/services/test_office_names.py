"""Names of the office and its meetings: one clean line, whatever was pasted; paper and backups take them all."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from app.domain.errors import Refused
from app.office import Office
from tests.offices import TODAY, add

ODD = [
    "云川县\x01政协\n",
    "../../政协",
    "政协 CON",
    "a:b*c?",
    "政协" * 30,
    "“引号”’政协",
    "𠮷县\U000323af政协",
    "=1+1",
]


@pytest.mark.parametrize("name", ODD, ids=lambda name: repr(name[:8]))
def test_什么名称都能印能备份(tmp_path: Path, name: str) -> None:
    office = Office.create(
        tmp_path / "o.liange", office_name=name, term="一届\t", plenary="一次\n会议", today=lambda: TODAY
    )
    add(office, "温如玉", posts="主席", employer="县\x0b局", job_title="局\x00长")
    assert office.frame.term().name == "一届"
    assert office.frame.plenary().name == "一次会议"
    assert office.name.isprintable() or "\U000323af" in office.name
    made = office.paper.make(["主席会议材料", "委员名册"], tmp_path / "材料", formats=("docx", "pdf", "xlsx"))
    assert len(made.files) == 6
    assert docx.Document(str(made.files[0])).core_properties.author == office.name[:255]
    kept = office.safety.backup_now(tmp_path / "盘")
    assert kept.verified
    assert kept.file.parent == tmp_path / "盘"
    assert len(kept.file.name.encode()) <= 250
    office.close()


def test_太长的名称不能用(tmp_path: Path, office: Office) -> None:
    with pytest.raises(Refused, match="最多 60 个字"):
        Office.create(tmp_path / "o.liange", office_name="政" * 61, term="一届")
    with pytest.raises(Refused, match="最多 60 个字"):
        office.setup.add_plenary("会" * 61)
    with pytest.raises(Refused, match="最多 60 个字"):
        office.setup.change_settings({"office_name": "政" * 61})


@pytest.mark.parametrize("name", ["", " ", "\x01", "\u200b\n"])
def test_空的名称不能用(tmp_path: Path, name: str) -> None:
    for office_name, term in ((name, "一届"), ("甲县政协", name)):
        with pytest.raises(Refused, match="请填写"):
            Office.create(tmp_path / "o.liange", office_name=office_name, term=term)
    assert list(tmp_path.iterdir()) == []


def test_届次会议和单位名称也清理(office: Office) -> None:
    office.setup.add_term(" 第十二届\n")
    office.setup.add_plenary("二次\x01会议")
    assert office.frame.plenary().name == "二次会议"
    for again in ("第十二届", "第十二届\x02"):
        with pytest.raises(Refused, match="已经有了"):
            office.setup.add_term(again)
    with pytest.raises(Refused, match="不能为空"):
        office.setup.change_settings({"office_name": "\u200b"})
    office.setup.change_settings({"office_name": "云川县\n政协"})
    assert office.name == "云川县政协"


def test_没写日期的会议排在已有的之后(office: Office) -> None:
    for name, start in (
        ("二次会议", ""),
        ("三次会议", "2027-01-10"),
        ("四次会议", ""),
        ("补录的会议", "2025-01-10"),
    ):
        office.setup.add_plenary(name, start)
    names = [plenary.name for plenary in office.frame.registry.plenaries()]
    assert names == ["补录的会议", "十一届一次会议", "二次会议", "三次会议", "四次会议"]
    assert office.register.add({"title": "关于停车的建议"}).proposal.plenary == "四次会议"
