"""Whatever people do, in any order: no error but a sentence, no word lost, and a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from app.errors import UserError
from app.services import (
    agreements,
    attachments,
    attention,
    closed_notes,
    contacts,
    differences,
    dossiers,
    households,
    official,
    referrals,
    summaries,
    today,
    undoing,
    visits,
    zrm,
)
from tests.helpers.lives import a_life
from tests.helpers.vaults import state
from tests.services.wandering import Duo

if TYPE_CHECKING:
    from pathlib import Path

STEPS: Final = 30
STEPS_LONG: Final = 60
LONG: Final = 300
"""Lives of the long run, each of a second or two."""
DEEDS: Final = (
    "add", "agree", "assign", "attach", "bring_back", "come_back", "correct", "end_help",
    "finish_visit", "hand_over", "lock", "log_contact", "mark", "meet", "move_on", "note",
    "note_closed", "note_early", "plan_visit", "press_bar", "press_bar", "read_back", "remove",
    "score", "set_goal", "set_plan", "settle", "share_with", "sit_down", "start_visit", "take_down",
    "take_down", "tick", "turn_down", "undo", "undo", "undo", "wait",
)  # fmt: skip
"""Some twice: what they do is what goes wrong."""
GOES_BACK: Final = (
    "add", "agree", "assign", "attach", "bring_back", "come_back", "end_help", "mark", "move_on",
    "plan_visit", "remove", "set_goal", "set_plan", "start_visit", "tick", "turn_down",
)  # fmt: skip
"""Deeds of one step, whose bar leads back to what was there."""


@pytest.mark.parametrize("seed", range(2))
def test_that_no_order_of_doing_and_undoing_breaks_a_rule(tmp_path: Path, seed: int) -> None:
    live(seed, tmp_path, STEPS)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, LONG))
def test_that_no_order_breaks_a_rule_in_many_lives(tmp_path: Path, seed: int) -> None:
    live(seed, tmp_path, STEPS_LONG)


def live(seed: int, folder: Path, steps: int) -> None:
    """One life of a duo."""
    duo, did = Duo(seed, folder), [f"seed {seed}"]
    with a_life(did, duo.close):
        for number in range(steps):
            step(duo, did)
            if number % 5 == 0:
                look(duo)
        end(duo)


def step(duo: Duo, did: list[str]) -> None:
    """One deed at random; of some also that the way back leads to what was there."""
    deed = duo.chance.choice(DEEDS)
    did.append(f"{duo.laptops.index(duo.here)} {deed}")
    try:
        if deed in GOES_BACK and duo.chance.random() < 0.3:
            there_and_back(duo, deed)
        else:
            getattr(duo, deed)()
    except UserError as error:
        did.append(f"  {error.id}")


def there_and_back(duo: Duo, deed: str) -> None:
    """What was done and at once taken back, by its bar or by the key, is as if never done."""
    duo.s.vault.commit_drafts()
    before, bars = duo.export(), len(duo.here.bars)
    duo.only_living = True
    try:
        getattr(duo, deed)()
    finally:
        duo.only_living = False
    if len(duo.here.bars) != bars + 1:
        return
    bar = duo.here.bars.pop()
    by_key = duo.chance.random() < 0.5
    try:
        done = undoing.undo_last(duo.s) if by_key else undoing.take_back(duo.s, bar)
    except UserError as error:
        pytest.fail(f"{deed}, and at once {error.id}")
    assert done is not None, deed
    assert duo.export() == before, deed


def look(duo: Duo) -> None:
    """Every screen that reads: none of them may fail on what is there."""
    s = duo.s
    for read in (today.today, contacts.begun, households.lines, attention.lines,
                 differences.differences, referrals.listing):  # fmt: skip
        read(s)
    for card in referrals.listing(s, open_only=False):
        referrals.form(s, card.id)
    for home in households.lines(s):
        dossier = dossiers.dossier(s, home.id)
        attachments.of(s, home.id)
        closed_notes.readable(s, home.id)
        agreements.plan(s, home.id)
        for visit in dossier.visits:
            visits.everything(s, visit.id)
            official.visit_text(s, visit.id)
            for person in visits.conversation(s, visit.id).persons:
                summaries.paper(s, visit.id, person.id)
                zrm.table(s, visit.id, person.id)


def end(duo: Duo) -> None:
    """Both locked and opened again: sound, equal, and every word is there."""
    for one in duo.laptops:
        duo.here = one
        duo.lock()
        duo.s.vault.check()
    duo.meet()
    first, second = (state(one.s.vault) for one in duo.laptops)
    assert first == second
    written = duo.written()
    assert [word for word in sorted(duo.said) if word not in written] == []
    look(duo)
