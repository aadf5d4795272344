"""A field on the screen never loses a word and never changes under the cursor."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.services import fields
from app.services.fields import SavedAt
from app.services.session import Session
from app.services.target import Target
from app.storage.changes import make_change
from app.ui import worker
from app.ui.desk import Desk
from app.ui.kit import NoteBox
from app.ui.saving import Binding
from tests.ui.gesprek.conftest import FENNA, HOUSEHOLD, MEHMET, Vault

NOTE = Target("person", MEHMET, "safety_note")


class Page(QWidget):
    def __init__(self, vault: Vault, clock: FixedClock) -> None:
        super().__init__()
        self.desk = Desk(vault.worker, clock, self)
        self.box, self.other = NoteBox(name="notitie"), NoteBox(name="andere")
        column = QVBoxLayout(self)
        column.addWidget(self.box)
        column.addWidget(self.other)
        self.binding = Binding(self.box)


@pytest.fixture
def page(qtbot: QtBot, vault: Vault, clock: FixedClock) -> Page:
    made = Page(vault, clock)
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    made.activateWindow()
    made.binding.show(made.desk.live(vault(fields.read, NOTE), NOTE))
    return made


def test_that_typing_is_on_disk_within_a_second_without_leaving_the_field(
    qtbot: QtBot, vault: Vault, page: Page
) -> None:
    page.box.setFocus()
    with qtbot.waitSignal(page.desk.saved_at, timeout=1000) as said:
        qtbot.keyClicks(page.box, "Bel niet voor tienen")
    assert said.args == ["09:00"]
    assert vault(fields.read, NOTE).value
    assert vault(fields.read, NOTE).draft
    qtbot.waitUntil(lambda: vault(fields.read, NOTE).value == "Bel niet voor tienen")


def test_that_words_are_kept_before_they_are_drawn_unless_the_vault_is_busy(
    qtbot: QtBot, vault: Vault, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "AT_ONCE", 60.0)
    done: list[str] = []

    def kept(session: Session, word: str) -> SavedAt:
        done.append(word)
        return fields.saved_now(session)

    def keep(word: str) -> None:
        page.desk.type(kept, word, then=lambda _at: None, failed=pytest.fail)

    def hold(_session: Session) -> None:
        busy.set()
        gate.wait()

    vault(fields.read, NOTE)
    qtbot.waitUntil(lambda: vault.worker._free)  # noqa: SLF001 - or the test would be about luck
    keep("free")
    assert done == ["free"]
    busy, gate = threading.Event(), threading.Event()
    vault.worker.run(hold)
    busy.wait()
    keep("busy")
    assert done == ["free"]
    gate.set()
    qtbot.waitUntil(lambda: done == ["free", "busy"])


def test_that_a_number_like_a_bsn_is_pointed_out_once_the_field_is_left(
    qtbot: QtBot, vault: Vault, page: Page
) -> None:
    told: list[str] = []
    page.desk.problem.connect(told.append)
    page.box.setFocus()
    qtbot.keyClicks(page.box, "Paspoort 111222333 gezien")
    page.other.setFocus()
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "BSN" in told[0]
    assert "111" not in told[0]
    assert vault(fields.read, NOTE).value == "Paspoort 111222333 gezien"


def test_that_the_word_saved_comes_after_the_commit(qtbot: QtBot, vault: Vault, page: Page) -> None:
    seen: list[str] = []
    page.desk.saved_at.connect(
        lambda _at: vault.worker.run(fields.read, NOTE, then=lambda s: seen.append(s.value))
    )
    qtbot.keyClicks(page.box, "x")
    qtbot.waitUntil(lambda: bool(seen), timeout=2000)
    assert seen[0] == "x"


def test_that_words_are_on_their_way_to_disk_before_they_are_drawn(
    qtbot: QtBot, vault: Vault, page: Page
) -> None:
    qtbot.keyClicks(page.box, "Hond")
    assert vault(fields.read, NOTE).value == "Hond"


def test_that_keys_typed_while_the_vault_is_busy_are_said_to_be_saved_when_all_are(
    qtbot: QtBot, vault: Vault, page: Page
) -> None:
    busy, said = threading.Event(), list[str]()
    page.desk.saved_at.connect(said.append)
    vault.worker.run(lambda _session: busy.wait(10))
    for letter in "Hond in de gang":
        qtbot.keyClicks(page.box, letter)
        QApplication.processEvents()
    assert said == []
    busy.set()
    qtbot.waitUntil(lambda: bool(said), timeout=3000)
    assert vault(fields.read, NOTE).value == "Hond in de gang"
    assert said == ["09:00"]


def test_that_leaving_the_field_makes_one_change(qtbot: QtBot, vault: Vault, page: Page) -> None:
    page.box.setFocus()
    qtbot.keyClicks(page.box, "Hond")
    page.other.setFocus()
    qtbot.waitUntil(lambda: vault(fields.read, NOTE).draft is False, timeout=3000)
    qtbot.keyClicks(page.box, " in de gang")
    page.box.setFocus()
    page.other.setFocus()
    qtbot.waitUntil(lambda: vault(fields.read, NOTE).value == "Hond in de gang", timeout=3000)
    qtbot.waitUntil(lambda: page.binding.field is not None and page.binding.field.settled)
    values = [line.value for line in vault(fields.history, "person", MEHMET, "safety_note")]
    assert values == ["Hond in de gang", "Hond"]
    assert vault(fields.read, NOTE).others == ()


def test_that_words_after_a_change_on_its_way_stand_on_that_change(
    qtbot: QtBot, vault: Vault, page: Page
) -> None:
    page.box.setFocus()
    qtbot.keyClicks(page.box, "Hond")
    qtbot.waitUntil(lambda: vault(fields.read, NOTE).value == "Hond", timeout=3000)
    for _left_twice in range(2):
        page.other.setFocus()
        page.box.setFocus()
        qtbot.keyClicks(page.box, "!")
    page.other.setFocus()
    qtbot.waitUntil(lambda: page.binding.field is not None and page.binding.field.settled)
    assert vault(fields.read, NOTE).value == "Hond!!"
    assert vault(fields.read, NOTE).others == ()


def test_that_a_field_with_the_cursor_keeps_its_words_when_others_write(
    qtbot: QtBot, vault: Vault, page: Page
) -> None:
    page.box.setFocus()
    qtbot.waitUntil(page.box.hasFocus)
    vault.record("person", MEHMET, safety_note="Van elders", household=HOUSEHOLD)
    page.desk.live(vault(fields.read, NOTE), NOTE)
    assert page.box.text() == ""
    page.other.setFocus()
    page.desk.live(vault(fields.read, NOTE), NOTE)
    assert page.box.text() == "Van elders"


def test_that_words_survive_another_field_being_shown_in_the_same_box(
    qtbot: QtBot, vault: Vault, page: Page
) -> None:
    name = Target("person", MEHMET, "position")
    qtbot.keyClicks(page.box, "eerste")
    page.binding.show(page.desk.live(vault(fields.read, name), name))
    qtbot.keyClicks(page.box, "vader")
    page.binding.show(page.desk.live(vault(fields.read, NOTE), NOTE))
    assert page.box.text() == "eerste"
    page.desk.settle()
    qtbot.waitUntil(lambda: vault(fields.read, name).value == "vader", timeout=3000)
    qtbot.waitUntil(lambda: vault(fields.read, NOTE).value == "eerste", timeout=3000)


@pytest.mark.parametrize("at_once", [True, False])
def test_that_what_a_colleague_wrote_between_a_change_and_its_reading_is_not_replaced(
    qtbot: QtBot, vault: Vault, page: Page, *, at_once: bool
) -> None:
    """Whether one types on before the vault answered or after."""
    mine, theirs = "Hond in de gang", "Bel twee keer"
    busy = threading.Event()

    def settled() -> bool:
        return page.binding.field is not None and page.binding.field.settled

    def arrives(s: Session, head: str) -> None:
        change = make_change(
            space=f"d:{HOUSEHOLD}", kind=NOTE.kind, entity=NOTE.entity,
            fields={NOTE.field: theirs}, replaces={NOTE.field: [head]},
            device="0FENNA00000000000000000000", counter=5000, wall="2026-03-02T09:00:00+00:00",
        )  # fmt: skip
        s.vault.apply([change], {change.device: FENNA})

    page.box.setFocus()
    qtbot.keyClicks(page.box, "Hond")
    page.other.setFocus()
    qtbot.waitUntil(settled)
    head = vault(fields.read, NOTE).seen
    page.box.setFocus()
    qtbot.keyClicks(page.box, " in")
    field = page.binding.field
    assert field is not None
    qtbot.waitUntil(lambda: not field._busy)  # noqa: SLF001 - so that leaving asks for the change
    vault.worker.run(lambda _session: busy.wait(10))
    page.other.setFocus()
    vault.worker.run(arrives, head)
    page.box.setFocus()
    if not at_once:
        busy.set()
        qtbot.waitUntil(settled)
    qtbot.keyClicks(page.box, " de gang")
    busy.set()
    page.other.setFocus()
    qtbot.waitUntil(settled)
    state = vault(fields.read, NOTE)
    assert {state.value, *(other.value for other in state.others)} == {mine, theirs}


def test_that_a_field_that_was_only_visited_makes_no_change_of_the_first_letter(
    qtbot: QtBot, vault: Vault, page: Page
) -> None:
    for box in (page.box, page.other, page.box):
        box.setFocus()
    for letter in "Hond":
        qtbot.keyClicks(page.box, letter)
        vault(fields.read, NOTE)
        QApplication.processEvents()
    page.other.setFocus()
    qtbot.waitUntil(lambda: page.binding.field is not None and page.binding.field.settled)
    past = vault(fields.history, NOTE.kind, NOTE.entity, NOTE.field)
    assert [line.value for line in past] == ["Hond"]
