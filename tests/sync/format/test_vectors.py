"""The vectors: two readers find what they say, and no other byte says anything."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import TYPE_CHECKING, Any

import pytest

from app.crypto import frames
from app.crypto.boxes import BoxKey
from app.crypto.seal import SealBrokenError
from app.sync import blobs, keys, names, pack, segment
from app.sync.names import PackName
from app.sync.signed import TornError
from tests.helpers.vaults import a_vault
from tests.sync.format.second_reader import boxes, files, log
from tests.sync.format.second_reader.records import add_up
from tests.sync.format.second_reader.share import attachment
from tools import vectors

if TYPE_CHECKING:
    from pathlib import Path


def vector(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((vectors.FOLDER / f"{name}.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("name", sorted(vectors.CASES))
def test_that_the_vectors_are_those_that_are_written_today(name: str) -> None:
    assert vectors.CASES[name]() == vector(name)


def test_that_segments_say_what_their_vector_says() -> None:
    told = vector("segment")
    key = b64decode(told["key"])
    for one in told["segments"]:
        found = segment.read(b64decode(one["file"]))
        assert (found.id, str(found.name), found.number) == (one["id"], one["name"], one["number"])
        assert found.file.signed_by(b64decode(told["public"]))
        content = segment.open_lines(found, found.frames[0], key)
        assert [line.decode() for line in content.changes] == one["changes"]
        assert list(content.notes) == one["notes"]
        second = log.read_segment(b64decode(one["file"]))
        assert second.file.signed_by(b64decode(told["public"]))
        assert (second.id, second.number) == (one["id"], one["number"])
        lines = log.lines_of(second, *second.frames[0], key)
        assert [line.decode() for line in lines[:-1]] == one["changes"]
        assert [files.parse(line) for line in lines[-1:]] == one["notes"]
        for line in lines[:-1]:
            log.check_change(files.parse(line), told["space"], {second.device})


def test_that_no_byte_of_a_segment_can_be_another() -> None:
    told = vector("segment")
    data, public = b64decode(told["segments"][0]["file"]), b64decode(told["public"])
    name = names.log_name(told["segments"][0]["name"])
    for at in range(len(data)):
        for other in (data[at] ^ 1, data[at] ^ 0x80, 0 if data[at] else 255):
            changed = data[:at] + bytes([other]) + data[at + 1 :]
            try:
                found = segment.read(changed)
            except TornError:
                continue
            assert found.name != name
            assert not found.file.signed_by(public)


def test_that_no_byte_of_a_pack_can_be_another() -> None:
    told = vector("pack")
    data, name = b64decode(told["file"]), names.log_name(told["name"])
    assert isinstance(name, PackName)
    assert [segment.read(one).id for one in pack.read(data, name)] == told["ids"]
    inside = log.read_pack(data, name.last - name.first + 1, name.hash)
    assert [log.read_segment(one).id for one in inside] == told["ids"]
    for at in range(len(data)):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        with pytest.raises(TornError):
            pack.read(changed, name)
        with pytest.raises(files.RefusedError):
            log.read_pack(changed, name.last - name.first + 1, name.hash)


def test_that_a_frame_and_a_blob_are_sealed_as_their_vectors_say() -> None:
    told = vector("frame")
    key, bound = b64decode(told["key"]), told["bound_to"].encode()
    assert frames.key_id(key, told["space"]) == told["key_id"]
    assert frames.open_frame(key, b64decode(told["sealed"]), bound) == b64decode(told["plain"])
    assert files.space_key_id(key, told["space"]) == told["key_id"]
    second = files.open_sealed(b64decode(told["sealed"]), key, "drempel frame 1", bound)
    assert second == b64decode(told["plain"])
    told = vector("blob")
    file, key = b64decode(told["file"]), b64decode(told["key"])
    assert blobs.id_of(file) == told["name"]
    assert blobs.unseal(key, file) == b64decode(told["plain"])
    assert attachment({f"blob/{told['name']}": file}, told["name"], key) == b64decode(told["plain"])


@pytest.mark.parametrize("name", sorted(vector("deleted")))
def test_that_is_deleted_what_the_vector_says(name: str, tmp_path: Path) -> None:
    told = vector("deleted")[name]
    vault = a_vault(tmp_path / "oost")
    vault.apply(told["changes"])
    rows = vault.query("SELECT id FROM entities WHERE deleted ORDER BY id")
    assert [row["id"] for row in rows] == told["deleted"]
    vault.close()
    second = add_up([files.parse(line.encode()) for line in told["changes"]])
    gone = sorted(entity[2] for entity in second.heads if second.deleted(entity))
    assert gone == told["deleted"]


def test_that_a_box_opens_as_its_vector_says_and_with_no_other_byte() -> None:
    told = vector("box")
    mine, file = BoxKey(b64decode(told["private"])), segment.read(b64decode(told["file"]))
    (box,) = file.boxes
    sealed, info = box.sealed, told["info"].encode()
    assert (mine.public, sealed) == (b64decode(told["public"]), b64decode(told["sealed"]))
    (given,) = keys.open_box(box, file, mine)
    assert (given.key, given.space, box.to) == (b64decode(told["key"]), told["space"], told["to"])
    assert boxes.public_of(b64decode(told["private"])) == mine.public
    second = boxes.open_box(sealed, b64decode(told["private"]), files.parse(info))
    (said,) = files.parse(files.unzstd(second, files.LARGEST_BOX))["keys"]
    assert (said["key"], said["space"]) == (told["key"], told["space"])
    for at in range(0, len(sealed), 7):
        with pytest.raises(SealBrokenError):
            mine.open(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :], info)
