"""A laptop that dies at any moment: what was shown as saved is there when it comes back."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest

from tests.helpers.vaults import a_vault, reopened
from tests.storage.typist import LINES

if TYPE_CHECKING:
    from app.storage.vault import Vault

ROOT = Path(__file__).parents[2]
MOMENTS = 20
LONG_MOMENTS = 200
MOST_LINES = 120
"""Words that the typist may say before it dies."""


def test_that_nothing_saved_is_lost_when_the_laptop_dies(tmp_path: Path) -> None:
    die_often(tmp_path, MOMENTS, seed=1)


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_that_nothing_saved_is_lost_at_two_hundred_moments(tmp_path: Path) -> None:
    die_often(tmp_path, LONG_MOMENTS, seed=2)


def die_often(folder: Path, moments: int, seed: int) -> None:
    chance = random.Random(seed)
    for moment in range(moments):
        path = folder / f"{moment}.drempel"
        a_vault(path).close()
        heard = type_until_killed(path, chance.randrange(MOST_LINES))
        assert_all_there(path, heard)


def type_until_killed(path: Path, lines: int) -> list[tuple[str, int]]:
    """What the process said was saved, all of it, up to the moment it was killed."""
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.typist", str(path)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with typist:
        said = typist.stdout
        assert said is not None
        assert said.readline().strip() == "open"
        heard = [said.readline() for _line in range(lines)]
        typist.kill()
        heard.extend(rest(said))
    return [(line.split()[0], int(line.split()[1])) for line in heard if line.endswith("\n")]


def rest(said: IO[str]) -> list[str]:
    return said.readlines()


def assert_all_there(path: Path, heard: list[tuple[str, int]]) -> None:
    vault = reopened(path)
    try:
        assert vault.check()["ok"]
        households = {row["id"] for row in vault.query("SELECT id FROM v_household")}
        assert {f"H{n}" for what, n in heard if what == "recorded"} <= households
        for number in [n for what, n in heard if what == "typed"]:
            assert word_is_there(vault, number)
        names = vault.query("SELECT name, count(*) AS n FROM v_directory_entry GROUP BY name")
        assert all(row["n"] == LINES for row in names)
        assert {str(n) for what, n in heard if what == "imported"} <= {r["name"] for r in names}
    finally:
        vault.close()


def word_is_there(vault: Vault, number: int) -> bool:
    signal = f"S{number // 40}"
    texts = [d.value for d in vault.drafts() if d.entity == signal]
    texts += [p.value for p in vault.history(signal, "note")]
    return any(f"w{number}" in text.split() for text in texts)
