"""Verschillen: what people wrote apart, told so that a team can talk and settle it once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from dataclasses import field as part
from typing import TYPE_CHECKING, Any, Final

from app.clock import derived_id
from app.errors import UserError
from app.model.base import TEAM_SPACE, closed_space
from app.model.team import AgendaItem
from app.services import circle, removing
from app.services.difference_subjects import Subject, called, subject
from app.services.difference_trails import Laptops, Trail, Writer, same
from app.services.undoing import together
from app.storage.deletes import seen_by
from app.storage.edits import Edit
from app.storage.registry import DELETED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.services.session import Session
    from app.storage.changes import Change
    from app.storage.reading import Difference, Head

CLOSED: Final = closed_space("")
"""How the space of a closed note begins: the team's agenda says nothing of it."""
_KEPT: Final = "texts being combined"
_BELONGS: Final = frozenset({"household", "visit", "person", "author", "about", "area", "plan"})
"""Fields that say where a record belongs, not what somebody wrote."""
_WORDS: Final = ("text", "line", "title", "what", "name", "own_words", "quote", "purpose", "remark")
"""Fields that say best what a new record is about."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values; who wrote it, apart or the same. `head` is what settling takes."""

    head: str
    value: Any
    writers: tuple[Writer, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """What stood there when people began to differ."""

    value: Any
    writer: Writer


@dataclass(frozen=True, slots=True)
class Later:
    """What somebody wrote that the delete did not see; no field: the record itself is new."""

    kind: str
    field: str
    value: Any
    writer: Writer


@dataclass(frozen=True, slots=True)
class OpenDifference:
    """A difference as it is told; `seen` names all that was on the screen when it is settled.

    `agenda`: the day of the overleg where it will be talked about; empty: the next one, whenever
    that is; None: it is on no agenda. `talk`: whether it may be put there.
    """

    id: str
    space: str
    kind: str
    entity: str
    field: str
    subject: Subject
    sides: tuple[Side, ...]
    before: Before | None
    later: tuple[Later, ...]
    names: dict[str, str]
    seen: tuple[str, ...]
    mine: bool
    talk: bool
    agenda: str | None
    stays: bool = False
    """Whether it can only be brought back here: a household of which others wrote the card."""
    kept: str = part(default="", compare=False)
    """Words that somebody here began to make one of, and did not finish."""

    @property
    def deleted(self) -> bool:
        """Whether one took away what another went on with."""
        return self.field == DELETED

    @property
    def agreed(self) -> bool:
        """Whether everyone wrote the same, so that there is nothing to choose."""
        return not self.deleted and len(self.sides) == 1


def differences(session: Session) -> tuple[OpenDifference, ...]:
    """All that is open and readable here: by household, the team's own last.

    What everyone wrote the same comes at the end of its household.
    """
    return tuple(sorted(_Teller(session).all(), key=_order))


def count(session: Session) -> int:
    """How many ask for a choice; what everyone wrote the same does not."""
    return sum(
        one.field == DELETED or any(not same(head.value, one.heads[0].value) for head in one.heads)
        for one in _unfolded(session, session.vault.differences())
    )


def take(session: Session, one: OpenDifference, head: str) -> list[Change]:
    """Settles on one of the values; of a delete: on the delete, or (empty) on what is there.

    Raises UserError("difference_changed") when it is not as it was on the screen, and as
    `removing.delete`.
    """
    _check(session, one)
    if one.deleted:
        if head:
            made = removing.delete(session, one.kind, one.entity)
        else:
            made = session.vault.restore(one.kind, one.entity)
    else:
        made = circle.settle(session, (one.kind, one.entity), one.field, take=head)
    return _settled(session, one, made)


def combine(session: Session, one: OpenDifference, value: object) -> list[Change]:
    """Settles on another value than those that were written; raises as `take`."""
    _check(session, one)
    made = circle.settle(session, (one.kind, one.entity), one.field, value=value)
    return _settled(session, one, made)


def talk(session: Session, one: OpenDifference, title: str) -> str:
    """Puts it on the agenda of the next overleg; returns that day, empty when none is planned.

    The agenda is the whole team's, so `title` says nothing of what a dossier holds. Raises
    UserError("difference_closed") for what only named people may know of.
    """
    if not one.talk:
        raise UserError("difference_closed")
    meeting, on = _coming_meetings(session)[0]
    entity = _agenda_id(one, meeting)
    values = {"meeting": meeting, "household": one.subject.household, "title": title}
    if DELETED in session.vault.heads(AgendaItem.kind, entity):
        session.vault.restore(AgendaItem.kind, entity)
    said = {name: value for name, value in values.items() if value}
    session.vault.record([Edit(AgendaItem.kind, entity, said)])
    return on


def keep(session: Session, one: OpenDifference, text: str) -> None:
    """Words to make one of are on this laptop's disk when this returns; empty forgets them."""
    kept: dict[str, str] = session.vault.setting(_KEPT) or {}
    kept.pop(one.id, None)
    session.vault.set_setting(_KEPT, {**kept, one.id: text} if text else kept)


def union(one: OpenDifference) -> list[str] | None:
    """Everything that any side lists, in the order of the first; None where that says nothing new.

    Nothing new: no lists, or what one side lists holds it all.
    """
    lists = [side.value or [] for side in one.sides]
    if one.deleted or not all(isinstance(value, list) for value in lists):
        return None
    whole = list(dict.fromkeys(item for value in lists for item in value))
    return None if any(set(value) == set(whole) for value in lists) else whole


class _Teller:
    """Tells every open difference of one moment; what all need is read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._open = session.vault.differences()
        self._laptops = Laptops(session)

    def all(self) -> Iterator[OpenDifference]:
        """In no order."""
        if not self._open:
            return
        session = self._session
        mine, meetings = _my_households(session), _coming_meetings(session)
        kept: dict[str, str] = session.vault.setting(_KEPT) or {}
        points = {row["id"] for row in session.vault.query("SELECT id FROM v_agenda_item")}
        for one in _unfolded(session, self._open):
            told = self._tell(one, mine)
            days = (on for meeting, on in meetings if _agenda_id(told, meeting) in points)
            yield replace(told, agenda=next(days, None), kept=kept.get(one.id, ""))

    def _tell(self, one: Difference, mine: frozenset[str]) -> OpenDifference:
        session = self._session
        trail = Trail(session, one.space, one.kind, one.entity)
        about = subject(session, one)
        sides = self._sides(trail, one)
        before = self._before(trail, one)
        later = self._later(one) if one.field == DELETED else ()
        writers = [writer for side in sides for writer in side.writers]
        writers += [told.writer for told in later]
        values = [] if one.field == DELETED else [side.value for side in sides]
        values += [told.value for told in later] + ([before.value] if before else [])
        return OpenDifference(
            id=one.id, space=one.space, kind=one.kind, entity=one.entity, field=one.field,
            subject=about, sides=sides, before=before, later=later,
            names=called(session, values), seen=_seen(session, one),
            mine=about.household in mine or any(writer.mine for writer in writers),
            talk=not one.space.startswith(CLOSED), agenda=None,
            stays=_stays(session, one),
        )  # fmt: skip

    def _sides(self, trail: Trail, one: Difference) -> tuple[Side, ...]:
        """Equal values are one side; what I wrote comes first, then by name."""
        sides: list[Side] = []
        for head in one.heads:
            if one.field == DELETED and head.value is None:
                continue
            writer = trail.writer(self._laptops, trail.origin(head.id, one.field))
            at = next((n for n, side in enumerate(sides) if _alike(one, side, head)), None)
            if at is None:
                sides.append(Side(head.id, head.value, (writer,)))
            elif writer not in sides[at].writers:
                known = sides[at]
                sides[at] = Side(known.head, known.value, (*known.writers, writer))
        return tuple(sorted(sides, key=_reading_order))

    def _before(self, trail: Trail, one: Difference) -> Before | None:
        if one.field == DELETED:
            return None
        found = trail.before([head.id for head in one.heads], one.field)
        if found is None:
            return None
        return Before(trail.value(found, one.field), trail.writer(self._laptops, found))

    def _later(self, one: Difference) -> tuple[Later, ...]:
        """What the delete did not see: in the record itself, then in what hangs under it."""
        trail = Trail(self._session, one.space, one.kind, one.entity)
        told = [
            Later(one.kind, name, trail.value(change, name), trail.writer(self._laptops, change))
            for name, change in _unseen(self._session, one)
            if name not in _BELONGS
        ]
        stays, named = _stays(self._session, one), seen_by(head.value for head in one.heads)[1]
        for kind, entity, space in _new_children(self._session, one):
            if stays and entity in named:
                continue
            under = next((d for d in self._open if (d.kind, d.entity, d.field)
                          == (kind, entity, DELETED)), None)  # fmt: skip
            told += self._later(under) if under else self._begun(kind, entity, space)
        return tuple(told)

    def _begun(self, kind: str, entity: str, space: str) -> list[Later]:
        """A record that began after the delete: its own words, or else that it is there."""
        heads = self._session.vault.heads(kind, entity)
        field = next((name for name in _WORDS if name in heads and heads[name][0].value), "")
        newest = heads[field][0] if field else next(iter(heads.values()))[0]
        trail = Trail(self._session, space, kind, entity)
        value = newest.value if field else None
        return [Later(kind, field, value, trail.writer(self._laptops, newest.id))]


def _reading_order(side: Side) -> tuple[bool, str, str, str]:
    first = side.writers[0]
    return not any(writer.mine for writer in side.writers), first.name, first.when, side.head


def _alike(one: Difference, side: Side, head: Head) -> bool:
    return one.field == DELETED or same(side.value, head.value)


def _check(session: Session, one: OpenDifference) -> None:
    """Nobody settles what was not on the screen."""
    now = next((now for now in session.vault.differences() if now.id == one.id), None)
    if now is None or _seen(session, now) != one.seen:
        raise UserError("difference_changed")


def _settled(session: Session, one: OpenDifference, made: list[Change]) -> list[Change]:
    keep(session, one, "")
    together(session, made)
    return made


def _seen(session: Session, one: Difference) -> tuple[str, ...]:
    """The heads of the difference; of a delete also all that it did not see."""
    heads = [head.id for head in one.heads]
    if one.field == DELETED:
        heads += [change for _name, change in _unseen(session, one)]
        heads += [child for _kind, child, _space in _new_children(session, one)]
    return tuple(sorted(heads))


def _unseen(session: Session, one: Difference) -> list[tuple[str, str]]:
    """(field, change) of every head of the record that no delete of it names."""
    covered = {change for _field, change in seen_by(head.value for head in one.heads)[0]}
    return [
        (name, head.id)
        for name, heads in session.vault.heads(one.kind, one.entity).items()
        for head in heads
        if name != DELETED and head.id not in covered
    ]


def _stays(session: Session, one: Difference) -> bool:
    """Whether nobody here can delete it: then it is no choice between two, and hides nothing."""
    return one.field == DELETED and not session.vault.may_delete(one.kind, one.entity)


def _new_children(session: Session, one: Difference) -> list[tuple[str, str, str]]:
    """(kind, id, space) of what hangs under it and still stands."""
    rows = session.vault.query(
        "SELECT kind, id, space FROM entities WHERE parent = ? AND NOT deleted ORDER BY kind, id",
        (one.entity,),
    )
    return [(row["kind"], row["id"], row["space"]) for row in rows]


def _unfolded(session: Session, open_: Sequence[Difference]) -> list[Difference]:
    """Without deletes under a delete: what hangs together is talked about once."""
    deletes = {one.entity for one in open_ if one.field == DELETED}
    if len(deletes) < 2:  # noqa: PLR2004 - one cannot hang under another
        return list(open_)
    rows = session.vault.query("SELECT id, parent FROM entities WHERE parent IS NOT NULL")
    under = {row["id"] for row in rows if row["id"] in deletes and row["parent"] in deletes}
    return [one for one in open_ if one.field != DELETED or one.entity not in under]


def _order(one: OpenDifference) -> tuple[bool, str, str, bool, str, str, str]:
    about = one.subject
    return (not about.household, about.household_name.casefold(), about.household, one.agreed,
            about.on, one.kind, one.id)  # fmt: skip


def _my_households(session: Session) -> frozenset[str]:
    rows = session.vault.query(
        "SELECT h.id FROM v_household h WHERE :me IN (h.case_lead, h.stand_in)"
        " OR EXISTS (SELECT 1 FROM json_each(h.pair) p WHERE p.value = :me)",
        {"me": session.vault.member_id},
    )
    return frozenset(row["id"] for row in rows)


def _coming_meetings(session: Session) -> list[tuple[str, str]]:
    """(id, day) of every overleg to come, the next first; at the end the one without a day yet."""
    rows = session.vault.query(
        'SELECT m.id, m."on" FROM v_meeting m WHERE m."on" >= ? ORDER BY m."on", m.at, m.id',
        (session.clock.today().isoformat(),),
    )
    return [*((row["id"], row["on"]) for row in rows), ("", "")]


def _agenda_id(one: OpenDifference, meeting: str) -> str:
    """One point per overleg: of a dossier one for all its differences, which says least."""
    what = one.id if one.space == TEAM_SPACE else one.subject.household
    return derived_id("agenda of differences", what, meeting)
