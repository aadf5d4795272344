"""Words that stand on no disk, open and sealed: `app.services.unkept` fills and empties it."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.target import Target


@dataclass(frozen=True, slots=True)
class Words:
    """As a field sent them; `between` set: they go behind what stands there, with that between."""

    target: Target
    part: str
    text: str
    seen: str | None = None
    between: str | None = None

    def __repr__(self) -> str:
        """Never what people wrote."""
        return f"<words for {self.target.kind}>"


@dataclass(frozen=True, slots=True)
class Sealed:
    """Words of `number` fields that only the vault they belong to opens, once it is unlocked."""

    number: int
    sealed: bytes


class Unkept:
    """What was typed in an open vault and stands on no disk."""

    def __init__(self) -> None:
        self.typed: dict[tuple[str, ...], Words] = {}
        """Of fields on a screen, which try again themselves."""
        self.back: list[tuple[Words, object]] = []
        """From before a lock, each with what its field showed then: `again` tries these."""

    def __len__(self) -> int:
        return len(self.typed) + len(self.back)

    def let_go(self, kind: str, entity: str) -> None:
        """Who calls has the words of this record elsewhere."""
        self.typed = {key: one for key, one in self.typed.items() if key[:2] != (kind, entity)}
