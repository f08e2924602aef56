"""Wordings of 函, 通知 and 通报 as paper: templates checked and filled (`template`), what fills them, and their pages."""

from __future__ import annotations
