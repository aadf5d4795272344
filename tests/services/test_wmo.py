"""A melding under the Wmo 2015 counts its terms, as long as the case is under way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from app.services import dossiers, referrals
from app.storage.edits import Edit
from tests.helpers import homes

if TYPE_CHECKING:
    from app.services.referrals import ReferralCard
    from app.services.session import Session


def only(session: Session) -> ReferralCard:
    (card,) = referrals.listing(session, open_only=False)
    return card


def test_that_only_a_marked_melding_counts(made: Session) -> None:
    melding = referrals.new(made, {"name": "Mevrouw Đorđević"})
    assert (only(made).legal, only(made).terms) == (False, None)
    made.vault.record([Edit("referral", melding, {"legal": True})])
    terms = only(made).terms
    assert only(made).legal
    assert terms is not None
    assert terms.own_plan.last == made.clock.today() + timedelta(days=7)
    assert terms.investigation.last == made.clock.today() + timedelta(weeks=6)
    made.clock.advance(timedelta(days=8).total_seconds())  # type: ignore[attr-defined]
    later = only(made).terms
    assert later is not None
    assert (later.own_plan.past, later.investigation.days_left) == (True, 34)


@pytest.mark.parametrize(
    ("status", "runs"),
    [("gesprek", True), ("plan", True), ("uitvoering", False), ("afgesloten", False)],
)
def test_that_terms_run_until_the_plan_is_carried_out(
    made: Session, status: str, *, runs: bool
) -> None:
    melding = referrals.new(made, {"name": "Familie Çelik", "legal": True})
    household = referrals.assign(made, melding, [made.vault.member_id])
    made.vault.record([Edit("household", household, {"status": status})])
    assert (only(made).terms is not None) is runs
    assert dossiers.dossier(made, household).header.terms == only(made).terms


def test_that_a_melding_nobody_takes_counts_no_longer(made: Session) -> None:
    melding = referrals.new(made, {"name": "Kevin Pengel", "legal": True})
    referrals.not_taken(made, melding, "Is verhuisd.")
    assert only(made).legal
    assert only(made).terms is None


def test_that_without_the_day_it_came_in_nothing_is_counted(made: Session) -> None:
    made.vault.record([Edit("referral", "a-melding", {"name": "Jurre", "legal": True})])
    assert only(made).terms is None


def test_that_the_dossier_counts_from_its_last_melding_under_the_wmo(made: Session) -> None:
    household = homes.new_household(made, "Familie Szőke", status="gesprek")
    for entity, day, legal in (("a", "2026-01-05", True), ("b", "2026-02-02", True),
                               ("c", "2026-02-09", False)):  # fmt: skip
        fields = {"name": "Szőke", "received_on": day, "legal": legal, "household": household}
        made.vault.record([Edit("referral", entity, {**fields, "status": "toegewezen"})])
    terms = dossiers.dossier(made, household).header.terms
    assert terms is not None
    assert terms.investigation.last == date(2026, 3, 16)
