"""LibreOffice as the witness of our Word files: another program's pages, set in the bundled fonts and no others."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from app.reports.document import Font
from app.reports.fonts import FONT_DIR, RARE, RARE_OF_PC, WORD_NAMES
from app.reports.lines import NO_END, NO_START

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


_SETTINGS: Final = '<config:config-item-set config:name="ooo:configuration-settings">'
_FORBIDDEN: Final = (
    '<config:config-item-map-indexed config:name="ForbiddenCharacters"><config:config-item-map-entry>'
    + "".join(
        f'<config:config-item config:name="{name}" config:type="string">{escape(words)}</config:config-item>'
        for name, words in (
            ("Language", "zh"),
            ("Country", "CN"),
            ("Variant", ""),
            ("BeginLine", "".join(sorted(NO_START))),
            ("EndLine", "".join(sorted(NO_END))),
        )
    )
    + "</config:config-item-map-entry></config:config-item-map-indexed>"
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
    """Convert Word files by name in two starts of LibreOffice; `folder` is empty and may be kept for looking at.

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
    read = _converted(names, "fodt", folder / "read", surroundings)
    for path in read:
        path.write_text(_told(path.read_text("utf-8")), encoding="utf-8")
    made = _converted(read, "pdf", folder / "pdf", surroundings)
    return {name: path.read_bytes() for name, path in zip(files, made, strict=True)}


def _told(flat: str) -> str:
    """Say in LibreOffice's own format what our Word files say and its reader of Word files passes over (as of 7.4).

    These are w:autoSpaceDE and w:autoSpaceDN (no room between 汉字 and numbers), w:overflowPunct (no mark hangs over the
    edge), w:noLineBreaksAfter and w:noLineBreaksBefore (—— is not torn).
    """
    for passed_over, said in (
        ('style:text-autospace="ideograph-alpha"', 'style:text-autospace="none"'),
        ('style:punctuation-wrap="hanging"', 'style:punctuation-wrap="simple"'),
        (_SETTINGS, _SETTINGS + _FORBIDDEN),
    ):
        if passed_over not in flat:
            raise RuntimeError(
                f"LibreOffice reads Word files otherwise than this was written for: no {passed_over}"
            )
        flat = flat.replace(passed_over, said)
    return flat


def _converted(files: list[Path], form: str, folder: Path, surroundings: Mapping[str, str]) -> list[Path]:
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
        form,
        "--outdir",
        str(folder),
        *map(str, files),
    ]
    done = subprocess.run(
        command, env=dict(surroundings), capture_output=True, text=True, timeout=TIMEOUT, check=False
    )
    made = [folder / f"{file.stem}.{form}" for file in files]
    if missing := [path.name for path in made if not path.exists()]:
        raise RuntimeError(f"LibreOffice made no {missing}: {done.stdout} {done.stderr}")
    return made
