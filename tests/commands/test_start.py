"""What a short command pays for: it starts quickly because it loads only what it uses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.offices import new_office

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "PySide6", "docx", "jinja2", "lxml", "numpy", "openpyxl", "pandas", "PIL", "pypdfium2", "pypinyin", "python_calamine",
    "reportlab", "xlsxwriter",
}  # fmt: skip
CHILD = """
import sys
from app.__main__ import main
try:
    main()
finally:
    print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def test_a_double_click_loads_no_command_line_before_the_window() -> None:
    asked = "import sys, app.__main__; print('click' in sys.modules, 'app.cli' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("words", [("roster", "list"), ("grid", "show"), ("proposal", "list"), ("--help",)])
def test_a_short_command_loads_nothing_heavy(tmp_path: Path, words: tuple[str, ...]) -> None:
    office = new_office(tmp_path)
    office.close()
    command = [sys.executable, "-c", CHILD, "--data", str(office.path), *words]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert HEAVY & set(done.stderr.split()) == set()
