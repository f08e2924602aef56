"""Full-text search over titles and texts of proposals, by character and exact to the punctuation mark.

SQLite's tokenizers know no Chinese, so every character becomes a token of its own and a word is a phrase. Marks of
ASCII, which the tokenizer would skip, are written as their code; white space is left out. So a phrase is found
exactly where the folded text holds the folded word, and nothing needs a second look.

The index is no part of the change log. It knows the last change it has seen; whatever was changed later – by an
undo, a restore or another program – is read directly until `refresh` catches up, so a search is never wrong.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.db.datafile import DataFile
from app.domain.search_text import contains_all, search_fold, search_terms

SEEN = "proposal_words_seen"
_REBUILD_FROM = -1


class _Tokens(dict[int, str]):
    """From a character to its token, a space before it; filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        token = f" x{code:x}" if code < 0x80 and not char.isalnum() else f" {char}"
        self[code] = token
        return token


_TOKENS = _Tokens()


@dataclass(frozen=True, slots=True)
class Matching:
    """A condition on `p.id` and its arguments."""

    sql: str
    args: tuple[str, ...]


class ProposalWords:
    """The index of one data file."""

    def __init__(self, data: DataFile) -> None:
        self._data = data

    def refresh(self) -> int:
        """Bring the index up to date with every change so far; return how many proposals were read anew.

        Cheap when nothing changed. Needs a connection that may write; belongs inside the operation that changed.
        """
        seen, last = self._seen(), self._last()
        if seen == last:
            return 0
        db = self._data.db
        if seen == _REBUILD_FROM:
            db.execute("INSERT INTO proposal_words (proposal_words) VALUES ('delete-all')")
        stale = self._stale()
        for identity in stale:
            db.execute("DELETE FROM proposal_words WHERE rowid = ?", [identity])
        found = self._texts(stale)
        for identity, title, text in found:
            db.execute(
                "INSERT INTO proposal_words (rowid, title, text) VALUES (?, ?, ?)",
                [identity, tokens(title), tokens(text)],
            )
        self._data.set_meta(SEEN, str(last))
        return len(found)

    def matching(self, query: str) -> Matching | None:
        """Give the condition under which a proposal holds every word of the query; None when it has no word."""
        terms = search_terms(query)
        if not terms:
            return None
        phrases = " AND ".join(f'"{tokens(term).strip()}"' for term in terms)
        indexed = "p.id IN (SELECT rowid FROM proposal_words WHERE proposal_words MATCH ?)"
        stale = self._stale()
        if not stale:
            return Matching(indexed, (phrases,))
        held = [identity for identity, title, text in self._texts(stale) if contains_all(terms, title, text)]
        listed = "(SELECT value FROM json_each(?))"
        return Matching(
            f"({indexed} AND p.id NOT IN {listed} OR p.id IN {listed})",
            (phrases, json.dumps(stale), json.dumps(held)),
        )

    def _last(self) -> int:
        return int(self._data.db.execute("SELECT coalesce(max(id), 0) FROM changes").fetchone()[0])

    def _seen(self) -> int:
        """The last change the index knows; -1 when the log is shorter than that, so the index is of another past."""
        seen = int(self._data.meta(SEEN) or 0)
        return seen if seen <= self._last() else _REBUILD_FROM

    def _stale(self) -> list[int]:
        seen = self._seen()
        if seen == _REBUILD_FROM:
            return [row[0] for row in self._data.db.execute("SELECT id FROM proposals")]
        cursor = self._data.db.execute(
            "SELECT DISTINCT row FROM changes WHERE id > ? AND tbl IN ('proposals', 'proposal_texts')", [seen]
        )
        return [row[0] for row in cursor]

    def _texts(self, ids: list[int]) -> list[tuple[int, str, str]]:
        cursor = self._data.db.execute(
            "SELECT p.id, p.title, coalesce(t.text, '') FROM proposals p LEFT JOIN proposal_texts t ON t.id = p.id "
            "WHERE p.id IN (SELECT value FROM json_each(?))",
            [json.dumps(ids)],
        )
        return [(row[0], row[1], row[2]) for row in cursor]


def tokens(text: str) -> str:
    """Write a text as the index reads it: one token a character."""
    return search_fold(text).translate(_TOKENS)
