"""A contact that is being written: its words stay, and only where they were meant to be."""

from __future__ import annotations

from app.services import contacts, fields, undoing
from app.services.contacts import Begun
from app.services.session import Session
from app.services.target import Target
from tests.helpers import homes
from tests.services.conftest import Case

LONG = "Belde lang over de brief van de woningstichting en het bedrag erin"


def typing(s: Session, begun: Begun, line: str, what: str = "") -> None:
    """As the panel keeps what is typed."""
    fields.type(s, begun.line_at(), line)
    if what:
        fields.type(s, begun.step_at(), what)


def begin(s: Session, household: str) -> Begun:
    fresh = contacts.begun(s)
    return Begun(fresh.id, fresh.action, fresh.at, fresh.member, household, how="telefoon")


def spaces_with(s: Session, words: str) -> set[str]:
    """Where something was recorded that still stands and holds these words."""
    found = s.vault.query(
        "SELECT DISTINCT e.space FROM changes c JOIN entities e ON e.key = c.entity"
        " WHERE NOT e.deleted AND instr(c.fields, ?)",
        (words,),
    )
    return {str(row["space"]) for row in found}


def test_that_words_recorded_for_a_wrong_household_are_recorded_for_the_right_one(
    case: Case,
) -> None:
    s = case.session
    other = homes.new_household(s, "Familie Szőke")
    begun = begin(s, case.household)
    typing(s, begun, LONG, "Nabellen")
    typing(s, begun, "Bel", "Nabellen")
    assert s.vault.get("contact", begun.id) is not None
    contacts.log(s, other, "", "telefoon", "Belde terug", {"what": "Nabellen"}, begun.id)
    assert [one.line for one in homes.contacts_of(s, other)] == ["Belde terug"]
    assert homes.contacts_of(s, case.household) == ()
    assert spaces_with(s, "Belde terug") == spaces_with(s, "Nabellen") == {f"d:{other}"}
    assert s.vault.drafts() == []


def test_that_another_household_leaves_nothing_with_the_one_before(case: Case) -> None:
    s = case.session
    other = homes.new_household(s, "Familie Szőke")
    begun = begin(s, case.household)
    typing(s, begun, LONG, "Nabellen")
    s.vault.commit_drafts()
    fresh = begin(s, other)
    to = Begun(
        fresh.id, fresh.action, fresh.at, fresh.member, other, how="app", line=LONG, what="Nabellen"
    )
    contacts.moved(s, begun.id, to)
    assert {draft.context["household"] for draft in s.vault.drafts()} == {other}
    s.vault.commit_drafts()
    assert spaces_with(s, LONG) == spaces_with(s, "Nabellen") == {f"d:{other}"}
    assert [one.line for one in homes.contacts_of(s, other)] == [LONG]


def test_that_undoing_leaves_a_contact_that_is_still_being_typed(case: Case) -> None:
    s = case.session
    phone = Target("household", case.household, "phone")
    fields.put(s, phone, "06 555 01 01")
    begun = begin(s, case.household)
    typing(s, begun, "Belde terug", "Nabellen")
    done = undoing.undo_last(s)
    assert done is not None
    assert done.kind == "household"
    assert fields.read(s, phone).value == "050 555 01 23"
    contacts.log(s, case.household, "", "telefoon", "Belde terug", {"what": "Nabellen"}, begun.id)
    assert [one.line for one in homes.contacts_of(s, case.household)] == ["Belde terug"]


def test_that_what_was_typed_on_something_known_is_taken_back_first(case: Case) -> None:
    phone = Target("household", case.household, "phone")
    fields.type(case.session, phone, "06 555 01 01")
    undoing.undo_last(case.session)
    assert fields.read(case.session, phone).value == "050 555 01 23"
    assert case.session.vault.differences() == []


def test_that_a_contact_taken_back_while_it_was_typed_is_recorded_all_the_same(
    case: Case,
) -> None:
    s = case.session
    begun = begin(s, case.household)
    typing(s, begun, LONG, "Nabellen")
    s.vault.commit_drafts()
    undoing.undo_last(s)
    undoing.undo_last(s)
    assert homes.contacts_of(s, case.household) == ()
    typing(s, begun, LONG + "!", "Nabellen")
    contacts.log(s, case.household, "", "telefoon", LONG + "!", {"what": "Nabellen"}, begun.id)
    assert [one.line for one in homes.contacts_of(s, case.household)] == [LONG + "!"]
    steps = s.vault.rows("action", {"household": case.household})
    assert [one.fields()["what"] for one in steps] == ["Nabellen"]
    assert s.vault.drafts() == []
    assert s.vault.differences() == []
    undoing.undo_last(s)
    assert homes.contacts_of(s, case.household) == ()
    assert s.vault.rows("action", {"household": case.household}) == []


def test_that_a_step_typed_alone_without_a_household_comes_back(case: Case) -> None:
    s = case.session
    fresh = begin(s, "")
    step = Begun(fresh.id, fresh.action, fresh.at, fresh.member, due="2026-12-01")
    target = step.step_at()
    fields.type(s, target, "Brief zoeken")
    s.vault.commit_drafts()
    for _opening in range(2):
        again = contacts.begun(s)
        assert (again.line, again.what, again.due) == ("", "Brief zoeken", "2026-12-01")
        assert [draft.entity for draft in s.vault.drafts()] == [again.action]
    following = {"what": again.what, "due": again.due}
    contacts.log(s, case.household, "", "telefoon", "", following, again.id)
    assert s.vault.drafts() == []
    assert spaces_with(s, "Brief zoeken") == {f"d:{case.household}"}
    assert not contacts.begun(s).what
