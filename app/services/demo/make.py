"""Makes the vaults of the fictional team and lets them exchange what they know."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from app.conversation.organisation import FILE_NAME
from app.crypto.kdf import DEFAULT_COST, KdfCost
from app.errors import UserError
from app.model.base import TEAM_SPACE
from app.services.demo.fill import Crowd, fill
from app.services.demo.household_story import HouseholdTale
from app.services.demo.story import Story
from app.services.demo.team_story import tell_team
from app.storage.edits import Edit
from app.storage.vault import Vault, create_vault

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from app.clock import Clock
    from app.services.demo.story import Act

PASSPHRASE: Final = "samen aan de keukentafel in noorderhaven"  # noqa: S105 - for practice, public
SHARE: Final = "share"
ENDS_FIRST: Final = (91, "de cursus loopt tot begin juni, daarna nog een keer bellen")
ENDS_SECOND_DRAFT: Final = (77, "dan is de les")
ENDS_SECOND: Final = (77, "dan is de laatste les")
"""Days ahead and the reason: the second laptop says another end of help than the first."""
FOUNDED: Final = timedelta(days=401)


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
        _write(story, story_clock, laptops)
        courier.round()
        story_clock.moment = clock.now()
        _differ(story, first, second)
        courier.round()
        told = _crowd(story, first, story_clock, size)
        made = {
            "vaults": [_described(folder, story, key, vault) for key, vault in laptops.items()],
            "share": _share(folder),
        }
    finally:
        for vault in laptops.values():
            vault.close()
    if told.households:
        fill([first.path, second.path], PASSPHRASE, told)
    return made


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


def _write(story: Story, clock: StoryClock, laptops: dict[str, Vault]) -> None:
    first, _second, third = laptops.values()
    own = {key: vault for key, vault in laptops.items() if vault is not third}
    for (when, author), acts in groupby(story.in_order(), lambda act: (act.when, act.author)):
        clock.moment = when.replace(tzinfo=UTC)
        own.get(author, first).record([_edit(act) for act in acts])


def _crowd(story: Story, writer: Vault, clock: StoryClock, size: Size) -> Crowd:
    """The households beyond the story, after all that the writer has seen."""
    return Crowd(
        households=max(size.households - len(story.book["households"]), 0),
        visits=size.visits,
        seed=size.seed,
        today=story.today,
        members=tuple(story.member(member["key"]) for member in story.book["members"]),
        device=writer.device_id,
        author=writer.member_id,
        counter=max(change.counter for change in writer.changes()),
        wall=clock.now().isoformat(timespec="milliseconds"),
    )


def _edit(act: Act) -> Edit:
    return Edit(act.kind, act.entity, act.fields)


class Courier:
    """Brings every vault what the others wrote, once."""

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
        taker.apply(giver.changes(self._brought[giver.device_id], spaces, giver.device_id), authors)


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
