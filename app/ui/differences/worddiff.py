"""Which words differ between texts; pure, so that it is tested without a screen."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

Pieces = list[tuple[str, bool]]
"""A text cut up: (words, whether they differ); joined they are the text again."""

MOST_TOKENS: Final = 4_000
"""Longer texts, about six pages, are shown unmarked: comparing them would keep a person waiting."""
LEAST_IN_COMMON: Final = 0.25
"""Share of words in common under which marking would mark nearly all, and so tell nothing."""
_TOKENS: Final = re.compile(r"\s+|\w+|[^\w\s]")
_SENTENCES: Final = re.compile(r"[^.!?\n]*(?:[.!?]+|\n+|$)\s*")


def marked(text: str, others: Sequence[str]) -> Pieces:
    """The text with what any of the others does not say there, marked."""
    words = _TOKENS.findall(text)
    differs = [False] * len(words)
    for other in others:
        for at in _unmatched(words, _TOKENS.findall(other)):
            differs[at] = True
    return _joined(words, differs)


def gone(text: str, others: Sequence[str]) -> Pieces:
    """The text with what none of the others says any more, marked."""
    words = _TOKENS.findall(text)
    lost = set(range(len(words)))
    for other in others:
        lost &= set(_unmatched(words, _TOKENS.findall(other)))
    return _joined(words, [at in lost for at in range(len(words))])


def combined(texts: Sequence[str]) -> str:
    """All texts as one to go on with: what they share once, then what each adds, in order."""
    whole = _sentences(texts[0])
    for text in texts[1:]:
        whole = _merged(whole, _sentences(text))
    joiner = "\n" if any("\n" in text for text in texts) else " "
    return joiner.join(whole)


def _unmatched(words: list[str], other: list[str]) -> list[int]:
    """Places in `words` of what `other` does not say; gaps between words say nothing."""
    if len(words) > MOST_TOKENS or len(other) > MOST_TOKENS:
        return []
    spoken = [at for at, word in enumerate(words) if not word.isspace()]
    heard = [word for word in other if not word.isspace()]
    said = _matched([words[at] for at in spoken], heard)
    if len(said) < LEAST_IN_COMMON * len(spoken):
        return []
    return [at for number, at in enumerate(spoken) if number not in said]


def _matched(words: list[str], other: list[str]) -> set[int]:
    """Places of `words` that `other` says too; most texts differ in the middle only."""
    least = min(len(words), len(other))
    head = next((n for n in range(least) if words[n] != other[n]), least)
    left = least - head
    tail = next((n for n in range(left) if words[-1 - n] != other[-1 - n]), left)
    one, two = words[head : len(words) - tail], other[head : len(other) - tail]
    blocks = SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()
    inside = {head + at for block in blocks for at in range(block.a, block.a + block.size)}
    return {*range(head), *inside, *range(len(words) - tail, len(words))}


def _joined(words: list[str], differs: list[bool]) -> Pieces:
    pieces: Pieces = []
    for at, word in enumerate(words):
        mark = differs[at]
        if word.isspace():  # a gap belongs to the words around it
            mark = 0 < at < len(words) - 1 and differs[at - 1] and differs[at + 1]
        if pieces and pieces[-1][1] == mark:
            pieces[-1] = (pieces[-1][0] + word, mark)
        else:
            pieces.append((word, mark))
    return pieces


def _sentences(text: str) -> list[str]:
    return [found.strip() for found in _SENTENCES.findall(text) if found.strip()]


def _merged(one: list[str], other: list[str]) -> list[str]:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    whole: list[str] = []
    for what, a, b, c, d in matcher.get_opcodes():
        whole += one[a:b]
        whole += [] if what == "equal" else other[c:d]
    return whole
