"""What every kind of record is called: the one table, which a test holds against the model."""

from __future__ import annotations

from functools import cache

from app.ui.text import language, tr


def kind_label(kind: str) -> str:
    """`Notitie`; for a kind of a newer program a sentence instead of its name."""
    return _kinds(language()).get(kind, tr("Iets uit een nieuwere versie van Drempel"))


def kind_word(kind: str) -> str:
    """`notitie`, within a line; `ZRM-meting` keeps its capitals."""
    label = kind_label(kind)
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def a_kind(kind: str) -> str:
    """`een doel`, of what is asked for after somebody was taken away."""
    return {
        "goal": tr("een doel"),
        "action": tr("een actie"),
        "assessment": tr("een ZRM-meting"),
        "consent": tr("een toestemming"),
    }[kind]


@cache
def _kinds(_language: str) -> dict[str, str]:
    return {
        "team": tr("Team"),
        "member": tr("Teamlid"),
        "household": tr("Huishouden"),
        "referral": tr("Melding"),
        "signal": tr("Signaal"),
        "initiative": tr("Initiatief"),
        "meeting": tr("Overleg"),
        "agenda_item": tr("Agendapunt"),
        "directory_entry": tr("Sociale kaart"),
        "person": tr("Persoon"),
        "custody": tr("Gezag"),
        "contact": tr("Contact"),
        "network_member": tr("Eigen kring"),
        "involved_party": tr("Betrokkene"),
        "consent": tr("Toestemming"),
        "reader": tr("Wie het dossier leest"),
        "attachment": tr("Bijlage"),
        "visit": tr("Gesprek"),
        "visit_area": tr("Leefgebied in het gesprek"),
        "domain_note": tr("Notitie"),
        "closed_note": tr("Gesloten notitie"),
        "visit_summary": tr("Verslag"),
        "summary_line": tr("Regel van het verslag"),
        "assessment": tr("ZRM-meting"),
        "assessment_score": tr("ZRM-score"),
        "own_figure": tr("Eigen cijfer"),
        "plan": tr("Plan"),
        "goal": tr("Doel"),
        "action": tr("Actie"),
    }
