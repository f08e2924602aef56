"""What goes into a form that a superior prescribes, of one member or one proposal: by field, at a level of privacy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.db.blobs import Blobs
from app.db.proposals import Proposals
from app.domain import dates
from app.domain.fields import MEMBER, PROPOSAL, Kind, Privacy
from app.domain.given_fields import given_fields
from app.domain.given_form import FIXED, PHOTO, Place, Subject
from app.domain.member import Member, seats_of
from app.domain.proposal import Handling, Proposal, SponsorRole, UnitRole
from app.services.frame import OFFICE_NAME, Frame
from app.services.member_values import text_of, value_of

Values = dict[str, str | bytes]
_TOLD_OF = {
    "age": "birth", "birth_age": "birth", "workplace": "employer", "sponsor_workplace": "employer",
    **{f"sponsor_{key}": key for key in ("phone", "address", "postcode", "email")},
}  # fmt: skip
"""What is told of a member's field and is as private as that is in this office."""
_DATES = (Kind.DATE, Kind.PARTIAL_DATE)


def closed_fields(frame: Frame, subject: Subject, level: Privacy) -> frozenset[str]:
    """The keys that a level does not allow, and those that this office does not use."""
    privacy = {one.key: one.privacy for one in given_fields(subject)}
    used = {one.key: one.privacy for one in frame.field_use().fields}
    off = {told for told, of in _TOLD_OF.items() if told in privacy and of not in used}
    privacy |= {told: used[of] for told, of in _TOLD_OF.items() if told in privacy and of in used}
    if subject is Subject.MEMBER:
        off |= {key for key in MEMBER if key not in used}
        privacy |= used
    return frozenset(off) | {key for key, one in privacy.items() if not level.allows(one)}


def fields_of(places: Sequence[Place]) -> frozenset[str]:
    """The fields that a form asks for."""
    return frozenset(place.field for place in places if not place.field.startswith(FIXED))


def member_records(
    frame: Frame, people: Sequence[Member], wanted: frozenset[str], closed: frozenset[str]
) -> list[Values]:
    """What every member's form says; photos are read only for a form that has room for them."""
    shown = PHOTO in wanted and PHOTO not in closed
    photos = Blobs(frame.data).photos([one.person_id for one in people]) if shown else {}
    common = _common(frame)
    return [
        {
            key: value
            for key, value in _of_member(frame, member, number, common, photos).items()
            if key in wanted - closed
        }
        for number, member in enumerate(people, 1)
    ]


def proposal_records(
    frame: Frame, proposals: Sequence[Proposal], wanted: frozenset[str], closed: frozenset[str]
) -> list[Values]:
    """What every proposal's form says."""
    texts = Proposals(frame.data).texts([one.id for one in proposals])
    people = {member.id: member for member in frame.people()}
    common = _common(frame)
    return [
        {
            key: value
            for key, value in _of_proposal(
                proposal, texts.get(proposal.id, {}), people, number, common
            ).items()
            if key in wanted - closed
        }
        for number, proposal in enumerate(proposals, 1)
    ]


def _common(frame: Frame) -> Values:
    today = frame.today().isoformat()
    return {
        "office": frame.registry.settings().get(OFFICE_NAME, ""), "term": frame.term().name,
        "today": dates.written(today), "year": today[:4],
    }  # fmt: skip


def _of_member(
    frame: Frame, member: Member, number: int, common: Values, photos: Mapping[int, bytes]
) -> Values:
    found: Values = {**common, "seq": str(number), "workplace": member.workplace}
    for key, field in MEMBER.items():
        if key == PHOTO:
            found[key] = photos.get(member.person_id, b"") or ""
        elif seats := seats_of(value_of(member, key)):
            found[key] = "、".join(
                f"{seat.name}（{seat.role}）" if seat.role else seat.name for seat in seats
            )
        else:
            text = text_of(member, key)
            found[key] = dates.dotted(text) if field.kind in _DATES else text
    found["terms_served"] = member.terms
    years = dates.age(member.birth, frame.today())
    found["age"] = str(years) if years is not None else ""
    born = dates.dotted(member.birth)
    found["birth_age"] = f"{born}（{years}岁）" if years is not None else born
    return found


def _of_proposal(
    proposal: Proposal, texts: Mapping[str, str], people: Mapping[int, Member], number: int, common: Values
) -> Values:
    signing = [one for one in proposal.sponsors if one.role is not SponsorRole.SECONDING]
    parts = proposal.handlings
    found: Values = {**common, "seq": str(number)}
    for key, field in PROPOSAL.items():
        value = texts.get(key, "") or proposal.more.get(key, "") or getattr(proposal, key, "")
        if isinstance(value, str | int) and not isinstance(value, bool):
            found[key] = dates.written(str(value)) if field.kind in _DATES else str(value)
        elif isinstance(value, bool):
            found[key] = "是" if value else ""
    if proposal.received:
        found["year"] = proposal.received[:4]
    found |= {
        "sponsors": "、".join(one.name for one in signing),
        "seconders": "、".join(one.name for one in proposal.sponsors if one.role is SponsorRole.SECONDING),
        "first_sponsor": next((one.name for one in signing), ""),
        "number": str(proposal.no) if proposal.no is not None else "",
        "plenary": proposal.plenary, "review": proposal.outcome.value, "step": proposal.state.value,
        "class": proposal.answer, "register": "提案",
        "lead": "、".join(one.unit for one in parts if one.answers),
        "assisting": "、".join(one.unit for one in parts if one.role is UnitRole.ASSISTING),
        "assigned": _first_day(parts, "assigned"), "due": _first_day(parts, "due"), "replied": _first_day(parts, "replied"),
        "doc_no": next((one.doc_no for one in parts if one.doc_no), ""),
    }  # fmt: skip
    return found | _of_sponsor(
        next((people[one.member] for one in signing if one.member is not None and one.member in people), None)
    )


def _first_day(parts: Sequence[Handling], key: str) -> str:
    days = sorted(filter(None, (str(getattr(one, key)) for one in parts)))
    return dates.written(days[0]) if days else ""


def _of_sponsor(member: Member | None) -> Values:
    if member is None:
        return {}
    return {
        "sponsor_workplace": member.workplace,
        **{f"sponsor_{key}": text_of(member, key) for key in ("phone", "address", "postcode", "email")},
    }
