"""Makes the vaults of the fictional team and lets them exchange what they know."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.errors import UserError
from app.model.base import TEAM_SPACE
from app.services.demo.crowd import crowd
from app.services.demo.household_story import HouseholdTale
from app.services.demo.story import Story
from app.services.demo.team_story import tell_team
from app.crypto.kdf import DEFAULT_COST, KdfCost
from app.storage.edits import Edit
from app.storage.vault import Vault, create_vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.clock import Clock
    from app.services.demo.story import Act

PASSPHRASE: Final = "samen aan de keukentafel in noorderhaven"  # noqa: S105 - for practice, public
SHARE: Final = "share"
OTHER_END_DAYS: Final = 77
"""The second laptop says another end of help: the open difference of the story."""
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
    tell_team(story)
    for book in story.book["households"]:
        HouseholdTale(story, book).tell()
    story_clock = StoryClock(clock.now() - FOUNDED)
    laptops = {
        key: _laptop(folder, story, key, story_clock, cost) for key in story.book["laptops"]
    }
    try:
        _write(story, story_clock, laptops, size)
        story_clock.moment = clock.now()
        _differ(story, laptops)
        return {
            "vaults": [
                _described(folder, story, key, vault) for key, vault in laptops.items()
            ],
            "share": _share(folder),
        }
    finally:
        for vault in laptops.values():
            vault.close()


def vault_file(folder: Path, key: str) -> Path:
    """Where the vault of one member of the story lies."""
    return folder / f"{key}.drempel"


def _laptop(folder: Path, story: Story, key: str, clock: StoryClock, cost: KdfCost) -> Vault:
    path = vault_file(folder, key)
    if path.exists():
        raise UserError("demo_exists", folder=folder.name)
    path.with_suffix(".passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    book = next(member for member in story.book["members"] if member["key"] == key)
    fields = {name: value for name, value in book.items() if name != "key"}
    return create_vault(
        path, PASSPHRASE, fields, clock, cost=cost, member_id=story.member(key)
    )


def _write(story: Story, clock: StoryClock, laptops: dict[str, Vault], size: Size) -> None:
    first, second, third = laptops.values()
    own = {key: vault for key, vault in laptops.items() if vault is not third}
    for (when, author), acts in groupby(story.in_order(), lambda act: (act.when, act.author)):
        clock.moment = when.replace(tzinfo=UTC)
        own.get(author, first).record([_edit(act) for act in acts])
    more = size.households - len(story.book["households"])
    if more > 0:
        members = [story.member(member["key"]) for member in story.book["members"]]
        _import(first, crowd(more, size.visits, size.seed, story.today, members))
    exchange([first, second])
    exchange([first, third], lambda space: space == TEAM_SPACE)


def _edit(act: Act) -> Edit:
    return Edit(act.kind, act.entity, act.fields)


def _import(vault: Vault, records: Iterable[tuple[str, str, dict[str, Any]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crowd.jsonl"
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for kind, entity, fields in records:
                file.write(json.dumps({"kind": kind, "id": entity, "fields": fields}) + "\n")
        vault.import_jsonl(path)


def exchange(vaults: list[Vault], readable: Callable[[str], bool] = lambda _space: True) -> None:
    """Every vault gets what the others know of the spaces that `readable` allows."""
    authors = {vault.device_id: vault.member_id for vault in vaults}
    known = [[change for change in vault.changes() if readable(change.space)] for vault in vaults]
    for vault in vaults:
        for other, changes in zip(vaults, known, strict=True):
            if other is not vault:
                vault.apply(changes, authors)


def _differ(story: Story, laptops: dict[str, Vault]) -> None:
    """Two laptops name another day for the same household; the team talks about it."""
    first, second, third = laptops.values()
    household = story.key("household", story.book["households"][0]["name"])
    for vault, days, reason in (
        (first, OTHER_END_DAYS + 14, "de cursus loopt tot begin juni"),
        (second, OTHER_END_DAYS, "dan is de laatste les"),
    ):
        ends = {"on": story.day(-days), "reason": reason}
        if vault is first:
            ends["reason"] += ", daarna nog een keer bellen"
        vault.record([Edit("household", household, {"help_ends": ends})])
    exchange([first, second])
    exchange([first, third], lambda space: space == TEAM_SPACE)


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
