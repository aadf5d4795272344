"""The short ways that keep registering cheap: names in one line, equal scores at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.services import session, visits, zrm
from app.ui.gesprek.people_bar import names_of
from tests.helpers import homes
from tests.helpers.vaults import PASSPHRASE, TINY, a_clock, exchange

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.services.session import Session


@pytest.fixture
def duo(tmp_path: Path) -> Iterator[tuple[Session, Session]]:
    made = tuple(
        session.create(tmp_path / name, PASSPHRASE, {"name": name}, a_clock(), TINY)
        for name in ("Zeynep Ağaoğlu", "Gábor Erdős")
    )
    yield made[0], made[1]
    for one in made:
        one.lock()


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Anja Bakker, Mehmet Yıldırım", ["Anja Bakker", "Mehmet Yıldırım"]),
        ("Hennie en Sander en  Elif", ["Hennie", "Sander", "Elif"]),
        (" , ; ", []),
        ("ليلى حداد;Begoña Núñez", ["ليلى حداد", "Begoña Núñez"]),
    ],
)
def test_that_names_come_apart_at_commas_and_at_and(typed: str, names: list[str]) -> None:
    assert names_of(typed) == names


def test_that_names_at_the_table_become_persons_who_are_present(
    duo: tuple[Session, Session],
) -> None:
    mine, _other = duo
    visit = visits.start(mine, homes.new_household(mine, "Korenstraat 41"))
    first, second = visits.add_present(mine, visit, ["Anja Bakker", " ", "Ömer Çelik"])
    seen = visits.conversation(mine, visit)
    assert [person.name for person in seen.persons] == ["Anja Bakker", "Ömer Çelik"]
    assert seen.present == (first, second)
    assert seen.speaker == first
    (third,) = visits.add_present(mine, visit, ["Elif"])
    again = visits.conversation(mine, visit)
    assert again.present == (first, second, third)
    assert again.speaker == first
    assert visits.add_present(mine, visit, [""]) == ()


def test_that_only_equal_scores_of_both_are_settled_at_once(
    duo: tuple[Session, Session],
) -> None:
    mine, other = duo
    visit = visits.start(mine, homes.new_household(mine, "Korenstraat 41"))
    (person,) = visits.add_present(mine, visit, ["Ömer Çelik"])
    for area in ("geld", "werk", "huis", "gezondheid"):
        visits.set_state(mine, visit, area, "goed")
    exchange(mine.vault, other.vault)
    given = {"financien": (4, 4), "werk_opleiding": (4, 2), "huisvesting": (3, None)}
    for domain, (own, theirs) in given.items():
        zrm.score(mine, visit, person, domain, own)
        if theirs is not None:
            zrm.score(other, visit, person, domain, theirs)
    exchange(mine.vault, other.vault)
    assert zrm.agree_same(mine, visit, person) == 1
    assert zrm.agree_same(mine, visit, person) == 0
    agreed = {
        row.domain: row.agreed.level
        for row in zrm.table(mine, visit, person).rows
        if row.agreed is not None
    }
    assert agreed == {"financien": 4}
