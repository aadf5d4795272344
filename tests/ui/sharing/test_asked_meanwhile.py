"""What a person asks while a round runs, or while the place is away, is not forgotten."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from app.services import team

if TYPE_CHECKING:
    from app.services.patient_share import Pause
    from app.services.session import Session
    from tests.ui.sharing.conftest import Desk, Table


def a_long_round(desk: Desk) -> Event:
    """By itself; it goes on until the event is set, or somebody stops it."""
    go_on = Event()

    def job(_session: Session, pause: Pause, _tell: object) -> None:
        while not go_on.wait(0.01):
            pause.breathe()

    desk.bench.sharer.run(job, then=lambda _none: None, quiet=True)
    return go_on


def who_is_asked(table: Table) -> Desk:
    """The coordinator, with the request before her."""
    table.begin()
    table.ask()
    ayse = table.ayse
    ayse.to_sharing()
    ayse.until(ayse.screen.requests)
    ayse.settled()
    return ayse


def test_that_who_was_not_let_in_because_the_place_was_away_can_be_let_in_again(
    table: Table,
) -> None:
    ayse = who_is_asked(table)
    away = table.folder.rename(table.folder.with_name("weg"))
    card = ayse.screen.requests()[0]
    ayse.click(card.yes)
    ayse.until(ayse.screen.trouble.isVisible)
    away.rename(table.folder)
    assert card.yes.isEnabled()
    assert card.no.isEnabled()
    ayse.click(card.yes)
    ayse.until(lambda: not ayse.screen.requests())
    ayse.settled()
    assert len(ayse.ask(team.members)) == 2


def test_that_a_yes_during_a_round_is_done_although_another_round_is_asked_for(
    table: Table,
) -> None:
    ayse = who_is_asked(table)
    go_on = a_long_round(ayse)
    ayse.click(ayse.screen.requests()[0].yes)
    ayse.screen.share()
    go_on.set()
    ayse.until(lambda: not ayse.screen.requests())
    ayse.settled()
    assert len(ayse.ask(team.members)) == 2


def test_that_who_stops_what_waits_behind_a_round_hears_it(table: Table) -> None:
    """The panel in which somebody filled in a place can be used again."""
    lukasz = table.lukasz
    table.begin()
    lukasz.to_sharing()
    lukasz.click(lukasz.screen.alone.join_button)
    panel = lukasz.screen.places.panel
    lukasz.type(panel.place.folder.line, str(table.folder))
    a_long_round(lukasz)
    lukasz.click(panel.button)
    lukasz.ask(lambda _s: 1)
    lukasz.bench.sharer.stop()
    lukasz.settled()
    lukasz.until(panel.button.isEnabled)


def test_that_a_round_that_fails_beside_an_open_panel_is_told_on_the_screen(duo: Table) -> None:
    """The panel speaks of the place that is being filled in, and of nothing else."""
    ayse = duo.ayse
    ayse.to_sharing()
    ayse.settled()
    away = duo.folder.rename(duo.folder.with_name("weg"))
    ayse.screen.share_elsewhere()
    panel = ayse.screen.places.panel
    ayse.type(panel.place.folder.line, str(away))
    ayse.screen.share()
    ayse.settled()
    ayse.until(ayse.screen.trouble.isVisible)
    assert not panel.isHidden()
    assert not panel.message.isVisible()
    assert panel.url() == str(away)
