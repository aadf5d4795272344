"""Attachments: one sealed file each, named by what is in it (docs/sharing-format.md, section 6)."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Final

from app.crypto.frames import BLOB, OVERHEAD, open_frame, seal_frame
from app.crypto.seal import SealBrokenError
from app.errors import UserError
from app.sync import names
from app.sync.share.contract import Missing, TooLarge
from app.sync.signed import ID_DIGITS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.sync.ledger import Ledger
    from app.sync.report import Report
    from app.sync.share.contract import Share

MAGIC: Final = b"DRB1"
MOST_BYTES: Final = 64 * 1024 * 1024
"""Largest file before sealing, in bytes."""
MOST_SEALED: Final = MOST_BYTES + OVERHEAD + len(MAGIC)


def seal(key: bytes, content: bytes, salt: bytes | None = None) -> bytes:
    """The whole file as it lies in vault and share; `salt` is for test vectors."""
    if len(content) > MOST_BYTES:
        raise ValueError("larger than the format allows")
    return MAGIC + seal_frame(key, content, b"", BLOB, salt)


def unseal(key: bytes, sealed: bytes) -> bytes:
    """The content; raises UserError("attachment_newer") or ("attachment_torn")."""
    if sealed[:3] == MAGIC[:3] and sealed[3:4] > MAGIC[3:]:
        raise UserError("attachment_newer")
    if sealed[: len(MAGIC)] != MAGIC:
        raise UserError("attachment_torn")
    try:
        return open_frame(key, sealed[len(MAGIC) :], b"", BLOB)
    except (SealBrokenError, ValueError) as error:
        raise UserError("attachment_torn") from error


def id_of(sealed: bytes) -> str:
    """What the file is called: other bytes have another name."""
    return hashlib.sha256(sealed).hexdigest()[:ID_DIGITS]


def fetch(
    ledger: Ledger, share: Share, name: str, breathe: Callable[[], object] = lambda: None
) -> bytes:
    """Takes one sealed file from the share into the vault; `breathe` comes between its pieces.

    Raises UserError("attachment_missing"), or ("attachment_torn") for other bytes than its name
    says: nothing of those is kept, and the next try may find them whole.
    """
    if not names.is_blob(name):
        raise UserError("attachment_torn")
    try:
        sealed = share.read(names.BLOB, name, MOST_SEALED)
    except Missing as error:
        raise UserError("attachment_missing") from error
    except TooLarge as error:
        raise UserError("attachment_torn") from error
    if id_of(sealed) != name:
        raise UserError("attachment_torn")
    ledger.put_blob(name, sealed, len(sealed), breathe)
    return sealed


def level(
    ledger: Ledger,
    share: Share,
    named: Mapping[str, int],
    report: Report,
    step: Callable[[int, int], None],
    *,
    take: bool,
) -> list[str]:
    """The share gets what it lacks of what this vault holds; ids of what lies there then.

    `named`: {blob that a record names: its sealed size}. One file at a time, so that stopping is
    harmless; `take` fetches those that are not here. What an erasure named is removed.
    """
    gone = ledger.erased_blobs() - named.keys()
    if not (named or gone):
        return []
    here = {name: size for name, size, present in ledger.blobs() if present and name in named}
    there = {one.name: one.size for one in share.listing(names.BLOB) if names.is_blob(one.name)}
    for name in sorted(gone & there.keys()):
        share.remove(names.BLOB, name)
        del there[name]
    lacking = sorted(name for name, size in here.items() if there.get(name) != size)
    wanted = sorted((named.keys() & there.keys()) - here.keys()) if take else []
    for done, name in enumerate(lacking + wanted):
        here_now = partial(step, done, len(lacking) + len(wanted))
        here_now()
        if name in here:
            _put(ledger, share, name)
            there[name] = here[name]
        else:
            _take(ledger, share, name, report, here_now)
    return sorted(there.keys() & named.keys())


def _put(ledger: Ledger, share: Share, name: str) -> None:
    sealed = ledger.blob(name)
    if sealed:
        share.write(names.BLOB, name, sealed)


def _take(
    ledger: Ledger, share: Share, name: str, report: Report, breathe: Callable[[], object]
) -> None:
    try:
        fetch(ledger, share, name, breathe)
    except UserError as error:
        if error.id not in {"attachment_missing", "attachment_torn"}:
            raise
        report.refuse(f"{names.BLOB}/{name}", "not_whole")
