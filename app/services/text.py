"""Small words that several services show the same way."""

from __future__ import annotations

import json


def first_name(name: str) -> str:
    """`Sanne` of `Sanne Visser`."""
    return name.split(maxsplit=1)[0] if name.split() else ""


def address_line(register: str | None) -> str:
    """`Korenstraat 41, Groningen` of a stored address register (JSON text)."""
    if not register:
        return ""
    parts = json.loads(register)
    house = " ".join(part for part in (parts.get("street"), parts.get("number")) if part)
    return ", ".join(part for part in (house, parts.get("city")) if part)
