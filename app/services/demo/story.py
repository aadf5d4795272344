"""Reads the story of the fictional team and tells it as dated acts of its members."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import Any, Final

from app.clock import derived_id

START_OF_DAY: Final = time(9, 0)


@dataclass(frozen=True, slots=True)
class Act:
    """One record as one member set it at one moment of the story."""

    when: datetime
    author: str
    """Key of the member in the story."""
    kind: str
    entity: str
    fields: dict[str, Any]


class Story:
    """Gives every act of the story, dated back from `today`; the same day, the same acts."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.book: dict[str, Any] = json.loads(
            files("resources").joinpath("demo/team.json").read_text(encoding="utf-8")
        )
        self.acts: list[Act] = []

    def key(self, *parts: str) -> str:
        """Id of a thing in the story; the same in every vault and on every run."""
        return derived_id("demo", *parts)

    def member(self, key: str) -> str:
        """Id of a member, by its key in the story."""
        return self.key("member", key) if key else ""

    def day(self, ago: int) -> str:
        """The day that lies `ago` days back; a negative number lies ahead."""
        return (self.today - timedelta(days=ago)).isoformat()

    def at(self, ago: int, clock: str = "") -> datetime:
        """A moment on that day, local wall time."""
        moment = time.fromisoformat(clock) if clock else START_OF_DAY
        return datetime.combine(self.today - timedelta(days=ago), moment)

    def tell(self, when: datetime, author: str, kind: str, entity: str, /, **fields: object) -> str:
        """Adds one act; what is empty is left out. Returns the entity's id."""
        said = {name: value for name, value in fields.items() if value not in ("", None, [], {})}
        self.acts.append(Act(when, author, kind, entity, said))
        return entity

    def in_order(self) -> list[Act]:
        """Oldest first; acts of one moment keep the order in which they were told."""
        return sorted(self.acts, key=lambda act: act.when)


def address(parts: list[str]) -> dict[str, str]:
    """Street, number, postcode and place of the story as one register."""
    return dict(zip(("street", "number", "postcode", "city"), parts, strict=True))
