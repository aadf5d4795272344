"""A laptop that dies while it shares goes on where it was: nothing lost, nothing half."""

from __future__ import annotations

import random
from collections.abc import Iterator
from multiprocessing.connection import wait
from pathlib import Path

import pytest

from app.model.sealed import Standing
from app.storage.vault import Vault
from tests.helpers.dying import Told, copied, first_vault, processes
from tests.helpers.vaults import on_disk, reopened
from tests.storage.receiver import CHANGES, name_of, opened, receive_on

MOMENTS = 8


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    yield from on_disk()


def receive_until_killed(path: Path, words: int, seconds: float) -> list[Told]:
    """What the process said was done."""
    listen, say = processes().Pipe(duplex=False)
    process = processes().Process(target=receive_on, args=(path, say))
    process.start()
    say.close()
    heard = [listen.recv() for _word in range(1 + words)]
    wait([process.sentinel], seconds)
    process.kill()
    try:
        while True:
            heard.append(listen.recv())
    except EOFError:
        pass
    process.join()
    process.close()
    listen.close()
    return heard


def names_there(vault: Vault) -> dict[str, int]:
    rows = vault.query("SELECT name, count(*) AS n FROM v_directory_entry GROUP BY name")
    return {row["name"]: row["n"] for row in rows}


def test_that_a_laptop_killed_between_keeping_and_merging_loses_nothing(tmp_path: Path) -> None:
    chance = random.Random(3)
    first = first_vault(tmp_path)
    for moment in range(MOMENTS):
        path = copied(first, tmp_path / f"{moment}.drempel")
        heard = receive_until_killed(path, chance.randrange(40), chance.uniform(0, 0.02))
        vault = reopened(path)
        check_what_is_there(vault, heard)
        go_on(vault)
        vault.close()


def check_what_is_there(vault: Vault, heard: list[Told]) -> None:
    assert vault.check()["ok"]
    told = {what: {n for said, n in heard if said == what} for what, _n in heard}
    standing = {one.id: one.standing for one in vault.sharing.segments()}
    assert {name_of(n) for n in told.get("kept", ())} <= standing.keys()
    there = names_there(vault)
    assert set(there.values()) <= {CHANGES}
    waiting = {int(one.segment) for one in vault.sharing.openable(999)}
    for number in told.get("merged", set()) - told.get("cut", set()):
        if standing[name_of(number)] is Standing.COUNTS:
            assert str(number) in there
            assert number not in waiting
    for number in told.get("cut", set()):
        assert standing[name_of(number)] is Standing.APART
        assert str(number) not in there
    for number in told.get("sent", set()):
        assert f"a{number:039}" in standing
    for number in told.get("kept", set()):
        apart = standing[name_of(number)] is Standing.APART
        assert apart or (str(number) in there) != (number in waiting)


def go_on(vault: Vault) -> None:
    """The next round opens what waits; what was sent is not sent again."""
    waiting = vault.sharing.openable(999)
    vault.sharing.merge([opened(int(one.segment)) for one in waiting], {}, [])
    assert vault.sharing.openable(999) == []
    counting = [
        one for one in vault.sharing.segments()
        if one.standing is Standing.COUNTS and one.device != vault.device_id
    ]  # fmt: skip
    assert len(names_there(vault)) == len(counting)
    sent = [one for one in vault.sharing.segments() if one.device == vault.device_id]
    own = [change for change in vault.changes() if change.device == vault.device_id]
    assert len(own) - vault.sharing.unsent().count in {0, len(sent) + 1}
