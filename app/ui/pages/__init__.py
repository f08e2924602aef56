"""One module or package per page of the navigation."""

from __future__ import annotations
