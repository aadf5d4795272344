"""What sharing asks of an open vault: services add to its books who reads what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from app.sync.circle import Circles
    from app.sync.known import Worked
    from app.sync.ledger import Ledger
    from app.sync.shelf import Holdings


class Keeper(Protocol):
    """A vault that is open, with what its records say."""

    @property
    def ledger(self) -> Ledger: ...
    def holdings(self) -> Holdings:
        """What the ledger holds now; one and the same while the vault is open."""
        ...

    def worked(self) -> Worked:
        """What rounds worked out before; one and the same while the vault is open."""
        ...

    def prepare(self) -> None:
        """Drafts become changes."""
        ...

    def circles(self) -> Circles: ...
    def attachments(self) -> dict[str, int]:
        """{sealed file that a record here names: its size in bytes}."""
        ...

    def takes_attachments(self) -> bool:
        """Whether they are all fetched, and not when somebody opens one."""
        ...

    def differences(self) -> int:
        """How many are open."""
        ...

    def now(self) -> str:
        """Local date and time to the minute."""
        ...
