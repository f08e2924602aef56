"""Importing a roster of 3,000 members with 15 columns: read, map, check, join; and matching it to members.

`rows()` gives lines for docs/performance.md: work, budget in seconds, seconds, the base's seconds.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import python_calamine
import xlsxwriter

from app.domain.recognition import Same, recognise_all
from app.intake.roster import read_roster
from app.intake.sheets import read_tables

COUNT, ROUNDS = 3_000, 5
HEADERS = (
    "委员编号", "姓名", "性别", "出生年月", "民族", "党派", "界别", "专委会", "街道小组", "工作单位", "职务", "学历", "手机", "邮箱", "备注",
)  # fmt: skip
GIVEN = [chr(code) for code in range(0x4E00, 0x4E00 + 600)]


class Row(NamedTuple):
    """One line of the table of budgets; times in seconds."""

    work: str
    budget: float
    took: float
    base: str
    base_took: float


def invented(count: int) -> list[list[str]]:
    """Rows of invented people; some names come twice, as they do."""
    dice = random.Random(2026)
    rows = []
    for number in range(1, count + 1):
        name = dice.choice("赵钱孙李周吴郑王") + "".join(dice.choices(GIVEN, k=dice.choice((1, 2))))
        birth = f"{dice.randint(1950, 1999)}.{dice.randint(1, 12):02}"
        party = dice.choice(("中共", "民建", "民盟", "无党派", "民建、中共", "九三学社 "))
        rows.append([
            str(number), name, dice.choice("男女"), birth, dice.choice(("汉族", "回族")), party, f"界别{number % 23}", f"第{number % 6}委员会",
            f"街道{number % 14}", f"单位{number % 900}有限公司 ", "总经理、支部书记", dice.choice(("本科", "硕士")), f"138{number:08}",
            f"m{number}@example.cn", "",
        ])  # fmt: skip
    return rows


def workbook(folder: Path) -> Path:
    """The rows as an office would keep them: under a merged title."""
    path = folder / "名册.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("委员")
    sheet.merge_range(0, 0, 0, len(HEADERS) - 1, "某市政协委员名册")
    for number, row in enumerate([list(HEADERS), *invented(COUNT)], 1):
        sheet.write_row(number, 0, row)
    book.close()
    return path


def timed(work: Callable[[], object]) -> float:
    """The median of some runs, in seconds."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def rows() -> list[Row]:
    """Measure each work against calamine reading the same file alone."""
    with tempfile.TemporaryDirectory() as folder:
        path = workbook(Path(folder))
        base = timed(lambda: python_calamine.load_workbook(path).get_sheet_by_index(0).to_python())
        tables = read_tables(path)
        draft = read_roster(tables)
        people = [person.identity() for person in draft.people]
        if not all(isinstance(answer, Same) for answer in recognise_all(people, people)):
            raise RuntimeError("members were not found again")
        named = "calamine 单独读取"
        return [
            Row(
                "名册 3,000 × 15：读取、对照、检查",
                0.6,
                timed(lambda: read_roster(read_tables(path))),
                named,
                base,
            ),
            Row("其中：安全检查和读取", 0.3, timed(lambda: read_tables(path)), named, base),
            Row("与 3,000 名委员逐一辨认", 0.2, timed(lambda: recognise_all(people, people)), named, base),
        ]


if __name__ == "__main__":
    for line in rows():
        print(f"{line.work}\t{line.took * 1000:.0f} ms\t{line.base}\t{line.base_took * 1000:.0f} ms")
