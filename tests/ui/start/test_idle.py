"""When nothing is asked, the worker does what waits; who asks something goes first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.services import session
from app.storage.edits import Edit
from app.storage.indexing import AT_ONCE
from app.storage.vault import Vault
from app.ui.worker import Worker
from tests.helpers.vaults import PASSPHRASE, TINY, a_clock

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from app.services.session import Session

PATIENCE_MS = 30_000


def waiting(opened: Session) -> int:
    return int(opened.vault.query("SELECT count(*) AS n FROM to_index")[0]["n"])


def test_that_words_that_wait_are_written_without_being_asked(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidied, left = Vault.tidy, list[bool]()

    def noted(vault: Vault) -> bool:
        left.append(tidied(vault))
        return left[-1]

    monkeypatch.setattr(Vault, "tidy", noted)
    path, who = tmp_path / "kluis.drempel", {"name": "Ñusta Őz"}
    worker, counted = Worker(), list[Any]()
    worker.open(lambda: session.create(path, PASSPHRASE, who, a_clock(), TINY))
    try:
        worker.run(_make_wait)
        qtbot.waitUntil(lambda: False in left, timeout=PATIENCE_MS)
        assert left.count(True) >= 1
        worker.run(waiting, then=counted.append)
        qtbot.waitUntil(lambda: bool(counted), timeout=PATIENCE_MS)
        assert counted == [0]
    finally:
        worker.stop()


def _make_wait(opened: Session) -> None:
    """As after a round that brought very much."""
    notes = [
        Edit("domain_note", f"W{n}", {"household": "H1", "visit": "V1", "text": f"brief {n}"})
        for n in range(2 * AT_ONCE + 1)
    ]
    opened.vault.record(notes)
    opened.vault.rebuild()
    assert waiting(opened) > AT_ONCE
