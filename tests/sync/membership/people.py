"""Fictional laptops and teams, with keys that are the same in every run."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from app.clock import derived_id
from app.crypto.boxes import PRIVATE_BYTES, BoxKey
from app.crypto.recovery import RecoveryKeys
from app.crypto.signing import SigningKey
from app.model.sealed import Identity, Vote
from app.sync import chain, heirs, proposal, requests, signed
from app.sync.fields import spelled
from app.sync.files import Named, entry_named, named
from app.sync.membership import Team, evaluate
from app.sync.votes import Heard

SECRET = hashlib.sha256(b"sheet of Wijkteam Oost").digest()
SHEET = RecoveryKeys.of(SECRET)
NONCE = spelled(bytes(32))
SEGMENT = "a" * 40


def member(name: str) -> str:
    """The member's id."""
    return derived_id("member", name)


def laptop(name: str, which: int = 1) -> Identity:
    """Laptop number `which` of this person."""
    sign = hashlib.sha256(f"sign {name} {which}".encode()).digest()
    box = hashlib.shake_256(f"box {name} {which}".encode()).digest(PRIVATE_BYTES)
    return Identity(derived_id("laptop", name, str(which)), member(name), sign, box)


def keys_of(me: Identity) -> dict[str, str]:
    """What stands in bodies about this laptop."""
    return {
        "box": spelled(BoxKey(me.box).public),
        "device": me.device,
        "member": me.member,
        "sign": spelled(SigningKey(me.sign).public),
    }


AYSE, LUKASZ, SALMA, OERY, NUNEZ = map(
    laptop, ("Ayşe Çağlayan", "Łukasz Kowalski", "سلمى الحسيني", "Őry Gábor", "Íñigo Núñez")
)

FAKES = [laptop(f"Niemand {number}") for number in range(1, 6)]
"""People whom somebody made up."""


def sealed_entry(me: Identity | RecoveryKeys, number: int, body: dict[str, Any]) -> Named:
    """An entry with this body, whatever the rules say of it."""
    sign = me.sign if isinstance(me, RecoveryKeys) else SigningKey(me.sign)
    by = chain.RECOVERY if isinstance(me, RecoveryKeys) else me.device
    whole = {"by": by, "number": number, **body}
    return entry_named(number, signed.write(chain.MAGIC, whole, b"", sign))


def founding(me: Identity = AYSE) -> Named:
    """A founding entry that is the same in every run."""
    body = {
        "action": "found",
        "nonce": NONCE,
        "previous": None,
        "recovery_box": spelled(SHEET.box.public),
        "recovery_sign": spelled(SHEET.sign.public),
        **keys_of(me),
    }
    return sealed_entry(me, 0, body)


def mark_of(me: Identity) -> str:
    """Mark of the key with which this laptop signs."""
    return signed.mark(SigningKey(me.sign).public)


def claim(team: str, old: Identity, new: Identity, **other: Any) -> Named:
    """`new` goes on from `old`."""
    body = {"by": old.device, "team": team, **keys_of(new), **other}
    return named("successor", signed.write(heirs.MAGIC, body, b"", SigningKey(old.sign)))


def reasons(team: Team) -> set[str]:
    """Why files were refused, or entries void."""
    return {one.reason for one in team.refused}


@dataclass
class Log:
    """Files of a share, written one after the other."""

    files: list[bytes] = field(default_factory=lambda: [founding().data])
    votes: list[Vote] = field(default_factory=list)
    signs: dict[str, str] = field(default_factory=dict)
    """{mark: key} of those who said something."""
    own: Identity | None = None
    """Whose laptop reads, where that matters."""

    @property
    def id(self) -> str:
        return signed.file_id(self.files[0])

    @property
    def team(self) -> Team:
        """As who reads along sees it."""
        return evaluate(self.id, self.files, lambda: Heard(self.votes))

    def team_of(self, *line: Identity) -> Team:
        """As a laptop sees it that goes on from those named after it."""
        own = {one.device: SigningKey(one.sign).public for one in line}
        return evaluate(self.id, self.files, lambda: Heard(self.votes, own))

    def says(self, who: Identity, follows: str | None = None, number: int = 1) -> None:
        """Segment `number` of this laptop follows this entry, else the head."""
        self.signs[mark_of(who)] = keys_of(who)["sign"]
        self.votes.append(Vote(who.device, mark_of(who), follows or self.team.head, number))

    def under(self, number: int, me: Identity | RecoveryKeys, action: str, **more: Any) -> str:
        """An entry under that of this number, tried until it would stand first at a fork."""
        previous = self.team.entries[number]
        others = [signed.read(chain.MAGIC, one) for one in self.files if one[:4] == chain.MAGIC]
        least = min((one.id for one in others if one.body["previous"] == previous), default="g")
        body = {"action": action, "previous": previous, "team": self.id, **more}
        tries = (sealed_entry(me, number + 1, {**body, "try": at}) for at in count())
        return self.add(next(one for one in tries if one.id < least))

    def hang(
        self, previous: str, number: int, me: Identity | RecoveryKeys, action: str, **more: Any
    ) -> str:
        """An entry under any other, whatever the rules say of it."""
        body = {"action": action, "previous": previous, "team": self.id, **more}
        return self.add(sealed_entry(me, number, body))

    def add(self, file: Named) -> str:
        """Puts a file there; its id."""
        self.files.append(file.data)
        return file.id

    def write(self, me: Identity | RecoveryKeys, action: str, **more: Any) -> str:
        """An entry under the head, whatever the rules say of it."""
        team = self.team
        body = {"action": action, "previous": team.head, "team": team.id, **more}
        return self.add(sealed_entry(me, team.number + 1, body))

    def admit(self, me: Identity, new: Identity, **other: Any) -> str:
        """`me` lets `new` in."""
        return self.write(me, "admit", **{"request": "0" * 40, **keys_of(new), **other})

    def remove(self, me: Identity, cut: dict[str, list[str]] | None = None, **whom: str) -> str:
        return self.write(me, "remove", cut=cut or {}, **whom)

    def proposed(self, me: Identity, spaces: list[str], **other: Any) -> Named:
        """A proposal of this member."""
        body = {
            "by": me.member, "changes": [], "device": me.device, "nonce": NONCE,
            "spaces": spaces, "team": self.id, **other,
        }  # fmt: skip
        data = signed.write(proposal.MAGIC, body, b"", SigningKey(me.sign))
        return named("proposal", data)

    def request(self, new: Identity, **other: Any) -> requests.Request:
        team = self.team
        boss = [one for one in team.devices.values() if team.is_coordinator(one.member)]
        file = requests.make_request(self.id, new, "Salma", "Wijkteam Oost", boss, **other)
        return requests.read_request(file.data)


def team_of(*people: Identity) -> Log:
    """Ayşe coordinates; the others were let in, in this order."""
    log = Log()
    for one in people:
        log.admit(AYSE, one)
    return log


def let_in(one: Identity, **other: str) -> dict[str, Any]:
    return {"action": "admit", "request": "0" * 40, **keys_of(one), **other}


def bereft() -> Log:
    """Ayşe let Łukasz (1) and Salma (2) in; he coordinates (3), let her go (4), and Őry in (5)."""
    log = team_of(LUKASZ, SALMA)
    log.write(AYSE, "hand_over", member=LUKASZ.member)
    log.remove(LUKASZ, member=AYSE.member)
    log.admit(LUKASZ, OERY)
    return log


def false_side(log: Log, number: int, *also: Identity, over: bool = False) -> str:
    """What Ayşe can make under entry `number`, and all that it says of itself; its first id.

    She lets in whom she made up, each with a member's id of its own, and `also`; with `over` the
    first of them coordinates and lets in more.
    """
    people = [*FAKES, laptop("Łukasz Kowalski", 8), *also]
    at = first = log.under(number, AYSE, **let_in(people[0]))
    for place, one in enumerate(people[1:], start=number + 2):
        at = log.hang(at, place, AYSE, **let_in(one))
    if over:
        number += len(people)
        at = log.hang(at, number + 1, AYSE, "hand_over", member=FAKES[0].member)
        at = log.hang(at, number + 2, FAKES[0], **let_in(laptop("Niemand 9")))
    heir = laptop("Niemand 1", 77)
    log.add(claim(log.id, FAKES[0], heir))
    for one in (*FAKES, heir, AYSE, laptop("Łukasz Kowalski", 8)):
        log.says(one, at, 999)
    return first
