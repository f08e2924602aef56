"""Which of the field table an office uses: columns switched off, levels of privacy of its own, what nobody may lack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.domain.fields import EXPECTED, MEMBER_FIELDS, Field, Privacy

INDISPENSABLE = frozenset({"no", "name", "sector", "posts", "status", "affiliations"})
"""Without these there is no list and no grid: they are never switched off."""

OPEN = frozenset({"name"})
"""A list without names is none: these are never kept from anybody."""

OFF, LEVELS, WANTED = "fields.off", "fields.privacy", "fields.expected"
"""Settings that keep it: keys with a comma between; key=级别 with a comma between; keys with a comma between."""


@dataclass(frozen=True, slots=True)
class FieldUse:
    """An office's word on the field table.

    A field that is `off` is neither asked for, shown, printed, exported nor imported; what it held stays in the file.
    `levels` are levels of privacy that differ from the table's; `expected` are the keys that make 资料不全.
    """

    off: frozenset[str] = frozenset()
    levels: Mapping[str, Privacy] = field(default_factory=dict)
    expected: tuple[str, ...] = EXPECTED

    @property
    def fields(self) -> tuple[Field, ...]:
        """The member fields in use, in table order, at the office's levels of privacy."""
        return self.of(MEMBER_FIELDS)

    def of(self, fields: Iterable[Field]) -> tuple[Field, ...]:
        """Keep of some member fields those in use, at the office's levels of privacy."""
        return tuple(
            replace(one, privacy=self.levels[one.key]) if one.key in self.levels else one
            for one in fields
            if one.key not in self.off
        )

    def __contains__(self, key: str) -> bool:
        """Whether a field is in use."""
        return key not in self.off

    def as_settings(self) -> dict[str, str]:
        """Give the settings that keep this."""
        return {
            OFF: ",".join(sorted(self.off)),
            LEVELS: ",".join(f"{key}={level}" for key, level in sorted(self.levels.items())),
            WANTED: ",".join(self.expected),
        }


def field_use(settings: Mapping[str, str]) -> FieldUse:
    """Read an office's word from its settings; what is unknown there is passed over."""
    known = {one.key for one in MEMBER_FIELDS}
    pairs = (part.partition("=") for part in settings.get(LEVELS, "").split(","))
    levels = {
        key: Privacy(level) for key, _, level in pairs if key in known - OPEN and level in list(Privacy)
    }
    off = frozenset(settings.get(OFF, "").split(",")) & known - INDISPENSABLE
    wanted = EXPECTED if WANTED not in settings else settings[WANTED].split(",")
    return FieldUse(off, levels, tuple(key for key in wanted if key in known and key not in off))
