"""提案统计: the counts and rates of one 次会议, each with its n, its whole and its 口径."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.domain.proposal_figures import Figures
from app.domain.statistics import Rate
from app.ui import theme
from app.ui.parts import label, scrolled
from app.ui.sheet import facts

SIZE = (640, 460)


class FiguresDialog(QDialog):
    """What `proposal stats` says, to read and to copy."""

    def __init__(self, plenary: str, figures: Figures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("提案统计")
        inner = QWidget()
        body = QVBoxLayout(inner)
        body.setSpacing(theme.M)
        for title, pairs in (
            ("件数", counts(figures)),
            ("比率", ((name, said(rate)) for name, rate in figures.rates.items())),
            ("立案提案的类别", ((name, said(rate)) for name, rate in figures.by_category.items())),
        ):
            body.addWidget(label(title, "card-title"))
            body.addLayout(facts(pairs))
        body.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.L)
        layout.setSpacing(theme.M)
        layout.addWidget(label(f"{plenary}提案统计", "title"))
        layout.addWidget(scrolled(inner, "提案统计"), 1)
        layout.addWidget(buttons)
        self.resize(*SIZE)


def said(rate: Rate) -> str:
    """A rate with what it is a share of and what that means."""
    return f"{rate.text}（{rate.n}／{rate.of} 件）　口径：{rate.definition}"


def counts(figures: Figures) -> Iterator[tuple[str, str]]:
    """What was received and what became of it; the parts add up to 收到."""
    for name, count in (
        ("收到", figures.received), ("立案", figures.filed), ("不予立案", figures.declined), ("并案", figures.merged),
        ("转社情民意", figures.converted), ("撤回", figures.withdrawn), ("待审查", figures.pending),
    ):  # fmt: skip
        yield name, f"{count} 件"
    if figures.drafts:
        yield "草稿", f"{figures.drafts} 件，不计入收到"
