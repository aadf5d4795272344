"""People who do anything that services can do, in any order, from a seed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final

from app.clock import FixedClock, new_id
from app.errors import UserError
from app.model import KINDS, rules
from app.model.words import AreaState, Resort, Status
from app.services import (
    agreements,
    attachments,
    circle,
    contacts,
    differences,
    fields,
    households,
    referrals,
    session,
    summaries,
    undoing,
    unkept,
    visits,
    zrm,
)
from app.services.target import Target
from tests.helpers import homes
from tests.helpers.sessions import a_session
from tests.helpers.vaults import PASSPHRASE, START, exchange

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.services.session import Session
    from app.services.undoing import Step

PEOPLE: Final = ("Sevgi Yılmaz", "Łukasz Ağır")
AREAS: Final = ("geld", "wonen", "dagbesteding")
NOTES: Final = ("text", "own_words", "own_circle", "wish")
REMOVED: Final = (
    "person", "network_member", "goal", "action", "contact", "visit", "household", "referral",
    "domain_note", "closed_note", "plan", "custody",
)  # fmt: skip


class NothingThereError(UserError):
    """There is no record of that kind to do it with."""

    def __init__(self) -> None:
        super().__init__("no_such_record")


@dataclass
class Laptop:
    """One of a duo, with the undo bars that still stand on the screen."""

    path: Path
    s: Session
    bars: list[Step] = field(default_factory=list)


class Duo:
    """Two laptops that exchange now and then; `said` are the words that were taken.

    Every deed may raise UserError, and nothing else.
    """

    def __init__(self, seed: int, folder: Path) -> None:
        self.chance, self.clock = Random(seed), FixedClock(START)
        self.laptops = [self._laptop(folder / f"{n}.drempel", n) for n in range(len(PEOPLE))]
        self.here = self.laptops[0]
        self.only_living = False
        self.said: set[str] = set()
        self._number = 0
        for name in ("Familie Ibn Şahin", "Mevrouw Nuñez"):
            home = homes.new_household(self.s, name, pair=[self.s.vault.member_id])
            homes.add(self.s, "person", home, {"name": f"Kind van {name}"})
            visits.start(self.s, home)
            referrals.new(self.s, {"name": "Meneer Szőke", "legal": True})
        self.meet()
        for one in self.laptops:
            one.s.began = one.s.vault.position()

    def _laptop(self, path: Path, number: int) -> Laptop:
        return Laptop(path, a_session(path, {"name": PEOPLE[number]}, self.clock))

    @property
    def s(self) -> Session:
        """Of the laptop that somebody sits at now."""
        return self.here.s

    def close(self) -> None:
        """Lock both."""
        for one in self.laptops:
            one.s.lock()

    # ------------------------------------------------------------ what deeds are made of

    def word(self) -> str:
        """A word that was never said before."""
        self._number += 1
        return f"wóórd{self._number}ş"

    def any_of(self, kind: str) -> str:
        """A record, now and then a deleted one: a screen may be behind."""
        rows = self.s.vault.query(f"SELECT id FROM v_{kind} ORDER BY id")
        if not rows or (not self.only_living and self.chance.random() < 0.03):
            gone = "SELECT id FROM entities WHERE kind = ? AND deleted ORDER BY id"
            rows = rows if self.only_living else self.s.vault.query(gone, (kind,)) or rows
        if not rows:
            raise NothingThereError
        return str(self.chance.choice(rows)["id"])

    def a_visit(self) -> tuple[str, str]:
        """A visit, and somebody of that household."""
        visit = self.any_of("visit")
        rows = self.s.vault.query(
            "SELECT p.id FROM v_visit v JOIN v_person p ON p.household = v.household"
            " WHERE v.id = ? ORDER BY p.id",
            (visit,),
        )
        return visit, self.chance.choice(rows)["id"] if rows else self.any_of("person")

    def a_day(self) -> str:
        return (self.clock.today() + timedelta(days=self.chance.randint(-10, 20))).isoformat()

    def do(self, service: Callable[..., Any], *args: object) -> Any:
        """As a screen that offers to take it back."""
        done = undoing.noted(self.s, service, *args)
        if done.step.changes:
            self.here.bars.append(done.step)
        return done.answer

    def write(self, target: Target, *, leave: float = 0.6) -> None:
        """Type in a field, behind what is being typed there; mostly leave it."""
        state = fields.read(self.s, target)
        more = state.draft or self.chance.random() < 0.5
        word = self.word()
        seen = self.chance.choice([state.seen, fields.LEFT_TO_VAULT, fields.OWN])
        fields.type(self.s, target, f"{state.value or ''} {word}" if more else word, seen)
        self.said.add(word)
        if self.chance.random() < leave:
            fields.commit(self.s, target)

    def waiting(self, kind: str, entity: str, name: str) -> str:
        """What is being typed there."""
        return str(fields.read(self.s, Target(kind, entity, name)).value or "").strip()

    # ------------------------------------------------------------ meldingen

    def take_down(self) -> None:
        form = referrals.form(self.s, self.chance.choice(["", self.any_of("referral")]))
        for name in self.chance.sample(("name", "phone", "reason", "source_name"), 2):
            self.write(Target("referral", form.id, name, form.context), leave=1.0)
        for name, value in (("legal", True), ("confirmed_on", self.a_day())):
            if self.chance.random() < 0.5:
                fields.put(self.s, Target("referral", form.id, name, form.context), value)
        step = undoing.since(self.s, "referral", form.id, form.began)
        if step.changes:
            self.here.bars.append(step)

    def assign(self) -> None:
        team = [row["id"] for row in self.s.vault.query("SELECT id FROM v_member ORDER BY id")]
        pair = self.chance.sample(team, self.chance.randint(1, len(team)))
        self.do(referrals.assign, self.any_of("referral"), pair, self.chance.choice([None, *team]))

    def turn_down(self) -> None:
        self.do(referrals.not_taken, self.any_of("referral"), self.word())

    # ------------------------------------------------------------ the dossier

    def move_on(self) -> None:
        status = self.chance.choice(list(Status)).value
        self.do(households.set_status, self.any_of("household"), status)

    def add(self) -> None:
        kind = self.chance.choice(["person", "network_member", "involved_party", "custody"])
        given: dict[str, object] = {"name": self.word()}
        entity, home = new_id(self.clock), fields.in_dossier(self.any_of("household"))
        if kind == "custody":
            given = {"child": self.any_of("person"), "holder": self.any_of("person")}
            entity = rules.custody_id(*map(str, given.values()))
        self.do(fields.put_many, kind, entity, given, home)

    def remove(self) -> None:
        kind = self.chance.choice(REMOVED)
        self.do(households.remove, kind, self.any_of(kind))

    def bring_back(self) -> None:
        kind = self.chance.choice(REMOVED)
        if gone := self.s.vault.deleted(kind):
            self.do(households.bring_back, kind, self.chance.choice(gone)[0])

    def correct(self) -> None:
        kind = self.chance.choice(["household", "person", "goal", "action", "contact", "referral"])
        record = self.s.vault.get(kind, self.any_of(kind))
        if record is not None:
            texts = [n for n in KINDS[kind].searchable if isinstance(getattr(record, n), str)]
            home = fields.in_dossier(getattr(record, "household", "") if kind != "referral" else "")
            self.write(Target(kind, record.id, self.chance.choice(texts), home))

    def attach(self) -> None:
        home = self.any_of("household")
        if self.s.vault.get("household", home) is not None:
            self.do(attachments.add_content, home, f"{self.word()}.txt", b"brief")

    def log_contact(self) -> None:
        home, begun = self.any_of("household"), contacts.begun(self.s)
        chosen = self.chance.choice([home, home, ""])
        begun = replace(begun, household=chosen, how="telefoon")
        self.write(begun.line_at(), leave=0)
        if self.chance.random() < 0.5:
            self.write(begun.step_at(), leave=0)
        if self.chance.random() < 0.8 and self.s.vault.get("household", home):
            line = self.waiting("contact", begun.id, "line")
            what = self.waiting("action", begun.action, "what")
            step = {"what": what, "due": self.a_day()} if what else None
            self.do(contacts.log, home, "", "telefoon", line, step, begun.id)

    def share_with(self) -> None:
        home, member = self.any_of("household"), self.any_of("member")
        way = self.chance.choice([circle.add, circle.take_out])
        self.do(way, home, member, self.word())

    # ------------------------------------------------------------ visits

    def plan_visit(self) -> None:
        self.do(visits.plan, self.any_of("household"), self.a_day(), "10:00")

    def start_visit(self) -> None:
        self.do(visits.start, self.any_of("household"))

    def finish_visit(self) -> None:
        self.do(visits.finish, self.any_of("visit"))

    def sit_down(self) -> None:
        visit, person = self.a_visit()
        way = self.chance.choice([visits.set_present, visits.add_present])
        self.do(way, visit, [self.word()] if way is visits.add_present else [person])
        self.do(visits.set_speaker, visit, self.chance.choice(["", person]))

    def mark(self) -> None:
        state = self.chance.choice([None, *(one.value for one in AreaState)])
        self.do(visits.set_state, self.any_of("visit"), self.chance.choice(AREAS), state)

    def note(self) -> None:
        visit, person = self.a_visit()
        area, about = self.chance.choice(AREAS), self.chance.choice(["", person])
        self.write(visits.note_target(self.s, visit, area, about, self.chance.choice(NOTES)))
        on = self.chance.random() < 0.6
        self.do(visits.set_theme, visit, area, about, "geldzorgen", on)

    def note_early(self) -> None:
        visit, person = self.a_visit()
        word = self.word()
        unkept.add(
            self.s, lambda s: visits.note_target(s, visit, "geld", person, "text"), "", word, "\n"
        )
        self.said.add(word)

    def note_closed(self) -> None:
        visit, person = self.a_visit()
        readers = self.chance.choice([[], [self.any_of("member")]])
        self.write(visits.closed_note_target(self.s, visit, "geld", person, readers))

    def come_back(self) -> None:
        self.do(visits.set_return, self.any_of("visit"), self.chance.choice(["", self.a_day()]))

    def end_help(self) -> None:
        day, why = self.chance.choice(["", self.a_day()]), self.word()
        self.do(visits.set_help_ends, self.any_of("household"), day, why)

    def score(self) -> None:
        visit, person = self.a_visit()
        if rows := zrm.table(self.s, visit, person).rows:
            domain, level = self.chance.choice(rows).domain, self.chance.choice([None, 1, 3, 5])
            ways: tuple[Callable[..., None], ...] = (zrm.score, zrm.agree, zrm.own_figure)
            way = self.chance.choice(ways)
            self.do(way, visit, person, domain, level)

    def read_back(self) -> None:
        visit, person = self.a_visit()
        if lines := summaries.paper(self.s, visit, person).lines:
            self.write(self.chance.choice(lines).target)
        self.do(summaries.agree, visit, person, self.chance.choice([True, None]), "")

    # ------------------------------------------------------------ what was agreed

    def set_goal(self) -> None:
        home, goal = self.any_of("household"), new_id(self.clock)
        if self.s.vault.get("household", home) is not None:
            self.write(Target("goal", goal, "title", fields.in_dossier(home)), leave=0)
            title = self.waiting("goal", goal, "title")
            self.do(agreements.add_goal, home, title, self.chance.choice(AREAS), "", goal)

    def agree(self) -> None:
        home, action = self.any_of("household"), new_id(self.clock)
        if self.s.vault.get("household", home) is not None:
            self.write(Target("action", action, "what", fields.in_dossier(home)), leave=0)
            what, who = self.waiting("action", action, "what"), self.chance.choice(list(Resort))
            self.do(agreements.add_action, home, what, who.value, "", "", "", "", "", "", action)

    def tick(self) -> None:
        self.do(agreements.done, self.any_of("action"), self.chance.random() < 0.7)

    def set_plan(self) -> None:
        name = self.chance.choice(["evaluation_on", "ends_on"])
        value = self.chance.choice(["", self.a_day()])
        self.do(agreements.set_plan, self.any_of("household"), name, value)

    # ------------------------------------------------------------ the way back, and together

    def undo(self) -> None:
        for _ in range(self.chance.choice([1, 1, 1, 2, 3, 12])):
            undoing.undo_last(self.s)

    def press_bar(self) -> None:
        if bars := self.here.bars:
            undoing.take_back(self.s, bars.pop(self.chance.randrange(len(bars))))

    def settle(self) -> None:
        if found := differences.differences(self.s):
            one = self.chance.choice(found)
            head = self.chance.choice([side.head for side in one.sides] or [""])
            self.do(differences.take, one, head)

    def meet(self) -> None:
        for one in self.laptops:
            one.s.vault.commit_drafts()
        exchange(*(one.s.vault for one in self.laptops))
        for one in self.laptops:
            one.s.refresh_names()

    def hand_over(self) -> None:
        self.here = self.chance.choice(self.laptops)

    def lock(self) -> None:
        self.here.s.lock()
        self.here.s = session.unlock(self.here.path, PASSPHRASE, self.clock)
        self.here.bars = []

    def wait(self) -> None:
        self.clock.advance(self.chance.choice([60, 3600, 86_400, 7 * 86_400]))

    # ------------------------------------------------------------ what is there

    def export(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Every record as it stands here, without what says nothing."""
        lines = map(json.loads, self.s.vault.export_lines(closed=True))
        return {
            (one["kind"], one["id"]): {
                name: value for name, value in one["fields"].items() if value not in ("", None, [])
            }
            for one in lines
        }

    def written(self) -> str:
        """All that was ever written on these laptops, and what is being typed."""
        vaults = [one.s.vault for one in self.laptops]
        rows = [
            row["fields"] for vault in vaults for row in vault.query("SELECT fields FROM changes")
        ]
        typed = [[one.value, one.context] for vault in vaults for one in vault.drafts()]
        return "".join([*rows, json.dumps(typed, ensure_ascii=False)])
