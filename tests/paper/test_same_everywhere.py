"""The same words in Word, PDF and Excel: every form with every answer, every shipped wording, every sample."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.domain.errors import Refused
from app.office import Office
from app.reports.document import Document
from app.reports.forms import FORMS
from app.services.wording_seeds import seeds
from tests.paper.invented import DAY, answers
from tests.reports.same_words import lacking_in_excel, lacking_in_pdf, lacking_in_word


def asked(office: Office, name: str) -> Iterator[tuple[str, Document]]:
    """Give a form's documents, one for each answer to each of its options; those that are alike once."""
    form = office.paper.form(name)
    cases = [{}, *({option.name: choice} for option in form.options for choice in option.choices[1:])]
    seen: set[str] = set()
    for wanted in cases:
        given = answers(form, wanted)
        assert given is not None
        try:
            document = office.paper.document(name, given, day=DAY.isoformat())
        except Refused as refused:
            if refused.code != "empty":  # nobody has a birthday in that month
                raise
            continue
        if (drawn := repr(document)) not in seen:
            seen.add(drawn)
            yield "、".join(wanted.values()), document


def differing(document: Document) -> tuple[object, ...]:
    """Give what Word, PDF and Excel leave out; empty when all say the same."""
    found = lacking_in_word(document), lacking_in_pdf(document), lacking_in_excel(document)
    return found if any(found) else ()


@pytest.mark.parametrize("name", [*(form.name for form in FORMS), *seeds()])
def test_每种答法_三种格式说同样的话(small: Office, name: str) -> None:
    made = dict(asked(small, name))
    assert made
    found = {answer: differing(document) for answer, document in made.items()}
    assert {answer: what for answer, what in found.items() if what} == {}


@pytest.mark.parametrize("name", seeds())
def test_用语的样张_三种格式说同样的话(small: Office, name: str) -> None:
    sample = small.paper.sample(name, day=DAY.isoformat())
    assert sample is not None
    assert differing(sample.document) == ()


def test_办公室里的每种表都在这里(small: Office) -> None:
    assert {form.name for form in small.paper.forms()} == {*(form.name for form in FORMS), *seeds()}
