"""What every test may rely on: no screen, no system fonts, no real home folder, one time zone, no windows left over."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]

# Before Qt is imported anywhere: a run under Xvfb may choose its own platform.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The office lives in one zone without summer time; the POSIX form needs no zone files.
os.environ["TZ"] = "CST-8"
if hasattr(time, "tzset"):
    time.tzset()

FONT_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def use_bundled_fonts_alone(folder: Path) -> None:
    """Let Qt see the shipped fonts and no others, so that every machine draws the same."""
    fonts = ROOT / "resources" / "fonts"
    os.environ["QT_QPA_FONTDIR"] = str(
        fonts
    )  # for the offscreen platform on Windows, which has no fontconfig
    configuration = folder / "fonts.conf"
    text = FONT_CONFIGURATION.format(fonts=fonts, cache=folder / "cache")
    configuration.write_text(text, encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(configuration)


# deadline: two busy cores say nothing about the code. The gate draws the same examples each time.
slow_machine = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("dev", deadline=None, suppress_health_check=slow_machine)
settings.register_profile(
    "ci", deadline=None, derandomize=True, print_blob=True, database=None, suppress_health_check=slow_machine
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_configure(config: pytest.Config) -> None:
    """A folder for what Qt wants of a session, gone with it."""
    folder = tempfile.TemporaryDirectory(prefix="liange-tests-", ignore_cleanup_errors=True)
    config.add_cleanup(folder.cleanup)
    use_bundled_fonts_alone(Path(folder.name))
    os.environ["XDG_RUNTIME_DIR"] = folder.name  # private by mkdtemp's mode; Qt warns without one


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real tables that lie beside a checkout at the office's own developers; tests skip without them."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"没有实际数据文件夹 {folder}")
    return folder


@pytest.fixture(autouse=True)
def hermetic_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder for each test: nothing of this machine's user is read or written."""
    home = tmp_path_factory.mktemp("home", numbered=True)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    folders = {
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
        "XDG_DOCUMENTS_DIR": "Documents",
        "XDG_DESKTOP_DIR": "Desktop",
        "APPDATA": "AppData/Roaming",
        "LOCALAPPDATA": "AppData/Local",
        # platformdirs asks Windows itself, not the environment, unless these are set
        "WIN_PD_OVERRIDE_LOCAL_APPDATA": "AppData/Local",
        "WIN_PD_OVERRIDE_APPDATA": "AppData/Roaming",
        "WIN_PD_OVERRIDE_PERSONAL": "Documents",
    }
    for name, below in folders.items():
        monkeypatch.setenv(name, str(home / below))
    return home


@pytest.fixture(autouse=True)
def no_window_left() -> Iterator[None]:
    """A test closes what it opened; a window left visible would be found by the next test."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    application = widgets.QApplication.instance() if widgets else None
    if application is None:
        return
    left = [w for w in application.topLevelWidgets() if w.isVisible() and not w.inherits("QTipLabel")]
    names = [f"{type(w).__name__} {w.objectName()} “{w.windowTitle()}”" for w in left]
    for widget in left:
        widget.close()
        widget.deleteLater()
    assert not names, f"windows left open: {names}"
