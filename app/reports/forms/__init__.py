"""The forms the office prints, one module a subject; `FORMS` is all of them in the order they are offered."""

from __future__ import annotations

from app.reports.forms.birthdays import BIRTHDAYS
from app.reports.forms.collection import COLLECTION
from app.reports.forms.form import Form
from app.reports.forms.gaps import INCOMPLETE, QUOTAS
from app.reports.forms.labels import ADDRESSES, NAME_CARDS
from app.reports.forms.liaison import LIAISON
from app.reports.forms.meeting import MEETING
from app.reports.forms.motion import BLANK, MOTIONS
from app.reports.forms.moves import MOVES
from app.reports.forms.name_list import NAME_LIST
from app.reports.forms.people import CONTACTS, ROSTER
from app.reports.forms.proposals import CATALOGUE
from app.reports.forms.record import RECORDS
from app.reports.forms.sign_in import SIGN_IN
from app.reports.forms.structure import STRUCTURE
from app.reports.forms.teams import TEAM_LISTS
from app.reports.forms.wall import WALL

FORMS: tuple[Form, ...] = (
    MEETING, ROSTER, NAME_LIST, STRUCTURE, QUOTAS, INCOMPLETE, TEAM_LISTS, CONTACTS, RECORDS, SIGN_IN, MOVES, BIRTHDAYS, ADDRESSES, NAME_CARDS,
    LIAISON, WALL, MOTIONS, CATALOGUE, COLLECTION, BLANK,
)  # fmt: skip
