"""A wording (文书用语): the words of a 函, 通知 or 通报 that an office prints again and again, with named fields in them.

Pure data: its layout, what one copy is about, its parts by key. What fields there are stands in `wording_fields`;
the templates are checked and filled by `app.reports.wording.template`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

LONGEST_PART = 10_000
"""Characters of one part."""
LONGEST_NAME = 30
"""Characters of a wording's name: it stands in a list and in file names."""
MOST_ASKED = 20
"""Things that one wording may ask for."""


class Layout(StrEnum):
    """What the paper looks like (GB/T 9704-2012: 文件 §7, 信函 §10.1, 纪要 §10.3; the rest is custom)."""

    FILE = "红头文件"
    LETTER = "信函"
    MINUTES = "纪要"
    PLAIN = "普通"
    CARD = "贺卡"


class Kind(StrEnum):
    """What one copy is about."""

    OFFICE = "本单位"
    MEMBER = "委员"
    PROPOSAL = "提案"
    UNIT = "承办单位"


class Subject(StrEnum):
    """Of whom or what there is one copy each."""

    ONCE = "一份"
    MEMBER = "每位委员"
    JOINED = "每位增补委员"
    LEFT = "每位退出委员"
    RESIGNED = "每位辞职委员"
    FILED = "每件立案提案"
    NOT_FILED = "每件未立案提案"
    KEY = "每件重点提案"
    UNIT = "每个承办单位"
    LATE_UNIT = "每个有未答复提案的单位"

    @property
    def kind(self) -> Kind:
        """Whose fields a copy has, besides the office's."""
        return _KINDS[self]

    @property
    def moves(self) -> bool:
        """Whether it is about members who came or went between two days."""
        return self in (Subject.JOINED, Subject.LEFT, Subject.RESIGNED)


_KINDS: Mapping[Subject, Kind] = {
    Subject.ONCE: Kind.OFFICE,
    Subject.MEMBER: Kind.MEMBER,
    Subject.JOINED: Kind.MEMBER,
    Subject.LEFT: Kind.MEMBER,
    Subject.RESIGNED: Kind.MEMBER,
    Subject.FILED: Kind.PROPOSAL,
    Subject.NOT_FILED: Kind.PROPOSAL,
    Subject.KEY: Kind.PROPOSAL,
    Subject.UNIT: Kind.UNIT,
    Subject.LATE_UNIT: Kind.UNIT,
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a wording: its label, whether it has several lines, in which layouts it is printed, and what to write."""

    key: str
    label: str
    hint: str
    lines: bool = False
    layouts: frozenset[Layout] = frozenset(Layout)
    template: bool = True

    @property
    def is_body(self) -> bool:
        """Whether it is the text itself, which no wording goes without."""
        return self.key == BODY


_WITH_HEAD = frozenset({Layout.FILE, Layout.LETTER, Layout.MINUTES})
_OFFICIAL = frozenset(Layout) - {Layout.CARD}
BODY, ASKED, ANNEXES = "body", "asked", "annexes"

PARTS: tuple[Part, ...] = (
    Part(ASKED, "填写项", "打印时要填的，一行一项：名称：怎样填。如 会议时间：如 12月3日上午9时；要写几行的注明“可分行”", lines=True, template=False),
    Part("mark", "发文机关标志", "红色的大字，如 {{ 办公室 }}；纪要写 主席会议纪要", layouts=_WITH_HEAD),
    Part("doc_no", "发文字号", "如 云政协函〔2026〕5号；不编号的空着", layouts=_WITH_HEAD),
    Part("signer", "签发人", "上行文才写，空着不印", layouts=frozenset({Layout.FILE})),
    Part("title", "标题", "如 关于召开……会议的通知；| 是可以断行的地方"),
    Part("to", "主送", "收文单位或称呼，不写冒号", layouts=frozenset(Layout) - {Layout.MINUTES}),
    Part(BODY, "正文", "一行是一段；一、（一）开头的是标题；单独一行的表格字段印成表", lines=True),
    Part("attendance", "出席名单", "一行一类：出席：姓名、姓名", lines=True, layouts=frozenset({Layout.MINUTES})),
    Part(ANNEXES, "附件", "“# ”开头的一行是附件名称，下面是附件内容；只有名称的另附", lines=True, layouts=_OFFICIAL),
    Part("office", "署名", "落款的单位；不署名的空着"),
    Part("date", "成文日期", "如 {{ 成文日期 }}"),
    Part("remark", "附注", "如 联系人：王某，电话：……；不写括号", layouts=_OFFICIAL),
    Part("copies", "抄送", "单位之间用顿号或逗号", layouts=_WITH_HEAD),
    Part("printer", "印发机关", "版记左边，如 {{ 办公室 }}", layouts=frozenset({Layout.FILE, Layout.MINUTES})),
)  # fmt: skip
"""The parts in the order of the paper; 填写项 is no text that is printed."""

PART: Mapping[str, Part] = {part.key: part for part in PARTS}


def part_named(word: str) -> Part | None:
    """Find a part by its label or key."""
    return next((part for part in PARTS if word in (part.label, part.key)), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to be said before printing: its name is a field, `hint` an example or what it means."""

    name: str
    hint: str = ""

    @property
    def lines(self) -> bool:
        """Whether it may take several lines; each becomes a paragraph."""
        return IN_LINES in self.hint


IN_LINES = "可分行"
"""In the hint of a thing asked for: it is written in a box of several lines."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording; `parts` holds the written parts by key, an absent one is empty. `group` heads it in lists."""

    name: str
    layout: Layout
    subject: Subject
    parts: Mapping[str, str] = field(default_factory=dict)
    group: str = ""
    purpose: str = ""

    def text(self, key: str) -> str:
        """Give one part."""
        return self.parts.get(key, "")

    @property
    def asked(self) -> tuple[Asked, ...]:
        """What it asks for, in order."""
        return asked_in(self.text(ASKED))

    @property
    def shown_parts(self) -> tuple[Part, ...]:
        """The parts that its layout prints, with the things asked for."""
        return tuple(part for part in PARTS if self.layout in part.layouts)


_BETWEEN = re.compile(r"[：:]")


def asked_in(text: str) -> tuple[Asked, ...]:
    """Read 填写项: one a line, “名称：怎样填”; empty lines are passed over."""
    found = []
    for line in text.splitlines():
        name, _, hint = _BETWEEN.sub("：", line, count=1).partition("：")
        if line.strip():
            found.append(Asked(name.strip(), hint.strip()))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one part of a wording, on which line (from 1; 0: the part as a whole)."""

    part: str
    line: int
    message: str

    @property
    def sentence(self) -> str:
        """Say it with its place: 正文第3行：……"""
        label = PART[self.part].label if self.part in PART else ""
        where = f"{label}第{self.line}行：" if self.line else f"{label}：" if label else ""
        return where + self.message


def asked_problems(text: str, taken: frozenset[str]) -> tuple[Problem, ...]:
    """Say what is wrong with 填写项; `taken` are the names of fields that the office's data give."""
    found: list[Problem] = []
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        (one,) = asked_in(line)
        message = ""
        if not is_field_name(one.name):
            message = (
                f"“{one.name}”不能作名称：只能用汉字、字母和数字，不以数字开头，最多 {LONGEST_FIELD} 个字。"
            )
        elif one.name in taken:
            message = f"“{one.name}”是资料里已有的字段，不用填写，请换个名称或删去这一行。"
        elif one.name in seen:
            message = f"“{one.name}”写了两遍，请删去一行。"
        elif len(seen) == MOST_ASKED:
            message = f"填写项最多 {MOST_ASKED} 个，请合并一些。"
        if message:
            found.append(Problem(ASKED, number, message))
        seen.add(one.name)
    return tuple(found)


LONGEST_FIELD = 20
"""Characters of the name of a thing asked for."""
_RESERVED = frozenset(
    {
        "如果",
        "否则",
        "结束",
        "非",
        "if",
        "else",
        "endif",
        "not",
        "true",
        "false",
        "none",
        "True",
        "False",
        "None",
    }
)


def is_field_name(name: str) -> bool:
    """Tell whether a word can stand between the braces as a field."""
    return (
        name.isidentifier()
        and len(name) <= LONGEST_FIELD
        and not name.startswith("_")
        and name not in _RESERVED
    )
