"""One round of sharing: take in, give out, until those present are level."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from app.errors import UserError
from app.sync import blobs, erasing, names, seen, shelf, successor, upkeep
from app.sync.circle import Readers
from app.sync.inbox import Inbox, fetch_members
from app.sync.known import team_of
from app.sync.outbox import Outbox
from app.sync.report import Report
from app.sync.shelf import Holdings, Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from app.model.sealed import Identity, Vote
    from app.sync.keeper import Keeper
    from app.sync.share.contract import Share
    from app.sync.team import Team

MOST_TURNS: Final = 50
"""Turns in one round: more only happens when others write without a pause."""


@dataclass(frozen=True, slots=True)
class Progress:
    """`what`: "look", "take_in", "merge", "give_out", "put" or "attachments".

    `all` = 0 when not known.
    """

    what: str
    done: int = 0
    all: int = 0


class Round:
    """Shares one vault through one share. Stopping at any point loses nothing."""

    def __init__(
        self,
        keeper: Keeper,
        share: Share,
        *,
        new_place: bool = False,
        heard: Callable[[Progress], None] | None = None,
    ) -> None:
        """`new_place`: the user said that a place this vault does not know may be used.

        `heard` may raise, to stop.
        """
        self._keeper, self._ledger, self._share = keeper, keeper.ledger, share
        self._new_place = new_place
        self._heard = heard or (lambda _progress: None)
        self._report = Report()
        self._known = self._ledger.place(share.url)
        self._level_then = json.loads(self._known[1] or "{}") if self._known else {}
        """What was true when all was level here last; empty when it never was."""
        self._worked = keeper.worked()
        self._overheard: frozenset[Vote] = frozenset()
        self._mended: set[str] = set()
        """What was half copied or changed and is written anew: once a round, whatever is said."""

    def run(self) -> Report:
        """Raises UserError when the share is away, of another team, or not known."""
        self._keeper.prepare()
        for _turn in range(MOST_TURNS):
            self._heard(Progress("look"))
            there = shelf.look(self._share)
            if self._nothing_new(there):
                break
            if not self._turn(there):
                break
        self._report.differences = self._keeper.differences()
        return self._report

    # ------------------------------------------------------------ nothing new

    def _nothing_new(self, there: Shelf) -> bool:
        """The place says what it said when all was level, and nothing waits here."""
        if self._known is None or self._ledger.pending():
            return False
        state = self._level_then
        if (state.get("digest"), state.get("holds")) != (there.digest, self._ledger.holds()):
            return False
        self._report.up_to_date = state["up_to_date"]
        self._report.apart = state["apart"]
        self._report.sealed = state["sealed"]
        self._report.rivals = state.get("rivals", 0)
        return True

    def _attachments(self) -> list[str]:
        """Files come last, when the notes of all are level; ids of those that lie there."""
        return blobs.level(
            self._ledger, self._share, self._keeper.attachments(), self._report,
            lambda done, all_: self._heard(Progress("attachments", done, all_)),
            take=self._keeper.takes_attachments(),
        )  # fmt: skip

    def _level(self, there: Shelf, share: str, attachments: list[str]) -> None:
        report = self._report
        state = {
            # What was refused may be whole next time without its size saying so.
            "digest": "" if report.waits() else there.digest,
            "holds": self._ledger.holds(),
            "held": len(self._holdings().by_id),
            "up_to_date": report.up_to_date,
            "apart": report.apart,
            "sealed": report.sealed,
            "rivals": report.rivals,
            "blobs": attachments,
        }
        self._ledger.set_place(self._share.url, share, json.dumps(state), self._keeper.now())

    # ------------------------------------------------------------ a turn

    def _turn(self, there: Shelf) -> bool:
        """Whether anything moved, so that another look is worth while."""
        self._report.look_again()
        self._report.strangers = 0
        share = self._place(there)
        before = self._holdings()
        moved = fetch_members(self._ledger, self._share, there, self._report)
        me = self._identity()
        inbox = Inbox(self._ledger, self._evaluate(), me, self._report)
        fetched = self._listen(inbox, there, me)
        team = self._team(me)
        moved |= self._follow(team)
        fetched += self._take_in(inbox, there)
        self._count_lost(there, before)
        if self._evaluate().head != team.head:
            return True
        if self._copied(me):
            successor.go_on(self._ledger)
            me = self._identity()
            team = self._team(me)
        me = replace(me, member=team.devices[me.device].member)
        sent = self._give_out(team, me)
        put = self._put(there, team, inbox.outdated)
        held = self._holdings()
        packed = not put and upkeep.bundle(self._ledger, self._share, there, held, me.device)
        self._describe(team, me, held)
        if not (moved or fetched or sent or put or packed):
            self._level(there, share, self._attachments())
            return False
        return True

    def _place(self, there: Shelf) -> str:
        """The share's id; a place that this vault does not know is used only when told to."""
        team = self._ledger.team()
        if team is None:
            raise UserError("no_team")
        found = shelf.share_of(self._share, there, team)
        known = self._known[0] if self._known else ""
        if found and (self._new_place or found == known or there.member):
            return found
        if not (self._new_place or known):
            raise UserError("share_unknown")
        return found or shelf.mark(self._share, team, known)

    def _count_lost(self, there: Shelf, before: Holdings) -> None:
        """How many segments the place held when all was level, and lacks now.

        Told once the turn has taken in what is new: what somebody packed together with it is
        not lost, and before that the pack is a closed box.
        """
        if "held" in self._level_then:
            since = len(before.by_id) - int(self._level_then["held"])
            lost = before.by_id.keys() & set(upkeep.lacking(there, self._holdings()))
            self._report.put_back = max(self._report.put_back, len(lost) - since)

    def _identity(self) -> Identity:
        """Who this laptop is now; a restored backup goes on as a device of its own."""
        if self._ledger.moved():
            successor.go_on(self._ledger)
        me = self._ledger.identity()
        if me is None or self._evaluate().device(me.device) is None:
            successor.vouch(self._ledger)
            me = self._ledger.identity()
        if me is None:
            raise UserError("no_team")
        return me

    def _team(self, me: Identity) -> Team:
        team = self._evaluate()
        if me.device in team.removed:
            raise UserError("removed_from_team")
        if me.device not in team.devices:
            raise UserError("not_admitted_yet")
        if (member := team.devices[me.device].member) != me.member:
            self._ledger.take_member(member)
        return team

    def _evaluate(self) -> Team:
        """The membership; worked out again only when other files came, or votes at a fork."""
        files = frozenset(self._ledger.member_files())
        known = (self._ledger.team(), files, self._overheard)
        if self._worked.team is not None and self._worked.team[0] == known:
            _known, holds, team = self._worked.team
            if not team.forks or holds == self._ledger.holds():
                return team
        team = team_of(self._ledger, overheard=self._overheard)
        self._worked.team = (known, self._ledger.holds() if team.forks else "", team)
        return team

    def _listen(self, inbox: Inbox, there: Shelf, me: Identity) -> int:
        """At a fork, what others wrote says whom they follow: it comes before all that follows.

        Who is out of the team on one side keeps nothing, since it may not be for him.
        """
        fetched = 0
        while (team := self._evaluate()).forks:
            inbox.decide(team)
            if me.device in team.devices:
                fetched += self._fetch(inbox, there, undecided=True)
            else:
                self._overheard |= inbox.overhear(self._share, there, self._holdings())
            self._report.strangers = 0
            if self._evaluate().head == team.head:
                break
        return fetched

    def _follow(self, team: Team) -> bool:
        """The cut of removed devices and the erasures, applied to what is held."""
        held = self._holdings()
        out, back = list[str](), list[str]()
        for device in held.devices:
            # Who was removed on a side of a fork that lost counts again; who was let in there, not.
            if device in team.devices:
                back += held.apart(device)
            else:
                counts = held.within(team, device)
                out += held.counting(device) - counts
                back += held.apart(device) & counts
        if out:
            self._ledger.retract(out, erasing.only_in(self._ledger, held, out))
        if back:
            self._ledger.readmit(back)
        return bool(out or back) | erasing.follow(self._ledger, team, held)

    def _fetch(self, inbox: Inbox, there: Shelf, *, undecided: bool = False) -> int:
        return inbox.fetch(
            self._share, there, self._holdings(),
            lambda done, all_: self._heard(Progress("take_in", done, all_)), undecided=undecided,
        )  # fmt: skip

    def _take_in(self, inbox: Inbox, there: Shelf) -> int:
        fetched = self._fetch(inbox, there)
        merged = inbox.settle(lambda: self._heard(Progress("merge")))
        self._report.received += merged.received
        self._report.set_aside += merged.set_aside
        return fetched

    def _copied(self, me: Identity) -> bool:
        """Another laptop writes under this one's name: a copied vault."""
        return len(self._holdings().tips(me.device)) > 1

    def _give_out(self, team: Team, me: Identity) -> int:
        held = self._holdings()
        box = Outbox(self._ledger, team, me, self._readers(team, me))

        def step(done: int) -> None:
            self._heard(Progress("give_out", done))
            box.readers = self._readers(team, me)  # a circle may be another one meanwhile

        told = self._ledger.seen().get(me.device, {})
        changes, segments = box.write(
            held,
            answer=seen.lacks(held.carried, me.device, told),
            step=step,
        )
        segments += erasing.replace_own(self._ledger, team, me, held)
        self._report.sent += changes
        return segments

    def _readers(self, team: Team, me: Identity) -> Readers:
        """Who reads what; worked out again only where the team, the circles or the keys changed."""
        now, keys = (me.member, team, self._keeper.circles()), self._ledger.space_keys()
        then, known, readers = self._worked.readers or (None, [], None)
        if readers is not None and then == now and keys[: len(known)] == known:
            readers.learn(keys[len(known) :])
        else:
            readers = Readers(*now, keys)
        self._worked.readers = (now, keys, readers)
        return readers

    def _put(self, there: Shelf, team: Team, outdated: Collection[str]) -> int:
        """Writes what the share lacks: what is new, what it lost, and what lies there half."""
        held = self._holdings()
        files = self._put_members(there)
        torn = [one for one in upkeep.torn(there, held) if one not in self._mended]
        self._mended.update(torn)
        files += upkeep.put(
            self._ledger, self._share, held, upkeep.lacking(there, held) + torn,
            lambda done, all_: self._heard(Progress("put", done, all_)),
        )  # fmt: skip
        files += self._put_right(there, team, held)
        return files + erasing.clean(self._ledger, self._share, there, team, outdated)

    def _put_right(self, there: Shelf, team: Team, held: Holdings) -> int:
        """What has its length and not its bytes: others passed it over, so it is read again."""
        told = self._ledger.seen()
        said = [told[device] for device in team.devices if device in told]
        doubted = {str(name): name for name in upkeep.doubted(there, said)}
        unread = doubted.keys() - self._mended
        self._mended |= unread
        return sum(
            upkeep.mend(self._ledger, self._share, held, doubted[name]) for name in sorted(unread)
        )

    def _put_members(self, there: Shelf) -> int:
        """How many torn ones were written anew."""
        torn = 0
        for name, data in sorted(self._ledger.member_files().items()):
            listed = there.member.get(name)
            if listed is None:
                self._share.write(names.MEMBER, name, data)
            elif listed != len(data) and name not in self._mended:
                self._share.write(names.MEMBER, name, data)
                self._mended.add(name)
                torn += 1
        return torn

    def _holdings(self) -> Holdings:
        return self._keeper.holdings()

    # ------------------------------------------------------------ what is true now

    def _describe(self, team: Team, me: Identity, held: Holdings) -> None:
        report, told = self._report, self._ledger.seen()
        report.up_to_date = {
            device: not (
                report.waits()
                if device == me.device
                else seen.lacks(held.merged, device, told.get(device, {}))
            )
            for device in sorted(team.devices)
        }
        before = team.devices.keys() & set(team.successors.values())
        heirs = {device: team.along(device) - {device} for device in before}
        for device in seen.taken_over(report.up_to_date, heirs, told):
            report.up_to_date[device] = True
        report.apart = sum(len(held.apart(device)) for device in held.devices)
        report.rivals = len(team.forks)
        report.sealed = self._ledger.sealed_frames()
        report.gaps = seen.gaps(held.seen, told)
        report.forks = [
            device
            for device in held.devices
            if held.counting(device) and len(held.tips(device)) > 1
        ]
        confirmed = self._ledger.erased_by()
        report.erasing = {
            one.entry: sorted(team.devices.keys() - confirmed.get(one.entry, frozenset()))
            for one in team.erasures
        }
