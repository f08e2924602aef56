"""Registers coming in: a preview row by row, one operation, and nothing the second time."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from app.commands.proposal_json import register_json
from app.domain.errors import Refused
from app.domain.proposal import Sponsor, SponsorRole, State, UnitRole
from app.office import Office
from app.reports.words import plain_text
from app.services.proposal_import import RegisterImport, RegisterPreview
from app.services.proposals import ProposalDesk
from app.services.roster_import import Mark
from tests.offices import add

HEADER = (
    "案号",
    "案由",
    "提案分类",
    "提案人",
    "附议人",
    "审核",
    "主办单位",
    "协办单位",
    "答复时间",
    "文号",
    "类别标记",
    "登记时间",
    "会议",
    "性质",
    "进度",
)
ROAD = {
    "案号": "1",
    "案由": "关于修路的建议",
    "提案分类": "委员",
    "提案人": "088",
    "审核": "立案",
    "主办单位": "交通局",
    "协办单位": "财政局；住建局",
    "登记时间": "2026-01-11",
}
REPLIED = {"答复时间": "2026-05-04", "文号": "云交提（2026）3号", "类别标记": "B"}
DECLINED = {
    "案由": "关于设立斑马线的建议",
    "提案人": "骆宾、路人",
    "附议人": "米雪",
    "审核": "不予立案",
    "登记时间": "2026-01-12",
}
BODY = {
    "案号": "2",
    "案由": "关于养老的建议",
    "提案分类": "党派团体",
    "提案人": "民盟云川县委会",
    "审核": "立案",
    "性质": "当年；重点提案",
}


class Desk:
    """An import desk with a folder to write registers into."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office = office
        self.folder = folder
        self.imports = RegisterImport(office.frame)
        self.proposals = ProposalDesk(office.frame)

    def table(
        self, *rows: Mapping[str, str], name: str = "登记簿.csv", header: Sequence[str] = HEADER
    ) -> Path:
        path = self.folder / name
        lines = [",".join(header), *(",".join(row.get(column, "") for column in header) for row in rows)]
        path.write_text("\n".join(lines), encoding="utf-8-sig")
        return path

    def preview(self, *rows: Mapping[str, str], plenary: str | None = None) -> RegisterPreview:
        return self.imports.preview([self.table(*rows)], plenary=plenary)

    def take(self, *rows: Mapping[str, str], plenary: str | None = None) -> RegisterPreview:
        preview = self.preview(*rows, plenary=plenary)
        self.imports.apply(preview)
        return preview


@pytest.fixture
def desk(county: Office, tmp_path: Path) -> Desk:
    add(county, "新委员", no="088", sector="教育")
    return Desk(county, tmp_path)


def messages(preview: RegisterPreview) -> list[str]:
    return [finding.message for finding in (*preview.errors, *preview.warnings)]


def test_a_register_enters_as_one_operation(desk: Desk) -> None:
    desk.take({**ROAD, **REPLIED}, DECLINED, BODY)
    assert desk.office.undoable == "导入提案 3 件"
    road, body, declined = desk.proposals.listing()
    assert (road.serial, road.no, road.state, road.received, road.answer) == (
        1,
        1,
        State.REPLIED,
        "2026-01-11",
        "B",
    )
    assert [(part.unit, part.role, part.replied, part.doc_no, part.doc_no_written) for part in road.handlings] == [
        ("交通局", UnitRole.LEAD, "2026-05-04", "云交提〔2026〕3号", "云交提（2026）3号"), ("财政局", UnitRole.ASSISTING, "", "", ""),
        ("住建局", UnitRole.ASSISTING, "", "", ""),
    ]  # fmt: skip
    assert [(one.name, one.member is not None) for one in road.sponsors] == [("新委员", True)]
    assert (body.state, body.key, body.sponsors) == (State.FILED, True, (Sponsor("民盟云川县委会"),))
    assert (declined.serial, declined.no, declined.state) == (2, None, State.DECLINED)
    assert [(one.name, one.role) for one in declined.sponsors] == [
        ("骆宾", SponsorRole.LEAD), ("路人", SponsorRole.JOINT), ("米雪", SponsorRole.SECONDING),
    ]  # fmt: skip
    steps = [(step.at, step.action) for step in desk.proposals.show(road).steps]
    assert steps == [("2026-01-11", "收到"), ("", "立案"), ("", "交办"), ("2026-05-04", "答复")]
    assert [one.title for one in desk.proposals.listing(search="斑马线")] == ["关于设立斑马线的建议"]


def test_whom_the_sponsors_suggest_is_kept_and_printed(desk: Desk) -> None:
    row = {**ROAD, "建议承办单位": "教育局、财政局"}
    desk.imports.apply(desk.imports.preview([desk.table(row, header=(*HEADER, "建议承办单位"))]))
    (road,) = desk.proposals.listing()
    assert road.more["suggested"] == "教育局、财政局"
    assert (road.handlings[0].unit, road.handlings[0].role) == ("交通局", UnitRole.LEAD)
    assert "教育局、财政局" in plain_text(desk.office.paper.document("提案表"))


def test_what_is_unknown_is_a_warning_and_kept(desk: Desk) -> None:
    found = messages(desk.preview(ROAD, DECLINED, BODY))
    assert "名册里没有“路人”，只保留文字" in found
    assert [text for text in found if "承办单位" in text] == [
        f"还没有承办单位“{name}”，导入时新建" for name in ("交通局", "财政局", "住建局")
    ]
    assert not any("民盟" in text for text in found)


def test_the_second_time_nothing_changes(desk: Desk) -> None:
    rows = ({**ROAD, **REPLIED}, DECLINED, BODY)
    desk.take(*rows)
    before = desk.office.undoable
    second = desk.take(*rows)
    assert (second.new, second.updated, second.unchanged, messages(second)) == (
        0,
        0,
        3,
        ["名册里没有“路人”，只保留文字"],
    )
    assert (desk.office.undoable, second.similar) == (before, ())


def test_undo_takes_all_of_it_back_and_redo_brings_it_again(desk: Desk) -> None:
    desk.take(ROAD, BODY)
    desk.office.undo()
    assert (desk.proposals.proposals(), desk.proposals.listing(search="养老")) == ([], [])
    desk.office.redo()
    assert [one.title for one in desk.proposals.listing(search="养老")] == ["关于养老的建议"]


def test_a_later_register_brings_replies_and_progress(desk: Desk) -> None:
    desk.take(ROAD)
    preview = desk.take({**ROAD, **REPLIED, "协办单位": "财政局"})
    assert preview.rows[0].changes == (
        ("主办", "交通局", "交通局 2026-05-04 云交提〔2026〕3号 B"), ("进度", "已交办", "已答复"),
    )  # fmt: skip
    road = desk.proposals.get("1")
    assert (road.state, [part.unit for part in road.handlings]) == (
        State.REPLIED,
        ["交通局", "财政局", "住建局"],
    )
    assert [step.action for step in desk.proposals.show(road).steps] == ["收到", "立案", "交办", "答复"]


def test_an_older_register_takes_nothing_back(desk: Desk) -> None:
    desk.take({**ROAD, **REPLIED})
    desk.proposals.do(desk.proposals.get("1"), "办结")
    preview = desk.take(ROAD)
    assert (preview.unchanged, desk.proposals.get("1").state) == (1, State.CLOSED)


def test_changed_cells_are_shown_with_what_stands(desk: Desk) -> None:
    desk.take(ROAD, BODY)
    preview = desk.take({**ROAD, "案由": "关于修桥的建议", "提案人": "骆宾"}, BODY)
    assert [row.mark for row in preview.rows] == [Mark.UPDATE, Mark.SAME]
    assert preview.rows[0].changes == (
        ("案由", "关于修路的建议", "关于修桥的建议"),
        ("提案人", "新委员", "骆宾"),
    )
    assert desk.proposals.get("1").title == "关于修桥的建议"


def test_a_column_that_a_later_register_lacks_leaves_what_stands(desk: Desk) -> None:
    desk.take(ROAD)
    preview = desk.imports.preview(
        [
            desk.table(
                {"案号": "1", "案由": "关于修路的建议", "审核": "立案", "性质": "当年"},
                header=("案号", "案由", "审核", "性质"),
            )
        ]
    )
    assert preview.rows[0].changes == (("性质", "", "当年"),)
    desk.imports.apply(preview)
    found = desk.proposals.get("1")
    assert (found.sponsors[0].name, len(found.handlings), found.received) == ("新委员", 3, "2026-01-11")


def test_a_link_that_the_clerk_made_outlives_a_register(desk: Desk, county: Office) -> None:
    add(county, "骆宾", no="099")
    row = {**ROAD, "提案人": "骆宾"}
    desk.take(row)
    found = desk.proposals.get("1")
    assert found.sponsors[0].member is None
    linked = desk.proposals.change(found, desk.proposals.parse(["sponsors=099"])).proposal
    assert desk.take(row).unchanged == 1
    assert desk.proposals.get("1").sponsors == linked.sponsors


def test_without_numbers_title_sponsor_and_day_recognise_a_row(desk: Desk) -> None:
    row = {"案由": "关于古桥的建议", "提案人": "骆宾", "登记时间": "2026-01-11"}
    desk.take(row)
    assert desk.take(row).unchanged == 1
    assert desk.take({**row, "登记时间": "2026-02-11"}).new == 1


def test_a_number_of_the_old_system_recognises_a_row_first(desk: Desk) -> None:
    header = ("motion_id", "案号", "案由")
    first = desk.imports.preview(
        [desk.table({"motion_id": "M-7", "案号": "3", "案由": "关于古桥的建议"}, header=header)]
    )
    desk.imports.apply(first)
    again = desk.imports.preview(
        [desk.table({"motion_id": "M-7", "案号": "4", "案由": "关于古桥的建议"}, header=header)]
    )
    assert (again.updated, again.rows[0].changes) == (1, (("提案号", "3", "4"),))
    other = desk.imports.preview(
        [desk.table({"motion_id": "M-8", "案号": "3", "案由": "关于水库的建议"}, header=header)]
    )
    assert messages(other) == ["提案号已经给了《关于古桥的建议》（流水1）"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"案号": "1", "提案人": "骆宾"}], "没有案由"),
        ([ROAD, {**BODY, "案号": "1"}], "提案号 1 与第 2 行重复"),
        ([{**ROAD, "登记时间": "2026-09-31"}], "不存在"),
    ],
)
def test_a_row_in_error_keeps_the_file_out_unless_the_good_ones_are_taken(
    desk: Desk, rows: list[dict[str, str]], message: str
) -> None:
    preview = desk.preview(*rows, DECLINED)
    refusal = preview.refusal()
    assert refusal is not None
    assert message in refusal.message
    assert refusal.message.startswith("有 1 处错误，没有导入。第一处：第 ")
    assert preview.count(Mark.BAD) == 1
    desk.imports.apply(preview)
    assert len(desk.proposals.proposals()) == len(rows)


def test_a_sound_preview_refuses_nothing(desk: Desk) -> None:
    assert desk.preview(ROAD).refusal() is None


def test_a_number_used_twice_in_one_plenary_by_two_files(desk: Desk) -> None:
    files = [
        desk.table({**ROAD, "会议": "政协第十一届一次会议"}, name="一.csv"),
        desk.table({**BODY, "案号": "1"}, name="二.csv"),
    ]
    assert messages(desk.imports.preview(files))[0] == "提案号与“一.csv”第 2 行重复"


def test_a_reply_before_receipt_is_doubted(desk: Desk) -> None:
    assert "答复日期早于收到日期 2026-01-11，请核对" in messages(
        desk.preview({**ROAD, "答复时间": "2026-01-01"})
    )


def test_several_lead_units_are_separate_ones(desk: Desk) -> None:
    desk.take({**ROAD, "主办单位": "交通局；水利局", **REPLIED})
    assert [(part.unit, part.role, part.replied) for part in desk.proposals.get("1").answering] == [
        ("交通局", UnitRole.SEPARATE, "2026-05-04"), ("水利局", UnitRole.SEPARATE, "2026-05-04"),
    ]  # fmt: skip


def test_alike_titles_are_named_with_where_they_stand(desk: Desk) -> None:
    desk.take(ROAD, {"案由": "关于养鱼的建议"})
    preview = desk.preview(
        {"案号": "5", "案由": "关于加快修路的建议"},
        {"案由": "关于农村生活污水治理的建议"},
        {"案由": "关于推进农村生活污水治理的建议"},
        {"案由": "新建"},
    )
    assert [(one.row, one.to, one.score) for one in preview.similar] == [(4, "第3行", 1.0)]
    long = desk.take({"案由": "关于农村生活污水治理的建议"})
    again = desk.preview({"案号": "6", "案由": "关于农村生活污水治理的提案"})
    assert long.new == 1
    assert [(one.row, one.to, one.score) for one in again.similar] == [(2, "十一届一次会议:流水3", 1.0)]


class TestPlenaries:
    def test_a_meeting_is_known_under_its_longer_name(self, desk: Desk) -> None:
        assert not any(
            "会议" in text for text in messages(desk.preview({**BODY, "会议": "政协第十一届一次会议"}))
        )

    def test_an_unknown_meeting_is_asked_about_once(self, desk: Desk) -> None:
        preview = desk.take({**BODY, "会议": "政协九届五次会议"}, {**ROAD, "会议": "政协九届五次会议"})
        asked = [text for text in messages(preview) if "会议" in text]
        assert asked == ["还没有会议“政协九届五次会议”，这些提案放入“十一届一次会议”；如果不对，请先新建会议"]
        assert desk.proposals.get("十一届一次会议:2").title == BODY["案由"]

    def test_the_clerk_may_say_where_all_rows_go(self, desk: Desk, county: Office) -> None:
        with county.data.operation("新会议"):
            county.frame.registry.add_plenary(county.frame.term().id, "十一届二次会议", "2027-01-10")
        desk.take({**BODY, "会议": "十一届一次会议"}, plenary="十一届二次会议")
        desk.take({**ROAD, "会议": "十一届一次会议"})
        assert [(one.plenary, one.serial) for one in desk.proposals.listing()] == [
            ("十一届一次会议", 1),
            ("十一届二次会议", 1),
        ]

    @pytest.fixture
    def bare(self, tmp_path: Path) -> Desk:
        office = Office.create(
            tmp_path / "空.liange",
            office_name="云川县政协",
            term="第十一届",
            today=lambda: date(2026, 11, 22),
        )
        return Desk(office, tmp_path)

    def test_the_first_meeting_is_made_of_what_the_rows_say(self, bare: Desk) -> None:
        preview = bare.take({**BODY, "会议": "政协十一届一次会议"}, ROAD)
        assert "还没有会议“政协十一届一次会议”，导入时新建" in messages(preview)
        assert [one.plenary for one in bare.proposals.listing()] == ["政协十一届一次会议"] * 2
        bare.office.undo()
        assert bare.office.frame.registry.plenaries() == []
        bare.office.close()

    def test_without_any_meeting_the_clerk_must_make_one(self, bare: Desk) -> None:
        with pytest.raises(Refused, match="请先新建次会议"):
            bare.preview(BODY)
        assert bare.proposals.proposals() == []
        bare.office.close()


def test_dates_of_single_units_come_from_a_second_table(desk: Desk) -> None:
    header = ("motion_id", "案由", "主办单位", "协办单位")
    register = desk.table(
        {"motion_id": "7", "案由": "关于修路的建议", "主办单位": "交通局", "协办单位": "财政局"},
        header=header,
    )
    rows = [
        ("7", "财政局", "协办单位", "2026-02-01", "2026-02-20"),
        ("7", "水利局", "协办单位", "2026-02-01", ""),
    ]
    columns = ("motion_id", "unit_name", "role", "receive_time", "reply_time")
    second = desk.table(
        *(dict(zip(columns, row, strict=True)) for row in rows), name="承办.csv", header=columns
    )
    preview = desk.imports.preview([register, second])
    assert "登记簿中这件提案的承办单位没有“水利局”，它的日期没有读入" in messages(preview)
    desk.imports.apply(preview)
    found = desk.proposals.listing()[0].handlings
    assert [(part.unit, part.accepted, part.replied) for part in found] == [
        ("交通局", "", ""),
        ("财政局", "2026-02-01", "2026-02-20"),
    ]


def test_a_file_without_a_title_column_brings_nothing(desk: Desk) -> None:
    preview = desk.imports.preview([desk.table({"姓名": "甲"}, header=("姓名", "性别"))])
    assert (preview.proposals, desk.imports.apply(preview)) == (0, 0)
    assert "没有找到表头" in messages(preview)[0]
    assert preview.refusal() is not None


def test_headers_chosen_once_are_remembered(desk: Desk) -> None:
    table = desk.table({"事由": "关于修路的建议", "编码": "3"}, header=("事由", "编码"))
    preview = desk.imports.preview([table], override={"事由": "title", "编码": "no"})
    desk.imports.apply(preview)
    assert desk.imports.preview([table]).unchanged == 1


def test_the_answer_in_json(desk: Desk) -> None:
    found = register_json(desk.preview(ROAD, {"案号": "3"}))
    assert [found[key] for key in ("rows", "proposals", "new", "updated", "unchanged")] == [2, 2, 1, 0, 0]
    assert found["sheets"] == [{"file": "登记簿.csv", "sheet": "", "taken": True, "why": ""}]
    assert {"file": "登记簿.csv", "sheet": "", "header": "案由", "field": "title"} in found["columns"]  # type: ignore[operator]
    assert [(error["row"], error["column"]) for error in found["errors"]] == [(3, "案由")]  # type: ignore[attr-defined]
    json.dumps(found)


def test_a_real_years_register(office: Office, shared_data: Path) -> None:
    """381 提案 of a county-level city: every count equals what was counted by hand, and a second import is none."""
    imports, desk = RegisterImport(office.frame), ProposalDesk(office.frame)
    file = shared_data / "cixi_2017" / "motions.csv"
    first = imports.preview([file])
    assert (first.new, first.read, first.set_aside, first.errors) == (381, 677, {"人大建议": 296}, ())
    imports.apply(first)
    expected = json.loads((shared_data / "cixi_2017" / "expected_stats.json").read_text("utf-8"))["政协提案"]
    found = desk.stats()
    assert found.total == expected["total"]
    for column, key in {
        "审核": "by_审核", "提案分类": "by_提案分类", "类别": "by_性质类别", "主办单位": "by_主办单位", "协办单位": "by_协办单位",
        "界别": "by_界别", "类别标记": "by_类别标记",
    }.items():  # fmt: skip
        assert dict(found.register[column]) == expected[key], column
    assert (found.received, found.filed, found.declined, found.merged, found.mismatches) == (
        373,
        348,
        15,
        10,
        (),
    )
    everything = desk.proposals()
    assert sum(1 for one in everything if one.no is not None) == expected["已编案号"]
    main = [len([s for s in one.sponsors if s.role is not SponsorRole.SECONDING]) for one in everything]
    assert sum(1 for count in main if count > 1) == expected["multi_proposer"]
    assert Counter(one.state for one in everything)[State.DRAFT] == 8
    second = imports.preview([file])
    assert (second.new, second.updated, second.unchanged) == (0, 0, 381)


def test_a_header_that_no_table_has_is_answered(desk: Desk) -> None:
    table = desk.table(ROAD)
    told = {"登记簿!案由": "title", "案由": "title"}
    said = messages(desk.imports.preview([table], override=told))
    assert [one for one in said if "没有用上" in one] == ["表里没有“登记簿!案由”这个表头，对它的说明没有用上"]
