"""How the stored ways of reaching a household read on the screen, and their icons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.model.words import ContactKind
from app.ui.kit.chips import Option
from app.ui.text import joined, tr

if TYPE_CHECKING:
    from app.model.dossier import SafeContact

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


def choices() -> list[Option]:
    """How a household was reached, to choose from."""
    return [
        Option(key, word, ICONS[key], tone="care" if key == ContactKind.NOT_HOME else "accent")
        for key, word in contact_kinds().items()
    ]


def contact_word(how: str) -> str:
    """`Gebeld`; the bare word where nobody said how."""
    return contact_kinds().get(how, tr("Contact"))


def ways() -> tuple[tuple[str, str, str], ...]:
    """Ways of reaching a person: the part of the register, what a yes says and what a no says."""
    return (
        ("call", tr("bellen mag"), tr("niet bellen")),
        ("voicemail", tr("voicemail mag"), tr("geen voicemail")),
        ("app", tr("appen mag"), tr("niet appen")),
        ("post", tr("post mag"), tr("geen post")),
    )


def safe_warning(safe: SafeContact | None) -> str:
    """`niet bellen, geen voicemail, na vijf uur`; only what one must not do, and when."""
    if safe is None:
        return ""
    never = [no for way, _yes, no in ways() if getattr(safe, way) is False]
    return joined(*never, safe.when, safe.note, sign=", ")
