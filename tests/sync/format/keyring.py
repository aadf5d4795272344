"""Keys that are the same in every run, and chance for property tests."""

from __future__ import annotations

import hashlib

from hypothesis import strategies as st

from app.crypto.boxes import PRIVATE_BYTES, BoxKey
from app.crypto.signing import SigningKey

SIGN = SigningKey(hashlib.sha256(b"sign").digest())
OTHER_SIGN = SigningKey(hashlib.sha256(b"other sign").digest())
BOX = BoxKey(hashlib.shake_256(b"box").digest(PRIVATE_BYTES))
TEAM = "a" * 40
DEVICE = "01J00000000000000000000D01"
OTHER = "01J00000000000000000000D02"
SPACE_KEY = hashlib.sha256(b"space").digest()

devices = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=26, max_size=26)
ids = st.text("0123456789abcdef", min_size=40, max_size=40)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | words | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)
"""Whatever JSON can say, infinity too, which it cannot."""


def mutations(data: bytes) -> st.SearchStrategy[bytes]:
    """The same bytes with one thing wrong: a bit, an end, a beginning, something between."""
    place = st.integers(0, len(data) - 1)
    flipped = st.builds(
        lambda at, bit: data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :],
        place,
        st.integers(0, 7),
    )
    cut = place.map(lambda at: data[:at])
    longer = st.binary(min_size=1, max_size=20).map(lambda more: data + more)
    inside = st.builds(
        lambda at, more: data[:at] + more + data[at:], place, st.binary(min_size=1, max_size=9)
    )
    doubled = st.just(data + data)
    return st.one_of(flipped, cut, longer, inside, doubled)
