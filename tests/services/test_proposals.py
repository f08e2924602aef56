"""The proposal desk: registering, finding by number, changing, figures."""

from __future__ import annotations

import pytest

from app.commands.proposal_json import dossier_json, figures_json, proposal_json
from app.domain.errors import Ambiguous, NotFound, Refused, WrongUsage
from app.domain.proposal import Outcome, Proposal, Sponsor, SponsorRole, State
from app.office import Office
from app.services.proposal_values import parse_where
from app.services.proposals import ProposalDesk
from tests.offices import add


@pytest.fixture
def desk(county: Office) -> ProposalDesk:
    return ProposalDesk(county.frame)


def enter(desk: ProposalDesk, title: str = "关于保护古桥的建议", *words: str) -> Proposal:
    return desk.add(desk.parse([f"title={title}", *words])).proposal


def file(desk: ProposalDesk, title: str, **words: str) -> Proposal:
    """Register, hand in and file a proposal."""
    desk.do(enter(desk, title), "提交", {"received": "2026-01-12"})
    latest = desk.listing(sort="serial")[-1]
    return desk.do(latest, "立案", words).proposal


class TestRegistering:
    def test_a_new_proposal_is_a_draft_with_the_next_serial(self, desk: ProposalDesk, county: Office) -> None:
        first, second = enter(desk), enter(desk, "关于修路的建议")
        assert [(one.serial, one.no, one.state, one.outcome) for one in (first, second)] == [
            (1, None, State.DRAFT, Outcome.PENDING), (2, None, State.DRAFT, Outcome.PENDING),
        ]  # fmt: skip
        assert county.undoable == "登记提案 流水2 关于修路的建议"

    def test_undo_gives_the_last_serial_back(self, desk: ProposalDesk, county: Office) -> None:
        enter(desk)
        enter(desk, "关于修路的建议")
        county.undo()
        assert enter(desk, "关于养老的建议").serial == 2

    def test_every_field_is_kept(self, desk: ProposalDesk) -> None:
        words = (
            "类别=社会建设",
            "kind=委员",
            "received=2026-1-12",
            "text=第一段",
            "key=是",
            "nature=当年",
            "note=急",
        )
        dossier = desk.show(enter(desk, "关于养老的建议", *words))
        found = dossier.proposal
        assert (found.category, found.kind, found.received, found.key, found.more) == (
            "社会建设",
            "委员",
            "2026-01-12",
            True,
            {"nature": "当年"},
        )
        assert dossier.texts == {"text": "第一段", "note": "急"}

    def test_a_new_category_is_learned(self, desk: ProposalDesk, county: Office) -> None:
        enter(desk, "关于养老的建议", "category=民政")
        assert "民政" in county.frame.registry.codes("提案类别")

    @pytest.mark.parametrize(
        ("words", "error", "message"),
        [
            (["title= "], Refused, "请填写案由"),
            (["title=甲", "no=3"], Refused, "提案号在立案时给出"),
            (["title=甲", "serial=3"], WrongUsage, "应写成 字段=值"),
            (["title=甲", "state=立案"], WrongUsage, "应写成 字段=值"),
            (["title=甲", "状态=立案"], WrongUsage, "应写成 字段=值"),
            (["title"], WrongUsage, "应写成 字段=值"),
            (["title=甲", "received=2026-09-31"], WrongUsage, "不存在"),
            (["title=甲", "received=2026-09"], WrongUsage, "要写到日"),
            (["title=甲", "key=也许"], WrongUsage, "只能填"),
            (["title+=甲"], WrongUsage, "不能用"),
        ],
    )
    def test_what_cannot_be_is_refused(
        self, desk: ProposalDesk, words: list[str], error: type[Exception], message: str
    ) -> None:
        with pytest.raises(error, match=message):
            desk.add(desk.parse(words))
        assert desk.proposals() == []

    def test_without_a_plenary_there_is_no_register_yet(self, desk: ProposalDesk) -> None:
        with pytest.raises(NotFound, match="没有名为“十届九次会议”的会议"):
            desk.add({"title": "甲"}, "十届九次会议")


class TestSponsors:
    def test_names_and_numbers_are_linked_and_the_sector_follows_the_first(
        self, desk: ProposalDesk, county: Office
    ) -> None:
        number = add(county, "新委员", no="088", sector="教育")
        found = enter(desk, "关于养老的建议", "sponsors=骆宾、088", "seconders=米雪")
        assert [(one.name, one.member is not None, one.role) for one in found.sponsors] == [
            ("骆宾", True, SponsorRole.LEAD), ("新委员", True, SponsorRole.JOINT), ("米雪", True, SponsorRole.SECONDING),
        ]  # fmt: skip
        assert (found.sponsors[1].member, found.sector) == (number, "中共")

    def test_an_unknown_name_is_kept_as_text_with_a_warning(self, desk: ProposalDesk) -> None:
        done = desk.add(desk.parse(["title=甲", "sponsors=路人"]))
        assert done.proposal.sponsors == (Sponsor("路人"),)
        assert done.warnings == ("名册里没有“路人”，只保留文字",)

    def test_two_of_one_name_need_a_number(self, desk: ProposalDesk, county: Office) -> None:
        add(county, "骆宾", no="099")
        done = desk.add(desk.parse(["title=甲", "sponsors=骆宾"]))
        assert done.proposal.sponsors[0].member is None
        assert done.warnings == ("“骆宾”有 2 位同名委员，只保留文字；请写委员编号",)
        assert desk.add(desk.parse(["title=乙", "sponsors=099"])).warnings == ()

    def test_a_body_needs_no_member(self, desk: ProposalDesk) -> None:
        done = desk.add(desk.parse(["title=甲", "sponsors=民盟云川县委会", "kind=党派团体"]))
        assert (done.proposal.sponsors, done.warnings, done.proposal.sector) == (
            (Sponsor("民盟云川县委会"),),
            (),
            "",
        )

    def test_adding_and_taking_sponsors_leaves_the_others_linked(
        self, desk: ProposalDesk, county: Office
    ) -> None:
        twin = add(county, "骆宾", no="099")
        found = enter(desk, "关于养老的建议", "sponsors=099、米雪", "seconders=顾盼")
        more = desk.change(found, desk.parse(["sponsors+=陆遥"], found)).proposal
        assert [(one.name, one.role) for one in more.sponsors] == [
            ("骆宾", SponsorRole.LEAD), ("米雪", SponsorRole.JOINT), ("陆遥", SponsorRole.JOINT), ("顾盼", SponsorRole.SECONDING),
        ]  # fmt: skip
        assert more.sponsors[0].member == twin
        fewer = desk.change(more, desk.parse(["sponsors-=米雪", "seconders="], more)).proposal
        assert [one.name for one in fewer.sponsors] == ["骆宾", "陆遥"]
        assert fewer.sponsors[0].member == twin

    def test_two_sponsors_of_one_name_stay_two(self, desk: ProposalDesk, county: Office) -> None:
        add(county, "骆宾", no="099")
        add(county, "骆宾", no="098")
        found = enter(desk, "关于养老的建议", "sponsors=099、098")
        more = desk.change(found, desk.parse(["sponsors+=米雪"], found)).proposal
        assert len({one.member for one in more.sponsors}) == 3

    def test_the_same_person_named_twice_counts_once(self, desk: ProposalDesk, county: Office) -> None:
        add(county, "新委员", no="088")
        assert [one.name for one in enter(desk, "关于养老的建议", "sponsors=新委员、088").sponsors] == [
            "新委员"
        ]


class TestFinding:
    def test_a_number_is_a_serial_first(self, desk: ProposalDesk) -> None:
        draft, filed = enter(desk, "甲"), file(desk, "乙")
        assert (desk.get("1").id, desk.get("2").id, desk.get("提案1").id) == (draft.id, filed.id, filed.id)
        assert (
            desk.get("第1号").id
            == desk.get("十一届一次会议:1").id
            == desk.get("十一届一次会议：流水2").id
            == filed.id
        )

    def test_a_filed_number_alone_will_do(self, desk: ProposalDesk) -> None:
        filed = file(desk, "乙", no="57")
        assert desk.get("57").id == filed.id

    def test_two_plenaries_make_a_number_ambiguous(self, desk: ProposalDesk, county: Office) -> None:
        file(desk, "甲")
        with county.data.operation("新会议"):
            county.frame.registry.add_plenary(county.frame.term().id, "十一届二次会议", "2027-01-10")
        enter(desk, "乙")
        with pytest.raises(Ambiguous) as refusal:
            desk.get("1")
        assert (
            refusal.value.message
            == "“1”有 2 件：十一届一次会议:1《甲》；十一届二次会议:流水1《乙》。请写“次会议:提案号”指明是哪一件。"
        )
        assert desk.get("十一届一次会议:1").title == "甲"
        assert desk.get("十一届二次会议:流水1").title == "乙"

    @pytest.mark.parametrize(
        ("word", "error", "message"),
        [
            ("9", NotFound, "没有编号为“9”的提案"),
            ("古桥", WrongUsage, "不是提案的编号"),
            ("九次会议:1", NotFound, "没有名为"),
            ("", WrongUsage, "不是"),
        ],
    )
    def test_what_names_nothing_is_said(
        self, desk: ProposalDesk, word: str, error: type[Exception], message: str
    ) -> None:
        enter(desk)
        with pytest.raises(error, match=message):
            desk.get(word)

    def test_lists_search_and_narrow(self, desk: ProposalDesk) -> None:
        enter(desk, "甲", "text=古桥，年久失修", "category=文化建设")
        enter(desk, "乙", "category=社会建设")
        assert [one.title for one in desk.listing(search="桥，年")] == ["甲"]
        assert [one.title for one in desk.listing({"category": ["社会建设"]})] == ["乙"]
        assert [one.title for one in desk.listing(search="古桥")] == ["甲"]
        with pytest.raises(WrongUsage, match="没有“昨天”这个视图"):
            desk.ids(view="昨天")

    def test_conditions_as_words(self, desk: ProposalDesk) -> None:
        enter(desk, "甲", "category=文化建设")
        enter(desk, "乙", "category=社会建设")
        enter(desk, "丙")
        where = parse_where(["类别=文化建设", "category= 社会建设 "])
        assert where == {"category": ("文化建设", "社会建设")}
        assert [one.title for one in desk.listing(where)] == ["甲", "乙"]
        with pytest.raises(WrongUsage, match="应写成 字段=值"):
            parse_where(["文化建设"])
        assert [one.title for one in desk.listing(parse_where(["状态=草稿", "title=丙"]))] == ["丙"]

    def test_like_titles_are_found(self, desk: ProposalDesk) -> None:
        first = enter(desk, "关于保护古桥的建议")
        enter(desk, "关于发展旅游的建议")
        assert [(one.title, score) for one, score in desk.similar("关于加强保护古桥的提案")] == [
            ("关于保护古桥的建议", 1.0)
        ]
        assert desk.similar("关于保护古桥的建议", first.id) == []


class TestChanging:
    def test_fields_change_as_one_operation(self, desk: ProposalDesk, county: Office) -> None:
        found = enter(desk)
        after = desk.change(
            found, desk.parse(["title=关于保护古塔的建议", "category=文化建设", "note=补正", "key=是"])
        ).proposal
        assert (after.title, after.category, after.key) == ("关于保护古塔的建议", "文化建设", True)
        assert county.undoable == "修改流水1提案的案由、类别、备注等"
        assert [one.title for one in desk.listing(search="古塔")] == ["关于保护古塔的建议"]

    def test_a_number_changes_only_to_a_free_one(self, desk: ProposalDesk) -> None:
        first, second = file(desk, "甲"), file(desk, "乙")
        assert desk.change(second, {"no": 9}).proposal.no == 9
        for number in (1, None, 0):
            with pytest.raises(Refused, match="提案号"):
                desk.change(second, {"no": number})
        with pytest.raises(Refused, match="提案号 9 已经给了《乙》"):
            desk.change(first, {"no": 9})

    def test_a_draft_has_no_number_to_change(self, desk: ProposalDesk) -> None:
        with pytest.raises(Refused, match="在立案时给出"):
            desk.change(enter(desk), {"no": 1})

    def test_a_title_cannot_be_emptied(self, desk: ProposalDesk) -> None:
        with pytest.raises(Refused, match="案由不能为空"):
            desk.change(enter(desk), {"title": ""})


class TestFigures:
    def test_figures_of_a_plenary_in_json(self, desk: ProposalDesk) -> None:
        enter(desk, "草稿")
        file(desk, "甲")
        done = desk.do(file(desk, "乙"), "交办", {"lead": "教育局", "date": "2026-02-01"}).proposal
        words = {
            "unit": "教育局",
            "doc_no": "云教提（2026）6号",
            "class": "A",
            "disclosure": "主动公开",
            "date": "2026-03-01",
        }
        desk.do(done, "答复", words)
        found = figures_json(desk.stats())
        assert [found[key] for key in ("total", "drafts", "received", "filed", "pending")] == [3, 1, 2, 2, 0]
        assert found["rates"]["办复率"] == {  # type: ignore[index]
            "n": 1, "of": 2, "rate": 0.5, "text": "50.0%", "definition": "主办（分办）单位已全部答复的件数／立案件数",
        }  # fmt: skip
        assert found["by_unit"] == {"教育局": {"lead": 1, "assisting": 0, "replied": 1, "overdue": 0}}
        assert found["mismatches"] == []

    def test_a_plenary_rounds_as_its_parameters_say(self, desk: ProposalDesk, county: Office) -> None:
        file(desk, "甲")
        for title in ("乙", "丙"):
            desk.do(enter(desk, title), "提交", {"received": "2026-01-12"})
        with county.data.operation("改参数"):
            registry, plenary = county.frame.registry, county.frame.plenary().id
            registry.set_setting("rate_digits", "2", plenary)
            registry.set_setting("rate_rounding", "截断", plenary)
        assert desk.stats().rates["立案率"].text == "33.33%"


class TestJson:
    def test_a_proposal_and_its_dossier(self, desk: ProposalDesk) -> None:
        main, other = file(desk, "甲"), file(desk, "乙")
        desk.do(other, "并入", {"into": "1"})
        found = dossier_json(desk.show(desk.get(str(main.serial))))
        assert {key: found[key] for key in ("serial", "no", "plenary", "state", "received", "merged", "merged_into", "text")} == {
            "serial": 1, "no": 1, "plenary": "十一届一次会议", "state": "立案", "received": "2026-01-12",
            "merged": ["十一届一次会议:2"], "merged_into": None, "text": "",
        }  # fmt: skip
        assert {
            "name": "交办",
            "needs": ["lead|separate"],
            "takes": ["assisting", "date", "due", "note"],
        } in found["actions"]  # type: ignore[operator]
        assert [step["action"] for step in found["history"]] == ["提交", "立案"]  # type: ignore[attr-defined]
        assert dossier_json(desk.show(desk.get("2")))["merged_into"] == "十一届一次会议:1"

    def test_a_units_part(self, desk: ProposalDesk) -> None:
        assigned = desk.do(file(desk, "甲"), "交办", {"lead": "教育局", "date": "2026-02-01"}).proposal
        assert dossier_json(desk.show(assigned))["handlings"] == [
            {"unit": "教育局", "role": "主办", "assigned": "2026-02-01", "due": "2026-05-01", "accepted": "", "replied": "",
             "doc_no": "", "doc_no_written": "", "class": ""},
        ]  # fmt: skip
        assert proposal_json(assigned)["units"] == [
            {"name": "教育局", "role": "主办", "due": "2026-05-01", "replied": ""}
        ]

    def test_ids_are_strings(self, desk: ProposalDesk) -> None:
        found = proposal_json(enter(desk, "甲", "sponsors=骆宾、路人"))
        assert isinstance(found["id"], str)
        assert [type(one["member"]) for one in found["sponsors"]] == [str, type(None)]  # type: ignore[attr-defined]


def test_a_sponsor_without_a_name_is_none(county: Office) -> None:
    saved = county.register.add({"title": "关于无名的建议", "sponsors": ("", "骆宾", " ")})
    assert [one.name for one in saved.proposal.sponsors] == ["骆宾"]
    assert county.safety.check() == []
