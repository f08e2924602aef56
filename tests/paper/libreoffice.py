"""LibreOffice as the witness of our Word files: another program's pages, set in the bundled fonts and no others."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from app.reports.document import Font
from app.reports.fonts import FONT_DIR, RARE, RARE_OF_PC, WORD_NAMES

FAMILIES: Final = {
    Font.TITLE: "Liange Title",
    Font.FANGSONG: "Liange Song",
    Font.KAI: "Liange Kai",
    Font.HEI: "Liange Hei",
    Font.SONG: "Liange Song",
}
"""What the bundled files call themselves, by role: the faces that our PDF takes too."""
TIMEOUT: Final = 240.0
_CONFIGURATION: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>{fonts}</dir><dir>{rare}</dir><cachedir>{cache}</cachedir>
{aliases}
</fontconfig>
"""
_ALIAS: Final = (
    '<match target="pattern"><test name="family" qual="any"><string>{0}</string></test>'
    '<edit name="family" mode="assign" binding="strong"><string>{1}</string></edit></match>'
)


def program() -> str | None:
    """Give LibreOffice's command, or None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def _fonts(folder: Path) -> Path:
    """Write a font configuration that knows the bundled faces under Word's names, whatever the machine has."""
    rare = folder / "rare"
    rare.mkdir()
    with zipfile.ZipFile(FONT_DIR / RARE) as shards:
        shards.extractall(rare)
    names = {WORD_NAMES[role]: family for role, family in FAMILIES.items()}
    names[RARE_OF_PC.name] = FAMILIES[Font.SONG]
    configuration = folder / "fonts.conf"
    text = _CONFIGURATION.format(
        fonts=FONT_DIR,
        rare=rare,
        cache=folder / "cache",
        aliases="\n".join(_ALIAS.format(*pair) for pair in names.items()),
    )
    configuration.write_text(text, encoding="utf-8")
    return configuration


def pdfs(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Convert Word files by name in one start of LibreOffice, told nothing beside them; `folder` is empty and may be kept for looking at.

    Raises RuntimeError with what LibreOffice said when a file does not come back.
    """
    names = [folder / "word" / f"{name}.docx" for name in files]
    (folder / "word").mkdir(parents=True)
    for path, content in zip(names, files.values(), strict=True):
        path.write_bytes(content)
    surroundings = {
        **os.environ,
        "FONTCONFIG_FILE": str(_fonts(folder)),
        "HOME": str(folder),
        "SAL_USE_VCLPLUGIN": "svp",
    }
    made = _converted(names, folder / "pdf", surroundings)
    return {name: path.read_bytes() for name, path in zip(files, made, strict=True)}


def _converted(files: list[Path], folder: Path, surroundings: Mapping[str, str]) -> list[Path]:
    """Convert files into a folder in one start."""
    soffice = program()
    if soffice is None:
        raise RuntimeError("no LibreOffice here")
    profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        *map(str, files),
    ]
    done = subprocess.run(
        command, env=dict(surroundings), capture_output=True, text=True, timeout=TIMEOUT, check=False
    )
    made = [folder / f"{file.stem}.pdf" for file in files]
    if missing := [path.name for path in made if not path.exists()]:
        raise RuntimeError(f"LibreOffice made no {missing}: {done.stdout} {done.stderr}")
    return made
