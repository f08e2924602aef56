"""What holds personal numbers and addresses leaves a line in the history when it goes out."""

from __future__ import annotations

from app.services.frame import Frame

LAST_FULL = "exports.full"
"""The setting that holds how often, when and whereto personal data went out; the history holds every time."""


def note_full_export(frame: Frame, what: str) -> None:
    """Note that personal data went out, within the caller's operation; every time differs, so that every time is kept."""
    before = frame.registry.settings().get(LAST_FULL, "").partition(" ")[0]
    count = int(before) + 1 if before.isdigit() else 1
    at = frame.data.clock().isoformat(" ", "seconds")
    frame.registry.set_setting(LAST_FULL, f"{count} {at} {what}")
