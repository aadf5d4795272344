"""The ZRM of one person: each scores apart, then together; only what was discussed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.conversation import content, flow
from app.conversation import zrm as pure
from app.errors import UserError
from app.model import rules
from app.model.assessment import AGREED, Assessment, AssessmentScore, OwnFigure, Score
from app.model.dossier import Person
from app.model.visit import DomainNote, Visit
from app.services import fields
from app.services.fields import FieldState
from app.services.records import first_name, maybe, need, rows, visit_day
from app.services.target import Target
from app.services.visit_reading import areas_of, has_words, states_of
from app.storage.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.services.session import Session


@dataclass(frozen=True, slots=True)
class ZrmRow:
    """One domain as I may see it: the colleague's score only once mine is given."""

    domain: str
    name: str
    mine: Score | None
    colleague: Score | None
    colleague_name: str
    agreed: Score | None
    differs: bool
    discussed: bool
    carriers: tuple[str, ...]
    own_figure: int | None
    descriptions: dict[int, str]
    why: tuple[FieldState, Target] | None
    """Where my score with its reason is kept, once there is one."""


@dataclass(frozen=True, slots=True)
class ZrmTable:
    """The scores of one person after one visit; `assessment` need not be there yet."""

    assessment: str
    household: str
    instrument: str
    person: str
    name: str
    colleague_name: str
    rows: tuple[ZrmRow, ...]


@dataclass(frozen=True, slots=True)
class ZrmProfile:
    """One assessment beside the first of that person: per axis level, reason and carriers."""

    assessment: str
    person: str
    person_name: str
    on: str
    instrument: str
    axes: tuple[tuple[str, str, str], ...]
    levels: tuple[int | None, ...]
    baseline_on: str
    baseline: tuple[int | None, ...]
    reasons: tuple[str, ...]
    carriers: tuple[tuple[str, ...], ...]
    own_figures: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """Levels per domain over the days of measuring; `change` = last minus first."""

    dates: tuple[str, ...]
    series: tuple[tuple[str, tuple[int | None, ...]], ...]
    change: tuple[int | None, ...]


def table(s: Session, visit: str, person: str) -> ZrmTable:
    """Every domain of the ZRM for one person after one visit; reads, makes nothing."""
    known = need(s, Visit, visit)
    entity = rules.assessment_id(visit, person)
    made = maybe(s, Assessment, entity)
    name = made.instrument if made else s.zrm_texts.instrument
    instrument = content.instrument(name)
    talked = _to_score(s, known)
    scores = pure.by_domain(rows(s, AssessmentScore, {"assessment": entity}))
    figures = {one.domain: one.figure for one in rows(s, OwnFigure, {"assessment": entity})}
    who = maybe(s, Person, person)
    lines = tuple(
        _row(s, domain, scores.get(domain.id, []), figures.get(domain.id), domain.id in talked)
        for domain in instrument.domains
    )
    return ZrmTable(
        assessment=entity,
        household=known.household,
        instrument=name,
        person=person,
        name=first_name(who) if who else "",
        colleague_name=_colleague(s, known, lines),
        rows=lines,
    )


def _row(
    s: Session,
    domain: content.Domain,
    scores: Sequence[AssessmentScore],
    figure: int | None,
    discussed: bool,  # noqa: FBT001 - a cell of the row
) -> ZrmRow:
    seen = pure.as_seen_by(s.vault.member_id, scores)
    own = next((one for one in scores if one.scorer == s.vault.member_id), None)
    why = _why(s, own) if own and own.score else None
    typed = fields.parts_of(why[0].value).get("reason", "") if why else ""
    return ZrmRow(
        domain=domain.id,
        name=s.say(domain.name),
        mine=seen.mine.model_copy(update={"reason": typed}) if seen.mine else None,
        colleague=seen.colleague,
        colleague_name=s.member_name(seen.colleague_id),
        agreed=seen.agreed,
        differs=seen.differs,
        discussed=discussed,
        carriers=tuple(carrier.value for carrier in own.carriers) if own else (),
        own_figure=figure,
        descriptions=s.zrm_texts.of(domain.id),
        why=why,
    )


def _why(s: Session, own: AssessmentScore) -> tuple[FieldState, Target]:
    home = fields.in_dossier(own.household)
    target = Target(AssessmentScore.kind, own.id, "score", home)
    return fields.read(s, target), target


def _colleague(s: Session, visit: Visit, lines: Sequence[ZrmRow]) -> str:
    """The first name to stand above the colleague's column; empty when I went alone."""
    seen = next((line.colleague_name for line in lines if line.colleague_name), "")
    others = [s.member_name(member) for member in visit.members if member != s.vault.member_id]
    name = seen or next((one for one in others if one), "")
    return name.split(" ", 1)[0]


def _to_score(s: Session, visit: Visit) -> set[str]:
    written = {note.area for note in rows(s, DomainNote, {"visit": visit.id}) if has_words(note)}
    talked = flow.discussed(states_of(s, visit.id), written)
    return flow.domains_to_score(areas_of(s, visit).areas, talked)


def _with_assessment(s: Session, visit: Visit, person: str, edit: Edit) -> None:
    """Records an edit under the assessment of this visit and person, which it begins."""
    entity = rules.assessment_id(visit.id, person)
    edits = [edit]
    if maybe(s, Assessment, entity) is None:
        instrument = s.zrm_texts.instrument
        fields = {
            "household": visit.household,
            "visit": visit.id,
            "person": person,
            "on": visit_day(visit) or s.clock.today().isoformat(),
            "instrument": instrument,
            "content": content.instrument(instrument).version,
        }
        edits.insert(0, Edit("assessment", entity, fields))
    s.vault.record(edits)


def _score_edit(
    visit: Visit, person: str, domain: str, scorer: str, fields: Mapping[str, object]
) -> Edit:
    entity = rules.assessment_id(visit.id, person)
    context = {
        "household": visit.household,
        "assessment": entity,
        "domain": domain,
        "scorer": scorer,
    }
    return Edit("assessment_score", rules.score_id(entity, domain, scorer), {**context, **fields})


def score(
    s: Session,
    visit: str,
    person: str,
    domain: str,
    level: int | None,
    not_judged: bool = False,  # noqa: FBT001, FBT002 - as the screen calls it
    reason: str | None = None,
) -> None:
    """My own score of a domain; no level and not `not_judged` takes it back.

    Without `reason` the one that was written stays, also while it is still being typed. Raises
    UserError("zrm_not_discussed") for a domain that the conversation was not about.
    """
    known = need(s, Visit, visit)
    written, value = _own_reason(s, visit, person, domain), None
    if level is not None or not_judged:
        if domain not in _to_score(s, known):
            raise UserError("zrm_not_discussed")
        value = _score(None if not_judged else level, written if reason is None else reason)
    edit = _score_edit(known, person, domain, s.vault.member_id, {"score": value})
    _with_assessment(s, known, person, edit)


def _own_reason(s: Session, visit: str, person: str, domain: str) -> str:
    entity = rules.score_id(rules.assessment_id(visit, person), domain, s.vault.member_id)
    s.vault.commit_draft(AssessmentScore.kind, entity, "score")
    own = maybe(s, AssessmentScore, entity)
    return own.score.reason if own and own.score else ""


def _score(level: int | None, reason: str) -> dict[str, object]:
    return Score(level=level, not_judged=level is None, reason=reason).model_dump(mode="json")


def agree(
    s: Session, visit: str, person: str, domain: str, level: int | None, reason: str | None = None
) -> None:
    """What the duo settled on, for my reason unless another is given; None = not settled after all.

    Raises UserError("zrm_own_first") for who has not scored the domain: blind first.
    """
    known = need(s, Visit, visit)
    entity = rules.assessment_id(visit, person)
    scores = rows(s, AssessmentScore, {"assessment": entity, "domain": domain})
    if level is not None and pure.as_seen_by(s.vault.member_id, scores).mine is None:
        raise UserError("zrm_own_first")
    written = _own_reason(s, visit, person, domain)
    value = None if level is None else _score(level, written if reason is None else reason)
    edit = _score_edit(known, person, domain, AGREED, {"score": value})
    _with_assessment(s, known, person, edit)


def agree_same(s: Session, visit: str, person: str) -> int:
    """Settles every domain to which I and my colleague gave the same level; how many those were.

    A domain that was settled before, or that one of us has not scored, stays as it is.
    """
    known = need(s, Visit, visit)
    entity = rules.assessment_id(visit, person)
    edits = []
    for domain, scores in pure.by_domain(rows(s, AssessmentScore, {"assessment": entity})).items():
        seen = pure.as_seen_by(s.vault.member_id, scores)
        if seen.agreed is None and same_level(seen.mine, seen.colleague):
            reason = _own_reason(s, visit, person, domain)
            value = {"score": _score(seen.mine.level if seen.mine else None, reason)}
            edits.append(_score_edit(known, person, domain, AGREED, value))
    if edits:
        s.vault.record(edits)
    return len(edits)


def same_level(mine: Score | None, theirs: Score | None) -> bool:
    """Whether both gave a level, and the same one."""
    return (
        mine is not None
        and theirs is not None
        and mine.level is not None
        and mine.level == theirs.level
    )


def carriers(s: Session, visit: str, person: str, domain: str, chosen: Sequence[str]) -> None:
    """Who carries this domain now, as I see it."""
    known = need(s, Visit, visit)
    edit = _score_edit(known, person, domain, s.vault.member_id, {"carriers": list(chosen)})
    _with_assessment(s, known, person, edit)


def own_figure(s: Session, visit: str, person: str, domain: str, figure: int | None) -> None:
    """The resident's own figure, 1 to 10; None takes it back."""
    known = need(s, Visit, visit)
    entity = rules.assessment_id(visit, person)
    fields = {
        "household": known.household,
        "assessment": entity,
        "domain": domain,
        "figure": figure,
    }
    edit = Edit("own_figure", rules.own_figure_id(entity, domain), fields)
    _with_assessment(s, known, person, edit)


def _measurements(s: Session, person: str) -> list[Assessment]:
    """Assessments of a person in which something was scored, oldest first."""
    found = rows(s, Assessment, {"person": person})
    return sorted(
        (one for one in found if any(_levels(s, one).values())), key=lambda one: (one.on, one.id)
    )


def shows(s: Session, score: str) -> bool:
    """Whether I may read this score: mine, agreed, a colleague's after mine, or what all share."""
    one = maybe(s, AssessmentScore, score)
    if one is None or one.scorer in {s.vault.member_id, AGREED}:
        return one is not None
    scores = rows(s, AssessmentScore, {"assessment": one.assessment, "domain": one.domain})
    if pure.as_seen_by(s.vault.member_id, scores).mine is not None:
        return True
    known = maybe(s, Assessment, one.assessment)
    return known is not None and _counts(s, known, scores) == one.score


def _levels(s: Session, assessment: Assessment) -> dict[str, int | None]:
    """{domain: level that counts for me}: agreed first, else mine, never a hidden one."""
    grouped = pure.by_domain(rows(s, AssessmentScore, {"assessment": assessment.id}))
    counts = {domain: _counts(s, assessment, scores) for domain, scores in grouped.items()}
    return {domain: score.level if score else None for domain, score in counts.items()}


def _counts(s: Session, assessment: Assessment, scores: Sequence[AssessmentScore]) -> Score | None:
    """Who was not in the duo scores nothing blind, so reads what the two have in common."""
    me = s.vault.member_id
    if own := pure.result(me, scores):
        return own
    visit = maybe(s, Visit, assessment.visit)
    in_duo = visit is None or me in visit.members
    return None if in_duo else pure.result_of_all(scores)


def profile(s: Session, assessment: str) -> ZrmProfile:
    """One assessment with the first one of that person behind it."""
    known = need(s, Assessment, assessment)
    instrument = content.instrument(known.instrument)
    first = next(iter(_measurements(s, known.person)), known)
    levels, base = _levels(s, known), _levels(s, first)
    scores = pure.by_domain(rows(s, AssessmentScore, {"assessment": assessment}))
    figures = {one.domain: one.figure for one in rows(s, OwnFigure, {"assessment": assessment})}
    who = maybe(s, Person, known.person)
    ids = [domain.id for domain in instrument.domains]
    told = [_told(s, known, scores.get(key, [])) for key in ids]
    return ZrmProfile(
        assessment=assessment,
        person=known.person,
        person_name=who.name if who else "",
        on=known.on,
        instrument=known.instrument,
        axes=tuple((one.id, s.say(one.short), s.say(one.name)) for one in instrument.domains),
        levels=tuple(levels.get(key) for key in ids),
        baseline_on=first.on if first.id != known.id else "",
        baseline=tuple(base.get(key) for key in ids) if first.id != known.id else (),
        reasons=tuple(reason for reason, _carriers in told),
        carriers=tuple(carried for _reason, carried in told),
        own_figures=tuple(figures.get(key) for key in ids),
    )


def _told(
    s: Session, assessment: Assessment, scores: Sequence[AssessmentScore]
) -> tuple[str, tuple[str, ...]]:
    """Reason and carriers that go with the level that counts; blind like the level."""
    me, counts = s.vault.member_id, _counts(s, assessment, scores)
    chosen = next((one for one in scores if counts is not None and one.score == counts), None)
    mine = next((one for one in scores if one.scorer == me), None)
    carried = (chosen.carriers if chosen else ()) or (mine.carriers if mine else ())
    return (counts.reason if counts else "", tuple(one.value for one in carried))


def trend(s: Session, person: str) -> Trend:
    """How the levels of a person went, over every domain that was ever scored."""
    measured = _measurements(s, person)
    levels = [_levels(s, one) for one in measured]
    instrument = content.instrument(measured[-1].instrument if measured else s.zrm_texts.instrument)
    series = []
    for domain in instrument.domains:
        line = tuple(one.get(domain.id) for one in levels)
        if any(level is not None for level in line):
            series.append((s.say(domain.name), line))
    return Trend(
        dates=tuple(one.on for one in measured),
        series=tuple(series),
        change=tuple(pure.change(line) for _name, line in series),
    )
