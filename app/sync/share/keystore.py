"""The computer's own key store, where a share's password can stay between two meetings."""

from __future__ import annotations

from typing import Final

import keyring
from keyring.errors import KeyringError, PasswordDeleteError

from app.errors import UserError
from app.sync.share.credentials import Credentials, from_json, to_json

SERVICE: Final = "drempel"


def remember(url: str, credentials: Credentials) -> None:
    """Raises UserError("share_no_key_store") on a computer without one, or with it locked."""
    try:
        keyring.set_password(SERVICE, url, to_json(credentials))
    except KeyringError:
        raise UserError("share_no_key_store") from None


def recall(url: str) -> Credentials | None:
    """None where nothing is kept for this share; raises UserError as `remember` does."""
    try:
        kept = keyring.get_password(SERVICE, url)
    except KeyringError:
        raise UserError("share_no_key_store") from None
    return None if kept is None else from_json(kept)


def forget(url: str) -> None:
    """What is not there is no error; raises UserError as `remember` does."""
    try:
        keyring.delete_password(SERVICE, url)
    except PasswordDeleteError:
        return
    except KeyringError:
        raise UserError("share_no_key_store") from None
