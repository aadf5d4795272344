"""The field's own words: frozen models and pure rules, no input or output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from app.model import assessment, dossier, plan, team, visit
from app.model.base import Record, Register

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS: Final[dict[str, type[Record]]] = {
    record.kind: record
    for record in (
        team.Team,
        team.Member,
        team.Household,
        team.Referral,
        team.Signal,
        team.Initiative,
        team.Meeting,
        team.AgendaItem,
        team.DirectoryEntry,
        dossier.Person,
        dossier.Custody,
        dossier.Contact,
        dossier.NetworkMember,
        dossier.InvolvedParty,
        dossier.Consent,
        dossier.Reader,
        dossier.Attachment,
        visit.Visit,
        visit.VisitArea,
        visit.DomainNote,
        visit.ClosedNote,
        visit.VisitSummary,
        visit.SummaryLine,
        assessment.Assessment,
        assessment.AssessmentScore,
        assessment.OwnFigure,
        plan.Plan,
        plan.Goal,
        plan.Action,
    )
}
"""Every kind of record, by the name that files and commands use."""


def build() -> None:
    """Every kind now, in a moment when nobody waits; else each with its first record."""
    for model in (*Register.__subclasses__(), *KINDS.values()):
        model.model_rebuild()


def load(kind: type[Record], entity: str, values: Mapping[str, Any]) -> Record:
    """The record with these values; a value that cannot be typed is left out, never an error."""
    known = {name: value for name, value in values.items() if name in kind.model_fields}
    while True:
        try:
            return kind.model_validate({"id": entity, **known})
        except ValidationError as error:
            bad = {str(problem["loc"][0]) for problem in error.errors(include_input=False)}
            known = {name: value for name, value in known.items() if name not in bad}
