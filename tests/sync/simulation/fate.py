"""One seed decides the keys and ids of a team too, so that a seed that failed fails again."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

from app.crypto import boxes, signing
from app.crypto.boxes import BoxKey
from app.crypto.signing import SigningKey
from app.sync import membership, segment, signed

if TYPE_CHECKING:
    from app.sync.segment import Content, Frame, Segment
    from app.sync.team import Team
    from app.sync.votes import Heard

_SIGN_BYTES: Final = 32


@contextmanager
def fated(seed: int) -> Iterator[None]:
    """Keys and ids follow from `seed`; only the boxes to laptops stay as random as they are.

    What is pure is worked out once for all laptops: whether a signature holds, what bytes say as a
    file, a segment or a frame, and which team follows from the same files, where no fork makes it
    depend on votes as well.
    """
    chance = Random(f"fate {seed}")

    def token_bytes(size: int = 32) -> bytes:
        return chance.randbytes(size)

    def token_hex(size: int = 32) -> str:
        return chance.randbytes(size).hex()

    really, known = membership.evaluate, dict[tuple[str, frozenset[bytes]], "Team"]()

    def evaluate(
        team: str, files: Iterable[bytes], heard: Callable[[], Heard] | None = None
    ) -> Team:
        said = (team, frozenset(files))
        if said not in known:
            known[said] = really(team, said[1])
        return really(team, said[1], heard) if known[said].forks else known[said]

    opens, opened = segment.open_lines, dict[tuple[str, "Frame", bytes], "Content"]()

    def open_lines(found: Segment, frame: Frame, key: bytes) -> Content:
        said = (found.id, frame, key)
        if said not in opened:
            opened[said] = opens(found, frame, key)
        return opened[said]

    with (
        patch.object(secrets, "token_bytes", token_bytes),
        patch.object(secrets, "token_hex", token_hex),
        patch.object(SigningKey, "generate", lambda: SigningKey(token_bytes(_SIGN_BYTES))),
        patch.object(BoxKey, "generate", lambda: BoxKey(token_bytes(boxes.PRIVATE_BYTES))),
        patch.object(signed, "verify", lru_cache(maxsize=None)(signing.verify)),
        patch.object(signed, "read", lru_cache(maxsize=None)(signed.read)),
        patch.object(segment, "read", lru_cache(maxsize=None)(segment.read)),
        patch.object(segment, "open_lines", open_lines),
        patch.object(membership, "evaluate", evaluate),
    ):
        yield
