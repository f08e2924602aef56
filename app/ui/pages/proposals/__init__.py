"""提案: the register with its views, one proposal with the steps open now, registers coming in."""

from __future__ import annotations
