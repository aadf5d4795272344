"""Words typed while the vault is busy stay with their leefgebied, speaker and readers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.errors import UserError
from app.model.visit import ClosedNote, DomainNote
from app.services import early, fields, session, visits
from app.services.records import rows
from app.services.session import Session
from app.services.target import Target
from app.ui import early as handing
from app.ui.dossier.controls import WordsControl
from app.ui.dossier.desk import DossierDesk
from app.ui.dossier.forms import Item
from app.ui.gesprek import GesprekScreen
from app.ui.worker import Worker
from tests.ui.gesprek.conftest import ANJA, FENNA, MEHMET, PASSPHRASE, Busy, Vault
from tests.ui.monkey import holds

WORDS = "Ze slaapt slecht, zei ze"


@pytest.fixture
def busy(qtbot: QtBot, screen: GesprekScreen, worker: Worker, vault: Vault) -> Iterator[Busy]:
    """With every leefgebied read before."""
    talk = screen.talk
    qtbot.waitUntil(lambda: len(talk._details) == len(talk._areas), timeout=10_000)  # noqa: SLF001
    vault(fields.saved_now)
    made = Busy(worker)
    yield made
    made.over()


def written(s: Session) -> set[tuple[str, str, str]]:
    notes = rows(s, DomainNote)
    return {(note.area, note.about, note.text) for note in notes if note.text}


def say_that_speaks(qtbot: QtBot, screen: GesprekScreen, person: str) -> None:
    assert screen.talk.page.speakers is not None
    qtbot.mouseClick(screen.talk.page.speakers.chip(person), Qt.MouseButton.LeftButton)


def are_written(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, notes: set[tuple[str, str, str]]
) -> None:
    def found() -> bool:
        screen.desk.settle()
        return bool(vault(written) == notes)

    qtbot.waitUntil(found, timeout=5000)


def test_that_words_for_one_leefgebied_never_go_to_the_next(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, busy: Busy
) -> None:
    page, first = screen.talk.page, screen.talk.area
    say_that_speaks(qtbot, screen, ANJA)
    qtbot.keyClicks(page.note, WORDS)
    screen.talk.step(1)
    assert page.note.text() == ""
    qtbot.keyClicks(page.note, "Taalles")
    busy.over()
    second = screen.talk.area
    both = {(first, ANJA, WORDS), (second, ANJA, "Taalles")}
    are_written(qtbot, screen, vault, both)
    screen.talk.step(-1)
    qtbot.waitUntil(lambda: page.note.text() == WORDS, timeout=5000)


def test_that_words_are_of_the_one_who_spoke_when_they_were_typed(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str, busy: Busy
) -> None:
    page, area = screen.talk.page, screen.talk.area
    say_that_speaks(qtbot, screen, ANJA)
    qtbot.keyClicks(page.note, WORDS)
    qtbot.keyClicks(page.wish.box, "rust")
    say_that_speaks(qtbot, screen, MEHMET)
    assert (page.note.text(), page.wish.text()) == ("", "")
    qtbot.keyClicks(page.note, "Van Mehmet")
    busy.over()
    both = {(area, ANJA, WORDS), (area, MEHMET, "Van Mehmet")}
    are_written(qtbot, screen, vault, both)
    assert vault(visits.area, visit, area, ANJA).fields["wish"][0].value == "rust"


def test_that_words_about_somebody_chosen_stay_theirs_when_one_comes_back_to_it(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, busy: Busy
) -> None:
    page, area = screen.talk.page, screen.talk.area
    page.extras.about.emit(ANJA)
    qtbot.keyClicks(page.note, WORDS)
    screen.talk.step(1)
    screen.talk.step(-1)
    qtbot.keyClicks(page.note, "En moe")
    busy.over()
    together = {(area, ANJA, f"{WORDS}\nEn moe")}
    are_written(qtbot, screen, vault, together)
    qtbot.waitUntil(lambda: page.note.text() == f"{WORDS}\nEn moe", timeout=5000)


def test_that_words_are_kept_when_the_visit_is_left_before_their_field_came(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, busy: Busy
) -> None:
    area = screen.talk.area
    say_that_speaks(qtbot, screen, ANJA)
    qtbot.keyClicks(screen.talk.page.note, WORDS)
    with qtbot.waitSignal(screen.done, timeout=5000):
        screen.bar.done.emit()
        busy.over()
    assert vault(written) == {(area, ANJA, WORDS)}


def test_that_words_are_in_the_vault_when_it_locks_before_their_field_came(
    qtbot: QtBot,
    screen: GesprekScreen,
    worker: Worker,
    tmp_path: Path,
    clock: FixedClock,
    busy: Busy,
) -> None:
    area = screen.talk.area
    say_that_speaks(qtbot, screen, ANJA)
    qtbot.keyClicks(screen.talk.page.note, WORDS)
    screen.lock_requested.connect(worker.lock)
    with qtbot.waitSignal(worker.locked, timeout=10_000):
        screen.to_lock.idle.emit()
        assert screen.talk.page.note.text() == ""
        busy.over()
    opened = session.unlock(tmp_path / "oost", PASSPHRASE, clock)
    try:
        assert written(opened) == {(area, ANJA, WORDS)}
    finally:
        opened.lock()


def test_that_words_are_handed_over_again_after_that_failed(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, busy: Busy, monkeypatch: pytest.MonkeyPatch
) -> None:
    really, tried = early.add, list[str]()

    def full_at_first(s: Session, *args: object) -> fields.SavedAt:
        tried.append("")
        if len(tried) == 1:
            raise UserError("disk_full")
        return really(s, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(early, "add", full_at_first)
    monkeypatch.setattr(handing, "RETRY_MS", 1)
    area = screen.talk.area
    say_that_speaks(qtbot, screen, ANJA)
    qtbot.keyClicks(screen.talk.page.note, WORDS)
    say_that_speaks(qtbot, screen, MEHMET)
    busy.over()
    are_written(qtbot, screen, vault, {(area, ANJA, WORDS)})


def test_that_words_after_a_reader_was_taken_off_are_not_for_that_reader(
    qtbot: QtBot, screen: GesprekScreen, worker: Worker, vault: Vault
) -> None:
    extras = screen.talk.page.extras
    qtbot.mouseClick(extras.closed, Qt.MouseButton.LeftButton)
    drawer = extras.closed_drawer
    qtbot.waitUntil(lambda: drawer.binding.field is not None, timeout=5000)
    assert drawer.readers is not None
    held = Busy(worker)
    chip = drawer.readers.chip(FENNA)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(drawer.note, "Voor ons samen")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert drawer.note.text() == ""
    qtbot.keyClicks(drawer.note, "Alleen van mij")
    held.over()
    me = vault(lambda s: s.vault.member_id)
    qtbot.waitUntil(lambda: drawer.binding.field is not None, timeout=5000)
    screen.desk.settle()

    def readers() -> dict[str, set[str]]:
        notes = vault(rows, ClosedNote)
        return {note.text: set(note.readers) for note in notes}

    ours = {"Voor ons samen": {FENNA, me}, "Alleen van mij": {me}}
    qtbot.waitUntil(lambda: readers() == ours, timeout=5000)


def test_that_a_reader_taken_off_a_note_on_the_screen_gets_no_word_more(
    qtbot: QtBot, screen: GesprekScreen, worker: Worker, vault: Vault
) -> None:
    extras = screen.talk.page.extras
    qtbot.mouseClick(extras.closed, Qt.MouseButton.LeftButton)
    drawer = extras.closed_drawer
    assert drawer.readers is not None
    chip = drawer.readers.chip(FENNA)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)

    def aimed_at() -> object:
        field = drawer.binding.field
        return None if field is None else dict(field.target.context)["readers"]

    qtbot.waitUntil(lambda: FENNA in (aimed_at() or ()), timeout=5000)  # type: ignore[operator]
    held = Busy(worker)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(drawer.note, "Alleen van mij")
    held.over()
    qtbot.waitUntil(lambda: drawer.binding.field is not None, timeout=5000)
    screen.desk.settle()

    def readers() -> list[tuple[str, ...]]:
        return [note.readers for note in vault(rows, ClosedNote)]

    me = vault(lambda s: s.vault.member_id)
    qtbot.waitUntil(lambda: readers() == [(me,)], timeout=5000)


def test_that_a_closed_note_cannot_be_written_until_it_is_known_about_whom(
    qtbot: QtBot, screen: GesprekScreen, busy: Busy
) -> None:
    extras = screen.talk.page.extras
    qtbot.mouseClick(extras.closed, Qt.MouseButton.LeftButton)
    assert extras.closed_drawer.note.isEnabled()
    say_that_speaks(qtbot, screen, ANJA)
    assert not extras.closed_drawer.note.isEnabled()
    busy.over()
    qtbot.waitUntil(extras.closed_drawer.note.isEnabled, timeout=5000)


def wait_in_another(screen: GesprekScreen) -> tuple[str, str]:
    """On to the next leefgebied, of which nothing was read yet; the one before and that one."""
    talk = screen.talk
    before = talk.area
    talk._details.clear()  # noqa: SLF001
    talk.step(1)
    return before, talk.area


@pytest.mark.parametrize("on", [False, True])
def test_that_nothing_says_saved_while_words_wait_for_their_field(
    qtbot: QtBot, screen: GesprekScreen, worker: Worker, vault: Vault, busy: Busy, *, on: bool
) -> None:
    """Also where something that was pressed is saved meanwhile, and where one goes on at once."""
    held: list[bool] = []
    screen.desk.saved_at.connect(lambda _at: worker.run(holds, WORDS, then=held.append))
    wait_in_another(screen)
    qtbot.keyClicks(screen.talk.page.note, WORDS)
    qtbot.mouseClick(screen.talk.page.states.chip("goed"), Qt.MouseButton.LeftButton)
    if on:
        screen.talk.step(1)
    busy.over()
    qtbot.waitUntil(lambda: bool(held), timeout=5000)
    assert all(held)


def choose_theme(qtbot: QtBot, screen: GesprekScreen) -> str:
    extras = screen.talk.page.extras
    if extras.theme_drawer.isHidden():
        qtbot.mouseClick(extras.theme, Qt.MouseButton.LeftButton)
    assert extras.themes is not None
    key = next(iter(extras.themes._chips))  # noqa: SLF001
    qtbot.mouseClick(extras.themes.chip(key), Qt.MouseButton.LeftButton)
    return key


def themes(s: Session) -> dict[str, tuple[str, ...]]:
    return {note.area: tuple(note.themes) for note in rows(s, DomainNote) if note.themes}


def test_that_a_theme_counts_for_the_leefgebied_in_sight_before_that_was_read(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, busy: Busy
) -> None:
    _before, here = wait_in_another(screen)
    key = choose_theme(qtbot, screen)
    assert screen.talk.page.extras.tags[key].isVisible()
    busy.over()
    qtbot.waitUntil(lambda: vault(themes) == {here: (key,)}, timeout=5000)


def test_that_themes_of_the_leefgebied_before_are_gone_at_once(
    qtbot: QtBot, screen: GesprekScreen, worker: Worker, vault: Vault
) -> None:
    extras, first = screen.talk.page.extras, screen.talk.area
    key = choose_theme(qtbot, screen)
    qtbot.waitUntil(lambda: vault(themes) == {first: (key,)}, timeout=5000)
    held = Busy(worker)
    _before, here = wait_in_another(screen)
    assert not extras.tags[key].isVisible()
    assert extras.theme_drawer.isHidden()
    assert choose_theme(qtbot, screen) == key
    held.over()
    qtbot.waitUntil(lambda: vault(themes) == {first: (key,), here: (key,)}, timeout=5000)


def test_that_two_themes_pressed_one_after_the_other_both_stay(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, busy: Busy
) -> None:
    extras, area = screen.talk.page.extras, screen.talk.area
    first = choose_theme(qtbot, screen)
    drawer = extras.themes
    assert drawer is not None
    second = list(drawer._chips)[1]  # noqa: SLF001
    qtbot.mouseClick(drawer.chip(second), Qt.MouseButton.LeftButton)
    busy.over()
    qtbot.waitUntil(lambda: vault(themes) == {area: (first, second)}, timeout=5000)
    qtbot.waitUntil(lambda: drawer.values() == [first, second])


def test_that_how_it_stands_is_said_of_the_leefgebied_in_sight_before_that_was_read(
    qtbot: QtBot, screen: GesprekScreen, worker: Worker, vault: Vault, visit: str
) -> None:
    talk = screen.talk
    good = talk.page.states.chip("goed")
    qtbot.mouseClick(good, Qt.MouseButton.LeftButton)
    vault(fields.saved_now)
    held = Busy(worker)
    before, here = wait_in_another(screen)
    assert talk.page.states.value() is None
    assert talk.page.question.text() == talk._areas[here].question  # noqa: SLF001
    qtbot.mouseClick(good, Qt.MouseButton.LeftButton)
    held.over()

    def both_good() -> bool:
        return all(vault(visits.area, visit, one).state == "goed" for one in (before, here))

    qtbot.waitUntil(both_good, timeout=5000)


def test_that_a_theme_is_of_whom_it_is_about_before_that_was_read(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str, busy: Busy
) -> None:
    area = screen.talk.area
    screen.talk.page.extras.about.emit(ANJA)
    key = choose_theme(qtbot, screen)
    busy.over()
    qtbot.waitUntil(lambda: vault(visits.area, visit, area, ANJA).themes == (key,), timeout=5000)
    assert vault(visits.area, visit, area, MEHMET).themes == ()


def test_that_a_form_closed_before_it_was_read_keeps_what_was_typed(
    qtbot: QtBot, worker: Worker, vault: Vault
) -> None:
    target = Target("person", MEHMET, "safety_note")
    vault.record("person", MEHMET, safety_note="Hond in de gang")
    held = Busy(worker)
    desk = DossierDesk(worker, worker)
    control = WordsControl(desk, target, Item("safety_note", "Veiligheid", "note"))
    qtbot.addWidget(control)
    qtbot.keyClicks(control.first, WORDS)
    control.let_go()
    held.over()
    assert vault(fields.read, target).value == f"Hond in de gang\n{WORDS}"
