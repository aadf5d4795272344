"""What every field is called: the one table, which a test holds against the model."""

from __future__ import annotations

from functools import cache

from app.ui.text import language, tr


def field_label(kind: str, field: str) -> str:
    """`Hulp stopt`; for a field of a newer program a sentence instead of its name."""
    return labels().get((kind, field), tr("Iets dat deze versie van Drempel nog niet kent"))


def labels() -> dict[tuple[str, str], str]:
    """{(kind, field): label} of everything that the model holds."""
    return _labels(language())


@cache
def _labels(_language: str) -> dict[tuple[str, str], str]:
    parts = (_team(), _cards(), _dossier(), _around(), _kept(), _visit(), _judged(), _plan())
    return {(kind, field): label for part in parts for kind, named in part.items()
            for field, label in named.items()}  # fmt: skip


def _team() -> dict[str, dict[str, str]]:
    name, phone, place, area = tr("Naam"), tr("Telefoon"), tr("Plaats"), tr("Buurt")
    return {
        "team": {"name": tr("Naam van het team")},
        "member": {
            "name": name,
            "organisation": tr("Organisatie"),
            "role": tr("Rol in het team"),
            "expertise": tr("Waar iemand goed in is"),
            "phone": phone,
            "active": tr("Doet mee in het team"),
        },
        "signal": {
            "theme": tr("Thema"),
            "neighbourhood": area,
            "noted_on": tr("Opgeschreven op"),
            "note": tr("Wat er speelt"),
            "initiative": tr("Hoort bij initiatief"),
        },
        "initiative": {
            "title": tr("Naam van het initiatief"),
            "description": tr("Waar het over gaat"),
            "quadrant": tr("Soort aanbod"),
            "started_on": tr("Begonnen op"),
            "lead": tr("Wie het trekt"),
        },
        "meeting": {
            "on": tr("Dag van het overleg"),
            "at": tr("Begintijd"),
            "place": place,
            "present": tr("Wie er waren"),
            "minutes": tr("Verslag van het overleg"),
        },
        "agenda_item": {
            "meeting": tr("Bij welk overleg"),
            "household": tr("Over welk huishouden"),
            "title": tr("Agendapunt"),
            "decision": tr("Wat is besloten"),
            "order": tr("Plaats op de agenda"),
        },
        "directory_entry": {
            "name": name,
            "offer": tr("Wat zij bieden"),
            "audience": tr("Voor wie"),
            "place": tr("Waar"),
            "phone": phone,
            "quadrant": tr("Soort aanbod"),
            "areas": tr("Bij welke leefgebieden"),
        },
    }


def _cards() -> dict[str, dict[str, str]]:
    shared = {
        "name": tr("Naam"),
        "address": tr("Adres"),
        "phone": tr("Telefoon"),
        "neighbourhood": tr("Buurt"),
        "status": tr("Waar staan we"),
        "pair": tr("Duo"),
    }
    return {
        "household": {
            **shared,
            "case_lead": tr("Regisseur"),
            "stand_in": tr("Vervanger"),
            "opened_on": tr("Begonnen op"),
            "help_ends": tr("Hulp stopt"),
            "evaluation_on": tr("Evaluatie op"),
            "retention": tr("Bewaren"),
            "same_as": tr("Hetzelfde huishouden als"),
        },
        "referral": {
            **shared,
            "received_on": tr("Binnengekomen op"),
            "source": tr("Wie het meldde"),
            "source_name": tr("Naam van de melder"),
            "reason": tr("Wat is er aan de hand"),
            "themes": tr("Thema's"),
            "already_involved": tr("Wie er al bij zijn"),
            "assigned_on": tr("Toegewezen op"),
            "household": tr("Bij welk huishouden"),
            "not_taken_reason": tr("Waarom niet opgepakt"),
            "legal": tr("Melding volgens de Wmo"),
            "confirmed_on": tr("Ontvangst bevestigd op"),
        },
    }


def _dossier() -> dict[str, dict[str, str]]:
    home = {"household": tr("Bij welk huishouden")}
    return {
        "person": {
            **home,
            "name": tr("Naam"),
            "call_name": tr("Roepnaam"),
            "position": tr("Plaats in het huishouden"),
            "born": tr("Geboren"),
            "phone": tr("Telefoon"),
            "email": tr("E-mail"),
            "language": tr("Taal"),
            "interpreter": tr("Tolk"),
            "informal": tr("Aanspreken met je"),
            "safe_contact": tr("Veilig contact"),
            "safety_note": tr("Veiligheid"),
        },
        "custody": {
            **home,
            "child": tr("Gezag over"),
            "holder": tr("Wie het gezag heeft"),
            "custody": tr("Gezag"),
        },
    }


def _around() -> dict[str, dict[str, str]]:
    """What is kept around the persons: contacts, network, consent."""
    home = {"household": tr("Bij welk huishouden")}
    name, phone = tr("Naam"), tr("Telefoon")
    return {
        "contact": {
            **home,
            "person": tr("Met wie"),
            "at": tr("Wanneer"),
            "how": tr("Hoe"),
            "line": tr("Wat is er gezegd"),
            "next": tr("Wat volgt"),
        },
        "network_member": {
            **home,
            "name": name,
            "relation": tr("Wie is dat"),
            "tie": tr("Hoe zij erbij staan"),
            "may_be_asked": tr("Mag gevraagd worden"),
            "phone": phone,
            "note": tr("Notitie"),
        },
        "involved_party": {
            **home,
            "name": name,
            "organisation": tr("Organisatie"),
            "does": tr("Wat die doet"),
            "phone": phone,
            "inner_ring": tr("Komt achter de voordeur"),
        },
        "consent": {
            **home,
            "person": tr("Van wie"),
            "purpose": tr("Waarvoor"),
            "with_whom": tr("Met wie"),
            "given": tr("Toestemming gegeven"),
        },
    }


def _kept() -> dict[str, dict[str, str]]:
    """What is kept beside the talks, and who may read it."""
    home = {"household": tr("Bij welk huishouden")}
    name, who = tr("Naam"), tr("Over wie")
    return {
        "reader": {
            **home,
            "member": tr("Wie het dossier leest"),
            "reason": tr("Waarom"),
            "since": tr("Sinds"),
            "active": tr("Leest mee"),
        },
        "attachment": {
            **home,
            "visit": tr("Bij welk gesprek"),
            "person": tr("Over wie"),
            "name": name,
            "media_type": tr("Soort bestand"),
            "size": tr("Grootte"),
            "added_on": tr("Toegevoegd op"),
            "blob": tr("Het bestand zelf"),
        },
        "closed_note": {
            **home,
            "visit": tr("Bij welk gesprek"),
            "area": tr("Leefgebied"),
            "author": tr("Wie het schreef"),
            "about": who,
            "readers": tr("Wie het mag lezen"),
            "text": tr("Gesloten notitie"),
        },
    }


def _visit() -> dict[str, dict[str, str]]:
    home = {"household": tr("Bij welk huishouden")}
    part = {**home, "visit": tr("Bij welk gesprek")}
    area, person = tr("Leefgebied"), tr("Van wie")
    return {
        "visit": {
            **home,
            "planned": tr("Afspraak"),
            "status": tr("Hoe het ging"),
            "members": tr("Wie er gingen"),
            "present": tr("Wie er bij waren"),
            "speaker": tr("Wie er vertelt"),
            "started_at": tr("Begonnen"),
            "ended_at": tr("Afgelopen"),
            "place": tr("Plaats"),
            "remark": tr("Opmerking"),
            "return_on": tr("Terugkomen"),
            "content": tr("Versie van de leefgebieden"),
            "same_as": tr("Hetzelfde gesprek als"),
        },
        "visit_area": {**part, "area": area, "state": tr("Hoe gaat het")},
        "domain_note": {
            **part,
            "area": area,
            "author": tr("Wie het schreef"),
            "about": tr("Over wie"),
            "text": tr("Notitie"),
            "own_words": tr("In eigen woorden"),
            "own_circle": tr("Eigen kring"),
            "wish": tr("Wens"),
            "themes": tr("Thema's"),
        },
        "visit_summary": {
            **part,
            "person": person,
            "quote": tr("In eigen woorden"),
            "agreed": tr("Klopt het verslag"),
            "paper": tr("Mag dit papier in huis blijven"),
            "large_print": tr("Grote letters"),
            "printed_at": tr("Afgedrukt"),
        },
        "summary_line": {
            **part,
            "person": person,
            "area": area,
            "good": tr("Gaat goed"),
            "text": tr("Wat op het papier staat"),
            "left_out": tr("Niet op het papier"),
        },
    }


def _judged() -> dict[str, dict[str, str]]:
    part = {
        "household": tr("Bij welk huishouden"),
        "assessment": tr("Bij welke meting"),
        "domain": tr("Domein"),
    }
    return {
        "assessment": {
            "household": tr("Bij welk huishouden"),
            "visit": tr("Bij welk gesprek"),
            "person": tr("Over wie"),
            "on": tr("Dag van de meting"),
            "instrument": tr("Versie van de ZRM"),
            "content": tr("Versie van de teksten"),
        },
        "assessment_score": {
            **part,
            "scorer": tr("Wie het invulde"),
            "score": tr("Score"),
            "carriers": tr("Wie het nu draagt"),
        },
        "own_figure": {**part, "figure": tr("Eigen cijfer")},
    }


def _plan() -> dict[str, dict[str, str]]:
    home = {"household": tr("Bij welk huishouden")}
    place = tr("Plaats in de lijst")
    return {
        "plan": {
            **home,
            "agreed": tr("Afgesproken"),
            "evaluation_on": tr("Evaluatie op"),
            "ends_on": tr("Plan stopt"),
            "evaluation": tr("Wat de evaluatie zegt"),
            "heavier_help": tr("Zwaardere hulp voorkomen"),
            "printed_at": tr("Afgedrukt"),
        },
        "goal": {
            **home,
            "plan": tr("Bij welk plan"),
            "title": tr("Doel"),
            "area": tr("Leefgebied"),
            "person": tr("Van wie"),
            "status": tr("Hoe ver het is"),
            "result": tr("Wat het opleverde"),
            "order": place,
        },
        "action": {
            **home,
            "goal": tr("Bij welk doel"),
            "visit": tr("Bij welk gesprek"),
            "what": tr("Wat"),
            "resort": tr("Wie doet het"),
            "who": tr("Wie"),
            "member": tr("Wie van het team erop let"),
            "person": tr("Op wiens papier"),
            "due": tr("Wanneer klaar"),
            "status": tr("Hoe ver het is"),
            "done_on": tr("Gedaan op"),
            "worked": tr("Heeft het geholpen"),
            "result": tr("Wat het opleverde"),
            "order": place,
        },
    }
