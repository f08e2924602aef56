"""报表: every form the office prints, its options, the pages as they will come out, print and save."""

from __future__ import annotations
