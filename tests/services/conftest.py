"""A session on a real vault, with one household and its people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.services.session import Session
from tests.helpers import homes
from tests.helpers.sessions import a_session


@dataclass
class Case:
    """One household with two persons."""

    session: Session
    household: str
    mehmet: str
    anja: str


@pytest.fixture
def made(tmp_path: Path, clock: FixedClock) -> Iterator[Session]:
    fields = {"name": "Selin Yılmaz", "organisation": "MEE", "expertise": ["geldzorgen"]}
    opened = a_session(tmp_path / "oost.drempel", fields, clock)
    yield opened
    if not opened.vault.closed:
        opened.lock()


@pytest.fixture
def case(made: Session) -> Case:
    household = homes.new_household(
        made, "Familie Yıldırım-Bakker", pair=[made.vault.member_id], phone="050 555 01 23",
        address={"street": "Lindestraat", "number": "41", "city": "Noorderhaven"},
    )  # fmt: skip
    people = [
        homes.add(made, "person", household, {"name": f"{name} Yıldırım", "call_name": name})
        for name in ("Mehmet", "Anja")
    ]
    return Case(made, household, *people)
