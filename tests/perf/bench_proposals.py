"""The register with ten thousand proposals of 1,700 characters, encrypted: searching, listing, one page, similar titles.

The base of a search is LIKE on the same file.
"""

from __future__ import annotations

import random
import tempfile
from datetime import date
from pathlib import Path

from app.db.datafile import DataFile
from app.db.proposal_query import ProposalQuery
from app.db.proposals import Proposals
from app.services.frame import Frame
from app.services.proposals import ProposalDesk
from tests.perf import invented
from tests.perf.measured import Row, median_of, print_table

COUNT, LENGTH, ROUNDS = 10_000, 1_700, 5
LIKE = (
    "SELECT p.id FROM proposals p JOIN proposal_texts t ON t.id = p.id WHERE t.text LIKE ? OR p.title LIKE ?"
)


def rows() -> list[Row]:
    """Measure everything on one encrypted file."""
    with tempfile.TemporaryDirectory() as folder:
        data = invented.register(Path(folder) / "bench.liange", COUNT, LENGTH)
        try:
            return [*_searches(data), *_lists(data), *_similar(data)]
        finally:
            data.close()


def _searches(data: DataFile) -> list[Row]:
    proposals = Proposals(data)
    sample = next(iter(proposals.texts(proposals.ids()[7_000:7_001]).values()))["text"]
    words = {
        "the commonest character": invented.COMMON[0],
        "two rare characters": invented.RARE[7] + invented.RARE[1_700],
        "thirty characters of a text with its marks": sample[100:130],
    }
    return [_search(data, name, word) for name, word in words.items()]


def _search(data: DataFile, name: str, word: str) -> Row:
    proposals = Proposals(data)
    base = median_of(ROUNDS, lambda: data.db.execute(LIKE, [f"%{word}%"] * 2).fetchall())
    took = median_of(ROUNDS, lambda: proposals.ids(search=word))
    return Row(f"search in 10,000 full texts: {name}", 0.030, took, "LIKE on the same file", base)


def _lists(data: DataFile) -> list[Row]:
    proposals = Proposals(data)
    name = "the 10,000 ids in no order"
    base = median_of(ROUNDS, lambda: data.db.execute("SELECT id FROM proposals").fetchall())
    found = [
        Row(f"10,000 proposals in order of {sort}", 0.120, _sorted(proposals, sort), name, base)
        for sort in ("no", "title", "units")
    ]
    page = proposals.ids()[5_000:5_050]
    return [
        *found,
        Row("fetching fifty of them", 0.035, median_of(ROUNDS, lambda: proposals.fetch(page)), name, base),
    ]


def _sorted(proposals: Proposals, sort: str) -> float:
    return median_of(ROUNDS, lambda: proposals.ids(ProposalQuery(sort=sort)))


def _similar(data: DataFile) -> list[Row]:
    """The verb on a register that was asked before, and the first question after a change, which reads all titles."""
    title = invented.title(random.Random(7))
    base = (
        "reading the 10,000 titles",
        median_of(ROUNDS, lambda: data.db.execute("SELECT id, title FROM proposals").fetchall()),
    )
    today = date(2026, 11, 22)
    desk = ProposalDesk(Frame(data, lambda: today))
    took = median_of(ROUNDS, lambda: desk.similar(title))
    first = median_of(ROUNDS, lambda: ProposalDesk(Frame(data, lambda: today)).similar(title))
    return [
        Row("similar titles among 10,000", 0.050, took, *base),
        Row("similar titles among 10,000, first question after a change", None, first, *base),
    ]


if __name__ == "__main__":
    print_table(rows())
