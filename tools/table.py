"""A whole team around the share of the demo, and somebody who asks to come in: for pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.crypto.kdf import KdfCost
from app.services import session, sharing, team
from app.services.demo.make import PASSPHRASE, SHARE, vault_file
from app.storage.edits import Edit

if TYPE_CHECKING:
    from pathlib import Path

    from app.clock import FixedClock
    from app.services.session import Session

QUICK: Final = KdfCost(memory_kib=8192, iterations=1, lanes=1)
MORE: Final = (
    ("Aleksandra Wójcik", "Thuiszorg De Brug"),
    ("Shanti Ramdin", "GGZ Oostermeer"),
    ("Ağa Şahin", "Stadsbank"),
    ("Żaneta Kłos", "Bibliotheek Noord"),
    ("Youssef Amrani", "Jongerenwerk Noord"),
)
ASKS: Final = ("Tjitske Dijkstra", "GGZ Oostermeer")
DAY: Final = 24 * 3600


def gather(folder: Path, clock: FixedClock) -> None:
    """Five more laptops in the demo's team; the last one has not heard of the last work."""
    with sharing.opened(str((folder / SHARE).resolve())) as share:
        first = session.unlock(vault_file(folder, "sanne"), PASSPHRASE, clock)
        demo = [first, session.unlock(vault_file(folder, "fenna"), PASSPHRASE, clock)]
        demo.append(session.unlock(vault_file(folder, "gerlof"), PASSPHRASE, clock))
        others = [_laptop(folder, clock, name, work) for name, work in MORE]
        for one in others:
            asked = team.ask(one, share)
            team.admit(first, asked, asked.member, share)
            sharing.sync(one, share)
        first.vault.record([Edit("team", team.TEAM_ID, {"name": "Wijkteam Lindekwartier"})])
        first.vault.record([Edit("agenda_item", "01KPICTURE", {"title": "Repaircafé in mei"})])
        for _turn in range(2):
            for one in (*demo, *others[:-1]):
                sharing.sync(one, share)
        for one in (*demo, *others):
            one.lock()


def ask(folder: Path, clock: FixedClock) -> None:
    """Somebody puts a request in the demo's share."""
    newcomer = _laptop(folder, clock, *ASKS)
    with sharing.opened(str((folder / SHARE).resolve())) as share:
        team.ask(newcomer, share)
    newcomer.lock()


def _laptop(folder: Path, clock: FixedClock, name: str, organisation: str) -> Session:
    clock.advance(1)
    path = folder / "laptops" / f"{name.split(' ', maxsplit=1)[0].lower()}.drempel"
    path.parent.mkdir(exist_ok=True)
    fields = {"name": name, "organisation": organisation, "role": "teamlid"}
    return session.create(path, PASSPHRASE, fields, clock, QUICK)
