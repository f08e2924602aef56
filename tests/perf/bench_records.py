"""委员登记表, a page a member, of an office of usual size: PDF and Word, with the progress that a clerk sees.

The base is gathering the same forms without writing them.
"""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from tests.perf import invented
from tests.perf.measured import Row, best_of, print_table

COUNT, PROPOSALS, ROUNDS = 339, 20, 2
FORM = "委员登记表"
BUDGET_S = 15.0


def rows() -> list[Row]:
    """Measure both formats and their sum."""
    with tempfile.TemporaryDirectory() as folder:
        office = invented.office(Path(folder), COUNT, PROPOSALS)
        try:
            everybody = {"委员": "、".join(str(one.id) for one in office.frame.people())}
            steps: list[int] = []
            paper = office.paper

            def write(ending: str) -> None:
                file = Path(folder) / f"{FORM}.{ending}"
                paper.make_as(FORM, file, options=everybody, step=lambda done, _total: steps.append(done))

            base = "working the forms out", best_of(ROUNDS, lambda: paper.document(FORM, everybody))
            pdf, word = (best_of(ROUNDS, partial(write, ending)) for ending in ("pdf", "docx"))
            if max(steps) < COUNT:
                raise RuntimeError("not every form was told of")
        finally:
            office.close()
    return [
        Row(f"{COUNT} 登记表, PDF", None, pdf, *base),
        Row(f"{COUNT} 登记表, Word", None, word, *base),
        Row(f"{COUNT} 登记表, PDF and Word, with progress and cancel", BUDGET_S, pdf + word, *base),
    ]


if __name__ == "__main__":
    print_table(rows())
