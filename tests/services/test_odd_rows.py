"""Rows of paper that this version cannot read (damaged, or of a version to come): listed all the same, and told by the check."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import LiangeError
from app.office import Office
from tests import given

ODD = (
    "",
    "null",
    "[]",
    "[[1, 2]]",
    '"x"',
    "123",
    '{"级别": null}',
    '{"正文": 1}',
    "不是 JSON",
    "[" * 100_000,
)


def spoil(office: Office, sql: str, *values: str | bytes) -> None:
    """Change rows as no verb does; a setting goes along, since nothing logged is no operation."""
    with office.data.operation("弄坏", note=True):
        office.frame.registry.set_setting("弄坏", sql)
        office.data.db.execute(sql, list(values))


def kinds(office: Office) -> list[str]:
    return [one.kind for one in office.safety.check()]


@pytest.fixture
def papers(county: Office) -> Office:
    """One paper kept, one wording of the office's own and a shipped one changed, one form of a superior."""
    county.archive.keep("名额表", {}, None, county.paper.preview("名额表", anyway=True), "打印")
    county.wordings.copy("会议通知", "自拟通知")
    county.wordings.change("感谢信", {"标题": "谢谢"})
    file = county.path.with_name("表.docx")
    file.write_bytes(given.personal_form())
    county.given_forms.add(file)
    assert not county.safety.check()
    return county


@pytest.mark.parametrize("odd", ODD)
def test_读不出来的选项和文字_照样列出_检查说得出(papers: Office, odd: str) -> None:
    spoil(papers, "UPDATE archive SET options = ?", odd)
    spoil(papers, "UPDATE wordings SET parts = ?", odd)
    assert [one.options for one in papers.archive.listing("名额表")] == [{}]
    papers.archive.with_now(1)
    assert {"自拟通知", "感谢信"} <= {one.name for one in papers.wordings.listing()}
    assert papers.wordings.problems(papers.wordings.get("自拟通知").wording)
    assert "感谢信" in {form.name for form in papers.paper.forms()}
    assert kinds(papers) == ["archive", "wordings", "wordings"]
    papers.wordings.reset("感谢信")
    assert kinds(papers) == ["archive", "wordings"]


@pytest.mark.parametrize(
    "odd", [*ODD, '[{"kind": "没有的", "address": "段1", "field": "name", "mode": "replace", "found": true}]']
)
def test_读不出来的位置_照样列出_可以重新指定(papers: Office, odd: str) -> None:
    spoil(papers, "UPDATE given_forms SET places = ?, subject = '将来的'", odd)
    form = papers.given_forms.get("表")
    assert (form.places, str(form.subject)) == ((), "委员")
    assert kinds(papers) == ["given_forms"]
    papers.given_forms.point(form, "段1", "姓名")
    assert len(papers.given_forms.get("表").places) == 1
    papers.given_forms.delete(form)
    assert kinds(papers) == []


def test_将来的版式和对象_文字还在_可以改回来(papers: Office) -> None:
    text = papers.wordings.get("自拟通知").wording.text("body")
    spoil(papers, "UPDATE wordings SET layout = '将来的', subject = '每颗星' WHERE name = '自拟通知'")
    one = papers.wordings.get("自拟通知").wording
    assert (str(one.layout), str(one.subject), one.text("body")) == ("普通", "一份", text)
    assert kinds(papers) == ["wordings"]
    papers.wordings.change("自拟通知", {"版式": "信函"})
    assert kinds(papers) == []


def test_坏了一位的存档和表样_检查说得出_重印和填写说得出(papers: Office, tmp_path: Path) -> None:
    spoil(papers, "UPDATE blobs SET data = CAST(data || x'00' AS BLOB)")
    told = papers.safety.check()
    assert {one.kind for one in told} == {"archive", "given_forms"}
    assert any("上级表样“表”的原件" in one.message for one in told)
    for verb in (
        lambda: papers.archive.save(1, tmp_path / "存.pdf"),
        lambda: papers.archive.reprinted(1),
        lambda: papers.archive.paper(1),
        lambda: papers.archive.with_now(1),
        lambda: papers.given_forms.fill(papers.given_forms.get("表"), tmp_path / "填"),
        lambda: papers.given_forms.show(papers.given_forms.get("表")),
    ):
        with pytest.raises(LiangeError, match=r"损坏|指纹"):
            verb()
    assert not (tmp_path / "存.pdf").exists()
    assert not (tmp_path / "填").exists() or list((tmp_path / "填").iterdir()) == []


def test_不见了的原件_检查说得出(papers: Office) -> None:
    spoil(papers, "DELETE FROM blobs WHERE hash IN (SELECT hash FROM given_forms)")
    assert kinds(papers) == ["given_forms"]
    with pytest.raises(LiangeError, match="“表”的原件"):
        papers.given_forms.show(papers.given_forms.get("表"))
