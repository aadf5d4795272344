"""Pure rules between values: status transitions, order of resort, over wie, no BSN."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from app.clock import derived_id
from app.model.words import NEAR_HOME, Resort, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.model.plan import Action

TRANSITIONS: Final[dict[Status, frozenset[Status]]] = {
    Status.REFERRED: frozenset({Status.ASSIGNED, Status.NOT_TAKEN}),
    Status.ASSIGNED: frozenset({Status.APPOINTMENT, Status.CONVERSATION, Status.NOT_TAKEN}),
    Status.APPOINTMENT: frozenset({Status.CONVERSATION, Status.ASSIGNED, Status.NOT_TAKEN}),
    Status.CONVERSATION: frozenset({Status.PLAN, Status.CLOSED}),
    Status.PLAN: frozenset({Status.RUNNING, Status.CLOSED}),
    Status.RUNNING: frozenset({Status.CLOSED, Status.PLAN}),
    Status.CLOSED: frozenset({Status.AFTERCARE, Status.REOPENED}),
    Status.AFTERCARE: frozenset({Status.REOPENED, Status.CLOSED}),
    Status.REOPENED: frozenset({Status.CONVERSATION, Status.PLAN, Status.CLOSED}),
    Status.NOT_TAKEN: frozenset({Status.REFERRED}),
}
"""brief/content.md, Status. A merge may break these; a person at a screen may not."""

BSN_LENGTH: Final = 9
ELEVEN: Final = 11
_NINE_DIGITS: Final = re.compile(r"(?<!\d)\d(?:[ .-]?\d){8}(?!\d)")
_NO_DIGITS: Final = bytes(set(range(256)) - set(b"0123456789\xd9\xdb"))
"""What no digit has in UTF-8, Dutch or Arabic: a text that hardly has any is passed over fast."""


def may_become(now: Status, then: Status) -> bool:
    """Whether a person may move a case from one status to the other."""
    return now is then or then in TRANSITIONS[now]


def step_to(now: Status, then: Status) -> Status:
    """The status after work that belongs to `then`: never back, never a forbidden jump."""
    return then if may_become(now, then) else now


def in_order_of_resort(actions: Iterable[Action]) -> list[Action]:
    """Self first, second line last; within that by place and id; unknown at the end."""
    ranks = {resort: rank for rank, resort in enumerate(Resort)}
    return sorted(
        actions,
        key=lambda action: (
            ranks[action.resort] if action.resort else len(ranks),
            action.order,
            action.id,
        ),
    )


def near_home(actions: Iterable[Action]) -> tuple[int, int]:
    """How many actions they do themselves, with their own circle or nearby; and of how many."""
    known = list(actions)
    return sum(action.resort in NEAR_HOME for action in known), len(known)


def default_about(speaker: str, present: Sequence[str]) -> str:
    """The person a new note is about: who is speaking, or the only one present."""
    if speaker:
        return speaker
    return present[0] if len(present) == 1 else ""


def bsn_like(text: str) -> tuple[int, int] | None:
    """Where nine digits that pass the elfproef stand in `text` as (start, end), if anywhere."""
    if len(text.encode(errors="replace").translate(None, _NO_DIGITS)) < BSN_LENGTH:
        return None
    for match in _NINE_DIGITS.finditer(text):
        digits = [int(char) for char in match.group() if char.isdigit()]
        weights = [*range(BSN_LENGTH, 1, -1), -1]
        total = sum(digit * weight for digit, weight in zip(digits, weights, strict=True))
        if total % ELEVEN == 0 and any(digits):
            return match.span()
    return None


def plan_id(household: str) -> str:
    """Id of the one plan of a household."""
    return derived_id("plan", household)


def visit_area_id(visit: str, area: str) -> str:
    """Id of what was said of one area in one visit."""
    return derived_id("visit_area", visit, area)


def note_id(visit: str, area: str, author: str, about: str) -> str:
    """Id of one author's note on one area about one person; two people never share a note."""
    return derived_id("domain_note", visit, area, author, about)


def summary_id(visit: str, person: str) -> str:
    """Id of one person's paper after one visit."""
    return derived_id("visit_summary", visit, person)


def summary_line_id(visit: str, person: str, area: str) -> str:
    """Id of one area on one person's paper."""
    return derived_id("summary_line", visit, person, area)


def assessment_id(visit: str, person: str) -> str:
    """Id of the ZRM-meting of one person in one visit."""
    return derived_id("assessment", visit, person)


def score_id(assessment: str, domain: str, scorer: str) -> str:
    """Id of one scorer's score of one domain."""
    return derived_id("assessment_score", assessment, domain, scorer)


def own_figure_id(assessment: str, domain: str) -> str:
    """Id of the resident's own figure for one domain."""
    return derived_id("own_figure", assessment, domain)


def custody_id(child: str, holder: str) -> str:
    """Id of one parent's gezag over one child."""
    return derived_id("custody", child, holder)
