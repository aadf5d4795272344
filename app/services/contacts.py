"""Contact: who was reached, how, one line, what next; ten seconds from anywhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.clock import derived_id, new_id
from app.errors import UserError
from app.model.base import dossier_space
from app.model.dossier import Contact, Person, SafeContact
from app.model.plan import Action
from app.model.team import Household
from app.model.words import Resort
from app.services import fields, unkept
from app.services.records import moment, need
from app.services.target import Target
from app.services.undoing import together
from app.storage.edits import Edit

if TYPE_CHECKING:
    from app.services.session import Session
    from app.storage.changes import Change
    from app.storage.drafts import Draft


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """A person to choose; `safe_contact` is None where nobody asked yet."""

    id: str
    name: str
    safe_contact: SafeContact | None


def persons(session: Session, household: str) -> tuple[PersonChoice, ...]:
    """Persons of a household, with how they may be reached."""
    return tuple(
        PersonChoice(one.id, one.call_name or one.name, one.safe_contact)
        for one in session.vault.rows("person", {"household": household}, order=("born", "id"))
        if isinstance(one, Person)
    )


def household_name(session: Session, household: str) -> str:
    """The name under which a household is known."""
    return need(session, Household, household).name


@dataclass(frozen=True, slots=True)
class Begun:
    """A contact that is being written; empty where nothing was typed or chosen yet.

    `id` and `action` are the ids under which its words, and the step that follows, are typed;
    `at` is when it began, `due` the day of the step.
    """

    id: str
    action: str
    at: str
    member: str
    household: str = ""
    person: str = ""
    how: str = ""
    line: str = ""
    what: str = ""
    due: str = ""

    def line_at(self) -> Target:
        """Where the line is typed; without a household it waits for one."""
        belongs = {"household": self.household, "how": self.how, "at": self.at}
        if self.person:
            belongs["person"] = self.person
        return Target(Contact.kind, self.id, "line", (*belongs.items(),))

    def step_at(self) -> Target:
        """As `line_at`, of the words of the step."""
        resort = Resort.TEAM.value
        belongs = {"household": self.household, "resort": resort, "member": self.member}
        if self.due:
            belongs["due"] = self.due
        return Target(Action.kind, self.action, "what", (*belongs.items(),))

    def typed(self) -> list[tuple[Target, str]]:
        """Each of both that has words, with them."""
        both = ((self.line_at(), self.line), (self.step_at(), self.what))
        return [(at, words) for at, words in both if words.strip()]


def begun(session: Session) -> Begun:
    """The contact whose words wait until it is chosen whom they are about, else a new one.

    Of several that wait it is one; the others wait on.
    """
    waiting = [
        one for one in session.vault.drafts() if one.context.get("household") == "" and one.value
    ]
    steps = {one.entity: one for one in waiting if one.kind == Action.kind}
    for line in waiting:
        if line.kind == Contact.kind:
            return _waiting(session, line, steps.get(step_id(line.entity)))
    for step in steps.values():
        return _only_step(session, step)
    fresh = new_id(session.clock)
    return Begun(fresh, step_id(fresh), moment(session), session.vault.member_id)


def _waiting(session: Session, line: Draft, step: Draft | None) -> Begun:
    return Begun(
        id=line.entity,
        action=step_id(line.entity),
        at=line.context["at"],
        member=session.vault.member_id,
        how=line.context["how"],
        line=line.value or "",
        what=step.value or "" if step else "",
        due=step.context.get("due", "") if step else "",
    )


def _only_step(session: Session, step: Draft) -> Begun:
    """A step that was typed alone; it goes on as the step of a contact that is found again."""
    fresh = new_id(session.clock)
    due = step.context.get("due", "")
    begun = Begun(
        fresh, step_id(fresh), moment(session), session.vault.member_id, what=step.value, due=due
    )
    fields.type(session, begun.step_at(), begun.what)
    session.vault.drop_draft(Action.kind, step.entity)
    return begun


def step_id(contact: str) -> str:
    """The action that follows from a contact."""
    return derived_id("step after contact", contact)


def moved(session: Session, contact: str, to: Begun) -> bool:
    """Another household was chosen: the words wait under the ids of `to`, and only there.

    Whether some were a record by then: that is deleted, and stays in the history of that dossier.
    """
    for kind, one in _parts(contact):
        session.unkept.let_go(kind, one)  # also where the disk takes nothing: `to` has the words
    for target, words in to.typed():
        fields.type(session, target, words)
    return bool(take_back(session, contact))


def keep(session: Session, early: Begun) -> None:
    """Words that were typed before it was known what waits: they wait too. Raises UserError.

    When and by whom is as it is now. What the disk will not take is held as any typed words are.
    """
    begun = replace(early, at=moment(session), member=session.vault.member_id)
    refused: UserError | None = None
    for target, words in begun.typed():
        try:
            unkept.type_words(session, fields.type, target, (words, fields.LEFT_TO_VAULT))
        except UserError as error:
            refused = error
    if refused is not None:
        raise refused


def take_back(session: Session, contact: str) -> list[Change]:
    """Nothing of this contact, nor of its step, stays where it was typed or recorded."""
    made: list[Change] = []
    for kind, one in _parts(contact):
        session.unkept.let_go(kind, one)
        session.vault.drop_draft(kind, one)
        if session.vault.get(kind, one) is not None:
            made += session.vault.delete(kind, one)
    return made


def let_go(session: Session, contact: str) -> bool:
    """Its writer emptied it before it was recorded; whether more than a draft was there.

    Long words that were emptied are a change by then: undoing this brings them back.
    """
    return bool(take_back(session, contact))


def _parts(contact: str) -> tuple[tuple[str, str], ...]:
    return (Contact.kind, contact), (Action.kind, step_id(contact))


def _fits(session: Session, contact: str, household: str) -> bool:
    """Whether what there is of it, if anything, is about this household, and not gone."""
    elsewhere = [
        draft.kind
        for draft in session.vault.drafts()
        if (draft.kind, draft.entity) in _parts(contact)
        and draft.context.get("household", household) != household
    ]
    return not elsewhere and not any(
        session.vault.query(
            "SELECT 1 FROM entities WHERE kind = ? AND id = ? AND (deleted OR space <> ?)",
            (kind, one, dossier_space(household)),
        )
        for kind, one in _parts(contact)
    )


def log(
    session: Session,
    household: str,
    person: str,
    how: str,
    line: str,
    next: dict[str, Any] | None = None,  # noqa: A002 - the field's name
    contact: str = "",
) -> str:
    """Writes down a contact of now; what follows becomes an action of mine. Returns its id.

    `contact` is the id under which its words were typed; what was typed goes with it. When that
    was recorded for another household, or is gone by now, the words get an id of their own.
    """
    entity = contact or new_id(session.clock)
    if not _fits(session, entity, household):
        take_back(session, entity)
        entity = new_id(session.clock)
    action = step_id(entity)
    typed = [
        change for kind, one in _parts(entity) for change in session.vault.commit_draft(kind, one)
    ]
    fields: dict[str, Any] = {
        "household": household, "how": how, "line": line, "at": moment(session),
    }  # fmt: skip
    if person:
        fields["person"] = person
    edits = []
    if next and next.get("what"):
        mine = {"member": session.vault.member_id, **{k: v for k, v in next.items() if v}}
        fields["next"] = mine
        step = {
            "household": household,
            "what": mine["what"],
            "resort": Resort.TEAM.value,
            "who": session.me.name,
            "member": mine["member"],
            "due": mine.get("due", ""),
        }
        edits.append(Edit(Action.kind, action, step))
    made = session.vault.record([Edit(Contact.kind, entity, fields), *edits])
    together(session, [*typed, *made])
    for kind, one in _parts(entity):
        session.unkept.let_go(kind, one)
    return entity
