"""From the files of `member/`, in any order, to one team; pure, and unmoved by hostile files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from app.sync import chain, heirs
from app.sync.chain import Chain, Entry
from app.sync.heirs import Claim, Claims
from app.sync.path import Path
from app.sync.signed import NewerError, TornError, file_id
from app.sync.team import Device, Refused, Team
from app.sync.votes import Heard

__all__ = ["Device", "Refused", "Team", "accepted", "counts", "evaluate"]

_OTHERS: Final = (b"DRQ", b"DRE")
"""Requests and proposals: they change nothing by themselves."""
_KIND: Final = 3


def evaluate(team: str, files: Iterable[bytes], heard: Callable[[], Heard] | None = None) -> Team:
    """The same for the same files, whatever their order and number of copies; never raises.

    At a fork, and only there, `heard` is asked whom the segments follow: the same for the same.
    """
    return _Reading(team, files, heard or Heard).team()


def accepted(
    team: Team,
    device: str,
    previous_of: Mapping[str, str | None],
    instead: Mapping[str, str] | None = None,
) -> frozenset[str]:
    """Segments of a removed device that count: those that its cut names, and what came before.

    `previous_of` says of each held segment which one it names; the way ends where one is lacking.
    `instead`: {id that an erasure took away: id of its replacement}.
    """
    replaced = instead or {}
    found: set[str] = set()
    for one in team.cuts.get(device, ()):
        at: str | None = one
        while at is not None and at not in found:
            found.add(at)
            at = replaced[at] if at in replaced else previous_of.get(at)
    return frozenset(found)


def counts(
    team: Team,
    device: str,
    segment: str,
    previous_of: Mapping[str, str | None],
    instead: Mapping[str, str] | None = None,
) -> bool:
    """Whether a segment is merged; never for a stranger's device. For many, see `accepted`."""
    if device in team.removed:
        return segment in accepted(team, device, previous_of, instead)
    return device in team.devices


class _Reading:
    """One evaluation."""

    def __init__(self, team: str, files: Iterable[bytes], heard: Callable[[], Heard]) -> None:
        self._team, self._heard = team, heard
        self._refused: set[Refused] = set()
        self._entries: dict[str, Entry] = {}
        self._claims: dict[str, Claim] = {}
        for data in {file_id(data): data for data in files}.values():
            self._read(data)

    def team(self) -> Team:
        founding = self._entries.get(self._team)
        if founding is None or founding.number:
            return self._nobody()
        claims = Claims(self._claims.values())
        try:
            path = Path(self._entries, lambda: Chain(founding, claims), self._heard)
        except TornError as error:
            self._refuse(self._team, error)
            return self._nobody()
        self._refused |= {Refused(name, "not_by_the_coordinator") for name in path.refused}
        return self._told(path.found, claims, path.forks)

    # ------------------------------------------------------------ reading

    def _read(self, data: bytes) -> None:
        kind = data[:_KIND]
        if kind in _OTHERS:
            return
        name = file_id(data)
        try:
            if kind == heirs.MAGIC[:_KIND]:
                claim = heirs.read_claim(data)
                self._ours(claim.team)
                self._claims[name] = claim
            else:
                entry = chain.read_entry(data)
                self._ours(entry.team or name)
                self._entries[name] = entry
        except TornError as error:
            self._refuse(name, error)

    def _ours(self, team: str) -> None:
        if team != self._team:
            raise TornError("other_team")

    def _refuse(self, name: str, error: TornError) -> None:
        reason = "newer_version" if isinstance(error, NewerError) else error.reason
        self._refused.add(Refused(name, reason))

    # ------------------------------------------------------------ telling

    def _nobody(self) -> Team:
        waiting = {*self._entries, *self._claims} - {one.id for one in self._refused}
        return Team(self._team, waiting=tuple(sorted(waiting)), refused=self._sorted())

    def _told(self, found: Chain, claims: Claims, forks: list[str]) -> Team:
        gone = found.gone | found.heirs.gone
        known = {**found.admitted, **found.heirs.devices}
        waiting = set(self._entries) - set(found.entries) - set(forks)
        for claim in claims.all:
            if claim.by not in known:
                waiting.add(claim.id)
            elif claim.id not in found.heirs.files:
                self._refused.add(Refused(claim.id, "not_by_the_device_or_taken"))
        self._refused |= {Refused(name, reason) for name, reason in found.void}
        return Team(
            self._team,
            found.head,
            found.number,
            found.coordinator,
            {name: known[name] for name in sorted(known) if name not in gone},
            {name: known[name] for name in sorted(known) if name in gone},
            {name: found.cuts.get(name, frozenset()) for name in sorted(known) if name in gone},
            dict(sorted(found.heirs.before.items())),
            found.recovery_sign,
            found.recovery_box,
            tuple(found.erasures),
            frozenset(found.deciders),
            tuple(found.entries),
            tuple(sorted(forks)),
            tuple(sorted(waiting - {one.id for one in self._refused})),
            self._sorted(),
            found.sheet_used,
        )

    def _sorted(self) -> tuple[Refused, ...]:
        return tuple(sorted(self._refused, key=lambda one: (one.id, one.reason)))
