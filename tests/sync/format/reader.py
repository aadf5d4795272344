"""A second reader of a share, written from docs/sharing-format.md alone: nothing of app in it."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode
from pathlib import Path
from typing import Any, Final

import zstandard
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SUITE: Final = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
Body = dict[str, Any]
File = tuple[str, Body, bytes, bytes, bytes]  # id, body, payload, what is signed, signature


def plain(value: object) -> bytes:
    """Canonical JSON."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def short_id(data: bytes) -> str:
    return hashlib.sha256(data).digest()[:16].hex()


def unpacked(packed: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompress(packed)


def signed_file(magic: bytes, data: bytes) -> File:
    size = int.from_bytes(data[4:8], "big")
    body = json.loads(data[8 : 8 + size])
    if data[:4] != magic or plain(body) != data[8 : 8 + size]:
        raise ValueError("no such file")
    signed = b"drempel " + magic + hashlib.sha256(data[:-64]).digest()
    name = hashlib.sha256(data).hexdigest()[:40]
    return name, body, data[8 + size : -64], signed, data[-64:]


def is_by(file: File, public: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(b64decode(public)).verify(file[4], file[3])
    except InvalidSignature:
        return False
    return True


def opened(key: bytes, sealed: bytes, bound: bytes, info: bytes = b"drempel frame 1") -> bytes:
    made = HKDF(hashes.SHA256(), 44, sealed[:32], info).derive(key)
    return AESGCM(made[:32]).decrypt(made[32:], sealed[32:], bound)


def change_id(change: Body) -> str:
    rest = {name: value for name, value in change.items() if name != "id"}
    bits = int.from_bytes(hashlib.sha256(plain(rest)).digest()[:16], "big") << 2
    return "".join(LETTERS[bits >> at & 31] for at in range(125, -1, -5))


class Reader:
    """One share, read with the box keys of one laptop: {device: 96 bytes}."""

    def __init__(self, folder: Path, team: str, boxes: dict[str, bytes]) -> None:
        self.folder, self.team = folder, team
        self.boxes = {
            device: hpke.MLKEM768X25519PrivateKey(
                MLKEM768PrivateKey.from_seed_bytes(private[:64]),
                X25519PrivateKey.from_private_bytes(private[64:]),
            )
            for device, private in boxes.items()
        }
        self.devices: dict[str, Body] = {}
        self.cuts: dict[str, list[str]] = {}
        self.before: dict[str, str] = {}
        self._follow()

    def _follow(self) -> None:
        """The chain of entries, and successors; forks and the sheet are what `decider` reads."""
        files = [
            signed_file(b"DRM1", one.read_bytes()) for one in self.folder.glob("member/*.entry")
        ]
        entries = {(file[1]["previous"], file[1]["number"]): file for file in files}
        at, number, boss = None, 0, ""
        while file := entries.get((at, number)):
            body = file[1]
            if number == 0:
                if file[0] != self.team:
                    raise ValueError("another team")
                self.devices[body["device"]], boss = body, body["member"]
            writer = self.devices[body["by"]]
            if writer["member"] != boss or not is_by(file, writer["sign"]):
                raise ValueError("not by the coordinator")
            if body["action"] == "admit":
                self.devices[body["device"]] = body
            elif body["action"] == "hand_over":
                boss = body["member"]
            elif body["action"] in {"remove", "recut"}:
                self.cuts |= body["cut"]
            at, number = file[0], number + 1
        for one in self.folder.glob("member/*.successor"):
            file = signed_file(b"DRN1", one.read_bytes())
            if is_by(file, self.devices[file[1]["by"]]["sign"]):
                self.devices[file[1]["device"]] = file[1]
                self.before[file[1]["device"]] = file[1]["by"]

    def segments(self) -> list[File]:
        """Signed segments that count, also those in packs."""
        raw = [one.read_bytes() for one in self.folder.glob("log/*.seg")]
        for pack in (one.read_bytes() for one in self.folder.glob("log/*.pack")):
            start = 8
            while start < len(pack):
                end = start + 4 + int.from_bytes(pack[start : start + 4], "big")
                raw.append(pack[start + 4 : end])
                start = end
        files = [signed_file(b"DRS1", data) for data in raw]
        found = {one[0]: one for one in files if is_by(one, self.devices[one[1]["device"]]["sign"])}
        counts, ends = set(), [one for cut in self.cuts.values() for one in cut]
        while ends:
            if (at := ends.pop()) in found:
                counts.add(at)
                ends.append(found[at][1]["previous"])
        return [
            one for one in found.values() if one[1]["device"] not in self.cuts or one[0] in counts
        ]

    def changes(self) -> dict[str, Body]:
        """{id: change} of all that these keys open."""
        keys: dict[str, tuple[bytes, str]] = {}
        sealed: list[tuple[str, bytes, Body]] = []
        for _name, body, payload, *_rest in self.segments():
            at = 0
            for part in (*body["boxes"], *body["frames"]):
                data, at = payload[at : at + part["size"]], at + part["size"]
                if "key" in part:
                    sealed.append((part["key"], data, body))
                elif part["to"] in self.boxes:
                    keys |= self._keys(data, body["device"], part["to"])
        found: dict[str, Body] = {}
        for name, data, body in sealed:
            if name in keys:
                found |= self._lines(keys[name], name, data, body)
        return found

    def _keys(self, box: bytes, giver: str, to: str) -> dict[str, tuple[bytes, str]]:
        info = plain({"from": giver, "team": self.team, "to": to, "what": "keys"})
        content = json.loads(unpacked(SUITE.decrypt(box, self.boxes[to], info=info)))
        given = [(b64decode(one["key"]), one["space"]) for one in content["keys"]]
        return {short_id(b"drempel space key 1" + key + space.encode()): (key, space)
                for key, space in given}  # fmt: skip

    def _lines(self, key: tuple[bytes, str], name: str, data: bytes, body: Body) -> dict[str, Body]:
        device = body["adopts"] or body["device"]
        place = {"device": device, "key": name, "number": body["number"], "team": self.team}
        family = [device]
        while family[-1] in self.before:
            family.append(self.before[family[-1]])
        lines = unpacked(opened(key[0], data, plain(place))).split(b"\n")
        said = [one for one in map(json.loads, lines) if "_" not in one and one["space"] == key[1]]
        return {
            one["id"]: one
            for one in said
            if one["device"] in family and one["id"] == change_id(one)
        }
