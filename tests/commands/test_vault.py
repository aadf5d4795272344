"""`drempel vault …`: what it says, what it leaves alone, and how it ends."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.running import QUICK, ROOT, SECONDS, drempel, here, refused
from tests.helpers.vaults import PASSPHRASE, reopened

NEW = "lantaarn aan de Ðraaikom"


def test_that_a_vault_is_made_once_and_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "nieuw.drempel"
    made = drempel("vault", "create", "--name", "S. Yılmaz", "--organisation", "MEE", vault=path)
    assert (made.code, made.out) == (0, b"")
    assert "al een kluis" in refused(here("vault", "create", "--name", "X", vault=path))
    info = here("vault", "info", vault=path).document
    assert {"format", "member", "device", "counts", "differences"} <= info.keys()
    assert info["counts"]["member"] == 1
    assert info["differences"] == 0


def test_that_check_and_rebuild_leave_a_sound_vault(vault: Path) -> None:
    assert here("vault", "rebuild", vault=vault).code == 0
    checked = here("vault", "check", vault=vault)
    assert (checked.code, checked.document["ok"]) == (0, True)


def test_that_a_damaged_page_ends_with_three(vault: Path) -> None:
    whole = bytearray(vault.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    vault.write_bytes(whole)
    assert "beschadigd" in refused(here("vault", "check", vault=vault), 3)


def test_that_a_damaged_vault_takes_the_place_of_no_sound_copy(vault: Path, tmp_path: Path) -> None:
    copy = tmp_path / "reserve"
    assert here("vault", "backup", copy, vault=vault).code == 0
    sound = copy.read_bytes()
    damaged = bytearray(vault.read_bytes())
    damaged[len(damaged) // 2] ^= 0xFF
    vault.write_bytes(damaged)
    for words in (("backup", copy), ("rekey",)):
        assert "beschadigd" in refused(here("vault", *words, vault=vault), 3)
        assert (copy.read_bytes(), vault.read_bytes()) == (sound, bytes(damaged))
    assert here("vault", "restore", copy, vault=vault).code == 0
    assert here("vault", "check", vault=vault).code == 0


@pytest.mark.parametrize("left", [b"", b"S"])
@pytest.mark.parametrize("words", [("vault", "check"), ("vault", "info"), ("export",)])
def test_that_an_emptied_vault_is_damaged_and_no_new_one(
    vault: Path, words: tuple[str, ...], left: bytes
) -> None:
    vault.write_bytes(left)
    assert "beschadigd" in refused(here(*words, vault=vault), 3)
    assert vault.read_bytes() == left


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
@pytest.mark.parametrize("words", [("vault", "info"), ("export",)])
def test_that_an_answer_that_finds_no_room_is_told(vault: Path, words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = drempel(*words, vault=vault, out=full)
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert "niet worden geschreven" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX closes streams")
@pytest.mark.parametrize(
    ("closed", "words", "code", "told"),
    [
        ("<&-", ("--passphrase-file", "-", "vault", "info"), 1, "--passphrase-file"),
        (">&-", ("vault", "info"), 1, "niet worden geschreven"),
        (">&-", ("vault", "rebuild"), 0, ""),
        ("2>&-", ("vault", "backup", "kopie"), 0, ""),
    ],
)
def test_that_a_closed_stream_is_no_fault_of_the_program(
    vault: Path, tmp_path: Path, closed: str, words: tuple[str, ...], code: int, told: str
) -> None:
    (tmp_path / "wachtzin").write_text(PASSPHRASE, encoding="utf-8")
    front = ["--vault", str(vault), "--passphrase-file", str(tmp_path / "wachtzin")]
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-m", "app", *front, *words],
        capture_output=True, text=True, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)},
        timeout=SECONDS, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == bool(told)


def test_that_the_passphrase_changes_and_the_old_one_opens_no_more(vault: Path) -> None:
    changed = drempel("vault", "change-passphrase", vault=vault, more_input=NEW + "\n")
    assert (changed.code, changed.out) == (0, b"")
    assert "klopt niet" in refused(here("vault", "info", vault=vault))
    reopened(vault, NEW).close()


def test_that_a_short_passphrase_is_warned_about_once_and_an_empty_one_refused(
    tmp_path: Path,
) -> None:
    path = tmp_path / "nieuw.drempel"
    create = ("vault", "create", "--name", "S. Yılmaz")
    refused(here(*create, vault=path, passphrase=""))
    assert not path.exists()
    made = drempel(*create, vault=path, passphrase="geheim", program=QUICK)
    assert (made.code, made.out) == (0, b"")
    assert "minstens 12 tekens" in made.err
    assert made.err.count("\n") == 1
    change = ("vault", "change-passphrase")
    refused(here(*change, vault=path, passphrase="geheim", more_input="\n"))
    again = here(*change, vault=path, passphrase="geheim", more_input="kort\n")
    assert (again.code, again.out, again.err) == (0, b"", made.err)
    longer = here(*change, vault=path, passphrase="kort", more_input=NEW + "\n")
    assert (longer.code, longer.err) == (0, "")


def test_that_a_new_key_ends_what_an_old_header_could_open(vault: Path) -> None:
    key = vault.with_name(vault.name + ".key")
    old = {path: path.read_bytes() for path in vault.parent.glob(key.name + "*")}
    assert old
    assert here("vault", "rekey", vault=vault).code == 0
    reopened(vault).close()
    for path, data in old.items():
        path.write_bytes(data)
    refused(here("vault", "info", vault=vault), 3)


def test_that_a_backup_comes_back_and_a_bad_one_changes_nothing(
    vault: Path, tmp_path: Path
) -> None:
    backup, broken = tmp_path / "kopie", tmp_path / "stuk"
    assert here("vault", "backup", backup, vault=vault).code == 0
    broken.write_bytes(backup.read_bytes()[:-5000])
    before = vault.read_bytes()
    refused(here("vault", "restore", broken, vault=vault), 3)
    assert vault.read_bytes() == before
    elsewhere = tmp_path / "elders" / "kluis.drempel"
    elsewhere.parent.mkdir()
    assert here("vault", "restore", backup, vault=elsewhere).code == 0
    restored = reopened(elsewhere)
    assert restored.info()["counts"]["member"] == 1
    restored.close()
    kept = next(word for word in here("vault", "restore", backup, vault=elsewhere).err.split()
                if ".before-" in word)  # fmt: skip
    assert here("vault", "info", vault=elsewhere.with_name(kept.strip(":,"))).code == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows says it in its own way")
@pytest.mark.parametrize("length", [253, 300])
def test_that_a_name_that_no_disk_takes_is_one_sentence(vault: Path, length: int) -> None:
    long = vault.with_name("a" * length)
    before = files(vault.parent)
    for words, path in ((("create", "--name", "X"), long), (("backup", long), vault)):
        assert "kortere naam" in refused(here("vault", *words, vault=path))
    assert files(vault.parent) == before


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("beside", ["", ".key", ".key2", "-wal", "-journal"])
def test_that_nothing_that_is_written_ever_takes_the_place_of_a_vault(
    vault: Path, beside: str
) -> None:
    target = vault.with_name(vault.name + beside)
    before = files(vault.parent)
    start = ("team", "start", "--name", "Oost", "--share", vault.parent)
    for words in (("export", target), (*start, "--recovery-sheet", target)):
        assert "niet overschreven" in refused(here(*words, vault=vault))
        assert files(vault.parent) == before


@pytest.mark.skipif(os.name == "nt", reason="on Windows links are for administrators")
def test_that_a_link_to_a_vault_is_no_way_to_write_over_it(vault: Path, tmp_path: Path) -> None:
    link = tmp_path / "uitvoer.jsonl"
    link.symlink_to(vault)
    assert "niet overschreven" in refused(here("export", link, vault=vault))
    assert here("vault", "info", vault=vault).code == 0


def test_that_a_backup_is_written_over_by_a_backup_alone(vault: Path, tmp_path: Path) -> None:
    copy = tmp_path / "reserve"
    for _time in range(2):
        assert here("vault", "backup", copy, vault=vault).code == 0
    before = copy.read_bytes()
    assert "niet overschreven" in refused(here("export", copy, vault=vault))
    assert copy.read_bytes() == before


@pytest.mark.parametrize("words", [("export",), ("vault", "backup")])
def test_that_no_file_in_the_making_takes_the_place_of_a_vault(
    vault: Path, words: tuple[str, ...]
) -> None:
    named = vault.with_name("kluis.tmp")
    for part in ("", ".key", ".key2"):
        vault.with_name(vault.name + part).rename(named.with_name(named.name + part))
    assert "niet overschreven" in refused(here(*words, named.with_name("kluis"), vault=named))
    assert here("vault", "info", vault=named).code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("vault", "info"), "klopt niet"),
        (("export",), "klopt niet"),
    ],
)
def test_that_a_wrong_passphrase_is_one_sentence(
    vault: Path, words: tuple[str, ...], said: str
) -> None:
    assert said in refused(here(*words, vault=vault, passphrase="iets heel anders"))


@pytest.mark.parametrize("words", [("vault", "info"), ("vault", "create", "--name", "X")])
def test_that_a_vault_that_is_not_named_or_cannot_be_there_is_one_sentence(
    vault: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    assert "--vault" in refused(drempel(*words))
    for folder in (tmp_path, Path(), Path("/")):
        assert "een map en geen kluis" in refused(here(*words, vault=folder))
    assert "een map en geen kluis" in refused(here("--vault", "", *words))
    nowhere = refused(here(*words, vault=tmp_path / "weg" / "kluis.drempel"))
    assert "geen kluis" in nowhere or "geen map voor de kluis" in nowhere
    copy = tmp_path / "kopie"
    assert here("vault", "backup", copy, vault=vault).code == 0
    lost = here("vault", "backup", tmp_path / "weg" / "kopie", vault=vault)
    assert "geen map voor de reservekopie" in refused(lost)
    no_file = here("vault", "restore", tmp_path, vault=tmp_path / "nieuw.drempel")
    assert "geen reservekopie" in refused(no_file)
    restored = here("vault", "restore", copy, vault=tmp_path / "weg" / "kluis.drempel")
    assert "geen map voor de kluis" in refused(restored)


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["bare", "byte-order mark"])
@pytest.mark.parametrize("end", ["", "\n", "\r\n"], ids=["no end", "LF", "CRLF"])
def test_that_a_passphrase_file_of_any_editor_opens(
    vault: Path, tmp_path: Path, mark: str, end: str
) -> None:
    kept = tmp_path / "wachtzin.txt"
    kept.write_bytes((mark + PASSPHRASE + end).encode())
    assert here("vault", "info", vault=vault, passphrase=kept).code == 0


def test_that_a_passphrase_in_another_encoding_is_told(vault: Path, tmp_path: Path) -> None:
    kept = tmp_path / "wachtzin.txt"
    kept.write_bytes(PASSPHRASE.encode("utf-16"))
    told = refused(here("vault", "info", vault=vault, passphrase=kept))
    assert "UTF-8" in told
    words = ("--passphrase-file", "-", "vault", "info")
    piped = drempel(*words, vault=vault, passphrase=None, more_input=b"\xff\xfe\n")
    assert refused(piped) == told


def test_that_a_file_whose_name_is_no_text_is_told(vault: Path, tmp_path: Path) -> None:
    refused(here("vault", "info", vault=vault, passphrase=tmp_path / "weg\udcff.txt"))


def test_that_what_is_missing_is_named(vault: Path, tmp_path: Path) -> None:
    assert "--passphrase-file" in refused(here("vault", "info", vault=vault, passphrase=None))
    assert "--vault" in refused(here("vault", "info"))
    assert "geen kluis" in refused(here("vault", "info", vault=tmp_path / "weg"))
    assert "weg.txt" in refused(here("vault", "info", vault=vault, passphrase=tmp_path / "weg.txt"))


@pytest.mark.parametrize(
    "words",
    [
        ("vault",),
        ("dans",),
        ("vault", "create"),
        ("vault", "create", "--name", " "),
        ("settle", "X"),
        ("print", "kaart", "X", "-o", "x.pdf"),
        ("demo", "--visits", "-1"),
        ("demo", "--households", "veel"),
    ],
    ids=" ".join,
)
def test_that_wrong_words_end_with_two_and_show_how(words: tuple[str, ...]) -> None:
    ran = drempel(*words, passphrase=None)
    assert (ran.code, ran.out) == (2, b"")
    assert ran.err.startswith("usage: drempel")


def test_that_no_secret_is_ever_printed(vault: Path) -> None:
    ran = here("vault", "info", vault=vault)
    assert PASSPHRASE.encode() not in ran.out
    assert PASSPHRASE not in ran.err


def test_that_a_folder_without_write_access_is_told(vault: Path, tmp_path: Path) -> None:
    folder = tmp_path / "dicht"
    folder.mkdir()
    (folder / "bezet").mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        ran = drempel("export", folder / "bezet", vault=vault)
    finally:
        folder.chmod(stat.S_IRWXU)
    assert "bezet" in refused(ran)
