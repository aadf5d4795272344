"""A team that lives through one seed: what people do, and all that goes wrong at once."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final

from app.clock import derived_id, new_id
from app.crypto.signing import SigningKey
from app.errors import UserError
from app.model.base import TEAM_SPACE, closed_space, dossier_space
from app.services import team
from app.storage import identity
from app.storage.changes import MAX_COUNTER, make_change
from app.storage.edits import Edit
from app.sync import entries, proposal, requests, segment
from app.sync.inbox import as_kept
from app.sync.shelf import Holdings
from tests.sync.simulation.laptops import Laptop, _session, start_laptop
from tests.sync.simulation.places import Door, Place

if TYPE_CHECKING:
    from pathlib import Path

    from app.storage.changes import Change

MOST_QUIET: Final = 14
"""Rounds after which everybody must be level, once nothing goes wrong any more."""
CLOCKS: Final = (2001, 2026, 2026, 2026, 2040)


class World:
    """The team, its shares, and what was written: `run` lives, `heal` ends all faults."""

    def __init__(self, seed: int, folder: Path, made: Path) -> None:
        self.chance = Random(seed)
        self.folder, self.made = folder, made
        self.faults = self.chance.choice((0.0, 0.2, 0.5, 0.9))
        self.places = [Place("sim://office"), Place("sim://stick")]
        self.laptops: list[Laptop] = []
        self.written: dict[str, Change] = {}
        self.lost: set[str] = set()
        """Written on a laptop whose disk died before it shared them."""
        self.backups: dict[str, Path] = {}
        self.gone: set[str] = set()
        """Names of laptops that were removed."""
        self.copies = 0

    # ------------------------------------------------------------ the beginning

    def found(self, size: int) -> None:
        """A team of `size` laptops that all have been let in."""
        for number in range(size):
            when = datetime(self.chance.choice(CLOCKS), 3, 2, 9, 0, tzinfo=UTC)
            self.laptops.append(start_laptop(self.folder, self.made, f"laptop{number}", when))
        first = self.laptops[0]
        office = self.places[0]
        team.start(first.session, "Team Ğ", Door(office, self.chance))
        for laptop in self.laptops[1:]:
            self._ask(laptop, first)
        for laptop in self.laptops:
            laptop.sync(Door(office, self.chance))

    def _ask(self, laptop: Laptop, first: Laptop) -> None:
        """Asks and is let in, without the six words: they are slow, and tested elsewhere."""
        known = team.the_team(first.session)
        me = team.enrolling(laptop.session)
        asked = requests.make_request(known.id, me, laptop.name, "", known.devices.values())
        laptop.vault.sharing.join_team(known.id)
        file = entries.admit(
            known, team.identity(first.session), requests.read_request(asked.data), me.member
        )
        first.vault.sharing.keep_member_files({file.name: file.data})

    # ------------------------------------------------------------ living

    def run(self, steps: int) -> None:
        acts = (
            *(self.write,) * 10, *(self.share,) * 12, self.household, self.household, self.settle,
            self.delete, self.reader, self.closed, self.newer, self.hostile, self.backup,
            self.restore, self.clone, self.place, self.remove, self.erase, self.clock, self.draft,
        )  # fmt: skip
        for _ in range(steps):
            self.chance.choice(acts)(self.chance.choice(self.laptops))

    def share(self, laptop: Laptop) -> None:
        place = self.chance.choice(self.places)
        door = Door(place, self.chance, self.faults)
        with suppress(UserError):
            laptop.sync(door, self.chance, self.faults)

    def household(self, laptop: Laptop) -> None:
        members = [one.member for one in self.laptops]
        pair = sorted({laptop.member, *self.chance.sample(members, min(2, len(members)))})
        entity = derived_id("h", str(self.chance.random()))
        self._record(laptop, Edit("household", entity, {"name": "Familie Ş", "pair": pair}))

    def write(self, laptop: Laptop) -> None:
        """Notes, goals, and the same field of the same card by several."""
        cards = laptop.vault.query("SELECT id, pair FROM v_household ORDER BY id")
        if not cards:
            return
        card = self.chance.choice(cards)
        text = f"woorden {self.chance.random()}"
        if laptop.member not in (card["pair"] or "") or self.chance.random() < 0.3:
            self._record(laptop, Edit("household", card["id"], {"phone": text}))
        elif self.chance.random() < 0.5:
            entity = derived_id("goal", card["id"], str(self.chance.randrange(2)))
            fields = {"household": card["id"], "title": text}
            self._record(laptop, Edit("goal", entity, fields))
        else:
            entity = derived_id("n", card["id"], laptop.member)
            fields = {"household": card["id"], "author": laptop.member, "text": text}
            self._record(laptop, Edit("domain_note", entity, fields))

    def draft(self, laptop: Laptop) -> None:
        for row in laptop.vault.query("SELECT id FROM v_goal ORDER BY id LIMIT 1"):
            text = f"concept {self.chance.random()}"
            with suppress(UserError):
                laptop.vault.draft("goal", row["id"], "title", text)

    def settle(self, laptop: Laptop) -> None:
        for found in laptop.vault.differences()[:1]:
            take = self.chance.choice(found.heads).id
            with suppress(UserError):
                self._note(laptop.vault.settle(found.kind, found.entity, found.field, take=take))

    def delete(self, laptop: Laptop) -> None:
        rows = laptop.vault.query("SELECT id FROM v_goal ORDER BY id")
        if rows:
            entity = self.chance.choice(rows)["id"]
            with suppress(UserError):
                self._note(laptop.vault.delete("goal", entity))
                if self.chance.random() < 0.3:
                    self._note(laptop.vault.restore("goal", entity))

    def reader(self, laptop: Laptop) -> None:
        rows = laptop.vault.query("SELECT DISTINCT household FROM v_goal ORDER BY household")
        if rows:
            household = self.chance.choice(rows)["household"]
            member = self.chance.choice(self.laptops).member
            fields = {
                "household": household, "member": member, "reason": "invallen",
                "active": self.chance.random() < 0.7,
            }  # fmt: skip
            self._record(laptop, Edit("reader", derived_id("reader", household, member), fields))

    def closed(self, laptop: Laptop) -> None:
        rows = laptop.vault.query("SELECT id FROM v_household ORDER BY id LIMIT 1")
        if rows:
            other = self.chance.choice(self.laptops).member
            fields = {
                "household": rows[0]["id"], "author": laptop.member, "text": "gesloten",
                "readers": sorted({laptop.member, other}),
            }  # fmt: skip
            entity = derived_id("c", str(self.chance.random()))
            self._record(laptop, Edit("closed_note", entity, fields))

    # ------------------------------------------------------------ newer, hostile, wrong

    def newer(self, laptop: Laptop) -> None:
        """A program of next year writes a field and a kind that this one does not know."""
        for kind in ("goal_of_next_year", "team"):
            self._own(laptop, kind, {"field_of_next_year": [1, {"ş": None}]})

    def _own(self, laptop: Laptop, kind: str, fields: dict[str, Any], counter: int = 0) -> None:
        store = laptop.vault._store  # noqa: SLF001 - another program wrote this
        change = make_change(
            space=TEAM_SPACE, kind=kind, entity="team", fields=fields, replaces={},
            device=laptop.vault.device_id, counter=counter or min(store.counter() + 1, MAX_COUNTER),
            wall="2027-01-01T00:00:00Z",
        )  # fmt: skip
        laptop.vault.apply([change], laptop.vault.authors())
        self.written[change.id] = change

    def hostile(self, laptop: Laptop) -> None:
        """A member signs what no program of ours would write."""
        other = self.chance.choice(self.laptops)
        if self.chance.random() < 0.2:
            self._own(laptop, "team", {"name": "kwaad"}, MAX_COUNTER)
        forged = make_change(
            space=TEAM_SPACE, kind="team", entity="team", fields={"name": "vals"}, replaces={},
            device="SOMEBODY" if other.member == laptop.member else other.vault.device_id,
            counter=3, wall="2026-01-01T00:00:00Z",
        )  # fmt: skip
        elsewhere = make_change(
            space="d:elsewhere", kind="goal", entity="G", fields={"title": "elders"}, replaces={},
            device=laptop.vault.device_id, counter=3, wall="2026-01-01T00:00:00Z",
        )  # fmt: skip
        lines = [b"geen json", b'{"_":7}', forged.line().encode(), elsewhere.line().encode()]
        self._plant(laptop, lines)

    def _plant(self, laptop: Laptop, lines: list[bytes]) -> None:
        ledger = laptop.vault.sharing
        me, known = ledger.identity(), ledger.team()
        keys = ledger.space_keys(TEAM_SPACE)
        if me is None or known is None or not keys or ledger.moved():
            return
        tips = Holdings(ledger.segments(), ledger.replaced()).tips(me.device)
        number = (tips[-1].number if tips else 0) + 1
        frame = segment.seal_lines(keys[-1].key, TEAM_SPACE, (known, me.device, number), lines)
        sealed = segment.write(
            SigningKey(me.sign), team=known, device=me.device, number=number,
            previous=tips[-1].id if tips else None, boxes=[], frames=[frame], carries=True,
        )  # fmt: skip
        ledger.keep_own(as_kept(segment.read(sealed), sealed), 0, [])

    def clock(self, laptop: Laptop) -> None:
        laptop.clock.advance(timedelta(days=self.chance.randrange(400)).total_seconds())

    # ------------------------------------------------------------ disks and shares

    def backup(self, laptop: Laptop) -> None:
        target = self.folder / f"{laptop.name}.backup"
        laptop.vault.backup(target)
        self.backups[laptop.name] = target

    def restore(self, laptop: Laptop) -> None:
        """The disk died; the last backup goes on."""
        source = self.backups.get(laptop.name)
        if source is None or laptop.restored > 1:
            return
        old = laptop.vault.device_id
        had = {change.id for change in laptop.vault.changes()}
        laptop.vault._store.db.connection.close()  # noqa: SLF001 - the disk is gone
        laptop.restored += 1
        restored = self.folder / f"{laptop.name}-restored{laptop.restored}"
        from app.storage.vault import restore_vault  # noqa: PLC0415
        from tests.helpers.vaults import PASSPHRASE  # noqa: PLC0415
        from tests.sync.simulation.laptops import SMALL  # noqa: PLC0415

        restore_vault(restored, source, PASSPHRASE, laptop.clock, SMALL)
        laptop.path = restored
        laptop.session = _session(restored, laptop.clock)
        assert laptop.vault.device_id != old
        self.lost |= had - {change.id for change in laptop.vault.changes()}

    def clone(self, laptop: Laptop) -> None:
        """The vault is copied and both go on, one of them without noticing."""
        if self.copies > 1 or laptop.name in self.gone:
            return
        self.copies += 1
        laptop.vault.tidy()
        path = self.folder / f"{laptop.name}-copy{self.copies}"
        for file in laptop.path.parent.glob(f"{laptop.path.name}*"):
            suffix = file.name.removeprefix(laptop.path.name)
            if suffix.startswith((".", "-wal")) or not suffix:
                if suffix == ".backup" or suffix.startswith("-copy"):
                    continue
                shutil.copy(file, path.with_name(path.name + suffix))
        with suppress(UserError):
            session = _session(path, laptop.clock)
            if self.chance.random() < 0.5:
                identity.note_machine(session.vault._store, path)  # noqa: SLF001
            self.laptops.append(Laptop(path.name, path, laptop.clock, session, laptop.member))

    def place(self, _laptop: Laptop) -> None:
        """The share is emptied, rolled back, or loses some of its files."""
        place = self.chance.choice(self.places)
        place.remember()
        what = self.chance.random() * (1 if self.faults else 9)
        if what < 0.15:
            place.files.clear()
        elif what < 0.3 and place.before:
            place.files = dict(self.chance.choice(place.before))
        elif what < 0.6:
            for key in [key for key in place.files if self.chance.random() < 0.2]:
                del place.files[key]

    # ------------------------------------------------------------ the coordinator

    def remove(self, _laptop: Laptop) -> None:
        """A member is removed in the middle; some hear of it first."""
        first = self.laptops[0]
        others = [one for one in self.laptops if one.member != first.member]
        if len(self.gone) < 2 and len(others) > 2 and self.chance.random() < 0.5:
            leaving = self.chance.choice(others)
            with suppress(UserError):
                team.remove(first.session, leaving.member)
                self.gone |= {one.name for one in self.laptops if one.member == leaving.member}
                if self.chance.random() < 0.4:
                    for device in team.the_team(first.session).removed:
                        team.move_cut(first.session, device)

    def erase(self, laptop: Laptop) -> None:
        """Two members decide that a goal is gone for ever."""
        first = self.laptops[0]
        rows = laptop.vault.query("SELECT id, household FROM v_goal ORDER BY id")
        if laptop.member == first.member or not rows or self.chance.random() < 0.5:
            return
        row = self.chance.choice(rows)
        with suppress(UserError):
            known = team.the_team(laptop.session)
            made = proposal.propose(
                known, team.identity(laptop.session), spaces=(),
                entities=[(dossier_space(row["household"]), "goal", row["id"])],
            )  # fmt: skip
            at_first = team.the_team(first.session)
            if laptop.vault.device_id not in at_first.devices:
                return
            file = entries.erase(
                at_first, team.identity(first.session), proposal.read_proposal(made.data)
            )
            first.vault.sharing.keep_member_files({file.name: file.data})

    # ------------------------------------------------------------ the end

    def heal(self) -> int:
        """Nothing goes wrong any more: rounds until nobody had anything to say."""
        for place in self.places:
            place.files = {key: data for key, data in place.files.items() if key[1].count(".") <= 1}
        for turn in range(1, MOST_QUIET + 1):
            before = [dict(place.files) for place in self.places]
            for laptop in self.laptops:
                for place in self.places:
                    try:
                        laptop.sync(Door(place, self.chance))
                    except UserError as error:
                        if error.id != "removed_from_team":
                            raise
                        self.gone.add(laptop.name)
            if [place.files for place in self.places] == before:
                return turn
        raise AssertionError(f"never quiet: {MOST_QUIET} rounds")

    def _record(self, laptop: Laptop, *edits: Edit) -> None:
        with suppress(UserError):
            self._note(laptop.vault.record(edits))

    def _note(self, changes: list[Change]) -> None:
        self.written.update((change.id, change) for change in changes)


__all__ = ["TEAM_SPACE", "World", "closed_space", "new_id"]
