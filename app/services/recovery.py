"""The recovery sheet as paper, for the organisation's safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import reports
from app.errors import UserError
from app.model.team import Team
from app.services.papers import letterhead
from app.services.records import maybe
from app.services.team import TEAM_ID, recovery_words

if TYPE_CHECKING:
    from app.services.session import Session


def recovery_pdf(session: Session) -> bytes:
    """The sheet with its words; raises UserError("recovery_forgotten") where they are not kept."""
    words = recovery_words(session)
    if not words:
        raise UserError("recovery_forgotten")
    record = maybe(session, Team, TEAM_ID)
    return reports.render(
        reports.RecoverySheet(
            organisation=letterhead(session),
            date=session.clock.today(),
            team=record.name if record else session.organisation.team,
            words=words,
        )
    )
