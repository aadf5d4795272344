"""One demo team and one small vault, made once; who changes something takes a copy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands.desk import Desk
from tests.commands.running import QUICK, drempel
from tests.helpers.vaults import a_vault

SIZE = ("--households", "60", "--visits", "2", "--seed", "7")


@pytest.fixture(scope="session")
def team(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `demo --headless` printed; its vaults are cheap to open."""
    ran = drempel("demo", tmp_path_factory.mktemp("demo") / "team", "--headless", *SIZE,
                  passphrase=None, program=QUICK)  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    made: dict[str, Any] = ran.document
    return made


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A closed vault with one member, cheap to open."""
    path = tmp_path / "klein.drempel"
    a_vault(path).close()
    return path


@pytest.fixture
def desk(tmp_path: Path, quick_words: None) -> Desk:
    """A shared folder, and nobody who shares yet."""
    folder = tmp_path / "gedeelde map ş"
    folder.mkdir()
    return Desk(folder, tmp_path)
