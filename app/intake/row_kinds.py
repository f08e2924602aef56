"""What a row below the header is: somebody's, a total or a note of the table, the header again, or something unknown."""

from __future__ import annotations

import re
from enum import Enum

from app.domain.names import name_problem
from app.intake.headers import plain_header
from app.intake.mapping import Mapped
from app.intake.rawtable import Cell, RawRow, text_of


class RowKind(Enum):
    """LINE is a total, a signature, a page number: it says nothing of anybody, and every table has some."""

    PERSON = "person"
    LINE = "line"
    HEADER = "header"
    UNKNOWN = "unknown"
    BLANK = "blank"


_TOTAL = re.compile(
    r"(?P<word>合计|总计|小计|共计|总数|总人数|累计|总共)(?:人数)?[:：]?[（(]?\d*[人名位]?[）)]?"
    r"|[（(]?(?:(?:以上|以下)?(?:共计|合计|总计|共|计))\d{1,4}[人名位][）)]?"
)
_NOTE = re.compile(
    r"(?:注|说明|备注|填表|填报|制表|审核|审批|复核|校对|经办|附注|附件|统计|截至|联系人|联系电话|打印|报送|单位[（(]?盖章|[（(]?盖章)\w{0,6}[）)]?[：:]"
    r"|(?:填表|填报|制表|统计|打印|报送)(?:日期|时间)|第\d+页|[-—]+\d+[-—]+$|[（(]?(?:以上|以下)(?:名单|人员|排名)"
)
# Only where a name would stand, or alone: in another column 联系人 may be somebody's part in a team.
_NOTE_ALONE = re.compile(
    r"注|备注|说明|(?:单位|公章|[（(])?盖章[）)]?|(?:填表|填报|制表|审核|审批|复核|校对|经办|联系)人|负责人签字|联系电话"
)
_SECTION = re.compile(r"[（(]?[一二三四五六七八九十]+[)）]?[、.．]|[（(]?(?:共|计)?\s*\d+\s*[人名位][)）]?")
_SECTION_LENGTH = 7
_PAGE = re.compile(r"第\d+页|[-—]")
_SAID_OF_LINE = re.compile(
    r"以[上下](?:名单|人员|排名)?|[\u4e00-\u9fff]{1,6}?(?=[：:\d]|$)|[\u4e00-\u9fff]{1,6}"
)
BLANK_CELLS = frozenset({"", " ", "\u3000"})


class RowKinds:
    """Tells the kinds of the rows of one mapped sheet that has a name column."""

    def __init__(self, mapped: Mapped) -> None:
        name = next(column for column in mapped.columns if column.field == "name")
        self._name, self._header = name.index, plain_header(name.header)
        self._taken = frozenset(c.index for c in mapped.columns if c.field and c.index != name.index)

    def of(self, row: RawRow) -> RowKind:
        """Tell a person's row from titles, totals, notes and repeated headers between them."""
        name = text_of(cell_at(row, self._name)).strip()
        filled = [index for index, cell in enumerate(row.cells) if cell not in BLANK_CELLS]
        if not filled:
            return RowKind.BLANK
        first = text_of(row.cells[filled[0]]).strip()
        if name and len(filled) > 1 and not (_is_line(name) or _is_note_alone(name) or _is_line(first)):
            return RowKind.HEADER if plain_header(name) == self._header else RowKind.PERSON
        texts = [text_of(row.cells[index]).strip() for index in filled]
        if any(map(_is_line, texts)) or _is_note_alone(name) or (len(texts) == 1 and _is_note_alone(first)):
            return RowKind.LINE
        if len(filled) == 1 and (
            _SECTION.search(first) or (len(first) > _SECTION_LENGTH and name_problem(first))
        ):
            return RowKind.UNKNOWN
        if name or not self._taken.isdisjoint(filled):
            return RowKind.PERSON
        return RowKind.BLANK if all(text.isdecimal() for text in texts) else RowKind.UNKNOWN


def line_word(row: RawRow) -> str:
    """Name a line that is no person in a word: 合计, 制表人, 页码."""
    texts = ["".join(text_of(cell).split()) for cell in row.cells]
    said = next((text for text in texts if _is_line(text) or _is_note_alone(text)), "")
    total = _TOTAL.fullmatch(said)
    if total:
        return total["word"] or "合计"
    found = _SAID_OF_LINE.match(re.sub(r"[（(）)]", "", said))
    return found[0] if found and not _PAGE.match(said) else "页码"


def cell_at(row: RawRow, index: int) -> Cell:
    """The cell of a column; empty beyond the row's end."""
    return row.cells[index] if index < len(row.cells) else ""


def _is_line(text: str) -> bool:
    """Whether a cell says that its row is a total or a note."""
    bare = "".join(text.split())
    return _TOTAL.fullmatch(bare) is not None or _NOTE.match(bare) is not None


def _is_note_alone(text: str) -> bool:
    return _NOTE_ALONE.fullmatch("".join(text.split())) is not None
