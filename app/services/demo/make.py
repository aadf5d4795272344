"""Makes the vaults of the fictional team, which share through a folder of their own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from app.conversation.organisation import FILE_NAME
from app.crypto.kdf import DEFAULT_COST, KdfCost
from app.errors import UserError
from app.services import sharing, team
from app.services.demo.fill import Crowd, fill
from app.services.demo.household_story import HouseholdTale
from app.services.demo.story import Story
from app.services.demo.team_story import tell_team
from app.services.session import of as session_of
from app.services.session import unlock
from app.storage.edits import Edit
from app.storage.vault import Vault, create_vault

if TYPE_CHECKING:
    from pathlib import Path

    from app.clock import Clock
    from app.services.demo.story import Act
    from app.services.session import Session
    from app.sync.share.contract import Share

PASSPHRASE: Final = "samen aan de keukentafel in noorderhaven"  # noqa: S105 - for practice, public
SHARE: Final = "share"
ENDS_FIRST: Final = (91, "dan is de cursus klaar, daarna nog een keer bellen")
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
    """Three vaults and their share in `folder`; says where, as the command prints it.

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
    told = _tell(folder, story, clock, size, cost)
    paths = [vault_file(folder, key) for key in story.book["laptops"]]
    if told.households:
        fill(paths[:2], PASSPHRASE, told)
    made = _level(folder, story, clock, again=bool(told.households))
    for path in paths:
        _passphrase_file(path).write_text(PASSPHRASE + "\n", encoding="utf-8")
    return made


def _tell(folder: Path, story: Story, clock: Clock, size: Size, cost: KdfCost) -> Crowd:
    """The story itself, as three laptops that share now and then would have written it."""
    moment = StoryClock(clock.now() - FOUNDED)
    laptops = [_laptop(folder, story, key, moment, cost) for key in story.book["laptops"]]
    try:
        with sharing.opened(str(_share(folder))) as share:
            _found(story, laptops, share)
            _write(story, moment, laptops)
            _all_share(laptops, share)
            moment.moment = clock.now()
            _differ(story, *laptops[:2])
            _all_share(laptops, share)
        return _crowd(story, laptops[0].vault, moment, size)
    finally:
        for laptop in laptops:
            laptop.lock()


def _found(story: Story, laptops: list[Session], share: Share) -> None:
    """The first founds the team and lets the others in; at a real table they read six words."""
    first, *others = laptops
    team.start(first, story.book["organisation"]["team"], share)
    for other in others:
        asked = team.ask(other, share)
        team.admit(first, asked, asked.member, share)
    _all_share(laptops, share)


def _all_share(laptops: list[Session], share: Share) -> None:
    """Until everybody has everything, and has told so."""
    for _turn in range(2):
        for laptop in laptops:
            sharing.sync(laptop, share)


def _level(folder: Path, story: Story, clock: Clock, *, again: bool) -> dict[str, Any]:
    """What was made, as the command prints it; a crowd goes through the share first."""
    described = []
    with sharing.opened(str(_share(folder))) as share:
        for key in story.book["laptops"]:
            laptop = unlock(vault_file(folder, key), PASSPHRASE, clock)
            try:
                if again:
                    sharing.sync(laptop, share)
                described.append(_described(folder, story, key, laptop.vault))
            finally:
                laptop.lock()
    return {"vaults": described, "share": _share(folder).as_uri()}


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


def half_made(vault: Path) -> bool:
    """Whether the making of its team was cut short: what opens the vaults is written last."""
    return not _passphrase_file(vault).exists()


def _passphrase_file(vault: Path) -> Path:
    return vault.with_suffix(".passphrase")


def _laptop(folder: Path, story: Story, key: str, clock: StoryClock, cost: KdfCost) -> Session:
    path = vault_file(folder, key)
    book = next(member for member in story.book["members"] if member["key"] == key)
    fields = {name: value for name, value in book.items() if name != "key"}
    made = create_vault(path, PASSPHRASE, fields, clock, cost=cost, member_id=story.member(key))
    return session_of(made, clock)


def _write(story: Story, clock: StoryClock, laptops: list[Session]) -> None:
    """Who has no laptop in the story writes on the first; the third writes no dossiers."""
    keys = story.book["laptops"]
    own = {key: laptop.vault for key, laptop in zip(keys[:2], laptops, strict=False)}
    for (when, author), acts in groupby(story.in_order(), lambda act: (act.when, act.author)):
        clock.moment = when.replace(tzinfo=UTC)
        own.get(author, laptops[0].vault).record([_edit(act) for act in acts])


def _crowd(story: Story, writer: Vault, clock: StoryClock, size: Size) -> Crowd:
    """The households beyond the story, after all that the writer has seen."""
    return Crowd(
        households=max(size.households - len(story.book["households"]), 0),
        visits=size.visits,
        seed=size.seed,
        today=story.today,
        members=tuple(story.member(key) for key in _readers(story)),
        device=writer.device_id,
        author=writer.member_id,
        counter=max(change.counter for change in writer.changes()),
        wall=clock.now().isoformat(timespec="milliseconds"),
    )


def _readers(story: Story) -> list[str]:
    """Who may be in a pair, the first two laptops first; the third reads no dossier."""
    *readers, outsider = story.book["laptops"]
    others = [member["key"] for member in story.book["members"]]
    return [*readers, *(key for key in others if key not in {*readers, outsider})]


def _edit(act: Act) -> Edit:
    return Edit(act.kind, act.entity, act.fields)


def _differ(story: Story, first: Session, second: Session) -> None:
    """Two laptops name another day for the same household; the team talks about it.

    The second wrote one thing more, so that its value is the one shown, on every run.
    """
    household = story.key("household", story.book["households"][0]["name"])
    for laptop, words in (
        (first, (ENDS_FIRST,)),
        (second, (ENDS_SECOND_DRAFT, ENDS_SECOND)),
    ):
        for days, reason in words:
            ends = {"on": story.day(-days), "reason": reason}
            laptop.vault.record([Edit("household", household, {"help_ends": ends})])


def _share(folder: Path) -> Path:
    share = folder / SHARE
    share.mkdir(exist_ok=True)
    return share.resolve()


def _described(folder: Path, story: Story, key: str, vault: Vault) -> dict[str, str]:
    path = vault_file(folder, key).resolve()
    return {
        "file": str(path),
        "passphrase_file": str(_passphrase_file(path)),
        "member": story.member(key),
        "device": vault.device_id,
    }
