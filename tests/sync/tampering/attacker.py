"""Somebody who holds the keys of one laptop and writes what no honest program writes."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.crypto.boxes import seal_box
from app.crypto.signing import SigningKey
from app.model.base import TEAM_SPACE, dossier_space
from app.services import team
from app.sync import entries, keys, proposal, segment
from app.sync.signed import canonical
from tests.sync.rounds.conftest import HOUSEHOLD, Office

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.model.sealed import SpaceKey
    from app.services.session import Session
    from app.sync.segment import Box, Frame

DOSSIER = dossier_space(HOUSEHOLD)
Duo = tuple["Session", "Session"]


@dataclass
class Attacker:
    """Writes signed segments of `session`'s laptop straight into the folder."""

    office: Office
    session: Session
    number: int = 5000
    wrote: list[str] = field(default_factory=list)

    @property
    def device(self) -> str:
        return team.identity(self.session).device

    @property
    def team(self) -> str:
        return team.the_team(self.session).id

    def key(self, space: str = TEAM_SPACE) -> SpaceKey:
        """The newest key of a space that this laptop holds."""
        return self.session.vault.sharing.space_keys(space)[-1]

    def frame(self, lines: Iterable[bytes], space: str = TEAM_SPACE) -> Frame:
        """A good seal around these lines, for the next segment."""
        place = (self.team, self.device, self.number + 1)
        return segment.seal_lines(self.key(space).key, space, place, lines)

    def boxes(self, given: dict[str, Any], *to: str) -> list[Box]:
        """The same false keys for each of these laptops."""
        return [self.box(to_, {"keys": [given]}) for to_ in to]

    def box(self, to: str, content: Any) -> Box:
        """A good box around whatever this is."""
        text = content if isinstance(content, bytes) else canonical(content)
        public = team.the_team(self.session).devices[to].box
        info = keys.info(self.team, self.device, to)
        return segment.Box(to, seal_box(public, segment.pack_lines([text]), info))

    def put(self, frames: Sequence[Frame] = (), boxes: Sequence[Box] = (), **other: Any) -> str:
        """Signs and shares a segment; its name."""
        self.number += 1
        parts: dict[str, Any] = {
            "team": self.team, "device": self.device, "number": self.number, "previous": None,
            "carries": True, "follows": team.the_team(self.session).head, **other,
        }  # fmt: skip
        sign = SigningKey(team.identity(self.session).sign)
        data = segment.write(sign, boxes=boxes, frames=frames, **parts)
        name = str(segment.read(data).name)
        (self.office.folder / "log" / name).write_bytes(data)
        self.wrote.append(name)
        return name


def false_key(
    space: str, by: str, devices: Iterable[str], key: bytes = b"k" * 32
) -> dict[str, Any]:
    """A key as it stands in a box, whatever is true of it."""
    text = base64.b64encode(key).decode()
    return {"by": by, "devices": sorted(devices), "key": text, "space": space}


def erase_something(office: Office, duo: Duo, *, level: bool = True) -> None:
    """Two members erase a dossier that nobody has: from then on replacements may come."""
    first, second = duo
    known = team.the_team(first)
    asked = proposal.propose(known, team.identity(second), spaces=["d:none"])
    entry = entries.erase(known, team.identity(first), proposal.read_proposal(asked.data))
    first.vault.sharing.keep_member_files({asked.name: asked.data, entry.name: entry.data})
    if level:
        office.level()
        assert team.the_team(second).erasures
