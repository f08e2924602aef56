"""Headings of a notice over the names below them: which hold together, which give way, what each gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

from app.intake.notice_lines import HeadingMet, Met, NamesMet, TotalMet
from app.intake.notice_runs import Word, cut_words
from app.intake.notice_words import COMMITTEE, GROUP, POST, ROLE, TEAM, TITLE, read_heading, read_marks

_ROLES_IN_GROUPS = frozenset({"召集人", "副召集人", "组长", "副组长"})
_PLAIN_MEMBERS = frozenset({"成员", "组员", "委员"})
_MOST_COMBINED = 200


@dataclass(eq=False, slots=True)
class Group:
    """A heading with what it gives; `stated` is -1 where it says no number. `found` are the names below it, `direct`

    those with no other heading between.
    """

    text: str
    kind: str
    cells: Mapping[str, str]
    stated: int
    line: int
    direct: int = 0
    found: int = 0


@dataclass(slots=True)
class Entry:
    """A run of names under its headings; marks and `rest` belong to the last of them.

    `loose` was not cut (`names` is empty then) and could be read in `ways`; `remarks` are for the clerk to look at.
    """

    names: list[Word]
    cells: Mapping[str, str]
    groups: tuple[Group, ...]
    marks: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""
    loose: Word | None = None
    ways: tuple[tuple[str, ...], ...] = ()
    remarks: list[tuple[Word, str]] = field(default_factory=list)


class Reader:
    """Takes what `met_in` gives, in order. `totals` are numbers of all people: (stated, line)."""

    def __init__(self, known: frozenset[str]) -> None:
        self.entries: list[Entry] = []
        self.groups: list[Group] = []
        self.totals: list[tuple[int, int]] = []
        self._known = known
        self._open: list[Group] = []
        self._waiting: list[Word] = []
        self._of_parties = False

    def take(self, met: Met) -> None:
        """Take a heading, a total, or names."""
        if isinstance(met, NamesMet):
            self._take_names(met)
            return
        self._flush("")
        if isinstance(met, HeadingMet):
            self._take_heading(met)
        else:
            self._take_total(met)

    def settle(self) -> None:
        """Read what still waits, then cut loose runs where the heading's number leaves one way only."""
        self._flush("")
        loose: dict[Group, list[Entry]] = {}
        for entry in self.entries:
            if entry.loose and entry.groups and entry.groups[-1].stated >= 0:
                loose.setdefault(entry.groups[-1], []).append(entry)
        for group, entries in loose.items():
            fitting = self._fitting([entry.ways for entry in entries], group.stated - group.found)
            if len(fitting) == 1:
                for entry, way in zip(entries, fitting[0], strict=True):
                    _decide(entry, way)

    # -- headings ----------------------------------------------------------------------------------------------

    def _take_heading(self, met: HeadingMet) -> None:
        heading = read_heading(met.text, of_parties=self._of_parties)
        if heading.kind == TITLE:
            self._of_parties = ("党派" in met.text and "界别" not in met.text) or self._of_parties
        self._close(heading.kind)
        if heading.kind == TITLE and met.stated < 0:
            return
        same = next((place for place, one in enumerate(self._open) if one.kind == heading.kind), None)
        if same is not None:
            del self._open[same:]
        self._open = [one for one in self._open if one.stated < 0 or one.found < one.stated]
        group = Group(
            heading.text,
            heading.kind,
            self._cells_of(heading.kind, heading.text, heading.cells),
            met.stated,
            met.line,
        )
        self._open.append(group)
        self.groups.append(group)

    def _close(self, coming: str) -> None:
        """Close headings that have had their names; what they stood in too, when the coming one is not their like."""
        closed = ""
        while self._open and self._open[-1].direct:
            closed = self._open.pop().kind
        alike = closed in ("", coming) or {closed, coming} == {POST, ROLE}
        while not alike and self._open and self._open[-1].stated < 0 and self._open[-1].found:
            self._open.pop()

    def _cells_of(self, kind: str, text: str, cells: Mapping[str, str]) -> Mapping[str, str]:
        """What a heading gives; 主任 and 组长 give the role in the committee or team above them."""
        above = next((one for one in reversed(self._open) if one.kind in (COMMITTEE, TEAM, GROUP)), None)
        if above is None or not (kind == ROLE or text in _ROLES_IN_GROUPS):
            return cells
        if text in _PLAIN_MEMBERS:
            return {}
        if above.kind == GROUP:
            return {"界别职务": text}
        return {key: f"{name}（{text}）" for key, name in above.cells.items()}

    def _take_total(self, met: TotalMet) -> None:
        if met.of_group and self._open and self._open[-1].stated < 0:
            self._open[-1].stated = met.stated
        elif not met.of_group:
            self.totals.append((met.stated, met.line))

    # -- names -------------------------------------------------------------------------------------------------

    def _take_names(self, met: NamesMet) -> None:
        if self._open:
            self._open[-1].direct += 1
        words = [Word(word, met.line) for word in met.words]
        if self._waiting and self._waiting[-1].line == met.line:
            self._flush("")  # a mark stood between
        elif self._waiting and not (len(self._waiting[-1].text) == 1 and len(words[0].text) == 1):
            self._flush("")  # only 王 at the end of a line and 强 at the beginning of the next are one
        self._waiting += words
        if met.marks:
            self._flush(met.marks)

    def _flush(self, marks: str) -> None:
        words, self._waiting = self._waiting, []
        if not words:
            return
        cut = cut_words(words, self._known)
        cells: dict[str, str] = {}
        for group in self._open:
            cells.update(group.cells)
        told, rest = read_marks(marks)
        if told.get("政协职务") and cells.get("政协职务"):
            told["政协职务"] = "、".join(dict.fromkeys((cells["政协职务"], *told["政协职务"].split("、"))))
        under = tuple(self._open)
        entries = [
            Entry([piece.word], cells, under)
            if piece.is_name
            else Entry([], cells, under, loose=piece.word, ways=piece.ways)
            for piece in cut.pieces
        ]
        entries[-1].marks, entries[-1].rest = told, rest
        entries[0].remarks += [
            (word, f"“{word.text}”连写，按姓氏断为 {'、'.join(way)}，请核对") for word, way in cut.solid
        ]
        entries[0].remarks += [
            (word, f"“{word.text}”中间有空格，按一人读入，请核对") for word in cut.doubtful
        ]
        self.entries += entries
        for group in under:
            group.found += sum(len(entry.names) for entry in entries)

    def _fitting(
        self, ways: list[tuple[tuple[str, ...], ...]], wanted: int
    ) -> list[tuple[tuple[str, ...], ...]]:
        """The choices of ways that together give the wanted number of names."""
        combinations = 1
        for each in ways:
            combinations *= len(each)
        if not combinations or combinations > _MOST_COMBINED:
            return []
        return [chosen for chosen in product(*ways) if sum(map(len, chosen)) == wanted]


def _decide(entry: Entry, way: tuple[str, ...]) -> None:
    word = entry.loose
    if word is not None:
        entry.names = [Word(name, word.line) for name in way]
        entry.remarks.append((word, f"“{word.text}”按标题人数断为 {'、'.join(way)}，请核对"))


__all__ = ["POST", "Entry", "Group", "Reader"]
