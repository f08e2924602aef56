"""What only 完整 may tell stands on no paper and in no table of another level."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from app.domain.fields import Privacy
from app.office import Office
from app.reports.forms import FORMS

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
    county.register.add(county.register.parse(["title=关于公共厕所的建议", "sponsors=骆宾", "received=2026-01-12"]))
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
