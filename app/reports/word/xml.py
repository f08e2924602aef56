"""Paragraphs and runs of WordprocessingML as strings: twenty times faster than element by element."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from app.reports.document import Font, Run
from app.reports.fonts import RARE_OF_PC, FontBook
from app.reports.names import name_parts
from app.reports.plain import clean
from app.reports.table import Align

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES: Final = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
TAB: Final = "<w:r><w:tab/></w:r>"
LEFT: Final = '<w:jc w:val="left"/>'
ABOVE_LINE: Final = 0.8
"""Where the baseline stands in a line of exact height, as a share of it."""
JUSTIFY: Final = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}
_OTHER: Final = re.compile("([\U00020000-\U0003ffff]+|[\u3400-\u4dbf]+|—{2,}|…+)")
"""What is a run of its own: rare characters for their font, —— and …… so that they are not torn."""
_WHOLE: Final = '<w:lang w:eastAsia="en-US"/>'
"""Keeps —— and …… whole in LibreOffice, whose rules for Chinese tear them and which passes over w:noLineBreaksBefore; Word does
not tear them anyway, and where a run is of East Asian characters its language chooses neither font nor size.
"""


def twips(pt: float) -> int:
    """Give pt in Word's twentieths."""
    return round(pt * 20)


def mm_twips(mm: float) -> int:
    """Give mm in Word's twentieths of a pt."""
    return round(mm * 1440 / 25.4)


class Runs:
    """Makes runs: East-Asian font named on each, rare characters in the font that has them."""

    def __init__(self, book: FontBook) -> None:
        self._fonts = {font: book.word_name(font) for font in Font}
        self._known: dict[tuple[Font, float | None, bool, float], str] = {}

    def properties(
        self, font: Font, size: float | None, *, bold: bool = False, name: str = "", spacing: int = 0
    ) -> str:
        """Give `w:rPr` for a look; `size` None leaves it to the style, `spacing` widens each character (twips)."""
        own, heavy = self._fonts[font]
        face = name or own
        bold = bold or (heavy and not name)
        return (
            f'<w:rPr><w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}" w:hint="eastAsia"/>'
            + ("<w:b/>" if bold else "")
            + (f'<w:spacing w:val="{spacing}"/>' if spacing else "")
            + (f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else "")
            + "</w:rPr>"
        )

    def run(
        self, text: str, font: Font, size: float | None = None, *, bold: bool = False, track: float = 0.0
    ) -> str:
        """Give the runs of a text in one look; `track` is added to every advance, pt."""
        text = clean(text).replace("\n", "")
        if not text:
            return ""
        key = (font, size, bold, track)
        look = self._known.get(key)
        if look is None:
            look = self._known[key] = (
                f"<w:r>{self.properties(font, size, bold=bold, spacing=twips(track))}<w:t"
            )
        if not _OTHER.search(text):
            return f"{look}{_space(text)}>{escape(text)}</w:t></w:r>"
        parts: list[str] = []
        for part in _OTHER.split(text):
            if not part:
                continue
            own = look
            if part[0] in "—…" and _OTHER.match(part):
                own = look.replace("</w:rPr>", f"{_WHOLE}</w:rPr>")
            elif _OTHER.match(part):
                face = RARE_OF_PC.name if part >= "\U00020000" else "宋体"
                own = f"<w:r>{self.properties(font, size, bold=bold, name=face, spacing=twips(track))}<w:t"
            parts.append(f"{own}{_space(part)}>{escape(part)}</w:t></w:r>")
        return "".join(parts)

    def name(self, text: str, font: Font, size: float) -> str:
        """Give a name's runs, a two-character name spaced to three."""
        spaced, rest = name_parts(clean(text))
        if not spaced:
            return self.run(text, font, size)
        face = RARE_OF_PC.name if spaced[0] >= "\U00020000" else ""
        wide = self.properties(font, size, name=face, spacing=twips(size))
        return f"<w:r>{wide}<w:t>{spaced[0]}</w:t></w:r>{self.run(spaced[1] + rest, font, size)}"

    def of(self, runs: Iterable[Run], font: Font, size: float, track: float) -> str:
        """Give a paragraph's runs."""
        return "".join(
            self.run(r.text, r.font or font, r.size or size, bold=r.bold, track=track) for r in runs
        )


def _space(text: str) -> str:
    return ' xml:space="preserve"' if text[0] == " " or text[-1] == " " else ""


def p(runs: str, style: str = "", properties: str = "") -> str:
    """Give a paragraph of a style (by its id) with further properties in schema order."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    if named or properties:
        return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"
    return f"<w:p>{runs}</w:p>"


def spacing(*, before: float = 0.0, after: float = 0.0, pitch: float | None = None) -> str:
    """Give `w:spacing` in pt with exact lines."""
    line = f' w:line="{twips(pitch)}" w:lineRule="exact"' if pitch else ""
    return f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}"{line}/>'


def indent(em: float, *, first: float = 0.0, left: float = 0.0, right: float = 0.0) -> str:
    """Give `w:ind` for indents in characters of `em` pt: in characters for Chinese Word, in twips for the others."""
    return (
        f'<w:ind w:leftChars="{round(left * 100)}" w:left="{twips(left * em)}" w:rightChars="{round(right * 100)}"'
        f' w:right="{twips(right * em)}" w:firstLineChars="{round(first * 100)}" w:firstLine="{twips(first * em)}"/>'
    )


def tabbed(look: str, stops: Sequence[float], em: float) -> str:
    """Put tab stops into a look, in characters from the left; a negative one ends the words there.

    A line with a rule as its border has no indents: they would shorten the rule.
    """
    tabs = "".join(
        f'<w:tab w:val="{"right" if stop < 0 else "left"}" w:pos="{twips(abs(stop) * em)}"/>'
        for stop in stops
    )
    return look.replace("<w:spacing ", f"<w:tabs>{tabs}</w:tabs><w:spacing ", 1) if tabs else look


def attribute(text: str) -> str:
    """Give text as a quoted attribute value."""
    return quoteattr(clean(text).replace("\n", " "))
