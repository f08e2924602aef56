"""Seats that a table gives in teams that are no more: they enter as written, with a remark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.domain.fields import MEMBER
from app.domain.finding import Finding
from app.domain.member import seats_of
from app.services import member_values
from app.services.frame import Frame
from app.services.import_preview import PreviewRow
from app.services.preview import Mark
from app.services.team_list import teams_on


def dissolved_teams(frame: Frame, rows: Iterable[PreviewRow]) -> Iterator[Finding]:
    """Remark on every row that newly puts somebody into a team that is dissolved by today."""
    day = frame.day()
    ended = [team for team in teams_on(frame, day) if not team.alive(day)]
    for row in rows if ended else ():
        if row.mark is Mark.BAD:
            continue
        for key in member_values.SEAT_FIELDS:
            held = seats_of(member_values.value_of(row.member, key)) if row.member else ()
            for seat in seats_of(row.draft.values.get(key, ())):
                team = next((one for one in ended if one.field == key and one.holds(seat)), None)
                if team is not None and not any(map(team.holds, held)):
                    message = f"{team.name}已于 {team.ended} 撤销，请核对是否还要编入"
                    yield row.draft.sources[0].finding(message, MEMBER[key].label, seat.name)
