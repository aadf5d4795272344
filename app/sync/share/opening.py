"""Which share an address means: a folder or a server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from app.errors import UserError
from app.sync.share.folder import Folder

if TYPE_CHECKING:
    from app.sync.share.contract import Share
    from app.sync.share.credentials import Credentials


def open_share(url: str, credentials: Credentials | None = None) -> Share:
    """Asks nothing of the place yet.

    Raises UserError: `share_url_wrong` for an address of no known kind, `share_credentials_wrong`
    for credentials of another kind than the address asks for.
    """
    if "://" not in url:
        return Folder(Path(url).expanduser().absolute())
    parts = urlsplit(url)
    if parts.scheme == "file":
        return Folder(Path(url2pathname(_host(parts.netloc) + parts.path)))
    raise UserError("share_url_wrong")


def _host(netloc: str) -> str:
    """`file://server/share` names a server's folder, as Windows has them."""
    return f"//{netloc}" if netloc and netloc != "localhost" else ""
