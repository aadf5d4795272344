"""Attachments in a list: in an order that a person understands, and that stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services import attachments

if TYPE_CHECKING:
    from app.clock import FixedClock
    from tests.services.conftest import Case

MINUTE_S = 60


def names(case: Case) -> list[str]:
    return [line.name for line in attachments.of(case.session, case.household)]


def add(case: Case, *added: str) -> None:
    for name in added:
        attachments.add_content(case.session, case.household, name, b"woorden")


def test_that_attachments_of_one_moment_stand_by_name(case: Case) -> None:
    add(case, "Żaneta.jpg", "brief.pdf", "Foto.jpg", "Ağabey.jpg", "contract.pdf", "Échec.pdf")
    assert names(case) == [
        "Ağabey.jpg", "brief.pdf", "contract.pdf", "Foto.jpg", "Échec.pdf", "Żaneta.jpg"
    ]  # fmt: skip


def test_that_the_last_added_of_a_day_stands_first(case: Case, clock: FixedClock) -> None:
    add(case, "a.pdf", "b.pdf")
    clock.advance(MINUTE_S)
    add(case, "c.pdf")
    assert names(case) == ["c.pdf", "a.pdf", "b.pdf"]
