"""Changes in and out of sealed frames: what counts, what is set aside, what is still to be sent."""

from __future__ import annotations

import json
from pathlib import Path

from app.model.sealed import Erasure, Kept, Merged, Opened, SpaceKey, Standing
from app.storage import exchange
from app.storage.changes import Change, make_change
from app.storage.edits import Edit
from app.storage.vault import Vault
from tests.helpers.vaults import a_vault, reopened, state

AUTHORS = {"D1": "M1", "D2": "M2"}


def a_change(entity: str, text: str = "x", space: str = "d:H1", device: str = "D1") -> Change:
    return make_change(
        space=space, kind="contact", entity=entity, fields={"household": "H1", "line": text},
        replaces={}, device=device, counter=3, wall="2026-03-02T09:00:00",
    )  # fmt: skip


def a_frame(*lines: bytes | Change, space: str = "d:H1", number: int = 0) -> Opened:
    raw = tuple(line.line().encode() if isinstance(line, Change) else line for line in lines)
    return Opened("a" * 40, number, space, frozenset({"D1"}), raw)


def keep_a_segment(vault: Vault, frames: int = 1) -> None:
    key = SpaceKey("k1", "d:H1", b"k" * 32, "D1", frozenset({"D1"}), "D1")
    kept = Kept("a" * 40, "D1", 1, None, b"sealed", ("k1",) * frames)
    vault.sharing.keep_segments([kept], [key])


def frames_of(vault: Vault, segment: str = "a" * 40) -> list[Opened]:
    """All changes of a vault, a frame per space."""
    spaces: dict[str, list[bytes]] = {}
    for change in vault.changes():
        spaces.setdefault(change.space, []).append(change.line().encode())
    return [
        Opened(segment, number, space, frozenset({vault.device_id}), tuple(lines))
        for number, (space, lines) in enumerate(spaces.items())
    ]


# ---------------------------------------------------------------- in


def test_that_a_merged_frame_stops_waiting_and_its_author_is_the_device_s_member(
    opened: Vault,
) -> None:
    keep_a_segment(opened, frames=2)
    frame = a_frame(a_change("C1", "koffie met Ioan"))
    assert opened.sharing.merge([frame], AUTHORS, []) == Merged(1, 0)
    assert [one.index for one in opened.sharing.openable(9)] == [1]
    assert opened.heads("contact", "C1")["line"][0].author == "M1"
    assert [hit.id for hit in opened.search("koffie")] == ["C1"]
    assert opened.sharing.merge([frame], AUTHORS, []) == Merged(0, 0)


def test_that_only_what_its_frame_may_speak_for_counts(opened: Vault) -> None:
    other_space = a_change("C1", space="d:H2")
    other_device = a_change("C2", device="D2")
    frame = a_frame(other_space, other_device, b"{", a_change("C3"))
    assert opened.sharing.merge([frame], AUTHORS, []) == Merged(1, 3)
    assert [one.id for one in opened.rows("contact")] == ["C3"]
    reasons = {one.body: one.reason for one in opened.set_aside()}
    assert reasons[other_space.line()] == "of another space than its frame"
    assert reasons[other_device.line()] == "of a device that its segment does not speak for"
    assert reasons["{"] == "no JSON"
    assert opened.sharing.merge([frame], AUTHORS, []) == Merged(0, 0)
    assert len(opened.set_aside()) == 3


def test_that_what_was_set_aside_counts_when_its_frame_speaks_for_more(opened: Vault) -> None:
    change = a_change("C1", device="D2")
    keep_a_segment(opened)
    opened.sharing.merge([a_frame(change)], AUTHORS, [])
    assert len(opened.set_aside()) == 1
    more = Opened("a" * 40, 0, "d:H1", frozenset({"D1", "D2"}), (change.line().encode(),))
    assert opened.sharing.merge([more], AUTHORS, []) == Merged(1, 0)
    assert opened.set_aside() == []


def test_that_an_upgrade_opens_frames_again_and_takes_nothing_as_it_lies_there(
    opened: Vault,
) -> None:
    keep_a_segment(opened)
    opened.sharing.merge([a_frame(a_change("C1", device="D2"))], AUTHORS, [])
    assert opened.sharing.openable(9) == []
    assert exchange.retry(opened._store) == 0  # noqa: SLF001
    assert opened.get("contact", "C1") is None
    assert [one.key for one in opened.sharing.openable(9)] == ["k1"]


def test_that_bytes_that_are_no_text_are_set_aside_too(opened: Vault) -> None:
    assert opened.sharing.merge([a_frame(b"\xff\0\xfe", b"[" * 99_999)], {}, []).set_aside == 2
    assert len(opened.set_aside()) == 2


def test_that_what_is_erased_is_dropped_without_a_word(opened: Vault) -> None:
    one = Erasure("e", frozenset({"d:H1"}), frozenset())
    other = Erasure("f", frozenset(), frozenset({("d:H2", "contact", "C2")}))
    lines = [a_change("C2", space="d:H2"), a_change("C3", space="d:H2")]
    erased = [one, other]
    assert opened.sharing.merge([a_frame(a_change("C1"))], AUTHORS, erased) == Merged(0, 0)
    assert opened.sharing.merge([a_frame(*lines, space="d:H2")], AUTHORS, erased) == Merged(1, 0)
    assert [found.id for found in opened.rows("contact")] == ["C3"]
    assert opened.set_aside() == []


def test_that_sealed_and_apart_are_in_no_list_and_no_count(opened: Vault) -> None:
    before, counts = state(opened), opened.info()["counts"]
    keep_a_segment(opened)
    apart = Kept("b" * 40, "D1", 2, None, b"sealed", ("k1",), standing=Standing.APART)
    opened.sharing.keep_segments([apart], [])
    assert state(opened) == before
    assert opened.info()["counts"] == counts
    assert opened.check()["ok"]


def test_that_thousands_of_changes_in_frames_give_what_they_give_one_by_one(tmp_path: Path) -> None:
    a, b = a_vault(tmp_path / "a"), a_vault(tmp_path / "b")
    changes = [a_change(f"C{n}", f"regel {n} " + "tekst " * 60) for n in range(4_000)]
    lines = [change.line() for change in changes]
    frames = [
        Opened("a" * 40, n, "d:H1", frozenset({"D1"}), tuple(x.encode() for x in lines[n::10]))
        for n in range(10)
    ]
    a.apply(lines, AUTHORS)
    assert b.sharing.merge(frames, AUTHORS, []).received == len(changes)
    assert a.rows("contact") == b.rows("contact")
    a.close()
    b.close()


# ---------------------------------------------------------------- out


def test_that_own_changes_go_out_once_and_in_order(opened: Vault) -> None:
    opened.record([Edit("contact", f"C{n}", {"household": "H1", "line": "x"}) for n in range(5)])
    assert opened.sharing.pending()
    unsent = opened.sharing.unsent()
    assert unsent.count == 7
    assert [json.loads(line)["entity"] for line in unsent.lines["d:H1"]] == [
        f"C{n}" for n in range(5)
    ]
    kept = Kept("a" * 40, opened.device_id, 1, None, b"x", ("k1", "k2"))
    opened.sharing.keep_own(kept, unsent.upto, [])
    opened.sharing.keep_own(kept, unsent.upto, [])
    assert not opened.sharing.pending()
    assert opened.sharing.unsent().count == 0
    assert opened.sharing.openable(9) == []
    assert len(opened.sharing.segments()) == 1


def test_that_a_segment_takes_whole_changes_and_the_rest_follows(opened: Vault) -> None:
    opened.record([Edit("contact", f"C{n}", {"household": "H1", "line": "x"}) for n in range(5)])
    ids, number = [], 0
    while opened.sharing.pending():
        number += 1
        part = opened.sharing.unsent(limit_bytes=600)
        ids += [json.loads(line)["id"] for lines in part.lines.values() for line in lines]
        assert part.count >= 1
        kept = Kept(f"{number:040}", opened.device_id, number, None, b"x", ())
        opened.sharing.keep_own(kept, part.upto, [])
    assert number > 2
    assert sorted(ids) == sorted(change.id for change in opened.changes())


def test_that_a_change_larger_than_a_segment_goes_alone(opened: Vault) -> None:
    opened.record([Edit("contact", "C1", {"household": "H1", "line": "x" * 5_000})])
    total, upto = 0, 0
    while (part := opened.sharing.unsent(limit_bytes=10)).count:
        assert part.count == 1
        assert part.upto > upto
        total, upto = total + 1, part.upto
        opened.sharing.keep_own(
            Kept(f"{upto:040}", opened.device_id, upto, None, b"x", ()), upto, []
        )
    assert total == len(list(opened.changes()))


def test_that_a_draft_is_something_to_send(opened: Vault) -> None:
    part = opened.sharing.unsent()
    opened.sharing.keep_own(Kept("a" * 40, opened.device_id, 1, None, b"x", ()), part.upto, [])
    assert not opened.sharing.pending()
    opened.draft("contact", "C1", "line", "half", {"household": "H1"})
    assert opened.sharing.pending()


def test_that_what_others_wrote_is_not_ours_to_send(opened: Vault) -> None:
    part = opened.sharing.unsent()
    opened.sharing.keep_own(Kept("a" * 40, opened.device_id, 1, None, b"x", ()), part.upto, [])
    opened.sharing.merge([a_frame(a_change("C1"))], AUTHORS, [])
    assert not opened.sharing.pending()
    assert opened.sharing.unsent().count == 0


def test_that_own_work_that_came_back_is_not_sent_twice(tmp_path: Path) -> None:
    """A vault put back in time gets its later work from the share."""
    a, b = a_vault(tmp_path / "a"), a_vault(tmp_path / "b")
    a.record([Edit("household", "H1", {"name": "Ağaoğlu"})])
    b.sharing.succeed(a.device_id)
    b.record([Edit("household", "H2", {"name": "van b"})])
    before = b.sharing.unsent().count
    b.sharing.merge(frames_of(a), a.authors(), [])
    after = b.sharing.unsent()
    assert after.count == before
    b.record([Edit("household", "H3", {"name": "daarna"})])
    assert b.sharing.unsent().count == before + 1
    kept = Kept("a" * 40, b.device_id, 1, None, b"x", ())
    b.sharing.keep_own(kept, b.sharing.unsent().upto, [])
    assert not b.sharing.pending()
    a.close()
    b.close()


def test_that_nothing_is_forgotten_between_two_rounds(path: Path) -> None:
    """The mark of what was sent is in one transaction with the segment that holds it."""
    vault = reopened(path)
    part = vault.sharing.unsent()
    vault.sharing.keep_own(Kept("a" * 40, vault.device_id, 1, None, b"x", ()), part.upto, [])
    vault.close()
    vault = reopened(path)
    assert not vault.sharing.pending()
    vault.record([Edit("household", "H9", {"name": "x"})])
    assert vault.sharing.unsent().count == 1
    vault.close()
