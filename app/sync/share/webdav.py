"""A share on a WebDAV server: Nextcloud, Apache, a NAS."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus as Status
from typing import Final
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree as ET

from app.errors import UserError
from app.sync.share import contract
from app.sync.share.contract import Entry, Missing
from app.sync.share.credentials import WebDavLogin
from app.sync.share.many import AT_ONCE, in_order
from app.sync.share.wire import BLOCK, Answer, Wire

MAX_LISTING: Final = 64_000_000
"""Bytes; some 100,000 files."""
LEFTOVER: Final = timedelta(seconds=contract.LEFTOVER_SECONDS)
_ASKED: Final = (
    b'<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop>'
    b"<getcontentlength/><getlastmodified/></prop></propfind>"
)
_DONE: Final = frozenset({Status.OK, Status.CREATED, Status.NO_CONTENT})
_NO_PARENT: Final = frozenset({Status.CONFLICT, Status.NOT_FOUND})
_NOT_YOU: Final = frozenset({Status.UNAUTHORIZED, Status.FORBIDDEN})
"""Apache says the first to whom it knows and lets read, when they write."""
_FULL: Final = frozenset({Status.INSUFFICIENT_STORAGE, Status.REQUEST_ENTITY_TOO_LARGE})
_NO_DATE: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    size: int
    changed: datetime


class WebDav:
    """Each file goes up under a temporary name, is measured there, and is then moved."""

    def __init__(self, url: str, login: WebDavLogin | None) -> None:
        parts = urlsplit(url)
        self.url = url
        self._site = ("https://" if parts.scheme == "webdavs" else "http://") + parts.netloc
        self._base = quote(unquote(parts.path).rstrip("/"))
        self._let_in = False
        self._leftovers: dict[str, list[str]] = {}
        certificate = None if login is None else login.certificate_text()
        self._wire = Wire(url, self._site, _headers(login), certificate)

    def listing(self, folder: str) -> list[Entry]:
        """One round trip; another where the folder is not there."""
        answer = self._find(folder, "1")
        if answer.status == Status.NOT_FOUND:
            if self._find("", "0").status != Status.MULTI_STATUS:
                raise contract.away(self.url)
            return []
        if answer.status != Status.MULTI_STATUS:
            raise self._said(answer.status, contract.refused)
        try:
            found = list(_files(answer.body))
        except (ET.ParseError, ValueError):
            raise contract.away(self.url) from None
        end = _moment(answer.headers.get("Date")) - LEFTOVER
        self._leftovers[folder] = [
            file.name
            for file in found
            if contract.is_temporary(file.name) and _NO_DATE < file.changed < end
        ]
        whole = (file for file in found if file.size and contract.is_name(file.name))
        return sorted((Entry(file.name, file.size) for file in whole), key=lambda file: file.name)

    def read(self, folder: str, name: str, limit: int) -> bytes:
        answer = self._ask("GET", contract.place(folder, name), limit=limit)
        if answer.status == Status.NOT_FOUND or (answer.status == Status.OK and not answer.body):
            raise Missing
        if answer.status != Status.OK:
            raise self._said(answer.status, contract.refused)
        return answer.body

    def read_all(
        self, folder: str, names: Iterable[str], limit: int
    ) -> Iterator[tuple[str, bytes | Exception]]:
        return in_order(lambda name: self.read(folder, name, limit), names, AT_ONCE)

    def write(self, folder: str, name: str, data: bytes) -> None:
        path = contract.place(folder, name, data)
        temporary = contract.beside(folder, contract.temporary(secrets.token_hex(8)))
        status = self._put(temporary, data)
        if status in _NO_PARENT and folder:
            made = self._ask("MKCOL", f"{folder}/").status
            if made != Status.METHOD_NOT_ALLOWED:  # it is there already
                self._check(made)
            status = self._put(temporary, data)
        self._check(status)
        if self._ask("HEAD", temporary).headers.get("Content-Length") != str(len(data)):
            self._ask("DELETE", temporary)
            raise contract.full(self.url)
        onto = {"Destination": self._site + self._path(path), "Overwrite": "T"}
        self._check(self._ask("MOVE", temporary, onto).status)
        for leftover in self._leftovers.pop(folder, ()):
            self._ask("DELETE", contract.beside(folder, leftover))

    def remove(self, folder: str, name: str) -> None:
        status = self._ask("DELETE", contract.place(folder, name)).status
        if status != Status.NOT_FOUND:
            self._check(status)

    def close(self) -> None:
        self._wire.close()

    def _find(self, folder: str, depth: str) -> Answer:
        headers = {"Depth": depth, "Content-Type": "application/xml; charset=utf-8"}
        return self._ask("PROPFIND", contract.beside(folder, ""), headers, _ASKED, MAX_LISTING)

    def _put(self, path: str, data: bytes) -> int:
        return self._ask("PUT", path, {"Content-Type": contract.CONTENT}, data).status

    def _check(self, status: int) -> None:
        if status not in _DONE:
            raise self._said(status, contract.read_only)

    def _path(self, path: str) -> str:
        return f"{self._base}/{quote(path)}"

    def _ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        limit: int = BLOCK,
    ) -> Answer:
        length = {} if body is None else {"Content-Length": str(len(body))}
        answer = self._wire.ask(
            method, self._path(path), {**(headers or {}), **length}, body, limit
        )
        self._let_in = self._let_in or answer.status < Status.MULTIPLE_CHOICES
        return answer

    def _said(self, status: int, forbidden: Callable[[str], UserError]) -> UserError:
        if status in _NOT_YOU:
            return forbidden(self.url) if self._let_in else contract.refused(self.url)
        if status in _FULL:
            return contract.full(self.url)
        return contract.away(self.url)


def _headers(login: WebDavLogin | None) -> dict[str, str]:
    headers = {"User-Agent": "drempel"}
    if login is not None:
        pair = f"{login.username}:{login.password.get_secret_value()}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    return headers


def _files(body: bytes) -> Iterator[_Found]:
    """Raises ValueError or ParseError for what no well-behaved server says."""
    text = body.decode("utf-8")
    if "<!DOCTYPE" in text:
        raise ValueError("a listing needs no entities")
    for response in ET.fromstring(text).iter("{DAV:}response"):  # noqa: S314 - no entities, capped
        path = urlsplit(response.findtext("{DAV:}href", "").strip()).path
        size = response.findtext(".//{DAV:}getcontentlength", "")
        if not path.endswith("/") and size.isdecimal():
            changed = _moment(response.findtext(".//{DAV:}getlastmodified"))
            yield _Found(unquote(path.rsplit("/", 1)[-1]), int(size), changed)


def _moment(text: str | None) -> datetime:
    """The earliest moment there is for what is no date."""
    try:
        moment = parsedate_to_datetime(text or "")
    except ValueError:
        return _NO_DATE
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
