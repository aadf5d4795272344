"""Small words that several services show the same way."""

from __future__ import annotations

import json
from typing import Final

_KINDS: Final = {
    "domain_note": ("notitie", "note"), "closed_note": ("gesloten notitie", "closed note"),
    "contact": ("contact", "contact"), "goal": ("doel", "goal"), "action": ("actie", "action"),
    "person": ("persoon", "person"), "referral": ("melding", "referral"),
    "household": ("huishouden", "household"), "network_member": ("eigen kring", "own circle"),
    "involved_party": ("betrokkene", "person involved"), "visit": ("gesprek", "conversation"),
    "visit_summary": ("verslag", "report"), "summary_line": ("verslag", "report"),
    "consent": ("toestemming", "consent"), "directory_entry": ("sociale kaart", "social map"),
    "member": ("teamlid", "team member"), "signal": ("signaal", "signal"),
    "initiative": ("initiatief", "initiative"), "agenda_item": ("overleg", "meeting"),
    "meeting": ("overleg", "meeting"), "reader": ("meelezer", "reader"),
    "attachment": ("bijlage", "attachment"), "assessment": ("ZRM-meting", "ZRM measurement"),
    "custody": ("gezag", "custody"),
    "assessment_score": ("ZRM", "ZRM"),
}  # fmt: skip


def kind_title(kind: str, language: str) -> str:
    """What a kind of record is called on a screen; the kind itself when it has no name."""
    dutch, english = _KINDS.get(kind, (kind, kind))
    return english if language == "en" else dutch


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
