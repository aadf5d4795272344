"""Made-up entries, domains and areas for the tests of the kit."""

from __future__ import annotations

from app.ui.kit import Area, NavEntry
from app.ui.kit.area_list import State

ENTRIES = [
    NavEntry("today", "Vandaag", "sun"),
    NavEntry("referrals", "Meldingen", "tray", badge=3),
    NavEntry("households", "Huishoudens", "house-simple"),
    NavEntry("meeting", "Overleg", "users"),
    NavEntry("signals", "Signalen", "broadcast"),
    NavEntry("directory", "Sociale kaart", "map-trifold"),
    NavEntry("insight", "Inzicht", "chart-line-up"),
    NavEntry("share", "Delen", "arrows-clockwise", foot=True),
    NavEntry("lock", "Sluit af", "lock-simple", foot=True, action=True),
]
_AREAS: list[tuple[str, str, State]] = [
    ("Geld en rekeningen", "wallet", "attention"),
    ("Werk en leren", "briefcase", "good"),
    ("Uw dag", "calendar-blank", "empty"),
    ("Uw huis", "house-simple", "attention"),
    ("Samen thuis", "heart", "good"),
    ("Kinderen", "baby", "good"),
    ("Hoe u zich voelt", "smiley", "empty"),
    ("Uw gezondheid", "heartbeat", "empty"),
    ("Alcohol, drugs en gokken", "wine", "empty"),
    ("Zorgen voor uzelf", "shower", "empty"),
    ("Huishouden en papieren", "clipboard-text", "empty"),
    ("Familie, vrienden, buren", "users-three", "good"),
    ("Meedoen in de buurt", "handshake", "empty"),
    ("Politie en rechter", "scales", "rather_not"),
    ("Wat u belangrijk vindt", "sparkle", "empty"),
]
DOMAINS = [
    "Financiën",
    "Werk & opleiding",
    "Tijdsbesteding",
    "Huisvesting",
    "Huiselijke relaties",
    "Geestelijke gezondheid",
    "Lichamelijke gezondheid",
    "Middelengebruik",
    "Basale ADL",
    "Instrumentele ADL",
    "Sociaal netwerk",
    "Maatschappelijke participatie",
    "Justitie",
]


def areas() -> list[Area]:
    """The fifteen areas in several states."""
    return [Area(str(n), title, icon, state) for n, (title, icon, state) in enumerate(_AREAS)]
