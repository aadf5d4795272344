"""Reading many files: some on their way at once, handed over in order, a handful in memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Final

from app.errors import UserError
from app.sync.share.contract import Missing, TooLarge

AT_ONCE: Final = 8
"""Requests on their way to a server."""


def in_order(
    read: Callable[[str], bytes], names: Iterable[str], at_once: int
) -> Iterator[tuple[str, bytes | Exception]]:
    """Never more than `at_once` results unread; other errors than a share's own are raised."""
    if at_once == 1:
        yield from _one_by_one(read, names)
        return
    waiting = iter(names)
    with ThreadPoolExecutor(at_once, thread_name_prefix="share") as pool:
        ahead: deque[tuple[str, Future[bytes | Exception]]] = deque()
        failed: UserError | None = None
        try:
            while True:
                if failed is None:
                    ahead.extend(
                        (name, pool.submit(_try, read, name))
                        for name in islice(waiting, at_once - len(ahead))
                    )
                if not ahead:
                    break
                name, future = ahead.popleft()
                result = failed or future.result()
                failed = result if isinstance(result, UserError) else None
                yield name, result
        finally:
            pool.shutdown(cancel_futures=True)
    if failed is not None:
        for name in waiting:
            yield name, failed


def _one_by_one(
    read: Callable[[str], bytes], names: Iterable[str]
) -> Iterator[tuple[str, bytes | Exception]]:
    failed: UserError | None = None
    for name in names:
        result = failed or _try(read, name)
        failed = result if isinstance(result, UserError) else None
        yield name, result


def _try(read: Callable[[str], bytes], name: str) -> bytes | Exception:
    try:
        return read(name)
    except (Missing, TooLarge, UserError) as error:
        return error
