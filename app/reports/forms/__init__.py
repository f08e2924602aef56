"""The forms the office prints, one module a subject; `FORMS` is all of them in the order they are offered."""

from __future__ import annotations

from app.reports.forms.form import Form
from app.reports.forms.liaison import LIAISON
from app.reports.forms.meeting import MEETING
from app.reports.forms.people import ROSTER, STRUCTURE
from app.reports.forms.proposals import CATALOGUE

FORMS: tuple[Form, ...] = (MEETING, ROSTER, STRUCTURE, LIAISON, CATALOGUE)
