"""The small team of `tests.sync.rounds`, and somebody who means harm."""

from __future__ import annotations

from tests.sync.rounds.conftest import duo, office, third

__all__ = ["duo", "office", "third"]
