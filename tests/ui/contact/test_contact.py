"""Rules of a contact: ten seconds, nothing typed is lost."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt, QTimer

from app.services import households, session, today
from app.ui.saving import RETRY_MS
from tests.helpers import homes
from tests.helpers.vaults import PASSPHRASE

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.session import Session
    from app.ui.contact.panel import ContactPanel
    from tests.ui.conftest import Opened

SECOND_MS = 1000
LEFT = Qt.MouseButton.LeftButton


def recent(session: Session) -> tuple[Any, ...]:
    home = next(line for line in households.lines(session) if "Bakker" in line.name)
    return homes.contacts_of(session, home.id)


def ctrl_n(opened: Opened) -> ContactPanel:
    window = opened.program.window
    opened.qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    panel = opened.bench.contact
    opened.qtbot.waitUntil(panel.search.line.hasFocus)
    return panel


def choose(opened: Opened, panel: ContactPanel) -> None:
    opened.qtbot.keyClicks(panel.search.line, "bakker")
    opened.qtbot.waitUntil(lambda: panel.found.count() == 1)
    opened.qtbot.keyClick(panel.search.line, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(lambda: panel.persons is not None)


def test_that_ctrl_n_a_name_a_line_and_enter_record_a_contact(opened: Opened) -> None:
    panel = ctrl_n(opened)
    choose(opened, panel)
    opened.qtbot.waitUntil(panel.line.line.hasFocus)
    opened.qtbot.keyClicks(panel.line.line, "Gaat beter met de post")
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(opened.program.window.undo_bar.isVisible)
    assert not panel.isVisible()
    newest = opened.ask(recent)
    assert {one.line for one in newest} == {"De huur is betaald", "Gaat beter met de post"}


def test_that_closing_with_words_keeps_them(opened: Opened) -> None:
    panel = ctrl_n(opened)
    choose(opened, panel)
    opened.qtbot.mouseClick(panel.how.chip("niet_thuis"), LEFT)
    opened.qtbot.keyClicks(panel.line.line, "Briefje in de bus")
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_Escape)
    assert ("niet_thuis", "Briefje in de bus") in {
        (one.how.value, one.line) for one in opened.ask(recent)
    }


def test_that_words_without_a_household_stay_until_one_is_chosen(opened: Opened) -> None:
    panel = ctrl_n(opened)
    opened.qtbot.keyClicks(panel.line.line, "Belde terug")
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_Return)
    assert panel.isVisible()
    assert panel.problem.isVisible()
    opened.qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert ctrl_n(opened).line.text() == "Belde terug"


def test_that_safe_contact_warns_when_the_person_is_chosen(opened: Opened) -> None:
    panel = ctrl_n(opened)
    choose(opened, panel)
    opened.qtbot.waitUntil(panel.persons_box.isVisible)
    assert panel.persons is not None
    person = next(key for key, text in panel._warnings.items() if text)  # noqa: SLF001
    opened.qtbot.mouseClick(panel.persons.chip(person), LEFT)
    assert panel.safe.isVisible()
    assert "niet bellen" in panel.safe.text()


def test_that_what_follows_becomes_an_action_of_mine(opened: Opened) -> None:
    panel = ctrl_n(opened)
    choose(opened, panel)
    opened.qtbot.keyClicks(panel.next.line, "Terugbellen")
    opened.qtbot.keyClick(panel.next.line, Qt.Key.Key_Return)
    actions = opened.ask(today.today).actions
    assert "Terugbellen" in {card.what for card in actions}


def typed(opened: Opened) -> str:
    return str(opened.ask(lambda s: [draft.value for draft in s.vault.drafts()]))


def test_that_a_power_cut_takes_no_word_of_a_contact(opened: Opened, tmp_path: Path) -> None:
    panel = ctrl_n(opened)
    choose(opened, panel)
    opened.qtbot.mouseClick(panel.how.chip("deur"), LEFT)
    opened.qtbot.keyClicks(panel.line.line, "Stond met tassen op de stoep")
    opened.qtbot.keyClicks(panel.next.line, "Fietsbel brengen")
    opened.qtbot.waitUntil(lambda: "Fietsbel brengen" in typed(opened), timeout=SECOND_MS)
    assert "Stond met tassen op de stoep" in typed(opened)
    found = session.unlock(_copied(opened, tmp_path), PASSPHRASE, opened.clock)
    (kept,) = (one for one in recent(found) if one.line == "Stond met tassen op de stoep")
    assert (kept.how.value, kept.at) == ("deur", "2026-03-12T13:00")
    assert "Fietsbel brengen" in {card.what for card in today.today(found).actions}
    found.lock()


def test_that_words_without_a_household_wait_behind_the_lock(opened: Opened) -> None:
    panel = ctrl_n(opened)
    opened.qtbot.keyClicks(panel.line.line, "Belde terug")
    opened.qtbot.mouseClick(panel.how.chip("app"), LEFT)
    opened.qtbot.keyClicks(panel.next.line, "Brief zoeken")
    opened.qtbot.waitUntil(lambda: "Brief zoeken" in typed(opened), timeout=SECOND_MS)
    opened.program.lock()
    opened.qtbot.waitUntil(lambda: not panel.line.text())
    assert not panel.next.text()
    opened.unlock()
    panel = ctrl_n(opened)
    opened.qtbot.waitUntil(lambda: panel.line.text() == "Belde terug")
    assert panel.next.text() == "Brief zoeken"
    assert panel.how.value() == "app"
    choose(opened, panel)
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(opened.program.window.undo_bar.isVisible)
    assert {one.line for one in opened.ask(recent)} == {"De huur is betaald", "Belde terug"}
    assert typed(opened) == "[]"
    assert not ctrl_n(opened).line.text()


def test_that_another_household_takes_the_words_along(opened: Opened) -> None:
    other = opened.ask(lambda s: homes.new_household(s, "Familie Szőke"))
    panel = ctrl_n(opened)
    choose(opened, panel)
    opened.qtbot.keyClicks(panel.line.line, "Zag haar in de winkel")
    panel.other.click()
    opened.qtbot.keyClicks(panel.search.line, "Familie Sz")
    opened.qtbot.waitUntil(lambda: panel.found.current_id() == other)
    opened.qtbot.keyClick(panel.search.line, Qt.Key.Key_Return)
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(opened.program.window.undo_bar.isVisible)
    assert [one.line for one in opened.ask(homes.contacts_of, other)] == ["Zag haar in de winkel"]
    assert {one.line for one in opened.ask(recent)} == {"De huur is betaald"}
    assert not panel.left_behind.isVisibleTo(panel)


def taken_to_another(opened: Opened, panel: ContactPanel, name: str, *, mouse: bool) -> str:
    """Choose a household that did not exist yet instead of the one that was chosen."""
    other: str = opened.ask(lambda s: homes.new_household(s, name))
    if mouse:
        opened.qtbot.mouseClick(panel.other, LEFT)
    else:
        panel.other.setFocus()
        opened.qtbot.keyClick(panel.other, Qt.Key.Key_Space)
    opened.qtbot.keyClicks(panel.search.line, name[: len("Familie Sz")])
    opened.qtbot.waitUntil(lambda: panel.found.current_id() == other)
    opened.qtbot.keyClick(panel.search.line, Qt.Key.Key_Return)
    return other


@pytest.mark.parametrize("mouse", [True, False])
def test_that_words_that_became_a_change_leave_the_wrong_household(
    opened: Opened, *, mouse: bool
) -> None:
    panel = ctrl_n(opened)
    choose(opened, panel)
    opened.qtbot.keyClicks(panel.line.line, "Zag haar in de winkel, met de kinderen en haar zus")
    opened.qtbot.waitUntil(lambda: "haar zus" in typed(opened), timeout=SECOND_MS)
    panel.line.line.selectAll()
    opened.qtbot.keyClicks(panel.line.line, "Zag haar")
    opened.qtbot.waitUntil(lambda: len(opened.ask(recent)) == len({"huur", "winkel"}))
    other = taken_to_another(opened, panel, "Familie Szőke", mouse=mouse)
    assert [one.line for one in opened.ask(recent)] == ["De huur is betaald"]
    opened.qtbot.waitUntil(panel.left_behind.isVisible)
    assert panel.left_behind.erase is not None
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(opened.program.window.undo_bar.isVisible)
    (kept,) = opened.ask(homes.contacts_of, other)
    assert kept.line == "Zag haar"
    spaces = opened.ask(_spaces, kept.id)
    assert spaces == {f"d:{other}"}
    assert [one.line for one in opened.ask(recent)] == ["De huur is betaald"]
    assert typed(opened) == "[]"


def _spaces(s: Session, entity: str) -> set[str]:
    rows = s.vault.query("SELECT space FROM entities WHERE id = ?", (entity,))
    return {row["space"] for row in rows}


@pytest.mark.parametrize("mouse", [True, False])
def test_that_undoing_something_else_leaves_what_is_being_typed(
    opened: Opened, *, mouse: bool
) -> None:
    window = opened.program.window
    panel = ctrl_n(opened)
    choose(opened, panel)
    opened.qtbot.keyClicks(panel.line.line, "Eerste")
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(window.undo_bar.isVisible)
    panel = ctrl_n(opened)
    choose(opened, panel)
    opened.qtbot.keyClicks(panel.line.line, "Tweede")
    if mouse:
        opened.qtbot.mouseClick(window.undo_bar.button, LEFT)
    else:
        panel.button.setFocus()
        opened.qtbot.keyClick(panel.button, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    opened.qtbot.waitUntil(lambda: len(opened.ask(recent)) == 1)
    opened.qtbot.keyClicks(panel.line.line, " keer")
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(lambda: not panel.isVisible())
    assert {one.line for one in opened.ask(recent)} == {"De huur is betaald", "Tweede keer"}
    assert opened.ask(lambda s: s.vault.differences()) == []


def test_that_a_step_without_a_household_waits_behind_the_lock(opened: Opened) -> None:
    panel = ctrl_n(opened)
    opened.qtbot.keyClicks(panel.next.line, "Brief zoeken")
    opened.qtbot.waitUntil(lambda: "Brief zoeken" in typed(opened), timeout=SECOND_MS)
    opened.program.lock()
    opened.qtbot.waitUntil(lambda: not panel.next.text())
    opened.unlock()
    panel = ctrl_n(opened)
    opened.qtbot.waitUntil(lambda: panel.next.text() == "Brief zoeken")
    choose(opened, panel)
    opened.qtbot.keyClick(panel.next.line, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(opened.program.window.undo_bar.isVisible)
    assert "Brief zoeken" in {card.what for card in opened.ask(today.today).actions}
    assert typed(opened) == "[]"


@pytest.mark.parametrize("locked_between", [True, False])
def test_that_waiting_words_are_not_put_in_the_dossier_in_sight(
    opened: Opened, *, locked_between: bool
) -> None:
    other = opened.ask(lambda s: homes.new_household(s, "Familie Szőke"))
    panel = ctrl_n(opened)
    opened.qtbot.keyClicks(panel.line.line, "Belde terug")
    opened.qtbot.waitUntil(lambda: "Belde terug" in typed(opened), timeout=SECOND_MS)
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_Escape)
    if locked_between:
        opened.program.lock()
        opened.qtbot.waitUntil(lambda: not panel.line.text())
        opened.unlock()
    opened.bench.open_household(other)
    panel = ctrl_n(opened)
    opened.qtbot.waitUntil(lambda: panel.line.text() == "Belde terug")
    opened.qtbot.waitUntil(panel.search.isVisible)
    opened.qtbot.keyClick(panel.search.line, Qt.Key.Key_Escape)
    assert opened.ask(homes.contacts_of, other) == ()
    assert "Belde terug" in typed(opened)
    panel = ctrl_n(opened)
    choose(opened, panel)
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(opened.program.window.undo_bar.isVisible)
    assert "Belde terug" in {one.line for one in opened.ask(recent)}


def test_that_the_household_in_sight_is_named_and_asked_for_again_elsewhere(
    opened: Opened,
) -> None:
    other = opened.ask(lambda s: homes.new_household(s, "Familie Szőke"))
    opened.bench.open_household(other)
    window, control = opened.program.window, Qt.KeyboardModifier.ControlModifier
    opened.qtbot.keyClick(window, Qt.Key.Key_N, control)
    panel = opened.bench.contact
    opened.qtbot.waitUntil(lambda: panel.name.text() == "Familie Szőke")
    opened.qtbot.mouseClick(panel.how.chip("niet_thuis"), LEFT)
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_Escape)
    opened.qtbot.waitUntil(lambda: len(opened.ask(homes.contacts_of, other)) == 1)
    opened.qtbot.keyClick(window, Qt.Key.Key_N, control)
    opened.qtbot.waitUntil(panel.line.line.hasFocus)
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_Escape)
    assert len(opened.ask(homes.contacts_of, other)) == 1
    opened.qtbot.keyClick(window, Qt.Key.Key_1, control)
    panel = ctrl_n(opened)
    assert not panel.chosen.isVisible()


def writing(opened: Opened, *, possible: bool) -> None:
    """The disk of the vault takes no words, or does again."""
    value = "OFF" if possible else "ON"
    opened.ask(lambda s: s.vault._store.db.run(f"PRAGMA query_only = {value}"))  # noqa: SLF001


def test_that_a_contact_that_is_not_saved_is_told_and_stays(opened: Opened) -> None:
    panel = ctrl_n(opened)
    choose(opened, panel)
    assert panel.persons is not None
    anja = opened.ask(_anja)
    opened.qtbot.mouseClick(panel.persons.chip(anja), LEFT)
    writing(opened, possible=False)
    opened.qtbot.keyClicks(panel.line.line, "Belde terug")
    opened.qtbot.waitUntil(panel.problem.isVisible)
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(panel.isVisible)
    assert panel.line.text() == "Belde terug"
    assert panel.name.text() == "Familie Yıldırım-Bakker"
    opened.qtbot.waitUntil(panel.problem.isVisible)
    writing(opened, possible=True)
    opened.qtbot.waitUntil(lambda: not panel.problem.isVisible())
    opened.qtbot.mouseClick(panel.button, LEFT)
    opened.qtbot.waitUntil(opened.program.window.undo_bar.isVisible)
    assert {(one.line, one.person or "") for one in opened.ask(recent)} == {
        ("De huur is betaald", ""),
        ("Belde terug", anja),
    }
    assert typed(opened) == "[]"


def _anja(s: Session) -> str:
    return next(one.id for one in s.vault.rows("person", {"call_name": "Anja"}))


def test_that_words_taken_over_are_not_saved_again_for_the_household_before(
    opened: Opened,
) -> None:
    panel = ctrl_n(opened)
    choose(opened, panel)
    writing(opened, possible=False)
    hold = threading.Event()
    opened.program._worker.run(lambda _s: hold.wait())  # noqa: SLF001 - a vault that is busy
    opened.qtbot.keyClicks(panel.line.line, "Belde")
    opened.qtbot.mouseClick(panel.other, LEFT)
    hold.set()
    writing(opened, possible=True)
    retries = panel._desk.findChildren(QTimer)  # noqa: SLF001 - who would save once more
    assert sum(timer.isActive() for timer in retries) <= 1
    opened.qtbot.waitUntil(lambda: "Belde" in typed(opened), timeout=2 * RETRY_MS)
    assert set(opened.ask(_chosen)) == {""}
    choose(opened, panel)
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(opened.program.window.undo_bar.isVisible)
    assert "Belde" in {one.line for one in opened.ask(recent)}
    assert typed(opened) == "[]"


def _chosen(s: Session) -> list[str]:
    return [draft.context["household"] for draft in s.vault.drafts()]


def test_that_a_contact_goes_back_as_one_thing(opened: Opened) -> None:
    panel = ctrl_n(opened)
    choose(opened, panel)
    opened.qtbot.keyClicks(panel.line.line, "Verkeerd gezin")
    opened.qtbot.keyClicks(panel.next.line, "Terugbellen")
    opened.qtbot.keyClick(panel.next.line, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(opened.program.window.undo_bar.isVisible)
    opened.qtbot.mouseClick(opened.program.window.undo_bar.button, LEFT)
    opened.qtbot.waitUntil(lambda: len(opened.ask(recent)) == 1)
    assert "Terugbellen" not in {card.what for card in opened.ask(today.today).actions}


def _copied(opened: Opened, folder: Path) -> Path:
    """The files as they are now, while the vault is open."""

    def copy(s: Session) -> Path:
        target = folder / "na-de-stroom"
        target.mkdir()
        for file in s.vault.path.parent.glob(f"{s.vault.path.name}*"):
            if file.is_file():
                (target / file.name).write_bytes(file.read_bytes())
        return target / s.vault.path.name

    found: Path = opened.ask(copy)
    return found


def test_that_enter_takes_what_was_typed_and_not_what_was_listed_before(opened: Opened) -> None:
    opened.ask(homes.new_household, "Mevrouw Szabó")
    panel = ctrl_n(opened)
    opened.qtbot.waitUntil(lambda: panel.found.count() > 0)
    words = "bakker" if "Bakker" not in first_listed(panel) else "szab"
    opened.qtbot.keyClicks(panel.search.line, words)
    opened.qtbot.keyClick(panel.search.line, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(panel.line.line.hasFocus)
    assert words in panel.name.text().casefold()


def first_listed(panel: ContactPanel) -> str:
    shown = panel.found.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    return str(shown)
