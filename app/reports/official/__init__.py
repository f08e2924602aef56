"""公文 of GB/T 9704-2012: their parts as data, whole ones made of them, and where each part stands on the page."""

from __future__ import annotations
