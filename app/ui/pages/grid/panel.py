"""The chosen person beside the drawing: tier and posts, liaison and people, why this pair, who would be next."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from app.domain.liaison import CHINESE
from app.ui import theme
from app.ui.pages.grid.county import SUSPENDED, County, Figure
from app.ui.parts import button, label, row
from app.ui.sheet import Sheet, value_label

WIDTH = 288
NOBODY = "在图上点一个人，或用方向键移动、回车选定，这里就显示他的上级、联系对象和理由。\n\n按住一个人拖到上一级的另一人身上，就改由那人联系。"
LABELS = 48


class PersonPanel(Sheet):
    """Shows one person, or the figures of every tier while nobody is chosen."""

    upper_wanted = Signal(object)
    unpin_wanted = Signal(object)
    avoid_wanted = Signal(object)
    unavoid_wanted = Signal(object)
    person_wanted = Signal(object)
    """Somebody named here was clicked: fly there."""
    member_wanted = Signal(object)
    """The member's own page is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("所选的人", parent)
        self.setFixedWidth(WIDTH)

    def show_county(self, county: County) -> None:
        """Nobody is chosen: say how to begin, and how the tiers stand."""
        self.empty()
        self.head.addWidget(label("各级情况", "card-title"))
        lines = []
        for tier in county.tiers:
            loads = [figure.load for figure in (*tier.people, *tier.guests) if figure.load is not None]
            least, most = min(loads, default=0), max(loads, default=0)
            held = f"，每人联系 {least if least == most else f'{least}–{most}'} 人" if loads else ""
            missing = f"，未分配 {tier.orphans} 人" if tier.orphans else ""
            lines.append((tier.title, f"{len(tier.people)} 人{held}{missing}"))
        self.body.addLayout(_facts(lines))
        self.body.addSpacing(theme.M)
        self.body.addWidget(label(NOBODY, "muted", wrap=True))
        self.body.addStretch(1)

    def show_person(self, county: County, identity: int, avoided: Iterable[int], *, editable: bool) -> None:
        """Show one person; `avoided` are the liaisons laid down as 回避 for them."""
        self.empty()
        figure = county.figures[identity]
        names = [county.grid.name(upper) for upper in avoided]
        self._show_head(county, figure)
        self.body.addLayout(_facts(_reasons(county, figure)))
        if names:
            self.body.addLayout(_facts([("回避", "、".join(names))]))
        self._show_buttons(county, figure, avoided=bool(names), editable=editable)
        self._show_lowers(county, figure)
        self.body.addStretch(1)
        self.area.verticalScrollBar().setValue(0)

    def _show_head(self, county: County, figure: Figure) -> None:
        member = county.member(figure.id)
        state = (
            label(figure.state, "badge", tone="danger" if figure.wrong else "warning")
            if figure.state
            else None
        )
        self.head.addLayout(row(label(figure.name, "card-title"), None, *([state] if state else [])))
        words = [f"{CHINESE[figure.tier]}级"]
        if member is not None:
            words += [
                *member.posts,
                *filter(None, (member.sector,)),
                *(seat.name for seat in member.committees),
            ]
        else:
            words += [guest.title for guest in county.grid.guests if guest.id == figure.id and guest.title]
        self.head.addWidget(label(" · ".join(words), "muted", wrap=True))
        if figure.upper is not None:
            upper = county.figures[figure.upper]
            said = f"上级：{upper.name}"
            link = button(
                said,
                lambda: self.person_wanted.emit(upper.id),
                kind="link",
                hint="在图上找到这个人（Ctrl+↑）",
            )
            self.head.addLayout(row(link, None))

    def _show_buttons(self, county: County, figure: Figure, *, avoided: bool, editable: bool) -> None:
        member = county.member(figure.id)
        if member is None:
            return
        placed = editable and figure.tier > 1 and figure.state != SUSPENDED
        self.body.addSpacing(theme.S)
        if placed:
            who = figure.id
            self._button("指定上级(&L)…", self.upper_wanted, who, "选定由谁联系，分配时不再变动")
            if figure.pinned:
                self._button("取消指定(&N)", self.unpin_wanted, who, "下次分配时可以变动")
            self._button("回避(&B)…", self.avoid_wanted, who, "选定不由谁联系，下次分配时生效")
            if avoided:
                self._button("取消回避(&U)", self.unavoid_wanted, who, "去掉这个人的全部回避")
        self._button("委员资料(&I)", self.member_wanted, figure.id, "到“委员”页看这个人")

    def _button(self, text: str, signal: object, identity: int, hint: str) -> None:
        self.body.addWidget(button(text, lambda: signal.emit(identity), hint=hint))  # type: ignore[attr-defined]

    def _show_lowers(self, county: County, figure: Figure) -> None:
        lowers = county.lowers.get(figure.id, ())
        if figure.load is None or figure.state == SUSPENDED:
            return
        self.body.addSpacing(theme.S)
        self.body.addWidget(label(f"联系 {len(lowers)} 人", "section"))
        for lower in lowers:
            self.body.addWidget(self._link(county, lower), 0, Qt.AlignmentFlag.AlignLeft)
        if not lowers:
            self.body.addWidget(label("现在没有联系对象。", "muted"))

    def _link(self, county: County, lower: int) -> QPushButton:
        """One of their people, and what the two share."""
        pair = county.pairs[lower]
        whole = "、".join(pair.shared) or "没有共同点"
        shown = whole.replace("同", "") if pair.shared else whole  # 界别、片区: the panel is narrow
        text = f"{county.grid.name(lower)}　{shown}{'　指定' if pair.pinned else ''}"
        return button(
            text, lambda: self.person_wanted.emit(lower), kind="link", hint=f"{whole}；点一下在图上找到这个人"
        )


def _reasons(county: County, figure: Figure) -> list[tuple[str, str]]:
    """Why this liaison: what they share, the cost, the next best, whether laid down, since when."""
    pair = county.pairs.get(figure.id)
    if pair is None:
        if figure.tier == 1:
            return [("上级", "一级，没有上级")]
        why = {SUSPENDED: "暂停履职，不参加分配"}.get(figure.state, figure.state or "不在分配范围")
        return [("上级", why)]
    return [
        ("理由", "、".join(pair.shared) or "没有共同点"),
        ("差异分", f"{pair.cost}（越低越合适）"),
        ("次优", next_best(county, pair.next_best, pair.worse_by)),
        ("指定", "是，分配时不变动" if pair.pinned else "否"),
        ("自", pair.since),
    ]


def next_best(county: County, identity: int | None, worse_by: int | None) -> str:
    """其次 X，总分会增加 n."""
    if identity is None or worse_by is None:
        return "没有别人可以联系"
    name = county.grid.name(identity)
    if worse_by < 0:
        return f"{name}，总分反而减少 {-worse_by}"
    return f"其次 {name}，总分会增加 {worse_by}" if worse_by else f"其次 {name}，总分不变"


def _facts(pairs: Iterable[tuple[str, str]]) -> QGridLayout:
    """Labelled values, narrower than those of a detail sheet."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.S)
    grid.setVerticalSpacing(theme.S)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, LABELS)
    for line, (name, value) in enumerate(pairs):
        title = label(name, "muted")
        title.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(title, line, 0)
        grid.addWidget(value_label(value, name), line, 1)
    return grid
