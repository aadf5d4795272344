"""Sharing by itself: in a known place only, silently, and with patience when that is away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.storage.edits import Edit
from app.ui.sharing import automatic

if TYPE_CHECKING:
    from tests.ui.sharing.conftest import Desk, Table


def go(desk: Desk) -> None:
    """As if the time had come."""
    desk.bench.automatic.timer.start(0)


def test_that_what_changed_goes_out_by_itself_and_comes_in_on_the_other_laptop(
    duo: Table,
) -> None:
    ayse, lukasz = duo.desks
    for desk in duo.desks:
        desk.bench.automatic.set_on(True)
        assert desk.bench.automatic.timer.interval() == automatic.EVERY_MS
    ayse.ask(lambda s: s.vault.record([Edit("agenda_item", "A1", {"title": "Repaircafé"})]) and 1)
    ayse.until(lambda: ayse.bench.automatic.timer.interval() == automatic.AFTER_CHANGE_MS)
    for desk in (ayse, lukasz):
        with desk.qtbot.waitSignal(desk.bench.sharer.ended, timeout=15_000):
            go(desk)
    lukasz.until(lambda: lukasz.ask(lambda s: s.vault.get("agenda_item", "A1")))


def test_that_a_place_that_is_away_is_never_in_the_way(duo: Table) -> None:
    ayse = duo.ayse
    ayse.bench.automatic.set_on(True)
    duo.folder.rename(duo.folder.with_name("weg"))
    said = ayse.program.notice.text()
    waits = []
    for _time in range(4):
        with ayse.qtbot.waitSignal(ayse.bench.sharer.quietly_failed, timeout=15_000):
            go(ayse)
        ayse.settled()
        waits.append(ayse.bench.automatic.timer.interval())
    assert waits == sorted(waits)
    assert waits[0] > automatic.EVERY_MS
    assert waits[-1] == automatic.LONGEST_MS
    assert not ayse.screen.trouble.isVisible()
    assert ayse.program.notice.text() == said
    ayse.to_sharing()
    ayse.settled()
    ayse.click(ayse.screen.button)
    ayse.until(ayse.screen.trouble.isVisible)
    assert "niet te bereiken" in ayse.screen.trouble.said.text()
    duo.folder.with_name("weg").rename(duo.folder)
    ayse.share()
    assert not ayse.screen.trouble.isVisible()
    assert ayse.bench.automatic.wait_ms() == automatic.EVERY_MS


def test_that_nothing_is_shared_by_itself_before_a_place_was_chosen(table: Table) -> None:
    ayse = table.ayse
    ayse.bench.automatic.set_on(True)
    heard: list[object] = []
    ayse.bench.sharer.began.connect(lambda: heard.append(1))
    go(ayse)
    ayse.until(lambda: ayse.bench.automatic.timer.interval() == automatic.EVERY_MS)
    assert heard == []
    assert list(table.folder.iterdir()) == []
