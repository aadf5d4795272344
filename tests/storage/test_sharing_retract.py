"""What leaves the log after a cut never was there; readmitted, it is there as before."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.sealed import Kept, Opened, SpaceKey, Standing
from app.storage.changes import MAX_COUNTER, Change, make_change
from app.storage.edits import Edit
from app.storage.registry import DELETED
from tests.helpers.vaults import a_vault, state
from tests.storage.test_invariants import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.storage.vault import Vault

ENTITIES = (
    ("team", "household", "H1"),
    ("team", "household", "H2"),
    ("d:H1", "note", "N1"),
    ("d:H1", "note", "N2"),
    ("d:H2", "note", "N1"),
    ("d:H2", "robot", "R1"),
)
AUTHORS = {"D1": "M1", "D2": "M2", "D3": "M3"}


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Changes as laptops make them, and as a hostile one does: naming what is not theirs."""
    made: list[Change] = []
    for _ in range(draw(st.integers(1, 14))):
        space, kind, entity = draw(st.sampled_from(ENTITIES))
        fields: dict[str, Any] = draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "text": st.sampled_from(["aap", "noot", "mies"]),
                    "name": st.sampled_from(["Ğazi", "Łukasz"]),
                    "household": st.sampled_from(["H1", "H2", "N1", "N2"]),
                },
            ).filter(bool)
        )
        own = [one for one in made if (one.space, one.kind, one.entity) == (space, kind, entity)]
        if draw(st.integers(0, 3)) == 0:
            fields = {DELETED: draw(st.one_of(st.none(), st.just(_all_seen(own, made))))}
        named = own if draw(st.integers(0, 3)) else made
        replaces = {
            name: [one.id for one in named if name in one.values() and draw(st.integers(0, 2)) > 0]
            for name in fields
        }
        made.append(
            make_change(
                space=space, kind=kind, entity=entity, fields=fields, replaces=replaces,
                device=draw(st.sampled_from(sorted(AUTHORS))),
                counter=draw(st.sampled_from([len(made) + 1, len(made) + 1, 2, MAX_COUNTER])),
                wall=f"2026-03-02T09:00:{len(made):02}",
            )
        )  # fmt: skip
    return made


def _all_seen(own: list[Change], made: list[Change]) -> dict[str, Any]:
    heads: dict[str, list[str]] = {}
    for one in own:
        for name in one.values():
            heads.setdefault(name, []).append(one.id)
    return {"heads": heads, "children": sorted({one.entity for one in made})}


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Vault]]:
    folder = tmp_path_factory.mktemp("kluizen")
    vaults = [a_vault(folder / str(n), registry=SMALL) for n in range(3)]
    yield vaults
    for vault in vaults:
        vault.close()


@given(made=histories(), chance=st.integers(0, 2**16).map(random.Random))
def test_that_a_vault_after_a_cut_equals_one_that_never_got_it(
    three: list[Vault], made: list[Change], chance: random.Random
) -> None:
    after, never, all_of_it = three
    for vault in three:
        vault.sharing.retract([], [change.id for change in vault.changes()])
        assert vault.query("SELECT * FROM entities") == []
    mixed = chance.sample(made, len(made))
    cut = chance.sample(made, chance.randrange(len(made) + 1))
    after.apply(mixed, AUTHORS)
    all_of_it.apply(made, AUTHORS)
    assert state(after) == state(all_of_it)
    after.sharing.retract([], [change.id for change in cut])
    assert after.check()["ok"]
    never.apply([change for change in made if change not in cut], AUTHORS)
    assert state(after) == state(never)
    after.apply(cut, AUTHORS)
    assert after.check()["ok"]
    assert state(after) == state(all_of_it)


def test_that_a_change_that_named_what_was_cut_in_another_note_waits_for_it(
    tmp_path: Path,
) -> None:
    vault = a_vault(tmp_path / "a", registry=SMALL)
    first = a_small("N1", {"text": "aap"}, 1)
    second = a_small("N2", {"text": "noot"}, 2, {"text": [first.id]})
    vault.apply([first, second])
    vault.sharing.retract([], [first.id])
    assert vault.check()["ok"]
    vault.apply([first])
    assert vault.check()["ok"]
    assert vault.get("note", "N1") is not None
    vault.close()


def test_that_a_household_is_deleted_again_without_the_note_that_brought_it_back(
    tmp_path: Path,
) -> None:
    vault = a_vault(tmp_path / "a", registry=SMALL)
    vault.record([Edit("household", "H1", {"name": "Ğazi"})])
    (deleted,) = vault.delete("household", "H1")
    late = a_small("N1", {"household": "H1", "text": "noot"}, 9)
    vault.apply([late])
    assert vault.get("household", "H1") is not None
    vault.sharing.retract([], [late.id])
    assert vault.get("household", "H1") is None
    assert vault.search("Ğazi") == []
    vault.sharing.retract([], [deleted.id])
    assert vault.get("household", "H1") is not None
    assert len(vault.search("Ğazi")) == 1
    assert vault.check()["ok"]
    vault.close()


def a_small(
    entity: str, fields: dict[str, Any], counter: int, replaces: dict[str, list[str]] | None = None
) -> Change:
    return make_change(
        space="d:H1", kind="note", entity=entity, fields=fields, replaces=replaces or {},
        device="D1", counter=counter, wall="2026-03-02T09:00:00",
    )  # fmt: skip


# ---------------------------------------------------------------- a cut, as it is made


def a_note(vault: Vault, text: str) -> Change:
    (change,) = vault.record([Edit("contact", "C1", {"household": "H1", "line": text})])
    return change


def sent_by(vault: Vault, name: str, changes: list[Change]) -> tuple[Kept, list[Opened]]:
    """A segment with a frame per space, and the frames as they are opened."""
    spaces: dict[str, list[bytes]] = {}
    for change in changes:
        spaces.setdefault(change.space, []).append(change.line().encode())
    kept = Kept(name * 40, vault.device_id, 1, None, name.encode(), tuple(spaces))
    return kept, [
        Opened(kept.id, number, space, frozenset({vault.device_id}), tuple(lines))
        for number, (space, lines) in enumerate(spaces.items())
    ]


def receive(vault: Vault, kept: Kept, opened: list[Opened], authors: dict[str, str]) -> None:
    keys = [SpaceKey(key, key, b"k" * 32, "D", frozenset({"D"}), "D") for key in kept.frames]
    vault.sharing.keep_segments([kept], keys)
    vault.sharing.merge(opened, authors, [])


def test_that_work_after_the_cut_is_kept_and_seen_nowhere(tmp_path: Path) -> None:
    gone, here = a_vault(tmp_path / "a", "Ağca"), a_vault(tmp_path / "b", "Njål")
    early, late = a_note(gone, "voor de streep"), a_note(gone, "na de streep")
    first = sent_by(gone, "1", [early])
    after = sent_by(gone, "2", [late])
    receive(here, *first, gone.authors())
    before = state(here)
    receive(here, *after, gone.authors())
    assert here.search("streep")[0].snippet == "na de streep"
    here.sharing.retract([after[0].id], [late.id])
    assert state(here) == before
    assert here.check()["ok"]
    assert here.search("streep")[0].snippet == "voor de streep"
    assert here.sharing.sealed(after[0].id) == b"2"
    assert here.sharing.openable(9) == []
    standing = {one.id[0]: one.standing for one in here.sharing.segments()}
    assert standing == {"1": Standing.COUNTS, "2": Standing.APART}
    here.sharing.readmit([after[0].id])
    here.sharing.merge(after[1], gone.authors(), [])
    assert here.search("streep")[0].snippet == "na de streep"
    assert here.sharing.openable(9) == []
    gone.close()
    here.close()


def test_that_what_was_set_aside_goes_apart_with_its_segment(tmp_path: Path) -> None:
    here = a_vault(tmp_path / "b")
    kept, _opened = sent_by(here, "1", [])
    here.sharing.keep_segments([kept], [])
    here.sharing.merge([Opened(kept.id, 0, "team", frozenset(), (b"{",))], {}, [])
    here.sharing.retract([kept.id], [])
    assert here.set_aside() == []
    here.close()


def test_that_own_work_after_a_cut_of_another_is_still_sent(tmp_path: Path) -> None:
    """A place in the log that came free is given out again: what gets it was never sent."""
    gone, here = a_vault(tmp_path / "a"), a_vault(tmp_path / "b")
    a_note(gone, "na de streep")
    changes = list(gone.changes())
    receive(here, *sent_by(gone, "1", changes), gone.authors())
    part = here.sharing.unsent()
    here.sharing.keep_own(Kept("o" * 40, here.device_id, 1, None, b"o", ()), part.upto, [])
    here.sharing.retract(["1" * 40], [change.id for change in changes])
    mine = a_note(here, "eigen werk")
    assert [line for lines in here.sharing.unsent().lines.values() for line in lines] == [
        mine.line().encode()
    ]
    gone.close()
    here.close()


def test_that_a_cut_in_the_middle_of_typing_loses_no_letter(tmp_path: Path) -> None:
    gone, here = a_vault(tmp_path / "a"), a_vault(tmp_path / "b")
    late = a_note(gone, "na de streep")
    receive(here, *sent_by(gone, "1", [late]), gone.authors())
    here.draft("contact", "C1", "line", "na de streep, en meer", {"household": "H1"})
    here.sharing.retract(["1" * 40], [late.id])
    here.commit_drafts()
    note = here.get("contact", "C1")
    assert note is not None
    assert note.fields()["line"] == "na de streep, en meer"
    assert here.check()["ok"]
    gone.close()
    here.close()


def test_that_a_cut_costs_what_was_cut_and_not_the_whole_vault(tmp_path: Path) -> None:
    here = a_vault(tmp_path / "b")
    here.record(
        [Edit("contact", f"C{n}", {"household": "H1", "line": f"w {n}"}) for n in range(2_000)]
    )
    few = [change.id for change in here.changes()][-10:]
    start = time.process_time()
    here.sharing.retract([], few)
    middle = time.process_time()
    here.rebuild()
    assert middle - start < (time.process_time() - middle) / 2
    assert len(here.rows("contact")) == 1_990
    here.close()


def test_that_what_leaves_the_log_is_news(tmp_path: Path) -> None:
    vault = a_vault(tmp_path / "a", registry=SMALL)
    vault.news()
    (made,) = vault.record([Edit("household", "H1", {"name": "Ğazi"})])
    assert vault.news() == {"household"}
    vault.sharing.retract([], [made.id])
    assert vault.news() == {"household"}
    assert vault.news() == frozenset()
    vault.close()
