"""What an import of members would do, row by row, with what is asked before it may: nothing has entered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.finding import Finding
from app.domain.member import Member
from app.domain.wishes import NO_WISHES, Wishes
from app.services.import_words import Word
from app.services.preview import Mark, TablesPreview

if TYPE_CHECKING:
    from app.intake.person import PersonDraft
    from app.intake.rawtable import RawSheet


@dataclass(frozen=True, slots=True)
class ProposedPost:
    """A post that a 职务 text speaks of; `certain` ones are ticked beforehand."""

    post: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a row may mean: a member (`key` is the id) or another row of the tables (`key` is the row's).

    `title` names them in one line; `unlike` are (field, what is said of them, what the row says) where the two differ.
    """

    key: str
    title: str
    unlike: tuple[tuple[str, str, str], ...] = ()

    @property
    def is_row(self) -> bool:
        """Whether this is another row of the tables."""
        return "#" in self.key


@dataclass(frozen=True, slots=True)
class Question:
    """What only the clerk can say of a row: whose it is."""

    why: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One person of the tables: what would happen, to whom, and each field's present and coming text."""

    mark: Mark
    draft: PersonDraft
    member: Member | None
    changes: tuple[tuple[str, str, str], ...] = ()
    posts: tuple[ProposedPost, ...] = ()
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """Tables as they were read from files or the clipboard, and what reading a notice's text had to remark."""

    tables: tuple[RawSheet, ...]
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview(TablesPreview[PreviewRow]):
    """What an import of members would do; nothing has entered."""

    words: tuple[Word, ...] = ()
    incoming: Incoming = Incoming(())
    wishes: Wishes = NO_WISHES
    present: frozenset[int] = frozenset()
    """Who was in the roster when this was worked out: with others in it, rows may mean others."""

    @property
    def members(self) -> int:
        """People in these files."""
        return len(self.rows)

    @property
    def questions(self) -> list[PreviewRow]:
        """Rows of which the clerk has to say whose they are."""
        return [row for row in self.rows if row.question is not None]

    @property
    def open_words(self) -> list[Word]:
        """Words that no list has and of which nothing was said yet."""
        return [word for word in self.words if word.means is None]

    def proposals(self) -> list[tuple[PreviewRow, ProposedPost]]:
        """Every proposed post, for the clerk to confirm."""
        return [(row, post) for row in self.rows if row.mark is not Mark.BAD for post in row.posts]
