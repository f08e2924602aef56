"""Half a character, NUL and the like, as a broken clipboard or command line gives them: dropped or refused, never the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.errors import LiangeError
from app.domain.wording import ASKED
from app.office import Office
from app.reports.errors import PaperError
from tests import given

HALVES = ("甲\ud800乙", "甲\udfff乙", "甲\0乙", "甲\x1b[31m乙", "甲\u200b乙")


def note(office: Office, text: str) -> str:
    office.archive.keep("名额表", {}, None, office.paper.preview("名额表", anyway=True), "打印")
    return office.archive.note(1, text).note


def wording_name(office: Office, text: str) -> str:
    return office.wordings.copy("会议通知", text).name


def wording_asked(office: Office, text: str) -> str:
    asked = office.wordings.get("会议通知").wording.text(ASKED)
    return office.wordings.change("会议通知", {"填写项": f"{asked}\n补充：{text}"}).wording.asked[-1].hint


def form_name(office: Office, text: str) -> str:
    file = office.path.with_name("表.docx")
    file.write_bytes(given.personal_form())
    return office.given_forms.add(file, text).form.name


def fixed_text(office: Office, text: str) -> str:
    form = office.given_forms.get(form_name(office, "表"))
    office.given_forms.point(form, "段1", f"文字:{text}")
    return next(one.field for one in office.given_forms.get("表").places if one.address == "段1")


@pytest.mark.parametrize("text", HALVES)
@pytest.mark.parametrize(
    "verb", [note, wording_name, wording_asked, form_name, fixed_text], ids=lambda verb: verb.__name__
)
def test_记下的只有字(county: Office, verb: Callable[[Office, str], str], text: str) -> None:
    kept = verb(county, text)
    assert kept.removeprefix("文字:").replace("[31m", "") == "甲乙"
    assert not county.safety.check()


@pytest.mark.parametrize("text", HALVES[:3])
def test_用语的正文里有_说在哪一行(county: Office, text: str) -> None:
    with pytest.raises(LiangeError, match="正文第2行：有看不见的控制字符"):
        county.wordings.change("会议通知", {"正文": f"好\n{text}"})


@pytest.mark.parametrize("text", HALVES[:3])
def test_不能作文件名的名字_一句话说清(county: Office, tmp_path: Path, text: str) -> None:
    county.archive.keep("名额表", {}, None, county.paper.preview("名额表", anyway=True), "打印")
    with pytest.raises(PaperError, match="不能用的字符"):
        county.archive.save(1, tmp_path / f"{text}.pdf")
    with pytest.raises(PaperError, match="不能用的字符"):
        county.paper.make(["名额表"], tmp_path / text, anyway=True)
