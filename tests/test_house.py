"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shiboken6

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
NOT_OURS = {".git", ".venv", "__pycache__", "build", "dist", "demo-pack", "htmlcov"}
NOT_OURS |= {".hypothesis", ".benchmarks"}

# A machine's paths, registries' addresses, and the tools this was once made with: nothing a reader elsewhere has.
FOREIGN = re.compile(
    r"(?<![\w.])/(?:work|farm|tmp|root|opt)/|pypi[.]org|pythonhosted[.]org|registry[.]npmjs|deb[.]debian[.]org"
    r"|[.]library\b|\bfarm-[a-z]|(?<![\w/])(?:[.]{2}/)?shared/(?:data|look|hooks|design|domain|style|cli)\b"
)

DISTRIBUTIONS = {
    "PIL": "pillow", "PySide6": "PySide6-Essentials", "docx": "python-docx", "pysqlite3": "sqlcipher3", "reportlab": "reportlab",
}  # fmt: skip
"""What a module is called where it is pinned, when that is another word."""

NONE_SURVIVES = """
import sys
from PySide6.QtCore import QAbstractListModel, QCoreApplication, QIdentityProxyModel, QModelIndex

class Empty(QAbstractListModel):
    def rowCount(self, parent=QModelIndex()):
        return 1

    def data(self, index, role=0):
        return None

application = QCoreApplication([])
source, proxy = Empty(), QIdentityProxyModel()
proxy.setSourceModel(source)
cell = proxy.index(0, 0)
proxy.data(cell)
before = sys.getrefcount(None)
for _ in range(20_000):
    proxy.data(cell)
print(before - sys.getrefcount(None))
"""


def is_ours(folder: Path) -> bool:
    """Whether a folder is part of the checkout, not made by a run or a set-up."""
    made = folder.name in NOT_OURS or folder.name.endswith(("_cache", ".egg-info"))
    return not made and not (folder / "pyvenv.cfg").exists()


def our_files() -> Iterator[Path]:
    """Every file of the checkout that is not made by a run."""
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if is_ours(Path(folder) / name)]
        yield from (Path(folder) / name for name in names if not name.startswith(".coverage"))


def our_modules(folder: str = "app") -> list[tuple[str, ast.Module, str]]:
    """Path, syntax tree and text of each Python file under `folder`."""
    found = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        text = path.read_text("utf-8")
        found.append((path.relative_to(ROOT).as_posix(), ast.parse(text), text))
    return found


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_pyside_is_older_than_6_12_on_python_3_11() -> None:
    """6.12.0 loses a reference of None at every overridden virtual that returns it, and aborts."""
    installed = tuple(int(part) for part in shiboken6.__version__.split(".")[:2])
    assert installed < (6, 12)


def test_the_project_file_and_the_pins_keep_pyside_below_6_12() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "PySide6-Essentials>=6.11,<6.12" in project["dependencies"]
    assert re.search(
        r"^pyside6-essentials==6\.11\.", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE
    )


def test_none_survives_twenty_thousand_overridden_virtuals() -> None:
    """In a process of its own, since the fault it looks for ends the process."""
    done = subprocess.run(
        [sys.executable, "-c", NONE_SURVIVES], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert abs(int(done.stdout)) < 1_000, "references of None were lost"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_is_exact_and_carries_hashes(name: str) -> None:
    loose = [
        pin.split()[0]
        for pin in re.split(r"^(?=[a-z0-9])", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE)
        if re.match(r"[a-z0-9]", pin)
        and not (re.match(r"[a-z0-9.\-]+==\S+", pin) and "--hash=sha256:" in pin)
    ]
    assert loose == []


def test_what_the_program_imports_is_pinned() -> None:
    """A library that happens to stand on the maker's machine is missing on the clerk's."""
    text = (ROOT / "requirements.txt").read_text("utf-8")
    pinned = {name.lower().replace("-", "_") for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}
    imported = set()
    for _, tree, _ in our_modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                imported |= {one.name.partition(".")[0] for one in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.partition(".")[0])
    foreign = imported - set(sys.stdlib_module_names) - {"app"}
    distributions = {DISTRIBUTIONS.get(name, name).lower().replace("-", "_") for name in foreign}
    assert distributions - pinned == set()


def test_no_text_names_a_machine_or_a_registry() -> None:
    found = []
    for path in our_files():
        content = path.read_bytes()
        if b"\0" in content:  # not a text
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            if FOREIGN.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert found == []


def test_a_module_is_one_idea_of_at_most_500_lines() -> None:
    assert {name: text.count("\n") for name, _, text in our_modules() if text.count("\n") > 500} == {}


def test_a_function_has_at_most_70_lines() -> None:
    long = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree, _ in our_modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno > 70
    ]
    assert long == []


def test_no_module_is_called_utils_helper_or_manager() -> None:
    vague = re.compile(r"(^|/|_)(utils?|helpers?|managers?|misc|common)(_|/|\.py$)")
    assert [name for name, _, _ in our_modules() if vague.search(name)] == []


def test_nothing_is_left_to_do_in_the_code() -> None:
    marks = re.compile(r"#\s*(TODO|FIXME|XXX|HACK)\b|\braise NotImplementedError\b")
    assert [name for name, _, text in our_modules() if marks.search(text)] == []


def test_qt_is_never_asked_for_sql_or_the_network() -> None:
    """QtSql would be a second SQLite on the same file, and the program has no network code."""
    asked = re.compile(r"PySide6[. ].*\b(QtSql|QtNetwork)\b")
    assert [name for name, _, text in our_modules() if asked.search(text)] == []


def test_every_test_asserts() -> None:
    expects = re.compile(
        r"Assert\(|'(raises|warns|check\w*|assert\w*|waitSignal|waitUntil|expect\w*|benchmark)'"
    )
    silent = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree, _ in our_modules("tests")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and not expects.search(ast.dump(node))
    ]
    assert silent == []
