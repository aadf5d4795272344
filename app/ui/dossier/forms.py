"""Which fields a record has on the screen, in which order and in which words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from app.ui.dossier.words import interpreters, progress, resorts, statuses
from app.ui.kit import level_name
from app.ui.text import tr

if TYPE_CHECKING:
    from app.services.dossiers import Dossier

How = Literal["line", "note", "one", "many", "yes", "day", "time", "status"]
NOT_JUDGED: Final = "0"
"""The level of a score that could not be judged."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to fill in; with `part` it is a part of the register `field`."""

    field: str
    label: str
    how: How = "line"
    options: tuple[tuple[str, str], ...] = ()
    part: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Things that belong together, under a quiet heading when it has one."""

    items: tuple[Item, ...]
    title: str = ""


def sections(kind: str, dossier: Dossier) -> tuple[Section, ...]:
    """The form of a kind; KeyError for a kind that has none."""
    persons = tuple((person.id, person.call_name or person.name) for person in dossier.persons)
    forms: dict[str, Callable[[], tuple[Section, ...]]] = {
        "person": _person,
        "network_member": lambda: (_network(),),
        "involved_party": lambda: (_party(),),
        "consent": lambda: (_consent(persons),),
        "attachment": lambda: (_attachment(persons),),
        "custody": lambda: (_custody(),),
        "household": lambda: _household(dossier),
        "plan": lambda: (Section((*plan_items(), *evaluation_items())),),
        "goal": lambda: (_goal(persons),),
        "action": lambda: (_action(persons, dossier),),
    }
    return forms[kind]()


def register(kind: str, field: str) -> tuple[Item, ...]:
    """What is filled in of a register; empty for one that nobody fills in by hand."""
    forms: dict[str, Callable[[], tuple[Item, ...]]] = {
        "person.safe_contact": _safe_contact,
        "network_member.tie": _tie,
        "consent.given": _given,
        "custody.custody": _custody_held,
        "household.help_ends": _help_ends,
        "household.address": _address,
        "household.retention": _retention,
        "referral.address": _address,
        "plan.agreed": _plan_agreed,
        "plan.heavier_help": _heavier_help,
        "contact.next": _next,
        "visit.planned": lambda: _appointment("planned"),
        "visit.return_on": lambda: _appointment("return_on"),
        "visit_summary.agreed": _klopt,
        "assessment_score.score": _score,
    }
    made = forms.get(f"{kind}.{field}")
    return made() if made else ()


def plan_items() -> tuple[Item, ...]:
    """What is agreed about the plan as a whole."""
    return (
        *_plan_agreed(),
        Item("evaluation_on", tr("We kijken terug op"), "day"),
        Item("ends_on", tr("Dit plan loopt tot"), "day"),
    )


def evaluation_items() -> tuple[Item, ...]:
    """What is asked when the day of looking back has come."""
    return (
        Item("evaluation", tr("Wat is er veranderd?"), "note"),
        *_heavier_help(),
    )


def names(form: tuple[Section, ...]) -> dict[str, str]:
    """Words of fields, parts and ids, for telling what changed."""
    told: dict[str, str] = {}
    for section in form:
        for item in section.items:
            told.setdefault(item.part or item.field, item.label)
            told.update(dict(item.options))
            if item.part and section.title:
                told[item.field] = section.title
    return told


def _pairs(words: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(words.items())


def _person() -> tuple[Section, ...]:
    return (
        Section(
            (
                Item("name", tr("Naam")),
                Item("call_name", tr("Roepnaam")),
                Item("position", tr("Plaats in het huishouden"), hint=tr("moeder, zoon, oma")),
                Item("born", tr("Geboren op"), "day"),
                Item("phone", tr("Telefoon")),
                Item("email", tr("E-mail")),
                Item("language", tr("Spreekt"), hint=tr("Nederlands, Turks")),
                Item("interpreter", tr("Tolk"), "one", _pairs(interpreters())),
                Item("informal", tr("Aanspreken met je"), "yes"),
            )
        ),
        Section(
            _safe_contact(),
            tr("Veilig contact"),
        ),
        Section(
            (Item("safety_note", tr("Waar letten we op"), "note"),),
            tr("Veiligheid"),
        ),
    )


def _network() -> Section:
    return Section(
        (
            Item("name", tr("Naam")),
            Item("relation", tr("Wie is dit"), hint=tr("broer van Mehmet")),
            *_tie(),
            Item("may_be_asked", tr("Mogen we hem of haar vragen?"), "yes"),
            Item("phone", tr("Telefoon")),
            Item("note", tr("Wat doet deze persoon"), "note"),
        )
    )


def _party() -> Section:
    return Section(
        (
            Item("name", tr("Naam")),
            Item("organisation", tr("Organisatie")),
            Item("does", tr("Wat doen zij hier"), hint=tr("huisarts, incasso loopt")),
            Item("phone", tr("Telefoon")),
            Item("inner_ring", tr("Zit mee aan tafel (binnenring)"), "yes"),
        )
    )


def _consent(persons: tuple[tuple[str, str], ...]) -> Section:
    return Section(
        (
            Item("person", tr("Wie zei ja"), "one", persons),
            Item("purpose", tr("Waarvoor")),
            Item("with_whom", tr("Met wie delen we")),
            *_given(),
        )
    )


def _attachment(persons: tuple[tuple[str, str], ...]) -> Section:
    return Section(
        (
            Item("name", tr("Naam")),
            Item("person", tr("Over wie"), "one", persons),
            Item("added_on", tr("Toegevoegd op"), "day"),
        )
    )


def _custody() -> Section:
    return Section(_custody_held(), tr("Gezag"))


def _household(dossier: Dossier) -> tuple[Section, ...]:
    known = statuses()
    now = str(dossier.header.status)
    steps = tuple((one, known[one]) for one in (now, *dossier.header.next_statuses) if one in known)
    members = tuple(dossier.members)
    return (
        Section(
            (
                Item("status", tr("Waar staan we"), "status", tuple(dict(steps).items())),
                Item("case_lead", tr("Regisseur"), "one", members),
                Item("pair", tr("Duo"), "many", members),
                Item("stand_in", tr("Vervanger"), "one", members),
                *_help_ends(),
            )
        ),
        Section(
            (
                Item("name", tr("Naam van het huishouden")),
                *_address(),
                Item("neighbourhood", tr("Buurt")),
                Item("phone", tr("Telefoon")),
            ),
            tr("Adres"),
        ),
        Section(_retention(), tr("Bewaren")),
    )


def _goal(persons: tuple[tuple[str, str], ...]) -> Section:
    return Section(
        (
            Item("title", tr("Doel, in hun eigen woorden")),
            Item("person", tr("Van wie"), "one", persons),
            Item("status", tr("Hoe ver"), "one", _pairs(progress())),
            Item("result", tr("Wat is er bereikt"), "note"),
        )
    )


def _action(persons: tuple[tuple[str, str], ...], dossier: Dossier) -> Section:
    return Section(
        (
            Item("what", tr("Wat")),
            Item("resort", tr("Wie doet het"), "one", _pairs(resorts())),
            Item("who", tr("Wie precies"), hint=tr("Mehmet en Hakan")),
            Item("due", tr("Wanneer"), "day"),
            Item("member", tr("Wie van ons let erop"), "one", tuple(dossier.members)),
            Item("person", tr("Op wiens papier (leeg: van iedereen)"), "one", persons),
            Item("result", tr("Wat kwam eruit"), "note"),
        )
    )


def _safe_contact() -> tuple[Item, ...]:
    safe = "safe_contact"
    return (
        Item(safe, tr("Mogen we bellen?"), "yes", part="call"),
        Item(safe, tr("Voicemail inspreken?"), "yes", part="voicemail"),
        Item(safe, tr("Appen?"), "yes", part="app"),
        Item(safe, tr("Post sturen?"), "yes", part="post"),
        Item(safe, tr("Wanneer"), part="when", hint=tr("na vijf uur")),
        Item(safe, tr("Let op bij contact"), part="note"),
    )


def _tie() -> tuple[Item, ...]:
    near = (("1", tr("dichtbij")), ("2", tr("er tussenin")), ("3", tr("verder weg")))
    strong = (("3", tr("sterk")), ("2", tr("gewoon")), ("1", tr("dun")))
    return (
        Item("tie", tr("Hoe dichtbij"), "one", near, part="closeness"),
        Item("tie", tr("Hoe sterk is de band"), "one", strong, part="strength"),
        Item("tie", tr("Is dit contact schadelijk?"), "yes", part="harmful"),
    )


def _given() -> tuple[Item, ...]:
    return (
        Item("given", tr("Gegeven op"), "day", part="on"),
        Item("given", tr("Hoe"), part="how", hint=tr("gezegd aan tafel, getekend")),
        Item("given", tr("Ingetrokken op"), "day", part="withdrawn_on"),
    )


def _custody_held() -> tuple[Item, ...]:
    return (
        Item("custody", tr("Heeft gezag"), "yes", part="held"),
        Item("custody", tr("Wie zegt dat"), part="source", hint=tr("gezagsregister")),
        Item("custody", tr("Sinds of gezien op"), "day", part="on"),
    )


def _help_ends() -> tuple[Item, ...]:
    return (
        Item("help_ends", tr("Hulp stopt op"), "day", part="on"),
        Item("help_ends", tr("Waarom dan"), part="reason"),
    )


def _address() -> tuple[Item, ...]:
    return (
        Item("address", tr("Straat"), part="street"),
        Item("address", tr("Nummer"), part="number"),
        Item("address", tr("Postcode"), part="postcode"),
        Item("address", tr("Plaats"), part="city"),
    )


def _retention() -> tuple[Item, ...]:
    laws = (("wmo", tr("Wmo, 15 jaar")), ("jeugdwet", tr("Jeugdwet, 20 jaar")))
    return (
        Item("retention", tr("Welke wet"), "one", laws, part="regime"),
        Item("retention", tr("Sinds"), "day", part="since"),
    )


def _plan_agreed() -> tuple[Item, ...]:
    return (
        Item("agreed", tr("Afgesproken op"), "day", part="on"),
        Item("agreed", tr("Hoe"), part="how", hint=tr("samen gelezen aan tafel")),
    )


def _heavier_help() -> tuple[Item, ...]:
    return (
        Item("heavier_help", tr("Is zwaardere hulp voorkomen?"), "yes", part="prevented"),
        Item("heavier_help", tr("Waaraan zie je dat?"), part="why"),
    )


def _next() -> tuple[Item, ...]:
    return (
        Item("next", tr("Wat"), part="what"),
        Item("next", tr("Wie van ons let erop"), "one", part="member"),
        Item("next", tr("Wanneer"), "day", part="due"),
    )


def _appointment(field: str) -> tuple[Item, ...]:
    return (
        Item(field, tr("Welke dag"), "day", part="on"),
        Item(field, tr("Hoe laat"), "time", part="at"),
    )


def _klopt() -> tuple[Item, ...]:
    return (
        Item("agreed", tr("Klopt het?"), "yes", part="yes"),
        Item("agreed", tr("Wat klopt er niet?"), "note", part="no_because"),
    )


def _score() -> tuple[Item, ...]:
    levels = tuple(
        (str(level), tr("{level} · {name}", level=level, name=level_name(level)))
        for level in range(1, 6)
    )
    cannot = ((NOT_JUDGED, tr("Niet te beoordelen")),)
    return (
        Item("score", tr("Niveau"), "one", (*levels, *cannot), part="level"),
        Item("score", tr("Waarom"), "note", part="reason"),
    )
