"""dev.py fetches LibreOffice for a gate only: never where it is there, never for anybody else, and never for long."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
APT = """#!/bin/sh
echo "$@" >> "{log}"
{does}
"""


@pytest.fixture
def dev(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    if sys.platform != "linux":
        pytest.skip("只有 Linux 用 apt")
    spec = importlib.util.spec_from_file_location("dev_of_tests", ROOT / "dev.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module.os, "geteuid", lambda: 0)
    monkeypatch.setattr(module, "WITNESS_SECONDS", {"update": 1, "install": 1})
    return module


def programs(folder: Path, does: str, *others: str) -> Path:
    """Make a folder of programs with an apt-get that writes down what it is asked; give its log."""
    log = folder / "log"
    for name in ("apt-get", *others):
        program = folder / name
        program.write_text(APT.format(log=log, does=does), encoding="utf-8")
        program.chmod(0o755)
    return log


@pytest.mark.parametrize(
    ("gate", "there", "asked"),
    [
        ("1", (), ["update", "install"]),
        ("1", ("soffice",), []),
        ("1", ("libreoffice",), []),
        ("", (), []),
    ],
    ids=["门禁上没有", "已有soffice", "已有libreoffice", "不是门禁"],
)
@pytest.mark.parametrize(
    "does", ["exit 0", "exit 100", "exec /bin/sleep 30"], ids=["装上", "装不上", "一直等"]
)
def test_只在门禁上没有时才装_装不上也不碍事(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    gate: str, there: tuple[str, ...], asked: list[str], does: str,
) -> None:  # fmt: skip
    log = programs(tmp_path, does, *there)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CI", gate)
    dev.witness()
    assert (
        [line.split()[0] for line in log.read_text("utf-8").splitlines()] == asked
        if asked
        else not log.exists()
    )


def test_软件包的名称是Debian的() -> None:
    """Asked of the package lists of this machine, where it has some."""
    found = subprocess.run(
        ["sh", "-c", "command -v apt-cache && apt-cache policy libreoffice-writer-nogui"],
        capture_output=True,
        text=True,
        check=False,
    )
    if "Candidate:" not in found.stdout:
        pytest.skip("这台机器没有 Debian 的软件包目录")
    assert "Candidate: (none)" not in found.stdout
