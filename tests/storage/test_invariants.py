"""What must always be true of several vaults that exchange changes in any order."""

from __future__ import annotations

import random
import shutil
from contextlib import suppress
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.errors import UserError
from app.model.base import Ids, Line, Record, Register, SpaceRule, Text
from app.storage.changes import Change, make_change
from app.storage.edits import Edit
from app.storage.opening import begin
from app.storage.registry import DELETED, Registry
from app.storage.vault import Vault
from tests.helpers.vaults import a_vault, quick_folder, reopened, state

VAULTS = 3
LOOK_EVERY = 4
"""Steps; looking a whole vault over costs as much as twenty of them."""
HOUSES = ("H1", "H2")
NOTES = ("N1", "N2", "N3")


class Score(Register):
    level: int = 0
    reason: str = ""


class Household(Record):
    kind: ClassVar = "household"
    space: ClassVar = SpaceRule.TEAM
    searchable: ClassVar = ("name",)

    name: Line = ""
    pair: Ids = ()
    urgent: bool = False


class Note(Record):
    kind: ClassVar = "note"
    space: ClassVar = SpaceRule.DOSSIER
    parent: ClassVar = "household"
    required: ClassVar = ("household",)
    searchable: ClassVar = ("text",)

    household: Line = ""
    text: Text = ""
    score: Score | None = None


class Secret(Record):
    kind: ClassVar = "secret"
    space: ClassVar = SpaceRule.CLOSED
    parent: ClassVar = "household"

    household: Line = ""
    text: Text = ""


SMALL = Registry({model.kind: model for model in (Household, Note, Secret)})

texts = st.text("aş ğı", min_size=1, max_size=5)
indices = st.integers(0, VAULTS - 1)
chances = st.integers(0, 2**16).map(random.Random)
houses = st.sampled_from(HOUSES)
notes = st.sampled_from(NOTES)
fields = st.one_of(
    st.tuples(st.just("text"), texts),
    st.tuples(st.just("score"), st.builds(lambda n, t: {"level": n, "reason": t},
                                          st.integers(0, 3), texts)),
)  # fmt: skip


class Team(RuleBasedStateMachine):
    """Each step is one thing a person or a laptop does; the rules say what may never break."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = quick_folder()
        self.steps = 0
        self.vaults: list[Vault] = []
        self.foreign: list[Change] = []

    @initialize()
    def begin(self) -> None:
        self.vaults = [a_vault(self.folder / f"{n}.drempel", registry=SMALL) for n in range(VAULTS)]
        for n, vault in enumerate(self.vaults):
            begin(vault._store, f"M{n}", f"D{n}")  # noqa: SLF001  (the same at every replay)
            vault.record(
                [
                    *(Edit("household", h, {"name": h}) for h in HOUSES),
                    *(Edit("note", n, {"household": "H1", "text": n}) for n in NOTES[:1]),
                ]
            )

    def teardown(self) -> None:
        try:
            if self.vaults:
                self.level()
                for n in range(VAULTS):
                    self.look_over(n)
        finally:
            for vault in self.vaults:
                vault.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    # ------------------------------------------------------------ what people do

    @rule(n=indices, house=houses, name=texts, urgent=st.booleans())
    def name_a_household(self, n: int, house: str, name: str, urgent: bool) -> None:
        self.vaults[n].record([Edit("household", house, {"name": name, "urgent": urgent})])

    @rule(n=indices, note=notes, house=houses, pair=fields)
    def write_a_note(self, n: int, note: str, house: str, pair: tuple[str, Any]) -> None:
        vault = self.vaults[n]
        known = vault.heads("note", note)
        more = {} if "household" in known else {"household": house}
        vault.record([Edit("note", note, {**more, pair[0]: pair[1]})])
        shown = vault.heads("note", note)[pair[0]]
        assert pair[1] in [head.value for head in shown]

    @rule(n=indices, note=notes, house=houses)
    def move_a_note(self, n: int, note: str, house: str) -> None:
        if self.vaults[n].heads("note", note):
            self.vaults[n].record([Edit("note", note, {"household": house})])

    @rule(n=indices, note=notes, house=houses, text=texts)
    def type_a_note(self, n: int, note: str, house: str, text: str) -> None:
        self.vaults[n].draft("note", note, "text", text, {"household": house})
        mine = [d.value for d in self.vaults[n].drafts() if d.entity == note]
        assert mine == [text]

    @rule(n=indices, note=notes)
    def leave_the_field(self, n: int, note: str) -> None:
        vault = self.vaults[n]
        typed = [d.value for d in vault.drafts() if d.entity == note]
        vault.commit_draft("note", note)
        past = [p.value for p in vault.history(note, "text")]
        assert all(text in past for text in typed)

    @rule(n=indices, kind=st.sampled_from(["note", "household"]), note=notes, house=houses)
    def delete(self, n: int, kind: str, note: str, house: str) -> None:
        entity = note if kind == "note" else house
        if self.vaults[n].heads(kind, entity) and self.vaults[n].may_delete(kind, entity):
            self.vaults[n].delete(kind, entity)
            assert self.vaults[n].get(kind, entity) is None

    @rule(n=indices, kind=st.sampled_from(["note", "household"]), note=notes, house=houses)
    def bring_back(self, n: int, kind: str, note: str, house: str) -> None:
        entity = note if kind == "note" else house
        if self.vaults[n].heads(kind, entity):
            self.vaults[n].restore(kind, entity)
            assert self.vaults[n].get(kind, entity) is not None

    @rule(n=indices, chance=chances)
    def settle(self, n: int, chance: random.Random) -> None:
        vault = self.vaults[n]
        if not (found := vault.differences()):
            return
        difference = chance.choice(found)
        head = chance.choice(difference.heads)
        if (
            difference.field == DELETED
            and head.value is not None
            and not vault.may_delete(difference.kind, difference.entity)
        ):
            return
        vault.settle(difference.kind, difference.entity, difference.field, take=head.id)
        assert difference.id not in {d.id for d in vault.differences()}
        if difference.field != DELETED:
            (shown,) = vault.heads(difference.kind, difference.entity)[difference.field]
            assert shown.value == head.value

    @rule(n=indices, chance=chances)
    def undo(self, n: int, chance: random.Random) -> None:
        vault = self.vaults[n]
        changes = [c for c in vault.changes() if c.device == vault.device_id]
        change = chance.choice(changes)
        with suppress(UserError):
            vault.undo(change.id)

    # ------------------------------------------------------------ what laptops do

    @rule(a=indices, b=indices, chance=chances)
    def exchange_some(self, a: int, b: int, chance: random.Random) -> None:
        changes = list(self.vaults[a].changes())
        some = chance.sample(changes, chance.randrange(len(changes) + 1))
        lines = [c.line() for c in [*some, *some[:2]]]
        self.vaults[b].apply(lines, self.vaults[a].authors())
        assert self.vaults[b].apply(lines).received == 0

    @rule(n=indices, counter=st.sampled_from([1, 5, 2**53 - 1]), text=texts)
    def hear_from_a_newer_version(self, n: int, counter: int, text: str) -> None:
        changes = [
            make_change(
                space="team", kind=kind, entity="H1", fields={field: value}, replaces={},
                device="NEWER", counter=counter, wall="2040-01-01T00:00:00Z",
            )
            for kind, field, value in (
                ("household", "colour", text),
                ("household", "urgent", text),
                ("robot", "name", {"deep": [text]}),
            )
        ]  # fmt: skip
        self.foreign.extend(changes)
        self.vaults[n].apply(changes)

    @rule(n=indices)
    def hear_nonsense(self, n: int) -> None:
        before = self.vaults[n].position()
        report = self.vaults[n].apply([b"\xff", '{"id":1}', "[]", {"fields": {"a": float("nan")}}])
        assert report.received == 0
        assert self.vaults[n].position() == before
        assert len(self.vaults[n].set_aside()) == 4

    @rule(n=indices)
    def restart(self, n: int) -> None:
        drafts = [d.value for d in self.vaults[n].drafts()]
        before = {p.value for note in NOTES for p in self.vaults[n].history(note, "text")}
        path = self.vaults[n].path
        self.vaults[n].close()
        self.vaults[n] = reopened(path, registry=SMALL)
        after = {p.value for note in NOTES for p in self.vaults[n].history(note, "text")}
        assert after >= before | set(drafts)

    @precondition(lambda self: bool(self.vaults))
    @rule()
    def level(self) -> None:
        """Everyone hears everything, each in another order: then all are equal."""
        everything = [c for vault in self.vaults for c in vault.changes()]
        authors = {d: m for vault in self.vaults for d, m in vault.authors().items()}
        for n, vault in enumerate(self.vaults):
            mixed = everything[::-1] if n % 2 else everything
            half = len(mixed) // 2
            for part in (mixed[half:], mixed[:half]) if n else (mixed,):
                vault.apply(part, authors)
        first, *others = [state(vault) for vault in self.vaults]
        assert all(other == first for other in others)
        known = {c.id for c in self.vaults[0].changes()}
        assert known >= {c.id for c in self.foreign}

    # ------------------------------------------------------------ always

    @invariant()
    def one_vault_after_the_other_is_whole(self) -> None:
        self.steps += 1
        if self.vaults and self.steps % LOOK_EVERY == 0:
            self.look_over(self.steps // LOOK_EVERY % VAULTS)

    def look_over(self, n: int) -> None:
        """Rows follow from the history, and every value in the log can be reached."""
        vault = self.vaults[n]
        assert vault.check()["ok"]
        log = {(c.id, name) for c in vault.changes() for name in c.values()}
        ids = {row["id"] for row in vault.query("SELECT DISTINCT id FROM entities")}
        seen = {(p.change, p.field) for entity in ids for p in vault.history(entity)}
        assert seen == log


TestTeam = Team.TestCase
