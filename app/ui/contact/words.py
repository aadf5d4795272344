"""How the stored ways of reaching a household read on the screen, and their icons."""

from __future__ import annotations

from typing import Final

from app.model.words import ContactKind
from app.ui.text import tr

ICONS: Final[dict[str, str]] = {
    ContactKind.PHONE: "phone",
    ContactKind.APP: "chat-circle",
    ContactKind.EMAIL: "envelope-simple",
    ContactKind.DOOR: "door",
    ContactKind.NOT_HOME: "house-line",
}


def contact_kinds() -> dict[str, str]:
    """How a household was reached."""
    return {
        ContactKind.PHONE.value: tr("Gebeld"),
        ContactKind.APP.value: tr("App"),
        ContactKind.EMAIL.value: tr("E-mail"),
        ContactKind.DOOR.value: tr("Aan de deur"),
        ContactKind.NOT_HOME.value: tr("Niet thuis"),
    }


def contact_word(how: str) -> str:
    """`Gebeld`; the bare word where nobody said how."""
    return contact_kinds().get(how, tr("Contact"))
