"""When the world fails: each time one clear sentence, and nothing that was saved is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.clock import new_id
from app.crypto.header import Header, seal_header
from app.errors import DamagedError, UserError
from app.storage import opening
from app.storage.database import WAL_KEPT, Database, NotThisKeyError
from app.storage.edits import Edit
from app.storage.files import HEADERS, beside
from app.storage.migrations import MAJOR
from app.storage.vault import Vault, restore_vault
from tests.helpers.pages import PAGE
from tests.helpers.vaults import PASSPHRASE, TINY, a_clock, a_vault, reopened
from tests.storage.given import NAME, ROOT, name_in, told


def test_that_a_wrong_passphrase_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(UserError) as failure:
        reopened(path, "fout")
    assert failure.value.id == "wrong_passphrase"
    assert "wachtzin" in told(failure.value)
    assert path.read_bytes() == before
    assert name_in(path) == NAME


def test_that_a_second_start_is_told_that_the_vault_is_open(opened: Vault) -> None:
    script = (
        "import sys; from pathlib import Path; from app.errors import UserError\n"
        "from tests.helpers.vaults import reopened\n"
        "try: reopened(Path(sys.argv[1]))\n"
        "except UserError as error: print(error.id)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(opened.path)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "vault_in_use"
    assert "al open" in told(UserError("vault_in_use"))
    with pytest.raises(UserError, match="vault_in_use"):
        restore_vault(opened.path, opened.path, PASSPHRASE, a_clock())


@pytest.mark.parametrize("suffix", HEADERS)
def test_that_one_damaged_header_is_mended_from_the_other(path: Path, suffix: str) -> None:
    header = beside(path, suffix)
    whole = header.read_bytes()
    header.write_bytes(whole[: len(whole) // 2])
    assert name_in(path) == NAME
    assert header.read_bytes() == whole


def test_that_two_damaged_headers_are_told(path: Path) -> None:
    for suffix in HEADERS:
        beside(path, suffix).write_bytes(b"{}")
    with pytest.raises(DamagedError) as failure:
        reopened(path)
    assert failure.value.exit_code == 3
    assert "sleutelbestanden" in told(failure.value)


def test_that_any_flipped_byte_of_a_header_is_noticed(path: Path) -> None:
    whole = beside(path, HEADERS[0]).read_bytes()
    beside(path, HEADERS[1]).unlink()
    for place in range(0, len(whole) - 1, 7):
        flipped = bytes([*whole[:place], whole[place] ^ 1, *whole[place + 1 :]])
        beside(path, HEADERS[0]).write_bytes(flipped)
        with pytest.raises(UserError) as failure:
            reopened(path)
        assert failure.value.id in ("header_damaged", "vault_newer")


def test_that_a_flipped_page_is_found_by_check(path: Path) -> None:
    vault = reopened(path)
    # A page that nobody reads to open a vault.
    (unread,) = vault.query("SELECT rootpage FROM sqlite_master WHERE name = 'signal'")
    vault.close()
    data = bytearray(path.read_bytes())
    data[unread["rootpage"] * PAGE - PAGE // 2] ^= 1
    path.write_bytes(data)
    vault = reopened(path)
    with pytest.raises(DamagedError) as failure:
        vault.check()
    vault.close()
    assert failure.value.id == "vault_damaged"
    assert "beschadigd" in told(failure.value)
    assert bytes(data[:PAGE]) == path.read_bytes()[:PAGE]


def test_that_a_flipped_first_page_is_told(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)
    with pytest.raises(DamagedError, match="vault_damaged"):
        reopened(path)
    assert path.read_bytes() == bytes(data)


def test_that_rows_that_do_not_follow_from_the_history_are_found_and_mended(
    opened: Vault,
) -> None:
    opened._store.db.run("UPDATE household SET name = 'iemand anders'")  # noqa: SLF001
    with pytest.raises(DamagedError, match="rows_differ"):
        opened.check()
    opened.rebuild()
    assert opened.check()["ok"]
    assert opened.rows("household")[0].model_dump()["name"] == NAME


def test_that_a_vault_of_a_newer_major_version_refuses_to_open(path: Path) -> None:
    vault = reopened(path)
    vault._store.set_meta("major", str(MAJOR + 1))  # noqa: SLF001
    vault.close()
    before = path.read_bytes()
    with pytest.raises(UserError) as failure:
        reopened(path)
    assert failure.value.id == "vault_newer"
    assert "nieuwere versie" in told(failure.value)
    assert path.read_bytes() == before


def test_that_there_is_no_vault_on_a_stick_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="vault_missing"):
        reopened(tmp_path / "weg" / "kluis.drempel")
    with pytest.raises(UserError) as failure:
        a_vault(tmp_path / "weg" / "kluis.drempel")
    assert failure.value.id == "vault_no_folder"


def test_that_a_vault_is_never_made_over_another(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(UserError, match="vault_exists"):
        a_vault(path)
    assert path.read_bytes() == before


def test_that_of_two_windows_that_make_a_vault_at_the_same_moment_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other is told so, and touches neither its keys nor the vault itself."""
    path, first = tmp_path / "kluis", list[Vault]()

    def slow(*args: Any) -> Header:
        sealed = seal_header(*args)
        if not first:
            monkeypatch.setattr(opening, "seal_header", seal_header)
            first.append(a_vault(path))
        return sealed

    monkeypatch.setattr(opening, "seal_header", slow)
    with pytest.raises(UserError, match="vault_exists"):
        a_vault(path)
    first[0].record([Edit("member", first[0].member_id, {"name": NAME})])
    first[0].close()
    found = reopened(path)
    assert [one.model_dump()["name"] for one in found.rows("member")] == [NAME]
    found.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps folders writable")
def test_that_a_read_only_folder_is_told(path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from app.errors import UserError\n"
        "from tests.helpers.vaults import reopened, a_vault\n"
        "path = Path(sys.argv[1])\n"
        "if os.getuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "for attempt in (reopened, lambda p: a_vault(p.with_name('nieuw'))):\n"
        "    try: attempt(path); print('?')\n"
        "    except UserError as error: print(error.id)\n"
    )
    here = path.parent
    for part in (*here.parents, here):
        if part.stat().st_uid == os.getuid() and part != Path("/"):
            part.chmod(0o755)
    for part in here.iterdir():
        part.chmod(0o444)
    here.chmod(0o555)
    try:
        done = subprocess.run(
            [sys.executable, "-c", script, str(path)],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
    finally:
        here.chmod(0o755)
    assert done.stdout.split() == ["vault_read_only", "vault_read_only"]
    assert "schrijven" in told(UserError("vault_read_only"))


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on the size of files")
def test_that_a_full_disk_loses_nothing_that_was_saved(path: Path) -> None:
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from app.errors import UserError; from app.storage.edits import Edit\n"
        "from tests.helpers.vaults import reopened\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "vault = reopened(Path(sys.argv[1]))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, -1))\n"
        "n = 0\n"
        "try:\n"
        "    while n < 1000:\n"
        "        text = 'x' * 5000 + str(n)\n"
        "        vault.record([Edit('household', f'G{n}', {'name': str(n)})])\n"
        "        vault.draft('signal', 'S1', 'note', text, {'theme': 'geld'})\n"
        "        n += 1; print(n, flush=True)\n"
        "except UserError as error: print(error.id)\n"
        "vault.query('SELECT 1'); vault._store.db.close()\n"
    )
    import resource  # noqa: PLC0415 - Windows has none

    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    words = done.stdout.split()
    numbers = [word for word in words if word.isdigit()]
    assert words[len(numbers) :] == ["disk_refuses"]
    assert 1 < len(numbers) < 1000
    vault = reopened(path)
    try:
        assert {f"G{n}" for n in range(int(numbers[-1]))} <= {
            row["id"] for row in vault.query("SELECT id FROM v_household")
        }
        typed = [d.value for d in vault.drafts()] + [p.value for p in vault.history("S1", "note")]
        assert any(str(text).endswith(f"x{int(numbers[-1]) - 1}") for text in typed)
        assert vault.check()["ok"]
    finally:
        vault.close()
    assert "vol" in told(UserError("disk_refuses"))


def test_that_no_room_for_another_page_keeps_what_was_saved(opened: Vault) -> None:
    db = opened._store.db  # noqa: SLF001
    pages = db.value("PRAGMA page_count")
    db.value(f"PRAGMA max_page_count = {pages + 1}")
    opened.draft("signal", "S1", "note", "kort", {"theme": "geld"})
    with pytest.raises(UserError) as failure:
        opened.draft("signal", "S1", "note", "kort" * 9000, {"theme": "geld"})
    assert failure.value.id == "disk_full"
    assert "vol" in told(failure.value)
    assert [draft.value for draft in opened.drafts()] == ["kort"]
    db.value("PRAGMA max_page_count = 100000")


def test_that_every_commit_waits_for_the_disk(opened: Vault) -> None:
    db = opened._store.db  # noqa: SLF001
    assert db.value("PRAGMA synchronous") == 2
    assert db.value("PRAGMA journal_mode") == "wal"
    assert db.value("PRAGMA locking_mode") == "exclusive"
    assert db.value("PRAGMA secure_delete") == 1
    assert db.value("PRAGMA temp_store") == 2
    opened.draft("signal", "S1", "note", "net getypt", {})
    assert not db.in_transaction


def test_that_an_idle_moment_gives_back_the_room_that_much_work_took(opened: Vault) -> None:
    wal = beside(opened.path, "-wal")
    edits = [Edit("signal", f"S{n}", {"note": f"{n} {'x' * 9000}"}) for n in range(800)]
    opened.record(edits)
    assert wal.stat().st_size > WAL_KEPT
    while opened.tidy():
        pass
    assert wal.stat().st_size == 0
    opened.draft("signal", "SA", "note", "kort", {"theme": "geld"})
    kept = wal.stat().st_size
    opened.tidy()
    assert wal.stat().st_size == kept > 0, "room that typing fills again stays"


def test_that_people_s_words_are_in_no_file(tmp_path: Path) -> None:
    canary = "kanariepiet"
    vault = a_vault(tmp_path / "kluis.drempel", name=f"{canary} Özdemir")
    household = new_id(a_clock())
    vault.record([Edit("household", household, {"name": canary * 30})])
    vault.draft("signal", "S1", "note", canary * 300, {})
    vault.set_setting("window", canary)
    vault.search(canary)
    vault.backup(tmp_path / "kopie")
    lines = tmp_path.parent / f"{tmp_path.name}.jsonl"
    lines.write_text(f'{{"kind":"signal","id":"S2","fields":{{"note":"{canary}","theme":"geld"}}}}')
    vault.import_jsonl(lines)
    lines.unlink()

    def found() -> list[str]:
        needles = (canary.encode(), canary.encode("utf-16-le"), PASSPHRASE.encode())
        return [
            file.name
            for file in tmp_path.rglob("*")
            if file.is_file() and any(needle in file.read_bytes() for needle in needles)
        ]

    assert not found()
    vault.rekey(PASSPHRASE)
    assert not found()
    vault.close()
    assert not found()
    assert canary not in repr(vault)


def test_that_the_cost_of_the_header_is_what_was_asked(path: Path) -> None:
    (header,) = opening.read_headers(path)
    assert header.cost == TINY


def test_that_the_file_shows_nothing_without_the_key(path: Path) -> None:
    assert not path.read_bytes().startswith(b"SQLite")
    shutil.copy(path, path.with_name("kopie"))
    with pytest.raises(NotThisKeyError):
        Database(path.with_name("kopie"), bytes(32))
