"""While the vault is closed, Delen holds nothing of the team, and no sentence of before."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.services import team
from tests.ui.sharing.test_erasing import all_words

if TYPE_CHECKING:
    from tests.ui.sharing.conftest import Desk, Table


def held(desk: Desk) -> str:
    """What Delen and its panels would show or say, when they came in sight."""
    parts = (desk.screen, desk.screen.members_panel, desk.screen.places.panel)
    names = [one.accessibleName() for part in parts for one in part.findChildren(QWidget)]
    return "\n".join([*map(all_words, parts), *names])


def lock(desk: Desk) -> None:
    desk.program.lock()
    desk.until(lambda: desk.program.window.current_screen() == "start")
    desk.until(lambda: desk.screen.view is None)


def test_that_a_closed_vault_leaves_no_name_on_delen(duo: Table) -> None:
    ayse = duo.ayse
    ayse.share()
    ayse.screen.manage()
    ayse.until(lambda: "Łukasz Wójcik" in held(ayse))
    lock(ayse)
    words = ("Łukasz", "Wójcik", "Ayşe", "Noorderhaven", str(duo.folder))
    ayse.until(lambda: not any(word in held(ayse) for word in words))


def test_that_a_closed_vault_leaves_no_six_words_on_delen(table: Table) -> None:
    table.begin()
    six = table.ask()
    assert " – ".join(six[:3]) in held(table.lukasz)
    lock(table.lukasz)
    pairs = [" – ".join(pair) for pair in pairwise(six)]  # One of them may be an ordinary word.
    table.lukasz.until(lambda: not any(pair in held(table.lukasz) for pair in pairs))
    table.lukasz.unlock()
    table.lukasz.to_sharing()
    table.lukasz.until(lambda: " – ".join(six[:3]) in held(table.lukasz))


def test_that_what_went_wrong_in_the_panel_is_not_said_again_later(duo: Table) -> None:
    ayse = duo.ayse
    ayse.to_sharing()
    ayse.settled()
    panel = ayse.screen.members_panel
    ayse.click(ayse.screen.laptops.button)
    ayse.ask(lambda s: team.hand_over(s, next(o.id for o in team.members(s) if not o.coordinator)))
    ayse.screen.refresh()
    ayse.until(panel.recovery.isVisible)
    panel.words.set_text("appel")
    ayse.click(panel.recover_button)
    ayse.until(panel.problem.isVisible)
    panel.close_panel()
    ayse.click(ayse.screen.laptops.button)
    ayse.until(panel.isVisible)
    assert not panel.problem.isVisible()
    assert not panel.message.isVisible()
