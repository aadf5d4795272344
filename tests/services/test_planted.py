"""A twin of a record, planted in a dossier with other readers, draws no words to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services import fields
from app.services.target import Target
from app.storage.changes import make_change

if TYPE_CHECKING:
    from app.services.session import Session
    from tests.services.conftest import Case

OTHER = "0000000000000000000000000A"
"""A household whose space comes before any other."""
WORDS = "Niet voor anderen"


def a_plan_with_a_twin(case: Case) -> Target:
    """The id of a plan follows from its household: who reads nothing of it can work it out."""
    fields.put_many(case.session, "plan", "PLAN", {"household": case.household})
    twin = make_change(
        space=f"d:{OTHER}", kind="plan", entity="PLAN", device="ANOTHER", counter=1, replaces={},
        wall="2026-03-01T09:00:00.000+00:00", fields={"household": OTHER, "evaluation": "nep"},
    )  # fmt: skip
    case.session.vault.apply([twin], {"ANOTHER": "colleague"})
    return Target("plan", "PLAN", "evaluation", (("household", case.household),))


def spaces_of_words(session: Session) -> set[str]:
    return {change.space for change in session.vault.changes() if WORDS in change.fields}


def test_that_what_is_typed_stays_in_the_dossier_on_the_screen(case: Case) -> None:
    target = a_plan_with_a_twin(case)
    fields.type(case.session, target, WORDS)
    fields.commit(case.session, target)
    assert spaces_of_words(case.session) == {f"d:{case.household}"}


def test_that_what_is_chosen_stays_in_the_dossier_on_the_screen(case: Case) -> None:
    fields.put(case.session, a_plan_with_a_twin(case), WORDS)
    assert spaces_of_words(case.session) == {f"d:{case.household}"}
