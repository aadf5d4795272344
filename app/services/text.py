"""Small words that several services show the same way."""

from __future__ import annotations

import json
from typing import Final

KIND_TITLES: Final = {
    "domain_note": "notitie", "closed_note": "gesloten notitie", "contact": "contact",
    "goal": "doel", "action": "actie", "person": "persoon", "referral": "melding",
    "household": "huishouden", "network_member": "eigen kring", "involved_party": "betrokkene",
    "visit": "gesprek", "visit_summary": "verslag", "summary_line": "verslag",
    "consent": "toestemming", "directory_entry": "sociale kaart", "member": "teamlid",
    "signal": "signaal", "initiative": "initiatief", "agenda_item": "overleg", "meeting": "overleg",
    "reader": "meelezer", "attachment": "bijlage", "assessment": "ZRM-meting", "custody": "gezag",
    "assessment_score": "ZRM",
}  # fmt: skip


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


def names(found: list[str]) -> str:
    """`Sanne, Fenna en Ruud`."""
    known = [name for name in found if name]
    return " en ".join([", ".join(known[:-1]), known[-1]]) if len(known) > 1 else "".join(known)
