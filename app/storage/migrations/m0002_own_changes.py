"""Finds the changes of one laptop without reading those of everyone."""

from __future__ import annotations

from typing import Final

STATEMENTS: Final = ("CREATE INDEX changes_device ON changes(device)",)
