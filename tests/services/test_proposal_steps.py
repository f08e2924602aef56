"""The steps of a proposal's life: what is open, what each needs, what it leaves behind."""

from __future__ import annotations

import pytest

from app.db.proposals import Proposals
from app.domain.errors import Refused, WrongUsage
from app.domain.proposal import HANDLED, Handling, Outcome, Proposal, State, UnitRole, outcome_after
from app.domain.proposal_actions import ACTION_TABLE, Goal, label_of, open_actions
from app.office import Office
from app.services.proposals import ProposalDesk

REPLY = {
    "unit": "教育局",
    "doc_no": "云教提（2026）6号",
    "class": "A",
    "disclosure": "主动公开",
    "date": "2026-05-06",
}
GIVEN = {
    "提交": {"received": "2026-01-12"}, "退回": {"note": "不合格式"}, "不立案": {"reasons": "指名举报"}, "并入": {"into": "提案99"},
    "撤回": {"note": "本人要求"}, "交办": {"lead": "教育局"}, "签收": {"unit": "教育局"}, "申请退办": {"unit": "教育局", "note": "非职责"},
    "驳回退办": {"note": "属其职责"}, "催办": {"unit": "教育局"}, "督办": {"unit": "教育局"}, "沟通": {"unit": "教育局", "how": "面谈"},
    "答复": REPLY, "重办": {"note": "不满意"}, "列重点": {"leader": "沈长河"},
}  # fmt: skip


class Case:
    """A desk with a proposal that may be put into any state, and another to merge into."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.desk = ProposalDesk(office.frame)
        self.main = self.at(State.FILED, no=99, units=False)

    def at(self, state: State, *, no: int | None = None, units: bool | None = None) -> Proposal:
        """A proposal as it stands in a state, with a lead unit where that state has one."""
        office, proposals = self.office, Proposals(self.office.data)
        plenary = office.frame.plenary().id
        with office.data.operation("造一件"):
            serial = proposals.next_number("serial", plenary)
            values = {
                "serial": serial,
                "no": no,
                "title": f"关于第{serial}件事的建议",
                "received": "2026-01-10",
            }
            identity = proposals.add(plenary, state, outcome_after(state, Outcome.FILED), values)
        if units if units is not None else state in HANDLED:
            unit = self.desk._effects._units.book
            with office.data.operation("交办"):
                proposals.add_handling(
                    identity,
                    unit().known_or_new("教育局").id,
                    Handling("教育局", UnitRole.LEAD, due="2026-06-01"),
                )
        return proposals.fetch([identity])[0]


@pytest.fixture
def case(office: Office) -> Case:
    return Case(office)


@pytest.mark.parametrize("state", State, ids=[state.value for state in State])
def test_only_the_tables_actions_are_open_and_each_leads_where_it_says(case: Case, state: State) -> None:
    for action in ACTION_TABLE:
        proposal = case.at(state)
        words = GIVEN.get(action.name, {})
        if action not in open_actions(state):
            with pytest.raises(Refused) as refusal:
                case.desk.do(proposal, action.name, words)
            assert f"现在是“{state}”，不能“{action.name}”；现在可以：" in refusal.value.message
            assert all(one.name in refusal.value.message for one in open_actions(state))
            continue
        after = case.desk.do(proposal, action.name, words).proposal
        if isinstance(action.after, State):
            assert after.state is action.after, action.name
        elif action.after is Goal.SAME:
            assert after.state is state, action.name
        assert after.outcome is outcome_after(after.state, proposal.outcome)
        step = case.desk.show(after).steps[-1]
        assert (step.action, step.came_from) == (action.name, state.value)


@pytest.mark.parametrize(
    "action",
    [action for action in ACTION_TABLE if action.offered and action.needs],
    ids=lambda action: action.name,
)
def test_without_what_it_needs_a_step_is_refused_and_nothing_changes(case: Case, action: object) -> None:
    name, needs, before = action.name, action.needs, action.before  # type: ignore[attr-defined]
    for need in needs:
        if need == "received":
            continue
        proposal = case.at(before[0])
        words = {key: value for key, value in GIVEN[name].items() if key not in need.split("|")}
        with pytest.raises(Refused, match=f"“{name}”还缺：.*{label_of(need)}"):
            case.desk.do(proposal, name, words)
        assert case.desk.get(str(proposal.serial)) == proposal


class TestHandingInAndFiling:
    def test_the_day_of_receipt_is_given_kept_or_the_days(self, case: Case) -> None:
        for words, day in (
            ({"received": "2026-02-01"}, "2026-02-01"),
            ({}, "2026-01-10"),
            ({"date": "2026-02-03"}, "2026-01-10"),
        ):
            assert case.desk.do(case.at(State.DRAFT), "提交", words).proposal.received == day
        bare = case.desk.add({"title": "甲"}).proposal
        with pytest.raises(Refused, match=r"还缺：收到日期。"):
            case.desk.do(bare, "提交")
        assert case.desk.do(bare, "提交", {"date": "2026-02-03"}).proposal.received == "2026-02-03"

    def test_numbers_follow_each_other_and_are_never_given_twice(self, case: Case) -> None:
        assert case.desk.do(case.at(State.SUBMITTED), "立案").proposal.no == 100
        assert case.desk.do(case.at(State.REVIEWED), "立案", {"no": "7"}).proposal.no == 7
        withdrawn = case.desk.do(case.at(State.FILED, no=101), "撤回", {"note": "本人要求"}).proposal
        assert case.desk.do(case.at(State.SUBMITTED), "立案").proposal.no == 102
        with pytest.raises(Refused, match=f"提案号 101 已经给了《{withdrawn.title}》"):
            case.desk.do(case.at(State.SUBMITTED), "立案", {"no": "101"})

    @pytest.mark.parametrize("number", ["0", "十二", "-1", "1.5"])
    def test_a_number_is_a_positive_whole_one(self, case: Case, number: str) -> None:
        with pytest.raises(Refused, match="要填正整数"):
            case.desk.do(case.at(State.SUBMITTED), "立案", {"no": number})

    def test_the_undo_text_bears_the_new_number(self, case: Case) -> None:
        case.desk.do(case.at(State.SUBMITTED), "立案")
        assert case.office.undoable == "立案 第100号"
        case.office.undo()
        assert case.desk.listing(sort="serial")[-1].state is State.SUBMITTED

    def test_reasons_and_what_becomes_of_it_stay_in_the_timeline(self, case: Case) -> None:
        words = {
            "reasons": "指名举报、内容空泛",
            "then": "转有关部门",
            "note": "已告知",
            "date": "2026-02-01",
        }
        after = case.desk.do(case.at(State.SUBMITTED), "不立案", words).proposal
        step = case.desk.show(after).steps[-1]
        assert (step.at, step.note, step.details) == (
            "2026-02-01",
            "已告知",
            {"reasons": "指名举报、内容空泛", "then": "转有关部门"},
        )
        with pytest.raises(Refused, match="处理去向只能是：转用、转有关部门、不转用"):
            case.desk.do(case.at(State.SUBMITTED), "不立案", {"reasons": "甲", "then": "扔掉"})


class TestMerging:
    def test_a_part_goes_back_to_where_it_came_from(self, case: Case) -> None:
        for state in (State.SUBMITTED, State.REVIEWED, State.FILED):
            merged = case.desk.do(case.at(state), "并入", {"into": "提案99"}).proposal
            assert (merged.merged_into, merged.outcome) == (case.main.id, Outcome.MERGED)
            back = case.desk.do(merged, "拆出").proposal
            assert (back.state, back.merged_into) == (state, None)

    @pytest.mark.parametrize(
        ("units", "no", "replied", "state"),
        [
            (True, 5, "", State.ASSIGNED),
            (True, 5, "2026-05-01", State.REPLIED),
            (False, 5, "", State.FILED),
            (False, None, "", State.SUBMITTED),
        ],
    )
    def test_a_merger_from_a_register_goes_back_to_the_likeliest_state(
        self, case: Case, units: bool, no: int | None, replied: str, state: State
    ) -> None:
        proposal = case.at(State.MERGED, no=no, units=units)
        if replied:
            with case.office.data.operation("答复"):
                part = proposal.handlings[0]
                Proposals(case.office.data).update_handling(
                    Handling(part.unit, part.role, part.id, replied=replied)
                )
        assert case.desk.do(case.desk.get(str(proposal.serial)), "拆出").proposal.state is state

    def test_not_into_itself_nor_into_what_is_merged_nor_with_parts_of_its_own(self, case: Case) -> None:
        one, two = case.at(State.FILED, no=1), case.at(State.FILED, no=2)
        with pytest.raises(Refused, match="不能并入它自己"):
            case.desk.do(one, "并入", {"into": "提案1"})
        one = case.desk.do(one, "并入", {"into": "提案2"}).proposal
        with pytest.raises(Refused, match="现在是“并案”"):
            case.desk.do(case.main, "并入", {"into": "提案1"})
        with pytest.raises(Refused, match="已有第1号并入第2号"):
            case.desk.do(two, "并入", {"into": "提案99"})


class TestUnits:
    def test_lead_and_assisting_with_their_clocks(self, case: Case) -> None:
        words = {"lead": "教育局", "assisting": "财政局；人社局", "date": "2026-01-31"}
        after = case.desk.do(case.at(State.FILED), "交办", words).proposal
        assert [(part.unit, part.role, part.assigned, part.due) for part in after.handlings] == [
            ("教育局", UnitRole.LEAD, "2026-01-31", "2026-04-30"), ("财政局", UnitRole.ASSISTING, "2026-01-31", "2026-02-28"),
            ("人社局", UnitRole.ASSISTING, "2026-01-31", "2026-02-28"),
        ]  # fmt: skip

    def test_a_clock_may_be_set_by_hand(self, case: Case) -> None:
        after = case.desk.do(
            case.at(State.FILED), "交办", {"separate": "甲局、乙局", "due": "2026.8.5"}
        ).proposal
        assert {(part.role, part.due) for part in after.handlings} == {(UnitRole.SEPARATE, "2026-08-05")}

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            ({"lead": "甲局", "separate": "乙局"}, "只能选一种"),
            ({"lead": "甲局、乙局"}, "主办单位只能有一家"),
            ({"lead": "甲局", "assisting": "甲 局"}, "只能承担一种"),
            ({"lead": "、"}, "请写明主办单位"),
        ],
    )
    def test_units_that_cannot_be(self, case: Case, words: dict[str, str], message: str) -> None:
        with pytest.raises(Refused, match=message):
            case.desk.do(case.at(State.FILED), "交办", words)

    def test_separate_units_each_accept_and_answer(self, case: Case) -> None:
        proposal = case.desk.do(
            case.at(State.FILED), "交办", {"separate": "甲局、乙局", "assisting": "丙局"}
        ).proposal
        for unit, state in (("丙局", State.ASSIGNED), ("甲局", State.ASSIGNED), ("乙局", State.ACCEPTED)):
            proposal = case.desk.do(proposal, "签收", {"unit": unit}).proposal
            assert proposal.state is state
        for unit, state in (("丙局", State.ACCEPTED), ("甲局", State.ACCEPTED), ("乙局", State.REPLIED)):
            proposal = case.desk.do(proposal, "答复", {**REPLY, "unit": unit}).proposal
            assert proposal.state is state

    def test_a_unit_signs_once_and_only_its_own(self, case: Case) -> None:
        proposal = case.desk.do(case.at(State.FILED), "交办", {"separate": "甲局、乙局"}).proposal
        proposal = case.desk.do(proposal, "签收", {"unit": "甲局", "date": "2026-02-02"}).proposal
        with pytest.raises(Refused, match="甲局已在 2026-02-02 签收"):
            case.desk.do(proposal, "签收", {"unit": "甲局"})
        with pytest.raises(Refused, match="没有交给“丁局”办理；承办单位：甲局、乙局"):
            case.desk.do(proposal, "签收", {"unit": "丁局"})

    def test_a_returned_proposal_is_assigned_anew_and_keeps_its_number(self, case: Case) -> None:
        proposal = case.desk.do(
            case.at(State.ACCEPTED, no=12), "申请退办", {"unit": "教育局", "note": "非职责"}
        ).proposal
        again = case.desk.do(proposal, "同意退办").proposal
        assert (again.state, again.no, again.handlings) == (State.FILED, 12, ())
        assert case.desk.show(again).steps[-1].details == {"former": "主办 教育局"}
        assert case.desk.do(again, "交办", {"lead": "财政局"}).proposal.handlings[0].unit == "财政局"

    def test_a_refused_return_goes_back(self, case: Case) -> None:
        for state in (State.ASSIGNED, State.ACCEPTED):
            proposal = case.desk.do(case.at(state), "申请退办", {"unit": "教育局", "note": "非职责"}).proposal
            assert case.desk.do(proposal, "驳回退办", {"note": "属其职责"}).proposal.state is state

    def test_a_reply_is_kept_with_its_number_in_standard_form_and_as_written(self, case: Case) -> None:
        after = case.desk.do(case.at(State.ACCEPTED), "答复", REPLY).proposal
        part = after.handlings[0]
        assert (part.replied, part.doc_no, part.doc_no_written, part.answer) == (
            "2026-05-06",
            "云教提〔2026〕6号",
            "云教提（2026）6号",
            "A",
        )
        assert (after.disclosure, after.answer, part.accepted) == ("主动公开", "A", "2026-05-06")

    def test_a_class_must_be_one_of_the_offices(self, case: Case) -> None:
        with case.office.data.operation("类别"):
            case.office.frame.registry.add_codes("答复类别", ["A", "B", "C"])
        with pytest.raises(Refused, match="没有“甲等”这个答复类别，可用：A、B、C"):
            case.desk.do(case.at(State.ACCEPTED), "答复", {**REPLY, "class": "甲等"})

    def test_a_second_round_keeps_the_first_readable(self, case: Case) -> None:
        replied = case.desk.do(case.at(State.ACCEPTED), "答复", REPLY).proposal
        again = case.desk.do(replied, "重办", {"note": "不满意", "date": "2026-06-10"}).proposal
        assert (again.state, again.replied, again.handlings[0].due) == (State.REWORK, False, "2026-09-10")
        assert case.desk.show(again).steps[-1].details == {"former": "教育局 2026-05-06 云教提〔2026〕6号 A"}
        assert case.desk.do(again, "答复", {**REPLY, "class": "B"}).proposal.answer == "B"


def test_marks(case: Case) -> None:
    proposal = case.desk.do(case.at(State.FILED), "列重点", {"leader": "沈长河"}).proposal
    assert proposal.key
    assert not case.desk.do(proposal, "取消重点").proposal.key
    assert case.desk.do(proposal, "评优").proposal.excellent


def test_the_archive_keeps_the_outcome(case: Case) -> None:
    proposal = case.desk.do(case.at(State.DECLINED), "归档").proposal
    assert (proposal.state, proposal.outcome) == (State.ARCHIVED, Outcome.DECLINED)


@pytest.mark.parametrize(
    ("name", "words", "message"),
    [
        ("起飞", {}, "没有“起飞”这个步骤，可用：提交、"),
        ("预审", {"unit": "教育局"}, "“预审”不用“unit=”，可用：date、note"),
        ("预审", {"date": "昨天"}, "日期要写成 2026-01-15 的样子"),
        ("预审", {"date": "2026-09"}, "日期要写成"),
    ],
)
def test_words_that_are_not_understood(case: Case, name: str, words: dict[str, str], message: str) -> None:
    with pytest.raises(WrongUsage, match=message):
        case.desk.do(case.at(State.SUBMITTED), name, words)


def test_a_step_without_a_date_is_todays(case: Case) -> None:
    after = case.desk.do(case.at(State.SUBMITTED), "预审").proposal
    assert case.desk.show(after).steps[-1].at == "2026-11-22"
