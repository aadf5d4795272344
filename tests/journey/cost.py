"""What the journey cost in key presses, clicks and seconds, and what it may cost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tests.journey.hand import Hand, Tally

DOCUMENT: Final = Path(__file__).resolve().parents[2] / "docs" / "registering-cost.md"
README: Final = DOCUMENT.parents[1] / "README.md"
MOST: Final = 90
"""Key presses and clicks that the whole job may take at most, free text apart."""


def recorded() -> int:
    """The number in the document's line for machines."""
    found = re.search(r"<!-- registering-cost: (\d+) -->", DOCUMENT.read_text(encoding="utf-8"))
    if found is None:
        raise AssertionError(f"no number in {DOCUMENT.name}")
    return int(found[1])


def promised() -> int:
    """The number in the README."""
    found = re.search(r"key presses and clicks \| \*\*(\d+)\*\* now", README.read_text("utf-8"))
    if found is None:
        raise AssertionError("no registering cost in the README")
    return int(found[1])


def table(hand: Hand) -> list[str]:
    """One line per part and one for the whole, as Markdown."""
    head = "| part | keys | clicks | actions | seconds | letters of free text | seconds |"
    lines = [_line(name, tally) for name, tally in hand.parts.items()]
    return [head, "|---|--:|--:|--:|--:|--:|--:|", *lines, _line("**together**", hand.total())]


def _line(name: str, tally: Tally) -> str:
    return (
        f"| {name} | {tally.keys} | {tally.clicks} | {tally.actions} | {tally.seconds:.0f} |"
        f" {tally.letters} | {tally.typing:.0f} |"
    )
