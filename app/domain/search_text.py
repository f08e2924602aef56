"""What a search in long texts takes for the same: width, case and line breaks do not count, all else does."""

from __future__ import annotations

from unicodedata import normalize


def search_fold(text: str) -> str:
    """Fold a text for searching: NFKC, case folded, without any white space (texts break lines anywhere)."""
    return "".join(normalize("NFKC", text).casefold().split())


def search_terms(query: str) -> tuple[str, ...]:
    """Give the folded words of a query; all of them must occur. A query of blanks has none."""
    return tuple(filter(None, (search_fold(word) for word in query.split())))


def contains_all(terms: tuple[str, ...], *texts: str) -> bool:
    """Whether each term occurs in at least one of the texts."""
    folded = [search_fold(text) for text in texts]
    return all(any(term in text for text in folded) for term in terms)
