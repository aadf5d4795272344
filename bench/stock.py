"""The vaults that are measured: made by import, with real work for today on top."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from app.clock import SystemClock, derived_id
from app.model import rules
from app.model.base import dossier_space
from app.services import session as sessions
from app.services.demo.crowd import FIRST, LAST, SENTENCES, Told, crowd
from app.storage.changes import make_change
from app.storage.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from app.services.session import Session

PASSPHRASE: Final = "vijf houten ganzen onder de brug"  # noqa: S105 - fictional vaults
SEED: Final = 11
NOTES_A_VISIT: Final = 5
NOTE_CHARACTERS: Final = 1000
BUSY: Final = 40
"""Households with a plan; a few of them are visited today."""
VISITS_TODAY: Final = 4
NEW_REFERRALS: Final = 8


@dataclass(frozen=True, slots=True)
class Stock:
    """A closed vault and what is in it."""

    vault: Path
    households: int
    notes: int
    busy: tuple[str, ...]

    def open(self) -> Session:
        """The vault as the program opens it."""
        return sessions.unlock(self.vault, PASSPHRASE, SystemClock())


def make(folder: Path, households: int, visits: int) -> Stock:
    """`visits` of each household, five notes a visit."""
    folder.mkdir(parents=True)
    path = folder / "kluis.drempel"
    session = sessions.create(path, PASSPHRASE, {"name": "Sevgi Yılmaz"}, SystemClock())
    try:
        me, mate = session.vault.member_id, derived_id("bench", "mate")
        session.vault.record([Edit("member", mate, {"name": "Łukasz Núñez"})])
        today = session.clock.today()
        write(
            folder / "crowd.jsonl",
            crowd(households, Told(visits, NOTES_A_VISIT), SEED, today, [me, mate]),
        )
        session.vault.import_jsonl(folder / "crowd.jsonl")
        (folder / "crowd.jsonl").unlink()
        busy = tuple(derived_id("crowd", str(SEED), str(n)) for n in range(BUSY))
        session.vault.record(_work(busy, today, me, mate))
        session.vault.search("brief")  # its words are written, as after the first idle minutes
    finally:
        session.lock()
    return Stock(path, households, households * visits * NOTES_A_VISIT, busy)


def write(path: Path, records: Iterable[tuple[str, str, dict[str, Any]]]) -> int:
    """Records as an import reads them; returns how many."""
    number = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for kind, entity, fields in records:
            line = json.dumps({"kind": kind, "id": entity, "fields": fields}, ensure_ascii=False)
            file.write(line + "\n")
            number += 1
    return number


def words(chance: random.Random) -> str:
    """A note of 1 kB."""
    text = chance.choice(FIRST)
    while len(text) < NOTE_CHARACTERS:
        text += f" {chance.choice(SENTENCES)} {chance.choice(LAST)}"
    return text


def notes(path: Path, count: int) -> list[str]:
    """Changes as a share carries them: each makes a note of 1 kB with six fields."""
    chance = random.Random(SEED)
    lines = []
    for number in range(count):
        text = words(chance)
        household = derived_id("merge", str(number // 20))
        change = make_change(
            space=dossier_space(household), kind="domain_note",
            entity=derived_id("merge", "note", str(number)),
            fields={"household": household, "visit": derived_id("merge", str(number // 5)),
                    "area": "geld", "author": "M", "text": text, "themes": ["schulden", "post"]},
            replaces={}, device="D", counter=number + 1, wall="2026-03-02T09:00:00.000+00:00",
        )  # fmt: skip
        lines.append(change.line())
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    return lines


def _work(busy: tuple[str, ...], today: date, me: str, mate: str) -> list[Edit]:
    edits = []
    for number, household in enumerate(busy):
        plan = rules.plan_id(household)
        goal, action = derived_id(household, "goal"), derived_id(household, "action")
        due = (today + timedelta(days=number - 5)).isoformat()
        edits += [
            Edit("plan", plan, {"household": household}),
            Edit("goal", goal, {"household": household, "plan": plan, "title": "Rust in geld"}),
            Edit("action", action, {"household": household, "goal": goal, "member": me,
                                    "what": "Samen de post openen", "resort": "zelf",
                                    "who": "Sevgi", "due": due}),
        ]  # fmt: skip
    for number, household in enumerate(busy[:VISITS_TODAY]):
        planned = {"on": today.isoformat(), "at": f"{9 + 2 * number:02}:30"}
        fields = {"household": household, "planned": planned, "members": [me, mate]}
        edits.append(Edit("visit", derived_id(household, "today"), fields))
    for number in range(NEW_REFERRALS):
        fields = {"name": f"Familie Őszi {number}", "received_on": today.isoformat(),
                  "source": "huisarts", "reason": "Maakt zich zorgen over de huur."}  # fmt: skip
        edits.append(Edit("referral", derived_id("bench", "referral", str(number)), fields))
    return edits
