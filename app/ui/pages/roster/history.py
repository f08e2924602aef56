"""The history of one member: chains from–to, and every change with who, when, before and after; a field restored."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.fields import MEMBER
from app.domain.member import Member
from app.ui import theme
from app.ui.desk import Desk
from app.ui.mask import masked
from app.ui.parts import button, clear, label, row
from app.ui.sheet import value_label

if TYPE_CHECKING:
    from app.office import Office
    from app.services.fact_chains import Chains
    from app.services.member_history import Entry, Span

FIRST_SHOWN = 15
"""Operations shown before “更早的”."""


class HistoryView(QWidget):
    """Shows the history of one member; `open_` shows what is masked otherwise."""

    def __init__(self, desk: Desk, member: Member, *, open_: bool) -> None:
        super().__init__()
        self.setAccessibleName(f"{member.name} 的历史")
        self._desk = desk
        self._member = member
        self._open = open_
        self._all = False
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(theme.S)
        self._fill()

    def _fill(self) -> None:
        found = self._desk.reader.member_history.of(str(self._member.id))
        clear(self._body)
        self._add_chains(found.timelines)
        for term in found.others:
            span = f"（{term.starts or '起'} 至 {term.ends or '今'}）"
            self._body.addWidget(label(f"{term.name}{span}", "card-title", wrap=True))
            self._add_chains(term.timelines)
        self._body.addWidget(label("修改记录", "section"))
        operations = [list(group) for _, group in groupby(found.entries, key=lambda entry: entry.operation)]
        for entries in operations if self._all else operations[:FIRST_SHOWN]:
            self._add_operation(entries)
        if len(operations) > FIRST_SHOWN and not self._all:
            rest = len(operations) - FIRST_SHOWN
            more = button(f"更早的 {rest} 次修改(&E)", self._show_all, kind="link", hint="列出全部修改")
            self._body.addLayout(row(more, None))
        self._body.addStretch(1)

    def _add_chains(self, chains: Chains) -> None:
        for name, chain in chains:
            self._body.addWidget(label(name, "section"))
            self._body.addLayout(_chain(chain))

    def _show_all(self) -> None:
        self._all = True
        self._fill()
        self.setFocus()

    def _add_operation(self, entries: list[Entry]) -> None:
        first = entries[0]
        undone = "（已撤销）" if first.undone else ""
        head = label(f"{first.label}{undone}", tone="muted" if first.undone else "", wrap=True)
        head.setProperty("kind", "strong")
        self._body.addWidget(head)
        self._body.addWidget(label(f"{first.at[:16]} · {first.user} · {first.machine}", "muted"))
        grid = QGridLayout()
        grid.setContentsMargins(theme.M, 0, 0, theme.XS)
        grid.setHorizontalSpacing(theme.S)
        grid.setVerticalSpacing(theme.XS)
        grid.setColumnStretch(1, 1)
        for line, entry in enumerate(entries):
            name = label(entry.name, "muted")
            grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value_label(self._sentence(entry), entry.name), line, 1)
            if entry.restorable and not self._desk.read_only:
                grid.addWidget(self._restore_button(entry), line, 2, Qt.AlignmentFlag.AlignTop)
        self._body.addLayout(grid)

    def _sentence(self, entry: Entry) -> str:
        before, after = (self._shown(entry, text) or "空" for text in (entry.before, entry.after))
        change = after if not entry.before else f"{before} → {after}"
        parts = [f"自 {entry.since} 起" if entry.since else "", entry.why]
        told = "；".join(part for part in parts if part)
        return f"{change}（{told}）" if told else change

    def _shown(self, entry: Entry, text: str) -> str:
        field = next(
            (one for one in self._desk.reader.frame.field_use().fields if one.key == entry.key),
            MEMBER.get(entry.key),
        )
        return text if self._open or field is None else masked(field, text)

    def _restore_button(self, entry: Entry) -> QWidget:
        what = self._shown(entry, entry.before) or "空"
        made = button(
            "恢复此项",
            lambda: self._restore(entry),
            kind="link",
            hint=f"把{entry.name}改回“{what}”，作为更正；可以撤销",
        )
        made.setAccessibleName(f"恢复{entry.name}为{what}")
        return made

    def _restore(self, entry: Entry) -> None:
        member, key, operation = self._member, entry.key, entry.operation

        def work(office: Office) -> str:
            return office.member_history.restore(member, key, operation=operation)

        said = f"已恢复 {member.name} 的{entry.name}，按 Ctrl+Z 可以撤销。"
        self._desk.do(
            f"恢复 {member.name} 的{entry.name}", work, lambda _now: self._desk.say(said),
            lambda error: self._desk.say(error.message, "warning"),
        )  # fmt: skip


def _chain(chain: Iterable[Span]) -> QGridLayout:
    """From–to lines, the latest first."""
    grid = QGridLayout()
    grid.setContentsMargins(theme.M, 0, 0, theme.XS)
    grid.setHorizontalSpacing(theme.M)
    grid.setVerticalSpacing(theme.XS)
    grid.setColumnStretch(1, 1)
    for line, one in enumerate(reversed(list(chain))):
        grid.addWidget(label(span_days(one), "muted"), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(
            value_label(
                f"{one.text}（{one.why}）" if one.why else one.text, span_days(one).replace("\n", " ")
            ),
            line,
            1,
        )
    return grid


def span_days(one: Span) -> str:
    """Write from when to when, on two lines when there are two days: 至今; 2026-03-01 / 至今; 至 2026-03-01."""
    if not one.ends:
        return f"{one.starts}\n至今" if one.starts else "至今"
    return f"{one.starts}\n至 {one.last}" if one.starts else f"至 {one.last}"
