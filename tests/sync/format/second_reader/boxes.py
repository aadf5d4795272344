"""HPKE (RFC 9180, base mode) with ML-KEM-768 + X25519, by hand: section 5 names each part."""

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

from tests.sync.format.second_reader.files import Body, RefusedError, canonical, check

SEED, PRIVATE = 64, 96
LATTICE, ENCAPSULATED = 1088, 1120
KEM, KDF, AEAD = 0x647A, 1, 2
LABEL = b"\\.//^\\"
SUITE = b"HPKE" + b"".join(one.to_bytes(2, "big") for one in (KEM, KDF, AEAD))


def keys_of(private: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    """Both halves of a private key: 64 bytes of ML-KEM seed, 32 of X25519."""
    check(len(private) == PRIVATE, "a private key of another length")
    return (
        MLKEM768PrivateKey.from_seed_bytes(private[:SEED]),
        X25519PrivateKey.from_private_bytes(private[SEED:]),
    )


def public_of(private: bytes) -> bytes:
    """The public key of a private one."""
    lattice, curve = keys_of(private)
    return lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()


def open_box(sealed: bytes, private: bytes, info: Body) -> bytes:
    """What was sealed for the owner of this key; refused when it does not open."""
    check(len(sealed) >= ENCAPSULATED + 16, "too short a box")
    lattice, curve = keys_of(private)
    theirs = sealed[LATTICE:ENCAPSULATED]
    try:
        secret = hashlib.sha3_256(
            lattice.decapsulate(sealed[:LATTICE])
            + curve.exchange(X25519PublicKey.from_public_bytes(theirs))
            + theirs
            + curve.public_key().public_bytes_raw()
            + LABEL
        )
        key, nonce = _schedule(secret.digest(), canonical(info))
        return AESGCM(key).decrypt(nonce, sealed[ENCAPSULATED:], b"")
    except (InvalidTag, ValueError) as error:
        raise RefusedError("the box") from error


def _schedule(secret: bytes, info: bytes) -> tuple[bytes, bytes]:
    context = b"\0" + _extract(b"", b"psk_id_hash", b"") + _extract(b"", b"info_hash", info)
    shared = _extract(secret, b"secret", b"")
    return _expand(shared, b"key", context, 32), _expand(shared, b"base_nonce", context, 12)


def _extract(salt: bytes, label: bytes, material: bytes) -> bytes:
    return HKDF.extract(hashes.SHA256(), salt or None, b"HPKE-v1" + SUITE + label + material)


def _expand(key: bytes, label: bytes, info: bytes, size: int) -> bytes:
    labeled = size.to_bytes(2, "big") + b"HPKE-v1" + SUITE + label + info
    return HKDFExpand(hashes.SHA256(), size, labeled).derive(key)
