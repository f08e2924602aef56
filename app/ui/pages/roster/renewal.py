"""换届 as a room beside the roster: a new 届 from the present one, seen before it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QTabWidget, QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.domain.recognition import NEW
from app.domain.succession import Fate
from app.ui import theme
from app.ui.asking import agrees
from app.ui.dayline import DayLine
from app.ui.desk import Desk
from app.ui.listview import ListView
from app.ui.pages.roster.renewal_lines import COLUMNS, FateLine, lines_of
from app.ui.pages.roster.renewal_names import NameTable
from app.ui.pages.roster.renewal_problems import Problems
from app.ui.pages.roster.renewal_source import CarriedBoxes, RenewalSource
from app.ui.parts import Chips, Choice, button, card, dress, label, row, scrolled
from app.ui.room import Room
from app.ui.rows import RowModel

if TYPE_CHECKING:
    from app.domain.member import Member
    from app.office import Office
    from app.services.new_term_plan import Renewal, Wish

ALL, LOOK = "全部", "要看的"
SOURCE, SECTORS, COMMITTEES, CARRY, FOUND = range(5)
TABS = ("名单", "界别", "专委会", "带过去", "问题")


class RenewalRoom(Room):
    """Name and first day above, everybody's fate on the left, where they come from and what turns on the right."""

    title = "换届"
    tables = frozenset({"persons", "memberships", "facts", "terms", "settings", "codes"})
    manual = "renewal"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.plan: Renewal | None = None
        self._stay: set[int] = set()
        self._leave: set[int] = set()
        self._choices: dict[str, str] = {}
        self._asked = 0
        self._proposed = ""
        self.name, self.start = QLineEdit(), DayLine()
        self.sums = label("", "muted", wrap=True)
        self.verdict = label("", tone="danger", wrap=True)
        self.chips = Chips("换届的结果")
        self.lines: ListView[FateLine] = ListView(RowModel(COLUMNS, self._fetch, self), "换届名单")
        self._lines: list[FateLine] = []
        self.source, self.carry = RenewalSource(), CarriedBoxes()
        self.sectors, self.committees = NameTable("界别"), NameTable("专委会")
        self.findings = Problems()
        self.who = Choice()
        self.renew = button(
            "换届(&R)",
            self.renew_now,
            kind="primary",
            hint="建立新一届，本届届满；是一次操作，可以用 Ctrl+Z 撤销",
        )
        self._wait = QTimer(self, singleShot=True, interval=400)
        self._wait.timeout.connect(self.plan_now)
        self._build()
        self._connect()

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        for line, name, width in (
            (self.name, "新一届名称", 150),
            (self.start, "第一天", 130),
        ):
            line.setAccessibleName(name)
            line.setFixedWidth(width)
        self.start.setToolTip("新一届从这一天开始，本届到它的前一天为止")
        self.who.setAccessibleName("这一行是谁")
        self.who.setMinimumContentsLength(24)
        self.back = button("返回(&B)", self.left.emit, hint="不换届，回到名册（Esc）")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addLayout(
            row(
                label(self.title, "title"), label("新一届"), self.name, label("第一天"), self.start, None, self.back, self.renew
            )
        )  # fmt: skip
        layout.addWidget(self.verdict)
        layout.addWidget(self.sums)
        across = row(self._left_side(), self._right_side(), spacing=theme.M)
        across.setStretch(0, 5)
        across.setStretch(1, 3)
        layout.addLayout(across, 1)

    def _left_side(self) -> QWidget:
        frame, inner = card(0)
        inner.addWidget(self.lines)
        self.stays = button("改为留任(&L)", lambda: self._move(stays=True), hint="选中的人留任")
        self.leaves = button("改为退出(&T)", lambda: self._move(stays=False), hint="选中的人不在新一届里")
        self.who_line = QWidget()
        self.who_line.setLayout(row(label("这一行是："), self.who))
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S)
        column.addWidget(self.chips)
        column.addWidget(frame, 1)
        column.addLayout(row(self.stays, self.leaves, None, self.who_line))
        return side

    def _right_side(self) -> QWidget:
        frame, inner = card()
        self.tabs = QTabWidget()
        self.tabs.tabBar().setDrawBase(False)
        for widget, title in zip(
            (self.source, self.sectors, self.committees, self.carry, self.findings), TABS, strict=True
        ):
            low = widget in (self.source, self.carry)
            self.tabs.addTab(scrolled(widget, title, by_keys=False) if low else widget, title)
        inner.addWidget(self.tabs)
        frame.setMinimumWidth(372)
        return frame

    def _connect(self) -> None:
        for line in (self.name, self.start):
            line.textEdited.connect(lambda _text: self._wait.start())
            line.returnPressed.connect(self.plan_now)
        self.source.changed.connect(self._from_anew)
        self.carry.changed.connect(self.plan_now)
        self.sectors.turned.connect(self._wait.start)
        self.committees.turned.connect(self._wait.start)
        self.chips.chosen.connect(lambda _view: self._filter())
        self.lines.current_changed.connect(self._offer_who)
        self.who.activated.connect(lambda _index: self._choose_who())

    # -- the room ----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The present 届 has changed, or we begin."""
        name, start = self.desk.reader.renewal.next_term()
        if self.name.text() in ("", self._proposed):
            self.name.setText(name)
        self._proposed = name
        self.name.setPlaceholderText(f"如 {name or '第十二届'}")
        self.start.setPlaceholderText(f"如 {start or '2027-01-10'}")
        self.plan_now()

    def half_written(self) -> bool:
        """Whether something was chosen that is not carried out."""
        return bool(
            self.name.text().strip() not in ("", self._proposed)
            or self.start.text().strip()
            or not self.source.empty
            or self._stay
            or self._leave
            or self.sectors.wished
            or self.committees.wished
        )

    def take_files(self, files: Sequence[Path]) -> bool:
        """Files dropped are the new 届's."""
        self.source.take(files)
        return True

    def focus_first(self) -> None:
        """The name."""
        self.name.setFocus()

    # -- planning ----------------------------------------------------------------------------------------------

    def wish(self) -> Wish:
        """What is asked for now."""
        source = self.source
        every = source.empty or source.added.isChecked()
        return replace(
            self.desk.reader.renewal.wish(), name=self.name.text().strip(), start=self.start.day,
            files=tuple(source.files), pasted=source.text, all_stay=every, stay=frozenset(self._stay),
            leave=frozenset(self._leave), choices=dict(self._choices), sectors=dict(self.sectors.wished),
            committees=dict(self.committees.wished), carry=self.carry.carried(),
        )  # fmt: skip

    def plan_now(self) -> None:
        """Work out what would become of everybody; only the latest answer is shown."""
        self._wait.stop()
        wish = self.wish()
        self._asked += 1
        number = self._asked
        self.renew.setEnabled(False)
        self.desk.do(
            "核对换届名单", lambda office: office.renewal.plan(wish), lambda plan: self._planned(plan, number),
            self._refuse, quiet=True,
        )  # fmt: skip

    def _planned(self, plan: Renewal, number: int) -> None:
        if number != self._asked:
            return
        self.plan = plan
        self._lines = lines_of(plan)
        self.sums.setText(plan.sums)
        views = [(ALL, len(self._lines))] + [
            (str(fate), sum(one.fate is fate for one in self._lines))
            for fate in (Fate.STAY, Fate.NEW, Fate.LEFT, Fate.ASKED)
            if fate is not Fate.ASKED or plan.doubtful
        ]
        if look := sum(one.looked_at for one in self._lines):
            views.append((LOOK, look))
        self.chips.show_views(views, self.chips.on or ALL)
        self._filter()
        self.sectors.show_turns(plan.sectors)
        self.committees.show_turns(plan.committees)
        self.findings.show_findings(plan.errors, plan.warnings)
        counts = {
            SECTORS: self.sectors.changed, COMMITTEES: self.committees.changed, FOUND: len(plan.errors) + len(plan.warnings),
        }  # fmt: skip
        for place, count in counts.items():
            self.tabs.setTabText(place, f"{TABS[place]} {count}" if count else TABS[place])
        refusal = plan.refusal()
        self._say(refusal.message if refusal else plan.promise, "danger" if refusal else "")
        self.renew.setEnabled(refusal is None and not self.desk.read_only)

    def _from_anew(self) -> None:
        """Other rows: what was said of the old ones is void."""
        self._choices = {}
        self.plan_now()

    def _filter(self) -> None:
        on = self.chips.on
        self.lines.show_ids(
            [
                n
                for n, one in enumerate(self._lines)
                if on in (ALL, str(one.fate)) or (on == LOOK and one.looked_at)
            ]
        )

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, FateLine]:
        return {number: self._lines[number] for number in ids if number < len(self._lines)}

    def _refuse(self, error: LiangeError) -> None:
        self._say(error.message)

    def _say(self, sentence: str, tone: str = "danger") -> None:
        """What stands against it, or what will happen when the button is pressed."""
        self.verdict.setText(sentence)
        dress(self.verdict, tone=tone)

    # -- who stays, who is who ---------------------------------------------------------------------------------

    def _move(self, *, stays: bool) -> None:
        chosen = [self._lines[number] for number in self.lines.selected_ids()]
        ids = {
            one.member.id for one in chosen if one.member is not None and one.fate in (Fate.STAY, Fate.LEFT)
        }
        self._stay, self._leave = (
            (self._stay | ids, self._leave - ids) if stays else (self._stay - ids, self._leave | ids)
        )
        self.plan_now()

    def _offer_who(self, number: int | None) -> None:
        """For a row of a list whose name somebody bears, let the clerk say who is meant."""
        line = self._lines[number] if number is not None and number < len(self._lines) else None
        same: tuple[Member, ...] = ()
        if line is not None and line.row:
            everyone = self.desk.reader.roster.listing(status="全部")
            same = line.candidates or tuple(one for one in everyone if one.name == line.name)
        self.who_line.setVisible(bool(same))
        self.who.clear()
        self.who.addItem("由程序判断", "")
        for member in same:
            self.who.addItem(f"{member.name}  {member.sector}  {member.workplace}", str(member.id))
        self.who.addItem("另外一个人，新任", NEW)
        if line is not None:
            self.who.setCurrentIndex(max(self.who.findData(self._choices.get(line.row, "")), 0))

    def _choose_who(self) -> None:
        number = self.lines.current_id
        if number is None:
            return
        row_key = self._lines[number].row
        self._choices.pop(row_key, None)
        if self.who.currentData():
            self._choices[row_key] = self.who.currentData()
        self.plan_now()

    # -- carrying out ------------------------------------------------------------------------------------------

    def renew_now(self) -> None:
        """Make the new 届 as it was shown."""
        plan = self.plan
        if plan is None or not self.renew.isEnabled() or not self._is_meant(plan):
            return
        self.renew.setEnabled(False)

        def work(office: Office) -> None:
            office.renewal.carry_out(plan)

        self.desk.do(plan.title, work, lambda _done: self._done(plan), self._refuse)

    def _is_meant(self, plan: Renewal) -> bool:
        """Ask once when the first day is far off."""
        if not plan.far_off:
            return True
        return agrees(
            self, "换届", f"{plan.far_off}{plan.promise}\n\n现在就换届吗？",
            go="现在换届(&H)", stay="先不换，回去看看(&B)",
        )  # fmt: skip

    def _done(self, plan: Renewal) -> None:
        self._stay, self._leave, self._choices = set(), set(), {}
        self.name.clear()
        self.start.clear()
        self.source.clear()
        self.sectors.forget()
        self.committees.forget()
        posts = "" if "posts" in plan.wish.carry else "政协职务没有带过去，选举后用“按名单设职务”设。"
        self.desk.say(f"已换届，现在处理{plan.wish.name}，{plan.coming} 人。{posts}按 Ctrl+Z 可以撤销。")
        self.left.emit()
