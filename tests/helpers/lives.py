"""What lives lived from a seed have in common, whoever lives them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


@contextmanager
def a_life(did: Sequence[str], end: Callable[[], object]) -> Iterator[None]:
    """What fails in it is printed with what was done until then; `end` comes in any case."""
    try:
        yield
    except BaseException:
        print("\n".join(did))  # noqa: T201 - pytest shows it beside the failure
        raise
    finally:
        end()
