"""The manual says what the program does: its tables, shortcuts, commands, sentences, links and pictures."""

from __future__ import annotations

import ast
import importlib.util
import re
import shlex
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import click
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.errors import DataFileError, LiangeError, WrongUsage
from app.office import Office
from app.ui import manual
from app.ui.pages.proposals.page import ProposalsPage
from app.ui.pages.roster.page import RosterPage
from app.ui.pages.roster.rooms import DOORS
from app.ui.pages.safety.page import SafetyPage
from app.ui.places import PLACES
from app.ui.window import MainWindow

ROOT = Path(__file__).resolve().parents[1]
CHAPTERS = sorted(manual.FOLDER.glob("*.md"))
PICTURES = sorted((manual.FOLDER / "images").glob("*.png"))
MOST_BYTES = 150_000
REMEDY = "运行 python docs/manual/make_tables.py 重写手册里的表。"


def load(name: str) -> ModuleType:
    """A script that lies beside the manual."""
    spec = importlib.util.spec_from_file_location(name, manual.FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tables = load("make_tables")


@cache
def words_of_the_program() -> tuple[str, ...]:
    """Every text in the program's code, letters of buttons and dots taken out."""
    found = []
    for path in sorted((ROOT / "app").rglob("*.py")):
        texts = [
            node.value
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant)
        ]
        found += [re.sub(r"\(&.\)|…$", "", text) for text in texts if isinstance(text, str)]
    return tuple(found)


def headings(chapter: Path) -> set[str]:
    return set(re.findall(r"^#+ (.+)$", chapter.read_text("utf-8"), re.MULTILINE))


def exists(place: str) -> bool:
    """Whether `chapter` or `chapter#heading`, as F1 opens it, is there."""
    name, _, heading = place.partition("#")
    chapter = manual.FOLDER / f"{name}.md"
    return chapter.is_file() and (not heading or heading in headings(chapter))


# --------------------------------------------------------------------------- tables


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_手册里的表与程序一致(chapter: Path) -> None:
    made = {name: make() for name, make in tables.TABLES.items()}
    text = chapter.read_text("utf-8")
    kept = {place[2]: place[3].strip() for place in tables.TABLE.finditer(text)}
    assert tables.written(text, kept | made) == text, REMEDY


def test_每张表都在手册里() -> None:
    text = "".join(chapter.read_text("utf-8") for chapter in CHAPTERS)
    assert {place[2] for place in tables.TABLE.finditer(text)} == {*tables.TABLES, "快捷键"}


def test_快捷键与窗口一致(window: MainWindow, qtbot: QtBot) -> None:
    made = tables.keys(window, lambda: settle(window, qtbot))
    text = (manual.FOLDER / "keys.md").read_text("utf-8")
    assert tables.written(text, {"快捷键": made}) == text, REMEDY


# --------------------------------------------------------------------------- commands


def test_每个命令都有例子() -> None:
    assert set(tables.EXAMPLES) == {name for name, _ in tables.verbs()}


@pytest.mark.parametrize("name", tables.EXAMPLES)
def test_例子写法正确(name: str) -> None:
    command = dict(tables.verbs())[name]
    arguments = shlex.split(tables.EXAMPLES[name], posix=False)[1 + len(name.split()) :]
    assert isinstance(command.make_context(name, arguments), click.Context)


def test_每个命令和选项都有中文说明() -> None:
    silent = [name for name, one in tables.verbs() if not re.match("[一-龥]", one.help or "")]
    silent += [
        f"{name} {option.opts[0]}"
        for name, one in tables.verbs()
        for option in one.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert silent == []


def test_结束代码与程序一致() -> None:
    text = (manual.FOLDER / "commands.md").read_text("utf-8")
    told = {int(code) for code in re.findall(r"^\| (\d) \|", text, re.MULTILINE)}
    assert told == {0, LiangeError("").exit_code, WrongUsage("").exit_code, DataFileError("").exit_code}


# --------------------------------------------------------------------------- places, links, pictures


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The window on an empty office."""
    made = MainWindow(tmp_path / "新.liange", date(2026, 11, 1))
    qtbot.addWidget(made)
    made.show_office(Office.create(tmp_path / "办公.liange", office_name="政协", term="第一届"))
    made.show()
    settle(made, qtbot)
    yield made
    made.close()


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Let the worker finish and the window show it."""
    qtbot.waitUntil(lambda: not window.backstage.busy, timeout=20_000)
    QApplication.processEvents()


def test_F1_打开的地方都在手册里(window: MainWindow, qtbot: QtBot) -> None:
    opened = {}
    for place in PLACES:
        page = window.page(place.key)
        opened[place.title] = page.place_in_manual()
        if isinstance(page, SafetyPage):
            for tab in range(page.tabs.count()):
                page.tabs.setCurrentIndex(tab)
                opened[f"{place.title} {tab}"] = page.place_in_manual()
        if isinstance(page, RosterPage | ProposalsPage):
            page.open_import()
            opened[f"{place.title} 导入"] = page.place_in_manual()
        if isinstance(page, ProposalsPage):
            page.open_units()
            opened[f"{place.title} 单位"] = page.place_in_manual()
        if isinstance(page, RosterPage):
            page.open_posting()
            opened[f"{place.title} 名单"] = page.place_in_manual()
            for door in DOORS:
                page.open_room(door.key)
                opened[f"{place.title} {door.key}"] = page.place_in_manual()
    settle(window, qtbot)
    assert {name: place for name, place in opened.items() if not exists(place)} == {}
    assert len(set(opened.values())) == len(PLACES) + 5 + 2 + 1 + 1 + len(DOORS)


def test_没有打开办公室时_F1_打开开始一章(qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(tmp_path / "新.liange")
    qtbot.addWidget(window)
    window.open_manual()
    assert window.manual is not None
    assert "第一次打开联格" in window.manual.browser.toPlainText()
    window.close()


def links() -> list[tuple[str, str]]:
    """Where each chapter leads, and README where it leads into the manual; as file and link."""
    found = []
    for chapter in (*CHAPTERS, ROOT / "README.md"):
        text = chapter.read_text("utf-8")
        found += [(chapter, unquote(link)) for link in re.findall(r"\]\(([^)\s]+)\)", text)]
    ours = [(str(file.relative_to(ROOT)), link) for file, link in found]
    return [(file, link) for file, link in ours if file.startswith("docs") or "docs/manual" in link]


@pytest.mark.parametrize(("file", "link"), links())
def test_链接都通(file: str, link: str) -> None:
    name, _, heading = link.partition("#")
    target = (ROOT / file).parent / name
    assert target.exists()
    assert not heading or heading in headings(target)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)
def test_图片不大而且用到了(picture: Path) -> None:
    texts = [chapter.read_text("utf-8") for chapter in (*CHAPTERS, ROOT / "README.md")]
    assert picture.stat().st_size <= MOST_BYTES
    assert any(f"images/{picture.name})" in text for text in texts)


# --------------------------------------------------------------------------- words


def told_sentences() -> list[str]:
    """The sentences that the chapter of troubles says are on the screen."""
    text = (manual.FOLDER / "troubles.md").read_text("utf-8")
    rows = re.findall(r"^\| (.+?) \| .+ \|$", text, re.MULTILINE)
    return [row for row in rows if row not in ("屏幕上的话", "---")]


@pytest.mark.parametrize("sentence", told_sentences(), ids=lambda text: text[:12])
def test_手册引用的提示程序里都有(sentence: str) -> None:
    pieces = [piece for piece in re.split(r"“?\s*×\s*”?|；", sentence) if len(piece) > 3]
    strange = [piece for piece in pieces if not any(piece in text for text in words_of_the_program())]
    assert pieces
    assert strange == []


def named_buttons() -> list[str]:
    found = set()
    for chapter in CHAPTERS:
        for words in re.findall(r"点 \*\*(.+?)\*\*", chapter.read_text("utf-8")):
            found |= {word.removesuffix("…").strip() for word in re.split(" → | … ", words)}
    return sorted(found)


@pytest.mark.parametrize("name", named_buttons())
def test_手册让人点的按钮都有(name: str) -> None:
    assert any(name in text for text in words_of_the_program())
