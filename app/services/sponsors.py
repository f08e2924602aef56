"""Who put a proposal forward: names and numbers of a register found in the roster, or kept as text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.domain.codes import find_code
from app.domain.member import Member
from app.domain.names import search_form
from app.domain.proposal import Sponsor, with_roles
from app.services.resources import code_list


@dataclass(frozen=True, slots=True)
class Linked:
    """Sponsors with their members as far as they are known, and a sentence for each that is not."""

    sponsors: tuple[Sponsor, ...]
    problems: tuple[tuple[str, str], ...] = ()


class SponsorBook:
    """Looks sponsors up among the members of one 届: 委员编号 counts first, then a name that is unique."""

    def __init__(self, people: Iterable[Member]) -> None:
        self._by_no: dict[str, Member] = {}
        self._by_name: defaultdict[str, list[Member]] = defaultdict(list)
        self._by_id: dict[str, Member] = {}
        for member in people:
            self._by_id[str(member.id)] = member
            if member.no:
                self._by_no[member.no] = member
            for name in {search_form(member.name), search_form(member.former_name)} - {""}:
                self._by_name[name].append(member)

    def link(
        self,
        names: Sequence[str],
        seconders: Sequence[str] = (),
        *,
        held: Sequence[Sponsor] = (),
        bodies: bool = False,
    ) -> Linked:
        """Give sponsors in order, nobody twice.

        `held` are the sponsors as they stand: a name among them keeps the member it was linked to. `bodies`:
        党派团体, 界别 and the like sign, whom no roster lists.
        """
        settled = {word: one for one in held if one.member for word in (one.name, str(one.member))}
        sponsors: dict[object, Sponsor] = {}
        problems: list[tuple[str, str]] = []
        said = [[name for name in given if name.strip()] for given in (names, seconders)]
        for name, role in with_roles(*said):
            found = self.find(name)
            if name in settled:
                sponsor = replace(settled[name], role=role)
            elif len(found) == 1:
                sponsor = Sponsor(found[0].name, found[0].id, role)
            else:
                sponsor = Sponsor(name, None, role)
                if found:
                    problems.append((name, f"“{name}”有 {len(found)} 位同名委员，只保留文字；请写委员编号"))
                elif not bodies:
                    problems.append((name, f"名册里没有“{name}”，只保留文字"))
            sponsors.setdefault(sponsor.member or sponsor.name, sponsor)
        return Linked(tuple(sponsors.values()), tuple(problems))

    def find(self, word: str) -> list[Member]:
        """Give the members that a 委员编号, an id or a name may mean."""
        numbered = self._by_no.get(word) or self._by_id.get(word)
        return [numbered] if numbered else list(self._by_name.get(search_form(word), ()))


def signed_by_body(kind: str) -> bool:
    """Whether a 提案者类型 means that a body signs and not a member."""
    code = find_code(code_list("提案者类型"), kind)
    return code is not None and "collective" in code.flags
