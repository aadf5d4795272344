"""What two members decided to erase is gone: from every list, and from every byte of the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clock import derived_id
from app.model.sealed import Erasure, Kept, Opened, SpaceKey
from app.storage.changes import Change
from app.storage.edits import Edit
from app.storage.files import beside
from app.storage.vault import Vault
from tests.helpers.pages import plain_pages
from tests.helpers.vaults import a_vault, exchange, state
from tests.storage.test_invariants import SMALL
from tests.storage.test_sharing_retract import AUTHORS, ENTITIES, histories

WORD = "zonneschijnstraat"
"""Stands in what is erased and nowhere else."""
DOSSIER = Erasure("a" * 40, frozenset({"d:H1"}), frozenset({("team", "household", "H1")}))


def a_dossier(vault: Vault, household: str, word: str) -> None:
    vault.record(
        [
            Edit("household", household, {"name": f"Familie {word}"}),
            Edit("contact", f"C-{household}", {"household": household, "line": f"over {word}"}),
            Edit(
                "attachment",
                f"A-{household}",
                {
                    "household": household,
                    "name": f"brief {word}.pdf",
                    "blob": {"id": f"blob-{household}", "key": "", "size": 3},
                },
            ),
        ]
    )
    vault.sharing.put_blob(f"blob-{household}", b"xyz", 3)
    vault.record([Edit("contact", f"C-{household}", {"line": f"nog eens {word}"})])
    vault.draft("contact", f"C-{household}", "line", f"en weer {word}")
    vault.draft("contact", f"N-{household}", "line", f"nieuw {word}", {"household": household})


def bytes_of(vault: Vault) -> bytes:
    vault.tidy()
    return plain_pages(vault.path, vault._unlocked.key)  # noqa: SLF001


def test_that_an_erased_dossier_is_in_no_list_and_no_byte(opened: Vault) -> None:
    a_dossier(opened, "H1", WORD)
    a_dossier(opened, "H2", "regenboog")
    opened.set_setting("bewaard", {derived_id("d:H1", "contact", "C-H1", "line"): WORD, "x": "y"})
    assert WORD.encode() in bytes_of(opened)
    opened.sharing.erase([DOSSIER])
    assert opened.check()["ok"]
    assert WORD.encode() not in bytes_of(opened)
    assert b"regenboog" in bytes_of(opened)
    assert opened.search(WORD) == []
    assert opened.search_households(WORD) == []
    assert not any(WORD in line or '"H1"' in line for line in opened.export_lines(closed=True))
    assert opened.history("C-H1") == []
    assert {draft.entity for draft in opened.drafts()} == {"C-H2", "N-H2"}
    assert opened.sharing.blobs() == [("blob-H2", 3, True)]
    assert opened.setting("bewaard") == {"x": "y"}
    assert opened.query("SELECT * FROM entities WHERE id LIKE '%H1'") == []


def test_that_erasing_again_changes_nothing(opened: Vault) -> None:
    a_dossier(opened, "H1", WORD)
    opened.sharing.erase([DOSSIER])
    before = state(opened)
    opened.sharing.erase([DOSSIER, DOSSIER])
    assert state(opened) == before


def test_that_one_note_is_erased_and_the_rest_of_its_dossier_stays(opened: Vault) -> None:
    a_dossier(opened, "H1", "regenboog")
    opened.record([Edit("contact", "C2", {"household": "H1", "line": WORD})])
    one = Erasure("b" * 40, frozenset(), frozenset({("d:H1", "contact", "C2")}))
    opened.sharing.erase([one])
    assert WORD.encode() not in bytes_of(opened)
    assert opened.get("contact", "C2") is None
    assert len(opened.search("regenboog")) == 3
    assert opened.sharing.blob("blob-H1") == b"xyz"


def test_that_what_was_set_aside_of_an_erased_dossier_goes_too(opened: Vault) -> None:
    opened.sharing.merge(
        [Opened("s" * 40, 0, "d:H1", frozenset(), (f"geen change: {WORD}".encode(),))], {}, []
    )
    opened.apply([f'{{"space":"d:H1","kind":"contact","entity":"C1","fields":"{WORD}"}}'])
    opened.apply(['{"space":"d:H2"}'])
    assert len(opened.set_aside()) == 3
    opened.sharing.erase([DOSSIER])
    assert [one.body for one in opened.set_aside()] == ['{"space":"d:H2"}']
    assert WORD.encode() not in bytes_of(opened)


def test_that_keys_alone_are_erased_out_of_every_file_at_once(opened: Vault) -> None:
    """Of a dossier of which nothing else came here."""
    gone = Erasure("a" * 40, frozenset({"d:H9"}), frozenset())
    secret = b"sleutel van de zonneschijnstraat"
    key = SpaceKey("k1", "d:H9", secret, "D1", frozenset({"D1"}), "D1")
    kept = Kept("a" * 40, "D1", 1, None, b"sealed", ("k1",))
    opened.sharing.keep_segments([kept], [key])
    assert secret in bytes_of(opened)
    opened.sharing.erase([gone])
    assert beside(opened.path, "-wal").stat().st_size == 0
    assert secret not in plain_pages(opened.path, opened._unlocked.key)  # noqa: SLF001
    opened.record([Edit("household", "H2", {"name": "Familie Őze"})])
    opened.sharing.erase([gone])
    assert beside(opened.path, "-wal").stat().st_size > 0, "nothing to erase: quick"


def test_that_what_is_erased_never_comes_back_by_merging(tmp_path: Path) -> None:
    a, b = a_vault(tmp_path / "a"), a_vault(tmp_path / "b")
    a_dossier(a, "H1", WORD)
    a_dossier(a, "H2", "regenboog")
    a.commit_drafts()
    b.sharing.erase([DOSSIER])
    for space in ("team", "d:H1", "d:H2"):
        lines = tuple(change.line().encode() for change in a.changes(spaces=[space]))
        frame = Opened("s" * 40, 0, space, frozenset({a.device_id}), lines)
        b.sharing.merge([frame], a.authors(), [DOSSIER])
    assert b.set_aside() == []
    a.sharing.erase([DOSSIER])
    a.apply([], b.authors())
    exchange(b, a)
    assert state(a) == state(b)
    assert len(b.search("regenboog")) > 0
    a.close()
    b.close()


def test_that_a_file_of_two_attachments_stays_for_the_other(opened: Vault) -> None:
    blob = {"id": "samen", "key": "", "size": 3}
    for household in ("H1", "H2"):
        fields = {"household": household, "name": "brief.pdf", "blob": blob}
        opened.record([Edit("attachment", f"A-{household}", fields)])
    opened.sharing.put_blob("samen", b"xyz", 3)
    opened.sharing.erase([DOSSIER])
    assert opened.sharing.blob("samen") == b"xyz"


@given(
    texts=st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from([1, 20, 150, 900])), min_size=1, max_size=120
    )
)
def test_that_no_byte_stays_whatever_was_written_before(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[int, int]]
) -> None:
    vault = a_vault(tmp_path_factory.mktemp("kluis") / "a")
    for number, (place, length) in enumerate(texts):
        house = f"H{place % 3}"
        text = f"{WORD if house == 'H1' else 'regenboog'} " * length
        vault.draft("contact", f"C{place}", "line", text, {"household": house})
        if number % 3 == 0:
            vault.commit_draft("contact", f"C{place}", "line")
    vault.sharing.erase([DOSSIER])
    assert WORD.encode() not in bytes_of(vault)
    assert vault.check()["ok"]
    vault.close()


@given(
    made=histories(),
    spaces=st.frozensets(st.sampled_from(["team", "d:H1", "d:H2"]), max_size=2),
    entities=st.frozensets(st.sampled_from(ENTITIES), max_size=3),
)
def test_that_a_vault_after_erasing_equals_one_that_never_got_it(
    tmp_path_factory: pytest.TempPathFactory,
    made: list[Change],
    spaces: frozenset[str],
    entities: frozenset[tuple[str, str, str]],
) -> None:
    folder = tmp_path_factory.mktemp("kluizen")
    after, never = a_vault(folder / "a", registry=SMALL), a_vault(folder / "b", registry=SMALL)
    gone = Erasure("e" * 40, spaces, entities)
    after.apply(made, AUTHORS)
    after.sharing.erase([gone])
    assert after.check()["ok"]
    never.apply([one for one in made if not gone.covers(one.space, one.kind, one.entity)], AUTHORS)
    assert state(after) == state(never)
    after.close()
    never.close()


def test_that_what_is_erased_is_news_and_so_is_what_is_recorded_after_it(opened: Vault) -> None:
    """Places of the newest changes come again: what takes them must not pass for heard."""
    opened.news()
    a_dossier(opened, "H2", "regenboog")
    assert opened.news() == {"household", "contact", "attachment"}
    assert opened.news() == frozenset()
    a_dossier(opened, "H1", WORD)
    opened.news()
    opened.sharing.erase([DOSSIER])
    opened.record([Edit("agenda_item", "A1", {"title": "Repaircafé"})])
    assert opened.news() == {"household", "contact", "attachment", "agenda_item"}
    assert opened.news() == frozenset()
    opened.sharing.erase([DOSSIER])
    assert opened.news() == frozenset()
