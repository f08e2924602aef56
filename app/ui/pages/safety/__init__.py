"""备份与设置: snapshots on the stick, 届 and settings, what was done, and whether the file is sound."""

from __future__ import annotations
