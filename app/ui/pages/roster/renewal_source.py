"""Where the people of a new 届 come from, and what they take along: the sheet beside the list of a 换届."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain.succession import CARRIED, USUALLY
from app.ui import theme
from app.ui.folders import keep, place
from app.ui.importing import TABLES_AND_WORD
from app.ui.pages.roster.namespane import NamesEdit
from app.ui.parts import button, label, row

WAIT_MS = 600
"""After the last letter in the list."""
_HINTS = {
    "posts": "政协职务在新一届重新选举，一般不带；带的话，专委会和界别里的职务也一起带",
    "no": "不带的话，新一届的编号以后再编",
    "teams": "小组、工作室和其中的非委员成员一起带过去",
    "quotas": "改名和合并的界别，名额跟着走",
}


class RenewalSource(QWidget):
    """The files and pasted names of a new 届; `changed` when another plan is due."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.files: list[Path] = []
        self.names = NamesEdit(tabChangesFocus=True)
        self.names.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored
        )  # low, where room is
        self.names.setAccessibleName("新一届名单")
        self.names.setPlaceholderText(
            "把新一届名单粘贴在这里：从 Excel 复制的单元格、公告里的名单、一行一个姓名都可以。\n也可以点“选文件”，或把文件拖进来。"
        )
        self.chosen = label("", "muted", wrap=True)
        self.pick = button("选文件(&F)…", self.ask, hint="新一届的名册表格或名单")
        self.drop = button("清除(&X)", self.clear, hint="去掉文件和粘贴的名单")
        self.whole = QRadioButton("名单是新一届全体委员(&W)")
        self.whole.setToolTip("名单里没有的现任委员就是退出")
        self.added = QRadioButton("名单只列新任，现任默认留任(&A)")
        self.added.setToolTip("名单里没有的现任委员都留任，退出的在左边的列表里选出来")
        self.whole.setChecked(True)
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self.changed)
        self.names.textChanged.connect(self._wait.start)
        self.names.pasted.connect(self._now)
        self.whole.toggled.connect(lambda _on: self.changed.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.S, 0, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(self.names, 1)
        layout.addWidget(self.chosen)
        layout.addLayout(row(self.pick, self.drop, None))
        layout.addWidget(self.whole)
        layout.addWidget(self.added)
        self._say()

    @property
    def text(self) -> str:
        """What was pasted or written."""
        return self.names.toPlainText()

    @property
    def empty(self) -> bool:
        """Whether nothing tells of the new 届 yet: then those in office stay unless they are taken out."""
        return not self.files and not self.text.strip()

    def take(self, files: Sequence[Path]) -> None:
        """Add files, each once."""
        self.files += [file for file in files if file not in self.files]
        self._say()
        self.changed.emit()

    def ask(self) -> None:
        """Choose files."""
        names, _ = QFileDialog.getOpenFileNames(self, "选新一届的名单", place(), TABLES_AND_WORD)
        keep(next(iter(names), ""))
        if names:
            self.take([Path(name) for name in names])

    def clear(self) -> None:
        """Begin with nothing."""
        self.files = []
        self.names.blockSignals(True)
        self.names.clear()
        self.names.blockSignals(False)
        self._say()
        self.changed.emit()

    def _now(self) -> None:
        self._wait.stop()
        self.changed.emit()

    def _say(self) -> None:
        self.chosen.setText(
            "文件：" + "、".join(file.name for file in self.files) if self.files else "还没有选文件。"
        )


class CarriedBoxes(QWidget):
    """What goes along for those who stay."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.S, 0, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(label("留任委员带到新一届的内容：", wrap=True))
        for key, words in CARRIED.items():
            box = QCheckBox(words)
            box.setChecked(key in USUALLY)
            box.setToolTip(_HINTS.get(key, f"留任委员的{words}带到新一届"))
            box.toggled.connect(lambda _on: self.changed.emit())
            self.boxes[key] = box
            layout.addWidget(box)
        always = "政治面貌、工作单位、职务和片区总是带过去；设置和代码表照用；网格只带规则，联系关系在新一届重新分配。"
        layout.addWidget(label(always, "muted", wrap=True))
        layout.addStretch(1)

    def carried(self) -> frozenset[str]:
        """The keys that are ticked."""
        return frozenset(key for key, box in self.boxes.items() if box.isChecked())
