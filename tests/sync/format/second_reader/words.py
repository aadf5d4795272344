"""Words that are read aloud or stand on paper: six for a request, 24 for the recovery sheet."""

import hashlib
from collections.abc import Mapping, Sequence

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tests.sync.format.second_reader.boxes import PRIVATE, open_box, public_of
from tests.sync.format.second_reader.files import (
    Body,
    RefusedError,
    Signed,
    canonical,
    check,
    parse,
    take_apart,
    unbase64,
)

BITS = 11
ASKED = ("box", "device", "member", "nonce", "sign", "team")


def six_words(request: Mapping[str, object], spoken: Sequence[str]) -> list[str]:
    """What both sides read aloud; `team` is the one that this side knows."""
    said = canonical({name: request[name] for name in ASKED})
    salt = hashlib.sha256(b"drempel six words 1").digest()[:16]
    slow = Argon2id(salt=salt, length=32, iterations=3, lanes=1, memory_cost=64 * 1024)
    return _spelled(slow.derive(said), 6, spoken)


def request_of(data: bytes) -> Signed:
    """A request to join; refused when it is not signed with the key inside it."""

    def sizes(body: Body) -> int:
        check(isinstance(body.get("to"), list), "for whom")
        return sum(one["size"] for one in body["to"])

    file = take_apart(data, "DRQ1", sizes)
    check(file.signed_by(unbase64(file.body.get("sign"), 32)), "the signature")
    return file


def introduction(request: Signed, device: str, private: bytes) -> Body:
    """The name and the organisation that the newcomer tells one device of the coordinator."""
    at = 0
    for one in request.body["to"]:
        sealed = request.payload[at : at + one["size"]]
        at += one["size"]
        if one["device"] == device:
            body = request.body
            info = {"from": body["device"], "team": body["team"], "to": device, "what": "request"}
            told: Body = parse(open_box(sealed, private, info))
            return told
    raise RefusedError("not for this device")


def sheet(secret: bytes, spoken: Sequence[str]) -> list[str]:
    """The 24 words of a recovery sheet."""
    check(len(secret) == 32, "a secret of another length")
    return _spelled(secret + hashlib.sha256(secret).digest()[:1], 24, spoken)


def sheet_keys(secret: bytes) -> tuple[bytes, bytes]:
    """The public keys of a recovery sheet: to sign with, and to seal for."""
    seed = HKDF(hashes.SHA256(), 32, None, b"drempel recovery sign 1").derive(secret)
    sign = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    return sign, public_of(sheet_box(secret))


def sheet_box(secret: bytes) -> bytes:
    """The private key of a recovery sheet that opens the boxes for `recovery`."""
    return HKDF(hashes.SHA256(), PRIVATE, None, b"drempel recovery box 1").derive(secret)


def _spelled(bits: bytes, count: int, spoken: Sequence[str]) -> list[str]:
    number, size = int.from_bytes(bits, "big"), len(bits) * 8
    return [spoken[number >> size - BITS * at & 2**BITS - 1] for at in range(1, count + 1)]
