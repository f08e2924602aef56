"""What holds personal numbers and addresses leaves a line in the history when it goes out."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from app.domain.errors import Refused
from app.domain.fields import Privacy
from app.services.frame import Frame

LAST_FULL = "exports.full"
"""The setting that holds how often, when and whereto personal data went out; the history holds every time."""


def refuse_unnoted(frame: Frame) -> None:
    """Refuse to write personal data into a file where no line can be left: open read-only, or looking at another 届."""
    if frame.data.read_only:
        raise Refused(
            "含手机、住址、身份证号等个人信息的导出要记入操作记录，只读打开时不能导出。请用“内部”或“公开”。",
            code="read_only",
        )


def refuse_papers_unnoted(frame: Frame, names: Collection[str], options: Mapping[str, str]) -> None:
    """Refuse forms as files that hold personal data with these answers, where no line can be left."""
    if goes_out_full(names, options):
        refuse_unnoted(frame)


def note_full_export(frame: Frame, what: str) -> None:
    """Note that personal data went out, within the caller's operation; every time differs, so that every time is kept."""
    before = frame.registry.settings().get(LAST_FULL, "").partition(" ")[0]
    count = int(before) + 1 if before.isdigit() else 1
    at = frame.data.clock().isoformat(" ", "seconds")
    frame.registry.set_setting(LAST_FULL, f"{count} {at} {what}")


def goes_out_full(names: Collection[str], options: Mapping[str, str]) -> bool:
    """Whether one of these forms holds personal numbers and addresses with these answers: 通讯录 does unless told otherwise."""
    from app.reports.forms import FORMS  # on first use: forms take long to load
    from app.reports.forms.listing import LEVEL

    return any(
        option.name == LEVEL.name and options.get(LEVEL.name, option.default) == Privacy.FULL
        for form in FORMS
        if form.name in names
        for option in form.options
    )
