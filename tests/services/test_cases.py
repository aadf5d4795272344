"""Meldingen, households, contacts, Vandaag and search, on a real vault."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.errors import UserError
from app.model.team import Referral
from app.services import (
    agreements,
    contacts,
    dossiers,
    households,
    referrals,
    search,
    visits,
)
from app.services import today as todays
from app.services.session import Session
from app.storage.edits import Edit
from tests.helpers import homes
from tests.services.conftest import Case

FIELDS = {
    "name": "Mevrouw Đorđević",
    "address": {"street": "Havenkade", "number": "31", "city": "Noorderhaven"},
    "source": "huisarts",
    "reason": "Eet steeds minder.",
    "themes": ["geldzorgen"],
}


def _fenna(session: Session) -> str:
    session.vault.record([Edit("member", "fenna", {"name": "Fenna Hoekstra"})])
    return "fenna"


def test_that_a_melding_counts_its_days_from_the_first(made: Session) -> None:
    referrals.new(made, FIELDS)
    card = referrals.listing(made)[0]
    assert (card.day_no, card.aim_days, card.source) == (1, 3, "huisarts")
    assert card.address == "Havenkade 31, Noorderhaven"
    assert card.themes == ("geldzorgen",)
    made.clock.advance(timedelta(days=2).total_seconds())  # type: ignore[attr-defined]
    assert referrals.listing(made)[0].day_no == 3


def test_that_a_duo_makes_the_card_of_the_household(made: Session) -> None:
    melding = referrals.new(made, FIELDS)
    pair = [made.vault.member_id, _fenna(made)]
    household = referrals.assign(made, melding, pair, case_lead=pair[0])
    line = households.lines(made)[0]
    assert (line.id, line.name, line.status) == (household, "Mevrouw Đorđević", "toegewezen")
    assert line.case_lead_name == "Selin Yılmaz"
    card = referrals.listing(made)[0]
    assert card.pair_names == ("Selin Yılmaz", "Fenna Hoekstra")
    assert referrals.assign(made, melding, pair[:1]) == household


def test_that_nobody_and_nothing_cannot_be_assigned(made: Session) -> None:
    with pytest.raises(UserError, match="no_pair"):
        referrals.assign(made, referrals.new(made, FIELDS), [])
    with pytest.raises(UserError, match="no_such_record"):
        referrals.assign(made, "unknown", [made.vault.member_id])


def test_that_a_melding_nobody_takes_keeps_its_reason(made: Session) -> None:
    melding = referrals.new(made, FIELDS)
    referrals.not_taken(made, melding, "Al in goede handen.")
    assert referrals.listing(made) == ()
    assert referrals.listing(made, open_only=False)[0].not_taken_reason == "Al in goede handen."


def test_that_who_fits_the_theme_stands_first_and_load_is_counted(case: Case) -> None:
    _fenna(case.session)
    households.set_status(case.session, case.household, "toegewezen")
    found = referrals.candidates(case.session, referrals.new(case.session, FIELDS))
    assert [(one.name, one.matches, one.open_cases) for one in found] == [
        ("Selin Yılmaz", True, 1),
        ("Fenna Hoekstra", False, 0),
    ]


def test_that_a_household_that_is_there_already_is_pointed_out(case: Case) -> None:
    s = case.session
    assert [x.id for x in referrals.similar(s, "Yildirim", "")] == [case.household]
    assert [x.id for x in referrals.similar(s, "", "Lindestraat 41")] == [case.household]
    assert referrals.similar(s, "Familie", "Lindestraat") == ()
    assert referrals.similar(s, "", ", 41") == ()


def test_that_the_form_of_a_melding_gives_values_and_what_was_seen(made: Session) -> None:
    fresh = referrals.form(made)
    assert not fresh.exists
    assert dict(fresh.context)["status"] == "melding"
    melding = referrals.new(made, FIELDS)
    form = referrals.form(made, melding)
    assert form.values["address"]["street"] == "Havenkade"
    assert form.seen["name"]
    assert made.vault.get("referral", melding) == Referral.model_validate(
        {"id": melding, **FIELDS, "received_on": made.clock.today().isoformat()}
    )


def test_that_lists_filter_by_what_is_missing(case: Case) -> None:
    s = case.session
    assert len(households.lines(s, mine=True)) == 1
    assert len(households.lines(s, no_plan=True)) == 1
    assert len(households.lines(s, no_lead=True)) == 1
    assert households.lines(s, evaluation_due=True) == []
    assert households.lines(s, differing=True) == []
    assert [x.name for x in households.lines(s, "yıldırım")] == ["Familie Yıldırım-Bakker"]
    assert [x.name for x in households.lines(s, "anja")] == ["Familie Yıldırım-Bakker"]
    assert households.lines(s, "nergens") == []


def test_that_a_status_moves_only_along_the_way(case: Case) -> None:
    with pytest.raises(UserError, match="status_step"):
        households.set_status(case.session, case.household, "afgesloten")
    with pytest.raises(UserError, match="no_such_record"):
        households.set_status(case.session, "unknown", "plan")


def test_that_removed_people_can_be_brought_back(case: Case) -> None:
    households.remove(case.session, "person", case.anja)
    assert [one.call_name for one in dossiers.dossier(case.session, case.household).persons] == [
        "Mehmet"
    ]
    gone = dossiers.dossier(case.session, case.household).deleted
    assert [(line.kind, line.id, line.title, line.author) for line in gone] == [
        ("person", case.anja, "Anja", "Selin Yılmaz")
    ]
    households.bring_back(case.session, "person", case.anja)
    assert len(dossiers.dossier(case.session, case.household).persons) == 2


def test_that_what_was_removed_is_told_by_its_first_words(case: Case) -> None:
    s = case.session
    story = "Belde over de brief van de woningstichting en wil dat wij meekijken naar het bedrag"
    contact = contacts.log(s, case.household, case.anja, "telefoon", story)
    goal = agreements.add_goal(s, case.household, "Op zaterdag weer fietsen repareren")
    agreements.add_action(s, case.household, "Bellen naar Łukasz", None, "", "", goal=goal)
    visit = visits.plan(s, case.household, "2026-11-24", "10:00")
    for kind, entity in (("contact", contact), ("goal", goal), ("visit", visit)):
        households.remove(s, kind, entity)
    gone = {line.kind: line.title for line in dossiers.dossier(s, case.household).deleted}
    assert gone == {
        "contact": "Belde over de brief van de woningstichting en wil dat wij …",
        "goal": "Op zaterdag weer fietsen repareren",
        "visit": "di 24 nov 2026",
    }
    households.bring_back(s, "goal", goal)
    assert dossiers.dossier(s, case.household).plan.goals[0].actions[0].what == "Bellen naar Łukasz"


def test_that_a_contact_takes_one_line_and_leaves_an_action(case: Case) -> None:
    s = case.session
    following = {"what": "Nabellen", "due": "2026-11-20"}
    contacts.log(s, case.household, case.anja, "telefoon", "Ging goed.", following)
    assert [one.line for one in homes.contacts_of(s, case.household)] == ["Ging goed."]
    action = todays.today(s).actions[0]
    assert (action.what, action.late, action.household) == ("Nabellen", True, case.household)
    timeline = dossiers.dossier(s, case.household).timeline
    assert (timeline[0].kind, timeline[0].what, timeline[0].who) == (
        "contact", "telefoon", ("Anja",),
    )  # fmt: skip


def test_that_vandaag_shows_my_visits_of_today_and_tomorrow(case: Case) -> None:
    s, day = case.session, case.session.clock.today()
    for number, ahead in enumerate((0, 1, 2)):
        planned = {"on": (day + timedelta(days=ahead)).isoformat(), "at": "10:00"}
        visit = {"household": case.household, "planned": planned,
                 "members": [s.vault.member_id, _fenna(s)]}  # fmt: skip
        s.vault.record([Edit("visit", f"v{number}", visit)])
    found = todays.today(s)
    assert [card.visit for card in found.visits] == ["v0", "v1"]
    assert found.visits[0].with_names == "Fenna"
    assert found.first_name == "Selin"
    assert found.waiting > 0


def test_that_the_next_overleg_is_shown_with_its_points(made: Session) -> None:
    day = made.clock.today()
    assert todays.today(made).meeting is None
    made.vault.record([
        Edit("meeting", "m1", {"on": day.isoformat(), "at": "09:30", "place": "De Linde"}),
        Edit("agenda_item", "a1", {"meeting": "m1", "title": "Nieuwe meldingen"}),
    ])  # fmt: skip
    meeting = todays.today(made).meeting
    assert meeting is not None
    assert (meeting.at, meeting.place, meeting.points) == ("09:30", "De Linde", 1)


def test_that_search_names_the_household_and_stays_inside_one_when_asked(case: Case) -> None:
    s = case.session
    contacts.log(s, case.household, "", "deur", "Fietsbel gerepareerd.")
    other = homes.new_household(s, "Mevrouw Ó Briain")
    contacts.log(s, other, "", "deur", "Ook een fietsbel.")
    assert len(search.find(s, "fietsbel")) == 2
    hits = search.find(s, "fietsbel", case.household)
    assert [(hit.household_name, hit.kind) for hit in hits] == [
        ("Familie Yıldırım-Bakker", "contact")
    ]


def test_that_a_dossier_that_is_not_there_is_said_to_be_unknown(made: Session) -> None:
    with pytest.raises(UserError, match="no_such_record"):
        dossiers.dossier(made, "unknown")


def test_that_the_same_said_twice_apart_is_no_difference_to_settle(case: Case) -> None:
    s = case.session
    seen = s.vault.heads("household", case.household)["phone"][0].id
    for phone in ("06 1", "06 1"):
        s.vault.record([Edit("household", case.household, {"phone": phone}, seen={"phone": seen})])
    assert households.count_differences(s, case.household) == 0
    s.vault.record([Edit("household", case.household, {"phone": "06 2"}, seen={"phone": seen})])
    assert households.count_differences(s, case.household) == 1
    assert [line.id for line in households.lines(s, differing=True)] == [case.household]
