"""What laptops say that they hold, beside what is held here; of many segments, quickly."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from app.model.sealed import Seen

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

MOST_GAPS: Final = 100
"""Numbers of one device that are named as lacking: what another says of them may be false."""
_NOTHING: Final = Seen()


def lacks(carried: Mapping[str, list[int]], device: str, seen: Mapping[str, Seen]) -> bool:
    """Whether there are changes of others of which `device` did not say that it holds them.

    `carried`: {device: numbers of its segments with changes, in order}.
    """
    return any(
        other != device and not seen.get(other, _NOTHING).covers_all(numbers)
        for other, numbers in carried.items()
    )


def taken_over(
    up_to_date: Mapping[str, bool],
    heirs: Mapping[str, Collection[str]],
    seen: Mapping[str, Mapping[str, Seen]],
) -> list[str]:
    """Devices that nobody has to wait for: one that goes on from them is up to date.

    Who lives on beside his copy says so by what he holds of it: from then on he is waited for.
    `heirs`: {device from which others go on: all of these}.
    """
    return [
        device
        for device, after in heirs.items()
        if any(up_to_date.get(one) for one in after)
        and not seen.get(device, {}).keys() & set(after)
    ]


def gaps(here: Mapping[str, Seen], seen: Mapping[str, Mapping[str, Seen]]) -> dict[str, list[int]]:
    """{device: the first numbers that another laptop says it holds and that are not `here`}."""
    found: dict[str, set[int]] = {}
    for said in seen.values():
        for device, what in said.items():
            have = here.get(device, _NOTHING)
            if what.prefix <= have.prefix and what.extras <= have.extras:
                continue
            told = chain(range(have.prefix + 1, what.prefix + 1), sorted(what.extras))
            lacking = set(islice((one for one in told if not have.covers(one)), MOST_GAPS))
            if lacking:
                found.setdefault(device, set()).update(lacking)
    return {device: sorted(lacking)[:MOST_GAPS] for device, lacking in sorted(found.items())}
