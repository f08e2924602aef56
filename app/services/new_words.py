"""Words that no code list has, told before they are written for good: a slip of the pen would make a 界别 of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.db.members import FieldValue
from app.domain.codes import folded
from app.domain.consequence import Consequence
from app.domain.fields import MEMBER
from app.services import member_values
from app.services.frame import Frame
from app.services.import_lists import office_lists
from app.services.import_words import likest
from app.services.roster import LEARNED

KIND = "代码表"


@dataclass(frozen=True, slots=True)
class NewWord:
    """A word about to be written that a code list has not; `alike` is the list's likest (empty: none is like it).

    `joins` tells whether the list grows by it; else it is only written with the members. A `retired` one stands in the
    list, but not for this 届.
    """

    list: str
    word: str
    alike: str = ""
    joins: bool = True
    retired: bool = False

    @property
    def sentence(self) -> str:
        """What the clerk is told and asked."""
        fate = "将新建" if self.joins else "将照写"
        told = f"“{self.word}”本届已经停用" if self.retired else f"代码表里没有“{self.word}”，{fate}"
        question = f"；是不是“{self.alike}”？" if self.alike else "。"
        return f"{self.list}：{told}{question}"


def new_words(frame: Frame, pairs: Iterable[tuple[str, FieldValue]]) -> list[NewWord]:
    """Give the words of fields' new values that their lists have not, each once; a list still empty asks nothing."""
    found: dict[tuple[str, str], NewWord] = {}
    lists = office_lists(frame)
    for key, value in dict.fromkeys(pairs):
        name = MEMBER[key].codes
        if not name or key == "status" or name in lists.learning:
            continue
        known = lists.known[name]
        same = {folded(word) for word in known}
        for word in member_values.code_names(value):
            if folded(word) not in same:
                alike = next((match for match, _ in likest(word, known)), "")
                retired = any(code.name == word for code in frame.registry.code_rows(name))
                found[name, word] = NewWord(name, word, alike, name in LEARNED, retired)
    return list(found.values())


def as_consequences(words: Iterable[NewWord]) -> list[Consequence]:
    """Say them among what a change would bring about."""
    return [Consequence(KIND, word.sentence) for word in words]
