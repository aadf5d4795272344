"""Writes `tests/vectors/{segment,pack,frame,box,blob}.json`: `python -m tools.vectors`.

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
from app.storage.changes import make_change
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


CASES: Final = {"blob": blobs, "frame": sealed_frames, "pack": packs, "segment": segments}
"""What is the same however often it is made."""


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    made = {**CASES} if (FOLDER / "box.json").exists() else {**CASES, "box": boxes}
    for name, make in made.items():
        found = json.dumps(make(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
        (FOLDER / f"{name}.json").write_text(found, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
