"""Writes `tests/vectors/{segment,pack,frame,box,blob,deleted}.json`: `python -m tools.vectors`.

Every key and salt is fixed, and salts only here: docs/sharing-format.md says what each file is.
What HPKE adds is random, so `box.json` is written once and kept as it is.
"""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any, Final

from app.crypto import frames
from app.crypto.boxes import PRIVATE_BYTES, BoxKey
from app.crypto.signing import SigningKey
from app.model.sealed import SpaceKey
from app.storage.changes import Change, make_change
from app.sync import keys, names, pack, segment
from app.sync.segment import Box, Frame

FOLDER: Final = Path(__file__).resolve().parents[1] / "tests" / "vectors"
TEAM: Final = hashlib.sha256(b"Wijkteam Oost").hexdigest()[:40]
DEVICE: Final = "01J0000000000000000000AYSE"
OTHER: Final = "01J00000000000000000SA1MA0"
SPACE: Final = "d:01J00000000000000000000H01"
SIGN: Final = SigningKey(hashlib.sha256(b"vector sign").digest())
BOX: Final = BoxKey(hashlib.shake_256(b"vector box").digest(PRIVATE_BYTES))
KEY: Final = hashlib.sha256(b"vector space key").digest()
KEY_ID: Final = frames.key_id(KEY, SPACE)
BLOB_KEY: Final = hashlib.sha256(b"vector blob key").digest()
PLAIN: Final = "Ayşe, Őry en سلمى".encode()


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def salt(which: str) -> bytes:
    return hashlib.sha256(f"salt {which}".encode()).digest()


def change(number: int) -> bytes:
    """A change of the household in the dossier."""
    made = make_change(
        space=SPACE, kind="goal", entity="01J00000000000000000000G01",
        fields={"title": f"Post durven openen ({number})"}, replaces={}, device=DEVICE,
        counter=number, wall="2026-03-02T09:00:00.000+00:00",
    )  # fmt: skip
    return made.line().encode()


def frame(number: int, lines: list[bytes]) -> Frame:
    bound = segment.bound_to(TEAM, DEVICE, number, KEY_ID)
    packed = segment.pack_lines(lines)
    return Frame(KEY_ID, frames.seal_frame(KEY, packed, bound, salt=salt(str(number))))


def a_segment(number: int, previous: str | None, boxes: tuple[Box, ...] = ()) -> bytes:
    lines = [change(number), segment.note_line("seen", devices={OTHER: [number, [number + 2]]})]
    return segment.write(
        SIGN, team=TEAM, device=DEVICE, number=number, previous=previous, boxes=boxes,
        frames=[frame(number, lines)], carries=True, follows=TEAM,
    )  # fmt: skip


def chain(count: int) -> list[bytes]:
    """Segments that follow each other."""
    found: list[bytes] = []
    previous = None
    for number in range(1, count + 1):
        found.append(a_segment(number, previous))
        previous = segment.read(found[-1]).id
    return found


def segments() -> dict[str, Any]:
    return {
        "key": text(KEY),
        "public": text(SIGN.public),
        "segments": [
            {
                "changes": [change(number).decode()],
                "file": text(data),
                "id": segment.read(data).id,
                "name": str(segment.read(data).name),
                "notes": [{"_": "seen", "devices": {OTHER: [number, [number + 2]]}}],
                "number": number,
            }
            for number, data in enumerate(chain(3), start=1)
        ],
        "space": SPACE,
        "team": TEAM,
    }


def packs() -> dict[str, Any]:
    parts = chain(3)
    ids = [segment.read(data).id for data in parts]
    name = names.PackName(DEVICE, 1, 3, pack.hash_of(ids))
    return {"file": text(pack.write(parts)), "ids": ids, "name": str(name)}


def sealed_frames() -> dict[str, Any]:
    bound = segment.bound_to(TEAM, DEVICE, 1, KEY_ID)
    return {
        "bound_to": bound.decode(),
        "key": text(KEY),
        "key_id": KEY_ID,
        "plain": text(PLAIN),
        "salt": text(salt("frame")),
        "sealed": text(frames.seal_frame(KEY, PLAIN, bound, salt=salt("frame"))),
        "space": SPACE,
    }


def blobs() -> dict[str, Any]:
    sealed = frames.seal_frame(BLOB_KEY, PLAIN, b"", frames.BLOB, salt("blob"))
    file = b"DRB1" + sealed
    return {
        "file": text(file),
        "key": text(BLOB_KEY),
        "name": hashlib.sha256(file).hexdigest()[:40],
        "plain": text(PLAIN),
        "salt": text(salt("blob")),
    }


def boxes() -> dict[str, Any]:
    given = SpaceKey(KEY_ID, SPACE, KEY, DEVICE, frozenset((DEVICE, OTHER)), DEVICE)
    box = keys.seal_keys(TEAM, DEVICE, OTHER, BOX.public, [given])
    return {
        "file": text(a_segment(9, None, (box,))),
        "info": keys.info(TEAM, DEVICE, OTHER).decode(),
        "key": text(KEY),
        "private": text(BOX.private),
        "public": text(BOX.public),
        "sealed": text(box.sealed),
        "space": SPACE,
        "to": OTHER,
    }


def _said(
    counter: int, kind: str, entity: str, fields: dict[str, Any], device: str, *replaced: Change
) -> Change:
    names_of = {name: [one.id for one in replaced if name in one.values()] for name in fields}
    return make_change(
        space="team" if kind == "household" else SPACE, kind=kind, entity=entity, fields=fields,
        replaces={name: ids for name, ids in names_of.items() if ids}, device=device,
        counter=counter, wall="2026-03-02T09:00:00.000+00:00",
    )  # fmt: skip


def _delete(counter: int, of: list[Change], device: str, *children: str) -> Change:
    """Names these as the heads of their fields."""
    heads = {name: [one.id] for one in of for name in one.values()}
    fields = {"_deleted": {"heads": heads, "children": sorted(children)}}
    return _said(counter, of[0].kind, of[0].entity, fields, device)


def deletes() -> dict[str, Any]:
    """Which of these entities are deleted, by who wrote what and who reads what."""
    home = SPACE[2:]
    card = _said(1, "household", home, {"name": "Familie Őry"}, DEVICE)
    person = _said(2, "person", "P1", {"household": home, "name": "سلمى"}, DEVICE)
    child = _said(3, "person", "P2", {"household": home, "name": "Ayşe"}, OTHER)
    phone = _said(3, "household", home, {"phone": "1"}, OTHER)
    again = _said(4, "household", home, {"phone": "2"}, DEVICE, phone)
    lone = _delete(9, [card], DEVICE)
    whole = _delete(9, [card], DEVICE, "P1")
    below = _delete(10, [person], DEVICE)
    cases = {
        "its maker takes back a card": ([card, lone], [home]),
        "another deletes it": ([card, _delete(9, [card], OTHER)], []),
        "another wrote on it before": ([card, phone, again, _delete(9, [card, again], DEVICE)], []),
        "another brought it back since, and it is deleted again": (
            [card, lone, _said(10, "household", home, {"_deleted": None}, OTHER, lone),
             _delete(11, [card], DEVICE)],
            [],
        ),
        "with what lies below": ([card, person, whole, below], [home, "P1"]),
        "to who does not read what lies below": ([card, whole], [home]),
        "to who reads something below that it did not see": (
            [card, person, whole, below, child], ["P1"],
        ),
        "in a dossier anybody deletes": ([card, person, _delete(9, [person], OTHER)], ["P1"]),
    }  # fmt: skip
    return {
        name: {"changes": [one.line() for one in several], "deleted": sorted(gone)}
        for name, (several, gone) in cases.items()
    }


CASES: Final = {
    "blob": blobs, "deleted": deletes, "frame": sealed_frames, "pack": packs, "segment": segments,
}  # fmt: skip
"""What is the same however often it is made."""


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    made = {**CASES} if (FOLDER / "box.json").exists() else {**CASES, "box": boxes}
    for name, make in made.items():
        found = json.dumps(make(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
        (FOLDER / f"{name}.json").write_text(found, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
