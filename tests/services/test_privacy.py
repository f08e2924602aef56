"""What only 完整 may tell stands on no paper and in no table of another level."""

from __future__ import annotations

import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from app.domain.errors import Refused
from app.domain.fields import MEMBER, MEMBER_FIELDS, Kind, Privacy
from app.office import Office
from app.reports.forms import FORMS
from app.reports.forms.form import Form
from tests import given

SECRETS = {
    "phone": "13912345678",
    "id_number": "110101198001011237",
    "home_address": "清河街1号",
    "wechat": "weixin9",
}
LEVELLED = [form.name for form in FORMS if any(option.name == "级别" for option in form.options)]
PLAIN = [form.name for form in FORMS if form.name not in LEVELLED]


@pytest.fixture
def told(county: Office) -> Office:
    county.roster.change(county.roster.get("骆宾"), dict(SECRETS), day=None)
    think_tank = county.teams.add("智库", "文史智库", {"phone": SECRETS["phone"]})
    county.teams.add_outsider(think_tank, {"name": "钱多多", "phone": SECRETS["phone"]})
    county.register.add(
        county.register.parse(["title=关于公共厕所的建议", "sponsors=骆宾", "received=2026-01-12"])
    )
    return county


def secrets_in(files: tuple[Path, ...]) -> set[str]:
    """The keys of the secrets that stand in Word files."""
    texts = []
    for file in files:
        with zipfile.ZipFile(file) as package:
            texts += [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
    return {key for key, secret in SECRETS.items() if any(secret in text for text in texts)}


@pytest.mark.parametrize("level", ["公开", "内部", "完整"])
@pytest.mark.parametrize("name", LEVELLED)
def test_表按级别(told: Office, tmp_path: Path, name: str, level: str) -> None:
    made = told.paper.make([name], tmp_path, formats=("docx",), options={"级别": level})
    assert bool(secrets_in(made.files)) == (level == "完整")


def test_只读时完整的写不出去_内部的照写(told: Office, tmp_path: Path) -> None:
    looking, full, folder = told.reader(), {"级别": "完整"}, tmp_path / "出"
    pieces = looking.paper_batch.forms(["通讯录", "名额表"], full)
    with pytest.raises(Refused, match="只读打开时不能导出"):
        looking.paper.make(["名额表", "通讯录"], folder, options=full)
    with pytest.raises(Refused, match="只读打开时不能导出"):
        looking.paper.make_as("通讯录", folder / "通讯录.docx", options=full)
    assert not folder.exists()
    batch = looking.paper_batch.make(pieces, folder, formats=("docx",))
    assert ["只读打开时不能导出" in one.problem for one in batch.outcomes] == [True, False]
    assert [bool(one.files) for one in batch.outcomes] == [False, True]
    assert looking.paper.make(["通讯录"], folder, options={"级别": "内部"}, formats=("docx",)).files
    looking.close()


@pytest.mark.parametrize("name", PLAIN)
def test_不分级别的表不写个人信息(told: Office, tmp_path: Path, name: str) -> None:
    made = told.paper.make([name], tmp_path, formats=("docx",))
    assert secrets_in(made.files) == set()


@pytest.mark.parametrize("level", list(Privacy))
def test_导出按级别_导回来什么也不丢(told: Office, tmp_path: Path, level: Privacy) -> None:
    written = told.roster_export.at_level(tmp_path / "名册.csv", level=level)
    text = written.file.read_text("utf-8-sig")
    assert {key for key, secret in SECRETS.items() if secret in text} == (
        set(SECRETS) if level is Privacy.FULL else set()
    )
    told.roster_import.apply(told.roster_import.preview([written.file]))
    assert {key: told.roster.get("骆宾").more[key] for key in SECRETS} == SECRETS


# -- everything that is not 公开, field by field ------------------------------------------------------------------

NUMBERS = {
    "phone": "13911112222", "contact_phone": "13922223333", "home_phone": "0571-81112222", "office_phone": "0571-82223333",
    "email": "mijian@secret.example", "id_number": "110101196307190017", "postcode": "311811", "home_postcode": "311822",
    "employer_postcode": "311833", "religion": "佛教", "health": "残疾",
}  # fmt: skip
DAYS = {"birth": "1963-07-19", "work_started": "1983-08-21", "party_joined": "1987-09-23"}
PLANTED = {
    field.key: NUMBERS.get(field.key) or DAYS.get(field.key) or f"密{field.label}标"
    for field in MEMBER_FIELDS
    if field.privacy is not Privacy.PUBLIC
    and (field.key in NUMBERS or field.key in DAYS or field.kind in (Kind.TEXT, Kind.LONG))
}
"""What one member holds in every field that is not for everyone, each told apart from all others."""
PURPOSE = {
    "生日名单": {"birth"},
    "地址标签": {"address", "postcode"},
    "委员身份证明": {"birth"},
    "生日贺卡": {"birth"},
}
"""Papers without a level that are made to say just this."""


def spellings(key: str) -> set[str]:
    """How a planted value may stand on paper: a day as figures, in words, to the month, as a day number of Excel."""
    value = PLANTED[key]
    if key not in DAYS:
        return {value}
    year, month, _ = value.split("-")
    return {value[:7], f"{year}.{month}", f"{year}年{int(month)}月", value.replace("-", ""), f">{year}<"}


def everything_in(file: Path) -> str:
    """All that a file says, its properties and the names of its parts too; of a PDF what can be copied out of it."""
    content = file.read_bytes()
    if file.suffix == ".pdf":
        with pypdfium2.PdfDocument(content) as pdf:
            return str(pdf.get_metadata_dict()) + "".join(
                page.get_textpage().get_text_range().replace("\r\n", "") for page in pdf
            )
    if zipfile.is_zipfile(BytesIO(content)):
        with zipfile.ZipFile(BytesIO(content)) as package:
            return "".join(
                name + package.read(name).decode("utf-8", "replace") for name in package.namelist()
            )
    return content.decode("utf-8-sig", "replace")


def told_above(files: tuple[Path, ...], level: Privacy) -> dict[str, set[str]]:
    """The fields that a level does not allow and that stand in files, by file."""
    closed = {key for key in PLANTED if not level.allows(MEMBER[key].privacy)}
    return {
        file.name: found
        for file in files
        if (text := everything_in(file))
        and (found := {key for key in closed if any(one in text for one in spellings(key))})
    }


@pytest.fixture
def planted(county: Office) -> Office:
    county.roster.change(county.roster.get("骆宾"), dict(PLANTED), day=None)
    county.roster.change(county.roster.get("骆宾"), {"status": "暂停履职"}, day="2026-02-01")
    county.roster.change(county.roster.get("骆宾"), {"status": "在册"}, day="2026-03-01")
    county.liaison.assign("2026-01-15")
    words = ["title=关于公共厕所的建议", "sponsors=骆宾", "received=2026-01-12", "text=建议增加。"]
    county.register.add(county.register.parse(words))
    return county


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_每种表每个级别_栏目一个不多(planted: Office, tmp_path: Path, form: Form) -> None:
    levels = next((one for one in form.options if one.name in ("级别", "发给")), None)
    for level in map(Privacy, levels.choices if levels else (Privacy.PUBLIC,)):
        options = {levels.name: level.value} if levels else {}
        made = planted.paper.make(
            [form.name], tmp_path / level, formats=form.formats, options=options, anyway=True
        )
        told = told_above(made.files, level)
        assert {key for found in told.values() for key in found} <= PURPOSE.get(form.name, set()), told


def test_每份用语_只写它要写的(planted: Office, tmp_path: Path) -> None:
    made = 0
    for listed in planted.wordings.listing():
        options = {"没有填的": "留空白"}
        try:
            files = planted.paper.make([listed.name], tmp_path, options=options, anyway=True).files
        except Refused:  # nobody joined, left, or has a 重点提案
            files = (planted.wordings.write_sample(listed.name, tmp_path / f"{listed.name}.docx"),)
        made += len(files)
        told = told_above(files, Privacy.PUBLIC)
        assert {key for found in told.values() for key in found} <= PURPOSE.get(listed.name, set()), told
    assert made > len(planted.wordings.listing())


@pytest.mark.parametrize("level", list(Privacy))
def test_上级表样问什么_级别以外的都不答(planted: Office, tmp_path: Path, level: Privacy) -> None:
    asked = "".join(
        given.paragraph(f"{label}：{{{{{label}}}}}") for label in (MEMBER[key].label for key in PLANTED)
    )
    asked += given.paragraph("{{年龄}}{{出生年月（岁）}}")
    (tmp_path / "表.docx").write_bytes(given.word(asked))
    form = planted.given_forms.add(tmp_path / "表.docx").form
    assert {place.field for place in form.places} >= set(PLANTED)
    for together in (False, True):
        filled = planted.given_forms.fill(
            form, tmp_path / f"{level}{together}", level=level, together=together
        )
        assert told_above(filled.files, level) == {}
        text = "".join(map(everything_in, filled.files))
        assert ("63" in text) == level.allows(MEMBER["birth"].privacy)
        assert ("13911112222" in text) == (level is Privacy.FULL)


def test_存档的PDF和打印的一样_临时文件夹里什么也不留(
    planted: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "临时"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    options = {"级别": "公开"}
    planted.archive.keep("委员登记表", options, None, planted.paper.preview("委员登记表", options), "打印")
    saved = planted.archive.save(1, tmp_path / "存.pdf")
    assert told_above((saved,), Privacy.PUBLIC) == {}
    planted.paper.make(["通讯录"], tmp_path / "纸", formats=("docx", "pdf", "xlsx", "csv"))
    assert list(temporary.iterdir()) == []
