"""What lies on the laptop of somebody who begins, and which words of it must never be lost."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.bootstrap import MAKING
from app.bootstrap import PRACTICE as PRACTICE_FOLDER
from app.clock import FixedClock
from app.crypto.header import Header, WrongPassphraseError, open_header, read_header
from app.services import session
from app.services.demo.make import PASSPHRASE as PRACTICE
from app.storage.files import BACKUP_NOTE
from app.storage.opening import read_headers
from tests.helpers.sessions import a_session
from tests.helpers.vaults import PASSPHRASE
from tests.ui.conftest import ME, NOW

if TYPE_CHECKING:
    from app.services.session import Session
    from app.ui.start.backup import Backup

MARK: Final = "kenmerk"
"""In every word of this laptop: wherever it can be read, something lies bare."""
STRONG: Final = (
    "fietsbel lindeboom walvis knoop",
    "İstanbul ş ğ ı 😀 boterham laars",
    "  spaties voor en na de zwaluw  ",
    "ﬁets naïef éclair twaalf zwanen",
)
WEAK: Final = (
    "",
    "wachtwoord",
    "aaaaaaaaaaaaaaaa",
    "kort",
    " " * 14,
    "😀😀😀",
    "dubbelwoordenschat",
)
FROZEN: Final = Path(__file__).parents[1] / "storage" / "frozen" / "v1.drempel"
"""A vault of an earlier version; `PASSPHRASE` opens it."""


@dataclass
class Kept:
    """One vault: what opens it, and what is in it."""

    passphrase: str
    words: set[str] = field(default_factory=set)

    def copy(self) -> Kept:
        """As it is now."""
        return replace(self, words=set(self.words))


def words_in(s: Session) -> set[str]:
    """Names of members and households."""
    names = s.vault.query("SELECT name FROM v_member UNION SELECT name FROM v_household")
    return {str(row["name"]) for row in names}


class Laptop:
    """The folder, the stick beside it, and the truth about both."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.stick = folder / "drempel", folder / "stick"
        self.vault, self.settings = self.folder / "kluis.drempel", folder / "instellingen.json"
        self.clock = FixedClock(NOW)
        self.own: Kept | None = None
        self.practice: Kept | None = None
        self.aside: dict[Path, Kept] = {}
        self.copies: dict[Path, Kept | None] = {}
        """Files on the stick; None for what is no backup that opens."""
        self.stick.mkdir()
        self._number = 0
        self._fill_stick()

    def word(self) -> str:
        """A name that nobody had before."""
        self._number += 1
        return f"Şükrü Øzğı {MARK}{self._number}"

    def make_practice(self, folder: Path, _clock: object) -> dict[str, Any]:
        """An example team of one, where the real one takes seconds."""
        folder.mkdir(parents=True)
        file, word = folder / "sanne.drempel", self.word()
        a_session(file, {**ME, "name": word}, self.clock, PRACTICE).lock()
        file.with_suffix(".passphrase").write_text(PRACTICE + "\n", encoding="utf-8")
        self.practice = Kept(PRACTICE, {word})
        return {"vaults": [{"file": str(file)}]}

    def put_aside(self, old: Kept) -> None:
        """A restore said that what was there lies beside it now."""
        (new,) = [one for one in self._vaults() if one not in (self.vault, *self.aside)]
        self.aside[new] = old

    def was_put_back(self, asked: Backup) -> bool:
        """Whether that happened, when nobody heard the answer."""
        if asked.aside:
            return not asked.file.exists()
        aside = set(self._vaults()) - {self.vault, *self.aside}
        return bool(aside) if self.own is not None else self.vault.exists()

    def keep_copy(self, file: Path, words: set[str]) -> None:
        """A backup was made here; what opens it is seen from its header."""
        with zipfile.ZipFile(file) as archive:
            header = read_header(archive.read("vault.key"))
        (right,) = [one for one in (*STRONG, PRACTICE, PASSPHRASE) if _fits(header, one)]
        self.copies[file] = Kept(right, words)

    def agrees(self) -> None:
        """Every vault is there, opens, has its words; and there is no other, and nothing bare."""
        expected = set(self.aside) | ({self.vault} if self.own else set())
        assert set(self._vaults()) == expected
        for file, kept in (*self.aside.items(), *([(self.vault, self.own)] if self.own else [])):
            opened = session.unlock(file, kept.passphrase, self.clock)
            try:
                assert words_in(opened) >= kept.words, file.name
            finally:
                opened.lock()
        self.nothing_bare()

    def opens(self, passphrase: str) -> bool:
        """Whether this passphrase opens this person's own vault, seen from its key files."""
        (header, *more) = read_headers(self.vault)
        assert not more
        return _fits(header, passphrase)

    def nothing_bare(self) -> None:
        """No word of a vault and no passphrase can be read in any file."""
        secrets = [MARK, *STRONG]
        for file in self.folder.parent.rglob("*"):
            if file.is_file():
                bytes_ = file.read_bytes()
                for secret in secrets:
                    for coding in ("utf-8", "utf-16-le"):
                        assert secret.encode(coding) not in bytes_, (file.name, secret)

    def nothing_left_over(self) -> None:
        """After the program: vaults with their keys, settings, what was on the stick."""
        files = {*self._vaults()} | {self.folder / "kluis.drempel"}
        belongs = {f"{one}{end}" for one in files for end in ("", ".key", ".key2")}
        belongs.add(f"{self.folder / PRACTICE_FOLDER}{MAKING}")
        for one in self.folder.iterdir() if self.folder.exists() else ():
            assert str(one) in belongs or one.is_dir(), one.name
        assert set(self.stick.iterdir()) <= set(self.copies)

    def spoil_settings(self, text: str) -> None:
        """Somebody, or a later version, wrote something else in them."""
        self.settings.write_text(text, encoding="utf-8")

    def _vaults(self) -> list[Path]:
        found = self.folder.glob("kluis.drempel*") if self.folder.exists() else ()
        return [one for one in found if not one.name.endswith((".key", ".key2", "-wal", "-shm"))]

    def _fill_stick(self) -> None:
        earlier = self.stick / "van-vroeger.drempel"
        with zipfile.ZipFile(earlier, "w") as archive:
            archive.comment = BACKUP_NOTE
            archive.write(FROZEN.with_suffix(".drempel.key"), "vault.key")
            archive.write(FROZEN, "vault.db")
        self.copies[earlier] = Kept(PASSPHRASE, {"Familie Oğuz-de Wit"})
        for number, passphrase in enumerate(STRONG[1:3]):
            file, word = self.folder.parent / "elders" / "kluis", self.word()
            file.parent.mkdir()
            made = a_session(file, {**ME, "name": word}, self.clock, passphrase)
            copy = self.stick / f"kopie{number}.drempel"
            made.vault.backup(copy)
            made.lock()
            shutil.rmtree(file.parent)
            self.copies[copy] = Kept(passphrase, {word})
        whole = (self.stick / "kopie0.drempel").read_bytes()
        half = bytearray(whole)
        half[len(half) // 2] ^= 0xFF
        for name, data in (
            ("half.drempel", whole[: len(whole) // 2]),
            ("gevlekt.drempel", bytes(half)),
            ("brief.txt", b"Geachte collega"),
            ("leeg.drempel", b""),
            ("kluis-zelf.drempel", FROZEN.read_bytes()),
        ):
            (self.stick / name).write_bytes(data)
            self.copies[self.stick / name] = None
        self.copies[self.stick / "weg.drempel"] = None
        self.copies[self.stick] = None


def _fits(header: Header, passphrase: str) -> bool:
    try:
        return bool(open_header(header, passphrase))
    except WrongPassphraseError:
        return False


SPOILT: Final = (
    "", "[]", "3", "null", '"x"', "[" * 100_000, '{"look": 3}', '{"text_scale": NaN}',
    '{"text_scale": 1}', '{"text_scale": 1.3}', '{"text_scale": true, "language": []}',
    '{"lock_after_minutes": 10.0}', '{"lock_after_minutes": 7, "look": "dark"}',
    json.dumps({"look": "system", "text_scale": 2.0, "language": "en", "later": [1]}),
)  # fmt: skip
