"""Values that only mean something together, as the sentence that they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.conversation import content
from app.model.days import day_of
from app.ui.contact.words import ways
from app.ui.dates import long_day, short_day
from app.ui.kit.scores import level_name
from app.ui.text import file_size, joined, language, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Words = tuple[str, str]
Values = dict[str, Any]
Names = dict[str, str]


def register_words(kind: str, field: str, value: Values, names: Mapping[str, str]) -> Words:
    """(what stands out, what belongs to it); of an unknown register nothing of what it holds."""
    tellers = _tellers()
    teller = tellers.get(f"{kind}.{field}") or tellers.get(field)
    if teller is None:
        return tr("iets dat deze versie van Drempel nog niet kent"), ""
    return teller(value, dict(names))


def _tellers() -> dict[str, Callable[[Values, Names], Words]]:
    return {
        "address": _address,
        "help_ends": _help_ends,
        "retention": _retention,
        "safe_contact": _safe_contact,
        "custody": _custody,
        "next": _next,
        "tie": _tie,
        "given": _given,
        "planned": _appointment,
        "return_on": _appointment,
        "visit_summary.agreed": _klopt,
        "plan.agreed": _plan_agreed,
        "heavier_help": _heavier_help,
        "score": _score,
        "blob": _blob,
    }


def _text(value: Values, part: str) -> str:
    found = value.get(part)
    return found.strip() if isinstance(found, str) else ""


def _day(value: Values, part: str) -> str:
    day = day_of(_text(value, part))
    return long_day(day, year=True) if day else ""


def _address(value: Values, _names: Names) -> Words:
    house = " ".join(part for part in (_text(value, "street"), _text(value, "number")) if part)
    town = " ".join(part for part in (_text(value, "postcode"), _text(value, "city")) if part)
    return (house, town) if house else (town, "")


def _help_ends(value: Values, _names: Names) -> Words:
    reason = _text(value, "reason")
    return _day(value, "on") or tr("nog geen dag"), reason


def _retention(value: Values, _names: Names) -> Words:
    law = _text(value, "regime")
    main = (
        content.choices("bewaartermijnen").name(law, language())
        if law
        else tr("nog geen wet gekozen")
    )
    since = _day(value, "since")
    return main, tr("vanaf {day}", day=since) if since else ""


def _safe_contact(value: Values, _names: Names) -> Words:
    said = [yes if value[way] else no for way, yes, no in ways() if value.get(way) is not None]
    first = ", ".join(said) or tr("nog niet gevraagd")
    return first[:1].upper() + first[1:], joined(
        _text(value, "when"), _text(value, "note"), sign=", "
    )


def _custody(value: Values, _names: Names) -> Words:
    held = value.get("held")
    answer = {True: tr("Heeft gezag"), False: tr("Heeft geen gezag")}
    main = answer.get(held, tr("Nog niet bekend")) if held is not None else tr("Nog niet bekend")
    source, on = _text(value, "source"), _text(value, "on")
    return main, joined(source, tr("sinds {day}", day=short_day(on)) if on else "", sign=", ")


def _next(value: Values, names: Names) -> Words:
    who = names.get(_text(value, "member"), "")
    due = _text(value, "due")
    when = tr("voor {day}", day=short_day(due)) if due else ""
    return _text(value, "what") or tr("niets"), joined(who, when, sign=", ")


def _tie(value: Values, _names: Names) -> Words:
    near = {1: tr("heel dichtbij"), 2: tr("dichtbij"), 3: tr("verder weg")}
    strong = {1: tr("losse band"), 2: tr("gewone band"), 3: tr("sterke band")}
    main = joined(
        near.get(value.get("closeness") or 0, ""),
        strong.get(value.get("strength") or 0, ""),
        sign=", ",
    )
    main = main or tr("nog niets gezegd over de band")
    harmful = tr("dit contact doet geen goed") if value.get("harmful") else ""
    return main[:1].upper() + main[1:], harmful


def _given(value: Values, _names: Names) -> Words:
    on, gone = _day(value, "on"), _text(value, "withdrawn_on")
    main = tr("Ja, op {day}", day=on) if on else tr("Nog niet gegeven")
    ended = tr("ingetrokken {day}", day=short_day(gone)) if gone else ""
    return main, joined(_text(value, "how"), ended, sign=", ")


def _appointment(value: Values, _names: Names) -> Words:
    at = _text(value, "at")
    main = _day(value, "on") or tr("nog geen dag")
    return main, tr("om {time}", time=at) if at else ""


def _klopt(value: Values, _names: Names) -> Words:
    yes = value.get("yes")
    if yes is None:
        return tr("Nog niet gevraagd"), ""
    return tr("Ja, het klopt") if yes else tr("Nee, het klopt niet"), _text(value, "no_because")


def _plan_agreed(value: Values, _names: Names) -> Words:
    on = _day(value, "on")
    main = tr("Afgesproken op {day}", day=on) if on else tr("Nog niet afgesproken")
    return main, _text(value, "how")


def _heavier_help(value: Values, _names: Names) -> Words:
    prevented = value.get("prevented")
    if prevented is None:
        return tr("Nog niet bekeken"), _text(value, "why")
    main = tr("Ja, zwaardere hulp is voorkomen") if prevented else tr("Nee, niet voorkomen")
    return main, _text(value, "why")


def _score(value: Values, _names: Names) -> Words:
    level = value.get("level")
    reason = _text(value, "reason")
    if not isinstance(level, int) or isinstance(level, bool) or not 1 <= level <= 5:  # noqa: PLR2004
        return tr("Niet te beoordelen"), reason
    return tr("{level} · {name}", level=level, name=level_name(level)), reason


def _blob(value: Values, _names: Names) -> Words:
    size = value.get("size")
    return tr("Een bestand"), file_size(size) if isinstance(size, int) else ""
