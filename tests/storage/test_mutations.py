"""The invariants are worth something: a merge with one rule broken is caught by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from app.storage import deletes, derive, drafts, edits
from tests.storage.test_invariants import Team

if TYPE_CHECKING:
    from collections.abc import Callable

TRIES = settings(
    max_examples=400,
    stateful_step_count=25,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def last_arrival_wins(patch: pytest.MonkeyPatch) -> None:
    broken = derive._WON_CONTESTED.replace(  # noqa: SLF001
        "c.counter DESC, c.device DESC, c.id DESC", "c.seq DESC"
    )
    patch.setattr(derive, "_WON_CONTESTED", broken)


def what_came_too_early_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(derive, "_PENDING", "SELECT 1")


def a_delete_hides_what_it_never_saw(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(deletes, "_stands", lambda *_all: True)


def ancestors_are_not_looked_at(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(deletes, "note_ancestors", lambda _db: None)


def a_delete_does_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(edits, "_delete_steps", lambda *_all: [])


def drafts_are_dropped(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(drafts, "_commit", lambda *_all: [])


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "broken",
    [
        last_arrival_wins,
        what_came_too_early_is_forgotten,
        a_delete_hides_what_it_never_saw,
        ancestors_are_not_looked_at,
        a_delete_does_nothing,
        drafts_are_dropped,
    ],
)
def test_that_a_broken_rule_is_caught(
    broken: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Team, settings=TRIES)
