"""What a round costs hangs on what is new, not on how long the team shares."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from app.errors import UserError
from app.services import sharing
from app.services.sharing import SessionKeeper
from app.storage.sharing import Sharing
from app.sync import names, rounds
from app.sync.known import Worked
from app.sync.names import PackName, SegmentName, log_name
from app.sync.rounds import Round
from app.sync.share.opening import open_share
from app.sync.shelf import Holdings
from app.sync.upkeep import FANOUT
from tests.sync.rounds.conftest import title, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.model.sealed import Held
    from app.services.session import Session
    from app.sync.ledger import Ledger
    from app.sync.share.contract import Share
    from tests.sync.rounds.conftest import Office

    Duo = tuple[Session, Session]


class _Counted:
    """Passes all on, counts the calls by name, and notes what is written and removed."""

    def __init__(self, inner: object, tally: Counter[str], done: list[tuple[str, str]]) -> None:
        self._inner, self._tally, self._done = inner, tally, done

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if not callable(found):
            return found

        def call(*args: Any, **more: Any) -> Any:
            self._tally[name] += 1
            if name in {"write", "remove"}:
                self._done.append((name, args[1]))
            return found(*args, **more)

        return call


class _Keeper(SessionKeeper):
    def __init__(self, session: Session, tally: Counter[str]) -> None:
        super().__init__(session)
        object.__setattr__(self, "_counted", _Counted(session.vault.sharing, tally, []))

    @property
    def ledger(self) -> Ledger:
        found: Ledger = self._counted  # type: ignore[attr-defined]
        return found


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many segments the vault told at each time that it was asked."""
    told, counts = Sharing.segments, list[int]()

    def segments(self: Sharing, after: int = 0) -> list[Held]:
        found = told(self, after)
        counts.append(len(found))
        return found

    monkeypatch.setattr(Sharing, "segments", segments)
    return counts


@pytest.fixture
def place(office: Office) -> Iterator[Share]:
    share = open_share(str(office.folder))
    yield share
    share.close()


def _sends(session: Session, share: Share, text: str) -> tuple[Counter[str], list[tuple[str, str]]]:
    """What a round that sends one note did: how often each thing, and the writes in order."""
    tally, done = Counter[str](), list[tuple[str, str]]()
    write(session, "goal", "G1", title=text)
    counted: Any = _Counted(share, tally, done)
    Round(_Keeper(session, tally), counted).run()
    return tally, done


def _until(session: Session, share: Share, last: int) -> None:
    """One note a round, until the newest segment of this laptop has the number `last`."""
    while _last(session) < last:
        write(session, "goal", "G1", title=f"Na {_last(session)} keer")
        sharing.sync(session, share)


def _last(session: Session) -> int:
    return session.holdings.tips(session.vault.device_id)[-1].number


def test_that_a_round_that_sends_a_note_does_no_more_as_history_grows(
    duo: Duo, place: Share, looked: list[int]
) -> None:
    first, _second = duo
    _until(first, place, 2 * FANOUT + 1)
    early, _done = _sends(first, place, "Vroeg")
    _until(first, place, 9 * FANOUT + 1)
    looked.clear()
    late, done = _sends(first, place, "Laat")
    assert late == early
    assert looked == [1]
    assert late["sealed"] == 1
    assert [(what, type(log_name(name))) for what, name in done] == [("write", SegmentName)]


def test_that_a_round_works_nothing_out_that_is_as_it_was(
    duo: Duo, place: Share, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is in the team is in signed files, and who reads what in all that was ever said of it."""
    first, _second = duo
    sharing.sync(first, place)
    anew = Counter[str]()

    def counted(name: str) -> Any:
        really = getattr(rounds, name)

        def works_out(*said: Any, **more: Any) -> Any:
            anew[name] += 1
            return really(*said, **more)

        return works_out

    for name in ("team_of", "Readers"):
        monkeypatch.setattr(rounds, name, counted(name))
    _sends(first, place, "Nog een")
    assert not anew
    first.lock()
    assert first.worked == Worked(), "what it knew of keys is left behind"


def test_that_bundling_reads_each_segment_once_a_tier(duo: Duo, place: Share) -> None:
    first, _second = duo
    _until(first, place, FANOUT)
    read = Counter[str]()
    for number in range(FANOUT * FANOUT):
        tally, _done = _sends(first, place, f"Versie {number}")
        read += tally
    once = FANOUT * FANOUT
    assert read["sealed"] <= 3 * once  # sent, and put into a pack of 8 and into one of 64


def test_that_words_go_out_before_anything_is_bundled(duo: Duo, place: Share) -> None:
    first, second = duo
    _until(first, place, 2 * FANOUT - 1)
    _tally, done = _sends(first, place, "Eerst de woorden")
    kinds = [(what, type(log_name(name))) for what, name in done]
    assert kinds[:2] == [("write", SegmentName), ("write", PackName)]
    assert kinds[2:] == [("remove", SegmentName)] * FANOUT
    sharing.sync(second, place)
    assert title(second) == "Eerst de woorden"


def test_that_a_share_too_full_for_a_pack_still_has_the_words(duo: Duo, place: Share) -> None:
    first, second = duo
    _until(first, place, 2 * FANOUT - 1)

    class _NoRoom(_Counted):
        def write(self, folder: str, name: str, data: bytes) -> None:
            if name.endswith(".pack"):
                raise UserError("share_full", place="")
            place.write(folder, name, data)

    write(first, "goal", "G1", title="Toch gedeeld")
    full: Any = _NoRoom(place, Counter(), [])
    with pytest.raises(UserError, match="share_full"):
        sharing.sync(first, full)
    sharing.sync(second, place)
    assert title(second) == "Toch gedeeld"


def test_that_what_is_held_is_the_same_as_when_it_is_read_anew(
    office: Office, duo: Duo, place: Share
) -> None:
    first, second = duo
    for number in range(FANOUT + 2):
        write(first, "goal", "G1", title=f"Van de een {number}")
        write(second, "goal", f"G{number}", title="Van de ander")
        sharing.sync(first, place)
        sharing.sync(second, place)
        if number == FANOUT:
            office.files("log/*.pack")[0].unlink()
    for session in duo:
        ledger = session.vault.sharing
        anew, kept = Holdings(ledger.segments(), ledger.replaced()), session.holdings
        assert kept.by_id == anew.by_id
        assert (kept.seen, kept.carried, kept.merged) == (anew.seen, anew.carried, anew.merged)
        listed = [log_name(one.name) for one in place.listing(names.LOG)]
        for device in anew.devices:
            files = [one for one in listed if one and one.device == device]
            assert kept.tips(device) == anew.tips(device)
            assert kept.counting(device) == anew.counting(device)
            assert kept.lacking(device, files) == anew.lacking(device, files)
