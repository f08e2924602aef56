"""The register with ten thousand proposals of 1,700 characters: searching, listing, the first page.

`rows()` gives (what, seconds, note); nothing here passes or fails. The base of a search is LIKE on the same file.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.db.datafile import DataFile
from app.db.proposal_query import ProposalQuery
from app.db.proposals import Proposals
from app.db.registry import Registry
from app.db.rows import Value
from app.db.units import Units
from app.domain.proposal import Handling, Outcome, Sponsor, State, UnitRole

COUNT, LENGTH = 10_000, 1_700
COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
RARE = [chr(code) for code in range(0x4E00, 0x4E00 + 3_000)]


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
            values: dict[str, Value] = {
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


def rows() -> list[tuple[str, float, str]]:
    """Measure everything on one encrypted file: (what, seconds, note)."""
    with tempfile.TemporaryDirectory() as folder:
        data = DataFile.create(Path(folder) / "bench.liange", password="".join(RARE[:4]))
        try:
            fill(data)
            return [*_searches(data), *_lists(data)]
        finally:
            data.close()


def _searches(data: DataFile) -> list[tuple[str, float, str]]:
    proposals = Proposals(data)
    sample = next(iter(proposals.texts(proposals.ids()[7_000:7_001]).values()))["text"]
    words = {
        "最常见的字": COMMON[0],
        "生僻的两个字": RARE[7] + RARE[1_700],
        "原文三十字带标点": sample[100:130],
    }
    return [_search(data, name, word) for name, word in words.items()]


def _search(data: DataFile, name: str, word: str) -> tuple[str, float, str]:
    proposals = Proposals(data)
    like = "SELECT p.id FROM proposals p JOIN proposal_texts t ON t.id = p.id WHERE t.text LIKE ? OR p.title LIKE ?"
    base = median(lambda: data.db.execute(like, [f"%{word}%"] * 2).fetchall())
    took = median(lambda: proposals.ids(search=word))
    return f"提案全文搜索：{name}", took, f"预算 30 ms；LIKE {base * 1000:.0f} ms；{base / took:.0f} 倍"


def _lists(data: DataFile) -> list[tuple[str, float, str]]:
    proposals = Proposals(data)
    base = median(lambda: data.db.execute("SELECT id FROM proposals").fetchall())
    note = f"预算 120 ms；不排序取全部号码 {base * 1000:.0f} ms"
    found = [
        (f"一万件提案按 {sort} 排序", _sorted(proposals, sort), note) for sort in ("no", "title", "units")
    ]
    page = proposals.ids()[5_000:5_050]
    return [*found, ("取一页五十件提案", median(lambda: proposals.fetch(page)), "预算 35 ms")]


def _sorted(proposals: Proposals, sort: str) -> float:
    return median(lambda: proposals.ids(ProposalQuery(sort=sort)))


if __name__ == "__main__":
    for what, seconds, note in rows():
        print(f"{what:<20} {seconds * 1000:8.1f} ms  {note}")
