"""Which papers a dossier gives, and which of them would stay with residents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services import summaries
from app.ui.printing import PrintJob
from app.ui.text import tr

if TYPE_CHECKING:
    from app.services.session import Session
    from app.ui.dossier.desk import DossierDesk


def summary_job(visit: str, person: str, name: str) -> PrintJob:
    """The summary of one visit for one person; asks whether it may stay."""
    return PrintJob(
        tr("Gespreksverslag voor {name}", name=name),
        lambda session, large: summaries.pdf(session, visit, person, large_print=large),
        large=True,
        neutral=summaries.neutral_pdf,
        answered=lambda session, paper: summaries.set_paper(session, visit, person, paper),
        printed=lambda session: summaries.printed(session, visit, person),
    )


def plan_job(desk: DossierDesk) -> PrintJob:
    """The plan of the household; asks whether it may stay."""
    household = desk.household
    return PrintJob(
        tr("Plan van {name}", name=_name(desk)),
        lambda session, large: summaries.plan_pdf(session, household, large_print=large),
        large=True,
        neutral=summaries.neutral_pdf,
        printed=lambda session: summaries.plan_printed(session, household),
    )


def dossier_job(desk: DossierDesk) -> PrintJob:
    """The whole dossier, for the professional's own file; never for at home."""
    household = desk.household

    def make(session: Session, _large: bool) -> bytes:  # noqa: FBT001 (the shape of a maker)
        return summaries.dossier_pdf(session, household)

    return PrintJob(tr("Dossier van {name}", name=_name(desk)), make)


def zrm_job(assessment: str, name: str) -> PrintJob:
    """The ZRM profile, for the professional's own file; never for at home."""

    def make(session: Session, _large: bool) -> bytes:  # noqa: FBT001 (the shape of a maker)
        return summaries.zrm_pdf(session, assessment)

    return PrintJob(tr("ZRM-profiel van {name}", name=name), make)


def _name(desk: DossierDesk) -> str:
    return desk.dossier.header.name if desk.dossier else ""
