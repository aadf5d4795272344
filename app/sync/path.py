"""The way through the entries: at a fork the sheet decides, then the team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.sync import chain
from app.sync.chain import Chain, Entry
from app.sync.team import Device
from app.sync.votes import Heard, Votes


@dataclass(frozen=True, slots=True)
class _Home:
    """Where this laptop stands: the entries up to there, whose it is, and who was there with it.

    `tip` is the chain when it is followed from there to its end.
    """

    way: frozenset[str]
    member: str
    team: tuple[Device, ...]
    tip: Chain

    def allows(self, device: str) -> bool:
        """Whether it may still write entries there, or is a laptop of the same person."""
        found = self.tip.present(device)
        return found is not None and found.member in {self.tip.coordinator, self.member}


class Path:
    """The entries that count, as `found`; beside them `forks`, and `refused` ones."""

    def __init__(
        self,
        entries: Mapping[str, Entry],
        begin: Callable[[], Chain],
        heard: Callable[[], Heard],
    ) -> None:
        """`begin` makes the chain of the founding entry; raises what it raises."""
        self._entries, self._begin, self._heard = entries, begin, heard
        self._under: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries.values():
            self._under[entry.previous].append(entry)
        self.found = begin()
        self.forks: list[str] = []
        self.refused: set[str] = set()
        sheets = [entry for entry in entries.values() if self.found.by_sheet(entry)]
        self._endorsed = chain.endorsed(entries, sheets)
        while fit := self._fit(self.found):
            taken = self._decide(self.found, fit)
            self.forks += [entry.id for entry in fit if entry is not taken]
            self.found.follow(taken)

    def _fit(self, at: Chain) -> list[Entry]:
        """What may follow the head."""
        named = self._under.get(at.head, ())
        fit = [entry for entry in named if at.accepts(entry)]
        if at is self.found and len(fit) < len(named):
            self.refused |= {one.id for one in named} - {one.id for one in fit}
        return fit

    def _decide(self, at: Chain, fit: Sequence[Entry]) -> Entry:
        sides = self._as_the_sheet_says(fit)
        if len(sides) == 1:
            return sides[0]
        stays = self._stays(at, sides)
        return stays or self._as_the_team_says(at, sides)

    def _as_the_sheet_says(self, fit: Sequence[Entry]) -> list[Entry]:
        """An entry of the sheet, else the sides on which one hangs, else all."""
        rank = {one.id: (not one.from_sheet, one.id not in self._endorsed) for one in fit}
        first = min(rank.values())
        return [one for one in fit if rank[one.id] == first]

    def _as_the_team_says(self, at: Chain, sides: Sequence[Entry]) -> Entry:
        """What most of those follow who were there, without the coordinator who made the fork.

        Of as many, where more of them signed entries.
        """
        support = self._votes.support(sides, at.here(), at.coordinator)
        most = max(support.values())
        return min((one for one in sides if support[one.id] == most), key=lambda one: one.id)

    # ------------------------------------------------------------ this laptop

    @cached_property
    def _votes(self) -> Votes:
        return Votes(self.found.team, self._entries, self._under, self._heard())

    def _stays(self, at: Chain, sides: Sequence[Entry]) -> Entry | None:
        """The side in which a laptop stays that has no vote here, because it came later.

        Against those alone who may write no entries any more, and not against most of its team;
        nor against the other laptops of its own member, who end on one side.
        """
        home = self._home
        mine = next((one for one in sides if home and one.id in home.way), None)
        if home is None or mine is None:
            return None
        voters = {one.member for one in at.here()} - {at.coordinator}
        others = [one for one in sides if one is not mine]
        if home.member in voters:
            return None
        if any(one.from_sheet or home.allows(one.by) for one in others):
            return None
        support = self._votes.support(sides, home.team, at.coordinator)
        return mine if support[mine.id][0] == max(support.values())[0] else None

    @cached_property
    def _home(self) -> _Home | None:
        way, tip = self._votes.home(), self._begin()
        for entry in way:
            if not tip.accepts(entry):
                return None
            tip.follow(entry)
        me = next((known for one in self._votes.own if (known := tip.device(one))), None)
        if me is None:
            return None
        team = tuple(tip.here())
        while fit := self._fit(tip):
            sides = self._as_the_sheet_says(fit)
            tip.follow(sides[0] if len(sides) == 1 else self._as_the_team_says(tip, sides))
        return _Home(frozenset(one.id for one in way), me.member, team, tip)
