"""提案: the register as a list with views, search and plenary; one proposal beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.domain.proposal import VIEWS, Proposal, State
from app.ui import theme
from app.ui.desk import Desk, Target
from app.ui.listpage import ALL, ListPage
from app.ui.listview import ListView
from app.ui.pages.proposals.columns import proposal_columns
from app.ui.pages.proposals.detail import ProposalDetail
from app.ui.pages.proposals.figures import FiguresDialog
from app.ui.pages.proposals.importing import ProposalImporting
from app.ui.pages.proposals.units import UnitsRoom
from app.ui.parts import Chips, Choice, action, button_for, card, label, row
from app.ui.printthese import PROPOSALS, PrintThese, These
from app.ui.rows import RowModel
from app.ui.search import proposal_ids
from app.ui.searchline import SearchLine

KEY = "重点"
EVERY_PLENARY = "全部会议"
EMPTY = (
    "还没有提案。\n点“登记提案”录入一件，或点“导入”选一份提案登记表（Excel、CSV），也可以把文件拖到窗口里。"
)
NO_HIT = "没有符合条件的提案。"


class ProposalsPage(ListPage[Proposal, ProposalImporting]):
    """The register of proposals."""

    key = "proposals"
    title = "提案"
    tables = frozenset(
        {
            "proposals",
            "proposal_texts",
            "sponsors",
            "handlings",
            "steps",
            "units",
            "plenaries",
            "terms",
            "settings",
        }
    )
    manual = "proposals"
    detail: ProposalDetail

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._sort, self._descending = "no", False
        self.model = RowModel(proposal_columns(desk.reader.frame.day()), self.fetch, self)
        self.list: ListView[Proposal] = ListView(self.model, "提案登记")
        self.detail = ProposalDetail(desk)
        self.counts = label("", "muted")
        self.chips = Chips("提案视图")
        self.search = SearchLine(clearButtonEnabled=True)
        self.plenary = Choice()
        self._make_actions()
        self._build()

    def _make_actions(self) -> None:
        self.add_action = action(self, "登记提案(&N)", self.add, shortcut="Ctrl+N", hint="登记一件提案")
        self.import_action = action(
            self, "导入(&I)…", self.open_import_here, shortcut="Ctrl+I", hint="导入提案登记表"
        )
        self.columns_action = action(
            self, "选择栏目(&M)…", self.list.choose_columns, hint="选择列表显示哪些栏目（也可以右击表头）"
        )
        self.print_action = PrintThese(
            self, self.desk, PROPOSALS, lambda: These(self.list.selected_ids(), self.list.rows.ids)
        ).action
        self.units: UnitsRoom | None = None
        self.units_action = action(
            self, "承办单位(&U)…", self.open_units, hint="看承办单位，导入名单，修改联系人和电话"
        )
        self.figures_action = action(
            self, "提案统计(&T)…", self.show_figures, hint="件数和比率，各带分子、分母和口径"
        )
        for act in (self.add_action, self.import_action):
            act.setEnabled(not self.desk.read_only)
        self.addAction(self.detail.edit_action)

    def show_figures(self) -> None:
        """Show the figures of the plenary that is chosen, else of the latest."""
        office = self.desk.reader
        chosen = str(self.plenary.currentData()) if self.plenary.currentData() else None
        if chosen is None and office.frame.latest_plenary() is None:
            self.desk.say("还没有建立次会议，请先在“备份与设置”里新建。", "warning")
            return
        FiguresDialog(office.frame.plenary(chosen).name, office.register.stats(chosen), self).exec()

    def page_actions(self) -> Sequence[QAction]:
        """For the menu."""
        return (
            self.add_action,
            self.import_action,
            self.units_action,
            self.print_action,
            self.figures_action,
            self.columns_action,
            self.detail.edit_action,
        )

    def _build(self) -> None:
        self.search.setPlaceholderText("在案由、正文、提案人、单位里查找（Ctrl+F）")
        self.search.setAccessibleName("在提案里查找")
        self.plenary.setAccessibleName("哪一次会议")
        self.plenary.setToolTip("哪一次会议的提案")
        self.plenary.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.plenary.setMinimumContentsLength(18)
        frame, inner = card(0)
        inner.addWidget(self.list)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.M, 0)
        column.setSpacing(theme.S)
        buttons = (button_for(self.import_action), button_for(self.add_action, kind="primary"))
        column.addLayout(row(label(self.title, "title"), self.counts, None, *buttons))
        column.addWidget(self.chips)
        line = row(self.search, self.plenary)
        line.setStretch(0, 1)
        column.addLayout(line)
        column.addWidget(frame, 1)
        self.lay_beside(left, (762, 392), narrowest=392)
        self.plenary.activated.connect(lambda _index: self.reload())
        self.connect_list(wait=150)
        self.layers.currentChanged.connect(self._offer)

    # -- reading -----------------------------------------------------------------------------------------------

    def _where(self) -> dict[str, tuple[str, ...]]:
        chosen = self.plenary.currentData()
        return {"plenary": (str(chosen),)} if chosen else {}

    def reload(self) -> None:
        """Read the register anew, keep the view and where we stand."""
        self._fill_plenaries()
        self.show_views()
        self.filter_now()
        if self.units_in_front is not None:
            self.units_in_front.reload()

    def views(self) -> list[tuple[str, int | None]]:
        """Every saved view with its count."""
        register, where = self.desk.reader.register, self._where()
        counts = [(name, len(register.ids(where, view=name))) for name in VIEWS]
        return [(ALL, len(register.ids(where))), *counts, (KEY, len(register.ids({**where, "key": ("是",)})))]

    def _fill_plenaries(self) -> None:
        frame = self.desk.reader.frame
        plenaries = frame.registry.plenaries()
        now = (
            self.plenary.currentData() if self.plenary.count() else (plenaries[-1].id if plenaries else None)
        )
        self.plenary.blockSignals(True)
        self.plenary.clear()
        self.plenary.addItem(EVERY_PLENARY, None)
        for plenary in reversed(plenaries):
            self.plenary.addItem(plenary.name, plenary.id)
        self.plenary.setCurrentIndex(max(self.plenary.findData(now), 0))
        self.plenary.blockSignals(False)

    def filter_now(self) -> None:
        """Show those who fit chip, words and plenary."""
        register, where, view = self.desk.reader.register, self._where(), self.chips.on
        words = self.search.text().strip()
        if view == KEY:
            where = {**where, "key": ("是",)}
        named = view if view in VIEWS else ""
        ids = proposal_ids(register, words, where, view=named, sort=self._sort, descending=self._descending)
        if self._only is not None and view == self._only.title:
            wanted = set(self._only.ids)
            ids = [identity for identity in ids if identity in wanted]
        self.list.empty_text = EMPTY if view == ALL and not words else NO_HIT
        self.list.show_ids(ids)
        self._say_counts(len(ids), searched=bool(words))

    def _say_counts(self, found: int, *, searched: bool) -> None:
        """Everything entered; what is still a draft is in no figure of 收到."""
        register, where = self.desk.reader.register, self._where()
        everything = len(register.ids(where))
        filed = len(register.ids({**where, "review": ("立案",)}))
        drafts = len(register.ids({**where, "state": (str(State.DRAFT),)}))
        said = f"列出 {found} 件 · " if searched else ""
        kept = f"，草稿 {drafts}" if drafts else ""
        self.counts.setText(f"{said}共 {everything} 件，立案 {filed}{kept}" if everything else "")

    def fetch(self, ids: Sequence[int]) -> Mapping[int, Proposal]:
        """The rows of these ids."""
        return {proposal.id: proposal for proposal in self.desk.reader.register.fetch(ids)}

    def badge(self) -> str:
        """How many are late."""
        if not self.desk.reader.frame.registry.plenaries():
            return ""
        late = len(self.desk.reader.register.ids(view="逾期"))
        return str(late) if late else ""

    # -- doing -------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Register a proposal in the form beside the list."""
        if self.plenary.count() <= 1:
            self.desk.say("还没有建立次会议，请先在“备份与设置”里新建。", "warning")
            return
        name = self.plenary.currentText() if self.plenary.currentData() else self.plenary.itemText(1)
        self.detail.enter_new(name)

    def make_import(self) -> ProposalImporting:
        """The import of registers."""
        return ProposalImporting(self.desk)

    def open_units(self) -> UnitsRoom:
        """Turn the page into the list of 承办单位, counted as of the 次会议 in front."""
        if self.units is None:
            self.units = UnitsRoom(self.desk)
            self.units.left.connect(self.show_list)
            self.layers.addWidget(self.units)
        if not self.shows(self.units):
            self.layers.setCurrentWidget(self.units)
            self.units.plenary = self.plenary.currentData()
            self.units.open()
        return self.units

    @property
    def units_in_front(self) -> UnitsRoom | None:
        """The list of 承办单位 while it has taken the place of the proposals."""
        return self.units if self.shows(self.units) else None

    def open_import_here(self) -> None:
        """Import what is in front: units beside their list, else registers."""
        if self.units_in_front is not None:
            self.units_in_front.open_import()
        else:
            self.open_import()

    def take_files(self, files: Sequence[Path]) -> bool:
        """Dropped files begin the import of what is in front."""
        units = self.units_in_front
        return units.take_files(files) if units is not None else super().take_files(files)

    def _offer(self, layer: int) -> None:
        """What is done to a proposal of the list is offered only while the list is seen."""
        for act in (self.add_action, self.columns_action, self.print_action, self.detail.edit_action):
            act.setVisible(layer == 0)

    def half_written(self) -> bool:
        """A form of a unit counts too."""
        return super().half_written() or (self.units is not None and self.units.half_written())

    def step_back(self) -> bool:
        """Leave step by step what is open among the units, else what is open on the page."""
        units = self.units_in_front
        return True if units is not None and units.step_back() else super().step_back()

    def focus_first(self) -> None:
        """The list in front."""
        (self.units_in_front or self).list.setFocus()

    def focus_search(self) -> None:
        """The search of the list in front."""
        if self.units_in_front is not None:
            self.units_in_front.focus_search()
        else:
            super().focus_search()

    def place_in_manual(self) -> str:
        """The import and the units have their own headings."""
        if self.units_in_front is not None:
            return self.units_in_front.manual
        return f"{self.manual}#导入登记表" if self.shows(self.importing) else self.manual

    def show_target(self, target: Target) -> None:
        """Stand on a proposal, open a view, or show exactly the proposals of a line of 首页."""
        if self.units_in_front is not None:
            self.show_list()
        self._only = target if target.ids else None
        self.search.clear()
        if target.ids or target.record is not None:
            self.plenary.setCurrentIndex(0)
        self.chips.turn_on(target.view or ALL)
        self.reload()
        if target.record is not None:
            self.go_to(target.record)

    def order_by(self, sort: str, descending: bool = False) -> None:
        """Sort by a column."""
        self._sort, self._descending = sort, descending
        self.filter_now()

    def stand_on(self, identity: int) -> None:
        """Stand on a proposal; an open form is let go of first."""
        self.detail.editor = self.detail.panel = None
        super().stand_on(identity)

    def show_record(self, identity: int | None) -> None:
        """Show this proposal."""
        found = self.desk.reader.register.fetch([identity]) if identity is not None else []
        self.detail.show_proposal(found[0] if found else None)
