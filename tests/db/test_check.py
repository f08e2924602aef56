"""The check finds what was planted, and nothing in a sound file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.db import changelog, rows
from app.db.check import LOG_PROBLEMS_SHOWN, check
from app.db.datafile import DataFile
from app.db.engine import connect
from app.db.links import Links
from app.db.members import Members
from app.db.proposals import Proposals
from app.db.registry import Registry
from app.db.schema import SCHEMA_VERSION
from app.domain.proposal import Outcome, Sponsor, SponsorRole, State
from tests.db.offices import PASSWORD, office


def kinds(data: DataFile) -> list[str]:
    return [problem.kind for problem in check(data)]


def only(data: DataFile) -> tuple[str, str]:
    """The one problem there is: kind and sentence."""
    (problem,) = check(data)
    return problem.kind, problem.message


def one(data: DataFile, sql: str) -> int:
    return int(data.db.execute(sql).fetchone()[0])


def second_member(data: DataFile) -> int:
    return one(
        data, "SELECT m.id FROM memberships m JOIN persons p ON p.id = m.person_id WHERE p.name = '龚向晚'"
    )


@pytest.mark.parametrize("password", ["", PASSWORD], ids=["无密码", "有密码"])
def test_a_sound_file_has_no_problem(tmp_path: Path, password: str) -> None:
    data = office(tmp_path / "演示.liange", password)
    assert check(data) == []
    data.undo()
    assert check(data) == []
    data.close()


def test_a_reader_checks_too(data: DataFile) -> None:
    reader = data.reader()
    assert check(reader) == []
    reader.close()


def test_the_json_form(data: DataFile) -> None:
    data.db.execute("DROP TRIGGER log_units_insert")
    assert [problem.as_dict() for problem in check(data)] == [
        {
            "kind": "triggers",
            "message": "修改记录的触发器 log_units_insert 缺失或被改动，修改可能没有留下记录。",
            "where": "log_units_insert",
        }
    ]


def test_progress_goes_from_part_to_part(data: DataFile) -> None:
    told: list[tuple[int, int]] = []
    check(data, lambda *step: told.append(step))
    assert told == [(done, len(told) - 1) for done in range(len(told))]


# -- the file itself ---------------------------------------------------------------------------------------------


def without_triggers(data: DataFile, sql: str) -> None:
    """Change something behind the log's back."""
    data.db.execute("PRAGMA foreign_keys = OFF")
    with data.db.atomic():
        for name in changelog.expected_triggers(data.db):
            data.db.execute(f'DROP TRIGGER "{name}"')
        data.db.execute(sql)
        changelog.install_triggers(data.db)


PLANTED: dict[str, tuple[str, str]] = {
    "改了一列": ("UPDATE persons SET name = '别人' WHERE name = '龚向晚'", "log"),
    "清空了一列": ("UPDATE persons SET phone = '' WHERE name = '龚向晚'", "log"),
    "少了一行": ("DELETE FROM settings", "log"),
    "多了一行": ("INSERT INTO settings (id, key) VALUES (5, '多')", "log"),
    "记录少了一条": ("DELETE FROM changes WHERE id = (SELECT max(id) FROM changes)", "log"),
    "记录改了": ("UPDATE changes SET after = json_set(after, '$.name', '别人') WHERE tbl = 'persons'", "log"),
    "记录里新增两次": (
        "INSERT INTO changes (operation, tbl, row, after) SELECT operation, tbl, row, after FROM changes WHERE tbl = 'settings'",
        "log",
    ),
    "记录里改了没有的行": (
        'INSERT INTO changes (operation, tbl, row, before, after) VALUES (1, \'settings\', 9, \'{"value":""}\', \'{"value":"1"}\')',
        "log",
    ),
    "指向没有的届": ("UPDATE memberships SET term_id = 1", "log keys"),
    "操作没有结束": ("UPDATE session SET operation = 1", "session"),
    "没有操作行": ("DELETE FROM session", "session"),
    "计数器倒退": ("UPDATE meta SET value = '3' WHERE key = 'counter'", "counter"),
    "文件标志": ("PRAGMA application_id = 1", "identity"),
    "版本": (f"PRAGMA user_version = {SCHEMA_VERSION - 1}", "identity"),
}


@pytest.mark.parametrize("case", PLANTED)
def test_what_was_changed_behind_the_log_is_found(data: DataFile, case: str) -> None:
    sql, expected = PLANTED[case]
    without_triggers(data, sql)
    assert set(kinds(data)) == set(expected.split())
    assert all(problem.message.endswith("。") for problem in check(data))


def test_a_before_that_does_not_continue_its_past_is_found(data: DataFile) -> None:
    person = one(data, "SELECT id FROM persons WHERE name = '龚向晚'")
    with data.operation("改"):
        rows.update(data, "persons", person, {"name": "龚晚"})
    without_triggers(data, 'UPDATE changes SET before = \'{"name":"别人"}\' WHERE before IS NOT NULL')
    assert only(data) == ("log", "修改记录与 persons 不一致：记录里修改前的内容与当时的内容不符。")


def test_a_table_that_was_given_up_keeps_its_history(data: DataFile) -> None:
    without_triggers(
        data, "INSERT INTO changes (operation, tbl, row, after) VALUES (1, 'former_table', 1, '{}')"
    )
    assert check(data) == []


def test_many_differences_are_not_all_listed(data: DataFile) -> None:
    with data.operation("很多"):
        for number in range(30):
            Registry(data).set_setting(f"键{number}", "值")
    without_triggers(data, "UPDATE settings SET value = '改'")
    found = check(data)
    assert len(found) == LOG_PROBLEMS_SHOWN + 1
    assert "不止" in found[-1].message


def damaged_index(path: Path) -> None:
    """Take one entry out of an index: the tables are whole, the index is not."""
    db = connect(path)
    db.execute("PRAGMA writable_schema = ON")
    db.execute(
        "UPDATE sqlite_master SET sql = 'CREATE INDEX facts_by_membership ON facts(membership_id, value)' WHERE name = 'facts_by_membership'"
    )
    db.close()


def overwritten_page(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as raw:
        raw.seek(size // 8192 * 4096)
        raw.write(b"\xff" * 4096)


@pytest.mark.parametrize("damage", [damaged_index, overwritten_page], ids=["索引", "一页"])
def test_damage_that_came_while_the_file_was_open(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    whole = tmp_path / "演示.liange"
    office(whole).close()
    bad = tmp_path / "坏.liange"
    shutil.copy(whole, bad)
    damage(bad)
    data = DataFile.__new__(DataFile)
    data.path, data.db = bad, connect(bad)
    found = check(data)
    data.db.close()
    assert found
    assert {problem.kind for problem in found} == {"damaged"}


# -- rules of the office -----------------------------------------------------------------------------------------


def add_fact(data: DataFile, **values: str | int) -> None:
    with data.operation("补一条"):
        rows.insert(data, "facts", {"membership_id": second_member(data), **values})


def test_two_sectors_on_one_day(data: DataFile) -> None:
    add_fact(data, field="sector", value="妇联", starts="2024-01-01")
    assert only(data) == ("facts", "龚向晚的“界别”在同一天有两个值：工会、妇联。请在委员资料中改正。")


def test_two_sectors_one_after_the_other_are_sound(data: DataFile) -> None:
    with data.operation("调整"):
        Members(data).change(second_member(data), {"sector": "妇联"}, "2024-01-01")
    assert check(data) == []


def test_two_committees_on_one_day_are_sound_but_not_twice_the_same(data: DataFile) -> None:
    add_fact(data, field="committees", value="文史委员会", starts="2022-01-01")
    assert check(data) == []
    add_fact(data, field="committees", value="文史委员会", starts="2023-01-01")
    assert only(data) == ("facts", "龚向晚的“专委会”里“文史委员会”在同一天记了两次。请在委员资料中改正。")


def test_a_fact_that_ends_before_it_starts(data: DataFile) -> None:
    add_fact(data, field="posts", value="常委", starts="2024-01-01", ends="2024-01-01")
    assert only(data) == (
        "facts",
        "龚向晚的“政协职务”（常委）从 2024-01-01 到 2024-01-01，结束不晚于开始。请在委员资料中改正。",
    )


def test_a_fact_that_nobody_knows(data: DataFile) -> None:
    add_fact(data, field="shoe_size", value="42")
    assert only(data) == ("facts", "龚向晚有一项不认识的内容“shoe_size”。")


def test_a_member_without_a_status(data: DataFile) -> None:
    with data.operation("删"):
        rows.delete(
            data,
            "facts",
            one(
                data, f"SELECT id FROM facts WHERE field = 'status' AND membership_id = {second_member(data)}"
            ),
        )
    assert only(data) == ("members", "龚向晚没有任何履职状态，名册里看不到。请在委员资料中补上。")


def test_a_number_that_two_members_bear(data: DataFile) -> None:
    with data.operation("改编号"):
        rows.update(data, "memberships", second_member(data), {"no": "001"})
    assert only(data) == ("members", "委员编号 001 有两个人：梅知远、龚向晚。请改正其中一个。")


def link(data: DataFile) -> dict[str, rows.Value]:
    (found,) = rows.fetch(data, "SELECT scheme_id, upper, lower, starts FROM links")
    return found


def test_two_liaisons_at_once(data: DataFile) -> None:
    with data.operation("再分配"):
        rows.insert(data, "links", {**link(data), "starts": "2025-01-01"})
    assert only(data) == ("links", "龚向晚在同一方案中同时有两位联络人。请在网格中改正。")


def test_a_liaison_after_another_is_sound(data: DataFile) -> None:
    with data.operation("改派"):
        data.db.execute("UPDATE links SET ends = '2025-01-01'")
        rows.insert(data, "links", {**link(data), "starts": "2025-01-01"})
    assert check(data) == []


def test_a_link_that_ends_before_it_starts(data: DataFile) -> None:
    with data.operation("改"):
        data.db.execute("UPDATE links SET ends = starts")
    assert only(data) == (
        "links",
        "龚向晚的联络关系从 2022-02-01 到 2022-02-01，结束不晚于开始。请重新分配。",
    )


def test_a_liaison_that_is_nobody(data: DataFile) -> None:
    with data.operation("改"):
        data.db.execute("UPDATE links SET upper = 5")
    assert only(data) == ("links", "龚向晚的联络人不存在。请在网格中重新分配。")


def test_a_guest_of_the_scheme_may_be_a_liaison(data: DataFile) -> None:
    with data.operation("特邀联络"):
        guest = Links(data).add_guest(int(str(link(data)["scheme_id"])), 1, "文锦", "党组副书记")
        data.db.execute("UPDATE links SET upper = ?", [guest])
    assert check(data) == []


def test_a_liaison_of_oneself(data: DataFile) -> None:
    with data.operation("改"):
        data.db.execute("UPDATE links SET upper = lower")
    assert only(data) == ("links", "龚向晚被分配给了自己。请在网格中改正。")


def test_a_pin_to_nobody(data: DataFile) -> None:
    with data.operation("指定"):
        Links(data).set_rule(int(str(link(data)["scheme_id"])), "pin", second_member(data), 5)
    assert only(data) == ("links", "龚向晚的指定或回避指向不存在的人。请在网格中取消它。")


def add_proposal(data: DataFile, values: dict[str, rows.Value]) -> int:
    with data.operation("新增提案"):
        return Proposals(data).add(
            one(data, "SELECT id FROM plenaries"), State.SUBMITTED, Outcome.PENDING, values
        )


@pytest.mark.parametrize(("column", "label"), [("no", "提案号"), ("serial", "流水号")])
def test_a_number_that_two_proposals_bear(data: DataFile, column: str, label: str) -> None:
    add_proposal(data, {"title": "关于疏浚河道的提案", "serial": 2, "no": 2, column: 1})
    assert only(data) == (
        "numbers",
        f"{label} 1 在十届一次会议用了两次：“关于修复古桥的提案”“关于疏浚河道的提案”。请改正其中一个。",
    )


def test_the_same_number_in_another_plenary_is_sound(data: DataFile) -> None:
    with data.operation("新建会议"):
        other = Registry(data).add_plenary(one(data, "SELECT id FROM terms"), "十届二次会议")
        Proposals(data).add(
            other, State.SUBMITTED, Outcome.PENDING, {"title": "关于疏浚河道的提案", "serial": 1, "no": 1}
        )
    assert check(data) == []


def test_a_sponsor_without_a_name(data: DataFile) -> None:
    proposal = add_proposal(data, {"title": "关于疏浚河道的提案", "serial": 2})
    with data.operation("提案人"):
        Proposals(data).set_sponsors(proposal, [Sponsor("", None, SponsorRole.LEAD)])
    assert only(data) == ("sponsors", "提案“关于疏浚河道的提案”有一位没有姓名的提案人。请在提案中改正。")


def test_a_proposal_merged_into_itself(data: DataFile) -> None:
    with data.operation("并案"):
        Proposals(data).set_merged_into(
            one(data, "SELECT id FROM proposals"), one(data, "SELECT id FROM proposals")
        )
    assert only(data) == ("proposals", "提案“关于修复古桥的提案”并入了它自己。请在提案中改正。")
