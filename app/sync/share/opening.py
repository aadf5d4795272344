"""Which share an address means: a folder or a server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from app.errors import UserError
from app.sync.share.credentials import AzureLogin, Credentials, S3Login, WebDavLogin, wrong_for
from app.sync.share.folder import Folder

if TYPE_CHECKING:
    from app.sync.share.contract import Share

SERVERS: Final = frozenset({"webdav", "webdavs", "s3", "az"})
"""Schemes of addresses that ask for credentials."""


def open_share(url: str, credentials: Credentials | None = None, *, begins: bool = False) -> Share:
    """Asks nothing of the place yet; with `begins` a folder is made, inside one that is there.

    Raises UserError: `share_url_wrong` for an address of no known kind, `share_credentials_wrong`
    for credentials of another kind than the address asks for.
    """
    if "://" not in url:
        return Folder(Path(url).expanduser().absolute(), begins=begins)
    parts = urlsplit(url)
    if parts.scheme == "file":
        if not (parts.netloc or parts.path):
            raise UserError("share_url_wrong")
        return Folder(Path(url2pathname(_host(parts.netloc) + parts.path)), begins=begins)
    check_server(url)
    return _server(url, parts.scheme, credentials)


def check_server(url: str) -> None:
    """Raises UserError("share_url_wrong"), so that nothing is asked for a wrong address."""
    parts = urlsplit(url)
    wrong = not parts.hostname or "@" in parts.netloc or parts.query or parts.fragment
    if wrong or parts.scheme not in SERVERS:
        raise UserError("share_url_wrong")


def _server(url: str, scheme: str, credentials: Credentials | None) -> Share:
    if scheme in {"webdav", "webdavs"}:
        from app.sync.share.webdav import WebDav  # noqa: PLC0415 - a folder needs no network

        if not isinstance(credentials, WebDavLogin | None):
            raise wrong_for(WebDavLogin)
        return WebDav(url, credentials)
    return _bucket(url, scheme, credentials)


def _bucket(url: str, scheme: str, credentials: Credentials | None) -> Share:
    from app.sync.share import bucket  # noqa: PLC0415 - a folder needs no network

    parts = urlsplit(url)
    name, prefix = parts.netloc, unquote(parts.path).strip("/")
    if scheme == "s3":
        if not isinstance(credentials, S3Login):
            raise wrong_for(S3Login)
        return bucket.s3(url, name, prefix, credentials)
    if not isinstance(credentials, AzureLogin):
        raise wrong_for(AzureLogin)
    return bucket.azure(url, name, prefix, credentials)


def _host(netloc: str) -> str:
    """`file://server/share` names a server's folder, as Windows has them."""
    return f"//{netloc}" if netloc and netloc != "localhost" else ""
