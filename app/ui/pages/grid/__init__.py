"""The five-tier grid: the whole county at once, who liaises whom and why, and every way to change it."""

from __future__ import annotations
