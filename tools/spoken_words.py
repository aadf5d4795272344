"""Writes the words that are read aloud or written on paper; `--check` only compares.

`spoken_candidates.txt` was picked by hand from `dutch.txt`: everyday words, no names, nothing
vulgar or sad, nothing of illness or crime. Here 2,048 of them are taken that nobody confuses.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
LISTS: Final = ROOT / "resources" / "wordlists"
CANDIDATES: Final = Path(__file__).with_name("spoken_candidates.txt")
SPOKEN: Final = LISTS / "spoken.txt"
COUNT: Final = 2048
_SHAPE: Final = re.compile("[a-z]{3,8}")
_ANY: Final = "?"
_SOUNDS: Final = tuple(
    (re.compile(spelled), heard)
    for spelled, heard in (
        ("sch", "sx"),
        ("ij", "ei"),
        ("ou", "au"),
        ("uw", "w"),
        ("ck", "k"),
        ("x", "ks"),
        ("qu", "kw"),
        ("ph", "f"),
        ("th", "t"),
        ("dt", "t"),
        ("c(?=[eiy])", "s"),
        ("c(?!h)", "k"),
        ("ch", "g"),
        ("y", "i"),
        ("z", "s"),
        ("v", "f"),
        ("d$", "t"),
        ("b$", "p"),
        (r"(.)\1", r"\1"),
        ("ea", "e"),
        ("ie", "i"),
        ("oe", "u"),
        ("eu", "o"),
    )
)


def sound(word: str) -> str:
    """Roughly what is heard: words that differ only in spelling become the same."""
    for spelled, heard in _SOUNDS:
        word = spelled.sub(heard, word)
    return word


class Apart:
    """Texts no two of which are equal or one letter (other, missing, extra) away."""

    def __init__(self) -> None:
        self._near: set[str] = set()
        self._texts: set[str] = set()
        self._shorter: set[str] = set()

    def admits(self, text: str) -> bool:
        return (
            self._near.isdisjoint(_swapped(text))
            and self._texts.isdisjoint(_shortened(text))
            and text not in self._shorter
        )

    def add(self, text: str) -> None:
        self._texts.add(text)
        self._near.update(_swapped(text))
        self._shorter.update(_shortened(text))


def choose(dutch: Iterable[str], candidates: Iterable[str], count: int = COUNT) -> list[str]:
    """The most common `count` candidates, in the alphabet; raises ValueError if there are fewer.

    No two are one letter apart, as spelled or as heard.
    """
    wanted = {word for word in candidates if _SHAPE.fullmatch(word)}
    spelled, heard = Apart(), Apart()
    chosen: list[str] = []
    for word in dutch:
        aloud = sound(word)
        if word in wanted and spelled.admits(word) and heard.admits(aloud):
            spelled.add(word)
            heard.add(aloud)
            chosen.append(word)
    if len(chosen) < count:
        raise ValueError(f"only {len(chosen)} words")
    return sorted(chosen[:count])


def text() -> str:
    """What `spoken.txt` must hold."""
    return "".join(f"{word}\n" for word in choose(_lines(LISTS / "dutch.txt"), _lines(CANDIDATES)))


def main(arguments: list[str]) -> int:
    """0 when the list is (now) as chosen, 1 when `--check` found that it is not."""
    wanted = text()
    if SPOKEN.exists() and SPOKEN.read_text(encoding="utf-8") == wanted:
        return 0
    if "--check" in arguments:
        print("spoken.txt is not what tools/spoken_words.py chooses", file=sys.stderr)
        return 1
    SPOKEN.write_text(wanted, encoding="utf-8", newline="\n")
    return 0


def _swapped(text: str) -> Iterator[str]:
    yield text
    for index in range(len(text)):
        yield text[:index] + _ANY + text[index + 1 :]


def _shortened(text: str) -> Iterator[str]:
    for index in range(len(text)):
        yield text[:index] + text[index + 1 :]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
