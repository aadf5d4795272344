"""The conventions and the signed file: sections 1 and 2 of the page, and the seals."""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import zstandard
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Body = dict[str, Any]

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MIB = 1024 * 1024
LARGEST_FILE = 80 * MIB
LARGEST_BODY = 4 * MIB
LARGEST_FRAME = 64 * MIB
LARGEST_BOX = 16 * MIB
SIGNATURE = 64

_SMALL = "[0-9a-hjkmnp-tv-z]"
NAMES = {
    "marker": re.compile(r"share-([0-9a-f]{32})\.json"),
    "entry": re.compile(r"member/([0-9]{6})-([0-9a-f]{40})\.entry"),
    "successor": re.compile(r"member/([0-9a-f]{40})\.successor"),
    "segment": re.compile(rf"log/({_SMALL}{{26}})-([0-9]{{8}})-([0-9a-f]{{40}})\.seg"),
    "pack": re.compile(rf"log/({_SMALL}{{26}})-([0-9]{{8}})-([0-9]{{8}})-([0-9a-f]{{40}})\.pack"),
    "blob": re.compile(r"blob/([0-9a-f]{40})"),
}
DEVICE = re.compile(rf"[{CROCKFORD}]{{26}}")
FILE_ID = re.compile(r"[0-9a-f]{40}")
KEY_ID = re.compile(r"[0-9a-f]{32}")
RECORD_ID = re.compile(r"[0-9A-Za-z:_.\-]{1,64}")


class RefusedError(Exception):
    """These bytes are not what their name and place promise."""


def check(holds: bool, why: str) -> None:
    """Refuse with `why` unless it holds."""
    if not holds:
        raise RefusedError(why)


def canonical(value: object) -> bytes:
    """The one spelling of a JSON value."""
    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode()


def parse(data: bytes) -> Any:
    """The JSON in these bytes; no key twice, no NaN, no infinity."""

    def once(pairs: list[tuple[str, Any]]) -> Body:
        found = dict(pairs)
        check(len(found) == len(pairs), "a key twice")
        return found

    def never(word: str) -> None:
        raise RefusedError(f"the number {word}")

    try:
        return json.loads(data.decode(), object_pairs_hook=once, parse_constant=never)
    except (ValueError, RecursionError) as error:
        raise RefusedError("no JSON") from error


def unbase64(value: object, length: int | None = None) -> bytes:
    """The bytes that a text of a body stands for."""
    check(isinstance(value, str), "no base64")
    try:
        data = base64.b64decode(str(value), validate=True)
    except (binascii.Error, ValueError) as error:
        raise RefusedError("no base64") from error
    check(length is None or len(data) == length, "a key of another length")
    check(base64.b64encode(data).decode() == value, "another spelling")
    return data


def file_id(data: bytes) -> str:
    """The id of a file."""
    return hashlib.sha256(data).digest()[:20].hex()


@dataclass(frozen=True)
class Signed:
    """A signed file that is whole, without a look at who signed it."""

    id: str
    magic: str
    body: Body
    payload: bytes
    data: bytes

    def signed_by(self, public: bytes) -> bool:
        """Whether this key made the signature."""
        return signed(public, self.magic, self.data[:-SIGNATURE], self.data[-SIGNATURE:])


def signed(public: bytes, magic: str, before: bytes, signature: bytes) -> bool:
    """Whether this key signed these bytes as a file of this type."""
    said = b"drempel " + magic.encode() + hashlib.sha256(before).digest()
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, said)
    except (InvalidSignature, ValueError):
        return False
    return True


def take_apart(data: bytes, magic: str, sizes: Callable[[Body], int] = lambda _: 0) -> Signed:
    """A signed file; its sizes, spelling and magic hold, its signature is not looked at."""
    check(8 + SIGNATURE <= len(data) <= LARGEST_FILE, "the size of the file")
    check(data[:3] == magic[:3].encode(), "the magic")
    check(data[3:4] == magic[3:].encode(), "a newer program" if data[3:4] > b"1" else "the magic")
    length = int.from_bytes(data[4:8], "big")
    check(length <= LARGEST_BODY and 8 + length + SIGNATURE <= len(data), "the size of the body")
    spelled = data[8 : 8 + length]
    body = parse(spelled)
    check(isinstance(body, dict), "the body is no object")
    try:
        check(canonical(body) == spelled, "the body is not canonical")
    except (ValueError, RecursionError) as error:
        raise RefusedError("the body is not canonical") from error
    payload = data[8 + length : -SIGNATURE]
    check(sizes(body) == len(payload), "the sizes do not add up")
    return Signed(file_id(data), magic, body, payload, data)


def unzstd(data: bytes, limit: int) -> bytes:
    """What one zstd frame holds, not unpacked when it says that it is larger than `limit`."""
    try:
        size = zstandard.get_frame_parameters(data).content_size
        check(size != zstandard.CONTENTSIZE_UNKNOWN and size <= limit, "the size inside")
        unpacking = zstandard.ZstdDecompressor().decompressobj()
        plain = unpacking.decompress(data)
    except zstandard.ZstdError as error:
        raise RefusedError("no zstd") from error
    check(len(plain) == size and not unpacking.unused_data, "more than one frame")
    return plain


def open_sealed(sealed: bytes, key: bytes, info: str, bound_to: bytes | None) -> bytes:
    """What stands in a salted AES-256-GCM box."""
    check(len(sealed) >= 32 + 16 and len(key) == 32, "too short a box")
    derived = HKDF(hashes.SHA256(), 44, sealed[:32], info.encode()).derive(key)
    try:
        return AESGCM(derived[:32]).decrypt(derived[32:], sealed[32:], bound_to)
    except InvalidTag as error:
        raise RefusedError("the seal") from error


def space_key_id(key: bytes, space: str) -> str:
    """The id of a key of a space."""
    return hashlib.sha256(b"drempel space key 1" + key + space.encode()).digest()[:16].hex()


def base32(data: bytes) -> str:
    """16 bytes as 26 letters, two zero bits at the end."""
    number = int.from_bytes(data, "big") << 2
    return "".join(CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))
