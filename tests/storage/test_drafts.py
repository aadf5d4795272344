"""Typing: durable at every key press, a change when the thought is finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.errors import UserError
from app.storage.edits import Edit
from app.storage.vault import Vault
from tests.helpers.vaults import a_vault, exchange, reopened
from tests.storage.given import note_fields, text_of, write

if TYPE_CHECKING:
    from pathlib import Path


def test_that_typing_is_shown_and_survives_a_restart(tmp_path: Path) -> None:
    vault = a_vault(tmp_path / "a")
    vault.record([Edit("household", "H1", {"name": "x"}), Edit("visit", "V1", {"household": "H1"})])
    context = {k: v for k, v in note_fields(vault, "").items() if k != "text"}
    vault.draft("domain_note", "N1", "text", "half", context)
    assert vault.get("domain_note", "N1") is None
    assert text_of(vault, drafts=True) == "half"
    vault._store.db.close()  # noqa: SLF001  (as a crash would)
    vault = reopened(tmp_path / "a")
    assert [draft.value for draft in vault.drafts()] == ["half"]
    (change,) = vault.commit_draft("domain_note", "N1")
    assert change.values() == {**context, "text": "half"}
    assert vault.drafts() == []
    vault.close()


def test_that_closing_makes_changes_of_drafts(pair: tuple[Vault, Vault], tmp_path: Path) -> None:
    a, _b = pair
    a.draft("domain_note", "N1", "text", "tot hier")
    a.close()
    again = reopened(a.path)
    assert text_of(again) == "tot hier"
    assert again.drafts() == []
    again.close()


def test_that_typing_back_makes_no_change(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    a.draft("domain_note", "N1", "text", "eerste tekst!")
    a.draft("domain_note", "N1", "text", "eerste tekst")
    assert a.commit_drafts() == []


def test_that_what_arrives_under_the_cursor_becomes_a_difference(
    pair: tuple[Vault, Vault],
) -> None:
    a, b = pair
    a.draft("domain_note", "N1", "text", "eerste tekst, aangevuld")
    write(b, "van b")
    exchange(b, a)
    a.draft("domain_note", "N1", "text", "eerste tekst, aangevuld door a")
    a.commit_drafts()
    (difference,) = a.differences()
    assert {h.value for h in difference.heads} == {"van b", "eerste tekst, aangevuld door a"}


def test_that_a_field_that_was_empty_on_the_screen_replaces_nothing(
    pair: tuple[Vault, Vault],
) -> None:
    a, b = pair
    a.draft("domain_note", "N1", "wish", "rust", seen=None)
    b.record([Edit("domain_note", "N1", {"wish": "een baan"})])
    exchange(b, a)
    a.commit_drafts()
    (difference,) = a.differences()
    assert {h.value for h in difference.heads} == {"rust", "een baan"}


def test_that_wiping_much_text_first_keeps_it(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    long = "een heel verhaal dat ineens weg is, met alle woorden erbij"
    a.draft("domain_note", "N1", "text", long)
    for length in range(len(long), 0, -7):
        a.draft("domain_note", "N1", "text", long[:length])
    a.draft("domain_note", "N1", "text", "")
    a.commit_drafts()
    assert long in [p.value for p in a.history("N1", "text")]
    assert text_of(a) == ""
    assert a.differences() == []


def test_that_small_corrections_make_one_change(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    for text in ("eerste tekst m", "eerste tekst me", "eerste tekst met", "eerste tekst mee"):
        a.draft("domain_note", "N1", "text", text)
    assert len(a.commit_drafts()) == 1


def test_that_a_draft_that_can_never_be_saved_is_refused_at_the_first_key(
    pair: tuple[Vault, Vault],
) -> None:
    a, _b = pair
    with pytest.raises(UserError, match="missing_household"):
        a.draft("domain_note", "N9", "text", "los")
    with pytest.raises(UserError, match="invalid_value"):
        a.draft("domain_note", "N1", "text", "x" * 300_000)
    assert a.drafts() == []


def test_that_a_draft_waits_until_it_is_chosen_whom_it_is_about(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    a.draft("contact", "C9", "line", "Belde", {"household": ""})
    a.draft("contact", "C9", "line", "Belde terug", {"household": ""})
    assert a.commit_drafts() == []
    a.draft("contact", "C9", "line", "Belde terug", {"household": "H1"})
    assert [change.space for change in a.commit_drafts()] == ["d:H1"]
    assert a.drafts() == []


def test_that_a_draft_the_model_refuses_by_now_blocks_no_other(
    pair: tuple[Vault, Vault],
) -> None:
    a, _b = pair
    a.draft("domain_note", "N1", "text", "goed")
    a.draft("household", "H1", "phone", "020")
    a._store.db.run("UPDATE drafts SET value = '3' WHERE kind = 'household'")  # noqa: SLF001
    assert len(a.commit_drafts()) == 1
    assert [draft.value for draft in a.drafts()] == [3]
    assert text_of(a) == "goed"


def test_that_closing_on_a_full_disk_keeps_the_drafts(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    a.draft("domain_note", "N1", "text", "op het laatste moment " * 3000)
    a.tidy()
    db = a._store.db  # noqa: SLF001
    db.value(f"PRAGMA max_page_count = {db.value('PRAGMA page_count')}")
    a.close()
    again = reopened(a.path)
    kept = [d.value for d in again.drafts()] + [p.value for p in again.history("N1", "text")]
    assert "op het laatste moment " * 3000 in kept
    again.close()


def test_that_typing_goes_on_after_a_save_that_failed(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    a.draft("domain_note", "N1", "text", "tot hier")
    a.tidy()
    db = a._store.db  # noqa: SLF001
    db.value(f"PRAGMA max_page_count = {db.value('PRAGMA page_count')}")
    with pytest.raises(UserError, match="disk_full"):
        a.draft("domain_note", "N1", "text", "tot hier en verder " * 3000)
    assert text_of(a, drafts=True) == "tot hier"
    db.value("PRAGMA max_page_count = 1000000")
    a.draft("domain_note", "N1", "text", "tot hier en verder")
    assert [change.values() for change in a.commit_drafts()] == [{"text": "tot hier en verder"}]


def test_that_wiping_that_does_not_fit_on_the_disk_loses_nothing(
    pair: tuple[Vault, Vault],
) -> None:
    a, _b = pair
    full = "alles wat er stond " * 3000
    a.draft("domain_note", "N1", "text", full)
    a.tidy()
    db = a._store.db  # noqa: SLF001
    db.value(f"PRAGMA max_page_count = {db.value('PRAGMA page_count')}")
    with pytest.raises(UserError, match="disk_full"):
        a.draft("domain_note", "N1", "text", "")
    assert text_of(a, drafts=True) == full
    db.value("PRAGMA max_page_count = 1000000")
    a.draft("domain_note", "N1", "text", "")
    a.commit_drafts()
    assert text_of(a) == ""
    assert full in [past.value for past in a.history("N1", "text")]


def test_that_what_was_committed_starts_anew(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    long = "een lange eerste gedachte die al helemaal af is"
    a.draft("domain_note", "N1", "text", long)
    a.commit_drafts()
    a.draft("domain_note", "N1", "text", "kort")
    (change,) = a.commit_drafts()
    assert change.values() == {"text": "kort"}
    assert change.replaces == f'{{"text":["{a.history("N1", "text")[1].change}"]}}'
