"""Where words belong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Target:
    """One field of one record; `context` is set along when it is new, and says where it stands."""

    kind: str
    entity: str
    field: str
    context: tuple[tuple[str, Any], ...] = ()
