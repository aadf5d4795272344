"""The dossier on paper: all that this vault reads of one household, but closed notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import reports
from app.conversation import content
from app.conversation.plain import full_with_year
from app.model import rules
from app.model.assessment import Assessment
from app.model.days import day_of
from app.model.dossier import Attachment, Consent, Custody, InvolvedParty, NetworkMember
from app.model.plan import Action, Goal, Plan
from app.model.team import Household
from app.model.words import Interpreter, Progress, Resort, Worked
from app.services import attachments, circle
from app.services.dossier_events import timeline
from app.services.official import scored_by
from app.services.papers import letterhead
from app.services.records import maybe, need, persons, rows, title_of
from app.services.zrm import profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.model.dossier import Person, SafeContact
    from app.services.session import Session
    from app.services.zrm import ZrmProfile

_INTERPRETERS = {
    Interpreter.NONE: "geen tolk nodig",
    Interpreter.PHONE: "telefonische tolk",
    Interpreter.PRESENT: "tolk erbij",
    Interpreter.ACQUAINTANCE: "een bekende tolkt",
}
_ROLES = {"case_lead": "regisseur", "pair": "duo", "stand_in": "vervanger", "": ""}
_WORKED = {Worked.YES: "gelukt", Worked.PARTLY: "deels gelukt", Worked.NO: "niet gelukt"}
_PROGRESS = {Progress.OPEN: "", Progress.DONE: "gehaald", Progress.DROPPED: "vervallen"}


def dossier_pdf(s: Session, household: str) -> bytes:
    """The whole dossier for the own file; a colleague's blind ZRM scores and closed notes stay out.

    Raises UserError("no_such_record").
    """
    s = s.in_dutch()
    card = need(s, Household, household)
    people = persons(s, household)
    called = {person.id: person.name for person in people}

    def name(person: str) -> str:
        return called.get(person) or (title_of(s, "person", person) if person else "")

    spoken = dict.fromkeys(person.language for person in people if person.language)
    kept = card.retention
    laws = content.choices("bewaartermijnen")
    return reports.render(
        reports.DossierDocument(
            organisation=letterhead(s),
            date=s.clock.today(),
            household=card.name,
            address=card.address.line() if card.address else "",
            neighbourhood=card.neighbourhood,
            phone=card.phone,
            language=", ".join(spoken),
            regisseur=s.member_name(card.case_lead),
            duo=tuple(filter(None, map(s.member_name, card.pair))),
            stand_in=s.member_name(card.stand_in),
            status=content.choices("statussen").name(card.status),
            opened=day_of(card.opened_on),
            help_until=day_of(card.help_ends.on) if card.help_ends else None,
            help_reason=card.help_ends.reason if card.help_ends else "",
            retention=laws.name(kept.regime) if kept and kept.regime else "",
            made_by=s.me.name,
            recipient=s.organisation.organisation,
            persons=tuple(map(_person, people)),
            custody=_custody(s, household, name),
            circle=_circle(s, household),
            parties=_parties(s, household),
            consents=_consents(s, household, name),
            readers=_readers(s, household),
            plan=_plan(s, card, name),
            assessments=_assessments(s, household, name),
            timeline=timeline(s, household, name),
            files=_files(s, household, name),
        )
    )


def _person(person: Person) -> reports.DossierPerson:
    return reports.DossierPerson(
        name=person.name,
        call_name=person.call_name if person.call_name not in person.name else "",
        relation=person.position,
        born=day_of(person.born),
        phone=person.phone,
        email=person.email,
        language=person.language,
        interpreter=_INTERPRETERS[person.interpreter] if person.interpreter else "",
        safe_contact=_safely(person.safe_contact),
        safety=person.safety_note,
    )


def _safely(safe: SafeContact | None) -> str:
    if safe is None:
        return ""
    ways = (
        (safe.call, "bellen mag", "niet bellen"),
        (safe.voicemail, "voicemail mag", "geen voicemail"),
        (safe.app, "appen mag", "niet appen"),
        (safe.post, "post mag", "geen post"),
    )
    said = [yes if mark else no for mark, yes, no in ways if mark is not None]
    return ", ".join(word for word in (*said, safe.when, safe.note) if word)


def _custody(
    s: Session, household: str, name: Callable[[str], str]
) -> tuple[reports.DossierCustody, ...]:
    found = [
        reports.DossierCustody(
            child=name(one.child),
            holder=name(one.holder),
            held=one.custody.held if one.custody else None,
            source=one.custody.source if one.custody else "",
            on=day_of(one.custody.on) if one.custody else None,
        )
        for one in rows(s, Custody, {"household": household}, ("id",))
    ]
    return tuple(sorted(found, key=lambda one: (one.child, one.holder)))


def _circle(s: Session, household: str) -> tuple[reports.DossierFriend, ...]:
    found = [
        reports.DossierFriend(
            name=one.name,
            relation=one.relation,
            closeness=one.tie.closeness if one.tie else None,
            strength=one.tie.strength if one.tie else None,
            harmful=bool(one.tie and one.tie.harmful),
            may_be_asked=one.may_be_asked,
            phone=one.phone,
            note=one.note,
        )
        for one in rows(s, NetworkMember, {"household": household}, ("id",))
    ]
    return tuple(sorted(found, key=lambda one: (one.closeness or 9, one.name)))


def _parties(s: Session, household: str) -> tuple[reports.DossierParty, ...]:
    found = [
        reports.DossierParty(
            name=one.name,
            organisation=one.organisation,
            does=one.does,
            phone=one.phone,
            inner=one.inner_ring,
        )
        for one in rows(s, InvolvedParty, {"household": household}, ("id",))
    ]
    return tuple(sorted(found, key=lambda one: (not one.inner, one.name)))


def _consents(
    s: Session, household: str, name: Callable[[str], str]
) -> tuple[reports.DossierConsent, ...]:
    found = rows(s, Consent, {"household": household}, ("id",))
    found.sort(key=lambda one: (one.given.on if one.given else "", one.purpose))
    return tuple(
        reports.DossierConsent(
            purpose=one.purpose,
            person=name(one.person),
            with_whom=one.with_whom,
            on=day_of(one.given.on) if one.given else None,
            how=one.given.how if one.given else "",
            withdrawn=day_of(one.given.withdrawn_on) if one.given else None,
        )
        for one in found
    )


def _readers(s: Session, household: str) -> tuple[reports.DossierReader, ...]:
    known = circle.of(s, household)

    def lines(found: Iterable[circle.ReaderLine], *, active: bool) -> list[reports.DossierReader]:
        return [
            reports.DossierReader(
                name=one.name,
                role=_ROLES[one.role],
                since=day_of(one.since),
                reason=one.reason,
                active=active,
            )
            for one in found
        ]

    return (*lines(known.readers, active=True), *lines(known.former, active=False))


def _files(
    s: Session, household: str, name: Callable[[str], str]
) -> tuple[reports.DossierFile, ...]:
    about = {one.id: one.person for one in rows(s, Attachment, {"household": household})}
    return tuple(
        reports.DossierFile(
            name=one.name, on=day_of(one.on), by=one.by, about=name(about.get(one.id, ""))
        )
        for one in attachments.of(s, household)
    )


def _plan(s: Session, card: Household, name: Callable[[str], str]) -> reports.DossierPlan:
    entity = rules.plan_id(card.id)
    made = maybe(s, Plan, entity) or Plan(id=entity)
    agreed = made.agreed
    said = (full_with_year(day_of(agreed.on)), agreed.how) if agreed else ()
    heavier = made.heavier_help
    return reports.DossierPlan(
        agreed=", ".join(part for part in said if part),
        evaluation=day_of(made.evaluation_on or card.evaluation_on),
        ends=day_of(made.ends_on),
        changed=made.evaluation,
        prevented=heavier.prevented if heavier else None,
        why=heavier.why if heavier else "",
        goals=_goals(s, card.id, name),
    )


def _goals(s: Session, household: str, name: Callable[[str], str]) -> tuple[reports.PlanGoal, ...]:
    """Every goal and agreement, also what was dropped and what only the team does."""
    actions = rules.in_order_of_resort(rows(s, Action, {"household": household}))
    goals = sorted(rows(s, Goal, {"household": household}), key=lambda goal: (goal.order, goal.id))
    made = []
    for goal in goals:
        known = ", ".join(part for part in (name(goal.person), _PROGRESS[goal.status]) if part)
        mine = tuple(
            _action(s, one, name if one.person != goal.person else lambda _same: "")
            for one in actions
            if one.goal == goal.id
        )
        words = f"{goal.title} ({known})" if known else goal.title
        made.append(reports.PlanGoal(words=words, result=goal.result, actions=mine))
    ids = {goal.id for goal in goals}
    loose = tuple(_action(s, one, name) for one in actions if one.goal not in ids)
    if loose:
        made.append(reports.PlanGoal(words="Andere afspraken", actions=loose))
    return tuple(made)


def _action(s: Session, action: Action, name: Callable[[str], str]) -> reports.PlanAction:
    done_on = full_with_year(day_of(action.done_on))
    came = (
        f"over {about}" if (about := name(action.person)) else "",
        f"{s.member_name(action.member)} let erop" if action.member and action.who else "",
        "vervallen" if action.status is Progress.DROPPED else "",
        f"gedaan op {done_on}" if done_on else "",
        _WORKED[action.worked] if action.worked else "",
        action.result,
    )
    return reports.PlanAction(
        what=action.what,
        who=action.who or s.member_name(action.member),
        resort=list(Resort).index(action.resort) if action.resort else None,
        when=day_of(action.due),
        done=action.status is Progress.DONE,
        outcome=" · ".join(part for part in came if part),
    )


def _assessments(
    s: Session, household: str, name: Callable[[str], str]
) -> tuple[reports.DossierAssessment, ...]:
    """Every ZRM in which there is something that I may see; the newest first."""
    found = rows(s, Assessment, {"household": household}, ("id",))
    found.sort(key=lambda one: (one.on, one.id), reverse=True)
    made = [_assessment(s, one, name(one.person)) for one in found]
    return tuple(one for one in made if one.scores)


def _assessment(s: Session, known: Assessment, person: str) -> reports.DossierAssessment:
    seen = profile(s, known.id)
    scores = [_score(seen, place) for place in range(len(seen.axes))]
    told = [one for one in scores if one.level or one.own_figure or one.reason or one.carriers]
    scorers, agreed = scored_by(s, known.id)
    return reports.DossierAssessment(
        person=person,
        date=day_of(known.on),
        version=str(content.instrument(known.instrument).label),
        scorers=scorers,
        agreed=agreed,
        scores=tuple(told),
        rest=tuple(one.name for one in scores if one not in told),
    )


def _score(seen: ZrmProfile, place: int) -> reports.DossierScore:
    names = content.choices("dragers")
    return reports.DossierScore(
        name=seen.axes[place][2],
        level=seen.levels[place],
        own_figure=seen.own_figures[place],
        carriers=tuple(names.name(one) for one in seen.carriers[place]),
        reason=seen.reasons[place],
    )
