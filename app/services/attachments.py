"""Bijlagen: files of a dossier, sealed in the vault and in the share, opened in memory."""

from __future__ import annotations

import base64
import binascii
import json
import mimetypes
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from app.clock import new_id
from app.crypto.kdf import new_key
from app.errors import UserError
from app.model.dossier import Attachment, AttachmentBlob
from app.services import sharing, sharing_jobs
from app.services.files import write_file
from app.services.patient_share import Finishing, beside
from app.services.records import need, rows
from app.storage.edits import Edit
from app.sync import blobs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.services.patient_share import Pause
    from app.services.session import Session
    from app.services.sharing_jobs import Tell

State = Literal["here", "unshared", "to_fetch", "missing"]
MEGABYTE: Final = 1_000_000
MOST_BYTES: Final = 40 * MEGABYTE
"""Largest file that can be added, in bytes."""
UNKNOWN: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """One attachment in a list; `on` is YYYY-MM-DD, `size` bytes of the file itself.

    `here`: on this laptop and, in a team, in the share too. `unshared`: on this laptop alone.
    `to_fetch`: in the share, comes when it is opened. `missing`: in neither.
    """

    id: str
    name: str
    media_type: str
    size: int
    on: str
    by: str
    state: State


@dataclass(frozen=True, slots=True)
class Content:
    """A file in the open, in memory only."""

    name: str
    media_type: str
    data: bytes


def of(s: Session, household: str) -> tuple[AttachmentLine, ...]:
    """Attachments of a household, the last added first; what came in one moment by its name."""
    here = {name for name, _size, present in s.vault.sharing.blobs() if present}
    shared = _shared(s)
    found: list[tuple[str, AttachmentLine]] = []
    for one in rows(s, Attachment, {"household": household}):
        by, when = _added(s, one.id)
        blob = one.blob.id if one.blob else ""
        line = AttachmentLine(
            id=one.id,
            name=one.name,
            media_type=one.media_type,
            size=one.size,
            on=one.added_on,
            by=by,
            state=_state(blob, here, shared),
        )
        found.append((when, line))
    found.sort(key=lambda made: (made[1].name.casefold(), made[1].id))
    found.sort(key=lambda made: (made[1].on, made[0]), reverse=True)
    return tuple(line for _when, line in found)


def add(s: Session, pause: Pause, _tell: Tell, household: str, path: Path) -> str:
    """Seals a file into the dossier; the file itself stays where it was. Returns the id.

    Other work goes first, between its pieces. What `pause` stops while the file is still being
    read, from a folder that may never answer, is not added; after that it goes on alone.
    Raises UserError("attachment_too_large"), ("attachment_empty") or ("attachment_unreadable").
    """
    data = pause.wait(beside(_read_file, path))
    finishing = Finishing(pause)
    made = finishing.wait(beside(_seal, path.name, data))
    return _keep(s, household, path.name, made, finishing.breathe)


def add_content(s: Session, household: str, name: str, data: bytes) -> str:
    """As `add`, for bytes that are in memory; all at once."""
    return _keep(s, household, name, _seal(name, data), lambda: None)


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A file as it goes into the vault; `size` bytes in the open."""

    key: bytes
    sealed: bytes
    blob: str
    size: int


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UserError("attachment_too_large", file=path.name, most=MOST_BYTES // MEGABYTE)
        return path.read_bytes()
    except OSError as error:
        raise UserError("attachment_unreadable", file=path.name) from error


def _seal(name: str, data: bytes) -> _Sealed:
    if not data:
        raise UserError("attachment_empty", file=name)
    if len(data) > MOST_BYTES:
        raise UserError("attachment_too_large", file=name, most=MOST_BYTES // MEGABYTE)
    key = new_key()
    sealed = blobs.seal(key, data)
    return _Sealed(key, sealed, blobs.id_of(sealed), len(data))


def _keep(
    s: Session, household: str, name: str, made: _Sealed, breathe: Callable[[], object]
) -> str:
    s.vault.sharing.put_blob(made.blob, made.sealed, len(made.sealed), breathe)
    entity = new_id(s.clock)
    key = base64.b64encode(made.key).decode()
    fields = {
        "household": household,
        "name": name,
        "media_type": mimetypes.guess_type(name)[0] or UNKNOWN,
        "size": made.size,
        "added_on": s.clock.today().isoformat(),
        "blob": {"id": made.blob, "key": key, "size": len(made.sealed)},
    }
    s.vault.record([Edit(Attachment.kind, entity, fields)])
    return entity


def read(s: Session, attachment: str) -> Content | None:
    """The file, when it is on this laptop; None when it has to be fetched first.

    Raises UserError("attachment_torn") or ("attachment_newer").
    """
    found = need(s, Attachment, attachment)
    blob = _blob(found)
    sealed = s.vault.sharing.blob(blob.id)
    return None if sealed is None else _opened(found, blob, sealed)


def fetch(s: Session, pause: Pause, _tell: Tell, attachment: str) -> Content:
    """Takes it from the share, keeps it sealed, and opens it.

    Raises UserError: as `read`, ("attachment_missing") or ("attachment_no_share"), and what a
    share that does not answer raises.
    """
    found = need(s, Attachment, attachment)
    blob = _blob(found)
    if s.vault.sharing.team() is None or not sharing_jobs.main_place(s):
        raise UserError("attachment_no_share")
    with sharing_jobs.at_place(s, pause) as place:
        sealed = blobs.fetch(s.vault.sharing, place, blob.id, pause.breathe)
    return _opened(found, blob, sealed)


def save(content: Content, path: Path) -> None:
    """Writes the file in the open: from then on nothing protects it."""
    write_file(path, content.data)


def takes_all(s: Session) -> bool:
    """Whether every round fetches all attachments of the dossiers that this laptop reads."""
    return bool(s.vault.setting(sharing.TAKE_ATTACHMENTS))


def set_takes_all(s: Session, takes: bool) -> None:  # noqa: FBT001 (what a switch says)
    s.vault.set_setting(sharing.TAKE_ATTACHMENTS, takes)


def _blob(found: Attachment) -> AttachmentBlob:
    if found.blob is None:
        raise UserError("attachment_torn")
    return found.blob


def _opened(found: Attachment, blob: AttachmentBlob, sealed: bytes) -> Content:
    try:
        key = base64.b64decode(blob.key, validate=True)
    except binascii.Error as error:
        raise UserError("attachment_torn") from error
    return Content(found.name, found.media_type, blobs.unseal(key, sealed))


def _shared(s: Session) -> frozenset[str] | None:
    """What lay in some share when it was last looked at; None where nothing is known."""
    known: set[str] = set()
    told = False
    for _url, _share, state, _at in s.vault.sharing.places():
        listed = json.loads(state or "{}").get("blobs")
        if listed is not None:
            told = True
            known.update(listed)
    return frozenset(known) if told else None


def _state(blob: str, here: set[str], shared: frozenset[str] | None) -> State:
    if blob in here:
        return "here" if shared is None or blob in shared else "unshared"
    return "to_fetch" if shared is None or blob in shared else "missing"


def _added(s: Session, attachment: str) -> tuple[str, str]:
    """Who added it, and the moment; that moment orders a list and decides nothing."""
    heads = s.vault.heads("attachment", attachment).get("blob")
    return (s.member_name(heads[0].author), heads[0].when) if heads else ("", "")
