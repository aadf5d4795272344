"""The computer's own key store, where a share's password can stay between two meetings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Final

from app.errors import UserError
from app.sync.share.credentials import Credentials, from_json, to_json

SERVICE: Final = "drempel"


def remember(url: str, credentials: Credentials) -> None:
    """Raises UserError("share_no_key_store") on a computer without one, or with it locked."""
    secrets = to_json(credentials)
    with _store() as keyring:
        keyring.set_password(SERVICE, url, secrets)


def recall(url: str) -> Credentials | None:
    """None where nothing is kept for this share; raises UserError as `remember` does."""
    with _store() as keyring:
        kept: str | None = keyring.get_password(SERVICE, url)
    return None if kept is None else from_json(kept)


def forget(url: str) -> None:
    """What is not there is no error; raises UserError as `remember` does."""
    with _store() as keyring:
        try:
            keyring.delete_password(SERVICE, url)
        except keyring.errors.PasswordDeleteError:
            return


@contextmanager
def _store() -> Iterator[ModuleType]:
    """Each store also raises its system's own errors: Windows one that is not keyring's."""
    import keyring  # noqa: PLC0415 - a start without it is 0.2 s faster
    import keyring.errors  # noqa: PLC0415

    try:
        yield keyring
    except Exception:  # noqa: BLE001 - whatever it was, there is no store to keep a password in
        failed = True
    else:
        failed = False
    if failed:
        raise UserError("share_no_key_store")
