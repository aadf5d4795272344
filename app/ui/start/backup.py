"""What is to be put back: which file, and the passphrase that opens it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Backup:
    """A file and the passphrase it was sealed under; its repr shows neither.

    `aside`: no backup, but the vault that an earlier restore put aside.
    """

    file: Path = field(repr=False)
    passphrase: str = field(repr=False)
    aside: bool = False
