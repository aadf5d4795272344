"""Files of a real share, every kind: flipped, cut, swapped, replayed, renamed; and healed again."""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from app.errors import UserError
from app.services import sharing, team
from app.sync import entries, names, requests
from tests.helpers.vaults import state
from tests.sync.rounds.conftest import Office, title, write
from tests.sync.tampering.attacker import Duo, erase_something

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.services.session import Session

SEED = 20260302
KINDS = ("entry", "pack", "proposal", "request", "seg")


@dataclass
class Siege:
    """A laptop that knows the share as it was, and what the others have put there since."""

    office: Office
    victim: Session
    old: dict[Path, bytes]
    new: dict[Path, bytes]

    def meets(self, name: Path, data: bytes) -> list[tuple[str, str]]:
        """What the victim refuses when only this file is new."""
        self.lay({**self.old, name: data})
        return [(one.file, one.reason) for one in self.office.sync(self.victim).refused]

    def lay(self, files: dict[Path, bytes]) -> None:
        shutil.rmtree(self.office.folder)
        for name, data in files.items():
            path = self.office.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def of(self, kind: str) -> tuple[Path, bytes]:
        return next((path, self.new[path]) for path in self.new if path.suffix == f".{kind}")


def lying(office: Office) -> dict[Path, bytes]:
    return {path.relative_to(office.folder): path.read_bytes() for path in office.files()}


def all_of(session: Session) -> tuple[Any, ...]:
    ledger = session.vault.sharing
    held = sorted(one.id for one in ledger.segments())
    known = (held, ledger.member_files(), ledger.space_keys(), ledger.seen(), ledger.granted())
    return state(session.vault), session.vault.info()["counts"], known


@pytest.fixture
def siege(office: Office, duo: Duo) -> Siege:
    """New since the victim shared: segments, a pack, an entry, a request, a proposal."""
    first, second = duo
    third = office.laptop("Zeynep Öz")
    old = lying(office)
    victim_before = second.vault.sharing.member_files().keys()
    for number in range(9):
        write(first, "goal", "G1", title=f"Versie {number}")
        office.sync(first)
    with sharing.opened(str(office.folder)) as share:
        team.request(third, share)
        asked = team.requests_here(third)[0]
        team.fetch(first, share)
    known = team.the_team(first)
    entry = entries.admit(known, team.identity(first), asked, third.vault.member_id)
    first.vault.sharing.keep_member_files({entry.name: entry.data})
    erase_something(office, duo, level=False)
    office.sync(first)
    new = {path: data for path, data in lying(office).items() if old.get(path) != data}
    assert {path.suffix for path in new} == {f".{kind}" for kind in KINDS}
    assert second.vault.sharing.member_files().keys() == victim_before
    return Siege(office, second, old, new)


def changed(data: bytes, other: bytes, chance: random.Random, count: int) -> Iterator[bytes]:
    """The ways in which a file can hold something else than it should."""
    places = chance.sample(range(len(data)), min(count, len(data)))
    for at in places:
        yield data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :]
    yield from (data[:at] for at in places[: count // 2] if at)
    yield from (data + b"\0", data + data, b"\0" + data, b"\0" * len(data), other)


@pytest.mark.parametrize("count", [6, pytest.param(200, marks=pytest.mark.long)])
def test_that_a_changed_file_is_refused_by_name_and_changes_nothing(
    siege: Siege, count: int
) -> None:
    chance = random.Random(SEED)
    before = all_of(siege.victim)
    for kind in KINDS:
        path, whole = siege.of(kind)
        for other in KINDS:
            for data in changed(whole, siege.of(other)[1], chance, count if other == kind else 0):
                if data == whole:
                    continue
                refused = siege.meets(path, data)
                assert [file for file, _reason in refused] == [path.as_posix()], (path, refused)
                assert all(reason for _file, reason in refused)
        assert all_of(siege.victim) == before, kind
    siege.lay({**siege.old, **siege.new})
    assert siege.office.sync(siege.victim).refused == []
    assert title(siege.victim) == "Versie 8"


def renamed(path: Path) -> Iterator[Path]:
    """The same file under other sound names."""
    name = path.name
    digits = re.search(r"[0-9a-f]{40}", name)
    assert digits
    yield path.with_name(name.replace(digits[0], digits[0][::-1]))
    if path.suffix in {".seg", ".pack"}:
        yield path.with_name(f"01j00000000000000000000d01{name[26:]}")
        yield path.with_name(f"{name[:27]}00000000{name[35:]}")
    elif path.suffix == ".entry":
        yield path.with_name(f"000777{name[6:]}")
    for kind in ("request", "successor", "proposal"):
        if path.suffix != f".{kind}":
            yield path.with_name(f"{digits[0]}.{kind}")


def test_that_a_file_under_another_name_is_refused_by_that_name(siege: Siege) -> None:
    before = all_of(siege.victim)
    for kind in KINDS:
        path, whole = siege.of(kind)
        for name in renamed(path):
            folder = "log" if name.suffix in {".seg", ".pack"} else "member"
            other = Path(folder) / name.name
            assert names.log_name(other.name) or names.member_id(other.name)
            assert [file for file, _why in siege.meets(other, whole)] == [other.as_posix()]
            assert all_of(siege.victim) == before, other


def test_that_old_bytes_are_not_played_again_under_a_new_name(siege: Siege) -> None:
    before = all_of(siege.victim)
    path, _whole = siege.of("seg")
    for older in [old for old in siege.old if old.suffix == ".seg"]:
        refused = siege.meets(path, siege.old[older])
        assert [file for file, _why in refused] == [path.as_posix()]
    assert all_of(siege.victim) == before


def test_that_files_of_another_team_are_nobodys(
    siege: Siege, tmp_path_factory: pytest.TempPathFactory
) -> None:
    work = tmp_path_factory.mktemp("elders")
    (work / "gedeeld").mkdir()
    elsewhere = Office(work / "gedeeld", work)
    elsewhere.found(elsewhere.laptop("Őry Gábor"))
    theirs = lying(elsewhere)
    elsewhere.sessions[0].lock()
    before, devices = all_of(siege.victim)[:2], team.the_team(siege.victim).devices
    for path, data in theirs.items():
        siege.meets(path, data)
        assert all_of(siege.victim)[:2] == before
        assert team.the_team(siege.victim).devices == devices
    assert len(lying(siege.office)) >= len(siege.old)


def test_that_a_changed_marker_moves_nobody_to_another_team(siege: Siege) -> None:
    (marker,) = (path for path in siege.old if path.name.startswith("share-"))
    whole, before = siege.old.pop(marker), all_of(siege.victim)
    for data in changed(whole, b"{}", random.Random(SEED), 12):
        try:
            siege.meets(marker, data)
        except UserError as error:
            assert error.id == "share_other_team"  # noqa: PT017 - most are put back as they were
        assert all_of(siege.victim) == before
    siege.meets(marker, whole)
    assert (siege.office.folder / marker).read_bytes() == whole


def test_that_a_request_that_was_changed_has_other_words(siege: Siege) -> None:
    _path, data = siege.of("request")
    ours = team.the_team(siege.victim).id
    words = requests.words_of(requests.read_request(data), ours)
    assert requests.words_of(requests.read_request(data), "f" * 40) != words
    again = requests.make_request(ours, team.identity(siege.office.sessions[2]), "Zeynep", "", ())
    assert requests.words_of(requests.read_request(again.data), ours) != words
