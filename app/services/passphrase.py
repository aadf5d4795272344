"""Another passphrase for this laptop, and with it another key if that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from app.services.patient_share import Pause
    from app.services.session import Session
    from app.services.sharing_jobs import Tell


LEAST: Final = 12
"""Characters of a passphrase for a vault: a screen refuses fewer, a command warns."""


def too_short(passphrase: str) -> bool:
    """Whether it has fewer than `LEAST` characters; of which kinds they are does not count."""
    return len(passphrase) < LEAST


def own_words(s: Session) -> tuple[str, ...]:
    """Words that make a passphrase no stronger: who and where I am."""
    me = s.me
    return (*me.name.split(), *me.organisation.split())


def change(s: Session, old: str, new: str) -> None:
    """The same key under another passphrase; raises UserError("wrong_passphrase").

    Who has an old copy of the vault's header and knows the old passphrase can still open today's
    vault: only `new_key` ends that.
    """
    s.vault.commit_drafts()
    s.vault.change_passphrase(old, new)


def new_key(s: Session, _pause: Pause, _tell: Tell, passphrase: str) -> None:
    """Everything is written again under another key; what was copied before opens nothing newer.

    Long work: it comes after other long work, which may hold the vault that is replaced here.
    Raises UserError, and keeps the key that was, when the passphrase is wrong or there is no room.
    """
    s.vault.commit_drafts()
    s.vault.rekey(passphrase)
