"""Words typed while the vault has not answered yet are in it when it locks, whatever is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.services import contacts, households
from app.ui.dossier.controls import PartControl, WordsControl
from app.ui.dossier.desk import Edit
from app.ui.kit import Field
from tests.ui.gesprek.conftest import Busy
from tests.ui.monkey import holds

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.session import Session
    from tests.ui.conftest import Opened


@pytest.fixture
def busy(opened: Opened) -> Callable[[], Busy]:
    """The vault answers nothing from when this is called until `over`."""
    worker = opened.program._worker  # noqa: SLF001 - it is held
    return lambda: Busy(worker)


def locked_and_opened_again(opened: Opened, held: Busy) -> None:
    worker = opened.program._worker  # noqa: SLF001 - heard
    with opened.qtbot.waitSignal(worker.locked):
        opened.program.lock()
        held.over()
    opened.unlock()


def home(opened: Opened) -> str:
    key = opened.ask(households.lines)[0].id
    opened.bench.open_household(key)
    opened.qtbot.waitUntil(lambda: opened.bench.dossier.desk.dossier is not None)
    return str(key)


def begun(s: Session) -> tuple[str, str]:
    waiting = contacts.begun(s)
    return waiting.line, waiting.what


@pytest.mark.parametrize("closed", [False, True])
def test_that_a_contact_without_a_household_waits_for_one(
    opened: Opened, busy: Callable[[], Busy], *, closed: bool
) -> None:
    panel = opened.bench.contact
    held = busy()
    opened.bench.new_contact()
    opened.qtbot.keyClicks(panel.line.line, "Belde terug")
    opened.qtbot.keyClicks(panel.next.line, "Brief zoeken")
    if closed:
        panel.close_panel()
    locked_and_opened_again(opened, held)
    assert opened.ask(begun) == ("Belde terug", "Brief zoeken")


def test_that_a_contact_about_the_household_in_sight_is_recorded(
    opened: Opened, busy: Callable[[], Busy]
) -> None:
    home(opened)
    panel = opened.bench.contact
    held = busy()
    opened.bench.new_contact()
    opened.qtbot.keyClicks(panel.line.line, "Belde terug")
    locked_and_opened_again(opened, held)
    assert opened.ask(holds, "Belde terug")
    assert opened.ask(begun) == ("", "")


def test_that_a_field_that_was_left_before_its_answer_is_a_change_without_more_ado(
    opened: Opened, busy: Callable[[], Busy]
) -> None:
    home(opened)
    panel = opened.bench.dossier.panel
    held = busy()
    key = opened.bench.dossier.desk.fresh_id()
    panel.open_edit(Edit("person", key, "Titel"))
    name, other = panel.controls["name"].first, panel.controls["call_name"].first
    assert isinstance(name, Field)
    assert isinstance(other, Field)
    name.line.setFocus()
    opened.qtbot.keyClicks(name.line, "Babur")
    other.line.setFocus()
    held.over()

    def named() -> bool:
        person = opened.ask(lambda s: s.vault.get("person", key))
        return person is not None and person.name == "Babur"

    opened.qtbot.waitUntil(named)
    assert opened.ask(lambda s: s.vault.drafts()) == []
    assert panel.isVisible()


@pytest.mark.parametrize("elsewhere", [False, True])
@pytest.mark.parametrize("kind", ["household", "person", "network_member", "consent"])
def test_that_a_record_beside_the_dossier_has_its_words(
    opened: Opened, busy: Callable[[], Busy], kind: str, *, elsewhere: bool
) -> None:
    here, bench = home(opened), opened.bench
    held = busy()
    key = here if kind == "household" else bench.dossier.desk.fresh_id()
    bench.dossier.panel.open_edit(Edit(kind, key, "Titel"))
    controls = bench.dossier.panel.controls.values()
    texts = [one for one in controls if isinstance(one, WordsControl | PartControl)]
    said = [f"woord{number}x" for number in range(len(texts))]
    for one, words in zip(texts, said, strict=True):
        field = one.field
        opened.qtbot.keyClicks(field.line if isinstance(field, Field) else field, words)
    if elsewhere:
        bench.open_sharing()
    locked_and_opened_again(opened, held)
    assert said
    assert [words for words in said if not opened.ask(holds, words)] == []
