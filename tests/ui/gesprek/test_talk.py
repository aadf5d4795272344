"""The conversation by keys and mouse, on a real vault."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import fields, visits
from app.ui.gesprek import GesprekScreen
from app.ui.gesprek.palette import places
from app.ui.kit.chips import Chip, ChipGroup
from tests.ui.gesprek.conftest import ANJA, HOUSEHOLD, MEHMET, Vault

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def shown(qtbot: QtBot, screen: GesprekScreen, area: str) -> None:
    qtbot.waitUntil(
        lambda: screen.talk.page.detail is not None and screen.talk.page.detail.area == area,
        timeout=5000,
    )


def note_of(vault: Vault, visit: str, area: str, name: str = "text") -> object:
    return vault(visits.area, visit, area).fields[name][0].value


def test_that_words_bring_you_to_the_leefgebied(qtbot: QtBot, screen: GesprekScreen) -> None:
    qtbot.keyClick(screen.talk.page.note, Qt.Key.Key_K, CTRL)
    qtbot.waitUntil(screen.palette_.line.hasFocus)
    qtbot.keyClicks(screen.palette_.line, "slapen")
    qtbot.keyClick(screen.palette_.line, Qt.Key.Key_Return)
    shown(qtbot, screen, screen.talk.area)
    assert screen.talk.area != screen.talk.rail.model().index(0, 0).data(Qt.ItemDataRole.UserRole)
    qtbot.waitUntil(screen.talk.page.note.hasFocus)


def test_that_jumping_between_leefgebieden_loses_no_word(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str
) -> None:
    page, first = screen.talk.page, screen.talk.area
    page.note.setFocus()
    qtbot.keyClicks(page.note, "Achterstand zorgverzekering")
    qtbot.keyClick(page.note, Qt.Key.Key_Down, CTRL)
    second = screen.talk.area
    shown(qtbot, screen, second)
    assert page.note.text() == ""
    qtbot.keyClicks(page.note, "Taalles")
    qtbot.keyClick(page.note, Qt.Key.Key_Up, CTRL)
    shown(qtbot, screen, first)
    assert page.note.text() == "Achterstand zorgverzekering"
    qtbot.waitUntil(lambda: note_of(vault, visit, second) == "Taalles", timeout=5000)
    qtbot.waitUntil(
        lambda: note_of(vault, visit, first) == "Achterstand zorgverzekering", timeout=5000
    )


def test_that_a_state_by_key_shows_in_the_rail_and_a_second_time_takes_it_back(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str
) -> None:
    area = screen.talk.area
    qtbot.keyClick(screen.talk.page.note, Qt.Key.Key_A, ALT)
    assert screen.talk.rail.state_of(area) == "attention"
    qtbot.waitUntil(lambda: vault(visits.area, visit, area).state == "aandacht", timeout=5000)
    qtbot.keyClick(screen.talk.page.note, Qt.Key.Key_A, ALT)
    assert screen.talk.rail.state_of(area) == "empty"
    qtbot.waitUntil(lambda: vault(visits.area, visit, area).state is None, timeout=5000)


def test_that_a_state_by_mouse_is_kept(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str
) -> None:
    chip = screen.talk.page.states.chip("liever_niet")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    area = screen.talk.area
    qtbot.waitUntil(lambda: vault(visits.area, visit, area).state == "liever_niet", timeout=5000)


def test_that_ctrl_z_outside_a_text_takes_the_last_change_back(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str
) -> None:
    area = screen.talk.area
    qtbot.mouseClick(screen.talk.page.states.chip("goed"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: vault(visits.area, visit, area).state == "goed", timeout=5000)
    screen.talk.next.setFocus()
    qtbot.keyClick(screen.talk.next, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: vault(visits.area, visit, area).state is None, timeout=5000)
    qtbot.waitUntil(lambda: screen.talk.page.states.value() is None, timeout=5000)


def test_that_a_theme_goes_with_one_click_and_comes_back_from_the_bar(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str
) -> None:
    area, extras = screen.talk.area, screen.talk.page.extras
    qtbot.mouseClick(extras.theme, Qt.MouseButton.LeftButton)
    assert extras.themes is not None
    key = next(iter(dict(vault(visits.area, visit, area).theme_choices)))
    qtbot.mouseClick(extras.themes.chip(key), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: vault(visits.area, visit, area).themes == (key,), timeout=5000)
    qtbot.waitUntil(lambda: key in extras.tags and extras.tags[key].isVisible())
    qtbot.mouseClick(extras.tags[key], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: vault(visits.area, visit, area).themes == (), timeout=5000)
    qtbot.waitUntil(screen.undo_bar.isVisible)
    qtbot.mouseClick(screen.undo_bar.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: vault(visits.area, visit, area).themes == (key,), timeout=5000)


@pytest.fixture
def other_names(vault: Vault, visit: str) -> None:
    """One is not called by the first of his names; of the other nobody wrote one down."""
    vault.record("person", MEHMET, name="M. A. Yıldırım", call_name="Mehmet")
    vault.record("person", ANJA, name="")


def test_that_people_at_the_table_are_called_as_they_are_called(
    other_names: None, screen: GesprekScreen
) -> None:
    speakers = screen.talk.page.speakers
    assert speakers is not None
    assert [speakers.chip(one).text() for one in (MEHMET, ANJA)] == ["Mehmet", "Zonder naam"]


def test_that_what_one_person_told_is_kept_apart_from_the_other(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str
) -> None:
    page, area = screen.talk.page, screen.talk.area
    page.note.setFocus()
    qtbot.keyClicks(page.note, "Van Mehmet")
    assert page.speakers is not None
    qtbot.mouseClick(page.speakers.chip(ANJA), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.detail is not None and page.detail.about == ANJA, timeout=5000)
    assert page.note.text() == ""
    qtbot.keyClicks(page.note, "Van Anja")
    qtbot.waitUntil(
        lambda: vault(visits.area, visit, area, ANJA).fields["text"][0].value == "Van Anja",
        timeout=5000,
    )
    mine = vault(visits.area, visit, area, MEHMET).fields["text"][0].value
    assert mine == "Van Mehmet"


def test_that_what_is_typed_before_the_vault_answered_is_about_who_speaks_now(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str
) -> None:
    page, area = screen.talk.page, screen.talk.area
    target = vault(visits.area, visit, area, ANJA).fields["text"][1]
    vault(fields.put, target, "Anja spaart")
    qtbot.keyClicks(page.note, "Van Mehmet")
    busy = Event()
    vault.worker.run(lambda _session: busy.wait(10), then=lambda _answer: None)
    assert page.speakers is not None
    qtbot.mouseClick(page.speakers.chip(ANJA), Qt.MouseButton.LeftButton)
    assert page.note.text() == ""
    qtbot.keyClicks(page.note, "en meer")
    assert page.note.text() == "en meer"
    busy.set()
    qtbot.waitUntil(lambda: page.detail is not None and page.detail.about == ANJA, timeout=5000)
    qtbot.keyClicks(page.note, "!")
    assert page.note.text() == "Anja spaart\nen meer!"
    qtbot.waitUntil(
        lambda: vault(visits.area, visit, area, ANJA).fields["text"][0].value == page.note.text(),
        timeout=5000,
    )
    mine = vault(visits.area, visit, area, MEHMET).fields["text"][0].value
    assert mine == "Van Mehmet"


def test_that_a_closed_note_is_for_the_chosen_readers_only(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str
) -> None:
    area, extras = screen.talk.area, screen.talk.page.extras
    qtbot.mouseClick(extras.closed, Qt.MouseButton.LeftButton)
    drawer = extras.closed_drawer
    assert drawer.isVisible()
    qtbot.waitUntil(lambda: drawer.binding.field is not None, timeout=5000)
    qtbot.keyClicks(drawer.note, "Blauwe plek")
    qtbot.waitUntil(lambda: vault(visits.area, visit, area).closed is not None, timeout=5000)
    assert vault(visits.area, visit, area).closed_readers == ()


def test_that_own_circle_opens_behind_its_plus(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str
) -> None:
    page, area = screen.talk.page, screen.talk.area
    assert not page.own_circle.isVisible()
    qtbot.mouseClick(page.extras.own_circle, Qt.MouseButton.LeftButton)
    assert page.own_circle.box.hasFocus()
    qtbot.keyClicks(page.own_circle.box, "Broer Hakan")
    qtbot.waitUntil(
        lambda: note_of(vault, visit, area, "own_circle") == "Broer Hakan", timeout=5000
    )


def test_that_reading_along_shows_no_side_panel_no_themes_no_closed_note(
    qtbot: QtBot, screen: GesprekScreen
) -> None:
    qtbot.keyClick(screen.talk.page.note, Qt.Key.Key_F9)
    extras = screen.talk.page.extras
    assert not screen.talk.known.isVisible()
    assert not extras.closed.isVisible()
    assert not extras.theme.isVisible()
    qtbot.keyClick(screen.talk.page.note, Qt.Key.Key_F9)
    assert screen.talk.known.isVisible()


def test_that_a_whole_word_beats_a_beginning(
    screen: GesprekScreen, vault: Vault, visit: str
) -> None:
    areas = vault(visits.conversation, visit).areas
    assert places(areas, "HUUR")
    (first, *_others) = places(areas, "deurwaar")
    assert (first.title, first.detail) == ("Geld en rekeningen", "deurwaarder")
    assert places(areas, "geld")[0].detail == ""
    assert len(places(areas, "")) == 15
    assert places(areas, "qqq") == []


def test_that_leaving_the_visit_holds_it_and_keeps_every_word(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str
) -> None:
    page, area = screen.talk.page, screen.talk.area
    page.note.setFocus()
    qtbot.keyClicks(page.note, "Laatste woord")
    with qtbot.waitSignal(screen.done, timeout=5000):
        qtbot.mouseClick(screen.bar.back, Qt.MouseButton.LeftButton)
    assert page.note.text() == ""
    assert QApplication.focusWidget() is not page.note
    assert note_of(vault, visit, area) == "Laatste woord"
    target = vault(visits.area, visit, area).fields["text"][1]
    qtbot.waitUntil(lambda: not vault(fields.read, target).draft, timeout=5000)
    assert vault(visits.conversation, visit).household == HOUSEHOLD


def test_that_the_width_stays_whatever_there_is_to_scroll(
    qtbot: QtBot, screen: GesprekScreen
) -> None:
    talk, page, widths = screen.talk, screen.talk.page, set[int]()
    for _area in range(15):
        for tall in (2000, 0):
            page.note.setMinimumHeight(tall)
            qtbot.waitUntil(lambda t=tall: (page.content.height() > 2000) == (t > 0))  # type: ignore[misc]
            widths.add(page.content.width())
        talk.step(1)
        shown(qtbot, screen, talk.area)
    assert len(widths) == 1
    ends = (talk.next.mapTo(talk, talk.next.rect().bottomRight()).x(),
            page.note.mapTo(talk, page.note.rect().bottomRight()).x())  # fmt: skip
    assert ends[0] == ends[1]


def chips_of(group: ChipGroup | None) -> list[str]:
    return [chip.text() for chip in group.findChildren(Chip)] if group is not None else []


def test_that_a_visit_to_people_whose_names_were_emptied_goes_on_at_every_step(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault
) -> None:
    vault.record("person", MEHMET, name="")
    vault.record("person", ANJA, name=" ")
    nameless = ["Zonder naam", "Zonder naam"]
    qtbot.waitUntil(lambda: chips_of(screen.talk.page.speakers) == nameless, timeout=5000)
    screen.show_step("teruglezen")
    qtbot.waitUntil(lambda: len(chips_of(screen.readback.people)) == 2, timeout=5000)
    screen.show_step("na_afloop")
    qtbot.waitUntil(lambda: chips_of(screen.aftermath.people) == nameless, timeout=5000)


def test_that_the_next_subject_of_a_visit_that_is_not_read_yet_is_nowhere(
    screen: GesprekScreen,
) -> None:
    screen.clear()
    screen.talk.next.click()
    assert screen.talk.area == ""


def test_that_undo_in_a_visit_goes_back_to_its_beginning_and_no_further(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str
) -> None:
    qtbot.keyClick(screen.talk.next, Qt.Key.Key_G, ALT)
    qtbot.waitUntil(lambda: vault(visits.area, visit, screen.talk.area).state == "goed")
    for _ in range(3):
        with qtbot.waitSignal(screen.undoing.undone):
            qtbot.keyClick(screen.talk.next, Qt.Key.Key_Z, CTRL)
    assert vault(visits.area, visit, screen.talk.area).state is None
    known = vault(visits.conversation, visit)
    assert (known.present, known.speaker) == ((MEHMET, ANJA), MEHMET)
