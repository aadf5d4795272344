"""Words for what a melding holds."""

from __future__ import annotations

from app.model.words import Source, Status
from app.ui.text import tr


def sources() -> list[tuple[str, str]]:
    """Who may bring a melding: stored id and label."""
    return [
        (Source.RESIDENT.value, tr("Bewoner")),
        (Source.FAMILY.value, tr("Familie")),
        (Source.NEIGHBOUR.value, tr("Buur")),
        (Source.GP.value, tr("Huisarts")),
        (Source.HOUSING.value, tr("Woningcorporatie")),
        (Source.SCHOOL.value, tr("School")),
        (Source.POLICE.value, tr("Politie of wijkagent")),
        (Source.DESK.value, tr("Wmo-loket")),
        (Source.VOLUNTEERS.value, tr("Vrijwilligerspunt")),
        (Source.HOTLINE.value, tr("Meldpunt")),
        (Source.OWN_EYES.value, tr("Zelf gezien")),
    ]


def status_word(status: str) -> str:
    """Where a household or melding stands, as a person says it."""
    words = {
        Status.REFERRED: tr("nieuw"),
        Status.ASSIGNED: tr("toegewezen"),
        Status.APPOINTMENT: tr("afspraak gemaakt"),
        Status.CONVERSATION: tr("in gesprek"),
        Status.PLAN: tr("plan maken"),
        Status.RUNNING: tr("in uitvoering"),
        Status.CLOSED: tr("afgesloten"),
        Status.AFTERCARE: tr("nazorg"),
        Status.REOPENED: tr("heropend"),
        Status.NOT_TAKEN: tr("niet opgepakt"),
    }
    return words.get(Status(status), status) if status in set(Status) else status
