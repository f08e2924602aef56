"""Forms of superiors spoilt on the way, one after the other: added or refused in a sentence, filled whole or not at all.

`python -m tests.faults.fuzz_given 5000 [first seed]` runs that many cases, Word files and workbooks by turns.
"""

from __future__ import annotations

import io
import re
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from app.db.given_forms import GivenForm
from app.domain.errors import LiangeError
from app.domain.given_form import Subject
from app.intake.given_form import checked_form
from app.office import Office
from tests import given as forms
from tests.faults.fuzz import main
from tests.faults.fuzz_files import HARMS, inside
from tests.offices import add

CASES_OF_ONE_OFFICE = 200
ODD_NAMES = (
    "../../外.xml",
    "/etc/外.xml",
    "C:\\外.xml",
    "word/document.xml",
    "xl/workbook.xml",
    "[Content_Types].xml",
    "CON",
    "外/",
)
"""What a part of a zip may be called that no program writes."""
EVIL = (
    '<!DOCTYPE w [<!ENTITY a "外"><!ENTITY b "&a;&a;&a;&a;">]>',
    '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    '<!DOCTYPE w SYSTEM "http://localhost/外.dtd">',
)
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REFERS = (
    f'<Relationship Id="rId99" Type="{_R}/attachedTemplate" Target="http://localhost/外.dotm" TargetMode="External"/>',
    f'<Relationship Id="rId1" Type="{_R}/worksheet" Target="../../../外.xml"/>',
    '<Relationship Id="rId1" Type="x/header" Target="document.xml"/>',
)  # fmt: skip
SHAPES = (
    ("<w:p>", "<w:p>" * 300), ("</w:p>", "</w:p>" * 3), ("<w:tc>", "<w:tbl><w:tr><w:tc>"), ("w:val=", "w:vall="),
    ("restart", "continue"), ("<w:p/>", ""), ("<w:tbl>", "<w:p><w:tbl>"), ('w:val="', 'w:val="-'), ("<w:body>", "<w:body><w:body>"),
    ('r="', 'r="XFD1048576'), ('r="B', 'r="'), ("<row ", '<row r="99999999" '), ("<c ", '<c t="s" '), ("<v>", "<v>999999999"),
    ("<sheetData>", "<sheetData/><sheetData>"), ("A1:", "A0:"), ('ref="', 'ref="A1:XFD1048576 '), (":F", ":XFD"), ("<f>", '<f t="shared" si="7">'),
)  # fmt: skip
"""Changes that leave XML, but no sense; those whose words do not stand in the file do nothing."""


def a_form(seed: int) -> tuple[str, bytes]:
    """One form: its ending and its bytes, from the seed alone."""
    dice = Random(f"given {seed}")
    word = seed % 2 == 0
    data = dice.choice(
        (forms.personal_form, forms.list_form) if word else (forms.book_form, forms.book_list)
    )()
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        data = dice.choice((*HARMS, inside, inside, *OWN_HARMS, *OWN_HARMS))(dice, data)
    return ".docx" if word else ".xlsx", data


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            return [(part.filename, old.read(part)) for part in old.infolist()]
    except Exception:  # noqa: BLE001 - it was spoilt before; whatever zipfile says of it, there is nothing to change
        return []


def _zip(parts: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts:
            info = zipfile.ZipInfo("x")
            info.filename = name  # as it is: the constructor cuts some of them
            new.writestr(info, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _of_xml(change: Callable[[Random, str], str]) -> Callable[[Random, bytes], bytes]:
    def harm(dice: Random, data: bytes) -> bytes:
        parts = _parts(data)
        if not parts:
            return data
        victim = dice.randrange(len(parts))
        name, content = parts[victim]
        parts[victim] = name, change(dice, content.decode("utf-8", "replace")).encode()
        return _zip(parts)

    return harm


def _reshaped(dice: Random, text: str) -> str:
    fitting = [pair for pair in SHAPES if pair[0] in text]
    if not fitting:
        return text
    old, new = dice.choice(fitting)
    pieces = text.split(old)
    at = dice.randrange(1, len(pieces))
    return old.join(pieces[:at]) + new + old.join(pieces[at:])


def _without_a_tag(dice: Random, text: str) -> str:
    """An element with all in it gone, or said twice, when it closes."""
    opens = [at for at in range(len(text)) if text[at] == "<" and text[at + 1 : at + 2].isalpha()]
    if not opens:
        return text
    start = dice.choice(opens)
    opened = text.find(">", start) + 1
    name = re.split("[ />]", text[start + 1 :], maxsplit=1)[0]
    end = text.find(f"</{name}>", start)
    end = opened if end < 0 or text[opened - 2] == "/" else end + len(name) + 3
    return text[:start] + text[start:end] * dice.choice((0, 0, 2, 40)) + text[end:]


def _odd_name(dice: Random, data: bytes) -> bytes:
    parts = _parts(data)
    return _zip([*parts, (dice.choice(ODD_NAMES), b"<a/>")]) if parts else data


def _twice(dice: Random, data: bytes) -> bytes:
    parts = _parts(data)
    return _zip([*parts, dice.choice(parts)]) if parts else data


OWN_HARMS = (
    _of_xml(_reshaped),
    _of_xml(_reshaped),
    _of_xml(_without_a_tag),
    _of_xml(_without_a_tag),
    _of_xml(lambda dice, text: text.replace("?>", "?>" + dice.choice(EVIL), 1) if "?>" in text else dice.choice(EVIL) + text),
    _of_xml(lambda dice, text: text.replace("</Relationships>", dice.choice(REFERS) + "</Relationships>")),
    _odd_name,
    _twice,
)  # fmt: skip


class GivenVictim:
    """An office that takes in spoilt forms, points at them and fills them, and takes it back."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.cases, self.office = folder, 0, self._new(folder, 0)

    @staticmethod
    def _new(folder: Path, number: int) -> Office:
        office = Office.create(folder / f"办公{number}.liange", office_name="云川县政协", term="第十一届")
        add(office, "沈长河", phone="13800000001")
        add(office, "𠮷田㛃")
        return office

    def close(self) -> None:
        """Look at the office a last time."""
        problems = self.office.safety.check()
        self.office.close()
        if problems:
            raise AssertionError(f"check: {problems}")

    def case(self, seed: int) -> tuple[str, int]:
        """Add one form, look at it, point at it, fill it in both ways. Gives the outcome in a word."""
        self.cases += 1
        if self.cases % CASES_OF_ONE_OFFICE == 0:
            self.close()
            self.office = self._new(self.folder, self.cases)
        ending, data = a_form(seed)
        path = self.folder / f"来件{ending}"
        path.write_bytes(data)
        desk = self.office.given_forms
        try:
            view = desk.add(path, f"表{seed}", Subject.MEMBER if seed % 9 else Subject.PROPOSAL)
        except LiangeError as error:
            if desk.listing():
                raise AssertionError("a refused form was kept") from error
            return "refused", 0
        try:
            form = self._point(view.form.name, Random(seed))
            return (self._fill(form, data) if form else "no places"), 0
        finally:
            for one in desk.listing():
                desk.delete(one)

    def _point(self, name: str, dice: Random) -> GivenForm | None:
        desk = self.office.given_forms
        view = desk.show(desk.get(name))
        spots = [line.address for line in view.outline.lines()]
        for spot in dice.sample(spots, min(3, len(spots))):
            try:
                desk.point(desk.get(name), spot, dice.choice(("姓名", "照片", "文字:甲\n乙", "空白", "序号")))
            except LiangeError:
                continue
        form = desk.get(name)
        return form if form.places else None

    def _fill(self, form: GivenForm, data: bytes) -> str:
        desk = self.office.given_forms
        said = []
        for together in (False, True):
            with tempfile.TemporaryDirectory(dir=self.folder) as place:
                out = Path(place)
                try:
                    made = desk.fill(form, out, together=together)
                except LiangeError:
                    if list(out.iterdir()):
                        raise AssertionError(f"left by halves: {_names(out)}") from None
                    said.append("not filled")
                    continue
                for file in made.files:
                    checked_form(file.read_bytes(), file.name, word=file.suffix == ".docx")
                if len(list(out.iterdir())) != len(made.files):
                    raise AssertionError(f"left aside: {_names(out)}")
                said.append("filled")
        if desk.export(form, self.folder / "原件").read_bytes() != data:
            raise AssertionError("the form itself has changed")
        return "，".join(said)


def _names(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


if __name__ == "__main__":
    main(GivenVictim)
