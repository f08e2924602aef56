"""The office's code lists as an import needs them: what is known, what still learns, how cells are read by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.codes import Code
from app.domain.fields import MEMBER
from app.services import member_values
from app.services.frame import Frame
from app.services.import_words import Lists
from app.services.resources import code_lists, shipped_names
from app.services.roster import LEARNED

KINDS = "小组种类"
CODED = tuple(dict.fromkeys(field.codes for field in MEMBER.values() if field.codes))


def kinds_of_team(frame: Frame) -> tuple[str, ...]:
    """The kinds of team that the office has in its list or its roster."""
    held = (seat.kind for member in frame.people() for seat in member.groups if seat.kind)
    return tuple(dict.fromkeys((*frame.words(KINDS), *shipped_names(KINDS), *held)))


def office_lists(frame: Frame) -> Lists:
    """The office's lists, read once until the file changes."""
    found: Lists = frame.kept.get(("import_lists",), lambda: _lists_now(frame))
    return found


def _lists_now(frame: Frame) -> Lists:
    """The office's lists with the words that members have; one that is still empty learns.

    So do all of them at the first import into an empty roster: only what cannot be read is asked then.
    """
    registry, people = frame.registry, frame.people()
    own = {name: registry.codes(name) for name in CODED}
    held: dict[str, dict[str, None]] = {name: {} for name in CODED}
    for key, name in ((field.key, field.codes) for field in MEMBER.values() if field.codes):
        for member in people:
            held[name].update(dict.fromkeys(member_values.code_names(member_values.value_of(member, key))))
    learning = {name for name in CODED if (name in LEARNED and not own[name]) or not people}
    return Lists(
        {
            name: tuple(
                dict.fromkeys((*own[name], *(() if name in LEARNED else shipped_names(name)), *held[name]))
            )
            for name in CODED
        },
        frozenset(learning),
    )


def office_codes(frame: Frame, means: Mapping[str, Mapping[str, str]]) -> dict[str, Sequence[Code]]:
    """The shipped lists, grown by the office's own words and by those that are joining now."""
    grown: dict[str, Sequence[Code]] = dict(code_lists())
    for name in CODED:
        joining = [word for word in means.get(name, {}).values() if word]
        known = {code.name for code in grown.get(name, ())}
        more = [w for w in dict.fromkeys((*frame.registry.codes(name), *joining)) if w not in known]
        grown[name] = (*grown.get(name, ()), *(Code(word) for word in more))
    return grown
