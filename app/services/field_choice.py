"""The field desk: which member fields the office uses, at which level of privacy, and which nobody may lack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.domain.errors import NotFound, Refused
from app.domain.field_use import INDISPENSABLE, OPEN, FieldUse
from app.domain.fields import MEMBER, MEMBER_FIELDS, MEMBER_SECTIONS, Privacy, member_key
from app.services.frame import Frame


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of a member and the office's word on it; a `locked` one is never switched off."""

    key: str
    label: str
    section: str
    on: bool
    locked: bool
    level: Privacy
    usual: Privacy
    expected: bool


class FieldDesk:
    """Verbs on the choice of fields; each is one operation."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def lines(self) -> list[FieldLine]:
        """Every field in the order of the form."""
        use = self._frame.field_use()
        return [
            FieldLine(
                key,
                MEMBER[key].label,
                section,
                key in use,
                key in INDISPENSABLE,
                use.levels.get(key, MEMBER[key].privacy),
                MEMBER[key].privacy,
                key in use.expected,
            )
            for section, keys in MEMBER_SECTIONS
            for key in keys
        ]

    def key(self, word: str) -> str:
        """Find a field by key, label or another of its headers."""
        found = member_key(word)
        if found is None:
            raise NotFound(
                f"没有“{word}”这个字段，可用：{'、'.join(one.label for one in MEMBER_FIELDS)}。", where=word
            )
        return found

    def switch(self, words: Iterable[str], *, on: bool) -> None:
        """Use fields or stop using them; what they held stays in the file."""
        keys = [self.key(word) for word in words]
        locked = [MEMBER[key].label for key in keys if key in INDISPENSABLE]
        if locked and not on:
            raise Refused(
                f"{'、'.join(locked)}不能停用：名册和网格离不开它。", where=locked[0], code="locked"
            )
        use = self._frame.field_use()
        off = use.off - set(keys) if on else use.off | set(keys)
        self._keep(f"{'启用' if on else '停用'}字段 {_named(keys)}", replace(use, off=off))

    def level(self, words: Iterable[str], level: Privacy | None) -> None:
        """Put fields at a level of privacy (None: the usual one)."""
        keys, use = [self.key(word) for word in words], self._frame.field_use()
        levels = dict(use.levels)
        if level not in (None, Privacy.PUBLIC) and OPEN.intersection(keys):
            raise Refused("姓名只能是公开：没有姓名就不成名册。", where="姓名", code="locked")
        for key in keys:
            if level is None or level is MEMBER[key].privacy:
                levels.pop(key, None)
            else:
                levels[key] = level
        label = level or "原来的级别"
        self._keep(f"字段 {_named(keys)} 设为{label}", replace(use, levels=levels))

    def expect(self, words: Iterable[str], *, on: bool) -> None:
        """Count members without these fields as 资料不全, or no longer."""
        keys, use = [self.key(word) for word in words], self._frame.field_use()
        unused = [MEMBER[key].label for key in keys if key not in use]
        if unused and on:
            raise Refused(f"{'、'.join(unused)}已停用，请先启用。", where=unused[0], code="off")
        wanted = {*use.expected, *keys} if on else set(use.expected) - set(keys)
        ordered = tuple(field.key for field in MEMBER_FIELDS if field.key in wanted)
        self._keep(f"{_named(keys)}{'列入' if on else '不列入'}资料不全", replace(use, expected=ordered))

    def _keep(self, label: str, use: FieldUse) -> None:
        before: Mapping[str, str] = self._frame.field_use().as_settings()
        with self._frame.data.operation(label):
            for key, value in use.as_settings().items():
                if value != before[key]:
                    self._frame.registry.set_setting(key, value)


def _named(keys: Iterable[str]) -> str:
    labels = [MEMBER[key].label for key in keys]
    return "、".join(labels[:3]) + ("等" if len(labels) > 3 else "")
