"""The program on the vault of someone whose team wrote apart."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from app.clock import FixedClock
from tests.helpers.apart import Apart
from tests.ui.conftest import NOW, Opened

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.ui.differences.card import DifferenceCard
    from app.ui.differences.screen import DifferencesScreen


class Seen(Opened):
    """The screen of the differences, and its cards by what they are about."""

    @property
    def screen(self) -> DifferencesScreen:
        return self.bench.differences

    def card(self, kind: str, field: str) -> DifferenceCard:
        found = [c for c in self.screen.cards if (c.one.kind, c.one.field) == (kind, field)]
        assert found, [(c.one.kind, c.one.field) for c in self.screen.cards]
        return found[0]

    def look(self, number: int) -> None:
        """Comes to the screen by its key and waits until it shows so many."""
        self.qtbot.keyClick(self.program.window, "4", _control())
        self.wait_for(number)

    def wait_for(self, number: int) -> None:
        self.qtbot.waitUntil(lambda: len(self.screen.cards) == number)
        self.qtbot.waitUntil(lambda: all(card.isVisible() for card in self.screen.cards))
        self.qtbot.waitUntil(self._laid_out)

    def _laid_out(self) -> bool:
        """Whether every button that is shown has its room, so that a mouse can press it."""
        buttons = [button for card in self.screen.cards for button in card.buttons]
        return all(b.height() >= b.sizeHint().height() for b in buttons if b.isVisible())

    def badge(self) -> str:
        return self.program.window.nav.button("differences").accessibleName()


def _control() -> Any:
    from PySide6.QtCore import Qt  # noqa: PLC0415 - after the platform is chosen

    return Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tell() -> Callable[[Apart], None]:
    """What they write apart; a test module says it."""
    return lambda _apart: None


@pytest.fixture(scope="module")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Callable[[Apart], None]], Path]:
    """The folder of a team that wrote this apart; made once for a module."""

    @cache
    def made(tell: Callable[[Apart], None]) -> Path:
        folder = tmp_path_factory.mktemp("team")
        apart = Apart(folder, FixedClock(NOW))
        tell(apart)
        apart.meet()
        apart.close()
        return folder

    return made


@pytest.fixture
def vault_file(
    tmp_path: Path, tell: Callable[[Apart], None], teams: Callable[[Callable[[Apart], None]], Path]
) -> Path:
    return Path(shutil.copytree(teams(tell), tmp_path / "team")) / "0.drempel"


@pytest.fixture
def seen(opened: Opened, qtbot: QtBot) -> Seen:
    return Seen(opened.program, qtbot, opened.clock)
