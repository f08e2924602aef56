"""联格 Liange: a county office's members, five-tier liaison grid and proposals in one local file."""

from __future__ import annotations

__version__ = "0.1.0"
