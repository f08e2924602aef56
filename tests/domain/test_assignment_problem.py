"""A problem that contradicts itself is refused in one sentence that says where."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest

from app.domain.assignment import Problem, ProblemError, Upper, solve
from tests.domain.assignment_cases import random_problem

GOOD = Problem(
    upper=(Upper("u", 0, 2), Upper("v", 1)),
    lower=("a", "b"),
    cost={"a": {"u": 1, "v": 2}, "b": {"u": 3}},
    load_weight=4,
    pins={"a": "v"},
    forbidden=frozenset({("b", "v")}),
)


@pytest.mark.parametrize(
    ("change", "where", "sentence"),
    [
        ({"upper": (Upper("u"), Upper("u"))}, "upper", "联系人“u”重复出现"),
        ({"lower": ("a", "b", "a")}, "lower", "被联系人“a”重复出现"),
        ({"upper": (Upper("u", 3, 2), Upper("v"))}, "upper", "“u”的下限 3 人大于上限 2 人"),
        ({"upper": (Upper("u", -1), Upper("v"))}, "upper", "“u”的人数下限、上限应当是不小于 0 的整数"),
        (
            {"upper": (Upper("u", 0, 1.5), Upper("v"))},  # type: ignore[arg-type]  # the same
            "upper",
            "“u”的人数下限、上限应当是不小于 0 的整数",
        ),
        ({"load_weight": -1}, "load_weight", "负担权重"),
        ({"load_weight": 0.5}, "load_weight", "负担权重"),
        ({"cost": {"x": {"u": 1}}}, "cost", "“x”不在被联系人名单中"),
        ({"cost": {"a": {"v": 1, "x": 1}}}, "cost", "“a”的费用中，“x”不在联系人名单中"),
        ({"cost": {"a": {"v": 1, "u": 1.0}}}, "cost", "“a”与“u”的费用应当是整数"),
        ({"cost": {"a": {"v": True}}}, "cost", "“a”与“v”的费用应当是整数"),
        ({"pins": {"x": "u"}}, "pins", "指定中的“x”不在被联系人名单中"),
        ({"pins": {"a": "x"}}, "pins", "指定中的“x”不在联系人名单中"),
        ({"pins": {"b": "v"}}, "pins", "“v”联系“b”既是指定又要回避"),
        ({"pins": {"b": "v"}, "forbidden": frozenset()}, "pins", "指定由“v”联系“b”，但二人不在可选之列"),
        ({"forbidden": frozenset({("x", "u")})}, "forbidden", "回避中的“x”不在被联系人名单中"),
        ({"forbidden": frozenset({("a", "x")})}, "forbidden", "回避中的“x”不在联系人名单中"),
        ({"lower": ("a", "b", 3)}, "upper", "编号应当全部是文字或者全部是整数"),
    ],
)
def test_contradictions(change: dict[str, object], where: str, sentence: str) -> None:
    with pytest.raises(ProblemError, match=sentence) as refusal:
        replace(GOOD, **change)  # type: ignore[arg-type]  # wrong types are the point
    assert (refusal.value.where, refusal.value.code) == (where, "problem")


FORM: dict[str, object] = {
    "upper": [{"id": "u1", "min": 0, "max": 10}],
    "lower": ["a", "b"],
    "cost": {"a": {"u1": 30}, "b": {"u1": -70}},
    "load_weight": 4,
    "pins": {"a": "u1"},
    "forbidden": [["b", "u1"]],
}


def test_the_documented_form_is_read() -> None:
    assert Problem.from_json(FORM) == Problem(
        (Upper("u1", 0, 10),),
        ("a", "b"),
        {"a": {"u1": 30}, "b": {"u1": -70}},
        4,
        {"a": "u1"},
        frozenset({("b", "u1")}),
    )


def test_what_may_be_left_out() -> None:
    form = {"upper": [{"id": "u1"}, {"id": "u2", "max": None}], "lower": ["a"], "cost": {"a": {"u1": 1}}}
    assert Problem.from_json(form) == Problem((Upper("u1"), Upper("u2")), ("a",), {"a": {"u1": 1}})


@pytest.mark.parametrize(
    ("form", "where", "sentence"),
    [
        ([], "分配问题", "应当是以编号为键的对象"),
        ({**FORM, "lowers": []}, "lowers", "不认识的项目“lowers”"),
        ({"upper": [], "lower": []}, "cost", "缺少“cost”"),
        ({**FORM, "upper": {}}, "upper", "“upper”应当是列表"),
        ({**FORM, "upper": ["u1"]}, "upper", "应当是以编号为键的对象"),
        ({**FORM, "upper": [{"min": 1}]}, "upper", "id 必填"),
        ({**FORM, "upper": [{"id": "u1", "limit": 1}]}, "upper", "id 必填"),
        ({**FORM, "upper": [{"id": 1}]}, "upper", "编号应当是文字，现为 1"),
        ({**FORM, "upper": [{"id": "u1", "max": "10"}]}, "upper", "应当是整数，现为 '10'"),
        ({**FORM, "upper": [{"id": "u1", "min": None}]}, "upper", "应当是整数，现为 None"),
        ({**FORM, "lower": "ab"}, "lower", "“lower”应当是列表"),
        ({**FORM, "lower": ["a", None]}, "lower", "编号应当是文字"),
        ({**FORM, "cost": []}, "cost", "应当是以编号为键的对象"),
        ({**FORM, "cost": {"a": [30]}}, "cost", "应当是以编号为键的对象"),
        ({**FORM, "cost": {"a": {"u1": 1.5}}}, "cost", "应当是整数，现为 1.5"),
        ({**FORM, "cost": {"a": {"u1": True}}}, "cost", "应当是整数，现为 True"),
        ({**FORM, "load_weight": "4"}, "load_weight", "应当是整数"),
        ({**FORM, "pins": [["a", "u1"]]}, "pins", "应当是以编号为键的对象"),
        ({**FORM, "pins": {"a": 1}}, "pins", "编号应当是文字"),
        ({**FORM, "forbidden": {"b": "u1"}}, "forbidden", "应当是列表"),
        ({**FORM, "forbidden": [["b"]]}, "forbidden", "应当是 \\[被联系人, 联系人\\]"),
        ({**FORM, "forbidden": [[1, 2]]}, "forbidden", "编号应当是文字"),
    ],
)
def test_a_form_that_is_not_one(form: object, where: str, sentence: str) -> None:
    with pytest.raises(ProblemError, match=sentence) as refusal:
        Problem.from_json(form)
    assert refusal.value.where == where


def test_what_is_written_is_read_again() -> None:
    assert Problem.from_json(json.loads(json.dumps(GOOD.to_json()))) == GOOD


def test_row_ids_are_written_as_strings_sorted_by_id() -> None:
    problem = random_problem(random.Random(11))
    form = problem.to_json()
    assert form["lower"] == [str(low) for low in sorted(problem.lower)]
    assert solve(Problem.from_json(form)).objective == solve(problem).objective


def test_a_pin_allows_one_liaison_and_avoidance_takes_one_away() -> None:
    assert [GOOD.allowed(low) for low in GOOD.lower] == [frozenset({"v"}), frozenset({"u"})]
