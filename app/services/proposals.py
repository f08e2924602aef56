"""The proposal desk: the register, one proposal, the steps of its life, the figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.db.proposal_query import ProposalQuery
from app.db.proposals import Proposals
from app.db.registry import PastOperation, Plenary
from app.domain import dates
from app.domain.errors import Ambiguous, NotFound, Refused, WrongUsage
from app.domain.fields import PROPOSAL
from app.domain.numbers import whole_number
from app.domain.plenary_rules import PlenaryRules
from app.domain.proposal import VIEWS, Outcome, Proposal, State, Step, outcome_after
from app.domain.proposal_actions import (
    ACTION_TABLE,
    ACTIONS,
    CHOICES,
    WORDS,
    Action,
    Goal,
    label_of,
    open_actions,
)
from app.domain.proposal_figures import Figures, figures
from app.domain.similar import Likeness, Titles
from app.services import proposal_values
from app.services.frame import Frame
from app.services.proposal_steps import Effects, state_before
from app.services.proposal_values import PEOPLE, ProposalValue
from app.services.resources import code_list
from app.services.sponsors import Linked, SponsorBook, signed_by_body

_NUMBERED = re.compile(r"(?P<kind>流水|提案|第)?(?:号)?(?P<number>\d+)号?")


@dataclass(frozen=True, slots=True)
class ProposalDossier:
    """Everything the detail page shows of one proposal; `texts` by key of the field table."""

    proposal: Proposal
    texts: Mapping[str, str]
    steps: tuple[Step, ...]
    merged: tuple[Proposal, ...]
    merged_into: Proposal | None
    actions: tuple[Action, ...]
    operations: tuple[PastOperation, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A proposal after a change, and what the clerk should know besides (a sponsor kept as text …)."""

    proposal: Proposal
    warnings: tuple[str, ...] = ()


class ProposalDesk:
    """Verbs on proposals; each that changes is one operation."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._proposals = Proposals(frame.data)
        self._effects = Effects(frame, self._proposals, self.get)

    # -- looking -----------------------------------------------------------------------------------------------

    def ids(
        self,
        where: Mapping[str, Sequence[str]] | None = None,
        *,
        search: str = "",
        view: str = "",
        sort: str = "no",
        descending: bool = False,
    ) -> list[int]:
        """Give the ids of a list in its order; `fetch` gives the rows as they are shown.

        `where` maps a key of `proposal list` to the values it may have; `view` is one of 待审查, 待交办, 办理中, 逾期,
        待反馈, 跟踪; `sort` a key.
        """
        if view and view not in VIEWS:
            raise WrongUsage(f"没有“{view}”这个视图，可用：{'、'.join(VIEWS)}。", where=view)
        conditions = {key: tuple(values) for key, values in (where or {}).items()}
        query = ProposalQuery(conditions, VIEWS[view] if view else None, self._frame.day(), sort, descending)
        return self._proposals.ids(query, search)

    def fetch(self, ids: Sequence[int]) -> list[Proposal]:
        """Give proposals in the order of their ids."""
        return self._proposals.fetch(ids)

    def listing(
        self,
        where: Mapping[str, Sequence[str]] | None = None,
        *,
        search: str = "",
        view: str = "",
        sort: str = "no",
    ) -> list[Proposal]:
        """Give a whole list (see `ids`)."""
        return self.fetch(self.ids(where, search=search, view=view, sort=sort))

    def proposals(self, plenary: str | None = None) -> list[Proposal]:
        """Give every proposal of a plenary (None: the latest of the current 届); empty before there is one."""
        if plenary is None and self._frame.latest_plenary() is None:
            return []
        return list(self._all_of(self._frame.plenary(plenary).id))

    def get(self, word: str) -> Proposal:
        """Resolve NO: a 流水号, `PLENARY:提案号`, or a 提案号 that only one plenary has.

        A bare number is a 流水号 first. `流水12` and `提案12` (`第12号`) say which of the two is meant, also behind
        `PLENARY:`. Raises Ambiguous with the candidates.
        """
        name, colon, rest = word.strip().replace("：", ":").rpartition(":")
        plenary = self._frame.plenary(name).id if colon else None
        found = _NUMBERED.fullmatch("".join(rest.split()))
        number = whole_number(found["number"]) if found else None
        if found is None or number is None:
            raise WrongUsage(f"“{word}”不是提案的编号，请写流水号、提案号或“次会议:提案号”。", where=word)
        order = {"流水": ("serial",), "提案": ("no",), "第": ("no",)}.get(
            found["kind"] or "", ("no",) if colon else ("serial", "no")
        )
        for column in order:
            ids = self._proposals.with_number(column, number, plenary)
            if len(ids) > 1:
                raise self._ambiguous(word, ids)
            if ids:
                return self.fetch(ids)[0]
        raise NotFound(f"没有编号为“{word}”的提案，请核对流水号或提案号。", where=word)

    def show(self, proposal: Proposal) -> ProposalDossier:
        """Give one proposal with texts, timeline, what was merged into it, the actions open now, and its history."""
        return ProposalDossier(
            proposal, self._proposals.texts([proposal.id]).get(proposal.id, {}), tuple(self._proposals.steps(proposal.id)),
            tuple(self.fetch(self._proposals.merged_into(proposal.id))),
            self._proposals.get(proposal.merged_into) if proposal.merged_into else None, open_actions(proposal.state),
            tuple(self._frame.registry.operations(200, [proposal.id])),
        )  # fmt: skip

    def similar(self, title: str, own: int | None = None) -> list[tuple[Proposal, float]]:
        """Give the proposals of all plenaries whose titles are like this one, the most alike first."""
        alike: list[Likeness[int]] = self._frame.kept.get(("titles",), self._index_titles).like(title)
        scores = {found.key: found.score for found in alike if found.key != own}
        return [(other, scores[other.id]) for other in self.fetch(list(scores))]

    def stats(self, plenary: str | None = None) -> Figures:
        """Count a plenary (None: the latest) as of today, rounded as its parameters say."""
        chosen = self._frame.plenary(plenary)
        rules = PlenaryRules.of(self._frame.registry.settings(chosen.id))
        adopted = tuple(code.name for code in code_list("答复类别") if "counts_as_adopted" in code.flags)
        return figures(self._all_of(chosen.id), self._frame.day(), rules.style, adopted)

    # -- changing ----------------------------------------------------------------------------------------------

    def parse(self, words: Iterable[str], proposal: Proposal | None = None) -> dict[str, ProposalValue]:
        """Read FIELD=VALUE words for `add` and `set` (`proposal` gives what += and -= start from)."""
        return proposal_values.parse_assignments(words, proposal)

    def add(self, values: Mapping[str, ProposalValue], plenary: str | None = None) -> Done:
        """Enter a proposal as a 草稿; it gets the next 流水号 of its plenary."""
        chosen = self._frame.plenary(plenary)
        title = str(values.get("title") or "").strip()
        if not title:
            raise Refused("请填写案由。", where="title", code="title")
        if values.get("no") is not None:
            raise Refused("提案号在立案时给出：先登记，再“立案”，那时可以指定号码。", where="no", code="no")
        linked = self._linked(values, None, str(values.get("kind") or ""), chosen)
        serial = self._proposals.next_number("serial", chosen.id)
        with self._frame.data.operation(f"登记提案 流水{serial} {title}"):
            columns = {**proposal_values.columns_of(values), "title": title, "serial": serial}
            columns.setdefault("sector", self._sector(linked))
            self._learn(columns)
            proposal = self._proposals.add(chosen.id, State.DRAFT, Outcome.PENDING, columns)
            self._proposals.set_sponsors(proposal, linked.sponsors)
            self._proposals.words.refresh()
        return Done(self._fresh(proposal), tuple(sentence for _, sentence in linked.problems))

    def change(self, proposal: Proposal, values: Mapping[str, ProposalValue]) -> Done:
        """Change fields of a proposal."""
        if "title" in values and not str(values["title"] or "").strip():
            raise Refused("案由不能为空。", where="title", code="title")
        if "no" in values:
            self._refuse_number(proposal, values["no"])
        plenary = self._frame.plenary(str(proposal.plenary_id))
        linked = self._linked(values, proposal, str(values.get("kind", proposal.kind) or ""), plenary)
        labels = "、".join(PROPOSAL[key].label for key in list(values)[:3])
        with self._frame.data.operation(
            f"修改{proposal.label}提案的{labels}{'等' if len(values) > 3 else ''}"
        ):
            columns = proposal_values.columns_of(values)
            self._learn(columns)
            self._proposals.update(proposal.id, columns)
            if any(key in values for key in PEOPLE):
                self._proposals.set_sponsors(proposal.id, linked.sponsors)
            self._proposals.words.refresh()
        return Done(self._fresh(proposal.id), tuple(sentence for _, sentence in linked.problems))

    def do(self, proposal: Proposal, name: str, words: Mapping[str, str] | None = None) -> Done:
        """Take one step of the workflow; `words` are its date, note and what it needs. Refused when it is not open."""
        given = {key: value.strip() for key, value in (words or {}).items() if value.strip()}
        action = self._open(proposal, name)
        self._check_words(action, given)
        if action.name == "提交":
            given.setdefault("received", proposal.received or given.get("date", ""))
        given = {key: _full_date(key, value) for key, value in given.items() if value}
        missing = action.missing(given)
        if missing:
            raise Refused(
                f"“{name}”还缺：{'、'.join(map(label_of, missing))}。", where=proposal.label, code="needs"
            )
        day = given.get("date", self._frame.day())
        with self._frame.data.operation(f"{name} {proposal.label}") as operation:
            effect = self._effects.carry_out(name, proposal, given, day)
            state = effect.state or self._goal(action, proposal)
            details = {key: value for key, value in given.items() if key not in ("date", "note")} | dict(
                effect.details or {}
            )
            self._proposals.set_state(proposal.id, state, outcome_after(state, proposal.outcome))
            self._proposals.add_step(
                proposal.id, Step(day, name, given.get("note", ""), proposal.state.value, details)
            )
            self._proposals.words.refresh()
            after = self._fresh(proposal.id)
            operation.label = f"{name} {after.label}"
        return Done(after)

    # -- within ------------------------------------------------------------------------------------------------

    def _all_of(self, plenary: int) -> list[Proposal]:
        return self._frame.kept.get(("register", plenary), lambda: self._proposals.of_plenary(plenary))

    def _index_titles(self) -> Titles[int]:
        titles: Titles[int] = Titles()
        for identity, title in self._proposals.titles():
            titles.add(identity, title)
        return titles

    def _fresh(self, proposal: int) -> Proposal:
        return self._proposals.fetch([proposal])[0]

    def _ambiguous(self, word: str, ids: list[int]) -> Ambiguous:
        which = "；".join(f"{found.reference}《{found.title}》" for found in self.fetch(ids))
        return Ambiguous(f"“{word}”有 {len(ids)} 件：{which}。请写“次会议:提案号”指明是哪一件。", where=word)

    def _open(self, proposal: Proposal, name: str) -> Action:
        action = ACTIONS.get(name)
        if action is None:
            raise WrongUsage(
                f"没有“{name}”这个步骤，可用：{'、'.join(a.name for a in ACTION_TABLE if a.offered)}。",
                where=name,
            )
        offered = open_actions(proposal.state)
        if action not in offered:
            now = "、".join(one.name for one in offered) or "没有"
            raise Refused(
                f"{proposal.label}现在是“{proposal.state}”，不能“{name}”；现在可以：{now}。",
                where=proposal.label,
                code="not_open",
            )
        return action

    def _check_words(self, action: Action, words: Mapping[str, str]) -> None:
        for word, value in words.items():
            if word not in action.known_words:
                known = "、".join(sorted(action.known_words))
                raise WrongUsage(f"“{action.name}”不用“{word}=”，可用：{known}。", where=word)
            if word in CHOICES and value not in CHOICES[word]:
                raise Refused(f"{WORDS[word]}只能是：{'、'.join(CHOICES[word])}。", where=word, code="choice")

    def _goal(self, action: Action, proposal: Proposal) -> State:
        if isinstance(action.after, State):
            return action.after
        if action.after is Goal.SAME:
            return proposal.state
        led_here = tuple(other.name for other in ACTION_TABLE if other.after is proposal.state)
        return state_before(proposal, self._proposals.steps(proposal.id), led_here)

    def _linked(
        self, values: Mapping[str, ProposalValue], proposal: Proposal | None, kind: str, plenary: Plenary
    ) -> Linked:
        if not any(key in values for key in PEOPLE):
            return Linked(())
        people = {
            key: _tuple(values[key]) if key in values else proposal_values.people_of(proposal, key)
            for key in PEOPLE
        }
        held = proposal.sponsors if proposal else ()
        return self._book(plenary).link(
            people["sponsors"], people["seconders"], held=held, bodies=signed_by_body(kind)
        )

    def _book(self, plenary: Plenary) -> SponsorBook:
        return SponsorBook(self._frame.members.of_term(plenary.term_id, self._frame.day()))

    def _sector(self, linked: Linked) -> str:
        first = linked.sponsors[0].member if linked.sponsors else None
        member = self._frame.members.get(first, self._frame.day()) if first else None
        return member.sector if member else ""

    def _refuse_number(self, proposal: Proposal, number: ProposalValue) -> None:
        if proposal.no is None or not isinstance(number, int) or number < 1:
            raise Refused("提案号在立案时给出；立案之后可以改成别的正整数，不能清空。", where="no", code="no")
        self._effects.refuse_double_number(number, proposal)

    def _learn(self, columns: Mapping[str, ProposalValue]) -> None:
        if columns.get("category"):
            self._frame.registry.add_codes("提案类别", [str(columns["category"])])


def _tuple(value: ProposalValue) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _full_date(key: str, text: str) -> str:
    """Read the dates among an action's words; they must be whole."""
    if key not in ("date", "received", "due"):
        return text
    read = dates.whole_day(text)
    if not read.text:
        raise WrongUsage(f"{WORDS[key]}要写成 2026-01-15 的样子，不能是“{text}”。", where=key)
    return read.text
