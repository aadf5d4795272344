"""The recovery sheet of a real team: printed, checked once, and used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.errors import UserError
from app.services import team
from app.services.recovery import recovery_pdf
from app.services.sharing_view import look
from app.ui.sharing import words
from tests.reports.reading import everything_heard

if TYPE_CHECKING:
    from app.services.session import Session
    from tests.sync.rounds.conftest import Office

Duo = tuple["Session", "Session"]


def test_that_the_sheet_holds_the_team_and_its_words(duo: Duo) -> None:
    first, second = duo
    heard = everything_heard(recovery_pdf(first))
    assert "TeamNoorderhaven" in heard
    assert all(word in heard for word in team.recovery_words(first))
    with pytest.raises(UserError, match="recovery_forgotten"):
        recovery_pdf(second)


def test_that_the_laptop_forgets_the_words_once_they_were_checked(duo: Duo) -> None:
    first, _second = duo
    sheet = team.recovery_words(first)
    assert team.check_some(first, {1: sheet[1], 2: sheet[0], 3: sheet[2]}) == (1, 2)
    assert team.check_some(first, {len(sheet) + 1: sheet[0]}) == (len(sheet) + 1,)
    assert team.check_some(first, {1: f" {sheet[0].upper()} ", 24: sheet[23]}) == ()
    assert team.recovery_words(first) == ()
    with pytest.raises(UserError, match="recovery_forgotten"):
        recovery_pdf(first)


def test_that_another_member_coordinates_with_the_sheet(office: Office, duo: Duo) -> None:
    first, second = duo
    team.recover(second, " ".join(team.recovery_words(first)))
    office.level()
    for session in duo:
        assert team.the_team(session).is_coordinator(second.vault.member_id)


def test_that_everybody_sees_that_the_sheet_was_used_until_who_coordinates_hands_over(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    team.recover(second, " ".join(team.recovery_words(first)))
    office.level()
    for session in duo:
        roles = {words.role(one) for one in look(session).laptops if one.coordinator}
        assert roles == {"coördinator, met het herstelblad"}
    team.hand_over(second, first.vault.member_id)
    office.level()
    for session in duo:
        assert {words.role(one) for one in look(session).laptops} == {"coördinator", ""}
