"""What every paper shares: who hands it out, whom to call, who does what and when."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from app import reports
from app.conversation import content
from app.conversation.plain import full
from app.errors import UserError
from app.model.days import day_of
from app.model.team import Household, Member
from app.services.records import maybe

if TYPE_CHECKING:
    from app.model.plan import Action
    from app.model.visit import Appointment
    from app.services.session import Session


def letterhead(s: Session) -> reports.Organisation:
    """The team as it stands at the top; a logo that cannot be read is left out."""
    own = s.organisation
    picture = own.beside(own.logo)
    try:
        logo = picture.read_bytes() if picture else None
    except OSError:
        logo = None
    return reports.Organisation(team=own.team, address=own.address, phone=own.phone, logo=logo)


def contact(s: Session, household: str) -> tuple[str, str]:
    """First name and number to call: of the case lead, else of me; the team's number first."""
    card = maybe(s, Household, household)
    lead = maybe(s, Member, card.case_lead) if card else None
    who = lead or s.me
    phone = s.organisation.phone or who.phone or s.me.phone
    return who.name.split(" ", 1)[0], phone


def neutral_pdf(s: Session, _visit: str = "") -> bytes:
    """A card with a number and nothing else; raises UserError("no_phone") without a number."""
    phone = s.organisation.phone or s.me.phone
    if not phone.strip():
        raise UserError("no_phone")
    return reports.render(reports.NeutralCard(phone=phone))


def card_pdf(s: Session) -> bytes:
    """The gesprekskaart: the blank paper variant of the conversation."""
    areas = tuple(
        reports.CardArea(
            number=number,
            title=str(area.title),
            question=str(area.question),
            hint=str(s.areas.reminder) if area.sensitive else "",
        )
        for number, area in enumerate(s.areas.areas, start=1)
    )
    return reports.render(
        reports.ConversationCard(organisation=letterhead(s), areas=areas, version=s.areas.version)
    )


def comes_back(appointment: Appointment | None) -> reports.Return | None:
    """When we come back; None without a day."""
    on = day_of(appointment.on) if appointment else None
    if appointment is None or on is None:
        return None
    return reports.Return(
        day=on, time=time.fromisoformat(appointment.at) if appointment.at else None
    )


def who_does(action: Action) -> str:
    """In words as they were said, else who that is to a resident: *u zelf*."""
    return action.who or (content.choices("wie").plain(action.resort) if action.resort else "")


def agreement_line(action: Action) -> str:
    """`De post openen · Mehmet en Hakan · zondag 15 maart`; what is unknown stays out."""
    due = day_of(action.due)
    parts = (action.what, who_does(action), full(due) if due else "")
    return " · ".join(part for part in parts if part)
