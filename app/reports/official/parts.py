"""The parts of a 公文 that running text has not: heads of 红头文件, 信函, 纪要, 附件说明, 出席, 版记 (GB/T 9704-2012).

Pure data; where each stands on paper is said by the writers, in the figures of `gongwen`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from app.reports import gongwen
from app.reports.names import ems

SIGNED: Final = "签发人："
LONG_SIGNER: Final = 5
"""A longer name leaves no room for another beside 发文字号."""
_PROSE: Final = frozenset("，、；：。 ")


@dataclass(frozen=True, slots=True)
class Marks:
    """份号, 密级和保密期限, 紧急程度 at the top left (§7.2.1–7.2.3); empty ones take no line."""

    copy_no: str = ""
    secrecy: str = ""
    urgency: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Give what is there, from the top."""
        return tuple(words for words in (self.copy_no, self.secrecy, self.urgency) if words)


@dataclass(frozen=True, slots=True)
class RedHead:
    """The head of a 文件: 发文机关标志 in red, 发文字号, 签发人 of what goes upward, the red rule (§7.2)."""

    mark: str
    doc_no: str = ""
    signers: tuple[str, ...] = ()
    marks: Marks = Marks()

    @property
    def signer_rows(self) -> tuple[tuple[str, ...], ...]:
        """Give the names two a row, left to right and down (§7.2.6); long ones one a row."""
        long = any(len(name) > LONG_SIGNER for name in self.signers)
        step = 1 if long else gongwen.SIGNERS_A_LINE
        return tuple(self.signers[i : i + step] for i in range(0, len(self.signers), step))

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Give the words below the mark row by row: 发文字号 begins the last one, “签发人：” stands before the first names."""
        if not self.signers:
            return ((self.doc_no,),)
        named = [list(row) for row in self.signer_rows]
        named[0].insert(0, SIGNED)
        named[-1].insert(0, self.doc_no)
        return tuple(map(tuple, named))


@dataclass(frozen=True, slots=True)
class LetterHead:
    """The head of a 信函: mark, red double rules above and at the foot of the first page, 发文字号 at the right (§10.1)."""

    mark: str
    doc_no: str = ""
    marks: Marks = Marks()


@dataclass(frozen=True, slots=True)
class MinutesHead:
    """The head of a 纪要: “×××纪要” in red, its number, office and date above a red rule (§10.3; the rest is custom)."""

    mark: str
    number: str = ""
    office: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Addressees:
    """主送机关: flush left, one line below the title, ends in a full-width colon (§7.3.2). `text` comes without it."""

    text: str

    @property
    def words(self) -> str:
        """Give the line as printed."""
        return f"{self.text.rstrip('：:')}："


@dataclass(frozen=True, slots=True)
class Attachments:
    """附件说明: one line below the text, two characters in, numbered when there are several (§7.3.4)."""

    names: tuple[str, ...]

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Give (what stands before, name) line by line; the first one says “附件：”, wrapped lines hang below the name."""
        if len(self.names) == 1:
            return (("附件：", self.names[0]),)
        return tuple((f"{'' if n > 1 else '附件：'}{n}. ", name) for n, name in enumerate(self.names, 1))

    @property
    def label_ems(self) -> float:
        """Give the room before a name in characters: “附件：”, and “1. ” when there are several."""
        return 3.0 if len(self.names) == 1 else 4.5 if len(self.names) < 10 else 5.0


@dataclass(frozen=True, slots=True)
class AnnexMark:
    """“附件1” in 3号黑体, flush left in the first line of a new page (§7.3.7); `number` 0 is the only one."""

    number: int = 0

    @property
    def words(self) -> str:
        """Give the mark as printed."""
        return f"附件{self.number or ''}"


@dataclass(frozen=True, slots=True)
class Attendance:
    """出席, 请假, 列席 of a 纪要: the label in 3号黑体, names hanging behind its colon (§10.3).

    Plain names divided by ideographic blanks stand in even columns; anything else is running text.
    """

    label: str
    names: str

    @property
    def people(self) -> tuple[str, ...]:
        """Give the names one by one; none where there is more than names (县委办公室 周兵，…) or they are spaced by hand."""
        names = tuple(name for name in self.names.split("　") if name)
        plain = len(names) > 1 and not any(len(name) == 1 or set(name) & _PROSE for name in names)
        return names if plain else ()


@dataclass(frozen=True, slots=True)
class Remark:
    """附注: two characters in, in round brackets, below the date (§7.3.6). `text` comes without brackets."""

    text: str

    @property
    def words(self) -> str:
        """Give the remark as printed."""
        return f"（{self.text}）"


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 at the foot of the last page: 抄送, 印发机关 and date between rules (§7.4). Of a 信函 (`letter`) only 抄送, no rules (§10.1)."""

    copies: tuple[str, ...] = ()
    office: str = ""
    date: str = ""
    letter: bool = False

    @property
    def copies_text(self) -> str:
        """Give “抄送：甲，乙，丙。”; empty without copies."""
        return f"抄送：{'，'.join(self.copies)}。" if self.copies else ""

    @property
    def printed(self) -> str:
        """Give “2026年11月22日印发”; empty without a date."""
        return f"{self.date}印发" if self.date else ""

    def one_line(self, measure: float) -> bool:
        """Say whether office and date fit side by side, a blank between them; `measure` is in characters."""
        return ems(self.office) + ems(self.printed) + 1 + 2 * gongwen.IMPRINT_INSET <= measure


Official: TypeAlias = (
    RedHead | LetterHead | MinutesHead | Addressees | Attachments | AnnexMark | Attendance | Remark | Imprint
)


def official_words(block: Official) -> Iterator[str]:
    """Give the phrases of one part in reading order."""
    match block:
        case RedHead():
            yield from (*block.marks.lines, block.mark)
            yield from (words for row in block.rows for words in row)
        case LetterHead():
            yield from (block.mark, *block.marks.lines[:1], block.doc_no, *block.marks.lines[1:])
        case MinutesHead():
            yield from (block.mark, block.number, block.office, block.date)
        case Addressees() | AnnexMark() | Remark():
            yield block.words
        case Attachments():
            for before, name in block.lines:
                yield before + name
        case Attendance():
            yield f"{block.label}：{block.names}"
        case Imprint():
            yield block.copies_text
            if not block.letter:
                yield block.office
                yield block.printed
