"""Sentences of Delen: moments, numbers, who is up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import UserError, sentence
from app.model.days import day_of
from app.services.sharing_view import place
from app.ui.dates import long_day, short_day
from app.ui.text import joined, language, listed, tr

if TYPE_CHECKING:
    from datetime import date

    from app.services.sharing_jobs import LastTime
    from app.services.sharing_view import LaptopLine, SharingView


def moment(at: str, today: date) -> str:
    """`vandaag om 14:03`, `dinsdag 10 maart, 14:02`; empty for no moment."""
    day = day_of(at)
    if day is None:
        return ""
    clock = at[11:16]
    if day == today:
        return tr("vandaag om {time}", time=clock)
    return tr("{day}, {time}", day=long_day(day, year=day.year != today.year), time=clock)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def waiting(view: SharingView) -> str:
    """What leaves this laptop at the next press."""
    if view.many_waiting:
        return tr("Meer dan duizend wijzigingen wachten om te delen.")
    if not view.waiting:
        return tr("Er wacht niets: alles van jou is verstuurd.")
    if view.waiting == 1:
        return tr("1 wijziging wacht om te delen.")
    return tr("{number} wijzigingen wachten om te delen.", number=view.waiting)


def last_time(last: LastTime, today: date, elsewhere: str = "") -> str:
    """When, and what moved when something last did; `elsewhere`: not in the team's own place."""
    if not last.at:
        return tr("Deze laptop heeft nog niet gedeeld.")
    when = capital(moment(last.at, today))
    if elsewhere:
        when = tr("{when}, via {place}", when=when, place=elsewhere)
    if not last.moved_at:
        return tr("{when}. Er was niets nieuws.", when=when)
    moved = tr(
        "{sent} verstuurd, {received} binnengekomen",
        sent=changes(last.sent),
        received=last.received,
    )
    if last.moved_at == last.at:
        return tr("{when}. {moved}.", when=when, moved=capital(moved))
    earlier = moment(last.moved_at, today)
    return tr(
        "{when}. Er was niets nieuws; daarvoor, {earlier}: {moved}.",
        when=when, earlier=earlier, moved=moved,
    )  # fmt: skip


def changes(number: int) -> str:
    """`1 wijziging`, `12 wijzigingen`."""
    return tr("1 wijziging") if number == 1 else tr("{number} wijzigingen", number=number)


def elsewhere(view: SharingView) -> str:
    """Where the last round was, if not in the team's own place: a stick at the table, say."""
    at = place(view.last.place) if view.place and view.last.place != view.place.url else None
    return at.name if at is not None else ""


def at_the_table(view: SharingView) -> str:
    """After a round elsewhere: what is safe, and what to do next; empty after any other.

    Also where something was written since: then who has all is not known again.
    """
    if not elsewhere(view) or view.waiting:
        return ""
    here = [one for one in view.laptops if one.level and not one.here]
    names = listed(list(dict.fromkeys(one.name or tr("Naam nog niet bekend") for one in here)))
    if len(here) == 1:
        then = tr("{name} heeft alles wat hier staat.", name=names)
    elif here:
        then = tr("{names} hebben alles wat hier staat.", names=names)
    else:
        then = tr("Doe nu hetzelfde op de andere laptop, en daarna hier nog een keer.")
    return tr("Gelukt. Een USB-stick mag er nu uit. {then}", then=then)


def level(view: SharingView) -> str:
    """`Alle 8 laptops zijn bij`, `7 van 8 laptops zijn bij`."""
    whole, behind = len(view.laptops), len(view.behind)
    if whole == 1:
        return tr("1 laptop in het team")
    if not behind:
        return tr("Alle {all} laptops zijn bij", all=whole)
    if whole - behind == 1:
        return tr("1 van {all} laptops is bij", all=whole)
    return tr("{number} van {all} laptops zijn bij", number=whole - behind, all=whole)


def laptop(line: LaptopLine) -> str:
    """Quiet line under the name: whose organisation, which laptop."""
    parts = [line.organisation]
    if line.of > 1:
        parts.append(tr("laptop {number} van {of}", number=line.number, of=line.of))
    if line.here:
        parts.append(tr("deze laptop"))
    parts.append(role(line))
    return joined(*parts)


def role(line: LaptopLine) -> str:
    """Of who coordinates, and whether the one before gave it; empty for all others."""
    if not line.coordinator:
        return ""
    return tr("coördinator, met het herstelblad") if line.by_sheet else tr("coördinator")


def since(line: LaptopLine, today: date) -> str:
    """`bij`, or when work of that laptop last came in."""
    if line.level:
        return tr("bij")
    if not line.heard:
        return tr("nog niets gehoord")
    return tr("laatst gehoord {day}", day=short_day(line.heard, today))


def apart_sentences(view: SharingView) -> list[str]:
    """What did not come in as it should, in plain sentences; empty when all is well."""
    last, said = view.last, []
    if last.set_aside:
        said.append(
            tr("1 regel klopte niet en is apart gezet; de rest is gewoon binnen.")
            if last.set_aside == 1
            else tr(
                "{number} regels klopten niet en zijn apart gezet; de rest is gewoon binnen.",
                number=last.set_aside,
            )
        )
    if last.put_back:
        said.append(
            tr("In de gedeelde map was werk verdwenen; 1 stuk is teruggezet.")
            if last.put_back == 1
            else tr(
                "In de gedeelde map was werk verdwenen; {number} stukken zijn teruggezet.",
                number=last.put_back,
            )
        )
    if view.rivals:
        said.append(
            tr(
                "Van wie er in het team zit, bestaan twee lezingen. Deze laptop volgt het team."
                " Klopt de lijst niet? Dan beslist het herstelblad."
            )
        )
    names = {one.device: one.name for one in view.laptops}
    said += [
        tr("Er mist nog werk van {name}, dat anderen wel hebben.", name=names.get(one, "…"))
        for one in last.missing_of
    ]
    said += [
        tr("Twee laptops schrijven onder de naam van {name}: een kopie?", name=names.get(one, "…"))
        for one in last.forks
    ]
    said += [
        tr(
            "{file}: {reason}",
            file=file.rpartition("/")[2][:20] + "…",
            reason=sentence(UserError(f"refused_{why}"), language()),
        )
        for file, why in last.refused
    ]
    return said
