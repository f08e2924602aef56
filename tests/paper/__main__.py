"""Looking at paper: `python -m tests.paper [--write] [folder]`.

Writes every form beside what LibreOffice makes of its Word file into a folder, to be looked at; `--write` makes the kept
pictures anew instead.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image

from tests.conftest import use_bundled_fonts_alone
from tests.paper import goldens, libreoffice
from tests.paper.conftest import as_pdf, as_word
from tests.paper.invented import documents

DPI = 60


def sheet(ours: bytes, theirs: bytes) -> bytes:
    """Give all pages of both, ours on the left."""
    rows = []
    with pypdfium2.PdfDocument(ours) as mine, pypdfium2.PdfDocument(theirs) as others:
        for number in range(max(len(mine), len(others))):
            pair = [
                book[number].render(scale=DPI / 72, grayscale=True).to_pil() if number < len(book) else None
                for book in (mine, others)
            ]
            pages = [
                page or Image.new("L", (pair[0] or pair[1] or Image.new("L", (1, 1))).size, 200)
                for page in pair
            ]
            row = Image.new(
                "L", (pages[0].width + pages[1].width + 8, max(page.height for page in pages)), 90
            )
            row.paste(pages[0], (0, 0))
            row.paste(pages[1], (pages[0].width + 8, 0))
            rows.append(row)
    whole = Image.new("L", (max(row.width for row in rows), sum(row.height + 8 for row in rows)), 90)
    y = 0
    for row in rows:
        whole.paste(row, (0, y))
        y += row.height + 8
    out = BytesIO()
    whole.save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> int:
    """Read the words and do it."""
    parser = argparse.ArgumentParser(prog="tests.paper", description="Every form in small, and side by side.")
    parser.add_argument("folder", nargs="?", type=Path, help="where the sheets side by side are written")
    parser.add_argument("--write", action="store_true", help="make the kept pictures anew")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="liange-paper-") as work:
        use_bundled_fonts_alone(Path(work))
        (Path(work) / "office").mkdir()
        made = documents(Path(work) / "office")
        pdfs = {name: as_pdf(document) for name, document in made.items()}
        if given.write:
            goldens.write(pdfs)
        if given.folder is not None:
            given.folder.mkdir(parents=True, exist_ok=True)
            names = {f"{number:03d}": name for number, name in enumerate(made)}
            files = {number: as_word(made[name]) for number, name in names.items()}
            theirs = libreoffice.pdfs(files, Path(work) / "libreoffice")
            for number, name in names.items():
                (given.folder / f"{name}.png").write_bytes(sheet(pdfs[name], theirs[number]))
    print(f"{len(made)} forms", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
