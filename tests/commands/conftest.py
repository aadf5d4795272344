"""One demo team and one small vault, made once; who changes something takes a copy."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.commands.running import drempel
from tests.helpers.vaults import a_vault

SIZE = ("--households", "200", "--visits", "2", "--seed", "7")


@pytest.fixture(scope="session")
def team(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `demo --headless` printed."""
    ran = drempel("demo", tmp_path_factory.mktemp("demo") / "team", "--headless", *SIZE,
                  passphrase=None)  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    made: dict[str, Any] = ran.document
    return made


@pytest.fixture
def own_team(team: dict[str, Any], tmp_path: Path) -> list[tuple[Path, Path]]:
    """(vault, passphrase file) of each laptop, copied: what happens to them stays here."""
    folder = Path(team["vaults"][0]["file"]).parent
    mine = tmp_path / "team"
    shutil.copytree(folder, mine)
    return [
        (mine / Path(one["file"]).name, mine / Path(one["passphrase_file"]).name)
        for one in team["vaults"]
    ]


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A closed vault with one member, cheap to open."""
    path = tmp_path / "klein.drempel"
    a_vault(path).close()
    return path
