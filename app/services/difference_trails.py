"""How one record came to where it stands: who wrote which value, and what stood there before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.services.fields import local
from app.storage.changes import canonical
from app.storage.registry import DELETED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.services.session import Session

_CHANGES = (
    "SELECT c.id, c.fields, c.replaces, c.device, c.counter, c.wall FROM changes c"
    " JOIN entities e ON e.key = c.entity WHERE e.space = ? AND e.kind = ? AND e.id = ?"
    " ORDER BY c.counter, c.device, c.id"
)


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote it, when (local, YYYY-MM-DDTHH:MM) and on which laptop.

    `name` is empty for a laptop that nobody vouches for. `laptop` counts from 1 where that member
    has more than one, else 0.
    """

    name: str
    when: str
    laptop: int
    here: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class _Step:
    id: str
    fields: dict[str, Any]
    replaces: dict[str, list[str]]
    device: str
    place: tuple[int, str, str]
    wall: str


class Laptops:
    """Whose laptop is which; asked once for many writers."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._owners = session.vault.authors()
        self._of: dict[str, list[str]] = {}
        for device, member in sorted(self._owners.items()):
            self._of.setdefault(member, []).append(device)

    def writer(self, device: str, wall: str) -> Writer:
        """Who writes on this laptop."""
        member = self._owners.get(device, "")
        own = self._of.get(member, [])
        vault = self._session.vault
        return Writer(
            name=self._session.member_name(member),
            when=local(wall),
            laptop=own.index(device) + 1 if len(own) > 1 else 0,
            here=device == vault.device_id,
            mine=bool(member) and member == vault.member_id,
        )


class Trail:
    """Every change of one record that this vault has, in the order in which they count."""

    def __init__(self, session: Session, space: str, kind: str, entity: str) -> None:
        rows = session.vault.query(_CHANGES, (space, kind, entity))
        self._steps = {
            row["id"]: _Step(
                row["id"], json.loads(row["fields"]), json.loads(row["replaces"]), row["device"],
                (row["counter"], row["device"], row["id"]), row["wall"],
            )
            for row in rows
        }  # fmt: skip

    def value(self, change: str, field: str) -> Any:  # noqa: ANN401 - any JSON value
        """What the change says of the field."""
        return self._steps[change].fields.get(field)

    def writer(self, laptops: Laptops, change: str) -> Writer:
        """Who wrote the change."""
        step = self._steps[change]
        return laptops.writer(step.device, step.wall)

    def origin(self, change: str, field: str) -> str:
        """The change that first said this, where undoing a settling said it again."""
        settling = self._steps[change].replaces.get(field, [])
        settled = self._steps.get(settling[0]) if len(settling) == 1 else None
        old = self._known(settled.replaces.get(field, []), field) if settled else []
        again = [
            step.id
            for step in self._steps.values()
            if step.replaces.get(field) == settling and step.device == self._steps[change].device
        ]
        values = [[self.value(one, field) for one in ids] for ids in (old, again)]
        by_the_same = settled is not None and settled.device == self._steps[change].device
        least = 1 if field == DELETED and by_the_same else 2
        if len(old) < least or not same(*values):
            return change
        return self.origin(old[again.index(change)], field)

    def before(self, heads: Iterable[str], field: str) -> str | None:
        """The newest change from which all these values came; None when they began apart."""
        above = [self._above(self.origin(head, field), field) for head in heads]
        common = set.intersection(*above) if above else set()
        known = self._known(common, field)
        return known[-1] if known else None

    def _above(self, change: str, field: str) -> set[str]:
        found: set[str] = set()
        todo = [change]
        while todo:
            for one in self._steps[todo.pop()].replaces.get(field, []):
                if one in self._steps and one not in found:
                    found.add(one)
                    todo.append(one)
        return found

    def _known(self, changes: Iterable[str], field: str) -> list[str]:
        steps = [self._steps[one] for one in changes if one in self._steps]
        return [step.id for step in sorted(steps, key=lambda s: s.place) if field in step.fields]


def same(one: object, other: object) -> bool:
    """Whether two stored values say the same."""
    return canonical(one) == canonical(other)
