"""What the page tells of a grid: states and their counts, chains, colours, and figures of a change before it is made."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain.assignment import Problem, evaluate
from app.domain.liaison import with_limits
from app.domain.pinyin import initials
from app.office import Office
from app.ui.pages.grid import paths
from app.ui.pages.grid.chain import MOST_LINES, chain
from app.ui.pages.grid.colouring import BALANCED, COMMITTEE, LOAD, PLAIN, SECTOR, TOO_MANY, colouring
from app.ui.pages.grid.county import GUEST, ORPHAN, SUSPENDED, VACANT, County
from app.ui.pages.grid.layout import fit
from app.ui.pages.grid.paths import Way, step
from app.ui.pages.grid.placing import offers, placing, refusals
from app.ui.pages.grid.reading import read_county
from app.ui.pages.grid.strip import sentence
from tests.ui.grid.people import TODAY, Shape

SMALL = Shape(vice=2, standing=4, party=6, others=6)


@pytest.fixture
def office(make_office: Callable[..., Office]) -> Office:
    """A small county, assigned."""
    return make_office(SMALL)


def read(office: Office) -> County:
    """The county of today."""
    return read_county(office, TODAY.isoformat())


def member(county: County, tier: int, number: int = 0) -> int:
    """Somebody of a tier."""
    return county.tiers[tier - 1].people[number].id


def test_tiers_hold_everybody_once_and_the_total_is_the_rosters(office: Office) -> None:
    county = read(office)
    assert [len(tier.people) for tier in county.tiers] == [1, 2, 4, 6, 6]
    assert county.total == len(office.roster.listing(status="在册")) == len(set(county.order))


def test_who_loses_their_liaison_is_未分配(office: Office) -> None:
    before = read(office)
    gone = next(figure.id for figure in before.tiers[2].people if figure.load)
    left = before.lowers[gone]
    office.roster.change(before.grid.members[gone], {"status": "辞职"}, day="2026-11-20")
    after = read(office)
    assert sorted(after.ids(ORPHAN)) == sorted(left)
    assert sum(tier.orphans for tier in after.tiers) == len(after.grid.orphans)
    assert "未分配" in after.sentence(left[0])


def test_below_an_empty_tier_everybody_is_上级空缺(make_office: Callable[..., Office]) -> None:
    office = make_office(Shape(vice=2, standing=0, party=3, others=2), assign=False)
    county = read(office)
    assert set(county.ids(VACANT)) == {figure.id for figure in county.tiers[3].people}
    assert set(county.ids(ORPHAN)) == {
        figure.id for tier in (county.tiers[1], county.tiers[4]) for figure in tier.people
    }
    assert "上级空缺" in county.tiers[2].vacancy


def test_suspended_stand_aside_and_guests_are_outside_the_total(office: Office) -> None:
    before = read(office)
    office.roster.change(before.grid.members[member(before, 4)], {"status": "暂停履职"}, day="2026-11-20")
    office.liaison.add_guest(2, "郭守正", "党组副书记")
    county = read(office)
    assert county.ids(SUSPENDED) == [member(before, 4)]
    assert [figure.name for figure in county.tiers[1].guests] == ["郭守正"]
    assert county.ids(GUEST) == [county.tiers[1].guests[0].id]
    assert county.total == before.total - 1
    words = [person.name for person in county.contents()[3].people]
    assert words[-2:] == ["暂停", before.figures[member(before, 4)].name]


def test_a_sentence_says_what_the_drawing_shows(office: Office) -> None:
    county = read(office)
    person = member(county, 3)
    upper = county.figures[person].upper
    assert upper is not None
    said = county.sentence(person)
    for word in (
        county.figures[person].name,
        "三级",
        "常委",
        f"上级 {county.grid.name(upper)}",
        f"联系 {county.figures[person].load} 人",
    ):
        assert word in said


# -- the chain -----------------------------------------------------------------------------------------------------


def test_the_chain_leads_up_to_the_top_and_down_to_the_last(office: Office) -> None:
    county = read(office)
    person = member(county, 4)
    found = chain(county, person)
    above = [person]
    while (upper := county.figures[above[-1]].upper) is not None:
        above.append(upper)
    assert len(above) == 4
    assert found.people == {*above, *county.lowers.get(person, ())}
    assert {(edge.upper, edge.lower) for edge in found.edges} >= set(zip(above[1:], above, strict=False))


def test_the_chain_of_the_chair_holds_everybody(office: Office) -> None:
    county = read(office)
    found = chain(county, member(county, 1))
    assert found.people == set(county.order)
    assert len(found.edges) == len(county.order) - 1


def test_a_chain_of_hundreds_draws_the_first_levels_only(a_county: Callable[..., County]) -> None:
    county = a_county()
    found = chain(county, member(county, 1))
    assert len(found.edges) <= MOST_LINES
    assert found.people == set(county.order)


def test_nobody_has_no_chain(office: Office) -> None:
    assert chain(read(office), None).people == frozenset()
    assert chain(read(office), 12345).edges == ()


# -- colours -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [LOAD, COMMITTEE, SECTOR])
def test_every_colour_has_its_word_and_its_count(a_county: Callable[..., County], by: str) -> None:
    found = colouring(a_county(), by)
    assert sum(entry.count for entry in found.legend) == len(found.tone_of)
    assert {entry.tone for entry in found.legend} == set(found.tone_of.values())
    assert all(entry.word for entry in found.legend)


def test_不着色_colours_only_what_is_wrong(a_county: Callable[..., County]) -> None:
    assert colouring(a_county(), PLAIN).tone_of == {}
    county = a_county(assign=False)
    assert set(colouring(county, PLAIN).tone_of) == set(county.grid.orphans)


def test_负担_tells_the_balanced_from_those_above_their_limit(office: Office) -> None:
    county = read(office)
    assert any(entry.word == BALANCED for entry in colouring(county, LOAD).legend)
    office.liaison.save_scheme(with_limits(county.grid.scheme, 1, 0, 1), "上限")
    limited = read(office)
    assert colouring(limited, LOAD).tone_of[member(limited, 1)] == "danger"
    assert any(entry.word == TOO_MANY for entry in colouring(limited, LOAD).legend)


# -- a change before it is made ------------------------------------------------------------------------------------


def problem_of(office: Office, tier: int) -> Problem[int]:
    """The level problem as the page reads it."""
    return office.liaison.problem(tier, TODAY.isoformat())


@pytest.mark.parametrize("tier", [2, 3, 4, 5])
def test_the_whole_changes_by_what_the_strip_says(office: Office, tier: int) -> None:
    county, problem = read(office), problem_of(office, tier)
    assign = {lower: county.pairs[lower].upper for lower in problem.lower}
    before = evaluate(problem, assign).objective
    for lower in problem.lower:
        for upper, offer in offers(county, problem, lower).items():
            assert offer.whole == evaluate(problem, {**assign, lower: upper}).objective - before
            assert offer.cost == problem.cost[lower][upper]


def test_the_first_offer_is_the_next_best_of_the_explanation(office: Office) -> None:
    county, problem = read(office), problem_of(office, 4)
    for lower in problem.lower:
        pair = county.pairs[lower]
        others = [offer for offer in offers(county, problem, lower).values() if not offer.present]
        assert others[0].whole == pair.worse_by


def test_only_liaisons_of_the_tier_above_can_take_somebody(office: Office) -> None:
    county, problem = read(office), problem_of(office, 4)
    lower = member(county, 4)
    able = {identity for identity, why in refusals(county, problem, lower).items() if not why}
    assert able == {figure.id for figure in county.tiers[2].people}
    why = refusals(county, problem, lower)[member(county, 2)]
    assert "二级" in why
    assert "四级" in why


def test_回避_limits_and_present_pins_are_refused_with_their_reason(office: Office) -> None:
    county = read(office)
    lower = member(county, 4)
    uppers = [figure.id for figure in county.tiers[2].people]
    other = next(upper for upper in uppers if upper != county.figures[lower].upper)
    office.liaison.forbid(county.grid.members[lower], other)
    assert "回避" in refusals(read(office), problem_of(office, 4), lower)[other]
    office.liaison.unforbid(county.grid.members[lower])
    office.liaison.save_scheme(with_limits(county.grid.scheme, 3, 0, county.figures[other].load or 1), "上限")
    assert "上限" in refusals(read(office), problem_of(office, 4), lower)[other]
    own = county.figures[lower].upper
    assert own is not None
    office.liaison.pin(county.grid.members[lower], own)
    assert "已是指定" in refusals(read(office), problem_of(office, 4), lower)[own]


def test_the_strip_names_cost_loads_and_what_they_share(office: Office) -> None:
    county, problem = read(office), problem_of(office, 4)
    lower = member(county, 4)
    old = county.figures[lower].upper
    assert old is not None
    new = next(upper.id for upper in problem.upper if upper.id != old)
    change = placing(county, problem, lower, new)
    said = sentence(county, change)
    loads = county.figures
    assert f"{county.grid.name(old)} → {county.grid.name(new)}" in said
    assert f"差异分 {county.pairs[lower].cost} → {problem.cost[lower][new]}" in said
    assert f"联系 {loads[old].load} → {(loads[old].load or 0) - 1} 人" in said
    assert f"联系 {loads[new].load} → {(loads[new].load or 0) + 1} 人" in said
    assert "仍由" in sentence(county, placing(county, problem, lower, old))


def test_the_strip_for_somebody_without_a_liaison(make_office: Callable[..., Office]) -> None:
    office = make_office(SMALL, assign=False)
    county, problem = read(office), problem_of(office, 4)
    said = sentence(county, placing(county, problem, member(county, 4), member(county, 3)))
    assert "未分配 →" in said
    assert "联系 0 → 1 人" in said


# -- keys and finding ----------------------------------------------------------------------------------------------


def test_right_goes_through_everybody_once(office: Office) -> None:
    county = read(office)
    sheet = fit(county.contents(), 876, 526)
    here, seen = step(sheet, None, Way.FIRST), []
    while here is not None and here not in seen:
        seen.append(here)
        here = step(sheet, here, Way.RIGHT)
    assert seen == list(county.order)
    assert [step(sheet, identity, Way.LEFT) for identity in seen[1:]] == seen[:-1]


def test_up_and_down_go_to_the_nearest_in_the_next_line(office: Office) -> None:
    county = read(office)
    sheet = fit(county.contents(), 876, 526)
    top, last = member(county, 1), member(county, 5, 5)
    down = step(sheet, top, Way.DOWN)
    assert down in {figure.id for figure in county.tiers[1].people}
    assert step(sheet, down, Way.UP) == top
    assert step(sheet, top, Way.UP) == top
    assert step(sheet, last, Way.DOWN) == last
    assert step(sheet, top, Way.LAST) == county.order[-1]
    assert step(sheet, last, Way.HOME) == member(county, 5)
    assert step(sheet, member(county, 5), Way.END) == last


def test_nobody_stands_on_an_empty_sheet() -> None:
    assert step(fit([], 800, 500), None, Way.RIGHT) is None


def test_people_are_found_by_part_of_the_name_by_initials_and_by_number(
    a_county: Callable[..., County],
) -> None:
    county = a_county()
    person = county.order[40]
    name = county.figures[person].name
    assert person in paths.find(county, name[1:], initials)
    assert person in paths.find(county, initials(name), initials)
    assert paths.find(county, "0001", initials) == [
        next(i for i, m in county.grid.members.items() if m.no == "0001")
    ]
    assert paths.find(county, "查无此人", initials) == []
    assert paths.find(county, "  ", initials) == []
