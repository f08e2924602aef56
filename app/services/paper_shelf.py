"""Which forms are at hand: finding one by words or pinyin, and those printed or saved lately, to be made again in one click.

What was made lately is kept in the data file's bookkeeping: it goes along to another PC and is as safe as the names
it may hold, but it is no business of the change log, and undo passes it over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import LiangeError
from app.domain.member_search import sounds
from app.domain.search_text import search_fold
from app.reports.forms.form import Form
from app.services.frame import Frame
from app.services.resources import readings

KEPT_AS = "paper.recent"
MOST = 10
LONGEST_ANSWER = 20_000
"""Characters of one answer; a longer one (ids of very many) is not worth keeping."""


@dataclass(frozen=True, slots=True)
class Recent:
    """A form that was made: its options, the day (empty: that of the making), how it went out and where to.

    `way` is 打印, or the ending of a file (docx, pdf, xlsx) that stands in `folder` under `file`.
    """

    form: str
    options: Mapping[str, str]
    day: str = ""
    way: str = ""
    folder: str = ""
    file: str = ""
    made: str = ""
    """The day it was made."""

    @property
    def same(self) -> tuple[object, ...]:
        """What makes two of them the same thing to repeat."""
        return (self.form, tuple(sorted(self.options.items())), self.day, self.way, self.folder)


class PaperShelf:
    """Verbs on the forms at hand."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    # -- finding -----------------------------------------------------------------------------------------------

    def fits(self, form: str, text: str, words: str) -> bool:
        """Say whether every word stands in the form's text (name, purpose, group) or is pinyin of its name: 委员名册, wymc, mingce."""
        whole = search_fold(f"{form} {text}")
        terms = [search_fold(word) for word in words.split()]
        return all(term in whole or _sounds(form, term) for term in terms)

    # -- made lately -------------------------------------------------------------------------------------------

    def recent(self) -> tuple[Recent, ...]:
        """Give what was made lately, the latest first; what cannot be read is passed over."""
        try:
            kept = json.loads(self._frame.data.meta(KEPT_AS) or "[]")
        except ValueError:
            return ()
        found = (_read(one) for one in kept) if isinstance(kept, list) else ()
        return tuple(one for one in found if one is not None)[:MOST]

    def note(
        self, form: str, options: Mapping[str, str], *, day: str = "", way: str = "", file: Path | None = None
    ) -> None:
        """Keep one more on top of the others; the same thing made before is let go. A file that is only looked at keeps none."""
        if self._frame.data.read_only or any(len(text) > LONGEST_ANSWER for text in options.values()):
            return
        folder, name = (str(file.parent), file.name) if file is not None else ("", "")
        made = Recent(form, dict(options), day, way, folder, name, self._frame.day())
        others = [one for one in self.recent() if one.same != made.same]
        text = json.dumps([_written(one) for one in (made, *others)[:MOST]], ensure_ascii=False)
        self._frame.data.set_meta(KEPT_AS, text)

    def answers(self, form: Form, options: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
        """Give the answers that a form still takes, and the names of those it does not (a team that is gone, an option of old)."""
        taken: dict[str, str] = {}
        known = {option.name: option for option in form.options}
        for name, text in options.items():
            try:
                taken[name] = known[name].check(text) if text else text
            except (KeyError, LiangeError):
                continue
        return taken, tuple(name for name in options if name not in taken)

    def forget(self) -> None:
        """Keep none of them any more."""
        if not self._frame.data.read_only:
            self._frame.data.set_meta(KEPT_AS, "[]")


def _sounds(form: str, word: str) -> bool:
    if not (word.isascii() and word.isalpha()):
        return False
    table = readings()
    each = [table.of(char) for char in form]
    return any(sounds(each, word, start) for start in range(len(each)))


def _written(one: Recent) -> dict[str, object]:
    return {
        "form": one.form, "options": dict(one.options), "day": one.day, "way": one.way, "folder": one.folder,
        "file": one.file, "made": one.made,
    }  # fmt: skip


def _read(kept: object) -> Recent | None:
    if not isinstance(kept, dict) or not kept.get("form") or not isinstance(kept.get("options"), dict):
        return None
    options = {str(name): str(text) for name, text in kept["options"].items()}
    words = (str(kept.get(key, "")) for key in ("day", "way", "folder", "file", "made"))
    return Recent(str(kept["form"]), options, *words)
