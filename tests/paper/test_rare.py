"""339 members with the rarest names: no box, no question mark, every code point back out of Word and PDF."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from app.reports.document import Document
from app.reports.forms.form import Form
from app.reports.forms.name_list import NAME_LIST
from app.reports.forms.people import CONTACTS, ROSTER
from app.reports.forms.sign_in import SIGN_IN
from tests.paper.conftest import as_pdf, as_word
from tests.paper.invented import fonts, rare_facts, rare_names, records
from tests.paper.pages import leaves
from tests.reports.samples import word_words

FORMS = (ROSTER, NAME_LIST, CONTACTS, SIGN_IN)


def document(form: Form) -> Document:
    return form.build(rare_facts(), form.with_defaults({}))


def lost(names: tuple[str, ...], text: str) -> list[str]:
    """Give the names that do not stand in a text code point by code point; a name may go on in the next line."""
    return [name for name in names if name not in text]


def test_名字里有各扩展区_兼容字_间隔号_组合符_变体() -> None:
    everything = "".join(rare_names())
    assert len(set(rare_names())) == 339
    for first, last in (
        (0x3400, 0x4DBF),
        (0x20000, 0x2A6DF),
        (0x2A700, 0x2B73F),
        (0x2B740, 0x2B81F),
        (0x2B820, 0x2EBEF),
    ):
        assert any(first <= ord(c) <= last for c in everything), hex(first)
    assert {"·", "\u0301", "\U000e0100", "侮"} <= set(everything)


def test_没有一个字缺字形() -> None:
    assert fonts().missing(rare_names()) == ()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_每个姓名从PDF和Word里一码不差地取回(form: Form) -> None:
    made, names = document(form), rare_names()
    assert lost(names, "".join(leaf.words for leaf in leaves(as_pdf(made)))) == []
    assert lost(names, word_words(as_word(made))) == []


def test_登记表里的姓名一码不差() -> None:
    made, names = records(40), rare_names()[:40]
    pages = leaves(as_pdf(made))
    assert [name for name, page in zip(names, pages, strict=True) if name not in page.words] == []
    assert lost(names, word_words(as_word(made))) == []


def test_PDF只嵌用到的字_没有问号和方框() -> None:
    made = document(NAME_LIST)
    pdf = as_pdf(made)
    text = "".join(leaf.words for leaf in leaves(pdf))
    assert not set("?？□\ufffd") & set(text)
    assert b"Helvetica" not in pdf
    assert len(pdf) < 3_000_000
    names = set(re.findall(rb"/BaseFont /([A-Za-z0-9+-]+)", pdf))
    assert names
    assert all(re.match(rb"[A-Z]{6}\+", name) for name in names)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="没有 pdftotext（poppler-utils）")
def test_另一个程序也取得回来(tmp_path: Path) -> None:
    file = tmp_path / "名单.pdf"
    file.write_bytes(as_pdf(document(NAME_LIST)))
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True)
    assert lost(rare_names(), re.sub(r"\s+", "", done.stdout.decode())) == []
