"""The line that fills a given form: for whom, at which level, into one file or many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.fields import Privacy
from app.domain.given_form import Subject
from app.ui.parts import Choice, button_for, folding

_WHOM_HINT = {
    Subject.MEMBER: "填哪些委员：姓名、编号、界别、专委会、小组，用顿号隔开；不写就是全部在任委员",
    Subject.PROPOSAL: "填哪些提案：编号，用逗号隔开；不写就是本次会议全部",
}
EACH, TOGETHER = "每份一个文件", "合成一个文件"


class FillingBar(QWidget):
    """Asks; the room does."""

    def __init__(self, others: Sequence[QAction], go: QAction) -> None:
        super().__init__()
        self.level, self.how, self.ids_box = Choice(), Choice(), Choice()
        self.whom = QLineEdit()
        self.level.addItems([str(one) for one in Privacy])
        self.level.setCurrentText(str(Privacy.INTERNAL))
        self.how.addItems([EACH, TOGETHER])
        for widget, name, hint in (
            (self.level, "级别", "级别以外的字段留空；完整级别记入操作历史"),
            (self.how, "一个还是多个文件", "每份一个文件，或全部合成一个"),
            (self.ids_box, "填全部还是选中的", "填全部，还是从名单里带来的那些"),
            (self.whom, "填哪些", _WHOM_HINT[Subject.MEMBER]),
        ):
            widget.setAccessibleName(name)
            widget.setToolTip(hint)
        self.whom.setMinimumWidth(200)
        self.ids_box.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.ids_box.currentIndexChanged.connect(lambda _index: self._suit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        shown = (button_for(act) for act in others)
        layout.addLayout(
            folding(
                self.ids_box, self.whom, self.level, self.how, *shown, None, button_for(go, kind="primary")
            )
        )

    def offer(self, subject: Subject, ids: Sequence[int]) -> None:
        """Offer to fill for those brought from a list, or for all of a subject."""
        self.whom.setToolTip(_WHOM_HINT[subject])
        self.whom.setPlaceholderText("全部在任委员" if subject is Subject.MEMBER else "本次会议全部提案")
        self.ids_box.blockSignals(True)
        self.ids_box.clear()
        if ids:
            self.ids_box.addItem(f"选中的 {len(ids)} 份", tuple(ids))
        self.ids_box.addItem("全部，或写明哪些", None)
        self.ids_box.blockSignals(False)
        self.ids_box.setVisible(bool(ids))
        self._suit()

    def _suit(self) -> None:
        self.whom.setVisible(self.ids is None)

    @property
    def ids(self) -> tuple[int, ...] | None:
        """Those brought from a list, when they are chosen; None for everybody or whom the words name."""
        found = self.ids_box.currentData()
        return tuple(found) if found is not None else None

    @property
    def words(self) -> str:
        """Whom the clerk named; empty for all."""
        return self.whom.text().strip() if self.ids is None else ""

    @property
    def together(self) -> bool:
        """Whether all goes into one file."""
        return self.how.currentText() == TOGETHER
