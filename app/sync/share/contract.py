"""What every share promises, whatever keeps its files; docs/sharing-format.md names the files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, Protocol

from app.errors import UserError

MAX_NAME: Final = 120
"""Characters in a file name: fits every file system and object store, folders and all."""

LEFTOVER_SECONDS: Final = 24 * 3600
"""A temporary file this old belongs to a write that will never end."""
CONTENT: Final = "application/octet-stream"
"""What servers are told a sealed file is."""

_TEMPORARY: Final = ("~drempel-", ".tmp")
"""Begin and end of a half-written file's name; OneDrive and Nextcloud leave such names alone."""
_FILE: Final = re.compile(rf"[a-z0-9][a-z0-9._-]{{0,{MAX_NAME - 1}}}(?<!\.)")
_FOLDER: Final = re.compile(r"(?:[a-z][a-z0-9-]{0,30})?")


class Missing(Exception):  # noqa: N818 - the contract's word
    """This one file is not there, not whole or not readable now; the share itself is in reach."""


class TooLarge(Exception):  # noqa: N818 - the contract's word
    """This one file is larger than the reader asked for; nothing of it was kept."""


class Entry(NamedTuple):
    """A whole file: `size` in bytes, never 0."""

    name: str
    size: int


class Share(Protocol):
    """Flat folders of immutable, never empty files; the folder "" is the root itself.

    Names are lower case, for file systems that tell no case apart. Methods may be called from one
    thread at a time. Each raises UserError (`share_away`, `share_refused`, `share_full`,
    `share_read_only`) when the place as a whole does not answer or does not allow.
    """

    url: str
    """What `open_share` takes to come here again; holds no credentials."""

    def listing(self, folder: str) -> list[Entry]:
        """Every whole file of one folder, by name; empty where there is no such folder."""
        ...

    def read(self, folder: str, name: str, limit: int) -> bytes:
        """All bytes of one file; raises Missing, or TooLarge beyond `limit` bytes."""
        ...

    def read_all(
        self, folder: str, names: Iterable[str], limit: int
    ) -> Iterator[tuple[str, bytes | Exception]]:
        """What `read` returns or raises for each name, in the order asked for.

        Holds a handful of files in memory, however many are asked for. Once the share itself
        fails, each later name gets that same error at once. Use it up or close it.
        """
        ...

    def write(self, folder: str, name: str, data: bytes) -> None:
        """The file is whole and lasting, or as it was before; writing it again is harmless."""
        ...

    def remove(self, folder: str, name: str) -> None:
        """What is not there is no error."""
        ...

    def close(self) -> None: ...


def place(folder: str, name: str, data: bytes = b"x") -> str:
    """`folder/name`; ValueError for a name that no share can hold, and for an empty file."""
    if not is_name(name) or not _FOLDER.fullmatch(folder):
        raise ValueError("no share holds such a name")
    if not data:
        raise ValueError("a shared file is never empty")
    return beside(folder, name)


def beside(folder: str, name: str) -> str:
    """`folder/name`, or `name` in the root."""
    return f"{folder}/{name}" if folder else name


def temporary(token: str) -> str:
    """What a file is called until it is whole."""
    return token.join(_TEMPORARY)


def is_temporary(name: str) -> bool:
    return name.startswith(_TEMPORARY[0]) and name.endswith(_TEMPORARY[1])


def is_name(name: str) -> bool:
    """False for what others left behind: temporary, `… (1)`, `.sync-conflict` with capitals."""
    return _FILE.fullmatch(name) is not None


def away(url: str) -> UserError:
    return UserError("share_away", place=url)


def refused(url: str) -> UserError:
    return UserError("share_refused", place=url)


def full(url: str) -> UserError:
    return UserError("share_full", place=url)


def read_only(url: str) -> UserError:
    return UserError("share_read_only", place=url)


def untrusted(url: str) -> UserError:
    return UserError("share_untrusted", place=url)
