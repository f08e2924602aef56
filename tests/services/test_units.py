"""承办单位: known by name, imported, changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.commands.proposal_json import unit_json, units_json
from app.domain.errors import Refused
from app.office import Office
from app.services.units import UnitDesk, names_in


@pytest.fixture
def desk(office: Office) -> UnitDesk:
    return UnitDesk(office.frame)


def table(folder: Path, *rows: str) -> Path:
    path = folder / "单位.csv"
    path.write_text("\n".join(["单位名称,所属系统,联系人", *rows]), encoding="utf-8-sig")
    return path


def take(desk: UnitDesk, path: Path) -> tuple[int, int, int]:
    preview = desk.preview([path])
    desk.apply(preview)
    return preview.new, preview.updated, preview.unchanged


def test_units_enter_change_and_stay(desk: UnitDesk, tmp_path: Path, office: Office) -> None:
    assert take(desk, table(tmp_path, "教育局,政府,许愿", "县委办,党群,")) == (2, 0, 0)
    assert office.undoable == "导入承办单位 2 家"
    assert take(desk, table(tmp_path, "教育局,政府,许愿", "县委办,党群,")) == (0, 0, 2)
    assert take(desk, table(tmp_path, "教 育局,,钟情", "县委办,党群,", "统计局,政府,")) == (1, 1, 1)
    assert [(unit.name, dict(unit.more)) for unit in desk.listing()] == [
        ("教育局", {"system": "政府", "contact": "钟情"}), ("县委办", {"system": "党群"}), ("统计局", {"system": "政府"}),
    ]  # fmt: skip


def test_a_row_without_a_name_is_an_error(desk: UnitDesk, tmp_path: Path) -> None:
    preview = desk.preview([table(tmp_path, "教育局,政府,", ",政府,许愿")])
    refusal = preview.refusal()
    assert refusal is not None
    assert refusal.message.startswith("有 1 处错误，没有导入。第一处：第 3 行 单位名称：没有单位名称")
    found = units_json(preview)
    assert [found[key] for key in ("rows", "units", "new", "updated", "unchanged")] == [2, 1, 1, 0, 0]


def test_a_sound_list_is_not_refused_and_no_list_is(desk: UnitDesk, tmp_path: Path) -> None:
    assert desk.preview([table(tmp_path, "教育局,政府,")]).refusal() is None
    other = tmp_path / "别的.csv"
    other.write_text("颜色,形状\n红,圆\n", encoding="utf-8")
    refusal = desk.preview([other]).refusal()
    assert refusal is not None
    assert refusal.where == "别的.csv"


def test_a_unit_changes_its_name_but_not_to_anothers(desk: UnitDesk, tmp_path: Path) -> None:
    take(desk, table(tmp_path, "教育局,政府,", "体育局,政府,"))
    school, sport = desk.listing()
    desk.change(school, {"name": "教育和体育局", "contact": "许愿"})
    assert desk.known("教育和体育局") is not None
    for name, message in (("教育和体育局", "已经有"), (" ", "不能为空")):
        with pytest.raises(Refused, match=message):
            desk.change(sport, {"name": name})


def test_a_unit_in_json(desk: UnitDesk, tmp_path: Path) -> None:
    take(desk, table(tmp_path, "教育局,政府,许愿"))
    found = unit_json(desk.listing()[0])
    assert {key: found[key] for key in ("name", "system", "contact", "phone")} == {
        "name": "教育局",
        "system": "政府",
        "contact": "许愿",
        "phone": "",
    }
    assert isinstance(found["id"], str)


def test_names_in_a_cell() -> None:
    assert names_in(" 教育局、财政局；教育局\n统计局,") == ("教育局", "财政局", "统计局")
