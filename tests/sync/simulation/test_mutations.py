"""The simulation is worth something: a program with one rule broken does not get through it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any, Final

import pytest

from app.model.sealed import Erasure, Standing
from app.storage import arriving, deletes, derive, retracting, segments, sending, sharing
from app.storage.changes import MalformedChangeError, parse_change
from app.sync import erasing, membership, names, outbox, pack, rounds, upkeep
from app.sync.inbox import Inbox
from app.sync.outbox import Outbox
from tests.helpers.vaults import quick_folder
from tests.sync.simulation import test_simulation
from tests.sync.simulation.test_simulation import live
from tests.sync.simulation.world import made_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.sync.simulation.world import Made

    Breaks = Callable[[pytest.MonkeyPatch], None]

FEW: Final = 40
MANY: Final = 1000
"""Seeds within which a broken rule must show."""

# ---------------------------------------------------------------- rules of history


def the_last_to_arrive_wins(patch: pytest.MonkeyPatch) -> None:
    broken = derive._WON_CONTESTED.replace(  # noqa: SLF001
        "c.counter DESC, c.device DESC, c.id DESC", "c.seq DESC"
    )
    assert broken != derive._WON_CONTESTED  # noqa: SLF001
    patch.setattr(derive, "_WON_CONTESTED", broken)


def what_came_too_early_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(derive, "_PENDING", "SELECT 1")


def words_of_another_entity_are_replaced(patch: pytest.MonkeyPatch) -> None:
    broken = derive._REPLACED.replace(  # noqa: SLF001
        "(entity, field, seq) IN", "(field, seq) IN"
    ).replace("SELECT g.entity, g.field, g.seq", "SELECT g.field, g.seq")
    assert broken != derive._REPLACED  # noqa: SLF001
    patch.setattr(derive, "_REPLACED", broken)


def a_delete_hides_what_it_never_saw(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(deletes, "_stands", lambda *_all: True)


def the_author_is_who_the_content_says(patch: pytest.MonkeyPatch) -> None:
    def believes(frame: Any, line: bytes) -> Any:
        change = parse_change(line)
        if change.space != frame.space:
            raise MalformedChangeError("of another space than its frame")
        return change

    patch.setattr(arriving, "_change", believes)


def a_space_is_what_the_content_says(patch: pytest.MonkeyPatch) -> None:
    def believes(frame: Any, line: bytes) -> Any:
        change = parse_change(line)
        if change.device not in frame.devices:
            raise MalformedChangeError("of another device")
        return change

    patch.setattr(arriving, "_change", believes)


# ---------------------------------------------------------------- rules of sharing


def an_answer_gets_an_answer(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rounds, "MOST_TURNS", 3)
    patch.setattr(
        outbox, "answers",
        lambda held, me, seen: any(
            one.device != me
            and not (one.device in seen and seen[one.device].covers(one.number))
            for one in held
        ),
    )  # fmt: skip


def a_fork_is_refused(patch: pytest.MonkeyPatch) -> None:
    sound = Inbox._sound  # noqa: SLF001

    def refuses(self: Any, name: str, sealed: bytes) -> Any:
        found = sound(self, name, sealed)
        taken = found and (found.origin, found.number) in self._places.values()
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
    patch.setattr(upkeep, "torn", lambda *_all: [])


def a_pack_takes_away_what_it_does_not_hold(patch: pytest.MonkeyPatch) -> None:
    def sweeps(share: Any, there: Any, _held: Any, me: str) -> bool:
        if not any(name.device == me for name in there.packs):
            return False
        for one in there.segments:
            share.remove(names.LOG, str(one))
        return bool(there.segments)

    patch.setattr(upkeep, "_remove_covered", sweeps)


def a_pack_loses_its_last(patch: pytest.MonkeyPatch) -> None:
    write = pack.write
    patch.setattr(pack, "write", lambda sealed: write(list(sealed)[:-1]))


def frames_are_forgotten_before_they_are_merged(patch: pytest.MonkeyPatch) -> None:
    merge = arriving.merge

    def hasty(store: Any, opened: Any, *rest: Any) -> Any:
        for one in opened:
            store.db.run(
                "DELETE FROM waiting WHERE segment ="
                " (SELECT seq FROM segments WHERE id = ?) AND frame = ?",
                (one.segment, one.index),
            )
        return merge(store, opened, *rest)

    patch.setattr(arriving, "merge", hasty)


def sent_is_noted_before_the_segment_is_kept(patch: pytest.MonkeyPatch) -> None:
    keep = sending.keep_own

    def hasty(store: Any, kept: Any, upto: int, keys: Any) -> None:
        if upto > sending.sent(store):
            store.set_meta("sent", str(upto))
        keep(store, kept, upto, keys)

    patch.setattr(sending, "keep_own", hasty)


def what_came_back_is_sent_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sending, "note_echoes", lambda *_all: None)


# ---------------------------------------------------------------- rules of erasure


def what_is_erased_is_merged_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(arriving, "all_of", lambda _erased: Erasure("", frozenset(), frozenset()))


def what_was_replaced_is_fetched_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Inbox, "_is_gone", lambda *_all: False)
    patch.setattr(segments, "_forget", lambda *_all: None)


def sealed_bytes_are_not_written_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(erasing, "_replace", lambda _ledger, _team, _me, _one: 0)
    told = sharing.Sharing.erasing
    patch.setattr(sharing.Sharing, "erasing", lambda self: dict.fromkeys(told(self), frozenset()))


def what_is_written_after_an_erasure_is_sent(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sharing.Sharing, "wrote_again", lambda *_all: False)


QUICK: Final = (
    the_author_is_who_the_content_says, the_cut_is_not_looked_at,
)  # fmt: skip
SLOW: Final = (
    what_is_half_stays_half,
    the_last_to_arrive_wins, what_came_too_early_is_forgotten,
    words_of_another_entity_are_replaced, a_delete_hides_what_it_never_saw,
    a_space_is_what_the_content_says, an_answer_gets_an_answer, a_fork_is_refused,
    what_counts_no_more_stays_merged, a_side_that_lost_stays_the_side, a_key_is_used_for_ever,
    old_keys_are_given_to_nobody, nobody_puts_back_what_others_wrote,
    a_pack_takes_away_what_it_does_not_hold, a_pack_loses_its_last,
    frames_are_forgotten_before_they_are_merged, sent_is_noted_before_the_segment_is_kept,
    what_came_back_is_sent_again,
    what_is_erased_is_merged_again, what_was_replaced_is_fetched_again,
    sealed_bytes_are_not_written_again, what_is_written_after_an_erasure_is_sent,
)  # fmt: skip


@pytest.fixture(scope="module")
def made() -> Iterator[Made]:
    folder = quick_folder()
    yield made_in(folder)
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def kept_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A seed that finds a broken rule is none that failed."""
    monkeypatch.setattr(test_simulation, "KEPT", tmp_path)


def lives(made: Made, seeds: int) -> None:
    for size in sorted({*test_simulation.SIZES, test_simulation.LARGEST}):
        made.team(size)
    for seed in range(seeds):
        live(seed, made)


@pytest.mark.parametrize("breaks", QUICK)
def test_that_a_broken_rule_shows_soon(
    breaks: Breaks, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks(monkeypatch)
    with pytest.raises(AssertionError):
        lives(made, FEW)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("breaks", SLOW)
def test_that_a_broken_rule_shows(
    breaks: Breaks, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks(monkeypatch)
    with pytest.raises(AssertionError):
        lives(made, MANY)
