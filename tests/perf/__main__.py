"""All benchmarks in one go: `python -m tests.perf [--write] [name …]`.

Each bench runs in a process of its own, one after the other, so that none is warmed or burdened by another. Nothing
passes or fails. `--write` puts the table into docs/performance.md, which only a run of everything may do.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from tests.perf.measured import HEADINGS, Row, cells, print_table

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
BENCHES = {
    "window": "Start and memory",
    "list": "Lists",
    "pages": "Pages",
    "roster": "The roster in the window",
    "changes": "Changes of many",
    "proposals": "The register",
    "intake": "Import",
    "assignment": "Assignment",
    "reports": "Paper",
    "records": "登记表",
    "grid_canvas": "Grid canvas",
    "safety": "Safety",
}
ABSENT = (
    ("similar bodies among 10,000 proposals", "50 ms", "尚无: titles are compared, bodies are not yet"),
)
"""Lines of the budget table that this version has nothing to measure for."""
HEAD = """\
# Performance

Written by `python3 dev.py perf --write`; without `--write` the same table is only printed. Nothing here passes or fails: a
budget is what the design allows on two cores, and every figure stands beside a named base that was measured in the same
run. **Compare ratios, not milliseconds**: all figures are of one run on one machine that had other work too, so that they
wander by a third from run to run, and a cheap office PC is about twice as slow.

| | |
|---|---|
| machine | {machine} |
| Python | {python} |
| date | {day} |
"""
TAIL = """
## Not measured yet

| work | budget | |
|---|---|---|
{absent}
## How it is measured

- Every bench is a process of its own and runs alone. What is pure computing is the best of some runs, what touches the
  disk the median after one to warm up; “after a change” means that another connection has written in between.
- The start is timed from outside: a process is begun, and its clock stops when the window, or the list in it, has been
  painted without a screen. Window and base take turns. The list is that of 委员, gone to at the first moment there is an
  office to show, while 首页 behind it still reads its own.
- 3,000-member rosters, 10,000 proposals and all texts are invented from fixed seeds (`tests/perf/invented.py`).
- One file a subject: `tests/perf/bench_*.py`. One alone: `python3 dev.py perf intake`.
"""


def measure(name: str) -> list[Row]:
    """Run one bench in a process of its own."""
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.perf", "--one", name]
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True
    )
    return [Row(**row) for row in json.loads(done.stdout)]


def machine() -> str:
    """The machine's class in general words: kind of system and processor, how many cores."""
    return f"{os.cpu_count()} cores, {platform.system()}, {platform.machine()}"


def page(measured: dict[str, list[Row]]) -> str:
    """Write docs/performance.md."""
    text = HEAD.format(machine=machine(), python=platform.python_version(), day=date.today().isoformat())
    for name, rows in measured.items():
        text += f"\n## {BENCHES[name]}\n\n{_line(HEADINGS)}{_line(['---'] * len(HEADINGS))}{''.join(_line(cells(row)) for row in rows)}"
    return text + TAIL.format(absent="".join(map(_line, ABSENT)))


def _line(words: Sequence[str]) -> str:
    return f"| {' | '.join(words)} |\n"


def main() -> int:
    """Read the words and measure."""
    parser = argparse.ArgumentParser(prog="tests.perf", description="Measure the budgets of the design.")
    parser.add_argument("names", nargs="*", choices=[[], *BENCHES], help="only these")
    parser.add_argument(
        "--write", action="store_true", help="write docs/performance.md (a run of everything)"
    )
    parser.add_argument("--one", choices=BENCHES, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        rows = importlib.import_module(f"tests.perf.bench_{given.one}").rows()
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False))
        return 0
    if given.write and given.names:
        parser.error("--write needs a run of everything")
    measured = {}
    for name in given.names or BENCHES:
        print(f"---- {BENCHES[name]}", file=sys.stderr, flush=True)
        measured[name] = measure(name)
    print_table([row for rows in measured.values() for row in rows])
    for work, budget, why in ABSENT if not given.names else ():
        print(f"{work}: {budget}; {why}")
    if given.write:
        PAGE.write_text(page(measured), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
