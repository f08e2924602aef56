"""Paper: typed tables and one document model, with their Word, PDF and Excel writers. No SQL, no Qt."""

from __future__ import annotations
