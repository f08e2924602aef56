"""填报表: who lacks what, a form for each of them, and what comes back read into the roster as one operation."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO

from app.db.host import safe_file_name
from app.db.members import FieldValue
from app.db.spellings import Spellings
from app.domain.completeness import lacking
from app.domain.errors import LiangeError, Refused, WrongUsage
from app.domain.field_use import FieldUse
from app.domain.fields import MEMBER, Field, Kind
from app.domain.fill_marker import FORMATS, form_no, mark_of
from app.domain.finding import Finding, refusal_of
from app.domain.member import Member
from app.domain.names import clean_name
from app.domain.order import Order
from app.domain.team import ANY_TEAM
from app.intake.cells import Codes, read_cell, read_paper
from app.intake.fillform import Returned, read_returned
from app.reports.fillsheet import write_fill_sheet
from app.reports.fonts import FontBook
from app.reports.forms.fillform import Asked, FillIn, fill_in_form
from app.reports.render import save
from app.reports.word import write_word
from app.services import member_values
from app.services.frame import OFFICE_NAME, Frame
from app.services.import_lists import office_codes
from app.services.import_words import in_order
from app.services.roster import Roster

READ = (".docx", ".docm", ".xlsx", ".xlsm", ".xls", ".ods")
MOST_FILES = 2_000
"""Files of one return: an office has some hundred members."""

_PRINTED = (
    "no", "name", "sex", "birth", "ethnicity", "affiliations", "sector", "committees", "employer", "job_title", "posts",
    "education", "phone",
)  # fmt: skip
"""What is printed beside the expected fields, when it is known: a member sees at once whether it is right."""
_OFFICE_ALONE = frozenset({"no", "name", "posts", "status"})
"""What the office alone decides: it is not asked for, and a form that changes it is a finding, not a change."""
_ONCE = frozenset({"sector"})
"""What a member may say while it is not known; changing it is the office's business."""
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


@dataclass(frozen=True, slots=True)
class Filled:
    """One form that came back: whose it is, and by field the text before and after with the value to enter."""

    file: str
    member: Member
    changes: tuple[tuple[str, str, str], ...]
    values: Mapping[str, FieldValue]


@dataclass(frozen=True, slots=True)
class FillPreview:
    """What a return would do; nothing has entered. Forms that say nothing new are counted in `unchanged`."""

    forms: tuple[Filled, ...] = ()
    unchanged: tuple[Member, ...] = ()
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    files: int = 0

    def refusal(self) -> Refused | None:
        """The refusal of a return with errors, naming the first place; None when there is none."""
        return refusal_of(self.errors)


@dataclass(slots=True)
class _Reading:
    """What is gathered while files are read; `means` are the words that were decided on at imports, `codes` the lists."""

    means: Mapping[str, Mapping[str, str]]
    codes: Codes
    forms: dict[int, Filled] = field(default_factory=dict)
    unchanged: dict[int, Member] = field(default_factory=dict)
    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)


class FillForms:
    """Verbs on forms that members fill in."""

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
        found = self.read(there[:MOST_FILES]) if there else FillPreview()
        filled = [*(one.file for one in found.forms), *(one.file for one in found.errors)]
        if filled:
            raise Refused(
                f"这个文件夹里的“{filled[0]}”已经填了内容，重新生成会盖掉。请先收回，或换一个文件夹。",
                where=filled[0], code="filled",
            )  # fmt: skip

    def _form(self, member: Member, keys: Iterable[str], deadline: str, back_to: str) -> FillIn:
        use = self._frame.field_use()
        asked = [
            MEMBER[key]
            for key in _with_title(keys, use)
            if MEMBER[key].kind is not Kind.PHOTO and key not in _OFFICE_ALONE
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

    # -- coming back -------------------------------------------------------------------------------------------

    def read(self, paths: Sequence[Path]) -> FillPreview:
        """Read files and folders of forms that came back and tell what they would change; nothing is written."""
        files = [file for path in paths for file in _files(path)]
        if not files:
            raise Refused("没有找到填报表（docx 或 xlsx），请核对文件夹。", code="nothing")
        if len(files) > MOST_FILES:
            raise Refused(f"有 {len(files)} 个文件，一次最多收回 {MOST_FILES} 份。", code="too_many")
        use = self._frame.field_use()
        labels = {one.label: one for one in use.fields if one.kind is not Kind.PHOTO}
        people = {member.id: member for member in self._frame.people()}
        means = Spellings(self._frame.data).all()
        reading = _Reading(means, office_codes(self._frame, means))
        for file in files:
            try:
                returned = read_returned(file, labels)
            except LiangeError as error:
                reading.errors.append(Finding(error.message, file.name))
                continue
            self._take(returned, labels, people, reading)
        return FillPreview(
            tuple(reading.forms.values()),
            tuple(member for identity, member in reading.unchanged.items() if identity not in reading.forms),
            tuple(reading.errors),
            tuple(reading.warnings),
            len(files),
        )

    def _take(
        self, returned: Returned, labels: Mapping[str, Field], people: Mapping[int, Member], reading: _Reading
    ) -> None:
        member = self._whose(returned, people, reading)
        if member is None:
            return
        changes: list[tuple[str, str, str]] = []
        values: dict[str, FieldValue] = {}
        # the 身份证号 last, as an import has it: the 证件类型 of the form says what to expect
        for label, text in sorted(returned.cells, key=lambda cell: labels[cell[0]].key == "id_number"):
            one = labels[label]
            before = member_values.text_of(member, one.key)
            if returned.mark is not None and returned.mark.unchanged(one.key, text):
                continue
            if not text or "".join(text.split()) == "".join(before.split()):
                continue
            if one.key in _OFFICE_ALONE or (one.key in _ONCE and before):
                message = f"{member.name}的{label}由政协登记，填报表上的“{text}”没有读入"
                reading.warnings.append(Finding(message, returned.file, column=label, value=text))
                continue
            kind = str(values.get("id_kind") or member.more.get("id_kind", ""))
            value = self._value(one, text, kind, returned.file, reading)
            if value is not None and value != member_values.value_of(member, one.key):
                values[one.key] = value
                changes.append((label, before, _shown(value)))
        if not values:
            reading.unchanged[member.id] = member
        elif member.id in reading.forms:
            first = reading.forms[member.id].file
            message = f"{member.name}已经有一份填报表“{first}”，这一份没有读入；请只留一份"
            reading.errors.append(Finding(message, returned.file, value=member.name))
        elif self._may(member, values, returned.file, reading):
            _doubt_paper(member, values, returned.file, reading)
            reading.forms[member.id] = Filled(returned.file, member, tuple(changes), values)

    def _whose(self, returned: Returned, people: Mapping[int, Member], reading: _Reading) -> Member | None:
        """The member whose form it is; a finding when that cannot be, or the name in it is somebody else's."""
        if not returned.member:
            reading.errors.append(Finding("不是本系统生成的填报表（没有表号），没有读入", returned.file))
            return None
        member = people.get(returned.member)
        if member is None:
            number = form_no(returned.member)
            reading.errors.append(
                Finding(f"本届名册里没有表号 {number} 的委员，没有读入", returned.file, value=number)
            )
            return None
        name = clean_name(dict(returned.cells).get(MEMBER["name"].label, member.name)).name
        if name not in (member.name, member.former_name):
            message = f"表号是{member.name}的，姓名却写着“{name}”，没有读入；请核对是谁填的"
            reading.errors.append(Finding(message, returned.file, column="姓名", value=name))
            return None
        return member

    def _value(self, one: Field, text: str, kind: str, file: str, reading: _Reading) -> FieldValue:
        """Read a cell as an import does, a number by the `kind` of paper; None for one that says nothing or has an error."""
        team = ANY_TEAM if one.key == "groups" else ""
        if one.key == "id_number":
            read = read_paper(text, kind)[1]
        else:
            read = read_cell(one, in_order(one, text, reading.means, reading.codes), reading.codes, team)
        if read.error:
            reading.errors.append(Finding(read.error, file, column=one.label, value=text))
            return None
        if read.warning:
            reading.warnings.append(Finding(read.warning, file, column=one.label, value=text))
        return read.value

    def _may(self, member: Member, values: Mapping[str, FieldValue], file: str, reading: _Reading) -> bool:
        """Whether the roster would take these values."""
        try:
            Roster(self._frame).checked(member, values, day=self._frame.day())
        except LiangeError as error:
            reading.errors.append(Finding(error.message, file, value=member.name))
            return False
        return True

    def enter(self, preview: FillPreview) -> int:
        """Enter what is good as one operation; gives the number of members changed, refuses when there is none."""
        if not preview.forms:
            raise Refused("填报表里没有新的内容，没有改动。", code="unchanged")
        roster, day = Roster(self._frame), self._frame.day()
        with self._frame.data.operation(f"收回填报表 {len(preview.forms)} 人"):
            for form in preview.forms:
                roster.change(form.member, form.values, day=day)
        return len(preview.forms)


def _doubt_paper(member: Member, values: Mapping[str, FieldValue], file: str, reading: _Reading) -> None:
    """A sound 身份证号 that says another birth date or sex than is known is worth a second look, as at an import."""
    if not {"id_number", "birth", "sex"} & values.keys():
        return

    def now(key: str) -> str:
        return str(values.get(key) or member_values.value_of(member, key) or "")

    paper = read_paper(now("id_number"), now("id_kind"))[0]
    for key, told in (("birth", paper.birth), ("sex", paper.sex)):
        if told and now(key) and not told.startswith(now(key)):
            label = MEMBER[key].label
            message = f"{label}“{now(key)}”与身份证号中的“{told}”不一致，请核对"
            reading.warnings.append(Finding(message, file, column=label, value=now(key)))


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


def _files(path: Path) -> list[Path]:
    """A file, or the forms in a folder and those below it (one folder for each 界别 is usual)."""
    if not path.is_dir():
        return [path]
    return sorted(
        file
        for file in path.rglob("*")
        if file.suffix.lower() in READ and not file.name.startswith(("~$", "."))
    )


def _shown(value: FieldValue) -> str:
    if isinstance(value, tuple):
        return "、".join(item if isinstance(item, str) else member_values.seat_text(item) for item in value)
    return "是" if value is True else "否" if value is False else str(value or "")


__all__ = ["FORMATS", "FillForms", "FillPreview", "Filled", "Gap"]
