"""The window: Qt, and nothing but Qt. It enters the program through `Office` alone."""

from __future__ import annotations
