"""Plain HTTP to one server: bounded answers, few tries, no secrets in what is raised."""

from __future__ import annotations

import io
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import urllib3
from urllib3.exceptions import HTTPError, MaxRetryError, ProtocolError, SSLError

from app.sync.share import contract
from app.sync.share.contract import TooLarge
from app.sync.share.many import AT_ONCE

CONNECT_SECONDS: Final = 3.0
"""Three tries make an absent server a sentence within ten seconds."""
ANSWER_SECONDS: Final = 30.0
"""A server may think this long before its first byte, and between two."""
RETRIES: Final = 2
BLOCK: Final = 64 * 1024
"""Bytes sent in one go: a slow line has CONNECT_SECONDS for each, not for the whole file."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is no success has no body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Wire:
    """`share` is what errors name; `headers` go with each request, to this server alone."""

    def __init__(
        self, share: str, site: str, headers: Mapping[str, str], certificate: str | None
    ) -> None:
        self._share = share
        self._headers = headers
        trust = {}
        if site.startswith("https:"):
            trust["ssl_context"] = ssl.create_default_context()
            if certificate is not None:
                trust["ssl_context"].load_verify_locations(cadata=certificate)
        self._pool = urllib3.connection_from_url(
            site,
            maxsize=AT_ONCE,
            block=True,
            blocksize=BLOCK,
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=ANSWER_SECONDS),
            **trust,
        )

    def close(self) -> None:
        self._pool.close()

    def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | None = None,
        limit: int = BLOCK,
    ) -> Answer:
        """Raises TooLarge beyond `limit` bytes, UserError when nobody answers; never redirects."""
        told = contract.away
        try:
            return self._ask(method, path, {**self._headers, **headers}, body, limit)
        except HTTPError as error:
            reason = error.reason if isinstance(error, MaxRetryError) else error
            if isinstance(reason, SSLError):
                told = contract.untrusted
        raise told(self._share)

    def _ask(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None, limit: int
    ) -> Answer:
        response = self._pool.urlopen(
            method,
            path,
            body=None if body is None else io.BytesIO(body),
            headers=headers,
            retries=urllib3.Retry(
                RETRIES, redirect=False, status=0, allowed_methods=None, backoff_factor=0.1
            ),
            redirect=False,
            preload_content=False,
            decode_content=False,
        )
        try:
            if response.status >= HTTPStatus.MULTIPLE_CHOICES:
                response.read(BLOCK)
                return Answer(response.status, response.headers, b"")
            length = response.headers.get("Content-Length", "")
            if method != "HEAD" and length.isdecimal() and int(length) > limit:
                raise TooLarge
            data = response.read(limit + 1)
            if len(data) > limit:
                raise TooLarge
            if method != "HEAD" and length.isdecimal() and len(data) != int(length):
                raise ProtocolError("broken off")
            return Answer(response.status, response.headers, data)
        finally:
            if not response.closed:
                response.close()
            response.release_conn()
