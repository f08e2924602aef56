"""The code-list desk: words added, renamed, merged, ordered, retired; what holds a word follows in the same operation."""

from __future__ import annotations

from app.db.code_uses import TEAM_KINDS, CodeUses
from app.db.registry import CodeRow, Term
from app.domain.code_lists import LISTS, LONGEST_WORD, CodeLine, CodeList
from app.domain.codes import folded
from app.domain.errors import NotFound, Refused
from app.domain.team import COMMITTEE
from app.intake.cells import line
from app.services.frame import TEAM_FLAGS, Frame
from app.services.resources import shipped_names

FLAGS = ("place", "outsiders")


class CodeDesk:
    """Verbs on code lists; each that changes is one operation."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._uses = CodeUses(frame.data)

    # -- looking -----------------------------------------------------------------------------------------------

    def lists(self) -> tuple[CodeList, ...]:
        """Every list that may be edited."""
        return LISTS

    def list_named(self, name: str) -> CodeList:
        """Find a list by its name."""
        found = next((one for one in LISTS if one.name == name), None)
        if found is None:
            raise NotFound(
                f"没有“{name}”这个代码表，可用：{'、'.join(one.name for one in LISTS)}。", where=name
            )
        return found

    def lines(self, name: str) -> list[CodeLine]:
        """The words of a list in their order, then those that only the data has."""
        chosen, registry, term = self.list_named(name), self._frame.registry, self._frame.term()
        uses = self._uses.counts(name, term.id)
        terms = {one.id: one.name for one in registry.terms()}
        rows = registry.code_rows(name)
        known = [
            CodeLine(
                row.name,
                uses[row.name],
                row.in_force(list(terms), term.id),
                terms.get(row.from_term or 0, ""),
                terms.get(row.to_term or 0, ""),
            )
            for row in rows
        ]
        if not rows and not chosen.own:
            known = [CodeLine(word, uses[word]) for word in shipped_names(name)]
        names = {one.name for one in known}
        return [*known, *(CodeLine(word, uses[word], listed=False) for word in sorted(set(uses) - names))]

    def suggested(self, name: str) -> list[str]:
        """Words of the shipped list that the office's own has not."""
        present = {one.name for one in self.lines(name)}
        return [word for word in shipped_names(name) if word not in present]

    # -- changing ----------------------------------------------------------------------------------------------

    def add(self, name: str, words: list[str]) -> list[str]:
        """Add words at the end of a list; return what was new. Those that are there already are refused."""
        chosen = self.list_named(name)
        sound = [self._sound(chosen, word) for word in words]
        words = list({folded(word): word for word in reversed(sound)}.values())[::-1]
        present = {folded(one.name): one.name for one in self.lines(name) if one.listed}
        for word in words:
            if folded(word) in present:
                raise Refused(f"“{name}”里已经有“{present[folded(word)]}”了。", where=word, code="exists")
        with self._frame.data.operation(f"{name}增加 {'、'.join(words[:3])}{'等' if len(words) > 3 else ''}"):
            self._own(chosen)
            return self._frame.registry.add_codes(name, words)

    def rename(self, name: str, old: str, new: str) -> None:
        """Correct a word; this 届 follows everywhere. Where an earlier 届 has the old word it keeps it."""
        chosen = self.list_named(name)
        new = self._sound(chosen, new)
        if folded(new) in {folded(one.name) for one in self.lines(name) if one.name != old}:
            raise Refused(f"“{name}”里已经有“{new}”了；要并成一个，请用“合并”。", where=new, code="exists")
        self._refuse_fixed(chosen, old)
        term = self._frame.term().id
        with self._frame.data.operation(f"{name}“{old}”改为“{new}”"):
            row = self._row(chosen, old)
            self._replace(name, old, new)
            registry = self._frame.registry
            if not self._uses.anywhere(name, old):
                registry.rename_code(row.id, new)
                return
            order = [one.id for one in registry.code_rows(name)]
            registry.add_codes(name, [new])
            added = registry.code_rows(name)[-1]
            registry.limit_code(added.id, term, None)
            registry.limit_code(row.id, row.from_term, term)
            order.insert(order.index(row.id) + 1, added.id)
            registry.order_codes(order)

    def merge(self, name: str, old: str, into: str) -> None:
        """Let everything of this 届 that has one word have another; the word goes, or stays with an earlier 届."""
        chosen = self.list_named(name)
        self._refuse_fixed(chosen, old)
        if old == into:
            raise Refused(f"“{old}”不能并入它自己。", where=old, code="same")
        with self._frame.data.operation(f"{name}“{old}”并入“{into}”"):
            row = self._row(chosen, old)
            self._row(chosen, into)
            self._replace(name, old, into)
            if self._uses.anywhere(name, old):
                self._frame.registry.limit_code(row.id, row.from_term, self._frame.term().id)
            else:
                self._frame.registry.remove_code(row.id)

    def move(self, name: str, word: str, steps: int) -> None:
        """Move a word up (negative) or down in its list; at an end it stays."""
        chosen = self.list_named(name)
        with self._frame.data.operation(f"{name}调整“{word}”的次序"):
            row = self._row(chosen, word)
            order = [one.id for one in self._frame.registry.code_rows(name)]
            place = order.index(row.id)
            order.insert(max(0, min(len(order), place + steps)), order.pop(place))
            self._frame.registry.order_codes(order)

    def limit(self, name: str, word: str, *, since: str | None = None, until: str | None = None) -> None:
        """Say from which 届 on a word is in force, and from which on no more; "" takes the limit away, None leaves it."""
        chosen = self.list_named(name)
        with self._frame.data.operation(f"{name}“{word}”{'停用' if until else '启用'}"):
            row = self._row(chosen, word)
            first = row.from_term if since is None else self._term(since)
            last = row.to_term if until is None else self._term(until)
            order = [one.id for one in self._frame.registry.terms()]
            if first and last and order.index(last) <= order.index(first):
                raise Refused(f"“{word}”的停用届次要在启用届次之后。", where=word, code="span")
            self._frame.registry.limit_code(row.id, first, last)

    def retire(self, name: str, word: str, term: str = "") -> None:
        """Offer a word no more from a 届 on (empty: the current one); whoever has it keeps it."""
        self.limit(name, word, until=term or self._frame.term().name)

    def remove(self, name: str, word: str) -> None:
        """Take a word out that nothing in the file has; refuses otherwise."""
        chosen = self.list_named(name)
        if self._uses.anywhere(name, word):
            raise Refused(
                f"“{word}”还有地方在用，不能删除。请改用“合并”或“停用”。", where=word, code="in_use"
            )
        with self._frame.data.operation(f"{name}删除“{word}”"):
            self._frame.registry.remove_code(self._row(chosen, word).id)

    # -- within ------------------------------------------------------------------------------------------------

    def _own(self, chosen: CodeList) -> None:
        """Before a list is edited the words that stood for it become the office's own."""
        if not self._frame.registry.code_rows(chosen.name):
            self._frame.registry.add_codes(chosen.name, [one.name for one in self.lines(chosen.name)])

    def _row(self, chosen: CodeList, word: str) -> CodeRow:
        """The row of a word; one that only the data has is listed now."""
        self._own(chosen)
        present = [one.name for one in self.lines(chosen.name)]
        if word not in present:
            raise NotFound(
                f"“{chosen.name}”里没有“{word}”，有的是：{'、'.join(present) or '（空）'}。", where=word
            )
        self._frame.registry.add_codes(chosen.name, [word])
        return next(row for row in self._frame.registry.code_rows(chosen.name) if row.name == word)

    def _replace(self, name: str, old: str, new: str) -> None:
        self._uses.replace(name, old, new, self._frame.term().id)
        if name == TEAM_KINDS:
            for flag in FLAGS:
                have = self._frame.team_kinds(flag)
                if old in have:
                    self._frame.registry.set_setting(
                        TEAM_FLAGS + flag, ",".join(sorted(have - {old} | {new}))
                    )

    def _term(self, name: str) -> int | None:
        if not name:
            return None
        found: list[Term] = [one for one in self._frame.registry.terms() if one.name == name]
        if not found:
            raise NotFound(f"没有名为“{name}”的届次。", where=name)
        return found[0].id

    def _sound(self, chosen: CodeList, word: str) -> str:
        word = line(word)
        if not word or len(word) > LONGEST_WORD:
            raise Refused(f"名称不能为空，最多 {LONGEST_WORD} 个字。", where=word, code="name")
        if chosen.name == TEAM_KINDS and (word == COMMITTEE or "/" in word or "," in word):
            raise Refused(f"小组种类不能叫“{word}”。", where=word, code="name")
        if chosen.closed and word not in chosen.closed:
            raise Refused(
                f"程序不认识“{word}”这个{chosen.name}，可用：{'、'.join(sorted(chosen.closed))}。",
                where=word,
                code="closed",
            )
        return word

    def _refuse_fixed(self, chosen: CodeList, word: str) -> None:
        if word in chosen.closed:
            raise Refused(
                f"“{word}”是程序认识的{chosen.name}，不能改名或合并。不用它时请停用。",
                where=word,
                code="closed",
            )
