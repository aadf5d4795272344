"""Sealed segments and keys: kept as they came, once, and gone for ever when they are replaced."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from app.model.sealed import Erasure, Held, Kept, Seen, SpaceKey, Standing, Vote, Waiting
from app.storage.edits import Edit
from app.storage.vault import Vault
from tests.helpers.vaults import PASSPHRASE, a_vault, reopened


def a_segment(name: str, *frames: str, number: int = 1, device: str = "D1", **more: object) -> Kept:
    return Kept(name * 40, device, number, None, name.encode() * 9, frames, **more)  # type: ignore[arg-type]


def a_key(name: str, space: str = "team", giver: str = "D1") -> SpaceKey:
    return SpaceKey(name, space, name.encode() * 8, "D1", frozenset({"D1", "D2"}), giver)


def test_that_sealed_bytes_come_out_as_they_went_in(opened: Vault) -> None:
    sharing = opened.sharing
    sharing.keep_segments([a_segment("b", "k1", number=2), a_segment("a", "k1", "k2")], [])
    assert [one.id[0] for one in sharing.segments()] == ["a", "b"]
    assert sharing.sealed("a" * 40) == b"a" * 9
    assert sharing.segments()[0] == Held("a" * 40, "D1", 1, None, 9, Standing.COUNTS, carries=True)
    with pytest.raises(KeyError):
        sharing.sealed("c" * 40)


def test_that_a_segment_is_kept_once(opened: Vault) -> None:
    sharing = opened.sharing
    both = [a_segment("a", "k1"), a_segment("a", "k1")]
    sharing.keep_segments(both, [a_key("k1")])
    sharing.merge([], {}, [])
    sharing.keep_segments(both, [a_key("k1")])
    assert len(sharing.segments()) == 1
    assert len(sharing.openable(9)) == 1
    assert len(sharing.space_keys()) == 1


def test_that_whom_segments_follow_is_told_by_their_last_number(opened: Vault) -> None:
    sharing = opened.sharing
    said = [("a", 1, "e", "m"), ("b", 3, "e", "m"), ("c", 2, "f", "m"), ("d", 9, "e", "x")]
    kept = [
        a_segment(name, number=number, follows=entry, signer=signer)
        for name, number, entry, signer in said
    ]
    sharing.keep_segments(kept, [])
    assert set(sharing.votes()) == {
        Vote("D1", "m", "e", 3), Vote("D1", "m", "f", 2), Vote("D1", "x", "e", 9),
    }  # fmt: skip
    gone = a_segment("n", number=3, follows="e", signer="m", replaces=("b" * 40,))
    sharing.keep_segments([gone], [])
    assert Vote("D1", "m", "e", 3) in sharing.votes()


def test_that_a_frame_waits_for_its_key_whichever_comes_first(opened: Vault) -> None:
    sharing = opened.sharing
    sharing.keep_segments([a_segment("a", "k1", "k2")], [a_key("k2")])
    assert sharing.openable(9) == [Waiting("a" * 40, 1, "k2", "D1")]
    assert sharing.sealed_frames() == 1
    sharing.keep_segments([], [a_key("k1")])
    assert [one.index for one in sharing.openable(9)] == [0, 1]
    assert [one.index for one in sharing.openable(1)] == [0]
    assert sharing.sealed_frames() == 0


def test_that_the_key_of_an_own_segment_opens_what_waited(opened: Vault) -> None:
    sharing = opened.sharing
    sharing.keep_segments([a_segment("a", "k1")], [])
    sharing.keep_own(a_segment("o", "k1", device=opened.device_id), 0, [a_key("k1")])
    assert [one.segment[0] for one in sharing.openable(9)] == ["a"]


def test_that_what_stands_apart_does_not_wait(opened: Vault) -> None:
    sharing = opened.sharing
    sharing.keep_segments([a_segment("a", "k1", standing=Standing.APART)], [a_key("k1")])
    assert sharing.openable(9) == []
    assert sharing.sealed_frames() == 0
    sharing.readmit(["a" * 40])
    assert len(sharing.openable(9)) == 1
    sharing.retract(["a" * 40], [])
    assert sharing.segments()[0].standing is Standing.APART
    assert sharing.openable(9) == []


def test_that_a_replaced_segment_never_comes_back(opened: Vault) -> None:
    sharing = opened.sharing
    old, new = a_segment("a", "k1"), a_segment("b", "k1", replaces=("a" * 40,))
    sharing.keep_segments([old], [])
    sharing.keep_segments([new], [])
    sharing.keep_segments([old], [])
    sharing.keep_segments([old, new], [])
    assert [one.id[0] for one in sharing.segments()] == ["b"]
    assert sharing.replaced() == {"a" * 40: "b" * 40}
    with pytest.raises(KeyError):
        sharing.sealed("a" * 40)


def test_that_a_replacement_that_comes_first_keeps_the_old_one_out(opened: Vault) -> None:
    new = a_segment("b", "k1", replaces=("a" * 40,))
    opened.sharing.keep_segments([new, a_segment("a", "k1")], [])
    assert [one.id[0] for one in opened.sharing.segments()] == ["b"]


def test_that_what_a_giver_says_of_a_key_hides_no_other_giver(opened: Vault) -> None:
    sharing = opened.sharing
    sharing.keep_segments([], [a_key("k1", "d:H1", "D9"), a_key("k1", "d:H1", "D1")])
    sharing.keep_segments([], [a_key("k2"), a_key("k1", "d:H1", "D1")])
    assert [(one.id, one.giver) for one in sharing.space_keys()] == [
        ("k1", "D9"), ("k1", "D1"), ("k2", "D1"),
    ]  # fmt: skip
    assert {one.id for one in sharing.space_keys("team")} == {"k2"}
    assert "k1k1" not in repr(sharing.space_keys())


def test_that_the_keys_of_an_erased_space_go(opened: Vault) -> None:
    sharing = opened.sharing
    keys = [a_key("k1", "d:H1"), a_key("k2", "d:H2")]
    sharing.keep_segments([a_segment("a", "k1", "k2")], keys)
    sharing.note_granted("d:H1", ["k1"], ["D2"])
    sharing.erase([Erasure("e" * 40, frozenset({"d:H1"}), frozenset())])
    assert [one.id for one in sharing.space_keys()] == ["k2"]
    assert [one.key for one in sharing.openable(9)] == ["k2"]
    assert sharing.sealed_frames() == 0
    assert sharing.erased_space("k1") == "d:H1"
    assert sharing.erased_space("k2") is None


def test_that_places_files_and_notes_stay(opened: Vault) -> None:
    sharing = opened.sharing
    sharing.set_place("file:///deel", "s1", "d1", "2026-03-02T09:00")
    sharing.set_place("file:///deel", "s1", "d2", "2026-03-02T10:00")
    assert sharing.place("file:///deel") == ("s1", "d2")
    assert sharing.place("file:///stick") is None
    assert sharing.places() == [("file:///deel", "s1", "d2", "2026-03-02T10:00")]
    sharing.keep_member_files({"a": b"1", "b": b"2"})
    sharing.keep_member_files({"a": b"9"})
    assert sharing.member_files() == {"a": b"1", "b": b"2"}
    sharing.note_erased("D1", ["e1", "e2"])
    sharing.note_erased("D2", ["e1"])
    assert sharing.erased_by() == {"e1": frozenset({"D1", "D2"}), "e2": frozenset({"D1"})}
    sharing.note_erasing("e1", ["a" * 40])
    sharing.note_erasing("e2", [])
    assert sharing.erasing() == {"e1": frozenset({"a" * 40}), "e2": frozenset()}


def test_that_the_latest_that_a_laptop_says_it_has_seen_counts(opened: Vault) -> None:
    sharing = opened.sharing
    sharing.note_seen("D1", 5, {"D2": Seen(7, frozenset({9, 11}))})
    sharing.note_seen("D1", 4, {"D2": Seen(1)})
    sharing.note_seen("D2", 1, {})
    assert sharing.seen() == {"D1": {"D2": Seen(7, frozenset({9, 11}))}, "D2": {}}
    sharing.note_seen("D1", 6, {"D3": Seen(2)})
    assert sharing.seen()["D1"] == {"D3": Seen(2)}


def test_that_only_its_own_space_says_to_whom_a_key_was_given(opened: Vault) -> None:
    sharing = opened.sharing
    sharing.note_granted("d:H1", ["k1"], ["D2"])
    sharing.note_granted("d:H2", ["k1"], ["D3"])
    assert sharing.granted() == {}
    sharing.keep_segments([], [a_key("k1", "d:H1"), a_key("k1", "d:H1", "D7")])
    assert sharing.granted() == {"k1": frozenset({"D2"})}


def test_that_an_attachment_is_known_before_its_bytes_are_here(opened: Vault) -> None:
    sharing = opened.sharing
    sharing.put_blob("f1", None, 3)
    assert sharing.blobs() == [("f1", 3, False)]
    assert sharing.blob("f1") is None
    sharing.put_blob("f1", b"xyz", 3)
    sharing.put_blob("f1", None, 3)
    assert sharing.blobs() == [("f1", 3, True)]
    assert sharing.blob("f1") == b"xyz"
    sharing.delete_blob("f1")
    assert sharing.blobs() == []


def test_that_all_of_it_survives_another_key_and_a_backup(path: Path, tmp_path: Path) -> None:
    vault = reopened(path)
    vault.sharing.keep_segments([a_segment("a", "k1")], [a_key("k1")])
    sharing = vault.sharing
    vault.rekey(PASSPHRASE)
    assert sharing.sealed("a" * 40) == b"a" * 9
    vault.backup(tmp_path / "kopie")
    vault.record([Edit("household", "H3", {"name": "x"})])
    assert vault.check()["ok"]
    vault.close()


def test_that_a_hundred_thousand_sealed_frames_are_in_nobodys_way(tmp_path: Path) -> None:
    vault = a_vault(tmp_path / "a")
    sharing = vault.sharing

    def cost() -> float:
        start = time.process_time()
        for _ in range(20):
            assert len(sharing.openable(400)) == 20
        return time.process_time() - start

    sharing.keep_segments([a_segment("a", *["k1"] * 20)], [a_key("k1")])
    few = cost()
    crowd = [f"k{number}" for number in range(100_000)][2:]
    sharing.keep_segments(
        [a_segment(f"{n:02}", *crowd[n::20], number=n + 2) for n in range(20)], []
    )
    many = cost()
    assert sharing.sealed_frames() == len(crowd)
    assert many < 5 * few + 0.05
    vault.close()


def test_that_only_what_is_new_is_told_until_something_goes(opened: Vault) -> None:
    sharing = opened.sharing
    sharing.keep_segments([a_segment("a", "k1")], [])
    altered, last = sharing.extent()
    sharing.keep_segments([a_segment("b", "k1", number=2)], [])
    assert sharing.extent()[0] == altered
    assert [one.id[0] for one in sharing.segments(last)] == ["b"]
    sharing.retract(["b" * 40], [])
    apart = sharing.extent()[0]
    sharing.readmit(["b" * 40])
    counted = sharing.extent()[0]
    sharing.keep_segments([a_segment("c", "k1", number=2, replaces=("b" * 40,))], [])
    assert len({altered, apart, counted, sharing.extent()[0]}) == 4


def test_that_keys_are_read_again_when_one_came_or_went(opened: Vault) -> None:
    sharing = opened.sharing
    asked: list[str] = []
    sharing.keep_segments([], [a_key("k1"), a_key("k2", "d:H1")])
    opened._store.db.connection.set_trace_callback(asked.append)  # noqa: SLF001 - what it was asked
    assert len(sharing.space_keys()) == 2
    opened.set_setting("iets", 1)
    assert len(sharing.space_keys()) == 2
    assert len([sql for sql in asked if "made_by" in sql]) == 1
    sharing.keep_segments([], [a_key("k3")])
    assert len(sharing.space_keys()) == 3
    sharing.erase([Erasure("e", frozenset({"d:H1"}), frozenset())])
    assert [key.id for key in sharing.space_keys()] == ["k1", "k3"]
