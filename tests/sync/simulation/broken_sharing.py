"""The rules of sharing and erasing, each broken on purpose."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from unittest.mock import ANY

from app.model.sealed import Erasure, Standing
from app.storage import arriving, retracting, segments, sending, sharing
from app.sync import erasing, membership, pack, rounds, shelf, upkeep
from app.sync.inbox import Inbox
from app.sync.outbox import Outbox
from app.sync.shelf import Bundle, Holdings
from app.sync.team import Team

if TYPE_CHECKING:
    import pytest

# ---------------------------------------------------------------- rules of sharing


def an_answer_gets_an_answer(patch: pytest.MonkeyPatch) -> None:
    def everything(held: Any) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for one in held.by_id.values():
            found.setdefault(one.device, []).append(one.number)
        return found

    patch.setattr(Holdings, "carried", property(everything))


def a_fork_is_refused(patch: pytest.MonkeyPatch) -> None:
    sound = Inbox._sound  # noqa: SLF001

    def refuses(self: Any, name: str, sealed: bytes) -> Any:
        found = sound(self, name, sealed)
        if found is None or found.replaces:
            return found
        here = (found.origin, found.number)
        taken = any(self._place(one) == here for one in (*self._held, *self._places))
        return None if taken else found

    patch.setattr(Inbox, "_sound", refuses)


def the_cut_is_not_looked_at(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        membership, "accepted", lambda _team, _device, previous, *_rest: frozenset(previous)
    )


def what_counts_no_more_stays_merged(patch: pytest.MonkeyPatch) -> None:
    def keeps(store: Any, ids: Any, _changes: Any) -> None:
        segments.stand(store, ids, Standing.APART)

    patch.setattr(retracting, "retract", keeps)


def a_lost_laptop_keeps_its_older_keys(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Team, "lost_with", lambda _self, device, _here: device)


def a_side_that_lost_stays_the_side(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sharing.Sharing, "readmit", lambda *_all: None)


def a_key_is_used_for_ever(patch: pytest.MonkeyPatch) -> None:
    current = Outbox._current  # noqa: SLF001

    def old(self: Any, space: str, made: list[Any]) -> Any:
        known = self._keys[space]
        return known[0] if known else current(self, space, made)

    patch.setattr(Outbox, "_current", old)


def old_keys_are_given_to_nobody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Outbox, "_lacking", lambda _self: {})


def nobody_puts_back_what_others_wrote(patch: pytest.MonkeyPatch) -> None:
    put = upkeep.put

    def own(ledger: Any, share: Any, held: Any, ids: Any, step: Any) -> int:
        me = ledger.identity().device
        mine = [one for one in ids if held.by_id[one].device == me]
        return put(ledger, share, held, mine, step)

    patch.setattr(upkeep, "put", own)


def what_is_half_stays_half(patch: pytest.MonkeyPatch) -> None:
    """Also where somebody says that he passed it over."""
    patch.setattr(upkeep, "torn", lambda *_all: [])
    patch.setattr(upkeep, "doubted", lambda *_all: [])


def a_pack_takes_away_what_it_does_not_hold(patch: pytest.MonkeyPatch) -> None:
    def sweeps(there: Any, _held: Any, me: str) -> set[Any]:
        return set(there.segments) if any(name.device == me for name in there.packs) else set()

    patch.setattr(upkeep, "_covered", sweeps)


def a_pack_that_is_not_whole_takes_the_place_of_its_files(patch: pytest.MonkeyPatch) -> None:
    """It lacks its last, and nobody looks at how long it is: not to remove, not to mend."""
    write = pack.write
    patch.setattr(pack, "write", lambda sealed: write(list(sealed)[:-1]))
    patch.setattr(shelf, "Bundle", lambda parts, ids, _size: Bundle(parts, ids, ANY))


def frames_are_forgotten_before_they_are_merged(patch: pytest.MonkeyPatch) -> None:
    """In a transaction of its own, so that a crash may come between."""
    openable = segments.openable

    def hasty(store: Any, limit: int) -> Any:
        found = openable(store, limit)
        for one in found:
            store.db.run(
                "DELETE FROM waiting WHERE segment ="
                " (SELECT seq FROM segments WHERE id = ?) AND frame = ?",
                (one.segment, one.index),
            )
        return found

    patch.setattr(segments, "openable", hasty)


def sent_is_noted_before_the_segment_is_kept(patch: pytest.MonkeyPatch) -> None:
    """In a transaction of its own, so that a crash may come between."""
    unsent = sending.unsent

    def hasty(store: Any, limit: int) -> Any:
        found = unsent(store, limit)
        if found.upto > sending.sent(store):
            store.set_meta("sent", str(found.upto))
        return found

    patch.setattr(sending, "unsent", hasty)


def what_came_back_is_sent_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sending, "note_echoes", lambda *_all: None)


# ---------------------------------------------------------------- rules of erasure


def what_is_erased_is_merged_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(arriving, "all_of", lambda _erased: Erasure("", frozenset(), frozenset()))


def what_was_replaced_is_fetched_again(patch: pytest.MonkeyPatch) -> None:
    """And kept: neither who fetches a file or a pack, nor who keeps, asks whether it is gone.

    Who wrote it writes it anew each time, without end: hence rounds of a few turns.
    """

    def there(store: Any, kept: Any) -> set[str]:
        rows = store.db.all(
            "SELECT id FROM segments WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([one.id for one in kept]),),
        )
        return {id_ for (id_,) in rows}

    patch.setattr(rounds, "MOST_TURNS", 4)
    patch.setattr(Inbox, "_is_gone", lambda *_all: False)
    patch.setattr(segments, "_known", there)


def sealed_bytes_are_not_written_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(erasing, "_replace", lambda _ledger, _team, _me, _one: 0)
    told = sharing.Sharing.erasing
    patch.setattr(sharing.Sharing, "erasing", lambda self: dict.fromkeys(told(self), frozenset()))


def what_is_written_after_an_erasure_is_sent(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sharing.Sharing, "wrote_again", lambda *_all: False)


def that_something_is_gone_waits_for_other_words(patch: pytest.MonkeyPatch) -> None:
    write = Outbox.write

    def silent(self: Outbox, held: Holdings, **how: Any) -> tuple[int, int]:
        if not (self._ledger.unsent(1).count or how["answer"] or self._lacking()):
            return 0, 0
        return write(self, held, **how)

    patch.setattr(Outbox, "write", silent)


BROKEN = (
    an_answer_gets_an_answer, a_fork_is_refused, the_cut_is_not_looked_at,
    what_counts_no_more_stays_merged, a_lost_laptop_keeps_its_older_keys,
    a_side_that_lost_stays_the_side, a_key_is_used_for_ever,
    old_keys_are_given_to_nobody, nobody_puts_back_what_others_wrote, what_is_half_stays_half,
    a_pack_takes_away_what_it_does_not_hold,
    a_pack_that_is_not_whole_takes_the_place_of_its_files,
    frames_are_forgotten_before_they_are_merged, sent_is_noted_before_the_segment_is_kept,
    what_came_back_is_sent_again, what_is_erased_is_merged_again,
    what_was_replaced_is_fetched_again, sealed_bytes_are_not_written_again,
    what_is_written_after_an_erasure_is_sent, that_something_is_gone_waits_for_other_words,
)  # fmt: skip
