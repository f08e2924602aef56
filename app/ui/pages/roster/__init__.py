"""委员: the roster in rank order, one member's form beside it, tables coming in and going out."""

from __future__ import annotations
