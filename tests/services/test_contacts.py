"""A contact that is being written: its words stay, and only where they were meant to be."""

from __future__ import annotations

from app.services import contacts, fields, households
from app.services.contacts import Begun
from app.services.fields import Target
from app.services.session import Session
from tests.services.conftest import Case

LONG = "Belde lang over de brief van de woningstichting en het bedrag erin"


def typing(s: Session, begun: Begun, line: str, what: str = "") -> None:
    """As the panel keeps what is typed."""
    fields.type(s, Target("contact", begun.id, "line", (*begun.fields().items(),)), line)
    if what:
        fields.type(s, Target("action", begun.action, "what", (*begun.step().items(),)), what)


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
    other = households.new_household(s, "Familie Szőke")
    begun = begin(s, case.household)
    typing(s, begun, LONG, "Nabellen")
    typing(s, begun, "Bel", "Nabellen")
    assert s.vault.get("contact", begun.id) is not None
    contacts.log(s, other, "", "telefoon", "Belde terug", {"what": "Nabellen"}, begun.id)
    assert [one.line for one in contacts.recent(s, other)] == ["Belde terug"]
    assert contacts.recent(s, case.household) == ()
    assert spaces_with(s, "Belde terug") == spaces_with(s, "Nabellen") == {f"d:{other}"}
    assert s.vault.drafts() == []


def test_that_another_household_leaves_nothing_with_the_one_before(case: Case) -> None:
    s = case.session
    other = households.new_household(s, "Familie Szőke")
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
    assert [one.line for one in contacts.recent(s, other)] == [LONG]
