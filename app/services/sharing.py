"""Sharing: one round through a share, for the vault of a session."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from app.model.base import TEAM_SPACE, dossier_space
from app.sync.circle import Circles, ReaderSaid
from app.sync.names import is_blob
from app.sync.rounds import Progress, Round
from app.sync.share import keystore
from app.sync.share.credentials import Credentials, read_credentials
from app.sync.share.opening import SERVERS, check_server, open_share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from app.services.session import Session
    from app.sync.known import Worked
    from app.sync.ledger import Ledger
    from app.sync.report import Report
    from app.sync.share.contract import Share
    from app.sync.shelf import Holdings

MOMENT: Final = "%Y-%m-%dT%H:%M"
TAKE_ATTACHMENTS: Final = "fetch attachments"
"""Setting of this laptop: whether attachments come along with each round."""

_CIRCLES_IN: Final = ("household", "closed_note", "reader", "heads", "changes", "devices")
"""Where the records say who reads what: a segment that is kept writes none of these."""

__all__ = ["Credentials", "Progress", "SessionKeeper", "opened", "sync"]


@dataclass(frozen=True, slots=True)
class SessionKeeper:
    """A session as sharing sees it."""

    session: Session
    drafts: bool = True
    """Whether what is being typed becomes a change first; if not, it goes along next time."""

    @property
    def ledger(self) -> Ledger:
        return self.session.vault.sharing

    def holdings(self) -> Holdings:
        return self.session.holdings

    def worked(self) -> Worked:
        return self.session.worked

    def prepare(self) -> None:
        if self.drafts:
            self.session.vault.commit_drafts()

    def circles(self) -> Circles:
        asked = ("circles", self.session.organisation.readers)
        return self.session.vault.kept(asked, _CIRCLES_IN, lambda: circles(self.session))

    def attachments(self) -> dict[str, int]:
        rows = self.session.vault.query(
            "SELECT blob ->> 'id' AS id, blob ->> 'size' AS size FROM v_attachment"
            " WHERE blob IS NOT NULL"
        )
        return {row["id"]: int(row["size"] or 0) for row in rows if is_blob(row["id"] or "")}

    def takes_attachments(self) -> bool:
        return bool(self.session.vault.setting(TAKE_ATTACHMENTS))

    def differences(self) -> int:
        return self.session.vault.count_differences()

    def now(self) -> str:
        return self.session.clock.now().astimezone().strftime(MOMENT)


def sync(
    session: Session,
    share: Share,
    *,
    new_place: bool = False,
    drafts: bool = True,
    heard: Callable[[Progress], None] | None = None,
) -> Report:
    """One round; raises UserError when the share is away. Stopping it loses nothing.

    `drafts` = False while somebody may be typing: a thought becomes a change when it is finished.
    """
    keeper = SessionKeeper(session, drafts)
    try:
        return Round(keeper, share, new_place=new_place, heard=heard).run()
    finally:
        session.refresh_names()


@contextmanager
def opened(
    url: str, credentials: Credentials | None = None, *, begins: bool = False
) -> Iterator[Share]:
    """The share at an address; closed whatever happens. A folder is made where a team `begins`."""
    share = open_share(url, credentials, begins=begins)
    try:
        yield share
    finally:
        share.close()


def circles(session: Session, space: str = "") -> Circles:
    """What the records of this vault say of who reads what; with `space`, of that space alone."""
    return Circles(
        _said(session, space),
        _initial(session, space),
        everyone=session.organisation.readers == "team",
    )


def _said(session: Session, space: str) -> tuple[ReaderSaid, ...]:
    rows = session.vault.query(
        "SELECT r.space, r.member, json_extract(c.fields, '$.active') AS active,"
        " d.member AS author FROM v_reader r CROSS JOIN heads h ON h.entity = r.entity"
        " AND h.field = 'active' JOIN changes c ON c.seq = h.seq"
        " JOIN devices d ON d.device = c.device WHERE :space IN ('', r.space)"
        " ORDER BY r.space, r.member, c.id",
        {"space": space},
    )
    return tuple(
        ReaderSaid(row["space"], row["member"] or "", bool(row["active"]), row["author"])
        for row in rows
    )


def _initial(session: Session, space: str) -> dict[str, frozenset[str]]:
    """The circle with which a dossier or closed note begins: by its card, by its readers."""
    found: dict[str, frozenset[str]] = {}
    for row in session.vault.query(
        "SELECT id, case_lead, stand_in, pair FROM v_household WHERE :space IN ('', 'd:' || id)",
        {"space": space},
    ):
        found[dossier_space(row["id"])] = _members(row["pair"], row["case_lead"], row["stand_in"])
    for row in session.vault.query(
        "SELECT space, author, readers FROM v_closed_note WHERE :space IN ('', space)",
        {"space": space},
    ):
        found[row["space"]] = _members(row["readers"], row["author"])
    found.pop(TEAM_SPACE, None)
    return found


@lru_cache(maxsize=256)
def _members(listed: str | None, *others: str | None) -> frozenset[str]:
    """Of a JSON list and beside it. Thousands of households have the same few pairs."""
    named = {one for one in json.loads(listed or "[]") if isinstance(one, str)}
    return frozenset(one for one in {*named, *others} if one)


def last_place(session: Session) -> str:
    """The address of the share used last; empty when there is none."""
    places = session.vault.sharing.places()
    return max(places, key=lambda one: (one[3], one[0]))[0] if places else ""


def credentials_for(url: str, file: Path | None = None) -> Credentials | None:
    """What a server asks: from the file, or the operating system's key store; None for a folder.

    Raises UserError("share_url_wrong") before it asks for anything.
    """
    if "://" in url and not url.startswith("file:"):
        check_server(url)
    if file is not None:
        return read_credentials(file)
    return keystore.recall(url) if url.partition("://")[0] in SERVERS else None
