"""The strip that shows what a change would do, and asks once: nothing happens before 确定."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui import theme
from app.ui.pages.grid.county import County
from app.ui.pages.grid.placing import Load, Placing
from app.ui.parts import button, dress, label

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PlacingStrip(QFrame):
    """Shows one placing; `confirmed` carries the person and the new liaison."""

    confirmed = Signal(object, object)
    left = Signal()

    def __init__(self, below: QWidget) -> None:
        super().__init__(below)
        self._below = below
        self.setProperty("role", "message")
        self.setAccessibleName("确认改由谁联系")
        self.placing: Placing | None = None
        self.text = label("", wrap=True)
        self.yes = button(
            "确定(&Y)", self._confirm, kind="primary", hint="改由新的上级联系，并记为指定（回车）"
        )
        self.no = button("取消(&C)", self.leave, hint="不改（Esc）")
        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.S, theme.S, theme.S)
        layout.setSpacing(theme.S)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.yes)
        layout.addWidget(self.no)
        self.hide()

    def ask(self, county: County, placing: Placing) -> None:
        """Show what would change."""
        self.placing = placing
        words = sentence(county, placing)
        self.text.setText(words)
        self.text.setAccessibleName(words)
        dress(self, tone="warning" if placing.offer.whole > 0 else "good")
        self.fit_over()
        self.show()
        self.raise_()
        self.yes.setFocus()

    def fit_over(self) -> None:
        """Lie along the foot of what is below, so that nothing moves when the strip comes and goes."""
        wide, deep = self._below.width(), self._below.height()
        high = max(self._row.heightForWidth(wide), self._row.sizeHint().height())
        self.setGeometry(0, deep - high, wide, high)

    def leave(self) -> None:
        """Change nothing."""
        if self.placing is not None:
            self.placing = None
            self.hide()
            self.left.emit()

    def event(self, event: QEvent) -> bool:
        """While the question stands, Escape answers it and not the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(event.key() == Qt.Key.Key_Escape)
            return event.isAccepted()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what the button with the focus says, Escape leaves."""
        key = event.key()
        if key == Qt.Key.Key_Escape or (key in ENTER and self.focusWidget() is self.no):
            self.leave()
        elif key in ENTER:
            self._confirm()
        else:
            super().keyPressEvent(event)

    def _confirm(self) -> None:
        placing = self.placing
        self.leave()
        if placing is not None:
            self.confirmed.emit(placing.lower, placing.new)


def sentence(county: County, placing: Placing) -> str:
    """Say a placing: from whom to whom, cost before and after, loads, what they share."""
    name = county.grid.name
    offer = placing.offer
    old = name(placing.old) if placing.old is not None else "未分配"
    if offer.present:
        return f"{name(placing.lower)} 仍由 {old} 联系，记为指定：以后分配时不再变动。"
    parts = [f"{name(placing.lower)}：{old} → {name(placing.new)}"]
    parts.append(
        f"差异分 {offer.cost}"
        if placing.cost_before is None
        else f"差异分 {placing.cost_before} → {offer.cost}"
    )
    parts.append(whole(offer.whole))
    if placing.old_load is not None:
        parts.append(f"{old} {_load(placing.old_load)}")
    parts.append(f"{name(placing.new)} {_load(offer.load)}")
    parts.append(
        f"共同点 {_shared(placing.shared_before)} → {_shared(offer.shared)}"
        if placing.old
        else f"共同点 {_shared(offer.shared)}"
    )
    return "，".join(parts) + "。确定后记为指定。"


def whole(change: int) -> str:
    """The change of the whole sum in words."""
    if change == 0:
        return "总分不变"
    return f"总分增加 {change}" if change > 0 else f"总分减少 {-change}"


def _load(load: Load) -> str:
    return f"联系 {load.before} → {load.after} 人"


def _shared(affinities: tuple[str, ...]) -> str:
    return "、".join(affinities) or "无"
