"""Filling the forms that superiors prescribe, their layout kept: `form` is the way in, the other modules are its parts."""

from __future__ import annotations
