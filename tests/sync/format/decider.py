"""A second way to the team, written from docs/sharing-format.md alone: nothing of app in it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from tests.sync.format.reader import File, is_by, signed_file

Body = dict[str, Any]
MOST: Final = 64


class State:
    """The team after some entries."""

    def __init__(self, path: list[File], claims: list[File]) -> None:
        self.boss = path[0][1]["member"]
        self.admitted: dict[str, Body] = {}
        self.gone: set[str] = set()
        for file in path:
            self._apply(file[1])
        self.heirs: dict[str, Body] = {}
        self._stand(claims)

    def _apply(self, body: Body) -> None:
        if body["action"] in {"found", "admit"}:
            parts = {part for one in self.admitted.values() for part in parts_of(one)}
            if not parts & parts_of(body) and body["device"] not in self.gone:
                self.admitted[body["device"]] = body
        elif body["action"] == "remove" and ("member" in body) != ("device" in body):
            whom = [one for one, of in self.admitted.items() if of["member"] == body.get("member")]
            out = {body["device"]} if "device" in body else set(whom)
            if self._left(self.boss) - out:
                self.gone |= out
        elif body["action"] == "hand_over" and self._left(body["member"]):
            self.boss = body["member"]

    def _left(self, member: str) -> set[str]:
        mine = {one for one, of in self.admitted.items() if of["member"] == member}
        return mine - self.gone

    def _stand(self, claims: list[File]) -> None:
        taken = {part for one in self.admitted.values() for part in parts_of(one)}
        lost = set(self.gone)
        for root in sorted(self.admitted.values(), key=lambda one: one["device"] in self.gone):
            line, count = [root], 0
            while line:
                old = line.pop(0)
                for claim in claims:
                    new = claim[1]
                    fits = new["by"] == old["device"] and new["member"] == old["member"]
                    if count == MOST or not fits or parts_of(new) & taken:
                        continue
                    if is_by(claim, old["sign"]):
                        count, taken = count + 1, taken | parts_of(new)
                        self.heirs[new["device"]] = new
                        line.append(new)
                        lost |= {new["device"]} if old["device"] in lost else set()
        self.gone = lost

    def here(self) -> dict[str, Body]:
        every = {**self.heirs, **self.admitted}
        return {name: one for name, one in every.items() if name not in self.gone}

    def may_write(self, device: str) -> bool:
        return device in self.here() and self.here()[device]["member"] == self.boss


def parts_of(body: Body) -> set[str]:
    return {body["device"], body["sign"], body["box"]}


class Decider:
    """Of files of `member/`, what segments say, and {device: public key} of this laptop.

    What they say: (device, public key, follows, number).
    """

    def __init__(
        self, team: str, files: list[bytes], said: list[tuple[str, str, str, int]], own: Body
    ) -> None:
        self.team, self.said, self.own = team, said, own
        found = [signed_file(b"DRM1", one) for one in files if one[:4] == b"DRM1"]
        self.entries = {one[0]: one for one in found if one[1].get("team", one[0]) == team}
        heirs = sorted(signed_file(b"DRN1", one) for one in files if one[:4] == b"DRN1")
        self.claims = [one for one in heirs if one[1]["team"] == team]
        sheet = self.entries[team][1]["recovery_sign"]
        self.sheets = [
            one for one in self.entries.values()
            if one[1]["by"] == "recovery" and is_by(one, sheet)
            and one[1]["action"] in {"hand_over", "remove"}
        ]  # fmt: skip

    def way(self, name: str) -> list[File]:
        """From entry 0 to this one; empty when it does not hang together with entry 0."""
        found: list[File] = []
        while name in self.entries:
            found.insert(0, self.entries[name])
            name = found[0][1]["previous"]
        return found if found and found[0][0] == self.team else []

    def path(self, path: list[File] | None = None, *, stay: bool = True) -> list[File]:
        """Followed to the end, from entry 0 or from the end of `path`."""
        path = path or self.way(self.team)
        while fit := [one for one in self.entries.values() if self.fits(path, one)]:
            path = [*path, self.chosen(path, fit, stay=stay)]
        return path

    def fits(self, path: list[File], one: File) -> bool:
        body = one[1]
        if body["previous"] != path[-1][0] or body["number"] != len(path):
            return False
        state = State(path, self.claims)
        if body["by"] == "recovery":
            return one in self.sheets
        return state.may_write(body["by"]) and is_by(one, state.here()[body["by"]]["sign"])

    def chosen(self, path: list[File], fit: list[File], *, stay: bool) -> File:
        hung = {step[0] for one in self.sheets for step in self.way(one[0])[:-1]}
        ranks = [(one not in self.sheets, one[0] not in hung) for one in fit]
        sides = [one for one, rank in zip(fit, ranks, strict=True) if rank == min(ranks)]
        at = State(path, self.claims)
        mine = self.stays(at, sides) if stay and len(sides) > 1 else None
        votes = self.votes(sides, at.here(), at.boss)
        return mine or min(sides, key=lambda one: ([-many for many in votes[one[0]]], one[0]))

    def votes(
        self, sides: list[File], here: dict[str, Body], but: str
    ) -> dict[str, tuple[int, int]]:
        follow: dict[str, set[str]] = defaultdict(set)
        wrote: dict[str, set[str]] = defaultdict(set)
        names = {one[0] for one in sides}
        for name, one in here.items():
            if one["member"] != but:
                newest = self.way(self.newest(name, one["sign"]))
                follow[one["member"]] |= names & {step[0] for step in newest}
                wrote[one["member"]] |= {
                    step[0] for file in self.entries.values()
                    if file[1]["by"] == name and is_by(file, one["sign"])
                    for step in self.way(file[0]) if step[0] in names
                }  # fmt: skip
        return {
            side: (
                sum(side in (follow[who] or wrote[who]) for who in follow),
                sum(side in wrote[who] for who in follow),
            )
            for side in names
        }

    def newest(self, device: str, sign: str) -> str:
        here = [
            (-number, follows) for name, key, follows, number in self.said
            if (name, key) == (device, sign) and self.way(follows)
        ]  # fmt: skip
        return min(here)[1] if here else ""

    def home(self) -> list[File]:
        """The way to where this laptop stands."""
        for name, sign in self.own.items():
            if newest := self.newest(name, sign):
                return self.way(newest)
        mine = [
            one for one in self.entries.values() if self.way(one[0])
            and one[1]["by"] in self.own and is_by(one, self.own[one[1]["by"]])
        ]  # fmt: skip
        if mine:
            return self.way(max((one[1]["number"], one[0]) for one in mine)[1])
        admit = [
            one[0] for one in self.entries.values() if self.way(one[0])
            and one[1]["action"] == "admit" and one[1]["device"] in self.own
        ]  # fmt: skip
        return self.way(admit[0]) if len(admit) == 1 else []

    def stays(self, at: State, sides: list[File]) -> File | None:
        way = self.home()
        mine = next((one for one in sides if one in way), None)
        if mine is None or not all(self.fits(way[:step], way[step]) for step in range(1, len(way))):
            return None
        there = State(way, self.claims)
        every = {**there.heirs, **there.admitted}
        me = next((every[one]["member"] for one in self.own if one in every), "")
        if not me or me in {one["member"] for one in at.here().values()} - {at.boss}:
            return None
        tip = State(self.path(way, stay=False), self.claims)
        others = [one[1]["by"] for one in sides if one is not mine]
        votes = self.votes(sides, there.here(), at.boss)
        if any(by == "recovery" or tip.may_write(by) for by in others):
            return None
        if any(tip.here().get(by, {}).get("member") == me for by in others):
            return None
        return mine if votes[mine[0]][0] == max(votes.values())[0] else None
