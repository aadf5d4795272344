"""Steps from one durable format to the next; each file stands on its own and never changes."""

from __future__ import annotations

from typing import Final

from app.storage.migrations import m0001_first, m0002_own_changes, m0003_sharing

MAJOR: Final = 1
"""A vault with a higher major number refuses to open in this program."""
STEPS: Final = (
    m0001_first.STATEMENTS,
    m0002_own_changes.STATEMENTS,
    m0003_sharing.STATEMENTS,
)
"""Statement lists in order; `PRAGMA user_version` counts how many a vault has had."""
