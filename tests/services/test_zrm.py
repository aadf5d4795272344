"""The ZRM of a duo on two real vaults: apart, together, over time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.errors import UserError
from app.model import rules
from app.model.assessment import Assessment
from app.services import fields, households, search, summaries, undoing, visits, zrm
from app.services.records import rows
from app.services.session import Session
from app.services.zrm import ZrmRow
from app.storage.edits import Edit
from tests.helpers.sessions import a_session
from tests.helpers.vaults import exchange
from tests.reports.reading import text
from tests.services.conftest import Case

MONEY = "financien"


@pytest.fixture
def fenna(case: Case, tmp_path: Path) -> Iterator[Session]:
    """The other half of the duo, on her own laptop."""
    clock = case.session.clock
    assert isinstance(clock, FixedClock)
    name = {"name": "Fenna Hoekstra"}
    opened = a_session(tmp_path / "fenna.drempel", name, clock)
    exchange(case.session.vault, opened.vault)
    case.session.vault.record(
        [
            Edit(
                "household",
                case.household,
                {"pair": [case.session.vault.member_id, opened.vault.member_id]},
            )
        ]
    )
    yield opened
    opened.lock()


@pytest.fixture
def visit(case: Case, fenna: Session) -> str:
    """A visit in which money was talked about."""
    started = visits.start(case.session, case.household)
    visits.set_state(case.session, started, "geld", "aandacht")
    exchange(case.session.vault, fenna.vault)
    return started


def _row(s: Session, visit: str, person: str, domain: str = MONEY) -> ZrmRow:
    return next(row for row in zrm.table(s, visit, person).rows if row.domain == domain)


def test_that_looking_makes_no_assessment(case: Case, visit: str) -> None:
    table = zrm.table(case.session, visit, case.mehmet)
    assert (table.name, table.colleague_name, table.household) == (
        "Mehmet",
        "Fenna",
        case.household,
    )
    assert {row.domain for row in table.rows if row.discussed} == {MONEY}
    assert rows(case.session, Assessment) == []


def test_that_a_colleague_s_score_shows_only_after_mine(
    case: Case, fenna: Session, visit: str
) -> None:
    zrm.score(fenna, visit, case.mehmet, MONEY, 2, reason="Vier maanden premie open.")
    exchange(case.session.vault, fenna.vault)
    before = _row(case.session, visit, case.mehmet)
    assert (before.mine, before.colleague, before.differs) == (None, None, False)
    zrm.score(case.session, visit, case.mehmet, MONEY, 3)
    after = _row(case.session, visit, case.mehmet)
    assert after.mine is not None
    assert after.colleague is not None
    assert (after.mine.level, after.colleague.level, after.differs) == (3, 2, True)
    assert after.colleague_name == "Fenna Hoekstra"


def test_that_a_reason_is_found_by_who_may_read_the_score(
    case: Case, fenna: Session, visit: str
) -> None:
    me = case.session
    zrm.score(fenna, visit, case.mehmet, MONEY, 2, reason="Vier maanden premie open.")
    exchange(me.vault, fenna.vault)
    (own,) = search.find(fenna, "premie")
    assert (own.household, own.snippet) == (case.household, "Vier maanden premie open.")
    assert own.household_name == "Familie Yıldırım-Bakker"
    assert search.find(me, "premie") == search.find(me, "premie", case.household) == ()
    assert households.lines(me, "premie") == []
    zrm.score(me, visit, case.mehmet, MONEY, 3)
    assert [hit.id for hit in search.find(me, "premie")] == [own.id]
    zrm.score(me, visit, case.mehmet, MONEY, None)
    assert search.find(me, "premie") == ()
    zrm.score(me, visit, case.mehmet, MONEY, 3)
    zrm.agree(me, visit, case.mehmet, MONEY, 2, reason="Samen: de premie loopt achter.")
    exchange(me.vault, fenna.vault)
    assert len(search.find(fenna, "premie")) == 2


def test_that_no_paper_or_profile_tells_a_hidden_score(
    case: Case, fenna: Session, visit: str
) -> None:
    zrm.score(fenna, visit, case.mehmet, MONEY, 2, reason="Deurwaarder was hier.")
    exchange(case.session.vault, fenna.vault)
    entity = rules.assessment_id(visit, case.mehmet)
    seen = zrm.profile(case.session, entity)
    assert set(seen.levels) == {None}
    assert set(seen.reasons) == {""}
    assert zrm.trend(case.session, case.mehmet).dates == ()
    assert "Deurwaarder" not in text(summaries.zrm_pdf(case.session, entity))


def test_that_the_agreed_score_counts_and_both_were_first(
    case: Case, fenna: Session, visit: str
) -> None:
    with pytest.raises(UserError, match="zrm_own_first"):
        zrm.agree(case.session, visit, case.mehmet, MONEY, 3)
    zrm.score(fenna, visit, case.mehmet, MONEY, 2)
    zrm.score(case.session, visit, case.mehmet, MONEY, 4)
    exchange(case.session.vault, fenna.vault)
    zrm.agree(case.session, visit, case.mehmet, MONEY, 3, "Samen bekeken.")
    row = _row(case.session, visit, case.mehmet)
    assert row.agreed is not None
    assert (row.agreed.level, row.differs) == (3, False)
    exchange(case.session.vault, fenna.vault)
    profile = zrm.profile(fenna, rules.assessment_id(visit, case.mehmet))
    assert [level for level in profile.levels if level] == [3]
    zrm.agree(case.session, visit, case.mehmet, MONEY, None)
    assert _row(case.session, visit, case.mehmet).agreed is None


def test_that_two_laptops_begin_the_same_assessment(case: Case, fenna: Session, visit: str) -> None:
    zrm.score(case.session, visit, case.mehmet, MONEY, 3)
    zrm.score(fenna, visit, case.mehmet, MONEY, 3)
    exchange(case.session.vault, fenna.vault)
    assert len(rows(fenna, Assessment)) == 1
    for difference in case.session.vault.differences():
        assert len({repr(head.value) for head in difference.heads}) == 1, difference.field


def test_that_what_was_not_discussed_gets_no_score(case: Case, visit: str) -> None:
    with pytest.raises(UserError, match="zrm_not_discussed"):
        zrm.score(case.session, visit, case.mehmet, "huisvesting", 3)
    with pytest.raises(UserError, match="zrm_not_discussed"):
        zrm.score(case.session, visit, case.mehmet, "huisvesting", None, not_judged=True)
    assert rows(case.session, Assessment) == []


def test_that_a_score_can_be_unjudged_and_taken_back(case: Case, visit: str) -> None:
    zrm.score(case.session, visit, case.mehmet, MONEY, None, not_judged=True, reason="Wilde niet.")
    mine = _row(case.session, visit, case.mehmet).mine
    assert mine is not None
    assert (mine.level, mine.not_judged, mine.reason) == (None, True, "Wilde niet.")
    zrm.score(case.session, visit, case.mehmet, MONEY, None)
    assert _row(case.session, visit, case.mehmet).mine is None


@pytest.mark.parametrize(
    "take_back",
    [
        lambda s, visit, person: zrm.score(s, visit, person, MONEY, None),
        lambda s, _visit, _person: undoing.undo_last(s),
    ],
)
def test_that_a_reason_typed_while_its_score_is_taken_back_is_kept_with_that_score(
    case: Case, visit: str, take_back: Callable[[Session, str, str], object]
) -> None:
    """The screen still showed the level: a reason without one is no score, and a word is a word."""
    zrm.score(case.session, visit, case.mehmet, MONEY, 2)
    why = _row(case.session, visit, case.mehmet).why
    assert why is not None
    state, target = why
    take_back(case.session, visit, case.mehmet)
    assert _row(case.session, visit, case.mehmet).mine is None
    for seen in (state.seen, fields.LEFT_TO_VAULT):
        fields.type_part(case.session, target, "reason", "Kan de post niet aan", seen)
    case.session.vault.commit_drafts()
    mine = _row(case.session, visit, case.mehmet).mine
    assert mine is not None
    assert (mine.level, mine.reason) == (2, "Kan de post niet aan")


def test_that_carriers_and_own_figure_stand_with_the_domain(case: Case, visit: str) -> None:
    zrm.carriers(case.session, visit, case.mehmet, MONEY, ("eigen_kracht", "netwerk"))
    zrm.own_figure(case.session, visit, case.mehmet, MONEY, 6)
    row = _row(case.session, visit, case.mehmet)
    assert (row.mine, row.carriers, row.own_figure) == (None, ("eigen_kracht", "netwerk"), 6)
    zrm.own_figure(case.session, visit, case.mehmet, MONEY, None)
    assert _row(case.session, visit, case.mehmet).own_figure is None
    assert _row(case.session, visit, case.anja).carriers == ()


def test_that_a_trend_begins_at_the_first_measurement(case: Case, visit: str) -> None:
    s = case.session
    first = s.clock.today().isoformat()
    zrm.score(s, visit, case.mehmet, MONEY, 2)
    visits.finish(s, visit)
    s.clock.advance(timedelta(days=30).total_seconds())  # type: ignore[attr-defined]
    second = visits.start(s, case.household)
    visits.set_state(s, second, "geld", "goed")
    zrm.score(s, second, case.mehmet, MONEY, 4)
    trend = zrm.trend(s, case.mehmet)
    assert (trend.dates, trend.series, trend.change) == (
        (first, s.clock.today().isoformat()),
        (("Financiën", (2, 4)),),
        (2,),
    )
    profile = zrm.profile(s, rules.assessment_id(second, case.mehmet))
    assert profile.baseline_on == first
    assert [max(filter(None, levels)) for levels in (profile.levels, profile.baseline)] == [4, 2]
    assert zrm.profile(s, rules.assessment_id(visit, case.mehmet)).baseline == ()
    printed = text(summaries.zrm_pdf(s, rules.assessment_id(second, case.mehmet)))
    assert "Mehmet" in printed
    assert "Niet op tafel" in printed


def test_that_a_colleague_outside_the_duo_reads_what_the_two_share(
    case: Case, fenna: Session, visit: str
) -> None:
    s = case.session
    zrm.score(fenna, visit, case.mehmet, MONEY, 3, reason="Vier maanden premie open.")
    exchange(s.vault, fenna.vault)
    s.vault.record([Edit("visit", visit, {"members": [fenna.vault.member_id]})])
    read = zrm.profile(s, rules.assessment_id(visit, case.mehmet))
    assert [level for level in read.levels if level] == [3]
    assert [reason for reason in read.reasons if reason] == ["Vier maanden premie open."]
    assert len(search.find(s, "premie")) == 1
