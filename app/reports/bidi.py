"""Embedding levels of a paragraph (Unicode bidirectional algorithm) and the order of its runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from unicodedata import bidirectional

from bidi import algorithm

_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
_REMOVED: Final = frozenset({"BN"})


def has_rtl(text: str) -> bool:
    """Say whether any letter runs from right to left."""
    return not text.isascii() and any(bidirectional(letter) in _RIGHT_TO_LEFT for letter in text)


def levels(text: str) -> tuple[int, list[int]]:
    """Return the base level of a paragraph and one level per letter; odd runs right to left.

    The text holds no explicit direction marks (`text.clean` takes them out).
    """
    if not has_rtl(text):
        return 0, [0] * len(text)
    base = algorithm.get_base_level(text)
    storage: Any = algorithm.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = ("L", "R")[base]
    algorithm.get_embedding_levels(text, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    found = iter(storage["chars"])
    result: list[int] = []
    for letter in text:
        if bidirectional(letter) in _REMOVED:
            result.append(result[-1] if result else base)
        else:
            result.append(int(next(found)["level"]))
    return base, result


def visual_order(run_levels: Sequence[int]) -> list[int]:
    """Return the indexes of runs in the order in which they stand from left to right (rule L2)."""
    order = list(range(len(run_levels)))
    odd = [level for level in run_levels if level % 2]
    if not odd:
        return order
    for level in range(max(run_levels), min(odd) - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and run_levels[order[end]] >= level:
                end += 1
            if end > start:
                order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return order
