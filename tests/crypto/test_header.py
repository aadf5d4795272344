"""Keys under a passphrase: what opens, what does not, and how damage is told from a typo."""

from __future__ import annotations

import json
import time

import pytest

from app.crypto.header import (
    FORMAT,
    HeaderDamagedError,
    HeaderNewerError,
    WrongPassphraseError,
    _sum,
    open_header,
    read_header,
    seal_header,
    write_header,
)
from app.crypto.kdf import DEFAULT_COST, KEY_BYTES, KdfCost, derive_key, new_key
from app.crypto.pin import TRIES, VisitPin, is_pin
from app.crypto.seal import SealBrokenError, seal, unseal

TINY = KdfCost(8, 1, 1)


def test_that_a_header_opens_with_its_passphrase_alone() -> None:
    keys = (new_key(), new_key())
    header = read_header(write_header(seal_header("V", "geheim ş", keys, TINY)))
    assert open_header(header, "geheim ş") == keys
    with pytest.raises(WrongPassphraseError):
        open_header(header, "geheim s")


def test_that_an_accent_typed_in_two_ways_is_one_passphrase() -> None:
    assert derive_key("café", b"x" * 16, TINY) == derive_key("cafe\u0301", b"x" * 16, TINY)


def test_that_a_cheaper_cost_cannot_be_written_into_a_header() -> None:
    header = seal_header("V", "geheim", (new_key(),), KdfCost(16, 1, 1))
    body = json.loads(write_header(header))
    body["kdf"]["memory_kib"] = 8
    body.pop("sum")
    body["sum"] = _sum(body)
    with pytest.raises(WrongPassphraseError):
        open_header(read_header(json.dumps(body).encode()), "geheim")


@pytest.mark.parametrize(
    "change",
    [
        {"kdf": {"name": "md5", "memory_kib": 8, "iterations": 1, "lanes": 1}},
        {"kdf": {"name": "argon2id", "memory_kib": 1 << 40, "iterations": 1, "lanes": 1}},
        {"kdf": {"name": "argon2id", "memory_kib": 8, "iterations": 10**9, "lanes": 1}},
        {"kdf": None},
        {"keys": []},
        {"keys": ["!"]},
        {"keys": ["AAAA"]},
        {"salt": "AAAA"},
    ],
)
def test_that_a_planted_header_is_damaged_not_obeyed(change: dict[str, object]) -> None:
    body = json.loads(write_header(seal_header("V", "x", (new_key(),), TINY))) | change
    body.pop("sum")
    body["sum"] = _sum(body)
    with pytest.raises(HeaderDamagedError):
        read_header(json.dumps(body).encode())


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", b"null", b'{"sum":1}', b"[" * 9999])
def test_that_any_bytes_are_read_or_damaged(data: bytes) -> None:
    with pytest.raises(HeaderDamagedError):
        read_header(data)


def test_that_a_newer_header_is_told() -> None:
    body = json.loads(write_header(seal_header("V", "x", (new_key(),), TINY)))
    body["format"] = FORMAT + 1
    body.pop("sum")
    body["sum"] = _sum(body)
    with pytest.raises(HeaderNewerError):
        read_header(json.dumps(body).encode())


def test_that_the_default_cost_hurts_a_thief_and_not_a_person() -> None:
    assert DEFAULT_COST.memory_kib >= 64 * 1024
    begin = time.perf_counter()
    derive_key("geheim", b"x" * 16, DEFAULT_COST)
    assert time.perf_counter() - begin > 0.1


@pytest.mark.parametrize("cost", [(4, 1, 1), (8, 0, 1), (8, 1, 0), (1 << 30, 1, 1)])
def test_that_a_cost_out_of_bounds_is_refused(cost: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="out of bounds"):
        KdfCost(*cost)


def test_that_a_seal_breaks_when_anything_changes() -> None:
    key = new_key()
    sealed = seal(key, b"geheim", b"bij")
    assert unseal(key, sealed, b"bij") == b"geheim"
    for broken in (
        (new_key(), sealed, b"bij"),
        (key, sealed, b"ander"),
        (key, sealed[:-1], b"bij"),
        (key, b"", b"bij"),
        (key, bytes([sealed[0] ^ 1]) + sealed[1:], b"bij"),
    ):
        with pytest.raises(SealBrokenError):
            unseal(*broken)
    assert len(key) == KEY_BYTES


def test_that_five_wrong_pins_end_it() -> None:
    pin = VisitPin("135790")
    for left in range(TRIES - 1, -1, -1):
        assert not pin.opens("000000")
        assert pin.tries_left == left
    assert pin.spent
    assert not pin.opens("135790")


def test_that_the_right_pin_gives_the_tries_back() -> None:
    pin = VisitPin("135790")
    assert not pin.opens("135791")
    assert pin.opens("135790")
    assert pin.tries_left == TRIES


@pytest.mark.parametrize("text", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦"])
def test_that_a_pin_is_six_digits(text: str) -> None:
    assert not is_pin(text)
    with pytest.raises(ValueError, match="six digits"):
        VisitPin(text)
