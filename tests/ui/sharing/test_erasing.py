"""Two people decide that a dossier is gone for ever; every laptop tells that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

from app.clock import new_id
from app.services import erasing, households, sharing_jobs, visits
from app.storage.edits import Edit
from app.ui.dossier.details import DetailsTab
from app.ui.dossier.visits import VisitsTab
from app.ui.sharing.erasures import EraseStart, ProposalCard
from tests.helpers import homes
from tests.ui.sharing.test_team import button, words

if TYPE_CHECKING:
    from app.services.session import Session
    from tests.ui.sharing.conftest import Desk, Table


def all_words(around: QWidget) -> str:
    """Those under a fold too."""
    return "\n".join(one.text() for one in around.findChildren(QLabel))


def a_card(desk: Desk) -> ProposalCard:
    """What is proposed, in sight."""
    cards = desk.screen.erasures.cards
    desk.until(lambda: cards() and cards()[0].isVisible())
    return cards()[0]


def test_that_a_dossier_is_gone_for_ever_when_two_say_so(duo: Table) -> None:
    ayse, lukasz = duo.desks
    lukasz.front()
    _open_dossier(lukasz, "details")
    page = lukasz.bench.dossier.pages["details"]
    assert isinstance(page, DetailsTab)
    lukasz.until(page.isVisible)
    lukasz.click(page.erase.button)
    assert "Niet in oude reservekopieën" in words(page.erase)
    assert "Het hele team leest waarom" in words(page.erase)
    lukasz.click(page.erase.yes)
    assert page.erase.card is not None
    assert page.erase.card.isVisible()
    lukasz.type(page.erase.reason.line, "op verzoek van de familie")
    lukasz.click(page.erase.yes)
    lukasz.until(lambda: lukasz.ask(erasing.proposals))
    lukasz.share()
    lukasz.until(lambda: "wacht op het ja" in words(lukasz.screen.erasures))
    ayse.share()
    card = a_card(ayse)
    ayse.until(lambda: "Familie Şahin" in words(card))
    assert "Ook gesloten notities over dit huishouden" in words(card)
    ayse.click(button(card, "Ja, verwijder voorgoed"))
    ayse.until(lambda: not ayse.screen.erasures.cards())
    ayse.settled()
    for desk in (lukasz, ayse, lukasz, ayse):
        desk.share()
    for desk in duo.desks:
        assert desk.ask(lambda s: (households.lines(s, ""), 1)) == ([], 1)
        exported = desk.ask(lambda s: "\n".join(s.vault.export_lines(closed=True)))
        assert "Şahin" not in exported
        assert "op verzoek" not in exported
    ayse.until(lambda: "weg bij Ayşe Ğazi" in all_words(ayse.screen.erasures))
    assert "voor zover daar te lezen" in all_words(ayse.screen.erasures)
    _write_on(duo)
    gone = ayse.ask(erasing.erased)[0]
    assert gone.dossiers == 1
    assert gone.waiting == ()
    assert set(gone.confirmed) == {"Ayşe Ğazi", "Łukasz Wójcik"}


def test_that_one_note_is_gone_for_ever_and_the_rest_stays(duo: Table) -> None:
    ayse, lukasz = duo.desks
    visit = lukasz.ask(_two_notes)
    lukasz.share()
    ayse.share()
    assert "Stapel post op tafel" in ayse.ask(_everything)
    _propose_for_the_note(lukasz, visit)
    lukasz.share()
    ayse.share()
    card = a_card(ayse)
    ayse.until(lambda: "staat in het verkeerde dossier" in words(card))
    assert "notitie · Geld en rekeningen, Łukasz Wójcik · Familie Şahin" in words(card)
    ayse.click(button(card, "Ja, verwijder voorgoed"))
    ayse.until(lambda: not ayse.screen.erasures.cards())
    ayse.settled()
    for desk in (lukasz, ayse, lukasz, ayse):
        desk.share()
    for desk in duo.desks:
        exported = desk.ask(_everything)
        assert "Stapel post op tafel" not in exported
        assert "verkeerde dossier" not in exported
        assert "Elke dag naar buiten" in exported
        assert "De post openen" in exported
    _write_on(duo)
    gone = ayse.ask(erasing.erased)[0]
    assert (gone.dossiers, gone.parts, gone.waiting) == (0, 1, ())


def test_that_of_a_closed_note_the_team_reads_neither_why_nor_about_whom(duo: Table) -> None:
    ayse, lukasz = duo.desks
    home = lukasz.ask(_a_closed_note)
    lukasz.share()
    ayse.share()
    before = ayse.ask(_everything)
    assert "Apart verteld" not in before
    lukasz.front()
    lukasz.bench.open_household(home)
    lukasz.until(lambda: lukasz.bench.dossier.desk.household == home)
    lukasz.click(lukasz.bench.dossier.tabs.button("visits"))
    page = lukasz.bench.dossier.pages["visits"]
    assert isinstance(page, VisitsTab)
    lukasz.until(lambda: page.closed)
    assert page.closed is not None
    lukasz.click(page.closed.read)
    (erase,) = page.closed.findChildren(EraseStart)
    lukasz.click(erase.button)
    assert "Waarom en over wie staat er niet bij" in words(erase)
    assert not erase.reason.isVisible()
    lukasz.click(erase.yes)
    lukasz.until(erase.said.isVisible)
    lukasz.share()
    ayse.share()
    card = a_card(ayse)
    ayse.until(lambda: "gesloten notitie" in words(card))
    assert "Şahin" not in words(card)
    assert "Waarom" not in words(card)
    assert ayse.ask(_everything) == before
    ayse.click(button(card, "Ja, verwijder voorgoed"))
    ayse.until(lambda: not ayse.screen.erasures.cards())
    ayse.settled()
    for desk in (lukasz, ayse):
        desk.share()
    assert "Apart verteld" not in lukasz.ask(_everything)


def test_that_a_reason_is_asked_and_nothing_is_written_without_a_team(table: Table) -> None:
    ayse = table.ayse
    home = ayse.ask(lambda s: homes.new_household(s, "Familie Ñúñez"))
    ayse.ask(lambda s: homes.add(s, "person", home, {"name": "Iñaki Ñúñez"}))
    ayse.front()
    ayse.bench.open_household(home)
    ayse.until(lambda: ayse.bench.dossier.desk.household == home)
    ayse.click(ayse.bench.dossier.tabs.button("details"))
    page = ayse.bench.dossier.pages["details"]
    assert isinstance(page, DetailsTab)
    ayse.until(lambda: page.persons)
    page.persons[0].click()
    panel = ayse.bench.dossier.panel
    ayse.until(lambda: panel.erase is not None)
    erase = panel.erase
    assert erase is not None
    ayse.click(erase.button)
    ayse.click(erase.yes)
    assert "Schrijf op waarom" in words(erase)
    ayse.type(erase.reason.line, "dubbel")
    ayse.click(erase.yes)
    ayse.until(lambda: "team" in words(erase.reason))
    assert "dubbel" not in ayse.ask(_everything)


def _two_notes(s: Session) -> str:
    home = households.lines(s, "Şahin")[0].id
    visit = visits.start(s, home)
    for area, text in (("geld", "Stapel post op tafel"), ("werk", "Elke dag naar buiten")):
        target = visits.note_target(s, visit, area, "", "text")
        fields = {**dict(target.context), "text": text}
        s.vault.record([Edit("domain_note", target.entity, fields)])
    return visit


def _a_closed_note(s: Session) -> str:
    home = households.lines(s, "Şahin")[0].id
    fields = {"household": home, "author": s.vault.member_id, "text": "Apart verteld"}
    s.vault.record([Edit("closed_note", new_id(s.clock), fields)])
    return home


def _open_dossier(desk: Desk, tab: str) -> None:
    """The dossier, on this tab."""
    home = desk.ask(lambda s: households.lines(s, "Şahin")[0].id)
    desk.bench.open_household(home)
    desk.until(lambda: desk.bench.dossier.desk.household == home)
    desk.click(desk.bench.dossier.tabs.button(tab))


def _propose_for_the_note(desk: Desk, visit: str) -> None:
    """As its author does: where the note is read."""
    desk.front()
    _open_dossier(desk, "visits")
    page = desk.bench.dossier.pages["visits"]
    assert isinstance(page, VisitsTab)
    desk.until(lambda: page.cards and page.cards[0].visit.id == visit)
    desk.click(page.cards[0].read)
    desk.until(lambda: page.cards[0].findChildren(EraseStart))
    erase = next(
        one
        for one in page.cards[0].findChildren(EraseStart)
        if "Geld en rekeningen · Łukasz" in one.button.accessibleName()
    )
    desk.click(erase.button)
    assert "alles wat er eerder stond" in words(erase)
    assert "Niet in oude reservekopieën" in words(erase)
    desk.type(erase.reason.line, "staat in het verkeerde dossier")
    desk.click(erase.yes)
    desk.until(lambda: desk.ask(erasing.proposals))
    desk.until(erase.said.isVisible)


def _write_on(duo: Table) -> None:
    """What a laptop tells goes along with the next thing that it writes."""
    item = Edit("agenda_item", "A1", {"title": "Repaircafé"})
    duo.lukasz.ask(lambda s: s.vault.record([item]) and 1)
    duo.lukasz.share()
    duo.ayse.share()


def _everything(s: Session) -> str:
    return "\n".join(s.vault.export_lines(closed=True))


def test_that_words_for_the_wrong_household_can_be_gone_for_ever(duo: Table) -> None:
    """A contact and its step, recorded by a long line that was shortened, then moved."""
    ayse, lukasz = duo.desks
    canary, step = "Zag haar met tassen vol flessen in de winkel staan", "Bel de huisarts daarover"
    lukasz.front()
    other = lukasz.ask(lambda s: homes.new_household(s, "Familie Żółć"))
    home = next(one.id for one in lukasz.ask(households.lines) if one.id != other)
    panel = lukasz.bench.contact
    panel.open_for(home)
    lukasz.until(panel.isVisible)
    lukasz.type(panel.line.line, canary)
    lukasz.type(panel.next.line, f"{step}, en vraag hoe het met de medicijnen gaat")
    lukasz.until(lambda: "staan" in lukasz.ask(_typed) and "gaat" in lukasz.ask(_typed))
    lukasz.type(panel.line.line, "x")
    lukasz.type(panel.next.line, "x")
    lukasz.until(lambda: canary in lukasz.ask(_written) and step in lukasz.ask(_written))
    lukasz.click(panel.other)
    lukasz.until(panel.left_behind.isVisible)
    erase = panel.left_behind.erase
    assert erase is not None
    assert "Familie Şahin" in words(panel.left_behind)
    lukasz.click(erase.button)
    lukasz.type(erase.reason.line, "verkeerd huishouden")
    lukasz.click(erase.yes)
    lukasz.until(lambda: lukasz.ask(erasing.proposals))
    lukasz.share()
    ayse.share()
    ayse.click(button(a_card(ayse), "Ja, verwijder voorgoed"))
    ayse.until(lambda: not ayse.screen.erasures.cards())
    ayse.settled()
    for desk in (lukasz, ayse, lukasz):
        desk.share()
    for desk in duo.desks:
        assert canary not in desk.ask(_written)
        assert step not in desk.ask(_written)


def _typed(s: Session) -> str:
    return " ".join(str(one.value) for one in s.vault.drafts())


def _written(s: Session) -> str:
    return "\n".join(change.fields for change in s.vault.changes())


def test_that_an_erased_dossier_leaves_the_screen_of_who_reads_it(duo: Table) -> None:
    lukasz = duo.lukasz
    _erase_on(duo)
    lukasz.front()
    _open_dossier(lukasz, "details")
    _hears_by_itself(lukasz)
    lukasz.until(lambda: lukasz.program.window.current_screen() == "households")
    lukasz.until(lambda: "Dit dossier is er niet meer" in words(lukasz.program.window))
    lukasz.until(lambda: "Şahin" not in words(lukasz.program.window))
    lukasz.until(lambda: "Şahin" not in all_words(lukasz.bench.dossier))


def test_that_who_talks_there_while_it_is_erased_hears_it_and_closes_it_by_hand(
    duo: Table,
) -> None:
    """A resident who looks along must not see the list of households all of a sudden."""
    lukasz = duo.lukasz
    _erase_on(duo)
    lukasz.front()
    lukasz.bench.start_visit(lukasz.ask(lambda s: households.lines(s, "Şahin")[0].id))
    gesprek = lukasz.bench.gesprek
    lukasz.until(lambda: gesprek.isVisible() and "Şahin" in words(gesprek.bar))
    _hears_by_itself(lukasz)
    lukasz.until(lambda: "verwijderde dit gesprek voorgoed" in words(gesprek))
    assert gesprek.isVisible()
    lukasz.click(gesprek.bar.back)
    lukasz.until(lambda: lukasz.program.window.current_screen() == "households")
    assert "Şahin" not in lukasz.ask(_everything)


def _erase_on(duo: Table) -> None:
    """Both decided; Łukasz' laptop has not heard."""
    ayse, lukasz = duo.desks
    home = ayse.ask(lambda s: households.lines(s, "Şahin")[0].id)
    asked = lukasz.ask(lambda s: erasing.propose_household(s, home, "op verzoek"))
    lukasz.job(sharing_jobs.share)
    ayse.job(sharing_jobs.share)
    ayse.ask(erasing.confirm, asked)
    ayse.job(sharing_jobs.share)


def _hears_by_itself(desk: Desk) -> None:
    """A quiet round, as every ten minutes."""
    with desk.qtbot.waitSignal(desk.bench.sharer.ended, timeout=60_000):
        desk.bench.sharer.share(quiet=True)
    desk.settled()
