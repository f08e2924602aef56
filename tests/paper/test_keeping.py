"""Where a table ends near a page's end, LibreOffice turns the page at the same row: totals and 口径 are never alone."""

from __future__ import annotations

from tests.paper.pages import leaves


def test_表尾_每一页与LibreOffice相同(ours: dict[str, bytes], theirs: dict[str, bytes]) -> None:
    mine, others = leaves(ours["长-表尾"]), leaves(theirs["长-表尾"])
    assert len(mine) > 45
    assert [leaf.letters for leaf in mine] == [leaf.letters for leaf in others]
    assert [leaf.words for leaf in mine if "口径" in leaf.words and "行" not in leaf.words] == []
