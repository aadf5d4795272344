"""Words that a full disk would not take outlive a lock, sealed, and come back where they belong."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import pytest

from app.errors import UserError
from app.services import contacts, fields, session, unkept
from app.services.held import Sealed, Words
from app.services.session import Session
from app.services.target import Target
from tests.helpers import homes
from tests.helpers.vaults import PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.clock import FixedClock
    from tests.services.conftest import Case

BEFORE = "De verhuurder belt"
LONG = BEFORE + " terug. Mehmet Yıldırım zag Zeynep Özgür bij de deur." * 400
PAGE, SMALL = 4_000, 50
"""Letters that need a page of their own, and that fit between others."""
STREET = "Lange Gracht " * 28


def full(s: Session) -> None:
    """SQLite itself says that the disk is full: no page is free, and the file may not grow."""
    pages = s.vault.query("PRAGMA page_count")[0]["page_count"]
    s.vault._store.db.run(f"PRAGMA max_page_count = {pages}")  # noqa: SLF001 - no other way in
    for size in (PAGE, SMALL):
        for number in count():
            try:
                s.vault.set_setting(f"{size} {number}", "x" * size)
            except UserError:
                break


def roomy(s: Session) -> None:
    s.vault._store.db.run("PRAGMA max_page_count = 1000000")  # noqa: SLF001


def refused(s: Session, target: Target, words: str, seen: str | None, part: str = "") -> None:
    service = fields.type_part if part else fields.type
    typed = (part, words, seen) if part else (words, seen)
    with pytest.raises(UserError, match="disk_full"):
        unkept.type_words(s, service, target, typed)


class Laptop:
    """A session that is locked and opened again, with what stays in memory between."""

    def __init__(self, case: Case, clock: FixedClock) -> None:
        self.now, self._clock = case.session, clock
        self._path, self.sealed = case.session.vault.path, list[Sealed]()
        self.note = Target("person", case.anja, "safety_note")
        self.where = Target("household", case.household, "address")

    def lock(self) -> None:
        if sealed := unkept.lay_by(self.now):
            self.sealed.append(sealed)
        self.now.lock()

    def unlock(self, *, fits: bool = True) -> None:
        self.now = session.unlock(self._path, PASSPHRASE, self._clock)
        if not fits:
            full(self.now)
        self.sealed = [one for one in self.sealed if not unkept.give_back(self.now, one)]

    def says(self, target: Target) -> tuple[object, int]:
        """What the field shows, and how many others stand beside it."""
        state = fields.read(self.now, target)
        return state.value, len(state.others)


@pytest.fixture
def laptop(case: Case, clock: FixedClock) -> Iterator[Laptop]:
    made = Laptop(case, clock)
    yield made
    if not made.now.vault.closed:
        made.now.lock()


def test_that_words_that_did_not_fit_come_back_after_a_lock(laptop: Laptop) -> None:
    s, seen = laptop.now, fields.read(laptop.now, laptop.note).seen
    unkept.type_words(s, fields.type, laptop.note, (BEFORE, seen))
    full(s)
    refused(s, laptop.note, LONG, seen)
    laptop.lock()
    (sealed,) = laptop.sealed
    assert sealed.number == 1
    assert b"verhuurder" not in sealed.sealed
    laptop.unlock()
    assert laptop.says(laptop.note) == (LONG, 0)
    assert (len(laptop.now.unkept), laptop.sealed) == (0, [])


def test_that_they_wait_on_while_the_disk_is_full_and_through_a_second_lock(
    laptop: Laptop,
) -> None:
    s, seen = laptop.now, fields.read(laptop.now, laptop.note).seen
    unkept.type_words(s, fields.type, laptop.note, (BEFORE, seen))
    full(s)
    refused(s, laptop.note, LONG, seen)
    for _ in range(2):
        laptop.lock()
        laptop.unlock(fits=False)
        assert unkept.again(laptop.now) == 1
    roomy(laptop.now)
    assert unkept.again(laptop.now) == 0
    assert laptop.says(laptop.note) == (LONG, 0)


def test_that_what_is_written_meanwhile_stands_beside_them(laptop: Laptop) -> None:
    s, seen = laptop.now, fields.read(laptop.now, laptop.note).seen
    full(s)
    refused(s, laptop.note, LONG, seen)
    laptop.lock()
    laptop.unlock(fits=False)
    roomy(laptop.now)
    fields.put(laptop.now, laptop.note, "Niet alleen op bezoek")
    assert unkept.again(laptop.now) == 0
    state = fields.read(laptop.now, laptop.note)
    assert {state.value, *(one.value for one in state.others)} == {LONG, "Niet alleen op bezoek"}


def test_that_a_part_of_a_register_comes_back_with_the_other_parts(laptop: Laptop) -> None:
    unkept.type_words(laptop.now, fields.type, laptop.note, ("x" * (PAGE - 300), None))
    full(laptop.now)
    refused(laptop.now, laptop.where, STREET, fields.read(laptop.now, laptop.where).seen, "street")
    laptop.lock()
    laptop.unlock()
    state = fields.read(laptop.now, laptop.where)
    parts = fields.parts_of(state.value)
    assert (parts["street"], parts["number"], state.others) == (STREET, "41", ())


def test_that_words_typed_before_their_field_come_back_behind_what_stands_there(
    laptop: Laptop,
) -> None:
    fields.put(laptop.now, laptop.note, "Hond")
    full(laptop.now)
    with pytest.raises(UserError, match="disk_full"):
        unkept.add(laptop.now, lambda _s: laptop.note, "", LONG, "\n")
    laptop.lock()
    laptop.unlock()
    assert laptop.says(laptop.note) == (f"Hond\n{LONG}", 0)


def test_that_words_saved_after_all_are_not_put_back(laptop: Laptop) -> None:
    s, seen = laptop.now, fields.read(laptop.now, laptop.note).seen
    full(s)
    refused(s, laptop.note, LONG, seen)
    roomy(s)
    unkept.type_words(s, fields.type, laptop.note, ("Toch anders", seen))
    laptop.lock()
    assert laptop.sealed == []


def test_that_a_contact_that_was_recorded_leaves_nothing_to_put_back(
    laptop: Laptop, case: Case
) -> None:
    begun = contacts.begun(laptop.now)
    context = (("household", case.household), ("how", "telefoon"), ("at", begun.at))
    full(laptop.now)
    refused(laptop.now, Target("contact", begun.id, "line", context), LONG, None)
    roomy(laptop.now)
    contacts.log(laptop.now, case.household, "", "telefoon", "Kort", None, begun.id)
    assert len(laptop.now.unkept) == 0


def test_that_a_contact_that_is_about_nobody_yet_waits_as_a_draft_again(laptop: Laptop) -> None:
    begun = contacts.begun(laptop.now)
    context = (("household", ""), ("how", "telefoon"), ("at", begun.at))
    full(laptop.now)
    refused(laptop.now, Target("contact", begun.id, "line", context), LONG, None)
    laptop.lock()
    laptop.unlock()
    assert contacts.begun(laptop.now).line == LONG


def test_that_another_vault_does_not_open_them(laptop: Laptop) -> None:
    full(laptop.now)
    refused(laptop.now, laptop.note, LONG, None)
    laptop.lock()
    (sealed,) = laptop.sealed
    laptop.unlock()
    laptop.now.vault.rekey(PASSPHRASE)
    assert not unkept.give_back(laptop.now, sealed)
    assert "verhuurder" not in repr(sealed)
    assert "verhuurder" not in repr(Words(laptop.note, "", LONG))


def test_that_words_for_another_household_never_come_back_at_the_first(
    laptop: Laptop, case: Case
) -> None:
    s, begun = laptop.now, contacts.begun(laptop.now)
    other = homes.new_household(s, "Familie Szőke")
    words = (("how", "telefoon"), ("at", begun.at))
    full(s)
    at_first = Target("contact", begun.id, "line", (("household", case.household), *words))
    refused(s, at_first, LONG, None)
    to = replace(
        begun, id="C2", action=contacts.step_id("C2"), household=other, how="telefoon", line=LONG
    )
    with pytest.raises(UserError, match="disk_full"):
        contacts.moved(s, begun.id, to)
    refused(s, Target("contact", "C2", "line", (("household", other), *words)), LONG, None)
    laptop.lock()
    laptop.unlock()
    assert [one.line for one in homes.contacts_of(laptop.now, other)] == [LONG]
    assert homes.contacts_of(laptop.now, case.household) == ()


def test_that_a_contact_from_before_the_first_answer_outlives_a_full_disk_whole(
    laptop: Laptop,
) -> None:
    early = contacts.Begun("C1", contacts.step_id("C1"), "", "", how="app", line=LONG, what="Bel")
    full(laptop.now)
    with pytest.raises(UserError, match="disk_full"):
        contacts.keep(laptop.now, early)
    laptop.lock()
    laptop.unlock()
    found = contacts.begun(laptop.now)
    assert (found.line, found.what, found.how) == (LONG, "Bel", "app")
