"""Filling a Word form in place: only the words of its places change, every other part stays byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy

from app.domain.given_form import Kind, Line, Mode, Outline, Place, filled_with
from app.domain.given_words import fitted_gap, gaps, tokens
from app.reports.given.marks import fill_marks, marks
from app.reports.given.package import Element, Package
from app.reports.given.picture import put_picture
from app.reports.given.runs import MC, Change, W, change, said
from app.reports.given.story import Story, nearest, read_story, story_parts
from app.reports.plain import clean

Values = Mapping[str, str | bytes]


def word_outline(package: Package) -> Outline:
    """Tell what a Word form says, and where."""
    blocks, found = [], dict[str, None]()
    for part, prefix in story_parts(package):
        root = package.look(part)
        blocks += read_story(part, root, prefix).blocks
        found |= dict.fromkeys(marks(root))
    return Outline(tuple(blocks), tuple(found))


def fill_word(package: Package, places: Sequence[Place], values: Values, rows: Sequence[Values]) -> None:
    """Fill the form in a package: places with `values`, rows that are there for each with `rows`."""
    for part, prefix in story_parts(package):
        story = read_story(part, package.look(part), prefix)
        if touches(story, places):
            package.put(part, story.root)
            fill_story(story, package, places, values, rows)


def touches(story: Story, places: Iterable[Place]) -> bool:
    """Whether something goes into a part."""
    words = {token.text for paragraph in story.root.iter(f"{W}p") for token in tokens(said(paragraph))}
    named = {*marks(story.root), *words, *story.lines, *story.cells}
    return any(place.spot in named or place.address in named for place in places)


def fill_story(
    story: Story, package: Package, places: Sequence[Place], values: Values, rows: Sequence[Values]
) -> None:
    """Fill one part, whose tree is changed."""
    pairs = filled_with([place for place in places if place.mode is not Mode.EACH], values)
    texts = [(place, clean(value)) for place, value in pairs if isinstance(value, str)]
    _each(story, [place for place in places if place.mode is Mode.EACH], rows)
    _lines(story, texts)
    fill_marks(story.root, {place.address: text for place, text in texts if place.kind is Kind.MARK})
    for place, text in texts:
        if place.kind is Kind.CELL and place.address in story.cells:
            write_cell(story.cells[place.address], text, add=place.mode is Mode.APPEND)
    for place, value in pairs:
        if isinstance(value, bytes):
            _photo(story, package, place, value)
    _mirror(story.root)


def _photo(story: Story, package: Package, place: Place, photo: bytes) -> None:
    """Put a photo into its cell, or where its token stands."""
    if place.address in story.cells:
        cell = story.cells[place.address]
        write_cell(cell, "")
        put_picture(package, story.part, next(iter(nearest(cell, f"{W}p"))), photo)
    elif place.kind is Kind.TOKEN:
        for paragraph in list(story.root.iter(f"{W}p")):
            found = [one for one in tokens(said(paragraph)) if one.text == place.address]
            if found:
                change(paragraph, [Change(one.start, one.end, "") for one in found])
                put_picture(package, story.part, paragraph, photo)


# -- lines ------------------------------------------------------------------------------------------------------


def _lines(story: Story, texts: Sequence[tuple[Place, str]]) -> None:
    """Fill tokens wherever they stand, blanks behind labels, and whole paragraphs."""
    by_token = {place.address: text for place, text in texts if place.kind is Kind.TOKEN}
    wanted: dict[Element, list[Change]] = {}
    for paragraph in story.root.iter(f"{W}p"):
        found = [token for token in tokens(said(paragraph)) if token.text in by_token]
        if found:
            wanted[paragraph] = [Change(one.start, one.end, by_token[one.text]) for one in found]
    for place, text in texts:
        paragraph = story.lines.get(place.spot)
        if place.kind is Kind.PARAGRAPH and paragraph is not None:
            wanted.setdefault(paragraph, []).extend(_in_line(place, said(paragraph), text))
    for paragraph, changes in wanted.items():
        whole = [one for one in changes if (one.start, one.end) == (0, len(said(paragraph)))]
        change(paragraph, whole[-1:] or changes)


def _in_line(place: Place, words: str, text: str) -> list[Change]:
    if place.mode is Mode.REPLACE:
        return [Change(0, len(words), text)]
    if place.mode is Mode.APPEND:
        return [Change(len(words), len(words), text)]
    number = place.address.partition("#")[2]
    found = gaps(words)
    if not text or not number.isdecimal() or not 0 < int(number) <= len(found):
        return []
    gap = found[int(number) - 1]
    drawn = words[gap.start : gap.end]
    return [Change(gap.start, gap.end, fitted_gap(text, drawn), underlined="_" in drawn or "＿" in drawn)]


# -- cells ------------------------------------------------------------------------------------------------------


def write_cell(cell: Element, text: str, *, add: bool = False) -> None:
    """Let a cell say a text, in the look of what it says now or else of its empty paragraph; or add it behind."""
    paragraphs = list(nearest(cell, f"{W}p"))
    if not paragraphs:
        return
    speaking = [one for one in paragraphs if said(one).strip()]
    target = (speaking[-1] if add else speaking[0]) if speaking else paragraphs[0]
    words = said(target)
    change(target, [Change(len(words) if add else 0, len(words), text)] if text or words else [])
    if not add:
        for one in speaking:
            if one is not target:
                change(one, [Change(0, len(said(one)), "")])


# -- rows for each ----------------------------------------------------------------------------------------------


def _each(story: Story, places: Sequence[Place], rows: Sequence[Values]) -> None:
    """Give every record a row: those that wait, and copies of the last of them with its look."""
    by_row: dict[Element, list[tuple[int, Place]]] = {}
    for place in places:
        cell = story.cells.get(place.address)
        row = cell.getparent() if cell is not None else None
        while row is not None and row.tag != f"{W}tr":
            row = row.getparent()
        if cell is not None and row is not None:
            by_row.setdefault(row, []).append((list(nearest(row, f"{W}tc")).index(cell), place))
    for first, columns in by_row.items():
        lines = _waiting(first)
        last, empty = lines[-1], deepcopy(lines[-1])
        for _ in range(len(rows) - len(lines)):
            more = deepcopy(empty)
            last.addnext(more)
            last = more
            lines.append(more)
        for line, values in zip(lines, rows, strict=False):
            cells = list(nearest(line, f"{W}tc"))
            for index, place in columns:
                for _, value in filled_with([place], values):
                    if isinstance(value, str):
                        write_cell(cells[index], clean(value))


def _waiting(first: Element) -> list[Element]:
    """The row and those that follow it as empty as it is, counted ones (1, 2, 3) too."""
    size = len(list(nearest(first, f"{W}tc")))
    found = [first]
    for row in first.itersiblings(f"{W}tr"):
        cells = list(nearest(row, f"{W}tc"))
        words = ["".join(said(one) for one in nearest(cell, f"{W}p")).strip() for cell in cells]
        if len(cells) != size or any(word and not word.isdecimal() for word in words):
            break
        found.append(row)
    return found


def _mirror(root: Element) -> None:
    """What a text box says once more for old programs is made to follow what it says for new ones."""
    for both in root.iter(f"{MC}AlternateContent"):
        choice, fallback = both.find(f"{MC}Choice"), both.find(f"{MC}Fallback")
        if choice is None or fallback is None:
            continue
        said_new, said_old = choice.iter(f"{W}txbxContent"), fallback.iter(f"{W}txbxContent")
        for new, old in zip(said_new, said_old, strict=False):
            old[:] = [deepcopy(child) for child in new]


__all__ = ["Line", "Story", "fill_story", "fill_word", "touches", "word_outline", "write_cell"]
