"""Make the small pictures in the list of forms, of the demo office: resources/thumbnails, one for each form and group.

    python docs/manual/make_thumbnails.py [NAME …]

A form that an office makes itself (a wording of its own, a superior's form) is shown as the first of its group.
"""

from __future__ import annotations

import json
import sys
import tempfile
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "thumbnails"
WIDTH, GREYS, FINER = 120, 24, 4
PAGES = {"主席会议材料": 2, "提案汇编": 3}
"""Which page tells a form from others, where its first is a cover."""
BLANK = {"没有填的": "留空白"}
"""Letters are shown with their blanks: nobody has written to anybody yet."""

sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402  (the folder of the program stands in the path first)
from pypinyin import lazy_pinyin  # noqa: E402

from app.office import Office  # noqa: E402
from app.reports.forms.form import Form  # noqa: E402
from app.services import demo_year  # noqa: E402


def picture(office: Office, form: Form) -> bytes:
    """Draw one page of a form small."""
    known = {option.name for option in form.options}
    options = {name: text for name, text in BLANK.items() if name in known}
    made = office.paper.preview(form.name, options, day=demo_year.LAST_DAY.isoformat(), anyway=True)
    number = min(PAGES.get(form.name, 0), len(made.sizes) - 1)
    dpi = round(WIDTH * FINER / (made.sizes[number][0] / 72))
    with Image.open(BytesIO(next(office.paper.page_images(made.pdf, dpi, number, 1)))) as page:
        height = round(page.height * WIDTH / page.width)
        small = page.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
        few = small.quantize(GREYS, dither=Image.Dither.NONE)
    out = BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def main(wanted: set[str]) -> None:
    """Draw the forms that were asked for, or all, and write down which file is whose."""
    FOLDER.mkdir(exist_ok=True)
    index: dict[str, str] = {}
    groups: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="liange-thumbnails-") as name:
        data = Path(name) / "演示.liange"
        demo_year.play(data).close()
        office = Office.open(data, today=lambda: demo_year.LAST_DAY)
        for form in office.paper.forms():
            file = f"{'-'.join(lazy_pinyin(form.name))}.png"
            index[form.name] = file
            groups.setdefault(str(form.group), file)
            if not wanted or form.name in wanted or not (FOLDER / file).exists():
                (FOLDER / file).write_bytes(picture(office, form))
                print(file, (FOLDER / file).stat().st_size)
        office.close()
    for old in FOLDER.glob("*.png"):
        if old.name not in index.values():
            old.unlink()
    text = json.dumps({**groups, **index}, ensure_ascii=False, indent=1)
    (FOLDER / "index.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main(set(sys.argv[1:]))
