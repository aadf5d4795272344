"""Attachments through a real folder: sealed, after the notes, put back, refused when not whole."""

from __future__ import annotations

import base64
import json
import secrets
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.errors import UserError
from app.model.base import dossier_space
from app.services import attachments, circle, sharing
from app.sync import blobs
from tests.sync.rounds.conftest import CANARY, HOUSEHOLD, Office, Patient, erase, title, write

if TYPE_CHECKING:
    from app.services.session import Session
    from app.sync.rounds import Progress

Duo = tuple["Session", "Session"]
VECTORS = Path(__file__).resolve().parents[2] / "vectors"
LETTER = f"Een brief van de corporatie, {CANARY}. ".encode() * 50
"""Words that nobody may find anywhere."""


def add(session: Session, data: bytes = LETTER, name: str = f"{CANARY}.pdf") -> str:
    return attachments.add_content(session, HOUSEHOLD, name, data)


def fetch(session: Session, attachment: str) -> bytes:
    return attachments.fetch(session, Patient(), lambda _news: None, attachment).data


def state(session: Session, attachment: str) -> str:
    return next(one.state for one in attachments.of(session, HOUSEHOLD) if one.id == attachment)


def in_folder(office: Office) -> list[Path]:
    return office.files("blob/*")


def test_that_what_is_sealed_opens_again_and_no_other_key_or_byte_does() -> None:
    key = secrets.token_bytes(32)
    sealed = blobs.seal(key, LETTER)
    assert blobs.unseal(key, sealed) == LETTER
    assert sealed != blobs.seal(key, LETTER)
    for torn in (
        sealed[:-1],
        sealed[:40],
        b"",
        b"DRB1",
        sealed[:99] + bytes([sealed[99] ^ 1]) + sealed[100:],
    ):
        with pytest.raises(UserError, match="attachment_torn"):
            blobs.unseal(key, torn)
    with pytest.raises(UserError, match="attachment_torn"):
        blobs.unseal(secrets.token_bytes(32), sealed)
    with pytest.raises(UserError, match="attachment_newer"):
        blobs.unseal(key, b"DRB2" + sealed[4:])


def test_that_a_blob_is_spelled_as_the_vector_says() -> None:
    vector = json.loads((VECTORS / "blob.json").read_text("utf-8"))
    key, plain, salt, file = (
        base64.b64decode(vector[name]) for name in ("key", "plain", "salt", "file")
    )
    assert blobs.seal(key, plain, salt) == file
    assert blobs.unseal(key, file) == plain
    assert blobs.id_of(file) == vector["name"]


def test_that_a_reader_opens_what_another_added_and_the_folder_tells_nothing(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    added = add(first)
    assert state(first, added) == "unshared"
    office.level()
    assert state(first, added) == "here"
    assert state(second, added) == "to_fetch"
    assert attachments.read(second, added) is None
    assert fetch(second, added) == LETTER
    assert state(second, added) == "here"
    assert len(in_folder(office)) == 1
    for path in office.files():
        assert CANARY.encode() not in path.read_bytes()
        assert LETTER[:20] not in path.read_bytes()


def test_that_the_file_is_in_the_open_nowhere_on_disk(office: Office, duo: Duo) -> None:
    first, second = duo
    added = add(first)
    office.level()
    fetch(second, added)
    for path in office.work.rglob("*"):
        if path.is_file():
            assert CANARY.encode() not in path.read_bytes(), path.name


def test_that_a_colleague_outside_the_circle_gets_no_name_and_no_key(
    office: Office, duo: Duo
) -> None:
    third = office.laptop("Fatoumata Çelik")
    office.admit(duo[0], third)
    added = add(duo[0])
    office.level()
    assert attachments.of(third, HOUSEHOLD) == ()
    with pytest.raises(UserError, match="no_such_record"):
        fetch(third, added)
    circle.add(duo[0], HOUSEHOLD, third.vault.member_id, "valt in")
    office.level()
    assert fetch(third, added) == LETTER


def test_that_the_notes_are_with_the_other_before_any_file_goes(office: Office, duo: Duo) -> None:
    first, second = duo
    add(first, secrets.token_bytes(300_000))
    write(first, "goal", "G1", title="Eerst de woorden")

    def stop(progress: Progress) -> None:
        if progress.what == "attachments":
            raise UserError("share_stopped")

    with (
        sharing.opened(str(office.folder)) as share,
        pytest.raises(UserError, match="share_stopped"),
    ):
        sharing.sync(first, share, heard=stop)
    assert in_folder(office) == []
    office.sync(second)
    assert title(second) == "Eerst de woorden"
    office.sync(first)
    assert len(in_folder(office)) == 1


def test_that_a_photo_of_ten_megabytes_slows_the_notes_by_nothing_to_speak_of(
    office: Office, duo: Duo
) -> None:
    session = duo[0]

    def until_files() -> float:
        """Seconds of this processor until the notes are level and files would begin."""
        for number in range(150):
            write(session, "contact", f"C{number}", line=f"Gebeld, {secrets.token_hex(200)}")
        began = time.process_time()
        ended: list[float] = []

        def hear(progress: Progress) -> None:
            if progress.what == "attachments" and not ended:
                ended.append(time.process_time())

        with sharing.opened(str(office.folder)) as share:
            sharing.sync(session, share, heard=hear)
        return (ended[0] if ended else time.process_time()) - began

    until_files()
    without = min(until_files() for _ in range(3))
    found = []
    for _ in range(3):
        add(session, secrets.token_bytes(10_000_000))
        found.append(until_files())
    assert min(found) < 1.5 * without + 0.05
    assert len(in_folder(office)) == 3


def test_that_stopping_between_two_files_loses_none(office: Office, duo: Duo) -> None:
    for number in range(3):
        add(duo[0], f"brief {number}".encode())

    def stop(progress: Progress) -> None:
        if progress.what == "attachments" and progress.done:
            raise UserError("share_stopped")

    with (
        sharing.opened(str(office.folder)) as share,
        pytest.raises(UserError, match="share_stopped"),
    ):
        sharing.sync(duo[0], share, heard=stop)
    assert len(in_folder(office)) == 1
    office.sync(duo[0])
    assert len(in_folder(office)) == 3


def test_that_a_file_which_the_share_lost_is_put_back_by_who_has_it(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    added = add(first)
    office.level()
    fetch(second, added)
    (path,) = in_folder(office)
    whole = path.read_bytes()
    path.unlink()
    write(second, "goal", "G1", title="Nieuw")
    office.sync(second)
    assert path.read_bytes() == whole
    path.write_bytes(whole[:100])
    write(second, "goal", "G1", title="Nieuwer")
    office.sync(second)
    assert path.read_bytes() == whole


def test_that_a_torn_or_other_file_is_refused_and_opened_once_it_is_whole(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    added = add(first)
    office.level()
    (path,) = in_folder(office)
    whole = path.read_bytes()
    for wrong in (whole[:-1], b"DRB1" + b"x" * 500, blobs.seal(secrets.token_bytes(32), b"vals")):
        path.write_bytes(wrong)
        with pytest.raises(UserError, match="attachment_torn"):
            fetch(second, added)
        assert second.vault.sharing.blobs() == []
    path.unlink()
    with pytest.raises(UserError, match="attachment_missing"):
        fetch(second, added)
    path.write_bytes(whole)
    assert fetch(second, added) == LETTER


def test_that_a_file_found_in_no_place_is_shown_as_missing(office: Office, duo: Duo) -> None:
    first, second = duo
    added = add(first)
    office.level()
    in_folder(office)[0].unlink()
    write(second, "goal", "G1", title="Nieuw")
    office.sync(second)
    assert state(second, added) == "missing"


def test_that_a_round_with_nothing_new_looks_at_no_attachment(office: Office, duo: Duo) -> None:
    add(duo[0])
    office.level()
    (path,) = in_folder(office)
    path.unlink()
    office.sync(duo[0])
    assert not path.exists()


def test_that_a_laptop_that_wants_them_all_gets_them_with_the_round(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    added = add(first)
    attachments.set_takes_all(second, True)
    office.level()
    found = attachments.read(second, added)
    assert found is not None
    assert found.data == LETTER


def test_that_an_erased_attachment_leaves_the_laptops_and_the_share(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    added, kept = add(first), add(first, b"blijft")
    office.level()
    fetch(second, added)
    erase(first, second, dossier_space(HOUSEHOLD), "attachment", added)
    office.level()
    for session in duo:
        assert [one.id for one in attachments.of(session, HOUSEHOLD)] == [kept]
        assert len(session.vault.sharing.blobs()) == (1 if session is first else 0)
    assert len(in_folder(office)) == 1
    assert fetch(second, kept) == b"blijft"


def test_that_what_is_too_large_or_empty_is_refused(duo: Duo, tmp_path: Path) -> None:
    huge, empty = tmp_path / "groot.mov", tmp_path / "leeg.txt"
    with huge.open("wb") as file:
        file.truncate(attachments.MOST_BYTES + 1)
    empty.write_bytes(b"")
    for path, reason in (
        (huge, "attachment_too_large"),
        (empty, "attachment_empty"),
        (tmp_path / "weg.pdf", "attachment_unreadable"),
    ):
        with pytest.raises(UserError, match=reason):
            attachments.add(duo[0], Patient(), lambda _news: None, HOUSEHOLD, path)
    assert attachments.of(duo[0], HOUSEHOLD) == ()
