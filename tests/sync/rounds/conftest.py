"""A small team in a real folder, each with a real vault."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import pytest

from app.conversation.content import areas
from app.conversation.organisation import Organisation
from app.conversation.zrm_texts import NONE
from app.services import sharing, standing, team
from app.services.session import Session
from app.storage.edits import Edit
from app.sync import entries, proposal, requests
from tests.helpers.sessions import a_new_vault
from tests.helpers.vaults import a_clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from app.sync.report import Report

HOUSEHOLD = "01J00000000000000000000H01"
CANARY = "kanariewoord"
T = TypeVar("T")


class Patient:
    """Waits, and has nothing else to do."""

    def breathe(self) -> None:
        """Nothing waits."""

    def wait(self, future: Future[T]) -> T:
        return future.result()


@dataclass
class Office:
    """The folder on the office drive, and who shares through it."""

    folder: Path
    work: Path
    sessions: list[Session] = field(default_factory=list)

    def laptop(self, name: str) -> Session:
        """A new vault, not in the team."""
        clock = a_clock()
        clock.advance(60.0 * len(self.sessions))
        vault = a_new_vault(self.work / f"{name}.drempel", name, clock)
        session = Session(vault, clock, Organisation(), areas(), NONE)
        self.sessions.append(session)
        return session

    def sync(self, session: Session, folder: Path | None = None) -> Report:
        with sharing.opened(str(folder or self.folder)) as share:
            return sharing.sync(session, share, new_place=True)

    def found(self, session: Session) -> None:
        with sharing.opened(str(self.folder)) as share:
            team.start(session, "Team Noorderhaven", share)

    def admit(self, first: Session, other: Session) -> None:
        """Lets in without the six words."""
        known = team.the_team(first)
        me = standing.enrolling(other)
        file = requests.make_request(known.id, me, "Ğ", "MEE", known.devices.values())
        other.vault.sharing.join_team(known.id)
        entry = entries.admit(
            known, team.identity(first), requests.read_request(file.data), me.member
        )
        first.vault.sharing.keep_member_files({entry.name: entry.data})
        self.sync(first)
        self.sync(other)

    def level(self) -> None:
        """Everybody shares until all are up to date."""
        self.level_of(*self.sessions)

    def level_of(self, *sessions: Session) -> None:
        for _ in range(3):
            for session in sessions:
                self.sync(session)

    def files(self, pattern: str = "**/*") -> list[Path]:
        return sorted(path for path in self.folder.glob(pattern) if path.is_file())


@pytest.fixture
def office(tmp_path: Path, quick_words: None) -> Iterator[Office]:
    folder = tmp_path / "gedeeld"
    folder.mkdir()
    made = Office(folder, tmp_path)
    yield made
    for session in made.sessions:
        session.lock()


@pytest.fixture
def duo(office: Office) -> tuple[Session, Session]:
    """Ayşe founded the team, Łukasz was let in; a household of both."""
    first, second = office.laptop("Ayşe Ğazi"), office.laptop("Łukasz Wójcik")
    office.found(first)
    office.admit(first, second)
    pair = [first.vault.member_id, second.vault.member_id]
    first.vault.record([Edit("household", HOUSEHOLD, {"name": "Familie Şahin", "pair": pair})])
    write(first, "goal", "G1", title="De post open durven maken")
    office.level()
    return first, second


@pytest.fixture
def third(office: Office, duo: tuple[Session, Session]) -> Session:
    """A colleague in the team who does not read the dossier."""
    other = office.laptop("Fatoumata Çelik")
    office.admit(duo[0], other)
    office.level()
    return other


def write(session: Session, kind: str, entity: str, **fields: object) -> None:
    session.vault.record([Edit(kind, entity, {"household": HOUSEHOLD, **fields})])


def erase(first: Session, second: Session, space: str, kind: str, entity: str) -> None:
    """What the second proposed, the first decides; nothing is shared yet."""
    made = proposal.propose(
        team.the_team(second), team.identity(second), spaces=(), entities=[(space, kind, entity)]
    )
    file = entries.erase(
        team.the_team(first), team.identity(first), proposal.read_proposal(made.data)
    )
    first.vault.sharing.keep_member_files({file.name: file.data})


def title(session: Session, entity: str = "G1") -> str:
    found = session.vault.get("goal", entity)
    return str(getattr(found, "title", ""))


def export(session: Session) -> list[str]:
    return list(session.vault.export_lines(closed=True))
