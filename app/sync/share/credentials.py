"""What opens a share: from a file that only its owner reads, or the computer's own key store."""

from __future__ import annotations

import json
import os
import ssl
import stat
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    SecretStr,
    StringConstraints,
    ValidationError,
    model_validator,
)

from app.errors import UserError

MAX_BYTES: Final = 64 * 1024
"""Of a credentials file: beyond this it is some other file."""

_Text = Annotated[str, StringConstraints(min_length=1)]


class _Login(BaseModel):
    """Secrets show in no repr, log or error."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, str_strip_whitespace=True
    )

    certificate: Path | None = None
    """PEM file with the certificate authority of a server of one's own."""

    def certificate_text(self) -> str | None:
        """Raises UserError when the file named cannot be read, or holds no certificate."""
        if self.certificate is None:
            return None
        try:
            text = self.certificate.read_text(encoding="ascii")
        except (OSError, ValueError) as error:
            raise _unreadable(self.certificate) from error
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=text)
        except (ssl.SSLError, ValueError) as error:
            raise self.certificate_refused() from error
        return text

    def certificate_refused(self) -> UserError:
        """Of a certificate that this computer cannot go by."""
        return UserError("share_certificate_wrong", file=str(self.certificate))


class WebDavLogin(_Login):
    username: _Text
    password: SecretStr


class S3Login(_Login):
    access_key_id: _Text
    secret_access_key: SecretStr
    region: _Text
    endpoint: _Text | None = None
    """`https://…` of a store that is not Amazon's."""


class AzureLogin(_Login):
    """With either the account's key or a signature (SAS) for one container."""

    account: _Text
    key: SecretStr | None = None
    sas: SecretStr | None = None
    endpoint: _Text | None = None
    """`https://…` of a store that is not Microsoft's public cloud; ends in the account there."""

    @model_validator(mode="after")
    def _one_secret(self) -> Self:
        if (self.key is None) == (self.sas is None):
            raise ValueError("either key or sas")
        return self


Credentials = WebDavLogin | S3Login | AzureLogin
EXPECTED: Final[dict[type[Credentials], str]] = {
    WebDavLogin: "username, password",
    S3Login: "access_key_id, secret_access_key, region",
    AzureLogin: "account, key",
}
"""What a person must fill in for each."""


def read_credentials(path: Path) -> Credentials:
    """Raises UserError: unreadable, readable by others (POSIX), or not what any share needs."""
    try:
        with path.open("rb") as file:
            if os.name == "posix" and stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise UserError("share_credentials_open", file=str(path))
            data = file.read(MAX_BYTES)
    except OSError as error:
        raise _unreadable(path) from error
    return from_json(data)


def from_json(data: bytes | str) -> Credentials:
    """Raises UserError("share_credentials_wrong"), that shows nothing of what was there."""
    try:
        loaded = json.loads(data)
    except ValueError:
        raise _wrong(" / ".join(EXPECTED.values())) from None
    for kind, expected in EXPECTED.items():
        if isinstance(loaded, dict) and expected.split(",", 1)[0] in loaded:
            try:
                return kind.model_validate(loaded)
            except ValidationError:
                raise _wrong(expected) from None
    raise _wrong(" / ".join(EXPECTED.values()))


def to_json(credentials: Credentials) -> str:
    """With the secrets: for the key store alone."""
    plain = {
        name: value.get_secret_value() if isinstance(value, SecretStr) else str(value)
        for name, value in credentials
        if value is not None
    }
    return json.dumps(plain)


def wrong_for(kind: type[Credentials]) -> UserError:
    """Tells what should have been there."""
    return _wrong(EXPECTED[kind])


def _wrong(expected: str) -> UserError:
    return UserError("share_credentials_wrong", expected=expected)


def _unreadable(path: Path) -> UserError:
    return UserError("share_credentials_unreadable", file=str(path))
