"""The register with ten thousand proposals of 1,700 characters: searching, listing, the first page.

`rows()` gives lines for docs/performance.md: work, budget in seconds, seconds, the base's seconds.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from app.db.datafile import DataFile
from app.db.proposal_query import ProposalQuery
from app.db.proposals import Proposals
from app.db.registry import Registry
from app.db.units import Units
from app.domain.proposal import Handling, Outcome, Sponsor, State, UnitRole

COUNT, LENGTH = 10_000, 1_700
COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
RARE = [chr(code) for code in range(0x4E00, 0x4E00 + 3_000)]


class Row(NamedTuple):
    """One line of the table of budgets; times in seconds."""

    work: str
    budget: float
    took: float
    base: str
    base_took: float


def invented_text(dice: random.Random, length: int) -> str:
    """Write nonsense whose characters are as unevenly frequent as those of real texts."""
    chars = dice.choices(COMMON, k=length // 2) + dice.choices(RARE, k=length // 2)
    dice.shuffle(chars)
    return "，".join("".join(chars[i : i + 17]) for i in range(0, len(chars), 17))[:length]


def fill(data: DataFile, count: int = COUNT, length: int = LENGTH) -> None:
    """Enter invented proposals, each with a sponsor and two units, and index them."""
    dice = random.Random(2026)
    proposals, registry, units = Proposals(data), Registry(data), Units(data)
    with data.operation("造数据"):
        term = registry.add_term("第一届", "2022-01-01")
        plenary = registry.add_plenary(term, "一届一次会议", "2022-01-10")
        known = [units.add({"name": f"单位{i}"}) for i in range(60)]
        for number in range(1, count + 1):
            values = {
                "serial": number, "no": number, "title": f"关于{invented_text(dice, 16)}的建议", "category": f"类别{number % 6}",
                "received": date.fromordinal(738_000 + number % 300).isoformat(), "text": invented_text(dice, length),
            }  # fmt: skip
            proposal = proposals.add(plenary, State.ASSIGNED, Outcome.FILED, values)
            proposals.set_sponsors(proposal, [Sponsor(f"委员{number % 200}")])
            for role in (UnitRole.LEAD, UnitRole.ASSISTING):
                proposals.add_handling(proposal, dice.choice(known), Handling("", role, due="2026-06-01"))
        proposals.words.refresh()


def median(work: Callable[[], object], times: int = 5) -> float:
    """Measure once warm, then give the median."""
    work()
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def rows(password: str = "测试口令") -> list[Row]:
    """Measure everything on one encrypted file."""
    with tempfile.TemporaryDirectory() as folder:
        data = DataFile.create(Path(folder) / "bench.liange", password=password)
        try:
            begin = time.perf_counter()
            fill(data)
            print(f"filled in {time.perf_counter() - begin:.1f} s")
            return _measured(data)
        finally:
            data.close()


def _measured(data: DataFile) -> list[Row]:
    proposals = Proposals(data)
    sample = next(iter(proposals.texts(proposals.ids()[7_000:7_001]).values()))["text"]
    words = {
        "常见一字": "的",
        "罕见二字": sample[40:42].replace("，", sample[45]),
        "长句带标点": sample[100:130],
    }
    found = []
    for name, word in words.items():
        like = "SELECT p.id FROM proposals p JOIN proposal_texts t ON t.id = p.id WHERE t.text LIKE ? OR p.title LIKE ?"
        base = median(lambda word=word: data.db.execute(like, [f"%{word}%"] * 2).fetchall())  # type: ignore[misc]
        took = median(lambda word=word: proposals.ids(search=word))  # type: ignore[misc]
        found.append(Row(f"搜索全文（{name}）", 0.030, took, "LIKE", base))
    plain = "SELECT id FROM proposals"
    base = median(lambda: data.db.execute(plain).fetchall())
    for sort in ("no", "title", "units"):
        took = median(lambda sort=sort: proposals.ids(ProposalQuery(sort=sort)))  # type: ignore[misc]
        found.append(Row(f"10,000 件按 {sort} 排序", 0.120, took, "不排序取号", base))
    page = proposals.ids()[5_000:5_050]
    took = median(lambda: proposals.fetch(page))
    found.append(Row("取一页 50 件", 0.035, took, "不排序取号", base))
    return found


if __name__ == "__main__":
    for row in rows():
        print(
            f"{row.work:<24} {row.took * 1000:8.1f} ms  预算 {row.budget * 1000:5.0f} ms  {row.base} {row.base_took * 1000:.1f} ms"
        )
