"""Two people decide that a dossier is gone for ever; every laptop tells that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services import erasing, households
from app.storage.edits import Edit
from app.ui.dossier.details import DetailsTab
from tests.ui.sharing.test_team import button, words

if TYPE_CHECKING:
    from tests.ui.sharing.conftest import Table


def test_that_a_dossier_is_gone_for_ever_when_two_say_so(duo: Table) -> None:
    ayse, lukasz = duo.desks
    lukasz.front()
    home = lukasz.ask(lambda s: households.lines(s, "Şahin")[0].id)
    lukasz.bench.open_household(home)
    lukasz.until(lambda: lukasz.bench.dossier.desk.household == home)
    lukasz.click(lukasz.bench.dossier.tabs.button("details"))
    page = lukasz.bench.dossier.pages["details"]
    assert isinstance(page, DetailsTab)
    lukasz.until(page.isVisible)
    lukasz.click(page.erase.button)
    assert "Niet in oude reservekopieën" in words(page.erase)
    lukasz.click(page.erase.yes)
    assert page.erase.card.isVisible()
    lukasz.type(page.erase.reason.line, "op verzoek van de familie")
    lukasz.click(page.erase.yes)
    lukasz.until(lambda: lukasz.ask(erasing.proposals))
    lukasz.share()
    lukasz.until(lambda: "wacht op het ja" in words(lukasz.screen.erasures))
    ayse.share()
    ayse.until(ayse.screen.erasures.cards)
    card = ayse.screen.erasures.cards()[0]
    ayse.until(lambda: "Familie Şahin" in words(card))
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
    lukasz.ask(lambda s: s.vault.record([Edit("agenda_item", "A1", {"title": "Repaircafé"})]) and 1)
    lukasz.share()
    ayse.share()
    gone = ayse.ask(erasing.erased)[0]
    assert gone.dossiers == 1
    assert gone.waiting == ()
    assert set(gone.confirmed) == {"Ayşe Ğazi", "Łukasz Wójcik"}
