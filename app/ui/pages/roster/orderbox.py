"""The box that says in which order the roster stands."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox

from app.domain.member_facets import Facet
from app.domain.order import BY_FIELD, Order
from app.ui.parts import Choice

SORTS = (
    ("职务排序", Order.RANK),
    ("姓氏笔画", Order.STROKES),
    ("姓氏笔画（单名在前）", Order.STROKES_SHORT_FIRST),
    ("拼音", Order.PINYIN),
    ("界别", Order.SECTOR),
    ("自定义", Order.CUSTOM),
)


class OrderBox(Choice):
    """The office's orders; one by a column stands in it as 按年龄, though it is chosen in the headings."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("排列次序")
        self.setToolTip("排列次序；按别的栏目排，点表头")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(5)
        for words, key in SORTS:
            self.addItem(words, str(key))

    def show_order(self, sort: str, facets: Mapping[str, Facet]) -> None:
        """Show an order, telling nobody."""
        place = self.findData(sort)
        facet = facets.get(sort.removeprefix(BY_FIELD))
        self.blockSignals(True)
        self.setCurrentIndex(place)
        self.setPlaceholderText(f"按{facet.label}" if place < 0 and facet is not None else "")
        self.blockSignals(False)
