"""填报表 going out: who lacks what, and a form for each of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from app.domain.completeness import lacking
from app.domain.errors import LiangeError, Refused, WrongUsage
from app.domain.field_use import FieldUse
from app.domain.fields import MEMBER, Field, Kind
from app.domain.file_names import safe_file_name
from app.domain.fill_marker import FORMATS, form_no, mark_of
from app.domain.member import Member
from app.domain.order import Order
from app.reports.fillsheet import write_fill_sheet
from app.reports.fonts import FontBook
from app.reports.forms.fillform import Asked, FillIn, fill_in_form
from app.reports.render import save
from app.reports.word.writer import write_word
from app.services import member_values
from app.services.fill_returns import MOST_FILES, OFFICE_ALONE, FillReturns
from app.services.frame import OFFICE_NAME, Frame
from app.services.roster import Roster

_PRINTED = (
    "no", "name", "sex", "birth", "ethnicity", "affiliations", "sector", "committees", "employer", "job_title", "posts",
    "education", "phone",
)  # fmt: skip
"""What is printed beside the expected fields, when it is known: a member sees at once whether it is right."""
_HINTS: Mapping[str, str] = {
    "birth": "如 1975年3月",
    "ethnicity": "如 汉族、回族",
    "sex": "男、女",
    "affiliations": "如 中共、民盟、无党派、群众",
    "phone": "11 位手机号",
    "id_number": "18 位，末位可为 X",
    "employer": "单位全称",
    "job_title": "在单位的职务",
    "education": "如 大学本科、硕士研究生",
    "committees": "所在专委会，兼职务写在括号里",
    "groups": "所在小组",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """A member with the keys of what is lacking."""

    member: Member
    keys: tuple[str, ...]

    @property
    def words(self) -> str:
        """Name what is lacking."""
        return "、".join(MEMBER[key].label for key in self.keys)


class FillForms:
    """Verbs on who lacks what and on forms that go out."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    # -- who lacks what ----------------------------------------------------------------------------------------

    def gaps(self) -> list[Gap]:
        """Give everyone in office who lacks something, in rank order, with what."""
        use = self._frame.field_use()
        people = Roster(self._frame).in_order(
            [member for member in self._frame.people() if member.in_office], Order.RANK
        )
        found = (Gap(member, lacking(member, use)) for member in people)
        return [gap for gap in found if gap.keys]

    # -- going out ---------------------------------------------------------------------------------------------

    def make(
        self,
        folder: Path,
        *,
        formats: Sequence[str] = ("docx",),
        members: Sequence[Member] | None = None,
        deadline: str = "",
        back_to: str = "",
        step: Callable[[int, int], None] | None = None,
    ) -> list[Path]:
        """Write a file for each member (None: everyone with gaps) and format; refuses when there is nobody to ask.

        Members without gaps get a form too when they are named: to look through what is known. `step` is told (done, total)
        after each file and may raise to cancel: then no form is left. Refused too where a form that is filled in would be lost.
        """
        wrong = [one for one in formats if one not in FORMATS]
        if wrong or not formats:
            raise WrongUsage(
                f"填报表的格式只能是 {'、'.join(FORMATS)}。", where=wrong[0] if wrong else "format"
            )
        chosen = (
            [gap.member for gap in self.gaps()]
            if members is None
            else list({m.id: m for m in members}.values())
        )
        if not chosen:
            raise Refused("没有资料不全的委员，不需要填报表。", code="nobody")
        self._refuse_filled([folder / f"{stem}.{one}" for stem in _stems(chosen) for one in formats])
        written: list[Path] = []
        try:
            for done, file in enumerate(self._files_of(chosen, folder, formats, deadline, back_to)):
                written.append(file)
                if step is not None:
                    step(done + 1, len(chosen) * len(formats))
        except (LiangeError, OSError):  # cancelled, or a full disk: half a set would go out as a whole one
            for file in written:
                file.unlink(missing_ok=True)
            raise
        return written

    def _files_of(
        self, members: Sequence[Member], folder: Path, formats: Sequence[str], deadline: str, back_to: str
    ) -> Iterator[Path]:
        use, fonts = self._frame.field_use(), FontBook()
        for member, stem in zip(members, _stems(members), strict=True):
            form = self._form(member, lacking(member, use), deadline, back_to)
            for one in formats:
                path = folder / f"{stem}.{one}"
                save(path, partial(_write_one, form, one, fonts))
                yield path

    def _refuse_filled(self, files: Iterable[Path]) -> None:
        """Forms that came back into the folder are taken in before new ones are written over them."""
        there = [file for file in files if os.path.exists(file)]  # noqa: PTH110 - of a name that is too long, pathlib raises
        for start in range(0, len(there), MOST_FILES):
            found = FillReturns(self._frame).read(there[start : start + MOST_FILES])
            filled = [*(one.file for one in found.forms), *(one.file for one in found.errors)]
            if not filled:
                continue
            raise Refused(
                f"这个文件夹里的“{filled[0]}”已经填了内容，重新生成会盖掉。请先收回，或换一个文件夹。",
                where=filled[0], code="filled",
            )  # fmt: skip

    def _form(self, member: Member, keys: Iterable[str], deadline: str, back_to: str) -> FillIn:
        use = self._frame.field_use()
        asked = [
            MEMBER[key]
            for key in _with_title(keys, use)
            if MEMBER[key].kind is not Kind.PHOTO and key not in OFFICE_ALONE
        ]
        known = [key for key in (*_PRINTED, *use.expected) if key in use and MEMBER[key] not in asked]
        printed = {key: member_values.text_of(member, key) for key in dict.fromkeys(known)}
        printed = {key: text for key, text in printed.items() if text}
        settings = self._frame.registry.settings()
        return FillIn(
            member.name, form_no(member.id), mark_of(member.id, printed).text,
            tuple((MEMBER[key].label, text) for key, text in printed.items()), tuple(self._asked(one) for one in asked),
            settings.get(OFFICE_NAME, ""), self._frame.term().name, self._frame.today(), deadline, back_to,
        )  # fmt: skip

    def _asked(self, one: Field) -> Asked:
        choices = tuple(self._frame.words(one.codes)) if one.codes and one.kind is Kind.CHOICE else ()
        hint = _HINTS.get(one.key, "")
        if not hint and one.kind is Kind.YES_NO:
            hint, choices = "是、否", ("是", "否")
        if not hint and choices and len("、".join(choices)) <= 40:
            hint = "、".join(choices)
        return Asked(one.label, hint, choices)


def _write_one(form: FillIn, kind: str, fonts: FontBook, stream: BinaryIO) -> None:
    if kind == "docx":
        write_word(fill_in_form(form), fonts, stream)
    else:
        write_fill_sheet(form, stream)


def _with_title(keys: Iterable[str], use: FieldUse) -> list[str]:
    """Ask for the 单位职务 beside a missing 工作单位: people write both at once."""
    wanted = list(keys)
    if "employer" in wanted:
        wanted.insert(wanted.index("employer") + 1, "job_title")
    return [key for key in dict.fromkeys(wanted) if key in use]


def _stems(members: Sequence[Member]) -> list[str]:
    """Give each member's file name: 委员编号 and name; namesakes without a number by their 表号."""
    stems = [
        safe_file_name(f"填报表 {member.no} {member.name}" if member.no else f"填报表 {member.name}")
        for member in members
    ]
    return [
        f"{stem} {form_no(member.id)}" if stems.count(stem) > 1 else stem
        for stem, member in zip(stems, members, strict=True)
    ]


__all__ = ["FORMATS", "FillForms", "Gap"]
