"""填报表 coming back: what members wrote read into the roster as one operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.db.members import FieldValue
from app.db.spellings import Spellings
from app.domain.errors import LiangeError, Refused
from app.domain.fields import MEMBER, Field, Kind
from app.domain.fill_marker import form_no
from app.domain.finding import Finding, refusal_of
from app.domain.member import Member
from app.domain.names import clean_name
from app.domain.team import ANY_TEAM
from app.intake.cells import Codes, read_cell, read_paper
from app.intake.fillform import Returned, read_returned
from app.services import member_values
from app.services.frame import Frame
from app.services.import_lists import office_codes
from app.services.import_words import in_order
from app.services.roster import Roster

READ = (".docx", ".docm", ".xlsx", ".xlsm", ".xls", ".ods")
MOST_FILES = 10_000
"""Files of one return: an office has some hundred members."""
OFFICE_ALONE = frozenset({"no", "name", "posts", "status"})
"""What the office alone decides: it is not asked for, and a form that changes it is a finding, not a change."""
_ONCE = frozenset({"sector"})
"""What a member may say while it is not known; changing it is the office's business."""


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


class FillReturns:
    """Verbs on forms that came back."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

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
            if one.key in OFFICE_ALONE or (one.key in _ONCE and before):
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
