"""The wordings that are shipped: one file of `resources/wording` a group, in the order they are offered."""

from __future__ import annotations

import tomllib
from functools import cache

from app.domain.wording import PART, Layout, Subject, Wording
from app.services.resources import FOLDER


@cache
def seeds() -> dict[str, Wording]:
    """Read every shipped wording by its name; a mistake in the files is a bug and raises ValueError or KeyError."""
    found: dict[str, Wording] = {}
    for path in sorted((FOLDER / "wording").glob("*.toml")):
        content = tomllib.loads(path.read_text("utf-8"))
        for one in content["wording"]:
            about = {key: one.pop(key) for key in ("name", "purpose", "layout", "subject")}
            parts = {PART[key].key: text.strip("\n") for key, text in one.items()}
            found[about["name"]] = Wording(
                about["name"],
                Layout(about["layout"]),
                Subject(about["subject"]),
                parts,
                content["group"],
                about["purpose"],
            )
    return found
