"""One unlocked vault with the team's content: what every service works with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from app.conversation import content
from app.conversation.organisation import FILE_NAME, Organisation, read_areas, read_organisation
from app.conversation.zrm_texts import NONE, ZrmTexts, read_zrm_texts
from app.crypto.kdf import DEFAULT_COST, KdfCost
from app.errors import DamagedError, UserError
from app.model.team import Member
from app.services.held import Unkept
from app.storage.vault import Vault, create_vault, open_vault
from app.sync import successor
from app.sync.known import Worked
from app.sync.shelf import Holdings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.clock import Clock
    from app.conversation.content import Areas, Label

RECOVERY: Final = "recovery_secret"
"""Setting of this laptop: the sheet's secret, in the vault until the printed sheet was checked."""


@dataclass(slots=True)
class Session:
    """Used on the thread that opened it, and on no other."""

    vault: Vault
    clock: Clock
    organisation: Organisation
    areas: Areas
    zrm_texts: ZrmTexts
    warnings: tuple[UserError, ...] = ()
    """What is wrong with the organisation's own files; the vault opens all the same."""
    began: int = 0
    """Place (`seq`) of the newest change when the vault was opened: a step back goes no further."""
    language: str = content.DUTCH
    """What the screens of this laptop speak; papers are Dutch."""
    unkept: Unkept = field(default_factory=Unkept)
    _names: dict[str, str] = field(default_factory=dict)
    worked: Worked = field(default_factory=Worked, repr=False)
    """For rounds of sharing alone."""
    _holdings: Holdings = field(default_factory=Holdings)

    def say(self, label: Label) -> str:
        """A text of the field's own lists, as a screen says it."""
        return label.say(self.language)

    def in_dutch(self) -> Session:
        """The same open vault for what goes on paper, whatever the screens speak."""
        return replace(self, language=content.DUTCH)

    @property
    def me(self) -> Member:
        """The member whose laptop this is."""
        found = self.vault.get("member", self.vault.member_id)
        return found if isinstance(found, Member) else Member(id=self.vault.member_id)

    def member_name(self, member: str | None) -> str:
        """Full name; empty for nobody, and for a member that this vault has not heard of."""
        if not member:
            return ""
        if member not in self._names:
            self.refresh_names()
        return self._names.get(member, "")

    def refresh_names(self) -> None:
        """Reads the members anew, after one was added or renamed."""
        self._names = {
            row["id"]: row["name"] or ""
            for row in self.vault.query("SELECT id, name FROM v_member")
        }

    @property
    def holdings(self) -> Holdings:
        """What the vault holds of everyone's segments now."""
        self._holdings.follow(self.vault.sharing)
        return self._holdings

    def lock(self) -> None:
        """Drafts become changes, the vault closes, the key is forgotten.

        What the disk would not take is gone then: `unkept.lay_by` keeps it, before this.
        """
        self._names.clear()
        self._holdings, self.worked = Holdings(), Worked()
        self.vault.close()


def make_folder(folder: Path) -> None:
    """Where a vault is to lie, with all folders above it. Raises UserError where it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("vault_place_refused") from error


def create(
    path: Path,
    passphrase: str,
    member_fields: Mapping[str, Any],
    clock: Clock,
    cost: KdfCost = DEFAULT_COST,
    language: str = content.DUTCH,
) -> Session:
    """A new vault with its first member, unlocked. Raises UserError, and leaves nothing behind."""
    made = of(create_vault(path, passphrase, member_fields, clock, cost), clock, language)
    made.began = made.vault.position()
    return made


def unlock(path: Path, passphrase: str, clock: Clock, language: str = content.DUTCH) -> Session:
    """An existing vault, unlocked; needs no network. Raises UserError or DamagedError.

    What was being typed when the laptop died becomes a change now, as it would at a lock; with a
    full disk it waits as a draft, and the vault opens for reading all the same. A vault that shares
    and was copied or moved goes on as a device of its own, before anything is written.
    """
    opened = of(open_vault(path, passphrase, clock), clock, language)
    ledger = opened.vault.sharing
    if ledger.identity() is not None and ledger.moved():
        successor.go_on(ledger)
    try:
        opened.vault.commit_drafts()
    except UserError as error:
        if isinstance(error, DamagedError):
            opened.vault.close()
            raise
    opened.began = opened.vault.position()
    return opened


def of(vault: Vault, clock: Clock, language: str = content.DUTCH) -> Session:
    """A session on an open vault, with the team's settings beside it; it owns the vault now."""
    try:
        return _with_settings(vault, clock, language)
    except BaseException:
        vault.close()
        raise


def _with_settings(vault: Vault, clock: Clock, language: str) -> Session:
    """A wrong settings file keeps nobody from the notes; until it is mended policy is strict."""
    warnings = []
    try:
        organisation = read_organisation(vault.path.parent / FILE_NAME)
        areas = read_areas(organisation)
    except UserError as error:
        warnings.append(error)
        sensitive = tuple(area.id for area in content.areas().areas if area.sensitive)
        organisation = Organisation(closed_areas=sensitive)
        areas = read_areas(organisation)
    try:
        texts = read_zrm_texts(organisation.beside(organisation.zrm_texts))
    except UserError as error:
        warnings.append(error)
        texts = NONE
    return Session(vault, clock, organisation, areas, texts, tuple(warnings), language=language)
