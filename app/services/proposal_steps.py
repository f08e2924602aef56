"""What each action of the workflow does to a proposal; which are open and what they need stands in the domain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.db.proposals import Proposals
from app.domain.codes import folded
from app.domain.document_no import document_no
from app.domain.errors import Refused
from app.domain.numbers import whole_number
from app.domain.plenary_rules import PlenaryRules
from app.domain.proposal import Handling, Proposal, State, Step, UnitRole
from app.services.frame import Frame
from app.services.units import UnitDesk, names_in

CLOSED_TO_MERGING = (
    State.DRAFT, State.SENT_BACK, State.DECLINED, State.MERGED, State.CONVERTED, State.WITHDRAWN, State.CLOSED, State.ARCHIVED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Effect:
    """What an action did besides its step: another state than the table's, words added to the step's details."""

    state: State | None = None
    details: Mapping[str, str] | None = None


Words = Mapping[str, str]


class Effects:
    """Carries actions out; each takes the proposal, its words and the day, inside the caller's operation."""

    def __init__(self, frame: Frame, proposals: Proposals, find: Callable[[str], Proposal]) -> None:
        self._frame = frame
        self._proposals = proposals
        self._units = UnitDesk(frame)
        self._find = find
        self._table: Mapping[str, Callable[[Proposal, Words, str], Effect]] = {
            "提交": self._submit, "立案": self._file, "并入": self._merge, "拆出": self._part, "交办": self._assign,
            "签收": self._accept, "同意退办": self._take_back, "申请退办": self._check_unit, "催办": self._check_unit,
            "督办": self._check_unit, "沟通": self._check_unit, "答复": self._reply, "重办": self._rework,
            "列重点": self._mark_key, "取消重点": self._unmark_key, "评优": self._mark_excellent,
        }  # fmt: skip

    def carry_out(self, action: str, proposal: Proposal, words: Words, day: str) -> Effect:
        """Do what is particular to an action; most only move the state."""
        effect = self._table.get(action)
        return effect(proposal, words, day) if effect else Effect()

    def _submit(self, proposal: Proposal, words: Words, _day: str) -> Effect:
        self._proposals.update(proposal.id, {"received": words["received"]})
        return Effect()

    def _file(self, proposal: Proposal, words: Words, _day: str) -> Effect:
        given = words.get("no", "")
        chosen = whole_number(given)
        if given and not chosen:
            raise Refused(f"提案号要填正整数，不能是“{given}”。", where="no", code="no")
        number = chosen or proposal.no or self._proposals.next_number("no", proposal.plenary_id)
        self.refuse_double_number(number, proposal)
        self._proposals.update(proposal.id, {"no": number})
        return Effect(details={"no": str(number)})

    def refuse_double_number(self, number: int, proposal: Proposal) -> None:
        """A 提案号 belongs to one proposal of its plenary, whatever has become of that one."""
        holders = [
            i for i in self._proposals.with_number("no", number, proposal.plenary_id) if i != proposal.id
        ]
        for holder in self._proposals.fetch(holders):
            raise Refused(
                f"{proposal.plenary}的提案号 {number} 已经给了《{holder.title}》，请换一个。",
                where=str(number),
                code="double_number",
            )

    # -- merging -----------------------------------------------------------------------------------------------

    def _merge(self, proposal: Proposal, words: Words, _day: str) -> Effect:
        main = self._find(words["into"])
        if main.id == proposal.id:
            raise Refused(f"{proposal.label}不能并入它自己。", where=words["into"], code="into")
        if main.state in CLOSED_TO_MERGING:
            raise Refused(
                f"{main.label}现在是“{main.state}”，别的提案不能并入它。", where=words["into"], code="into"
            )
        held = self._proposals.fetch(self._proposals.merged_into(proposal.id))
        if held:
            names = "、".join(other.label for other in held)
            raise Refused(
                f"已有{names}并入{proposal.label}，请先把它们拆出。", where=proposal.label, code="into"
            )
        self._proposals.set_merged_into(proposal.id, main.id)
        return Effect(details={"into": main.label})

    def _part(self, proposal: Proposal, _words: Words, _day: str) -> Effect:
        self._proposals.set_merged_into(proposal.id, None)
        return Effect()

    # -- units -------------------------------------------------------------------------------------------------

    def _assign(self, proposal: Proposal, words: Words, day: str) -> Effect:
        parts = {
            UnitRole.LEAD: names_in(words.get("lead", "")),
            UnitRole.SEPARATE: names_in(words.get("separate", "")),
            UnitRole.ASSISTING: names_in(words.get("assisting", "")),
        }
        if parts[UnitRole.LEAD] and parts[UnitRole.SEPARATE]:
            raise Refused(
                "主办与分办只能选一种：一家主办写“主办单位”，几家分办写“分办单位”。",
                where="separate",
                code="units",
            )
        if len(parts[UnitRole.LEAD]) > 1:
            raise Refused("主办单位只能有一家；几家各自答复，请写“分办单位”。", where="lead", code="units")
        every = [folded(name) for names in parts.values() for name in names]
        if not (parts[UnitRole.LEAD] or parts[UnitRole.SEPARATE]):
            raise Refused("请写明主办单位或分办单位。", where="lead", code="units")
        if len(set(every)) < len(every):
            raise Refused(
                "同一家单位只能承担一种办理任务，请核对主办、分办和会办单位。",
                where="assisting",
                code="units",
            )
        units = self._units.book()
        for role, names in parts.items():
            due = words.get("due") or self._due(proposal, role, day)
            for name in names:
                unit = units.known_or_new(name)
                self._proposals.add_handling(
                    proposal.id, unit.id, Handling(unit.name, role, assigned=day, due=due)
                )
        return Effect()

    def _due(self, proposal: Proposal, role: UnitRole, day: str) -> str:
        rules = PlenaryRules.of(self._frame.registry.settings(proposal.plenary_id))
        return rules.reply_due(date.fromisoformat(day), assisting=role is UnitRole.ASSISTING)

    def _part_of(self, proposal: Proposal, name: str) -> Handling:
        found = next((part for part in proposal.handlings if folded(part.unit) == folded(name)), None)
        if found is None:
            names = "、".join(part.unit for part in proposal.handlings) or "无"
            raise Refused(
                f"{proposal.label}没有交给“{name}”办理；承办单位：{names}。", where=name, code="unit"
            )
        return found

    def _check_unit(self, proposal: Proposal, words: Words, _day: str) -> Effect:
        self._part_of(proposal, words["unit"])
        return Effect()

    def _accept(self, proposal: Proposal, words: Words, day: str) -> Effect:
        part = self._part_of(proposal, words["unit"])
        if part.accepted:
            raise Refused(
                f"{part.unit}已在 {part.accepted} 签收{proposal.label}。", where=part.unit, code="accepted"
            )
        self._proposals.update_handling(replace(part, accepted=day))
        waiting = [other for other in proposal.answering if not other.accepted and other.id != part.id]
        return Effect(state=proposal.state if waiting or not part.answers else State.ACCEPTED)

    def _take_back(self, proposal: Proposal, _words: Words, _day: str) -> Effect:
        for part in proposal.handlings:
            self._proposals.remove_handling(part)
        return Effect(
            details={"former": "；".join(f"{part.role} {part.unit}" for part in proposal.handlings)}
        )

    def _reply(self, proposal: Proposal, words: Words, day: str) -> Effect:
        part = self._part_of(proposal, words["unit"])
        known = self._frame.registry.codes("答复类别")
        if known and words["class"] not in known:
            raise Refused(
                f"没有“{words['class']}”这个答复类别，可用：{'、'.join(known)}。", where="class", code="class"
            )
        self._proposals.update_handling(
            replace(
                part, accepted=part.accepted or day, replied=day, doc_no=document_no(words["doc_no"]),
                doc_no_written=words["doc_no"], answer=words["class"],
            )
        )  # fmt: skip
        self._proposals.update(proposal.id, {"disclosure": words["disclosure"]})
        waiting = [other for other in proposal.answering if not other.replied and other.id != part.id]
        return Effect(state=proposal.state if waiting or not part.answers else State.REPLIED)

    def _rework(self, proposal: Proposal, _words: Words, day: str) -> Effect:
        """The units answer again; the first round stays readable in the timeline."""
        former = [
            f"{part.unit} {part.replied} {part.doc_no} {part.answer}".strip() for part in proposal.answering
        ]
        for part in proposal.answering:
            due = self._due(proposal, part.role, day)
            self._proposals.update_handling(
                replace(part, replied="", doc_no="", doc_no_written="", answer="", due=due)
            )
        return Effect(details={"former": "；".join(former)})

    # -- marks -------------------------------------------------------------------------------------------------

    def _mark_key(self, proposal: Proposal, _words: Words, _day: str) -> Effect:
        self._proposals.update(proposal.id, {"key": 1})
        return Effect()

    def _unmark_key(self, proposal: Proposal, _words: Words, _day: str) -> Effect:
        self._proposals.update(proposal.id, {"key": 0})
        return Effect()

    def _mark_excellent(self, proposal: Proposal, _words: Words, _day: str) -> Effect:
        self._proposals.update(proposal.id, {"excellent": 1})
        return Effect()


def state_before(proposal: Proposal, steps: list[Step], actions: tuple[str, ...]) -> State:
    """Give the state that the last of these actions left; for a register that does not say, the likeliest."""
    came_from = next((step.came_from for step in reversed(steps) if step.action in actions), "")
    if came_from:
        return State(came_from)
    if proposal.answering:
        return State.REPLIED if proposal.replied else State.ASSIGNED
    return State.FILED if proposal.no is not None else State.SUBMITTED
