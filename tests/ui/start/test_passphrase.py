"""Another passphrase, by keys, on a real vault."""

from __future__ import annotations

import shutil
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from app.errors import UserError
from app.services import session
from app.storage.told import PIECE
from app.ui.kit.fields import PassphraseField
from app.ui.settings_passphrase import PassphrasePanel
from tests.helpers.vaults import PASSPHRASE
from tests.ui.conftest import Opened

if TYPE_CHECKING:
    from app.services.patient_share import Pause
    from app.services.session import Session

NEW = "walvis knoop lantaarn beschuit"
SHORT = "q9%Vz!x4Ld#"


@pytest.fixture
def panel(opened: Opened) -> PassphrasePanel:
    window = opened.program.window
    opened.qtbot.mouseClick(window.nav.button("settings"), Qt.MouseButton.LeftButton)
    settings = opened.program._panel  # noqa: SLF001 - made on its first opening
    assert settings is not None
    settings.passphrase.setFocus()
    opened.qtbot.keyClick(settings.passphrase, Qt.Key.Key_Space)
    made = opened.program._passphrase  # noqa: SLF001
    assert made is not None
    assert not settings.isVisible()
    opened.qtbot.waitUntil(made.old.line.hasFocus)
    return made


def fill(opened: Opened, panel: PassphrasePanel, *words: str) -> None:
    for field, text in zip((panel.old, panel.new, panel.again), words, strict=True):
        field.line.selectAll()
        opened.qtbot.keyClicks(field.line, text)


def opens(file: Path, words: str, opened: Opened) -> bool:
    try:
        session.unlock(file, words, opened.clock).lock()
    except UserError as error:
        assert error.id == "wrong_passphrase"  # noqa: PT017 - any other error is a fault
        return False
    return True


def test_that_the_new_passphrase_opens_and_the_old_one_no_longer(
    opened: Opened, panel: PassphrasePanel, vault_file: Path
) -> None:
    fill(opened, panel, PASSPHRASE, NEW, NEW)
    with opened.qtbot.waitSignal(panel.done) as done:
        opened.qtbot.keyClick(panel.again.line, Qt.Key.Key_Return)
    assert done.args == ["Je wachtzin is veranderd."]
    assert opened.program.notice.text() == "Je wachtzin is veranderd."
    assert [f.text() for f in (panel.old, panel.new, panel.again)] == ["", "", ""]
    opened.program.close()
    assert not opens(vault_file, PASSPHRASE, opened)
    assert opens(vault_file, NEW, opened)


def test_that_a_wrong_passphrase_is_said_and_nothing_is_lost(
    opened: Opened, panel: PassphrasePanel
) -> None:
    fill(opened, panel, "helemaal verkeerd", NEW, NEW)
    opened.qtbot.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    opened.qtbot.waitUntil(panel.button.isEnabled)
    assert panel.message.text().startswith("Deze wachtzin klopt niet.")
    assert panel.old.line.hasFocus()
    assert panel.new.text() == NEW


def test_that_enter_twice_changes_it_once_and_says_so(
    opened: Opened, panel: PassphrasePanel
) -> None:
    fill(opened, panel, PASSPHRASE, NEW, NEW)
    said: list[str] = []
    panel.done.connect(said.append)
    panel.kept.connect(said.append)
    for _ in range(2):
        opened.qtbot.keyClick(panel.again.line, Qt.Key.Key_Return)
    opened.ask(lambda _session: None)
    assert said == ["Je wachtzin is veranderd."]
    panel.begin()
    assert not panel.message.isVisible()
    assert panel.button.isEnabled()


def test_that_who_closes_the_panel_hears_what_came_of_it(
    opened: Opened, panel: PassphrasePanel, vault_file: Path
) -> None:
    fill(opened, panel, "helemaal verkeerd", NEW, NEW)
    opened.qtbot.keyClick(panel.again.line, Qt.Key.Key_Return)
    opened.qtbot.keyClick(panel.again.line, Qt.Key.Key_Escape)
    opened.qtbot.waitUntil(opened.program.notice.isVisible)
    assert opened.program.notice.text().startswith("Je wachtzin is gebleven zoals hij was.")
    panel.begin()
    fill(opened, panel, PASSPHRASE, NEW, NEW)
    panel.fresh.set_checked(True)
    header = vault_file.with_suffix(".drempel.key").read_bytes()
    opened.qtbot.keyClick(panel.again.line, Qt.Key.Key_Return)
    panel.close_panel()
    with opened.qtbot.waitSignal(panel.done) as done:
        pass
    assert done.args == ["Je wachtzin is veranderd en de sleutel is nieuw."]
    assert vault_file.with_suffix(".drempel.key").read_bytes() != header


@pytest.mark.parametrize(
    ("words", "said", "where"),
    [
        (("", NEW, NEW), "Vul eerst", "old"),
        ((PASSPHRASE, "welkom12345678", "welkom12345678"), "te makkelijk", "new"),
        ((PASSPHRASE, SHORT, SHORT), "minstens 12 tekens", "new"),
        ((PASSPHRASE, NEW, NEW + "s"), "niet gelijk", "again"),
        ((PASSPHRASE, PASSPHRASE, PASSPHRASE), "die je al hebt", "new"),
    ],
)
def test_that_what_is_missing_is_said_in_words_with_the_cursor_there(
    opened: Opened, panel: PassphrasePanel, words: tuple[str, str, str], said: str, where: str
) -> None:
    opened.qtbot.waitUntil(lambda: bool(panel._own_words))  # noqa: SLF001 - asked on opening
    fill(opened, panel, *words)
    opened.qtbot.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    field: PassphraseField = getattr(panel, where)
    assert said in field.problem.text()
    assert field.line.hasFocus()


def test_that_with_a_new_key_an_old_header_and_the_old_passphrase_open_nothing_of_today(
    opened: Opened, panel: PassphrasePanel, vault_file: Path, tmp_path: Path
) -> None:
    headers = [f for f in vault_file.parent.glob(f"{vault_file.name}*") if f != vault_file]
    old = tmp_path / "oud"
    old.mkdir()
    for file in headers:
        if file.is_file() and "key" in file.name:
            shutil.copy(file, old)
    fill(opened, panel, PASSPHRASE, NEW, NEW)
    opened.qtbot.keyClick(panel.fresh.box, Qt.Key.Key_Space)
    with opened.qtbot.waitSignal(panel.done, timeout=20_000) as done:
        opened.qtbot.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    assert done.args == ["Je wachtzin is veranderd en de sleutel is nieuw."]
    opened.program.close()
    assert opens(vault_file, NEW, opened)
    kept = list(old.iterdir())
    assert kept
    for file in kept:
        shutil.copy(file, vault_file.parent)
    with pytest.raises(UserError):
        session.unlock(vault_file, PASSPHRASE, opened.clock)


def test_that_a_new_key_waits_for_an_attachment_that_is_being_kept(
    opened: Opened, panel: PassphrasePanel, vault_file: Path
) -> None:
    worker = opened.program._worker  # noqa: SLF001 - the one that the panel has
    half_way: Future[None] = Future()
    large = bytes(range(256)) * (2 * PIECE // 256)
    ended: list[object] = []

    def keep(s: Session, pause: Pause, _tell: object) -> str:
        s.vault.sharing.put_blob("f1", large, len(large), lambda: pause.wait(half_way))
        return "kept"

    worker.run_long(keep, then=ended.append, failed=ended.append)
    fill(opened, panel, PASSPHRASE, NEW, NEW)
    opened.qtbot.keyClick(panel.fresh.box, Qt.Key.Key_Space)
    opened.qtbot.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    opened.qtbot.waitUntil(lambda: "Nu de sleutel nog" in panel.message.text(), timeout=20_000)
    with opened.qtbot.waitSignal(panel.done, timeout=20_000) as done:
        half_way.set_result(None)
    assert done.args == ["Je wachtzin is veranderd en de sleutel is nieuw."]
    assert ended == ["kept"]
    opened.program.close()
    again = session.unlock(vault_file, NEW, opened.clock)
    assert again.vault.sharing.blob("f1") == large
    again.lock()


def test_that_locking_forgets_what_was_typed(opened: Opened, panel: PassphrasePanel) -> None:
    fill(opened, panel, PASSPHRASE, NEW, NEW)
    opened.program.lock()
    opened.qtbot.waitUntil(panel.isHidden)
    assert [f.text() for f in (panel.old, panel.new, panel.again)] == ["", "", ""]
