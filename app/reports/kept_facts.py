"""What a paper said, as it is kept beside its PDF: figures with their places and who is behind them, 口径, order, settings.

The form of it has a version of its own; every later program reads the earlier ones. The same paper gives the same bytes.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, TypeAlias

from app.reports.figures_said import SaidFigure, Stands

VERSION: Final = 1

Words: TypeAlias = Mapping[str, str]
"""What is known of one member or proposal, by the words of the office: {"姓名": "张三", "界别": "经济"}."""


@dataclass(frozen=True, slots=True)
class KeptFacts:
    """A paper as data. `records` say of everybody behind a figure, by (member or proposal, id), what decided that."""

    form: str
    title: str
    term: str = ""
    day: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    figures: tuple[SaidFigure, ...] = ()
    definitions: tuple[str, ...] = ()
    records: Mapping[tuple[str, int], Words] = field(default_factory=dict)

    @property
    def printed(self) -> tuple[SaidFigure, ...]:
        """Give the figures that stand on the paper."""
        return tuple(one for one in self.figures if one.stands is not Stands.BASE)

    def as_json(self) -> dict[str, object]:
        """Give the plain form: ids stand once, in `records`, and figures point to them by their place there."""
        keys = sorted(self.records)
        place = {key: number for number, key in enumerate(keys)}
        return {
            "version": VERSION, "form": self.form, "title": self.title, "term": self.term, "day": self.day,
            "options": dict(sorted(self.options.items())), "definitions": list(self.definitions),
            "figures": [_figure_json(one, place) for one in self.figures],
            "records": [[about, identity, dict(sorted(self.records[about, identity].items()))] for about, identity in keys],
        }  # fmt: skip

    def as_bytes(self) -> bytes:
        """Give what is kept in the file: compact JSON, deflated."""
        text = json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return zlib.compress(text.encode(), 9)

    @classmethod
    def from_bytes(cls, content: bytes) -> KeptFacts:
        """Read what is kept."""
        told = json.loads(zlib.decompress(content))
        keys = [(str(about), int(identity)) for about, identity, _ in told["records"]]
        return cls(
            told["form"], told["title"], told["term"], told["day"], told["options"],
            tuple(_figure(one, keys) for one in told["figures"]), tuple(told["definitions"]),
            {key: words for key, (_, _, words) in zip(keys, told["records"], strict=True)},
        )  # fmt: skip


def _figure_json(one: SaidFigure, place: Mapping[tuple[str, int], int]) -> dict[str, object]:
    """Leave out what is empty: most figures are a few words and a number."""
    full: dict[str, object] = {
        "stands": one.stands.value, "place": one.place, "row": one.row, "column": one.column, "at": one.at, "text": one.text,
        "number": None if one.number is None else str(one.number), "of": one.of, "about": one.about,
    }  # fmt: skip
    made = {
        key: value for key, value in full.items() if value not in ("", None) and (key, value) != ("at", 0)
    }
    if one.behind is not None:
        made["behind"] = [place[one.about, identity] for identity in one.behind]
    return made


def _figure(told: Mapping[str, object], keys: list[tuple[str, int]]) -> SaidFigure:
    def word(key: str) -> str:
        return str(told.get(key, ""))

    number, of, behind, at = told.get("number"), told.get("of"), told.get("behind"), told.get("at", 0)
    return SaidFigure(
        Stands(word("stands")), word("place"), word("row"), word("column"), word("text"),
        None if number is None else Decimal(str(number)), None if of is None else int(str(of)),
        tuple(keys[place][1] for place in behind) if isinstance(behind, list) else None,
        word("about"), int(str(at)),
    )  # fmt: skip
