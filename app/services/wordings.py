"""The wording desk: the shipped wordings, what the office made of them, and its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app.db.wordings import Wordings
from app.domain.errors import NotFound, Refused, WrongUsage
from app.domain.wording import (
    LONGEST_NAME,
    LONGEST_PART,
    PART,
    PARTS,
    Layout,
    Problem,
    Subject,
    Wording,
    part_named,
)
from app.domain.wording_fields import WordingField, fields_of
from app.intake.cells import line, lines
from app.reports.forms import FORMS
from app.reports.forms.form import ON_PAPER, Form
from app.reports.forms.wording import document_of, problems_of, wording_form
from app.services.frame import Frame
from app.services.wording_seeds import seeds

if TYPE_CHECKING:
    from app.reports.document import Document

T = TypeVar("T", Layout, Subject)

OWN_GROUP = "本单位自己的"
LAYOUT, SUBJECT = "版式", "对象"
"""What may be changed of a wording besides its parts."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A wording as the list shows it: `shipped` ones can be brought back to how they came, `changed` tells whether that does anything."""

    wording: Wording
    shipped: bool
    changed: bool

    @property
    def name(self) -> str:
        """Its name."""
        return self.wording.name


class WordingDesk:
    """Verbs on wordings; each that changes one is one operation."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._kept = Wordings(frame.data)

    # -- reading -----------------------------------------------------------------------------------------------

    def listing(self) -> tuple[Listed, ...]:
        """Every wording: the shipped ones in their groups, then the office's own."""
        kept = {one.name: one for one in self._kept.all()}
        shipped = seeds()
        found = [
            Listed(_dressed(kept[name], seed), shipped=True, changed=True)
            if name in kept
            else Listed(seed, shipped=True, changed=False)
            for name, seed in shipped.items()
        ]
        own = [one for name, one in kept.items() if name not in shipped]
        return (*found, *(Listed(replace(one, group=OWN_GROUP), shipped=False, changed=False) for one in own))

    def get(self, name: str) -> Listed:
        """Find a wording by its name; raises NotFound, naming those there are."""
        listed = self.listing()
        for one in listed:
            if one.name == name:
                return one
        raise NotFound(f"没有“{name}”这份用语。可用：{'、'.join(one.name for one in listed)}。", where=name)

    def fields(self, subject: Subject) -> tuple[WordingField, ...]:
        """The fields that a wording about something may use."""
        return fields_of(subject)

    def problems(self, wording: Wording) -> tuple[Problem, ...]:
        """Everything that is wrong with a wording as it is written now."""
        return problems_of(wording)

    def forms(self) -> tuple[Form, ...]:
        """Every wording as a form to print."""
        return tuple(wording_form(one.wording) for one in self.listing())

    def sample(
        self, wording: Wording, options: Mapping[str, str] | None = None, day: str | None = None
    ) -> Document:
        """Set one copy to look at, from this office's facts; what is not filled stands there by its name."""
        from app.services.paper_facts import gather

        form = wording_form(wording)
        given = form.with_defaults(options or {})
        return document_of(wording, gather(self._frame, form.needs, day, given), given, sample=True)

    def write_sample(
        self, name: str, file: Path, options: Mapping[str, str] | None = None, day: str | None = None
    ) -> Path:
        """Write one copy to look at, as Word or PDF by the file's ending; returns what was written."""
        from app.reports import render

        kind = file.suffix.lower().lstrip(".")
        if kind not in ON_PAPER:
            raise WrongUsage(f"只能写成 .docx 或 .pdf，不能是“{file.name}”。", where=str(file))
        document = self.sample(self.get(name).wording, options, day)
        return render.write(document, file.parent, file.stem, (kind,)).files[0]

    # -- changing ----------------------------------------------------------------------------------------------

    def changed(self, wording: Wording, values: Mapping[str, str]) -> Wording:
        """Give a wording with parts, 版式 or 对象 changed, by key or label; raises WrongUsage for what is none of them."""
        parts = dict(wording.parts)
        layout, subject = wording.layout, wording.subject
        for word, text in values.items():
            part = part_named(word)
            if part is not None:
                parts[part.key] = _clean(text) if part.template else lines(text)[: LONGEST_PART + 1]
            elif word == LAYOUT:
                layout = _one_of(Layout, text, LAYOUT)
            elif word == SUBJECT:
                subject = _one_of(Subject, text, SUBJECT)
            else:
                known = "、".join((LAYOUT, SUBJECT, *(one.label for one in PARTS)))
                raise WrongUsage(f"用语没有“{word}”这个部分。可用：{known}。", where=word)
        return replace(
            wording, layout=layout, subject=subject, parts={key: text for key, text in parts.items() if text}
        )

    def change(self, name: str, values: Mapping[str, str]) -> Listed:
        """Change parts of a wording; refused, saying everything that is wrong, when it could not be printed then."""
        old = self.get(name).wording
        new = self.changed(old, values)
        self._check(new)
        if new != old:
            with self._frame.data.operation(f"修改用语 {name}"):
                self._keep(new)
        return self.get(name)

    def copy(self, name: str, new: str, values: Mapping[str, str] | None = None) -> Listed:
        """Make one's own wording of another, with `values` changed."""
        wording = self.changed(self.get(name).wording, values or {})
        wanted = line(new)
        self._check_name(wanted)
        self._check(wording)
        with self._frame.data.operation(f"新建用语 {wanted}"):
            self._kept.put(replace(wording, name=wanted))
        return self.get(wanted)

    def reset(self, name: str) -> Listed:
        """Bring a shipped wording back to how it came."""
        listed = self.get(name)
        if not listed.shipped:
            raise Refused(
                f"“{name}”是本单位自己的用语，没有原文可以恢复；不要了可以删除。", where=name, code="own"
            )
        if listed.changed:
            with self._frame.data.operation(f"恢复用语 {name}"):
                self._kept.remove(name)
        return self.get(name)

    def delete(self, name: str) -> None:
        """Take away one of the office's own."""
        if self.get(name).shipped:
            raise Refused(
                f"“{name}”是随程序来的用语，不能删除；改过的可以恢复原文。", where=name, code="shipped"
            )
        with self._frame.data.operation(f"删除用语 {name}"):
            self._kept.remove(name)

    def _keep(self, wording: Wording) -> None:
        seed = seeds().get(wording.name)
        if seed is not None and wording == seed:
            self._kept.remove(wording.name)
        else:
            self._kept.put(wording)

    def _check(self, wording: Wording) -> None:
        wrong = self.problems(wording)
        if wrong:
            said = "".join(one.sentence for one in wrong)
            raise Refused(
                f"用语“{wording.name}”没有保存。{said}", where=PART[wrong[0].part].label, code="wording"
            )

    def _check_name(self, name: str) -> None:
        if not name or len(name) > LONGEST_NAME:
            raise Refused(f"请写上用语的名称，最多 {LONGEST_NAME} 个字。", where=name, code="name")
        taken = {one.name for one in self.listing()} | {form.name for form in FORMS}
        if name in taken:
            raise Refused(f"已经有“{name}”了，请换个名称。", where=name, code="name")


def _dressed(kept: Wording, seed: Wording) -> Wording:
    return replace(kept, group=seed.group, purpose=seed.purpose)


def _clean(text: str) -> str:
    """A part as it is kept: one kind of line end, no blanks at the ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()[: LONGEST_PART + 1]


def _one_of(kind: type[T], text: str, what: str) -> T:
    try:
        return kind(text.strip())
    except ValueError as error:
        raise WrongUsage(f"{what}只能是：{'、'.join(kind)}。", where=text) from error
