"""A team of three that writes apart: real vaults, real sessions, one exchange in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from app.model import rules
from app.storage.edits import Edit
from tests.helpers.sessions import a_session
from tests.helpers.vaults import exchange

if TYPE_CHECKING:
    from pathlib import Path

    from app.clock import FixedClock
    from app.services.session import Session

NAMES: Final = ("Sanne Visser", "Fenna Łukasz", "Youssef Amrani")
HOME: Final = "H1"
SPACE: Final = "d:H1"
VISIT: Final = "V1"
MEHMET: Final = "P1"
NOTE: Final = "N1"
SCORE: Final = "S1"


class Apart:
    """Three sessions; what one writes the others hear of at `meet`."""

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        self.clock = clock
        made = [
            a_session(folder / f"{number}.drempel", {"name": name}, clock)
            for number, name in enumerate(NAMES)
        ]
        self.sanne, self.fenna, self.youssef = made
        self.all = made
        self.sanne.vault.record([Edit(*one) for one in self._given()])
        self.meet()

    def _given(self) -> list[tuple[str, str, dict[str, Any]]]:
        duo = [self.sanne.vault.member_id, self.fenna.vault.member_id]
        home = {"household": HOME}
        ends = {"on": "2026-05-01", "reason": "de cursus"}
        return [
            ("household", HOME, {"name": "Familie Yıldırım-Bakker", "pair": duo,
                                 "evaluation_on": "2026-04-01", "help_ends": ends}),
            ("person", MEHMET, {**home, "name": "Mehmet Yıldırım"}),
            ("visit", VISIT, {**home, "started_at": "2026-02-26T10:00", "status": "gehouden"}),
            ("domain_note", NOTE, {**home, "visit": VISIT, "area": "geld", "about": MEHMET,
                                   "author": duo[0], "text": "De huur is op tijd betaald.",
                                   "themes": ["geldzorgen"]}),
            ("assessment", "A1", {**home, "visit": VISIT, "person": MEHMET, "on": "2026-02-26"}),
            ("assessment_score", SCORE, {**home, "assessment": "A1", "domain": "financien",
                                         "scorer": "samen"}),
            ("plan", rules.plan_id(HOME), home),
            ("meeting", "M1", {"on": "2026-03-17", "at": "09:30"}),
        ]  # fmt: skip

    def write(self, who: Session, kind: str, entity: str, **values: object) -> None:
        """One change by one of them, a minute later than the last."""
        self.clock.advance(60)
        who.vault.record([Edit(kind, entity, values)])

    def meet(self) -> None:
        """Everyone hears everything."""
        exchange(*(one.vault for one in self.all))
        for one in self.all:
            one.refresh_names()

    def close(self) -> None:
        for one in self.all:
            one.lock()
