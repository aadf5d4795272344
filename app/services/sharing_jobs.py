"""What a person does on Delen that goes through a share, leaving room for other work meanwhile."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.errors import UserError
from app.services import sharing, team
from app.services.patient_share import PatientShare
from app.sync.share import keystore
from app.sync.share.credentials import from_json
from app.sync.share.opening import open_share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from app.services.patient_share import Pause
    from app.services.session import Session
    from app.services.team import Admitted
    from app.sync.report import Report

    Tell = Callable[[object], None]

MAIN: Final = "share of the team"
"""Setting: the address that is shared with by itself."""
LAST: Final = "last time shared"
FILES: Final = "credentials files"
"""Setting: {address: file}, where there is no key store."""


@dataclass(frozen=True, slots=True)
class LastTime:
    """The last round: when and where, and what moved in the last one in which anything did.

    Moments as YYYY-MM-DDTHH:MM; `refused` holds (file, id of the reason).
    """

    at: str = ""
    place: str = ""
    moved_at: str = ""
    sent: int = 0
    received: int = 0
    set_aside: int = 0
    put_back: int = 0
    apart: int = 0
    refused: tuple[tuple[str, str], ...] = ()
    up_to_date: tuple[str, ...] = ()
    """Devices of which this laptop knows that they hold all that it holds."""
    missing_of: tuple[str, ...] = ()
    """Devices of which others have seen work that is not here."""
    forks: tuple[str, ...] = ()
    """Devices that two laptops wrote as."""


def main_place(session: Session) -> str:
    """Where this team shares: as chosen, or else where it shared last; empty when nowhere."""
    chosen = session.vault.setting(MAIN)
    return str(chosen) if chosen else sharing.last_place(session)


def choose_place(session: Session, url: str) -> None:
    """From now on this is where the team shares by itself; `url` as the share itself says it.

    Sharing notes a place under that name: a folder can be typed in more than one way.
    """
    session.vault.set_setting(MAIN, url)


def shares_by_itself(session: Session) -> bool:
    """Whether this laptop is in a team and shared before in the place where that shares."""
    if session.vault.sharing.team() is None or not team.is_member(session):
        return False
    url = main_place(session)
    return bool(url) and session.vault.sharing.place(url) is not None


def keep_secrets(session: Session, url: str, secrets: Mapping[str, str]) -> None:
    """What a server asks goes to the key store; `file` instead names the file that holds it.

    Raises UserError when it is not what this kind of place asks, or there is no key store.
    """
    file = secrets.get("file", "")
    files: dict[str, str] = session.vault.setting(FILES) or {}
    if file:
        sharing.credentials_for(url, Path(file))
        session.vault.set_setting(FILES, {**files, url: file})
    elif secrets:
        keystore.remember(url, from_json(json.dumps(dict(secrets))))
        files.pop(url, None)
        session.vault.set_setting(FILES, files)


def credentials_file(session: Session, url: str) -> Path | None:
    """The file that holds what this place asks, where one was named."""
    files: dict[str, str] = session.vault.setting(FILES) or {}
    return Path(files[url]) if url in files else None


def last_time(session: Session) -> LastTime:
    """Empty when this laptop never shared."""
    kept: dict[str, Any] = session.vault.setting(LAST) or {}
    if not kept:
        return _as_noted(session)
    kept["refused"] = [tuple(one) for one in kept.get("refused", ())]
    found: dict[str, Any] = {
        name: tuple(one) if isinstance(one, list) else one for name, one in kept.items()
    }
    return LastTime(**found)


def share(
    session: Session,
    pause: Pause,
    tell: Tell,
    url: str = "",
    *,
    new_place: bool = False,
    quiet: bool = False,
) -> LastTime:
    """One round; `tell` hears its Progress. `quiet`: somebody may be typing, drafts stay drafts.

    A round elsewhere (`url`) leaves the team's own place what it was, also where nobody chose one.
    Raises UserError("no_share") where no place was ever chosen.
    """

    def heard(progress: object) -> None:
        tell(progress)
        pause.breathe()

    if url and (own := main_place(session)):
        choose_place(session, own)
    with at_place(session, pause, url) as place:
        found = sharing.sync(session, place, new_place=new_place, drafts=not quiet, heard=heard)
        return _kept(session, place.url, found)


def move(
    session: Session, pause: Pause, tell: Tell, url: str, *, new_place: bool = False
) -> LastTime:
    """A round in another place, where the team shares from now on.

    Raises UserError("share_unknown") when nothing of the team is there and `new_place` is false.
    """
    last = share(session, pause, tell, url, new_place=new_place)
    choose_place(session, last.place)
    return last


def begin(session: Session, pause: Pause, _tell: Tell, name: str, url: str) -> None:
    """This member founds a team that shares in this place."""
    with at_place(session, pause, url) as place:
        team.start(session, name, place)
    choose_place(session, place.url)


def ask_to_join(
    session: Session, pause: Pause, _tell: Tell, url: str, *, further_laptop: bool = False
) -> tuple[str, ...]:
    """Puts the request there; the six words."""
    with at_place(session, pause, url) as place:
        words = team.request(session, place, further_laptop=further_laptop)
    choose_place(session, place.url)
    return words


def look_for_answer(session: Session, pause: Pause, tell: Tell) -> bool:
    """Whether the newcomer was let in; then all of the team that is there came in too."""
    with at_place(session, pause) as place:
        team.fetch(session, place)
    if not team.is_member(session):
        return False
    share(session, pause, tell, new_place=True)
    return True


def look_for_requests(session: Session, pause: Pause, _tell: Tell) -> None:
    """Takes in who asks to join since."""
    with at_place(session, pause) as place:
        team.fetch(session, place)


def let_in(
    session: Session, pause: Pause, _tell: Tell, words: tuple[str, ...], member: str | None
) -> Admitted:
    """After the words were read aloud and were equal; `member`: whose further laptop it is."""
    with at_place(session, pause) as place:
        return team.approve(session, words, place, member)


@contextmanager
def at_place(session: Session, pause: Pause, url: str = "") -> Iterator[PatientShare]:
    """The place, with what it asks of us; raises UserError("no_share")."""
    url = url or main_place(session)
    if not url:
        raise UserError("no_share")
    login = sharing.credentials_for(url, credentials_file(session, url))
    patient = PatientShare(open_share(url, login), pause)
    try:
        yield patient
    finally:
        patient.close()


def _as_noted(session: Session) -> LastTime:
    """What the vault itself noted of the last round: of one by the command line, say."""
    url = main_place(session)
    found = [one for one in session.vault.sharing.places() if one[0] == url and one[2]]
    if not found:
        return LastTime()
    said: dict[str, Any] = json.loads(found[0][2])
    level = tuple(device for device, ok in said.get("up_to_date", {}).items() if ok)
    return LastTime(at=found[0][3], place=url, up_to_date=level, apart=said.get("apart", 0))


def _kept(session: Session, url: str, found: Report) -> LastTime:
    now = session.clock.now().astimezone().strftime(sharing.MOMENT)
    before = last_time(session)
    moved = bool(found.sent or found.received or found.set_aside)
    made = LastTime(
        at=now,
        place=url,
        moved_at=now if moved else before.moved_at,
        sent=found.sent if moved else before.sent,
        received=found.received if moved else before.received,
        set_aside=found.set_aside if moved else before.set_aside,
        put_back=found.put_back,
        apart=found.apart,
        refused=tuple((one.file, one.reason) for one in found.refused),
        up_to_date=tuple(device for device, level in found.up_to_date.items() if level),
        missing_of=tuple(found.gaps),
        forks=tuple(found.forks),
    )
    session.vault.set_setting(LAST, asdict(made))
    return made
