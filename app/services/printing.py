"""Documents by name, as the command line asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import UserError
from app.model import rules
from app.model.plan import Plan
from app.model.team import Household
from app.model.visit import Visit, VisitSummary
from app.model.words import Paper
from app.services import circle
from app.services.dossier_paper import dossier_pdf
from app.services.official import plan_pdf, plan_printed
from app.services.papers import neutral_pdf
from app.services.records import maybe, need, persons, rows
from app.services.summaries import pdf, printed

if TYPE_CHECKING:
    from app.services.session import Session


def by_name(session: Session, document: str, entity: str) -> bytes:
    """PDF of a visit, a plan or a dossier; of a visit the one paper of who spoke.

    A paper that may not stay in the house is a neutral card, or UserError("paper_not_wanted"). Of
    a dossier that this laptop does not read there is no paper that says nothing stands in it:
    UserError("circle_not_reader").
    """
    session.vault.commit_drafts()
    if document == "visit":
        return _visit(session, entity)
    household = _household(session, entity)
    if not circle.of(session, household).readable:
        raise UserError("circle_not_reader")
    return (plan_pdf if document == "plan" else dossier_pdf)(session, household)


def kept(session: Session, document: str, entity: str) -> None:
    """The document stands in a file: keeps when, of a visit's own paper and of a plan."""
    if document == "plan":
        plan_printed(session, _household(session, entity))
    elif document == "visit":
        person, answer = _whose(session, entity)
        if answer is not Paper.NEUTRAL:
            printed(session, entity, person)


def _whose(s: Session, entity: str) -> tuple[str, Paper | None]:
    """Of whom the paper of a visit is, and whether it may stay in the house."""
    visit = need(s, Visit, entity)
    person = rules.default_about(visit.speaker, visit.present) or _first(s, visit)
    if not person:
        raise UserError("nobody_there")
    saved = maybe(s, VisitSummary, rules.summary_id(entity, person))
    return person, saved.paper if saved else None


def _visit(s: Session, entity: str) -> bytes:
    person, answer = _whose(s, entity)
    if answer is Paper.NONE:
        raise UserError("paper_not_wanted")
    return neutral_pdf(s) if answer is Paper.NEUTRAL else pdf(s, entity, person)


def _first(s: Session, visit: Visit) -> str:
    there = [person.id for person in persons(s, visit.household)]
    present = [person for person in visit.present if person in there]
    return next(iter(present or there), "")


def _household(s: Session, entity: str) -> str:
    """The household with this id, or of the plan with this id."""
    if maybe(s, Household, entity) is not None:
        return entity
    plans = rows(s, Plan, {"id": entity})
    if not plans:
        raise UserError("no_such_record", kind=Household.kind, id=entity)
    return plans[0].household
