"""A share in a bucket: S3 and Azure Blob, where a file is there as a whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeVar

import obstore
from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import AzureStore, S3Store

from app.errors import UserError
from app.sync.share import contract
from app.sync.share.contract import Entry, Missing, TooLarge
from app.sync.share.many import AT_ONCE, in_order
from app.sync.share.wire import ANSWER_SECONDS, CONNECT_SECONDS, RETRIES

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig

    from app.sync.share.credentials import AzureLogin, S3Login

UPLOAD_SECONDS: Final = 600.0
"""For one whole file on a slow line."""
_REFUSED: Final = ("status code: 401", "status code: 403", "(code: 403)", "(code: AccessDenied)")
_UNTRUSTED: Final = "InvalidCertificate"
_FULL: Final = ("status code: 507", "QuotaExceeded", "XMinioStorageFull")
"""Amazon and Microsoft have no end; stores of one's own do."""
_RETRY_SECONDS: Final = 10.0
_Result = TypeVar("_Result")
_Store = S3Store | AzureStore


class Bucket:
    """Lists 1,000 (S3) or 5,000 (Azure) files in a round trip."""

    def __init__(self, url: str, store: Callable[[ClientConfig, RetryConfig], _Store]) -> None:
        self.url = url
        self._let_in = False
        retry: RetryConfig = {
            "max_retries": RETRIES,
            "retry_timeout": timedelta(seconds=_RETRY_SECONDS),
        }
        connect: ClientConfig = {"connect_timeout": timedelta(seconds=CONNECT_SECONDS)}
        answer = timedelta(seconds=ANSWER_SECONDS)
        upload = timedelta(seconds=UPLOAD_SECONDS)
        self._reader = store({**connect, "read_timeout": answer, "timeout": upload}, retry)
        self._writer = store({**connect, "timeout": upload}, retry)

    def listing(self, folder: str) -> list[Entry]:
        found = self._ask(lambda: obstore.list_with_delimiter(self._reader, folder or None))
        names = ((item["path"].rpartition("/")[2], item["size"]) for item in found["objects"])
        return sorted(
            (Entry(name, size) for name, size in names if size and contract.is_name(name)),
            key=lambda entry: entry.name,
        )

    def read(self, folder: str, name: str, limit: int) -> bytes:
        path = contract.place(folder, name)
        return self._ask(lambda: self._read(path, limit), absent=Missing)

    def read_all(
        self, folder: str, names: Iterable[str], limit: int
    ) -> Iterator[tuple[str, bytes | Exception]]:
        return in_order(lambda name: self.read(folder, name, limit), names, AT_ONCE)

    def write(self, folder: str, name: str, data: bytes) -> None:
        path = contract.place(folder, name, data)
        self._ask(
            lambda: obstore.put(
                self._writer,
                path,
                data,
                attributes={"Content-Type": contract.CONTENT},
                use_multipart=False,
            ),
            forbidden=contract.read_only,
        )

    def remove(self, folder: str, name: str) -> None:
        path = contract.place(folder, name)
        try:
            self._ask(
                lambda: obstore.delete(self._writer, path),
                absent=Missing,
                forbidden=contract.read_only,
            )
        except Missing:
            return

    def close(self) -> None:
        """Connections go with the store itself."""

    def _read(self, path: str, limit: int) -> bytes:
        found = obstore.get(self._reader, path)
        if found.meta["size"] > limit:
            raise TooLarge
        if not found.meta["size"]:
            raise Missing
        return bytes(found.bytes())

    def _ask(
        self,
        call: Callable[[], _Result],
        *,
        absent: Callable[[], Exception] | None = None,
        forbidden: Callable[[str], UserError] = contract.refused,
    ) -> _Result:
        """What the library says may quote an address with a signature: none of it is kept."""
        answer: Exception
        try:
            result = call()
        except FileNotFoundError:
            answer = absent() if absent else contract.away(self.url)
        except (PermissionDeniedError, UnauthenticatedError):
            answer = self._not_you(forbidden)
        except BaseError as error:
            answer = self._said(str(error), forbidden)
        else:
            self._let_in = True
            return result
        raise answer

    def _not_you(self, forbidden: Callable[[str], UserError]) -> UserError:
        return (forbidden if self._let_in else contract.refused)(self.url)

    def _said(self, text: str, forbidden: Callable[[str], UserError]) -> UserError:
        """Of listings and removals the library has no class of error that tells."""
        if any(mark in text for mark in _REFUSED):
            return self._not_you(forbidden)
        if _UNTRUSTED in text:
            return contract.untrusted(self.url)
        if any(mark in text for mark in _FULL):
            return contract.full(self.url)
        return contract.away(self.url)


def s3(url: str, bucket: str, prefix: str, login: S3Login) -> Bucket:
    certificate = login.certificate_text()

    def store(client: ClientConfig, retry: RetryConfig) -> S3Store:
        return S3Store(
            bucket,
            prefix=prefix or None,
            config={
                "access_key_id": login.access_key_id,
                "secret_access_key": login.secret_access_key.get_secret_value(),
                "region": login.region,
                **({"endpoint": login.endpoint} if login.endpoint else {}),
            },
            client_options=_client(client, login.endpoint, certificate),
            retry_config=retry,
        )

    return _bucket(url, store, login)


def azure(url: str, container: str, prefix: str, login: AzureLogin) -> Bucket:
    certificate = login.certificate_text()

    def store(client: ClientConfig, retry: RetryConfig) -> AzureStore:
        return AzureStore(
            container,
            prefix=prefix or None,
            config={
                "account_name": login.account,
                **({"account_key": login.key.get_secret_value()} if login.key else {}),
                **({"sas_key": login.sas.get_secret_value()} if login.sas else {}),
                **({"endpoint": login.endpoint} if login.endpoint else {}),
            },
            client_options=_client(client, login.endpoint, certificate),
            retry_config=retry,
        )

    return _bucket(url, store, login)


def _bucket(
    url: str, store: Callable[[ClientConfig, RetryConfig], _Store], login: S3Login | AzureLogin
) -> Bucket:
    """The library looks at a certificate in its own way, and at nothing else yet."""
    try:
        return Bucket(url, store)
    except BaseError as error:
        if login.certificate is None:
            raise
        raise login.certificate_refused() from error


def _client(client: ClientConfig, endpoint: str | None, certificate: str | None) -> ClientConfig:
    plain = endpoint is not None and endpoint.startswith("http://")
    trust: ClientConfig = {} if certificate is None else {"root_certificate": certificate}
    return {**client, **trust, "allow_http": plain}
