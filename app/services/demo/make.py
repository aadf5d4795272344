"""Makes the vaults of the fictional team and lets them exchange what they know."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.conversation.organisation import FILE_NAME
from app.crypto.kdf import DEFAULT_COST, KdfCost
from app.errors import UserError
from app.model.base import TEAM_SPACE
from app.services.demo.crowd import crowd
from app.services.demo.household_story import HouseholdTale
from app.services.demo.story import Story
from app.services.demo.team_story import tell_team
from app.storage.edits import Edit
from app.storage.vault import Vault, create_vault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from app.clock import Clock
    from app.services.demo.story import Act

PASSPHRASE: Final = "samen aan de keukentafel in noorderhaven"  # noqa: S105 - for practice, public
SHARE: Final = "share"
ENDS_FIRST: Final = (91, "de cursus loopt tot begin juni, daarna nog een keer bellen")
ENDS_SECOND_DRAFT: Final = (77, "dan is de les")
ENDS_SECOND: Final = (77, "dan is de laatste les")
"""Days ahead and the reason: the second laptop says another end of help than the first."""
FOUNDED: Final = timedelta(days=401)
PORTION: Final = 20_000
"""Records read, and changes that travel, at once."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a team: 0 households = only the story."""

    households: int = 0
    visits: int = 3
    seed: int = 1


class StoryClock:
    """Shows the moment that the story has reached."""

    def __init__(self, start: datetime) -> None:
        self.moment = start

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()


def make_team(
    folder: Path, clock: Clock, size: Size | None = None, cost: KdfCost = DEFAULT_COST
) -> dict[str, Any]:
    """Three vaults and an empty share in `folder`; says where, as the command prints it.

    The first two read every dossier, the third only what the team shares.
    Raises UserError when one of the files is there already: nothing is written over.
    """
    size = size or Size()
    folder.mkdir(parents=True, exist_ok=True)
    story = Story(clock.today())
    if any(vault_file(folder, key).exists() for key in story.book["laptops"]):
        raise UserError("demo_exists", folder=folder.name)
    _settings(folder, story)
    tell_team(story)
    for book in story.book["households"]:
        HouseholdTale(story, book).tell()
    story_clock = StoryClock(clock.now() - FOUNDED)
    laptops = {key: _laptop(folder, story, key, story_clock, cost) for key in story.book["laptops"]}
    try:
        first, second, third = laptops.values()
        courier = Courier((first, second, third), outsider=third)
        courier.round()
        _write(story, story_clock, laptops, size)
        courier.round()
        story_clock.moment = clock.now()
        _differ(story, first, second)
        courier.round()
        return {
            "vaults": [_described(folder, story, key, vault) for key, vault in laptops.items()],
            "share": _share(folder),
        }
    finally:
        for vault in laptops.values():
            vault.close()


def _settings(folder: Path, story: Story) -> None:
    """The team's settings file, as an organisation would write it."""
    text = json.dumps(story.book["organisation"], ensure_ascii=False, indent=1)
    (folder / FILE_NAME).write_text(text + "\n", encoding="utf-8")


def vault_file(folder: Path, key: str) -> Path:
    """Where the vault of one member of the story lies."""
    return folder / f"{key}.drempel"


def first_vault(folder: Path) -> Path | None:
    """The vault of the member whose story it mostly is; None when no team was made here."""
    path = vault_file(folder, Story(date.min).book["laptops"][0])
    return path if path.exists() else None


def _laptop(folder: Path, story: Story, key: str, clock: StoryClock, cost: KdfCost) -> Vault:
    path = vault_file(folder, key)
    path.with_suffix(".passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    book = next(member for member in story.book["members"] if member["key"] == key)
    fields = {name: value for name, value in book.items() if name != "key"}
    return create_vault(path, PASSPHRASE, fields, clock, cost=cost, member_id=story.member(key))


def _write(story: Story, clock: StoryClock, laptops: dict[str, Vault], size: Size) -> None:
    first, _second, third = laptops.values()
    own = {key: vault for key, vault in laptops.items() if vault is not third}
    for (when, author), acts in groupby(story.in_order(), lambda act: (act.when, act.author)):
        clock.moment = when.replace(tzinfo=UTC)
        own.get(author, first).record([_edit(act) for act in acts])
    more = size.households - len(story.book["households"])
    if more > 0:
        members = [story.member(member["key"]) for member in story.book["members"]]
        _import(first, crowd(more, size.visits, size.seed, story.today, members))


def _edit(act: Act) -> Edit:
    return Edit(act.kind, act.entity, act.fields)


def _import(vault: Vault, records: Iterable[tuple[str, str, dict[str, Any]]]) -> None:
    new = iter(records)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crowd.jsonl"
        while portion := list(islice(new, PORTION)):
            with path.open("w", encoding="utf-8", newline="\n") as file:
                for kind, entity, fields in portion:
                    file.write(json.dumps({"kind": kind, "id": entity, "fields": fields}) + "\n")
            vault.import_jsonl(path)


class Courier:
    """Brings every vault what the others wrote, once, in portions that memory can hold."""

    def __init__(self, vaults: Collection[Vault], outsider: Vault) -> None:
        self._vaults, self._outsider = vaults, outsider
        self._brought = dict.fromkeys((vault.device_id for vault in vaults), 0)

    def round(self) -> None:
        """Everybody gets all that is new; the outsider only what the whole team shares."""
        authors = {vault.device_id: vault.member_id for vault in self._vaults}
        for giver in self._vaults:
            written = giver.position()
            for taker in self._vaults:
                if taker is not giver:
                    self._bring(giver, taker, authors)
            self._brought[giver.device_id] = written

    def _bring(self, giver: Vault, taker: Vault, authors: dict[str, str]) -> None:
        spaces = (TEAM_SPACE,) if self._outsider in (giver, taker) else None
        new = giver.changes(self._brought[giver.device_id], spaces, giver.device_id)
        while portion := list(islice(new, PORTION)):
            taker.apply(portion, authors)


def _differ(story: Story, first: Vault, second: Vault) -> None:
    """Two laptops name another day for the same household; the team talks about it.

    The second wrote one thing more, so that its value is the one shown, on every run.
    """
    household = story.key("household", story.book["households"][0]["name"])
    for vault, words in (
        (first, (ENDS_FIRST,)),
        (second, (ENDS_SECOND_DRAFT, ENDS_SECOND)),
    ):
        for days, reason in words:
            ends = {"on": story.day(-days), "reason": reason}
            vault.record([Edit("household", household, {"help_ends": ends})])


def _share(folder: Path) -> str:
    share = folder / SHARE
    share.mkdir(exist_ok=True)
    return share.resolve().as_uri()


def _described(folder: Path, story: Story, key: str, vault: Vault) -> dict[str, str]:
    path = vault_file(folder, key).resolve()
    return {
        "file": str(path),
        "passphrase_file": str(path.with_suffix(".passphrase")),
        "member": story.member(key),
        "device": vault.device_id,
    }
