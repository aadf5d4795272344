"""As many made-up households as asked for: plain, fast, and the same for the same seed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from app.clock import derived_id
from app.model import rules

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST: Final = (
    "Ayşe", "Bram", "Çağlar", "Dorota", "Eelkje", "Fatıma", "Gerrit", "Håkon", "Ines", "Jelle",
    "Kasia", "Łukasz", "Mariëtte", "Nguyệt", "Ömer", "Piotr", "Radha", "Siets", "Tjibbe", "Ümit",
    "Wytske", "Xóchitl", "Yağmur", "Zoltán",
)  # fmt: skip
LAST: Final = (
    "Ağaoğlu", "Bouzid", "Çetin", "Dijkstra", "Eğilmez", "Fernández", "Gaastra", "Hőgye", "Ibáñez",
    "Jánosi", "Kowalczyk", "Łoś", "Mathoera", "Núñez", "Özdemir", "Pinas", "Ramlal", "Şahin",
    "Terpstra", "Ûlke", "Veenstra", "Wójtowicz", "Yıldız", "Źródło",
)  # fmt: skip
STREETS: Final = ("Lindestraat", "Havenkade", "Korenhof", "Steenbakkerij", "Zaagmolenweg")
PLACES: Final = ("Lindekwartier", "Oude Haven", "Korenwijk")
STATUSES: Final = ("gesprek", "plan", "uitvoering", "uitvoering", "afgesloten", "nazorg")
AREAS: Final = (
    "geld", "werk", "dag", "huis", "thuis", "kinderen", "gevoel", "gezondheid", "middelen",
    "zelfzorg", "huishouden", "netwerk", "meedoen", "justitie", "zingeving",
)  # fmt: skip
SENTENCES: Final = (
    "Heeft het deze maand goed bijgehouden.",
    "De brief van de verhuurder lag nog dicht, samen geopend.",
    "Buurman helpt op dinsdag met de boodschappen.",
    "Slaapt beter sinds de avonddienst voorbij is.",
    "Wil graag weer naar het koor, zoekt vervoer.",
    "Betaalt de huur als eerste, daarna de rest.",
    "Kent de weg naar het buurthuis en neemt een vriendin mee.",
    "Maakt zich zorgen over de winter en de gasrekening.",
    "Zoon komt op zondag, dat is het hoogtepunt van de week.",
    "Fiets gerepareerd, kan nu zelf naar de huisarts.",
)
SENTENCES_A_NOTE: Final = 3
SPREAD_DAYS: Final = 1500

Record = tuple[str, str, dict[str, Any]]
"""Kind, id, fields."""


class Told(NamedTuple):
    """How much is told of each household: its visits, and what each visit was about."""

    visits: int
    areas: int = 2


def crowd(count: int, told: Told, seed: int, today: date, members: list[str]) -> Iterator[Record]:
    """Records of `count` households, parents before children.

    The second of the members reads every dossier: in the pair, or as stand-in.
    """
    chance = random.Random(seed)  # noqa: S311 - fiction, not secrets
    for number in range(count):
        yield from _household(chance, derived_id("crowd", str(seed), str(number)), told, today,
                              members)  # fmt: skip


def _household(
    chance: random.Random, entity: str, told: Told, today: date, members: list[str]
) -> Iterator[Record]:
    last, pair = chance.choice(LAST), chance.sample(members, 2)
    opened = today - timedelta(days=chance.randrange(SPREAD_DAYS))
    yield "household", entity, {
        "name": f"Familie {last}",
        "address": {"street": chance.choice(STREETS), "number": str(chance.randrange(1, 400)),
                    "postcode": f"97{chance.randrange(10, 20)} AB", "city": "Noorderhaven"},
        "neighbourhood": chance.choice(PLACES),
        "status": chance.choice(STATUSES),
        "case_lead": pair[0],
        "pair": pair,
        "stand_in": "" if members[1] in pair else members[1],
        "opened_on": opened.isoformat(),
    }  # fmt: skip
    person = derived_id(entity, "person")
    first = chance.choice(FIRST)
    yield "person", person, {"household": entity, "name": f"{first} {last}", "call_name": first}
    for number in range(told.visits):
        visit, day = derived_id(entity, "visit", str(number)), opened + timedelta(days=20 * number)
        yield _visit(entity, person, visit, day, pair)
        for area in chance.sample(AREAS, told.areas):
            yield from _area(chance, (entity, visit, person), area, pair)


def _visit(household: str, person: str, visit: str, day: date, pair: list[str]) -> Record:
    return "visit", visit, {
        "household": household, "planned": {"on": day.isoformat(), "at": "10:00"},
        "status": "gehouden", "members": pair, "present": [person], "speaker": person,
        "started_at": f"{day.isoformat()}T10:00", "ended_at": f"{day.isoformat()}T11:30",
    }  # fmt: skip


def _area(
    chance: random.Random, place: tuple[str, str, str], area: str, pair: list[str]
) -> Iterator[Record]:
    """What was said of one leefgebied at a visit; `place`: household, visit, person."""
    household, visit, person = place
    author = chance.choice(pair)
    state = chance.choice(("goed", "aandacht"))
    yield "visit_area", rules.visit_area_id(visit, area), {
        "household": household, "visit": visit, "area": area, "state": state,
    }  # fmt: skip
    yield "domain_note", rules.note_id(visit, area, author, person), {
        "household": household, "visit": visit, "area": area, "author": author,
        "about": person, "text": " ".join(chance.sample(SENTENCES, SENTENCES_A_NOTE)),
    }  # fmt: skip
