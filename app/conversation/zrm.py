"""The ZRM as pure rules: blind first, compare, spider, trend; never a yardstick for help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.model.assessment import AGREED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.model.assessment import AssessmentScore, Score


@dataclass(frozen=True, slots=True)
class DomainScores:
    """Scores of one domain as one scorer may see them."""

    mine: Score | None
    colleague: Score | None
    """Hidden (None) until the own score is given."""
    colleague_id: str
    agreed: Score | None

    @property
    def differs(self) -> bool:
        """Whether the two saw it differently and it is not settled yet."""
        both = self.mine is not None and self.colleague is not None
        return both and self.agreed is None and _level(self.mine) != _level(self.colleague)


def _level(score: Score | None) -> int | None:
    return score.level if score else None


def as_seen_by(me: str, scores: Iterable[AssessmentScore]) -> DomainScores:
    """Scores of one domain, blind: a colleague's shows once one's own is given."""
    by = {one.scorer: one.score for one in scores if one.score is not None}
    mine = by.get(me)
    others = sorted(scorer for scorer in by if scorer not in {me, AGREED})
    colleague = others[0] if others and mine is not None else ""
    return DomainScores(mine, by.get(colleague), colleague, by.get(AGREED))


def result(me: str, scores: Iterable[AssessmentScore]) -> Score | None:
    """What counts for this reader: agreed; else both equal; else one's own; else nothing."""
    seen = as_seen_by(me, scores)
    return seen.agreed or seen.mine


def result_of_all(scores: Iterable[AssessmentScore]) -> Score | None:
    """What counts without a reader (print of a past one): agreed, else a score all share."""
    by = {one.scorer: one.score for one in scores if one.score is not None}
    if AGREED in by:
        return by[AGREED]
    values = list(by.values())
    same = len({score.level for score in values}) == 1
    return values[0] if values and same else None


def change(levels: Sequence[int | None]) -> int | None:
    """Latest level minus the first: the change since the baseline; None with fewer than two."""
    known = [level for level in levels if level is not None]
    return known[-1] - known[0] if len(known) > 1 else None


def by_domain(scores: Iterable[AssessmentScore]) -> Mapping[str, list[AssessmentScore]]:
    """Scores in groups of one domain."""
    found: dict[str, list[AssessmentScore]] = {}
    for score in scores:
        found.setdefault(score.domain, []).append(score)
    return found
