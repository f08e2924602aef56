"""首页: figures and lines, each a count that equals the list it opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.liaison import CHINESE
from app.domain.member import Member
from app.domain.proposal import State
from app.services.frame import Frame
from app.services.grid_view import Grid
from app.services.liaison import LiaisonDesk
from app.services.proposals import ProposalDesk
from app.services.roster import Roster
from app.services.safety import SafetyDesk


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do: a word (缺项, 空缺, 备份 …), a sentence, and the ids of the list behind it.

    `target` names the page that opens it: roster, grid, proposals or safety.
    """

    word: str
    text: str
    target: str
    ids: tuple[int, ...] = ()
    serious: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One big figure with its label and note; `ids` are the list behind it."""

    label: str
    value: str
    note: str
    target: str
    ids: tuple[int, ...] = ()


BEGIN = "开始"
"""The word of the line that says how to begin."""
MISPLACED = ("跨级", "多个上级", "回避")
"""Problems of the grid that a re-assignment mends."""


class Home:
    """Works 首页 out from the desks."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._roster = Roster(frame)
        self._liaison = LiaisonDesk(frame)
        self._register = ProposalDesk(frame)
        self._safety = SafetyDesk(frame.data, frame.today)

    def lines(self) -> list[Line]:
        """Everything that wants doing: how to begin, then the serious, then the rest.

        Of another 届 that is only looked at: what it left open; beginning and backing up are no matter of it.
        """
        people = self._roster.listing()
        found = [*self._roster_lines(people), *self._grid_lines(people), *self._proposal_lines()]
        if self._frame.looks_back:
            found = [line for line in found if line.word != BEGIN]
        else:
            found += self._backup_lines()
        return sorted(found, key=lambda line: (line.word != BEGIN, not line.serious))

    def figures(self) -> list[Figure]:
        """The cards on top."""
        people = self._roster.listing()
        active = [member for member in people if member.is_active]
        suspended = len(people) - len(active)
        cards = [
            Figure(
                "在册委员",
                str(len(active)),
                f"暂停履职 {suspended} 人",
                "roster",
                tuple(m.id for m in active),
            ),
        ]
        if active:
            cards.append(self._grid_card(self._liaison.grid(explained=False)))
        proposals = self._register.proposals()
        filed = [proposal for proposal in proposals if proposal.is_filed]
        received = [proposal for proposal in proposals if proposal.state is not State.DRAFT]
        if received:
            cards.append(
                Figure(
                    "收到提案",
                    str(len(received)),
                    f"立案 {len(filed)} 件",
                    "proposals",
                    tuple(p.id for p in received),
                )
            )
        return cards

    def _grid_card(self, grid: Grid) -> Figure:
        due = grid.tiering.total - len(grid.tiering.tiers[1])
        return Figure(
            "网格已分配",
            f"{due - len(grid.orphans)} / {due}",
            f"未分配 {len(grid.orphans)} 人",
            "grid",
            grid.orphans,
        )

    def _roster_lines(self, people: list[Member]) -> list[Line]:
        rules: tuple[tuple[str, Callable[[Member], bool]], ...] = (
            ("名委员没有界别", lambda m: not m.sector),
            ("名委员没有编入专委会", lambda m: not m.committees),
            ("名委员没有填性别", lambda m: not m.sex),
            ("名委员没有填政治面貌", lambda m: not m.affiliations),
        )
        lines = []
        for text, lacks in rules:
            ids = tuple(member.id for member in people if member.is_active and lacks(member))
            if ids:
                lines.append(Line("缺项", f"{len(ids)} {text}", "roster", ids))
        return lines

    def _grid_lines(self, people: list[Member]) -> list[Line]:
        if not any(member.is_active for member in people):
            return [Line(BEGIN, "名册还是空的：把 Excel 名册拖进窗口，或到“委员”页点“导入”", "roster")]
        grid = self._liaison.grid(explained=False)
        lines = []
        if grid.waiting:
            empty = "、".join(
                f"{CHINESE[one.tier]}级" for one in grid.vacancies if not grid.tiering.tiers[one.tier]
            )
            lines.append(
                Line("空缺", f"{len(grid.waiting)} 名委员上级空缺（{empty}没有人）", "grid", grid.waiting)
            )
        lines += [
            Line("空缺", vacancy.message.rstrip("。"), "grid", tuple(one.id for one in grid.tiering.tiers[1]))
            for vacancy in grid.vacancies
            if vacancy.tier == 1 and grid.tiering.tiers[1]
        ]
        if grid.tiering.question:
            lines.append(Line("待定", grid.tiering.question, "grid", serious=True))
        if grid.orphans:
            lines.append(Line("未分配", f"{len(grid.orphans)} 名委员没有上级联系人", "grid", grid.orphans))
        misplaced = tuple(dict.fromkeys(p.member for p in self._liaison.check() if p.kind in MISPLACED))
        if misplaced:
            lines.append(
                Line(
                    "要重配",
                    f"{len(misplaced)} 名委员的联络关系不合级别或回避，请重新分配",
                    "grid",
                    misplaced,
                )
            )
        return lines

    def _proposal_lines(self) -> list[Line]:
        proposals = self._register.proposals()
        day = self._frame.day()
        overdue = tuple(proposal.id for proposal in proposals if proposal.overdue(day))
        waiting = tuple(
            proposal.id for proposal in proposals if proposal.state in (State.SUBMITTED, State.REVIEWED)
        )
        open_ = tuple(proposal.id for proposal in proposals if proposal.state is State.FILED)
        lines = [
            Line("逾期", f"{len(overdue)} 件提案答复逾期", "proposals", overdue, serious=True),
            Line("待审查", f"{len(waiting)} 件提案待审查", "proposals", waiting),
            Line("待交办", f"{len(open_)} 件提案已立案、待交办", "proposals", open_),
        ]
        return [line for line in lines if line.ids]

    def _backup_lines(self) -> list[Line]:
        last = self._safety.last_backup()
        if last is None:
            return [Line("备份", "还没有备份过，请插入 U 盘后点“立即备份”", "safety", serious=True)]
        return [Line("备份", last.sentence, "safety", serious=last.is_due)] if last.days else []
